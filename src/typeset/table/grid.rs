//! Where the boxes of a table lie. A document may come from anywhere, so boxes that leave the table or lie on
//! others are left out here and nothing after this meets them.

use std::ops::Range;

use crate::report::{TableBlock, TableBox};

/// The places of a table's boxes.
#[derive(Debug, Clone)]
pub(super) struct Grid {
    /// Where the columns begin and end, in points from the left edge; one more than columns.
    pub edges: Vec<f32>,
    /// Number of rows.
    pub rows: usize,
    /// Rows at the top that are repeated; no box reaches from them into the others.
    pub head_rows: usize,
    /// The boxes, by row and column.
    pub boxes: Vec<Place>,
    /// For each row and column the box that covers it.
    owners: Vec<Option<usize>>,
    /// Whether a row is a further piece of the one before it; empty where no row is cut.
    joined: Vec<bool>,
}

/// The place of a box.
#[derive(Debug, Clone)]
pub(super) struct Place {
    /// Its number in the table of the document.
    pub source: usize,
    /// Rows it covers.
    pub rows: Range<usize>,
    /// Columns it covers.
    pub columns: Range<usize>,
}

impl Grid {
    /// Lays a table `width` points wide.
    pub fn new(table: &TableBlock, width: f32) -> Self {
        let (rows, columns) = (usize::from(table.rows), table.columns.len());
        let mut owners = vec![None; rows * columns];
        let mut order: Vec<(usize, &TableBox)> = table.boxes.iter().enumerate().collect();
        order.sort_by_key(|(_, place)| (place.row, place.column));
        let mut boxes = Vec::new();
        for (source, place) in order {
            let (row, column) = (usize::from(place.row), usize::from(place.column));
            let place = Place {
                source,
                rows: row..row + usize::from(place.rows),
                columns: column..column + usize::from(place.columns),
            };
            let inside = place.rows.end <= rows && place.columns.end <= columns;
            let spots: Vec<usize> = place
                .rows
                .clone()
                .flat_map(|y| place.columns.clone().map(move |x| y * columns + x))
                .collect();
            let free = spots.iter().all(|spot| owners.get(*spot).is_some_and(Option::is_none));
            if inside && free && !spots.is_empty() {
                for spot in spots {
                    if let Some(owner) = owners.get_mut(spot) {
                        *owner = Some(boxes.len());
                    }
                }
                boxes.push(place);
            }
        }
        let mut head_rows = usize::from(table.head_rows).min(rows);
        while let Some(over) =
            boxes.iter().find(|place| place.rows.start < head_rows && place.rows.end > head_rows)
        {
            head_rows = over.rows.end;
        }
        // A table that is all head repeats nothing.
        if head_rows == rows {
            head_rows = 0;
        }
        Self { edges: edges(&table.columns, width), rows, head_rows, boxes, owners, joined: Vec::new() }
    }

    /// Cuts each row into so many, which the boxes of the row then cover.
    pub fn split_rows(&mut self, pieces: &[usize]) {
        if pieces.iter().all(|count| *count == 1) {
            return;
        }
        let columns = self.columns();
        let mut starts = vec![0];
        let mut owners = Vec::new();
        for (row, count) in pieces.iter().enumerate() {
            let covered = self.owners.get(row * columns..(row + 1) * columns).unwrap_or_default();
            for piece in 0..*count {
                owners.extend_from_slice(covered);
                self.joined.push(piece > 0);
            }
            starts.push(self.joined.len());
        }
        let at = |row: usize| starts.get(row).copied().unwrap_or_default();
        for place in &mut self.boxes {
            place.rows = at(place.rows.start)..at(place.rows.end);
        }
        // A head that runs over pages itself is repeated on none.
        let head_is_cut = pieces.iter().take(self.head_rows).any(|count| *count > 1);
        self.head_rows = if head_is_cut { 0 } else { self.head_rows };
        (self.rows, self.owners) = (self.joined.len(), owners);
    }

