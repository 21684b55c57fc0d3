//! Pages as pictures, for the preview and for PNG files: the same [`Page`] that the PDF is written from.
//!
//! * `glyphs.rs`: outlines of glyphs, and their masks at a size
//! * `pictures.rs`: the clerk's pictures at the size they are shown
//! * `png.rs`: pages as PNG files
//!
//! Fast enough to follow typing: a glyph is drawn once for a size and a part of a pixel, then copied.
//! Baselines and thin rules stand on whole pixels, so that every line of text looks alike.

mod glyphs;
mod pictures;
mod png;

use tiny_skia::{Paint, PathBuilder, Pixmap, Stroke, Transform};

pub use png::{PNG_DPI, png_pages};

use crate::draft::Pixels;
use crate::typeset::{Area, FontBook, Item, Page, Rule, TextLine};
use glyphs::{Glyphs, Look, Mask};
use pictures::Pictures;

/// The largest scale, in pixels for a point: 576 dpi. A page of A4 has 32 million pixels then.
pub const MOST_SCALE: f32 = 8.0;
/// The smallest scale, in pixels for a point.
pub const LEAST_SCALE: f32 = 0.05;

/// The longest side of a picture that is made, in pixels: a sheet larger than A4 is drawn smaller.
const LONGEST: f32 = 16_000.0;

/// Draws pages and keeps what is drawn again and again. One for each book of fonts.
pub struct Painter {
    book: FontBook,
    glyphs: Glyphs,
    pictures: Pictures,
}

impl Painter {
    /// For pages that were laid out with `book`.
    pub fn new(book: &FontBook) -> Self {
        Self { book: book.clone(), glyphs: Glyphs::default(), pictures: Pictures::default() }
    }

    /// A page on a white sheet, at so many pixels for a point, as it is read: one that is to be turned is
    /// turned. The same page gives the same pixels.
    pub fn page(&mut self, page: &Page, scale: f32) -> Pixels {
        let upright = self.upright(page, scale);
        if page.turned { turned(&upright) } else { upright }
    }

    fn upright(&mut self, page: &Page, scale: f32) -> Pixels {
        let longest = page.width.max(page.height).max(1.0);
        let scale = scale.clamp(LEAST_SCALE, MOST_SCALE).min(LONGEST / longest);
        let side = |length: f32| (length * scale).round().max(1.0) as u32;
        let (width, height) = (side(page.width), side(page.height));
        let Some(pixmap) = Pixmap::new(width, height) else {
            return Pixels { width: 1, height: 1, rgba: vec![255; 4] };
        };
        let mut sheet = Sheet { pixmap, scale };
        sheet.pixmap.fill(tiny_skia::Color::WHITE);
        for item in &page.items {
            match item {
                Item::Text(line) => self.text(&mut sheet, line),
                Item::Rule(rule) => sheet.rule(rule),
                Item::Area(area) => sheet.area(area),
                Item::Picture(placed) => {
                    let (left, right) = (sheet.px(placed.x), sheet.px(placed.x + placed.width));
                    let (top, bottom) = (sheet.px(placed.y), sheet.px(placed.y + placed.height));
                    let size = ((right - left).max(1) as u32, (bottom - top).max(1) as u32);
                    if let Some(shown) = self.pictures.at(&placed.picture, size) {
                        let paint = tiny_skia::PixmapPaint::default();
                        let place = Transform::identity();
                        sheet.pixmap.draw_pixmap(left, top, shown.as_ref(), &paint, place, None);
                    }
                }
            }
        }
        Pixels { width, height, rgba: sheet.pixmap.take() }
    }

    fn text(&mut self, sheet: &mut Sheet, line: &TextLine) {
        let look = Look::new(line.size * sheet.scale, line.angle);
        let ink = grey(line.shade);
        // Against the clock, where y runs downwards.
        let (sin, cos) = line.angle.to_radians().sin_cos();
        let mut along = 0.0;
        for glyph in &line.glyphs {
            let (x, y) = (line.x + along * cos, line.baseline - along * sin);
            along += glyph.advance;
            let place = look.place(x * sheet.scale, y * sheet.scale);
            if let Some(mask) = self.glyphs.mask(&self.book, glyph, look, place.part) {
                sheet.mask(mask, place.whole, ink);
            }
        }
    }
}

/// The picture of a page while it is drawn.
struct Sheet {
    pixmap: Pixmap,
    scale: f32,
}

impl Sheet {
    /// The pixel edge next to a place in points.
    fn px(&self, points: f32) -> i32 {
        (points * self.scale).round() as i32
    }

    /// The rows of a rectangle as far as it lies on the sheet, each as the bytes of its pixels.
    fn rows(
        &mut self,
        (left, top): (i32, i32),
        (right, bottom): (i32, i32),
    ) -> impl Iterator<Item = &mut [u8]> {
        let width = self.pixmap.width() as usize;
        let within = |at: i32, most: u32| usize::try_from(at).unwrap_or(0).min(most as usize);
        let (left, right) = (within(left, self.pixmap.width()), within(right, self.pixmap.width()));
        let (top, bottom) = (within(top, self.pixmap.height()), within(bottom, self.pixmap.height()));
        let rows = self.pixmap.data_mut().chunks_exact_mut(width * 4).take(bottom).skip(top);
        rows.filter_map(move |row| row.get_mut(left * 4..(right * 4).max(left * 4)))
    }

