//! One page as PDF operators. PDF counts y upwards from the lower edge.

use printpdf::{
    Codepoint, Line, LineCapStyle, LinePoint, Op, PdfFontHandle, Point, Pt, TextItem, TextMatrix,
};

use super::fonts::Fonts;
use crate::typeset::{FontBook, Item, Page, Part, Rule, TextLine};

/// The operators of a page, in the order of its items.
pub(super) fn operators(page: &Page, fonts: &Fonts, book: &FontBook) -> Vec<Op> {
    // Lines meet at the corners of a table.
    let mut ops = vec![Op::SetLineCapStyle { cap: LineCapStyle::ProjectingSquare }];
    let mut thickness = f32::NAN;
    for item in &page.items {
        // Rules and page numbers are no part of the text.
        let is_artifact =
            matches!(item, Item::Rule(_) | Item::Text(TextLine { part: Part::Footer | Part::Mark, .. }));
        if is_artifact {
            ops.push(Op::BeginMarkedContent { tag: "Artifact".to_owned() });
        }
        match item {
            Item::Rule(rule) => {
                if rule.thickness != thickness {
                    thickness = rule.thickness;
                    ops.push(Op::SetOutlineThickness { pt: Pt(thickness) });
                }
                ops.push(Op::DrawLine { line: straight(rule, page.height) });
            }
            Item::Area(_) | Item::Picture(_) => {}
            Item::Text(line) => text(line, page.height, fonts, book, &mut ops),
        }
        if is_artifact {
            ops.push(Op::EndMarkedContent);
        }
    }
    ops
}

fn straight(rule: &Rule, height: f32) -> Line {
    let point = |(x, y): (f32, f32)| LinePoint { p: Point { x: Pt(x), y: Pt(height - y) }, bezier: false };
    Line { points: vec![point(rule.from), point(rule.to)], is_closed: false }
}

/// A line of text: one positioned run for each stretch of one font.
fn text(line: &TextLine, height: f32, fonts: &Fonts, book: &FontBook, ops: &mut Vec<Op>) {
    ops.push(Op::StartTextSection);
    let y = Pt(height - line.baseline);
    let mut x = line.x;
    let mut run: Vec<Codepoint> = Vec::new();
    let mut font = None;
    // What rounding has held back so far, in thousandths of the size.
    let mut carry = 0.0;
    for glyph in &line.glyphs {
        let Some((id, code)) = fonts.place(glyph) else { continue };
        if font.as_ref() != Some(&id) {
            show(&mut run, ops);
            ops.push(Op::SetFont { font: PdfFontHandle::External(id.clone()), size: Pt(line.size) });
            ops.push(Op::SetTextMatrix { matrix: TextMatrix::Translate(Pt(x), y) });
            font = Some(id);
            carry = 0.0;
        }
        // Readers move on by the width that the font dictionary gives, whole thousandths rounded down.
        let own = (book.advance(glyph.face, glyph.id) * 1000.0 + 0.001).floor();
        let exact = own - glyph.advance * 1000.0 / line.size.max(0.1) + carry;
        let offset = exact.round();
        carry = exact - offset;
        run.push(Codepoint::with_cid(code, offset, glyph.character.to_string()));
        x += glyph.advance;
    }
    // Nothing follows the last glyph.
    if let Some(last) = run.last_mut() {
        last.offset = 0.0;
    }
    show(&mut run, ops);
    ops.push(Op::EndTextSection);
}

fn show(run: &mut Vec<Codepoint>, ops: &mut Vec<Op>) {
    if !run.is_empty() {
        ops.push(Op::ShowText { items: vec![TextItem::GlyphIds(std::mem::take(run))] });
    }
}
