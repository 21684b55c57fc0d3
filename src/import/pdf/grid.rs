//! Rules become grids: the boxes that they bound, with those that cover several rows or columns.

use super::painted::{Ground, Page, Rule};
use crate::error::Error;
use crate::import::budget::Budget;

/// Rules nearer than this, in points, are one: the sides of two cells in an old web page.
const NEAR: f64 = 3.2;
/// Sides of grounds nearer than this, in points, are one.
const NEAR_GROUNDS: f64 = 7.0;
/// Pieces nearer than this, in points, are of one line.
const SAME_LINE: f64 = 0.3;
/// A line shorter than this, in points, bounds no box.
const SHORTEST: f64 = 6.0;
/// Pieces with a gap up to this, in points, are one rule; a rule that ends this near another touches it.
const TOUCHING: f64 = 3.0;
/// The most places of one grid. What has more is a drawing.
const MOST_PLACES: usize = 20_000;
/// Rules that reach further than this beyond the last one across, in points, have an open end.
const OPEN_END: f64 = 8.0;

/// A ruled table without its text.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Grid {
    /// The edges of its columns, from the left; at least two.
    pub xs: Vec<f64>,
    /// The edges of its rows, from the top; at least two.
    pub ys: Vec<f64>,
    /// Its boxes by row, then column. They cover every place once.
    pub boxes: Vec<Area>,
}

/// A box: the places that it covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Area {
    /// First row, from 0.
    pub row: usize,
    /// First column, from 0.
    pub column: usize,
    /// Rows covered, at least 1.
    pub rows: usize,
    /// Columns covered, at least 1.
    pub columns: usize,
}

impl Grid {
    /// Left, upper, right and lower edge.
    pub fn edges(&self) -> [f64; 4] {
        let edge = |edge: Option<&f64>| edge.copied().unwrap_or(0.0);
        [edge(self.xs.first()), edge(self.ys.first()), edge(self.xs.last()), edge(self.ys.last())]
    }

    /// The number of the box around a point; `None` outside.
    pub fn box_at(&self, x: f64, y: f64) -> Option<usize> {
        let (row, column) = (place(&self.ys, y)?, place(&self.xs, x)?);
        self.boxes.iter().position(|area| {
            (area.row..area.row + area.rows).contains(&row)
                && (area.column..area.column + area.columns).contains(&column)
        })
    }

    /// The left and the right edge of a box.
    pub fn sides(&self, area: Area) -> (f64, f64) {
        let edge = |at: usize| self.xs.get(at).copied().unwrap_or(0.0);
        (edge(area.column), edge(area.column + area.columns))
    }
}

/// Between which edges a place lies; a little outside counts as inside.
fn place(edges: &[f64], at: f64) -> Option<usize> {
    let (first, last) = (edges.first()?, edges.last()?);
    let inside = (*first - NEAR..=*last + NEAR).contains(&at);
    let behind = edges.partition_point(|edge| *edge <= at);
    inside.then(|| behind.saturating_sub(1).min(edges.len().saturating_sub(2)))
}

/// The grids of a page, of at least two boxes each: by its rules, then by the grounds of its cells.
///
/// # Errors
/// There are more than are read.
pub(super) fn grids(page: &Page, budget: &mut Budget) -> Result<Vec<Grid>, Error> {
    let mut grounds = page.grounds.clone();
    let (mut found, frames) = ruled(&page.rules, NEAR, budget)?;
    grounds.extend(frames);
    budget.work((grounds.len() as u64).saturating_mul(found.len() as u64))?;
    grounds.retain(|ground| {
        let (x, y) = ground.middle();
        found.iter().all(|grid| grid.box_at(x, y).is_none())
    });
    let sides: Vec<Rule> = grounds.into_iter().flat_map(Ground::sides).collect();
    let (by_ground, _) = ruled(&sides, NEAR_GROUNDS, budget)?;
    // Grounds of lines below each other are stripes, not columns.
    found.extend(by_ground.into_iter().filter(|grid| grid.xs.len() > 2 && grid.ys.len() > 2));
    Ok(found)
}

