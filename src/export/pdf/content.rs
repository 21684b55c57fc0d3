//! One page as PDF operators, each stretch under its mark. PDF counts y upwards from the lower edge.

use std::collections::BTreeMap;
use std::ops::Range;

use printpdf::{
    Codepoint, Color, DictItem, Greyscale, Line, LineCapStyle, LinePoint, Op, PaintMode, PdfFontHandle,
    Point, Pt, Rect, TextItem, TextMatrix, XObjectTransform,
};

use super::fonts::Fonts;
use super::marks::{Artifact, Mark, Stretch};
use super::pictures;
use super::structure;
use crate::typeset::{Area, FontBook, Item, Page, PlacedPicture, Rule, TextLine};

/// A page being written.
pub(super) struct Writer<'a> {
    fonts: &'a Fonts,
    book: &'a FontBook,
    /// Pictures written so far, on all pages.
    pictures: usize,
    page: Sheet,
}

/// What holds on the page until it is changed.
#[derive(Default)]
struct Sheet {
    height: f32,
    ops: Vec<Op>,
    in_text: bool,
    font: Option<(usize, f32)>,
    thickness: Option<f32>,
    /// 0 black, as every page begins.
    shade: f32,
}

impl<'a> Writer<'a> {
    /// A writer of pages set in the fonts of a book.
    pub fn new(fonts: &'a Fonts, book: &'a FontBook) -> Self {
        Self { fonts, book, pictures: 0, page: Sheet::default() }
    }

    /// The operators of the next page.
    pub fn page(&mut self, page: &Page, stretches: &[Stretch]) -> Vec<Op> {
        self.page = Sheet { height: page.height, ..Sheet::default() };
        // Lines meet at the corners of a table.
        self.page.ops.push(Op::SetLineCapStyle { cap: LineCapStyle::ProjectingSquare });
        for stretch in stretches {
            self.page.ops.push(begin(stretch.mark));
            for (item, glyphs) in &stretch.pieces {
                let Some(item) = page.items.get(*item) else { continue };
                match item {
                    Item::Text(line) => self.text(line, glyphs.clone()),
                    Item::Rule(rule) => self.rule(rule),
                    Item::Area(area) => self.area(area),
                    Item::Picture(picture) => self.picture(picture),
                }
            }
            self.page.end_text();
            self.page.ops.push(Op::EndMarkedContent);
        }
        std::mem::take(&mut self.page.ops)
    }

    fn rule(&mut self, rule: &Rule) {
        self.page.end_text();
        if self.page.thickness != Some(rule.thickness) {
            self.page.thickness = Some(rule.thickness);
            self.page.ops.push(Op::SetOutlineThickness { pt: Pt(rule.thickness) });
        }
        let height = self.page.height;
        let point = |(x, y): (f32, f32)| LinePoint {
            p: Point { x: Pt(rounded(x)), y: Pt(rounded(height - y)) },
            bezier: false,
        };
        let line = Line { points: vec![point(rule.from), point(rule.to)], is_closed: false };
        self.page.ops.push(Op::DrawLine { line });
    }

    fn area(&mut self, area: &Area) {
        self.page.end_text();
        self.page.fill(area.shade);
        let rectangle = Rect {
            x: Pt(rounded(area.x)),
            y: Pt(rounded(self.page.height - area.y - area.height)),
            width: Pt(rounded(area.width)),
            height: Pt(rounded(area.height)),
            mode: Some(PaintMode::Fill),
            winding_order: None,
        };
        self.page.ops.push(Op::DrawRectangle { rectangle });
    }

    fn picture(&mut self, picture: &PlacedPicture) {
        self.page.end_text();
        let transform = XObjectTransform {
            translate_x: Some(Pt(rounded(picture.x))),
            translate_y: Some(Pt(rounded(self.page.height - picture.y - picture.height))),
            scale_x: Some(rounded(picture.width)),
            scale_y: Some(rounded(picture.height)),
            no_auto_scale: true,
            ..XObjectTransform::default()
        };
        self.page.ops.push(Op::UseXobject { id: pictures::name(self.pictures), transform });
        self.pictures += 1;
    }

