//! Live figures in a text: small marked chips that say what they are and have a menu of their own.

use std::ops::Range;

use egui::{CursorIcon, Id, Popup, Rect, Response, Role, Sense, Shape, Stroke, Ui, WidgetInfo};

use super::editor::{Painted, ground};
use crate::draft::{Atom, Edit, Figure, FigureFormat, Piece, SectionText};
use crate::ui::command::{Command, Page};
use crate::ui::desk::Desk;
use crate::ui::theme::Palette;

/// The menus of all chips of a text; gives their grounds, to be painted under it.
pub fn chips_ui(
    ui: &mut Ui,
    desk: &mut Desk,
    section: &str,
    painted: &Painted<'_>,
    atoms: &[Atom],
    colours: &Palette,
    commands: &mut Vec<Command>,
) -> Vec<Shape> {
    let mut shapes = Vec::new();
    for (number, atom) in atoms.iter().enumerate() {
        let Some(figure) = atom.figure() else { continue };
        let boxes = painted.boxes(&atom.range);
        let all = boxes.iter().copied().reduce(Rect::union).unwrap_or(Rect::NOTHING);
        let id = Id::unique(("chip", section, number));
        // Not by Tab: a paragraph of figures would stand between one section and the next.
        let response =
            ui.interact(all.expand(2.0), id, Sense::CLICK).on_hover_cursor(CursorIcon::PointingHand);
        let name = name_of(desk, figure);
        let value = painted.shown.get(atom.range.clone()).unwrap_or("");
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("{name}：{value}")));
        let stroke = if response.hovered() { colours.accent } else { colours.accent_line };
        shapes.extend(ground(&boxes, colours.accent_wash, Stroke::new(1.0, stroke)));
        let response = response.on_hover_ui(|ui| {
            ui.label(format!("{name}：{value}{}", unit_of(desk, figure)));
            ui.weak(format!("随统计表更新 · {}", figure.format.name()));
        });
        menu_ui(&response, desk, section, atom.range.clone(), figure, commands);
    }
    shapes
}

fn menu_ui(
    response: &Response,
    desk: &Desk,
    section: &str,
    range: Range<usize>,
    figure: &Figure,
    commands: &mut Vec<Command>,
) {
    let mut put = |text: SectionText| {
        commands.push(Command::ReplaceText { section: section.to_owned(), range: range.clone(), text });
    };
    let mut go = false;
    Popup::menu(response).show(|ui| {
        ui.set_min_width(200.0);
        ui.weak(name_of(desk, figure));
        ui.separator();
        if ui.button("转到表格").clicked() {
            go = true;
        }
        for format in FigureFormat::ALL {
            let new = Figure { key: figure.key.clone(), format };
            let text = format!("{}（{}）", format.name(), desk.shown_figure(&new));
            if ui.radio(figure.format == format, text).clicked() {
                put(SectionText::new([Piece::Figure(new)]));
                ui.close();
            }
        }
        ui.separator();
        if ui.button("变为文字").on_hover_text("此后不再随统计表更新").clicked() {
            put(SectionText::words(desk.shown_figure(figure)));
        }
    });
    if go && let Some(cell) = desk.form().find(&figure.key) {
        commands.push(match desk.form().is_fact(cell) {
            true => Command::Show(Page::Basics),
            false => Command::GoTo(cell),
        });
    }
}

/// The name of a figure's indicator.
pub fn name_of(desk: &Desk, figure: &Figure) -> String {
    desk.form()
        .find(&figure.key)
        .map_or_else(|| figure.key.to_string(), |id| desk.form().cell(id).name.clone())
}

fn unit_of(desk: &Desk, figure: &Figure) -> String {
    desk.form().find(&figure.key).map_or_else(String::new, |id| desk.form().cell(id).unit.clone())
}

/// The text of a section with a stretch of it replaced, as an edit.
pub fn replacing(desk: &Desk, section: &str, range: Range<usize>, with: SectionText) -> Option<Edit> {
    let text = desk.draft().text(section)?;
    let new = text.replaced(range, with, |figure| desk.shown_figure(figure));
    Some(Edit::Text(section.to_owned(), Some(new)))
}
