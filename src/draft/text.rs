//! The text of a report section: words with live figures among them. Nothing the clerk types is
//! markup.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::form::CellKey;

/// A piece of a section's text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Piece {
    /// Words as typed; a line feed begins a new paragraph.
    #[serde(rename = "文字")]
    Words(String),
    /// The current value of a cell.
    #[serde(rename = "数字")]
    Figure(CellKey),
}

/// The text of one section as the clerk rewrote it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SectionText {
    pieces: Vec<Piece>,
}

/// Where a live figure stands in the shown text of a section.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FigureSpan {
    /// Bytes of the shown text.
    pub range: Range<usize>,
    /// Whose value stands there.
    pub key: CellKey,
}

impl SectionText {
    /// A text of these pieces; neighbouring words are joined, empty ones dropped.
    pub fn new(pieces: impl IntoIterator<Item = Piece>) -> Self {
        let mut joined: Vec<Piece> = Vec::new();
        for piece in pieces {
            match (joined.last_mut(), piece) {
                (_, Piece::Words(words)) if words.is_empty() => {}
                (Some(Piece::Words(before)), Piece::Words(words)) => before.push_str(&words),
                (_, piece) => joined.push(piece),
            }
        }
        Self { pieces: joined }
    }

    /// Its pieces, none of them empty words.
    pub fn pieces(&self) -> &[Piece] {
        &self.pieces
    }

    /// The cells whose values it shows.
    pub fn figures(&self) -> impl Iterator<Item = &CellKey> {
        self.pieces.iter().filter_map(|piece| match piece {
            Piece::Figure(key) => Some(key),
            Piece::Words(_) => None,
        })
    }

    /// The text as read, each figure by what `show` gives for it, and where the figures stand.
    pub fn shown(&self, show: impl Fn(&CellKey) -> String) -> (String, Vec<FigureSpan>) {
        let mut text = String::new();
        let mut spans = Vec::new();
        for piece in &self.pieces {
            match piece {
                Piece::Words(words) => text.push_str(words),
                Piece::Figure(key) => {
                    let start = text.len();
                    text.push_str(&show(key));
                    spans.push(FigureSpan { range: start..text.len(), key: key.clone() });
                }
            }
        }
        (text, spans)
    }

    /// The text after the clerk changed what was shown into `new`.
    ///
    /// Figures outside the changed stretch stay live; one whose digits were touched becomes words, and
    /// so does one that the change gave a digit, `.` or `,` for a neighbour: it would read as another
    /// number.
    #[must_use]
    pub fn edited(&self, new: &str, show: impl Fn(&CellKey) -> String) -> Self {
        let (old, spans) = self.shown(show);
        let same_start = old.chars().zip(new.chars()).take_while(|(a, b)| a == b);
        let start: usize = same_start.map(|(c, _)| c.len_utf8()).sum();
        let (old_rest, new_rest) = (old.get(start..).unwrap_or(""), new.get(start..).unwrap_or(""));
        let same_end = old_rest.chars().rev().zip(new_rest.chars().rev()).take_while(|(a, b)| a == b);
        let end: usize = same_end.map(|(c, _)| c.len_utf8()).sum();
        let old_end = old.len() - end;
        let shift = |at: usize| at + new.len() - old.len();

        let grows_after = new.get(start..).and_then(|rest| rest.chars().next()).is_some_and(is_of_number);
        let grows_before = new.get(..new.len() - end).and_then(|rest| rest.chars().next_back());
        let grows_before = grows_before.is_some_and(is_of_number);

        let kept = spans.into_iter().filter_map(|span| {
            if span.range.end < start || (span.range.end == start && !grows_after) {
                Some(span)
            } else if span.range.start > old_end || (span.range.start == old_end && !grows_before) {
                Some(FigureSpan { range: shift(span.range.start)..shift(span.range.end), key: span.key })
            } else {
                None
            }
        });
        Self::of_spans(new, kept)
    }

