//! A path, where the desktop has no dialog: a field to type it into, and what stands in that folder to choose from.

use std::path::{MAIN_SEPARATOR, Path, PathBuf, is_separator};

use egui::{Id, Key, RichText, ScrollArea, TextEdit, Ui};

use crate::store::paths::Inside;

use super::buffered::select_all;
use super::command::{Command, Give, Purpose};
use super::dialog::{buttons_ui, cancel_ui, heading_ui, main_button};
use super::follow::Follow as _;
use super::theme::{self, Palette};

/// The most entries that are shown at once; typing narrows them.
const MOST_SHOWN: usize = 200;

/// What stands in the folder of the typed path, once it has been read.
#[derive(Debug, Clone, Default)]
pub struct Listing {
    /// The folder that is read, or being read.
    asked: Option<PathBuf>,
    /// The folder that was read, and what is in it.
    read: Option<(PathBuf, Vec<Inside>)>,
}

impl Listing {
    /// Takes what was found in a folder, unless another is asked for by now.
    pub fn take(&mut self, folder: PathBuf, inside: Vec<Inside>) {
        if self.asked.as_ref() == Some(&folder) {
            self.read = Some((folder, inside));
        }
    }

    /// Asks for what is in the folder of the typed path, once.
    fn ask(&mut self, folder: &Path, commands: &mut Vec<Command>) {
        if self.asked.as_deref() != Some(folder) {
            self.asked = Some(folder.to_path_buf());
            commands.push(Command::List(folder.to_path_buf()));
        }
    }

    /// What is in that folder, if it is known.
    fn of(&self, folder: &Path) -> Option<&[Inside]> {
        self.read.as_ref().filter(|(known, _)| known == folder).map(|(_, inside)| inside.as_slice())
    }

    /// Whether a file or folder of that path is known to be there.
    fn has(&self, path: &Path) -> bool {
        let (Some(folder), Some(name)) = (path.parent(), path.file_name()) else { return false };
        self.of(folder).is_some_and(|inside| inside.iter().any(|one| name == one.name.as_str()))
    }
}

/// The folder of a typed path, and what is typed of a name in it.
fn taken_apart(typed: &str) -> (PathBuf, &str) {
    let end = typed.rfind(is_separator).map_or(0, |at| at + 1);
    let (folder, name) = typed.split_at_checked(end).unwrap_or((typed, ""));
    // `/年报/` and `/年报` are one folder.
    let whole: PathBuf = Path::new(folder).components().collect();
    (whole, name)
}

/// Whether a folder is wanted, not a file.
pub fn wants_folder(purpose: Purpose) -> bool {
    matches!(purpose, Purpose::ExportFolder | Purpose::Units | Purpose::Give(Give::Letters))
}

/// Whether something is written there, so that a file that is there would be replaced.
fn writes_file(purpose: Purpose) -> bool {
    matches!(
        purpose,
        Purpose::Save
            | Purpose::SaveRoster
            | Purpose::Give(Give::Mends | Give::Table(_) | Give::Long)
            | Purpose::Export(_)
            | Purpose::Trouble
    )
}

fn title(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::Open => "打开底稿",
        Purpose::Save => "保存底稿",
        Purpose::Export(_) => "导出",
        Purpose::ExportFolder => "导出到文件夹",
        Purpose::Compare => "与另一份底稿比较",
        Purpose::Picture => "插入图片",
        Purpose::Import => "导入",
        Purpose::Revised => "收回修改稿",
        Purpose::Units => "汇总下级单位",
        Purpose::Roster => "选名册",
        Purpose::SaveRoster => "保存名册",
        Purpose::Trouble => "保存问题报告",
        Purpose::Give(what) => what.name(),
    }
}

/// Paints the dialog; `is_new` in its first frame: the field takes the keyboard, all of it selected.
pub fn path_ui(
    ui: &mut Ui,
    purpose: Purpose,
    text: &mut String,
    is_new: bool,
    listing: &mut Listing,
    commands: &mut Vec<Command>,
) {
    let colours = theme::palette(ui);
    heading_ui(ui, title(purpose));
    let label = ui.label(if wants_folder(purpose) { "文件夹路径" } else { "文件路径" });
    let id = Id::unique("path");
    if is_new {
        select_all(ui, id, text);
    }
    let field = TextEdit::singleline(text).id(id).desired_width(f32::INFINITY);
    let field = ui.add(field).labelled_by(label.id);
    let hint = "系统没有提供文件对话框：请输入路径，或在下面选。";
    ui.label(RichText::new(hint).small().color(colours.faint));
    let path = purpose.with_extension(PathBuf::from(text.trim()));
    let entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));

    let typed = text.clone();
    let (folder, name) = taken_apart(&typed);
    listing.ask(&folder, commands);
    if let Some(chosen) = inside_ui(ui, purpose, &folder, name, listing, &colours) {
        *text = chosen;
        ui.memory_mut(|memory| memory.request_focus(id));
    }
    if writes_file(purpose) && listing.has(&path) {
        ui.label(RichText::new("？ 这个文件已经存在，将被替换。").color(colours.query));
    }
    buttons_ui(ui, |ui| {
        let clicked = main_button(ui, "确定");
        if (clicked || entered) && !text.trim().is_empty() {
            commands.push(Command::Chosen(purpose, path));
        }
        cancel_ui(ui, "取消", commands);
    });
}

