//! The tables of a document that was read, held against those of the draft that it was made from.

use nianbao::draft::Draft;
use nianbao::import::{Block, Cell, Source, Table};
use nianbao::report::{self, TableBlock, tables_only};

/// The tables of a source.
pub fn tables(source: &Source) -> Vec<&Table> {
    let blocks = source.blocks.iter();
    blocks.filter_map(|block| if let Block::Table(table) = block { Some(table) } else { None }).collect()
}

/// Panics unless the tables are those of the draft's form with its values: each text in its place, and nothing
/// where a box is blank.
pub fn assert_same(name: &str, found: &[&Table], draft: &Draft) {
    let blocks = tables_only(draft).blocks.into_iter();
    let expected: Vec<TableBlock> = blocks
        .filter_map(|block| if let report::Block::Table(table) = block { Some(table) } else { None })
        .collect();
    assert_eq!(found.len(), expected.len(), "{name}: as many tables");
    for (found, expected) in found.iter().zip(&expected) {
        let mut boxes: Vec<_> = expected
            .boxes
            .iter()
            .filter(|place| !place.text.is_empty())
            .map(|place| {
                let area = [place.row, place.column, place.rows, place.columns].map(u32::from);
                (area, solid(&place.text))
            })
            .collect();
        boxes.sort();
        let cell = |cell: &Cell| ([cell.row, cell.column, cell.rows, cell.columns], solid(&cell.text));
        let found: Vec<_> = found.cells.iter().map(cell).collect();
        let found: Vec<_> = found.into_iter().filter(|(_, text)| !text.is_empty()).collect();
        for (found, expected) in found.iter().zip(&boxes) {
            assert_eq!(found, expected, "{name}: {}", expected.1);
        }
        assert_eq!(found.len(), boxes.len(), "{name}: as many boxes");
    }
}

/// Without blanks, which lines broken in a box bring and take.
fn solid(text: &str) -> String {
    text.chars().filter(|character| !character.is_whitespace()).collect()
}
