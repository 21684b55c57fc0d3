//! A section of the report with what was changed in its words: struck out what was there, underlined what came
//! back, each change with a number that leads to its card.

use std::sync::Arc;

use egui::text::{CCursor, LayoutJob, TextFormat};
use egui::{
    Align, Button, Color32, FontId, Layout, RichText, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2,
};

use super::cards::{Card, cards_ui};
use super::page::card_ui;
use super::{CameBack, TakeBack};
use crate::import::revised::{Answer, ChangeKey, Revision, SectionRevision, Stretch};
use crate::ui::command::{Command, Page};
use crate::ui::desk::Desk;
use crate::ui::theme::{self, Palette};

/// From one line to the next, in points.
const LINE: f32 = 27.0;
/// Width of the cards beside a text, in points.
const CARDS: f32 = 316.0;
/// Between the text and the cards.
const GAP: f32 = 24.0;
/// A text narrower than this has its cards below.
const NARROWEST: f32 = 340.0;

/// Where a change stands in the text that is shown, in characters.
struct Stand {
    from: usize,
    to: usize,
    what: Where,
}

/// What stands there.
#[derive(Clone)]
enum Where {
    Words(ChangeKey),
    Figure,
}

/// Paints every section that was changed.
pub fn sections_ui(
    ui: &mut Ui,
    back: &CameBack,
    revision: &Revision,
    desk: &Desk,
    commands: &mut Vec<Command>,
) {
    let colours = theme::palette(ui);
    for section in &revision.sections {
        card_ui(ui, &colours, |ui| {
            head_ui(ui, section, desk, &colours, commands);
            ui.add_space(6.0);
            body_ui(ui, back, section, &colours, commands);
        });
    }
}

fn head_ui(
    ui: &mut Ui,
    section: &SectionRevision,
    desk: &Desk,
    colours: &Palette,
    commands: &mut Vec<Command>,
) {
    ui.horizontal(|ui| {
        if ui.link(RichText::new(&section.name).font(theme::bold(theme::HEADING))).clicked() {
            commands.push(Command::Show(Page::Text(section.name.clone())));
        }
        if desk.draft().text(&section.name).is_none() {
            let note = ui.label(RichText::new("自动正文").small().color(colours.faint));
            note.on_hover_text("采纳后这一段不再自动生成，其中的数字仍随统计表更新");
        }
        if section.is_newer {
            let note = RichText::new("？ 导出后又改过").small().color(colours.query);
            ui.label(note).on_hover_text("这一段在导出之后改过，差异里也有底稿自己的改动");
        }
        let count = section.changes().count();
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if count == 0 {
                return;
            }
            for (text, answer) in [("本段不采纳", Answer::Refused), ("本段采纳", Answer::Taken)] {
                let response = ui.add(Button::new(text));
                response.widget_info(|| {
                    WidgetInfo::labeled(Role::Button, true, format!("{text}：{}", section.name))
                });
                if response.clicked() {
                    commands.push(Command::TakeBack(TakeBack::All(Some(section.name.clone()), answer)));
                }
            }
        });
    });
}

fn body_ui(
    ui: &mut Ui,
    back: &CameBack,
    section: &SectionRevision,
    colours: &Palette,
    commands: &mut Vec<Command>,
) {
    let room = ui.available_width();
    let has_cards = section.changes().next().is_some();
    let beside = has_cards && room - CARDS - GAP >= NARROWEST;
    let width = if beside { room - CARDS - GAP } else { room };
    let (job, stands) = laid_out(section, back, width, colours);
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    let top = ui.cursor().min;
    // For the pointer alone: by the keyboard a change is reached at its card.
    let (rect, response) = ui.allocate_exact_size(vec2(width, galley.size().y), Sense::CLICK);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, format!("{}修改前后", section.name)));
    ui.painter().galley(rect.min, Arc::clone(&galley), colours.ink);
    if let Some(pointer) = response.interact_pointer_pos().filter(|_| response.clicked()) {
        let at = galley.cursor_from_pos(pointer - rect.min).index.0;
        let hit = stands.iter().find(|stand| stand.from <= at && at <= stand.to);
        if let Some(Where::Words(key)) = hit.map(|stand| stand.what.clone()) {
            commands.push(Command::TakeBack(TakeBack::Select(key)));
        }
    }
    if !has_cards {
        return;
    }
    let y_of = |stand: &Stand| rect.min.y + galley.pos_from_cursor(CCursor::new(stand.from)).min.y;
    let wanted = stands.iter().filter(|stand| matches!(stand.what, Where::Words(_))).map(y_of);
    let cards = section.changes().zip(wanted).zip(1..);
    let cards: Vec<Card<'_>> = cards.map(|((change, y), number)| Card { change, number, y }).collect();
    if beside {
        let left = top.x + width + GAP;
        let bottom = cards_ui(ui, back, &cards, (pos2(left, rect.min.y), CARDS), true, colours, commands);
        let more = bottom - rect.max.y;
        if more > 0.0 {
            ui.add_space(more);
        }
    } else {
        ui.add_space(10.0);
        let at = ui.cursor().min;
        let bottom = cards_ui(ui, back, &cards, (at, room), false, colours, commands);
        ui.add_space(bottom - at.y);
    }
}

