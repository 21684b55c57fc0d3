//! The units, a line each, with the counts above, which are filters. Only lines in view are painted.

use egui::{
    Align2, Button, Id, Pos2, Rect, RichText, Role, ScrollArea, Sense, Stroke, TextEdit, Ui, UiBuilder,
    WidgetInfo, pos2, vec2,
};

use super::Step;
use super::unit_pane::{action_of, helps_ui};
use super::view::{Filter, Of, View, sign};
use crate::rollup::{StateKind, Unit};
use crate::ui::command::Command;
use crate::ui::follow::followed;
use crate::ui::theme::{self, Palette};

/// Height of a line, in points.
const LINE: f32 = 48.0;
/// Width of the place of its button.
const BUTTON: f32 = 118.0;

/// Paints counts and lines.
pub fn list_ui(ui: &mut Ui, view: &mut View, commands: &mut Vec<Command>) {
    let colours = theme::palette(ui);
    filters_ui(ui, view, &colours);
    let field = TextEdit::singleline(&mut view.wanted).hint_text("查找单位或文件").desired_width(220.0);
    ui.add(field).widget_info(|| WidgetInfo::labeled(Role::SearchInput, true, "查找单位或文件"));
    let (rule, _) = ui.allocate_exact_size(vec2(ui.available_width(), 1.0), Sense::hover());
    ui.painter().hline(rule.x_range(), rule.bottom(), Stroke::new(1.0, colours.line));
    let lines = view.lines().to_vec();
    if lines.is_empty() {
        ui.add_space(24.0);
        ui.vertical_centered(|ui| {
            let words = if view.collection().units().is_empty() {
                "这里还没有各单位报来的文件。放进来以后点“重新读取”。"
            } else {
                "没有符合条件的单位。"
            };
            ui.label(RichText::new(words).color(colours.faint));
        });
        return;
    }
    ui.spacing_mut().item_spacing.y = 0.0;
    ScrollArea::vertical().id_salt("汇总清单").auto_shrink(false).show_viewport(ui, |ui, seen| {
        ui.set_height(LINE * lines.len() as f32);
        // A line more on either side is there for Tab to reach.
        let first = ((seen.top() / LINE).floor().max(0.0) as usize).saturating_sub(1);
        let count = (seen.height() / LINE).ceil() as usize + 3;
        let top = ui.max_rect().top() + first as f32 * LINE;
        let place = Rect::from_min_max(pos2(ui.max_rect().left(), top), ui.max_rect().max);
        let selected = view.selected.clone();
        ui.scope_builder(UiBuilder::new().max_rect(place), |ui| {
            followed(ui, |ui| {
                for at in lines.iter().skip(first).take(count) {
                    let Some(unit) = view.collection().units().get(*at) else { continue };
                    let is_selected = selected.as_ref().is_some_and(|of| {
                        of.file == unit.file && of.number == unit.number && of.name == unit.name
                    });
                    line_ui(ui, view, unit, is_selected, &colours, commands);
                }
            });
        });
    });
}

/// The counts; a click shows only these.
fn filters_ui(ui: &mut Ui, view: &mut View, colours: &Palette) {
    let all = view.collection().units().len();
    let mut filters = vec![(Filter::All, format!("全部 {all}"), colours.ink)];
    if view.open() > 0 {
        filters.push((Filter::Open, format!("要处理 {}", view.open()), colours.accent));
    }
    for kind in StateKind::ALL {
        if let Some(count) = view.counts().get(&kind) {
            let (sign, colour) = sign(kind, colours);
            filters.push((Filter::Only(kind), format!("{sign} {} {count}", kind.name()), colour));
        }
    }
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        for (filter, text, colour) in filters {
            let is_on = view.filter == filter;
            let text = RichText::new(text).font(theme::bold(theme::TEXT)).color(colour);
            if ui.add(Button::selectable(is_on, text)).clicked() {
                view.filter = if is_on { Filter::All } else { filter };
            }
        }
    });
}

fn line_ui(
    ui: &mut Ui,
    view: &View,
    unit: &Unit,
    is_selected: bool,
    colours: &Palette,
    commands: &mut Vec<Command>,
) {
    let kind = unit.state.kind();
    let (mark, colour) = sign(kind, colours);
    let sentence = unit.sentence();
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), LINE), Sense::hover());
    let ground = rect.shrink2(vec2(2.0, 1.0));
    let id = Id::unique(("unit", &unit.name, &unit.file, unit.number));
    let response = ui.interact(ground, id, Sense::click());
    response.widget_info(|| {
        let told = format!("{}，{}，{sentence}", unit.title(), kind.name());
        WidgetInfo::selected(Role::ListItem, true, is_selected, told)
    });
    if is_selected {
        ui.painter().rect_filled(ground, theme::CORNER, colours.accent_wash);
        let bar = Rect::from_min_size(ground.min, vec2(3.0, ground.height()));
        ui.painter().rect_filled(bar, theme::CORNER_BAR, colours.accent);
    } else if response.hovered() || response.has_focus() {
        ui.painter().rect_filled(ground, theme::CORNER, colours.head);
    }
    if response.clicked() || response.gained_focus() {
        commands.push(Command::Rollup(Step::Select(Of::unit(unit))));
    }
    let (first, second) = (rect.top() + 15.0, rect.top() + 34.0);
    let at = pos2(rect.left() + 18.0, rect.center().y);
    ui.painter().text(at, Align2::CENTER_CENTER, mark, theme::bold(theme::TEXT + 2.0), colour);
    let place = Rect::from_min_max(pos2(rect.right() - BUTTON, rect.top()), rect.max - vec2(8.0, 0.0));
    helps_ui(ui, view, unit, place, action_of(unit), commands);
    let state = ui.painter().text(
        pos2(rect.right() - BUTTON, first),
        Align2::RIGHT_CENTER,
        kind.name(),
        theme::bold(theme::TEXT),
        colour,
    );
    let left = rect.left() + 36.0;
    let after = line_text(
        ui,
        pos2(left, first),
        state.left() - 10.0,
        unit.title(),
        theme::bold(theme::TEXT),
        colours.ink,
    );
    if !unit.name.is_empty() && !unit.file.is_empty() {
        let at = pos2(after + 10.0, first);
        line_text(ui, at, state.left() - 10.0, &unit.file, theme::regular(theme::SMALL), colours.faint);
    }
    let font = theme::regular(theme::SMALL);
    line_text(ui, pos2(left, second), rect.right() - BUTTON, &sentence, font, colours.faint);
}

/// A text in one line from `at`, its left and middle, cut off before `right`; gives where it ends.
pub fn line_text(
    ui: &Ui,
    at: Pos2,
    right: f32,
    text: &str,
    font: egui::FontId,
    colour: egui::Color32,
) -> f32 {
    if right - at.x < 12.0 {
        return at.x;
    }
    // No line is longer than this, whatever a file is called.
    const LONGEST: usize = 120;
    let text: String = text.chars().take(LONGEST).collect();
    let mut job = egui::text::LayoutJob::simple_singleline(text, font, colour);
    job.wrap = egui::text::TextWrapping::truncate_at_width(right - at.x);
    let galley = ui.painter().layout_job(job);
    let (width, height) = (galley.size().x, galley.size().y);
    ui.painter().galley(pos2(at.x, at.y - height / 2.0), galley, colour);
    at.x + width
}
