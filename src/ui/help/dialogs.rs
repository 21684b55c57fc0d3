//! What a cell means, the keys, and 关于.

use egui::{Grid, RichText, ScrollArea, Ui};

use super::{Help, licences};
use crate::check;
use crate::form::CellId;
use crate::ui::brand;
use crate::ui::command::{Command, MenuCommand};
use crate::ui::desk::Desk;
use crate::ui::dialog::{buttons_ui, heading_ui, main_button};
use crate::ui::follow::{Follow as _, scrolled_by_keys};
use crate::ui::menus;
use crate::ui::theme;

/// Keys that are no entry of a menu.
const KEYS: [(&str, &str); 14] = [
    ("Enter、Shift+Enter", "到下一格、上一格"),
    ("Tab、Shift+Tab", "到下一处、上一处可填可按的地方"),
    ("方向键", "在表格里上下左右"),
    ("F2", "进到格子里改，光标在末尾"),
    ("Esc", "放弃刚才在格子里打的；关闭对话框"),
    ("直接打数字", "替换选中格子里的数"),
    ("Shift+方向键、拖动", "选一片格子，下面显示它们的和"),
    ("Ctrl+C、Ctrl+X、Ctrl+V", "与 Excel、WPS 表格互相复制、剪切、粘贴"),
    ("Delete", "清空选中的格子"),
    ("Alt、方向键", "打开菜单并在菜单里走动"),
    ("空格、Enter", "按下有焦点的按钮"),
    ("Ctrl+滚轮", "预览里放大、缩小"),
    ("拖进文件", "打开底稿；导入报告；插入图片；一个文件夹则汇总"),
    ("F1", "选中的格子是什么意思；别处打开手册的这一章"),
];

/// F1: the official explanation of a cell, and what its relations rest on.
pub fn explain_ui(ui: &mut Ui, id: CellId, desk: &Desk, commands: &mut Vec<Command>) {
    let colours = theme::palette(ui);
    let cell = desk.form().cell(id);
    heading_ui(ui, &cell.name);
    let room = (ui.ctx().content_rect().height() - 220.0).max(120.0);
    ScrollArea::vertical().max_height(room).show_followed(ui, |ui| {
        ui.set_min_width(ui.available_width());
        scrolled_by_keys(ui);
        ui.label(RichText::new(cell.path.replace('/', " › ")).small().color(colours.faint));
        ui.label(RichText::new(format!("计量单位：{}", cell.unit)).color(colours.faint));
        ui.add_space(6.0);
        match cell.definition.is_empty() {
            true => ui.label("文件对这一项没有另作解释，按字面填写。"),
            false => ui.label(&cell.definition),
        };
        let source = format!("出自：{}（{}）", desk.form().title, desk.form().document);
        ui.label(RichText::new(source).small().color(colours.faint));
        let about = desk.verdicts().iter().filter(|verdict| verdict.cells(desk.form()).contains(&id));
        let mut any = false;
        for verdict in about {
            let rule = verdict.shown_rule(desk.form());
            if !std::mem::replace(&mut any, true) {
                ui.add_space(10.0);
                ui.label(RichText::new("勾稽关系").font(theme::bold(theme::TEXT)));
            }
            ui.label(format!("· {}", check::title(desk.draft(), verdict)));
            let basis = format!("　{}　依据：{}", rule.id, rule.source);
            ui.label(RichText::new(basis).small().color(colours.faint));
        }
    });
    buttons_ui(ui, |ui| {
        if main_button(ui, "知道了") {
            commands.push(Command::CloseDialog);
        }
        if ui.button("使用手册").clicked() {
            commands.push(Command::CloseDialog);
            commands.push(Command::Help(Help::Manual("填统计表")));
        }
    });
}

/// 快捷键: all keys there are.
pub fn keys_ui(ui: &mut Ui, commands: &mut Vec<Command>) {
    let colours = theme::palette(ui);
    heading_ui(ui, "快捷键");
    let room = (ui.ctx().content_rect().height() - 180.0).max(120.0);
    ScrollArea::vertical().max_height(room).min_scrolled_height(room.min(520.0)).show_followed(ui, |ui| {
        ui.set_min_width(ui.available_width());
        scrolled_by_keys(ui);
        let of_menu: Vec<(String, &str)> = MenuCommand::WITH_SHORTCUT
            .into_iter()
            .map(|entry| (menus::keys(entry, ui.ctx()), entry.text().trim_end_matches('…')))
            .collect();
        let others = KEYS.into_iter().map(|(keys, does)| (keys.to_owned(), does));
        Grid::new("快捷键").num_columns(2).striped(true).spacing([24.0, 5.0]).show(ui, |ui| {
            for (keys, does) in others.chain(of_menu) {
                ui.label(RichText::new(keys).font(theme::bold(theme::TEXT)).color(colours.accent));
                ui.label(does);
                ui.end_row();
            }
        });
    });
    buttons_ui(ui, |ui| {
        if main_button(ui, "知道了") {
            commands.push(Command::CloseDialog);
        }
    });
}

/// 关于: version, what it is, fonts and licences.
pub fn about_ui(ui: &mut Ui, renderer: &str, commands: &mut Vec<Command>) {
    let colours = theme::palette(ui);
    ui.horizontal(|ui| {
        brand::icon_ui(ui, 72.0);
        ui.add_space(8.0);
        ui.vertical(|ui| {
            ui.label(RichText::new("年报 Nianbao").font(theme::bold(theme::TITLE)));
            ui.label(format!("版本 {}", env!("CARGO_PKG_VERSION")));
            ui.label(RichText::new(format!("egui 0.37，{renderer}")).small().color(colours.faint));
        });
    });
    ui.add_space(8.0);
    ui.label("政府信息公开工作年度报告：填表、审核、成文、导出。不联网，数据只在本机。");
    ui.add_space(8.0);
    ui.label(RichText::new("版式").font(theme::bold(theme::TEXT)));
    for form in crate::form::editions::all() {
        let line =
            format!("{} 年版　{}　{}", form.edition, form.document, crate::form::editions::years(form));
        ui.label(RichText::new(line).small());
    }
    ui.add_space(8.0);
    ui.label(RichText::new("字体与许可证").font(theme::bold(theme::TEXT)));
    ui.horizontal_wrapped(|ui| {
        for (number, licence) in licences::ALL.iter().enumerate() {
            if ui.button(licence.of).on_hover_text(licence.name).clicked() {
                commands.push(Command::Help(Help::Licence(number)));
            }
        }
    });
    buttons_ui(ui, |ui| {
        if main_button(ui, "关闭") {
            commands.push(Command::CloseDialog);
        }
        if ui.button("报告问题…").clicked() {
            commands.push(Command::Menu(MenuCommand::Trouble));
        }
    });
}
