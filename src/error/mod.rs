//! The one error of the program: something about a file or a call that a clerk has to act on.
//!
//! What is wrong with a draft's *figures* is never an `Error`; it is a [`crate::check::Verdict`].

mod ron;

use std::fmt;

/// What is wrong, where, and what to do about it: one line of Chinese.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    /// The file or argument it is about; empty when it concerns the whole call.
    pub subject: String,
    /// Where inside the subject, counted from 1. `None` when the whole subject is meant.
    pub place: Option<Place>,
    /// What is wrong, without a closing full stop.
    pub what: String,
    /// What the reader can do; empty when `what` already says it.
    pub hint: String,
}

/// A position in a text, both counted from 1; the column counts characters, not bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

impl Place {
    /// The place of a byte offset in a text. Offsets past the end give the last place.
    pub fn of_offset(text: &str, offset: usize) -> Self {
        let before: &str = match text.get(..offset) {
            Some(before) => before,
            None => text,
        };
        let line = before.matches('\n').count() + 1;
        let column = before.chars().rev().take_while(|&c| c != '\n').count() + 1;
        Self { line, column }
    }

    /// Where the last of `anchors` stands when each is looked for after the one before it.
    ///
    /// RON gives no positions for values that parsed well, so faults of meaning are placed by what
    /// they name: the rule's id, then the unknown key behind it. An anchor that is not found keeps
    /// the place of the one before it.
    pub fn of_anchors(text: &str, anchors: &[&str]) -> Option<Self> {
        let mut from = 0;
        let mut found = None;
        for anchor in anchors {
            let Some(at) = text.get(from..).and_then(|rest| rest.find(anchor)) else { break };
            found = Some(from + at);
            from += at + anchor.len();
        }
        found.map(|offset| Self::of_offset(text, offset))
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "第 {} 行第 {} 列", self.line, self.column)
    }
}

impl Error {
    /// An error about nothing more special than the call itself.
    pub fn new(what: impl Into<String>) -> Self {
        Self { subject: String::new(), place: None, what: what.into(), hint: String::new() }
    }

    /// Names the file or argument it is about.
    #[must_use]
    pub fn about(mut self, subject: impl Into<String>) -> Self {
        self.subject = subject.into();
        self
    }

    /// Says where in the subject it stands.
    #[must_use]
    pub fn at(mut self, place: impl Into<Option<Place>>) -> Self {
        self.place = place.into();
        self
    }

    /// Says what to do.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = hint.into();
        self
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.subject.is_empty() {
            write!(f, "{}", self.subject)?;
            if self.place.is_some() {
                write!(f, " ")?;
            }
        }
        if let Some(place) = self.place {
            write!(f, "{place}")?;
        }
        if !self.subject.is_empty() || self.place.is_some() {
            write!(f, "：")?;
        }
        write!(f, "{}", self.what)?;
        if !self.hint.is_empty() {
            let stop = if self.what.ends_with(['？', '。', '！']) { "" } else { "。" };
            write!(f, "{stop}{}", self.hint)?;
        }
        Ok(())
    }
}

impl std::error::Error for Error {}

/// The name among `known` that a misspelt `name` most likely meant, if one is near enough.
pub fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    known
        .into_iter()
        .map(|candidate| (strsim::normalized_damerau_levenshtein(name, candidate), candidate))
        .filter(|(likeness, _)| *likeness >= 0.5)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, candidate)| candidate)
}

/// “，是否为“…”？” when a near name is known, otherwise nothing: the end of “不是…”.
pub fn did_you_mean<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    nearest(name, known).map(|near| format!("，是否为“{near}”？")).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_says_where_what_and_the_way_out() {
        let error = Error::new("“收到申请數”不是本版式的指标，是否为“收到申请数”？")
            .about("金塘镇-2018.nianbao")
            .at(Place { line: 14, column: 9 });
        assert_eq!(
            error.to_string(),
            "金塘镇-2018.nianbao 第 14 行第 9 列：“收到申请數”不是本版式的指标，是否为“收到申请数”？"
        );
    }

    #[test]
    fn a_question_needs_no_full_stop_before_the_hint() {
        let error = Error::new("没有“chekc”这个命令，是否为“check”？").hint("用法见 nianbao --help");
        assert_eq!(error.to_string(), "没有“chekc”这个命令，是否为“check”？用法见 nianbao --help");
    }

    #[test]
    fn anchors_are_looked_for_one_after_the_other() {
        let text = "a: \"收到\"\nrule: \"14-01\"\n  total: \"收到\"";
        assert_eq!(Place::of_anchors(text, &["14-01", "收到"]), Some(Place { line: 3, column: 11 }));
        assert_eq!(Place::of_anchors(text, &["不存在"]), None);
    }

    #[test]
    fn the_nearest_name_is_near() {
        assert_eq!(nearest("收到申请數", ["申请办结数", "收到申请数"]), Some("收到申请数"));
        assert_eq!(nearest("天气", ["申请办结数", "收到申请数"]), None);
    }
}
