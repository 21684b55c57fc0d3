//! The figures that came back as others, one by one.

use egui::text::{LayoutJob, TextFormat};
use egui::{Align, Color32, Layout, RichText, Stroke, Ui};

use super::cards::{answer_ui, by};
use super::page::card_ui;
use super::{CameBack, TakeBack};
use crate::import::revised::{FigureAnswer, FigureQuestion, Revision};
use crate::ui::command::{Command, Page};
use crate::ui::desk::Desk;
use crate::ui::theme::{self, Palette};

/// Paints the questions; nothing where there are none.
pub fn figures_ui(
    ui: &mut Ui,
    back: &CameBack,
    revision: &Revision,
    desk: &Desk,
    commands: &mut Vec<Command>,
) {
    if revision.figures.is_empty() {
        return;
    }
    let colours = theme::palette(ui);
    card_ui(ui, &colours, |ui| {
        ui.horizontal(|ui| {
            ui.label(RichText::new("数字").font(theme::bold(theme::HEADING)));
            let note = "逐个确认：改了指标，表格和正文里引用它的地方都随之更新";
            ui.label(RichText::new(note).small().color(colours.faint));
        });
        ui.add_space(4.0);
        for (number, question) in revision.figures.iter().enumerate() {
            let line = ui.max_rect().x_range();
            ui.painter().hline(line, ui.cursor().top(), Stroke::new(1.0, colours.line));
            ui.add_space(5.0);
            let answer = back.answers.on_figure(question);
            figure_ui(ui, number, question, answer, revision, desk, &colours, commands);
            ui.add_space(3.0);
        }
    });
}

#[expect(clippy::too_many_arguments, reason = "one question and where its answer goes")]
fn figure_ui(
    ui: &mut Ui,
    number: usize,
    question: &FigureQuestion,
    answer: FigureAnswer,
    revision: &Revision,
    desk: &Desk,
    colours: &Palette,
    commands: &mut Vec<Command>,
) {
    let room = ui.available_width();
    ui.horizontal(|ui| {
        ui.vertical(|ui| {
            ui.set_width(room * 0.44);
            ui.spacing_mut().item_spacing.y = 1.0;
            name_ui(ui, question, desk, commands);
            let mut small = vec![question.place(revision), by(question.by.as_ref())];
            if question.follows > 0 {
                small.push(format!("正文另有 {} 处引用", question.follows));
            }
            ui.label(RichText::new(small.join(" · ")).small().color(colours.faint));
        });
        ui.label(change(question, colours));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = 4.0;
            for of in question.answers().into_iter().rev() {
                let (word, hint) = match of {
                    FigureAnswer::Cell => ("改指标", "指标改为修改稿的数，表格和正文都随之更新"),
                    FigureAnswer::Words => ("只改文字", "指标不变；正文这一处写成修改稿的数，此后不随表更新"),
                    FigureAnswer::Refused => ("不采纳", "底稿保持不变"),
                    FigureAnswer::Open => continue,
                };
                let is_on = answer == of;
                let name = format!("{word}：{}", question.cell);
                ui.scope(|ui| {
                    if answer_ui(ui, word, &name, is_on, of != FigureAnswer::Refused, colours) {
                        let answer = if is_on { FigureAnswer::Open } else { of };
                        commands.push(Command::TakeBack(TakeBack::Figure(number, answer)));
                    }
                })
                .response
                .on_hover_text(hint);
            }
            if !question.is_figure {
                ui.label(RichText::new("？ 不是数字，不能作为指标").small().color(colours.query));
            }
        });
    });
}

fn name_ui(ui: &mut Ui, question: &FigureQuestion, desk: &Desk, commands: &mut Vec<Command>) {
    let Some(id) = desk.form().find(&question.cell) else { return };
    let cell = desk.form().cell(id);
    let link = ui.link(RichText::new(&cell.name).font(theme::bold(theme::TEXT)));
    if link.on_hover_text(cell.path.as_str()).clicked() {
        let is_fact = desk.form().is_fact(id);
        commands.push(if is_fact { Command::Show(Page::Basics) } else { Command::GoTo(id) });
    }
}

/// Old and new beside each other, as in the text.
fn change(question: &FigureQuestion, colours: &Palette) -> LayoutJob {
    let format = |colour: Color32| TextFormat {
        font_id: theme::regular(theme::TEXT + 1.0),
        color: colour,
        ..TextFormat::default()
    };
    let mut job = LayoutJob::default();
    let blank = |text: &str| if text.is_empty() { "空白".to_owned() } else { text.to_owned() };
    let strikethrough = Stroke::new(1.4, colours.wrong);
    job.append(&blank(&question.old), 0.0, TextFormat { strikethrough, ..format(colours.wrong) });
    job.append("  →  ", 0.0, format(colours.faint));
    let underline = Stroke::new(1.4, colours.accent);
    let bold = theme::bold(theme::TEXT + 1.0);
    job.append(&blank(&question.new), 0.0, TextFormat { font_id: bold, underline, ..format(colours.accent) });
    job
}
