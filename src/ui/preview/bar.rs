//! Over the pages: zoom, page number, what can be done with them, and what stands across them.

use egui::{Align, Button, Color32, Frame, Layout, Margin, RichText, Ui, WidgetInfo, vec2};

use super::stack::{Zoom, step};
use super::view::{chosen_zoom, chosen_zoom_mut};
use super::{Place, Preview};
use crate::check;
use crate::export::Extent;
use crate::ui::choice::choice_ui;
use crate::ui::command::{Command, MenuCommand};
use crate::ui::desk::Desk;
use crate::ui::exports::EXTENTS;
use crate::ui::news::away_ui;
use crate::ui::theme::{self, Palette};

/// Zoom, the page number, and what is done with the pages.
pub(super) fn bar_ui(
    ui: &mut Ui,
    preview: &mut Preview,
    place: Place,
    count: usize,
    colours: &Palette,
    commands: &mut Vec<Command>,
) {
    let frame = Frame::new().fill(colours.pane).inner_margin(Margin::symmetric(10, 5));
    let zoom = preview.seen.zoom;
    let chosen = chosen_zoom(preview, place);
    frame.show(ui, |ui| {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 4.0;
            let mut new = None;
            let small = |text: &str| Button::new(RichText::new(text)).min_size(vec2(26.0, 24.0));
            if ui.add(small("－")).on_hover_text("缩小版面（Ctrl+滚轮）").clicked() {
                new = Some(Zoom::Fixed(step(zoom, false)));
            }
            let shown = if zoom > 0.0 { format!("{:.0} %", zoom * 100.0) } else { String::new() };
            let full =
                ui.add(small(&shown).min_size(vec2(56.0, 24.0))).on_hover_text("回到 100 %：与纸一样大");
            if full.clicked() {
                new = Some(Zoom::Fixed(1.0));
            }
            if ui.add(small("＋")).on_hover_text("放大版面（Ctrl+滚轮）").clicked() {
                new = Some(Zoom::Fixed(step(zoom, true)));
            }
            ui.add_space(4.0);
            for (kind, text) in [(Zoom::Width, "适合宽度"), (Zoom::Page, "整页")] {
                if ui.add(small(text).selected(chosen == kind)).clicked() {
                    new = Some(kind);
                }
            }
            if place == Place::Own {
                ui.add_space(4.0);
                let known = EXTENTS.iter().position(|(extent, ..)| *extent == preview.extent);
                let name = known.and_then(|known| EXTENTS.get(known)).map_or("", |(_, name, _)| *name);
                let list = egui::ComboBox::from_id_salt("内容").selected_text(name).width(110.0);
                let entries = EXTENTS.iter().map(|(_, name, meaning)| (*name, *meaning));
                let (extents, picked) = choice_ui(ui, list, known, entries);
                extents.widget_info(|| WidgetInfo::labeled(egui::Role::ComboBox, true, "预览的内容"));
                if let Some((extent, ..)) = picked.and_then(|picked| EXTENTS.get(picked)) {
                    preview.extent = *extent;
                }
            }
            if let Some(new) = new {
                *chosen_zoom_mut(preview, place) = new;
            }
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                match place {
                    Place::Beside => {
                        if away_ui(ui, "关闭并排预览") {
                            commands.push(Command::Menu(MenuCommand::SidePreview));
                        }
                    }
                    Place::Own => {
                        if ui.add(theme::primary("导出…", colours)).clicked() {
                            commands.push(Command::Menu(MenuCommand::Export));
                        }
                        if ui.button("打印…").clicked() {
                            commands.push(Command::Menu(MenuCommand::Print));
                        }
                    }
                }
                if count > 0 {
                    let page = preview.seen.page + 1;
                    ui.label(RichText::new(format!("{page} / {count} 页")).color(colours.faint));
                }
            });
        });
    });
}

/// What stands across the pages and why, and what keeps them from following.
pub(super) fn news_ui(
    ui: &mut Ui,
    preview: &Preview,
    desk: &Desk,
    place: Place,
    colours: &Palette,
    commands: &mut Vec<Command>,
) {
    let line = |ui: &mut Ui, wash: Color32, add: &mut dyn FnMut(&mut Ui)| {
        let frame = Frame::new().fill(wash).inner_margin(Margin::symmetric(12, 5));
        frame.show(ui, |ui| {
            ui.set_min_width(ui.available_width());
            ui.horizontal_wrapped(|ui| add(ui));
        });
    };
    if !preview.trouble().is_empty() {
        line(ui, colours.wrong_wash, &mut |ui| {
            let text = format!("× 报告没有排成，下面是上一次的版面。{}", preview.trouble());
            ui.label(RichText::new(text).color(colours.wrong));
        });
    }
    let Some(laid) = preview.laid() else { return };
    if !laid.mark.is_empty() {
        line(ui, colours.query_wash, &mut |ui| {
            ui.label(RichText::new(format!("？ 每页标明：{}", laid.mark)).color(colours.query));
            if ui.small_button("下一处问题").clicked() {
                commands.push(Command::Menu(MenuCommand::NextProblem));
            }
            if ui.small_button("定稿…").clicked() {
                commands.push(Command::Menu(MenuCommand::Final));
            }
        });
    }
    // It stays in sight that something fails.
    let is_of_report = matches!(preview.extent, Extent::Report | Extent::Tables);
    let fails = desk.summary().fails;
    let is_declared = || check::is_declared_final(desk.draft(), desk.verdicts());
    if fails > 0 && laid.mark.is_empty() && is_of_report && is_declared() {
        line(ui, colours.pane, &mut |ui| {
            let text = format!("✓ 有 {fails} 处强制审核不符，已声明定稿");
            ui.label(RichText::new(text).color(colours.good));
            if ui.small_button("定稿…").clicked() {
                commands.push(Command::Menu(MenuCommand::Final));
            }
        });
    }
    if !laid.note.is_empty() && place == Place::Own {
        line(ui, colours.pane, &mut |ui| {
            ui.label(RichText::new(&laid.note).small().color(colours.faint));
        });
    }
}
