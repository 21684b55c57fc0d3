//! The printed table: one grid with spans, drawn alike by the window and by every exporter.

use serde::Deserialize;

use super::CellId;

/// A table of a form.
#[derive(Debug, Clone)]
pub struct Table {
    /// The name that templates use: `[[表:统计表]]`.
    pub name: String,
    /// Printed lines above the grid, with `{填报单位}`-like places for basic texts.
    pub heading: Vec<HeadingLine>,
    /// The grid itself.
    pub grid: Grid,
    /// Printed lines under the grid, as `heading`.
    pub foot: Vec<String>,
}

/// A line printed above a table.
#[derive(Debug, Clone, Deserialize)]
pub enum HeadingLine {
    /// The table's title, centred.
    Title(String),
    /// Centred under the title: the year.
    Centred(String),
    /// At the left margin: the agency.
    Left(String),
}

/// Rows and columns with spans. Every place is covered exactly once.
#[derive(Debug, Clone)]
pub struct Grid {
    /// Relative widths of the columns.
    pub columns: Vec<f32>,
    /// Number of rows.
    pub rows: u16,
    /// How many rows at the top are headings, repeated on each page.
    pub head_rows: u16,
    /// The boxes in reading order (by row, then column).
    pub boxes: Vec<GridBox>,
}

/// One box of the grid.
#[derive(Debug, Clone)]
pub struct GridBox {
    /// First row, from 0.
    pub row: u16,
    /// First column, from 0.
    pub column: u16,
    /// Rows covered, at least 1.
    pub rows: u16,
    /// Columns covered, at least 1.
    pub columns: u16,
    /// What stands in it.
    pub content: Content,
}

/// What stands in a box.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// A column heading or a caption over several columns: centred, bold.
    Head(String),
    /// The name of a row.
    Label {
        /// Official wording.
        text: String,
        /// Steps of indentation, 0–4.
        indent: u8,
        /// Whether it opens a part of the form (printed bold).
        strong: bool,
    },
    /// A label centred in its box: the side heads of table 三.
    Side(String),
    /// A unit, or —— where a row carries no number.
    Unit(String),
    /// A number cell.
    Number(CellId),
    /// Nothing, by the form's own design.
    Nothing,
}

/// What is wrong with the spans of a grid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum SpanFault {
    /// A row's boxes leave a place uncovered, or there is no room for them. Row counted from 1.
    Hole { row: usize, column: usize },
    /// A box reaches over the right or lower edge, or onto another box. Row counted from 1.
    Overlap { row: usize, column: usize },
}

/// Places `rows` of boxes as HTML does: each box takes the first free place of its row.
pub(super) fn lay(columns: usize, rows: &[Vec<(Content, u16, u16)>]) -> Result<Vec<GridBox>, Vec<SpanFault>> {
    let mut taken = vec![false; columns * rows.len()];
    let mut boxes = Vec::new();
    let mut faults = Vec::new();
    for (r, row) in rows.iter().enumerate() {
        let mut c = 0;
        for (content, wide, high) in row {
            while c < columns && taken.get(r * columns + c).copied().unwrap_or(false) {
                c += 1;
            }
            let (wide, high) = (usize::from(*wide), usize::from(*high));
            let fits = wide > 0 && high > 0 && c + wide <= columns && r + high <= rows.len();
            let free = |(y, x): (usize, usize)| !taken.get(y * columns + x).copied().unwrap_or(true);
            // Only spans that fit are spelled out: a mistyped one could ask for billions of places.
            let (below, right) = if fits { (r + high, c + wide) } else { (r, c) };
            let places: Vec<(usize, usize)> =
                (r..below).flat_map(|y| (c..right).map(move |x| (y, x))).collect();
            if !fits || !places.iter().copied().all(free) {
                faults.push(SpanFault::Overlap { row: r + 1, column: c + 1 });
                continue;
            }
            for (y, x) in places {
                if let Some(place) = taken.get_mut(y * columns + x) {
                    *place = true;
                }
            }
            boxes.push(GridBox {
                row: r as u16,
                column: c as u16,
                rows: high as u16,
                columns: wide as u16,
                content: content.clone(),
            });
            c += wide;
        }
        let hole = (0..columns).find(|x| !taken.get(r * columns + x).copied().unwrap_or(true));
        if let Some(hole) = hole {
            faults.push(SpanFault::Hole { row: r + 1, column: hole + 1 });
        }
    }
    if faults.is_empty() { Ok(boxes) } else { Err(faults) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(columns: usize, rows: &[&[(u16, u16)]], expected: Result<usize, SpanFault>) {
        let rows: Vec<Vec<_>> =
            rows.iter().map(|row| row.iter().map(|&(w, h)| (Content::Nothing, w, h)).collect()).collect();
        match (lay(columns, &rows), expected) {
            (Ok(boxes), Ok(count)) => assert_eq!(boxes.len(), count),
            (Err(faults), Err(fault)) => assert_eq!(faults.first(), Some(&fault)),
            (got, expected) => panic!("got {got:?}, expected {expected:?}"),
        }
    }

    #[test]
    fn spans_tile_the_grid() {
        check(3, &[&[(1, 2), (2, 1)], &[(1, 1), (1, 1)]], Ok(4));
        check(2, &[&[(1, 1)]], Err(SpanFault::Hole { row: 1, column: 2 }));
        check(2, &[&[(3, 1)]], Err(SpanFault::Overlap { row: 1, column: 1 }));
        check(2, &[&[(2, 2)]], Err(SpanFault::Overlap { row: 1, column: 1 }));
        check(2, &[&[(1, 1), (1, 2)], &[(2, 1)]], Err(SpanFault::Overlap { row: 2, column: 1 }));
    }
}
