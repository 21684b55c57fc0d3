//! The page of a report that came back.

use egui::{Align, Button, CentralPanel, Frame, Layout, Margin, Panel, RichText, ScrollArea, Stroke, Ui};

use super::{CameBack, TakeBack, figures, rest, section};
use crate::import::revised::{Answer, Kinship, Revision, Tally};
use crate::ui::command::Command;
use crate::ui::desk::Desk;
use crate::ui::dialog::main_button;
use crate::ui::follow::Follow as _;
use crate::ui::theme::{self, Palette};

/// The widest that the page becomes: beyond, lines are too long to be read.
const WIDEST: f32 = 1180.0;

/// Paints the page.
pub fn revised_ui(ui: &mut Ui, back: &mut CameBack, desk: &Desk, commands: &mut Vec<Command>) {
    let colours = theme::palette(ui);
    let pane = Frame::new().fill(colours.pane).inner_margin(Margin::symmetric(14, 8));
    let Some(revision) = back.revision().cloned() else {
        CentralPanel::no_frame().frame(Frame::new().fill(colours.desk)).show(ui, |ui| {
            waiting_ui(ui, back, &colours, commands);
        });
        return;
    };
    Panel::top("修改稿抬头").frame(pane).show(ui, |ui| head_ui(ui, back, &revision, &colours));
    Panel::bottom("修改稿按钮").frame(pane).show(ui, |ui| foot_ui(ui, back, &revision, &colours, commands));
    CentralPanel::no_frame().frame(Frame::new().fill(colours.desk)).show(ui, |ui| {
        ScrollArea::vertical().id_salt("修改稿").auto_shrink(false).show_followed(ui, |ui| {
            let side = ((ui.available_width() - WIDEST) / 2.0).max(16.0);
            ui.horizontal_top(|ui| {
                ui.add_space(side);
                ui.vertical(|ui| {
                    ui.set_width(ui.available_width() - side);
                    ui.add_space(14.0);
                    if revision.is_empty() {
                        card_ui(ui, &colours, |ui| nothing_ui(ui, &colours));
                    }
                    figures::figures_ui(ui, back, &revision, desk, commands);
                    section::sections_ui(ui, back, &revision, desk, commands);
                    rest::rest_ui(ui, &revision, commands);
                    ui.add_space(24.0);
                });
            });
        });
    });
    back.jump = false;
}

/// A sheet of paper on the desk.
pub fn card_ui(ui: &mut Ui, colours: &Palette, add: impl FnOnce(&mut Ui)) {
    let frame = Frame::new()
        .fill(colours.paper)
        .stroke(Stroke::new(1.0, colours.line))
        .corner_radius(theme::CORNER_CARD)
        .inner_margin(Margin::symmetric(20, 14));
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        add(ui);
    });
    ui.add_space(12.0);
}

fn waiting_ui(ui: &mut Ui, back: &CameBack, colours: &Palette, commands: &mut Vec<Command>) {
    ui.vertical_centered(|ui| {
        ui.add_space(ui.available_height() * 0.36);
        match &back.fault {
            Some(error) => {
                ui.label(RichText::new("现在无法比较").font(theme::bold(theme::HEADING)));
                ui.label(error.to_string());
            }
            None => {
                ui.add(egui::Spinner::new().size(28.0).color(colours.accent));
                ui.add_space(10.0);
                ui.label(format!("正在比较 {}…", back.name));
            }
        }
        ui.add_space(10.0);
        if ui.button("取消").clicked() {
            commands.push(Command::TakeBack(TakeBack::Cancel));
        }
    });
}

fn nothing_ui(ui: &mut Ui, colours: &Palette) {
    ui.label(RichText::new("没有发现改动").font(theme::bold(theme::HEADING)));
    ui.add_space(4.0);
    ui.label(RichText::new("修改稿的文字和数字与底稿现在导出的完全一致。").color(colours.faint));
}

fn head_ui(ui: &mut Ui, back: &CameBack, revision: &Revision, colours: &Palette) {
    ui.horizontal_wrapped(|ui| {
        ui.label(RichText::new("收回修改稿").font(theme::bold(theme::HEADING)));
        ui.label(RichText::new(&back.name).color(colours.faint));
        ui.add_space(10.0);
        let words = revision.changes().count();
        let counts = [
            (revision.figures.len(), "个数字"),
            (words, "处文字"),
            (revision.fixed.len(), "处固定文字"),
            (revision.remarks.len(), "条批注"),
        ];
        let told: Vec<String> = counts
            .iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, what)| format!("{count} {what}"))
            .collect();
        ui.label(told.join(" · "));
    });
    let mut warnings = Vec::new();
    match &back.kinship {
        Kinship::Own => {}
        Kinship::Other(identity) => {
            warnings.push(format!("修改稿是 {} {} 年度的报告，不是本底稿的", identity.agency, identity.year));
        }
        Kinship::Unknown => {
            warnings.push("修改稿没有本程序的标记，请确认它是由本底稿导出的".to_owned());
        }
    }
    let newer: Vec<&str> = revision
        .sections
        .iter()
        .filter(|section| section.is_newer)
        .map(|section| section.name.as_str())
        .collect();
    if !newer.is_empty() {
        let names = newer.join("、");
        warnings.push(format!("导出之后底稿又改过：{names}。下面的差异里也有这些改动，请当心采纳"));
    }
    for warning in warnings {
        ui.label(RichText::new(format!("？ {warning}")).color(colours.query));
    }
    if !revision.notes.is_empty() {
        let notes = format!("读取说明：{}", revision.notes.join("；"));
        ui.label(RichText::new(notes).small().color(colours.faint));
    }
}

fn foot_ui(
    ui: &mut Ui,
    back: &CameBack,
    revision: &Revision,
    colours: &Palette,
    commands: &mut Vec<Command>,
) {
    let Tally { open, taken, refused } = revision.tally(None, &back.answers);
    ui.horizontal(|ui| {
        let has_words = revision.changes().next().is_some();
        for (text, answer) in [("文字全部采纳", Answer::Taken), ("文字全部不采纳", Answer::Refused)]
        {
            if ui.add_enabled(has_words, Button::new(text)).clicked() {
                commands.push(Command::TakeBack(TakeBack::All(None, answer)));
            }
        }
        let told = format!("采纳 {taken} · 不采纳 {refused} · 未定 {open}");
        ui.label(RichText::new(told).small().color(colours.faint));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.add_enabled_ui(taken > 0, |ui| {
                if main_button(ui, &format!("采纳所选（{taken} 处）")) {
                    commands.push(Command::TakeBack(TakeBack::Take));
                }
            });
            let text = if open + taken == 0 { "完成" } else { "关闭" };
            let response = ui.button(text);
            if response.on_hover_text("收起修改稿；没有采纳的不再保留").clicked() {
                commands.push(Command::TakeBack(TakeBack::Cancel));
            }
        });
    });
}
