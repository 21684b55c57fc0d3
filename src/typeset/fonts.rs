//! The book of fonts: for each role the faces that may be used, best first.

use std::sync::{Arc, LazyLock};

use super::{Face, Pages};
use crate::error::Error;

/// The file of a built-in font. It lies in the program packed with Brotli, at half its size, and is unpacked when it is
/// first used.
pub type BuiltInFont = LazyLock<Vec<u8>>;

macro_rules! built_in_font {
    ($name:literal) => {
        LazyLock::new(|| unpacked(include_bytes!(concat!("../../assets/fonts/", $name, ".ttf.br"))))
    };
}

/// NianbaoSans-Regular: the window's text and 黑体.
pub static SANS_REGULAR: BuiltInFont = built_in_font!("NianbaoSans-Regular");
/// NianbaoSans-Bold: the window's bold text.
pub static SANS_BOLD: BuiltInFont = built_in_font!("NianbaoSans-Bold");
static SERIF_BOLD: BuiltInFont = built_in_font!("NianbaoSerif-Bold");
static SERIF_REST: BuiltInFont = built_in_font!("NianbaoSerif-Rest");
static KAI: BuiltInFont = built_in_font!("NianbaoKai-Regular");

/// Empty for what does not unpack: no font then, which fails the test below and is never shipped.
fn unpacked(packed: &[u8]) -> Vec<u8> {
    let mut font = Vec::new();
    match brotli_decompressor::BrotliDecompress(&mut &*packed, &mut font) {
        Ok(()) => font,
        Err(_) => Vec::new(),
    }
}

/// A built-in face; one that does not parse fails the test below and is never shipped.
type BuiltIn = LazyLock<Option<Arc<Face>>>;

fn built_in(font: &'static BuiltInFont) -> Option<Arc<Face>> {
    Face::parse(font.as_slice(), 0).ok().map(Arc::new)
}

static SANS_FACE: BuiltIn = LazyLock::new(|| built_in(&SANS_REGULAR));
static TITLE_FACE: BuiltIn = LazyLock::new(|| built_in(&SERIF_BOLD));
static REST_FACE: BuiltIn = LazyLock::new(|| built_in(&SERIF_REST));
static KAI_FACE: BuiltIn = LazyLock::new(|| built_in(&KAI));

/// What a face is used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// 小标宋: the title.
    Title,
    /// 黑体: headings of the first level, table heads.
    Hei,
    /// 楷体: headings of the second level.
    Kai,
    /// 仿宋: body text.
    Fang,
    /// 宋体: page numbers, Latin letters and figures.
    Song,
}

impl Role {
    /// All roles.
    pub const ALL: [Self; 5] = [Self::Title, Self::Hei, Self::Kai, Self::Fang, Self::Song];
}

/// A face by its number in the book that gave it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FaceId(u16);

/// The faces to set a document in. A character that the first face of a role lacks is taken from the next.
#[derive(Debug, Clone, Default)]
pub struct FontBook {
    faces: Vec<Arc<Face>>,
    roles: [Vec<FaceId>; Role::ALL.len()],
}

impl FontBook {
    /// The bundled open fonts. `fang` is the file of a 仿宋 (FandolFang, which for its licence is not built
    /// in); without it body text is set in 楷体. Fails when `fang` is no font.
    pub fn bundled(fang: Option<Vec<u8>>) -> Result<Self, Error> {
        let fang = fang.map(|bytes| Face::parse(bytes, 0)).transpose()?.map(Arc::new);
        let mut book = Self::default();
        let sans = SANS_FACE.as_ref();
        let title = TITLE_FACE.as_ref();
        let rest = REST_FACE.as_ref();
        let kai = KAI_FACE.as_ref();
        let body = fang.as_ref().or(kai);
        book.fill(Role::Title, [title, sans]);
        book.fill(Role::Hei, [sans, title]);
        book.fill(Role::Kai, [kai, rest, sans]);
        book.fill(Role::Fang, [body, rest, sans]);
        book.fill(Role::Song, [rest, body, sans]);
        Ok(book)
    }

