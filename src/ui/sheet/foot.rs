//! The line under the sheet: which cell has the keyboard, and of several selected ones their sum.

use egui::{Align, Label, Layout, RichText, Ui, vec2};

use super::range::summed;
use crate::ui::desk::Desk;
use crate::ui::theme;

/// Paints the line.
pub fn foot_ui(ui: &mut Ui, desk: &Desk) {
    let colours = theme::palette(ui);
    ui.allocate_ui_with_layout(
        vec2(ui.available_width(), theme::SMALL * 1.6),
        Layout::right_to_left(Align::Center),
        |ui| {
            if desk.range.is_some() {
                let told = summed(desk.draft(), &desk.chosen());
                ui.label(RichText::new(told).font(theme::bold(theme::SMALL)).color(colours.accent));
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                if let Some(cell) = desk.selected() {
                    let path = desk.form().cell(cell).path.replace('/', " › ");
                    ui.add(Label::new(RichText::new(path).small().color(colours.faint)).truncate());
                }
            });
        },
    );
}