/// What stands in the folder, of the kind that is wanted; the path of what was chosen.
fn inside_ui(
    ui: &mut Ui,
    purpose: Purpose,
    folder: &Path,
    name: &str,
    listing: &Listing,
    colours: &Palette,
) -> Option<String> {
    let mut chosen = None;
    let inside = listing.of(folder);
    let ending = matches!(purpose, Purpose::Open | Purpose::Compare | Purpose::Save).then_some(".nianbao");
    let fits = |one: &&Inside| {
        let is_kind = match one.is_file {
            true => !wants_folder(purpose) && ending.is_none_or(|ending| one.name.ends_with(ending)),
            false => true,
        };
        // Where something is written, the name is not one that is there.
        is_kind && (writes_file(purpose) || one.name.to_lowercase().contains(&name.to_lowercase()))
    };
    ui.add_space(4.0);
    let frame =
        egui::Frame::new().fill(colours.field).stroke((1.0, colours.line)).corner_radius(theme::CORNER);
    frame.inner_margin(4).show(ui, |ui| {
        ScrollArea::vertical().max_height(190.0).min_scrolled_height(190.0).auto_shrink(false).show_followed(
            ui,
            |ui| {
                ui.set_min_height(190.0);
                ui.spacing_mut().item_spacing.y = 0.0;
                let path = |name: &str, is_file: bool| {
                    let mut path = folder.join(name).display().to_string();
                    if !is_file {
                        path.push(MAIN_SEPARATOR);
                    }
                    path
                };
                let row = |ui: &mut Ui, text: &str| {
                    ui.add(
                        egui::Button::new((text, egui::Atom::grow()))
                            .frame_when_inactive(false)
                            .min_size(egui::vec2(ui.available_width(), theme::ROW - 4.0)),
                    )
                };
                if folder.parent().is_some() && row(ui, "↑ 上一级文件夹").clicked() {
                    let mut above =
                        folder.parent().map(|above| above.display().to_string()).unwrap_or_default();
                    if !above.ends_with(MAIN_SEPARATOR) {
                        above.push(MAIN_SEPARATOR);
                    }
                    chosen = Some(above);
                }
                let Some(inside) = inside else {
                    ui.label(RichText::new("正在读取文件夹…").color(colours.faint));
                    return;
                };
                let mut count = 0;
                for one in inside.iter().filter(fits).take(MOST_SHOWN) {
                    count += 1;
                    let shown =
                        if one.is_file { one.name.clone() } else { format!("{}{MAIN_SEPARATOR}", one.name) };
                    if row(ui, &shown).clicked() {
                        chosen = Some(path(&one.name, one.is_file));
                    }
                }
                if count == 0 {
                    ui.label(RichText::new("这里没有相符的文件或文件夹。").color(colours.faint));
                }
            },
        );
    });
    chosen
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_typed_path_is_a_folder_and_the_beginning_of_a_name() {
        let check = |typed: &str, folder: &str, name: &str| {
            assert_eq!(taken_apart(typed), (PathBuf::from(folder), name), "{typed}");
        };
        check("/年报/2025/金塘", "/年报/2025", "金塘");
        check("/年报/2025/", "/年报/2025", "");
        check("/年报", "/", "年报");
        check("金塘", "", "金塘");
        check("", "", "");
    }

    #[test]
    fn an_answer_for_another_folder_is_not_shown() {
        let (mut listing, mut commands) = (Listing::default(), Vec::new());
        listing.ask(Path::new("/甲"), &mut commands);
        listing.ask(Path::new("/甲"), &mut commands);
        assert_eq!(commands.len(), 1, "a folder is asked for once");
        listing.ask(Path::new("/乙"), &mut commands);
        listing.take("/甲".into(), vec![Inside { is_file: true, name: "旧".into() }]);
        assert!(listing.of(Path::new("/甲")).is_none());
        listing.take("/乙".into(), vec![Inside { is_file: true, name: "新".into() }]);
        assert!(listing.has(Path::new("/乙/新")) && !listing.has(Path::new("/乙/旧")));
    }
}
