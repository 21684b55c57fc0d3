//! 草稿: large and light across each page, under its text, and with its reason in the upper margin.

use super::linebreak::{Prose, Style};
use super::measures::{FOLIO_SIZE, HEIGHT, LEFT, TOP, WIDTH};
use super::turn::QUARTER;
use super::{FontBook, Item, Page, Part, Role, TextLine};

/// Slope of the large word in degrees.
const SLOPE: f32 = 45.0;
/// How light it is: seen at once, and the text over it still legible, in print too. 0 black to 1 white.
const SHADE: f32 = 0.88;
/// Length of the large word in points: along the diagonal of the type area, clear of its corners.
const LENGTH: f32 = WIDTH * 0.95;
/// Its size in points at most.
const LARGEST: f32 = 150.0;
/// Between its characters, as a part of their size.
const TRACKING: f32 = 0.35;

/// Puts the mark on a page; nothing for empty words.
pub(super) fn put_on(page: &mut Page, words: &str, fonts: &FontBook) {
    let Some(small) = small(words, fonts) else { return };
    page.items.push(Item::Text(small));
    // The reason in brackets stands in the margin only.
    let word = words.split('（').next().unwrap_or(words).trim();
    // Drawn first, so that everything else stands over it.
    page.items.splice(0..0, large(word, page.turned, fonts).map(Item::Text));
}

fn large(word: &str, turned: bool, fonts: &FontBook) -> Option<TextLine> {
    let ems = word.chars().count() as f32 * (1.0 + TRACKING) - TRACKING;
    let size = (LENGTH / ems.max(1.0)).min(LARGEST);
    let style = Style { role: Role::Hei, size, tracking: size * TRACKING };
    let prose = Prose::new(word, style, fonts);
    let glyphs = prose.set(0..prose.len(), None);
    let width = glyphs.iter().map(|glyph| glyph.advance).sum::<f32>() - size * TRACKING;
    let angle = if turned { SLOPE + QUARTER } else { SLOPE };
    let (sine, cosine) = angle.to_radians().sin_cos();
    // From the middle of the type area back along the line and down by the middle of a character.
    let (along, down) = (width / 2.0, size * 0.38);
    let x = LEFT + WIDTH / 2.0 - along * cosine + down * sine;
    let baseline = TOP + HEIGHT / 2.0 + along * sine + down * cosine;
    let line = TextLine { part: Part::Mark, block: None, x, baseline, size, angle, shade: SHADE, glyphs };
    (!line.glyphs.is_empty()).then_some(line)
}

/// In 黑体, centred in the upper margin.
fn small(words: &str, fonts: &FontBook) -> Option<TextLine> {
    let size = FOLIO_SIZE;
    let prose = Prose::new(words, Style::new(Role::Hei, size), fonts);
    let glyphs = prose.set(0..prose.len(), None);
    let width: f32 = glyphs.iter().map(|glyph| glyph.advance).sum();
    let x = LEFT + (WIDTH - width) / 2.0;
    let (part, baseline) = (Part::Mark, TOP / 2.0);
    let line = TextLine { part, block: None, x, baseline, size, angle: 0.0, shade: 0.0, glyphs };
    (!line.glyphs.is_empty()).then_some(line)
}
