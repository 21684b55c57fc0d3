//! Brings a cell into view, clear of the headings and names that stay there.

use egui::{Align, Rect, Ui, Vec2, vec2};

/// A cell within this of the view is scrolled to no further than needed.
const NEAR: f32 = 120.0;
/// What is seen around it then.
const AROUND: f32 = 60.0;

/// Scrolls no further than needed to a cell near the view, and puts one from afar in the middle, so
/// that what belongs to it is seen too. `covered` is what stays over the left and the top of the view.
pub fn bring_into_view(ui: &Ui, cell: Rect, covered: Vec2) {
    let view = ui.clip_rect();
    match view.expand(NEAR).contains_rect(cell) {
        true => ui.scroll_to_rect(with_surroundings(cell, covered, view.size()), None),
        false => ui.scroll_to_rect(Rect::from_min_max(cell.min - covered, cell.max), Some(Align::Center)),
    }
}

/// A cell with what is seen around it and what covers the view before it; in a small view no more
/// than there is room for.
fn with_surroundings(cell: Rect, covered: Vec2, view: Vec2) -> Rect {
    let spare = (view - covered - cell.size()) / 2.0;
    let around = vec2(spare.x.clamp(0.0, AROUND), spare.y.clamp(0.0, AROUND));
    Rect::from_min_max(cell.min - covered - around, cell.max + around)
}

#[cfg(test)]
mod tests {
    use egui::pos2;

    use super::*;

    fn check(view: Vec2, covered: Vec2, expected: [f32; 4]) {
        let cell = Rect::from_min_max(pos2(400.0, 500.0), pos2(450.0, 530.0));
        let [left, top, right, bottom] = expected;
        let expected = Rect::from_min_max(pos2(left, top), pos2(right, bottom));
        assert_eq!(with_surroundings(cell, covered, view), expected);
    }

    #[test]
    fn a_cell_is_brought_out_from_under_the_headings() {
        check(vec2(700.0, 600.0), vec2(0.0, 90.0), [340.0, 350.0, 510.0, 590.0]);
        check(vec2(700.0, 600.0), vec2(200.0, 0.0), [140.0, 440.0, 510.0, 590.0]);
        // A low view: the cell stands in the middle of what the headings leave.
        check(vec2(700.0, 160.0), vec2(0.0, 90.0), [340.0, 390.0, 510.0, 550.0]);
    }
}
