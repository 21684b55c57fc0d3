//! All units and chosen cells as one workbook: a line for each unit, the totals as formulas.

use std::collections::BTreeSet;

use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::utility::row_col_to_cell;
use rust_xlsxwriter::{Formula, Worksheet, XlsxError};

use super::paper::{head_format, number, number_format, put_text, put_value, text_format, workbook};
use crate::draft::Value;
use crate::error::Error;
use crate::form::{Cell, CellId, Kind};
use crate::rollup::{Collection, Unit};

/// The most boxes of a table, units times cells: more is nothing that a person reads.
const MOST_BOXES: usize = 4_000_000;
/// The most lines of a sheet, less head and total.
const MOST_LINES: usize = 1_048_576 - 3;
/// The most cells that may be chosen: a sheet has 16,384 columns.
const MOST_CELLS: usize = 16_000;
/// Rows of the head: names and units.
const HEAD_ROWS: u32 = 2;
/// Columns before the figures, with their widths in characters.
const BEFORE: [(&str, f64); 3] = [("序号", 6.0), ("单位", 28.0), ("状态", 12.0)];

/// The workbook. Only units that count have figures in it, so the formulas give what the 汇总 has. Money is in 万元 where
/// the form leaves its unit to the clerk.
///
/// # Errors
/// There are too many units for the cells; the workbook cannot be written, a fault of the program.
pub fn units_table(collection: &Collection, cells: &[CellId]) -> Result<Vec<u8>, Error> {
    let units = lines(collection);
    let boxes = units.len().saturating_mul(cells.len());
    if boxes > MOST_BOXES || units.len() > MOST_LINES || cells.len() > MOST_CELLS {
        return Err(Error::new(format!("{} 个单位、{} 项指标，一张工作表放不下", units.len(), cells.len()))
            .hint("请少选几项指标，或者导出 CSV"));
    }
    let target = collection.target();
    let title = format!("{}{} 年度政府信息公开数据：各单位情况", target.agency, target.year);
    workbook((&title, "各单位"), &target.agency, HEAD_ROWS, |sheet| {
        let table = Table { collection, cells, units: &units };
        table.head(sheet)?;
        for (row, unit) in (HEAD_ROWS..).zip(&units) {
            table.line(sheet, row, unit)?;
        }
        table.totals(sheet, HEAD_ROWS + units.len() as u32)?;
        sheet.set_freeze_panes(HEAD_ROWS, 2)?;
        Ok(())
    })
}

/// A line for each unit: where it sent several files, the first that counts, otherwise the first.
fn lines<'a>(collection: &'a Collection) -> Vec<&'a Unit> {
    let counted: BTreeSet<&str> = collection.counted().map(|unit| unit.title()).collect();
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    let mut is_line =
        |unit: &'a Unit| unit.is_counted() || (!counted.contains(unit.title()) && seen.insert(unit.title()));
    collection.units().iter().filter(|unit| is_line(unit)).collect()
}

/// The table while it is written.
struct Table<'a> {
    collection: &'a Collection,
    cells: &'a [CellId],
    units: &'a [&'a Unit],
}

impl Table<'_> {
    /// The chosen cells with their columns.
    fn columns(&self) -> impl Iterator<Item = (u16, CellId, &Cell)> {
        let form = &self.collection.target().form;
        (BEFORE.len() as u16..).zip(self.cells).map(|(column, id)| (column, *id, form.cell(*id)))
    }

    fn head(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let head = head_format();
        for (column, (name, width)) in (0..).zip(BEFORE) {
            sheet.merge_range(0, column, HEAD_ROWS - 1, column, name, &head)?;
            sheet.set_column_width(column, width)?;
        }
        for (column, _, cell) in self.columns() {
            let unit = if cell.kind == Kind::Amount { "万元" } else { &cell.unit };
            sheet.write_string_with_format(0, column, &cell.name, &head)?;
            sheet.write_string_with_format(1, column, unit, &head)?;
            sheet.set_column_width(column, 12.0)?;
        }
        sheet.set_row_height(0, 44.0)?;
        Ok(())
    }

    fn line(&self, sheet: &mut Worksheet, row: u32, unit: &Unit) -> Result<(), XlsxError> {
        let number = f64::from(row + 1 - HEAD_ROWS);
        sheet.write_number_with_format(row, 0, number, &text_format())?;
        put_text(sheet, (row, 1), unit.title())?;
        put_text(sheet, (row, 2), unit.state.kind().name())?;
        let found = unit.found.as_ref().filter(|_| unit.is_counted());
        let values: Vec<Option<Value>> =
            found.map(|found| found.figures.values().collect()).unwrap_or_default();
        for (column, id, _) in self.columns() {
            let value = values.get(id.index()).and_then(Option::as_ref);
            put_value(sheet, (row, column), value)?;
        }
        Ok(())
    }

    /// Blank where no unit gave anything, “/” where all that did said 不适用, otherwise the sum.
    fn totals(&self, sheet: &mut Worksheet, row: u32) -> Result<(), XlsxError> {
        let head = head_format();
        sheet.merge_range(row, 0, row, BEFORE.len() as u16 - 1, "合计", &head)?;
        let sums = self.collection.sums();
        for (column, id, cell) in self.columns() {
            let total = sums.sums().get(id.index()).and_then(|sum| sum.value(cell));
            let exact =
                total.as_ref().is_none_or(|total| number(total).is_some() || *total == Value::NotApplicable);
            if !exact || !self.is_exact(id) || self.units.is_empty() {
                put_value(sheet, (row, column), total.as_ref())?;
                continue;
            }
            let range = format!(
                "{}:{}",
                row_col_to_cell(HEAD_ROWS, column),
                row_col_to_cell(row.saturating_sub(1), column)
            );
            let formula =
                format!("IF(COUNT({range})>0,SUM({range}),IF(COUNTIF({range},\"/\")>0,\"/\",\"\"))");
            let format = match total.as_ref().and_then(number) {
                Some(mut number) => {
                    number.rescale(self.decimals(id));
                    number_format(number)
                }
                None => text_format(),
            };
            let result = match total.as_ref().and_then(number) {
                Some(number) => number.to_f64().unwrap_or_default().to_string(),
                None => total.map(|value| value.to_string()).unwrap_or_default(),
            };
            let formula = Formula::new(formula).set_result(result);
            sheet.write_formula_with_format(row, column, formula, &format)?;
        }
        Ok(())
    }

    /// Whether every number of the column stands there as a number, so that the formula adds up all of them.
    fn is_exact(&self, cell: CellId) -> bool {
        let values = self.collection.counted().filter_map(|unit| unit.found.as_ref()?.figures.value(cell));
        values.into_iter().all(|value| value.number().is_none() || number(&value).is_some())
    }

    /// The most decimals of a column.
    fn decimals(&self, cell: CellId) -> u32 {
        let values = self.collection.counted().filter_map(|unit| unit.found.as_ref()?.figures.value(cell));
        values.filter_map(|value| number(&value)).map(|number| number.scale()).max().unwrap_or(0)
    }
}
