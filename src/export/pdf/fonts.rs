//! The glyphs that the pages use, cut out of their faces.
//!
//! A PDF font maps each glyph back to one text. Where a face shows two characters by one glyph (`·` and `‧`),
//! the second goes into a second cut of the face, so that copied text is exactly the source text.

use std::collections::{BTreeMap, HashMap};

use printpdf::{FontId, FontMetrics, FontType, ParsedFont, PdfDocument, PdfFont, PdfFontMetricsStub};
use subsetter::GlyphRemapper;

use super::file::Hash;
use crate::error::Error;
use crate::typeset::{Face, FaceId, FontBook, Glyph, Pages};

/// All cuts of a document.
pub(super) struct Fonts {
    /// In the order in which they are first used.
    cuts: Vec<(FaceId, GlyphRemapper)>,
    /// The number of the cut and of its own glyph for each character of a face.
    places: HashMap<(FaceId, u16, char), (usize, u16)>,
}

impl Fonts {
    /// Gathers what the pages use. Fails at a character without glyph.
    pub fn collect(pages: &Pages, book: &FontBook) -> Result<Self, Error> {
        let mut fonts = Self { cuts: Vec::new(), places: HashMap::new() };
        // How many characters a glyph stands for.
        let mut readings: HashMap<(FaceId, u16), usize> = HashMap::new();
        // The cuts of a face: the second for second readings, and so on.
        let mut numbers: HashMap<(FaceId, usize), usize> = HashMap::new();
        for page in &pages.pages {
            for glyph in page.lines().flat_map(|line| &line.glyphs) {
                let key = (glyph.face, glyph.id, glyph.character);
                if fonts.places.contains_key(&key) {
                    continue;
                }
                if glyph.id == 0 || book.face(glyph.face).is_none() {
                    return Err(missing(glyph.character, page.number));
                }
                let reading = readings.entry((glyph.face, glyph.id)).or_default();
                let number = *numbers.entry((glyph.face, *reading)).or_insert(fonts.cuts.len());
                *reading += 1;
                if number == fonts.cuts.len() {
                    fonts.cuts.push((glyph.face, GlyphRemapper::new()));
                }
                if let Some((_, glyphs)) = fonts.cuts.get_mut(number) {
                    fonts.places.insert(key, (number, glyphs.remap(glyph.id)));
                }
            }
        }
        Ok(fonts)
    }

    /// The number of the font and of its glyph that show a glyph.
    pub fn place(&self, glyph: &Glyph) -> Option<(usize, u16)> {
        self.places.get(&(glyph.face, glyph.id, glyph.character)).copied()
    }

    /// The name of a font by its number; it cannot be taken for one of the fourteen that every reader has
    /// (F1–F14).
    pub fn name(&self, number: usize) -> FontId {
        FontId(format!("EF{number}"))
    }

    /// Cuts the fonts and gives them to the document.
    pub fn put_into(&self, document: &mut PdfDocument, book: &FontBook) -> Result<(), Error> {
        for (number, (face, glyphs)) in self.cuts.iter().enumerate() {
            let Some(face) = book.face(*face) else { continue };
            document.resources.fonts.map.insert(self.name(number), PdfFont::new(cut_out(face, glyphs)?));
        }
        Ok(())
    }
}

fn missing(character: char, page: u32) -> Error {
    Error::new(format!("第 {page} 页的“{character}”（U+{:04X}）在所用字体中没有字形", u32::from(character)))
        .hint("请换用其他字，或者选用收字更多的字体")
}

fn cut_out(face: &Face, glyphs: &GlyphRemapper) -> Result<ParsedFont, Error> {
    let name = face.name();
    if !face.is_embeddable() {
        return Err(Error::new(format!("字体 {name} 的许可不允许嵌入文件")).hint("请选用其他字体"));
    }
    let bytes = subsetter::subset(face.bytes(), face.index(), glyphs)
        .map_err(|fault| Error::new(format!("字体 {name} 不能嵌入：{fault}")).hint("请选用其他字体"))?;
    let widths = (0..).zip(glyphs.remapped_gids()).map(|(new, old)| (new, face.advance(old))).collect();
    let (ascent, descent) = face.extent();
    let [x_min, y_min, x_max, y_max] = face.bounds();
    let units_per_em = face.units_per_em();
    Ok(ParsedFont {
        font_name: Some(format!("{}+{name}", tag(&bytes))),
        original_bytes: bytes,
        font_index: 0,
        codepoint_to_glyph: BTreeMap::new(),
        glyph_widths: widths,
        units_per_em,
        font_metrics: FontMetrics { ascent, descent },
        font_type: FontType::TrueType,
        pdf_font_metrics: PdfFontMetricsStub {
            units_per_em,
            x_min,
            y_min,
            x_max,
            y_max,
            caret_slope_rise: 1,
            caret_slope_run: 0,
            us_weight_class: face.weight(),
        },
    })
}

/// Six capitals that mark a cut font (ISO 32000-1 9.6.4); the same for the same cut.
fn tag(bytes: &[u8]) -> String {
    let mut number = Hash::of(bytes).0;
    let mut tag = String::new();
    for _ in 0..6 {
        // The remainder is below 26, so it is a letter.
        tag.push(char::from(b'A' + (number % 26) as u8));
        number /= 26;
    }
    tag
}
