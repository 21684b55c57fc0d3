//! What is found by a few words or pinyin initials: every command (命令面板), every indicator (转到指标).
//!
//! * `search.rs` a field over a list, which the list of figures for the text uses too
//! * `commands.rs` the commands, `cells.rs` the indicators

mod cells;
mod commands;
pub mod search;

use egui::{Align2, Context, Id, Modal, vec2};

use super::app::App;
use super::command::{Command, MenuCommand};
use super::theme;
use search::{Search, Words, search_ui};

/// What is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Among {
    /// Commands.
    Commands,
    /// Indicators.
    Cells,
}

/// The open list over the window.
#[derive(Debug, Clone)]
pub struct Finder {
    among: Among,
    search: Search,
}

impl Finder {
    /// Just opened.
    pub fn new(among: Among) -> Self {
        Self { among, search: Search::new() }
    }
}

impl App {
    /// Paints the list over the window while it is open.
    pub(super) fn finder_ui(&mut self, ctx: &Context, commands: &mut Vec<Command>) {
        let Some(mut finder) = self.finder.take() else { return };
        let among = finder.among;
        let letters = self.desk.as_ref().map(|desk| desk.form().example_initials()).unwrap_or_default();
        let hint = match among {
            Among::Commands => "命令中的几个字，或拼音首字母（如 dc 就是导出）".to_owned(),
            Among::Cells => format!("指标名称中的几个字、拼音首字母（{letters}），或表里的编号"),
        };
        let words = match among {
            Among::Commands => Words {
                name: "查找命令",
                hint: &hint,
                none: "没有这样的命令",
                foot: "↑↓ 选择，Enter 执行，Esc 取消；灰色的现在不能用",
            },
            Among::Cells => Words {
                name: "查找指标",
                hint: &hint,
                none: "没有这样的指标",
                foot: "↑↓ 选择，Enter 转到，Esc 取消",
            },
        };
        let find = |typed: &str| match among {
            Among::Commands => commands::found(self, ctx, typed),
            Among::Cells => self.desk.as_ref().map(|desk| cells::found(desk, typed)).unwrap_or_default(),
        };
        let frame = egui::Frame::popup(&ctx.style_of(ctx.theme())).inner_margin(12);
        let id = Id::unique("finder");
        let area = Modal::default_area(id).anchor(Align2::CENTER_TOP, vec2(0.0, 56.0));
        let modal = Modal::new(id).area(area).frame(frame).show(ctx, |ui| {
            ui.set_width(560.0);
            let colours = theme::palette(ui);
            search_ui(ui, &mut finder.search, words, &colours, find)
        });
        let should_close = modal.should_close();
        match modal.inner {
            Some(wish) => {
                if let Command::Menu(entry) = wish {
                    self.remember_command(entry);
                }
                self.give_back_focus();
                commands.push(wish);
            }
            None if should_close => self.give_back_focus(),
            None => self.finder = Some(finder),
        }
    }

    /// Commands chosen lately stand first the next time.
    fn remember_command(&mut self, entry: MenuCommand) {
        const MOST: usize = 6;
        let text = entry.text().to_owned();
        let recent = &mut self.settings.recent_commands;
        recent.retain(|known| *known != text);
        recent.insert(0, text);
        recent.truncate(MOST);
        self.jobs.keep(self.settings.clone());
    }
}
