//! The changes of a section one by one, beside its text or below: what was changed, by whom, and the answer.

use egui::text::{LayoutJob, TextFormat};
use egui::{
    Align, Button, Color32, Frame, Id, Label, Layout, Margin, Pos2, Rect, RichText, Role, Sense, Stroke, Ui,
    UiBuilder, WidgetInfo, vec2,
};

use super::{CameBack, TakeBack};
use crate::import::revised::{Answer, Author, WordChange};
use crate::ui::command::Command;
use crate::ui::theme::{self, Palette};

/// Between one card and the next.
const BETWEEN: f32 = 8.0;
/// The most characters of either side that a card shows.
const LONGEST: usize = 48;

/// A change with its number in the section, and the height at which it stands in the text.
pub struct Card<'a> {
    pub change: &'a WordChange,
    pub number: usize,
    pub y: f32,
}

/// Paints the cards in a column of that width; beside the text each as near to its change as those above leave
/// room. The lower edge of the last.
pub fn cards_ui(
    ui: &mut Ui,
    back: &CameBack,
    cards: &[Card<'_>],
    (at, width): (Pos2, f32),
    beside: bool,
    colours: &Palette,
    commands: &mut Vec<Command>,
) -> f32 {
    let mut top = at.y;
    for card in cards {
        let y = if beside { card.y.max(top) } else { top };
        let place = Rect::from_min_size(Pos2::new(at.x, y), vec2(width, f32::INFINITY));
        let id = Id::unique(("change", &card.change.key.section, card.number));
        let layout = Layout::top_down(Align::Min);
        let builder = UiBuilder::new().scope_id(id).max_rect(place).layout(layout);
        let mut child = ui.new_child(builder);
        let is_selected = back.selected.as_ref() == Some(&card.change.key);
        let answer = back.answers.on(&card.change.key);
        card_ui(&mut child, card, answer, is_selected, colours, commands);
        let used = child.min_rect();
        if is_selected && back.jump {
            child.scroll_to_rect(used.expand(40.0), None);
        }
        top = used.bottom() + BETWEEN;
    }
    top - if cards.is_empty() { 0.0 } else { BETWEEN }
}

fn card_ui(
    ui: &mut Ui,
    card: &Card<'_>,
    answer: Answer,
    is_selected: bool,
    colours: &Palette,
    commands: &mut Vec<Command>,
) {
    let change = card.change;
    let edge = match answer {
        _ if is_selected => colours.accent,
        Answer::Open => colours.line,
        Answer::Taken => colours.good,
        Answer::Refused => colours.line,
    };
    let frame = Frame::new()
        .fill(if answer == Answer::Refused { colours.paper } else { colours.pane })
        .stroke(Stroke::new(if is_selected { 1.5 } else { 1.0 }, edge))
        .corner_radius(theme::CORNER_CARD)
        .inner_margin(Margin { left: 10, right: 8, top: 6, bottom: 6 });
    frame.show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 3.0;
        ui.set_width(ui.available_width());
        let told = told(card, answer, ui.available_width(), colours);
        let spoken = told.text.clone();
        let words = ui.add(Label::new(told).sense(Sense::click()));
        words.widget_info(|| WidgetInfo::selected(Role::Button, true, is_selected, &spoken));
        if words.clicked() {
            commands.push(Command::TakeBack(TakeBack::Select(change.key.clone())));
        }
        if words.hovered()
            && (change.key.old.chars().count() > LONGEST || change.key.new.chars().count() > LONGEST)
        {
            words.on_hover_text(format!("原文：{}\n改为：{}", change.key.old, change.key.new));
        }
        if !change.loses.is_empty() {
            let names: Vec<&str> = change.loses.iter().map(|key| key.as_str()).collect();
            let note = format!("？ {} 此后不再随统计表更新", names.join("、"));
            ui.label(RichText::new(note).small().color(colours.query));
        }
        ui.horizontal(|ui| {
            ui.label(RichText::new(by(change.by.as_ref())).small().color(colours.faint));
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                ui.spacing_mut().item_spacing.x = 4.0;
                for (word, of) in [("不采纳", Answer::Refused), ("采纳", Answer::Taken)] {
                    let is_on = answer == of;
                    let name = format!("{word}：{}第 {} 处", change.key.section, card.number);
                    if answer_ui(ui, word, &name, is_on, of == Answer::Taken, colours) {
                        let answer = if is_on { Answer::Open } else { of };
                        commands.push(Command::TakeBack(TakeBack::Words(change.key.clone(), answer)));
                    }
                }
            });
        });
    });
}

