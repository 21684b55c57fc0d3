//! 报告正文: every section of the report, generated until the clerk rewrites it.
//!
//! * `editor.rs`: the text box of a section; `buffer.rs` what it edits, `state.rs` what it remembers
//! * `chips.rs`: live figures; `remarks.rs` marks under typed numbers; `pictures.rs` pictures
//! * `insert.rs`: the list of figures, and the offer while initials are typed
//! * `find.rs`: find and replace; `count.rs` 字数; `menu.rs` the menu by the right button

mod buffer;
mod chips;
mod count;
mod editor;
pub mod find;
mod insert;
mod menu;
pub mod pictures;
pub mod state;

mod remarks;

use egui::{Margin, RichText, ScrollArea, Stroke, Ui};

use crate::draft::{Edit, PICTURE_MARK, Piece, SectionText};
use crate::error::Error;

use super::command::Command;
use super::desk::Desk;
use super::follow::Follow as _;
use super::theme::{self, Palette};
use editor::{editor_ui, laid_out};

pub use chips::replacing;
pub use editor::{Painted, ground};

/// Width of the text, in points.
const WIDTH: f32 = 720.0;

/// Paints all sections; `jump_to` is brought into view.
pub fn text_ui(ui: &mut Ui, desk: &mut Desk, jump_to: Option<&str>, commands: &mut Vec<Command>) {
    let colours = theme::palette(ui);
    let sections = desk.section_texts();
    let unplaced: Vec<String> = desk.template.unplaced(desk.draft()).into_iter().map(str::to_owned).collect();
    find::bar_ui(ui, desk, &colours, commands);
    ScrollArea::vertical().id_salt("报告正文").auto_shrink(false).show_followed(ui, |ui| {
        ui.vertical_centered(|ui| {
            ui.add_space(16.0);
            let frame = theme::sheet(&colours);
            frame.inner_margin(Margin::same(32)).show(ui, |ui| {
                ui.set_width(ui.available_width().min(WIDTH));
                ui.with_layout(egui::Layout::top_down(egui::Align::Min), |ui| {
                    head_ui(ui, desk, &colours);
                    let into_view = |ui: &Ui, section: &str, top: egui::Pos2| {
                        if jump_to == Some(section) {
                            let rect = egui::Rect::from_min_size(top, egui::vec2(10.0, 200.0));
                            ui.scroll_to_rect(rect, Some(egui::Align::Min));
                        }
                    };
                    for (section, generated) in sections.iter() {
                        ui.add_space(18.0);
                        let top = ui.cursor().min;
                        section_ui(ui, desk, section, generated, &colours, commands);
                        into_view(ui, section, top);
                    }
                    for section in &unplaced {
                        ui.add_space(18.0);
                        let top = ui.cursor().min;
                        unplaced_ui(ui, desk, section, &colours, commands);
                        into_view(ui, section, top);
                    }
                });
            });
            ui.add_space(24.0);
        });
    });
    insert::offer_ui(ui, desk, &colours, commands);
    insert::insert_ui(ui, desk, &colours, commands);
}

/// Title, how it works, and how much text there is.
fn head_ui(ui: &mut Ui, desk: &mut Desk, colours: &Palette) {
    let sections = desk.section_texts();
    let texts = find::shown_sections(desk.draft(), &sections);
    let counts = texts.iter().map(|(_, text, _)| count::count(&readable(desk, text)));
    let all = counts.reduce(|a, b| a + b).unwrap_or_default();
    ui.horizontal(|ui| {
        ui.label(RichText::new("报告正文").font(theme::bold(theme::TITLE)));
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let label = ui.label(RichText::new(format!("全文 {} 字", all.words)).color(colours.faint));
            label.on_hover_text(format!("字符数（不计空格）{}，不含标题、表格", all.characters));
        });
    });
    let hint = format!(
        "未改写的段落由数字自动生成，随表格更新；改写后，加框的数字仍随表格更新，点一下可改格式。\
         输入指标的拼音首字母（如 {}）或按 Ctrl+J 插入数字。",
        desk.form().example_initials()
    );
    ui.label(RichText::new(hint).color(colours.faint));
}

/// A text as it is read, for counting.
fn readable(desk: &Desk, text: &SectionText) -> String {
    text.shown(|figure| desk.shown_figure(figure)).0.replace(PICTURE_MARK, "")
}

