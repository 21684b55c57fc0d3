//! What is inserted into a template's text travels through Jinja and Markdown as a reference made
//! of Unicode noncharacters, so neither can read it as markup, and no real text can hold one.

use super::document::Run;
use crate::draft::{Draft, Figure};
use crate::form::CellKey;

/// Printed for a blank figure.
pub const BLANK_FIGURE: &str = "××";

/// Stands alone on a line of the prepared source where the author left it blank: a new paragraph.
/// Lines that are blank only because their tags are gone carry none.
pub const PARAGRAPH: char = '\u{FDD3}';
const FIRST_DIGIT: u32 = 0xFDE0;
/// Digits of a reference, in base 16.
const DIGITS: usize = 4;

/// What a reference stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reference {
    /// The value of a cell, by its index in the form.
    Figure(u16),
    /// Inserted words, by their index in [`Rendered::words`](super::engine::Rendered::words).
    Words(u16),
    /// A block marker of the template, by its index.
    Marker(u16),
}

impl Reference {
    /// The reference as text.
    pub fn encoded(self) -> String {
        let (kind, number) = match self {
            Self::Figure(number) => ('\u{FDD0}', number),
            Self::Words(number) => ('\u{FDD1}', number),
            Self::Marker(number) => ('\u{FDD2}', number),
        };
        let digits = (0..DIGITS).rev().map(|place| (u32::from(number) >> (4 * place)) & 0xF);
        let digit = |digit: u32| char::from_u32(FIRST_DIGIT + digit);
        std::iter::once(kind).chain(digits.filter_map(digit)).collect()
    }

    fn read(text: &str) -> Option<(Self, usize)> {
        let mut chars = text.chars();
        let kind = chars.next()?;
        let mut number: u16 = 0;
        for _ in 0..DIGITS {
            let digit = u32::from(chars.next()?).checked_sub(FIRST_DIGIT).filter(|digit| *digit < 16)?;
            number = (number << 4) | digit as u16;
        }
        let reference = match kind {
            '\u{FDD0}' => Self::Figure(number),
            '\u{FDD1}' => Self::Words(number),
            '\u{FDD2}' => Self::Marker(number),
            _ => return None,
        };
        Some((reference, text.len() - chars.as_str().len()))
    }
}

/// A stretch of text: plain, or a reference.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stretch<'a> {
    /// Plain text, never empty.
    Plain(&'a str),
    /// A reference.
    Reference(Reference),
}

/// The stretches of a text; [`PARAGRAPH`] counts as plain. A reference that was cut to pieces on its
/// way is dropped.
pub fn stretches(text: &str) -> Vec<Stretch<'_>> {
    let mut found = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let plain = rest.find(|c| is_reserved(c) && c != PARAGRAPH).unwrap_or(rest.len());
        let (before, from) = rest.split_at(plain);
        if !before.is_empty() {
            found.push(Stretch::Plain(before));
        }
        let taken = match Reference::read(from) {
            Some((reference, taken)) => {
                found.push(Stretch::Reference(reference));
                taken
            }
            None => from.chars().next().map_or(0, char::len_utf8),
        };
        rest = from.get(taken..).unwrap_or("");
    }
    found
}

/// Whether a character is kept for references (Unicode says it never stands in a real text).
pub fn is_reserved(c: char) -> bool {
    matches!(c, '\u{FDD0}'..='\u{FDEF}')
}

/// A text of the draft for use in a template: trimmed, in one line, without reserved characters.
pub fn one_line(text: &str) -> String {
    let kept = text.trim().chars().filter(|c| !is_reserved(*c));
    kept.map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// A text with references as runs: live figures and words.
pub fn runs(text: &str, words: &[String], draft: &Draft) -> Vec<Run> {
    let mut runs = Vec::new();
    resolve(text, words, draft, &mut runs);
    runs
}

fn resolve(text: &str, words: &[String], draft: &Draft, runs: &mut Vec<Run>) {
    for stretch in stretches(text) {
        match stretch {
            Stretch::Plain(plain) => push_words(runs, &plain.replace(PARAGRAPH, "")),
            Stretch::Reference(Reference::Figure(index)) => {
                if let Some(id) = draft.form().ids().nth(usize::from(index)) {
                    runs.push(figure(draft, &draft.form().cell(id).key));
                }
            }
            // Words may hold references made before them, so the slice shrinks and this ends.
            Stretch::Reference(Reference::Words(index)) => {
                if let Some((inserted, earlier)) =
                    words.get(..=usize::from(index)).and_then(<[_]>::split_last)
                {
                    resolve(inserted, earlier, draft, runs);
                }
            }
            Stretch::Reference(Reference::Marker(_)) => {}
        }
    }
}

/// A live figure as the draft shows it now.
pub fn figure(draft: &Draft, key: &CellKey) -> Run {
    Run { text: figure_text(draft, key), figure: Some(key.clone()) }
}

/// How a live figure is printed: as the draft keeps it, or [`BLANK_FIGURE`] where it is blank.
pub fn figure_text(draft: &Draft, key: &CellKey) -> String {
    let shown = draft.form().find(key).and_then(|id| draft.shown(id));
    shown.unwrap_or_else(|| BLANK_FIGURE.to_owned())
}

/// How a live figure in a text is printed: in its format, or [`BLANK_FIGURE`] where its cell is blank.
pub fn shown_figure(draft: &Draft, figure: &Figure) -> String {
    draft.printed(figure).unwrap_or_else(|| BLANK_FIGURE.to_owned())
}

/// Adds words, joined to words before them.
pub fn push_words(runs: &mut Vec<Run>, words: &str) {
    match runs.last_mut() {
        Some(Run { text, figure: None }) => text.push_str(words),
        _ if words.is_empty() => {}
        _ => runs.push(Run::words(words)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_found_again() {
        for reference in [Reference::Figure(0), Reference::Words(0xBEEF), Reference::Marker(u16::MAX)] {
            let text = format!("共{}件", reference.encoded());
            let expected = [Stretch::Plain("共"), Stretch::Reference(reference), Stretch::Plain("件")];
            assert_eq!(stretches(&text), expected);
        }
    }

    #[test]
    fn a_cut_reference_leaves_nothing_behind() {
        let cut: String = Reference::Figure(3).encoded().chars().take(3).collect();
        assert_eq!(stretches(&format!("共{cut}件")), [Stretch::Plain("共"), Stretch::Plain("件")]);
    }

    #[test]
    fn texts_of_the_draft_become_one_clean_line() {
        assert_eq!(one_line(" 金塘镇\n1号\u{FDD0}\u{FDE0} "), "金塘镇 1号");
    }
}
