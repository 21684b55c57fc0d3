//! One number cell: painted, or when selected a text box.

use egui::{
    Align2, Color32, EventFilter, Frame, Id, Margin, Rect, Role, Sense, Stroke, StrokeKind, TextEdit, Ui,
    Vec2, WidgetInfo, pos2, vec2,
};

use crate::check::Standing;
use crate::draft::Origin;
use crate::form::CellId;

use super::super::buffered::select_all;
use super::super::command::Command;
use super::super::desk::Desk;
use super::super::ime;
use super::super::theme::{self, Palette};
use super::geometry::{LAST_YEAR, ROW};
use super::last_year;
use super::lit::Lit;
use super::menu::cell_menu_ui;
use super::moves::takes_focus;
use super::view::bring_into_view;

/// A cell on the sheet.
#[derive(Debug, Clone, Copy)]
pub struct Spot {
    /// Which cell.
    pub cell: CellId,
    /// Its place on the screen.
    pub rect: Rect,
    /// What it is to the selected cell.
    pub lit: Option<Lit>,
    /// It is one of several that are selected.
    pub is_chosen: bool,
    /// Last year's value stands at its foot.
    pub with_last_year: bool,
    /// What headings and names in view cover at the left and the top of the view.
    pub covered: Vec2,
    /// The part of the view that they leave free.
    pub clear: Rect,
}

impl Spot {
    /// Where its figures stand, one above the other: in the middle of a row that is higher.
    fn figures(&self) -> Rect {
        let high = ROW + if self.with_last_year { LAST_YEAR } else { 0.0 };
        Rect::from_center_size(self.rect.center(), vec2(self.rect.width(), high.min(self.rect.height())))
    }

    /// Where this year's figure stands.
    fn figure(&self) -> Rect {
        let figures = self.figures();
        match self.with_last_year {
            true => figures.with_max_y(figures.bottom() - LAST_YEAR),
            false => figures,
        }
    }
}

/// The widget id of a cell, the same painted or as a text box, so that focus stays.
pub fn id_of(desk: &Desk, cell: CellId) -> Id {
    Id::unique(("cell", desk.form().cell(cell).key.as_str()))
}

/// Paints a cell and takes clicks and what is typed.
pub fn cell_ui(ui: &mut Ui, desk: &mut Desk, spot: Spot, colours: &Palette, commands: &mut Vec<Command>) {
    let Spot { cell, rect, .. } = spot;
    let mark = desk.mark(cell);
    let fill = match (mark, spot.lit) {
        (Standing::Fails, _) => Some(colours.wrong_wash),
        (Standing::Query, _) => Some(colours.query_wash),
        _ if spot.is_chosen => Some(colours.accent_wash),
        (_, Some(Lit::Part)) => Some(colours.part_wash),
        (_, Some(Lit::Total)) => Some(colours.total_wash),
        (Standing::Hint | Standing::Explained | Standing::Fine, None) => None,
    };
    if let Some(fill) = fill {
        ui.painter().rect_filled(rect, 0.0, fill);
    }
    let is_drawn_here = desk.range.is_some_and(|range| range.is_new && range.to == cell);
    if is_drawn_here && let Some(range) = &mut desk.range {
        range.is_new = false;
        bring_into_view(ui, rect, spot.covered);
    }
    let text = if desk.selected() == Some(cell) {
        input_ui(ui, desk, &spot, colours, commands);
        desk.input.as_ref().map(|input| input.text.clone()).unwrap_or_default()
    } else {
        if spot.lit == Some(Lit::Total) && !spot.is_chosen {
            let frame = rect.shrink(1.5);
            ui.painter().rect_stroke(frame, 0.0, Stroke::new(1.0, colours.accent), StrokeKind::Inside);
        }
        painted_ui(ui, desk, &spot, colours, commands)
    };
    describe(ui, desk, cell);
    sign_ui(ui, desk, &spot, mark, &text, colours);
    if spot.with_last_year {
        last_year_ui(ui, desk, &spot, colours);
    }
}

/// A small sign at the left: no meaning by colour alone.
fn sign_ui(ui: &Ui, desk: &Desk, spot: &Spot, mark: Standing, text: &str, colours: &Palette) {
    let calculated = || desk.draft().entry(spot.cell).is_some_and(|entry| entry.origin == Origin::Calculated);
    let (sign, colour) = match mark {
        Standing::Fails | Standing::Query => (theme::sign(mark), colours.standing(mark)),
        _ if calculated() => ("∑", if spot.lit == Some(Lit::Total) { colours.accent } else { colours.faint }),
        _ => return,
    };
    let rect = spot.figure();
    let width = |text: &str, font| ui.painter().layout_no_wrap(text.to_owned(), font, colour).size().x;
    let free = (rect.width() - width(text, theme::regular(theme::TEXT))) / 2.0;
    let font = theme::bold(theme::SMALL);
    // Beside the figure where there is room, else small in the corner above it.
    match free >= width(sign, font.clone()) + 6.0 {
        true => {
            ui.painter().text(rect.left_center() + vec2(4.0, 0.0), Align2::LEFT_CENTER, sign, font, colour)
        }
        false => {
            let font = theme::bold(theme::TINY);
            ui.painter().text(rect.min + vec2(2.0, 0.0), Align2::LEFT_TOP, sign, font, colour)
        }
    };
}

