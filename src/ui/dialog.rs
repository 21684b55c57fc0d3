//! Dialogs inside the window, one at a time, all alike: a heading, a body, buttons at the right.

use std::path::{Path, PathBuf};

use egui::{Context, Id, Modal, RichText, ScrollArea, Ui};

use crate::form::CellId;
use crate::store;

use super::command::{Choice, Command, KeptStep, MenuCommand, Purpose, Step, TakeBack};
use super::desk::Desk;
use super::exports;
use super::follow::Follow as _;
use super::help;
use super::kept::{KeptDialog, kept_dialog_ui};
use super::new_draft::{self, NewDraft};
use super::path_field::{self, Listing};
use super::sheet;
use super::theme;

/// What is asked or told.
#[derive(Debug, Clone)]
pub enum Dialog {
    /// Fields of a new draft.
    New(NewDraft),
    /// Unsaved work is in the way of this.
    Unsaved(Box<Command>),
    /// Which blanks would become zero.
    ZeroFill(Vec<CellId>),
    /// A path, where no dialog of the desktop answers.
    Path {
        /// What for.
        purpose: Purpose,
        /// As typed.
        text: String,
        /// Just opened: the field takes the keyboard, all of it selected.
        is_new: bool,
        /// What stands in its folder.
        listing: Listing,
    },
    /// Something went wrong, or is worth reading.
    Message { title: String, text: String },
    /// What of last year's draft found no place in the new one.
    LeftBehind(Vec<String>),
    /// A report that came back seems to be none of this draft; why.
    OtherReport { text: String, path: PathBuf },
    /// A Word file was dropped that this program did not export: what is it for?
    Dropped(PathBuf),
    /// 导出…: what, in which formats and fonts.
    Export(Choice),
    /// Files of an export stand in that folder already.
    Replace(PathBuf, Vec<String>),
    /// 打印….
    Print,
    /// 定稿 although something fails.
    Final {
        /// She has ticked that she knows.
        is_known: bool,
        /// The export that was being chosen, to go on with after.
        back: Option<Choice>,
    },
    /// F1: what this cell means.
    Explain(CellId),
    /// 快捷键.
    Keys,
    /// 报告问题: the report as it stands.
    Trouble(String),
    /// A licence of this number, in full.
    Licence(usize),
    /// Unsaved work that was left behind, versions, a file that was changed.
    Kept(KeptDialog),
    /// 关于.
    About,
}

/// What dialogs show of the window.
#[derive(Clone, Copy)]
pub struct Known<'a> {
    /// The open draft.
    pub desk: Option<&'a Desk>,
    /// The number of pages in the preview, where it is known.
    pub pages: Option<usize>,
    /// What the window is drawn with.
    pub renderer: &'a str,
    /// Whether unsaved work can be left for the next start.
    pub can_keep: bool,
}

/// Paints the dialog.
pub fn dialog_ui(ctx: &Context, dialog: &mut Dialog, known: Known<'_>, commands: &mut Vec<Command>) {
    let Known { desk, pages, renderer, can_keep } = known;
    let frame = egui::Frame::popup(&ctx.style_of(ctx.theme()))
        .corner_radius(theme::CORNER_DIALOG)
        .inner_margin(theme::INSIDE);
    let veil = theme::of_theme(ctx.theme()).veil;
    let modal = Modal::new(Id::unique("dialog")).frame(frame).backdrop_color(veil);
    let response = modal.show(ctx, |ui| {
        ui.set_width(520.0);
        match dialog {
            Dialog::New(new) => {
                heading_ui(ui, "新建底稿");
                let colours = theme::palette(ui);
                let entered = new_draft::fields_ui(ui, new, &colours);
                buttons_ui(ui, |ui| {
                    new_draft::begin_ui(ui, new, entered, &colours, commands);
                    cancel_ui(ui, "取消", commands);
                });
            }
            Dialog::Unsaved(then) => unsaved_ui(ui, then, can_keep, commands),
            Dialog::ZeroFill(cells) => zero_fill_ui(ui, cells, desk, commands),
            Dialog::Path { purpose, text, is_new, listing } => {
                // In the pass that only measures, nothing can take the keyboard.
                let is_new = !ui.is_sizing_pass() && std::mem::take(is_new);
                path_field::path_ui(ui, *purpose, text, is_new, listing, commands);
            }
            Dialog::Message { title, text } => {
                heading_ui(ui, title);
                ui.label(text.as_str());
                buttons_ui(ui, |ui| {
                    if main_button(ui, "知道了") {
                        commands.push(Command::CloseDialog);
                    }
                });
            }
            Dialog::LeftBehind(left) => left_behind_ui(ui, left, commands),
            Dialog::OtherReport { text, path } => other_report_ui(ui, text, path, commands),
            Dialog::Dropped(path) => dropped_ui(ui, path, commands),
            Dialog::Export(choice) => {
                if let Some(desk) = desk {
                    exports::export_ui(ui, choice, desk, commands);
                }
            }
            Dialog::Replace(folder, names) => exports::replace_ui(ui, folder, names, commands),
            Dialog::Print => exports::print_ui(ui, pages, commands),
            Dialog::Final { is_known, .. } => {
                if let Some(desk) = desk {
                    exports::final_ui(ui, is_known, desk, commands);
                }
            }
            Dialog::Kept(dialog) => kept_dialog_ui(ui, dialog, commands),
            Dialog::Explain(cell) => {
                if let Some(desk) = desk {
                    help::explain_ui(ui, *cell, desk, commands);
                }
            }
            Dialog::Keys => help::keys_ui(ui, commands),
            Dialog::Trouble(text) => help::report_ui(ui, text, commands),
            Dialog::Licence(number) => help::licences_ui(ui, number, commands),
            Dialog::About => help::about_ui(ui, renderer, commands),
        }
    });
    if response.should_close() {
        commands.push(Command::CloseDialog);
    }
}

