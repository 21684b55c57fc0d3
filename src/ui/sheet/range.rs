//! Several cells selected at once: the figures of a table between two of its cells, as in a spreadsheet.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::draft::{Draft, Value};
use crate::form::{CellId, Content, Form, Grid, GridBox};

use super::places::Way;

/// Which cells are selected beside the one with the keyboard: all between two of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CellRange {
    /// Where it began.
    pub from: CellId,
    /// Where it was drawn to.
    pub to: CellId,
    /// It has just been drawn there: that end is to be brought into view.
    pub is_new: bool,
}

/// A cell with the box it is printed in.
type Placed<'a> = (&'a GridBox, CellId);

/// The selected figures: rows of the printed table from above, each from the left. A row that holds none of
/// them, as a heading between two, is empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// Each figure with its column in the grid.
    pub rows: Vec<Vec<(u16, CellId)>>,
}

fn numbers(grid: &Grid) -> impl Iterator<Item = Placed<'_>> {
    grid.boxes.iter().filter_map(|placed| match placed.content {
        Content::Number(id) => Some((placed, id)),
        _ => None,
    })
}

/// The table that a cell is printed in; `None` for a fact outside the tables.
fn grid_of(form: &Form, cell: CellId) -> Option<&Grid> {
    form.tables.iter().map(|table| &table.grid).find(|grid| numbers(grid).any(|(_, id)| id == cell))
}

impl Block {
    /// The figures between two cells of one table. A figure that stands across the edge of that rectangle makes
    /// it wider.
    pub fn between(form: &Form, from: CellId, to: CellId) -> Option<Self> {
        let grid = grid_of(form, from)?;
        let ends: Vec<Placed<'_>> = numbers(grid).filter(|(_, id)| [from, to].contains(id)).collect();
        if from != to && ends.len() < 2 {
            return None;
        }
        let mut edges = Edges::around(ends.iter().map(|(placed, _)| *placed))?;
        loop {
            let within = numbers(grid).map(|(placed, _)| placed).filter(|placed| edges.meet(placed));
            let wider = Edges::around(within)?;
            if wider == edges {
                break;
            }
            edges = wider;
        }
        let mut rows: BTreeMap<u16, Vec<(u16, CellId)>> =
            (edges.top..edges.bottom).map(|row| (row, Vec::new())).collect();
        for (placed, id) in numbers(grid).filter(|(placed, _)| edges.meet(placed)) {
            rows.entry(placed.row).or_default().push((placed.column, id));
        }
        rows.values_mut().for_each(|row| row.sort_unstable());
        Some(Self { rows: rows.into_values().collect() })
    }

    /// The selected cells in reading order.
    pub fn cells(&self) -> impl Iterator<Item = CellId> + '_ {
        self.rows.iter().flatten().map(|(_, id)| *id)
    }

    /// The cell at its upper left, from which a block is pasted.
    pub fn first(&self) -> Option<CellId> {
        self.cells().next()
    }

    /// What spreadsheets take: a line for each row, values parted by tabs, a blank as nothing.
    pub fn as_text(&self, draft: &Draft) -> String {
        let line = |row: &Vec<(u16, CellId)>| {
            let shown = row.iter().map(|(_, id)| draft.shown(*id).unwrap_or_default());
            shown.collect::<Vec<_>>().join("\t")
        };
        self.rows.iter().map(|row| line(row) + "\n").collect()
    }
}

/// The rows and columns of a rectangle: the first, and the one behind the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Edges {
    top: u16,
    bottom: u16,
    left: u16,
    right: u16,
}

