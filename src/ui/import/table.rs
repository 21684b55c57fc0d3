//! A table of the document as it is set out: rows and columns that hold something, with their widths and heights.

use super::strips::{LINE, width_of};
use crate::import::Table;

/// Space between a box and its text.
pub const PAD: f32 = 5.0;
/// The narrowest column wished for, how wide any may be, and how wide where there is room, in characters.
const WIDTHS: (f32, f32, f32) = (2.0, 16.0, 40.0);
/// A column is never narrower than this, in points: the table scrolls sideways then.
const NARROWEST: f32 = 30.0;
/// No figure is broken into lines up to this length, in characters.
const LONGEST_FIGURE: f32 = 8.0;
/// Rows that hold nothing are shown as one of this height.
const EMPTY: f32 = 12.0;

/// A cell with the rows and columns it covers in the plan.
#[derive(Debug, Clone)]
pub struct Placed {
    /// Index of the cell in its table.
    pub cell: usize,
    /// First row.
    pub row: usize,
    /// The row behind its last.
    pub row_end: usize,
    /// First column.
    pub column: usize,
    /// The column behind its last.
    pub column_end: usize,
    /// Its text's width in characters.
    em: f32,
    /// Its text's lines.
    lines: f32,
}

/// A table set out. Rows and columns without cells are put into one, so what it takes depends on the cells
/// alone, wherever they stand.
#[derive(Debug, Default)]
pub struct TablePlan {
    /// The strip of its first row.
    pub first: usize,
    /// Its cells, by row and column.
    pub cells: Vec<Placed>,
    /// Those of several rows.
    pub tall: Vec<usize>,
    /// Whether a row holds anything.
    filled: Vec<bool>,
    /// Index of the first cell of each row; one more for the end.
    starts: Vec<usize>,
    /// The row of each cell, by its index in the table.
    rows_of: Vec<usize>,
    /// Widths wished for, in characters.
    wishes: Vec<f32>,
    /// Widths of the longest figure of each column, in characters.
    figures: Vec<f32>,
    /// Where its columns begin; one more for the end.
    edges: Vec<f32>,
}

impl TablePlan {
    /// Plans a table whose first row is the strip `first`.
    pub fn of(table: &Table, first: usize) -> Self {
        let ends = |from: u32, covered: u32| [from, from.saturating_add(covered.max(1))];
        let rows = edges(table.cells.iter().flat_map(|cell| ends(cell.row, cell.rows)));
        let columns = edges(table.cells.iter().flat_map(|cell| ends(cell.column, cell.columns)));
        let place = |edges: &[u32], at: u32| edges.partition_point(|edge| *edge < at);
        let mut cells: Vec<Placed> = table
            .cells
            .iter()
            .enumerate()
            .map(|(index, cell)| {
                let ([top, bottom], [left, right]) =
                    (ends(cell.row, cell.rows), ends(cell.column, cell.columns));
                Placed {
                    cell: index,
                    row: place(&rows, top),
                    row_end: place(&rows, bottom),
                    column: place(&columns, left),
                    column_end: place(&columns, right),
                    em: cell.text.lines().map(width_of).fold(0.0, f32::max),
                    lines: cell.text.lines().count().max(1) as f32,
                }
            })
            .collect();
        cells.sort_by_key(|placed| (placed.row, placed.column));
        let mut plan = Self { first, ..Self::default() };
        plan.rows_of = vec![0; table.cells.len()];
        for placed in &cells {
            if let Some(row) = plan.rows_of.get_mut(placed.cell) {
                *row = placed.row;
            }
        }
        let rows = rows.len().saturating_sub(1);
        plan.starts = (0..=rows).map(|row| cells.partition_point(|placed| placed.row < row)).collect();
        plan.wishes = vec![WIDTHS.0; columns.len().saturating_sub(1)];
        plan.figures = vec![0.0; plan.wishes.len()];
        for placed in cells.iter().filter(|placed| placed.column_end == placed.column + 1) {
            if let Some(wish) = plan.wishes.get_mut(placed.column) {
                *wish = wish.max(placed.em.min(WIDTHS.2));
            }
            if let (Some(figure), Some(cell)) =
                (plan.figures.get_mut(placed.column), table.cells.get(placed.cell))
            {
                *figure = figure.max(longest_figure(&cell.text).min(LONGEST_FIGURE));
            }
        }
        let mut more = vec![0_i64; rows + 1];
        for placed in &cells {
            for (at, step) in [(placed.row, 1), (placed.row_end, -1)] {
                if let Some(more) = more.get_mut(at) {
                    *more += step;
                }
            }
        }
        let covering = more.iter().scan(0, |covering, more| {
            *covering += more;
            Some(*covering > 0)
        });
        plan.filled = covering.collect();
        plan.tall = (0..cells.len())
            .filter(|at| cells.get(*at).is_some_and(|placed| placed.row_end > placed.row + 1))
            .collect();
        plan.cells = cells;
        plan
    }

