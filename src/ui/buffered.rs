//! A text box over a value that is kept elsewhere. While an input method composes, what is typed
//! stays in the box; only whole text comes out.

use egui::{Id, Response, Ui};

use super::ime;

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
