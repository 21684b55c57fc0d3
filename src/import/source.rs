//! What a foreign document says, before anyone asks what it means: paragraphs and tables in reading order.

use std::ops::Range;

/// A document as it was read: its text mended (`mend.rs`), nothing of it interpreted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Source {
    /// Paragraphs and tables in reading order.
    pub blocks: Vec<Block>,
    /// What was passed over or mended while reading, a sentence each.
    pub notes: Vec<String>,
}

/// A piece of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A paragraph, or a line of a plain text.
    Text(Paragraph),
    /// A table.
    Table(Table),
}

/// A paragraph, or a line of a plain text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Paragraph {
    /// Its text, without line breaks at its ends; never empty.
    pub text: String,
    /// 1 to 6 for what the document itself marks as a heading; 0 for all else.
    pub level: u8,
    /// Line of a text file, page of a PDF, from 1; 0 where there is none.
    pub line: usize,
    /// Empty lines before it: in a table with one cell to a line they are its blank cells.
    pub gap: usize,
}

/// A table. Where its source had no reliable columns (broken pipes) its rows differ in length.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table {
    /// Name of its sheet; empty where it has none.
    pub name: String,
    /// Line of a text file, page of a PDF, from 1; 0 where there is none.
    pub line: usize,
    /// Its cells in reading order (by row, then column); none covers another. Blank ones may be left out.
    pub cells: Vec<Cell>,
}

/// A cell of a table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cell {
    /// First row, from 0.
    pub row: u32,
    /// First column, from 0.
    pub column: u32,
    /// Rows covered, at least 1.
    pub rows: u32,
    /// Columns covered, at least 1.
    pub columns: u32,
    /// What stands in it, trimmed; lines of it joined by a line feed.
    pub text: String,
}

impl Cell {
    /// A cell of one row and one column.
    pub fn single(row: u32, column: u32, text: impl Into<String>) -> Self {
        Self { row, column, rows: 1, columns: 1, text: text.into() }
    }
}

/// A place in a source: bytes of a paragraph, or of a cell of a table.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Spot {
    /// Index into [`Source::blocks`].
    pub block: usize,
    /// Index into [`Table::cells`]; `None` in a paragraph.
    pub cell: Option<usize>,
    /// Bytes of its text.
    pub range: Range<usize>,
}

impl Spot {
    /// Its place in reading order.
    pub fn order(&self) -> (usize, Option<usize>, usize) {
        (self.block, self.cell, self.range.start)
    }
}

impl Source {
    /// The text of the block or the cell that a spot lies in; empty where there is none.
    pub fn around(&self, spot: &Spot) -> &str {
        match (self.blocks.get(spot.block), spot.cell) {
            (Some(Block::Text(paragraph)), None) => &paragraph.text,
            (Some(Block::Table(table)), Some(cell)) => table.cells.get(cell).map_or("", |cell| &cell.text),
            _ => "",
        }
    }

    /// The words at a spot; empty where there are none.
    pub fn words(&self, spot: &Spot) -> &str {
        self.around(spot).get(spot.range.clone()).unwrap_or("")
    }

    /// Where a spot is, for people: `第 12 行`, `表 2 第 3 行第 4 列`, `“统计表”第 3 行第 4 列`.
    pub fn place(&self, spot: &Spot) -> String {
        match self.blocks.get(spot.block) {
            Some(Block::Text(paragraph)) if paragraph.line > 0 => format!("第 {} 行", paragraph.line),
            Some(Block::Table(table)) => {
                let name = match table.name.as_str() {
                    "" => format!("表 {} ", self.tables_before(spot.block) + 1),
                    name => format!("“{name}”"),
                };
                match spot.cell.and_then(|cell| table.cells.get(cell)) {
                    Some(cell) => format!("{name}第 {} 行第 {} 列", cell.row + 1, cell.column + 1),
                    None => name.trim_end().to_owned(),
                }
            }
            _ => format!("第 {} 段", spot.block - self.tables_before(spot.block) + 1),
        }
    }

    fn tables_before(&self, block: usize) -> usize {
        self.blocks.iter().take(block).filter(|block| matches!(block, Block::Table(_))).count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spot_says_where_it_is() {
        let paragraph = |line| {
            Block::Text(Paragraph { text: "收到申请215件".to_owned(), line, ..Paragraph::default() })
        };
        let table = |name: &str| {
            let cells = vec![Cell::single(0, 0, "收到申请数"), Cell::single(0, 2, "215")];
            Block::Table(Table { name: name.to_owned(), cells, ..Table::default() })
        };
        let source = Source {
            blocks: vec![paragraph(0), table(""), paragraph(12), table("统计表"), paragraph(0)],
            notes: Vec::new(),
        };
        let check = |block, cell, expected: &str| {
            assert_eq!(source.place(&Spot { block, cell, range: 0..1 }), expected);
        };
        check(0, None, "第 1 段");
        check(1, Some(1), "表 1 第 1 行第 3 列");
        check(2, None, "第 12 行");
        check(3, Some(0), "“统计表”第 1 行第 1 列");
        check(4, None, "第 3 段");
        assert_eq!(source.words(&Spot { block: 0, cell: None, range: 12..15 }), "215");
        assert_eq!(source.words(&Spot { block: 9, cell: None, range: 0..1 }), "");
    }
}
