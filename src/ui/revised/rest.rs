//! What cannot be taken: fixed words that came back changed, and remarks beside the text.

use egui::text::{LayoutJob, TextFormat};
use egui::{Color32, RichText, Stroke, Ui};

use super::cards::by;
use super::page::card_ui;
use crate::import::revised::{FixedChange, Place, Revision};
use crate::ui::command::{Command, Page};
use crate::ui::theme::{self, Palette};

/// Paints both lists; nothing where they are empty.
pub fn rest_ui(ui: &mut Ui, revision: &Revision, commands: &mut Vec<Command>) {
    let colours = theme::palette(ui);
    if !revision.remarks.is_empty() {
        card_ui(ui, &colours, |ui| {
            head_ui(ui, "批注", "只供查看；导出时不会带出", &colours);
            for remark in &revision.remarks {
                ui.add_space(4.0);
                ui.horizontal_wrapped(|ui| {
                    if !remark.section.is_empty() && ui.link(&remark.section).clicked() {
                        commands.push(Command::Show(Page::Text(remark.section.clone())));
                    }
                    ui.label(RichText::new(by(Some(&remark.by))).small().color(colours.faint));
                });
                ui.label(&remark.text);
            }
        });
    }
    if !revision.fixed.is_empty() {
        card_ui(ui, &colours, |ui| {
            head_ui(ui, "固定文字", "这些不是正文，不能收回", &colours);
            for change in &revision.fixed {
                ui.add_space(4.0);
                fixed_ui(ui, change, &colours, commands);
            }
        });
    }
}

fn head_ui(ui: &mut Ui, title: &str, note: &str, colours: &Palette) {
    ui.horizontal(|ui| {
        ui.label(RichText::new(title).font(theme::bold(theme::HEADING)));
        ui.label(RichText::new(note).small().color(colours.faint));
    });
}

fn fixed_ui(ui: &mut Ui, change: &FixedChange, colours: &Palette, commands: &mut Vec<Command>) {
    ui.label(told(change, ui.available_width(), colours));
    ui.horizontal_wrapped(|ui| {
        let note = format!("{} · {}", change.place.name(), change.place.advice());
        ui.label(RichText::new(note).small().color(colours.faint));
        let page = match change.place {
            Place::Title | Place::Signature => Some(("转到基本信息", Page::Basics)),
            Place::Heading | Place::Template => Some(("转到报告模板", Page::Templates)),
            Place::Caption => Some(("转到报告正文", Page::Text(String::new()))),
            Place::Table(_) | Place::Chart => None,
        };
        if let Some((words, page)) = page
            && ui.link(RichText::new(words).small()).clicked()
        {
            commands.push(Command::Show(page));
        }
    });
}

fn told(change: &FixedChange, width: f32, colours: &Palette) -> LayoutJob {
    let format = |colour: Color32| TextFormat {
        font_id: theme::regular(theme::TEXT),
        color: colour,
        line_height: Some(21.0),
        ..TextFormat::default()
    };
    let mut job = LayoutJob::default();
    job.wrap.max_width = width;
    let strikethrough = Stroke::new(1.4, colours.wrong);
    job.append(&change.old, 0.0, TextFormat { strikethrough, ..format(colours.wrong) });
    if !change.old.is_empty() && !change.new.is_empty() {
        job.append(" → ", 0.0, format(colours.faint));
    }
    let underline = Stroke::new(1.4, colours.accent);
    job.append(&change.new, 0.0, TextFormat { underline, ..format(colours.accent) });
    job
}
