//! Reading a report that comes back and holding it against the draft, off the painting thread.

use std::path::Path;
use std::sync::Arc;

use crate::draft::Draft;
use crate::error::Error;
use crate::import::revised::{Returned, Revision, own_export};
use crate::report::Template;
use crate::store::documents;
use crate::ui::outcome::Saving;

/// What a file turned out to be.
pub enum Read {
    /// A report that comes back.
    Returned(Box<Returned>),
    /// A document that this program did not export.
    Foreign,
}

/// What is held against what.
pub struct Held {
    /// The state of the draft.
    pub of: Saving,
    /// The report that came back.
    pub returned: Arc<Returned>,
    /// The draft in that state.
    pub draft: Draft,
    /// The template that its report is composed by.
    pub template: Arc<Template>,
}

/// Reads a file. `only_ours`: one that does not say whose report it is, is a foreign one.
///
/// # Errors
/// It cannot be read, or is no Word file.
pub fn read(path: &Path, only_ours: bool) -> Result<Read, Error> {
    let bytes = documents::read_word(path)?;
    if only_ours && own_export(&bytes).is_none() {
        return Ok(Read::Foreign);
    }
    let returned = Returned::read(&bytes).map_err(|error| error.about(path.display().to_string()))?;
    Ok(Read::Returned(Box::new(returned)))
}

/// What the report says differently.
///
/// # Errors
/// As [`Revision::of`].
pub fn hold(held: &Held) -> Result<Box<Revision>, Error> {
    Revision::of(&held.returned, &held.draft, &held.template).map(Box::new)
}