impl Edges {
    fn around<'a>(boxes: impl Iterator<Item = &'a GridBox>) -> Option<Self> {
        let of = |placed: &GridBox| Self {
            top: placed.row,
            bottom: placed.row + placed.rows,
            left: placed.column,
            right: placed.column + placed.columns,
        };
        boxes.map(of).reduce(|a, b| Self {
            top: a.top.min(b.top),
            bottom: a.bottom.max(b.bottom),
            left: a.left.min(b.left),
            right: a.right.max(b.right),
        })
    }

    fn meet(&self, placed: &GridBox) -> bool {
        placed.row < self.bottom
            && self.top < placed.row + placed.rows
            && placed.column < self.right
            && self.left < placed.column + placed.columns
    }
}

/// The next figure of the same table in that direction, to draw a range to; `None` at the edge. Other than
/// a cell that is gone to, a range does not leave its table nor go on in the next column.
pub fn drawn(form: &Form, to: CellId, way: Way) -> Option<CellId> {
    let grid = grid_of(form, to)?;
    let (at, _) = numbers(grid).find(|(_, id)| *id == to)?;
    let of_columns = |placed: &GridBox| {
        placed.column < at.column + at.columns && at.column < placed.column + placed.columns
    };
    let of_rows = |placed: &GridBox| placed.row < at.row + at.rows && at.row < placed.row + placed.rows;
    let (row, column) = (|of: &Placed<'_>| of.0.row, |of: &Placed<'_>| of.0.column);
    let found = match way {
        Way::Down => {
            let below = |placed: &GridBox| of_columns(placed) && placed.row >= at.row + at.rows;
            numbers(grid).filter(|(placed, _)| below(placed)).min_by_key(row)
        }
        Way::Up => {
            let above = |placed: &GridBox| of_columns(placed) && placed.row < at.row;
            numbers(grid).filter(|(placed, _)| above(placed)).max_by_key(row)
        }
        Way::Right => {
            let beside = |placed: &GridBox| of_rows(placed) && placed.column >= at.column + at.columns;
            numbers(grid).filter(|(placed, _)| beside(placed)).min_by_key(column)
        }
        Way::Left => {
            let beside = |placed: &GridBox| of_rows(placed) && placed.column < at.column;
            numbers(grid).filter(|(placed, _)| beside(placed)).max_by_key(column)
        }
        Way::RowStart => numbers(grid).filter(|(placed, _)| of_rows(placed)).min_by_key(column),
        Way::RowEnd => numbers(grid).filter(|(placed, _)| of_rows(placed)).max_by_key(column),
    };
    found.map(|(_, id)| id)
}

/// The first and the last figure of the table that a cell is printed in.
pub fn whole_table(form: &Form, cell: CellId) -> Option<(CellId, CellId)> {
    let grid = grid_of(form, cell)?;
    let first = numbers(grid).min_by_key(|(placed, _)| (placed.row, placed.column))?;
    let last = numbers(grid).max_by_key(|(placed, _)| (placed.row, placed.column))?;
    Some((first.1, last.1))
}

