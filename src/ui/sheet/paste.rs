//! A block copied from a spreadsheet, pasted into the form: it fills cells along rows and columns from the
//! selected one on.

use super::many::step;
use crate::draft::{Entry, Value};
use crate::form::{CellId, CellKey, Content, Form, Grid};
use crate::ui::app::App;
use crate::ui::news::{Notice, Tone};

impl App {
    /// Fills the form from a cell on, or from the upper left of what is selected, and says what of the block
    /// found no place. A single value goes into each selected cell.
    pub(in crate::ui) fn paste_block(&mut self, from: CellId, text: &str) {
        let Some(desk) = &self.desk else { return };
        let chosen = desk.block();
        if let (Some(chosen), None) = (&chosen, block(text)) {
            let cells: Vec<CellId> = chosen.cells().collect();
            return self
                .fill_each("粘贴", &cells, |desk, cell| Entry::typed(text, desk.form().cell(cell).kind));
        }
        let from = chosen.and_then(|chosen| chosen.first()).unwrap_or(from);
        let pasted = pasted(desk.form(), from, text);
        if !pasted.entries.is_empty() && !self.change(step(desk, "粘贴", pasted.entries), true) {
            return;
        }
        self.notice = Some(Notice { text: pasted.told, tone: Tone::good_if(pasted.is_whole) });
    }
}

/// What a block comes to.
#[derive(Debug, PartialEq)]
struct Pasted {
    entries: Vec<(CellKey, Option<Entry>)>,
    told: String,
    /// Whether all of it found its place.
    is_whole: bool,
}

/// The rows of a block of several values; `None` for a single one.
pub fn block(text: &str) -> Option<Vec<Vec<&str>>> {
    let text = text.strip_suffix('\n').unwrap_or(text);
    let rows: Vec<Vec<&str>> =
        text.split('\n').map(|row| row.trim_end_matches('\r').split('\t').map(str::trim).collect()).collect();
    let is_several = rows.len() > 1 || rows.iter().any(|row| row.len() > 1);
    (is_several && !text.trim().is_empty()).then_some(rows)
}

/// Where the values of a block would go.
#[derive(Debug, Default)]
struct Placing<'a> {
    cells: Vec<(CellId, &'a str)>,
    /// Figures that have no cell.
    homeless: usize,
    /// Figures that would stand where the form has a heading.
    on_headings: usize,
}