fn section_ui(
    ui: &mut Ui,
    desk: &mut Desk,
    section: &str,
    generated: &Result<SectionText, Error>,
    colours: &Palette,
    commands: &mut Vec<Command>,
) {
    let own = desk.draft().text(section).cloned();
    let is_sought = desk.text.seek.take_if(|sought| sought == section).is_some();
    if is_sought && own.is_some() {
        desk.text.move_caret = Some((section.to_owned(), 0));
    }
    let label = ui
        .horizontal(|ui| {
            let label = ui.label(RichText::new(section).font(theme::bold(theme::HEADING)));
            ui.add_space(8.0);
            match &own {
                None => {
                    ui.label(RichText::new("自动生成").small().color(colours.good));
                    let button = ui.small_button("改写").on_hover_text("以自动正文为底稿，改成自己的话");
                    if is_sought {
                        button.request_focus();
                    }
                    if button.clicked() {
                        commands.push(Command::Rewrite(section.to_owned()));
                    }
                }
                Some(text) => {
                    ui.label(RichText::new("已改写").small().color(colours.accent));
                    tools_ui(ui, section, commands);
                    let button = ui.small_button("恢复自动正文").on_hover_text("放弃本节改写（可撤销）");
                    if button.clicked() {
                        commands.push(Command::Do(Edit::Text(section.to_owned(), None)));
                    }
                    count_ui(ui, desk, text, colours);
                }
            }
            label
        })
        .inner;
    ui.add_space(4.0);
    match (own, generated) {
        (Some(text), _) => editor_ui(ui, desk, section, &text, label.id, colours, commands),
        (None, Ok(text)) => generated_ui(ui, desk, section, text, colours),
        (None, Err(error)) => {
            ui.label(RichText::new(error.to_string()).color(colours.wrong));
        }
    }
}

fn tools_ui(ui: &mut Ui, section: &str, commands: &mut Vec<Command>) {
    if ui.small_button("插入数字").on_hover_text("在光标处插入随表更新的数字（Ctrl+J）").clicked()
    {
        commands.push(Command::BeginInsert(section.to_owned()));
    }
    let hint = "PNG 或 JPEG，放在光标所在段落之后；也可以把文件拖到窗口里";
    if ui.small_button("插入图片").on_hover_text(hint).clicked() {
        commands.push(Command::ChoosePicture(section.to_owned()));
    }
}

fn count_ui(ui: &mut Ui, desk: &Desk, text: &SectionText, colours: &Palette) {
    let count = count::count(&readable(desk, text));
    let label = ui.label(RichText::new(format!("{} 字", count.words)).small().color(colours.faint));
    label.on_hover_text(format!("字符数（不计空格）{}", count.characters));
}

/// A generated section as it is printed; what the bar looks for is marked in it too.
fn generated_ui(ui: &mut Ui, desk: &mut Desk, section: &str, text: &SectionText, colours: &Palette) {
    let (shown, atoms) = indented(text).shown(|figure| desk.shown_figure(figure));
    let hits = desk.text.find.as_ref().map(|find| find::hits(&shown, &find.wanted)).unwrap_or_default();
    let job = laid_out(&shown, &atoms, colours);
    let under = ui.painter().add(egui::Shape::Noop);
    let (at, galley, response) = egui::Label::new(job).wrap().layout_in_ui(ui);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, &shown));
    let painted = Painted { galley: &galley, at, shown: &shown };
    let chips = atoms.iter().filter(|atom| atom.figure().is_some());
    let chips = chips.flat_map(|atom| ground(&painted.boxes(&atom.range), colours.accent_wash, Stroke::NONE));
    let shapes = chips.chain(find::grounds(&painted, &hits, colours)).collect();
    ui.painter().set(under, egui::Shape::Vec(shapes));
    ui.painter().galley(at, galley.clone(), colours.ink);
    // The bar counts in the text as it is; here every paragraph begins with two blanks.
    let Some(range) = find::current_of(desk, section) else { return };
    let (plain, _) = text.shown(|figure| desk.shown_figure(figure));
    let number = desk.text.find.as_ref().map(|find| {
        find::hits(&plain, &find.wanted).iter().take_while(|hit| hit.start < range.start).count()
    });
    if let Some(hit) = number.and_then(|number| hits.get(number)) {
        find::frame_ui(ui, desk, &painted, hit, colours);
    }
}

/// Text that the draft keeps for a section that this template does not have, as after a change of
/// edition: shown so that it can be taken over elsewhere.
fn unplaced_ui(ui: &mut Ui, desk: &mut Desk, section: &str, colours: &Palette, commands: &mut Vec<Command>) {
    let Some(text) = desk.draft().text(section).cloned() else { return };
    let label = ui.horizontal(|ui| {
        let label = ui.label(RichText::new(section).font(theme::bold(theme::HEADING)));
        ui.add_space(8.0);
        ui.label(RichText::new("本版报告没有这一段，不会印出").small().color(colours.query));
        let button = ui.small_button("删去这段").on_hover_text("要保留的文字请先移到别的段（可撤销）");
        if button.clicked() {
            commands.push(Command::Do(Edit::Text(section.to_owned(), None)));
        }
        label
    });
    ui.add_space(4.0);
    editor_ui(ui, desk, section, &text, label.inner.id, colours, commands);
}

/// The generated text with its paragraphs indented as they are printed.
fn indented(text: &SectionText) -> SectionText {
    let first = Piece::Words("　　".to_owned());
    let rest = text.pieces().iter().map(|piece| match piece {
        Piece::Words(words) => Piece::Words(words.replace('\n', "\n　　")),
        other => other.clone(),
    });
    SectionText::new(std::iter::once(first).chain(rest))
}
