//! One number cell: painted, or when selected a text box. Keys move between cells.

use egui::{
    Align2, Color32, EventFilter, Id, Key, Modifiers, Rect, Role, Sense, Stroke, StrokeKind, TextEdit, Ui,
    WidgetInfo, pos2, vec2,
};

use crate::check::Standing;
use crate::draft::Origin;
use crate::form::CellId;

use super::super::buffered::select_all;
use super::super::command::Command;
use super::super::desk::Desk;
use super::super::ime;
use super::super::theme::{self, Palette};

/// The widget id of a cell, the same painted or as a text box, so that focus stays.
pub fn id_of(desk: &Desk, cell: CellId) -> Id {
    Id::unique(("cell", desk.form().cell(cell).key.as_str()))
}

/// Paints a cell and takes clicks and what is typed.
pub fn cell_ui(
    ui: &mut Ui,
    desk: &mut Desk,
    cell: CellId,
    rect: Rect,
    colours: &Palette,
    commands: &mut Vec<Command>,
) {
    let mark = desk.mark(cell);
    let fill = match mark {
        Standing::Fails => Some(colours.wrong_wash),
        Standing::Query => Some(colours.query_wash),
        Standing::Hint | Standing::Explained | Standing::Fine => None,
    };
    if let Some(fill) = fill {
        ui.painter().rect_filled(rect, 0.0, fill);
    }
    if desk.selected() == Some(cell) {
        input_ui(ui, desk, cell, rect, colours, commands);
    } else {
        painted_ui(ui, desk, cell, rect, colours, commands);
    }
    sign_ui(ui, desk, cell, rect, mark, colours);
}

/// A small sign in the corner: no meaning by colour alone.
fn sign_ui(ui: &Ui, desk: &Desk, cell: CellId, rect: Rect, mark: Standing, colours: &Palette) {
    let corner = rect.left_center() + vec2(4.0, 0.0);
    let font = theme::bold(theme::SMALL);
    if mark >= Standing::Query {
        ui.painter().text(corner, Align2::LEFT_CENTER, theme::sign(mark), font, colours.standing(mark));
    } else if rect.width() > 70.0
        && desk.draft().entry(cell).is_some_and(|entry| entry.origin == Origin::Calculated)
    {
        ui.painter().text(corner, Align2::LEFT_CENTER, "∑", font, colours.faint);
    }
}

fn painted_ui(
    ui: &mut Ui,
    desk: &mut Desk,
    cell: CellId,
    rect: Rect,
    colours: &Palette,
    commands: &mut Vec<Command>,
) {
    let text = desk.draft().shown(cell).unwrap_or_default();
    let font = fitting(ui, &text, rect.width() - 8.0, colours.ink);
    ui.painter().text(rect.center(), Align2::CENTER_CENTER, &text, font, colours.ink);
    let response = ui.interact(rect, id_of(desk, cell), Sense::click());
    let of_cell = desk.form().cell(cell);
    let name = spoken_name(desk, cell);
    response.widget_info(|| {
        let mut info = WidgetInfo::labeled(Role::TextInput, true, &name);
        info.current_text_value = Some(text.clone());
        info
    });
    if response.hovered() {
        ui.ctx().set_cursor_icon(egui::CursorIcon::Text);
    }
    let misread = desk.draft().value(cell).and_then(|value| value.misread(of_cell.kind));
    let response = match misread {
        Some(misread) => response.on_hover_text(misread.message()),
        None => response,
    };
    if response.clicked() || response.gained_focus() {
        commands.push(Command::GoTo(cell));
    }
}

/// What screen readers and tests call a cell: its official path and unit.
fn spoken_name(desk: &Desk, cell: CellId) -> String {
    let cell = desk.form().cell(cell);
    format!("{}（{}）", cell.path, cell.unit)
}

