//! The right side: questions, what the report says by part of the draft beside what the draft has, and what was
//! left aside. Only lines in view are painted.

use egui::{
    Align, Align2, Button, Checkbox, Id, Layout, Pos2, Rect, RichText, Role, ScrollArea, Sense, Stroke,
    TextEdit, Ui, UiBuilder, WidgetInfo, pos2, vec2,
};

use super::Step;
use super::lines::{Filter, Line};
use super::view::{Of, Standing, View};
use crate::import::{Choice, Content, Item, Place};
use crate::ui::command::Command;
use crate::ui::theme::{self, Palette};

/// Lines painted above and below the view, so that Tab finds where to go.
const MORE: usize = 4;
/// Width of the columns of figures, in points.
const FIGURE: f32 = 96.0;
/// Width of what stands at the left of a name.
const TICK: f32 = 34.0;

/// Paints the counts, which are filters, and the list.
pub fn list_ui(ui: &mut Ui, view: &mut View, commands: &mut Vec<Command>) {
    let colours = theme::palette(ui);
    filters_ui(ui, view, &colours);
    heads_ui(ui, view, &colours);
    let lines = view.lines().to_vec();
    if lines.is_empty() {
        ui.add_space(24.0);
        ui.vertical_centered(|ui| {
            ui.label(RichText::new("没有符合条件的内容。").color(colours.faint));
        });
        return;
    }
    let mut tops = Vec::with_capacity(lines.len() + 1);
    let mut top = 0.0;
    for line in &lines {
        tops.push(top);
        top += line.height();
    }
    let total = top;
    let mut area = ScrollArea::vertical().id_salt("导入清单").auto_shrink(false);
    if let Some(offset) = wanted_offset(view, &lines, &tops, ui.available_height()) {
        area = area.vertical_scroll_offset(offset);
    }
    let output = area.show_viewport(ui, |ui, seen| {
        let (origin, width) = (ui.max_rect().min, ui.available_width());
        ui.set_height(total);
        let first = tops.partition_point(|top| *top <= seen.min.y).saturating_sub(1 + MORE);
        let last = tops.partition_point(|top| *top < seen.max.y) + MORE;
        let take_focus = std::mem::take(&mut view.take_focus);
        for (line, top) in lines.iter().zip(&tops).take(last).skip(first) {
            let rect = Rect::from_min_size(origin + vec2(0.0, *top), vec2(width, line.height()));
            let mut row = Row { view, rect, colours, commands };
            row.line_ui(ui, line, take_focus);
        }
    });
    view.list_offset = output.state.clamped_offset().y;
}

/// Where the list is to be scrolled to, so that what was selected elsewhere is seen.
fn wanted_offset(view: &mut View, lines: &[Line], tops: &[f32], seen: f32) -> Option<f32> {
    if !std::mem::take(&mut view.jump_list) {
        return None;
    }
    let at = lines.iter().position(|line| line.of().is_some() && line.of() == view.selected)?;
    let (top, height) = (tops.get(at)?, lines.get(at)?.height());
    let is_seen = *top >= view.list_offset && top + height <= view.list_offset + seen;
    (!is_seen).then(|| (top - (seen - height) * 0.4).max(0.0))
}

/// The counts; a click shows only these.
fn filters_ui(ui: &mut Ui, view: &mut View, colours: &Palette) {
    let counts = view.counts();
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        let all = [
            (Standing::Taken, counts.taken, colours.accent),
            (Standing::Open, counts.open, colours.query),
            (Standing::Differs, counts.kept, colours.query),
            (Standing::Same, counts.same, colours.good),
            (Standing::Left, counts.left, colours.faint),
        ];
        for (standing, count, colour) in all {
            let is_main = matches!(standing, Standing::Taken | Standing::Open | Standing::Left);
            if count == 0 && !is_main {
                continue;
            }
            let is_on = view.filter == Filter::Only(standing);
            let text = format!("{} {} {count}", standing.sign(), standing.name());
            let text = RichText::new(text).font(theme::bold(theme::TEXT)).color(colour);
            let button = Button::selectable(is_on, text);
            let hint = if is_on { "显示全部" } else { "只看这些" };
            if ui.add(button).on_hover_text(hint).clicked() {
                view.filter = if is_on { Filter::All } else { Filter::Only(standing) };
                view.jump_list = true;
            }
        }
    });
}

