//! 沿用: a template that is another one, changed in a few places. `[[沿用:2021]]` at its head; then only
//! sections (`[[正文:名称]]` … `[[/正文]]`), which take the place of the other's, and `[[接在:表:名称]]` …
//! `[[/接在]]`, which stands behind that marker or section. Only built-in templates can be taken over.

use std::ops::Range;

use super::marker::{self, Marker};
use super::tags::{TagKind, is_inside, tags};
use super::templates;
use crate::error::{Error, Place, did_you_mean};

/// A template with what it takes over put in.
#[derive(Debug, Clone, Default)]
pub struct Whole {
    /// The text, line by line.
    pub text: String,
    /// Where each line comes from.
    pub origins: Vec<Origin>,
    /// What is wrong with the taking over; the text is then the template's own.
    pub faults: Vec<Error>,
}

/// Where a line comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Origin {
    /// The file of the built-in template; `None`: the template itself.
    pub file: Option<&'static str>,
    /// Line in its file, from 1.
    pub line: usize,
}

impl Whole {
    /// A fault of the whole text as one of the file that it stands in.
    pub fn placed(&self, name: &str, mut fault: Error) -> Error {
        let origin = fault.place.and_then(|place| self.origins.get(place.line.checked_sub(1)?));
        let mut file = name;
        if let (Some(origin), Some(place)) = (origin, &mut fault.place) {
            place.line = origin.line;
            file = origin.file.unwrap_or(name);
        }
        fault.about(file)
    }
}

/// A line of a text outside of its tags, as a marker where it is one.
struct Line<'a> {
    text: &'a str,
    marker: Option<Marker>,
    /// Holds nothing but blanks and comments.
    is_empty: bool,
}

fn lines(text: &str) -> Vec<Line<'_>> {
    let tags = tags(text);
    let mut offset = 0;
    let mut lines = Vec::new();
    for line in text.split('\n') {
        let is_free = !is_inside(&tags, offset);
        let comments = tags.iter().filter(|tag| tag.kind == TagKind::Comment);
        let near: Vec<_> =
            comments.filter(|tag| tag.range.end > offset && tag.range.start < offset + line.len()).collect();
        let is_commented = |at: usize| near.iter().any(|tag| tag.range.contains(&(offset + at)));
        lines.push(Line {
            text: line,
            marker: if is_free { marker::read(line).and_then(Result::ok) } else { None },
            is_empty: line.char_indices().all(|(at, c)| c.is_whitespace() || is_commented(at)),
        });
        offset += line.len() + 1;
    }
    lines
}

/// The text with what it takes over.
pub fn whole(text: &str) -> Whole {
    whole_within(text, None, 0)
}

/// Built-in templates may take over one another, but not for ever.
const DEEPEST: usize = 3;

fn whole_within(text: &str, file: Option<&'static str>, depth: usize) -> Whole {
    let own = |faults: Vec<Error>| Whole {
        text: text.to_owned(),
        origins: (1..=text.split('\n').count()).map(|line| Origin { file, line }).collect(),
        faults,
    };
    let lines = lines(text);
    let head = lines.iter().enumerate().find(|(_, line)| matches!(line.marker, Some(Marker::Inherit(_))));
    let Some((head, Line { marker: Some(Marker::Inherit(name)), .. })) = head else { return own(Vec::new()) };
    let place = |line: usize| Place { line: line + 1, column: 1 };
    let Some((base_file, base)) = templates::source(name).filter(|_| depth < DEEPEST) else {
        let near = did_you_mean(name, templates::names());
        let known: Vec<&str> = templates::names().collect();
        let fault = Error::new(format!("没有“{name}”这个内置模板{near}")).at(place(head));
        return own(vec![fault.hint(format!("可沿用：{}", known.join("、")))]);
    };
    let base = whole_within(base, Some(base_file), depth + 1);
    let (changes, mut faults) = changes(&lines, head);
    let base_lines = self::lines(&base.text);
    let mut places: Vec<(Range<usize>, Range<usize>)> = Vec::new();
    for change in changes {
        match change.place_in(&base_lines) {
            Ok(replaced) => places.push((replaced, change.lines)),
            Err(what) => faults.push(Error::new(what).at(place(change.at))),
        }
    }
    if !faults.is_empty() {
        return own(faults);
    }
    // Where two stand at one place, the one written first comes first.
    places.sort_by_key(|(replaced, _)| replaced.start);
    let of_base = |range: Range<usize>| {
        let lines = base_lines.get(range.clone()).unwrap_or_default().iter().map(|line| line.text);
        lines.zip(base.origins.get(range).unwrap_or_default().iter().copied())
    };
    let mut taken: Vec<(&str, Origin)> = Vec::new();
    let mut at = 0;
    for (replaced, own) in places {
        taken.extend(of_base(at..replaced.start));
        let own = own.clone().zip(lines.get(own).unwrap_or_default());
        taken.extend(own.map(|(index, line)| (line.text, Origin { file, line: index + 1 })));
        at = replaced.end.max(at);
    }
    taken.extend(of_base(at..base_lines.len()));
    let (texts, origins): (Vec<&str>, Vec<Origin>) = taken.into_iter().unzip();
    Whole { text: texts.join("\n"), origins, faults }
}

