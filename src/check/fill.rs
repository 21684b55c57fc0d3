//! What the program may fill in, and only when asked: totals whose parts are all there, and blanks
//! that are to be zero.

use rust_decimal::Decimal;

use super::{Outcome, Verdict};
use crate::draft::{Draft, Edit, Entry, Origin, Value};
use crate::form::{CellId, Level, RelationId, Year};

/// The total of a sum of the form, where every part is filled; `None` where one is blank or text,
/// where the relation is no sum, or where the cell would not take the sum (as too long). 不适用 adds
/// nothing.
pub fn calculated_total(draft: &Draft, relation: RelationId) -> Option<(CellId, Decimal)> {
    let form = draft.form();
    let relation = form.relation(relation);
    let total = relation.total()?;
    if form.rules.get(relation.rule)?.level != Level::Must {
        return None;
    }
    let mut sum = Decimal::ZERO;
    for term in &relation.right {
        match draft.value(term.cell)? {
            Value::Number(number) => sum += number,
            Value::NotApplicable => {}
            Value::Text(_) => return None,
        }
    }
    let read = Value::read(&sum.to_string(), form.cell(total).kind);
    matches!(read, Some(Value::Number(_))).then_some((total, sum))
}

/// All blank cells of the form's tables, in printed order.
pub fn blanks(draft: &Draft) -> Vec<CellId> {
    let form = draft.form();
    form.ids().filter(|id| !form.is_fact(*id) && draft.entry(*id).is_none()).collect()
}

/// The blanks of a verdict that can only be zero.
pub fn open_blanks(draft: &Draft, verdict: &Verdict) -> Vec<CellId> {
    match verdict.outcome {
        Outcome::Open(carry) if carry.is_zero() => verdict.blank_cells(draft),
        _ => Vec::new(),
    }
}

/// 空白补零: one edit that writes zero into those of the cells that are blank.
pub fn zero_fill(draft: &Draft, cells: &[CellId]) -> Edit {
    let zero = || Some(Entry::number(Decimal::ZERO, Origin::Zeroed));
    let blank = cells.iter().filter(|id| draft.entry(**id).is_none());
    let entries = blank.map(|id| (draft.form().cell(*id).key.clone(), zero())).collect();
    Edit::Entries { year: Year::This, entries }
}
