//! Grids get their text: which character stands in which box. What stands in none is left for the lines.

use super::grid::{Area, Grid};
use super::line::{Line, lines};
use super::painted::{Glyph, Page};

/// A shown text goes into one box as a whole, unless a gap this wide, in parts of the size, parts it.
const GAP: f64 = 0.25;
/// Where the middle of a character lies above its line, in parts of its size.
const MIDDLE: f64 = 0.35;
/// A figure that leaves less than this free, in parts of its size, was broken for want of room.
const ROOM: f64 = 1.6;

/// A table of one page.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Drawn {
    /// The edges of its columns, from the left.
    pub xs: Vec<f64>,
    /// How many rows it has.
    pub rows: usize,
    /// Its boxes by row, then column, with what stands in them: lines joined by line feeds.
    pub boxes: Vec<(Area, String)>,
    /// Its upper edge.
    pub top: f64,
    /// The page it begins on, from 1.
    pub page: usize,
}

/// Something on a page, from the top.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Piece {
    /// A line of text outside of tables.
    Line(Line),
    /// A table.
    Table(Drawn),
}

impl Piece {
    fn top(&self) -> f64 {
        match self {
            Self::Line(line) => line.top(),
            Self::Table(table) => table.top,
        }
    }
}

/// What stands on a page, from the top: lines, and the grids that hold text.
pub(super) fn pieces(page: Page, number: usize, mut grids: Vec<Grid>) -> Vec<Piece> {
    // The smallest first: what stands in a table inside a table belongs to the inner one.
    let extent = |grid: &Grid| {
        let [left, top, right, bottom] = grid.edges();
        (right - left) * (bottom - top)
    };
    grids.sort_by(|a, b| extent(a).total_cmp(&extent(b)));
    let mut held: Vec<Vec<Vec<Glyph>>> =
        grids.iter().map(|grid| vec![Vec::new(); grid.boxes.len()]).collect();
    let mut free = Vec::new();
    for unit in units(page.glyphs) {
        let place = center(&unit).and_then(|(x, y)| {
            let inside = |(number, grid): (usize, &Grid)| Some((number, grid.box_at(x, y)?));
            grids.iter().enumerate().find_map(inside)
        });
        match place.and_then(|(grid, at)| held.get_mut(grid)?.get_mut(at)) {
            Some(glyphs) => glyphs.extend(unit),
            None => free.extend(unit),
        }
    }
    let mut pieces = Vec::new();
    for (grid, held) in grids.into_iter().zip(held) {
        if held.iter().filter(|glyphs| glyphs.iter().any(|glyph| !glyph.text.is_whitespace())).count() < 2 {
            // A frame, or rules that have nothing to do with the text.
            free.extend(held.into_iter().flatten());
            continue;
        }
        let texts = grid.boxes.iter().zip(held).map(|(area, glyphs)| {
            let (left, right) = grid.sides(*area);
            (*area, text(lines(glyphs), right - left))
        });
        let boxes = texts.collect();
        let [_, top, ..] = grid.edges();
        let rows = grid.ys.len().saturating_sub(1);
        pieces.push(Piece::Table(Drawn { boxes, rows, top, xs: grid.xs, page: number }));
    }
    pieces.extend(lines(free).into_iter().map(Piece::Line));
    pieces.sort_by(|a, b| a.top().total_cmp(&b.top()));
    pieces
}

/// Characters that go to one place together: those of one shown text, between blanks.
fn units(glyphs: Vec<Glyph>) -> Vec<Vec<Glyph>> {
    let mut units: Vec<Vec<Glyph>> = Vec::new();
    for glyph in glyphs {
        let goes_on = |last: &Glyph| {
            last.run == glyph.run
                && !last.text.is_whitespace()
                && !glyph.text.is_whitespace()
                && (last.base - glyph.base).abs() < 0.1
                && (glyph.left - last.right).abs() < GAP * glyph.size
        };
        match units.last_mut().filter(|unit| unit.last().is_some_and(goes_on)) {
            Some(unit) => unit.push(glyph),
            None => units.push(vec![glyph]),
        }
    }
    units
}

/// The middle of characters.
fn center(unit: &[Glyph]) -> Option<(f64, f64)> {
    let (first, last) = (unit.first()?, unit.last()?);
    Some((f64::midpoint(first.left, last.right), first.base - MIDDLE * first.size))
}

/// The text of a box so wide: its lines, those of a broken figure put together again.
fn text(lines: Vec<Line>, width: f64) -> String {
    let mut text = String::new();
    let mut before: Option<Line> = None;
    for line in lines {
        if let Some(before) = &before {
            let digit =
                |character: Option<char>| character.is_some_and(|c| c.is_ascii_digit() || ".,".contains(c));
            let broken = digit(before.text.chars().last())
                && digit(line.text.chars().next())
                && width - (before.right - before.left) < ROOM * before.size;
            if !broken {
                text.push('\n');
            }
        }
        text.push_str(&line.text);
        before = Some(line);
    }
    text
}
