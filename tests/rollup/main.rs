//! Many units into one: the sums, whose files they are and how they stand, the way back to the units.

mod command;
mod corrected;
mod listing;
mod random;
mod roster;
mod states;
mod told;
mod within;

use std::sync::Arc;

use nianbao::draft::{Draft, Edit, Entry, Scope};
use nianbao::form::{Form, editions};
use nianbao::rollup::{Collection, Expected, Looked, Roster, Target, Words};

/// A draft of that edition's first year with these figures.
fn draft(edition: &str, agency: &str, scope: Scope, figures: &[(&str, &str)]) -> Draft {
    let form = editions::named(edition).unwrap();
    let mut draft = Draft::new(form.clone(), form.first_year, agency);
    draft.apply(Edit::Scope(scope)).unwrap();
    for (key, typed) in figures {
        set(&mut draft, key, typed);
    }
    draft
}

/// Types a figure.
fn set(draft: &mut Draft, key: &str, typed: &str) {
    let cell = draft.form().cell(draft.form().find(key).unwrap()).clone();
    draft.apply(Edit::entry(cell.key.clone(), Entry::typed(typed, cell.kind))).unwrap();
}

/// What a cell shows; empty where it is blank.
fn shown(draft: &Draft, key: &str) -> String {
    draft.shown(draft.form().find(key).unwrap()).unwrap_or_default()
}

fn looked(file: &str, draft: &Draft) -> Looked {
    Looked::at_draft(file.to_owned(), Ok(draft), Words::Kept)
}

/// A roster of `单位` or `单位<上级`.
fn roster(units: &[&str]) -> Roster {
    let unit = |text: &&str| {
        let (name, parent) = text.split_once('<').unwrap_or((text, ""));
        Expected { name: name.to_owned(), parent: parent.to_owned(), ..Expected::default() }
    };
    Roster { units: units.iter().map(unit).collect() }
}

fn target(form: &Arc<Form>, agency: &str) -> Target {
    Target { agency: agency.to_owned(), year: form.first_year, form: form.clone() }
}

/// The files of 县 held against the roster.
fn collection(edition: &str, units: &[&str], looked: Vec<Looked>) -> Collection {
    Collection::new(roster(units), target(&editions::named(edition).unwrap(), "青山县人民政府"), looked)
}
