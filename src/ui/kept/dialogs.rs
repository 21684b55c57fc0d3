//! What is asked: unsaved work that was left behind, the versions of a draft, a file that someone else has written.

use egui::{CollapsingHeader, RichText, Role, ScrollArea, Ui, WidgetInfo};

use crate::draft::Draft;
use crate::error::Error;
use crate::form::Field;
use crate::store::kept::left::Left;
use crate::store::kept::versions::Version;
use crate::ui::command::{Command, MenuCommand};
use crate::ui::dialog::{buttons_ui, cancel_ui, heading_ui, main_button};
use crate::ui::follow::{Follow as _, scrolled_by_keys};
use crate::ui::theme;

use super::{Step, told};

/// What is asked or told.
#[derive(Debug, Clone)]
pub enum KeptDialog {
    /// Unsaved work that was left behind, and how many journals could not be read.
    Left(Vec<Row>, usize),
    /// 历史版本.
    Versions(Vec<Row>),
    /// A save failed, and why.
    NotSaved(String),
    /// Someone else has written the draft's file.
    Changed {
        /// What differs: first what the file holds, then what the window has.
        lines: Vec<String>,
        /// What the file holds is a draft.
        is_draft: bool,
    },
}

/// A draft that can come back.
#[derive(Debug, Clone)]
pub struct Row {
    title: String,
    /// When and where.
    about: String,
    /// What is worth knowing before.
    warning: Option<String>,
    lines: Vec<String>,
    is_dropped: bool,
    /// It cannot come back.
    is_damaged: bool,
}

impl Row {
    /// Unsaved work that was left behind.
    pub(super) fn of_left(left: &Left) -> Self {
        let file =
            left.path.as_ref().map_or("还没有存过盘".to_owned(), |path| path.display().to_string());
        let (lines, of_file) = match &left.saved {
            Some((saved, _)) if left.is_changed => {
                (told::lines(saved, &left.draft), "磁盘上的文件后来又被改过，恢复后请核对。")
            }
            Some((saved, _)) => (told::lines(saved, &left.draft), ""),
            None if left.path.is_some() => (Vec::new(), "磁盘上已经没有这个文件，恢复后请另存。"),
            None => (Vec::new(), ""),
        };
        let of_journal = if left.is_cut {
            "恢复记录的后一部分读不出来，之后的修改请重新录入。"
        } else {
            ""
        };
        let warning = format!("{of_journal}{of_file}");
        Self {
            title: title(&left.draft),
            about: format!("最后修改 {}　{file}", left.when),
            warning: Some(warning).filter(|warning| !warning.is_empty()),
            lines,
            is_dropped: left.is_dropped,
            is_damaged: false,
        }
    }

    /// A version of the draft on the desk, or why it cannot be read.
    pub(super) fn of_version(version: &Version, draft: &Result<Draft, Error>, now: &Draft) -> Self {
        Self {
            title: version.when.strftime("%Y-%m-%d %H:%M:%S").to_string(),
            about: String::new(),
            warning: draft.as_ref().err().map(ToString::to_string),
            lines: draft.as_ref().map(|draft| told::lines(draft, now)).unwrap_or_default(),
            is_dropped: false,
            is_damaged: draft.is_err(),
        }
    }
}

fn title(draft: &Draft) -> String {
    let agency = match draft.field(Field::Agency).trim() {
        "" => "未填单位",
        agency => agency,
    };
    format!("{agency} · {} 年", draft.year())
}

/// Paints it.
pub fn kept_dialog_ui(ui: &mut Ui, dialog: &KeptDialog, commands: &mut Vec<Command>) {
    match dialog {
        KeptDialog::Left(rows, unreadable) => left_ui(ui, rows, *unreadable, commands),
        KeptDialog::Versions(rows) => versions_ui(ui, rows, commands),
        KeptDialog::NotSaved(text) => not_saved_ui(ui, text, commands),
        KeptDialog::Changed { lines, is_draft } => changed_ui(ui, lines, *is_draft, commands),
    }
}

fn left_ui(ui: &mut Ui, rows: &[Row], unreadable: usize, commands: &mut Vec<Command>) {
    heading_ui(ui, "找回未保存的修改");
    let colours = theme::palette(ui);
    let fresh = rows.iter().filter(|row| !row.is_dropped).count();
    ui.label(match (fresh, rows.len()) {
        (0, 0) if unreadable > 0 => "上次留下的恢复记录读不出来，里面的修改没有恢复。",
        (0, 0) => "没有留下未保存的修改。",
        (0, _) => "没有新的；以下是先前丢弃的，仍可恢复。",
        _ => "上次没有保存就结束了（断电、死机或被关闭）。以下修改还在，恢复后先核对，再保存。",
    });
    if unreadable > 0 {
        ui.horizontal_wrapped(|ui| {
            let text =
                format!("{unreadable} 份恢复记录读不出来（已损坏，或由较新版本的程序写下），仍留在原处。");
            ui.label(RichText::new(text).color(colours.query));
            let hint = "移到一边，不再提示；最近丢弃的十份都留着";
            if ui.button("丢弃读不出的").on_hover_text(hint).clicked() {
                commands.push(Command::Kept(Step::DropUnreadable));
            }
        });
    }
    ui.add_space(6.0);
    ScrollArea::vertical().max_height(360.0).show_followed(ui, |ui| {
        ui.set_min_width(ui.available_width());
        for (number, row) in rows.iter().enumerate() {
            row_ui(ui, number, row, "磁盘上 → 未保存的修改", |ui| {
                // The newest is what Enter stands for.
                let clicked = match number == 0 && !row.is_dropped {
                    true => main_button(ui, "恢复"),
                    false => of_row_ui(ui, "恢复", row),
                };
                if clicked {
                    commands.push(Command::Kept(Step::Recover(number)));
                }
                if !row.is_dropped && of_row_ui(ui, "丢弃", row) {
                    commands.push(Command::Kept(Step::Drop(number)));
                }
            });
        }
    });
    buttons_ui(ui, |ui| cancel_ui(ui, if fresh == 0 { "关闭" } else { "以后再说" }, commands));
}

