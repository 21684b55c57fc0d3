//! A draft becomes a PDF: the whole way as window and command line go it, its stages, and what of the last
//! one the two libraries take that do most of its work. Cold processes are in `peers/compare`.

mod drafts;

use std::collections::BTreeMap;

use divan::{Bencher, black_box};
use flate2::{Compress, Compression, FlushCompress};
use nianbao::draft::Draft;
use nianbao::export::{self, Extent, Format, Order};
use nianbao::report::{Document, Template, compose, templates};
use nianbao::store::fonts::body_font;
use nianbao::typeset::{FaceId, FontBook, Pages, lay_out};
use subsetter::GlyphRemapper;

fn main() {
    divan::main();
}

/// Two examples, and a report of 13 pages.
const EXAMPLES: [&str; 3] = ["金塘镇-2018", "沭阳县人民政府-2025", "report"];

#[divan::bench(args = EXAMPLES)]
fn draft_to_pdf(bencher: Bencher<'_, '_>, name: &str) {
    let draft = drafts::named(name);
    let template = template(&draft);
    let font = body_font();
    bencher.bench_local(|| {
        let fonts = FontBook::bundled(font.clone()).expect("the bundled fonts");
        let order = Order { draft: black_box(&draft), template, fonts: &fonts, extent: Extent::Report };
        order.export(Format::Pdf).expect("a PDF")
    });
}

fn template(draft: &Draft) -> &'static Template {
    templates::for_form(draft.form()).expect("a template for each form")
}

fn fonts() -> FontBook {
    FontBook::bundled(body_font()).expect("the bundled fonts")
}

fn laid_out(name: &str, fonts: &FontBook) -> (Document, Pages) {
    let draft = drafts::named(name);
    let document = compose(&draft, template(&draft)).expect("the example composes");
    let pages = lay_out(&document, fonts);
    (document, pages)
}

/// Opening the fonts, the file of the body font included.
#[divan::bench]
fn stage_1_fonts() -> FontBook {
    fonts()
}

#[divan::bench(args = EXAMPLES)]
fn stage_2_compose(bencher: Bencher<'_, '_>, name: &str) {
    let draft = drafts::named(name);
    bencher.bench_local(|| compose(black_box(&draft), template(&draft)));
}

#[divan::bench(args = EXAMPLES)]
fn stage_3_layout(bencher: Bencher<'_, '_>, name: &str) {
    let fonts = fonts();
    let (document, _) = laid_out(name, &fonts);
    bencher.bench_local(|| lay_out(black_box(&document), &fonts));
}

/// Cutting, tagging, writing and compressing together.
#[divan::bench(args = EXAMPLES)]
fn stage_4_pdf(bencher: Bencher<'_, '_>, name: &str) {
    let fonts = fonts();
    let (document, pages) = laid_out(name, &fonts);
    bencher.bench_local(|| export::pdf(&document, black_box(&pages), &fonts).expect("a PDF"));
}

/// Of stage 4: what `subsetter` takes for the same glyphs.
#[divan::bench(args = EXAMPLES)]
fn stage_4_of_it_cutting(bencher: Bencher<'_, '_>, name: &str) {
    let fonts = fonts();
    let (_, pages) = laid_out(name, &fonts);
    bencher.bench_local(|| {
        let mut cuts: BTreeMap<FaceId, GlyphRemapper> = BTreeMap::new();
        for glyph in pages.pages.iter().flat_map(|page| page.lines()).flat_map(|line| &line.glyphs) {
            cuts.entry(glyph.face).or_default().remap(glyph.id);
        }
        for (face, glyphs) in &cuts {
            let face = fonts.face(*face).expect("a face of the book");
            black_box(subsetter::subset(face.bytes(), face.index(), glyphs).expect("a cut"));
        }
    });
}

/// Of stage 4: what `flate2` takes for the same streams, on one thread.
#[divan::bench(args = EXAMPLES)]
fn stage_4_of_it_compressing(bencher: Bencher<'_, '_>, name: &str) {
    let fonts = fonts();
    let (document, pages) = laid_out(name, &fonts);
    let bytes = export::pdf(&document, &pages, &fonts).expect("a PDF");
    let read = lopdf::Document::load_mem(&bytes).expect("a PDF");
    let streams = read.objects.values().filter_map(|object| object.as_stream().ok());
    let streams: Vec<Vec<u8>> = streams.filter_map(|stream| stream.decompressed_content().ok()).collect();
    bencher.bench_local(|| {
        let mut deflate = Compress::new(Compression::new(6), true);
        for stream in black_box(&streams) {
            deflate.reset();
            let mut out = Vec::with_capacity(stream.len() + 64);
            deflate.compress_vec(stream, &mut out, FlushCompress::Finish).expect("room for it");
            black_box(out);
        }
    });
}