    /// Number of its rows.
    pub fn rows(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    /// The row of a cell of the table.
    pub fn row_of(&self, cell: usize) -> usize {
        self.rows_of.get(cell).copied().unwrap_or(0)
    }

    /// The cells that begin in a row.
    pub fn cells_of(&self, row: usize) -> &[Placed] {
        let at = |row: usize| self.starts.get(row).copied().unwrap_or(self.cells.len());
        self.cells.get(at(row)..at(row + 1)).unwrap_or_default()
    }

    /// Widths for a page of that width and a text of that size.
    pub fn set_out(&mut self, width: f32, size: f32) {
        let points = |em: f32| em * size + 2.0 * PAD + 2.0;
        let least: Vec<f32> = self.figures.iter().map(|em| (points(*em) + 2.0).max(NARROWEST)).collect();
        let wished = |most: f32| {
            let wishes = self.wishes.iter().zip(&least);
            wishes.map(|(em, least)| points(em.min(most)).max(*least)).collect::<Vec<_>>()
        };
        // From the figures alone to a few words in each column, then to all that there is to say.
        let widths = between(&least, &wished(WIDTHS.1), width);
        let widths = between(&widths, &wished(WIDTHS.2), width);
        let mut at = 0.0;
        self.edges = vec![at];
        for width in widths {
            at += width;
            self.edges.push(at.round());
        }
    }

    /// Its width as it is set out.
    pub fn width(&self) -> f32 {
        self.edges.last().copied().unwrap_or(0.0)
    }

    /// Where a column begins.
    pub fn edge(&self, column: usize) -> f32 {
        self.edges.get(column).or(self.edges.last()).copied().unwrap_or(0.0)
    }

    /// About how high a row is.
    pub fn guess(&self, row: usize, size: f32) -> f32 {
        if !self.filled.get(row).copied().unwrap_or(false) {
            return EMPTY;
        }
        let cells = self.cells_of(row);
        let single = cells.iter().filter(|placed| placed.row_end == placed.row + 1);
        let lines = single.map(|placed| {
            let room = self.edge(placed.column_end) - self.edge(placed.column) - 2.0 * PAD;
            (placed.em * size / room.max(1.0)).ceil().max(placed.lines)
        });
        lines.fold(1.0, f32::max) * LINE + 2.0
    }
}

/// Widths from `least` towards `most`, as far as `room` goes.
fn between(least: &[f32], most: &[f32], room: f32) -> Vec<f32> {
    let (low, high): (f32, f32) = (least.iter().sum(), most.iter().sum());
    let part = if high > low { ((room - low) / (high - low)).clamp(0.0, 1.0) } else { 0.0 };
    least.iter().zip(most).map(|(least, most)| least + (most - least) * part).collect()
}

/// The width of the longest run of digits of a text, in characters.
fn longest_figure(text: &str) -> f32 {
    let is_of_figure = |c: char| c.is_ascii_digit() || c == '.' || c == ',';
    text.split(|c| !is_of_figure(c)).map(width_of).fold(0.0, f32::max)
}

/// Where something begins or ends, each once.
fn edges(all: impl Iterator<Item = u32>) -> Vec<u32> {
    let mut edges: Vec<u32> = all.collect();
    edges.sort_unstable();
    edges.dedup();
    edges
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::Cell;

    #[test]
    fn far_corners_take_no_room() {
        let cells = vec![Cell::single(0, 0, "指标"), Cell::single(u32::MAX - 1, 70_000, "215")];
        let plan = TablePlan::of(&Table { cells, ..Table::default() }, 0);
        assert_eq!(
            (plan.rows(), plan.wishes.len()),
            (3, 3),
            "with one row and one column of nothing between"
        );
        assert_eq!(plan.guess(1, 14.0), EMPTY);
    }

    #[test]
    fn a_cell_of_several_rows_stands_in_all_of_them() {
        let side = Cell { row: 0, column: 0, rows: 2, columns: 1, text: "依申请公开".to_owned() };
        let cells = vec![side, Cell::single(0, 1, "3"), Cell::single(1, 1, "5")];
        let plan = TablePlan::of(&Table { cells, ..Table::default() }, 4);
        assert_eq!((plan.rows(), plan.tall.as_slice()), (2, &[0][..]));
        let rows: Vec<usize> = (0..2).map(|row| plan.cells_of(row).len()).collect();
        assert_eq!((rows, plan.row_of(2)), (vec![2, 1], 1));
    }

    #[test]
    fn figures_are_not_broken_where_words_can_be() {
        let texts = ["（二）部分公开（区分处理的，只计这一情形，不计其他情形）", "705", "517645"];
        let cells = texts.into_iter().zip(0..).map(|(text, column)| Cell::single(0, column, text)).collect();
        let mut plan = TablePlan::of(&Table { cells, ..Table::default() }, 0);
        plan.set_out(200.0, 14.0);
        assert_eq!(plan.width(), 200.0);
        assert!(plan.edge(2) - plan.edge(1) >= 3.0 * 0.56 * 14.0 + 2.0 * PAD);
        assert!(plan.edge(3) - plan.edge(2) >= 6.0 * 0.56 * 14.0 + 2.0 * PAD);
    }

    #[test]
    fn a_wide_table_is_made_narrow_but_not_unreadable() {
        let cells = (0..40).map(|column| Cell::single(0, column, "三千二百一十五件")).collect();
        let mut plan = TablePlan::of(&Table { cells, ..Table::default() }, 0);
        plan.set_out(400.0, 14.0);
        assert_eq!(plan.width(), 40.0 * NARROWEST);
    }
}
