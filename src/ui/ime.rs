//! Input methods. While one is composing nothing is checked, saved or undone: its half-typed
//! letters stand in the very text that is edited (notes/gui.md §3).

use egui::{Context, Event, Id, ImeEvent, vec2};

/// Notes what the input method did in this frame. Call once, before anything is painted.
pub fn track(ctx: &Context) {
    let composing = ctx.input(|input| {
        input.events.iter().rev().find_map(|event| match event {
            Event::Ime(ImeEvent::Preedit { text, .. }) => Some(!text.is_empty()),
            Event::Ime(ImeEvent::Commit(_)) => Some(false),
            _ => None,
        })
    });
    if let Some(composing) = composing {
        ctx.data_mut(|data| data.insert_temp(key(), composing));
    }
}

/// Whether an input method is composing.
pub fn is_composing(ctx: &Context) -> bool {
    ctx.data(|data| data.get_temp(key())).unwrap_or(false)
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