/// The grids that rules make, and the frames around a single box. Rules so near are one.
fn ruled(rules: &[Rule], near: f64, budget: &mut Budget) -> Result<(Vec<Grid>, Vec<Ground>), Error> {
    let down = joined(rules.iter().filter(|rule| rule.vertical), near);
    let across = joined(rules.iter().filter(|rule| !rule.vertical), near);
    budget.work((down.len() as u64).saturating_mul(across.len() as u64))?;
    let (mut grids, mut frames) = (Vec::new(), Vec::new());
    for (down, across) in together(&down, &across, near.max(TOUCHING)) {
        let xs = edges(&down, &across);
        let ys = edges(&across, &down);
        let places = xs.len().saturating_sub(1).saturating_mul(ys.len().saturating_sub(1));
        if (1..=MOST_PLACES).contains(&places) {
            budget.cells(places as u64)?;
            let grid = Grid { boxes: boxes(&xs, &ys, &down, &across), xs, ys };
            if grid.boxes.len() > 1 {
                grids.push(grid);
            } else {
                let [left, top, right, bottom] = grid.edges();
                frames.push(Ground { left, top, right, bottom });
            }
        }
    }
    Ok((grids, frames))
}

/// Rules of one direction, pieces put together, those so near side by side taken for one.
fn joined<'r>(rules: impl Iterator<Item = &'r Rule>, near: f64) -> Vec<Rule> {
    // First the pieces of one line: only whole lines may pull each other to their middle.
    let mut rules = put_together(rules.copied().collect(), SAME_LINE);
    rules.retain(|rule| rule.to - rule.from >= SHORTEST);
    put_together(rules, near)
}

fn put_together(mut rules: Vec<Rule>, near: f64) -> Vec<Rule> {
    rules.sort_by(|a, b| a.at.total_cmp(&b.at));
    let mut joined = Vec::new();
    let mut rest = rules.as_mut_slice();
    while let Some(first) = rest.first().map(|rule| rule.at) {
        let (group, behind) = rest.split_at_mut(rest.partition_point(|rule| rule.at - first <= near));
        rest = behind;
        let at = group.iter().map(|rule| rule.at).sum::<f64>() / group.len() as f64;
        group.sort_by(|a, b| a.from.total_cmp(&b.from));
        let mut open: Option<Rule> = None;
        for rule in group {
            match open.as_mut().filter(|open| rule.from <= open.to + near.max(TOUCHING)) {
                Some(open) => open.to = open.to.max(rule.to),
                None => joined.extend(open.replace(Rule { at, ..*rule })),
            }
        }
        joined.extend(open);
    }
    joined
}

fn touch(down: &Rule, across: &Rule, near: f64) -> bool {
    (across.from - near..=across.to + near).contains(&down.at)
        && (down.from - near..=down.to + near).contains(&across.at)
}

/// The rules sorted into those that hang together.
fn together(down: &[Rule], across: &[Rule], near: f64) -> Vec<(Vec<Rule>, Vec<Rule>)> {
    let mut group: Vec<usize> = (0..down.len() + across.len()).collect();
    fn head(group: &mut [usize], mut at: usize) -> usize {
        while let Some(next) = group.get(at).copied().filter(|next| *next != at) {
            let further = group.get(next).copied().unwrap_or(next);
            if let Some(place) = group.get_mut(at) {
                *place = further;
            }
            at = next;
        }
        at
    }
    for (i, down_rule) in down.iter().enumerate() {
        for (j, across_rule) in across.iter().enumerate() {
            if touch(down_rule, across_rule, near) {
                let (a, b) = (head(&mut group, i), head(&mut group, down.len() + j));
                if let Some(place) = group.get_mut(a.max(b)) {
                    *place = a.min(b);
                }
            }
        }
    }
    let mut found: std::collections::BTreeMap<usize, (Vec<Rule>, Vec<Rule>)> = Default::default();
    for (i, rule) in down.iter().enumerate() {
        found.entry(head(&mut group, i)).or_default().0.push(*rule);
    }
    for (j, rule) in across.iter().enumerate() {
        found.entry(head(&mut group, down.len() + j)).or_default().1.push(*rule);
    }
    found.into_values().filter(|(down, across)| !down.is_empty() && across.len() > 1).collect()
}

