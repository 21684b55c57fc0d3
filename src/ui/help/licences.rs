//! The licences of the program and of all that is in it, in full: they can be read without a network.

use std::sync::LazyLock;

use egui::{ComboBox, RichText, ScrollArea, Ui, WidgetInfo};

use crate::ui::choice::choice_ui;
use crate::ui::command::{Command, MenuCommand};
use crate::ui::dialog::{buttons_ui, heading_ui, main_button};
use crate::ui::follow::scrolled_by_keys;
use crate::ui::theme;

/// A licence and what is under it.
#[derive(Debug, Clone, Copy)]
pub struct Licence {
    /// What is under it.
    pub of: &'static str,
    /// Its name.
    pub name: &'static str,
    text: &'static str,
}

/// All of them. The last is the list of the libraries.
pub const ALL: [Licence; 7] = [
    Licence { of: "年报（MIT）", name: "MIT", text: include_str!("../../../LICENSE-MIT") },
    Licence {
        of: "年报（Apache 2.0）", name: "Apache-2.0", text: include_str!("../../../LICENSE-APACHE")
    },
    Licence {
        of: "思源黑体",
        name: "OFL-1.1",
        text: include_str!("../../../assets/fonts/OFL-NotoSansSC.txt"),
    },
    Licence {
        of: "思源宋体",
        name: "OFL-1.1",
        text: include_str!("../../../assets/fonts/OFL-NotoSerifSC.txt"),
    },
    Licence {
        of: "霞鹜文楷（改名版）",
        name: "OFL-1.1",
        text: include_str!("../../../assets/fonts/OFL-LXGWWenKai.txt"),
    },
    Licence {
        of: "FandolFang",
        name: "GPL-3.0，附字体例外；单独的文件，不是程序的一部分",
        text: include_str!("../../../assets/fonts/fandol/COPYING"),
    },
    Licence {
        of: "程序库",
        name: "各库的名称和版本。许可证全文在随程序的 licences.txt：便携版在程序旁的 licences 里，安装版在 /usr/share/doc/nianbao，\
               应用商店版在应用的 files/doc 里；从源代码编译的，运行 packaging/licences 写出",
        text: "",
    },
];

/// The libraries in the lock file: name and version, a line each.
static LIBRARIES: LazyLock<String> = LazyLock::new(|| libraries(include_str!("../../../Cargo.lock")));

fn libraries(lock: &str) -> String {
    let quoted = |line: &str| line.split('"').nth(1).unwrap_or_default().to_owned();
    let packages = lock.split("[[package]]").skip(1).filter(|package| package.contains("source = "));
    let lines = packages.map(|package| {
        let find =
            |key: &str| package.lines().find(|line| line.starts_with(key)).map(quoted).unwrap_or_default();
        format!("{} {}", find("name = "), find("version = "))
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// Paints a licence, and the way to the others.
pub fn licences_ui(ui: &mut Ui, number: &mut usize, commands: &mut Vec<Command>) {
    let colours = theme::palette(ui);
    heading_ui(ui, "许可证");
    let Some(licence) = ALL.get(*number) else { return };
    ui.horizontal(|ui| {
        let list = ComboBox::from_id_salt("许可证").selected_text(licence.of).width(200.0);
        let (combo, picked) = choice_ui(ui, list, Some(*number), ALL.iter().map(|one| (one.of, "")));
        combo.widget_info(|| WidgetInfo::labeled(egui::Role::ComboBox, true, "选许可证"));
        *number = picked.unwrap_or(*number);
        combo
    });
    ui.label(RichText::new(licence.name).small().color(colours.faint));
    ui.add_space(6.0);
    let text = if licence.text.is_empty() { LIBRARIES.as_str() } else { licence.text };
    let lines: Vec<&str> = text.lines().collect();
    let room = (ui.ctx().content_rect().height() - 240.0).clamp(120.0, 460.0);
    ui.spacing_mut().item_spacing.y = 2.0;
    let height = ui.text_style_height(&egui::TextStyle::Small);
    ScrollArea::both()
        .max_height(room)
        .min_scrolled_height(room)
        .auto_shrink(false)
        .id_salt(*number)
        .show_rows(ui, height, lines.len(), |ui, rows| {
            scrolled_by_keys(ui);
            for line in lines.get(rows).unwrap_or_default() {
                ui.add(egui::Label::new(RichText::new(*line).small()).extend());
            }
        });
    buttons_ui(ui, |ui| {
        if main_button(ui, "关闭") {
            commands.push(Command::CloseDialog);
        }
        if ui.button("返回关于").clicked() {
            commands.push(Command::Menu(MenuCommand::About));
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_licence_has_its_text_and_every_library_its_name() {
        for licence in ALL {
            assert!(licence.text.len() > 1000 || licence.text.is_empty(), "{}", licence.of);
        }
        assert!(LIBRARIES.lines().any(|line| line.starts_with("egui 0.37")));
        assert!(!LIBRARIES.contains("nianbao"));
    }
}
