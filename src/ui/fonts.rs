//! Which fonts pages are set in, as the clerk chose.

use std::sync::OnceLock;

use crate::error::Error;
use crate::store;
use crate::store::official_fonts::{Installed, installed};
use crate::typeset::FontBook;

pub use crate::store::settings::Fonts;

/// A book of fonts, and what the clerk should know of it.
pub struct Chosen {
    /// The fonts.
    pub book: FontBook,
    /// Empty for nothing.
    pub note: String,
}

/// The machine's official fonts: looked for once, since that reads every font file there is.
static INSTALLED: OnceLock<Installed> = OnceLock::new();

/// The fonts of a choice. Reads files: not for the painting thread.
///
/// # Errors
/// The body font beside the program is no font.
pub fn book(fonts: Fonts) -> Result<Chosen, Error> {
    let bundled = FontBook::bundled(store::fonts::body_font())?;
    match fonts {
        Fonts::Bundled => Ok(Chosen { note: bundled.note().to_owned(), book: bundled }),
        Fonts::Installed => {
            let found = INSTALLED.get_or_init(installed);
            let book = bundled.with_installed(&found.faces);
            let mut notes = Vec::new();
            if found.faces.is_empty() {
                notes.push("本机没有找到可用的公文字体，仍用随带字体".to_owned());
            }
            if !found.refused.is_empty() {
                notes.push(format!("没有使用：{}", found.refused.join("、")));
            }
            notes.extend(Some(book.note().to_owned()).filter(|note| !note.is_empty()));
            Ok(Chosen { note: notes.join("；"), book })
        }
    }
}