/// Where rules lie, and where those that cross them end without one.
fn edges(rules: &[Rule], crossing: &[Rule]) -> Vec<f64> {
    let mut edges: Vec<f64> = rules.iter().map(|rule| rule.at).collect();
    edges.sort_by(f64::total_cmp);
    edges.dedup();
    let from = crossing.iter().map(|rule| rule.from).fold(f64::INFINITY, f64::min);
    let to = crossing.iter().map(|rule| rule.to).fold(f64::NEG_INFINITY, f64::max);
    if edges.first().is_none_or(|first| first - from > OPEN_END) && from.is_finite() {
        edges.insert(0, from);
    }
    if edges.last().is_none_or(|last| to - last > OPEN_END) && to.is_finite() {
        edges.push(to);
    }
    edges
}

/// The boxes of a grid: places without a rule between them are one.
fn boxes(xs: &[f64], ys: &[f64], down: &[Rule], across: &[Rule]) -> Vec<Area> {
    let middles = |edges: &[f64]| -> Vec<f64> {
        edges.iter().zip(edges.iter().skip(1)).map(|(a, b)| f64::midpoint(*a, *b)).collect()
    };
    let (columns, rows) = (middles(xs), middles(ys));
    let parted = |rules: &[Rule], at: Option<&f64>, along: f64| {
        rules.iter().any(|rule| Some(&rule.at) == at && (rule.from..=rule.to).contains(&along))
    };
    // The columns that one box covers in each row, then the rows that have the same below each other.
    let mut open: Vec<Area> = Vec::new();
    let mut boxes = Vec::new();
    for (row, y) in rows.iter().enumerate() {
        let mut next: Vec<Area> = Vec::new();
        for column in 0..columns.len() {
            match next.last_mut() {
                Some(area) if column > 0 && !parted(down, xs.get(column), *y) => area.columns += 1,
                _ => next.push(Area { row, column, rows: 1, columns: 1 }),
            }
        }
        for area in &mut next {
            let across_all = columns.iter().skip(area.column).take(area.columns);
            let is_open = across_all.into_iter().all(|x| !parted(across, ys.get(row), *x));
            let above =
                open.iter().position(|above| (above.column, above.columns) == (area.column, area.columns));
            if let Some(above) = above.filter(|_| row > 0 && is_open) {
                let above = open.swap_remove(above);
                *area = Area { rows: above.rows + 1, ..above };
            }
        }
        boxes.append(&mut open);
        open = next;
    }
    boxes.extend(open);
    boxes.sort_unstable();
    boxes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn down(at: f64, from: f64, to: f64) -> Rule {
        Rule { vertical: true, at, from, to }
    }

    fn across(at: f64, from: f64, to: f64) -> Rule {
        Rule { vertical: false, at, from, to }
    }

    fn check(rules: &[Rule], expected: &[&[[usize; 4]]]) {
        let page = Page { rules: rules.to_vec(), ..Page::default() };
        check_page(&page, expected);
    }

    fn check_page(page: &Page, expected: &[&[[usize; 4]]]) {
        let found = grids(page, &mut Budget::default()).unwrap();
        let boxes = |grid: Grid| -> Vec<[usize; 4]> {
            grid.boxes.iter().map(|area| [area.row, area.column, area.rows, area.columns]).collect()
        };
        assert_eq!(found.into_iter().map(boxes).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn boxes_cover_what_no_rule_parts() {
        let frame =
            [across(0.0, 0.0, 90.0), across(40.0, 0.0, 90.0), down(0.0, 0.0, 40.0), down(90.0, 0.0, 40.0)];
        let with = |more: &[Rule]| [&frame, more].concat();
        check(&frame, &[]);
        check(&with(&[across(20.0, 0.0, 90.0)]), &[&[[0, 0, 1, 1], [1, 0, 1, 1]]]);
        // A label beside two rows.
        check(
            &with(&[across(20.0, 30.0, 90.0), down(30.0, 0.0, 40.0)]),
            &[&[[0, 0, 2, 1], [0, 1, 1, 1], [1, 1, 1, 1]]],
        );
        // A head over two columns.
        check(
            &with(&[across(20.0, 0.0, 90.0), down(30.0, 20.0, 40.0)]),
            &[&[[0, 0, 1, 2], [1, 0, 1, 1], [1, 1, 1, 1]]],
        );
    }

    #[test]
    fn pieces_and_double_rules_are_one() {
        let rules = [
            across(0.0, 0.0, 44.0),
            across(0.4, 45.0, 90.0),
            across(20.0, 0.5, 90.0),
            across(21.5, 0.0, 89.5),
            down(0.0, 0.0, 10.0),
            down(0.2, 10.5, 21.0),
            down(45.0, 1.0, 20.0),
            down(90.0, 0.0, 21.0),
        ];
        check(&rules, &[&[[0, 0, 1, 1], [0, 1, 1, 1]]]);
    }

    #[test]
    fn a_table_open_at_its_sides_has_all_its_columns() {
        let rules =
            [across(0.0, 0.0, 90.0), across(20.0, 0.0, 90.0), across(40.0, 0.0, 90.0), down(45.0, 0.0, 40.0)];
        check(&rules, &[&[[0, 0, 1, 1], [0, 1, 1, 1], [1, 0, 1, 1], [1, 1, 1, 1]]]);
    }

    #[test]
    fn cells_with_grounds_are_boxes_and_stripes_are_none() {
        let ground = |left, top, right, bottom| Ground { left, top, right, bottom };
        let cells = [ground(0.0, 0.0, 40.0, 20.0), ground(42.0, 0.0, 90.0, 20.0)];
        let below = cells.map(|cell| ground(cell.left, 22.0, cell.right, 42.0));
        let grounds = [cells, below].concat();
        let all: &[[usize; 4]] = &[[0, 0, 1, 1], [0, 1, 1, 1], [1, 0, 1, 1], [1, 1, 1, 1]];
        check_page(&Page { grounds, ..Page::default() }, &[all]);
        let grounds = vec![ground(0.0, 0.0, 90.0, 20.0), ground(0.0, 20.0, 90.0, 40.0)];
        check_page(&Page { grounds, ..Page::default() }, &[]);
    }

    #[test]
    fn dots_are_a_line_and_never_pull_another_away() {
        let dots = |line: fn(f64) -> [Rule; 2]| (0..60).flat_map(move |at| line(f64::from(at) * 1.5));
        let dotted = dots(|at| [across(20.0, at, at + 0.75), down(at + 0.4, 19.6, 20.4)]);
        let upright = dots(|at| [down(45.0, at, at + 0.75), across(at + 0.4, 44.6, 45.4)]);
        let frame =
            [across(0.0, 0.0, 90.0), across(90.0, 0.0, 90.0), down(0.0, 0.0, 90.0), down(90.0, 0.0, 90.0)];
        let rules: Vec<Rule> = frame.into_iter().chain(dotted).chain(upright).collect();
        check(&rules, &[&[[0, 0, 1, 1], [0, 1, 1, 1], [1, 0, 1, 1], [1, 1, 1, 1]]]);
    }

    #[test]
    fn tables_apart_are_two() {
        let table = |y: f64| {
            let across = [0.0, 20.0].map(|below| across(y + below, 0.0, 90.0));
            let down = [0.0, 45.0, 90.0].map(|x| down(x, y, y + 20.0));
            [across.to_vec(), down.to_vec()].concat()
        };
        let two: &[[usize; 4]] = &[[0, 0, 1, 1], [0, 1, 1, 1]];
        check(&[table(0.0), table(100.0)].concat(), &[two, two]);
    }
}
