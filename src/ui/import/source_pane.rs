//! The left side: the document as it reads, each of its figures marked by what becomes of it.

use std::ops::Range;
use std::sync::Arc;

use egui::text::LayoutJob;
use egui::{
    Align2, Color32, CursorIcon, Galley, Id, Pos2, Rect, Role, ScrollArea, Sense, Shape, Stroke, StrokeKind,
    TextFormat, Ui, WidgetInfo, pos2, vec2,
};

use super::Step;
use super::strips::{BELOW, LINE, Strip};
use super::table::{PAD, Placed};
use super::view::{Mark, Of, Standing, View};
use crate::import::{Block, Place};
use crate::ui::command::Command;
use crate::ui::text::{Painted, ground};
use crate::ui::theme::{self, Palette};

/// Margin at the left and the right of the page.
const MARGIN: f32 = 22.0;
/// Margin above it.
const ABOVE: f32 = 14.0;
/// The longest text of a cell that is laid out, in bytes.
const LONGEST_CELL: usize = 60_000;

/// Paints the document.
pub fn source_ui(ui: &mut Ui, view: &mut View, commands: &mut Vec<Command>) {
    let colours = theme::palette(ui);
    let room = ui.available_rect_before_wrap();
    ui.painter().rect_filled(room, 0.0, colours.paper);
    ui.spacing_mut().scroll.fade.strength = 0.0;
    let width = (room.width() - 2.0 * MARGIN - ui.spacing().scroll.bar_width).max(120.0);
    view.strips.set_out(width, theme::TEXT);
    let mut area = ScrollArea::both().id_salt("原件").auto_shrink(false);
    if let Some(offset) = wanted_offset(view) {
        area = area.scroll_offset(offset);
    }
    let output = area.show_viewport(ui, |ui, seen| {
        let origin = ui.max_rect().min + vec2(MARGIN, ABOVE);
        let size = vec2(view.strips.widest() + 2.0 * MARGIN, view.strips.total() + 2.0 * ABOVE);
        let first = view.strips.at(seen.min.y - ABOVE);
        let strips = laid_out(ui, view, first, seen.max.y - ABOVE, &colours);
        let mut page = Page { ui, view, origin, colours, commands };
        page.tall_cells_ui(&strips);
        for (strip, galleys) in &strips {
            page.strip_ui(*strip, galleys);
        }
        ui.set_min_size(size);
    });
    view.strips.offset = output.state.clamped_offset();
    view.strips.view = output.inner_rect.height();
    if view.strips.owed != 0.0 || view.jump_source > 0 || view.strips.jump.is_some() {
        ui.ctx().request_repaint();
    }
}

/// Where the document is to be scrolled to in this frame; `None` leaves it to the clerk.
fn wanted_offset(view: &mut View) -> Option<egui::Vec2> {
    let owed = std::mem::take(&mut view.strips.owed);
    let mut offset = view.strips.offset;
    if let Some(strip) = view.strips.jump.take() {
        offset.y = view.strips.top(strip);
        return Some(offset);
    }
    if view.jump_source > 0 {
        view.jump_source -= 1;
        let spot = view.selected.and_then(|of| view.spot(of)).cloned();
        let Some(spot) = spot else {
            view.jump_source = 0;
            return None;
        };
        let strip = view.strips.strip_of(&spot);
        let (top, height, seen) =
            (view.strips.top(strip) + ABOVE, view.strips.height(strip), view.strips.view);
        let is_seen = top >= offset.y + LINE && top + height <= offset.y + seen - LINE;
        // What comes into view is laid out only then, and may push it away again: look once more.
        if is_seen {
            view.jump_source = view.jump_source.min(1);
            return None;
        }
        offset.y = (top - (seen - height.min(seen)) * 0.4).max(0.0);
        return Some(offset);
    }
    if owed != 0.0 {
        offset.y += owed;
        return Some(offset);
    }
    None
}

/// A strip in view with its texts laid out, those of a row by its cells.
type LaidOut = (usize, Vec<Arc<Galley>>);

