//! The page on which the open draft is held against another: last year's, or the same before review.

use egui::{Grid, Margin, RichText, ScrollArea, Ui};

use crate::check::{Change, Differences, FigureChange, VerdictChange};
use crate::draft::Draft;
use crate::form::Field;

use super::command::{Command, Page};
use super::desk::Desk;
use super::follow::Follow as _;
use super::theme::{self, Palette};

/// Paints what differs; a click on a figure leads to its cell.
pub fn compare_ui(ui: &mut Ui, desk: &mut Desk, commands: &mut Vec<Command>) {
    let colours = theme::palette(ui);
    let Some((other, differences)) = desk.differences() else {
        ui.centered_and_justified(|ui| {
            ui.label(RichText::new("用“数据 › 与另一份底稿比较…”选一份底稿。").color(colours.faint));
        });
        return;
    };
    ScrollArea::vertical().id_salt("比较").auto_shrink(false).show_followed(ui, |ui| {
        let frame = theme::sheet(&colours).inner_margin(Margin::same(28)).outer_margin(Margin::same(16));
        frame.show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.label(RichText::new("底稿比较").font(theme::bold(theme::TITLE)));
            ui.add_space(4.0);
            let head = format!("先前：{}　→　本底稿：{}", name_of(&other), name_of(desk.draft()));
            ui.label(RichText::new(head).color(colours.faint));
            if differences.is_empty() {
                ui.add_space(12.0);
                ui.label("没有变化。");
            }
            basics_ui(ui, &differences.basics, commands);
            figures_ui(ui, desk, &differences, &colours, commands);
            texts_ui(ui, &differences.texts, &colours, commands);
            verdicts_ui(ui, &differences.verdicts, &colours);
        });
    });
}

fn name_of(draft: &Draft) -> String {
    let agency = match draft.field(Field::Agency) {
        "" => "未填单位",
        agency => agency,
    };
    format!("{agency} {} 年度", draft.year())
}

fn part_ui(ui: &mut Ui, name: &str, count: usize) {
    ui.add_space(16.0);
    ui.label(RichText::new(format!("{name}（{count} 处）")).font(theme::bold(theme::HEADING)));
    ui.add_space(4.0);
}

fn figures_ui(
    ui: &mut Ui,
    desk: &Desk,
    differences: &Differences,
    colours: &Palette,
    commands: &mut Vec<Command>,
) {
    if differences.figures.is_empty() {
        return;
    }
    part_ui(ui, "指标", differences.figures.len());
    Grid::new("指标变化").num_columns(4).striped(true).spacing([28.0, 6.0]).show(ui, |ui| {
        for head in ["指标", "先前", "本底稿", "增减"] {
            ui.label(RichText::new(head).color(colours.faint));
        }
        ui.end_row();
        for figure in &differences.figures {
            figure_ui(ui, desk, figure, colours, commands);
            ui.end_row();
        }
    });
}

fn figure_ui(
    ui: &mut Ui,
    desk: &Desk,
    figure: &FigureChange,
    colours: &Palette,
    commands: &mut Vec<Command>,
) {
    match figure.cell {
        Some(cell) => {
            if ui.link(&figure.name).on_hover_text(desk.form().cell(cell).path.as_str()).clicked() {
                let page = Command::Show(Page::Basics);
                commands.push(if desk.form().is_fact(cell) { page } else { Command::GoTo(cell) });
            }
        }
        None => {
            ui.label(&figure.name);
        }
    }
    let blank = |ui: &mut Ui, shown: &Option<String>, nothing: &str| match shown {
        Some(shown) => ui.label(shown),
        None => ui.label(RichText::new(nothing).color(colours.faint)),
    };
    blank(ui, &figure.before, "空白");
    blank(ui, &figure.after, if figure.cell.is_some() { "空白" } else { "本版式没有" });
    let change = match figure.change {
        Some(change) if change.is_sign_positive() => format!("增 {change}"),
        Some(change) => format!("减 {}", change.abs()),
        None => String::new(),
    };
    ui.label(change);
}

fn basics_ui(ui: &mut Ui, changes: &[Change], commands: &mut Vec<Command>) {
    if changes.is_empty() {
        return;
    }
    part_ui(ui, "基本信息", changes.len());
    Grid::new("基本信息变化").num_columns(3).striped(true).spacing([28.0, 6.0]).show(ui, |ui| {
        for change in changes {
            if ui.link(&change.name).clicked() {
                commands.push(Command::Show(Page::Basics));
            }
            for text in [&change.before, &change.after] {
                ui.label(text.as_deref().unwrap_or("（空）"));
            }
            ui.end_row();
        }
    });
}

fn texts_ui(ui: &mut Ui, changes: &[Change], colours: &Palette, commands: &mut Vec<Command>) {
    if changes.is_empty() {
        return;
    }
    part_ui(ui, "改写的正文", changes.len());
    for change in changes {
        if ui.link(RichText::new(&change.name).font(theme::bold(theme::TEXT))).clicked() {
            commands.push(Command::Show(Page::Text(change.name.clone())));
        }
        for (word, text) in [("先前", &change.before), ("本底稿", &change.after)] {
            ui.label(RichText::new(word).small().color(colours.faint));
            ui.label(text.as_deref().unwrap_or("（自动正文）"));
        }
        ui.add_space(6.0);
    }
}

fn verdicts_ui(ui: &mut Ui, changes: &[VerdictChange], colours: &Palette) {
    if changes.is_empty() {
        return;
    }
    part_ui(ui, "审核结论", changes.len());
    for change in changes {
        ui.horizontal_wrapped(|ui| {
            ui.label(RichText::new(&change.name).small().color(colours.faint));
            ui.label(RichText::new(change.before.name()).color(colours.standing(change.before)));
            ui.label("→");
            ui.label(RichText::new(change.after.name()).color(colours.standing(change.after)));
            ui.label(&change.words);
        });
    }
}
