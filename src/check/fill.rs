//! What the program may fill in: totals whose parts are all there, as they are typed, and on request
//! blanks that are to be zero.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::{Outcome, Verdict};
use crate::draft::{Draft, Edit, Entry, Origin, Value};
use crate::form::{CellId, CellKey, Relation, RelationId, Term, Year};

/// What a relation's left side comes to, where the form says that it may be worked out and every
/// other term is filled; `None` where one is blank or text, or where the cell would not take the
/// result (too long, or below zero). 不适用 adds nothing.
pub fn calculated_total(draft: &Draft, relation: RelationId) -> Option<(CellId, Decimal)> {
    let form = draft.form();
    let relation = form.relation(relation);
    let total = relation.total()?;
    let mut sum = relation.constant;
    for term in &relation.right {
        match &draft.term(term)?.value {
            Value::NotApplicable => {}
            value => sum += value.number()? * term.coefficient,
        }
    }
    let read = Value::read(&sum.to_string(), form.cell(total).kind);
    matches!(read, Some(Value::Number(_))).then_some((total, sum))
}

/// An edit of this year's cells, extended by what the totals become that depend on them: a blank
/// total whose parts are now all filled is filled in and marked 计算, one that was so filled in follows
/// its parts, or goes blank with them. A total that was typed is never touched, nor one that the edit
/// itself sets. Other edits come back as they are.
pub fn with_totals(draft: &Draft, edit: Edit) -> Edit {
    let Edit::Entries { year: Year::This, mut entries } = edit else { return edit };
    let mut after = draft.clone();
    let form = draft.form();
    let set = Edit::Entries { year: Year::This, entries: entries.clone() };
    if after.apply(set).is_err() {
        // Whoever applies the edit is told why.
        return Edit::Entries { year: Year::This, entries };
    }
    let mut settled: Vec<CellId> = entries.iter().filter_map(|(key, _)| form.find(key)).collect();
    let mut changed = settled.clone();
    while let Some(part) = changed.pop() {
        let is_part = |term: &Term| term.cell == part && term.year == Year::This;
        let sums = form.relations.iter().filter(|relation| relation.right.iter().any(is_part));
        for total in sums.filter_map(Relation::total) {
            let entry = after.entry(total);
            let is_free = entry.is_none_or(|entry| entry.origin == Origin::Calculated);
            if !is_free || settled.contains(&total) {
                continue;
            }
            let of_total = form.relation_ids().filter(|id| form.relation(*id).total() == Some(total));
            let sum = of_total.into_iter().find_map(|id| calculated_total(&after, id));
            let new = sum.map(|(_, sum)| Entry::number(sum, Origin::Calculated));
            if new.as_ref() == entry {
                continue;
            }
            let step = (form.cell(total).key.clone(), new);
            if after.apply(Edit::entry(step.0.clone(), step.1.clone())).is_ok() {
                entries.push(step);
                settled.push(total);
                changed.push(total);
            }
        }
    }
    Edit::Entries { year: Year::This, entries }
}

/// An edit that brings in what a document states, extended by what becomes of totals that were worked out
/// before: they follow their parts. A blank total stays blank: nothing goes in that the document does not say.
pub fn with_totals_that_follow(draft: &Draft, edit: Edit) -> Edit {
    match edit {
        Edit::Together { title, edits } => {
            let edits = edits.into_iter().map(|edit| with_totals_that_follow(draft, edit)).collect();
            Edit::Together { title, edits }
        }
        Edit::Entries { year: Year::This, entries } => {
            let named = entries.len();
            let edit = with_totals(draft, Edit::Entries { year: Year::This, entries });
            let Edit::Entries { year, entries } = edit else { return edit };
            let follows = |(at, (key, _)): &(usize, (CellKey, Option<Entry>))| {
                *at < named || draft.form().find(key).is_some_and(|total| draft.entry(total).is_some())
            };
            let entries = entries.into_iter().enumerate().filter(follows).map(|(_, entry)| entry);
            Edit::Entries { year, entries: entries.collect() }
        }
        edit => edit,
    }
}

/// All blank cells of the form's tables, in printed order.
pub fn blanks(draft: &Draft) -> Vec<CellId> {
    let form = draft.form();
    form.ids().filter(|id| !form.is_fact(*id) && draft.entry(*id).is_none()).collect()
}

/// Those of the blanks that may be zero: all but totals with a part that is more, or no number. Such a total follows its parts once the
/// blank ones among them are zero.
pub fn may_be_zero(draft: &Draft) -> Vec<CellId> {
    let form = draft.form();
    let blank = blanks(draft);
    let mut more: Vec<CellId> = Vec::new();
    loop {
        let is_more = |term: &Term| {
            let is_zero = |value: &Value| match value {
                Value::NotApplicable => true,
                // What is no number is not known to be nothing.
                value => value.number().is_some_and(|number| number.is_zero()),
            };
            draft.term(term).is_some_and(|entry| !is_zero(&entry.value))
                || (term.year == Year::This && more.contains(&term.cell))
        };
        // A total may itself be a part.
        let totals = form.relations.iter().filter(|relation| relation.right.iter().any(is_more));
        let found = totals.filter_map(Relation::total).find(|id| blank.contains(id) && !more.contains(id));
        match found {
            Some(total) => more.push(total),
            None => return blank.into_iter().filter(|id| !more.contains(id)).collect(),
        }
    }
}

/// The blanks of a verdict that can only be zero. None where one is a total of parts that are more: then something else
/// is wrong.
pub fn open_blanks(draft: &Draft, verdict: &Verdict) -> Vec<CellId> {
    let Outcome::Open(carry) = verdict.outcome else { return Vec::new() };
    let blank = verdict.blank_cells(draft);
    let may = if carry.is_zero() { may_be_zero(draft) } else { Vec::new() };
    if blank.iter().all(|id| may.contains(id)) { blank } else { Vec::new() }
}

/// 空白补零: one edit that writes zero into those of the cells that are blank, and into totals what their parts then come
/// to ([`with_totals`]). A total among them is zero only where a part stays blank and none is more.
pub fn zero_fill(draft: &Draft, cells: &[CellId]) -> Edit {
    let form = draft.form();
    let zeros = |cells: &mut dyn Iterator<Item = CellId>| {
        let zero = || Some(Entry::number(Decimal::ZERO, Origin::Zeroed));
        let entries = cells.map(|id| (form.cell(id).key.clone(), zero())).collect();
        Edit::Entries { year: Year::This, entries }
    };
    let totals: BTreeSet<CellId> = form.relations.iter().filter_map(Relation::total).collect();
    let blank = || cells.iter().copied().filter(|id| draft.entry(*id).is_none());
    let parts = with_totals(draft, zeros(&mut blank().filter(|id| !totals.contains(id))));
    let mut after = draft.clone();
    if after.apply(parts.clone()).is_err() {
        // Whoever applies the edit is told why.
        return parts;
    }
    let may = may_be_zero(&after);
    let rest = zeros(&mut blank().filter(|id| after.entry(*id).is_none() && may.contains(id)));
    let (Edit::Entries { entries: mut first, .. }, Edit::Entries { entries, .. }) =
        (parts, with_totals(&after, rest))
    else {
        return zeros(&mut std::iter::empty());
    };
    first.extend(entries);
    Edit::Entries { year: Year::This, entries: first }
}
