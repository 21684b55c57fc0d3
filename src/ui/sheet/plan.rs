//! What stands in which box on the sheet: the printed grid, and where it is wanted last year beside
//! this year.

use crate::form::{CellId, Content, Grid, GridBox};

/// A box of the sheet, in rows and columns.
#[derive(Debug, Clone, Copy)]
pub struct Slot<'a> {
    /// First row, from 0.
    pub row: u16,
    /// First column, from 0.
    pub column: u16,
    /// Rows covered, at least 1.
    pub rows: u16,
    /// Columns covered, at least 1.
    pub columns: u16,
    /// What stands in it.
    pub content: Shown<'a>,
}

/// What stands in a box of the sheet.
#[derive(Debug, Clone, Copy)]
pub enum Shown<'a> {
    /// What the form prints there.
    Form(&'a Content),
    /// Head of a column that the form does not print.
    Head(&'static str),
    /// Last year's value of a cell.
    LastYear(CellId),
    /// This year's value less last year's.
    Change(CellId),
    /// Nothing.
    Nothing,
}

/// A table as it is set out on the sheet.
#[derive(Debug)]
pub struct Plan<'a> {
    /// Relative widths of the columns.
    pub columns: Vec<f32>,
    /// Number of rows.
    pub rows: u16,
    /// How many rows at the top are headings.
    pub head_rows: u16,
    /// How many columns at the left are names of rows.
    pub label_columns: u16,
    /// Its boxes in reading order.
    pub slots: Vec<Slot<'a>>,
    /// Last year's value stands small in each cell: there is no room for columns of its own.
    pub in_cells: bool,
}

/// Width of each column added for last year, of the width of the column of figures.
const ADDED: f32 = 0.85;

impl<'a> Plan<'a> {
    /// The form's table, with last year's figures where `last_year` asks for them: in two columns
    /// more where every row has one figure, else in the cells.
    pub fn of(grid: &'a Grid, last_year: bool) -> Self {
        let numbers = || grid.boxes.iter().filter(|placed| matches!(placed.content, Content::Number(_)));
        let one_a_row = (0..grid.rows).all(|row| numbers().filter(|placed| placed.row == row).count() <= 1);
        let mut plan = Self {
            columns: grid.columns.clone(),
            rows: grid.rows,
            head_rows: grid.head_rows,
            label_columns: numbers().map(|placed| placed.column).min().unwrap_or(0),
            slots: Vec::with_capacity(grid.boxes.len() + 2 * usize::from(grid.rows)),
            in_cells: last_year && !one_a_row,
        };
        let widest = grid.columns.last().copied().unwrap_or(1.0);
        let edge = grid.columns.len() as u16;
        let adds = last_year && one_a_row;
        if adds {
            plan.columns.extend([widest * ADDED; 2]);
        }
        for placed in &grid.boxes {
            let slot = Slot {
                row: placed.row,
                column: placed.column,
                rows: placed.rows,
                columns: placed.columns,
                content: Shown::Form(&placed.content),
            };
            match adds && placed.column + placed.columns == edge {
                true => plan.beside(slot, placed, edge),
                false => plan.slots.push(slot),
            }
        }
        plan
    }

    /// Puts the last box of a row, and what the two columns more hold beside it.
    fn beside(&mut self, slot: Slot<'a>, placed: &GridBox, edge: u16) {
        let at = |column, rows, content| Slot { column, rows, columns: 1, content, ..slot };
        let added = match placed.content {
            Content::Number(cell) => [Shown::LastYear(cell), Shown::Change(cell)],
            Content::Nothing => [Shown::Nothing, Shown::Nothing],
            Content::Head(_) if placed.row < self.head_rows => {
                self.slots.push(slot);
                // One head over all heading rows, whatever stands in the rows beside it.
                if placed.row == 0 {
                    let heads = [Shown::Head("上年数"), Shown::Head("增减")];
                    self.slots
                        .extend((edge..).zip(heads).map(|(column, head)| at(column, self.head_rows, head)));
                }
                return;
            }
            // A line across the whole table goes across all of it still.
            _ => {
                self.slots.push(Slot { columns: slot.columns + 2, ..slot });
                return;
            }
        };
        self.slots.push(slot);
        self.slots.extend((edge..).zip(added).map(|(column, content)| at(column, slot.rows, content)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::editions;

    /// Columns, whether last year stands in the cells, and how many boxes show it, of every table.
    fn check(edition: &str, last_year: bool, expected: &[(usize, bool, usize)]) {
        let form = editions::named(edition).expect("the edition");
        let plans: Vec<_> = form
            .tables
            .iter()
            .map(|table| {
                let plan = Plan::of(&table.grid, last_year);
                let covered: usize =
                    plan.slots.iter().map(|slot| usize::from(slot.rows) * usize::from(slot.columns)).sum();
                assert_eq!(
                    covered,
                    plan.columns.len() * usize::from(plan.rows),
                    "every place is covered once"
                );
                let shows = |slot: &&Slot<'_>| matches!(slot.content, Shown::LastYear(_) | Shown::Change(_));
                (plan.columns.len(), plan.in_cells, plan.slots.iter().filter(shows).count())
            })
            .collect();
        assert_eq!(plans, expected, "{edition}");
    }

    #[test]
    fn last_year_has_columns_of_its_own_where_a_row_has_one_figure() {
        let figures = editions::named("2014").expect("the edition").table_cells;
        check("2014", false, &[(3, false, 0)]);
        check("2014", true, &[(5, false, 2 * figures)]);
    }

    #[test]
    fn last_year_stands_in_the_cells_of_a_matrix() {
        check("2021", false, &[(4, false, 0), (10, false, 0), (15, false, 0)]);
        check("2021", true, &[(4, true, 0), (10, true, 0), (15, true, 0)]);
    }

    #[test]
    fn the_names_of_rows_are_the_columns_before_the_first_figure() {
        let form = editions::named("2021").expect("the edition");
        let names: Vec<_> =
            form.tables.iter().map(|table| Plan::of(&table.grid, false).label_columns).collect();
        assert_eq!(names, [1, 3, 0]);
    }
}
