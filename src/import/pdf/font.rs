//! What the bytes of a shown text mean in its font: characters and how far each advances (ISO 32000-1, 9.5–9.10).
//! Of a font's own file only the table of characters is looked at, and only where nothing else says them.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::rc::Rc;

use hayro_cmap::{BfString, CMap, CMapName, CidFamily, WritingMode, load_embedded};

use super::encoding::{of_byte, of_name};
use super::file::Pdf;
use super::object::{Dictionary, Object};
use crate::error::Error;
use crate::import::budget::Budget;

/// So many small parts (widths, glyphs) count as one piece; a table of codes opened is so many times as large.
const PARTS: u64 = 8;
/// The most tables that one of them builds on.
const MOST_BASES: u32 = 8;
/// The width of what has none, in thousandths: that of a digit in most fonts.
const USUAL_WIDTH: f64 = 500.0;

/// A font of a page.
pub(super) struct Font {
    /// Codes of several bytes; one byte is one code where there is none.
    codes: Option<Rc<CMap>>,
    /// What a code means, as the file says.
    to_unicode: Option<CMap>,
    /// What a number of the character collection means.
    collection: Option<Rc<CMap>>,
    /// What each glyph means, by the font's own file, in the order of glyphs.
    glyphs: Vec<(u32, char)>,
    /// What a code of one byte means.
    bytes: BTreeMap<u32, String>,
    widths: Widths,
    /// Lines run from top to bottom.
    pub vertical: bool,
}

/// The built-in tables of codes, each opened once.
#[derive(Default)]
pub(super) struct Tables(BTreeMap<Vec<u8>, Option<Rc<CMap>>>);

impl Tables {
    fn named(&mut self, name: CMapName) -> Option<Rc<CMap>> {
        let open = || load_embedded(name).and_then(opened).map(Rc::new);
        self.0.entry(name.to_bytes().to_vec()).or_insert_with(open).clone()
    }
}

/// How far codes, or numbers of the collection, advance, in thousandths of the size.
#[derive(Default)]
struct Widths {
    single: BTreeMap<u32, f64>,
    ranges: Vec<(u32, u32, f64)>,
    default: f64,
    /// From the units of the font to thousandths.
    scale: f64,
}

/// A character of a shown text.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Code {
    /// What it means; `None` where nothing says.
    pub text: Option<String>,
    /// How far it advances, in parts of the size.
    pub advance: f64,
    /// Whether it is the byte 32, which word spacing widens.
    pub is_space: bool,
}

impl Font {
    /// Reads a font's dictionary.
    ///
    /// # Errors
    /// There is more than is read.
    pub fn read(
        file: &Pdf,
        dictionary: &Dictionary,
        tables: &mut Tables,
        budget: &mut Budget,
    ) -> Result<Self, Error> {
        let to_unicode = of_file(file, dictionary.get("ToUnicode"), budget)?;
        if dictionary.is("Subtype", "Type0") {
            Self::composite(file, dictionary, to_unicode, tables, budget)
        } else {
            Self::simple(file, dictionary, to_unicode, budget)
        }
    }

    /// A font whose codes are one byte each (9.6).
    fn simple(
        file: &Pdf,
        dictionary: &Dictionary,
        to_unicode: Option<CMap>,
        budget: &mut Budget,
    ) -> Result<Self, Error> {
        let mut bytes = BTreeMap::new();
        let encoding = file.get(dictionary, "Encoding", budget)?;
        if let Some(encoding) = encoding.dictionary() {
            let mut code = 0;
            for object in file.get(encoding, "Differences", budget)?.array() {
                match object {
                    Object::Name(name) => {
                        bytes.extend(of_name(name).map(|text| (code & 0xFF, text)));
                        code += 1;
                    }
                    object => code = object.count().unwrap_or(0) as u32 & 0xFF,
                }
            }
        }
        let mut widths = Widths { default: USUAL_WIDTH, scale: 1.0, ..Widths::default() };
        let first = file.get(dictionary, "FirstChar", budget)?.count().unwrap_or(0) as u32;
        for (code, width) in (first..).zip(file.get(dictionary, "Widths", budget)?.array()) {
            let width = file.resolve(width, budget)?.number();
            widths.single.extend(width.map(|width| (code, width)));
        }
        budget.pieces(widths.single.len() as u64 / PARTS)?;
        if dictionary.is("Subtype", "Type3")
            && let Some(scale) = file.get(dictionary, "FontMatrix", budget)?.array().first()
        {
            widths.scale = scale.number().unwrap_or(0.001) * 1000.0;
        }
        Ok(Self {
            codes: None,
            to_unicode,
            collection: None,
            glyphs: Vec::new(),
            bytes,
            widths,
            vertical: false,
        })
    }