    /// Whether a row is a further piece of the one before it.
    pub fn is_joined(&self, row: usize) -> bool {
        self.joined.get(row).copied().unwrap_or_default()
    }

    /// How many of its upper and lower edge are those of a whole row.
    pub fn ends(&self, row: usize) -> f32 {
        let edges = [self.is_joined(row), self.is_joined(row + 1)];
        edges.iter().filter(|joined| !**joined).count() as f32
    }

    /// Number of columns.
    pub fn columns(&self) -> usize {
        self.edges.len().saturating_sub(1)
    }

    /// Left and right edge of a box in points from the left edge of the table.
    pub fn extent(&self, place: &Place) -> (f32, f32) {
        let edge = |column: usize| self.edges.get(column).copied().unwrap_or_default();
        (edge(place.columns.start), edge(place.columns.end))
    }

    /// Width of a box in points.
    pub fn width(&self, place: &Place) -> f32 {
        let (left, right) = self.extent(place);
        right - left
    }

    /// The box that covers a spot; `None` outside the table and in its holes.
    pub fn owner(&self, row: usize, column: usize) -> Option<usize> {
        let inside = column < self.columns() && row < self.rows;
        self.owners.get(row * self.columns() + column).copied().flatten().filter(|_| inside)
    }
}

/// Where columns of these relative widths begin and end; unusable widths count as 1.
fn edges(columns: &[f32], width: f32) -> Vec<f32> {
    let parts: Vec<f32> = columns
        .iter()
        .map(|part| if part.is_finite() && *part > 0.0 { part.min(1e6) } else { 1.0 })
        .collect();
    let all: f32 = parts.iter().sum();
    let mut edges = vec![0.0];
    let mut sum = 0.0;
    for part in parts {
        sum += part;
        edges.push(width * sum / all);
    }
    edges
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::BoxRole;

    fn a_box(row: u16, column: u16, rows: u16, columns: u16) -> TableBox {
        TableBox { row, column, rows, columns, role: BoxRole::Nothing, text: String::new(), cell: None }
    }

    fn table(columns: usize, rows: u16, head_rows: u16, boxes: Vec<TableBox>) -> TableBlock {
        let columns = vec![1.0; columns];
        TableBlock { name: String::new(), heading: vec![], columns, rows, head_rows, boxes, foot: vec![] }
    }

    #[test]
    fn a_box_outside_or_on_another_is_left_out() {
        let boxes = vec![
            a_box(0, 0, 2, 1),
            a_box(1, 0, 1, 2),
            a_box(0, 1, 1, 9),
            a_box(0, 1, 0, 1),
            a_box(1, 1, 1, 1),
        ];
        let grid = Grid::new(&table(2, 2, 0, boxes), 100.0);
        let sources: Vec<usize> = grid.boxes.iter().map(|place| place.source).collect();
        assert_eq!(sources, [0, 4]);
        assert_eq!(grid.owner(1, 0), Some(0));
        assert_eq!(grid.owner(0, 1), None);
        assert_eq!(grid.owner(0, 2), None);
    }

    #[test]
    fn the_head_reaches_to_the_end_of_its_boxes() {
        let boxes = vec![a_box(0, 0, 2, 1), a_box(0, 1, 1, 1), a_box(1, 1, 1, 1), a_box(2, 0, 1, 2)];
        assert_eq!(Grid::new(&table(2, 3, 1, boxes.clone()), 100.0).head_rows, 2);
        assert_eq!(Grid::new(&table(2, 3, 9, boxes), 100.0).head_rows, 0);
    }

    #[test]
    fn columns_fill_the_width() {
        assert_eq!(edges(&[1.0, f32::NAN, 2.0], 80.0), [0.0, 20.0, 40.0, 80.0]);
        assert_eq!(edges(&[], 80.0), [0.0]);
    }
}
