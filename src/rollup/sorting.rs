//! Files become lines of the list: whose they are, and how they stand.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::roster::normalised;
use super::{Collection, Found, Looked, State, Unit};
use crate::draft::Scope;

/// In a longer roster no near name is looked for: it would be compared with every one, for each unknown agency.
const MOST_COMPARED: usize = 3_000;

/// A line that is not finished: `None` is a state that depends on the others.
struct Line {
    unit: Unit,
    state: Option<State>,
}

/// The lines of a collection.
pub(super) fn units(collection: &Collection) -> Vec<Unit> {
    let sorting = Sorting::new(collection);
    let mut lines: Vec<Line> = collection.looked.values().flat_map(|looked| sorting.lines(looked)).collect();
    settle_same_units(&mut lines, &collection.chosen);
    sorting.settle_within(&mut lines);
    let mut units: Vec<Unit> = lines.into_iter().map(finished).collect();
    units.extend(sorting.missing(&units));
    units.sort_by(|a, b| order(a).cmp(&order(b)));
    units
}

/// In the order of the roster; then by name, then by file.
fn order(unit: &Unit) -> (usize, bool, &str, &str, usize) {
    let place = unit.expected.unwrap_or(usize::MAX);
    (place, unit.name.is_empty(), &unit.name, &unit.file, unit.number)
}

struct Sorting<'a> {
    collection: &'a Collection,
    /// Names and aliases of the roster, normalised, with their places.
    known: BTreeMap<String, usize>,
}

impl<'a> Sorting<'a> {
    fn new(collection: &'a Collection) -> Self {
        let mut known = BTreeMap::new();
        for (place, unit) in collection.roster.units.iter().enumerate() {
            for name in std::iter::once(&unit.name).chain(&unit.aliases) {
                known.entry(normalised(name)).or_insert(place);
            }
        }
        known.remove("");
        Self { collection, known }
    }

    fn place(&self, name: &str) -> Option<usize> {
        self.known.get(&normalised(name)).copied()
    }

    fn name_at(&self, place: usize) -> String {
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

    /// Units whose figures are in the 汇总 of a unit above them, or of their own.
    fn settle_within(&self, lines: &mut [Line]) {
        let is_whole = |line: &&Line| line.state.is_none() && line.unit.scope() == Scope::RolledUp;
        let wholes = Wholes::of(lines.iter().filter(is_whole).map(|line| &line.unit));
        for line in lines.iter_mut().filter(|line| line.state.is_none()) {
            if let Some(whole) = self.within(&wholes, &line.unit) {
                line.state = Some(State::Within(whole));
            }
        }
    }

    /// The name of the 汇总 that a unit's figures are in.
    fn within(&self, wholes: &Wholes, unit: &Unit) -> Option<String> {
        if wholes.by_name.is_empty() {
            return None;
        }
        let name = normalised(&unit.name);
        if unit.scope() == Scope::Own
            && let Some(own) = wholes.by_name.get(&name)
        {
            return Some(own.clone());
        }
        let above = unit.expected.map(|place| self.above(place)).unwrap_or_default();
        let by_place = above.iter().find_map(|place| wholes.by_place.get(place));
        by_place.or_else(|| wholes.by_member.get(&name)).filter(|whole| **whole != unit.name).cloned()
    }

    /// The places of the units above one, nearest first. A circle ends where it closes.
    fn above(&self, place: usize) -> Vec<usize> {
        let mut above = Vec::new();
        let parent = |place: usize| self.place(&self.collection.roster.units.get(place)?.parent);
        let mut next = parent(place);
        while let Some(unit) = next.filter(|unit| *unit != place && !above.contains(unit)) {
            above.push(unit);
            next = parent(unit);
        }
        above
    }

    /// Lines for expected units of which nothing came.
    fn missing(&self, units: &[Unit]) -> Vec<Unit> {
        let seen: BTreeSet<usize> = units.iter().filter_map(|unit| unit.expected).collect();
        let is_whole = |unit: &&Unit| unit.is_counted() && unit.scope() == Scope::RolledUp;
        let wholes = Wholes::of(units.iter().filter(is_whole));
        let absent = (0..self.collection.roster.units.len()).filter(|place| !seen.contains(place));
        let line = |place| {
            let unit = Unit {
                name: self.name_at(place),
                expected: Some(place),
                file: String::new(),
                number: 0,
                state: State::Missing,
                found: None,
            };
            let within = self.within(&wholes, &unit);
            Unit { state: within.map_or(State::Missing, State::Within), ..unit }
        };
        absent.map(line).collect()
    }
}

/// The 汇总 among the files: names by their places in the roster, by themselves and by the units in them.
#[derive(Default)]
struct Wholes {
    by_place: BTreeMap<usize, String>,
    by_name: BTreeMap<String, String>,
    by_member: BTreeMap<String, String>,
}

impl Wholes {
    fn of<'a>(units: impl Iterator<Item = &'a Unit>) -> Self {
        let mut wholes = Self::default();
        // One that waits for a person's decision is not counted itself.
        let certain = |unit: &&Unit| unit.found.as_ref().is_some_and(|found| found.open == 0);
        for unit in units.filter(certain) {
            wholes.by_name.insert(normalised(&unit.name), unit.name.clone());
            wholes.by_place.extend(unit.expected.map(|place| (place, unit.name.clone())));
            let members = unit.found.iter().flat_map(|found| &found.members);
            wholes.by_member.extend(members.map(|member| (normalised(member), unit.name.clone())));
        }
        wholes
    }
}

/// Several files of one unit: documents that became drafts, and what came twice.
fn settle_same_units(lines: &mut [Line], chosen: &BTreeSet<String>) {
    let mut same: BTreeMap<(String, bool), Vec<usize>> = BTreeMap::new();
    for (at, line) in lines.iter().enumerate().filter(|(_, line)| line.state.is_none()) {
        let whole = line.unit.scope() == Scope::RolledUp;
        same.entry((normalised(&line.unit.name), whole)).or_default().push(at);
    }
    for group in same.into_values().filter(|group| group.len() > 1) {
        let of = |at: &usize| lines.get(*at).map(|line| &line.unit);
        let units: Vec<(usize, Unit)> = group.iter().filter_map(|at| Some((*at, of(at)?.clone()))).collect();
        let replaced_by = |unit: &Unit| {
            let name = unit.file.rsplit(['/', '\\']).next().unwrap_or(&unit.file).to_owned();
            let is_document = unit.found.as_ref().is_some_and(|found| !found.is_draft);
            let drafts = units.iter().filter(|(_, other)| {
                is_document && other.found.as_ref().is_some_and(|found| found.imported_from.contains(&name))
            });
            drafts.map(|(_, other)| other.file.clone()).next()
        };
        let rest: Vec<&(usize, Unit)> =
            units.iter().filter(|(_, unit)| replaced_by(unit).is_none()).collect();
        let choice = rest.iter().find(|(_, unit)| chosen.contains(&unit.file)).map(|(_, unit)| &unit.file);
        for (at, unit) in &units {
            let others = rest.iter().map(|(_, other)| &other.file).filter(|file| **file != unit.file);
            let state = match (replaced_by(unit), choice) {
                (Some(draft), _) => Some(State::Replaced(draft)),
                (None, Some(choice)) if *choice == unit.file => None,
                (None, Some(choice)) => Some(State::SetAside(choice.clone())),
                (None, None) if rest.len() > 1 => Some(State::Twice(others.cloned().collect())),
                (None, None) => None,
            };
            if let Some(line) = lines.get_mut(*at) {
                line.state = state;
            }
        }
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
