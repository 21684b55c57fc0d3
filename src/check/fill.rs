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

/// What is put into cells: their keys, each with its new entry; `None` makes it blank.
type Entries = Vec<(CellKey, Option<Entry>)>;

/// An edit of this year's cells, extended by what the totals become that depend on them: a blank
/// total whose parts are now all filled is filled in and marked 计算, one that was so filled in follows
/// its parts, or goes blank with them. A total that was typed is never touched, nor one that the edit
/// itself sets. Other edits come back as they are.
pub fn with_totals(draft: &Draft, edit: Edit) -> Edit {
    match edit {
        Edit::Entries { year: Year::This, entries } => {
            Edit::Entries { year: Year::This, entries: totals_follow(draft.clone(), entries).0 }
        }
        edit => edit,
    }
}

/// The same of entries, and the draft with them.
fn totals_follow(mut draft: Draft, mut entries: Entries) -> (Entries, Draft) {
    let form = draft.form().clone();
    let set = Edit::Entries { year: Year::This, entries: entries.clone() };
    if draft.apply(set).is_err() {
        // Whoever applies the edit is told why.
        return (entries, draft);
    }
    let mut settled: Vec<CellId> = entries.iter().filter_map(|(key, _)| form.find(key)).collect();
    let mut changed = settled.clone();
    while let Some(part) = changed.pop() {
        let is_part = |term: &Term| term.cell == part && term.year == Year::This;
        let sums = form.relations.iter().filter(|relation| relation.right.iter().any(is_part));
        for total in sums.filter_map(Relation::total) {
            let entry = draft.entry(total);
            let is_free = entry.is_none_or(|entry| entry.origin == Origin::Calculated);
            if !is_free || settled.contains(&total) {
                continue;
            }
            let of_total = form.relation_ids().filter(|id| form.relation(*id).total() == Some(total));
            let sum = of_total.into_iter().find_map(|id| calculated_total(&draft, id));
            let new = sum.map(|(_, sum)| Entry::number(sum, Origin::Calculated));
            if new.as_ref() == entry {
                continue;
            }
            let step = (form.cell(total).key.clone(), new);
            if draft.apply(Edit::entry(step.0.clone(), step.1.clone())).is_ok() {
                entries.push(step);
                settled.push(total);
                changed.push(total);
            }
        }
    }
    (entries, draft)
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

/// Those of the blanks that may be zero: all but totals with a part that is more, or no number. Such a total follows its
/// parts once the blank ones among them are zero.
pub fn may_be_zero(draft: &Draft) -> Vec<CellId> {
    let is_zero = |value: &Value| match value {
        Value::NotApplicable => true,
        // What is no number is not known to be nothing.
        value => value.number().is_some_and(|number| number.is_zero()),
    };
    let mut more: BTreeSet<CellId> = BTreeSet::new();
    loop {
        let is_more = |term: &Term| {
            draft.term(term).is_some_and(|entry| !is_zero(&entry.value))
                || (term.year == Year::This && more.contains(&term.cell))
        };
        let totals = draft.form().relations.iter().filter(|relation| relation.right.iter().any(is_more));
        let found = totals.filter_map(Relation::total).filter(|id| draft.entry(*id).is_none());
        let found: BTreeSet<CellId> = found.collect();
        if found.len() == more.len() {
            return blanks(draft).into_iter().filter(|id| !more.contains(id)).collect();
        }
        // A total may itself be a part.
        more = found;
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

/// 空白补零: zero for those of the cells that are blank, and for totals what their parts then come to ([`with_totals`]). A
/// total among them is zero only where a part stays blank and none is more.
pub fn zero_fill(draft: &Draft, cells: &[CellId]) -> Entries {
    let totals: BTreeSet<CellId> = draft.form().relations.iter().filter_map(Relation::total).collect();
    let (mut after, mut all) = (draft.clone(), Vec::new());
    // The totals last: most are worked out by then.
    for is_total in [false, true] {
        let may = may_be_zero(&after);
        let blank = cells.iter().filter(|id| totals.contains(id) == is_total && may.contains(id));
        let zero = |id: &CellId| {
            (draft.form().cell(*id).key.clone(), Some(Entry::number(Decimal::ZERO, Origin::Zeroed)))
        };
        let entries = blank.map(zero).collect();
        let (entries, draft) = totals_follow(after, entries);
        all.extend(entries);
        after = draft;
    }
    all
}
