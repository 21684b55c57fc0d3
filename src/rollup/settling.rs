//! How lines of the list stand to each other: documents that became drafts, units that came twice, figures that are in
//! another's 汇总.

use std::collections::{BTreeMap, BTreeSet};

use super::roster::normalised;
use super::sorting::{Line, Sorting};
use super::{Found, Imported, State, Unit};
use crate::draft::{Scope, Value};

/// Several files of one unit: documents that became drafts, and what came twice.
pub(super) fn settle_same_units(lines: &mut [Line], chosen: &BTreeSet<String>) {
    let mut same: BTreeMap<(String, bool), Vec<usize>> = BTreeMap::new();
    for (at, line) in lines.iter().enumerate().filter(|(_, line)| line.state.is_none()) {
        same.entry((normalised(&line.unit.name), line.is_whole())).or_default().push(at);
    }
    for group in same.into_values().filter(|group| group.len() > 1) {
        let of = |at: &usize| lines.get(*at).map(|line| &line.unit);
        let units: Vec<(usize, Unit)> = group.iter().filter_map(|at| Some((*at, of(at)?.clone()))).collect();
        let replaced_by = |unit: &Unit| {
            let draft = units.iter().find(|(_, draft)| is_made_of(draft, unit));
            draft.map(|(_, draft)| draft.file.clone())
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

/// Whether a draft was made of this document, which still says what it said then. One that was corrected and sent again
/// under its name is another.
fn is_made_of(draft: &Unit, document: &Unit) -> bool {
    let name = document.file.rsplit(['/', '\\']).next().unwrap_or(&document.file);
    let (Some(made), Some(found)) = (&draft.found, &document.found) else { return false };
    let imported = made.imported_from.iter().find(|imported| imported.document == name);
    !found.is_draft && imported.is_some_and(|imported| still_says(found, imported, made))
}

fn still_says(document: &Found, imported: &Imported, draft: &Found) -> bool {
    let number = |value: &Value| value.number().ok_or_else(|| value.to_string());
    let then_and_kept = imported.figures.values().zip(draft.figures.values());
    document.figures.values().zip(then_and_kept).all(|(now, (then, kept))| match (now, then) {
        (Some(now), Some(then)) => number(&now) == number(&then),
        // It waited for a person's decision, and still does.
        (None, Some(_)) => document.open > 0,
        // Typed over since; or it was not there yet.
        (Some(_), None) => kept.is_some(),
        (None, None) => true,
    })
}

/// Whether a unit's figures are in that unit's 汇总.
#[derive(Debug, Clone)]
enum Within {
    Surely(String),
    Perhaps(String),
}

/// Units whose figures are in the 汇总 of a unit above them, or of their own.
pub(super) fn settle_within(sorting: &Sorting<'_>, lines: &mut [Line], chosen: &BTreeSet<String>) {
    let of_lines = lines.iter().filter(|line| line.state.is_none() && line.is_whole());
    let wholes = Wholes::of(of_lines.map(|line| &line.unit));
    let within: Vec<Option<Within>> = lines
        .iter()
        .map(|line| if line.state.is_none() { within(sorting, &wholes, &line.unit) } else { None })
        .collect();
    let mut above = Above::default();
    for (line, within) in lines.iter().zip(&within).filter(|(line, _)| line.is_whole()) {
        if let Some(Within::Surely(whole)) = within {
            above.whole.insert(normalised(&line.unit.name), normalised(whole));
            above.chosen.extend(chosen.contains(&line.unit.file).then(|| normalised(&line.unit.name)));
        }
    }
    for (line, within) in lines.iter_mut().zip(within) {
        let is_chosen = chosen.contains(&line.unit.file);
        let circle = if line.is_whole() { above.circle(&line.unit.name) } else { Vec::new() };
        line.state = match within {
            Some(Within::Surely(whole)) if circle.is_empty() => Some(State::Within(whole)),
            Some(Within::Surely(_) | Within::Perhaps(_)) if is_chosen => None,
            Some(Within::Surely(whole)) if circle.iter().any(|name| above.chosen.contains(*name)) => {
                Some(State::Within(whole))
            }
            // Each of them is said to be in another's: if each gave way, none would be counted.
            Some(Within::Surely(whole) | Within::Perhaps(whole)) => Some(State::Unclear(whole)),
            None => continue,
        };
    }
}

/// Which 汇总 is in which, by normalised names.
#[derive(Default)]
struct Above {
    whole: BTreeMap<String, String>,
    /// Those that a person chose.
    chosen: BTreeSet<String>,
}

impl Above {
    /// The 汇总 through which one is in itself; none where it is not.
    fn circle(&self, name: &str) -> Vec<&str> {
        let first = normalised(name);
        let mut seen: Vec<&str> = Vec::new();
        let mut next = self.whole.get(&first);
        while let Some(whole) = next.filter(|whole| !seen.contains(&whole.as_str())) {
            seen.push(whole);
            if *whole == first {
                return seen;
            }
            next = self.whole.get(whole);
        }
        Vec::new()
    }
}

/// How expected units of which nothing came stand: still missing, or in the 汇总 of one above them.
pub(super) fn missing(sorting: &Sorting<'_>, units: &[Unit]) -> Vec<Unit> {
    let seen: BTreeSet<usize> = units.iter().filter_map(|unit| unit.expected).collect();
    let is_whole = |unit: &&Unit| unit.is_counted() && unit.scope() == Scope::RolledUp;
    let wholes = Wholes::of(units.iter().filter(is_whole));
    let absent = (0..sorting.roster().units.len()).filter(|place| !seen.contains(place));
    let line = |place| {
        let unit = Unit {
            name: sorting.name_at(place),
            expected: Some(place),
            file: String::new(),
            number: 0,
            state: State::Missing,
            found: None,
        };
        let state = match within(sorting, &wholes, &unit) {
            Some(Within::Surely(whole)) => State::Within(whole),
            Some(Within::Perhaps(_)) | None => State::Missing,
        };
        Unit { state, ..unit }
    };
    absent.map(line).collect()
}

/// The 汇总 that a unit's figures are in. A roster that says who collects from whom decides by itself. Without it a 汇总
/// that names the unit is asked: counties have offices of the same name, so its figures must be the same, too.
fn within(sorting: &Sorting<'_>, wholes: &Wholes, unit: &Unit) -> Option<Within> {
    if wholes.by_name.is_empty() {
        return None;
    }
    let name = normalised(&unit.name);
    if unit.scope() == Scope::Own
        && let Some(own) = wholes.by_name.get(&name)
    {
        return Some(Within::Surely(own.clone()));
    }
    let above = unit.expected.map(|place| sorting.above(place)).unwrap_or_default();
    let by_place = above.iter().find_map(|place| wholes.by_place.get(place));
    if let Some(whole) = by_place.filter(|whole| **whole != unit.name) {
        return Some(Within::Surely(whole.clone()));
    }
    if unit.expected.is_some() && sorting.roster().is_a_tree() {
        return None;
    }
    let naming: Vec<&(String, Option<u64>)> =
        wholes.by_member.get(&name)?.iter().filter(|(whole, _)| *whole != unit.name).collect();
    let (first, _) = naming.first()?;
    let Some(found) = &unit.found else { return Some(Within::Surely(first.clone())) };
    let mark = Some(found.figures.mark());
    let same = naming.iter().find(|(_, of_member)| *of_member == mark);
    Some(same.map_or(Within::Perhaps(first.clone()), |(whole, _)| Within::Surely(whole.clone())))
}

/// The 汇总 among the files: names by their places in the roster, by themselves and by the units in them.
#[derive(Default)]
struct Wholes {
    by_place: BTreeMap<usize, String>,
    by_name: BTreeMap<String, String>,
    /// With what tells whether a member's figures are the same.
    by_member: BTreeMap<String, Vec<(String, Option<u64>)>>,
}

impl Wholes {
    fn of<'a>(units: impl Iterator<Item = &'a Unit>) -> Self {
        let mut wholes = Self::default();
        // One that waits for a person's decision, or holds nothing, is not counted itself.
        let is_certain = |unit: &&Unit| {
            unit.found.as_ref().is_some_and(|found| found.open == 0 && !found.figures.is_blank())
        };
        for unit in units.filter(is_certain) {
            wholes.by_name.insert(normalised(&unit.name), unit.name.clone());
            wholes.by_place.extend(unit.expected.map(|place| (place, unit.name.clone())));
            for member in unit.found.iter().flat_map(|found| &found.members) {
                let naming = wholes.by_member.entry(normalised(&member.name)).or_default();
                naming.push((unit.name.clone(), member.mark));
            }
        }
        wholes
    }
}
