//! What the targets share: a document is read, and what is read keeps its promises.

use std::io::{Cursor, Write as _};

use nianbao::import::{self, Block, Source};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// The most squares of tables that a source has (`import/budget.rs`).
const MOST_CELLS: u64 = 400_000;

/// Reads a document; whatever it is, there is an answer.
pub fn read(name: &str, bytes: &[u8]) {
    match import::read(name, bytes) {
        Ok(source) => sound(&source),
        Err(error) => assert!(!error.what.is_empty()),
    }
}

/// No paragraph is blank, no table has more squares than it paid for, each place in it has a name.
pub fn sound(source: &Source) {
    let mut squares = 0;
    for block in &source.blocks {
        match block {
            Block::Text(paragraph) => assert!(!paragraph.text.trim().is_empty()),
            Block::Table(table) => {
                let rows = table.cells.iter().map(|cell| u64::from(cell.row) + u64::from(cell.rows)).max();
                let columns = table.cells.iter().map(|cell| u64::from(cell.column) + u64::from(cell.columns)).max();
                squares += rows.unwrap_or(0) * columns.unwrap_or(0);
                let places = table.cells.iter().map(|cell| (cell.row, cell.column));
                assert!(places.is_sorted(), "in reading order");
            }
        }
    }
    assert!(squares <= MOST_CELLS, "{squares} squares");
}

/// A packed file of these parts, stored as they are: a fuzzer does not guess check sums.
pub fn packed(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, bytes) in parts {
        zip.start_file(*name, options).expect("a part begins");
        zip.write_all(bytes).expect("memory takes all");
    }
    zip.finish().expect("the list is written").into_inner()
}

/// Parts of an input, with a byte between them that UTF-8 does not have; those missing are empty.
pub fn parts<const N: usize>(data: &[u8]) -> [&[u8]; N] {
    let mut parts = data.splitn(N, |byte| *byte == 0xFF);
    std::array::from_fn(|_| parts.next().unwrap_or_default())
}
