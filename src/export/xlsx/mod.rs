//! Excel: the official tables with their merges, values as numbers and totals as formulas, ready to print.
//! Always the tables and nothing else: a workbook is no place for the words of a report.
//!
//! * this file: the workbook, its sheets and how they print
//! * `look.rs`: fonts, lines, widths and heights
//! * `sums.rs`: which totals are formulas

mod look;
mod sums;

use std::collections::BTreeMap;

use jiff::civil::Date;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::{Color, DocProperties, ExcelDateTime, Format, Formula, Workbook, Worksheet, XlsxError};

use self::look::Sizes;
use self::sums::Sums;
use crate::draft::{Draft, Value};
use crate::error::Error;
use crate::form::CellKey;
use crate::report::{Block, BoxRole, Document, TableBlock, TableBox};

/// A4 in Excel's own numbering of papers.
pub(in crate::export) const A4: u8 = 9;
/// Margins in inches: left, right, top, bottom, header, footer. Two centimetres; header and footer at one.
pub(in crate::export) const MARGINS: [f64; 6] = [0.79, 0.79, 0.79, 0.79, 0.39, 0.39];
/// A number of more digits than this is not held exactly by a spreadsheet: it is written as a text.
const EXACT_DIGITS: usize = 15;
/// The most characters in the name of a sheet.
const LONGEST_NAME: usize = 31;
/// What no name of a sheet may hold.
const NOT_IN_NAMES: [char; 7] = ['[', ']', ':', '*', '?', '/', '\\'];
/// How text begins that would be a formula as soon as somebody edits the cell.
pub(in crate::export) const FORMULA_BEGINS: [char; 4] = ['=', '+', '-', '@'];
/// The date of a file whose draft has none: the same draft gives the same bytes.
pub(in crate::export) const NO_DATE: (u16, u8, u8) = (2000, 1, 1);

/// Where a number cell stands.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Spot {
    sheet: usize,
    row: u32,
    column: u16,
    /// Rows and columns of its box.
    rows: u32,
    columns: u16,
}

/// The tables of a document, a sheet for each. `draft` has the values; without it the form is empty, and its
/// totals wait for what is typed.
///
/// # Errors
/// The workbook cannot be written: a fault of the program.
pub(super) fn xlsx(document: &Document, draft: &Draft, is_blank: bool) -> Result<Vec<u8>, Error> {
    book(document, draft, is_blank).map_err(|fault| Error::new(format!("Excel 文件没有写成（{fault}）")))
}

fn book(document: &Document, draft: &Draft, is_blank: bool) -> Result<Vec<u8>, XlsxError> {
    let tables: Vec<&TableBlock> = document
        .blocks
        .iter()
        .filter_map(|block| if let Block::Table(table) = block { Some(table) } else { None })
        .collect();
    let names = names(&tables);
    let mark_rows = u32::from(!document.mark.is_empty());
    let spots = spots(&tables, mark_rows);
    let sums = Sums::new(draft, is_blank, &spots, &names);
    let mut workbook = Workbook::new();
    workbook.set_properties(&properties(document)?);
    for (table, name) in tables.iter().zip(&names) {
        let mut sheet = Sheet {
            sheet: workbook.add_worksheet(),
            table,
            draft,
            is_blank,
            sums: &sums,
            sizes: Sizes::of(table),
            author: &document.author,
            first_row: mark_rows,
        };
        sheet.sheet.set_name(name)?;
        // A total without parts is blank, not zero, for readers too that calculate nothing.
        sheet.sheet.set_formula_result_default("");
        sheet.mark(&document.mark)?;
        sheet.fill()?;
        sheet.print_setup(&document.mark)?;
    }
    workbook.save_to_buffer()
}

fn properties(document: &Document) -> Result<DocProperties, XlsxError> {
    let date = document.date.as_deref().and_then(|date| date.parse::<Date>().ok());
    let date = date.and_then(|date| {
        let (month, day) = (date.month().unsigned_abs(), date.day().unsigned_abs());
        ExcelDateTime::from_ymd(date.year().unsigned_abs(), month, day).ok()
    });
    let (year, month, day) = NO_DATE;
    let date = date.map_or_else(|| ExcelDateTime::from_ymd(year, month, day), Ok)?;
    Ok(DocProperties::new()
        .set_title(&document.title)
        .set_author(&document.author)
        .set_company(&document.author)
        .set_creation_datetime(&date))
}

