//! A field that one types into over a list of what was found: ↑ and ↓ choose, Enter takes.

use egui::{Button, Id, Key, Modifiers, RichText, ScrollArea, TextEdit, Ui};

use crate::ui::follow::Follow as _;
use crate::ui::ime;
use crate::ui::theme::Palette;

/// What is typed and which row is chosen.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Search {
    /// As typed.
    pub typed: String,
    /// Number of the chosen row, from 0.
    chosen: usize,
    /// Just opened: the field takes the keyboard.
    is_new: bool,
}

impl Search {
    /// Just opened, nothing typed.
    pub fn new() -> Self {
        Self { is_new: true, ..Self::default() }
    }
}

/// A row of the list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Row {
    /// What it is.
    pub name: String,
    /// At its right, faint: keys, or a value.
    pub note: String,
    /// Shown where the pointer rests on it.
    pub hover: String,
    /// Grey: it cannot be taken now.
    pub is_off: bool,
}

/// What a list says of itself.
#[derive(Debug, Clone, Copy)]
pub struct Words<'a> {
    /// The field's name for screen readers and tests.
    pub name: &'a str,
    /// Stands in the empty field.
    pub hint: &'a str,
    /// Said where nothing was found.
    pub none: &'a str,
    /// The keys.
    pub foot: &'a str,
}

/// Paints field and list; what belongs to the row that was taken. `find` gives the rows for what is typed by now: letters
/// and Enter that come in one frame are meant together.
pub fn search_ui<T>(
    ui: &mut Ui,
    search: &mut Search,
    words: Words<'_>,
    colours: &Palette,
    find: impl FnOnce(&str) -> Vec<(Row, T)>,
) -> Option<T> {
    // What a composing input method does with these keys is its own affair.
    let composing = ime::is_composing(ui.ctx());
    let step = if composing { None } else { step(ui) };
    // Taken in any case: Enter would make the field give up the keyboard.
    let entered = ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter)) && !composing;
    let field = TextEdit::singleline(&mut search.typed).id(Id::unique(("search", words.name)));
    let response = ui.add(field.hint_text(words.hint).desired_width(f32::INFINITY));
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::SearchInput, true, words.name));
    // In the pass that only measures, nothing can take the keyboard.
    if !ui.is_sizing_pass() && std::mem::take(&mut search.is_new) {
        response.request_focus();
    }
    if response.changed() {
        search.chosen = 0;
    }
    let rows = find(&search.typed);
    if let Some(step) = step {
        search.chosen = search.chosen.saturating_add_signed(step);
    }
    search.chosen = search.chosen.min(rows.len().saturating_sub(1));
    ui.add_space(2.0);
    if rows.is_empty() {
        ui.label(RichText::new(words.none).color(colours.faint));
    }
    let mut taken = None;
    ScrollArea::vertical().max_height(300.0).auto_shrink([false, true]).show_followed(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 1.0;
        for (number, (row, of_row)) in rows.into_iter().enumerate() {
            let is_chosen = number == search.chosen;
            let ink = if row.is_off { colours.faint } else { colours.ink };
            let name = RichText::new(&row.name).color(ink);
            let button = Button::new(name).shortcut_text(row.note.as_str()).selected(is_chosen);
            let button = button.frame_when_inactive(is_chosen).truncate();
            let response = ui.add_sized([ui.available_width(), 24.0], button);
            let response =
                if row.hover.is_empty() { response } else { response.on_hover_text(row.hover.as_str()) };
            if is_chosen && step.is_some() {
                response.scroll_to_me(None);
            }
            if (response.clicked() || (entered && is_chosen)) && !row.is_off {
                taken = Some(of_row);
            }
        }
    });
    ui.add_space(2.0);
    ui.label(RichText::new(words.foot).small().color(colours.faint));
    taken
}

/// ↑ and ↓ move in the list, not in the text that is typed.
fn step(ui: &Ui) -> Option<isize> {
    ui.input(|input| match (input.key_pressed(Key::ArrowDown), input.key_pressed(Key::ArrowUp)) {
        (true, false) => Some(1),
        (false, true) => Some(-1),
        _ => None,
    })
}
