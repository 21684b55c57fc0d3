//! The rows of an official form that carry numbers, as the matcher looks for them.

use super::label::Known;
use crate::form::{CellId, Content, Form, GridBox, Table};

/// A row of a form with its numbers.
#[derive(Debug, Clone)]
pub(super) struct FormRow {
    /// The official label; `None` where the form prints none (table 四).
    pub label: Option<Known>,
    /// Its number cells from left to right.
    pub cells: Vec<CellId>,
    /// What the form prints over each of them.
    pub heads: Vec<Known>,
    /// Which of the form's tables it is in.
    pub table: usize,
    /// Its cells by what the form prints over several of them: 行政复议, 复议后起诉.
    pub groups: Vec<(Known, Vec<usize>)>,
}

/// The rows with numbers of all tables of a form, in printed order.
pub(super) fn form_rows(form: &Form) -> Vec<FormRow> {
    form.tables.iter().enumerate().flat_map(|(at, table)| rows_of(at, table)).collect()
}

fn rows_of(at: usize, table: &Table) -> Vec<FormRow> {
    let boxes = &table.grid.boxes;
    let mut rows = Vec::new();
    for row in 0..table.grid.rows {
        let numbers: Vec<(&GridBox, CellId)> = boxes
            .iter()
            .filter(|one| one.row == row)
            .filter_map(|one| match one.content {
                Content::Number(cell) => Some((one, cell)),
                _ => None,
            })
            .collect();
        if numbers.is_empty() {
            continue;
        }
        let label = boxes.iter().rev().find_map(|one| match &one.content {
            Content::Label { text, .. } if one.row == row => Some(Known::new(text)),
            _ => None,
        });
        let heads: Vec<Vec<&str>> = numbers.iter().map(|(one, _)| heads_over(boxes, one)).collect();
        let leaf = |heads: &Vec<&str>| Known::new(heads.first().copied().unwrap_or(""));
        rows.push(FormRow {
            label,
            cells: numbers.iter().map(|(_, cell)| *cell).collect(),
            heads: heads.iter().map(leaf).collect(),
            table: at,
            groups: groups(&heads),
        });
    }
    rows
}

/// The headings over a box, the nearest first.
fn heads_over<'a>(boxes: &'a [GridBox], one: &GridBox) -> Vec<&'a str> {
    let over = boxes.iter().rev().filter_map(|head| match &head.content {
        Content::Head(text) => {
            let covers = head.column <= one.column && one.column < head.column + head.columns;
            (covers && head.row < one.row).then_some(text.as_str())
        }
        _ => None,
    });
    over.collect()
}

/// The cells under each heading that stands right over several leaf headings.
fn groups(heads: &[Vec<&str>]) -> Vec<(Known, Vec<usize>)> {
    let mut groups: Vec<(&str, Vec<usize>)> = Vec::new();
    for (at, over) in heads.iter().enumerate() {
        let Some(group) = over.get(1) else { continue };
        match groups.iter_mut().find(|(name, _)| name == group) {
            Some((_, cells)) => cells.push(at),
            None => groups.push((group, vec![at])),
        }
    }
    groups.into_iter().map(|(name, cells)| (Known::new(name), cells)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::editions;

    #[test]
    fn every_number_of_the_tables_is_in_one_row() {
        for form in editions::all() {
            let rows = form_rows(form);
            let mut cells: Vec<usize> = rows.iter().flat_map(|row| &row.cells).map(|cell| cell.index()).collect();
            cells.sort_unstable();
            assert_eq!(cells, (0..form.table_cells).collect::<Vec<_>>(), "{}", form.edition);
        }
    }

    #[test]
    fn rows_have_the_labels_and_heads_that_are_printed() {
        let form = editions::named("2021").unwrap();
        let rows = form_rows(&form);
        let row = rows.iter().find(|row| row.cells.len() == 7).unwrap();
        assert_eq!(row.label.as_ref().unwrap().bones(), "本年新收政府信息公开申请数量");
        let heads: Vec<&str> = row.heads.iter().map(Known::bones).collect();
        assert_eq!(heads, ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"]);
        let last = rows.last().unwrap();
        assert!(last.label.is_none());
        let groups: Vec<(&str, usize)> = last.groups.iter().map(|(name, cells)| (name.bones(), cells.len())).collect();
        assert_eq!(groups, [("行政复议", 5), ("未经复议直接起诉", 5), ("复议后起诉", 5)]);
    }
}
