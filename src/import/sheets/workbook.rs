//! Sheets become tables of a source.

use std::collections::HashMap;

use crate::error::Error;
use crate::import::budget::Budget;
use crate::import::grid::Grid;
use crate::import::identity::is_title;
use crate::import::{Block, Cell, Paragraph, Source, Table};

/// The most sheets of a workbook.
const MOST_SHEETS: usize = 300;

/// A sheet while it is read; cells may come in any order.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    cells: Vec<Cell>,
    merges: Vec<Area>,
    /// Some of its rows or columns are not shown.
    pub has_hidden_lines: bool,
}

/// A merged area.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Area {
    pub row: u32,
    pub column: u32,
    /// At least 1.
    pub rows: u32,
    /// At least 1.
    pub columns: u32,
}

impl Sheet {
    /// A cell; blank ones say nothing.
    ///
    /// # Errors
    /// There are more cells than are read.
    pub fn put(&mut self, row: u32, column: u32, text: &str, budget: &Budget) -> Result<(), Error> {
        let text = text.trim();
        if !text.is_empty() {
            budget.clone().cells(self.cells.len() as u64 + 1)?;
            self.cells.push(Cell::single(row, column, text));
        }
        Ok(())
    }

    /// A merged area.
    ///
    /// # Errors
    /// There are more than are read.
    pub fn merge(&mut self, area: Area, budget: &mut Budget) -> Result<(), Error> {
        budget.pieces(1)?;
        self.merges.push(area);
        Ok(())
    }

    /// The sheet as a table; `None` where nothing stands in it.
    fn table(self, budget: &mut Budget) -> Result<Option<Table>, Error> {
        let Self { mut cells, merges, .. } = self;
        let rows = cells.iter().map(|cell| cell.row).max().map_or(0, |row| row.saturating_add(1));
        let columns = cells.iter().map(|cell| cell.column).max().map_or(0, |column| column.saturating_add(1));
        let mut spans = HashMap::new();
        for area in merges.into_iter().filter(|area| area.row < rows && area.column < columns) {
            // A merge over all columns of Excel ends where the table does.
            let span = (area.rows.min(rows - area.row), area.columns.min(columns - area.column));
            budget.pieces(u64::from(span.1))?;
            spans.insert((area.row, area.column), span);
        }
        for cell in &mut cells {
            if let Some((rows, columns)) = spans.remove(&(cell.row, cell.column)) {
                (cell.rows, cell.columns) = (rows, columns);
            }
        }
        let mut blank: Vec<Cell> = spans
            .into_iter()
            .map(|((row, column), (rows, columns))| Cell { row, column, rows, columns, text: String::new() })
            .collect();
        cells.append(&mut blank);
        cells.sort_by_key(|cell| (cell.row, cell.column));
        let mut grid = Grid::default();
        for cell in cells {
            grid.put(cell, budget)?;
        }
        grid.finish(budget)
    }
}

/// A workbook while it is read.
#[derive(Debug, Default)]
pub(super) struct Workbook {
    source: Source,
    sheets: usize,
    refused: Option<Error>,
}

impl Workbook {
    /// Reads one more sheet. One that cannot be read is left out with a note: a clerk's workbook may hold the form
    /// beside a ledger of a hundred thousand rows.
    ///
    /// # Errors
    /// There are more sheets than are read.
    pub fn add(
        &mut self,
        name: &str,
        is_hidden: bool,
        budget: &mut Budget,
        read: impl FnOnce(&mut Budget) -> Result<Sheet, Error>,
    ) -> Result<(), Error> {
        self.sheets += 1;
        if self.sheets > MOST_SHEETS {
            return Err(Error::new(format!("工作表超过 {MOST_SHEETS} 张，没有读取"))
                .hint("请只留下统计表所在的工作表再导入"));
        }
        let before = budget.clone();
        let mut has_hidden_lines = false;
        let table = read(budget).and_then(|sheet| {
            has_hidden_lines = sheet.has_hidden_lines;
            sheet.table(budget)
        });
        let notes = &mut self.source.notes;
        match table {
            Ok(Some(table)) => {
                match (is_hidden, has_hidden_lines) {
                    (true, _) => notes.push(format!("工作表“{name}”是隐藏的，也读了")),
                    (false, true) => notes.push(format!("工作表“{name}”里有隐藏的行或列，也读了")),
                    _ => {}
                }
                self.source.blocks.push(Block::Table(Table { name: name.to_owned(), ..table }));
            }
            Ok(None) => {}
            Err(error) => {
                budget.give_back_cells(&before);
                notes.push(format!("工作表“{name}”没有读取：{}", error.what));
                self.refused.get_or_insert(error);
            }
        }
        Ok(())
    }

    /// Where no sheet says whose report it is, the file's own title does: the tables of 2019 and 2021 have no line for
    /// it, and a workbook that the program wrote says it in its properties.
    pub fn titled(mut self, title: &str) -> Self {
        /// Cells from the first on in which a title would stand.
        const FIRST: usize = 12;
        let says_so = |block: &Block| match block {
            Block::Text(paragraph) => is_title(&paragraph.text),
            Block::Table(table) => table.cells.iter().take(FIRST).any(|cell| is_title(&cell.text)),
        };
        if is_title(title) && !self.source.blocks.is_empty() && !self.source.blocks.iter().any(says_so) {
            let paragraph = Paragraph { text: title.to_owned(), level: 1, ..Paragraph::default() };
            self.source.blocks.insert(0, Block::Text(paragraph));
        }
        self
    }

    /// What was read.
    ///
    /// # Errors
    /// No sheet could be read: the reason of the first.
    pub fn finish(self) -> Result<Source, Error> {
        match self.refused {
            Some(error) if self.source.blocks.is_empty() => Err(error),
            _ => Ok(self.source),
        }
    }
}
