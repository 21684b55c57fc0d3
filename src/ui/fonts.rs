//! Which fonts pages are set in, as the clerk chose.

use crate::error::Error;
use crate::store;
use crate::typeset::FontBook;

pub use crate::store::settings::Fonts;

/// A book of fonts, and what the clerk should know of it.
pub struct Chosen {
    /// The fonts.
    pub book: FontBook,
    /// Empty for nothing.
    pub note: String,
}

/// The fonts of a choice. Reads files: not for the painting thread.
///
/// # Errors
/// The body font beside the program is no font.
pub fn book(fonts: Fonts) -> Result<Chosen, Error> {
    let book = FontBook::bundled(store::fonts::body_font())?;
    let note = book.note().to_owned();
    match fonts {
        Fonts::Bundled | Fonts::Installed => Ok(Chosen { book, note }),
    }
}
