//! Which cells are lit with the selected one: the sums it takes part in.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::form::{CellId, Comparison, Form, Level, Relation, Term, Test, Year};

/// What a lit cell is to the selected one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lit {
    /// A part of a sum that the selected cell stands in too.
    Part,
    /// The total of such a sum.
    Total,
}

/// The cells that make sums with `selected`, itself among them. In a matrix those are the rest of its
/// row and of its column; the equations between totals stay dark, else half of the table would be
/// lit. A cell that stands in no sum lights the equations it stands in.
pub fn lit(form: &Form, selected: CellId) -> BTreeMap<CellId, Lit> {
    let concerned = |relation: &&Relation| {
        relation.test == Test::Sums(Comparison::Equal)
            && relation.terms().all(|term| term.year == Year::This)
            && relation.terms().any(|term| term.cell == selected)
            && form.rules.get(relation.rule).is_some_and(|rule| rule.level == Level::Must)
    };
    let (sums, others): (Vec<_>, Vec<_>) =
        form.relations.iter().filter(concerned).partition(|relation| total(relation).is_some());
    let mut lit = BTreeMap::new();
    for relation in if sums.is_empty() { others } else { sums } {
        for cell in relation.terms().map(|term| term.cell) {
            let is = if total(relation) == Some(cell) { Lit::Total } else { Lit::Part };
            // The total of one sum may be a part of the other.
            let at = lit.entry(cell).or_insert(is);
            *at = is.max(*at);
        }
    }
    lit
}

/// The cell that is plainly the sum of the others.
fn total(relation: &Relation) -> Option<CellId> {
    let plain = |term: &Term| term.coefficient == Decimal::ONE;
    match relation.left.as_slice() {
        [total] if relation.terms().all(plain) && relation.constant.is_zero() => Some(total.cell),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::editions;

    /// The lit cells, those with a star totals.
    fn check(edition: &str, selected: &str, expected: &[&str]) {
        let form = editions::named(edition).expect("the edition");
        let cell = form.find(selected).expect("the key exists");
        let mut got: Vec<String> = lit(&form, cell)
            .into_iter()
            .map(|(cell, lit)| {
                let star = if lit == Lit::Total { "*" } else { "" };
                format!("{star}{}", form.cell(cell).key)
            })
            .collect();
        let mut expected: Vec<String> = expected.iter().map(|key| (*key).to_owned()).collect();
        got.sort();
        expected.sort();
        assert_eq!(got, expected, "{selected}");
    }

    #[test]
    fn a_cell_lights_the_sum_it_is_a_part_of_or_the_total_of() {
        let sum = ["*收到申请数", "当面申请数", "传真申请数", "网络申请数", "信函申请数"];
        check("2014", "网络申请数", &sum);
        check("2014", "收到申请数", &sum);
        check("2014", "举报投诉数量", &[]);
    }

    #[test]
    fn the_equation_between_totals_stays_dark() {
        let row = [
            "*申请.新收.总计",
            "申请.新收.自然人",
            "申请.新收.商业企业",
            "申请.新收.科研机构",
            "申请.新收.公益组织",
            "申请.新收.法律服务机构",
            "申请.新收.其他组织",
        ];
        check("2021", "申请.新收.科研机构", &row);
    }

    #[test]
    fn a_cell_of_the_matrix_lights_its_row_and_its_column() {
        let form = editions::named("2021").expect("the edition");
        let key = |id: CellId| form.cell(id).key.as_str();
        let of = |selected: &str| lit(&form, form.find(selected).expect("the key exists"));
        let cross = of("申请.不掌握.商业企业");
        let (row, column) = (7, 22);
        assert_eq!(cross.len(), row + column - 1);
        assert!(cross.keys().all(|id| key(*id).contains(".不掌握.") || key(*id).ends_with(".商业企业")));
        let totals: Vec<_> =
            cross.iter().filter(|(_, lit)| **lit == Lit::Total).map(|(id, _)| key(*id)).collect();
        assert_eq!(totals, ["申请.不掌握.总计", "申请.办理总计.商业企业"]);
        // The corner of the table is a total both ways.
        let corner = of("申请.办理总计.总计");
        assert_eq!(corner.values().filter(|lit| **lit == Lit::Total).count(), 1);
    }
}
