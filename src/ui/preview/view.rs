//! The preview as it is painted: pages on the desk, their zoom, and clicks that lead to the editor.

use egui::{
    Color32, CursorIcon, Key, Rect, Response, ScrollArea, Sense, Stroke, Ui, Vec2, WidgetInfo, pos2, vec2,
};

use super::bar::{bar_ui, news_ui};
use super::stack::{FULL_SIZE, RANGE, Stack, Zoom, reading_size};
use super::{Origin, Preview, Spot, View};
use crate::typeset::{Page as Sheet, measures};
use crate::ui::command::{Command, Page};
use crate::ui::desk::Desk;
use crate::ui::fonts::Fonts;
use crate::ui::theme::{self, Palette};

/// Where the preview is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// A page of its own.
    Own,
    /// Beside the form or the text.
    Beside,
}

/// Paints the preview of the open draft and asks for what it does not have yet.
pub fn preview_ui(
    ui: &mut Ui,
    preview: &mut Preview,
    desk: &Desk,
    fonts: Fonts,
    place: Place,
    commands: &mut Vec<Command>,
) {
    let colours = theme::palette(ui);
    let sizes: Vec<Vec2> = match preview.laid() {
        Some(laid) => laid.pages.pages.iter().map(reading_size).collect(),
        None => Vec::new(),
    };
    bar_ui(ui, preview, place, sizes.len(), &colours, commands);
    news_ui(ui, preview, desk, place, &colours, commands);
    let pane = ui.available_rect_before_wrap();
    let last = (preview.seen.of == Some(place)).then(|| preview.seen.clone());
    let mut pinch = 1.0;
    if ui.rect_contains_pointer(pane) {
        pinch = ui.input(|input| input.zoom_delta());
    }
    let chosen = chosen_zoom(preview, place);
    let mut zoom = chosen.in_pane(pane.size(), &sizes);
    if pinch != 1.0 {
        zoom = (zoom * pinch).clamp(RANGE.0, RANGE.1);
        *chosen_zoom_mut(preview, place) = Zoom::Fixed(zoom);
    }
    let stack = Stack::new(&sizes, zoom);
    let focus = focus(desk, place);
    let moved = focus.is_some() && focus != preview.seen.focus;
    let follows = preview.seen.is_to_follow || moved;
    let current = (desk.number, desk.editing.state());
    let is_current = preview.laid().is_some_and(|laid| laid.of == current);
    let followed = last.as_ref().zip(focus.as_ref()).filter(|_| follows && is_current);
    let offset = followed
        .and_then(|(seen, focus)| followed_offset(preview, &stack, focus, seen.offset, pane.size()))
        .or_else(|| new_offset(ui, preview, &stack, &sizes, zoom, pane, last.as_ref(), pinch != 1.0));
    // In the dark it would lie on white paper.
    ui.spacing_mut().scroll.fade.strength = 0.0;
    let mut area = ScrollArea::both().id_salt(("预览", place == Place::Own)).auto_shrink(false);
    if let Some(offset) = offset {
        area = area.scroll_offset(offset);
    }
    let mut shown = Vec::new();
    let output = area.show_viewport(ui, |ui, viewport| {
        let size = stack.size();
        ui.set_min_size(vec2(size.x, size.y));
        let origin = ui.min_rect().min;
        let width = pane.width();
        for (number, rect) in stack.rects(origin, width).enumerate() {
            if rect.translate(-origin.to_vec2()).intersects(viewport) {
                shown.push(number);
                page_ui(ui, preview, desk, number, rect, focus.as_ref(), &colours, commands);
            }
        }
        if sizes.is_empty() {
            waiting_ui(ui, preview, pane, &colours);
        }
    });
    let middle = output.state.clamped_offset().y + output.inner_rect.height() / 2.0;
    preview.seen = View {
        of: Some(place),
        zoom,
        offset: output.state.clamped_offset(),
        size: output.inner_rect.size(),
        is_to_follow: follows && !is_current,
        focus: focus.or(preview.seen.focus.take()),
        page: stack.at(middle).0,
        go_to: preview.seen.go_to.take(),
    };
    keys_ui(ui, preview, place);
    let scale = scale(ui, zoom, &sizes);
    preview.ask(desk, fonts, scale, wanted(&shown, sizes.len()));
}

pub(super) fn chosen_zoom(preview: &Preview, place: Place) -> Zoom {
    let [own, beside] = preview.zoom;
    if place == Place::Own { own } else { beside }
}

pub(super) fn chosen_zoom_mut(preview: &mut Preview, place: Place) -> &mut Zoom {
    let [own, beside] = &mut preview.zoom;
    if place == Place::Own { own } else { beside }
}

/// Pixels for a point of the page, as far as the screen takes pictures that large.
fn scale(ui: &Ui, zoom: f32, sizes: &[Vec2]) -> f32 {
    let longest = sizes.iter().map(|size| size.max_elem()).fold(measures::PAGE_HEIGHT, f32::max);
    let most = ui.input(|input| input.max_texture_side) as f32 / (longest + 1.0);
    (zoom * FULL_SIZE * ui.pixels_per_point()).min(most)
}