/// Names that Excel takes, each once.
fn names(tables: &[&TableBlock]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for table in tables {
        let safe: String = table.name.chars().filter(|c| !NOT_IN_NAMES.contains(c)).collect();
        let safe = safe.trim_matches('\'').trim();
        let safe = if safe.is_empty() { "表" } else { safe };
        let numbered = (1..).map(|number| match number {
            1 => safe.chars().take(LONGEST_NAME).collect::<String>(),
            number => format!("{}{number}", safe.chars().take(LONGEST_NAME - 3).collect::<String>()),
        });
        let name = numbered.into_iter().find(|name| !names.contains(name));
        names.extend(name);
    }
    names
}

/// Where every number cell stands, in the first table that shows it.
fn spots(tables: &[&TableBlock], mark_rows: u32) -> BTreeMap<CellKey, Spot> {
    let mut spots = BTreeMap::new();
    for (sheet, table) in tables.iter().enumerate() {
        let top = mark_rows + table.heading.len() as u32;
        for place in &table.boxes {
            if let Some(key) = &place.cell {
                let (rows, columns) = (u32::from(place.rows), place.columns);
                let row = top + u32::from(place.row);
                let spot = Spot { sheet, row, column: place.column, rows, columns };
                spots.entry(key.clone()).or_insert(spot);
            }
        }
    }
    spots
}

/// One table on its sheet.
struct Sheet<'a> {
    sheet: &'a mut Worksheet,
    table: &'a TableBlock,
    draft: &'a Draft,
    is_blank: bool,
    sums: &'a Sums,
    sizes: Sizes,
    /// The agency.
    author: &'a str,
    /// Rows before the heading: one for 草稿.
    first_row: u32,
}

