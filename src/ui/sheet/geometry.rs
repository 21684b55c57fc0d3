//! Where the boxes of a printed table stand on the sheet.

use std::sync::Arc;

use egui::{Align, FontId, Galley, Pos2, Rect, Ui, pos2, vec2};

use crate::form::{Content, Grid, GridBox};
use crate::ui::theme;

/// Space between a box and its text.
const PAD: f32 = 6.0;
/// One step of indentation of a row label: one character.
const STEP: f32 = 14.0;
/// The lowest row: high enough to type into.
const ROW: f32 = 27.0;

/// A box with its place and text.
pub struct Placed<'a> {
    /// The form's box.
    pub source: &'a GridBox,
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
}

/// Sets a table out to `width`, its rows as high as their texts ask for.
pub fn set_out<'a>(ui: &Ui, grid: &'a Grid, width: f32) -> Geometry<'a> {
    let columns = edges(&grid.columns, width);
    let at = |edges: &[f32], index: u16| edges.get(usize::from(index)).copied().unwrap_or(0.0);
    let mut heights = vec![ROW; usize::from(grid.rows)];
    let mut texts = Vec::with_capacity(grid.boxes.len());
    for source in &grid.boxes {
        let left = at(&columns, source.column);
        let wide = at(&columns, source.column + source.columns) - left;
        let (galley, indent) = text_of(ui, &source.content, wide);
        if let Some(galley) = &galley {
            raise(&mut heights, source, galley.size().y + 2.0 * PAD);
        }
        texts.push((galley, indent));
    }
    let rows = edges(&heights, heights.iter().sum());
    let boxes = grid
        .boxes
        .iter()
        .zip(texts)
        .map(|(source, (galley, indent))| Placed {
            source,
            rect: Rect::from_min_max(
                pos2(at(&columns, source.column), at(&rows, source.row)),
                pos2(at(&columns, source.column + source.columns), at(&rows, source.row + source.rows)),
            ),
            galley,
            indent,
        })
        .collect();
    Geometry { boxes, height: rows.last().copied().unwrap_or(0.0), head: at(&rows, grid.head_rows) }
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
fn raise(heights: &mut [f32], source: &GridBox, needed: f32) {
    let first = usize::from(source.row);
    let last = first + usize::from(source.rows);
    let present: f32 = heights.get(first..last).map_or(0.0, |rows| rows.iter().sum());
    if needed > present
        && let Some(row) = last.checked_sub(1).and_then(|row| heights.get_mut(row))
    {
        *row += needed - present;
    }
}

/// The text of a box, set to its width.
fn text_of(ui: &Ui, content: &Content, wide: f32) -> (Option<Arc<Galley>>, f32) {
    let centred = |text: &str, font: FontId| {
        let narrow = wide < 2.0 * theme::TEXT + 2.0 * PAD;
        let text = if narrow { upright(text) } else { text.to_owned() };
        Some(set(ui, &text, font, wide - 2.0 * PAD, Align::Center))
    };
    match content {
        Content::Head(text) => (centred(text, theme::bold(theme::TEXT - 1.0)), 0.0),
        Content::Side(text) => (centred(text, theme::regular(theme::TEXT - 1.0)), 0.0),
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

impl Placed<'_> {
    /// Where its text is painted when the table's top left is at `origin`.
    pub fn text_pos(&self, origin: Pos2) -> Option<Pos2> {
        let galley = self.galley.as_ref()?;
        let rect = self.rect.translate(origin.to_vec2());
        let top = rect.center().y - galley.size().y / 2.0;
        Some(match galley.job.halign {
            // A centred galley is painted around its anchor.
            Align::Center => pos2(rect.center().x, top),
            _ => rect.min + vec2(self.indent, top - rect.top()),
        })
    }
}
