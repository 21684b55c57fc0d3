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
pub(super) struct Drawn {
    /// Left, top, right, bottom.
    #[cfg(test)]
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
    pub fn draw(
        &self,
        part: &Range<usize>,
        heights: &[f32],
        at: (f32, f32),
        shown: &mut Vec<bool>,
    ) -> (Vec<Item>, f32) {
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
            let covered: Vec<Row> = rows.iter().filter(|row| place.rows.contains(&row.0)).copied().collect();
            let (Some(first), Some(last)) = (covered.first(), covered.last()) else { continue };
            let (from, to) = self.grid.extent(place);
            let edges = [left + from, first.1, left + to, last.2];
            let ends = last.0 + 1 >= place.rows.end;
            let lines = match shown.get_mut(i) {
                Some(shown) if self.cells.get(i).is_some_and(|cell| cell.flows) => {
                    *shown = true;
                    self.flowing(i, place, (edges[0], edges[2]), &covered)
                }
                Some(shown) => self.text(i, edges, ends, shown),
                None => Vec::new(),
            };
            drawn.push(Drawn {
                #[cfg(test)]
                edges,
                lines,
            });
        }
        drawn
    }

    /// The lines of a box that runs over pages, one in each of its rows on this page.
    fn flowing(&self, i: usize, place: &Place, (left, right): (f32, f32), rows: &[Row]) -> Vec<TextLine> {
        let (Some(source), Some(cell)) = (self.boxes.get(i), self.cells.get(i)) else { return Vec::new() };
        let part = Part::Cell { row: source.row, column: source.column, repeated: false };
        let pitch = cell.size * LEADING;
        let line = |(row, top, bottom): &Row| {
            let (glyphs, width) = cell.lines.get(row.checked_sub(place.rows.start)?)?;
            glyphs.first()?;
            // Air is above the first line and below the last.
            let air = match (self.grid.is_joined(*row), self.grid.is_joined(row + 1)) {
                (false, true) => bottom - top - pitch,
                (true, _) => 0.0,
                (false, false) => (bottom - top - pitch) / 2.0,
            };
            let x = match cell.indent {
                Some(indent) => left + indent,
                None => left + (right - left - width) / 2.0,
            };
            Some(TextLine {
                part,
                block: Some(self.block),
                x,
                baseline: top + air + baseline(pitch, cell.size),
                size: cell.size,
                angle: 0.0,
                shade: 0.0,
                glyphs: glyphs.clone(),
            })
        };
        rows.iter().filter_map(line).collect()
    }

    /// The lines of a box, in the middle of its height. A label is shown again on each page where it has room,
    /// a figure once; what had room nowhere is made smaller on the last page (`ends`).
    fn text(&self, i: usize, edges: [f32; 4], ends: bool, shown: &mut bool) -> Vec<TextLine> {
        let (Some(source), Some(cell)) = (self.boxes.get(i), self.cells.get(i)) else { return Vec::new() };
        let [left, top, right, bottom] = edges;
        let room = bottom - top;
        let figure = matches!(source.role, BoxRole::Number | BoxRole::Unit);
        let fits = cell.height() <= room + 0.01;
        if figure && *shown || !fits && (*shown || !ends) {
            return Vec::new();
        }
        let scale = if fits { 1.0 } else { room / cell.height() };
        let part = Part::Cell { row: source.row, column: source.column, repeated: *shown };
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
                lines.push(TextLine {
                    part,
                    block: Some(self.block),
                    x,
                    baseline,
                    size,
                    angle: 0.0,
                    shade: 0.0,
                    glyphs,
                });
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
            let parts = runs(columns, |column| {
                outer || {
                    let (a, b) = (owner(above, Some(column)), owner(below, Some(column)));
                    a != b || a.is_none()
                }
            });
            let thickness = if outer { OUTER } else { INNER };
            rules.extend(parts.into_iter().map(|run| Rule {
                from: (edge(run.start), y),
                to: (edge(run.end), y),
                thickness,
            }));
        }
        for column in 0..=columns {
            let outer = column == 0 || column == columns;
            let parts = runs(rows.len(), |k| {
                outer || {
                    let (a, b) =
                        (owner(rows.get(k), column.checked_sub(1)), owner(rows.get(k), Some(column)));
                    a != b || a.is_none()
                }
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::report::{TableBlock, TableBox};
    use crate::typeset::FontBook;
    use crate::typeset::measures::{HEIGHT, LEFT, TOP, UPRIGHT, WIDTH};

    /// Draws a table begun with `remaining` points left and holds every page against the promises.
    fn check(block: &TableBlock, remaining: f32) -> Vec<Range<usize>> {
        let fonts = FontBook::bundled(None).unwrap();
        let table = Table::new(block, 0, UPRIGHT, &fonts);
        let plan = table.plan(remaining, remaining >= HEIGHT);
        let mut next = table.grid.head_rows;
        let mut shown = Vec::new();
        for (n, part) in plan.parts.iter().enumerate() {
            assert_eq!(part.start, next, "rows are covered once, in order");
            next = part.end;
            let rows = table.rows_on_page(part, &plan.heights, TOP);
            let room = if n == 0 && !plan.moves { remaining } else { HEIGHT };
            let height = rows.last().map_or(0.0, |row| row.2 - TOP);
            assert!(height <= room + 0.1 || part.len() <= 1, "{height} > {room}");
            let drawn = table.boxes_on_page(&rows, LEFT, &mut shown);
            for (i, a) in drawn.iter().enumerate() {
                for b in drawn.iter().skip(i + 1) {
                    let apart = a.edges[2] <= b.edges[0] + 0.01
                        || b.edges[2] <= a.edges[0] + 0.01
                        || a.edges[3] <= b.edges[1] + 0.01
                        || b.edges[3] <= a.edges[1] + 0.01;
                    assert!(apart, "{:?} {:?}", a.edges, b.edges);
                }
                for line in &a.lines {
                    let [left, top, right, bottom] = a.edges;
                    assert!(
                        line.baseline - 0.88 * line.size >= top - 0.1
                            && line.baseline + 0.12 * line.size <= bottom + 0.1
                    );
                    // A column narrower than one character cannot hold any.
                    let narrow = right - left < 1.6 * line.size + 8.0;
                    assert!(
                        narrow || line.x >= left - 0.1 && line.x + line.width() <= right + 0.1,
                        "{}",
                        line.text()
                    );
                }
            }
        }
        assert_eq!(next, table.grid.rows);
        let texts = table.boxes.iter().map(|source| !source.text.trim().is_empty());
        for (i, has_text) in texts.enumerate() {
            assert!(!has_text || shown.get(i) == Some(&true), "text of box {i} is shown");
        }
        plan.parts
    }

    fn side_table(rows: u16, groups: &[u16], text: &str) -> TableBlock {
        let a_box = |row, column, rows, role, text: &str| TableBox {
            row,
            column,
            rows,
            columns: 1,
            role,
            text: text.to_owned(),
            cell: None,
        };
        let mut boxes = vec![
            a_box(0, 0, 1, BoxRole::Head, "类别"),
            a_box(0, 1, 1, BoxRole::Head, "事项"),
            a_box(0, 2, 1, BoxRole::Head, "数量"),
        ];
        let mut row = 1;
        for group in groups {
            let high = (*group).min(rows - row);
            if high > 0 {
                boxes.push(a_box(row, 0, high, BoxRole::Side, "（三）不予公开"));
            }
            for row in row..row + high {
                boxes.push(a_box(row, 1, 1, BoxRole::Label { indent: row as u8 % 5, strong: false }, text));
                boxes.push(a_box(row, 2, 1, BoxRole::Number, "693957"));
            }
            row += high;
        }
        TableBlock {
            name: "表".to_owned(),
            heading: vec![],
            columns: vec![2.0, 7.0, 2.0],
            rows: row,
            head_rows: 1,
            boxes,
            foot: vec!["审核人：".to_owned()],
        }
    }

    #[test]
    fn a_table_that_fits_stays_whole() {
        assert_eq!(check(&side_table(9, &[8], "事项"), HEIGHT), std::slice::from_ref(&(1..9)));
        // A small one goes to the next page rather than being split.
        assert_eq!(check(&side_table(9, &[8], "事项"), 100.0), std::slice::from_ref(&(1..9)));
    }

    #[test]
    fn a_long_table_breaks_between_its_groups() {
        let parts = check(&side_table(60, &[13, 12, 12, 12, 10], "事项"), HEIGHT);
        assert!(parts.len() > 1);
        assert!(parts.iter().all(|part| [1, 14, 26, 38, 50, 60].contains(&part.end)), "{parts:?}");
    }

    #[test]
    fn a_group_longer_than_a_page_breaks_between_rows() {
        assert!(check(&side_table(90, &[89], "事项"), HEIGHT).len() > 1);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]
        #[test]
        fn boxes_hold_their_text(groups in proptest::collection::vec(1u16..30, 1..8), text in "[公开政府信息，。（）0-9a-z]{0,60}", remaining in 0.0f32..HEIGHT, widths in proptest::collection::vec(0.5f32..9.0, 3)) {
            let mut table = side_table(200, &groups, &text);
            table.columns = widths;
            check(&table, remaining);
        }
    }

    #[test]
    fn lines_run_as_far_as_they_go() {
        let fonts = FontBook::bundled(None).unwrap();
        let table = Table::new(&side_table(5, &[4], "事项"), 0, UPRIGHT, &fonts);
        let plan = table.plan(HEIGHT, true);
        let rules = table.rules(&table.rows_on_page(&(1..5), &plan.heights, 0.0), 0.0);
        let across = rules.iter().filter(|rule| rule.from.1 == rule.to.1);
        // Top, under the head, bottom over the whole width; three that stop at the side head.
        let whole = across.clone().filter(|rule| (rule.to.0 - rule.from.0 - WIDTH).abs() < 0.01).count();
        assert_eq!((across.count(), whole), (6, 3));
    }
}
