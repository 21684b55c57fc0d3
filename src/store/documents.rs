//! Foreign documents on disk. (stand-in until the readers land)

use std::path::Path;

use crate::error::Error;
use crate::import::{Block, Cell, Paragraph, Source, Table};

/// Reads a text.
///
/// # Errors
/// It cannot be read.
pub fn read(path: &Path) -> Result<Source, Error> {
    let text = std::fs::read_to_string(path).map_err(|error| Error::new(error.to_string()))?;
    let mut blocks = Vec::new();
    let mut gap = 0;
    for (line, text) in text.lines().enumerate() {
        if text.trim().is_empty() {
            gap += 1;
            continue;
        }
        if text.contains('|') && !text.contains('。') {
            if text.contains("---") {
                continue;
            }
            let trimmed = text.trim().trim_start_matches('|');
            let trimmed = trimmed.strip_suffix('|').unwrap_or(trimmed);
            let row: Vec<&str> = trimmed.split('|').map(str::trim).collect();
            let continues = gap == 0 && matches!(blocks.last(), Some(Block::Table(_)));
            if !continues {
                blocks.push(Block::Table(Table { line: line + 1, ..Table::default() }));
            }
            if let Some(Block::Table(table)) = blocks.last_mut() {
                let at = table.cells.last().map_or(0, |cell| cell.row + 1);
                table.cells.extend(row.iter().enumerate().map(|(column, text)| Cell::single(at, column as u32, *text)));
            }
        } else {
            blocks.push(Block::Text(Paragraph { text: text.trim().to_owned(), level: 0, line: line + 1, gap }));
        }
        gap = 0;
    }
    Ok(Source { blocks, notes: Vec::new() })
}
