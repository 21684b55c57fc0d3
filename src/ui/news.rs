//! The lines at the foot of the window that tell what came of something, all alike: a sign, words, what can be done,
//! and a way to put them away.

use egui::{Align, Button, Layout, RichText, Ui, WidgetInfo, vec2};

use super::command::Command;
use super::theme;

/// A line of news at the foot of the window.
pub(super) struct Notice {
    pub(super) text: String,
    pub(super) tone: Tone,
}

/// What kind of news it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tone {
    /// Something was done. It stands until the draft is changed.
    Good,
    /// What was asked for cannot be done here, and what can be done instead. It stands until something else is asked
    /// for.
    Asks,
    /// Something went wrong. It stands until it is put away, something else is told or another draft is opened.
    Bad,
    /// Something is wrong with the program's own files. It stands also when a draft is opened, until it is put away or
    /// something else is told.
    Stays,
}

impl Tone {
    /// Good, or else bad.
    pub(super) fn good_if(is: bool) -> Self {
        if is { Self::Good } else { Self::Bad }
    }
}

/// Paints a notice; true when it was put away.
pub fn notice_ui(ui: &mut Ui, notice: &Notice) -> bool {
    let colours = theme::palette(ui);
    let (sign, colour) = match notice.tone {
        Tone::Good => ("✓", colours.good),
        Tone::Asks => ("？", colours.query),
        Tone::Bad | Tone::Stays => ("×", colours.wrong),
    };
    let mut is_over = false;
    ui.horizontal(|ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            is_over = away_ui(ui, "收起消息");
            ui.with_layout(Layout::left_to_right(Align::Center).with_main_wrap(true), |ui| {
                ui.label(RichText::new(sign).font(theme::bold(theme::TEXT)).color(colour));
                ui.label(RichText::new(&notice.text).color(colour));
            });
        });
    });
    is_over
}

/// The cross that puts a line away.
pub fn away_ui(ui: &mut Ui, told: &str) -> bool {
    let away = ui.add(Button::new("×").frame(false).min_size(vec2(24.0, 22.0)));
    away.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, told));
    away.on_hover_text(told).clicked()
}

/// The desktop's dialog has been open, or has not appeared, for a while: the way out.
pub fn waiting_ui(ui: &mut Ui, commands: &mut Vec<Command>) {
    ui.horizontal(|ui| {
        ui.label("正在等待系统的文件对话框。没有看到它？");
        if ui.button("改为输入路径").clicked() {
            commands.push(Command::TypePath);
        }
        if ui.button("不等了").clicked() {
            commands.push(Command::GiveUpDialog);
        }
    });
}
