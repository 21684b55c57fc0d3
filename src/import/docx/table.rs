//! A table as Word writes it, row by row, put on squares: `gridSpan` and `vMerge` become spans.

use std::collections::BTreeMap;

use super::story::{StoryBlock, StoryCell, StoryParagraph, StoryTable};
use crate::error::Error;
use crate::import::budget::Budget;

/// The most columns that a cell or a gap is believed to cover; Word itself has 63.
const WIDEST: u32 = 500;
/// A column narrower than this, in twentieths of a point (1 mm), is none that anybody made: LibreOffice writes
/// such where the edges of two rows were rounded differently.
const HAIR: u64 = 57;

/// How a cell goes on from another.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Merge {
    /// It does not.
    #[default]
    Alone,
    /// It begins one that goes on below.
    Begins,
    /// It is part of the one above.
    GoesOn,
}

/// A table that is being read.
#[derive(Debug, Default)]
pub(super) struct OpenTable {
    pub name: String,
    widths: Vec<u64>,
    rows: Vec<Vec<OpenCell>>,
    row: Vec<OpenCell>,
    /// Where the next cell of the row begins.
    column: u32,
    /// Whether the row is deleted or hidden.
    pub is_row_dropped: bool,
    cell: OpenCell,
    /// What stood in its cells and is no text of theirs: tables, text boxes.
    pub lifted: Vec<StoryBlock>,
}

/// A cell that is being read.
#[derive(Debug, Default)]
struct OpenCell {
    column: u32,
    columns: u32,
    merge: Merge,
    /// Part of the cell to its left.
    is_left: bool,
    is_deleted: bool,
    paragraphs: Vec<StoryParagraph>,
}

impl OpenTable {
    /// The width of a column, in twentieths of a point.
    pub fn grid_column(&mut self, width: u64) {
        if self.widths.len() < WIDEST as usize * 4 {
            self.widths.push(width);
        }
    }

    pub fn begin_row(&mut self) {
        (self.row, self.column, self.is_row_dropped) = (Vec::new(), 0, false);
    }

    /// Columns left free before the cells of a row.
    pub fn skip(&mut self, columns: u32) {
        self.column = self.column.saturating_add(columns.min(WIDEST));
    }

    pub fn begin_cell(&mut self) {
        self.cell = OpenCell { columns: 1, ..OpenCell::default() };
    }

    pub fn spans(&mut self, columns: u32) {
        self.cell.columns = columns.clamp(1, WIDEST);
    }

    pub fn merges(&mut self, merge: Merge) {
        self.cell.merge = merge;
    }

    pub fn goes_on_from_left(&mut self) {
        self.cell.is_left = true;
    }

    pub fn cell_is_deleted(&mut self) {
        self.cell.is_deleted = true;
    }

    /// Ends a cell with what stands in it.
    ///
    /// # Errors
    /// There are more cells than are read.
    pub fn end_cell(&mut self, blocks: Vec<StoryBlock>, budget: &mut Budget) -> Result<(), Error> {
        let mut cell = std::mem::take(&mut self.cell);
        for block in blocks {
            match block {
                StoryBlock::Text(paragraph) => cell.paragraphs.push(paragraph),
                StoryBlock::Table(_) => self.lifted.push(block),
            }
        }
        if cell.is_deleted {
            return Ok(());
        }
        budget.cells(u64::from(cell.columns))?;
        cell.column = self.column;
        self.column = self.column.saturating_add(cell.columns);
        match self.row.last_mut() {
            Some(left) if cell.is_left => left.columns = left.columns.saturating_add(cell.columns),
            _ => self.row.push(cell),
        }
        Ok(())
    }

    pub fn end_row(&mut self) {
        let row = std::mem::take(&mut self.row);
        if !self.is_row_dropped {
            self.rows.push(row);
        }
    }

    /// The finished table; `None` for one without cells.
    ///
    /// # Errors
    /// It covers more squares than are read.
    pub fn finish(self, budget: &mut Budget) -> Result<Option<StoryTable>, Error> {
        let edge = self.edges();
        let mut table = StoryTable { name: self.name, ..StoryTable::default() };
        // The cell that may go on below, by its column.
        let mut above: BTreeMap<u32, usize> = BTreeMap::new();
        for (row, cells) in (0..).zip(self.rows) {
            let mut open = BTreeMap::new();
            for cell in cells {
                let column = edge(cell.column);
                let columns = edge(cell.column.saturating_add(cell.columns)).saturating_sub(column);
                if columns == 0 {
                    continue;
                }
                table.columns = table.columns.max(column + columns);
                let begun = above.get(&column).filter(|_| cell.merge == Merge::GoesOn);
                let begun = begun.and_then(|at| Some((*at, table.cells.get_mut(*at)?)));
                if let Some((at, begun)) = begun.filter(|(_, begun)| begun.columns == columns) {
                    begun.rows += 1;
                    open.insert(column, at);
                    continue;
                }
                if cell.merge != Merge::Alone {
                    open.insert(column, table.cells.len());
                }
                let paragraphs = cell.paragraphs;
                table.cells.push(StoryCell { row, column, rows: 1, columns, paragraphs });
            }
            above = open;
            table.rows = row + 1;
        }
        let squares = u64::from(table.rows) * u64::from(table.columns);
        budget.cells(squares.saturating_sub(table.cells.len() as u64))?;
        Ok((!table.cells.is_empty()).then_some(table))
    }

