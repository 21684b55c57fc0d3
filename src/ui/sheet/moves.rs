//! The keys that lead from cell to cell, as in a spreadsheet, taken before the text box sees them.

use egui::{Event, InputState, Key, Modifiers, Ui, widgets::text_edit::TextEditState};

use super::super::buffered::caret_at_end;
use super::super::command::{Command, MenuCommand};
use super::super::desk::{CellInput, Desk};
use super::super::ime;
use super::cell::id_of;
use super::places::{Place, Way, next};
use super::range::{CellRange, drawn};

/// What the keys of a frame ask for.
#[derive(Debug, Clone, Copy, Default)]
pub struct Moves {
    way: Option<Way>,
    /// With Shift: the range is drawn on instead.
    draws: Option<Way>,
    escape: bool,
    /// What the keys do with all selected cells.
    with_all: Option<MenuCommand>,
}

/// Where the caret of the selected cell stands in its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Caret {
    /// Everything is selected, as in a cell just entered, or there is no text.
    All,
    /// Before the first character.
    Start,
    /// After the last one.
    End,
    /// Anywhere else, or a part is selected.
    Within,
}

/// Keys that move the caret of a text box and may lead out of the cell instead.
const SIDEWAYS: [(Key, Way); 4] = [
    (Key::ArrowLeft, Way::Left),
    (Key::ArrowRight, Way::Right),
    (Key::Home, Way::RowStart),
    (Key::End, Way::RowEnd),
];

/// Keys that draw a range with Shift.
const DRAWING: [(Key, Way); 6] = [
    (Key::ArrowUp, Way::Up),
    (Key::ArrowDown, Way::Down),
    (Key::ArrowLeft, Way::Left),
    (Key::ArrowRight, Way::Right),
    (Key::Home, Way::RowStart),
    (Key::End, Way::RowEnd),
];

/// Whether a key leads out of the cell rather than to another place in its text. A cell just entered
/// is left at once. Who types leaves at the ends of the text; who went into the text (F2 or the
/// pointer) stays in it.
fn leaves(way: Way, caret: Caret, inside: bool) -> bool {
    match (caret, way) {
        _ if inside => false,
        (Caret::All, _) => true,
        (Caret::Start, Way::Left) | (Caret::End, Way::Right) => true,
        _ => false,
    }
}

impl Moves {
    /// Takes Enter, Shift+Enter, the arrows, with Shift too, Home, End, F2 and Esc while a cell has the
    /// keyboard and nothing is composed; Ctrl+A where the text is selected whole, Delete where several cells are.
    pub fn taken_from(ui: &Ui, desk: &mut Desk) -> Self {
        let Some(cell) = desk.selected() else { return Self::default() };
        let id = id_of(desk, cell);
        let Some(input) = &mut desk.input else { return Self::default() };
        // A cell just gone to takes the keyboard in this very frame: keys held down must not be lost.
        let has_keyboard = takes_focus(ui, input) || ui.memory(|memory| memory.has_focus(id));
        if !has_keyboard || ime::is_composing(ui.ctx()) {
            return Self::default();
        }
        if ui.input_mut(|keys| plain(keys, Key::F2)) {
            input.inside = !input.inside;
            input.select_all = !input.inside;
            if input.inside {
                caret_at_end(ui, id, &input.text);
            }
        }
        let caret = caret(ui, id, input);
        let inside = input.inside;
        let is_several = desk.range.is_some();
        ui.input_mut(|keys| {
            let draws = DRAWING.into_iter().find(|(key, way)| {
                let upright = matches!(way, Way::Up | Way::Down);
                let draws = !inside && (upright || is_several || caret == Caret::All);
                draws && shifted(keys, *key)
            });
            if let Some((_, way)) = draws {
                return Self { draws: Some(way), ..Self::default() };
            }
            let all = caret == Caret::All && !inside;
            let with_all = if all && keys.consume_key(Modifiers::COMMAND, Key::A) {
                Some(MenuCommand::SelectAll)
            } else if is_several && (plain(keys, Key::Delete) || plain(keys, Key::Backspace)) {
                Some(MenuCommand::Clear)
            } else {
                None
            };
            let up = keys.consume_key(Modifiers::SHIFT, Key::Enter)
                | keys.consume_key(Modifiers::NONE, Key::ArrowUp);
            let down = keys.consume_key(Modifiers::NONE, Key::Enter)
                | keys.consume_key(Modifiers::NONE, Key::ArrowDown);
            let sideways = SIDEWAYS
                .into_iter()
                .find(|(key, way)| leaves(*way, caret, inside) && plain(keys, *key))
                .map(|(_, way)| way);
            let way = match (down, up) {
                (true, false) => Some(Way::Down),
                (false, true) => Some(Way::Up),
                _ => sideways,
            };
            let escape = keys.consume_key(Modifiers::NONE, Key::Escape);
            Self { way, draws: None, escape, with_all }
        })
    }

