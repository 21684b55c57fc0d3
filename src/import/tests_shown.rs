//! For tests: a source in few words.

use super::{Block, Source, Table};

/// Each block as a line: `3+1: text` (line, gap), `2#3: heading` (level), `2| a | b / c` (a table, rows parted by `/`,
/// a cell over several columns or rows with `[rows×columns]`).
pub(super) fn shown(source: &Source) -> Vec<String> {
    source.blocks.iter().map(block).collect()
}

fn block(block: &Block) -> String {
    match block {
        Block::Text(paragraph) => {
            let gap = if paragraph.gap > 0 { format!("+{}", paragraph.gap) } else { String::new() };
            let level = if paragraph.level > 0 { format!("#{}", paragraph.level) } else { String::new() };
            format!("{}{gap}{level}: {}", paragraph.line, paragraph.text)
        }
        Block::Table(table) => format!("{}{}| {}", table.name, table.line, rows(table)),
    }
}

fn rows(table: &Table) -> String {
    let count = table.cells.iter().map(|cell| cell.row + 1).max().unwrap_or(0);
    let row = |row: u32| {
        let mut column = 0;
        let mut texts = Vec::new();
        for cell in table.cells.iter().filter(|cell| cell.row == row) {
            texts.extend((column..cell.column).map(|_| String::new()));
            let span = match (cell.rows, cell.columns) {
                (1, 1) => String::new(),
                (rows, columns) => format!("[{rows}×{columns}]"),
            };
            texts.push(format!("{}{span}", cell.text.replace('\n', "⏎")));
            column = cell.column + cell.columns;
        }
        texts.join(" | ")
    };
    let rows: Vec<String> = (0..count).map(row).collect();
    // A blank row is nothing between two strokes.
    rows.join(" / ").replace("/  /", "/ /")
}
