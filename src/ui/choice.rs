//! A list that opens to choose one of it, by the pointer and by keys alike: it opens at what is chosen already, what is
//! chosen closes it, and the keyboard is where it was before, so that Tab goes on from there.

use egui::{ComboBox, Id, Response, Ui};

/// Whether a list is shown for the first time since it was closed. The pass that only measures it does not count.
fn opens(ui: &Ui) -> bool {
    if ui.is_sizing_pass() {
        return false;
    }
    let pass = ui.ctx().cumulative_pass_nr();
    let key = ui.scope_id().with("shown in pass");
    let before = ui.data_mut(|data| data.get_temp_mut_or_default::<Option<u64>>(key).replace(pass));
    before.is_none_or(|before| before + 1 < pass)
}

/// Shows the list. The entry chosen in this frame, of those given as text and what to say of it, is the second part.
pub fn choice_ui<'a>(
    ui: &mut Ui,
    list: ComboBox,
    chosen: Option<usize>,
    entries: impl IntoIterator<Item = (&'a str, &'a str)>,
) -> (Response, Option<usize>) {
    let shown = list.show_ui(ui, |ui| {
        let mut picked = None;
        let opens = opens(ui);
        for (number, (text, meaning)) in entries.into_iter().enumerate() {
            let mut entry = ui.selectable_label(chosen == Some(number), text);
            if !meaning.is_empty() {
                entry = entry.on_hover_text(meaning);
            }
            if opens && chosen == Some(number) {
                entry.request_focus();
                entry.scroll_to_me(Some(egui::Align::Center));
            }
            if entry.clicked() {
                picked = Some(number);
                // egui closes it for the pointer only.
                ui.close();
            }
        }
        picked
    });
    let is_open = shown.inner.is_some();
    let picked = shown.inner.flatten();
    // The entry that had the keyboard goes with the list, closed by Esc too.
    let key = Id::unique(("choice", shown.response.id));
    let was_open = ui.data_mut(|data| std::mem::replace(data.get_temp_mut_or_default::<bool>(key), is_open));
    let is_left = was_open && !is_open && ui.memory(|memory| memory.focused().is_none());
    if picked.is_some() || is_left {
        shown.response.request_focus();
    }
    (shown.response, picked)
}
