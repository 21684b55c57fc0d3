//! Where the boxes of a printed table stand on the sheet.

use std::sync::Arc;

use egui::{Align, Color32, FontId, Galley, Pos2, Rangef, Rect, Stroke, StrokeKind, Ui, pos2};

use crate::form::Content;
use crate::ui::theme::{self, Palette};

use super::plan::{Plan, Shown, Slot};

/// Space between a box and its text.
const PAD: f32 = 6.0;
/// One step of indentation of a row label: one character.
const STEP: f32 = 14.0;
/// The lowest row: high enough to type into.
pub const ROW: f32 = 27.0;
/// What a row of figures is higher by where last year's stand in the same cells.
pub const LAST_YEAR: f32 = 12.0;

/// A box with its place and text.
pub struct Placed<'a> {
    /// The box.
    pub slot: Slot<'a>,
    /// Where it stands, from the top left of the table.
    pub rect: Rect,
    /// Its text set to its width; `None` for a number.
    pub galley: Option<Arc<Galley>>,
    /// Left edge of the text within the box, for labels.
    pub indent: f32,
}

/// A table set out to a width.
pub struct Geometry<'a> {
    /// Its boxes in reading order.
    pub boxes: Vec<Placed<'a>>,
    /// Its height.
    pub height: f32,
    /// Height of its heading rows.
    pub head: f32,
    /// Width of its columns of names.
    pub labels: f32,
}

/// Sets a table out to `width`, its rows as high as their texts ask for.
pub fn set_out<'a>(ui: &Ui, plan: &Plan<'a>, width: f32) -> Geometry<'a> {
    let columns = edges(&plan.columns, width);
    let at = |edges: &[f32], index: u16| edges.get(usize::from(index)).copied().unwrap_or(0.0);
    let mut heights = vec![ROW; usize::from(plan.rows)];
    let mut texts = Vec::with_capacity(plan.slots.len());
    for slot in &plan.slots {
        let left = at(&columns, slot.column);
        let wide = at(&columns, slot.column + slot.columns) - left;
        let (galley, indent) = text_of(ui, slot.content, wide);
        if let Some(galley) = &galley {
            raise(&mut heights, slot, galley.size().y + 2.0 * PAD);
        } else if plan.in_cells && matches!(slot.content, Shown::Form(Content::Number(_))) {
            raise(&mut heights, slot, ROW + LAST_YEAR);
        }
        texts.push((galley, indent));
    }
    let rows = edges(&heights, heights.iter().sum());
    let boxes = plan
        .slots
        .iter()
        .zip(texts)
        .map(|(slot, (galley, indent))| Placed {
            slot: *slot,
            rect: Rect::from_min_max(
                pos2(at(&columns, slot.column), at(&rows, slot.row)),
                pos2(at(&columns, slot.column + slot.columns), at(&rows, slot.row + slot.rows)),
            ),
            galley,
            indent,
        })
        .collect();
    Geometry {
        boxes,
        height: rows.last().copied().unwrap_or(0.0),
        head: at(&rows, plan.head_rows),
        labels: at(&columns, plan.label_columns),
    }
}

/// Running sums of `parts`, scaled to end at `total` and rounded to whole points so that rules are
/// crisp.
fn edges(parts: &[f32], total: f32) -> Vec<f32> {
    let sum: f32 = parts.iter().sum();
    let scale = if sum > 0.0 { total / sum } else { 0.0 };
    let mut at = 0.0;
    std::iter::once(0.0)
        .chain(parts.iter().map(|part| {
            at += part * scale;
            at.round()
        }))
        .collect()
}

/// Makes the rows of a box high enough for its text; what is missing goes to its last row.
fn raise(heights: &mut [f32], slot: &Slot<'_>, needed: f32) {
    let first = usize::from(slot.row);
    let last = first + usize::from(slot.rows);
    let present: f32 = heights.get(first..last).map_or(0.0, |rows| rows.iter().sum());
    if needed > present
        && let Some(row) = last.checked_sub(1).and_then(|row| heights.get_mut(row))
    {
        *row += needed - present;
    }
}

