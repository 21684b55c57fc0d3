//! A section's text as a text box edits it: live figures and pictures in it are whole, and each change
//! is known exactly, so that what is typed beside a figure never becomes part of it.

use std::cell::RefCell;
use std::ops::Range;

use egui::TextBuffer;
use egui::text::{CCursor, CharIndex};

use crate::draft::{Atom, Figure, Piece, SectionText};

/// What was copied last from a text of this window, with its figures live.
#[derive(Debug, Clone, Default)]
pub struct Clip {
    /// As it stands on the system's clipboard.
    pub shown: String,
    /// What it was.
    pub text: SectionText,
}

/// The text of a section in a text box.
pub struct Buffer<'a> {
    text: SectionText,
    shown: String,
    /// Where figures and pictures stand; the layouter reads it in the middle of an edit.
    atoms: &'a RefCell<Vec<Atom>>,
    show: &'a dyn Fn(&Figure) -> String,
    /// What goes in live if just this is pasted.
    clip: Option<&'a Clip>,
    changed: bool,
}

impl<'a> Buffer<'a> {
    /// Over a text. `clip` is what a paste of this frame may bring back; `None` while nothing is pasted.
    pub fn new(
        text: SectionText,
        atoms: &'a RefCell<Vec<Atom>>,
        show: &'a dyn Fn(&Figure) -> String,
        clip: Option<&'a Clip>,
    ) -> Self {
        let mut buffer = Self { text, shown: String::new(), atoms, show, clip, changed: false };
        buffer.refresh();
        buffer
    }

    /// The text, and whether it was edited.
    pub fn finish(self) -> (SectionText, bool) {
        (self.text, self.changed)
    }

    /// The text as shown.
    pub fn shown(&self) -> &str {
        &self.shown
    }

    /// The live text of a stretch of characters, for the clipboard.
    pub fn part(&self, range: Range<usize>) -> SectionText {
        self.text.part(self.bytes(range), self.show)
    }

    fn refresh(&mut self) {
        let (shown, atoms) = self.text.shown(self.show);
        self.shown = shown;
        self.atoms.replace(atoms);
    }

    fn replace(&mut self, range: Range<usize>, with: SectionText) {
        self.text = self.text.replaced(range, with, self.show);
        self.changed = true;
        self.refresh();
    }

    fn bytes(&self, range: Range<usize>) -> Range<usize> {
        byte_at(&self.shown, range.start)..byte_at(&self.shown, range.end)
    }

    /// A stretch widened to the whole of every atom that it touches inside.
    fn whole(&self, range: Range<usize>) -> Range<usize> {
        let mut bytes = self.bytes(range);
        for atom in self.atoms.borrow().iter() {
            if atom.range.start < bytes.end && bytes.start < atom.range.end {
                bytes = bytes.start.min(atom.range.start)..bytes.end.max(atom.range.end);
            }
        }
        bytes
    }

    /// Whether a picture ends, or begins, at a byte.
    fn is_by_picture(&self, at: usize, ends: bool) -> bool {
        self.atoms.borrow().iter().any(|atom| {
            let edge = if ends { atom.range.end } else { atom.range.start };
            matches!(atom.piece, Piece::Picture(_)) && edge == at
        })
    }

    /// Takes out a stretch of characters, and gives the place where it was.
    fn take_out(&mut self, range: Range<usize>) -> usize {
        let bytes = self.whole(range);
        let is_before_picture = self.is_by_picture(bytes.end, false);
        let is_after_picture = self.is_by_picture(bytes.start, true);
        let before = self.shown.get(..bytes.start).unwrap_or("");
        let after = self.shown.get(bytes.end..).unwrap_or("");
        // A picture stands in a line of its own.
        let joins = (is_after_picture && !after.is_empty() && !after.starts_with('\n'))
            || (is_before_picture && !before.is_empty() && !before.ends_with('\n'));
        let at = before.chars().count();
        let left = if joins { SectionText::words("\n") } else { SectionText::default() };
        self.replace(bytes, left);
        at
    }
}

