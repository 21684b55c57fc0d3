//! What takes the keyboard is brought into view: egui scrolls to text that is typed, not to what Tab reaches.

use egui::scroll_area::{ScrollArea, ScrollAreaOutput};
use egui::{Context, Id, Key, Modifiers, Ui, vec2};

/// Scrolling that follows the keyboard.
pub trait Follow {
    /// As `show`; what has just got the keyboard inside is scrolled into view.
    fn show_followed<R>(self, ui: &mut Ui, add: impl FnOnce(&mut Ui) -> R) -> ScrollAreaOutput<R>;
}

impl Follow for ScrollArea {
    fn show_followed<R>(self, ui: &mut Ui, add: impl FnOnce(&mut Ui) -> R) -> ScrollAreaOutput<R> {
        self.show(ui, |ui| followed(ui, add))
    }
}

/// For what is shown inside a scroll area by other means.
pub fn followed<R>(ui: &mut Ui, add: impl FnOnce(&mut Ui) -> R) -> R {
    // Tab moves the keyboard while widgets are painted: who has it is known after, so what was painted before counts.
    let layer = ui.layer_id();
    let painted = |ui: &Ui| {
        ui.ctx().viewport(|viewport| {
            viewport
                .this_pass
                .widgets
                .layers()
                .find(|(known, _)| **known == layer)
                .map_or(0, |(_, all)| all.len())
        })
    };
    let before = painted(ui);
    let added = add(ui);
    if let Some(id) = just_reached(ui.ctx()) {
        let place = ui.ctx().viewport(|viewport| {
            let widgets = &viewport.this_pass.widgets;
            let is_inside = widgets.order(id).is_some_and(|(of, order)| of == layer && order >= before);
            widgets.get(id).filter(|_| is_inside).map(|widget| widget.rect)
        });
        if let Some(rect) = place {
            // Room for the ring around it.
            ui.scroll_to_rect(rect.expand(4.0), None);
        }
    }
    added
}

/// For what is only read: the arrows and the keys for pages scroll it, since nothing inside takes the keyboard.
pub fn scrolled_by_keys(ui: &Ui) {
    let page = (ui.clip_rect().height() - 40.0).max(40.0);
    for (key, by) in
        [(Key::ArrowDown, -40.0), (Key::ArrowUp, 40.0), (Key::PageDown, -page), (Key::PageUp, page)]
    {
        if ui.input_mut(|input| input.consume_key(Modifiers::NONE, key)) {
            ui.scroll_with_delta(vec2(0.0, by));
        }
    }
}

/// What has the keyboard and had it not in the frame before.
fn just_reached(ctx: &Context) -> Option<Id> {
    let focused = ctx.memory(|memory| memory.focused())?;
    let known = ctx.data(|data| data.get_temp::<Option<Id>>(key())).flatten();
    (known != Some(focused)).then_some(focused)
}

/// Remembers what has the keyboard. Call last in a frame.
pub fn remember(ctx: &Context) {
    let focused = ctx.memory(|memory| memory.focused());
    ctx.data_mut(|data| data.insert_temp(key(), focused));
}

fn key() -> Id {
    Id::unique("followed")
}
