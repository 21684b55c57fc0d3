//! The page of the report templates: built-in ones and the user's own, the one in use, and all that is wrong
//! with each.

use egui::{Button, Frame, Margin, RichText, ScrollArea, Stroke, Ui, vec2};

use super::{Found, Shelf};
use crate::error::Error;
use crate::report::templates::{self, BuiltIn};
use crate::ui::command::Command;
use crate::ui::desk::Desk;
use crate::ui::follow::Follow as _;
use crate::ui::theme::{self, Palette};

/// Width of the page, in points.
const WIDTH: f32 = 760.0;
/// The most faults of one template that are shown at once; the rest after these are mended.
const MOST_SHOWN: usize = 30;

/// Paints the page; `chosen` is the one in use.
pub fn templates_ui(ui: &mut Ui, desk: &Desk, shelf: &Shelf, chosen: &str, commands: &mut Vec<Command>) {
    let colours = theme::palette(ui);
    ScrollArea::vertical().id_salt("报告模板").auto_shrink(false).show_followed(ui, |ui| {
        ui.vertical_centered(|ui| {
            ui.add_space(16.0);
            let frame = theme::sheet(&colours);
            frame.inner_margin(Margin::same(32)).show(ui, |ui| {
                ui.set_width(ui.available_width().min(WIDTH));
                ui.with_layout(egui::Layout::top_down(egui::Align::Min), |ui| {
                    ui.label(RichText::new("报告模板").font(theme::bold(theme::TITLE)));
                    let edition = &desk.form().edition;
                    let hint = format!(
                        "标题、自动正文、图和表照模板排；改写过的正文不变。选好后，{edition} 版式的底稿都用它。"
                    );
                    ui.label(RichText::new(hint).color(colours.faint));
                    // Who has templates of her own looks for them first.
                    let has_own = !shelf.own.is_empty();
                    if has_own {
                        own_ui(ui, edition, shelf, chosen, &colours, commands);
                    }
                    built_in_ui(ui, edition, chosen, &colours, commands);
                    if !has_own {
                        own_ui(ui, edition, shelf, chosen, &colours, commands);
                    }
                });
            });
            ui.add_space(24.0);
        });
    });
}

fn part_ui(ui: &mut Ui, name: &str) {
    ui.add_space(18.0);
    ui.label(RichText::new(name).font(theme::bold(theme::HEADING)));
    ui.add_space(6.0);
}

fn built_in_ui(ui: &mut Ui, edition: &str, chosen: &str, colours: &Palette, commands: &mut Vec<Command>) {
    part_ui(ui, "内置模板");
    // Named after the edition that they are for.
    let of_edition = |one: &&BuiltIn| one.name.split('-').next() == Some(edition);
    for one in templates::all().iter().filter(of_edition) {
        card_ui(ui, one.name == chosen, colours, |ui| {
            row_ui(ui, one.name, one.about, colours, |ui| {
                if ui.button("复制一份来改").on_hover_text("放进自有模板的文件夹").clicked() {
                    commands.push(Command::CopyTemplate(one.name.to_owned()));
                }
                use_ui(ui, one.name, one.name, chosen, colours, commands);
            });
        });
    }
}

fn own_ui(
    ui: &mut Ui,
    edition: &str,
    shelf: &Shelf,
    chosen: &str,
    colours: &Palette,
    commands: &mut Vec<Command>,
) {
    part_ui(ui, "自有模板");
    ui.horizontal_wrapped(|ui| {
        ui.label(RichText::new(format!("放在 {}", shelf.folder.display())).color(colours.faint));
        if !shelf.own.is_empty() && ui.button("打开文件夹").clicked() {
            commands.push(Command::Open(shelf.folder.clone()));
        }
        if ui.button("重新检查").clicked() {
            commands.push(Command::FindTemplates);
        }
        if ui.button("写法说明").on_hover_text("标记、条件、过滤器，都有例子").clicked() {
            commands.push(Command::OpenTemplateGuide);
        }
    });
    ui.add_space(4.0);
    if shelf.own.is_empty() {
        let none = "还没有。在上面选一个内置模板“复制一份来改”，或者把模板文件（.md）放进这个文件夹。";
        ui.label(none);
    }
    for one in &shelf.own {
        let faults = one.faults_for(edition);
        let key = one.key();
        card_ui(ui, key == chosen, colours, |ui| {
            let said = said(one, edition);
            row_ui(ui, &one.name, &said, colours, |ui| {
                if ui.button("打开").on_hover_text(one.path.display().to_string()).clicked() {
                    commands.push(Command::Open(one.path.clone()));
                }
                if faults.is_empty() {
                    use_ui(ui, &key, &one.name, chosen, colours, commands);
                }
            });
            // One that serves other editions is no broken one.
            if one.fits().is_empty() {
                faults_ui(ui, &one.name, faults, colours);
            }
        });
    }
}

