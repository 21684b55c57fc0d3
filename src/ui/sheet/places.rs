//! Which cell lies next to which, by where they were painted.

use egui::Rect;

use crate::form::CellId;

/// Where a cell was painted.
#[derive(Debug, Clone, Copy)]
pub struct Place {
    /// Which cell.
    pub cell: CellId,
    /// Its place on the screen.
    pub rect: Rect,
    /// Number of its table on the sheet.
    pub table: usize,
}

/// A way from a cell to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// ↓ and Enter: down the column, from its foot to the head of the next one, from the last one to
    /// the next table.
    Down,
    /// ↑ and Shift+Enter: the same backwards.
    Up,
    /// ←: within the row.
    Left,
    /// →: within the row.
    Right,
    /// Home: the first cell of the row.
    RowStart,
    /// End: the last cell of the row.
    RowEnd,
}

/// The cell that a way leads to; `None` at the edge.
pub fn next(places: &[Place], here: usize, way: Way) -> Option<CellId> {
    let at = places.get(here)?;
    let row = || places.iter().filter(|place| place.table == at.table && beside(place, at));
    let by_left = |a: &&Place, b: &&Place| a.rect.left().total_cmp(&b.rect.left());
    let place = match way {
        Way::Down => return below(places, at),
        Way::Up => return above(places, at),
        Way::Left => row().filter(|place| place.rect.right() <= at.rect.left() + 1.0).max_by(by_left),
        Way::Right => row().filter(|place| place.rect.left() >= at.rect.right() - 1.0).min_by(by_left),
        Way::RowStart => row().min_by(by_left),
        Way::RowEnd => row().max_by(by_left),
    };
    place.map(|place| place.cell)
}

/// The cell under this one; from the foot of a column the head of the next column of the table;
/// from the last one the first cell of the next table.
fn below(places: &[Place], at: &Place) -> Option<CellId> {
    let of_table = || places.iter().filter(|place| place.table == at.table);
    let under = of_table().filter(|place| place.rect.top() >= at.rect.bottom() - 1.0 && overlaps(place, at));
    let right = of_table().filter(|place| place.rect.left() >= at.rect.right() - 1.0);
    let next_table = places.iter().filter(|place| place.table > at.table);
    let first = |a: &&Place, b: &&Place| {
        a.rect.top().total_cmp(&b.rect.top()).then(a.rect.left().total_cmp(&b.rect.left()))
    };
    let head = |a: &&Place, b: &&Place| {
        a.rect.left().total_cmp(&b.rect.left()).then(a.rect.top().total_cmp(&b.rect.top()))
    };
    under
        .min_by(first)
        .or_else(|| right.min_by(head))
        .or_else(|| next_table.min_by_key(|place| place.table))
        .map(|place| place.cell)
}

/// The cell above this one; from the head of a column the foot of the column before it; from the
/// first one the last cell of the table before.
fn above(places: &[Place], at: &Place) -> Option<CellId> {
    let of_table = || places.iter().filter(|place| place.table == at.table);
    let over = of_table().filter(|place| place.rect.bottom() <= at.rect.top() + 1.0 && overlaps(place, at));
    let left = of_table().filter(|place| place.rect.right() <= at.rect.left() + 1.0);
    let mut table_before = places.iter().filter(|place| place.table < at.table);
    let last = |a: &&Place, b: &&Place| {
        a.rect.top().total_cmp(&b.rect.top()).then(b.rect.left().total_cmp(&a.rect.left()))
    };
    let foot = |a: &&Place, b: &&Place| {
        a.rect.left().total_cmp(&b.rect.left()).then(a.rect.top().total_cmp(&b.rect.top()))
    };
    over.max_by(last)
        .or_else(|| left.max_by(foot))
        .or_else(|| table_before.next_back())
        .map(|place| place.cell)
}

fn overlaps(a: &Place, b: &Place) -> bool {
    a.rect.left() < b.rect.right() - 1.0 && b.rect.left() < a.rect.right() - 1.0
}

fn beside(a: &Place, b: &Place) -> bool {
    a.rect.top() < b.rect.bottom() - 1.0 && b.rect.top() < a.rect.bottom() - 1.0
}

#[cfg(test)]
mod tests {
    use egui::{pos2, vec2};

    use super::*;
    use crate::form::editions;

    /// Where the ways lead in a table of three rows: two cells, one wide one, two cells.
    fn check(here: usize, way: Way, expected: Option<usize>) {
        let form = editions::named("2014").expect("the edition");
        let boxes =
            [(0.0, 0.0, 50.0), (50.0, 0.0, 50.0), (0.0, 30.0, 100.0), (0.0, 60.0, 50.0), (50.0, 60.0, 50.0)];
        let places: Vec<_> = form
            .ids()
            .zip(boxes)
            .map(|(cell, (x, y, wide))| Place {
                cell,
                rect: Rect::from_min_size(pos2(x, y), vec2(wide, 30.0)),
                table: 0,
            })
            .collect();
        let got = next(&places, here, way);
        let got = got.and_then(|cell| places.iter().position(|place| place.cell == cell));
        assert_eq!(got, expected, "{way:?} from {here}");
    }

    #[test]
    fn sideways_keeps_to_the_row_and_stops_at_its_ends() {
        for (here, way, expected) in [
            (0, Way::Right, Some(1)),
            (1, Way::Right, None),
            (1, Way::Left, Some(0)),
            (0, Way::Left, None),
            (2, Way::Left, None),
            (2, Way::Right, None),
            (4, Way::RowStart, Some(3)),
            (3, Way::RowEnd, Some(4)),
            (2, Way::RowEnd, Some(2)),
        ] {
            check(here, way, expected);
        }
    }

    #[test]
    fn up_and_down_pass_through_a_wide_cell_and_wrap_at_the_ends_of_a_column() {
        for (here, way, expected) in [
            (1, Way::Down, Some(2)),
            (2, Way::Down, Some(3)),
            (3, Way::Down, Some(1)),
            (4, Way::Down, None),
            (4, Way::Up, Some(2)),
            (2, Way::Up, Some(0)),
            (1, Way::Up, Some(3)),
            (0, Way::Up, None),
        ] {
            check(here, way, expected);
        }
    }
}