/// Count and sum of what is selected, for the foot of the sheet: `已选 6 格 · 计数 5 · 求和 820 件`. The sum
/// has its unit where all numbers have the same; amounts with units of their own are added up in 万元.
pub fn summed(draft: &Draft, cells: &[CellId]) -> String {
    let of = |cell: &CellId| {
        let value = draft.value(*cell)?;
        let unit = match value {
            Value::Amount(..) => "万元",
            _ => draft.form().cell(*cell).unit.as_str(),
        };
        Some((value.number()?, unit))
    };
    let numbers: Vec<(Decimal, &str)> = cells.iter().filter_map(of).collect();
    let mut told = format!("已选 {} 格 · 计数 {}", cells.len(), numbers.len());
    if let Some((_, unit)) = numbers.first() {
        let sum: Decimal = numbers.iter().map(|(number, _)| number).sum();
        let unit = if numbers.iter().all(|(_, of)| of == unit) { format!(" {unit}") } else { String::new() };
        told += &format!(" · 求和 {sum}{unit}");
    }
    told
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft::Edit;
    use crate::form::editions;

    /// The cells between two, rows parted by `|`, keys without what is the same in all of them.
    fn check(edition: &str, from: &str, to: &str, strip: &str, expected: &str) {
        let form = editions::named(edition).expect("the edition");
        let id = |key: &str| form.find(key).expect("the key exists");
        let block = Block::between(&form, id(from), id(to));
        let key = |id: CellId| form.cell(id).key.trim_start_matches(strip).to_owned();
        let row = |row: &Vec<(u16, CellId)>| row.iter().map(|(_, id)| key(*id)).collect::<Vec<_>>().join(" ");
        let got = block.map(|block| block.rows.iter().map(row).collect::<Vec<_>>().join("|"));
        assert_eq!(got.unwrap_or_default(), expected, "{from} to {to}");
    }

    #[test]
    fn a_block_is_what_stands_between_two_cells_whichever_came_first() {
        let expected = "新收.自然人 新收.商业企业|上年结转.自然人 上年结转.商业企业";
        check("2021", "申请.新收.自然人", "申请.上年结转.商业企业", "申请.", expected);
        check("2021", "申请.上年结转.自然人", "申请.新收.商业企业", "申请.", expected);
        check("2014", "当面申请数", "网络申请数", "", "当面申请数|传真申请数|网络申请数");
        check("2014", "当面申请数", "当面申请数", "", "当面申请数");
        check("2021", "申请.新收.自然人", "规章.制发", "", "");
    }

    /// 二、回应解读情况 is a line of the printed table: pasted beside it, the figures keep step.
    #[test]
    fn a_heading_between_two_figures_is_an_empty_row() {
        check("2014", "其他方式公开数", "回应热点舆情数", "", "其他方式公开数||回应热点舆情数");
    }

    #[test]
    fn a_range_is_drawn_within_its_table() {
        let form = editions::named("2021").expect("the edition");
        let check = |from: &str, way: Way, expected: Option<&str>| {
            let got = drawn(&form, form.find(from).expect("the key exists"), way);
            assert_eq!(got.map(|id| form.cell(id).key.as_str()), expected, "{way:?} from {from}");
        };
        check("申请.新收.自然人", Way::Down, Some("申请.上年结转.自然人"));
        check("申请.新收.自然人", Way::Right, Some("申请.新收.商业企业"));
        check("申请.新收.自然人", Way::RowEnd, Some("申请.新收.总计"));
        check("申请.新收.总计", Way::Left, Some("申请.新收.其他组织"));
        check("申请.新收.自然人", Way::Up, None);
        check("申请.新收.总计", Way::Right, None);
        check("申请.结转下年.自然人", Way::Down, None);
        let (first, last) =
            whole_table(&form, form.find("申请.不掌握.自然人").expect("the key")).expect("a table");
        assert_eq!(
            (form.cell(first).key.as_str(), form.cell(last).key.as_str()),
            ("申请.新收.自然人", "申请.结转下年.总计")
        );
    }

    #[test]
    fn count_and_sum_leave_out_what_is_no_number() {
        let mut draft = Draft::new(editions::named("2014").expect("the edition"), 2018, "金塘镇");
        let cells: Vec<CellId> = ["网站公开数", "微博公开数", "微信公开数", "收到申请数"]
            .iter()
            .filter_map(|key| draft.form().find(key))
            .collect();
        let check =
            |draft: &Draft, cells: &[CellId], expected: &str| assert_eq!(summed(draft, cells), expected);
        check(&draft, &cells, "已选 4 格 · 计数 0");
        for (cell, text) in cells.iter().zip(["259", "0", "约3", "215"]) {
            let of = draft.form().cell(*cell).clone();
            draft.apply(Edit::entry(of.key, crate::draft::Entry::typed(text, of.kind))).expect("an edit");
        }
        check(&draft, &cells[..3], "已选 3 格 · 计数 2 · 求和 259 条");
        check(&draft, &cells, "已选 4 格 · 计数 3 · 求和 474");
    }
}
