//! The one edit that makes a draft another: what was recovered, or an earlier version, comes back as a step that can
//! be undone.

use std::collections::{BTreeMap, BTreeSet};

use super::{Draft, Edit, Entry};
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
        // What goes, goes first: pictures have a limit together.
        let mut texts = changed(&self.text, &other.text);
        texts.sort_by_key(|(_, text)| text.is_some());
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
