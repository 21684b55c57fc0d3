//! Input methods. While one is composing nothing is checked, saved or undone: its half-typed
//! letters stand in the very text that is edited (notes/gui.md §3).

use egui::{Context, Event, Id, ImeEvent, vec2};

/// Notes what the input method did in this frame. Call once, before anything is painted.
pub fn track(ctx: &Context) {
    ctx.input_mut(|input| drop_control_characters(&mut input.events));
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
    if is_composing(ctx) {
        // Ctrl+Z would be taken by the text box itself, in the middle of a word.
        ctx.input_mut(|input| input.events.retain(|event| !is_shortcut(event)));
    }
}

/// X11 hands over Ctrl+S pressed while letters are composed as a text of one control character (U+0013), and
/// before it the end of what was composed, though the input method goes on composing (found with fcitx5,
/// `scripts/input-method`). It is no text at all: neither reaches the text box.
fn drop_control_characters(events: &mut Vec<Event>) {
    let ends_composing =
        |event: &Event| matches!(event, Event::Ime(ImeEvent::Preedit { text, .. }) if text.is_empty());
    let mut kept: Vec<Event> = Vec::with_capacity(events.len());
    for mut event in events.drain(..) {
        if let Event::Text(text) | Event::Ime(ImeEvent::Commit(text)) = &mut event
            && text.contains(char::is_control)
        {
            text.retain(|c| !c.is_control());
            if text.is_empty() {
                kept.pop_if(|last| ends_composing(last));
                continue;
            }
        }
        kept.push(event);
    }
    *events = kept;
}

/// What a text box does of itself by a key with Ctrl.
fn is_shortcut(event: &Event) -> bool {
    match event {
        Event::Key { pressed, modifiers, .. } => *pressed && (modifiers.command || modifiers.ctrl),
        Event::Copy | Event::Cut | Event::Paste(_) => true,
        _ => false,
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_handed_over_is_text() {
        let commit = |text: &str| Event::Ime(ImeEvent::Commit(text.to_owned()));
        let preedit =
            |text: &str| Event::Ime(ImeEvent::Preedit { text: text.to_owned(), active_range_chars: None });
        let check = |mut events: Vec<Event>, expected: &[Event]| {
            drop_control_characters(&mut events);
            assert_eq!(events, expected);
        };
        check(vec![preedit(""), commit("政府")], &[preedit(""), commit("政府")]);
        check(vec![preedit("zheng"), preedit(""), commit("\u{13}")], &[preedit("zheng")]);
        check(vec![commit("\u{1a}政府")], &[commit("政府")]);
        // How composing ends without a text.
        check(vec![preedit(""), commit("")], &[preedit(""), commit("")]);
    }
}