/// What is looked for, and the heads of the columns beside it.
fn heads_ui(ui: &mut Ui, view: &mut View, colours: &Palette) {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 32.0), Sense::hover());
    ui.painter().hline(rect.x_range(), rect.bottom(), Stroke::new(1.0, colours.line));
    let columns = Columns::of(rect);
    let right = (columns.new - FIGURE * 0.5).min(rect.left() + 220.0);
    let place = Rect::from_min_max(rect.min + vec2(6.0, 1.0), pos2(right, rect.bottom() - 4.0));
    let field = TextEdit::singleline(&mut view.wanted).hint_text("查找指标或数字");
    let response = ui.place(place, field);
    response.widget_info(|| WidgetInfo::labeled(Role::SearchInput, true, "查找指标或数字"));
    let head = |x: f32, words: &str| {
        let at = pos2(x, rect.center().y);
        ui.painter().text(at, Align2::RIGHT_CENTER, words, theme::regular(theme::SMALL), colours.faint);
    };
    head(columns.new, "原件");
    if view.offer().is_some_and(|offer| offer.items.iter().any(|item| item.now.is_some())) {
        head(columns.now, "底稿现有");
    }
}

/// Where the right edges of the columns stand.
struct Columns {
    new: f32,
    now: f32,
    sign: f32,
}

impl Columns {
    fn of(rect: Rect) -> Self {
        let sign = rect.right() - 18.0;
        Self { new: sign - FIGURE - 22.0, now: sign - 22.0, sign }
    }
}

/// One line being painted.
struct Row<'a> {
    view: &'a View,
    rect: Rect,
    colours: Palette,
    commands: &'a mut Vec<Command>,
}