impl Sheet<'_> {
    /// The first row of the grid.
    fn top(&self) -> u32 {
        self.first_row + self.table.heading.len() as u32
    }

    fn last_column(&self) -> u16 {
        (self.table.columns.len() as u16).saturating_sub(1)
    }

    /// 草稿 over everything, on the screen; on paper it is in the header.
    fn mark(&mut self, mark: &str) -> Result<(), XlsxError> {
        if mark.is_empty() {
            return Ok(());
        }
        self.line(0, mark, &look::mark(), look::MARK_HEIGHT)?;
        self.sheet.set_tab_color(Color::RGB(look::RED));
        Ok(())
    }

    /// A line across the whole table.
    fn line(&mut self, row: u32, text: &str, format: &Format, height: f64) -> Result<(), XlsxError> {
        self.boxed((row, 0), (1, self.last_column() + 1), text, format)?;
        self.sheet.set_row_height(row, height)?;
        Ok(())
    }

    /// A text over one place or several.
    fn boxed(
        &mut self,
        (row, column): (u32, u16),
        (rows, columns): (u32, u16),
        text: &str,
        format: &Format,
    ) -> Result<(), XlsxError> {
        if rows > 1 || columns > 1 {
            let (bottom, right) = (row + rows.max(1) - 1, column + columns.max(1) - 1);
            self.sheet.merge_range(row, column, bottom, right, text, format)?;
        }
        match text {
            "" => self.sheet.write_blank(row, column, format)?,
            text => self.sheet.write_string_with_format(row, column, text, format)?,
        };
        Ok(())
    }

    fn fill(&mut self) -> Result<(), XlsxError> {
        for (column, width) in self.sizes.columns.clone().into_iter().enumerate() {
            self.sheet.set_column_width_pixels(column as u16, width)?;
        }
        for (index, line) in self.table.heading.iter().enumerate() {
            let (text, format, height) = look::heading(line);
            self.line(self.first_row + index as u32, text, &format, height)?;
        }
        for (index, height) in self.sizes.rows.clone().into_iter().enumerate() {
            self.sheet.set_row_height(self.top() + index as u32, height)?;
        }
        for place in &self.table.boxes {
            self.place(place)?;
        }
        let foot = self.top() + u32::from(self.table.rows);
        for (index, text) in self.table.foot.iter().enumerate() {
            self.line(foot + index as u32, text, &look::foot(), look::FOOT_HEIGHT)?;
        }
        Ok(())
    }

    fn place(&mut self, place: &TableBox) -> Result<(), XlsxError> {
        let (row, column) = (self.top() + u32::from(place.row), place.column);
        let span = (u32::from(place.rows), place.columns);
        let format = self.sizes.format(place);
        let value = self.value(place);
        if let Some(number) = value.and_then(exact) {
            let format = format.set_num_format(digits(number));
            self.boxed((row, column), span, "", &format)?;
            let value = number.to_f64().unwrap_or_default();
            match place.cell.as_ref().and_then(|key| self.sums.formula(key)) {
                Some(formula) => {
                    let formula = Formula::new(formula).set_result(number.to_string());
                    self.sheet.write_formula_with_format(row, column, formula, &format)?
                }
                None => self.sheet.write_number_with_format(row, column, value, &format)?,
            };
            return Ok(());
        }
        let waiting = place.cell.as_ref().filter(|_| self.is_blank).and_then(|key| self.sums.formula(key));
        if let Some(formula) = waiting {
            self.boxed((row, column), span, "", &format)?;
            self.sheet.write_formula_with_format(row, column, formula, &format)?;
            return Ok(());
        }
        let is_run = place.text.starts_with(FORMULA_BEGINS);
        let format = if is_run { format.set_quote_prefix() } else { format };
        self.boxed((row, column), span, &place.text, &format)
    }

    fn value(&self, place: &TableBox) -> Option<&Value> {
        if self.is_blank || place.role != BoxRole::Number {
            return None;
        }
        self.draft.value(self.draft.form().find(place.cell.as_ref()?)?)
    }

    /// A4, one page wide, the head on every page. A table that is only a little too long goes on one page.
    fn print_setup(&mut self, mark: &str) -> Result<(), XlsxError> {
        let (top, rows) = (self.top(), u32::from(self.table.rows));
        let last = top + rows + self.table.foot.len() as u32;
        let (head, right) = (u32::from(self.table.head_rows), self.last_column());
        let pages = u16::from(self.sizes.fits_one_page(self.table));
        let labels = self.label_columns();
        let is_wide = self.sizes.is_wide;
        let sheet = &mut *self.sheet;
        sheet.set_paper_size(A4);
        if is_wide {
            sheet.set_landscape();
        }
        let [left, right_margin, above, below, header, footer] = MARGINS;
        sheet.set_margins(left, right_margin, above, below, header, footer);
        sheet.set_print_center_horizontally(true);
        sheet.set_print_fit_to_pages(1, pages);
        sheet.set_print_area(self.first_row, 0, last.saturating_sub(1), right)?;
        if head > 0 && head < rows {
            sheet.set_repeat_rows(top, top + head - 1)?;
            sheet.set_freeze_panes(top + head, labels)?;
        }
        sheet.set_footer("&C&\"宋体\"&10第 &P 页，共 &N 页");
        let mut header = String::new();
        let plain = |text: &str| text.replace('&', "&&");
        // A table without lines of its own above it says on paper what it is.
        if self.table.heading.is_empty() {
            let of = format!("{}{}年　{}", self.author, self.draft.year(), self.table.name);
            header += &format!("&L&\"宋体\"&10{}", plain(&of));
        }
        if !mark.is_empty() {
            header += &format!("&R&\"黑体\"&10{}", plain(mark));
        }
        sheet.set_header(header);
        Ok(())
    }

    /// The columns before the first figure stay in view as well.
    fn label_columns(&self) -> u16 {
        let figures = self.table.boxes.iter().filter(|place| place.role == BoxRole::Number);
        figures.map(|place| place.column).min().unwrap_or_default()
    }
}

/// The number of a value that a spreadsheet holds exactly. An amount with a unit of its own stays a text.
pub(in crate::export) fn exact(value: &Value) -> Option<Decimal> {
    let Value::Number(number) = value else { return None };
    let digits = number.abs().to_string().chars().filter(char::is_ascii_digit).count();
    (digits <= EXACT_DIGITS).then_some(*number)
}

/// As many decimals as were typed.
pub(in crate::export) fn digits(number: Decimal) -> String {
    match number.scale() {
        0 => "0".to_owned(),
        decimals => format!("0.{}", "0".repeat(decimals as usize)),
    }
}
