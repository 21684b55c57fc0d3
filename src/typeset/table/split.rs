//! Which rows of a table go on which page. Rows are never cut, groups of rows as seldom as possible; the head
//! is repeated; the foot, and what must follow it, stays with the last row.

use std::ops::Range;

use super::{PADDINGS, TIGHTEST, Table};
use crate::report::BoxRole;

/// A table lower than this part of a page goes to the next page rather than being split.
const SMALL: f32 = 0.4;
/// The most of a page that may stay blank because a table does not fit, as a part of the page.
const BLANK: f32 = 1.0 / 3.0;
/// A table is not begun at the foot of a page for fewer rows than this.
const FEWEST_ROWS: usize = 3;

/// How a table goes on its pages.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::typeset) struct Plan {
    /// It begins on a new page.
    pub moves: bool,
    /// Height of each row in points.
    pub heights: Vec<f32>,
    /// The rows for each page, without the repeated head.
    pub parts: Vec<Range<usize>>,
}

impl Table {
    /// Plans the table for a page on which `remaining` points are left; `at_top`: the page is still empty.
    pub fn plan(&self, remaining: f32, at_top: bool) -> Plan {
        let fixed = self.heading_height() + self.foot_height() + self.tail;
        for padding in PADDINGS {
            let heights = self.heights(padding);
            if fixed + heights.iter().sum::<f32>() <= remaining {
                let body = self.grid.head_rows..self.grid.rows;
                return Plan { moves: false, heights, parts: vec![body] };
            }
        }
        let heights = self.heights(TIGHTEST);
        let whole = fixed + heights.iter().sum::<f32>();
        let parts = self.parts(&heights, remaining, at_top);
        let first = parts.first().map_or(0, |part| part.len());
        let page = self.frame.height;
        let moves = whole <= page && (whole <= SMALL * page || remaining <= BLANK * page)
            || first < FEWEST_ROWS.min(self.grid.rows - self.grid.head_rows);
        if moves && !at_top {
            return Plan { moves: true, ..self.plan(page, true) };
        }
        // As much air as the same number of pages has room for.
        let roomy = PADDINGS.into_iter().map(|padding| {
            let heights = self.heights(padding);
            let parts = self.parts(&heights, remaining, at_top);
            Plan { moves: false, heights, parts }
        });
        let begins = |plan: &Plan| plan.parts.first().is_some_and(|part| at_top || part.len() >= FEWEST_ROWS);
        let count = parts.len();
        let mut roomy = roomy.filter(|plan| plan.parts.len() == count && begins(plan));
        roomy.next().unwrap_or(Plan { moves: false, heights, parts })
    }

    /// The rows for each page, `remaining` points being left on the first. The first part is empty when not
    /// one row fits there.
    fn parts(&self, heights: &[f32], remaining: f32, at_top: bool) -> Vec<Range<usize>> {
        let height = |rows: Range<usize>| heights.get(rows).unwrap_or_default().iter().sum::<f32>();
        let (head, rows) = (self.grid.head_rows, self.grid.rows);
        let tail = self.foot_height() + self.tail;
        let mut parts = Vec::new();
        let mut start = head;
        let mut room = remaining - self.heading_height() - height(0..head);
        let mut fresh = at_top;
        loop {
            if height(start..rows) + tail <= room {
                parts.push(start..rows);
                return parts;
            }
            // The last row never goes on a page whose foot has no room.
            let furthest =
                (start + 1..rows).take_while(|end| height(start..*end) <= room).last().unwrap_or(start);
            let end = match furthest {
                end if end == start && rows - start <= 1 && fresh => rows,
                end if end == start && fresh => start + 1,
                furthest => self.best_break(start, furthest, heights, room),
            };
            parts.push(start..end);
            if end >= rows {
                return parts;
            }
            start = end;
            room = self.frame.height - self.continued_height() - height(0..head);
            fresh = true;
        }
    }

    /// The best place to end a page between `start` and `furthest`.
    fn best_break(&self, start: usize, furthest: usize, heights: &[f32], room: f32) -> usize {
        let mut best = (f32::INFINITY, furthest);
        let mut filled: f32 = 0.0;
        for end in start + 1..=furthest {
            filled += heights.get(end - 1).copied().unwrap_or_default();
            let blank = (1.0 - filled / room.max(1.0)).max(0.0);
            let cost = 3.0 * blank + self.cost_of_break(end, start, heights);
            if cost <= best.0 {
                best = (cost, end);
            }
        }
        best.1
    }

    /// What it costs to end a page before `row`: groups cut, labels parted from what they introduce.
    fn cost_of_break(&self, row: usize, start: usize, heights: &[f32]) -> f32 {
        let mut cost = 0.0;
        for (place, cell) in self.grid.boxes.iter().zip(&self.cells) {
            if place.rows.start < row && row < place.rows.end {
                cost += 1.0;
                if cell.flows {
                    continue;
                }
                let above: f32 =
                    heights.get(place.rows.start.max(start)..row).unwrap_or_default().iter().sum();
                let below: f32 = heights.get(row..place.rows.end).unwrap_or_default().iter().sum();
                // A side head that cannot be repeated in both halves.
                cost += if cell.height() > above || cell.height() > below { 2.0 } else { 0.0 };
            }
        }
        let label = |row: usize| {
            let owner = self.grid.owner(row, 0).and_then(|owner| self.boxes.get(owner));
            owner.and_then(|source| match source.role {
                BoxRole::Label { indent, strong } => Some((indent, strong)),
                _ => None,
            })
        };
        let last = row.saturating_sub(1);
        if let (Some((above, strong)), Some((below, _))) = (label(last), label(row)) {
            cost += if strong && below > 0 { 1.0 } else { 0.0 };
            cost += if below > above { 0.4 } else { 0.0 };
        }
        let is_head = |source: &crate::report::TableBox| source.role == BoxRole::Head;
        let of_row = self.grid.boxes.iter().zip(&self.boxes).filter(|(place, _)| place.rows.contains(&last));
        let mut of_row = of_row.map(|(_, source)| source).peekable();
        cost += if of_row.peek().is_some() && of_row.all(is_head) { 3.0 } else { 0.0 };
        // Two rows at least on the last page.
        cost + if self.grid.rows - row < 2 { 0.5 } else { 0.0 }
    }
}
