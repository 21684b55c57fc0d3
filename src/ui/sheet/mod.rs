//! The official form as a sheet of paper: every cell is painted in every frame with its own
//! geometry, only the selected one is a text box. So keyboard order and screen readers see all of
//! it, and 200 cells stay cheap (notes: under a millisecond).

mod cell;
mod geometry;

use egui::{Align2, Frame, Margin, Pos2, Rect, ScrollArea, Sense, Stroke, StrokeKind, Ui, pos2, vec2};

use crate::form::{Content, HeadingLine, Table};
use crate::report::printed_line;

use super::command::Command;
use super::desk::Desk;
use super::theme::{self, Palette};

/// The paper is at most this wide, in points.
const PAPER: f32 = 980.0;
/// Narrower it is never: it scrolls sideways then.
const LEAST: f32 = 560.0;
/// Margin between the paper's edge and the table.
const MARGIN: f32 = 32.0;

/// Paints the form and takes what is typed into it.
pub fn sheet_ui(ui: &mut Ui, desk: &mut Desk, commands: &mut Vec<Command>) {
    let colours = theme::palette(ui);
    let form = desk.draft().form().clone();
    let moves = cell::Moves::taken_from(ui, desk);
    ScrollArea::both().id_salt("统计表").auto_shrink(false).show(ui, |ui| {
        let width = ui.available_width().clamp(LEAST, PAPER) - 24.0;
        ui.vertical_centered(|ui| {
            ui.add_space(16.0);
            let frame = Frame::new()
                .fill(colours.paper)
                .stroke(Stroke::new(1.0, colours.line))
                .inner_margin(Margin::same(MARGIN as i8));
            frame.show(ui, |ui| {
                ui.set_width(width - 2.0 * MARGIN);
                ui.spacing_mut().item_spacing.y = 0.0;
                let mut places = Vec::new();
                for (number, table) in form.tables.iter().enumerate() {
                    if number > 0 {
                        ui.add_space(28.0);
                    }
                    table_ui(ui, desk, (number, table), &colours, &mut places, commands);
                }
                moves.apply(desk, &places, commands);
            });
            ui.add_space(24.0);
        });
    });
}

fn table_ui(
    ui: &mut Ui,
    desk: &mut Desk,
    (number, table): (usize, &Table),
    colours: &Palette,
    places: &mut Vec<cell::Place>,
    commands: &mut Vec<Command>,
) {
    for line in &table.heading {
        heading_ui(ui, desk, line, colours);
    }
    if table.heading.is_empty() {
        // A table of the report has no title of its own: its part of the report names it.
        let first = table.grid.boxes.iter().find_map(|placed| match placed.content {
            Content::Number(id) => Some(desk.form().cell(id).section()),
            _ => None,
        });
        ui.label(egui::RichText::new(first.unwrap_or_default()).font(theme::bold(16.0)).color(colours.ink));
        ui.add_space(8.0);
    }
    let width = ui.available_width();
    let geometry = geometry::set_out(ui, &table.grid, width);
    let (_, area) = ui.allocate_space(vec2(width, geometry.height));
    let origin = area.min;
    let head = Rect::from_min_size(origin, vec2(width, geometry.head));
    ui.painter().rect_filled(head, 0.0, colours.head);
    for placed in &geometry.boxes {
        let rect = placed.rect.translate(origin.to_vec2());
        if matches!(placed.source.content, Content::Head(_)) {
            ui.painter().rect_filled(rect, 0.0, colours.head);
        }
        if let (Some(galley), Some(pos)) = (&placed.galley, placed.text_pos(origin)) {
            ui.painter().galley(pos, galley.clone(), colours.ink);
        }
        if let Content::Number(id) = placed.source.content {
            places.push(cell::Place { cell: id, rect, table: number });
            cell::cell_ui(ui, desk, id, rect, colours, commands);
        }
        ui.painter().rect_stroke(rect, 0.0, Stroke::new(1.0, colours.rule), StrokeKind::Middle);
    }
    // The selected cell's frame lies above the rules of its neighbours.
    let selected = places.iter().find(|place| Some(place.cell) == desk.selected() && place.table == number);
    if let Some(place) = selected {
        cell::selection_ui(ui, desk, place.cell, place.rect, colours);
    }
    outline(ui, origin, vec2(width, geometry.height), colours);
    for line in &table.foot {
        ui.add_space(10.0);
        ui.label(egui::RichText::new(printed_line(desk.draft(), line)).color(colours.ink));
    }
}

/// The table's outer frame, a little stronger, as printed.
fn outline(ui: &Ui, origin: Pos2, size: egui::Vec2, colours: &Palette) {
    let rect = Rect::from_min_size(origin, size);
    ui.painter().rect_stroke(rect, 0.0, Stroke::new(1.5, colours.rule), StrokeKind::Middle);
}

fn heading_ui(ui: &mut Ui, desk: &Desk, line: &HeadingLine, colours: &Palette) {
    let (text, font, align, below) = match line {
        HeadingLine::Title(text) => (text, theme::bold(theme::TITLE), Align2::CENTER_TOP, 6.0),
        HeadingLine::Centred(text) => (text, theme::regular(theme::TEXT), Align2::CENTER_TOP, 10.0),
        HeadingLine::Left(text) => (text, theme::regular(theme::TEXT), Align2::LEFT_TOP, 8.0),
    };
    let height = font.size * 1.45;
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
    let anchor = match align {
        Align2::CENTER_TOP => pos2(rect.center().x, rect.top()),
        _ => rect.min,
    };
    ui.painter().text(anchor, align, printed_line(desk.draft(), text), font, colours.ink);
    ui.add_space(below);
}