/// How a template stands to the open draft.
fn said(one: &Found, edition: &str) -> String {
    let fits = one.fits();
    match (fits.is_empty(), fits.contains(&edition)) {
        (true, _) => {
            format!(
                "有 {} 处错误（按 {edition} 版式检查），改好存盘后点“重新检查”",
                one.faults_for(edition).len()
            )
        }
        (_, true) => "没有错误，适用于本底稿".to_owned(),
        (_, false) => format!("适用于 {} 版式，不适用于本底稿（{edition} 版式）", fits.join("、")),
    }
}

fn card_ui(ui: &mut Ui, is_chosen: bool, colours: &Palette, add: impl FnOnce(&mut Ui)) {
    let (fill, line) = match is_chosen {
        true => (colours.accent_wash, colours.accent_line),
        false => (colours.paper, colours.line),
    };
    let frame = Frame::new().fill(fill).stroke(Stroke::new(1.0, line)).corner_radius(4.0);
    frame.inner_margin(Margin::symmetric(14, 10)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        add(ui);
    });
    ui.add_space(8.0);
}

/// Name and words at the left, buttons at the right.
fn row_ui(ui: &mut Ui, name: &str, about: &str, colours: &Palette, buttons: impl FnOnce(&mut Ui)) {
    ui.horizontal(|ui| {
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            buttons(ui);
            ui.with_layout(egui::Layout::top_down(egui::Align::Min), |ui| {
                ui.label(RichText::new(name).font(theme::bold(theme::TEXT)));
                ui.label(RichText::new(about).color(colours.faint));
            });
        });
    });
}

/// 选用, or that it is in use.
fn use_ui(ui: &mut Ui, key: &str, name: &str, chosen: &str, colours: &Palette, commands: &mut Vec<Command>) {
    if key == chosen {
        ui.label(RichText::new("正在使用").color(colours.accent).font(theme::bold(theme::TEXT)));
        return;
    }
    let button = ui.add(Button::new("选用").min_size(vec2(56.0, 0.0)));
    let enabled = button.enabled();
    let spoken = format!("选用 {name}");
    button.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, enabled, &spoken));
    if button.clicked() {
        commands.push(Command::ChooseTemplate(key.to_owned()));
    }
}

/// Every fault with its place: what has to be mended, from top to bottom.
fn faults_ui(ui: &mut Ui, name: &str, faults: &[Error], colours: &Palette) {
    ui.add_space(6.0);
    egui::Grid::new(("模板错误", name)).num_columns(2).spacing([14.0, 4.0]).show(ui, |ui| {
        for fault in faults.iter().take(MOST_SHOWN) {
            let place = fault.place.map(|place| place.to_string()).unwrap_or_default();
            let file = fault.subject.as_str();
            let is_other = !file.is_empty() && !file.trim_end_matches(".md").ends_with(name);
            let place = if is_other { format!("{file} {place}") } else { place };
            ui.add(egui::Label::new(RichText::new(place).color(colours.wrong)).extend());
            let told = Error { subject: String::new(), place: None, ..fault.clone() };
            ui.add(egui::Label::new(told.to_string()).wrap());
            ui.end_row();
        }
    });
    if faults.len() > MOST_SHOWN {
        let more = format!("还有 {} 处，改好这些再检查", faults.len() - MOST_SHOWN);
        ui.label(RichText::new(more).color(colours.faint));
    }
}
