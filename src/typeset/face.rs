//! One face of a font file: which glyph a character has and how wide it is.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::error::Error;

/// One face, parsed once; its bytes go into the PDF in part.
pub struct Face {
    /// PostScript name; letters, digits and hyphens only.
    name: String,
    bytes: Cow<'static, [u8]>,
    index: u32,
    units_per_em: u16,
    ascender: i16,
    descender: i16,
    bounds: [i16; 4],
    weight: u16,
    embeddable: bool,
    glyphs: BTreeMap<char, u16>,
    advances: Vec<u16>,
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
        let mut glyphs = BTreeMap::new();
        for table in
            face.tables().cmap.iter().flat_map(|cmap| cmap.subtables).filter(|table| table.is_unicode())
        {
            table.codepoints(|code| {
                let glyph =
                    char::from_u32(code).and_then(|c| table.glyph_index(code).map(|glyph| (c, glyph.0)));
                if let Some((character, glyph)) = glyph.filter(|(_, glyph)| *glyph != 0) {
                    glyphs.entry(character).or_insert(glyph);
                }
            });
        }
        if glyphs.is_empty() {
            return Err(unusable("没有 Unicode 字符表"));
        }
        let named =
            face.names().into_iter().filter(|name| name.name_id == ttf_parser::name_id::POST_SCRIPT_NAME);
        let name = named.filter_map(|name| name.to_string()).next().unwrap_or_default();
        // A PDF name has no spaces or delimiters.
        let name: String = name.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
        let bounds = face.global_bounding_box();
        Ok(Self {
            name: if name.is_empty() { "Font".to_owned() } else { name },
            index,
            units_per_em: face.units_per_em(),
            ascender: face.ascender(),
            descender: face.descender(),
            bounds: [bounds.x_min, bounds.y_min, bounds.x_max, bounds.y_max],
            weight: face.weight().to_number(),
            embeddable: face.permissions() != Some(ttf_parser::Permissions::Restricted)
                && face.is_subsetting_allowed(),
            glyphs,
            advances: (0..face.number_of_glyphs())
                .map(|glyph| face.glyph_hor_advance(ttf_parser::GlyphId(glyph)).unwrap_or_default())
                .collect(),
            bytes,
        })
    }

    /// Its PostScript name, only letters, digits and hyphens.
    pub fn name(&self) -> &str {
        &self.name
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
        self.glyphs.get(&character).copied()
    }

    /// Width of a glyph in font units; 0 for a glyph it does not have.
    pub fn advance(&self, glyph: u16) -> u16 {
        self.advances.get(usize::from(glyph)).copied().unwrap_or_default()
    }
}

impl std::fmt::Debug for Face {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Face({}, {} characters)", self.name, self.glyphs.len())
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
        let face = Face::parse(crate::typeset::SANS_REGULAR, 0).unwrap();
        assert_eq!(face.name(), "NianbaoSans-Regular");
        let glyph = face.glyph('报').unwrap();
        assert_eq!(face.advance(glyph), face.units_per_em());
        assert_eq!(face.glyph('😀'), None);
        assert_eq!(face.advance(u16::MAX), 0);
        assert!(face.is_embeddable());
    }
}