pub(super) fn heading_ui(ui: &mut Ui, text: &str) {
    ui.label(RichText::new(text).font(theme::bold(theme::HEADING)));
    ui.add_space(8.0);
}

pub(super) fn buttons_ui(ui: &mut Ui, add: impl FnOnce(&mut Ui)) {
    ui.add_space(14.0);
    let size = egui::vec2(ui.available_width(), ui.spacing().interact_size.y);
    ui.allocate_ui_with_layout(size, egui::Layout::right_to_left(egui::Align::Center), add);
}

pub(super) fn cancel_ui(ui: &mut Ui, text: &str, commands: &mut Vec<Command>) {
    if ui.button(text).clicked() {
        commands.push(Command::CloseDialog);
    }
}

/// The button that Enter stands for.
pub(super) fn main_button(ui: &mut Ui, text: &str) -> bool {
    let colours = theme::palette(ui);
    let response = ui.add(theme::primary(text, &colours));
    // Nothing else has the keyboard when a question opens. On a page it would be taken from whoever walks by Tab.
    let asks = ui.layer_id().order != egui::Order::Background;
    if asks && !ui.is_sizing_pass() && ui.memory(|memory| memory.focused().is_none()) {
        response.request_focus();
    }
    response.clicked()
}

fn unsaved_ui(ui: &mut Ui, then: &Command, can_keep: bool, commands: &mut Vec<Command>) {
    heading_ui(ui, "底稿还没有保存");
    ui.label("要先保存对底稿的修改吗？");
    let keeps = can_keep && *then == Command::Menu(MenuCommand::Quit);
    if keeps {
        ui.label("也可以不保存就退出，修改保留到下次打开。");
    }
    buttons_ui(ui, |ui| {
        if main_button(ui, "保存") {
            commands.push(Command::SaveThen(Box::new(then.clone())));
        }
        if ui.button("不保存").clicked() {
            commands.push(Command::DropThen(Box::new(then.clone())));
        }
        if keeps && ui.button("保留到下次打开").clicked() {
            commands.push(Command::Kept(KeptStep::KeepAndQuit(false)));
        }
        cancel_ui(ui, "取消", commands);
    });
}

fn zero_fill_ui(ui: &mut Ui, cells: &[CellId], desk: Option<&Desk>, commands: &mut Vec<Command>) {
    heading_ui(ui, "空白补零");
    let Some(desk) = desk else { return };
    ui.label(format!("以下 {} 项目前空白，将填为 0。确实没有发生的才补零；可一次撤销。", cells.len()));
    ui.add_space(6.0);
    ScrollArea::vertical().max_height(260.0).show_followed(ui, |ui| {
        ui.set_min_width(ui.available_width());
        for (section, of_section) in desk.form().sections() {
            let names: Vec<&str> = of_section
                .iter()
                .filter(|cell| cells.contains(cell))
                .map(|cell| desk.form().cell(*cell).name.as_str())
                .collect();
            if !names.is_empty() {
                ui.label(
                    RichText::new(format!("{section}（{} 项）", names.len())).font(theme::bold(theme::TEXT)),
                );
                ui.label(names.join("、"));
            }
        }
    });
    buttons_ui(ui, |ui| {
        if main_button(ui, "补零") {
            commands.extend(sheet::zeros(desk, "空白补零", cells).map(Command::Do));
            commands.push(Command::CloseDialog);
        }
        cancel_ui(ui, "取消", commands);
    });
}

fn left_behind_ui(ui: &mut Ui, left: &[String], commands: &mut Vec<Command>) {
    heading_ui(ui, "新一年的底稿已经建好");
    ui.label(format!("上年底稿没有改动。以下 {} 项没有沿用，请按本年情况填写：", left.len()));
    ui.add_space(6.0);
    ScrollArea::vertical().max_height(300.0).show_followed(ui, |ui| {
        ui.set_min_width(ui.available_width());
        for sentence in left {
            ui.label(format!("· {sentence}"));
        }
    });
    buttons_ui(ui, |ui| {
        if main_button(ui, "知道了") {
            commands.push(Command::CloseDialog);
        }
    });
}

fn other_report_ui(ui: &mut Ui, text: &str, path: &Path, commands: &mut Vec<Command>) {
    heading_ui(ui, "似乎不是本底稿的修改稿");
    ui.label(text);
    ui.label("如果只是改了单位名称或年度，可以仍然比较；其他报告的数字请用导入。");
    buttons_ui(ui, |ui| {
        if ui.button("仍然比较").clicked() {
            commands.push(Command::TakeBack(TakeBack::Anyway));
        }
        if ui.button("导入其中的数字").clicked() {
            commands.push(Command::CloseDialog);
            commands.push(Command::Import(Step::Files(vec![path.to_path_buf()])));
        }
        cancel_ui(ui, "取消", commands);
    });
}

fn dropped_ui(ui: &mut Ui, path: &Path, commands: &mut Vec<Command>) {
    heading_ui(ui, &store::paths::name_of(path));
    ui.label("这个 Word 文件没有本程序的标记。要导入其中的数字，还是把它当作本底稿的修改稿收回？");
    buttons_ui(ui, |ui| {
        if main_button(ui, "导入数字") {
            commands.push(Command::CloseDialog);
            commands.push(Command::Import(Step::Files(vec![path.to_path_buf()])));
        }
        if ui.button("收回修改稿").clicked() {
            commands.push(Command::CloseDialog);
            commands.push(Command::TakeBack(TakeBack::File(path.to_path_buf())));
        }
        cancel_ui(ui, "取消", commands);
    });
}