/// A button that is an answer: pressed where it was given, with a sign, so that it is seen without colour.
pub fn answer_ui(ui: &mut Ui, word: &str, name: &str, is_on: bool, is_yes: bool, colours: &Palette) -> bool {
    let (sign, colour) = match (is_on, is_yes) {
        (true, true) => ("✓ ", colours.good),
        (true, false) => ("× ", colours.faint),
        (false, _) => ("", colours.ink),
    };
    let text = RichText::new(format!("{sign}{word}")).color(colour);
    let text = if is_on { text.font(theme::bold(theme::SMALL + 1.0)) } else { text.size(theme::SMALL + 1.0) };
    let fill = if is_on { colours.paper } else { colours.head };
    let stroke = if is_on { Stroke::new(1.2, colour) } else { Stroke::new(1.0, colours.line) };
    let response = ui.add(Button::new(text).fill(fill).stroke(stroke).min_size(vec2(0.0, 24.0)));
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, is_on, name));
    response.clicked()
}

/// Who changed something, for people.
pub fn by(author: Option<&Author>) -> String {
    match author {
        None => "未记录修改人".to_owned(),
        Some(Author { name, when }) => {
            let name = if name.is_empty() { "未署名" } else { name };
            if when.is_empty() { name.to_owned() } else { format!("{name} · {when}") }
        }
    }
}

/// What was changed, in a line or two.
fn told(card: &Card<'_>, answer: Answer, width: f32, colours: &Palette) -> LayoutJob {
    let key = &card.change.key;
    let mut job = LayoutJob::default();
    job.wrap.max_width = width;
    let format = |colour: Color32| TextFormat {
        font_id: theme::regular(theme::TEXT),
        color: colour,
        line_height: Some(21.0),
        ..TextFormat::default()
    };
    let bold = TextFormat { font_id: theme::bold(theme::TEXT), ..format(colours.accent) };
    job.append(&format!("{}　", card.number), 0.0, bold);
    let what = match (key.old.is_empty(), key.new.is_empty()) {
        (true, _) => "增加 ",
        (_, true) => "删去 ",
        _ => "",
    };
    job.append(what, 0.0, format(colours.faint));
    let (old, new) = match answer {
        Answer::Refused => (colours.ink, colours.faint),
        Answer::Taken => (colours.faint, colours.good),
        Answer::Open => (colours.wrong, colours.accent),
    };
    if !key.old.is_empty() {
        let strikethrough = if answer == Answer::Refused { Stroke::NONE } else { Stroke::new(1.4, old) };
        job.append(&short(&key.old), 0.0, TextFormat { strikethrough, ..format(old) });
    }
    if !key.old.is_empty() && !key.new.is_empty() {
        job.append(" → ", 0.0, format(colours.faint));
    }
    if !key.new.is_empty() {
        let line = Stroke::new(1.4, new);
        let format = match answer {
            Answer::Refused => TextFormat { strikethrough: line, ..format(new) },
            _ => TextFormat { underline: line, ..format(new) },
        };
        job.append(&short(&key.new), 0.0, format);
    }
    job
}

/// A text in one line, its middle left out where it is long.
fn short(text: &str) -> String {
    let text = text.replace('\n', "¶");
    let count = text.chars().count();
    if count <= LONGEST {
        return text;
    }
    let head: String = text.chars().take(LONGEST * 2 / 3).collect();
    let tail: String = text.chars().skip(count - LONGEST / 3).collect();
    format!("{head}…{tail}")
}
