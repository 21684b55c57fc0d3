//! The one edit that makes a draft another: what was recovered, or an earlier version, comes back as a step that can
//! be undone.

use std::collections::{BTreeMap, BTreeSet};

use super::{Draft, Edit, Entry, SectionText};
use crate::form::{CellId, CellKey, Field, Year};

impl Draft {
    /// The edit that makes this draft that one; `title` says what it does. `None` where they are of different
    /// editions. One without edits where they are the same.
    pub fn edit_toward(&self, other: &Self, title: &str) -> Option<Edit> {
        if self.form.edition != other.form.edition {
            return None;
        }
        let mut edits = Vec::new();
        for (year, mine, theirs) in
            [(Year::This, &self.entries, &other.entries), (Year::Last, &self.last_year, &other.last_year)]
        {
            let entries = self.differing(mine, theirs);
            if !entries.is_empty() {
                edits.push(Edit::Entries { year, entries });
            }
        }
        for field in Field::ALL {
            if self.field(field) != other.field(field) {
                edits.push(Edit::Field(field, other.field(field).to_owned()));
            }
        }
        if self.scope != other.scope {
            edits.push(Edit::Scope(other.scope));
        }
        if self.year != other.year {
            edits.push(Edit::ReportYear(other.year));
        }
        // What becomes less goes first: pictures have a limit together.
        let mut texts = changed(&self.text, &other.text);
        texts.sort_by_key(|(section, text)| {
            let bytes = |text: Option<&SectionText>| text.map_or(0, SectionText::picture_bytes).cast_signed();
            bytes(text.as_ref()) - bytes(self.text(section))
        });
        edits.extend(texts.into_iter().map(|(section, text)| Edit::Text(section, text)));
        let last = changed(&self.last_texts, &other.last_texts).into_iter();
        edits.extend(last.map(|(section, text)| Edit::LastText(section, text)));
        let reasons = changed(&self.reasons, &other.reasons).into_iter();
        edits.extend(reasons.map(|(relation, reason)| Edit::Reason(relation, reason)));
        if self.declaration != other.declaration {
            edits.push(Edit::Final(other.declaration.clone()));
        }
        if self.sources != other.sources {
            edits.push(Edit::Sources(other.sources.clone()));
        }
        Some(Edit::Together { title: title.to_owned(), edits })
    }

    fn differing(&self, mine: &[Option<Entry>], theirs: &[Option<Entry>]) -> Vec<(CellKey, Option<Entry>)> {
        let of = |entries: &[Option<Entry>], cell: CellId| entries.get(cell.index()).cloned().flatten();
        let pairs = self.form.ids().map(|cell| (cell, of(mine, cell), of(theirs, cell)));
        pairs
            .filter(|(_, mine, theirs)| mine != theirs)
            .map(|(cell, _, theirs)| (self.form.cell(cell).key.clone(), theirs))
            .collect()
    }
}

/// What `theirs` has otherwise than `mine`; `None` where it has it no more.
fn changed<T: Clone + PartialEq>(
    mine: &BTreeMap<String, T>,
    theirs: &BTreeMap<String, T>,
) -> Vec<(String, Option<T>)> {
    let names: BTreeSet<&String> = mine.keys().chain(theirs.keys()).collect();
    let differing = names.into_iter().filter(|name| mine.get(*name) != theirs.get(*name));
    differing.map(|name| (name.clone(), theirs.get(name).cloned())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft::{Illustration, MOST_TOGETHER, Picture, Piece};
    use crate::form::editions;

    #[test]
    fn pictures_that_move_to_another_section_are_never_too_many_on_the_way() {
        let mut bytes =
            std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/pictures/blue.png")).unwrap();
        bytes.resize(MOST_TOGETHER / 4, 0);
        let picture = Picture::read(bytes).unwrap();
        let with = |counts: [(&str, usize); 2]| {
            let mut draft = Draft::new(editions::named("2014").unwrap(), 2018, "金塘镇");
            for (section, count) in counts {
                let shown = Illustration { picture: picture.clone(), caption: String::new() };
                let text = SectionText::new(vec![Piece::Picture(shown); count]);
                draft.apply(Edit::Text(section.to_owned(), Some(text))).unwrap();
            }
            draft
        };
        let (before, after) = (with([("概述", 1), ("引言", 3)]), with([("概述", 3), ("引言", 1)]));
        let counts = |draft: &Draft| {
            ["概述", "引言"].map(|section| draft.text(section).map_or(0, |text| text.pictures().count()))
        };
        for (from, to) in [(&before, &after), (&after, &before)] {
            let mut draft = from.clone();
            let undo = draft.apply(from.edit_toward(to, "恢复").unwrap()).unwrap();
            assert_eq!(counts(&draft), counts(to));
            draft.apply(undo).unwrap();
            assert_eq!(counts(&draft), counts(from));
        }
    }
}
