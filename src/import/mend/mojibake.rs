//! UTF-8 that a program took for GBK and saved so: `鏀垮簻淇℃伅鍏紑` was `政府信息公开`. The way back is the same: GBK bytes
//! read as UTF-8. Where single bytes went missing on the way, the character is the one that forms a word of the
//! official forms with its neighbour, if there is just one.

use std::collections::{BTreeSet, HashSet};
use std::sync::LazyLock;

use encoding_rs::GB18030;

use super::super::characters::{is_han, is_mark};
use crate::form::editions;

/// So many characters tell whether a text is such a one.
const LOOKED_AT: usize = 24;
/// Fewer say too little.
const FEWEST: usize = 3;

/// A text as it was before.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Repaired {
    pub text: String,
    /// Characters that could not be restored, each a `\u{FFFD}` in the text.
    pub lost: usize,
}

/// A character, or what is left of one.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    Whole(char),
    /// The bytes that it begins and ends with, as far as they are left.
    Part {
        begins: Vec<u8>,
        ends: Vec<u8>,
    },
    /// What a part may have been, of the characters in the forms.
    OneOf(Vec<char>),
}

/// So many characters of a document are restored at most; with more lost, nobody can read it anyway.
pub(super) const MOST_RESTORED: usize = 5_000;

/// The text as it was, if it was damaged so. `left` is how many characters may still be restored.
pub(super) fn repaired(text: &str, left: &mut usize) -> Option<Repaired> {
    if !is_suspect(text) {
        return None;
    }
    let mut pieces = pieces(&bytes(text));
    let whole = |keep: fn(char) -> bool| {
        pieces.iter().filter(|piece| matches!(piece, Piece::Whole(c) if keep(*c))).count()
    };
    let han = whole(is_han);
    let others =
        whole(|c| !c.is_ascii() && !is_han(c) && !is_mark(c) && !matches!(c, '①'..='⑳' | '\u{3000}' | '㎡'));
    let parts = pieces.iter().filter(|piece| matches!(piece, Piece::Part { .. })).count();
    if han < 2 || others * 10 > han || parts * 3 > han {
        return None;
    }
    if parts > 0 && parts <= *left {
        *left -= parts;
        split_anew(&mut pieces);
        pieces.iter_mut().for_each(Piece::find_candidates);
        // What one part becomes may tell the next.
        restore(&mut pieces);
        restore(&mut pieces);
    }
    let lost = pieces.iter().filter(|piece| !matches!(piece, Piece::Whole(_))).count();
    let text = pieces.into_iter().map(|piece| match piece {
        Piece::Whole(c) => c,
        Piece::Part { .. } | Piece::OneOf(_) => char::REPLACEMENT_CHARACTER,
    });
    Some(Repaired { text: text.collect(), lost })
}

/// In two of three GBK characters that were UTF-8 a byte lies below 0xC0, in the third both do. Half of the characters
/// in use have none.
fn is_suspect(text: &str) -> bool {
    let (mut all, mut usual) = (0, 0);
    for c in text.chars().filter(|c| !c.is_ascii()).take(LOOKED_AT) {
        let mut buffer = [0; 4];
        let (bytes, ..) = GB18030.encode(c.encode_utf8(&mut buffer));
        all += 1;
        usual += usize::from(matches!(*bytes, [lead, trail] if lead >= 0xC0 && trail >= 0xC0));
        if usual > 2 {
            return false;
        }
    }
    all >= FEWEST && usual * 10 <= all
}

/// The bytes that the text was made of; `None` for each that was lost.
fn bytes(text: &str) -> Vec<Option<u8>> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut after_chinese = false;
    for c in text.chars() {
        match c {
            char::REPLACEMENT_CHARACTER => bytes.push(None),
            // Programs put a question mark where a byte pair was none.
            '?' if after_chinese => bytes.push(None),
            '€' => bytes.push(Some(0x80)),
            c => {
                let mut buffer = [0; 4];
                let (encoded, ..) = GB18030.encode(c.encode_utf8(&mut buffer));
                bytes.extend(encoded.iter().copied().map(Some));
            }
        }
        after_chinese = !c.is_ascii();
    }
    bytes
}

