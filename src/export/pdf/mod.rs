//! Pages as PDF: `printpdf` writes the operators and the font dictionaries, `subsetter` cuts the fonts down to
//! what is used, `lopdf` puts right what printpdf has no say in.
//!
//! * `fonts.rs`: which glyphs of which face, cut out, with the text that they stand for
//! * `content.rs`: one page as operators
//! * `post.rs`: version, language, metadata, `/ID`
//!
//! Not checked here: that the book of fonts is the one the pages were laid out with.

mod content;
mod fonts;
mod post;

use fonts::Fonts;
use printpdf::{PdfDocument, PdfPage, PdfSaveOptions, Pt};

use crate::error::Error;
use crate::report::Document;
use crate::typeset::{FontBook, Pages};

/// Writes pages as a PDF whose text can be searched and copied and whose fonts are all embedded. The same
/// pages give the same bytes.
///
/// Fails when a character has no glyph in the fonts, or a font must not or cannot be embedded.
pub fn pdf(document: &Document, pages: &Pages, book: &FontBook) -> Result<Vec<u8>, Error> {
    let fonts = Fonts::collect(pages, book)?;
    let mut written = PdfDocument::new(&document.title);
    written.pages = pages
        .pages
        .iter()
        .map(|page| {
            let operators = content::operators(page, &fonts, book);
            PdfPage::new(Pt(page.width).into(), Pt(page.height).into(), operators)
        })
        .collect();
    fonts.put_into(&mut written, book)?;
    let mut warnings = Vec::new();
    let written = written.to_lopdf_document(&PdfSaveOptions::default(), &mut warnings);
    // Coverage and embedding are checked above, so there is nothing left to warn of; it must not pass unseen.
    if let Some(warning) = warnings.first() {
        return Err(Error::new(format!("PDF 没有写成：{}", warning.msg)));
    }
    post::finish(written, document)
}
