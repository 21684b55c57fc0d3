//! A draft composed and laid out, stage by stage. Fonts are read once, as in the window.

mod drafts;

use divan::{Bencher, black_box};
use nianbao::draft::Draft;
use nianbao::report::{Document, Template, compose, templates};
use nianbao::store::fonts::body_font;
use nianbao::typeset::{FontBook, lay_out, missing_characters};

fn main() {
    divan::main();
}

const EXAMPLES: [&str; 2] = ["金塘镇-2018", "沭阳县人民政府-2025"];

fn template(draft: &Draft) -> &'static Template {
    templates::for_form(draft.form()).expect("a template for each form")
}

fn composed(name: &str) -> Document {
    let draft = drafts::named(name);
    compose(&draft, template(&draft)).expect("the example composes")
}

fn fonts() -> FontBook {
    FontBook::bundled(body_font()).expect("the bundled fonts")
}

#[divan::bench]
fn read_fonts() -> FontBook {
    fonts()
}

#[divan::bench(args = EXAMPLES)]
fn compose_report(bencher: Bencher<'_, '_>, name: &str) {
    let draft = drafts::named(name);
    bencher.bench_local(|| compose(black_box(&draft), template(&draft)));
}

#[divan::bench(args = EXAMPLES)]
fn look_for_missing_characters(bencher: Bencher<'_, '_>, name: &str) {
    let (document, fonts) = (composed(name), fonts());
    bencher.bench_local(|| missing_characters(black_box(&document), &fonts));
}

#[divan::bench(args = EXAMPLES)]
fn lay_out_pages(bencher: Bencher<'_, '_>, name: &str) {
    let (document, fonts) = (composed(name), fonts());
    bencher.bench_local(|| lay_out(black_box(&document), &fonts));
}