    /// What the clerk should know of the fonts; empty for nothing.
    pub fn note(&self) -> &'static str {
        let first = self.list(Role::Fang).first().and_then(|id| self.faces.get(usize::from(id.0)));
        let is_kai = first.zip(KAI_FACE.as_ref()).is_some_and(|(first, kai)| Arc::ptr_eq(first, kai));
        match is_kai {
            true => "没有找到随带的仿宋字体（程序旁的 fonts 目录），正文改用楷体",
            false => "",
        }
    }

    fn fill<'a>(&mut self, role: Role, faces: impl IntoIterator<Item = Option<&'a Arc<Face>>>) {
        for face in faces.into_iter().flatten() {
            let id = self.add(face);
            self.list_mut(role).push(id);
        }
    }

    /// The same book with installed official fonts before the bundled ones. Where they lack a character, the
    /// bundled ones have it.
    pub fn with_installed(mut self, faces: &[(Role, Arc<Face>)]) -> Self {
        for (role, face) in faces {
            self.prefer(*role, face);
        }
        self
    }

    /// The families that pages are set in, as people know them, in the order of their first use.
    pub fn used(&self, pages: &Pages) -> Vec<String> {
        let mut seen: Vec<FaceId> = Vec::new();
        for glyph in pages.pages.iter().flat_map(|page| page.lines()).flat_map(|line| &line.glyphs) {
            if !seen.contains(&glyph.face) {
                seen.push(glyph.face);
            }
        }
        let mut families: Vec<String> = Vec::new();
        for family in seen.into_iter().filter_map(|id| Some(self.face(id)?.family().to_owned())) {
            if !families.contains(&family) {
                families.push(family);
            }
        }
        families
    }

    /// Puts a face before all others of a role: an installed official font, say.
    pub fn prefer(&mut self, role: Role, face: &Arc<Face>) {
        let id = self.add(face);
        self.list_mut(role).insert(0, id);
    }

    fn add(&mut self, face: &Arc<Face>) -> FaceId {
        let known = self.faces.iter().position(|known| Arc::ptr_eq(known, face));
        let place = known.unwrap_or_else(|| {
            self.faces.push(Arc::clone(face));
            self.faces.len() - 1
        });
        FaceId(u16::try_from(place).unwrap_or(u16::MAX))
    }

    #[expect(clippy::indexing_slicing, reason = "one list for each role, by its type")]
    fn list(&self, role: Role) -> &[FaceId] {
        &self.roles[role as usize]
    }

    #[expect(clippy::indexing_slicing, reason = "one list for each role, by its type")]
    fn list_mut(&mut self, role: Role) -> &mut Vec<FaceId> {
        &mut self.roles[role as usize]
    }

    /// The faces of a role, best first.
    pub fn faces_of(&self, role: Role) -> impl Iterator<Item = (FaceId, &Face)> {
        self.list(role).iter().filter_map(|id| self.face(*id).map(|face| (*id, face)))
    }

    /// A face by its number; `None` for a number of another book.
    pub fn face(&self, id: FaceId) -> Option<&Face> {
        self.faces.get(usize::from(id.0)).map(Arc::as_ref)
    }

    /// The face and glyph for a character in a role; `None` if no face of the role has it.
    ///
    /// In 仿宋 and 楷体, Latin letters and figures come from 宋体 where it has them, as offices set them.
    pub fn glyph(&self, role: Role, character: char) -> Option<(FaceId, u16)> {
        let latin = matches!(role, Role::Fang | Role::Kai) && character.is_ascii();
        let song = if latin { self.list(Role::Song) } else { &[] };
        let mut places = song.iter().take(1).chain(self.list(role));
        places.find_map(|id| Some((*id, self.face(*id)?.glyph(character)?)))
    }

    /// Width of a glyph as a part of the size of the type; 1 for a face the book does not have.
    pub fn advance(&self, id: FaceId, glyph: u16) -> f32 {
        self.face(id)
            .map_or(1.0, |face| f32::from(face.advance(glyph)) / f32::from(face.units_per_em().max(1)))
    }

    /// Where a missing character leaves its box: the first face of the role.
    pub(super) fn substitute(&self, role: Role) -> FaceId {
        self.list(role).first().copied().unwrap_or(FaceId(0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_built_in_face_parses() {
        for font in [&SANS_REGULAR, &SANS_BOLD, &SERIF_BOLD, &SERIF_REST, &KAI] {
            Face::parse(font.as_slice(), 0).unwrap();
        }
        let book = FontBook::bundled(None).unwrap();
        for role in Role::ALL {
            assert!(book.faces_of(role).count() >= 2, "{role:?}");
        }
    }

    #[test]
    fn a_character_comes_from_the_first_face_that_has_it() {
        let fang =
            std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/assets/fonts/fandol/FandolFang-Regular.ttf"));
        let book = FontBook::bundled(Some(fang.unwrap())).unwrap();
        let name = |role, c| book.glyph(role, c).and_then(|(id, _)| book.face(id)).map(Face::name);
        assert_eq!(name(Role::Fang, '公'), Some("FandolFang-Regular"));
        assert_eq!(name(Role::Fang, '堃'), Some("NianbaoSerif-Rest"));
        assert_eq!(name(Role::Fang, '8'), Some("NianbaoSerif-Rest"));
        assert_eq!(name(Role::Kai, '一'), Some("NianbaoKai-Regular"));
        assert_eq!(name(Role::Title, '堃'), Some("NianbaoSerif-Bold"));
        assert_eq!(name(Role::Fang, '😀'), None);
    }

    #[test]
    fn a_preferred_face_comes_first() {
        let mut book = FontBook::bundled(None).unwrap();
        let bold = Arc::new(Face::parse(SANS_BOLD.as_slice(), 0).unwrap());
        book.prefer(Role::Hei, &bold);
        let (first, _) = book.glyph(Role::Hei, '一').unwrap();
        assert_eq!(book.face(first).map(Face::name), Some("NianbaoSans-Bold"));
    }
}
