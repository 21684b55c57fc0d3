//! Brings a cell into view, clear of the headings and names that stay there.

use egui::{Id, Rangef, Rect, Ui, Vec2};

use crate::form::CellId;

/// A cell within this of the view is scrolled to no further than needed; one from afar comes into the
/// middle, so that what belongs to it is seen too.
const NEAR: f32 = 120.0;
/// What is seen above and below a cell that is near.
const AROUND: f32 = 60.0;
/// What is seen at its left and right: sideways no more than needed, the names of the rows are there.
const BESIDE: f32 = 12.0;
/// What scrolling adds by itself on either side.
const ADDED: f32 = 8.0;

/// Scrolls to a cell. `covered` is what stays over the left and the top of the view.
pub fn bring_into_view(ui: &Ui, cell: Rect, covered: Vec2) {
    let view = ui.clip_rect();
    let is_near = view.expand(NEAR).y_range().contains(cell.center().y);
    let above = if is_near { AROUND } else { f32::INFINITY };
    let x = with_surroundings(cell.x_range(), covered.x, view.width(), BESIDE);
    let y = with_surroundings(cell.y_range(), covered.y, view.height(), above);
    ui.scroll_to_rect(Rect::from_x_y_ranges(x, y), None);
}

/// Scrolls to a cell that was seen before the view became another size: a pane that opens or closes leaves it in view.
/// `clear` is what nothing covers.
pub fn stay_in_view(ui: &Ui, cell: CellId, rect: Rect, clear: Rect, covered: Vec2) {
    let id = Id::unique("cell seen");
    let size = ui.clip_rect().size();
    // The cell that was seen, the size of the view then, and whether it is on its way into it.
    type Seen = Option<(CellId, Vec2, bool)>;
    let before = ui.data(|data| data.get_temp::<Seen>(id)).flatten().filter(|(of, ..)| *of == cell);
    let is_seen = clear.expand(1.0).contains_rect(rect);
    let is_pushed_out = before.is_some_and(|(_, was, _)| was != size) && !is_seen;
    if is_pushed_out {
        bring_into_view(ui, rect, covered);
        ui.ctx().request_repaint();
    }
    let is_coming = is_pushed_out || before.is_some_and(|(.., is_coming)| is_coming);
    let seen: Seen = (is_seen || is_coming).then_some((cell, size, is_coming && !is_seen));
    ui.data_mut(|data| data.insert_temp(id, seen));
}

/// What is to be seen along one axis: a cell, what covers the view before it, and what is around it,
/// as far as the view has room for that. Where it fills the view the cell stands in the middle of
/// what is not covered.
fn with_surroundings(cell: Rangef, covered: f32, view: f32, around: f32) -> Rangef {
    let spare = (view - covered - cell.span()) / 2.0 - ADDED;
    let around = around.min(spare).max(0.0);
    Rangef::new(cell.min - covered - around, cell.max + around)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check((view, covered, around): (f32, f32, f32), expected: (f32, f32)) {
        let cell = Rangef::new(500.0, 530.0);
        let got = with_surroundings(cell, covered, view, around);
        assert_eq!((got.min, got.max), expected, "{view} high, {covered} covered");
    }

    #[test]
    fn a_cell_is_brought_out_from_under_the_headings() {
        check((600.0, 90.0, 60.0), (350.0, 590.0));
        check((600.0, 0.0, 60.0), (440.0, 590.0));
        // A low view: no more around it than there is room for.
        check((160.0, 90.0, 60.0), (398.0, 542.0));
        check((100.0, 90.0, 60.0), (410.0, 530.0));
    }

    #[test]
    fn a_cell_from_afar_comes_into_the_middle_of_what_is_not_covered() {
        check((600.0, 90.0, f32::INFINITY), (178.0, 762.0));
        assert_eq!((410.0 - 178.0, 762.0 - 530.0), (232.0, 232.0), "as much above as below");
    }
}
