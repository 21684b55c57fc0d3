//! Strips: what stands across the page, one below the other, before it is known on which page.

use super::linebreak::{Prose, Style};
use super::measures::{BODY_SIZE, LEFT, LINE, PITCH, baseline};
use super::table::Table;
use super::{FontBook, Glyph, Item, Part, Role, TextLine};

/// One strip of the type area.
#[derive(Debug)]
pub(super) enum Strip {
    /// A line of text; `keep`: it must not be parted from the next strip by the end of a page.
    Line {
        /// Height it takes, in points.
        height: f32,
        /// Its text, the baseline counted from the top of the strip; `None` for an empty line.
        text: Option<TextLine>,
        /// Whether it must not be parted from the next strip by the end of a page.
        keep: bool,
    },
    /// Blank space of that height; none at the top of a page. It belongs to the strip before it.
    Space(f32),
    /// Moves on to the next line of the grid of 22 lines.
    Grid,
    /// What follows begins a new page, unless this one is still empty.
    NewPage {
        /// Whether it is read with the sheet turned a quarter.
        turned: bool,
    },
    /// A table.
    Table(Box<Table>),
    /// A chart or picture.
    Figure(Box<Figure>),
}

/// What is drawn and never split: a chart, a picture.
#[derive(Debug)]
pub(super) struct Figure {
    /// Height it takes, in points; lower than a page.
    pub height: f32,
    /// What is drawn, counted from the top of the strip.
    pub items: Vec<Item>,
    /// Whether it must not be parted from the next strip by the end of a page.
    pub keep: bool,
}

/// The style of body text in a role: 3号, 28 characters on a line.
pub(super) fn body_style(role: Role) -> Style {
    Style { role, size: BODY_SIZE, tracking: PITCH - BODY_SIZE }
}

/// Where a line stands between the margins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Align {
    /// At the left margin.
    Left,
    /// In the middle.
    Centre,
    /// At the right margin.
    Right,
}

/// A line of glyphs in the middle of a strip.
pub(super) fn line(part: Part, block: usize, x: f32, height: f32, size: f32, glyphs: Vec<Glyph>) -> Strip {
    let text = (!glyphs.is_empty()).then(|| TextLine {
        part,
        block: Some(block),
        x,
        baseline: baseline(height, size),
        size,
        angle: 0.0,
        shade: 0.0,
        glyphs,
    });
    Strip::Line { height, text, keep: false }
}

/// Text at a margin or centred between lines `measure` points long, in as many lines as it needs; line ends in it are kept.
pub(super) fn plain_lines(
    text: &str,
    (part, block): (Part, usize),
    (style, height): (Style, f32),
    (align, measure): (Align, f32),
    fonts: &FontBook,
) -> Vec<Strip> {
    let mut strips = Vec::new();
    for piece in text.lines() {
        let prose = Prose::new(piece, style, fonts);
        let ranges = match align {
            Align::Left | Align::Right => prose.lines(measure, measure, false),
            Align::Centre => super::balance::balanced(&prose, measure),
        };
        for range in ranges {
            let glyphs = prose.set_within(range, measure, false);
            let width: f32 = glyphs.iter().map(|glyph| glyph.advance).sum();
            let rest = (measure - width).max(0.0);
            let before = match align {
                Align::Left => 0.0,
                Align::Centre => rest / 2.0,
                Align::Right => rest,
            };
            strips.push(line(part, block, LEFT + before, height, style.size, glyphs));
        }
    }
    strips
}

/// Ties the strips to each other, so that they stay on one page.
pub(super) fn keep_together(strips: &mut [Strip]) {
    let last = strips.len().saturating_sub(1);
    strips.iter_mut().take(last).for_each(keep_with_next);
}

/// Ties a strip to the one after it.
pub(super) fn keep_with_next(strip: &mut Strip) {
    match strip {
        Strip::Line { keep, .. } => *keep = true,
        Strip::Figure(figure) => figure.keep = true,
        Strip::Space(_) | Strip::Grid | Strip::NewPage { .. } | Strip::Table(_) => {}
    }
}

/// An empty line of the grid.
pub(super) fn blank_line() -> Strip {
    Strip::Line { height: LINE, text: None, keep: true }
}
