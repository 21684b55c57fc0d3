//! Pages as PDF 1.7 that keeps PDF/A-2a (ISO 19005-2) and PDF/UA-1 (ISO 14289-1): `printpdf` writes the
//! operators and the font dictionaries, `subsetter` cuts the fonts down to what is used, `lopdf` adds what
//! printpdf has no say in.
//!
//! * `tree.rs`: the elements of a document; `marks.rs`: which of them everything on the pages belongs to;
//!   `structure.rs`: both as PDF objects
//! * `links.rs`: web and mail addresses in the text
//! * `fonts.rs`: which glyphs of which face, cut out, with the text that they stand for
//! * `pictures.rs`: pictures, JPEG kept as it is
//! * `content.rs`: one page as operators
//! * `outline.rs`, `metadata.rs`: what stands beside the pages
//! * `file.rs`: compressed and written, with an `/ID` from the content
//!
//! | asked | here |
//! |---|---|
//! | PDF/A-2a 6.2.11: fonts embedded, every glyph with its Unicode text | kept; a face that must not be embedded is refused |
//! | PDF/A-2a 6.2.4: device colours only with an output intent | sRGB |
//! | PDF/A-2a 6.7, PDF/UA-1 7.1: all content tagged or an artifact, language given | kept |
//! | PDF/UA-1 7.3: figures with alternative text | from chart or caption; a picture without one says 图片 |
//! | PDF/UA-1 7.4: no heading level left out | kept, whatever the template's levels |
//! | PDF/UA-1 7.5: heads of tables | `Scope` from the form's own boxes |
//! | PDF/UA-1 7.18: links described, in the order of the text | kept |
//!
//! Not checked here: that the book of fonts is the one the pages were laid out with, and that alternative
//! texts say what a picture shows.

mod content;
mod file;
mod fonts;
mod links;
mod marks;
mod metadata;
mod outline;
mod pictures;
mod structure;
mod tree;

use content::Writer;
use fonts::Fonts;
use lopdf::ObjectId;
use marks::Marked;
use printpdf::{PdfDocument, PdfPage, PdfSaveOptions, Pt};

use crate::error::Error;
use crate::report::Document;
use crate::typeset::{FontBook, Pages};

/// Writes pages as a PDF whose text can be searched, copied and read aloud and whose fonts are all embedded.
/// The same pages give the same bytes.
///
/// Fails when a character has no glyph in the fonts, a font must not or cannot be embedded, or a picture
/// cannot be read.
pub fn pdf(document: &Document, pages: &Pages, book: &FontBook) -> Result<Vec<u8>, Error> {
    let fonts = Fonts::collect(pages, book)?;
    let marked = Marked::new(document, pages);
    let mut written = PdfDocument::new(&document.title);
    let mut writer = Writer::new(&fonts, book);
    let sheets = pages.pages.iter().zip(&marked.pages).map(|(page, stretches)| {
        PdfPage::new(Pt(page.width).into(), Pt(page.height).into(), writer.page(page, stretches))
    });
    written.pages = sheets.collect();
    fonts.put_into(&mut written, book)?;
    pictures::put_into(&mut written, pages)?;
    let mut warnings = Vec::new();
    let mut written = written.to_lopdf_document(&PdfSaveOptions::default(), &mut warnings);
    // Coverage and embedding are checked above, so there is nothing left to warn of; it must not pass unseen.
    if let Some(warning) = warnings.first() {
        return Err(failed(&warning.msg));
    }
    complete(document, pages, &marked, &mut written).map_err(|fault| failed(&fault))?;
    Ok(file::write(written))
}

/// What is told when the writers fail; they do on no input known.
fn failed(fault: &dyn std::fmt::Display) -> Error {
    Error::new(format!("PDF 没有写成：{fault}"))
}

/// Adds what printpdf has no say in.
fn complete(
    document: &Document,
    pages: &Pages,
    marked: &Marked,
    written: &mut lopdf::Document,
) -> Result<(), lopdf::Error> {
    let sheets: Vec<ObjectId> = written.page_iter().collect();
    for (page, sheet) in pages.pages.iter().zip(&sheets) {
        let sheet = written.get_dictionary_mut(*sheet)?;
        // printpdf's sizes have been to millimetres and back; its other boxes say nothing new, its list of
        // links is empty.
        for key in [b"Annots".as_slice(), b"TrimBox", b"CropBox"] {
            sheet.remove(key);
        }
        sheet.set("MediaBox", structure::rounded([0.0, 0.0, page.width, page.height]));
        if page.turned {
            sheet.set("Rotate", 90);
        }
    }
    structure::write(marked, &sheets, written)?;
    let outline = outline::write(&outline::entries(document, pages), &sheets, written);
    metadata::write(document, outline, written)
}