fn input_ui(
    ui: &mut Ui,
    desk: &mut Desk,
    cell: CellId,
    rect: Rect,
    colours: &Palette,
    commands: &mut Vec<Command>,
) {
    let id = id_of(desk, cell);
    let name = spoken_name(desk, cell);
    let of_cell = desk.form().cell(cell).clone();
    let Some(input) = &mut desk.input else { return };
    let font = fitting(ui, &input.text, rect.width() - 12.0, colours.ink);
    if input.take_focus {
        input.take_focus = false;
        ui.memory_mut(|memory| memory.request_focus(id));
        bring_into_view(ui, rect);
    }
    if std::mem::take(&mut input.select_all) {
        select_all(ui, id, &input.text);
    }
    ui.painter().rect_filled(rect.shrink(1.0), 0.0, colours.field);
    let before = input.text.clone();
    let edit = TextEdit::singleline(&mut input.text)
        .id(id)
        .font(font)
        .text_color(colours.ink)
        .align(Align2::CENTER_CENTER)
        .frame(egui::Frame::NONE)
        .margin(vec2(6.0, 0.0))
        .desired_width(rect.width() - 12.0)
        .event_filter(EventFilter {
            vertical_arrows: true,
            escape: true,
            horizontal_arrows: true,
            ..Default::default()
        });
    let response = ui.place(rect.shrink(1.0), edit);
    let text = input.text.clone();
    response.widget_info(|| {
        let mut info = WidgetInfo::text_edit(true, before.clone(), text.clone(), "");
        info.label = Some(name.clone());
        info
    });
    if !ime::is_composing(ui.ctx())
        && let Some(edit) = desk.typed_edit()
    {
        commands.push(Command::Type(edit));
    }
    let Some(input) = &desk.input else { return };
    let misread =
        crate::draft::Value::read(&input.text, of_cell.kind).and_then(|value| value.misread(of_cell.kind));
    // Not over a dialog, which has taken the keyboard.
    let has_keyboard = ui.memory(|memory| memory.has_focus(id));
    if let Some(misread) = misread.filter(|_| has_keyboard) {
        message_ui(ui, rect, &misread.message(), colours);
    }
}

/// Scrolls no further than needed to a cell near the view, and puts one from afar in the middle, so
/// that what belongs to it is seen too.
fn bring_into_view(ui: &Ui, rect: Rect) {
    const NEAR: f32 = 120.0;
    match ui.clip_rect().expand(NEAR).contains_rect(rect) {
        true => ui.scroll_to_rect(rect.expand(60.0), None),
        false => ui.scroll_to_rect(rect, Some(egui::Align::Center)),
    }
}

/// The selected cell's frame.
pub fn selection_ui(ui: &Ui, desk: &Desk, cell: CellId, rect: Rect, colours: &Palette) {
    let focused = ui.memory(|memory| memory.has_focus(id_of(desk, cell)));
    let width = if focused { 2.0 } else { 1.5 };
    ui.painter().rect_stroke(rect, 1.0, Stroke::new(width, colours.accent), StrokeKind::Middle);
}

/// What is wrong with what is typed, beside the cell and above everything else.
fn message_ui(ui: &Ui, rect: Rect, message: &str, colours: &Palette) {
    let layer = egui::LayerId::new(egui::Order::Tooltip, Id::unique("cell message"));
    let painter = ui.ctx().layer_painter(layer);
    let galley = painter.layout_no_wrap(message.to_owned(), theme::regular(theme::SMALL), colours.wrong);
    let size = galley.size() + vec2(16.0, 10.0);
    let left = (rect.right() - size.x).max(8.0);
    let bubble = Rect::from_min_size(pos2(left, rect.bottom() + 3.0), size);
    painter.rect(bubble, 4.0, colours.paper, Stroke::new(1.0, colours.wrong), StrokeKind::Inside);
    painter.galley(bubble.min + vec2(8.0, 5.0), galley, colours.wrong);
}

/// The largest font, down to small, in which a figure fits its cell.
fn fitting(ui: &Ui, text: &str, width: f32, colour: Color32) -> egui::FontId {
    let font = theme::regular(theme::TEXT);
    let wide = ui.painter().layout_no_wrap(text.to_owned(), font.clone(), colour).size().x;
    match wide <= width || wide <= 0.0 {
        true => font,
        false => theme::regular((theme::TEXT * width / wide).max(9.0)),
    }
}

/// The keys that leave a cell, taken before the text box sees them.
#[derive(Debug, Clone, Copy, Default)]
pub struct Moves {
    down: bool,
    up: bool,
    escape: bool,
}

