//! Cells on the squares of a table, row by row, so that none covers another whatever the file claims.

use super::budget::Budget;
use super::{Cell, Table};
use crate::error::Error;

/// Columns that Excel has; no table is wider.
const MOST_COLUMNS: u32 = 16_384;

/// A table as it is read. Cells come by row, in a row by column.
#[derive(Debug, Default)]
pub(super) struct Grid {
    cells: Vec<Cell>,
    /// For each column the first row that is free.
    free_from: Vec<u32>,
}

impl Grid {
    /// Whether a square is free.
    pub fn is_free(&self, row: u32, column: u32) -> bool {
        self.free_from.get(column as usize).is_none_or(|free| *free <= row)
    }

    /// The first free column of a row, from `column` on.
    pub fn next_free(&self, row: u32, column: u32) -> u32 {
        (column..).find(|column| self.is_free(row, *column)).unwrap_or(column)
    }

    /// Puts a cell down. Where another cell is in its way it becomes narrower; where its first square is
    /// taken, or lies beyond all columns, it is left out, and the answer is no.
    ///
    /// # Errors
    /// There are more cells than are read.
    pub fn put(&mut self, mut cell: Cell, budget: &mut Budget) -> Result<bool, Error> {
        if cell.column >= MOST_COLUMNS || !self.is_free(cell.row, cell.column) {
            return Ok(false);
        }
        budget.cells(1)?;
        let end = cell.column.saturating_add(cell.columns.max(1)).min(MOST_COLUMNS);
        let end = (cell.column..end).find(|column| !self.is_free(cell.row, *column)).unwrap_or(end);
        cell.columns = end - cell.column;
        cell.rows = cell.rows.max(1);
        if self.free_from.len() < end as usize {
            self.free_from.resize(end as usize, 0);
        }
        for free in self.free_from.iter_mut().take(end as usize).skip(cell.column as usize) {
            *free = cell.row.saturating_add(cell.rows);
        }
        self.cells.push(cell);
        Ok(true)
    }

    /// The cells so far.
    pub fn cells(&self) -> &[Cell] {
        &self.cells
    }

    /// The cells so far, to change what stands in them.
    pub fn cells_mut(&mut self) -> &mut [Cell] {
        &mut self.cells
    }

    /// The table: blank rows and columns at its end dropped, spans ending where it ends. `None` where
    /// nothing stands in it.
    ///
    /// # Errors
    /// It has more squares than are read: two far corners span a field of blank ones.
    pub fn finish(self, budget: &mut Budget) -> Result<Option<Table>, Error> {
        let mut cells = self.cells;
        let (mut rows, mut columns) = (0, 0);
        for cell in cells.iter().filter(|cell| !cell.text.is_empty()) {
            rows = rows.max(cell.row.saturating_add(1));
            columns = columns.max(cell.column + 1);
        }
        if rows == 0 {
            return Ok(None);
        }
        // Each cell has paid for one square.
        let squares = u64::from(rows) * u64::from(columns);
        budget.cells(squares.saturating_sub(cells.len() as u64))?;
        cells.retain(|cell| cell.row < rows && cell.column < columns);
        for cell in &mut cells {
            cell.rows = cell.rows.min(rows - cell.row);
            cell.columns = cell.columns.min(columns - cell.column);
        }
        // A blank square says nothing that its absence does not say.
        cells.retain(|cell| !cell.text.is_empty() || cell.rows > 1 || cell.columns > 1);
        Ok(Some(Table { cells, ..Table::default() }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spanning(row: u32, column: u32, rows: u32, columns: u32, text: &str) -> Cell {
        Cell { row, column, rows, columns, text: text.to_owned() }
    }

    /// Cells as `row,column rows×columns text`.
    fn check(cells: &[Cell], expected: &[&str]) {
        let mut grid = Grid::default();
        let mut budget = Budget::default();
        for cell in cells {
            grid.put(cell.clone(), &mut budget).unwrap();
        }
        let table = grid.finish(&mut budget).unwrap().unwrap_or_default();
        let shown = |cell: &Cell| {
            format!("{},{} {}×{} {}", cell.row, cell.column, cell.rows, cell.columns, cell.text)
        };
        assert_eq!(table.cells.iter().map(shown).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn no_cell_covers_another() {
        check(
            &[
                spanning(0, 0, 2, 1, "指标"),
                spanning(0, 1, 1, 2, "件数"),
                spanning(1, 0, 1, 1, "在它下面"),
                spanning(1, 1, 1, 1, "上年"),
                spanning(1, 2, 1, 1, "本年"),
            ],
            &["0,0 2×1 指标", "0,1 1×2 件数", "1,1 1×1 上年", "1,2 1×1 本年"],
        );
        check(
            &[spanning(0, 2, 3, 1, "本年"), spanning(1, 0, 1, 3, "收到申请数")],
            &["0,2 2×1 本年", "1,0 1×2 收到申请数"],
        );
    }

    #[test]
    fn blank_edges_go_and_spans_end_with_the_table() {
        check(
            &[
                spanning(0, 0, 1, 7, "统计表"),
                Cell::single(1, 0, "收到申请数"),
                Cell::single(1, 1, "215"),
                Cell::single(1, 2, ""),
                spanning(2, 0, 60_000, 3, ""),
            ],
            &["0,0 1×2 统计表", "1,0 1×1 收到申请数", "1,1 1×1 215"],
        );
    }

    #[test]
    fn a_field_between_far_corners_is_refused() {
        let mut grid = Grid::default();
        let mut budget = Budget::default();
        for cell in [Cell::single(0, 0, "215"), Cell::single(1_048_575, 16_383, "68")] {
            assert!(grid.put(cell, &mut budget).unwrap());
        }
        let error = grid.finish(&mut budget).unwrap_err().to_string();
        assert!(error.contains("40 万个单元格"), "{error}");
    }
}
