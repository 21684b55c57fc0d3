//! The start page: a new draft by year, the recent ones, and samples to try.

use egui::{Frame, Margin, RichText, ScrollArea, Sense, Stroke, TextEdit, Ui, WidgetInfo, vec2};

use crate::form::editions;
use crate::store::{recent::RecentFile, samples::SAMPLES};

use super::command::{Command, MenuCommand};
use super::theme::{self, Palette};

/// What is being entered for a new draft.
#[derive(Debug, Clone)]
pub struct NewDraft {
    /// The report year, as typed.
    pub year: String,
    /// The agency.
    pub agency: String,
}

/// Paints the page.
pub fn start_ui(ui: &mut Ui, new: &mut NewDraft, recent: &[RecentFile], commands: &mut Vec<Command>) {
    let colours = theme::palette(ui);
    ScrollArea::vertical().id_salt("开始").auto_shrink(false).show(ui, |ui| {
        ui.vertical_centered(|ui| {
            ui.add_space(12.0);
            ui.label(RichText::new("年报").font(theme::bold(34.0)).color(colours.accent));
            let line = "政府信息公开工作年度报告：填表、审核、成文、导出，全程离线";
            ui.label(RichText::new(line).color(colours.faint));
            ui.add_space(12.0);
            card_ui(ui, &colours, "新建底稿", |ui| new_ui(ui, new, &colours, commands));
            ui.add_space(8.0);
            card_ui(ui, &colours, "从已有的报告开始", |ui| import_ui(ui, &colours, commands));
            ui.add_space(8.0);
            card_ui(ui, &colours, "最近的底稿", |ui| {
                if recent.is_empty() {
                    let empty = "还没有打开过底稿。可以新建一份，或先打开下面的样例看看。";
                    ui.label(RichText::new(empty).color(colours.faint));
                }
                for entry in recent {
                    let title = format!("{} · {} 年", entry.agency, entry.year);
                    if row_ui(ui, &title, &entry.path.display().to_string(), &colours) {
                        commands.push(Command::OpenFile(entry.path.clone()));
                    }
                }
                ui.add_space(4.0);
                if ui.button("打开其他底稿…（Ctrl+O）").clicked() {
                    commands.push(Command::Menu(MenuCommand::Open));
                }
            });
            ui.add_space(8.0);
            card_ui(ui, &colours, "样例（真实公开数据）", |ui| {
                // Side by side, so that all of the page is seen at once in a window of 800 points.
                let rows = SAMPLES.len().div_ceil(2);
                let sample_ui = |ui: &mut Ui, number: usize, commands: &mut Vec<Command>| {
                    let name = SAMPLES.get(number).map(|sample| sample.name);
                    if name.is_some_and(|name| row_ui(ui, name, "", &colours)) {
                        commands.push(Command::OpenSample(number));
                    }
                };
                ui.columns_const(|[left, right]| {
                    for number in 0..rows {
                        sample_ui(left, number, commands);
                        sample_ui(right, number + rows, commands);
                    }
                });
            });
            ui.add_space(16.0);
        });
    });
}

/// Ways to bring in a report that there is already.
fn import_ui(ui: &mut Ui, colours: &Palette, commands: &mut Vec<Command>) {
    ui.horizontal(|ui| {
        let entries = [
            (MenuCommand::Import, "导入去年的报告…"),
            (MenuCommand::ImportClipboard, "从剪贴板导入"),
            (MenuCommand::RollUp, "汇总下级单位…"),
        ];
        for (entry, text) in entries {
            if ui.button(text).clicked() {
                commands.push(Command::Menu(entry));
            }
        }
    });
    let hint =
        "Word、Excel、网页、PDF、文本都可以，也可以把文件直接拖进窗口。逐个数字对照原文，确认后才填入。";
    ui.label(RichText::new(hint).small().color(colours.faint));
}

fn card_ui(ui: &mut Ui, colours: &Palette, title: &str, body: impl FnOnce(&mut Ui)) {
    let frame = Frame::new()
        .fill(colours.paper)
        .stroke(Stroke::new(1.0, colours.line))
        .corner_radius(8.0)
        .inner_margin(Margin::same(20));
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width().min(680.0));
        ui.with_layout(egui::Layout::top_down(egui::Align::Min), |ui| {
            ui.label(RichText::new(title).font(theme::bold(16.0)));
            ui.add_space(6.0);
            body(ui);
        });
    });
}

/// The fields of a new draft; also used by the dialog.
pub fn new_ui(ui: &mut Ui, new: &mut NewDraft, colours: &Palette, commands: &mut Vec<Command>) {
    ui.horizontal(|ui| {
        let label = ui.label("报告年度");
        ui.add(TextEdit::singleline(&mut new.year).desired_width(70.0)).labelled_by(label.id);
        ui.add_space(8.0);
        let label = ui.label("填报单位");
        let agency = TextEdit::singleline(&mut new.agency).hint_text("如：××县××局").desired_width(260.0);
        let response = ui.add(agency).labelled_by(label.id);
        let form = new.year.trim().parse().ok().and_then(editions::for_year);
        let entered = response.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
        let button = ui.add_enabled(form.is_some(), egui::Button::new("新建"));
        if let (Some(form), true) = (&form, button.clicked() || entered) {
            commands.push(Command::NewDraft {
                edition: form.edition.clone(),
                year: new.year.trim().parse().unwrap_or(form.first_year),
                agency: new.agency.trim().to_owned(),
            });
        }
    });
    let words = match new.year.trim().parse().ok().and_then(editions::for_year) {
        Some(form) => {
            (format!("{} 年度用 {} 年版（{}）", new.year.trim(), form.edition, form.document), colours.faint)
        }
        None => (format!("“{}”没有对应的版式；{}", new.year.trim(), editions::known_years()), colours.wrong),
    };
    ui.label(RichText::new(words.0).small().color(words.1));
}

/// A row of a list: a title and a fainter line; true when it was chosen.
fn row_ui(ui: &mut Ui, title: &str, about: &str, colours: &Palette) -> bool {
    let height = if about.is_empty() { 30.0 } else { 46.0 };
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, title));
    let rounding = 5.0;
    if response.hovered() || response.has_focus() {
        ui.painter().rect_filled(rect, rounding, colours.accent_wash);
    }
    let painter = ui.painter().with_clip_rect(rect.shrink(4.0));
    let left = rect.left_top() + vec2(10.0, 5.0);
    painter.text(left, egui::Align2::LEFT_TOP, title, theme::regular(theme::TEXT + 1.0), colours.ink);
    let below = left + vec2(0.0, 20.0);
    painter.text(below, egui::Align2::LEFT_TOP, about, theme::regular(theme::SMALL), colours.faint);
    response.clicked()
}