/// The text of a section with its changes in it, and where each stands.
fn laid_out(
    section: &SectionRevision,
    back: &CameBack,
    width: f32,
    colours: &Palette,
) -> (LayoutJob, Vec<Stand>) {
    let mut text = Text { job: LayoutJob::default(), length: 0, colours: *colours };
    text.job.wrap.max_width = width;
    let mut stands = Vec::new();
    text.push(INDENT, &text.plain());
    let mut number = 0;
    for stretch in &section.stretches {
        let from = text.length;
        let what = match stretch {
            Stretch::Same(words) => {
                text.lines(words, "", &text.plain());
                continue;
            }
            Stretch::Words(change) => {
                number += 1;
                let answer = back.answers.on(&change.key);
                let is_selected = back.selected.as_ref() == Some(&change.key);
                text.change(&change.key.old, &change.key.new, number, answer, is_selected);
                Where::Words(change.key.clone())
            }
            Stretch::Figure { old, new, .. } => {
                text.push(old, &text.struck(colours.wrong, colours.query_wash));
                text.push(new, &text.underlined(colours.accent, colours.query_wash));
                text.push("数", &text.mark(colours.query));
                Where::Figure
            }
        };
        stands.push(Stand { from, to: text.length, what });
    }
    (text.job, stands)
}

/// What a paragraph of official prose begins with.
const INDENT: &str = "　　";

/// A text being set.
struct Text {
    job: LayoutJob,
    /// In characters.
    length: usize,
    colours: Palette,
}

impl Text {
    fn push(&mut self, words: &str, format: &TextFormat) {
        self.length += words.chars().count();
        self.job.append(words, 0.0, format.clone());
    }

    /// Paragraphs, each indented whether it was typed so or not; `end` is seen where one ends.
    fn lines(&mut self, words: &str, end: &str, format: &TextFormat) {
        let plain = self.plain();
        for (number, line) in words.split('\n').enumerate() {
            let line = if number > 0 { line.trim_start() } else { line };
            if number > 0 {
                self.push(end, format);
                self.push("\n", &plain);
                self.push(INDENT, &plain);
            }
            self.push(line, format);
        }
    }

    fn plain(&self) -> TextFormat {
        TextFormat {
            font_id: theme::regular(theme::TEXT + 1.0),
            color: self.colours.ink,
            line_height: Some(LINE),
            ..TextFormat::default()
        }
    }

    fn struck(&self, colour: Color32, ground: Color32) -> TextFormat {
        let strikethrough = Stroke::new(1.4, colour);
        TextFormat { color: colour, background: ground, strikethrough, ..self.plain() }
    }

    fn underlined(&self, colour: Color32, ground: Color32) -> TextFormat {
        let underline = Stroke::new(1.6, colour);
        TextFormat { color: colour, background: ground, underline, ..self.plain() }
    }

    /// The number of a change, small and raised.
    fn mark(&self, colour: Color32) -> TextFormat {
        let font_id: FontId = theme::bold(theme::SMALL - 1.5);
        TextFormat { font_id, color: colour, valign: Align::TOP, ..self.plain() }
    }

    /// A change as it stands now: what is taken reads as text, what is refused is what is struck out.
    fn change(&mut self, old: &str, new: &str, number: usize, answer: Answer, is_selected: bool) {
        let colours = self.colours;
        let ground = |colour: Color32| if is_selected { colours.found } else { colour };
        let (old_format, new_format) = match answer {
            Answer::Open => (
                self.struck(colours.wrong, ground(colours.wrong_wash)),
                self.underlined(colours.accent, ground(colours.accent_wash)),
            ),
            Answer::Taken => (
                self.struck(colours.faint, ground(Color32::TRANSPARENT)),
                self.underlined(colours.good, ground(Color32::TRANSPARENT)),
            ),
            Answer::Refused => (
                TextFormat { background: ground(Color32::TRANSPARENT), ..self.plain() },
                self.struck(colours.faint, ground(Color32::TRANSPARENT)),
            ),
        };
        // The number of a change stands behind its words, not on the line that they end.
        let (words, end) = match new.strip_suffix('\n') {
            Some(words) => (words, "\n"),
            None => (new, ""),
        };
        self.lines(old, "¶", &old_format);
        self.lines(words, "¶", &new_format);
        if !end.is_empty() {
            self.push("¶", &new_format);
        }
        self.push(&number.to_string(), &self.mark(colours.accent));
        self.lines(end, "", &self.plain());
    }
}