/// The pages to draw: those in view, then their neighbours, so that scrolling finds them drawn.
fn wanted(shown: &[usize], count: usize) -> Vec<usize> {
    let (Some(first), Some(last)) = (shown.first(), shown.last()) else { return vec![0, 1] };
    let after = Some(last + 1).filter(|page| *page < count);
    shown.iter().copied().chain(after).chain(first.checked_sub(1)).collect()
}

/// What is being edited beside the preview.
fn focus(desk: &Desk, place: Place) -> Option<Origin> {
    match &desk.page {
        _ if place == Place::Own => None,
        Page::Sheet => desk.selected().map(|cell| Origin::Cell(desk.form().cell(cell).key.clone())),
        Page::Text(section) => {
            let (of_caret, _) = &desk.text.caret;
            let section = if of_caret.is_empty() { section } else { of_caret };
            (!section.is_empty()).then(|| Origin::Section(section.clone()))
        }
        Page::Basics
        | Page::Compare
        | Page::Preview
        | Page::Templates
        | Page::Import
        | Page::Revised
        | Page::Rollup => None,
    }
}

/// Where to scroll when the zoom has changed, so that what she looks at stays where it is; or where a key
/// leads.
#[expect(clippy::too_many_arguments, reason = "all of one frame; a struct would only rename them")]
fn new_offset(
    ui: &Ui,
    preview: &mut Preview,
    stack: &Stack,
    sizes: &[Vec2],
    zoom: f32,
    pane: Rect,
    last: Option<&View>,
    at_pointer: bool,
) -> Option<Vec2> {
    let last = last?;
    if let Some(y) = preview.seen.go_to.take() {
        return Some(vec2(last.offset.x, y.clamp(0.0, (stack.size().y - pane.height()).max(0.0))));
    }
    if (last.zoom - zoom).abs() < 1e-3 || sizes.is_empty() {
        return None;
    }
    let pointer = ui.input(|input| input.pointer.latest_pos()).filter(|_| at_pointer);
    let held = pointer.map_or(vec2(pane.width() / 2.0, 0.0), |at| at - pane.min);
    let before = Stack::new(sizes, last.zoom);
    let y = stack.height_of(before.at(last.offset.y + held.y)) - held.y;
    // Pages stand in the middle, however wide the pane is.
    let middle = |stack: &Stack| stack.size().x.max(pane.width()) / 2.0;
    let x = (last.offset.x + held.x - middle(&before)) * zoom / last.zoom + middle(stack) - held.x;
    Some(vec2(x.max(0.0), if last.offset.y == 0.0 && !at_pointer { 0.0 } else { y.max(0.0) }))
}

/// Where to scroll so that what is edited is in view; `None` where it is.
fn followed_offset(
    preview: &Preview,
    stack: &Stack,
    focus: &Origin,
    offset: Vec2,
    pane: Vec2,
) -> Option<Vec2> {
    let laid = preview.laid()?;
    let (number, spot) = laid
        .spots
        .iter()
        .enumerate()
        .find_map(|(number, spots)| Some((number, spots.iter().find(|spot| spot.origin == *focus)?)))?;
    let page = laid.pages.pages.get(number)?;
    let (top, bottom) = read_from(page, spot);
    let (top, bottom) = (stack.height_of((number, top)), stack.height_of((number, bottom)));
    let is_in_view = top >= offset.y && bottom.min(top + 60.0) <= offset.y + pane.y;
    (!is_in_view).then(|| vec2(offset.x, (top - pane.y / 4.0).max(0.0)))
}

/// The upper and lower edge of a spot on the page as it is read.
fn read_from(page: &Sheet, spot: &Spot) -> (f32, f32) {
    let [left, top, right, bottom] = spot.edges;
    if page.turned { (left, right) } else { (top, bottom) }
}