    /// A font of many characters, whose codes have several bytes (9.7).
    fn composite(
        file: &Pdf,
        dictionary: &Dictionary,
        to_unicode: Option<CMap>,
        tables: &mut Tables,
        budget: &mut Budget,
    ) -> Result<Self, Error> {
        let codes = match &*file.get(dictionary, "Encoding", budget)? {
            Object::Name(name) => match CMapName::from_bytes(name) {
                CMapName::IdentityH => Some(Rc::new(CMap::identity_h())),
                CMapName::IdentityV => Some(Rc::new(CMap::identity_v())),
                name => tables.named(name),
            },
            stream => of_file(file, stream, budget)?.map(Rc::new),
        };
        let codes = codes.unwrap_or_else(|| Rc::new(CMap::identity_h()));
        let descendants = file.get(dictionary, "DescendantFonts", budget)?;
        let descendant = descendants.array().first().unwrap_or(&Object::Null);
        let descendant = file.resolve(descendant, budget)?;
        let none = Dictionary::default();
        let descendant = descendant.dictionary().unwrap_or(&none);

        let mut font = Self {
            vertical: CMap::metadata(&codes).writing_mode == Some(WritingMode::Vertical),
            codes: Some(codes),
            to_unicode,
            collection: None,
            glyphs: Vec::new(),
            bytes: BTreeMap::new(),
            widths: Widths::of_collection(file, descendant, budget)?,
        };
        if font.to_unicode.is_none() {
            font.find_meanings(file, descendant, tables, budget)?;
        }
        Ok(font)
    }

    /// Where the file says nothing of what codes mean: by the character collection, or the font's own file.
    fn find_meanings(
        &mut self,
        file: &Pdf,
        descendant: &Dictionary,
        tables: &mut Tables,
        budget: &mut Budget,
    ) -> Result<(), Error> {
        let info = file.get(descendant, "CIDSystemInfo", budget)?;
        if let Some(info) = info.dictionary() {
            let registry = file.get(info, "Registry", budget)?.string().to_vec();
            let ordering = file.get(info, "Ordering", budget)?.string().to_vec();
            let family = CidFamily::from_registry_ordering(&registry, &ordering);
            self.collection = family.ucs2_cmap().and_then(|name| tables.named(name));
        }
        if self.collection.is_none() {
            let descriptor = file.get(descendant, "FontDescriptor", budget)?;
            let Some(descriptor) = descriptor.dictionary() else { return Ok(()) };
            for name in ["FontFile2", "FontFile3"] {
                if let Some(bytes) = file.stream(descriptor.get(name), budget)? {
                    self.glyphs = glyphs(&bytes);
                    budget.pieces(self.glyphs.len() as u64 / PARTS)?;
                }
            }
        }
        Ok(())
    }

    /// The characters of a shown text.
    pub fn codes<'s>(&'s self, shown: &'s [u8]) -> impl Iterator<Item = Code> + 's {
        let mut rest = shown;
        std::iter::from_fn(move || {
            let byte = rest.first()?;
            let (code, number, length) = match &self.codes {
                None => (u32::from(*byte), u32::from(*byte), 1),
                Some(map) => next_code(map, rest),
            };
            rest = rest.get(length..).unwrap_or_default();
            let is_space = length == 1 && code == 32;
            Some(Code { text: self.text(code, number), advance: self.widths.advance(number), is_space })
        })
    }

