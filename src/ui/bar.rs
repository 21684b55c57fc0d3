//! What stands beside the menus: what is done most often, the way to every command, the draft and how it stands, and
//! which panes are shown.

use egui::text::LayoutJob;
use egui::{
    Align, Label, Layout, Rect, Role, Sense, Stroke, StrokeKind, TextFormat, Ui, UiBuilder, WidgetInfo, pos2,
    vec2,
};

use super::command::{Command, MenuCommand};
use super::desk::Desk;
use super::menu_list;
use super::menus::{self, View};
use super::signs::{SIDE, Sign};
use super::theme::{self, Palette};

/// A button with a sign, in points.
const BUTTON: egui::Vec2 = vec2(28.0, 26.0);
/// The field that leads to the commands: narrower it says nothing, wider nothing more.
const SEARCH: std::ops::RangeInclusive<f32> = 150.0..=280.0;

/// Paints all of it behind the menus. True where something was chosen that leaves the keyboard where it was.
pub fn bar_ui(ui: &mut Ui, desk: Option<&Desk>, view: View, commands: &mut Vec<Command>) -> bool {
    let colours = theme::palette(ui);
    let mut chosen = None;
    ui.spacing_mut().item_spacing.x = 0.0;
    if let Some(desk) = desk {
        ui.add_space(10.0);
        for (sign, entry) in [
            (Sign::Save, MenuCommand::Save),
            (Sign::Undo, MenuCommand::Undo),
            (Sign::Redo, MenuCommand::Redo),
        ] {
            // Saving what is saved does no harm, but there is nothing to see to.
            let is_quiet = entry == MenuCommand::Save && !desk.editing.is_unsaved();
            let colour = if is_quiet { colours.faint } else { colours.ink };
            let why_not = menu_list::why_not(entry, Some(desk));
            let name = named(entry.text(), entry, ui);
            // What the step is, is told where the pointer rests.
            let step = menu_list::text(entry, Some(desk));
            let more = why_not.unwrap_or(if step == entry.text() { "" } else { &step });
            if sign_ui(ui, sign, &name, None, (why_not.is_none(), more), colour) {
                chosen = Some(entry);
            }
        }
        ui.add_space(10.0);
    }
    let room = ui.available_rect_before_wrap();
    let title = desk.map(|desk| title(desk, &colours));
    let panes = if desk.is_some() { 4.0 * BUTTON.x + 12.0 } else { 0.0 };
    let wide =
        title.as_ref().map_or(0.0, |title| ui.painter().layout_job(title.clone()).size().x.ceil() + 1.0);
    let wide = wide.min(room.width() - panes).max(0.0);
    let right = Rect::from_min_max(pos2(room.right() - panes - wide, room.top()), room.max);
    if let Some(place) = search_place(room.left(), right.left() - 16.0, ui.ctx().content_rect(), room) {
        let name = named("搜索命令", MenuCommand::Palette, ui);
        if search_ui(ui, place, &name, &colours) {
            commands.push(Command::Menu(MenuCommand::Palette));
        }
    }
    let (Some(desk), Some(title)) = (desk, title) else { return false };
    let beside = UiBuilder::new().max_rect(right).layout(Layout::left_to_right(Align::Center));
    ui.scope_builder(beside, |ui| {
        let whole = Rect::from_min_size(right.min, vec2(wide, right.height()));
        let shown = ui.place(whole, Label::new(title).truncate());
        shown.on_hover_text(
            desk.path.as_ref().map_or_else(|| "还没有存成文件".to_owned(), |path| path.display().to_string()),
        );
        ui.advance_cursor_after_rect(whole);
        ui.add_space(12.0);
        for (sign, entry, is_shown) in [
            (Sign::LeftPane(view.navigation), MenuCommand::Navigation, view.navigation),
            (Sign::LowPane(view.problems), MenuCommand::Problems, view.problems),
            (Sign::Page(view.preview), MenuCommand::SidePreview, view.preview),
            (Sign::RightPane(view.inspector), MenuCommand::Inspector, view.inspector),
        ] {
            let name = named(entry.text(), entry, ui);
            if sign_ui(ui, sign, &name, Some(is_shown), (true, ""), colours.faint) {
                chosen = Some(entry);
            }
        }
    });
    commands.extend(chosen.map(Command::Menu));
    chosen.is_some()
}

