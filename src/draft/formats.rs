//! Draft formats before the present one, each turned into the next, so that what any released version
//! saved opens forever (`tests/formats` has a file of each).

use serde::Deserialize;

use super::file::{FORMAT, File, LastYear, Shown};
use super::ordered::Ordered;
use super::pieces::FilePiece;
use super::{Declaration, Origin, Reason, Scope, Sources};

/// Format 1, of the first version: of last year there were figures only.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Format1<'a> {
    #[serde(rename = "format")]
    _format: u32,
    edition: String,
    year: u16,
    scope: Scope,
    #[serde(default)]
    basics: Ordered<String>,
    #[serde(borrow, default)]
    entries: Shown<'a>,
    #[serde(default)]
    origins: Ordered<Origin>,
    #[serde(borrow, default)]
    facts: Shown<'a>,
    #[serde(borrow, default)]
    last_year: Shown<'a>,
    #[serde(default)]
    text: Ordered<Vec<FilePiece>>,
    #[serde(default)]
    reasons: Ordered<Reason>,
}

/// Reads a file of format 1.
pub(super) fn read_1(text: &str) -> Result<File<'_>, ron::error::SpannedError> {
    let old: Format1<'_> = ron::from_str(text)?;
    Ok(File {
        format: FORMAT,
        edition: old.edition,
        year: old.year,
        scope: old.scope,
        basics: old.basics,
        entries: old.entries,
        origins: old.origins,
        facts: old.facts,
        last_year: LastYear { entries: old.last_year, ..LastYear::default() },
        text: old.text,
        reasons: old.reasons,
        declared_final: Declaration::default(),
        sources: Sources::default(),
        pictures: Ordered::default(),
    })
}
