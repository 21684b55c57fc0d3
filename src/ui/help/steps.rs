//! 第一次使用: a few hints, one at a time, in a strip that covers nothing and can be put away.

use egui::{Frame, Margin, Panel, RichText, Ui};

use super::Help;
use crate::check::{self, Standing};
use crate::ui::command::{Command, Page};
use crate::ui::desk::Desk;
use crate::ui::theme;

/// The hints: what to look at, and what to do.
const HINTS: [(&str, &str); 7] = [
    (
        "这是样例",
        "表和印出来的一样。点一个格子，直接打数字，按 Enter 到下一格。没有发生的填 0；还不知道的先空着，空白不等于 0。",
    ),
    ("右边是本指标", "选中一格，右边就有官方解释、上年数和相关的勾稽关系。按 F1 也能看解释。"),
    (
        "下面是审核",
        "每打一个数都会重新审核：× 不符要改，？ 待核实要写说明，○ 提示看一眼。按 F8 到下一处，现在停在不符的地方。",
    ),
    ("改一改试试", "样例可以随意改。改错了按 Ctrl+Z 撤销，每一步都能退回。"),
    ("报告正文", "正文按表里的数字自动写好，数字一改，正文跟着改。要自己写，点“改写”；数字仍然是活的。"),
    (
        "预览导出",
        "这里就是印出来的样子，导出的 PDF、Word 与它完全一样。有不符时每页标“草稿”，改好后自动去掉。",
    ),
    ("开始自己的", "按 Ctrl+W 关闭样例，在开始页填年度和单位，点“新建”。以后随时可以从“帮助”菜单打开手册。"),
];

/// Where one is among the hints.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Steps {
    at: usize,
}

impl Steps {
    /// The hint of that number; `None` past the last one.
    pub fn at(number: usize) -> Option<Self> {
        (number < HINTS.len()).then_some(Self { at: number })
    }

    /// The place that the hint is about, in the open draft.
    pub fn leads_to(self, desk: Option<&Desk>) -> Option<Command> {
        let desk = desk?;
        match self.at {
            0 => Some(Command::Show(Page::Sheet)),
            2 => {
                let all = check::problems(desk.draft(), desk.verdicts());
                let failing = all.into_iter().find(|(standing, _)| *standing == Standing::Fails);
                failing.map(|(_, verdict)| Command::leading_to(verdict, desk.form()))
            }
            3 => Some(Command::Show(Page::Sheet)),
            4 => Some(Command::Show(Page::Text(desk.template.sections().first().cloned()?))),
            5 => Some(Command::Show(Page::Preview)),
            _ => None,
        }
    }
}

/// Paints the strip.
pub fn steps_ui(ui: &mut Ui, steps: Steps, commands: &mut Vec<Command>) {
    let colours = theme::palette(ui);
    let Some((title, text)) = HINTS.get(steps.at) else { return };
    let frame = Frame::new().fill(colours.accent_wash).inner_margin(Margin::symmetric(14, 8));
    Panel::top("第一次使用").frame(frame).show(ui, |ui| {
        ui.horizontal(|ui| {
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                if ui.button("不再提示").clicked() {
                    commands.push(Command::Help(Help::Done));
                }
                let last = steps.at + 1 == HINTS.len();
                if ui.add(theme::primary(if last { "完成" } else { "下一条" }, &colours)).clicked() {
                    commands.push(Command::Help(Help::Step(steps.at + 1)));
                }
                if steps.at > 0 && ui.button("上一条").clicked() {
                    commands.push(Command::Help(Help::Step(steps.at - 1)));
                }
                ui.with_layout(egui::Layout::top_down(egui::Align::Min), |ui| {
                    let head = format!("{title}（{}/{}）", steps.at + 1, HINTS.len());
                    ui.label(RichText::new(head).font(theme::bold(theme::TEXT)).color(colours.accent));
                    ui.label(*text);
                });
            });
        });
    });
}