    /// A mask with its origin at that pixel, in a grey.
    fn mask(&mut self, mask: &Mask, (x, y): (i32, i32), ink: u8) {
        let (left, top) = (x + mask.left, y + mask.top);
        let (right, bottom) = (left + mask.width, top + mask.height);
        // What sticks out at the left or above is not looked at.
        let (out_left, out_top) = ((-left).max(0) as usize, (-top).max(0) as usize);
        let covered = mask.cover.chunks_exact(mask.width.max(1) as usize).skip(out_top);
        for (row, cover) in self.rows((left, top), (right, bottom)).zip(covered) {
            for (pixel, cover) in row.chunks_exact_mut(4).zip(cover.iter().skip(out_left)) {
                if *cover == 0 {
                    continue;
                }
                for channel in pixel.iter_mut().take(3) {
                    *channel = mixed(*channel, ink, *cover);
                }
            }
        }
    }

    /// A line on whole pixels. A thinner one than a pixel is as wide as one, and paler.
    fn rule(&mut self, rule: &Rule) {
        let thickness = rule.thickness * self.scale;
        let ((x0, y0), (x1, y1)) = (rule.from, rule.to);
        if x0 != x1 && y0 != y1 {
            return self.slanting(rule, thickness);
        }
        let wide = thickness.round().max(1.0);
        // Both ends reach over by half the thickness, so that lines meet at the corners.
        let near = |points: f32| (points * self.scale - wide / 2.0).round() as i32;
        let far = |points: f32| near(points) + wide as i32;
        let ink = grey(1.0 - thickness.clamp(PALEST, 1.0));
        let (left, right) = (near(x0.min(x1)), far(x0.max(x1)));
        let (top, bottom) = (near(y0.min(y1)), far(y0.max(y1)));
        for row in self.rows((left, top), (right, bottom)) {
            for pixel in row.chunks_exact_mut(4) {
                for channel in pixel.iter_mut().take(3) {
                    *channel = (*channel).min(ink);
                }
            }
        }
    }

    fn slanting(&mut self, rule: &Rule, thickness: f32) {
        let mut path = PathBuilder::new();
        path.move_to(rule.from.0 * self.scale, rule.from.1 * self.scale);
        path.line_to(rule.to.0 * self.scale, rule.to.1 * self.scale);
        let Some(path) = path.finish() else { return };
        let mut paint = Paint::default();
        paint.set_color_rgba8(0, 0, 0, 255);
        let stroke = Stroke { width: thickness.max(0.75), ..Stroke::default() };
        self.pixmap.stroke_path(&path, &paint, &stroke, Transform::identity(), None);
    }

    /// A bar on whole pixels; one that is there is seen.
    fn area(&mut self, area: &Area) {
        if area.width <= 0.0 || area.height <= 0.0 {
            return;
        }
        let (left, top) = (self.px(area.x), self.px(area.y));
        let right = self.px(area.x + area.width).max(left + 1);
        let bottom = self.px(area.y + area.height).max(top + 1);
        let ink = grey(area.shade);
        for row in self.rows((left, top), (right, bottom)) {
            for pixel in row.chunks_exact_mut(4) {
                for channel in pixel.iter_mut().take(3) {
                    *channel = ink;
                }
            }
        }
    }
}

/// The palest that a thin line becomes, as a part of black.
const PALEST: f32 = 0.45;

/// The grey of a shade, 0 black to 255 white.
fn grey(shade: f32) -> u8 {
    (shade.clamp(0.0, 1.0) * 255.0).round() as u8
}

/// What `under` becomes when `cover` of 255 parts of it are painted over.
fn mixed(under: u8, ink: u8, cover: u8) -> u8 {
    let cover = u32::from(cover);
    let sum = u32::from(under) * (255 - cover) + u32::from(ink) * cover;
    ((sum + 127) / 255) as u8
}

