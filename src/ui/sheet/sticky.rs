//! What stays in view while a table is scrolled: its heading rows at the top, the names of its rows
//! at the left. They are painted once more over the table; cells, keyboard order and screen readers
//! know nothing of it.

use egui::{Color32, Id, Rangef, Rect, Sense, Ui, Vec2, pos2, vec2};

use super::geometry::Geometry;
use crate::ui::theme::Palette;

/// The most of the view that stays covered by names and by headings: more would leave no room for
/// the cells.
const MOST: Vec2 = vec2(0.6, 0.45);
/// So much of a table is seen at least beside what stays in view of it: about its last row.
const REST: f32 = 40.0;
/// Length of the shadow under a band that covers something.
const SHADOW: u8 = 5;

/// How far the first `band` points of a table are moved along one axis to stay in view. The end of
/// the table pushes them out again; what would take too much of the view is not kept in it.
fn shift(table: Rangef, band: f32, view: Rangef, most: f32) -> f32 {
    match covers(band, view, most) > 0.0 {
        true => (view.min - table.min).clamp(0.0, (table.span() - band - REST).max(0.0)),
        false => 0.0,
    }
}

/// What a band covers of the view while the table is scrolled under it.
fn covers(band: f32, view: Rangef, most: f32) -> f32 {
    if band <= most * view.span() { band } else { 0.0 }
}

/// The bands of a table, and how they are moved to stay in view.
#[derive(Debug, Clone, Copy)]
pub struct Bands {
    /// Of the names of the rows to the right, of the headings down.
    shift: Vec2,
    /// Where the table stands.
    area: Rect,
    /// Width of the names, height of the headings.
    size: Vec2,
    /// What they cover of the view at the left and at the top.
    pub covered: Vec2,
    /// What is seen of the table under its headings, from top to bottom.
    pub seen: Rangef,
}

impl Bands {
    /// The bands of a table that stands at `area` of the screen, of which `view` is seen.
    pub fn of(geometry: &Geometry<'_>, area: Rect, view: Rect) -> Self {
        let covered = vec2(
            covers(geometry.labels, view.x_range(), MOST.x),
            covers(geometry.head, view.y_range(), MOST.y),
        );
        Self {
            shift: vec2(
                shift(area.x_range(), geometry.labels, view.x_range(), MOST.x),
                shift(area.y_range(), geometry.head, view.y_range(), MOST.y),
            ),
            seen: Rangef::new(view.top() + covered.y, view.bottom()),
            area,
            size: vec2(geometry.labels, geometry.head),
            covered,
        }
    }

    /// The part of the view that no band covers.
    pub fn clear(&self, view: Rect) -> Rect {
        let edge = self.area.min + self.shift + self.size;
        let past = |shift: f32, edge: f32, view: f32| if shift > 0.0 { view.max(edge) } else { view };
        let least = pos2(past(self.shift.x, edge.x, view.left()), past(self.shift.y, edge.y, view.top()));
        Rect::from_min_max(least, view.max)
    }

    /// Paints what is moved over everything else of the table. `number` tells the tables apart.
    pub fn paint(self, ui: &Ui, number: usize, geometry: &Geometry<'_>, colours: &Palette) {
        let paint = |in_head: bool, in_labels: bool, by: Vec2| {
            for placed in &geometry.boxes {
                let is_head = placed.rect.bottom() <= self.size.y;
                let is_label = placed.rect.right() <= self.size.x;
                if (is_head, is_label) == (in_head, in_labels) {
                    placed.paint(ui, self.area.min + by, self.seen, Some(colours.paper), colours);
                }
            }
        };
        let (right, down) = (self.shift.x, self.shift.y);
        if right > 0.0 {
            paint(false, true, vec2(right, 0.0));
            let corner = self.area.min + vec2(right, self.size.y);
            let band = Rect::from_min_max(corner, pos2(corner.x + self.size.x, self.area.bottom()));
            shadow(ui, band, Vec2::X, colours);
            cover(ui, Id::unique(("names", number)), band);
        }
        if down > 0.0 {
            paint(true, false, vec2(0.0, down));
        }
        if right > 0.0 || down > 0.0 {
            paint(true, true, self.shift);
        }
        if down > 0.0 {
            let band =
                Rect::from_min_size(self.area.min + vec2(0.0, down), vec2(self.area.width(), self.size.y));
            shadow(ui, band, Vec2::Y, colours);
            cover(ui, Id::unique(("headings", number)), band);
        }
    }
}

/// A line at the far side of a band, and under it a shadow on what is scrolled away below.
fn shadow(ui: &Ui, band: Rect, side: Vec2, colours: &Palette) {
    let line = |from: f32, width: f32, colour: Color32| {
        let ends = match side.x > 0.0 {
            true => [band.right_top(), band.right_bottom()],
            false => [band.left_bottom(), band.right_bottom()],
        };
        ui.painter().line_segment(ends.map(|end| end + side * from), (width, colour));
    };
    for step in 0..SHADOW {
        line(f32::from(step) + 1.0, 1.0, Color32::from_black_alpha(44 - 8 * step));
    }
    line(0.0, 1.5, colours.rule);
}

/// The pointer does not reach what lies under a band. It can take no keyboard.
fn cover(ui: &Ui, id: Id, band: Rect) {
    ui.interact(band, id, Sense::CLICK);
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Where the headings of a table 600 high, its headings 90, stand in a view of 400 from 100 on.
    fn check(table: f32, expected: f32) {
        let shift = shift(Rangef::new(table, table + 600.0), 90.0, Rangef::new(100.0, 500.0), MOST.y);
        assert_eq!(table + shift, expected, "table at {table}");
    }

    #[test]
    fn headings_stay_at_the_top_of_the_view_until_their_table_leaves_it() {
        check(300.0, 300.0);
        check(100.0, 100.0);
        check(99.0, 100.0);
        check(-200.0, 100.0);
        check(-370.0, 100.0);
        // Only its last row is left: the headings go with it.
        check(-400.0, 70.0);
        check(-600.0, -130.0);
    }

    #[test]
    fn headings_that_would_fill_the_view_are_scrolled_away_as_everything_else() {
        let view = Rangef::new(0.0, 150.0);
        assert_eq!(shift(Rangef::new(-50.0, 550.0), 90.0, view, MOST.y), 0.0);
        assert_eq!(covers(90.0, view, MOST.y), 0.0);
        assert_eq!(covers(60.0, view, MOST.y), 60.0);
    }

    #[test]
    fn a_table_without_headings_keeps_nothing() {
        assert_eq!(shift(Rangef::new(-50.0, 550.0), 0.0, Rangef::new(0.0, 400.0), MOST.y), 0.0);
    }

    #[test]
    fn what_a_band_covers_is_left_to_it() {
        let view = Rect::from_min_max(pos2(0.0, 0.0), pos2(400.0, 300.0));
        let bands = |shift: Vec2| Bands {
            shift,
            area: Rect::from_min_max(pos2(-100.0, 20.0), pos2(700.0, 900.0)),
            size: vec2(120.0, 60.0),
            covered: vec2(120.0, 60.0),
            seen: Rangef::new(60.0, 300.0),
        };
        assert_eq!(bands(vec2(100.0, 0.0)).clear(view).min, pos2(120.0, 0.0));
        assert_eq!(bands(Vec2::ZERO).clear(view), view);
    }
}
