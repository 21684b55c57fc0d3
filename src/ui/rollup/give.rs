//! What the collecting office gives back and hands on: asked for here, written off the painting thread.

use std::path::{Path, PathBuf};

use egui::Ui;

use super::Step;
use super::view::View;
use crate::error::Error;
use crate::export::{self, Letter};
use crate::form::CellId;
use crate::rollup::Collection;
use crate::store::atomic::Creation;
use crate::store::{atomic, paths};
use crate::ui::command::Command;

/// What is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Give {
    /// What every unit has to mend, as a workbook.
    Mends,
    /// The same as a text for each unit, in a folder.
    Letters,
    /// All units and these cells as a workbook: of one part of the form by its place, or of all.
    Table(Option<usize>),
    /// Every figure of every unit as a long CSV.
    Long,
}

impl Give {
    /// What the menu and the dialog call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Mends => "补正清单",
            Self::Letters => "各单位补正通知",
            Self::Table(_) => "各单位数据表",
            Self::Long => "全部数据（每行一个数）",
        }
    }

    /// The ending of its file; empty for a folder.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Mends | Self::Table(_) => "xlsx",
            Self::Letters => "",
            Self::Long => "csv",
        }
    }

    /// The name of its file or folder.
    pub(super) fn file_name(self, collection: &Collection) -> String {
        let target = collection.target();
        let part = match self {
            Self::Table(Some(at)) => {
                target.form.sections().get(at).map(|(name, _)| format!("-{}", plain(name)))
            }
            _ => None,
        };
        let ending = self.extension();
        let dot = if ending.is_empty() { "" } else { "." };
        let (agency, name) = (plain(&target.agency), self.name().replace("（每行一个数）", ""));
        format!("{agency}{}年度{name}{}{dot}{ending}", target.year, part.unwrap_or_default())
    }
}

/// Without what a file's name must not have.
fn plain(text: &str) -> String {
    let is_bad = |c: char| c.is_control() || "/\\:*?\"<>|".contains(c);
    text.chars().filter(|c| !is_bad(*c)).collect()
}

/// Writes it; gives what is told then.
///
/// # Errors
/// The system refuses, or there is too much for a sheet.
pub fn give(collection: &Collection, what: Give, path: &Path) -> Result<String, Error> {
    match what {
        Give::Mends => {
            let mends = export::mends(collection)?;
            atomic::write_whole(path, &export::mend_list(collection, &mends)?)?;
            Ok(format!("已导出补正清单（{} 条）：{}", mends.len(), path.display()))
        }
        Give::Letters => {
            let letters = export::letters(collection, &export::mends(collection)?);
            let named = |letter: &Letter| path.join(format!("{}.txt", plain(&letter.unit)));
            let files: Vec<PathBuf> = letters.iter().map(named).collect();
            // Letters of an earlier day may have been sent as they are: they stay.
            if let Some(there) = files.iter().find(|file| paths::exists(file)) {
                return Err(already_there(there));
            }
            paths::make_folder(path)?;
            for (letter, file) in letters.iter().zip(&files) {
                match atomic::write_new(file, letter.text.as_bytes())? {
                    Creation::Written => {}
                    Creation::AlreadyThere => return Err(already_there(file)),
                }
            }
            Ok(format!("已导出 {} 个单位的补正通知：{}", letters.len(), path.display()))
        }
        Give::Table(part) => {
            let form = &collection.target().form;
            let cells: Vec<CellId> = match part {
                Some(at) => form.sections().get(at).map(|(_, cells)| cells.clone()).unwrap_or_default(),
                None => form.ids().collect(),
            };
            atomic::write_whole(path, &export::units_table(collection, &cells)?)?;
            Ok(format!("已导出各单位数据表（{} 项）：{}", cells.len(), path.display()))
        }
        Give::Long => {
            atomic::write_pieces(path, export::long_csv(collection))?;
            Ok(format!("已导出全部数据：{}", path.display()))
        }
    }
}

fn already_there(file: &Path) -> Error {
    Error::new("已有同名文件，没有覆盖").hint("请另选一个文件夹").about(file.display().to_string())
}

/// The text for a unit, to be sent; `None` where it has nothing to mend.
///
/// # Errors
/// As [`export::mends`].
pub fn letter(collection: &Collection, unit: &str) -> Result<Option<String>, Error> {
    let letters = export::letters(collection, &export::mends(collection)?);
    Ok(letters.into_iter().find(|letter| letter.unit == unit).map(|letter| letter.text))
}

/// The menu of what may be given back.
pub(super) fn give_ui(ui: &mut Ui, view: &View, commands: &mut Vec<Command>) {
    let mut entry = |ui: &mut Ui, text: String, what: Give| {
        if ui.button(text).clicked() {
            commands.push(Command::Rollup(Step::AskGive(what)));
            ui.close();
        }
    };
    ui.menu_button("发回和导出", |ui| {
        entry(ui, "补正清单（Excel）…".to_owned(), Give::Mends);
        entry(ui, "各单位补正通知（文本）…".to_owned(), Give::Letters);
        ui.separator();
        ui.menu_button("各单位数据表（Excel）", |ui| {
            entry(ui, "全部指标…".to_owned(), Give::Table(None));
            for (at, (name, cells)) in view.collection().target().form.sections().into_iter().enumerate() {
                entry(ui, format!("{name}（{} 项）…", cells.len()), Give::Table(Some(at)));
            }
        });
        entry(ui, "全部数据（CSV，每行一个数）…".to_owned(), Give::Long);
    });
}
