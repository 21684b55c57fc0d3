//! Input methods. While one is composing nothing is checked, saved or undone: its half-typed
//! letters stand in the very text that is edited (notes/gui.md §3).

use egui::{Context, Event, Id, ImeEvent, vec2};

/// Notes what the input method did in this frame. Call once, before anything is painted.
pub fn track(ctx: &Context) {
    let composing = ctx.input(|input| {
        input.events.iter().rev().find_map(|event| match event {
            Event::Ime(ImeEvent::Preedit { text, .. }) => Some(!text.is_empty()),
            Event::Ime(ImeEvent::Commit(_)) | Event::WindowFocused(false) => Some(false),
            _ => None,
        })
    });
    if let Some(composing) = composing {
        // Bound to the box: one that is left in the middle of a word gets no last word from the system.
        let place = composing.then(|| ctx.memory(|memory| memory.focused())).flatten();
        ctx.data_mut(|data| data.insert_temp(key(), place));
    }
}

/// Whether an input method is composing in the box that has the keyboard.
pub fn is_composing(ctx: &Context) -> bool {
    let place: Option<Id> = ctx.data(|data| data.get_temp(key())).flatten();
    place.is_some() && place == ctx.memory(|memory| memory.focused())
}

/// Puts the candidate window under the caret. X11 passes only the caret's top left, so without
/// this the candidates cover the line that is typed. Call once, after everything is painted.
pub fn place_candidates(ctx: &Context) {
    if !cfg!(target_os = "linux") {
        return;
    }
    ctx.output_mut(|output| {
        if let Some(ime) = &mut output.ime {
            let height = ime.cursor_rect.height();
            ime.cursor_rect = ime.cursor_rect.translate(vec2(0.0, height));
        }
    });
}

fn key() -> Id {
    Id::unique("composing")
}
