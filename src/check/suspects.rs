//! Which cells could explain a difference.

use rust_decimal::Decimal;

use super::{About, Verdict};
use crate::draft::Draft;
use crate::form::{CellId, Test, Year};

/// The cells that could explain why a relation does not hold, likeliest first: blanks; then cells
/// that hold just the difference (counted twice, or left out); then cells in which two neighbouring
/// digits changed places would close it. Empty where nothing stands out.
pub fn suspects(draft: &Draft, verdict: &Verdict) -> Vec<CellId> {
    let About::Relation { id, .. } = verdict.about else { return Vec::new() };
    if !matches!(draft.form().relation(id).test, Test::Sums(_)) {
        return Vec::new();
    }
    let difference = verdict.difference();
    let mut found = verdict.blank_cells(draft);
    if difference.is_zero() {
        return found;
    }
    let relation = draft.form().relation(id);
    let sides = [(&relation.left, -difference), (&relation.right, difference)];
    // What must be added to a cell of that side to close the gap.
    let numbers = || {
        sides.iter().flat_map(|(terms, missing)| {
            let this_year = terms.iter().filter(|term| term.year == Year::This);
            this_year.filter_map(move |term| {
                Some((term.cell, draft.number(term.cell)?, missing.checked_div(term.coefficient)?))
            })
        })
    };
    found.extend(numbers().filter(|(_, number, _)| *number == difference.abs()).map(|(cell, ..)| cell));
    let swapped = numbers().filter(|(_, number, missing)| is_swapped(*number, number + missing));
    for (cell, ..) in swapped {
        if !found.contains(&cell) {
            found.push(cell);
        }
    }
    found
}

/// Whether two neighbouring digits of `typed` changed places give `meant`.
fn is_swapped(typed: Decimal, meant: Decimal) -> bool {
    let (typed, meant) = (typed.to_string(), meant.to_string());
    let (typed, meant) = (typed.as_bytes(), meant.as_bytes());
    if typed.len() != meant.len() {
        return false;
    }
    let different: Vec<usize> =
        typed.iter().zip(meant).enumerate().filter(|(_, (a, b))| a != b).map(|(at, _)| at).collect();
    match different.as_slice() {
        [a, b] => *b == a + 1 && typed.get(*a) == meant.get(*b) && typed.get(*b) == meant.get(*a),
        _ => false,
    }
}