/// Lays out the strips in view and notes how high they are.
fn laid_out(ui: &Ui, view: &mut View, first: usize, until: f32, colours: &Palette) -> Vec<LaidOut> {
    let mut strips = Vec::new();
    let mut y = view.strips.top(first);
    let mut is_new = false;
    let mut at = first;
    while y < until && at < view.strips.all.len() {
        let (galleys, height) = strip_texts(ui, view, at, colours);
        let height = height.unwrap_or_else(|| view.strips.height(at));
        let before = view.strips.height(at);
        if view.strips.measure(at, height) {
            is_new = true;
            // What comes in from above must not push down what is read.
            if at < view.strips.read_from && view.jump_source == 0 {
                view.strips.owed += height - before;
            }
        }
        strips.push((at, galleys));
        y += height;
        at += 1;
    }
    if is_new {
        view.strips.stack();
    }
    view.strips.read_from = first;
    strips
}

/// The texts of a strip, and its height where they tell it.
fn strip_texts(ui: &Ui, view: &View, at: usize, colours: &Palette) -> (Vec<Arc<Galley>>, Option<f32>) {
    let Some(strip) = view.strips.all.get(at) else { return (Vec::new(), None) };
    match strip {
        Strip::Text { block, bytes } => {
            let Some(Block::Text(paragraph)) = view.source.blocks.get(*block) else {
                return (Vec::new(), None);
            };
            let text = paragraph.text.get(bytes.clone()).unwrap_or("");
            let galley = set(ui, text, paragraph.level, view.strips.width(), colours.ink);
            let height = galley.size().y + BELOW;
            (vec![galley], Some(height))
        }
        Strip::Row { block, row } => {
            let Some(plan) = view.strips.tables.get(block) else { return (Vec::new(), None) };
            let cells = plan.cells_of(*row);
            let galleys: Vec<_> =
                cells.iter().map(|placed| cell_text(ui, view, *block, placed, colours)).collect();
            let single = cells.iter().zip(&galleys).filter(|(placed, _)| placed.row_end == placed.row + 1);
            let height = single.map(|(_, galley)| galley.size().y + 2.0).fold(0.0, f32::max);
            (galleys, (height > 0.0).then_some(height.max(LINE + 2.0)))
        }
        Strip::Name { block } => {
            let Some(Block::Table(table)) = view.source.blocks.get(*block) else { return (Vec::new(), None) };
            (vec![set(ui, &table.name, 6, f32::INFINITY, colours.faint)], None)
        }
        Strip::Space => (Vec::new(), None),
    }
}

fn cell_text(ui: &Ui, view: &View, block: usize, placed: &Placed, colours: &Palette) -> Arc<Galley> {
    let plan = view.strips.tables.get(&block);
    let width = plan.map_or(0.0, |plan| plan.edge(placed.column_end) - plan.edge(placed.column));
    set(ui, cell_words(view, block, placed.cell), 0, (width - 2.0 * PAD).max(10.0), colours.ink)
}

fn cell_words(view: &View, block: usize, cell: usize) -> &str {
    let Some(Block::Table(table)) = view.source.blocks.get(block) else { return "" };
    let text = table.cells.get(cell).map_or("", |cell| cell.text.as_str());
    let end = (0..=LONGEST_CELL.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    text.get(..end).unwrap_or("")
}

/// A text laid out; headings by their level, from 1.
fn set(ui: &Ui, text: &str, level: u8, width: f32, colour: Color32) -> Arc<Galley> {
    let font_id = match level {
        0 => theme::regular(theme::TEXT),
        1 => theme::bold(theme::HEADING),
        2 => theme::bold(theme::TEXT + 2.0),
        _ => theme::bold(theme::TEXT),
    };
    let line_height = Some(if level == 1 { LINE + 6.0 } else { LINE });
    let format = TextFormat { font_id, color: colour, line_height, ..TextFormat::default() };
    let mut job = LayoutJob::single_section(text.to_owned(), format);
    job.wrap.max_width = width;
    ui.painter().layout_job(job)
}

/// What the strips in view are painted with.
struct Page<'a> {
    ui: &'a mut Ui,
    view: &'a View,
    /// The top left of the first strip.
    origin: Pos2,
    colours: Palette,
    commands: &'a mut Vec<Command>,
}