    /// Some glyphs of a line: one positioned run for each stretch of one font.
    fn text(&mut self, line: &TextLine, range: Range<usize>) {
        self.page.fill(line.shade);
        self.page.begin_text();
        let (sin, cos) = line.angle.to_radians().sin_cos();
        let mut along: f32 = line.glyphs.iter().take(range.start).map(|glyph| glyph.advance).sum();
        let mut run: Vec<Codepoint> = Vec::with_capacity(range.len());
        let mut font = None;
        // What rounding has held back so far, in thousandths of the size.
        let mut carry = 0.0;
        for glyph in line.glyphs.iter().skip(range.start).take(range.len()) {
            let Some((cut, code)) = self.fonts.place(glyph) else { continue };
            if font != Some(cut) {
                self.page.show(&mut run);
                if self.page.font != Some((cut, line.size)) {
                    self.page.font = Some((cut, line.size));
                    let font = PdfFontHandle::External(self.fonts.name(cut));
                    self.page.ops.push(Op::SetFont { font, size: Pt(rounded(line.size)) });
                }
                let x = rounded(line.x + along * cos);
                let y = rounded(self.page.height - line.baseline + along * sin);
                let matrix = match line.angle {
                    0.0 => TextMatrix::Translate(Pt(x), Pt(y)),
                    _ => {
                        let (sin, cos) = (fine(sin), fine(cos));
                        TextMatrix::Raw([cos, sin, -sin, cos, x, y])
                    }
                };
                self.page.ops.push(Op::SetTextMatrix { matrix });
                font = Some(cut);
                carry = 0.0;
            }
            // Readers move on by the width that the font dictionary gives, whole thousandths rounded down.
            let own = (self.book.advance(glyph.face, glyph.id) * 1000.0 + 0.001).floor();
            let exact = own - glyph.advance * 1000.0 / line.size.max(0.1) + carry;
            let offset = exact.round();
            carry = exact - offset;
            run.push(Codepoint::with_cid(code, offset, glyph.character.to_string()));
            along += glyph.advance;
        }
        // Nothing follows the last glyph.
        if let Some(last) = run.last_mut() {
            last.offset = 0.0;
        }
        self.page.show(&mut run);
    }
}

impl Sheet {
    fn begin_text(&mut self) {
        if !self.in_text {
            self.in_text = true;
            self.ops.push(Op::StartTextSection);
        }
    }

    fn end_text(&mut self) {
        if self.in_text {
            self.in_text = false;
            self.ops.push(Op::EndTextSection);
        }
    }

    fn fill(&mut self, shade: f32) {
        let shade = fine(shade.clamp(0.0, 1.0));
        if shade != self.shade {
            self.shade = shade;
            let col = Color::Greyscale(Greyscale { percent: shade, icc_profile: None });
            self.ops.push(Op::SetFillColor { col });
        }
    }

    fn show(&mut self, run: &mut Vec<Codepoint>) {
        if !run.is_empty() {
            self.ops.push(Op::ShowText { items: vec![TextItem::GlyphIds(std::mem::take(run))] });
        }
    }
}

fn begin(mark: Mark) -> Op {
    let dictionary = |entries: &[(&str, DictItem)]| DictItem::Dict {
        map: entries.iter().map(|(key, item)| ((*key).to_owned(), item.clone())).collect::<BTreeMap<_, _>>(),
    };
    let name = |name: &str| DictItem::Name(name.as_bytes().to_vec());
    let (tag, properties) = match mark {
        Mark::Content(role, number) => {
            let number = DictItem::Int(i64::try_from(number).unwrap_or(i64::MAX));
            (structure::name(role), dictionary(&[("MCID", number)]))
        }
        Mark::Artifact(artifact) => {
            let properties = match artifact {
                Artifact::Layout => dictionary(&[("Type", name("Layout"))]),
                Artifact::Repeated => dictionary(&[("Type", name("Pagination"))]),
                Artifact::Footer => dictionary(&[("Type", name("Pagination")), ("Subtype", name("Footer"))]),
                Artifact::Watermark => {
                    dictionary(&[("Type", name("Pagination")), ("Subtype", name("Watermark"))])
                }
            };
            ("Artifact", properties)
        }
    };
    Op::BeginMarkedContentWithProperties { tag: tag.to_owned(), properties }
}

/// To a hundredth of a point, finer than any printer: short numbers make small files.
fn rounded(points: f32) -> f32 {
    (points * 100.0).round() / 100.0
}

/// To five decimals: enough for an angle across a page.
fn fine(number: f32) -> f32 {
    (number * 100_000.0).round() / 100_000.0
}