    /// What a code means, which has that number in the collection.
    fn text(&self, code: u32, number: u32) -> Option<String> {
        let of_map = |map: &CMap, key| match map.lookup_bf_string(key)? {
            BfString::Char(character) => Some(character.to_string()),
            BfString::String(text) => Some(text),
        };
        if let Some(text) = self.to_unicode.as_ref().and_then(|map| of_map(map, code)) {
            return Some(text);
        }
        if self.codes.is_none() {
            return self.bytes.get(&code).cloned().or_else(|| of_byte(code as u8).map(String::from));
        }
        let text = self.collection.as_ref().and_then(|map| of_map(map, number));
        let of_glyph = || {
            let at = self.glyphs.binary_search_by_key(&number, |(glyph, _)| *glyph).ok()?;
            self.glyphs.get(at).map(|(_, character)| character.to_string())
        };
        text.or_else(of_glyph)
    }
}

/// The next code of a text: itself, its number in the collection, how many bytes it has.
fn next_code(map: &CMap, bytes: &[u8]) -> (u32, u32, usize) {
    let mut code = 0;
    for (length, byte) in (1..=4_u8).zip(bytes) {
        code = code << 8 | u32::from(*byte);
        if let Some(number) = map.lookup_cid_code(code, length) {
            return (code, number, usize::from(length));
        }
    }
    (0, 0, 1)
}

impl Widths {
    /// The widths of a font of many characters (9.7.4.3).
    fn of_collection(file: &Pdf, descendant: &Dictionary, budget: &mut Budget) -> Result<Self, Error> {
        let default = file.get(descendant, "DW", budget)?.number().unwrap_or(1000.0);
        let mut widths = Self { default, scale: 1.0, ..Self::default() };
        let all = file.get(descendant, "W", budget)?;
        let mut all = all.array().iter();
        while let Some(first) = all.next().and_then(Object::count) {
            let first = first as u32;
            match all.next().map(|next| file.resolve(next, budget)).transpose()?.as_deref() {
                Some(Object::Array(list)) => {
                    let list = (first..).zip(list);
                    widths.single.extend(list.filter_map(|(number, width)| Some((number, width.number()?))));
                }
                Some(Object::Number(last)) => {
                    let width = all.next().and_then(Object::number).unwrap_or(default);
                    widths.ranges.push((first, *last as u32, width));
                }
                _ => break,
            }
        }
        budget.pieces((widths.single.len() + widths.ranges.len()) as u64 / PARTS)?;
        widths.ranges.sort_by_key(|(first, ..)| *first);
        Ok(widths)
    }

    fn advance(&self, number: u32) -> f64 {
        let of_range = || {
            let behind = self.ranges.partition_point(|(first, ..)| *first <= number);
            let (_, last, width) = self.ranges.get(behind.checked_sub(1)?)?;
            (*last >= number).then_some(*width)
        };
        let width = self.single.get(&number).copied().or_else(of_range).unwrap_or(self.default);
        width * self.scale / 1000.0
    }
}

/// A table of codes out of the file.
fn of_file(file: &Pdf, object: &Object, budget: &mut Budget) -> Result<Option<CMap>, Error> {
    let Some(bytes) = file.stream(object, budget)? else { return Ok(None) };
    // Opened it is several times as large.
    budget.unpack(bytes.len() as u64 * PARTS)?;
    // The crate's own packed tables have no place in a PDF.
    Ok(if bytes.starts_with(b"bcmap") { None } else { opened(&bytes) })
}

fn opened(bytes: &[u8]) -> Option<CMap> {
    let bases = Rc::new(Cell::new(0));
    CMap::parse(bytes, move |name: CMapName| {
        bases.set(bases.get() + 1);
        if bases.get() > MOST_BASES { None } else { load_embedded(name) }
    })
}

/// What the glyphs of a font mean, by the table of characters in its own file. The characters are asked for one
/// by one: a table may claim billions.
fn glyphs(bytes: &[u8]) -> Vec<(u32, char)> {
    let Ok(face) = ttf_parser::Face::parse(bytes, 0) else { return Vec::new() };
    let glyph = |character: char| Some((u32::from(face.glyph_index(character)?.0), character));
    let mut glyphs: Vec<(u32, char)> = (' '..='\u{FFFF}').filter_map(glyph).collect();
    glyphs.sort_unstable();
    glyphs.dedup_by_key(|(glyph, _)| *glyph);
    glyphs
}
