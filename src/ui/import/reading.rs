//! Reading and understanding a document, off the painting thread.

use std::path::PathBuf;

use super::view::View;
use crate::error::Error;
use crate::import::{self, Report, Source};
use crate::store::{documents, paths};

/// Something to bring in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Document {
    /// A file.
    File(PathBuf),
    /// What was copied: a report, or a table of one.
    Clipboard(String),
}

impl Document {
    /// What it is called; entries of a draft keep it with their place.
    pub fn name(&self) -> String {
        match self {
            Self::File(path) => paths::name_of(path),
            Self::Clipboard(_) => "剪贴板".to_owned(),
        }
    }
}

/// A document read and understood.
#[derive(Debug, Default)]
pub struct Understood {
    /// What it says.
    pub source: Source,
    /// What was found in it.
    pub reports: Vec<Report>,
}

/// Reads a document, understands it, and sets it out for the page: for a long one that takes a while too.
///
/// # Errors
/// It cannot be read, or is of a kind that this program does not read.
pub fn read(document: &Document) -> Result<Box<View>, Error> {
    let source = match document {
        Document::File(path) => documents::read(path)?,
        Document::Clipboard(text) => import::read_pasted(text),
    };
    let reports = import::understand(&source);
    Ok(Box::new(View::new(document.name(), Understood { source, reports })))
}