/// Bytes read as UTF-8.
fn pieces(bytes: &[Option<u8>]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = bytes;
    while let Some((first, after)) = rest.split_first() {
        let Some(first) = *first else {
            // The mark for what was lost; what is left of the character stands before or after it.
            rest = after;
            if !matches!(pieces.last(), Some(Piece::Part { .. })) && !begins_inside(after) {
                pieces.push(Piece::Part { begins: Vec::new(), ends: Vec::new() });
            }
            continue;
        };
        let length = match first {
            0..=0x7F => 1,
            0xC2..=0xDF => 2,
            0xE0..=0xEF => 3,
            0xF0..=0xF4 => 4,
            _ => 0,
        };
        let is_inside = |byte: &&Option<u8>| byte.is_some_and(|byte| (0x80..=0xBF).contains(&byte));
        if length == 0 {
            // The end of a character whose beginning is lost.
            let more = rest.iter().skip(1).take_while(is_inside).take(1).count();
            let ends = rest.iter().take(1 + more).flatten().copied().collect();
            rest = rest.get(1 + more..).unwrap_or_default();
            pieces.push(Piece::Part { begins: Vec::new(), ends });
            continue;
        }
        let inside = after.iter().take(length - 1).take_while(is_inside).count();
        let (this, next) = rest.split_at_checked(1 + inside).unwrap_or((rest, &[]));
        let this: Vec<u8> = this.iter().flatten().copied().collect();
        rest = next;
        match std::str::from_utf8(&this).ok().and_then(|text| text.chars().next()) {
            Some(c) => pieces.push(Piece::Whole(c)),
            None => {
                pieces.push(Piece::Part { begins: this, ends: Vec::new() });
                if rest.first() == Some(&None) {
                    rest = rest.get(1..).unwrap_or_default();
                }
            }
        }
    }
    pieces
}

fn begins_inside(rest: &[Option<u8>]) -> bool {
    matches!(rest.first(), Some(Some(0x80..=0xBF)))
}

/// Where the last byte of one character and the first of the next are lost together, what is left may look like a whole
/// character and a rest: `E5 85 (AC E5) BC 80`. It is two parts where these form a word of the forms.
fn split_anew(pieces: &mut [Piece]) {
    for at in 1..pieces.len() {
        let (Some(Piece::Whole(c)), Some(Piece::Part { begins, ends })) =
            (pieces.get(at - 1), pieces.get(at))
        else {
            continue;
        };
        let mut buffer = [0; 4];
        let bytes = c.encode_utf8(&mut buffer).as_bytes();
        let (Some((last, first)), true) = (bytes.split_last(), begins.is_empty() && ends.len() == 1) else {
            continue;
        };
        let ends = [&[*last], ends.as_slice()].concat();
        let before = at.checked_sub(2).and_then(|at| pieces.get(at)).map_or(&[][..], Piece::candidates);
        let pairs = WORDS.iter().filter(|(a, b)| has_bytes(*a, first, &[]) && has_bytes(*b, &[], &ends));
        let fits = |a: char| before.is_empty() || before.iter().any(|before| WORDS.contains(&(*before, a)));
        let mut pairs = pairs.filter(|(a, _)| fits(*a));
        if let (Some((a, b)), None) = (pairs.next(), pairs.next()) {
            set(pieces, at - 1, Piece::Whole(*a));
            set(pieces, at, Piece::Whole(*b));
        }
    }
}

fn has_bytes(c: char, begins: &[u8], ends: &[u8]) -> bool {
    let mut buffer = [0; 4];
    let bytes = c.encode_utf8(&mut buffer).as_bytes();
    bytes.starts_with(begins) && bytes.ends_with(ends)
}

