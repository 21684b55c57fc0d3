//! One face of a font file: which glyph a character has and how wide it is.

use std::borrow::Cow;
use std::num::NonZeroU16;
use std::ops::Range;
use std::sync::atomic::{AtomicU64, Ordering};

use ttf_parser::{GlyphId, Permissions, RawFace, Tag, cmap, hmtx};

use crate::error::Error;

/// How many characters a face remembers: looked up again and again while one types beside the preview.
const REMEMBERED: u32 = 1 << 13;

/// One face; its bytes go into the PDF in part. Glyphs and widths are looked up in the file itself: reading them
/// all beforehand took a program that starts for one document longer than setting that document.
pub struct Face {
    /// PostScript name; letters, digits and hyphens only.
    name: String,
    /// Name of the family as people know it, Chinese where the file has one.
    family: String,
    bytes: Cow<'static, [u8]>,
    index: u32,
    units_per_em: u16,
    ascender: i16,
    descender: i16,
    bounds: [i16; 4],
    weight: u16,
    embeddable: bool,
    glyphs: NonZeroU16,
    /// How many glyphs have a width of their own.
    widths: u16,
    /// Where the tables of characters and of widths lie in the file.
    cmap: Range<usize>,
    hmtx: Range<usize>,
    /// Characters looked up before, each in the place of its last bits: `(character + 1) << 16 | glyph`, 0
    /// for none.
    seen: Vec<AtomicU64>,
}

impl Face {
    /// Reads face number `index` (0 except in collections) of a TrueType or OpenType file.
    ///
    /// Fails when the bytes are no such font or when it has no table of Unicode characters.
    pub fn parse(bytes: impl Into<Cow<'static, [u8]>>, index: u32) -> Result<Self, Error> {
        let bytes = bytes.into();
        let unusable = |why: &str| {
            Error::new(format!("字体文件不能用：{why}"))
                .hint("请换用 TrueType 或 OpenType 字体（.ttf、.otf、.ttc）")
        };
        let face = ttf_parser::Face::parse(&bytes, index).map_err(|fault| unusable(&fault.to_string()))?;
        let mut tables = face.tables().cmap.iter().flat_map(|cmap| cmap.subtables);
        if !tables.any(|table| table.is_unicode()) {
            return Err(unusable("没有 Unicode 字符表"));
        }
        let raw = face.raw_face();
        let (Some(cmap), Some(hmtx)) = (place(raw, b"cmap"), place(raw, b"hmtx")) else {
            return Err(unusable("没有字符表或字宽表"));
        };
        let Some(glyphs) = NonZeroU16::new(face.number_of_glyphs()) else {
            return Err(unusable("没有字形"));
        };
        let named = |id| face.names().into_iter().filter(move |name| name.name_id == id && name.is_unicode());
        let ps = named(ttf_parser::name_id::POST_SCRIPT_NAME).find_map(|name| name.to_string());
        // A PDF name has no spaces or delimiters.
        let name = ps.unwrap_or_default();
        let name: String = name.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
        let name = if name.is_empty() { "Font".to_owned() } else { name };
        let families = || named(ttf_parser::name_id::FAMILY).filter_map(|name| name.to_string());
        let family = families().find(|name| !name.is_ascii()).or_else(|| families().next());
        let bounds = face.global_bounding_box();
        Ok(Self {
            family: family.unwrap_or_else(|| name.clone()),
            name,
            index,
            units_per_em: face.units_per_em(),
            ascender: face.ascender(),
            descender: face.descender(),
            bounds: [bounds.x_min, bounds.y_min, bounds.x_max, bounds.y_max],
            weight: face.weight().to_number(),
            embeddable: face.permissions() != Some(Permissions::Restricted)
                && face.is_subsetting_allowed()
                && face.is_outline_embedding_allowed(),
            glyphs,
            widths: face.tables().hhea.number_of_metrics,
            cmap,
            hmtx,
            seen: (0..REMEMBERED).map(|_| AtomicU64::new(0)).collect(),
            bytes,
        })
    }