impl TextBuffer for Buffer<'_> {
    fn is_mutable(&self) -> bool {
        true
    }

    fn as_str(&self) -> &str {
        &self.shown
    }

    fn insert_text(&mut self, text: &str, char_index: CharIndex) -> usize {
        let typed = text.replace("\r\n", "\n").replace('\r', "\n");
        let mut new = match self.clip.filter(|clip| clip.shown == typed) {
            Some(clip) => clip.text.clone(),
            None => SectionText::words(typed),
        };
        let at = byte_at(&self.shown, char_index.0);
        let (shown, _) = new.shown(self.show);
        let mut count = shown.chars().count();
        // A picture stands in a line of its own.
        let has_picture = |piece: Option<&Piece>| matches!(piece, Some(Piece::Picture(_)));
        let before = self.shown.get(..at).unwrap_or("");
        let breaks_before = self.is_by_picture(at, true)
            || (has_picture(new.pieces().first()) && !before.is_empty() && !before.ends_with('\n'));
        if breaks_before && !shown.starts_with('\n') {
            new = new.replaced(0..0, SectionText::words("\n"), self.show);
            count += 1;
        }
        let after = self.shown.get(at..).unwrap_or("");
        let breaks_after =
            self.is_by_picture(at, false) || (has_picture(new.pieces().last()) && !after.starts_with('\n'));
        if breaks_after && !shown.ends_with('\n') {
            new = SectionText::new(new.pieces().iter().cloned().chain([Piece::Words("\n".to_owned())]));
        }
        self.replace(at..at, new);
        count
    }

    fn delete_char_range(&mut self, range: Range<CharIndex>) {
        self.take_out(range.start.0..range.end.0);
    }

    fn delete_selected_ccursor_range(&mut self, [min, max]: [CCursor; 2]) -> CCursor {
        if min.index >= max.index {
            return min;
        }
        let at = self.take_out(min.index.0..max.index.0);
        CCursor { index: CharIndex(at), prefer_next_row: true }
    }

    fn insert_text_at(&mut self, caret: &mut CCursor, text: &str, _limit: usize) {
        // Inside an atom there is no place: what is put in goes behind it.
        let at = byte_at(&self.shown, caret.index.0);
        let inside = self.atoms.borrow().iter().find(|a| a.range.start < at && at < a.range.end).cloned();
        if let Some(atom) = inside {
            caret.index = CharIndex(char_at(&self.shown, atom.range.end));
        }
        caret.index += self.insert_text(text, caret.index);
    }

    /// The text box's own undo knows no figures; the window's is the one that counts.
    fn replace_with(&mut self, _text: &str) {}

    fn type_id(&self) -> std::any::TypeId {
        std::any::TypeId::of::<Buffer<'static>>()
    }
}

/// The byte of a character; the end for one past it.
pub fn byte_at(text: &str, character: usize) -> usize {
    text.char_indices().nth(character).map_or(text.len(), |(at, _)| at)
}

/// The character at a byte.
pub fn char_at(text: &str, byte: usize) -> usize {
    text.char_indices().take_while(|(at, _)| *at < byte).count()
}

