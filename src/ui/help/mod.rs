//! Help inside the window, since a computer without a network has no other.
//!
//! * `manual.rs`: 使用手册 (docs/使用手册.md) in a pane beside whatever is open; `markdown.rs` reads it
//! * `steps.rs`: 第一次使用, a few hints on a sample
//! * `dialogs.rs`: what a cell means (F1), the keys, 关于; `licences.rs` the licences' full texts
//! * `trouble.rs`: 报告问题, without figures, names or paths

mod dialogs;
mod licences;
mod manual;
mod markdown;
mod steps;
mod trouble;

pub use dialogs::{about_ui, explain_ui, keys_ui};
pub use licences::licences_ui;
pub use manual::{Manual, manual_ui};
pub use steps::{Steps, steps_ui};
pub use trouble::{Troubles, compose, report_ui};

use super::app::App;
use super::command::{Command, MenuCommand, Page};
use super::dialog::Dialog;
use crate::store::samples::SAMPLES;

/// What is asked of the help.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Help {
    /// 使用手册 at the chapter of that heading; an empty one is its beginning.
    Manual(&'static str),
    /// Puts the manual away.
    CloseManual,
    /// The hints of 第一次使用, from the first on.
    Begin,
    /// To that hint; past the last one the hints are over.
    Step(usize),
    /// The hints are known, and not offered again.
    Done,
    /// A licence of this number in full.
    Licence(usize),
}

/// The sample that the hints are shown on: of the newest edition, with something to find.
const FIRST: &str = "上海市科学技术委员会-2024";

impl App {
    /// Does what is asked of the help.
    pub(super) fn help(&mut self, wish: Help, ctx: &egui::Context) {
        match wish {
            Help::Manual(chapter) => {
                self.dialog = None;
                self.manual = Some(Manual::at(chapter));
            }
            Help::CloseManual => self.manual = None,
            Help::Begin => {
                let sample = SAMPLES.iter().position(|sample| sample.name == FIRST).unwrap_or_default();
                self.apply(Command::OpenSample(sample), ctx);
                self.steps = Some(Steps::default());
            }
            Help::Step(number) => {
                self.steps = Steps::at(number);
                match self.steps.as_ref().and_then(|steps| steps.leads_to(self.desk.as_ref())) {
                    Some(command) => self.apply(command, ctx),
                    None if self.steps.is_none() => self.help(Help::Done, ctx),
                    None => {}
                }
            }
            Help::Done => {
                self.steps = None;
                self.set(ctx, |settings| settings.first_steps_done = true);
            }
            Help::Licence(number) => self.dialog = Some(Dialog::Licence(number)),
        }
    }

    /// F1: the selected cell where the form is shown, otherwise the manual where it tells of this page.
    pub(super) fn help_here(&mut self, ctx: &egui::Context) {
        let here = self.desk.as_ref().map(|desk| (&desk.page, desk.selected()));
        let chapter = match here {
            Some((Page::Sheet, Some(cell))) => {
                self.dialog = Some(Dialog::Explain(cell));
                return;
            }
            Some((Page::Sheet | Page::Compare, _)) => "填统计表",
            Some((Page::Basics, _)) => "基本信息",
            Some((Page::Text(_) | Page::Templates, _)) => "报告正文",
            Some((Page::Preview, _)) => "预览和导出",
            Some((Page::Import, _)) => "导入已有的报告",
            Some((Page::Revised, _)) => "收回修改稿",
            Some((Page::Rollup, _)) => "汇总下级单位",
            None if self.import.is_some() => "导入已有的报告",
            None if self.rollup.is_some() => "汇总下级单位",
            None => "开始",
        };
        self.help(Help::Manual(chapter), ctx);
    }

    /// The entries of the menu.
    pub(super) fn help_menu(&mut self, entry: MenuCommand, ctx: &egui::Context) {
        match entry {
            MenuCommand::HelpHere => self.help_here(ctx),
            MenuCommand::Manual => self.help(Help::Manual(""), ctx),
            // As a command, which asks about unsaved work first.
            MenuCommand::FirstSteps => self.apply(Command::Help(Help::Begin), ctx),
            MenuCommand::Keys => self.dialog = Some(Dialog::Keys),
            MenuCommand::Trouble => {
                let text = compose(self, ctx);
                self.dialog = Some(Dialog::Trouble(text));
            }
            _ => self.dialog = Some(Dialog::About),
        }
    }
}
