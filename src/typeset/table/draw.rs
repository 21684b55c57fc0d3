//! The rows of a table on one page: rules first, then the texts in reading order.

use std::ops::Range;

use super::grid::Place;
use super::{LEADING, Table};
use crate::report::BoxRole;
use crate::typeset::measures::baseline;
use crate::typeset::{Item, Part, Rule, TextLine};

/// Thickness of the border of a table, in points.
const OUTER: f32 = 0.75;
/// Thickness of the lines inside, in points.
const INNER: f32 = 0.5;

/// A box on a page: its edges in points, and the text in it.
#[derive(Debug, Clone)]
pub(in crate::typeset) struct Drawn {
    /// Left, top, right, bottom.
    pub edges: [f32; 4],
    /// Its lines from top to bottom.
    pub lines: Vec<TextLine>,
}

/// A row on a page: its number, upper and lower edge in points.
type Row = (usize, f32, f32);

impl Table {
    /// The rows that a page shows, from `top` downwards.
    fn rows_on_page(&self, part: &Range<usize>, heights: &[f32], top: f32) -> Vec<Row> {
        let mut y = top;
        let shown = (0..self.grid.head_rows).chain(part.clone());
        shown
            .map(|row| {
                let upper = y;
                y += heights.get(row).copied().unwrap_or_default();
                (row, upper, y)
            })
            .collect()
    }

    /// Draws rows `part` under the head with its left upper corner at `at`; `shown` remembers which boxes have
    /// had their text on an earlier page. Gives what is drawn and its height.
    pub fn draw(&self, part: &Range<usize>, heights: &[f32], at: (f32, f32), shown: &mut Vec<bool>) -> (Vec<Item>, f32) {
        let rows = self.rows_on_page(part, heights, at.1);
        let mut items: Vec<Item> = self.rules(&rows, at.0).into_iter().map(Item::Rule).collect();
        let drawn = self.boxes_on_page(&rows, at.0, shown);
        items.extend(drawn.into_iter().flat_map(|drawn| drawn.lines).map(Item::Text));
        let bottom = rows.last().map_or(at.1, |row| row.2);
        (items, bottom - at.1)
    }

    /// The boxes on a page with their texts.
    pub(super) fn boxes_on_page(&self, rows: &[Row], left: f32, shown: &mut Vec<bool>) -> Vec<Drawn> {
        shown.resize(self.grid.boxes.len(), false);
        let mut drawn = Vec::new();
        for (i, place) in self.grid.boxes.iter().enumerate() {
            let mut covered = rows.iter().filter(|row| place.rows.contains(&row.0));
            let Some(first) = covered.next() else { continue };
            let last = covered.next_back().unwrap_or(first);
            let (from, to) = self.grid.extent(place);
            let edges = [left + from, first.1, left + to, last.2];
            let ends = last.0 + 1 >= place.rows.end;
            let lines = match shown.get_mut(i) {
                Some(shown) => self.text(i, place, edges, ends, shown),
                None => Vec::new(),
            };
            drawn.push(Drawn { edges, lines });
        }
        drawn
    }

    /// The lines of a box, in the middle of its height. A label is shown again on each page where it has room,
    /// a figure once; what had room nowhere is made smaller on the last page (`ends`).
    fn text(&self, i: usize, place: &Place, edges: [f32; 4], ends: bool, shown: &mut bool) -> Vec<TextLine> {
        let (Some(source), Some(cell)) = (self.boxes.get(i), self.cells.get(i)) else { return Vec::new() };
        let [left, top, right, bottom] = edges;
        let room = bottom - top;
        let figure = matches!(source.role, BoxRole::Number | BoxRole::Unit);
        let fits = cell.height() <= room + 0.01;
        if figure && *shown || !fits && (*shown || !ends) {
            return Vec::new();
        }
        let scale = if fits { 1.0 } else { room / cell.height() };
        let part = Part::Cell { row: place_row(place), column: source.column, repeated: *shown };
        *shown = true;
        let pitch = cell.size * LEADING * scale;
        let mut y = top + (room - cell.height() * scale) / 2.0;
        let mut lines = Vec::new();
        for (glyphs, width) in &cell.lines {
            let size = cell.size * scale;
            let x = match cell.indent {
                Some(indent) => left + indent,
                None => left + (right - left - width * scale) / 2.0,
            };
            let mut glyphs = glyphs.clone();
            glyphs.iter_mut().for_each(|glyph| glyph.advance *= scale);
            if !glyphs.is_empty() {
                let baseline = y + baseline(pitch, size);
                lines.push(TextLine { part, block: Some(self.block), x, baseline, size, glyphs });
            }
            y += pitch;
        }
        lines
    }

    /// The lines between boxes and around the table, each as long as it goes.
    fn rules(&self, rows: &[Row], left: f32) -> Vec<Rule> {
        let columns = self.grid.columns();
        let owner = |row: Option<&Row>, column: Option<usize>| self.grid.owner(row?.0, column?);
        let edge = |column: usize| left + self.grid.edges.get(column).copied().unwrap_or_default();
        let mut rules = Vec::new();
        for k in 0..=rows.len() {
            let (above, below) = (k.checked_sub(1).and_then(|k| rows.get(k)), rows.get(k));
            let Some(y) = below.map(|row| row.1).or(above.map(|row| row.2)) else { continue };
            let outer = above.is_none() || below.is_none();
            let parts = runs(columns, |column| outer || {
                let (a, b) = (owner(above, Some(column)), owner(below, Some(column)));
                a != b || a.is_none()
            });
            let thickness = if outer { OUTER } else { INNER };
            rules.extend(parts.into_iter().map(|run| Rule { from: (edge(run.start), y), to: (edge(run.end), y), thickness }));
        }
        for column in 0..=columns {
            let outer = column == 0 || column == columns;
            let parts = runs(rows.len(), |k| outer || {
                let (a, b) = (owner(rows.get(k), column.checked_sub(1)), owner(rows.get(k), Some(column)));
                a != b || a.is_none()
            });
            let thickness = if outer { OUTER } else { INNER };
            let x = edge(column);
            rules.extend(parts.into_iter().filter_map(|run| {
                let (first, last) = (rows.get(run.start)?, rows.get(run.end - 1)?);
                Some(Rule { from: (x, first.1), to: (x, last.2), thickness })
            }));
        }
        rules
    }
}

/// The row of a box as the document counts it.
fn place_row(place: &Place) -> u16 {
    u16::try_from(place.rows.start).unwrap_or(u16::MAX)
}

/// The longest runs of numbers below `count` for which `holds`.
fn runs(count: usize, holds: impl Fn(usize) -> bool) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for i in (0..count).filter(|i| holds(*i)) {
        match runs.last_mut() {
            Some(run) if run.end == i => run.end = i + 1,
            _ => runs.push(i..i + 1),
        }
    }
    runs
}