impl Page<'_> {
    fn y(&self, strip: usize) -> f32 {
        self.origin.y + self.view.strips.top(strip)
    }

    fn strip_ui(&mut self, at: usize, galleys: &[Arc<Galley>]) {
        let view = self.view;
        let Some(strip) = view.strips.all.get(at) else { return };
        let top = pos2(self.origin.x, self.y(at));
        match strip {
            Strip::Text { block, bytes } => {
                let Some(galley) = galleys.first() else { return };
                let marks = view.marks_of(*block);
                self.text_ui(galley, top, marks, None, bytes);
            }
            Strip::Row { block, row } => {
                let Some(plan) = view.strips.tables.get(block) else { return };
                for (placed, galley) in plan.cells_of(*row).iter().zip(galleys) {
                    if placed.row_end == placed.row + 1 {
                        self.cell_ui(*block, placed, galley);
                    }
                }
            }
            Strip::Name { .. } => {
                if let Some(galley) = galleys.first() {
                    self.ui.painter().galley(top, Arc::clone(galley), self.colours.faint);
                }
            }
            Strip::Space => {}
        }
    }

    /// Cells of several rows, of which any may be in view.
    fn tall_cells_ui(&mut self, strips: &[LaidOut]) {
        let view = self.view;
        let (Some((first, _)), Some((last, _))) = (strips.first(), strips.last()) else { return };
        let mut blocks: Vec<usize> = strips
            .iter()
            .filter_map(|(at, _)| match view.strips.all.get(*at) {
                Some(Strip::Row { block, .. }) => Some(*block),
                _ => None,
            })
            .collect();
        blocks.dedup();
        for block in blocks {
            let Some(plan) = view.strips.tables.get(&block) else { continue };
            for placed in plan.tall.iter().filter_map(|at| plan.cells.get(*at)) {
                let (from, to) = (plan.first + placed.row, plan.first + placed.row_end);
                if from <= *last && to > *first {
                    let galley = cell_text(self.ui, view, block, placed, &self.colours);
                    self.cell_ui(block, placed, &galley);
                }
            }
        }
    }

    fn cell_ui(&mut self, block: usize, placed: &Placed, galley: &Arc<Galley>) {
        let view = self.view;
        let Some(plan) = view.strips.tables.get(&block) else { return };
        let (left, right) = (plan.edge(placed.column), plan.edge(placed.column_end));
        let rect = Rect::from_min_max(
            pos2(self.origin.x + left, self.y(plan.first + placed.row)),
            pos2(self.origin.x + right, self.y(plan.first + placed.row_end)),
        );
        let painter = self.ui.painter();
        painter.rect_stroke(rect, 0.0, Stroke::new(1.0, self.colours.line), StrokeKind::Middle);
        // A tall cell whose beginning is out of view still says what it is.
        let seen = rect.intersect(self.ui.clip_rect());
        let tall = placed.row_end > placed.row + 1;
        let around = if tall && seen.is_positive() { seen } else { rect };
        let top =
            (around.center().y - galley.size().y / 2.0).clamp(rect.top(), rect.bottom().max(rect.top()));
        let words = cell_words(view, block, placed.cell);
        // Figures stand in the middle of their box, words at its left.
        let is_figure = words.chars().count() <= 12 && words.chars().any(|c| c.is_ascii_digit());
        let x = match is_figure || words.chars().count() <= 3 {
            true => rect.center().x - galley.size().x / 2.0,
            false => rect.left() + PAD,
        };
        let marks = view.marks_of(block);
        let from = marks.partition_point(|mark| mark.spot.cell < Some(placed.cell));
        let to = marks.partition_point(|mark| mark.spot.cell <= Some(placed.cell));
        let marks = marks.get(from..to).unwrap_or_default();
        let whole = 0..words.len();
        // A cell that is one figure is marked as a whole: easier to see and to hit.
        match marks {
            [one] if one.spot.range.start == 0 && one.spot.range.end >= words.trim_end().len() => {
                // Its ground is drawn a little larger than the box.
                let inner = rect.shrink2(vec2(5.0, 0.5));
                self.mark_ui(&[inner], one, words, pos2(inner.left() + 5.0, inner.center().y));
                self.ui.painter().galley(pos2(x, top), Arc::clone(galley), self.colours.ink);
            }
            marks => self.text_ui(galley, pos2(x, top), marks, Some(placed.cell), &whole),
        }
    }

    /// A text with the marks that lie in `bytes` of its block or cell.
    fn text_ui(
        &mut self,
        galley: &Arc<Galley>,
        at: Pos2,
        marks: &[Mark],
        cell: Option<usize>,
        bytes: &Range<usize>,
    ) {
        let view = self.view;
        let inside = |mark: &&Mark| {
            mark.spot.cell == cell && mark.spot.range.start < bytes.end && mark.spot.range.end > bytes.start
        };
        let shown = galley.text().to_owned();
        for mark in marks.iter().filter(inside) {
            let range = mark.spot.range.start.saturating_sub(bytes.start)
                ..mark.spot.range.end.saturating_sub(bytes.start).min(shown.len());
            let is_section = matches!(mark.of, Of::Item(item)
                if view.item(item).is_some_and(|item| matches!(item.place, Place::Section(_))));
            if is_section {
                self.bar_ui(mark, at, galley.size().y);
                continue;
            }
            let boxes = Painted { galley, at, shown: &shown }.boxes(&range);
            let corner = boxes.last().map_or(at, |last| pos2(last.right() + 2.0, last.top() + 3.0));
            self.mark_ui(&boxes, mark, shown.get(range).unwrap_or(""), corner);
        }
        self.ui.painter().galley(at, Arc::clone(galley), self.colours.ink);
    }

    /// Where a section of the report begins: a bar beside its first lines.
    fn bar_ui(&mut self, mark: &Mark, at: Pos2, height: f32) {
        let rect = Rect::from_min_size(at - vec2(12.0, 0.0), vec2(8.0, height));
        let standing = self.view.standing(mark.of);
        let colour = stroke_of(standing, &self.colours);
        self.ui.painter().rect_filled(rect.shrink2(vec2(2.5, 2.0)), theme::CORNER_BAR, colour);
        self.respond_ui(rect, mark, "正文");
    }

    /// A figure: its ground by what becomes of it, its sign around `sign_at`, and what it says on hovering.
    fn mark_ui(&mut self, boxes: &[Rect], mark: &Mark, words: &str, sign_at: Pos2) {
        let standing = self.view.standing(mark.of);
        let colours = &self.colours;
        let is_selected = self.view.selected == Some(mark.of);
        let Some(all) = boxes.iter().copied().reduce(Rect::union) else { return };
        let stroke = match (is_selected, standing) {
            (true, _) => Stroke::new(2.0, colours.accent),
            _ => Stroke::new(1.0, stroke_of(standing, colours)),
        };
        match standing {
            Standing::Left if !is_selected => {
                for rect in boxes {
                    let y = rect.bottom() - 4.0;
                    let line = [pos2(rect.left(), y), pos2(rect.right(), y)];
                    self.ui.painter().extend(Shape::dotted_line(&line, colours.faint, 3.5, 0.9));
                }
            }
            _ => {
                let fill = match standing {
                    Standing::Taken => colours.accent_wash,
                    Standing::Open | Standing::Differs => colours.query_wash,
                    Standing::Same => colours.head,
                    Standing::Left => Color32::TRANSPARENT,
                };
                self.ui.painter().extend(ground(boxes, fill, stroke));
            }
        }
        if matches!(standing, Standing::Open | Standing::Differs | Standing::Same) {
            let painter = self.ui.painter();
            let colour = if standing == Standing::Same { colours.faint } else { colours.query };
            let font = theme::bold(theme::TINY);
            // In a line of text a sign needs a ground of its own to be told from the letters.
            let on_line = !boxes.iter().any(|rect| rect.contains(sign_at));
            if on_line {
                painter.circle_filled(sign_at, 6.0, colour);
            }
            let ink = if on_line { colours.paper } else { colour };
            painter.text(sign_at, Align2::CENTER_CENTER, standing.sign(), font, ink);
        }
        self.respond_ui(all, mark, words);
    }

    fn respond_ui(&mut self, rect: Rect, mark: &Mark, words: &str) {
        let spot = &mark.spot;
        let id = Id::unique(("imported", spot.block, spot.cell, spot.range.start, mark.of));
        // Not by Tab: the list beside it has all of them in their order.
        let response = self.ui.interact(rect, id, Sense::CLICK).on_hover_cursor(CursorIcon::PointingHand);
        let told = format!("{words} {}", self.view.told(mark.of));
        response.widget_info(|| {
            WidgetInfo::selected(Role::Button, true, self.view.selected == Some(mark.of), told.trim())
        });
        let place = self.view.source.place(spot);
        let response = response.on_hover_ui(|ui| {
            ui.label(told.trim());
            ui.weak(place);
        });
        if response.clicked() {
            self.commands.push(Command::Import(Step::Select(mark.of)));
        }
    }
}

fn stroke_of(standing: Standing, colours: &Palette) -> Color32 {
    match standing {
        Standing::Taken => colours.accent_line,
        Standing::Open | Standing::Differs => colours.query,
        Standing::Same => colours.line,
        Standing::Left => colours.faint,
    }
}