/// The picture turned a quarter to the right.
fn turned(upright: &Pixels) -> Pixels {
    let (width, height) = (upright.height, upright.width);
    let row = upright.width as usize * 4;
    let rgba = (0..upright.width as usize).flat_map(|column| {
        // What was the lowest row is the leftmost column.
        let rows = upright.rgba.chunks_exact(row.max(1)).rev();
        rows.filter_map(move |row| row.get(column * 4..column * 4 + 4)).flatten().copied()
    });
    Pixels { width, height, rgba: rgba.collect() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::typeset::{Glyph, Part, Role};

    fn sheet(items: Vec<Item>) -> Page {
        Page { number: 1, width: 40.0, height: 20.0, turned: false, items }
    }

    fn drawn(page: &Page, scale: f32) -> Pixels {
        Painter::new(&FontBook::bundled(None).unwrap()).page(page, scale)
    }

    /// The red of a pixel; the rest must be the same and opaque.
    fn at(pixels: &Pixels, x: u32, y: u32) -> u8 {
        let place = (y * pixels.width + x) as usize * 4;
        let [red, green, blue, alpha] = pixels.rgba[place..place + 4].try_into().unwrap();
        assert!(red == green && green == blue && alpha == 255);
        red
    }

    fn line(text: &str, x: f32, baseline: f32, size: f32, angle: f32) -> Item {
        let book = FontBook::bundled(None).unwrap();
        let glyphs = text.chars().map(|character| {
            let (face, id) = book.glyph(Role::Hei, character).unwrap();
            Glyph { face, id, character, advance: size }
        });
        let (part, glyphs) = (Part::Body, glyphs.collect());
        Item::Text(TextLine { part, block: Some(0), x, baseline, size, angle, shade: 0.0, glyphs })
    }

    /// How many pixels of a part of the picture are dark.
    fn dark(pixels: &Pixels, columns: std::ops::Range<u32>, rows: std::ops::Range<u32>) -> usize {
        rows.flat_map(|y| columns.clone().map(move |x| (x, y)))
            .filter(|(x, y)| at(pixels, *x, *y) < 128)
            .count()
    }

    #[test]
    fn an_empty_sheet_is_white_and_as_large_as_asked() {
        let white = drawn(&sheet(Vec::new()), 2.0);
        assert_eq!((white.width, white.height), (80, 40));
        assert!(white.rgba.iter().all(|byte| *byte == 255));
        // A scale that no screen has gives a small or a large sheet, never none.
        assert_eq!(
            (drawn(&sheet(Vec::new()), 0.0).width, drawn(&sheet(Vec::new()), f32::INFINITY).width),
            (2, 320)
        );
    }

    #[test]
    fn thin_rules_stand_on_one_pixel_and_meet_at_the_corner() {
        let rule = |from, to| Item::Rule(Rule { from, to, thickness: 0.5 });
        let page = sheet(vec![rule((5.3, 4.2), (30.0, 4.2)), rule((5.3, 4.2), (5.3, 15.0))]);
        let pixels = drawn(&page, 1.0);
        assert!(at(&pixels, 5, 4) < 160 && at(&pixels, 30, 4) < 160 && at(&pixels, 5, 15) < 160);
        assert_eq!((at(&pixels, 15, 3), at(&pixels, 15, 5)), (255, 255), "one pixel wide");
        assert_eq!((at(&pixels, 4, 10), at(&pixels, 6, 10)), (255, 255));
    }

    #[test]
    fn a_bar_has_its_grey_and_what_sticks_out_is_cut_off() {
        let area = |x, width| Area { block: None, x, y: -5.0, width, height: 12.0, shade: 0.5 };
        let pixels = drawn(&sheet(vec![Item::Area(area(-5.0, 10.0)), Item::Area(area(35.0, 99.0))]), 1.0);
        assert_eq!(
            (at(&pixels, 0, 0), at(&pixels, 4, 6), at(&pixels, 5, 6), at(&pixels, 39, 0)),
            (128, 128, 255, 128)
        );
        assert_eq!(at(&pixels, 0, 7), 255);
    }

    #[test]
    fn glyphs_stand_where_they_are_laid_out() {
        let pixels = drawn(&sheet(vec![line("中国", 4.0, 16.0, 14.0, 0.0)]), 2.0);
        assert!(dark(&pixels, 8..36, 6..34) > 60, "the first");
        assert!(dark(&pixels, 36..64, 6..34) > 60, "the second");
        assert_eq!(dark(&pixels, 0..8, 0..40) + dark(&pixels, 66..80, 0..40), 0);
    }

    #[test]
    fn a_turned_line_runs_upwards_and_a_turned_page_makes_it_readable() {
        let upwards = sheet(vec![line("一一", 16.0, 18.0, 8.0, 90.0)]);
        let pixels = drawn(&upwards, 1.0);
        let level = drawn(&Page { width: 20.0, height: 40.0, turned: true, ..upwards.clone() }, 1.0);
        assert_eq!((level.width, level.height), (40, 20));
        // 一 is a stroke: upright it is wide, on a turned line high.
        let columns = (0..40).filter(|x| dark(&pixels, *x..*x + 1, 0..20) > 0).count();
        let rows = (0..20).filter(|y| dark(&pixels, 0..40, *y..*y + 1) > 0).count();
        assert!(rows > 3 * columns, "{rows} rows, {columns} columns");
        let columns = (0..40).filter(|x| dark(&level, *x..*x + 1, 0..20) > 0).count();
        let rows = (0..20).filter(|y| dark(&level, 0..40, *y..*y + 1) > 0).count();
        assert!(columns > 3 * rows, "{rows} rows, {columns} columns");
    }

    #[test]
    fn the_same_page_gives_the_same_pixels_drawn_first_or_later() {
        let page = sheet(vec![line("报告", 3.3, 15.0, 11.0, 30.0)]);
        let mut painter = Painter::new(&FontBook::bundled(None).unwrap());
        let first = painter.page(&page, 1.7);
        painter.page(&page, 2.3);
        assert!(first == painter.page(&page, 1.7));
        assert!(first == drawn(&page, 1.7));
    }
}
