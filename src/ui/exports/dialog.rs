//! What is asked before an export, a print and 定稿, and what is told after.

use std::path::Path;

use egui::{Button, ProgressBar, RichText, ScrollArea, Ui};

use super::{Choice, EXTENTS, Exports};
use crate::check::{self, Standing};
use crate::export::{Extent, Format};
use crate::store::print::Way;
use crate::ui::command::{Command, MenuCommand, Purpose};
use crate::ui::desk::Desk;
use crate::ui::dialog::{buttons_ui, cancel_ui, heading_ui, main_button};
use crate::ui::follow::Follow as _;
use crate::ui::fonts::Fonts;
use crate::ui::{news, theme};

/// The two choices of fonts: name and what it means.
const FONTS: [(Fonts, &str, &str); 2] = [
    (Fonts::Bundled, "随带字体", "哪台电脑上导出的都一样"),
    (Fonts::Installed, "本机公文字体", "本机装有方正小标宋、仿宋、楷体、黑体时用它们"),
];

/// A name, and behind it what it means.
fn explained(ui: &mut Ui, meaning: &str) {
    let colours = theme::palette(ui);
    ui.label(RichText::new(meaning).small().color(colours.faint));
}

fn title_ui(ui: &mut Ui, text: &str) {
    ui.add_space(8.0);
    ui.label(RichText::new(text).font(theme::bold(theme::TEXT)));
}

/// 导出…: formats, what of the draft, fonts. Enter exports as last time.
pub fn export_ui(ui: &mut Ui, choice: &mut Choice, desk: &Desk, commands: &mut Vec<Command>) {
    let colours = theme::palette(ui);
    heading_ui(ui, "导出报告");
    // In a small window, or at 150 %, the buttons stay in view.
    let fails = desk.summary().fails;
    let is_marked = fails > 0 && choice.extent != Extent::Blank;
    let room = ui.ctx().content_rect().height() - if is_marked { 224.0 } else { 190.0 };
    let room = room.max(120.0);
    // At once as high as it needs: dialogs grow only bit by bit.
    ScrollArea::vertical().max_height(room).min_scrolled_height(room).show_followed(ui, |ui| {
        ui.set_min_width(ui.available_width());
        choices_ui(ui, choice);
    });
    // Always in view: it says what will stand on every page.
    if is_marked {
        mark_ui(ui, fails, desk, commands);
    }
    buttons_ui(ui, |ui| {
        let fitting = choice.fitting();
        let some = !fitting.formats.is_empty();
        ui.add_enabled_ui(some, |ui| {
            if main_button(ui, "导出") {
                commands.push(Command::Export(fitting));
            }
        });
        cancel_ui(ui, "取消", commands);
        if choice.formats.len() < Format::ALL.len() && ui.button("全部格式").clicked() {
            choice.formats = Format::ALL.to_vec();
        }
        if !some {
            ui.label(RichText::new("请至少选一种格式").small().color(colours.query));
        }
    });
}

fn choices_ui(ui: &mut Ui, choice: &mut Choice) {
    ui.label(RichText::new("格式").font(theme::bold(theme::TEXT)));
    for format in Format::ALL {
        let (name, purpose) = (format.label(), format.purpose());
        ui.horizontal(|ui| {
            theme::outline_ticks(ui);
            let fits = choice.takes(format);
            let mut ticked = fits && choice.formats.contains(&format);
            if ui.add_enabled(fits, egui::Checkbox::new(&mut ticked, name)).changed() {
                // In the order of the list, whatever the order of ticking.
                let wanted = |one: &Format| {
                    (*one == format && ticked) || (*one != format && choice.formats.contains(one))
                };
                choice.formats = Format::ALL.into_iter().filter(wanted).collect();
            }
            explained(ui, purpose);
        });
    }
    title_ui(ui, "内容");
    for (extent, name, meaning) in EXTENTS {
        ui.horizontal(|ui| {
            theme::outline_ticks(ui);
            ui.radio_value(&mut choice.extent, extent, name);
            explained(ui, meaning);
        });
    }
    title_ui(ui, "字体");
    for (fonts, name, meaning) in FONTS {
        ui.horizontal(|ui| {
            theme::outline_ticks(ui);
            ui.radio_value(&mut choice.fonts, fonts, name);
            explained(ui, meaning);
        });
    }
}

/// That the report is marked 草稿, or that it was declared final.
fn mark_ui(ui: &mut Ui, fails: usize, desk: &Desk, commands: &mut Vec<Command>) {
    let colours = theme::palette(ui);
    ui.add_space(8.0);
    ui.horizontal_wrapped(|ui| {
        let is_final = check::is_declared_final(desk.draft(), desk.verdicts());
        let text = match is_final {
            true => format!("✓ 有 {fails} 处强制审核不符，已声明定稿，不标“草稿”。"),
            false => format!("？ 有 {fails} 处强制审核不符，每页将标明“草稿”。"),
        };
        let colour = if is_final { colours.good } else { colours.query };
        ui.label(RichText::new(text).color(colour));
        if ui.small_button("定稿…").clicked() {
            commands.push(Command::Menu(MenuCommand::Final));
        }
    });
}

/// Files that are there already would be replaced.
pub fn replace_ui(ui: &mut Ui, folder: &Path, names: &[String], commands: &mut Vec<Command>) {
    heading_ui(ui, "替换已有的文件？");
    ui.label(format!("文件夹 {} 里已经有：", folder.display()));
    for name in names {
        ui.label(format!("· {name}"));
    }
    buttons_ui(ui, |ui| {
        if main_button(ui, "替换") {
            commands.push(Command::Replace(Purpose::ExportFolder, folder.to_path_buf()));
        }
        cancel_ui(ui, "取消", commands);
    });
}