    /// Goes where the keys lead, by the places that were just painted.
    pub fn apply(self, desk: &Desk, places: &[Place], commands: &mut Vec<Command>) {
        let selected = desk.selected();
        commands.extend(self.with_all.map(Command::Menu));
        let range = desk.range.map(|CellRange { from, to, .. }| (from, to));
        if self.escape {
            // First several cells become one again.
            commands.push(match (range, selected) {
                (Some(_), Some(cell)) => Command::SelectRange(cell, cell),
                _ => Command::Abandon,
            });
        }
        if let (Some(way), Some((from, to))) = (self.draws, range.or(selected.zip(selected))) {
            let to = drawn(desk.form(), to, way).unwrap_or(to);
            commands.push(Command::SelectRange(from, to));
        }
        let here = places.iter().position(|place| Some(place.cell) == selected);
        if let Some(cell) = here.zip(self.way).and_then(|(here, way)| next(places, here, way)) {
            commands.push(Command::GoTo(cell));
        }
    }
}

/// Takes a key that was pressed with Shift and nothing else.
fn shifted(keys: &mut InputState, key: Key) -> bool {
    let with_shift = |event: &Event| {
        matches!(event, Event::Key { key: pressed_key, pressed: true, modifiers, .. }
            if *pressed_key == key && modifiers.shift_only())
    };
    keys.events.iter().any(with_shift) && keys.consume_key(Modifiers::SHIFT, key)
}

/// Takes a key that was pressed alone: with Shift or Ctrl the arrows select and leap within the text.
fn plain(keys: &mut InputState, key: Key) -> bool {
    let alone = |event: &Event| {
        matches!(event, Event::Key { key: pressed_key, pressed: true, modifiers, .. }
            if *pressed_key == key && modifiers.is_none())
    };
    keys.events.iter().any(alone) && keys.consume_key(Modifiers::NONE, key)
}

/// Whether the cell takes the keyboard in this frame. It waits until nothing lies over the sheet: a dialog that
/// was there in the last frame would take the keyboard away again.
pub fn takes_focus(ui: &Ui, input: &CellInput) -> bool {
    input.take_focus && ui.memory(|memory| memory.is_above_modal_layer(ui.layer_id()))
}

fn caret(ui: &Ui, id: egui::Id, input: &CellInput) -> Caret {
    let end = input.text.chars().count();
    // Selected anew at this frame's painting, as after F2 or on entering.
    if input.select_all || end == 0 {
        return Caret::All;
    }
    let Some(range) = TextEditState::load(ui.ctx(), id).and_then(|state| state.cursor.char_range()) else {
        return Caret::End;
    };
    let range = range.as_sorted_char_range();
    match (range.start.0, range.end.0) {
        (0, last) if last >= end => Caret::All,
        (0, 0) => Caret::Start,
        (first, _) if first >= end => Caret::End,
        _ => Caret::Within,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arrows_leave_a_cell_just_entered_and_the_ends_of_what_is_typed() {
        let all = [Way::Left, Way::Right, Way::RowStart, Way::RowEnd];
        let check = |caret, inside, expected: &[Way]| {
            let left: Vec<_> = all.into_iter().filter(|way| leaves(*way, caret, inside)).collect();
            assert_eq!(left, expected, "{caret:?}, inside: {inside}");
        };
        check(Caret::All, false, &all);
        check(Caret::Start, false, &[Way::Left]);
        check(Caret::End, false, &[Way::Right]);
        check(Caret::Within, false, &[]);
        for caret in [Caret::All, Caret::Start, Caret::End, Caret::Within] {
            check(caret, true, &[]);
        }
    }
}
