//! Glyphs as masks: how much of each pixel one covers, at a size, an angle and a quarter of a pixel.

use std::collections::HashMap;

use tiny_skia::{FillRule, Path, PathBuilder, Rect, Transform};
use ttf_parser::{GlyphId, OutlineBuilder};

use crate::typeset::{FaceId, FontBook, Glyph};

/// How finely places within a pixel are told apart, in parts of it: a quarter of a pixel is seen between
/// small glyphs, not between large ones.
const PARTS: i32 = 4;
/// Size of the type in pixels from which on half a pixel is told apart, and from which on none.
const LARGE: (f32, f32) = (24.0, 48.0);

/// The most bytes of masks before the older half is forgotten. A page at 150 % on a fine screen takes
/// about a quarter of it.
const MOST_BYTES: usize = 12 * 1024 * 1024;

/// How the glyphs of a line look: their size in pixels, and which way they are turned.
#[derive(Debug, Clone, Copy)]
pub(super) struct Look {
    size: f32,
    angle: f32,
}

/// Where a glyph stands: the pixel, and how far into it, in [`PARTS`].
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    pub(super) whole: (i32, i32),
    pub(super) part: (u8, u8),
}

/// How much of each pixel around a glyph's origin it covers.
#[derive(Debug, Default)]
pub(super) struct Mask {
    /// From the origin's pixel to the left edge of the mask.
    pub(super) left: i32,
    /// From the origin's pixel to its upper edge.
    pub(super) top: i32,
    pub(super) width: i32,
    pub(super) height: i32,
    /// 0–255 for each pixel, row by row.
    pub(super) cover: Vec<u8>,
}

/// Face, glyph, bits of size and angle, part of the pixel.
type Key = (FaceId, u16, u32, u32, (u8, u8));

/// The glyphs drawn so far.
#[derive(Default)]
pub(super) struct Glyphs {
    outlines: HashMap<(FaceId, u16), Option<Path>>,
    masks: HashMap<Key, Mask>,
    /// Those of the time before: what is still used is taken over, the rest forgotten.
    older: HashMap<Key, Mask>,
    bytes: usize,
}

impl Look {
    pub(super) fn new(size: f32, angle: f32) -> Self {
        Self { size, angle: angle.rem_euclid(360.0) }
    }

    /// Where a glyph whose origin is there is drawn. Upright text stands on whole rows of pixels, text
    /// turned a quarter on whole columns.
    pub(super) fn place(self, x: f32, y: f32) -> Place {
        let step = match self.size {
            size if size >= LARGE.1 => PARTS,
            size if size >= LARGE.0 => PARTS / 2,
            _ => 1,
        };
        let fine = |at: f32| {
            let parts = (at * PARTS as f32 / step as f32).round() as i32 * step;
            (parts.div_euclid(PARTS), parts.rem_euclid(PARTS) as u8)
        };
        let coarse = |at: f32| (at.round() as i32, 0);
        let level = self.angle == 0.0 || self.angle == 180.0;
        let upright = self.angle == 90.0 || self.angle == 270.0;
        let (x, part_x) = if upright { coarse(x) } else { fine(x) };
        let (y, part_y) = if level { coarse(y) } else { fine(y) };
        Place { whole: (x, y), part: (part_x, part_y) }
    }
}

impl Glyphs {
    /// The mask of a glyph, drawn where it was not drawn before; `None` for one that shows nothing.
    pub(super) fn mask(
        &mut self,
        book: &FontBook,
        glyph: &Glyph,
        look: Look,
        part: (u8, u8),
    ) -> Option<&Mask> {
        let key = (glyph.face, glyph.id, look.size.to_bits(), look.angle.to_bits(), part);
        if !self.masks.contains_key(&key) {
            let mask = self.older.remove(&key).unwrap_or_else(|| self.drawn(book, glyph, look, part));
            self.bytes += mask.cover.len() + size_of::<(Key, Mask)>();
            if self.bytes > MOST_BYTES {
                self.older = std::mem::take(&mut self.masks);
                self.bytes = mask.cover.len();
            }
            self.masks.insert(key, mask);
        }
        self.masks.get(&key).filter(|mask| !mask.cover.is_empty())
    }

    /// A blank has an empty mask, which is kept like any other.
    fn drawn(&mut self, book: &FontBook, glyph: &Glyph, look: Look, part: (u8, u8)) -> Mask {
        let Some(face) = book.face(glyph.face) else { return Mask::default() };
        let outline = self.outlines.entry((glyph.face, glyph.id)).or_insert_with(|| {
            let face = ttf_parser::Face::parse(face.bytes(), face.index()).ok()?;
            let mut outline = Outline(PathBuilder::new());
            face.outline_glyph(GlyphId(glyph.id), &mut outline)?;
            outline.0.finish()
        });
        let Some(path) = outline else { return Mask::default() };
        let unit = look.size / f32::from(face.units_per_em().max(1));
        let within = |part: u8| f32::from(part) / PARTS as f32;
        let turn = Transform::from_rotate(-look.angle);
        let transform = Transform::from_scale(unit, -unit)
            .post_concat(turn)
            .post_translate(within(part.0), within(part.1));
        filled(path, transform).unwrap_or_default()
    }
}

/// The mask of a path; `None` for one without area.
fn filled(path: &Path, transform: Transform) -> Option<Mask> {
    let bounds: Rect = path.bounds().transform(transform)?;
    let (left, top) = (bounds.left().floor(), bounds.top().floor());
    let (width, height) = (bounds.right().ceil() - left, bounds.bottom().ceil() - top);
    let mut mask = tiny_skia::Mask::new(width as u32, height as u32)?;
    mask.fill_path(path, FillRule::Winding, true, transform.post_translate(-left, -top));
    Some(Mask {
        left: left as i32,
        top: top as i32,
        width: width as i32,
        height: height as i32,
        cover: mask.take(),
    })
}

/// An outline in font units.
struct Outline(PathBuilder);

impl OutlineBuilder for Outline {
    fn move_to(&mut self, x: f32, y: f32) {
        self.0.move_to(x, y);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.0.line_to(x, y);
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        self.0.quad_to(x1, y1, x, y);
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        self.0.cubic_to(x1, y1, x2, y2, x, y);
    }

    fn close(&mut self) {
        self.0.close();
    }
}
