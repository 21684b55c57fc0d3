//! The text of a report section: words with live figures and pictures among them. Nothing the clerk
//! types is markup.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::{Figure, Picture};
use crate::form::CellKey;

/// A piece of a section's text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Piece {
    /// Words as typed; a line feed begins a new paragraph.
    Words(String),
    /// The current value of a cell.
    Figure(Figure),
    /// A picture: a paragraph of its own.
    Picture(Illustration),
}

impl Piece {
    /// The value of a cell as the draft keeps it.
    pub fn figure(key: impl Into<CellKey>) -> Self {
        Self::Figure(Figure::plain(key.into()))
    }
}

/// A picture with what is printed under it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Illustration {
    /// The picture.
    pub picture: Picture,
    /// Printed under it; empty for none.
    pub caption: String,
}

/// What stands for a picture in the shown text.
pub const PICTURE_MARK: &str = "［图片］";

/// The text of one section as the clerk rewrote it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SectionText {
    pieces: Vec<Piece>,
}

/// Where a live figure or a picture stands in the shown text of a section.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Atom {
    /// Bytes of the shown text.
    pub range: Range<usize>,
    /// What stands there; never words.
    pub piece: Piece,
}

impl Atom {
    /// The live figure, where it is one.
    pub fn figure(&self) -> Option<&Figure> {
        match &self.piece {
            Piece::Figure(figure) => Some(figure),
            _ => None,
        }
    }
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

    /// A text of words only.
    pub fn words(words: impl Into<String>) -> Self {
        Self::new([Piece::Words(words.into())])
    }

    /// Its pieces, none of them empty words.
    pub fn pieces(&self) -> &[Piece] {
        &self.pieces
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.pieces.is_empty()
    }

    /// The cells whose values it shows.
    pub fn figures(&self) -> impl Iterator<Item = &CellKey> {
        self.pieces.iter().filter_map(|piece| match piece {
            Piece::Figure(figure) => Some(&figure.key),
            Piece::Words(_) | Piece::Picture(_) => None,
        })
    }

    /// Its pictures.
    pub fn pictures(&self) -> impl Iterator<Item = &Illustration> {
        self.pieces.iter().filter_map(|piece| match piece {
            Piece::Picture(picture) => Some(picture),
            Piece::Words(_) | Piece::Figure(_) => None,
        })
    }

    /// How large the files of its pictures are together, in bytes; one that stands twice counts twice.
    pub fn picture_bytes(&self) -> usize {
        self.pictures().map(|shown| shown.picture.bytes().len()).sum()
    }

    /// The text as read, each figure by what `show` gives for it and each picture by [`PICTURE_MARK`],
    /// and where these stand.
    pub fn shown(&self, show: impl Fn(&Figure) -> String) -> (String, Vec<Atom>) {
        let mut text = String::new();
        let mut atoms = Vec::new();
        for piece in &self.pieces {
            let start = text.len();
            match piece {
                Piece::Words(words) => {
                    text.push_str(words);
                    continue;
                }
                Piece::Figure(figure) => text.push_str(&show(figure)),
                Piece::Picture(_) => text.push_str(PICTURE_MARK),
            }
            atoms.push(Atom { range: start..text.len(), piece: piece.clone() });
        }
        (text, atoms)
    }

    /// The text with a stretch of what is shown replaced. Figures and pictures are whole: one that the
    /// stretch touches inside goes with it, and what is put in beside one never becomes part of it.
    #[must_use]
    pub fn replaced(&self, range: Range<usize>, with: Self, show: impl Fn(&Figure) -> String) -> Self {
        let [before, _, after] = self.cut(range, show);
        Self::new(before.into_iter().chain(with.pieces).chain(after))
    }

    /// A stretch of what is shown; figures and pictures touched by it are in it as a whole.
    #[must_use]
    pub fn part(&self, range: Range<usize>, show: impl Fn(&Figure) -> String) -> Self {
        let [_, part, _] = self.cut(range, show);
        Self::new(part)
    }