/// A name with its keys, as it is told and spoken.
fn named(name: &str, entry: MenuCommand, ui: &Ui) -> String {
    match menus::keys(entry, ui.ctx()).as_str() {
        "" => name.to_owned(),
        keys => format!("{name}（{keys}）"),
    }
}

/// The agency and year in ink, how it stands behind it: what is not saved stands out.
fn title(desk: &Desk, colours: &Palette) -> LayoutJob {
    let text = desk.title();
    let (draft, state) = text.rsplit_once(" · ").unwrap_or((&text, ""));
    let is_quiet = desk.path.is_some() && !desk.editing.is_unsaved() && desk.disk.holder().is_none();
    let of = |color| TextFormat { font_id: theme::regular(theme::TEXT), color, ..TextFormat::default() };
    let mut job = LayoutJob::default();
    job.append(draft, 0.0, of(colours.ink));
    job.append(" · ", 0.0, of(colours.faint));
    job.append(state, 0.0, of(if is_quiet { colours.faint } else { colours.accent }));
    job
}

/// Where the field for commands goes between `left` and `right`: in the middle of the window, where that is free.
fn search_place(left: f32, right: f32, window: Rect, room: Rect) -> Option<Rect> {
    let free = right - left;
    if free < *SEARCH.start() {
        return None;
    }
    let wide = free.min(*SEARCH.end());
    let from = (window.center().x - wide / 2.0).clamp(left, right - wide).round();
    Some(Rect::from_center_size(pos2(from + wide / 2.0, room.center().y), vec2(wide, BUTTON.y)))
}

/// What looks like a field and opens the one for all commands.
fn search_ui(ui: &mut Ui, place: Rect, name: &str, colours: &Palette) -> bool {
    let response = ui.allocate_rect(place, Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, name));
    let edge = if response.hovered() { colours.accent } else { colours.line };
    let painter = ui.painter();
    painter.rect(place, theme::CORNER, colours.field, Stroke::new(1.0, edge), StrokeKind::Inside);
    Sign::Search.paint(painter, pos2(place.left() + 8.0 + SIDE / 2.0, place.center().y), colours.faint);
    let (words, keys) = name.split_once('（').unwrap_or((name, ""));
    let small = theme::regular(theme::SMALL);
    let at = pos2(place.left() + 14.0 + SIDE, place.center().y);
    let shown = painter.text(at, egui::Align2::LEFT_CENTER, words, small.clone(), colours.faint);
    let keys = painter.layout_no_wrap(keys.trim_end_matches('）').to_owned(), small, colours.faint);
    let at = pos2(place.right() - 8.0 - keys.size().x, place.center().y - keys.size().y / 2.0);
    if at.x > shown.right() + theme::GAP {
        painter.galley(at, keys, colours.faint);
    }
    response.clicked()
}

/// A button with a sign and, where it is one, whether what it switches is on; whether it can be chosen, and what is
/// told besides its name. True when it was chosen.
fn sign_ui(
    ui: &mut Ui,
    sign: Sign,
    name: &str,
    is_on: Option<bool>,
    (can_be, more): (bool, &str),
    colour: egui::Color32,
) -> bool {
    let colours = theme::palette(ui);
    let shown = ui.add_enabled_ui(can_be, |ui| {
        let (rect, response) = ui.allocate_exact_size(BUTTON, Sense::click());
        response.widget_info(|| match is_on {
            Some(is_on) => WidgetInfo::selected(Role::CheckBox, ui.is_enabled(), is_on, name),
            None => WidgetInfo::labeled(Role::Button, ui.is_enabled(), name),
        });
        if response.hovered() && ui.is_enabled() {
            ui.painter().rect_filled(rect, theme::CORNER, colours.accent_wash);
        }
        // What cannot be done is paler by itself: `ui` is.
        sign.paint(ui.painter(), rect.center(), colour);
        response
    });
    let told = format!("{name}\n{more}");
    shown.inner.on_hover_text(told.trim_end()).on_disabled_hover_text(told.trim_end()).clicked()
}
