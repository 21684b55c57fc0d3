//! A line above the draft while its file is not simply hers: someone else has it open, or has written it.

use egui::{Frame, Margin, Panel, RichText, Ui};

use crate::ui::command::{Command, MenuCommand};
use crate::ui::desk::Desk;
use crate::ui::theme;

use super::Step;
use super::dialogs::choices_ui;

/// Paints it where there is something to say.
pub fn banner_ui(ui: &mut Ui, desk: &Desk, commands: &mut Vec<Command>) {
    let colours = theme::palette(ui);
    let frame = Frame::new().fill(colours.query_wash).inner_margin(Margin::symmetric(12, 5));
    if let Some(theirs) = &desk.disk.theirs {
        Panel::top("文件已被改动").frame(frame).show(ui, |ui| {
            ui.horizontal_wrapped(|ui| {
                ui.label(RichText::new("磁盘上的文件已被改动，还没有选用哪一份。").color(colours.query));
                choices_ui(ui, theirs.draft.is_ok(), false, commands);
            });
        });
    } else if let (Some(holder), Some(path)) = (desk.disk.holder(), &desk.path) {
        Panel::top("只读").frame(frame).show(ui, |ui| {
            ui.horizontal_wrapped(|ui| {
                let words = format!("只读：{}。", holder.words());
                ui.label(RichText::new(words).color(colours.query));
                if ui.button("重新打开").on_hover_text("对方关闭后，这里就能修改").clicked() {
                    commands.push(Command::OpenFile(path.clone()));
                }
                if ui.button("另存为…").clicked() {
                    commands.push(Command::Menu(MenuCommand::SaveAs));
                }
                let hint = "对方其实已经不在用时才选。保存前会核对磁盘上的文件，不会悄悄覆盖对方的修改";
                if ui.button("仍然修改").on_hover_text(hint).clicked() {
                    commands.push(Command::Kept(Step::TakeOver));
                }
            });
        });
    }
}