/// Last year's value, small and grey at the lower right of this year's, with as many words as fit.
fn last_year_ui(ui: &Ui, desk: &Desk, spot: &Spot, colours: &Palette) {
    let room = spot.rect.width() - 4.0;
    let set = |text| ui.painter().layout_no_wrap(text, theme::regular(theme::TINY), colours.faint);
    let mut texts = last_year::in_cell(desk.draft(), spot.cell).into_iter().map(set);
    let Some(galley) = texts.find(|galley| galley.size().x <= room) else { return };
    let corner = spot.figures().max - vec2(2.0, 1.0);
    ui.painter().galley(corner - galley.size(), galley, colours.faint);
}

/// Paints a cell that is not selected, and gives its text.
fn painted_ui(
    ui: &mut Ui,
    desk: &mut Desk,
    spot: &Spot,
    colours: &Palette,
    commands: &mut Vec<Command>,
) -> String {
    let cell = spot.cell;
    let text = desk.draft().shown(cell).unwrap_or_default();
    let font = fitting(ui, &text, spot.rect.width() - 8.0, colours.ink);
    ui.painter().text(spot.figure().center(), Align2::CENTER_CENTER, &text, font, colours.ink);
    let response = ui.interact(spot.rect, id_of(desk, cell), sense(ui));
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
    cell_menu_ui(ui, desk, cell, &response, commands);
    let draws = ui.input(|input| input.modifiers.shift);
    match desk.range.map(|range| range.from).or(desk.selected()).filter(|_| draws && response.clicked()) {
        Some(from) => commands.push(Command::SelectRange(from, cell)),
        None if response.clicked() || response.gained_focus() => commands.push(Command::GoTo(cell)),
        None => {}
    }
    text
}

/// Ranges are drawn with the mouse; a finger scrolls.
fn sense(ui: &Ui) -> Sense {
    if ui.input(|input| input.any_touches()) { Sense::click() } else { Sense::click_and_drag() }
}

/// What screen readers and tests call a cell: its official path and unit.
fn spoken_name(desk: &Desk, cell: CellId) -> String {
    let cell = desk.form().cell(cell);
    format!("{}（{}）", cell.path, cell.unit)
}

/// Last year's value for screen readers, beside the name.
fn describe(ui: &Ui, desk: &Desk, cell: CellId) {
    let calculated =
        desk.draft().entry(cell).filter(|entry| entry.origin == Origin::Calculated).map(|_| "按分项计算");
    let words: Vec<String> =
        calculated.map(str::to_owned).into_iter().chain(last_year::spoken(desk.draft(), cell)).collect();
    if !words.is_empty() {
        ui.ctx().accesskit_node_builder(id_of(desk, cell), |node| node.set_description(words.join("，")));
    }
}

fn input_ui(ui: &mut Ui, desk: &mut Desk, spot: &Spot, colours: &Palette, commands: &mut Vec<Command>) {
    let (cell, rect) = (spot.cell, spot.rect);
    let id = id_of(desk, cell);
    let name = spoken_name(desk, cell);
    let of_cell = desk.form().cell(cell).clone();
    let Some(input) = &mut desk.input else { return };
    let font = fitting(ui, &input.text, rect.width() - 12.0, colours.ink);
    let is_new = takes_focus(ui, input);
    if is_new {
        input.take_focus = false;
        ui.memory_mut(|memory| memory.request_focus(id));
    }
    if !input.take_focus && std::mem::take(&mut input.select_all) {
        select_all(ui, id, &input.text);
    }
    ui.painter().rect_filled(rect.shrink(1.0), 0.0, colours.field);
    // The box takes every click into the cell; its text stands where the figure stood.
    let below = if spot.with_last_year { LAST_YEAR as i8 } else { 0 };
    let before = input.text.clone();
    let edit = TextEdit::singleline(&mut input.text)
        .id(id)
        .font(font)
        .text_color(colours.ink)
        .align(Align2::CENTER_CENTER)
        .frame(Frame::NONE.inner_margin(Margin { bottom: below, ..Margin::ZERO }))
        .desired_width(rect.width() - 12.0)
        .event_filter(EventFilter {
            vertical_arrows: true,
            escape: true,
            horizontal_arrows: true,
            ..Default::default()
        });
    // The ring around what has the keyboard ends there too.
    let view = ui.clip_rect();
    ui.set_clip_rect(spot.clear);
    let response = ui.place(rect.shrink(1.0), edit);
    ui.set_clip_rect(view);
    // Who goes into the text with the pointer moves the caret with the arrows from then on.
    input.inside |= response.clicked() || response.double_clicked();
    let was_clicked = response.clicked();
    let text = input.text.clone();
    response.widget_info(|| {
        let mut info = WidgetInfo::text_edit(true, before.clone(), text.clone(), "");
        info.label = Some(name.clone());
        info
    });
    // The text box brings its caret into view, but knows nothing of what covers the view's edges.
    let is_of_several = desk.range.is_some();
    if response.changed() || was_clicked {
        desk.range = None;
    }
    if (is_new && !is_of_several) || response.changed() {
        bring_into_view(ui, rect, spot.covered);
    }
    cell_menu_ui(ui, desk, cell, &response, commands);
    if !ime::is_composing(ui.ctx())
        && let Some(edit) = desk.typed_edit()
    {
        commands.push(Command::Type(edit));
    }
    let Some(input) = &desk.input else { return };
    let misread =
        crate::draft::Value::read(&input.text, of_cell.kind).and_then(|value| value.misread(of_cell.kind));
    // Not over a dialog, which has taken the keyboard; not of letters that are still composed.
    let has_keyboard = ui.memory(|memory| memory.has_focus(id)) && !ime::is_composing(ui.ctx());
    if let Some(misread) = misread.filter(|_| has_keyboard) {
        message_ui(ui, rect, &misread.message(), colours);
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
    painter.rect(bubble, theme::CORNER, colours.paper, Stroke::new(1.0, colours.wrong), StrokeKind::Inside);
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