/// A page with its shadow, its number and what can be clicked.
#[expect(clippy::too_many_arguments, reason = "all of one frame; a struct would only rename them")]
fn page_ui(
    ui: &mut Ui,
    preview: &Preview,
    desk: &Desk,
    number: usize,
    rect: Rect,
    focus: Option<&Origin>,
    colours: &Palette,
    commands: &mut Vec<Command>,
) {
    let Some(laid) = preview.laid() else { return };
    let (Some(page), Some(spots)) = (laid.pages.pages.get(number), laid.spots.get(number)) else { return };
    // On whole pixels: a picture that is shifted by part of one is blurred.
    let pixel = |at: f32| (at * ui.pixels_per_point()).round() / ui.pixels_per_point();
    let drawn = preview.textures.get(&number);
    let exact = drawn.map(|drawn| drawn.texture.size_vec2() / ui.pixels_per_point());
    let size = exact.filter(|exact| (*exact - rect.size()).abs().max_elem() < 2.0).unwrap_or(rect.size());
    let rect = Rect::from_min_size(pos2(pixel(rect.min.x), pixel(rect.min.y)), size);
    let painter = ui.painter();
    let shadow = egui::Shadow { offset: [0, 2], blur: 10, spread: 0, color: Color32::from_black_alpha(70) };
    painter.add(shadow.as_shape(rect, 0.0));
    painter.rect_filled(rect, 0.0, Color32::WHITE);
    if let Some(drawn) = drawn {
        let whole = Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0));
        painter.image(drawn.texture.id(), rect, whole, Color32::WHITE);
    }
    let count = laid.pages.pages.len();
    let name = format!("第 {} 页，共 {count} 页", number + 1);
    let under = pos2(rect.center().x, rect.bottom() + 8.0);
    painter.text(under, egui::Align2::CENTER_TOP, &name, theme::regular(theme::SMALL), colours.faint);

    let on_screen = |spot: &Spot| on_screen(page, rect, spot);
    if let Some(focus) = focus {
        let marked: Vec<Rect> = spots.iter().filter(|spot| spot.origin == *focus).map(on_screen).collect();
        // A heading is set in; its bar stands in line with those of its paragraphs.
        let left = marked.iter().map(|at| at.left()).fold(f32::INFINITY, f32::min);
        for at in marked {
            match focus {
                Origin::Cell(_) => {
                    let frame = Stroke::new(1.5, theme::ON_PAPER);
                    painter.rect_stroke(at, 0.0, frame, egui::StrokeKind::Inside);
                }
                _ => {
                    let bar = Rect::from_x_y_ranges(left - 8.0..=left - 5.0, at.y_range());
                    painter.rect_filled(bar, 1.0, theme::ON_PAPER);
                }
            }
        }
    }
    let response = ui.interact(rect, ui.scope_id().with(("页", number)), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Image, true, &name));
    let under_pointer = response.hover_pos().and_then(|at| {
        let mut all = spots.iter().map(|spot| (spot, on_screen(spot)));
        all.find(|(_, place)| place.contains(at))
    });
    let Some((spot, at)) = under_pointer else { return };
    ui.painter().rect_filled(at, 2.0, theme::WASH_ON_PAPER);
    lead(desk, spot, response, commands);
}

/// The pointer is on a spot: says where it leads, and leads there when it is clicked.
fn lead(desk: &Desk, spot: &Spot, response: Response, commands: &mut Vec<Command>) {
    let (words, command) = match &spot.origin {
        Origin::Section(section) => {
            (format!("点击编辑正文：{section}"), Command::Show(Page::Text(section.clone())))
        }
        Origin::Cell(key) => match desk.form().find(key) {
            Some(cell) => (format!("点击填写：{}", desk.form().cell(cell).name), Command::GoTo(cell)),
            None => return,
        },
        Origin::Sheet => ("点击打开统计表".to_owned(), Command::Show(Page::Sheet)),
        Origin::Basics => ("点击打开基本信息".to_owned(), Command::Show(Page::Basics)),
    };
    let clicked = response.clicked();
    response.on_hover_cursor(CursorIcon::PointingHand).on_hover_text_at_pointer(words);
    if clicked {
        commands.push(command);
    }
}

/// A spot of a page whose picture stands at `rect`.
fn on_screen(page: &Sheet, rect: Rect, spot: &Spot) -> Rect {
    let [left, top, right, bottom] = spot.edges;
    let (min, max) = match page.turned {
        // A quarter to the right: what was the left edge is the upper one.
        true => (pos2(page.height - bottom, left), pos2(page.height - top, right)),
        false => (pos2(left, top), pos2(right, bottom)),
    };
    let size = reading_size(page).max(vec2(1.0, 1.0));
    let scale = rect.size() / size;
    Rect::from_min_max(rect.min + min.to_vec2() * scale, rect.min + max.to_vec2() * scale)
}

fn waiting_ui(ui: &Ui, preview: &Preview, pane: Rect, colours: &Palette) {
    let words = if preview.trouble().is_empty() { "正在排版…" } else { "没有可以预览的版面" };
    ui.painter().text(
        pane.center(),
        egui::Align2::CENTER_CENTER,
        words,
        theme::regular(theme::TEXT),
        colours.faint,
    );
}

/// Keys that turn the pages, where nothing is typed.
fn keys_ui(ui: &Ui, preview: &mut Preview, place: Place) {
    if place != Place::Own || ui.memory(|memory| memory.focused().is_some()) {
        return;
    }
    let (at, height) = (preview.seen.offset.y, preview.seen.size.y);
    let go_to = ui.input(|input| {
        let pressed = |key| input.key_pressed(key);
        match () {
            () if pressed(Key::PageDown) || pressed(Key::Space) => Some(at + 0.9 * height),
            () if pressed(Key::PageUp) => Some(at - 0.9 * height),
            () if pressed(Key::ArrowDown) => Some(at + 60.0),
            () if pressed(Key::ArrowUp) => Some(at - 60.0),
            () if pressed(Key::Home) => Some(0.0),
            () if pressed(Key::End) => Some(f32::MAX),
            () => None,
        }
    });
    if go_to.is_some() {
        preview.seen.go_to = go_to;
        ui.ctx().request_repaint();
    }
}
