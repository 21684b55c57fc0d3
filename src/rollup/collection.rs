//! All that came in, held against the roster.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::sorting;
use super::{Adder, Looked, Roster, StateKind, Unit};
use crate::form::{Form, editions};

/// Whose 汇总 of which year it is to be.
#[derive(Debug, Clone)]
pub struct Target {
    /// The collecting agency's name; empty where nobody gave it.
    pub agency: String,
    /// The report year.
    pub year: u16,
    /// The edition.
    pub form: Arc<Form>,
}

impl Target {
    /// What most of the files are: their year and edition. The agency is the one above all others in the roster.
    /// `None` where no file says its year.
    pub fn of_most(looked: &[Looked], roster: &Roster) -> Option<Self> {
        let mut counts: BTreeMap<(u16, &str), usize> = BTreeMap::new();
        for found in looked.iter().filter_map(|looked| looked.found.as_ref().ok()).flatten() {
            if let Some(year) = found.year {
                *counts.entry((year, &found.edition)).or_default() += 1;
            }
        }
        let ((year, edition), _) = counts.into_iter().max_by_key(|(_, count)| *count)?;
        let agency = roster.top().unwrap_or_default().to_owned();
        Some(Self { agency, year, form: editions::named(edition)? })
    }
}

/// The files of many units held against the roster: a line for each unit and each file.
#[derive(Debug, Clone)]
pub struct Collection {
    pub(super) roster: Roster,
    pub(super) target: Target,
    /// By the file's name: what is said of a file does not depend on the order in which they came.
    pub(super) looked: BTreeMap<String, Looked>,
    /// Files that a person chose where a unit sent several.
    pub(super) chosen: BTreeSet<String>,
    /// Units that a person named for a file.
    pub(super) named: BTreeMap<String, String>,
    units: Vec<Unit>,
}

impl Collection {
    /// Of these files. An empty roster expects nobody: every agency is taken as it comes.
    pub fn new(roster: Roster, target: Target, looked: impl IntoIterator<Item = Looked>) -> Self {
        let looked = looked.into_iter().map(|looked| (looked.file.clone(), looked)).collect();
        let mut collection = Self {
            roster,
            target,
            looked,
            chosen: BTreeSet::new(),
            named: BTreeMap::new(),
            units: Vec::new(),
        };
        collection.sort();
        collection
    }

    /// The units that are expected.
    pub fn roster(&self) -> &Roster {
        &self.roster
    }

    /// Whose 汇总 of which year it is.
    pub fn target(&self) -> &Target {
        &self.target
    }

    /// The lines: in the order of the roster, then agencies that are not on it, then files that say no agency.
    pub fn units(&self) -> &[Unit] {
        &self.units
    }

    /// How many lines stand how; states of none are left out.
    pub fn counts(&self) -> BTreeMap<StateKind, usize> {
        let mut counts = BTreeMap::new();
        for unit in &self.units {
            *counts.entry(unit.state.kind()).or_default() += 1;
        }
        counts
    }

    /// The lines of one state.
    pub fn of_state(&self, kind: StateKind) -> impl Iterator<Item = &Unit> {
        self.units.iter().filter(move |unit| unit.state.kind() == kind)
    }

    /// The units whose figures are in the sums.
    pub fn counted(&self) -> impl Iterator<Item = &Unit> {
        self.units.iter().filter(|unit| unit.is_counted())
    }

    /// Takes up files that are new or have changed, and forgets those that are gone.
    pub fn take_up(&mut self, changed: impl IntoIterator<Item = Looked>, gone: &[String]) {
        for file in gone {
            self.looked.remove(file);
            self.chosen.remove(file);
            self.named.remove(file);
        }
        self.looked.extend(changed.into_iter().map(|looked| (looked.file.clone(), looked)));
        self.sort();
    }

    /// Chooses a file where its unit sent several; the others of the unit are chosen no more.
    pub fn choose(&mut self, file: &str) {
        let unit = self.units.iter().find(|unit| unit.file == file);
        let name = unit.map(|unit| unit.name.clone()).unwrap_or_default();
        for other in self.units.iter().filter(|unit| unit.name == name) {
            self.chosen.remove(&other.file);
        }
        self.chosen.insert(file.to_owned());
        self.sort();
    }

    /// Says which unit of the roster a file is of; empty takes it back.
    pub fn name(&mut self, file: &str, unit: &str) {
        match unit.is_empty() {
            true => self.named.remove(file),
            false => self.named.insert(file.to_owned(), unit.to_owned()),
        };
        self.sort();
    }

    /// Holds the files against another roster.
    pub fn expect(&mut self, roster: Roster) {
        self.roster = roster;
        self.sort();
    }

    /// Makes it another agency's or another year's.
    pub fn aim(&mut self, target: Target) {
        self.target = target;
        self.sort();
    }

    /// The figures of all units that count, added up.
    pub fn sums(&self) -> Adder {
        let mut adder = Adder::new(&self.target.form);
        for found in self.counted().filter_map(|unit| unit.found.as_deref()) {
            adder.add(&found.figures);
        }
        adder
    }

    fn sort(&mut self) {
        self.units = sorting::units(self);
    }
}
