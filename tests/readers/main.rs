//! Foreign documents as sources: what each format says, in the shapes that people have, and what hostile ones cost.

mod formats;
mod hostile;
mod limits;
mod mended;
mod pages;
#[path = "../../src/import/tests_shown.rs"]
mod tests_shown;
mod texts;
mod workbooks;

use nianbao::import::{self, Block, Source, Table};
use tests_shown::shown;

/// Each block of what is read as a line: `tests_shown.rs` says how.
fn check(name: &str, bytes: impl AsRef<[u8]>, expected: &[&str]) -> Source {
    let source = import::read(name, bytes.as_ref()).unwrap_or_else(|error| panic!("{name}: {error}"));
    assert_eq!(shown(&source), expected, "{name}");
    source
}

/// A file of `tests/documents`.
fn document(name: &str) -> Vec<u8> {
    let path = format!("{}/tests/documents/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Why a document is not read.
fn refusal(name: &str, bytes: &[u8]) -> String {
    match import::read(name, bytes) {
        Ok(source) => panic!("{name} was read: {:?}", shown(&source)),
        Err(error) => error.to_string(),
    }
}