/// Where a caret that came to stand inside an atom goes: on in the direction that it moved, or, where it
/// was put, to the nearer end. In characters; `None` where it may stay.
pub fn snapped(shown: &str, atoms: &[Atom], caret: usize, moved_from: Option<usize>) -> Option<usize> {
    let at = byte_at(shown, caret);
    let atom = atoms.iter().find(|atom| atom.range.start < at && at < atom.range.end)?;
    let (start, end) = (char_at(shown, atom.range.start), char_at(shown, atom.range.end));
    Some(match moved_from {
        Some(from) if from <= start => end,
        Some(from) if from >= end => start,
        _ if caret - start < end - caret => start,
        _ => end,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft::{Illustration, Picture};

    fn show(figure: &Figure) -> String {
        if figure.key.as_str() == "收到申请数" { "215".into() } else { "6".into() }
    }

    fn picture() -> Piece {
        // The smallest PNG: one grey pixel.
        const PNG: [u8; 67] = [
            137, 80, 78, 71, 13, 10, 26, 10, 0, 0, 0, 13, 73, 72, 68, 82, 0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0,
            0, 58, 126, 155, 85, 0, 0, 0, 10, 73, 68, 65, 84, 120, 156, 99, 96, 0, 0, 0, 2, 0, 1, 72, 175,
            164, 113, 0, 0, 0, 0, 73, 69, 78, 68, 174, 66, 96, 130,
        ];
        Piece::Picture(Illustration { picture: Picture::read(PNG.to_vec()).unwrap(), caption: String::new() })
    }

    /// What stands in a text, `[…]` for what is live.
    fn pattern(text: &SectionText) -> String {
        let piece = |piece: &Piece| match piece {
            Piece::Words(words) => words.clone(),
            Piece::Figure(figure) => format!("[{}]", show(figure)),
            Piece::Picture(_) => "[图]".to_owned(),
        };
        text.pieces().iter().map(piece).collect()
    }

    fn sample() -> SectionText {
        SectionText::new([
            Piece::Words("收到".into()),
            Piece::figure("收到申请数"),
            Piece::Words("件。\n".into()),
            picture(),
            Piece::Words("\n完".into()),
        ])
    }

    /// Does something to the sample and says what stands there then, and the caret.
    fn check(act: impl FnOnce(&mut Buffer<'_>) -> CCursor, expected: &str, caret: usize) {
        let atoms = RefCell::new(Vec::new());
        let mut buffer = Buffer::new(sample(), &atoms, &show, None);
        let at = act(&mut buffer);
        assert_eq!((pattern(&buffer.text).as_str(), at.index.0), (expected, caret));
        assert_eq!(buffer.shown, buffer.text.shown(show).0);
    }

    fn typed(buffer: &mut Buffer<'_>, text: &str, at: usize) -> CCursor {
        let mut caret = CCursor::new(at);
        buffer.insert_text_at(&mut caret, text, usize::MAX);
        caret
    }

    #[test]
    fn what_is_typed_beside_a_figure_stays_words() {
        check(|buffer| typed(buffer, "9", 2), "收到9[215]件。\n[图]\n完", 3);
        check(|buffer| typed(buffer, "9", 5), "收到[215]9件。\n[图]\n完", 6);
        check(|buffer| typed(buffer, "9", 3), "收到[215]9件。\n[图]\n完", 6);
    }

    #[test]
    fn backspace_takes_a_figure_as_a_whole() {
        check(|buffer| buffer.delete_previous_char(CCursor::new(5)), "收到件。\n[图]\n完", 2);
        check(|buffer| buffer.delete_next_char(CCursor::new(2)), "收到件。\n[图]\n完", 2);
        check(|buffer| buffer.delete_previous_char(CCursor::new(2)), "收[215]件。\n[图]\n完", 1);
    }

    /// Characters: 收到 0–2, 215 2–5, 件。 5–7, line 7–8, ［图片］ 8–12, line 12–13, 完.
    #[test]
    fn a_picture_keeps_its_own_line() {
        check(|buffer| typed(buffer, "甲", 8), "收到[215]件。\n甲\n[图]\n完", 9);
        check(|buffer| typed(buffer, "甲", 12), "收到[215]件。\n[图]\n甲\n完", 14);
        check(|buffer| buffer.delete_previous_char(CCursor::new(13)), "收到[215]件。\n[图]\n完", 12);
        check(|buffer| buffer.delete_previous_char(CCursor::new(12)), "收到[215]件。\n\n完", 8);
        check(|buffer| buffer.delete_previous_char(CCursor::new(8)), "收到[215]件。\n[图]\n完", 7);
    }

    #[test]
    fn what_was_copied_here_is_pasted_live() {
        let atoms = RefCell::new(Vec::new());
        let clip = {
            let buffer = Buffer::new(sample(), &atoms, &show, None);
            Clip { shown: "215件".to_owned(), text: buffer.part(2..6) }
        };
        let mut buffer = Buffer::new(SectionText::words("共。"), &atoms, &show, Some(&clip));
        let caret = typed(&mut buffer, "215件", 1);
        assert_eq!((pattern(&buffer.text).as_str(), caret.index.0), ("共[215]件。", 5));
        typed(&mut buffer, "216件", 0);
        assert_eq!(pattern(&buffer.text), "216件共[215]件。");
    }

    /// Whatever is typed, deleted and pasted wherever: figures are whole, and each picture has its line.
    #[test]
    fn no_edit_breaks_an_atom_or_joins_a_line_to_a_picture() {
        // Knuth's constants: the same edits every time.
        let mut seed = 7_u64;
        let mut next = |below: usize| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (seed >> 33) as usize % below.max(1)
        };
        let clip = Clip {
            shown: "件。\n［图片］".to_owned(),
            text: SectionText::new([Piece::figure("信函申请数"), Piece::Words("件。\n".into()), picture()]),
        };
        for _ in 0..60 {
            let atoms = RefCell::new(Vec::new());
            let mut buffer = Buffer::new(sample(), &atoms, &show, Some(&clip));
            for _ in 0..40 {
                let length = buffer.shown.chars().count();
                let (from, to) = (next(length + 1), next(length + 1));
                // A caret never stands inside an atom.
                let from = snapped(&buffer.shown, &atoms.borrow(), from, None).unwrap_or(from);
                let mut caret = CCursor::new(from);
                match next(5) {
                    0 => {
                        caret = buffer.delete_selected_ccursor_range([
                            CCursor::new(from.min(to)),
                            CCursor::new(from.max(to).min(from.min(to) + 6)),
                        ])
                    }
                    1 => caret = buffer.delete_previous_char(caret),
                    2 => buffer.insert_text_at(&mut caret, "件。\n［图片］", usize::MAX),
                    3 => buffer.insert_text_at(&mut caret, "甲\n", usize::MAX),
                    _ => buffer.insert_text_at(&mut caret, "7", usize::MAX),
                }
                let (shown, now) = buffer.text.shown(show);
                assert_eq!(shown, buffer.shown);
                assert!(caret.index.0 <= shown.chars().count());
                assert_eq!(snapped(&shown, &now, caret.index.0, None), None, "{shown} {caret:?}");
                for atom in now.iter().filter(|atom| matches!(atom.piece, Piece::Picture(_))) {
                    let before = shown.get(..atom.range.start).unwrap();
                    let after = shown.get(atom.range.end..).unwrap();
                    assert!(before.is_empty() || before.ends_with('\n'), "{shown}");
                    assert!(after.is_empty() || after.starts_with('\n'), "{shown}");
                }
            }
        }
    }

    #[test]
    fn a_caret_steps_over_a_figure() {
        let (shown, atoms) = sample().shown(show);
        let check = |caret: usize, from: Option<usize>, expected: Option<usize>| {
            assert_eq!(snapped(&shown, &atoms, caret, from), expected, "{caret} {from:?}");
        };
        check(3, Some(2), Some(5));
        check(4, Some(5), Some(2));
        check(3, None, Some(2));
        check(4, None, Some(5));
        check(2, Some(1), None);
        check(5, Some(4), None);
    }
}