    /// The text with a live figure put in at a byte offset of what is shown.
    #[must_use]
    pub fn with_figure(&self, at: usize, key: CellKey, show: impl Fn(&CellKey) -> String) -> Self {
        let (text, spans) = self.shown(show);
        let at = (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
        let mut pieces = Vec::new();
        let (before, after): (Vec<_>, Vec<_>) = spans.into_iter().partition(|span| span.range.end <= at);
        let split = |text: &str, spans: Vec<FigureSpan>, from: usize| {
            let spans = spans.into_iter().filter(|span| span.range.start >= from).map(|span| FigureSpan {
                range: span.range.start - from..span.range.end - from,
                key: span.key,
            });
            Self::of_spans(text, spans).pieces
        };
        pieces.extend(split(text.get(..at).unwrap_or(""), before, 0));
        pieces.push(Piece::Figure(key));
        pieces.extend(split(text.get(at..).unwrap_or(""), after, at));
        Self::new(pieces)
    }

    fn of_spans(text: &str, spans: impl IntoIterator<Item = FigureSpan>) -> Self {
        let mut pieces = Vec::new();
        let mut at = 0;
        for span in spans {
            pieces.push(Piece::Words(text.get(at..span.range.start).unwrap_or("").to_owned()));
            pieces.push(Piece::Figure(span.key));
            at = span.range.end;
        }
        pieces.push(Piece::Words(text.get(at..).unwrap_or("").to_owned()));
        Self::new(pieces)
    }
}

/// Whether a character beside a figure would be read as part of its number.
fn is_of_number(c: char) -> bool {
    matches!(c, '0'..='9' | '０'..='９' | '.' | ',' | '．')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> SectionText {
        SectionText::new([
            Piece::Words("全年收到申请".into()),
            Piece::Figure(CellKey::from("收到申请数")),
            Piece::Words("件，其中信函".into()),
            Piece::Figure(CellKey::from("信函申请数")),
            Piece::Words("件。".into()),
        ])
    }

    fn show(key: &CellKey) -> String {
        if key.as_str() == "收到申请数" { "215".into() } else { "145".into() }
    }

    fn keys(text: &SectionText) -> Vec<&str> {
        text.figures().map(CellKey::as_str).collect()
    }

    #[test]
    fn figures_outside_the_change_stay_live() {
        let new = "2018年全年共收到申请215件，其中信函145件。";
        let edited = sample().edited(new, show);
        assert_eq!(edited.shown(show).0, new);
        assert_eq!(keys(&edited), ["收到申请数", "信函申请数"]);
    }

    #[test]
    fn a_figure_whose_digits_are_changed_becomes_words() {
        let edited = sample().edited("全年收到申请216件，其中信函145件。", show);
        assert_eq!(keys(&edited), ["信函申请数"]);
    }

    /// “1” typed behind 215 read 2151, but the 215 in it went on following its cell.
    #[test]
    fn a_digit_typed_beside_a_figure_makes_it_words() {
        let check = |beside: &str, expected: &[&str]| {
            let new = format!("全年收到申请{beside}件，其中信函145件。");
            let edited = sample().edited(&new, show);
            assert_eq!(edited.shown(show).0, new);
            assert_eq!(keys(&edited), expected, "{beside}");
        };
        for beside in ["2151", "1215", "2215", "2155", "215１", "215.5", "1,215"] {
            check(beside, &["信函申请数"]);
        }
        for beside in ["215余", "约215", "215，", "为2018年的215"] {
            check(beside, &["收到申请数", "信函申请数"]);
        }
        // Taking out the words between two figures makes one number of them.
        let two = SectionText::new([
            Piece::Figure(CellKey::from("收到申请数")),
            Piece::Words("和".into()),
            Piece::Figure(CellKey::from("信函申请数")),
        ]);
        assert_eq!(keys(&two.edited("215145", show)), [""; 0]);
    }

    #[test]
    fn braces_and_stars_are_only_text() {
        let typed = "{{收到申请数}} * [[表:统计表]]";
        assert_eq!(SectionText::default().edited(typed, show).shown(show).0, typed);
    }

    #[test]
    fn a_figure_goes_in_where_the_caret_stands() {
        let at = "全年收到申请215件，".len();
        let text = sample().with_figure(at, CellKey::from("收到申请数"), show);
        assert_eq!(text.shown(show).0, "全年收到申请215件，215其中信函145件。");
        assert_eq!(keys(&text), ["收到申请数", "收到申请数", "信函申请数"]);
    }
}