/// Parts become the one character that forms a word with a neighbour.
fn restore(pieces: &mut [Piece]) {
    for at in 0..pieces.len() {
        let Some(Piece::OneOf(candidates)) = pieces.get(at) else { continue };
        let before = at.checked_sub(1).and_then(|at| pieces.get(at)).map_or(&[][..], Piece::candidates);
        let after = pieces.get(at + 1).map_or(&[][..], Piece::candidates);
        let is_word = |a: char, b: char| WORDS.contains(&(if a.is_ascii_digit() { '0' } else { a }, b));
        let fits_before = |c: char| before.iter().any(|a| is_word(*a, c));
        let fits_after = |c: char| after.iter().any(|b| is_word(c, *b));
        let fitting = |fits: &dyn Fn(char) -> bool| -> Vec<char> {
            candidates.iter().copied().filter(|c| fits(*c)).collect()
        };
        let mut found = fitting(&|c| fits_before(c) && fits_after(c));
        if found.is_empty() {
            found = fitting(&|c| fits_before(c) || fits_after(c));
        }
        match *found {
            [] => {}
            [only] => set(pieces, at, Piece::Whole(only)),
            _ => set(pieces, at, Piece::OneOf(found)),
        }
    }
}

fn set(pieces: &mut [Piece], at: usize, piece: Piece) {
    if let Some(place) = pieces.get_mut(at) {
        *place = piece;
    }
}

impl Piece {
    fn candidates(&self) -> &[char] {
        match self {
            Self::Whole(c) => std::slice::from_ref(c),
            Self::OneOf(candidates) => candidates,
            Self::Part { .. } => &[],
        }
    }

    /// A part becomes the characters of the forms that have its bytes.
    fn find_candidates(&mut self) {
        let Self::Part { begins, ends } = self else { return };
        *self = match begins.as_slice() {
            // Marks: which of them changes nothing of what is counted.
            [0xEF, 0xBC] => Self::Whole('，'),
            [0xE3, 0x80] => Self::Whole('。'),
            _ => Self::OneOf(CHARACTERS.iter().filter(|c| has_bytes(**c, begins, ends)).copied().collect()),
        };
    }
}

/// Characters that stand side by side in the wording of the forms, and their units behind a digit, which is `0`.
static WORDS: LazyLock<HashSet<(char, char)>> = LazyLock::new(|| {
    let forms = editions::all();
    let cells = forms.iter().flat_map(|form| form.cells.iter());
    let texts = cells.flat_map(|cell| [cell.path.as_str(), cell.definition.as_str()]);
    let mut words = HashSet::new();
    for text in texts {
        let pairs = text.chars().zip(text.chars().skip(1));
        words.extend(pairs.filter(|(a, b)| is_han(*a) && is_han(*b)));
    }
    let units = forms.iter().flat_map(|form| form.cells.iter()).filter_map(|cell| cell.unit.chars().next());
    words.extend(units.map(|unit| ('0', unit)));
    words
});

/// The characters of those words.
static CHARACTERS: LazyLock<BTreeSet<char>> =
    LazyLock::new(|| WORDS.iter().flat_map(|(a, b)| [*a, *b]).collect());

#[cfg(test)]
mod tests {
    use super::*;

    /// UTF-8 read as GBK; what is no character becomes `lost`.
    fn damaged(text: &str, lost: &str) -> String {
        encoding_rs::GBK.decode_without_bom_handling(text.as_bytes()).0.replace('\u{FFFD}', lost)
    }

    fn check(damaged: &str, expected: &str) {
        assert_eq!(
            repaired(damaged, &mut MOST_RESTORED.clone()).map(|repaired| repaired.text).as_deref(),
            Some(expected),
            "{damaged}"
        );
    }

    #[test]
    fn the_way_back_is_the_same() {
        check("鏀垮簻淇℃伅", "政府信息");
        let text = "全年收到申请215件，其中信函68件。";
        check(&damaged(text, "?"), text);
        check(&damaged(text, "\u{FFFD}"), text);
    }

    #[test]
    fn words_of_the_forms_restore_what_was_lost() {
        check("鏀垮簻淇℃伅鍏紑", "政府信息公开");
        let text = "主动公开政府信息数 259条";
        for lost in ["?", "\u{FFFD}", ""] {
            check(&damaged(text, lost), text);
        }
    }

    #[test]
    fn other_text_stays_as_it_is() {
        for text in [
            "2018年，金塘镇共收到政府信息公开申请215件。",
            "收到申请数",
            "件",
            "镕喆堃",
            "鏀垮",
            "（一）",
            "",
            "㈠㈡㈢",
            "――――――",
        ] {
            assert_eq!(repaired(text, &mut MOST_RESTORED.clone()), None, "{text}");
        }
    }
}