    /// What stands before, in and after a stretch of the shown text.
    fn cut(&self, range: Range<usize>, show: impl Fn(&Figure) -> String) -> [Vec<Piece>; 3] {
        let mut parts = [Vec::new(), Vec::new(), Vec::new()];
        let [before, within, after] = &mut parts;
        let mut at = 0;
        for piece in &self.pieces {
            let length = match piece {
                Piece::Words(words) => words.len(),
                Piece::Figure(figure) => show(figure).len(),
                Piece::Picture(_) => PICTURE_MARK.len(),
            };
            let (start, end) = (at, at + length);
            at = end;
            match piece {
                Piece::Words(words) => {
                    let split = |at: usize| {
                        let at = at.clamp(start, end) - start;
                        (0..=at).rev().find(|at| words.is_char_boundary(*at)).unwrap_or(0)
                    };
                    let (from, to) = (split(range.start), split(range.end.max(range.start)));
                    let words = |part: Range<usize>| Piece::Words(words.get(part).unwrap_or("").to_owned());
                    before.push(words(0..from));
                    within.push(words(from..to));
                    after.push(words(to..length));
                }
                // One put in at the very end of a figure stands behind it, and so does one put in inside.
                atom if end <= range.start || (range.is_empty() && start < range.start) => {
                    before.push(atom.clone());
                }
                atom if start >= range.end => after.push(atom.clone()),
                atom => within.push(atom.clone()),
            }
        }
        parts
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> SectionText {
        SectionText::new([
            Piece::Words("全年收到申请".into()),
            Piece::figure("收到申请数"),
            Piece::Words("件，其中信函".into()),
            Piece::figure("信函申请数"),
            Piece::Words("件。".into()),
        ])
    }

    fn show(figure: &Figure) -> String {
        if figure.key.as_str() == "收到申请数" { "215".into() } else { "145".into() }
    }

    fn keys(text: &SectionText) -> Vec<&str> {
        text.figures().map(CellKey::as_str).collect()
    }

    /// Replaces `old`, which stands once in the sample, and says what is shown then and what is live.
    fn check(old: &str, new: &str, expected: &str, live: &[&str]) {
        let (shown, _) = sample().shown(show);
        let start = shown.find(old).unwrap();
        let text = sample().replaced(start..start + old.len(), SectionText::words(new), show);
        assert_eq!(text.shown(show).0, expected);
        assert_eq!(keys(&text), live, "{expected}");
    }

    #[test]
    fn figures_outside_the_change_stay_live() {
        let both = &["收到申请数", "信函申请数"];
        check("全年", "2018年共", "2018年共收到申请215件，其中信函145件。", both);
        check("件，其中信函", "和", "全年收到申请215和145件。", both);
        check("件，其中信函", "", "全年收到申请215145件。", both);
    }

    #[test]
    fn a_figure_goes_as_a_whole() {
        check("215", "", "全年收到申请件，其中信函145件。", &["信函申请数"]);
        check("15件，", "、", "全年收到申请、其中信函145件。", &["信函申请数"]);
        check("请21", "书", "全年收到申书件，其中信函145件。", &["信函申请数"]);
    }

    /// “1” typed behind 215 once made one word of both, or followed the cell as a part of it.
    #[test]
    fn what_is_typed_beside_a_figure_is_not_part_of_it() {
        for (at, expected) in
            [("全年收到申请", "全年收到申请9215件"), ("全年收到申请215", "全年收到申请2159件")]
        {
            let text = sample().replaced(at.len()..at.len(), SectionText::words("9"), show);
            assert!(text.shown(show).0.starts_with(expected));
            assert_eq!(keys(&text), ["收到申请数", "信函申请数"]);
        }
        // Inside a figure there is no place.
        let inside = "全年收到申请2".len();
        let text = sample().replaced(inside..inside, SectionText::words("9"), show);
        assert!(text.shown(show).0.starts_with("全年收到申请2159件"));
    }

    #[test]
    fn braces_and_stars_are_only_text() {
        let typed = "{{收到申请数}} * [[表:统计表]]";
        let text = SectionText::default().replaced(0..0, SectionText::words(typed), show);
        assert_eq!(text.shown(show).0, typed);
    }

    #[test]
    fn a_figure_goes_in_where_the_caret_stands() {
        let at = "全年收到申请215件，".len();
        let text = sample().replaced(at..at, SectionText::new([Piece::figure("收到申请数")]), show);
        assert_eq!(text.shown(show).0, "全年收到申请215件，215其中信函145件。");
        assert_eq!(keys(&text), ["收到申请数", "收到申请数", "信函申请数"]);
    }

    #[test]
    fn a_part_taken_out_keeps_its_figures_live() {
        let (shown, _) = sample().shown(show);
        let start = shown.find("申请").unwrap();
        let part = sample().part(start..start + "申请215件".len(), show);
        assert_eq!((part.shown(show).0.as_str(), keys(&part)), ("申请215件", vec!["收到申请数"]));
    }
}
