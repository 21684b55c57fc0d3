//! A template tried on sample drafts, so that what only fails as it runs is told before the clerk needs it.
//! A tag that fails is taken out and the rest runs on: all faults at once.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use minijinja::{Error as JinjaError, ErrorKind};
use rust_decimal::Decimal;

use super::complaint::in_chinese;
use super::engine;
use super::filters::OWN;
use super::jinja::{Kind, Role, Structure};
use super::tags::tag_at;
use crate::draft::{Draft, Edit, Entry, Origin, Scope};
use crate::error::Error;
use crate::form::{Field, Form, Year};

/// More faults than this in one template help nobody.
const MOST: usize = 50;

/// What fails as a template runs for drafts of a form: blank, of zeros, of ones, with figures of both years,
/// of each kind of agency; and what is wrong with filters in branches that none of them takes.
/// `out`: tags that are at fault already.
pub fn trial(source: &str, structure: &Structure, mut out: BTreeSet<usize>, form: &Arc<Form>) -> Vec<Error> {
    let mut faults = Vec::new();
    let drafts = samples(form);
    // Without its conditions first: what is wrong everywhere is then told once.
    if let Some(draft) = drafts.last() {
        run(source, structure, draft, &mut out, true, &mut faults);
    }
    for draft in &drafts {
        run(source, structure, draft, &mut out, false, &mut faults);
    }
    faults
}

/// Runs until nothing fails any more. `whole`: all branches one after the other, where only what does not
/// depend on figures counts.
fn run(
    source: &str,
    structure: &Structure,
    draft: &Draft,
    out: &mut BTreeSet<usize>,
    whole: bool,
    faults: &mut Vec<Error>,
) {
    let mut here = out.clone();
    while faults.len() < MOST {
        let Err(fault) = engine::render(&without(source, structure, &here, whole), draft) else { return };
        let offset = fault.range().map(|range| range.start);
        let tag = offset.and_then(|offset| tag_at(&structure.tags, offset));
        // A name that had no value only because its tag was taken out is no fault.
        let follows = fault.kind() == ErrorKind::UndefinedError && !here.is_empty();
        let counts = !follows && (!whole || is_of_writing(&fault));
        if counts {
            faults.push(in_chinese(&fault, source, offset));
        }
        let Some((index, _)) = tag else { return };
        if !here.insert(index) {
            return;
        }
        if counts {
            out.insert(index);
        }
    }
}

/// Whether an author would have to mend it whatever the figures are.
fn is_of_writing(fault: &JinjaError) -> bool {
    match fault.kind() {
        ErrorKind::UnknownFilter
        | ErrorKind::UnknownTest
        | ErrorKind::UnknownFunction
        | ErrorKind::UnknownMethod
        | ErrorKind::TooManyArguments
        | ErrorKind::MissingArgument => true,
        ErrorKind::InvalidOperation => fault.detail().is_some_and(|detail| detail.starts_with(OWN)),
        _ => false,
    }
}

/// The source without some tags, of the same length; `whole`: also without conditions.
fn without(source: &str, structure: &Structure, out: &BTreeSet<usize>, whole: bool) -> String {
    let mut changes: Vec<(Range<usize>, &str)> =
        structure.unended.iter().map(|start| (*start..start + 2, "")).collect();
    for (index, (tag, role)) in structure.tags.iter().zip(&structure.roles).enumerate() {
        let opens = |opening: &usize| structure.roles.get(*opening).copied();
        let is_condition = match role {
            Role::Opens(Kind::If) => true,
            Role::Divides(opening) | Role::Closes(opening) => opens(opening) == Some(Role::Opens(Kind::If)),
            _ => false,
        };
        let instead = match role {
            _ if whole && is_condition => "",
            Role::Alone | Role::Lost if out.contains(&index) => "",
            // Begun by a tag that does not end, so by none.
            Role::Divides(usize::MAX) | Role::Closes(usize::MAX) => "",
            Role::Opens(Kind::Raw) => continue,
            Role::Opens(_) if out.contains(&index) => "{%if 1%}",
            Role::Divides(_) if out.contains(&index) => "{%elif 0%}",
            Role::Closes(opening) if out.contains(opening) => "{%endif%}",
            _ => continue,
        };
        if instead.len() <= tag.range.len() {
            changes.push((tag.range.clone(), instead));
        }
    }
    changes.sort_by_key(|(range, _)| range.start);
    let mut text = String::with_capacity(source.len());
    let mut at = 0;
    for (range, instead) in changes {
        text.push_str(source.get(at..range.start).unwrap_or(""));
        text.push_str(&format!("{instead:<width$}", width = range.len()));
        at = range.end;
    }
    text.push_str(source.get(at..).unwrap_or(""));
    text
}

/// Drafts as different as a template's conditions could ask for.
fn samples(form: &Arc<Form>) -> Vec<Draft> {
    let year = form.last_year.unwrap_or(form.first_year);
    let mut drafts = vec![Draft::new(form.clone(), year, "")];
    for number in [Decimal::ZERO, Decimal::ONE] {
        drafts.push(filled(form, year, |_| number));
    }
    for kind in Field::AgencyKind.choices() {
        // Different figures, or a difference taken as a divisor would be zero.
        let mut draft = filled(form, year, |index| Decimal::from(index * 3 + 2));
        set(&mut draft, Year::Last, |index| Decimal::from(index * 2 + 1));
        // These edits cannot fail: kinds are the field's own choices.
        let _ = draft.apply(Edit::Field(Field::AgencyKind, (*kind).to_owned()));
        let _ = draft.apply(Edit::Scope(Scope::RolledUp));
        drafts.push(draft);
    }
    drafts
}

fn filled(form: &Arc<Form>, year: u16, number: impl Fn(usize) -> Decimal) -> Draft {
    let mut draft = Draft::new(form.clone(), year, "");
    set(&mut draft, Year::This, number);
    for field in Field::ALL {
        let text = field.choices().first().copied().unwrap_or("试");
        let text = if field.is_date() { "2019-01-16" } else { text };
        let _ = draft.apply(Edit::Field(field, text.to_owned()));
    }
    draft
}

fn set(draft: &mut Draft, year: Year, number: impl Fn(usize) -> Decimal) {
    let cells = draft.form().cells.iter().enumerate();
    let entry = |index| Some(Entry::number(number(index), Origin::Typed));
    let entries = cells.map(|(index, cell)| (cell.key.clone(), entry(index))).collect();
    // The keys are the form's own, so it cannot fail.
    let _ = draft.apply(Edit::Entries { year, entries });
}
