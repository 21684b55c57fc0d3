//! A draft becomes a PDF: the whole way as window and command line go it, and its last stage alone.
//! The stages before it are in `typeset.rs`.

mod drafts;

use divan::{Bencher, black_box};
use nianbao::export;
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
    bencher.bench_local(|| export::report_pdf(black_box(&draft), template, font.clone()).expect("a PDF"));
}

#[divan::bench(args = EXAMPLES)]
fn pages_to_pdf(bencher: Bencher<'_, '_>, name: &str) {
    let draft = drafts::named(name);
    let template = templates::for_form(draft.form()).expect("a template for each form");
    let fonts = FontBook::bundled(body_font()).expect("the bundled fonts");
    let pages = lay_out(&compose(&draft, template).expect("the example composes"), &fonts);
    bencher.bench_local(|| export::pdf(black_box(&pages), &fonts).expect("a PDF"));
}
