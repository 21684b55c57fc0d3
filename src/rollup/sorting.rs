//! Files become lines of the list: whose they are, and how they stand by themselves.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::roster::normalised;
use super::settling;
use super::{Collection, Found, Looked, Roster, State, Unit};
use crate::draft::Scope;

/// In a longer roster no near name is looked for: it would be compared with every one, for each unknown agency.
const MOST_COMPARED: usize = 3_000;

/// A line that is not finished: `None` is a state that depends on the others.
pub(super) struct Line {
    pub(super) unit: Unit,
    pub(super) state: Option<State>,
}

impl Line {
    /// Whether it is a 汇总.
    pub(super) fn is_whole(&self) -> bool {
        self.unit.scope() == Scope::RolledUp
    }
}

/// The lines of a collection.
pub(super) fn units(collection: &Collection) -> Vec<Unit> {
    let sorting = Sorting::new(collection);
    let mut lines: Vec<Line> = collection.looked.values().flat_map(|looked| sorting.lines(looked)).collect();
    settling::settle_same_units(&mut lines, &collection.chosen);
    settling::settle_within(&sorting, &mut lines, &collection.chosen);
    let mut units: Vec<Unit> = lines.into_iter().map(finished).collect();
    units.extend(settling::missing(&sorting, &units));
    units.sort_by(|a, b| order(a).cmp(&order(b)));
    units
}

/// In the order of the roster; then by name, then by file.
fn order(unit: &Unit) -> (usize, bool, &str, &str, usize) {
    let place = unit.expected.unwrap_or(usize::MAX);
    (place, unit.name.is_empty(), &unit.name, &unit.file, unit.number)
}

/// The files held against the roster.
pub(super) struct Sorting<'a> {
    collection: &'a Collection,
    /// Names and aliases of the roster, normalised, with their places.
    known: BTreeMap<String, usize>,
}

impl<'a> Sorting<'a> {
    fn new(collection: &'a Collection) -> Self {
        Self { collection, known: collection.roster.places() }
    }

    pub(super) fn roster(&self) -> &Roster {
        &self.collection.roster
    }

    fn place(&self, name: &str) -> Option<usize> {
        self.known.get(&normalised(name)).copied()
    }

    pub(super) fn name_at(&self, place: usize) -> String {
        self.collection.roster.units.get(place).map(|unit| unit.name.clone()).unwrap_or_default()
    }

    /// The unit of the roster whose name stands in that of a file: the longest such name.
    fn place_of_file(&self, file: &str) -> Option<usize> {
        let plain = normalised(file);
        let named = self.known.iter().filter(|(name, _)| plain.contains(name.as_str()));
        named.max_by_key(|(name, _)| name.len()).map(|(_, place)| *place)
    }

    /// The lines of a file: one for each report of the year; where there is none, one that says so.
    fn lines(&self, looked: &Looked) -> Vec<Line> {
        let found = match &looked.found {
            Ok(found) => found,
            Err(error) => return vec![self.unreadable(looked, error)],
        };
        let target = &self.collection.target;
        let fits = |found: &Found| found.year == Some(target.year) && found.edition == target.form.edition;
        let mut lines: Vec<Line> = (0..)
            .zip(found)
            .filter(|(_, found)| fits(found))
            .map(|(number, found)| self.line(looked, number, found, None))
            .collect();
        if lines.is_empty()
            && let Some(first) = found.first()
        {
            let state = match first.year {
                Some(year) if year == target.year => State::WrongEdition(first.edition.clone()),
                year => State::WrongYear(year),
            };
            lines.push(self.line(looked, 0, first, Some(state)));
        }
        lines
    }

    fn unreadable(&self, looked: &Looked, error: &crate::error::Error) -> Line {
        let named = self.collection.named.get(&looked.file).and_then(|name| self.place(name));
        let expected = named.or_else(|| self.place_of_file(&looked.file));
        let unit = Unit {
            name: expected.map(|place| self.name_at(place)).unwrap_or_default(),
            expected,
            file: looked.file.clone(),
            number: 0,
            state: State::Missing,
            found: None,
        };
        Line { unit, state: Some(State::Unreadable(error.clone())) }
    }

    fn line(&self, looked: &Looked, number: usize, found: &Arc<Found>, state: Option<State>) -> Line {
        let target = &self.collection.target;
        let said = self.collection.named.get(&looked.file).unwrap_or(&found.agency);
        let expected = self.place(said);
        let is_own = !target.agency.is_empty() && normalised(said) == normalised(&target.agency);
        let state = match state {
            Some(state) => Some(state),
            None if is_own && found.scope == Scope::RolledUp => Some(State::Result),
            None if said.trim().is_empty() => {
                Some(State::NotExpected(self.place_of_file(&looked.file).map(|place| self.name_at(place))))
            }
            // The collecting agency's own figures are part of the whole, whoever is on the roster.
            None if expected.is_none() && !is_own && !self.known.is_empty() => {
                let roster =
                    Some(&self.collection.roster).filter(|roster| roster.units.len() <= MOST_COMPARED);
                let near = roster.and_then(|roster| roster.near(said)).map(|unit| unit.name.clone());
                Some(State::NotExpected(near))
            }
            None => None,
        };
        let name = expected.map_or_else(|| said.trim().to_owned(), |place| self.name_at(place));
        let unit = Unit {
            name,
            expected,
            file: looked.file.clone(),
            number,
            state: State::Missing,
            found: Some(found.clone()),
        };
        Line { unit, state }
    }

    /// The places of the units above one, nearest first. A circle ends where it closes.
    pub(super) fn above(&self, place: usize) -> Vec<usize> {
        let mut above = Vec::new();
        let parent = |place: usize| self.place(&self.collection.roster.units.get(place)?.parent);
        let mut next = parent(place);
        while let Some(unit) = next.filter(|unit| *unit != place && !above.contains(unit)) {
            above.push(unit);
            next = parent(unit);
        }
        above
    }
}

/// A line whose state depends on nothing but its own figures any more.
fn finished(line: Line) -> Unit {
    let (open, fails) = line.unit.found.as_ref().map_or((0, 0), |found| (found.open, found.fails));
    let is_blank = line.unit.found.as_ref().is_some_and(|found| found.figures.is_blank());
    let own = match (open, fails) {
        (0, _) if is_blank => State::Blank,
        (0, 0) => State::In,
        (0, fails) => State::Failing(fails),
        (open, _) => State::Open(open),
    };
    Unit { state: line.state.unwrap_or(own), ..line.unit }
}