impl<'a> Placing<'a> {
    /// Puts a block on a table from a cell on. A column copied from a printed table has a line for each of
    /// its rows, headings too (`by_rows`); one copied from a list has figures only.
    fn of(grid: &Grid, from: CellId, rows: &[Vec<&'a str>], by_rows: bool) -> Self {
        let mut placing = Self::default();
        let mut numbers: Vec<(u16, u16, CellId)> = grid
            .boxes
            .iter()
            .filter_map(|placed| match placed.content {
                Content::Number(id) => Some((placed.row, placed.column, id)),
                _ => None,
            })
            .collect();
        numbers.sort_unstable();
        let Some((first, left, _)) = numbers.iter().find(|(_, _, id)| *id == from).copied() else {
            return placing;
        };
        let mut of_numbers: Vec<u16> =
            numbers.iter().map(|(row, _, _)| *row).filter(|row| *row >= first).collect();
        of_numbers.dedup();
        let row_at = |at: usize| match by_rows {
            true => {
                u16::try_from(at).ok().and_then(|at| first.checked_add(at)).filter(|row| *row < grid.rows)
            }
            false => of_numbers.get(at).copied(),
        };
        for (at, values) in rows.iter().enumerate() {
            let row = row_at(at);
            let cells: Vec<CellId> = numbers
                .iter()
                .filter(|(of, column, _)| Some(*of) == row && *column >= left)
                .map(|(_, _, id)| *id)
                .collect();
            let is_heading = row.is_some_and(|row| numbers.iter().all(|(of, _, _)| *of != row));
            for (column, value) in values.iter().enumerate().filter(|(_, value)| !value.is_empty()) {
                match cells.get(column) {
                    Some(cell) => placing.cells.push((*cell, value)),
                    None if is_heading && !is_figure(value) => {}
                    None if is_heading => placing.on_headings += 1,
                    None => placing.homeless += 1,
                }
            }
        }
        placing
    }
}

fn is_figure(value: &str) -> bool {
    value.chars().any(|c| c.is_numeric()) && value.chars().count() <= 20
}

fn pasted(form: &Form, from: CellId, text: &str) -> Pasted {
    let rows = block(text).unwrap_or_default();
    let holds = |grid: &&Grid| grid.boxes.iter().any(|placed| placed.content == Content::Number(from));
    let grid = form.tables.iter().map(|table| &table.grid).find(holds);
    let Some(grid) = grid else {
        return Pasted {
            entries: Vec::new(),
            told: "请先选中表里的一格，再粘贴".to_owned(),
            is_whole: false,
        };
    };
    let by_rows = Placing::of(grid, from, &rows, true);
    let placing = match takes(form, &by_rows) {
        true => by_rows,
        false => Placing::of(grid, from, &rows, false),
    };
    let mut entries = Vec::new();
    let mut refused = Vec::new();
    for (id, value) in placing.cells {
        let cell = form.cell(id);
        let read = Value::read(value, cell.kind);
        match (read.as_ref().and_then(|read| read.misread(cell.kind)), Entry::typed(value, cell.kind)) {
            (None, Some(entry)) => entries.push((cell.key.clone(), Some(entry))),
            (Some(misread), _) => {
                refused.push(format!("{}“{}”{}", cell.name, short(value), misread.message()))
            }
            (None, None) => {}
        }
    }
    if refused.len() > entries.len() {
        let told = "粘贴的内容多是文字，没有填入。整张表或整篇报告请用“数据 › 从剪贴板导入”".to_owned();
        return Pasted { entries: Vec::new(), told, is_whole: false };
    }
    let blanks = rows.iter().flatten().filter(|value| value.is_empty()).count();
    let mut told = vec![format!("已粘贴 {} 项", entries.len())];
    if blanks > 0 {
        told.push(format!("{blanks} 个空白处未改动"));
    }
    let homeless = placing.homeless + placing.on_headings;
    if homeless > 0 {
        told.push(format!("{homeless} 个数超出表格，没有填入"));
    }
    let is_whole = homeless == 0 && refused.is_empty();
    if !refused.is_empty() {
        // A line has no room for more.
        const SHOWN: usize = 2;
        let more = if refused.len() > SHOWN { format!("等 {} 项", refused.len()) } else { String::new() };
        let shown: Vec<_> = refused.iter().take(SHOWN).cloned().collect();
        told.push(format!("没有填入：{}{more}", shown.join("，")));
    }
    Pasted { entries, told: told.join("；"), is_whole }
}

/// Whether a placing by the rows of the table fits: what stands at its headings is no figure, what stands at
/// its cells is.
fn takes(form: &Form, placing: &Placing<'_>) -> bool {
    let is_taken = |(id, value): &(CellId, &str)| {
        let kind = form.cell(*id).kind;
        Value::read(value, kind).is_none_or(|value| value.misread(kind).is_none())
    };
    placing.on_headings == 0 && placing.cells.iter().all(is_taken)
}

fn short(text: &str) -> String {
    const LONG: usize = 8;
    match text.chars().count() > LONG {
        true => text.chars().take(LONG).chain(['…']).collect(),
        false => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::editions;

    /// What cells hold after pasting, and what is told.
    fn check(edition: &str, from: &str, text: &str, expected: &[(&str, &str)], told: &str) {
        let form = editions::named(edition).expect("the edition");
        let pasted = pasted(&form, form.find(from).expect("the key"), text);
        let shown =
            |entry: &Option<Entry>| entry.as_ref().map(|entry| entry.value.to_string()).unwrap_or_default();
        let got: Vec<(String, String)> =
            pasted.entries.iter().map(|(key, entry)| (key.to_string(), shown(entry))).collect();
        let expected: Vec<_> =
            expected.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
        assert_eq!(got, expected);
        assert_eq!(pasted.told, told);
    }

    #[test]
    fn a_column_fills_the_cells_below() {
        let expected = [("当面申请数", "2"), ("传真申请数", "0"), ("网络申请数", "68")];
        check("2014", "当面申请数", "2\n0\n68\n", &expected, "已粘贴 3 项");
        check("2014", "当面申请数", "2\r\n0\r\n68", &expected, "已粘贴 3 项");
    }

    /// 二、回应解读情况 is a line of the printed table and no cell.
    #[test]
    fn a_column_with_the_lines_of_headings_keeps_step_with_the_table() {
        let expected = [("其他方式公开数", "12"), ("回应热点舆情数", "3")];
        check("2014", "其他方式公开数", "12\n3", &expected, "已粘贴 2 项");
        check("2014", "其他方式公开数", "12\n\n3", &expected, "已粘贴 2 项；1 个空白处未改动");
        check("2014", "其他方式公开数", "12\n——\n3", &expected, "已粘贴 2 项");
    }

    #[test]
    fn a_block_fills_rows_and_columns_of_a_matrix() {
        let expected = [
            ("申请.新收.自然人", "12"),
            ("申请.新收.商业企业", "3"),
            ("申请.上年结转.自然人", "1"),
            ("申请.上年结转.商业企业", "0"),
        ];
        check("2021", "申请.新收.自然人", "12\t3\n1\t0\n", &expected, "已粘贴 4 项");
    }

    #[test]
    fn what_does_not_fit_or_is_no_figure_is_told() {
        let told = "已粘贴 2 项；1 个数超出表格，没有填入";
        check(
            "2021",
            "申请.新收.其他组织",
            "1\t2\t3",
            &[("申请.新收.其他组织", "1"), ("申请.新收.总计", "2")],
            told,
        );
        let told = "已粘贴 2 项；没有填入：传真申请数“约3”只能填数字（不适用填 /）";
        check("2014", "当面申请数", "2\n约3\n68", &[("当面申请数", "2"), ("网络申请数", "68")], told);
        let told = "粘贴的内容多是文字，没有填入。整张表或整篇报告请用“数据 › 从剪贴板导入”";
        check("2014", "当面申请数", "当面\t件\n传真\t件", &[], told);
    }

    #[test]
    fn a_single_value_is_no_block() {
        for (text, rows) in
            [("215", None), ("215\n", None), ("2\t15", Some(1)), ("2\n15", Some(2)), ("\n\n", None)]
        {
            assert_eq!(block(text).map(|rows| rows.len()), rows, "{text:?}");
        }
    }
}
