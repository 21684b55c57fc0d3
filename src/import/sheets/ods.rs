//! OpenDocument spreadsheets. A row or a cell stands for as many as it says: blank ones for all that Excel has.

use std::collections::HashSet;

use super::number::plain;
use super::workbook::{Area, Sheet, Workbook};
use super::xml::{Attributes, Node, walk};
use crate::error::Error;
use crate::import::Source;
use crate::import::budget::Budget;
use crate::import::packed::{Packed, damaged};

/// Elements in a sheet that are no part of what it shows.
const PASSED: [&str; 6] =
    ["tracked-changes", "annotation", "shapes", "forms", "dde-links", "content-validations"];

/// Reads a workbook. Formulas count by the value that was stored with them.
///
/// # Errors
/// It is damaged or holds more than is read.
pub(in crate::import) fn read(bytes: &[u8], budget: &mut Budget) -> Result<Source, Error> {
    let mut packed = Packed::open(bytes)?;
    let content = packed.part("content.xml", budget)?.ok_or_else(damaged)?;
    let mut reading = Reading::default();
    walk(content, |node| reading.node(node, budget))?;
    let mut workbook = Workbook::default();
    for (name, is_hidden, sheet) in reading.sheets {
        workbook.add(&name, is_hidden, budget, |_| sheet)?;
    }
    workbook.finish()
}

/// The content while it is read.
#[derive(Default)]
struct Reading {
    /// Name, whether hidden, and what was read, of each sheet.
    sheets: Vec<(String, bool, Result<Sheet, Error>)>,
    /// Styles of sheets that are not shown.
    hidden_styles: HashSet<String>,
    style: String,
    /// Open tables: one in a cell of another is none of its own.
    tables: usize,
    /// Open elements of those passed over.
    passed: usize,
    row: u32,
    row_repeats: u32,
    column: u32,
    /// The row so far.
    cells: Vec<(u32, String)>,
    merges: Vec<(u32, u32, u32)>,
    cell: Option<Open>,
}

/// A cell while it is read.
#[derive(Default)]
struct Open {
    repeats: u32,
    rows: u32,
    columns: u32,
    /// What it says its value is, as a number; where a number is shown.
    value: Option<f64>,
    /// What it says its value is, where nothing is shown.
    unshown: Option<String>,
    text: String,
}