/// 打印…: to the default printer, or where more can be chosen.
pub fn print_ui(ui: &mut Ui, pages: Option<usize>, commands: &mut Vec<Command>) {
    let colours = theme::palette(ui);
    heading_ui(ui, "打印");
    let pages = pages.map(|pages| format!("（{pages} 页）")).unwrap_or_default();
    ui.label(format!("把报告{pages}送到默认打印机；没有打印机时，用系统的阅读器打开。"));
    ui.add_space(4.0);
    let more = "要选打印机、页码、份数或双面，请在阅读器里打印。";
    ui.label(RichText::new(more).small().color(colours.faint));
    buttons_ui(ui, |ui| {
        if main_button(ui, "打印") {
            commands.push(Command::Print(Way::Printer));
        }
        if ui.button("在阅读器里打开").clicked() {
            commands.push(Command::Print(Way::Viewer));
        }
        cancel_ui(ui, "取消", commands);
    });
}

/// 定稿 although something fails: every failure is shown, and has to be acknowledged.
pub fn final_ui(ui: &mut Ui, is_known: &mut bool, desk: &Desk, commands: &mut Vec<Command>) {
    let colours = theme::palette(ui);
    let draft = desk.draft();
    let all = check::problems(draft, desk.verdicts());
    let failing: Vec<_> = all.into_iter().filter(|(standing, _)| *standing == Standing::Fails).collect();
    if check::is_declared_final(draft, desk.verdicts()) {
        heading_ui(ui, "已声明定稿");
        ui.label(format!(
            "有 {} 处强制审核不符，已作为定稿，导出时不标“草稿”。有关数字一改动，声明就失效。",
            failing.len()
        ));
        buttons_ui(ui, |ui| {
            if main_button(ui, "保持定稿") {
                commands.push(Command::CloseDialog);
            }
            if ui.button("取消定稿").clicked() {
                commands.push(Command::DeclareFinal(false));
            }
        });
        return;
    }
    heading_ui(ui, "仍作为定稿？");
    ui.label("以下强制审核不符。最好先改正；确实要照此印发的，在下面确认。");
    ui.add_space(6.0);
    ScrollArea::vertical().max_height(280.0).min_scrolled_height(280.0).show_followed(ui, |ui| {
        ui.set_min_width(ui.available_width());
        for (_, verdict) in &failing {
            let (place, sentence) = (check::place(draft, verdict), check::sentence(draft, verdict));
            let words = if sentence.is_empty() { check::title(draft, verdict) } else { sentence };
            ui.label(RichText::new(format!("× {place}：{words}")).color(colours.wrong));
            let rule = check::title(draft, verdict);
            if rule != words {
                ui.label(RichText::new(format!("　　{rule}")).small().color(colours.faint));
            }
        }
    });
    ui.add_space(8.0);
    ui.scope(|ui| {
        theme::outline_ticks(ui);
        ui.checkbox(is_known, format!("我知道以上 {} 处不符，仍作为定稿", failing.len()));
    });
    explained(ui, "导出不再标“草稿”；有关数字一改动，声明就失效。可撤销。");
    buttons_ui(ui, |ui| {
        let declare = RichText::new("定稿").font(theme::bold(theme::TEXT));
        if ui.add_enabled(*is_known, Button::new(declare)).clicked() {
            commands.push(Command::DeclareFinal(true));
        }
        if main_button(ui, "先去改正") {
            commands.push(Command::CloseDialog);
            commands.push(Command::Menu(MenuCommand::NextProblem));
        }
        cancel_ui(ui, "取消", commands);
    });
}

/// The foot of the window while an export runs, and what it made.
pub fn result_ui(ui: &mut Ui, exports: &mut Exports, commands: &mut Vec<Command>) {
    let colours = theme::palette(ui);
    if let Some(progress) = &exports.running {
        let (done, total) = progress.so_far();
        ui.horizontal(|ui| {
            let part = done as f32 / total.max(1) as f32;
            ui.add(ProgressBar::new(part).desired_width(160.0));
            let text = match progress.is_cancelled() {
                true => "正在停止…".to_owned(),
                false => format!("正在导出 {}（{} / {total}）…", progress.current(), (done + 1).min(total)),
            };
            ui.label(text);
            if total > 1 && ui.small_button("停止").clicked() {
                progress.cancel();
            }
        });
        return;
    }
    let mut is_over = false;
    if let Some(made) = &exports.made {
        let colour = if made.is_whole { colours.good } else { colours.query };
        ui.horizontal(|ui| {
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                is_over = news::away_ui(ui, "收起");
                if ui.button("打开文件夹").clicked() {
                    commands.push(Command::Open(made.folder.clone()));
                }
                if let Some(file) = &made.file
                    && ui.button("打开文件").clicked()
                {
                    commands.push(Command::Open(file.clone()));
                }
                ui.with_layout(egui::Layout::left_to_right(egui::Align::Center).with_main_wrap(true), |ui| {
                    let sign = if made.is_whole { "✓" } else { "？" };
                    ui.label(RichText::new(sign).font(theme::bold(theme::TEXT)).color(colour));
                    ui.label(RichText::new(&made.text).color(colour));
                });
            });
        });
    }
    if is_over {
        exports.made = None;
    }
}