    /// Its PostScript name, only letters, digits and hyphens.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Name of its family as people know it (方正小标宋简体), Chinese where the file has one.
    pub fn family(&self) -> &str {
        &self.family
    }

    /// The font file.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Number of the face in its file, 0 except in collections.
    pub fn index(&self) -> u32 {
        self.index
    }

    /// Font units per em, 16–16384.
    pub fn units_per_em(&self) -> u16 {
        self.units_per_em
    }

    /// Highest and lowest reach of a line in font units; the second is negative.
    pub fn extent(&self) -> (i16, i16) {
        (self.ascender, self.descender)
    }

    /// The box around all glyphs in font units: left, bottom, right, top.
    pub fn bounds(&self) -> [i16; 4] {
        self.bounds
    }

    /// Weight, 100–900; 400 is regular.
    pub fn weight(&self) -> u16 {
        self.weight
    }

    /// Whether its makers allow a document to carry a part of it (`fsType`).
    pub fn is_embeddable(&self) -> bool {
        self.embeddable
    }

    /// The glyph of a character, `None` if the face has none.
    pub fn glyph(&self, character: char) -> Option<u16> {
        let code = u32::from(character);
        let place = self.seen.get(usize::try_from(code % REMEMBERED).unwrap_or_default())?;
        let known = place.load(Ordering::Relaxed);
        let mark = u64::from(code) + 1;
        let glyph = if known >> 16 == mark {
            (known & 0xffff) as u16
        } else {
            let glyph = self.look_up(character).unwrap_or_default();
            place.store(mark << 16 | u64::from(glyph), Ordering::Relaxed);
            glyph
        };
        (glyph != 0).then_some(glyph)
    }

    /// The glyph of a character as the file has it.
    fn look_up(&self, character: char) -> Option<u16> {
        let table = cmap::Table::parse(self.bytes.get(self.cmap.clone())?)?;
        let mut tables = table.subtables.into_iter().filter(cmap::Subtable::is_unicode);
        tables
            .find_map(|table| table.glyph_index(character.into()).map(|glyph| glyph.0).filter(|id| *id != 0))
    }

    /// Width of a glyph in font units; 0 for a glyph it does not have.
    pub fn advance(&self, glyph: u16) -> u16 {
        let data = self.bytes.get(self.hmtx.clone()).unwrap_or_default();
        let table = hmtx::Table::parse(self.widths, self.glyphs, data);
        table.and_then(|table| table.advance(GlyphId(glyph))).unwrap_or_default()
    }
}

/// Where a table lies in the file.
fn place(raw: &RawFace<'_>, tag: &[u8; 4]) -> Option<Range<usize>> {
    let mut records = raw.table_records.into_iter();
    let record = records.find(|record| record.tag == Tag::from_bytes(tag))?;
    let start = usize::try_from(record.offset).ok()?;
    let end = start.checked_add(usize::try_from(record.length).ok()?)?;
    (end <= raw.data.len()).then_some(start..end)
}

impl std::fmt::Debug for Face {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Face({}, {} glyphs)", self.name, self.glyphs)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_font_is_refused_with_the_way_out() {
        let error = Face::parse(&b"PK\x03\x04"[..], 0).unwrap_err();
        assert!(error.to_string().contains("字体文件不能用"), "{error}");
        assert!(Face::parse(Vec::new(), 3).is_err());
    }

    #[test]
    fn a_face_knows_its_characters_and_their_width() {
        let face = Face::parse(crate::typeset::SANS_REGULAR.as_slice(), 0).unwrap();
        assert_eq!(face.name(), "NianbaoSans-Regular");
        let glyph = face.glyph('报').unwrap();
        assert_eq!(face.advance(glyph), face.units_per_em());
        assert_eq!(face.glyph('😀'), None);
        assert_eq!(face.advance(u16::MAX), 0);
        assert!(face.is_embeddable());
    }
}
