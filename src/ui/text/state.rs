//! What the page of the report's text remembers from frame to frame: the caret, what is being looked for
//! or put in, what was copied.

use std::ops::Range;
use std::rc::Rc;

use egui::{Pos2, TextureHandle};

use super::buffer::Clip;
use crate::draft::{Draft, Picture};
use crate::form::{CellId, Form};
use crate::prose::{Reader, Remark};
use crate::ui::palette::search::Search;

/// The page of the text at work.
#[derive(Default)]
pub struct TextState {
    /// Where the caret stood last: the section and the bytes of its shown text that are selected.
    pub caret: (String, Range<usize>),
    /// Where the caret stands on the screen.
    pub caret_at: Pos2,
    /// Where it is to be put in the next frame; the box then takes the keyboard.
    pub move_caret: Option<(String, usize)>,
    /// The section that takes the keyboard in the next frame: where it is rewritten, or the button for that.
    pub seek: Option<String>,
    /// The list of figures, while it is open.
    pub inserting: Option<Inserting>,
    /// What Tab would put in.
    pub offer: Option<Offer>,
    /// The bar to find and replace, while it is open.
    pub find: Option<Find>,
    /// What was copied last.
    pub clip: Clip,
    /// The pictures of the text, made small, once they are.
    pub thumbnails: Vec<(Picture, Option<TextureHandle>)>,
    reader: Option<Reader>,
    remarks: Vec<Kept>,
}

/// The remarks on a text, kept until it or a figure changes.
struct Kept {
    section: String,
    shown: String,
    live: Vec<Range<usize>>,
    figures: u64,
    remarks: Rc<Vec<Remark>>,
}

/// A figure is being chosen for a place of a text.
#[derive(Debug, Clone, PartialEq)]
pub struct Inserting {
    /// The section.
    pub section: String,
    /// What it takes the place of, in bytes of its shown text.
    pub range: Range<usize>,
    /// What she typed to find it, and which of those found is chosen.
    pub search: Search,
    /// Where the list stands.
    pub at: Pos2,
}

/// Letters before the caret that name an indicator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// The section.
    pub section: String,
    /// The letters, in bytes of its shown text.
    pub range: Range<usize>,
    /// What they name.
    pub cell: CellId,
}

/// Finding and replacing.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Find {
    /// What is looked for.
    pub wanted: String,
    /// What it is replaced by.
    pub instead: String,
    /// Whether the field for it is shown.
    pub replaces: bool,
    /// Which of the places found is shown, from 0.
    pub current: usize,
    /// The bar has just been opened: it takes the keyboard.
    pub is_new: bool,
    /// The place is to be brought into view.
    pub shows: bool,
}

impl TextState {
    /// What may be said of the numbers typed in a section, worked out anew only when it or a figure
    /// changed. `figures` tells states of the figures apart.
    pub fn remarks(
        &mut self,
        section: &str,
        shown: &str,
        live: &[Range<usize>],
        draft: &Draft,
        figures: u64,
    ) -> Rc<Vec<Remark>> {
        let place = self.remarks.iter().position(|kept| kept.section == section);
        if let Some(kept) = place.and_then(|at| self.remarks.get(at))
            && kept.shown == shown
            && kept.live == live
            && kept.figures == figures
        {
            return kept.remarks.clone();
        }
        let reader = self.reader.get_or_insert_with(|| Reader::new(draft.form()));
        let remarks = Rc::new(reader.remarks(shown, live, draft));
        let kept = Kept {
            section: section.to_owned(),
            shown: shown.to_owned(),
            live: live.to_vec(),
            figures,
            remarks: remarks.clone(),
        };
        match place.and_then(|at| self.remarks.get_mut(at)) {
            Some(place) => *place = kept,
            None => self.remarks.push(kept),
        }
        remarks
    }

    /// She goes to another page: nothing stays open.
    pub fn leave(&mut self) {
        (self.caret, self.move_caret) = ((String::new(), 0..0), None);
        (self.inserting, self.offer) = (None, None);
    }

    /// Opens the list of figures at the caret, for the selected text.
    pub fn begin_insert(&mut self, section: String, range: Range<usize>) {
        self.inserting = Some(Inserting { section, range, search: Search::new(), at: self.caret_at });
    }
}

/// The letters before a caret that are the pinyin initials of one indicator: at least three, and not the
/// end of a longer word.
pub fn offered(form: &Form, shown: &str, caret: usize) -> Option<(Range<usize>, CellId)> {
    const LEAST: usize = 3;
    let before = shown.get(..caret)?;
    let start = before
        .rfind(|c: char| !c.is_ascii_alphanumeric())
        .map_or(0, |at| at + before.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8));
    let letters = before.get(start..)?;
    let goes_on = shown.get(caret..)?.chars().next().is_some_and(|c| c.is_ascii_alphanumeric());
    if letters.len() < LEAST || goes_on || !letters.chars().all(|c| c.is_ascii_lowercase()) {
        return None;
    }
    Some((start..caret, form.by_initials(letters)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::editions;

    #[test]
    fn letters_before_the_caret_name_an_indicator() {
        let form = editions::named("2014").unwrap();
        let check = |before: &str, after: &str, expected: Option<(usize, &str)>| {
            let found = offered(&form, &format!("{before}{after}"), before.len());
            let found = found.map(|(range, cell)| (range.start, form.cell(cell).key.to_string()));
            assert_eq!(found, expected.map(|(at, key)| (at, key.to_owned())), "{before}|{after}");
        };
        check("sdsqs", "", Some((0, "收到申请数")));
        check("全年共sdsqs", "件", Some((9, "收到申请数")));
        check("全年共sdsq", "", None);
        check("全年共sdsqs", "x", None);
        check("xsdsqs", "", None);
        check("2018sdsqs", "", None);
        check("SDSQS", "", None);
        check("件", "", None);
        check("", "", None);
    }
}