/// One change of a template that takes over another.
struct Change {
    /// The marker that says where; from 0.
    at: usize,
    /// The section to replace, or the marker to stand behind.
    of: Marker,
    is_behind: bool,
    /// Its own lines that go in.
    lines: Range<usize>,
}

/// The changes below the head, and what else stands there.
fn changes(lines: &[Line<'_>], head: usize) -> (Vec<Change>, Vec<Error>) {
    let (mut changes, mut faults): (Vec<Change>, _) = (Vec::new(), Vec::new());
    let mut open: Option<(usize, Marker, bool)> = None;
    for (index, line) in lines.iter().enumerate().filter(|(index, _)| *index != head) {
        let fault = |what: String| Error::new(what).at(Place { line: index + 1, column: 1 });
        match (&line.marker, open.take()) {
            (Some(Marker::Close), Some((at, of, false))) => {
                changes.push(Change { at, of, is_behind: false, lines: at..index + 1 });
            }
            (Some(Marker::CloseBehind), Some((at, of, true))) => {
                changes.push(Change { at, of, is_behind: true, lines: at + 1..index });
            }
            (_, Some(inside)) => open = Some(inside),
            (Some(of @ Marker::Open(_)), None) => open = Some((index, of.clone(), false)),
            (Some(Marker::Behind(of)), None) => open = Some((index, (**of).clone(), true)),
            (_, None) if line.is_empty => {}
            (_, None) => {
                let what = "沿用内置模板时，只能写 [[正文:名称]] 和 [[接在:…]]，其余的照内置模板";
                faults.push(fault(what.to_owned()));
            }
        }
    }
    if let Some((at, _, is_behind)) = open {
        let end = if is_behind { "[[/接在]]" } else { "[[/正文]]" };
        faults.push(Error::new(format!("没有以 {end} 结束")).at(Place { line: at + 1, column: 1 }));
    }
    (changes, faults)
}

impl Change {
    /// The lines of the other template that it takes the place of; an empty range to stand before.
    fn place_in(&self, base: &[Line<'_>]) -> Result<Range<usize>, String> {
        let found = base.iter().position(|line| line.marker.as_ref() == Some(&self.of));
        let Some(found) = found else {
            let named: Vec<String> = base.iter().filter_map(|line| line.marker.as_ref()?.shown()).collect();
            let wanted = self.of.shown().unwrap_or_default();
            let near = did_you_mean(&wanted, named.iter().map(String::as_str));
            return Err(format!("沿用的模板没有“{wanted}”{near}"));
        };
        let end = match self.of {
            Marker::Open(_) => {
                let close = base.iter().skip(found).position(|line| line.marker == Some(Marker::Close));
                found + close.unwrap_or_default()
            }
            _ => found,
        };
        Ok(if self.is_behind { end + 1..end + 1 } else { found..end + 1 })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(text: &str) -> Vec<String> {
        whole(text).faults.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn what_is_not_written_is_taken_over() {
        let own = "{# 本局 #}\n[[沿用:2021]]\n\n[[接在:表:申请办理情况表]]\n[[图:办理结果]]\n[[/接在]]\n[[正文:平台建设]]\n本局网站改版。\n[[/正文]]";
        let whole = whole(own);
        assert_eq!(whole.faults, []);
        let lines: Vec<&str> = whole.text.split('\n').collect();
        assert_eq!(lines.len(), whole.origins.len());
        let at = |text: &str| lines.iter().position(|line| *line == text).unwrap();
        assert_eq!(at("[[图:办理结果]]"), at("[[表:申请办理情况表]]") + 1);
        assert_eq!(at("本局网站改版。"), at("[[正文:平台建设]]") + 1);
        assert_eq!(whole.origins[at("本局网站改版。")], Origin { file: None, line: 8 });
        let (_, base) = templates::source("2021").unwrap();
        for (line, origin) in lines.iter().zip(&whole.origins).filter(|(_, origin)| origin.file.is_some()) {
            assert_eq!(base.split('\n').nth(origin.line - 1), Some(*line));
        }
        assert!(!whole.text.contains("做好栏目维护"));
    }

    #[test]
    fn what_cannot_be_taken_over_is_told() {
        let hint = "可沿用";
        assert!(faults("[[沿用:2012]]")[0].contains(hint));
        assert_eq!(
            faults("[[沿用:2021]]\n[[正文:平台建没]]\n甲\n[[/正文]]\n乙\n[[接在:表:统计表]]\n"),
            [
                "第 5 行第 1 列：沿用内置模板时，只能写 [[正文:名称]] 和 [[接在:…]]，其余的照内置模板",
                "第 6 行第 1 列：没有以 [[/接在]] 结束",
                "第 2 行第 1 列：沿用的模板没有“正文:平台建没”，是否为“正文:平台建设”？",
            ]
        );
    }
}
