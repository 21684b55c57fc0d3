//! Text boxes: one over a value that is kept elsewhere, and one just entered.
//! While an input method composes, what is typed
//! stays in the box; only whole text comes out.

use egui::text::{CCursor, CCursorRange};
use egui::widgets::text_edit::TextEditState;
use egui::{Id, Key, Response, Ui};

use super::ime;

/// Gives the keyboard to a text box about to be shown, with all of its text selected: typing then
/// replaces it.
pub fn select_all(ui: &Ui, id: Id, text: &str) {
    ui.memory_mut(|memory| memory.request_focus(id));
    select(ui, id, whole(text));
}

fn whole(text: &str) -> CCursorRange {
    CCursorRange::two(CCursor::new(0), CCursor::new(text.chars().count()))
}

/// Puts the caret behind the text of a text box about to be shown.
pub fn caret_at_end(ui: &Ui, id: Id, text: &str) {
    select(ui, id, CCursorRange::one(CCursor::new(text.chars().count())));
}

fn select(ui: &Ui, id: Id, range: CCursorRange) {
    let mut state = TextEditState::load(ui.ctx(), id).unwrap_or_default();
    state.cursor.set_char_range(Some(range));
    state.clear_undoer();
    state.store(ui.ctx(), id);
}

/// Shows a text box made by `add` over `now`. The second part is the new text, where it changed.
pub fn edited(
    ui: &mut Ui,
    id: Id,
    now: &str,
    add: impl FnOnce(&mut Ui, &mut String) -> Response,
) -> (Response, Option<String>) {
    let held: Option<String> = ui.data(|data| data.get_temp(id));
    let mut text = held.unwrap_or_else(|| now.to_owned());
    let response = add(ui, &mut text);
    if ime::is_composing(ui.ctx()) && response.has_focus() {
        ui.data_mut(|data| data.insert_temp(id, text));
        return (response, None);
    }
    ui.data_mut(|data| data.remove::<String>(id));
    let changed = (text != now).then_some(text);
    (response, changed)
}

/// The same for a box of one line: who comes to it by Tab types anew, as everywhere; who comes by the pointer has chosen a
/// place.
pub fn edited_line(
    ui: &mut Ui,
    id: Id,
    now: &str,
    add: impl FnOnce(&mut Ui, &mut String) -> Response,
) -> (Response, Option<String>) {
    edited(ui, id, now, |ui, text| {
        let response = add(ui, text);
        let tabbed = Id::unique("pass of the last Tab");
        let pass = ui.ctx().cumulative_pass_nr();
        if ui.input(|input| input.key_pressed(Key::Tab)) {
            ui.data_mut(|data| data.insert_temp(tabbed, pass));
        }
        // Backwards it takes the keyboard one pass later.
        let last: Option<u64> = ui.data(|data| data.get_temp(tabbed));
        if response.gained_focus() && last.is_some_and(|last| last + 1 >= pass) {
            select(ui, response.id, whole(text));
        }
        response
    })
}
