//! The line under the sheet: which cell has the keyboard, of several selected ones their sum, and how large the window
//! is shown.

use egui::{Align, Button, Label, Layout, RichText, Sense, Ui, WidgetInfo, vec2};

use super::range::summed;
use crate::ui::command::{Command, MenuCommand};
use crate::ui::desk::Desk;
use crate::ui::signs::Sign;
use crate::ui::theme;

/// Paints the line.
pub fn foot_ui(ui: &mut Ui, desk: &Desk, commands: &mut Vec<Command>) {
    let colours = theme::palette(ui);
    ui.allocate_ui_with_layout(
        vec2(ui.available_width(), theme::SMALL * 1.6),
        Layout::right_to_left(Align::Center),
        |ui| {
            size_ui(ui, commands);
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

/// How large everything is shown, between smaller and larger, as in every spreadsheet.
fn size_ui(ui: &mut Ui, commands: &mut Vec<Command>) {
    let colours = theme::palette(ui);
    let high = ui.available_height();
    ui.spacing_mut().interact_size.y = high;
    ui.spacing_mut().button_padding = vec2(4.0, 0.0);
    let step_ui = |ui: &mut Ui, sign: Sign, entry: MenuCommand| {
        let (rect, response) = ui.allocate_exact_size(vec2(high + 4.0, high), Sense::click());
        let name = format!("{}显示", entry.text());
        response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, &name));
        let colour = if response.hovered() { colours.accent } else { colours.faint };
        sign.paint(ui.painter(), rect.center(), colour);
        response.on_hover_text(name).clicked().then_some(entry)
    };
    let more = step_ui(ui, Sign::More, MenuCommand::Larger);
    let shown = format!("{:.0} %", ui.ctx().zoom_factor() * 100.0);
    let shown = Button::new(RichText::new(shown).small().color(colours.faint)).frame(false);
    let normal = ui.add(shown).on_hover_text("回到实际大小").clicked().then_some(MenuCommand::NormalSize);
    let less = step_ui(ui, Sign::Less, MenuCommand::Smaller);
    commands.extend([more, normal, less].into_iter().flatten().map(Command::Menu));
    ui.add_space(theme::GAP);
}
