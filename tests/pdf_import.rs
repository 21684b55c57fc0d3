//! PDF files read back: the tables of every example as they were exported, box for box, and files made to harm.

mod read_tables;

use std::path::Path;

use nianbao::draft::{self, Draft};
use nianbao::export::{Extent, Format, Order};
use nianbao::import;
use nianbao::report::templates;
use nianbao::typeset::FontBook;
use read_tables::{assert_same, tables};

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
        .collect();
    files.sort();
    let read = |path: &Path| draft::read(&std::fs::read_to_string(path).expect("a draft")).expect("a draft");
    files.iter().map(|path| (path.file_stem().unwrap().to_string_lossy().into_owned(), read(path))).collect()
}

fn exported(draft: &Draft, fonts: &FontBook) -> Vec<u8> {
    let template = templates::named(&draft.form().report).expect("its template");
    let order = Order { draft, template, fonts, extent: Extent::Report };
    order.export(Format::Pdf).expect("a PDF").files.remove(0).bytes
}

#[test]
fn every_box_of_every_example_is_read_back_in_its_place() {
    let fonts = fonts();
    for (name, draft) in examples() {
        let source = import::read("报告.pdf", &exported(&draft, &fonts)).expect("a report");
        assert_same(&name, &tables(&source), &draft);
    }
}
