//! A draft becomes a PDF: the whole way as window and command line go it, and its last stage alone.
//! The stages before it are in `typeset.rs`.

mod drafts;

use divan::{Bencher, black_box};
use nianbao::export::{self, Extent, Format, Order};
use nianbao::report::{compose, templates};
use nianbao::store::fonts::body_font;
use nianbao::typeset::{FontBook, lay_out};

fn main() {
    divan::main();
}

const EXAMPLES: [&str; 3] = ["金塘镇-2018", "德阳市人民政府办公室-2018", "沭阳县人民政府-2025"];

#[divan::bench(args = EXAMPLES)]
fn draft_to_pdf(bencher: Bencher<'_, '_>, name: &str) {
    let draft = drafts::named(name);
    let template = templates::for_form(draft.form()).expect("a template for each form");
    let font = body_font();
    bencher.bench_local(|| {
        let fonts = FontBook::bundled(font.clone()).expect("the bundled fonts");
        let order = Order { draft: black_box(&draft), template, fonts: &fonts, extent: Extent::Report };
        order.export(Format::Pdf).expect("a PDF")
    });
}

#[divan::bench(args = EXAMPLES)]
fn pages_to_pdf(bencher: Bencher<'_, '_>, name: &str) {
    let draft = drafts::named(name);
    let template = templates::for_form(draft.form()).expect("a template for each form");
    let fonts = FontBook::bundled(body_font()).expect("the bundled fonts");
    let document = compose(&draft, template).expect("the example composes");
    let pages = lay_out(&document, &fonts);
    bencher.bench_local(|| export::pdf(&document, black_box(&pages), &fonts).expect("a PDF"));
}
