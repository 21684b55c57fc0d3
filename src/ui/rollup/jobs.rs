//! Work for the roll-up, off the painting thread.

use std::path::PathBuf;
use std::sync::Arc;

use super::Give;
use super::reading::Task;
use crate::draft::Draft;
use crate::rollup::{Collection, Roster};
use crate::store;
use crate::ui::jobs::Jobs;
use crate::ui::outcome::{Outcome, Saving};

impl Jobs {
    /// Reads the units' files: on threads of their own, since many take a while.
    pub fn gather(&mut self, task: Task, number: u64) {
        self.start_apart(move || {
            let gathered = super::gather(&task);
            Outcome::Gathered(number, task.reading, gathered)
        });
    }

    /// Adds up a collection, for a new draft or for that state of that one.
    pub fn sum_up(&mut self, collection: Arc<Collection>, draft: Option<(Saving, Draft)>, number: u64) {
        self.start_apart(move || {
            let summed = super::sum_up(&collection, draft.as_ref().map(|(_, draft)| draft));
            Outcome::SummedUp(number, draft.map(|(of, _)| of), summed)
        });
    }

    /// Makes the text for a unit.
    pub fn letter(&mut self, collection: Arc<Collection>, unit: String) {
        self.start_apart(move || {
            let letter = super::letter(&collection, &unit);
            Outcome::Letter(unit, letter)
        });
    }

    /// Writes what is given back to the units or handed on.
    pub fn give(&mut self, collection: Arc<Collection>, what: Give, path: PathBuf) {
        self.start(move || Outcome::Given(super::give(&collection, what, &path)));
    }

    /// Reads a roster.
    pub fn read_roster(&mut self, path: PathBuf, number: u64) {
        self.start(move || {
            let roster = store::units::read_roster(&path);
            Outcome::RosterRead(number, path, roster)
        });
    }

    /// Writes a roster.
    pub fn save_roster(&mut self, path: PathBuf, roster: Roster, number: u64) {
        self.start(move || {
            let kept = store::units::save_roster(&path, &roster);
            Outcome::RosterKept(number, path, kept)
        });
    }
}
