//! A document that was read, held against the one that it was made from.

use nianbao::import::{self, Cell, Source, Table};
use nianbao::report::{Block, Document, TableBlock, plain_text};

/// The tables of a source.
pub fn tables(source: &Source) -> Vec<&Table> {
    let blocks = source.blocks.iter();
    blocks
        .filter_map(|block| if let import::Block::Table(table) = block { Some(table) } else { None })
        .collect()
}

/// Panics unless each text of a table stands in its box, and nothing where a box is blank.
pub fn assert_same_tables(name: &str, found: &Source, expected: &Document) {
    let found = tables(found);
    let blocks = expected.blocks.iter();
    let expected: Vec<&TableBlock> =
        blocks.filter_map(|block| if let Block::Table(table) = block { Some(table) } else { None }).collect();
    assert_eq!(found.len(), expected.len(), "{name}: as many tables");
    for (found, expected) in found.into_iter().zip(expected) {
        let filled = expected.boxes.iter().filter(|place| !place.text.is_empty());
        let mut boxes: Vec<_> = filled
            .map(|place| {
                let area = [place.row, place.column, place.rows, place.columns].map(u32::from);
                (area, solid(&place.text))
            })
            .collect();
        boxes.sort();
        let cell = |cell: &Cell| ([cell.row, cell.column, cell.rows, cell.columns], solid(&cell.text));
        let found: Vec<_> = found.cells.iter().map(cell).filter(|(_, text)| !text.is_empty()).collect();
        for (found, expected) in found.iter().zip(&boxes) {
            assert_eq!(found, expected, "{name}");
        }
        assert_eq!(found.len(), boxes.len(), "{name}: as many boxes");
    }
}

/// Panics unless each heading and paragraph is one, whole and in order. What is printed besides (fields around a
/// table, labels of a chart) may stand between.
pub fn assert_same_prose(name: &str, found: &Source, expected: &Document) {
    let mut found = found.blocks.iter().filter_map(|block| {
        if let import::Block::Text(paragraph) = block { Some(solid(&paragraph.text)) } else { None }
    });
    for block in &expected.blocks {
        let texts = match block {
            Block::Title(text) | Block::Subtitle(text) | Block::Annex(text) => vec![text.clone()],
            Block::Heading { runs, .. } | Block::Paragraph(runs) => vec![plain_text(runs)],
            Block::Signature { agency, date } => vec![agency.clone(), date.clone()],
            Block::Picture { caption, .. } => vec![caption.clone()],
            Block::Table(_) | Block::Chart(_) => continue,
        };
        for text in texts.iter().map(|text| solid(text)).filter(|text| !text.is_empty()) {
            assert!(found.any(|paragraph| paragraph == text), "{name}: no paragraph is “{text}”");
        }
    }
}

/// Without blanks, which lines broken in a box bring and take.
fn solid(text: &str) -> String {
    text.chars().filter(|character| !character.is_whitespace()).collect()
}
