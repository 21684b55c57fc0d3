//! Which totals of a workbook are formulas: those of the form's 强制 sums, where the published figures agree.
//! A total that differs from its parts stands as it was given: the program does not mend figures.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use rust_xlsxwriter::utility::row_col_to_cell;

use super::{Spot, exact};
use crate::draft::{Draft, Value};
use crate::form::{CellId, CellKey, Comparison, Level, Relation, Term, Test, Year};

/// The most arguments of a function.
const MOST_ARGUMENTS: usize = 255;

/// Formulas by the cell of their total.
pub(super) struct Sums(BTreeMap<CellKey, String>);

impl Sums {
    /// The formulas of a draft, or of its empty form: there a total shows nothing until a part is typed.
    pub fn new(draft: &Draft, is_blank: bool, spots: &BTreeMap<CellKey, Spot>, sheets: &[String]) -> Self {
        let form = draft.form();
        let mut formulas = BTreeMap::new();
        for id in form.relation_ids() {
            let (relation, rule) = (form.relation(id), form.rule_of(id));
            let Some((total, parts)) = sum(relation).filter(|_| rule.level == Level::Must) else { continue };
            if !is_blank && !agrees(draft, relation) {
                continue;
            }
            let total = form.cell(total).key.clone();
            let parts: Option<Vec<&Spot>> = parts.map(|part| spots.get(&form.cell(part).key)).collect();
            let (Some(at), Some(parts)) = (spots.get(&total), parts) else { continue };
            let ranges = ranges(parts, at.sheet, sheets);
            if ranges.is_empty() || ranges.len() > MOST_ARGUMENTS {
                continue;
            }
            let ranges = ranges.join(",");
            let formula = match is_blank {
                true => format!("IF(COUNT({ranges})=0,\"\",SUM({ranges}))"),
                false => format!("SUM({ranges})"),
            };
            formulas.entry(total).or_insert(formula);
        }
        Self(formulas)
    }

    /// The formula of a cell, if it is a total.
    pub fn formula(&self, key: &CellKey) -> Option<&str> {
        self.0.get(key).map(String::as_str)
    }
}

/// A relation as a total and its parts, where it is nothing else.
fn sum(relation: &Relation) -> Option<(CellId, impl Iterator<Item = CellId>)> {
    let total = relation.total()?;
    let plain = |term: &Term| term.coefficient == Decimal::ONE && term.year == Year::This;
    let is_sum = relation.test == Test::Sums(Comparison::Equal)
        && relation.constant.is_zero()
        && relation.left.len() == 1
        && relation.terms().all(plain);
    is_sum.then(|| (total, relation.right.iter().map(|term| term.cell)))
}

/// Whether a spreadsheet that adds up the parts gets what was published. Blank and 不适用 add nothing there.
fn agrees(draft: &Draft, relation: &Relation) -> bool {
    let Some((total, parts)) = sum(relation) else { return false };
    let mut all = Decimal::ZERO;
    for part in parts {
        let number = match draft.value(part) {
            None | Some(Value::NotApplicable) => Decimal::ZERO,
            Some(value) => match exact(value) {
                Some(number) => number,
                None => return false,
            },
        };
        let Some(sum) = all.checked_add(number) else { return false };
        all = sum;
    }
    draft.value(total).and_then(exact).is_some_and(|total| total == all)
}

/// The parts as arguments: neighbours down a column or along a row are one range.
fn ranges(mut parts: Vec<&Spot>, here: usize, sheets: &[String]) -> Vec<String> {
    parts.sort();
    let mut ranges: Vec<(&Spot, Vec<&Spot>)> = Vec::new();
    for part in parts {
        let joined =
            ranges.iter_mut().find(|(first, all)| all.last().is_some_and(|last| joins(first, last, part)));
        match joined {
            Some((_, all)) => all.push(part),
            None => ranges.push((part, vec![part])),
        }
    }
    let written = ranges.into_iter().filter_map(|(first, all)| {
        let last = all.last()?;
        let from = row_col_to_cell(first.row, first.column);
        let range = match all.len() {
            1 => from,
            _ => format!("{from}:{}", row_col_to_cell(last.row, last.column)),
        };
        Some(match first.sheet == here {
            true => range,
            false => format!("'{}'!{range}", sheets.get(first.sheet)?.replace('\'', "''")),
        })
    });
    written.collect()
}

/// Whether a part follows the last one of a range, with nothing between.
fn joins(first: &Spot, last: &Spot, part: &Spot) -> bool {
    let below = part.column == first.column
        && last.column == first.column
        && part.row == last.row + last.rows
        && part.columns == last.columns;
    let beside = part.row == first.row
        && last.row == first.row
        && part.column == last.column + last.columns
        && part.rows == last.rows;
    part.sheet == first.sheet && (below || beside)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(parts: &[(usize, u32, u16)], expected: &[&str]) {
        let spots: Vec<Spot> = parts
            .iter()
            .map(|&(sheet, row, column)| Spot { sheet, row, column, rows: 1, columns: 1 })
            .collect();
        let sheets = ["表一".to_owned(), "表'二".to_owned()];
        assert_eq!(ranges(spots.iter().collect(), 0, &sheets), expected);
    }

    #[test]
    fn neighbours_become_ranges() {
        check(&[(0, 4, 2), (0, 5, 2), (0, 6, 2)], &["C5:C7"]);
        check(&[(0, 4, 2), (0, 4, 3), (0, 4, 5)], &["C5:D5", "F5"]);
        check(&[(0, 4, 2), (0, 6, 2)], &["C5", "C7"]);
        check(&[(0, 4, 2), (0, 5, 3)], &["C5", "D6"]);
        check(&[(1, 4, 2), (1, 5, 2)], &["'表''二'!C5:C6"]);
    }
}
