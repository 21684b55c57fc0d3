//! 报告正文: every section of the report, generated until the clerk rewrites it. Live figures stand
//! in the text as tinted words and follow the form.

use egui::containers::menu::{MenuButton, MenuConfig};
use egui::text::{LayoutJob, TextFormat};
use egui::{Frame, Id, Key, Margin, PopupCloseBehavior, RichText, ScrollArea, Stroke, TextEdit, Ui};

use crate::draft::{Atom, Edit, Piece, SectionText};
use crate::error::Error;

use super::buffered::edited;
use super::command::Command;
use super::desk::Desk;
use super::theme::{self, Palette};

/// Width of the text, in points.
const WIDTH: f32 = 720.0;

/// Paints all sections; `jump_to` is brought into view.
pub fn text_ui(ui: &mut Ui, desk: &mut Desk, jump_to: Option<&str>, commands: &mut Vec<Command>) {
    let colours = theme::palette(ui);
    let sections = desk.section_texts();
    let unplaced: Vec<String> = desk.template.unplaced(desk.draft()).into_iter().map(str::to_owned).collect();
    ScrollArea::vertical().id_salt("报告正文").auto_shrink(false).show(ui, |ui| {
        ui.vertical_centered(|ui| {
            ui.add_space(16.0);
            let frame = Frame::new().fill(colours.paper).stroke(Stroke::new(1.0, colours.line));
            frame.inner_margin(Margin::same(32)).show(ui, |ui| {
                ui.set_width(ui.available_width().min(WIDTH));
                ui.with_layout(egui::Layout::top_down(egui::Align::Min), |ui| {
                    ui.label(RichText::new("报告正文").font(theme::bold(theme::TITLE)));
                    let hint = "未改写的段落由数字自动生成，随表格更新；改写后，着色的数字仍随表格更新。";
                    ui.label(RichText::new(hint).color(colours.faint));
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
    let label = ui
        .horizontal(|ui| {
            let label = ui.label(RichText::new(section).font(theme::bold(theme::HEADING)));
            ui.add_space(8.0);
            match own {
                None => {
                    ui.label(RichText::new("自动生成").small().color(colours.good));
                    let button = ui.small_button("改写").on_hover_text("以自动正文为底稿，改成自己的话");
                    if button.clicked() {
                        commands.push(Command::Rewrite(section.to_owned()));
                    }
                }
                Some(_) => {
                    ui.label(RichText::new("已改写").small().color(colours.accent));
                    insert_menu_ui(ui, desk, section, commands);
                    let button = ui.small_button("恢复自动正文").on_hover_text("放弃本节改写（可撤销）");
                    if button.clicked() {
                        commands.push(Command::Do(Edit::Text(section.to_owned(), None)));
                    }
                }
            }
            label
        })
        .inner;
    ui.add_space(4.0);
    match (own, generated) {
        (Some(text), _) => editor_ui(ui, desk, section, &text, label.id, colours, commands),
        (None, Ok(text)) => {
            let (shown, spans) = indented(text).shown(|figure| desk.shown_figure(figure));
            ui.label(marked(&shown, &spans, colours));
        }
        (None, Err(error)) => {
            ui.label(RichText::new(error.to_string()).color(colours.wrong));
        }
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

fn editor_ui(
    ui: &mut Ui,
    desk: &mut Desk,
    section: &str,
    text: &SectionText,
    label: Id,
    colours: &Palette,
    commands: &mut Vec<Command>,
) {
    let (shown, spans) = text.shown(|figure| desk.shown_figure(figure));
    let mut caret = None;
    let (response, changed) = edited(ui, Id::unique(("section", section)), &shown, |ui, typed| {
        let mut layouter = |ui: &Ui, text: &dyn egui::TextBuffer, width: f32| {
            // While something is being typed the marks may be off by it; they come right at once.
            let fits = text.as_str() == shown;
            let mut job = marked(text.as_str(), if fits { &spans } else { &[] }, colours);
            job.wrap.max_width = width;
            ui.painter().layout_job(job)
        };
        let output = TextEdit::multiline(typed)
            .id(Id::unique(("section editor", section)))
            .desired_width(f32::INFINITY)
            .desired_rows(4)
            .margin(Margin::same(8))
            .layouter(&mut layouter)
            .show(ui);
        if let Some(range) = output.cursor_range {
            caret = Some(range.primary.index.0);
        }
        output.response.response.labelled_by(label)
    });
    if let Some(new) = changed {
        let edited = changed_to(text, &shown, &new, desk);
        commands.push(Command::Type(Edit::Text(section.to_owned(), Some(edited))));
    }
    if let Some(caret) = caret.filter(|_| response.has_focus()) {
        let at = shown.char_indices().nth(caret).map_or(shown.len(), |(at, _)| at);
        desk.caret = (section.to_owned(), at);
    }
    if response.lost_focus() {
        commands.push(Command::Seal);
    }
}

/// A menu of all figures of the form, narrowed by what is typed.
fn insert_menu_ui(ui: &mut Ui, desk: &mut Desk, section: &str, commands: &mut Vec<Command>) {
    let stays_open = MenuConfig::new().close_behavior(PopupCloseBehavior::CloseOnClickOutside);
    let button = egui::Button::new(RichText::new("插入数字 ▼").small()).small();
    let (opener, _) = MenuButton::from_button(button).config(stays_open).ui(ui, |ui| {
        ui.set_min_width(360.0);
        let id = Id::unique("figure search");
        let search = TextEdit::singleline(&mut desk.figure_search).hint_text("输入指标名称中的几个字");
        let response = ui.add(search.id(id).desired_width(f32::INFINITY));
        response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::SearchInput, true, "查找指标"));
        let wanted = desk.figure_search.trim().to_owned();
        let form = desk.draft().form().clone();
        let matching = form
            .cells
            .iter()
            .filter(|cell| wanted.is_empty() || cell.key.contains(&wanted) || cell.path.contains(&wanted));
        let entered = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        let mut chosen = None;
        ScrollArea::vertical().max_height(320.0).show(ui, |ui| {
            for (number, cell) in matching.enumerate() {
                let value = desk.figure(&cell.key);
                let button = egui::Button::new(&cell.name).shortcut_text(format!("{value} {}", cell.unit));
                if ui.add(button.frame(false).min_size(egui::vec2(340.0, 0.0))).clicked()
                    || (entered && number == 0)
                {
                    chosen = Some(cell.key.clone());
                }
            }
        });
        if let Some(key) = chosen {
            let (of_section, at) = &desk.caret;
            let at = if of_section == section { *at } else { usize::MAX };
            commands.push(Command::InsertFigure { section: section.to_owned(), at, key });
            desk.figure_search.clear();
            ui.close();
        }
    });
    if opener.clicked() {
        ui.memory_mut(|memory| memory.request_focus(Id::unique("figure search")));
    }
}

fn changed_to(text: &SectionText, old: &str, new: &str, desk: &Desk) -> SectionText {
    let same = |a: std::str::Chars<'_>, b: std::str::Chars<'_>| -> usize {
        a.zip(b).take_while(|(a, b)| a == b).map(|(c, _)| c.len_utf8()).sum()
    };
    let start = same(old.chars(), new.chars());
    let (old_rest, new_rest) = (old.get(start..).unwrap_or(""), new.get(start..).unwrap_or(""));
    let ends = old_rest.chars().rev().zip(new_rest.chars().rev()).take_while(|(a, b)| a == b);
    let end: usize = ends.map(|(c, _)| c.len_utf8()).sum();
    let typed = SectionText::words(new.get(start..new.len() - end).unwrap_or(""));
    text.replaced(start..old.len() - end, typed, |figure| desk.shown_figure(figure))
}

/// The generated text with its paragraphs indented as they are printed.
fn indented(text: &SectionText) -> SectionText {
    let first = Piece::Words("　　".to_owned());
    let rest = text.pieces().iter().map(|piece| match piece {
        Piece::Words(words) => Piece::Words(words.replace('\n', "\n　　")),
        figure => figure.clone(),
    });
    SectionText::new(std::iter::once(first).chain(rest))
}

/// The text with its live figures tinted.
fn marked(text: &str, spans: &[Atom], colours: &Palette) -> LayoutJob {
    let plain = TextFormat {
        font_id: theme::regular(theme::TEXT + 1.0),
        color: colours.ink,
        line_height: Some(26.0),
        ..TextFormat::default()
    };
    let figure = TextFormat { background: colours.accent_wash, color: colours.accent, ..plain.clone() };
    let mut job = LayoutJob::default();
    let mut at = 0;
    for span in spans {
        job.append(text.get(at..span.range.start).unwrap_or(""), 0.0, plain.clone());
        job.append(text.get(span.range.clone()).unwrap_or(""), 0.0, figure.clone());
        at = span.range.end;
    }
    job.append(text.get(at..).unwrap_or(""), 0.0, plain);
    job
}
