//! A Word file that came back: what it says of itself, and whether it is the draft's own report.

use std::collections::BTreeMap;

use crate::draft::Draft;
use crate::error::Error;
use crate::form::Field;
use crate::import::budget::Budget;
use crate::import::docx::{Story, properties, story};
use crate::report::Identity;
use crate::report::identity::{AGENCY, CONTENT, EDITION, SECTION, TABLES, YEAR};

/// A Word file that came back, read.
#[derive(Debug)]
pub struct Returned {
    pub(super) story: Story,
    identity: Option<Identity>,
    /// Fingerprints of the sections as they were exported, by name.
    fingerprints: BTreeMap<String, String>,
}

/// Whose report a Word file is, seen from a draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kinship {
    /// This draft's.
    Own,
    /// That of another agency, year or edition.
    Other(Identity),
    /// It does not say: it was made otherwise, or lost what it said.
    Unknown,
}

/// Whose report a Word file is, if this program exported it: what is dropped on an open draft and has an
/// identity is a report that comes back. `None` for every other file, damaged ones too.
pub fn own_export(bytes: &[u8]) -> Option<Identity> {
    let properties = properties(bytes, &mut Budget::default()).ok()?;
    identity(&properties)
}

impl Returned {
    /// Reads a Word file that came back.
    ///
    /// # Errors
    /// It is no Word file, locked, damaged, or asks for more than is read.
    pub fn read(bytes: &[u8]) -> Result<Self, Error> {
        let mut budget = Budget::default();
        let properties = properties(bytes, &mut budget)?;
        let story = story(bytes, &mut budget)?;
        let identity = identity(&properties);
        let sections = properties.into_iter();
        let fingerprints =
            sections.filter_map(|(name, value)| Some((name.strip_prefix(SECTION)?.to_owned(), value)));
        Ok(Self { story, identity, fingerprints: fingerprints.collect() })
    }

    /// Whose report it says that it is.
    pub fn identity(&self) -> Option<&Identity> {
        self.identity.as_ref()
    }

    /// Whether it is this draft's report. An agency that has taken another name meanwhile is another.
    pub fn kinship(&self, draft: &Draft) -> Kinship {
        match &self.identity {
            None => Kinship::Unknown,
            Some(identity) => {
                let is_own = identity.year == draft.year()
                    && identity.edition == draft.form().edition
                    && identity.agency == draft.field(Field::Agency).trim();
                if is_own { Kinship::Own } else { Kinship::Other(identity.clone()) }
            }
        }
    }

    /// Whether a section was another one when the file was exported; no where the file does not say.
    pub(super) fn is_older(&self, section: &str, fingerprint: &str) -> bool {
        self.fingerprints.get(section).is_some_and(|exported| exported != fingerprint)
    }
}

fn identity(properties: &BTreeMap<String, String>) -> Option<Identity> {
    let of = |name: &str| properties.get(name).map(|value| value.trim().to_owned());
    Some(Identity {
        agency: of(AGENCY).unwrap_or_default(),
        year: of(YEAR)?.parse().ok()?,
        edition: of(EDITION)?,
        is_whole: of(CONTENT).is_none_or(|content| content != TABLES),
    })
}