impl Reading {
    fn node(&mut self, node: Node<'_>, budget: &mut Budget) -> Result<(), Error> {
        match &node {
            Node::Open(name, _) if PASSED.contains(name) => self.passed += 1,
            Node::Close(name) if PASSED.contains(name) => {
                self.passed = self.passed.saturating_sub(1);
                return Ok(());
            }
            _ => {}
        }
        if self.passed > 0 {
            return Ok(());
        }
        match node {
            Node::Open("style", attributes) => self.style = attributes.get("name").unwrap_or_default(),
            Node::Open("table-properties", attributes) => {
                if attributes.get("display").is_some_and(|display| display == "false") {
                    budget.pieces(1)?;
                    self.hidden_styles.insert(self.style.clone());
                }
            }
            Node::Open("table", attributes) => {
                self.tables += 1;
                if self.tables == 1 {
                    let name = attributes.get("name").unwrap_or_default();
                    let style = attributes.get("style-name").unwrap_or_default();
                    self.sheets.push((name, self.hidden_styles.contains(&style), Ok(Sheet::default())));
                    self.row = 0;
                }
            }
            Node::Close("table") => self.tables = self.tables.saturating_sub(1),
            // What stands in a sheet that is left out, or in no sheet, is passed over.
            node if self.tables == 1 && self.sheet().is_some() => {
                if let Err(error) = self.in_sheet(node, budget)
                    && let Some((_, _, sheet)) = self.sheets.last_mut()
                {
                    *sheet = Err(error);
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn sheet(&mut self) -> Option<&mut Sheet> {
        self.sheets.last_mut().and_then(|(_, _, sheet)| sheet.as_mut().ok())
    }

    fn in_sheet(&mut self, node: Node<'_>, budget: &mut Budget) -> Result<(), Error> {
        let repeats = |attributes: &Attributes<'_>, name: &str| attributes.number(name).unwrap_or(1).max(1);
        let is_hidden = |attributes: &Attributes<'_>| {
            attributes.get("visibility").is_some_and(|visibility| visibility != "visible")
        };
        match node {
            Node::Open("table-column", attributes) if is_hidden(&attributes) => {
                if let Some(sheet) = self.sheet() {
                    sheet.has_hidden_lines = true;
                }
            }
            Node::Open("table-row", attributes) => {
                self.row_repeats = repeats(&attributes, "number-rows-repeated");
                self.column = 0;
                self.cells.clear();
                self.merges.clear();
                // Excel hides the million rows below as well.
                if is_hidden(&attributes)
                    && self.row_repeats < 10_000
                    && let Some(sheet) = self.sheet()
                {
                    sheet.has_hidden_lines = true;
                }
            }
            Node::Close("table-row") => self.row_ends(budget)?,
            Node::Open("table-cell" | "covered-table-cell", attributes) => {
                let kind = attributes.get("value-type").unwrap_or_default();
                let is_number = matches!(kind.as_str(), "float" | "currency");
                self.cell = Some(Open {
                    repeats: repeats(&attributes, "number-columns-repeated"),
                    rows: repeats(&attributes, "number-rows-spanned"),
                    columns: repeats(&attributes, "number-columns-spanned"),
                    value: attributes.get("value").filter(|_| is_number).and_then(|value| value.parse().ok()),
                    unshown: attributes.get("string-value").or_else(|| attributes.get("date-value")),
                    text: String::new(),
                });
            }
            Node::Close("covered-table-cell") => {
                // What a merge covers is not shown.
                let repeats = self.cell.take().map_or(1, |cell| cell.repeats);
                self.column = self.column.saturating_add(repeats);
            }
            Node::Close("table-cell") => self.cell_ends(budget)?,
            node => {
                if let Some(cell) = &mut self.cell {
                    cell.node(&node);
                }
            }
        }
        Ok(())
    }

    fn cell_ends(&mut self, budget: &mut Budget) -> Result<(), Error> {
        let Some(cell) = self.cell.take() else { return Ok(()) };
        let column = self.column;
        self.column = column.saturating_add(cell.repeats);
        if cell.rows > 1 || cell.columns > 1 {
            self.merges.push((column, cell.rows, cell.columns));
        }
        let text = match (cell.value.filter(|value| value.is_finite()), cell.text.trim()) {
            (Some(value), _) => plain(value),
            (None, "") => cell.unshown.unwrap_or_default(),
            (None, text) => text.to_owned(),
        };
        if text.is_empty() {
            return Ok(());
        }
        for column in column..self.column {
            budget.pieces(1)?;
            budget.unpack(text.len() as u64)?;
            self.cells.push((column, text.clone()));
        }
        Ok(())
    }

    fn row_ends(&mut self, budget: &mut Budget) -> Result<(), Error> {
        let first = self.row;
        self.row = first.saturating_add(self.row_repeats);
        let Some((_, _, Ok(sheet))) = self.sheets.last_mut() else { return Ok(()) };
        for (column, rows, columns) in self.merges.drain(..) {
            sheet.merge(Area { row: first, column, rows, columns }, budget)?;
        }
        if self.cells.is_empty() {
            return Ok(());
        }
        for row in first..self.row {
            for (column, text) in &self.cells {
                budget.pieces(1)?;
                budget.unpack(text.len() as u64)?;
                sheet.put(row, *column, text, budget)?;
            }
        }
        Ok(())
    }
}

impl Open {
    fn node(&mut self, node: &Node<'_>) {
        match node {
            Node::Open("p" | "h", _) if !self.text.is_empty() => self.text.push('\n'),
            Node::Open("s", attributes) => {
                let count = attributes.number("c").unwrap_or(1).min(64);
                self.text.extend((0..count).map(|_| ' '));
            }
            Node::Open("tab", _) => self.text.push('\t'),
            Node::Open("line-break", _) => self.text.push('\n'),
            Node::Text(text) => self.text.push_str(text),
            _ => {}
        }
    }
}
