//! PDF files read: every example back as it was exported, word for word and box for box; files as other
//! programs write them (`kinds.rs`); files that cannot be read, damaged ones and those made to harm (`harm.rs`).

mod harm;
mod kinds;
#[path = "../read_back/mod.rs"]
mod read_back;
mod written;

use std::path::Path;

use nianbao::draft::{self, Draft};
use nianbao::export::{Extent, Format, Order};
use nianbao::import;
use nianbao::report::templates;
use nianbao::typeset::FontBook;
use read_back::{assert_same_prose, assert_same_tables};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn fonts() -> FontBook {
    let fang = std::fs::read(root().join("assets/fonts/fandol/FandolFang-Regular.ttf")).expect("FandolFang");
    FontBook::bundled(Some(fang)).expect("fonts")
}

fn examples() -> Vec<(String, Draft)> {
    let mut files: Vec<_> = std::fs::read_dir(root().join("examples"))
        .expect("the examples")
        .map(|file| file.expect("an example").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "nianbao"))
        .collect();
    files.sort();
    let read = |path: &Path| draft::read(&std::fs::read_to_string(path).expect("a draft")).expect("a draft");
    files.iter().map(|path| (path.file_stem().unwrap().to_string_lossy().into_owned(), read(path))).collect()
}

fn order<'a>(draft: &'a Draft, template: &str, fonts: &'a FontBook) -> Order<'a> {
    let template =
        templates::named(template).or_else(|| templates::for_form(draft.form())).expect("a template");
    Order { draft, template, fonts, extent: Extent::Report }
}

#[test]
fn every_example_is_read_back_word_for_word_and_box_for_box() {
    let fonts = fonts();
    for (name, draft) in examples() {
        // With charts too, whose rules and labels are no table.
        for template in [draft.form().edition.clone(), format!("{}-图文", draft.form().edition)] {
            let order = order(&draft, &template, &fonts);
            let bytes = order.export(Format::Pdf).expect("a PDF").files.remove(0).bytes;
            let source = import::read("报告.pdf", &bytes).expect("a report");
            let document = order.composed().expect("a report").document;
            assert_same_tables(&name, &source, &document);
            assert_same_prose(&name, &source, &document);
        }
    }
}