    /// The number of each column without those of a hair's breadth, if no cell with text is one.
    fn edges(&self) -> impl Fn(u32) -> u32 + use<> {
        let mut kept = 0;
        let mut edges = vec![0];
        for width in &self.widths {
            kept += u32::from(*width >= HAIR);
            edges.push(kept);
        }
        let cells = || self.rows.iter().flatten();
        let count = edges.len();
        let is_vain = |cell: &OpenCell| {
            let (from, to) = (cell.column as usize, cell.column as usize + cell.columns as usize);
            to >= count || edges.get(from) == edges.get(to) && cell.paragraphs.iter().any(|p| !p.is_blank())
        };
        let is_usable = !cells().any(is_vain);
        move |column| match edges.get(column as usize) {
            Some(edge) if is_usable => *edge,
            _ => column,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::docx::story::StoryRun;

    /// A cell: columns covered, how it is merged, text.
    type Given = (u32, Merge, &'static str);

    fn table(widths: &[u64], rows: &[&[Given]]) -> Result<Vec<String>, Error> {
        let mut open = OpenTable::default();
        let mut budget = Budget::default();
        for width in widths {
            open.grid_column(*width);
        }
        for cells in rows {
            open.begin_row();
            for (columns, merge, text) in *cells {
                open.begin_cell();
                open.spans(*columns);
                open.merges(*merge);
                let runs = vec![StoryRun { text: (*text).to_owned(), ..StoryRun::default() }];
                let paragraph = StoryParagraph { runs, ..StoryParagraph::default() };
                open.end_cell(vec![StoryBlock::Text(paragraph)], &mut budget)?;
            }
            open.end_row();
        }
        let cells = open.finish(&mut budget)?.map(|table| table.cells).unwrap_or_default();
        let told = cells.iter().map(|cell| {
            format!("{},{} {}×{} {}", cell.row, cell.column, cell.rows, cell.columns, cell.text())
        });
        Ok(told.collect())
    }

    use Merge::{Alone, Begins, GoesOn};

    #[test]
    fn merged_cells_become_spans() {
        let rows: &[&[Given]] = &[
            &[(1, Begins, "指标"), (2, Alone, "数")],
            &[(1, GoesOn, ""), (1, Alone, "本年"), (1, Alone, "上年")],
            &[(1, GoesOn, ""), (1, Begins, "215"), (1, Alone, "")],
            // Narrower than what it would go on from: a cell of its own.
            &[(1, Alone, "甲"), (2, GoesOn, "68")],
        ];
        let expected = [
            "0,0 3×1 指标",
            "0,1 1×2 数",
            "1,1 1×1 本年",
            "1,2 1×1 上年",
            "2,1 1×1 215",
            "2,2 1×1 ",
            "3,0 1×1 甲",
            "3,1 1×2 68",
        ];
        assert_eq!(table(&[100, 100, 100], rows).unwrap(), expected);
        assert_eq!(table(&[], rows).unwrap(), expected, "no grid is told");
    }

    /// LibreOffice 7.4 saved tables of ours with a column of one twentieth of a point.
    #[test]
    fn columns_of_a_hairs_breadth_are_none() {
        let rows: &[&[Given]] = &[
            &[(1, Begins, "指标"), (3, Alone, "数")],
            &[(2, GoesOn, ""), (1, Alone, "215"), (1, Alone, "3")],
        ];
        let expected = ["0,0 2×1 指标", "0,1 1×2 数", "1,1 1×1 215", "1,2 1×1 3"];
        assert_eq!(table(&[2000, 1, 1000, 1000], rows).unwrap(), expected);
        // Where all are said to be nothing wide, nothing is said.
        let shifted = ["0,0 1×1 指标", "0,1 1×3 数", "1,0 1×2 ", "1,2 1×1 215", "1,3 1×1 3"];
        assert_eq!(table(&[0, 0, 0, 0], rows).unwrap(), shifted);
    }

    #[test]
    fn a_table_that_claims_too_much_is_refused() {
        let wide: Vec<Given> = vec![(u32::MAX, Alone, "1"); 900];
        let error = table(&[], &[&wide]).unwrap_err().to_string();
        assert!(error.contains("个单元格"), "{error}");
    }
}
