//! Tables of a page. Portals put whole pages into tables, the real one somewhere inside: a table that only lays out
//! a page becomes the paragraphs and tables in its cells.

use super::flow::Flow;
use crate::error::Error;
use crate::import::budget::Budget;
use crate::import::grid::Grid;
use crate::import::{Block, Cell};

/// A cell whose text is longer, in characters, is prose.
const LONGEST_CELL: usize = 200;
/// So many paragraphs in a cell are a page.
const PAGE_IN_A_CELL: usize = 4;

/// A table that is being read.
#[derive(Debug, Default)]
pub(super) struct OpenTable {
    grid: Grid,
    /// What stands in each cell of the grid.
    contents: Vec<Vec<Block>>,
    row: u32,
    column: u32,
    in_row: bool,
    cell: Option<OpenCell>,
}

#[derive(Debug)]
struct OpenCell {
    rows: u32,
    columns: u32,
    flow: Flow,
}

impl OpenTable {
    /// Where text goes; `None` between cells.
    pub fn flow(&mut self) -> Option<&mut Flow> {
        self.cell.as_mut().map(|cell| &mut cell.flow)
    }

    /// A row begins; the one before ends.
    pub fn row_begins(&mut self, budget: &mut Budget) -> Result<(), Error> {
        self.row_ends(budget)?;
        self.in_row = true;
        Ok(())
    }

    /// The row ends, if there is one.
    pub fn row_ends(&mut self, budget: &mut Budget) -> Result<(), Error> {
        self.cell_ends(budget)?;
        if self.in_row {
            budget.pieces(1)?;
            self.row += 1;
            self.column = 0;
            self.in_row = false;
        }
        Ok(())
    }

    /// A cell begins; the one before ends.
    pub fn cell_begins(&mut self, rows: u32, columns: u32, budget: &mut Budget) -> Result<(), Error> {
        self.cell_ends(budget)?;
        self.in_row = true;
        self.cell = Some(OpenCell { rows, columns, flow: Flow::default() });
        Ok(())
    }

    /// The cell ends, if there is one.
    pub fn cell_ends(&mut self, budget: &mut Budget) -> Result<(), Error> {
        let Some(OpenCell { rows, columns, mut flow }) = self.cell.take() else { return Ok(()) };
        flow.paragraph_ends(budget)?;
        let column = self.grid.next_free(self.row, self.column);
        // Only so much as tells whether it is prose: where tables stand in tables, the whole would be copied once
        // for each of them.
        let text = joined(&flow.blocks, LONGEST_CELL + 1);
        let cell = Cell { row: self.row, column, rows, columns, text };
        self.column = column.saturating_add(columns);
        if self.grid.put(cell, budget)? {
            self.contents.push(flow.blocks);
        }
        Ok(())
    }

    /// The table as blocks: itself and the tables that stood in its cells, or, where it only laid out a page, what
    /// stood in its cells.
    pub fn finish(mut self, budget: &mut Budget) -> Result<Vec<Block>, Error> {
        self.row_ends(budget)?;
        if self.is_layout() {
            return Ok(self.contents.into_iter().flatten().collect());
        }
        for (cell, content) in self.grid.cells_mut().iter_mut().zip(&self.contents) {
            cell.text = joined(content, usize::MAX);
        }
        let nested = self.contents.into_iter().flatten().filter(|block| matches!(block, Block::Table(_)));
        let table = self.grid.finish(budget)?.map(Block::Table);
        Ok(table.into_iter().chain(nested).collect())
    }

    /// A table of data has rows with several short cells; three of them are enough for one that has others in it.
    fn is_layout(&self) -> bool {
        let is_table = |block: &Block| matches!(block, Block::Table(_));
        let has_tables = self.contents.iter().flatten().any(is_table);
        let is_page = |content: &Vec<Block>| {
            let tables = content.iter().filter(|block| is_table(block)).count();
            let paragraphs = content.len() - tables;
            paragraphs > PAGE_IN_A_CELL || (tables > 0 && paragraphs > 1)
        };
        let cells = || self.grid.cells().iter().zip(&self.contents);
        let filled = |cell: &Cell, content: &[Block]| {
            !cell.text.is_empty()
                && cell.text.chars().count() <= LONGEST_CELL
                && !content.iter().any(is_table)
        };
        // Rows with several cells, and columns, that hold something.
        let (mut aligned, mut last, mut in_row) = (0, None, 0);
        for (cell, _) in cells().filter(|(cell, content)| filled(cell, content)) {
            in_row = if last == Some(cell.row) { in_row + 1 } else { 1 };
            aligned += usize::from(in_row == 2);
            last = Some(cell.row);
        }
        let has_page = self.contents.iter().any(is_page);
        if has_tables {
            return aligned < 3 || has_page;
        }
        let columns = cells().filter(|(cell, _)| !cell.text.is_empty()).map(|(cell, _)| cell.column).max();
        match (aligned, columns) {
            // One cell in each row: labels whose figures are blank, or a page.
            (0, Some(0) | None) => true,
            (0 | 1, _) => has_page || cells().filter(|(cell, _)| !cell.text.is_empty()).count() < 2,
            _ => false,
        }
    }
}

/// The paragraphs of a cell, one a line, cut off after so many characters.
fn joined(blocks: &[Block], most: usize) -> String {
    let mut text = String::new();
    let mut left = most;
    for block in blocks {
        let Block::Text(paragraph) = block else { continue };
        if left == 0 {
            break;
        }
        if !text.is_empty() {
            text.push('\n');
        }
        let before = text.len();
        match most {
            usize::MAX => text.push_str(paragraph.text.trim()),
            _ => text.extend(paragraph.text.trim().chars().take(left)),
        }
        left = left.saturating_sub(text.len() - before);
    }
    text
}
