//! One move a frame. On a slow machine Enter and the digits typed after it arrive together; the
//! digits belong to the next cell and must not reach the one being left.

use egui::{Event, Key};

/// Keys and clicks that wait for the frame in which they mean what the clerk meant.
#[derive(Debug, Default)]
pub struct Pacing {
    waiting: Vec<Event>,
    /// Frames to pass before more is let through.
    hold: u8,
}

impl Pacing {
    /// Lets through what belongs to this frame and keeps the rest. True while something waits: the
    /// window must be painted again.
    pub fn pace(&mut self, events: &mut Vec<Event>) -> bool {
        let mut all = std::mem::take(&mut self.waiting);
        all.append(events);
        if self.hold > 0 {
            self.hold -= 1;
            // The pointer and the window's own events are not typing: they go on.
            let (typed, other) = all.into_iter().partition(is_typed);
            (self.waiting, *events) = (typed, other);
            return true;
        }
        let mut has_typed = false;
        let mut end = all.len();
        for (at, event) in all.iter().enumerate() {
            // What was typed before Ctrl+S must be in the draft when it is saved, and an arrow goes
            // by where the caret stands after it.
            if has_typed && (is_command(event) || moves_caret(event)) {
                end = at;
                break;
            }
            if frames_after(event) > 0 {
                self.hold = frames_after(event) - 1;
                end = at + 1;
                break;
            }
            has_typed |= matches!(
                event,
                Event::Text(_) | Event::Ime(_) | Event::Paste(_) | Event::Key { pressed: true, .. }
            );
        }
        self.waiting = all.split_off(end);
        *events = all;
        self.hold > 0 || !self.waiting.is_empty()
    }
}

fn is_typed(event: &Event) -> bool {
    matches!(event, Event::Key { .. } | Event::Text(_) | Event::Ime(_) | Event::Paste(_))
}

/// A key that commands the window, not the cell.
fn is_command(event: &Event) -> bool {
    match event {
        Event::Key { key, modifiers, pressed: true, .. } => modifiers.command || *key == Key::F8,
        _ => false,
    }
}

/// A key that moves the caret, or at the end of the text leads to the next cell.
fn moves_caret(event: &Event) -> bool {
    matches!(
        event,
        Event::Key {
            key: Key::ArrowLeft | Key::ArrowRight | Key::Home | Key::End | Key::F2,
            pressed: true,
            ..
        }
    )
}

/// How many frames must pass after this before the next key: Tab moves the focus in one frame, and
/// backwards in the next; the cell becomes a text box in the one after. What a command opens is painted in the next
/// frame, and its text box has the keyboard in the one after.
fn frames_after(event: &Event) -> u8 {
    match event {
        Event::Key { key: Key::Tab, pressed: true, .. } => 2,
        Event::Key {
            key: Key::Enter | Key::ArrowUp | Key::ArrowDown | Key::Escape, pressed: true, ..
        } => 1,
        event if is_command(event) => 2,
        event if moves_caret(event) => 1,
        Event::PointerButton { pressed: false, .. } => 1,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(key: Key) -> Event {
        Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers: Default::default() }
    }

    fn text(text: &str) -> Event {
        Event::Text(text.to_owned())
    }

    /// The events let through in each frame when all arrive in the first.
    fn check(mut events: Vec<Event>, expected: &[&[Event]]) {
        let mut pacing = Pacing::default();
        for frame in expected {
            pacing.pace(&mut events);
            assert_eq!(events, *frame);
            events.clear();
        }
        assert!(!pacing.pace(&mut events) && events.is_empty(), "nothing waits any more");
    }

    #[test]
    fn what_is_typed_after_a_move_waits_for_the_next_cell() {
        check(
            vec![text("2"), key(Key::Enter), text("3"), key(Key::ArrowDown), text("4")],
            &[&[text("2"), key(Key::Enter)], &[text("3"), key(Key::ArrowDown)], &[text("4")]],
        );
    }

    #[test]
    fn what_is_typed_before_ctrl_s_is_in_the_draft_when_it_is_saved() {
        let save = Event::Key {
            key: Key::S,
            physical_key: None,
            pressed: true,
            repeat: false,
            modifiers: egui::Modifiers::COMMAND,
        };
        check(vec![text("2"), save.clone(), text("3")], &[&[text("2")], &[save], &[], &[text("3")]]);
    }

    /// Letters typed right behind Ctrl+G on a slow machine fell into the cell.
    #[test]
    fn what_is_typed_after_a_command_goes_into_what_it_opens() {
        let modifiers = egui::Modifiers::COMMAND;
        let go = Event::Key { key: Key::G, physical_key: None, pressed: true, repeat: false, modifiers };
        check(vec![go.clone(), text("x"), text("s")], &[&[go], &[], &[text("x"), text("s")]]);
    }

    #[test]
    fn an_arrow_waits_for_what_is_typed_before_it() {
        let left = || key(Key::ArrowLeft);
        check(
            vec![text("2"), left(), left(), text("3")],
            &[&[text("2")], &[left()], &[left()], &[text("3")]],
        );
    }

    #[test]
    fn tab_takes_a_frame_more() {
        check(vec![key(Key::Tab), text("3")], &[&[key(Key::Tab)], &[], &[text("3")]]);
    }

    #[test]
    fn plain_typing_is_not_held_up() {
        check(
            vec![text("2"), key(Key::Backspace), text("3")],
            &[&[text("2"), key(Key::Backspace), text("3")]],
        );
    }
}