impl Row<'_> {
    fn line_ui(&mut self, ui: &mut Ui, line: &Line, take_focus: bool) {
        match line {
            Line::Heading(name) => self.heading_ui(ui, name),
            Line::Part { name, sure, taken } => self.part_ui(ui, name, *sure, *taken),
            Line::Question(at) => self.question_ui(ui, *at, take_focus),
            Line::Item(at) => self.item_ui(ui, *at),
            Line::Aside(of) => self.aside_ui(ui, *of),
        }
    }

    /// A place for ordinary widgets within the line, whose ids do not depend on what else is in view.
    fn inside<R>(
        &self,
        ui: &mut Ui,
        id: impl std::hash::Hash + std::fmt::Debug,
        rect: Rect,
        add: impl FnOnce(&mut Ui) -> R,
    ) -> R {
        let layout = Layout::right_to_left(Align::Center);
        let builder = UiBuilder::new().scope_id(Id::unique(("line", id))).max_rect(rect).layout(layout);
        add(&mut ui.new_child(builder))
    }

    fn heading_ui(&self, ui: &Ui, name: &str) {
        let at = pos2(self.rect.left() + 8.0, self.rect.bottom() - 10.0);
        let font = theme::bold(theme::TEXT);
        ui.painter().text(at, Align2::LEFT_BOTTOM, name, font, self.colours.ink);
    }

    fn part_ui(&mut self, ui: &mut Ui, name: &str, sure: usize, taken: usize) {
        let colours = self.colours;
        let ground = self.rect.with_min_y(self.rect.top() + 8.0).shrink2(vec2(2.0, 0.0));
        ui.painter().rect_filled(ground, theme::CORNER, colours.head);
        let mut right = ground.right();
        if sure > 0 {
            let buttons = ground.shrink2(vec2(6.0, 2.0));
            let (text, choice) = if taken < sure {
                ("采用本部分", Choice::Taken)
            } else {
                ("本部分不用", Choice::Left)
            };
            let response = self.inside(ui, ("part", name), buttons, |ui| ui.small_button(text));
            response.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("{text} {name}")));
            right = response.rect.left();
            if response.clicked() {
                self.commands.push(Command::Import(Step::ChooseSure(Some(name.to_owned()), choice)));
            }
            let at = pos2(right - 8.0, ground.center().y);
            let count = format!("{taken}/{sure}");
            let font = theme::regular(theme::SMALL);
            right = ui.painter().text(at, Align2::RIGHT_CENTER, count, font, colours.faint).left();
        }
        let at = pos2(ground.left() + 8.0, ground.center().y);
        line_text(ui, at, right - 8.0, name, theme::bold(theme::TEXT), colours.ink);
    }

    /// The ground of a line, by whether it is what is selected or pointed at; a click selects it.
    fn ground_ui(&mut self, ui: &mut Ui, of: Of, told: &str) {
        let (rect, colours) = (self.rect.shrink2(vec2(2.0, 0.5)), self.colours);
        let is_selected = self.view.selected == Some(of);
        let response = ui.interact(rect, Id::unique(("line ground", of)), Sense::CLICK);
        response.widget_info(|| WidgetInfo::selected(Role::ListItem, true, is_selected, told));
        if is_selected {
            ui.painter().rect_filled(rect, theme::CORNER, colours.accent_wash);
            let bar = Rect::from_min_size(rect.min, vec2(3.0, rect.height()));
            ui.painter().rect_filled(bar, theme::CORNER_BAR, colours.accent);
        } else if response.hovered() {
            ui.painter().rect_filled(rect, theme::CORNER, colours.head);
        }
        if response.clicked() {
            self.commands.push(Command::Import(Step::Select(of)));
        }
    }

    fn item_ui(&mut self, ui: &mut Ui, at: usize) {
        let view = self.view;
        let (Some(item), Some(offer)) = (view.item(at), view.offer()) else { return };
        let (of, standing, colours) = (Of::Item(at), view.standing(Of::Item(at)), self.colours);
        let name = item.place.name(&offer.form);
        self.ground_ui(ui, of, &spoken(name, item, standing));
        let columns = Columns::of(self.rect);
        let middle = self.rect.center().y;
        let sign_colour = match standing {
            Standing::Taken => colours.accent,
            Standing::Open | Standing::Differs => colours.query,
            Standing::Same => colours.good,
            Standing::Left => colours.faint,
        };
        let font = theme::bold(theme::TEXT);
        ui.painter().text(
            pos2(columns.sign, middle),
            Align2::CENTER_CENTER,
            standing.sign(),
            font,
            sign_colour,
        );
        let new = item.content.as_ref().map_or_else(|| "空白".to_owned(), Content::shown);
        let left = self.rect.left() + TICK;
        let bold = theme::bold(theme::TEXT);
        let regular = theme::regular(theme::TEXT);
        match &item.place {
            Place::Cell(_) => {
                let right = columns.new - FIGURE + 30.0;
                line_text(ui, pos2(left, middle), right, name, regular, colours.ink);
                let faint = item.content.is_none() || standing == Standing::Same;
                let colour = if faint { colours.faint } else { colours.ink };
                ui.painter().text(pos2(columns.new, middle), Align2::RIGHT_CENTER, new, bold, colour);
                if let Some(now) = &item.now {
                    let struck = standing == Standing::Taken;
                    let font = theme::regular(theme::TEXT);
                    let at = pos2(columns.now, middle);
                    let shown = ui.painter().text(at, Align2::RIGHT_CENTER, now.shown(), font, colours.faint);
                    if struck {
                        ui.painter().hline(shown.x_range(), middle, Stroke::new(1.0, colours.faint));
                    }
                }
            }
            Place::Field(_) | Place::Section(_) => {
                let label =
                    ui.painter().text(pos2(left, middle), Align2::LEFT_CENTER, name, regular, colours.ink);
                let text = new.replace('\n', " ");
                let text = match &item.now {
                    Some(now) if standing == Standing::Differs => {
                        format!("{text}（底稿：{}）", now.shown().replace('\n', " "))
                    }
                    _ => text,
                };
                let at = pos2(label.right() + 14.0, middle);
                line_text(ui, at, columns.sign - 14.0, &text, theme::regular(theme::TEXT), colours.faint);
            }
        }
        if item.effect() != crate::import::Effect::Same {
            self.tick_ui(ui, at, item, name);
        }
    }

    fn tick_ui(&mut self, ui: &mut Ui, at: usize, item: &Item, name: &str) {
        let left = self.rect.left() + 8.0;
        let rect = Rect::from_min_max(pos2(left, self.rect.top()), pos2(left + 22.0, self.rect.bottom()));
        let mut on = item.choice == Choice::Taken;
        let response =
            self.inside(ui, (&item.place, item.number), rect, |ui| ui.add(Checkbox::without_text(&mut on)));
        response.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, on, format!("采用 {name}")));
        if response.gained_focus() {
            ui.scroll_to_rect(self.rect, None);
            self.commands.push(Command::Import(Step::Select(Of::Item(at))));
        }
        if response.changed() {
            let choice = if on { Choice::Taken } else { Choice::Left };
            self.commands.push(Command::Import(Step::Choose(at, choice)));
        }
    }

    fn question_ui(&mut self, ui: &mut Ui, at: usize, take_focus: bool) {
        let view = self.view;
        let (Some(item), Some(offer)) = (view.item(at), view.offer()) else { return };
        let (of, colours) = (Of::Item(at), self.colours);
        let name = item.place.name(&offer.form);
        let new = item.content.as_ref().map(Content::shown).unwrap_or_default();
        let told = view.told(of);
        self.ground_ui(ui, of, &format!("{told}，{new}"));
        let inner = self.rect.shrink2(vec2(12.0, 6.0));
        let buttons = inner.with_max_y(inner.top() + 28.0);
        let mut left = inner.right();
        for (text, choice) in [("不采用", Choice::Left), ("采用", Choice::Taken)] {
            let is_on = item.choice == choice;
            let sign = if is_on { if choice == Choice::Taken { "✓ " } else { "× " } } else { "" };
            let place = buttons.with_max_x(left);
            let response = self.inside(ui, (&item.place, item.number, text), place, |ui| {
                ui.add(Button::new(format!("{sign}{text}")).selected(is_on))
            });
            response.widget_info(|| {
                WidgetInfo::selected(Role::Button, true, is_on, format!("{text} {name} {new}"))
            });
            left = response.rect.left() - 6.0;
            if take_focus && choice == Choice::Taken && view.selected == Some(of) {
                response.request_focus();
            }
            if response.gained_focus() && view.selected != Some(of) {
                ui.scroll_to_rect(self.rect, None);
                self.commands.push(Command::Import(Step::Select(of)));
            }
            if response.clicked() {
                // A second click on what is chosen asks again.
                let choice = if is_on { Choice::Open } else { choice };
                self.commands.push(Command::Import(Step::Choose(at, choice)));
            }
        }
        let standing = view.standing(of);
        let middle = buttons.center().y;
        let sign_colour = if standing == Standing::Taken { colours.accent } else { colours.query };
        let font = theme::bold(theme::TEXT);
        ui.painter().text(
            pos2(inner.left() + 6.0, middle),
            Align2::CENTER_CENTER,
            standing.sign(),
            font,
            sign_colour,
        );
        let after = line_text(
            ui,
            pos2(inner.left() + 20.0, middle),
            left - 96.0,
            name,
            theme::bold(theme::TEXT),
            colours.ink,
        );
        let now = item.now.as_ref().map(|now| format!("（底稿 {}）", now.shown())).unwrap_or_default();
        let figure = format!("{new}{now}");
        line_text(
            ui,
            pos2(after + 10.0, middle),
            left - 6.0,
            &figure,
            theme::bold(theme::TEXT),
            colours.accent,
        );
        let why = item.doubt.as_ref().map(|doubt| doubt.sentence()).unwrap_or_default();
        let below = pos2(inner.left() + 20.0, inner.top() + 38.0);
        line_text(ui, below, inner.right(), &why, theme::regular(theme::SMALL), colours.query);
        if let Some(spot) = item.spots.first() {
            let (before, words, behind) = view.context(spot);
            let snippet = format!("…{before}{words}{behind}…").replace('\n', " ");
            let at = pos2(below.x, inner.top() + 55.0);
            line_text(ui, at, inner.right(), &snippet, theme::regular(theme::SMALL), colours.faint);
        }
        let line = self.rect.bottom();
        ui.painter().hline(self.rect.shrink(8.0).x_range(), line, Stroke::new(1.0, colours.line));
    }

    fn aside_ui(&mut self, ui: &mut Ui, of: Of) {
        let (view, colours) = (self.view, self.colours);
        let Some(spot) = view.spot(of) else { return };
        let told = view.told(of);
        let (before, words, behind) = view.context(spot);
        self.ground_ui(ui, of, &format!("{words} {told}"));
        let middle = self.rect.center().y;
        let at = pos2(self.rect.left() + TICK, middle);
        let after = line_text(ui, at, at.x + 110.0, &words, theme::bold(theme::TEXT), colours.ink);
        let why = told.split_once('：').map_or(told.as_str(), |(_, why)| why);
        let at = pos2(after.max(at.x + 70.0) + 12.0, middle);
        let after =
            line_text(ui, at, self.rect.right() - 12.0, why, theme::regular(theme::TEXT), colours.faint);
        let snippet = format!("…{before}{words}{behind}…").replace('\n', " ");
        let at = pos2(after + 12.0, middle);
        if at.x < self.rect.right() - 60.0 {
            line_text(
                ui,
                at,
                self.rect.right() - 12.0,
                &snippet,
                theme::regular(theme::SMALL),
                colours.faint,
            );
        }
    }
}

/// An item in one line, for screen readers.
fn spoken(name: &str, item: &Item, standing: Standing) -> String {
    let shown =
        |content: &Option<Content>| content.as_ref().map_or_else(|| "空白".to_owned(), Content::shown);
    match &item.place {
        Place::Section(_) => format!("{name} {}", standing.name()),
        _ => format!("{name}，原件 {}，底稿 {}，{}", shown(&item.content), shown(&item.now), standing.name()),
    }
}

/// A text in one line from `at`, its left and middle, cut off before `right`; gives where it ends.
fn line_text(ui: &Ui, at: Pos2, right: f32, text: &str, font: egui::FontId, colour: egui::Color32) -> f32 {
    // No line is longer than this; a section can have many thousands.
    const LONGEST: usize = 120;
    let text: String = text.chars().take(LONGEST).collect();
    let mut job = egui::text::LayoutJob::simple_singleline(text, font, colour);
    job.wrap = egui::text::TextWrapping::truncate_at_width((right - at.x).max(0.0));
    let galley = ui.painter().layout_job(job);
    let (width, height) = (galley.size().x, galley.size().y);
    ui.painter().galley(pos2(at.x, at.y - height / 2.0), galley, colour);
    at.x + width
}