/// The text of a box, set to its width.
fn text_of(ui: &Ui, content: Shown<'_>, wide: f32) -> (Option<Arc<Galley>>, f32) {
    let centred = |text: &str, font: FontId| {
        let narrow = wide < 2.0 * theme::TEXT + 2.0 * PAD;
        let text = if narrow { upright(text) } else { text.to_owned() };
        Some(set(ui, &text, font, wide - 2.0 * PAD, Align::Center))
    };
    let content = match content {
        Shown::Form(content) => content,
        Shown::Head(text) => return (centred(text, theme::bold(theme::TEXT - 1.0)), 0.0),
        Shown::LastYear(_) | Shown::Change(_) | Shown::Nothing => return (None, 0.0),
    };
    match content {
        Content::Head(text) => (centred(text, theme::bold(theme::TEXT - 1.0)), 0.0),
        Content::Side(text) => {
            let font = theme::regular(theme::TEXT - 1.0);
            let room = wide - PAD;
            let text = match text.chars().count() as f32 * font.size <= room {
                true => text.clone(),
                false if room < 2.0 * theme::TEXT => upright(text),
                false => numbered(text),
            };
            (Some(set(ui, &text, font, room, Align::Center)), 0.0)
        }
        Content::Unit(text) => (centred(text, theme::regular(theme::TEXT - 1.0)), 0.0),
        Content::Label { text, indent, strong } => {
            let font = match strong {
                true => theme::bold(theme::TEXT),
                false => theme::regular(theme::TEXT),
            };
            let indent = PAD + STEP * f32::from(*indent);
            (Some(set(ui, text, font, wide - indent - PAD, Align::LEFT)), indent)
        }
        Content::Number(_) | Content::Nothing => (None, 0.0),
    }
}

/// A line of its own for the number of a side head: `（三）`, `三、`.
fn numbered(text: &str) -> String {
    let end = text.char_indices().take(4).find(|(_, c)| matches!(c, '）' | '、'));
    let parts = end.and_then(|(at, c)| text.split_at_checked(at + c.len_utf8()));
    parts.map_or(text.to_owned(), |(number, name)| format!("{number}\n{name}"))
}

/// One character a line: the way a narrow side head is printed.
fn upright(text: &str) -> String {
    let mut lines = String::new();
    for c in text.chars() {
        if !lines.is_empty() {
            lines.push('\n');
        }
        lines.push(c);
    }
    lines
}

fn set(ui: &Ui, text: &str, font: FontId, wide: f32, align: Align) -> Arc<Galley> {
    let colour = theme::palette(ui).ink;
    let mut job = egui::text::LayoutJob::simple(text.to_owned(), font, colour, wide.max(theme::TEXT));
    job.halign = align;
    ui.painter().layout_job(job)
}

/// The middle of a text `high` in a box: of as much of the box as is seen, so that the name of many
/// rows is read beside all of them. It does not leave its box.
fn middle_in_view(within: Rangef, high: f32, seen: Rangef) -> f32 {
    let room = (high / 2.0 + PAD).min(within.span() / 2.0);
    let middle = (within.min.max(seen.min) + within.max.min(seen.max)) / 2.0;
    middle.clamp(within.min + room, within.max - room).round()
}

impl Placed<'_> {
    /// Where its text is painted when the table's top left is at `origin` and `seen` is in view.
    fn text_pos(&self, galley: &Galley, origin: Pos2, seen: Rangef) -> Pos2 {
        let rect = self.rect.translate(origin.to_vec2());
        let high = galley.size().y;
        let middle = match self.slot.content {
            Shown::Form(Content::Side(_)) => middle_in_view(rect.y_range(), high, seen),
            _ => rect.center().y,
        };
        let top = middle - high / 2.0;
        match galley.job.halign {
            // A centred galley is painted around its anchor.
            Align::Center => pos2(rect.center().x, top),
            _ => pos2(rect.left() + self.indent, top),
        }
    }

    /// Paints its ground, text and rules when the table's top left is at `origin`. Only a heading has
    /// a ground of its own; others have `ground`, if any. `seen` is what is in view from top to bottom.
    pub fn paint(&self, ui: &Ui, origin: Pos2, seen: Rangef, ground: Option<Color32>, colours: &Palette) {
        let rect = self.rect.translate(origin.to_vec2());
        let is_head = matches!(self.slot.content, Shown::Head(_) | Shown::Form(Content::Head(_)));
        if let Some(fill) = if is_head { Some(colours.head) } else { ground } {
            ui.painter().rect_filled(rect, 0.0, fill);
        }
        if let Some(galley) = &self.galley {
            ui.painter().galley(self.text_pos(galley, origin, seen), galley.clone(), colours.ink);
        }
        ui.painter().rect_stroke(rect, 0.0, Stroke::new(1.0, colours.rule), StrokeKind::Middle);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The middle of a text 40 high in a box from 100 to 700, of which so much is seen.
    fn check(seen: (f32, f32), expected: f32) {
        let middle = middle_in_view(Rangef::new(100.0, 700.0), 40.0, Rangef::new(seen.0, seen.1));
        assert_eq!(middle, expected, "{seen:?}");
    }

    #[test]
    fn the_name_of_many_rows_stands_in_the_middle_of_those_seen() {
        check((0.0, 800.0), 400.0);
        check((300.0, 500.0), 400.0);
        check((0.0, 300.0), 200.0);
        check((500.0, 900.0), 600.0);
        check((0.0, 120.0), 126.0);
        check((900.0, 1200.0), 674.0);
    }
}