impl Moves {
    /// Takes Enter, ↓, Shift+Enter, ↑ and Esc while a cell has the keyboard and nothing is composed.
    pub fn taken_from(ui: &Ui, desk: &Desk) -> Self {
        let Some(cell) = desk.selected() else { return Self::default() };
        // A cell just gone to takes the keyboard in this very frame: keys held down must not be lost.
        let is_new = desk.input.as_ref().is_some_and(|input| input.take_focus);
        let has_keyboard = is_new || ui.memory(|memory| memory.has_focus(id_of(desk, cell)));
        if !has_keyboard || ime::is_composing(ui.ctx()) {
            return Self::default();
        }
        ui.input_mut(|input| Self {
            up: input.consume_key(Modifiers::SHIFT, Key::Enter)
                | input.consume_key(Modifiers::NONE, Key::ArrowUp),
            down: input.consume_key(Modifiers::NONE, Key::Enter)
                | input.consume_key(Modifiers::NONE, Key::ArrowDown),
            escape: input.consume_key(Modifiers::NONE, Key::Escape),
        })
    }

    /// Goes where the keys lead, by the places that were just painted.
    pub fn apply(self, desk: &Desk, places: &[Place], commands: &mut Vec<Command>) {
        if self.escape {
            commands.push(Command::Abandon);
        }
        let Some(here) = places.iter().position(|place| Some(place.cell) == desk.selected()) else { return };
        let next = match (self.down, self.up) {
            (true, false) => below(places, here),
            (false, true) => above(places, here),
            _ => None,
        };
        if let Some(cell) = next {
            commands.push(Command::GoTo(cell));
        }
    }
}

/// Where a cell was painted.
#[derive(Debug, Clone, Copy)]
pub struct Place {
    /// Which cell.
    pub cell: CellId,
    /// Its place on the screen.
    pub rect: Rect,
    /// Number of its table on the sheet.
    pub table: usize,
}

/// The cell under this one; from the foot of a column the head of the next column of the table;
/// from the last one the first cell of the next table.
fn below(places: &[Place], here: usize) -> Option<CellId> {
    let at = places.get(here)?;
    let of_table = || places.iter().filter(|place| place.table == at.table);
    let under = of_table().filter(|place| place.rect.top() >= at.rect.bottom() - 1.0 && overlaps(place, at));
    let right = of_table().filter(|place| place.rect.left() >= at.rect.right() - 1.0);
    let next_table = places.iter().filter(|place| place.table > at.table);
    let first = |a: &&Place, b: &&Place| {
        a.rect.top().total_cmp(&b.rect.top()).then(a.rect.left().total_cmp(&b.rect.left()))
    };
    let head = |a: &&Place, b: &&Place| {
        a.rect.left().total_cmp(&b.rect.left()).then(a.rect.top().total_cmp(&b.rect.top()))
    };
    under
        .min_by(first)
        .or_else(|| right.min_by(head))
        .or_else(|| next_table.min_by_key(|place| place.table))
        .map(|place| place.cell)
}

/// The cell above this one; from the head of a column the foot of the column before it; from the
/// first one the last cell of the table before.
fn above(places: &[Place], here: usize) -> Option<CellId> {
    let at = places.get(here)?;
    let of_table = || places.iter().filter(|place| place.table == at.table);
    let over = of_table().filter(|place| place.rect.bottom() <= at.rect.top() + 1.0 && overlaps(place, at));
    let left = of_table().filter(|place| place.rect.right() <= at.rect.left() + 1.0);
    let mut table_before = places.iter().filter(|place| place.table < at.table);
    let last = |a: &&Place, b: &&Place| {
        a.rect.top().total_cmp(&b.rect.top()).then(b.rect.left().total_cmp(&a.rect.left()))
    };
    let foot = |a: &&Place, b: &&Place| {
        a.rect.left().total_cmp(&b.rect.left()).then(a.rect.top().total_cmp(&b.rect.top()))
    };
    over.max_by(last)
        .or_else(|| left.max_by(foot))
        .or_else(|| table_before.next_back())
        .map(|place| place.cell)
}

fn overlaps(a: &Place, b: &Place) -> bool {
    a.rect.left() < b.rect.right() - 1.0 && b.rect.left() < a.rect.right() - 1.0
}