fn versions_ui(ui: &mut Ui, rows: &[Row], commands: &mut Vec<Command>) {
    heading_ui(ui, "历史版本");
    ui.label(match rows.is_empty() {
        true => "还没有历史版本。每次保存都留下一份，最多十份，只有本人能看到。",
        false => "每次保存留下一份，最多十份，只有本人能看到。恢复是一步修改，可以撤销；不保存就不写入文件。",
    });
    ui.add_space(6.0);
    ScrollArea::vertical().max_height(360.0).show_followed(ui, |ui| {
        ui.set_min_width(ui.available_width());
        for (number, row) in rows.iter().enumerate() {
            row_ui(ui, number, row, "当时 → 现在", |ui| {
                if row.is_damaged {
                    return;
                }
                if row.lines.is_empty() {
                    ui.label("与现在相同");
                    return;
                }
                if of_row_ui(ui, "恢复", row) {
                    commands.push(Command::Kept(Step::Restore(number)));
                }
                if of_row_ui(ui, "比较", row) {
                    commands.push(Command::Kept(Step::CompareVersion(number)));
                }
            });
        }
    });
    buttons_ui(ui, |ui| cancel_ui(ui, "关闭", commands));
}

/// A button of a row; spoken, it says of which.
fn of_row_ui(ui: &mut Ui, text: &str, row: &Row) -> bool {
    let button = ui.button(text);
    button.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("{text} {}", row.title)));
    button.clicked()
}

/// So few lines are seen without unfolding them, in the first row.
const FEW: usize = 6;

/// A draft with what differs, which unfolds.
fn row_ui(ui: &mut Ui, number: usize, row: &Row, way: &str, buttons: impl FnOnce(&mut Ui)) {
    let colours = theme::palette(ui);
    ui.separator();
    ui.horizontal(|ui| {
        ui.label(RichText::new(&row.title).font(theme::bold(theme::TEXT)));
        if row.is_dropped {
            ui.label(RichText::new("已丢弃").color(colours.faint));
        }
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), buttons);
    });
    if !row.about.is_empty() {
        ui.label(RichText::new(&row.about).small().color(colours.faint));
    }
    if let Some(warning) = &row.warning {
        ui.label(RichText::new(warning).small().color(colours.query));
    }
    if !row.lines.is_empty() {
        let more = row.lines.len();
        let head = format!("{more} 处不同（{way}）");
        CollapsingHeader::new(head)
            .id_salt(number)
            .default_open(number == 0 && row.lines.len() <= FEW)
            .show(ui, |ui| lines_ui(ui, &row.lines));
    }
}

fn lines_ui(ui: &mut Ui, lines: &[String]) {
    for line in lines {
        ui.label(RichText::new(line).small());
    }
}

fn not_saved_ui(ui: &mut Ui, text: &str, commands: &mut Vec<Command>) {
    heading_ui(ui, "没有保存成功，底稿仍在窗口里");
    ui.label(text);
    buttons_ui(ui, |ui| {
        if main_button(ui, "另存为…") {
            commands.push(Command::CloseDialog);
            commands.push(Command::Menu(MenuCommand::SaveAs));
        }
        cancel_ui(ui, "知道了", commands);
    });
}

fn changed_ui(ui: &mut Ui, lines: &[String], is_draft: bool, commands: &mut Vec<Command>) {
    heading_ui(ui, "磁盘上的文件已被改动");
    ui.label("另一个窗口、另一位用户或同步盘改写了这份底稿。没有覆盖任何一方，请选用哪一份：");
    ui.add_space(6.0);
    ui.label(RichText::new("磁盘上 → 窗口里").small().color(theme::palette(ui).faint));
    ScrollArea::vertical().max_height(240.0).show(ui, |ui| {
        ui.set_min_width(ui.available_width());
        scrolled_by_keys(ui);
        match lines.is_empty() {
            true => _ = ui.label("内容相同，只是写法不同。"),
            false => lines_ui(ui, lines),
        }
    });
    buttons_ui(ui, |ui| {
        choices_ui(ui, is_draft, true, commands);
        cancel_ui(ui, "稍后", commands);
    });
}

/// The ways out of a change; `in_dialog` for the one that Enter stands for.
pub(super) fn choices_ui(ui: &mut Ui, is_draft: bool, in_dialog: bool, commands: &mut Vec<Command>) {
    let hints = ["对方写的那份留在历史版本里", "窗口里的内容可用“撤销”找回"];
    let mut choice = |clicked: bool, step: Step| {
        if clicked {
            commands.push(Command::Kept(step));
        }
    };
    if is_draft {
        let clicked = match in_dialog {
            true => main_button(ui, "逐项比较"),
            false => ui.button("逐项比较").clicked(),
        };
        choice(clicked, Step::CompareTheirs);
        choice(ui.button("用磁盘上的").on_hover_text(hints[1]).clicked(), Step::UseTheirs);
    }
    choice(ui.button("用我的").on_hover_text(hints[0]).clicked(), Step::UseMine);
    if ui.button("另存为…").clicked() {
        commands.push(Command::CloseDialog);
        commands.push(Command::Menu(MenuCommand::SaveAs));
    }
}
