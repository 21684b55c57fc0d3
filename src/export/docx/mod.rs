//! A document as a Word file (Office Open XML, ECMA-376): text that an office goes on working on, with real
//! styles, merged boxes and repeated heads, and looking as its pages do.
//!
//! * `body.rs`: the blocks; `paragraph.rs`, `table.rs`, `figure.rs` what they become
//! * `marks.rs`: bookmarks around sections, by which a revised file is taken back
//! * `look.rs`: what the laid-out pages tell of sizes and heights
//! * `styles.rs`, `settings.rs`: styles, fonts, page set-up, page numbers, 草稿
//! * `package.rs`, `xml.rs`: the container and its XML
//!
//! The parts are written here and not by docx-rs: that knows no repeated head (`w:tblHeader`), no alternative
//! text, no indents in characters, and none of that can be said of what it has written without reading it again.

mod body;
mod figure;
mod look;
mod marks;
mod package;
mod paragraph;
mod settings;
mod styles;
mod table;
mod xml;

use crate::error::Error;
use crate::report::Document;
use crate::typeset::{FontBook, Pages};
use package::{Kind, Part, package};

/// Writes a document as a Word file. `pages` are those of the same document, laid out in `fonts`: rows are as
/// high and type as large as there, and charts are drawn as there. A character that no font has is none of
/// this file's troubles: Word takes it from its own.
///
/// # Errors
/// A chart cannot be drawn, or the file not be written.
pub fn docx(document: &Document, pages: &Pages, fonts: &FontBook) -> Result<Vec<u8>, Error> {
    let part = |id: &str, path: &str, kind: Kind, bytes: Vec<u8>| Part {
        id: id.to_owned(),
        path: path.to_owned(),
        kind,
        bytes,
    };
    let mut parts = vec![
        part("rId2", "settings.xml", Kind::Settings, settings::settings()?),
        part("rId3", "fontTable.xml", Kind::Fonts, styles::font_table()?),
        part("rId4", "footer1.xml", Kind::Footer, settings::folio(false)?),
        part("rId5", "footer2.xml", Kind::Footer, settings::folio(true)?),
    ];
    let mut furniture = vec![];
    if !document.mark.is_empty() {
        for (id, path, pages) in [("rId6", "header1.xml", "default"), ("rId7", "header2.xml", "even")] {
            parts.push(part(id, path, Kind::Header, settings::mark(&document.mark)?));
            furniture.push(("w:headerReference", pages, id.to_owned()));
        }
    }
    furniture.push(("w:footerReference", "default", "rId4".to_owned()));
    furniture.push(("w:footerReference", "even", "rId5".to_owned()));
    let (text, pictures, table_size) = body::body(document, pages, fonts, &furniture)?;
    parts.insert(0, part("rId1", "styles.xml", Kind::Styles, styles::styles(table_size)?));
    parts.extend(pictures);
    package(document, text, parts)
}
