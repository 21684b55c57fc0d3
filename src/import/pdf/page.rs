//! A page turned upright: as the reader holds it, whichever way its text was painted.

use super::content::Painter;
use super::file::{Pdf, Sheet};
use super::painted::{Glyph, Ground, Matrix, Page, Rule};
use crate::error::Error;
use crate::import::budget::Budget;

/// How far a line of text may lean, as rise over run.
const LEANING: f64 = 0.1;
/// A picture that covers this part of a page is the page.
const PICTURE: f64 = 0.5;
/// Characters outside these sizes, in points, are no text that anyone reads.
const SIZES: std::ops::RangeInclusive<f64> = 2.0..=200.0;

/// The pages of a file, painted.
///
/// # Errors
/// There is more than is read.
pub(super) fn pages(file: &Pdf, sheets: &[Sheet], budget: &mut Budget) -> Result<Vec<Page>, Error> {
    let mut painter = Painter::new(file);
    let mut pages = Vec::with_capacity(sheets.len());
    for sheet in sheets {
        painter.paint(sheet, of_sheet(sheet), budget)?;
        pages.push(upright(sheet, &painter));
        painter.clear();
    }
    Ok(pages)
}

/// From the points of a sheet, y upwards, to the page as it is shown, y downwards.
fn of_sheet(sheet: &Sheet) -> Matrix {
    let [left, lower, right, upper] = sheet.edges;
    Matrix(match sheet.turns {
        0 => [1.0, 0.0, 0.0, -1.0, -left, upper],
        1 => [0.0, 1.0, 1.0, 0.0, -lower, -left],
        2 => [-1.0, 0.0, 0.0, 1.0, right, -lower],
        _ => [0.0, -1.0, -1.0, 0.0, upper, right],
    })
}

/// Which way a line runs, in quarter turns to the right: 0 to the right, 1 downwards. `None`: slanted, as the
/// word across a draft is.
fn direction((x, y): (f64, f64)) -> Option<usize> {
    if y.abs() <= LEANING * x.abs() {
        Some(if x > 0.0 { 0 } else { 2 })
    } else if x.abs() <= LEANING * y.abs() {
        Some(if y > 0.0 { 1 } else { 3 })
    } else {
        None
    }
}

fn upright(sheet: &Sheet, painter: &Painter) -> Page {
    let painted = &painter.painted;
    let [left, lower, right, upper] = sheet.edges;
    let (mut width, mut height) = (right - left, upper - lower);
    let is_picture = painter.picture > PICTURE * width * height;
    if sheet.turns % 2 == 1 {
        std::mem::swap(&mut width, &mut height);
    }
    let mut counts = [0_usize; 4];
    for direction in painted.iter().filter_map(|glyph| direction(glyph.advance)) {
        if let Some(count) = counts.get_mut(direction) {
            *count += 1;
        }
    }
    let main = (0..4).rev().max_by_key(|turns| counts.get(*turns)).unwrap_or(0);
    let turn = Matrix(match main {
        0 => Matrix::NONE.0,
        1 => [0.0, -1.0, 1.0, 0.0, 0.0, width],
        2 => [-1.0, 0.0, 0.0, -1.0, width, height],
        _ => [0.0, 1.0, -1.0, 0.0, height, 0.0],
    });
    if main % 2 == 1 {
        std::mem::swap(&mut width, &mut height);
    }
    let seen = |x: f64, y: f64| (0.0..=width).contains(&x) && (0.0..=height).contains(&y);
    let glyphs = painted.iter().filter(|glyph| direction(glyph.advance) == Some(main)).map(|glyph| {
        let (x, y) = turn.place(glyph.place.0, glyph.place.1);
        let (step, _) = turn.direction(glyph.advance.0, glyph.advance.1);
        Glyph { text: glyph.text, left: x, right: x + step, base: y, size: glyph.size, run: glyph.run }
    });
    let glyphs = glyphs.filter(|glyph| SIZES.contains(&glyph.size) && seen(glyph.middle(), glyph.base));
    let rules = painter.rules.iter().map(|rule| {
        let place =
            |along| if rule.vertical { turn.place(rule.at, along) } else { turn.place(along, rule.at) };
        let (from, to) = (place(rule.from), place(rule.to));
        let vertical = rule.vertical != (main % 2 == 1);
        let along = |(x, y): (f64, f64)| if vertical { (x, y) } else { (y, x) };
        let ((at, from), (_, to)) = (along(from), along(to));
        Rule { vertical, at, from: from.min(to), to: from.max(to) }
    });
    let grounds = painter.grounds.iter().filter_map(|ground| {
        Ground::around([turn.place(ground.left, ground.top), turn.place(ground.right, ground.bottom)])
    });
    Page { width, glyphs: glyphs.collect(), rules: rules.collect(), grounds: grounds.collect(), is_picture }
}
