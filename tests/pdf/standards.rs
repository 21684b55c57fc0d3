//! PDF/A-2a and PDF/UA-1, by a validator that knows nothing of this program.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use nianbao::draft;
use nianbao::export::{self, Extent, Format, Order};
use nianbao::report::{Document, templates};
use nianbao::typeset::lay_out;

use crate::{figures, fonts, sample};

/// Every example in every extent, and pages with all that can stand on them. The files are in `folder`.
fn files(folder: &Path) -> Vec<PathBuf> {
    let fonts = fonts();
    let mut files = Vec::new();
    let mut put = |name: String, bytes: &[u8]| {
        let file = folder.join(name);
        fs::write(&file, bytes).expect("a temporary file");
        files.push(file);
    };
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    let mut names: Vec<PathBuf> = fs::read_dir(examples)
        .expect("the examples")
        .map(|entry| entry.expect("an example").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "nianbao"))
        .collect();
    names.sort();
    assert_eq!(names.len(), 7);
    for path in names {
        let text = fs::read_to_string(&path).expect("an example");
        let draft = draft::read(&text).expect("a draft");
        let template = templates::for_form(draft.form()).expect("a template for each form");
        for extent in [Extent::Report, Extent::Tables, Extent::Blank] {
            let order = Order { draft: &draft, template, fonts: &fonts, extent };
            let made = order.export(Format::Pdf).expect("a PDF");
            let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
            put(format!("{name}-{extent:?}.pdf"), &made.files[0].bytes);
        }
        let illustrated = format!("{}-图文", draft.form().edition);
        let template = templates::named(&illustrated).expect("a template with charts for each form");
        let order = Order { draft: &draft, template, fonts: &fonts, extent: Extent::Report };
        put(
            format!("{illustrated}-{}.pdf", draft.year()),
            &order.export(Format::Pdf).expect("a PDF").files[0].bytes,
        );
    }
    for (name, document) in [
        ("figures", figures::document()),
        ("links", Document { blocks: vec![sample::paragraph("见www.jt.gov.cn。")], ..figures::document() }),
        ("empty", Document::default()),
    ] {
        let bytes = export::pdf(&document, &lay_out(&document, &fonts), &fonts).expect("a PDF");
        put(format!("{name}.pdf"), &bytes);
    }
    let (document, pages) = figures::turned(&fonts);
    put("turned.pdf".to_owned(), &export::pdf(&document, &pages, &fonts).expect("a PDF"));
    files
}

#[test]
fn every_report_keeps_pdf_a_2a_and_pdf_ua_1() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let files = files(folder.path());
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("scripts/validate-pdf");
    let output = Command::new(script).args(&files).output().expect("scripts/validate-pdf");
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{said}{}", String::from_utf8_lossy(&output.stderr));
}

/// A validator that finds nothing may look at nothing.
#[test]
fn a_pdf_that_is_no_archive_is_found_out() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = folder.path().join("plain.pdf");
    let document = sample::report_2014();
    let bytes = export::pdf(&document, &lay_out(&document, &fonts()), &fonts()).expect("a PDF");
    // The metadata packet stands in the file as it is.
    let packet = b"<pdfaid:part>2</pdfaid:part>";
    let at = bytes.windows(packet.len()).position(|part| part == packet).expect("the packet");
    let mut bytes = bytes;
    bytes[at + "<pdfaid:part>".len()] = b'9';
    fs::write(&file, bytes).expect("a temporary file");
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("scripts/validate-pdf");
    let output = Command::new(script).arg(&file).output().expect("scripts/validate-pdf");
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(!output.status.success() && said.contains("PDF_A_2A"), "{said}");
}
