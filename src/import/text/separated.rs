//! Cells with a separator between them: CSV, TSV, and the block that a spreadsheet or a word processor puts on the
//! clipboard.

use csv::ReaderBuilder;

use super::lines;
use crate::error::Error;
use crate::import::budget::Budget;
use crate::import::grid::Grid;
use crate::import::{Block, Cell, Source};

/// Lines that are looked at to tell the separator.
const LOOKED_AT: usize = 50;

/// The separator of a text of which most lines have the same number of short cells; `is_named` where the file says
/// by its name that it has one.
pub(in crate::import) fn separator(text: &str, is_named: bool) -> Option<u8> {
    let mut best = None;
    for separator in *b",\t;|" {
        let mut counts: Vec<usize> = Vec::new();
        let mut longest = 0;
        for record in records(text, separator).take(LOOKED_AT).flatten() {
            if record.iter().any(|cell| !cell.trim().is_empty()) {
                counts.push(record.len());
                longest = longest.max(record.iter().map(|cell| cell.chars().count()).max().unwrap_or(0));
            }
        }
        counts.sort_unstable();
        let Some(&middle) = counts.get(counts.len() / 2) else { continue };
        let same = counts.iter().filter(|count| **count == middle).count();
        let agrees = match is_named {
            true => true,
            // Prose has commas too, but not the same number in each line.
            false => counts.len() >= 3 && same * 10 >= counts.len() * 9 && longest <= 60,
        };
        if middle > 1 && agrees && best.is_none_or(|(_, score)| same * middle > score) {
            best = Some((separator, same * middle));
        }
    }
    best.map(|(separator, _)| separator).or_else(|| is_named.then_some(b','))
}

/// Reads cells with a separator between them as one table.
///
/// # Errors
/// There are more cells than are read.
pub(in crate::import) fn separated(text: &str, separator: u8, budget: &mut Budget) -> Result<Source, Error> {
    let mut grid = Grid::default();
    for (row, record) in (0..).zip(records(text, separator)) {
        let record = record.map_err(|fault| Error::new(format!("表格读不出来（{fault}）")))?;
        budget.pieces(1)?;
        for (column, cell) in (0..).zip(&record) {
            let cell = cell.trim();
            if !cell.is_empty() {
                grid.put(Cell::single(row, column, cell), budget)?;
            }
        }
    }
    let table = grid.finish(budget)?.map(|table| crate::import::Table { line: 1, ..table });
    Ok(Source { blocks: table.into_iter().map(Block::Table).collect(), notes: Vec::new() })
}

/// Reads what stood on the clipboard: one table where its lines have tabs, otherwise a text.
///
/// # Errors
/// It holds more than is read.
pub(in crate::import) fn pasted(text: &str, budget: &mut Budget) -> Result<Source, Error> {
    let filled = text.lines().filter(|line| !line.trim().is_empty()).count();
    let tabbed = text.lines().filter(|line| line.contains('\t')).count();
    // Cells with line breaks stand in quotes and bring lines without tabs.
    let is_block = tabbed > 0 && (tabbed * 2 >= filled || text.contains("\t\"") || text.starts_with('"'));
    if is_block { separated(text, b'\t', budget) } else { lines::read(text, budget) }
}

/// The records of a text. Quotes count only where all of them stand as a spreadsheet writes them: one alone would
/// swallow the rest.
fn records(text: &str, separator: u8) -> impl Iterator<Item = csv::Result<csv::StringRecord>> {
    ReaderBuilder::new()
        .delimiter(separator)
        .has_headers(false)
        .flexible(true)
        .quoting(has_quoted_cells(text, separator))
        .from_reader(text.as_bytes())
        .into_records()
}

/// Whether each cell that begins with a quote ends with one, before a separator or at the end of a line.
fn has_quoted_cells(text: &str, separator: u8) -> bool {
    let is_end =
        |byte: Option<&u8>| byte.is_none_or(|byte| *byte == separator || matches!(byte, b'\n' | b'\r'));
    let mut bytes = text.bytes().peekable();
    let (mut begins, mut quoted) = (true, false);
    while let Some(byte) = bytes.next() {
        if !quoted {
            quoted = begins && byte == b'"';
            begins = is_end(Some(&byte));
        } else if byte == b'"' && bytes.next_if_eq(&b'"').is_none() {
            if !is_end(bytes.peek()) {
                return false;
            }
            (quoted, begins) = (false, false);
        }
    }
    !quoted
}

#[cfg(test)]
mod tests {
    use super::super::super::tests_shown::shown;
    use super::*;

    fn check_pasted(text: &str, expected: &[&str]) {
        assert_eq!(shown(&pasted(text, &mut Budget::default()).unwrap()), expected);
    }

    fn check_separator(text: &str, is_named: bool, expected: Option<u8>) {
        assert_eq!(separator(text, is_named), expected, "{text}");
    }

    #[test]
    fn a_block_from_a_spreadsheet_is_one_table() {
        check_pasted(
            "统计指标\t单位\t统计数\r\n\"商业\n企业\"\t件\t\"他说“”\"\"好\"\"\"\r\n收到申请数\t件\t215\r\n",
            &["1| 统计指标 | 单位 | 统计数 / 商业⏎企业 | 件 | 他说“”\"好\" / 收到申请数 | 件 | 215"],
        );
        check_pasted("215\t68\t\t147", &["1| 215 | 68 |  | 147"]);
    }

    #[test]
    fn a_quote_alone_swallows_nothing() {
        check_pasted(
            "5\"\t1\n\"半个引号\t2\n收到申请数\t3",
            &["1| 5\" | 1 / \"半个引号 | 2 / 收到申请数 | 3"],
        );
    }

    #[test]
    fn other_text_from_the_clipboard_is_a_text() {
        check_pasted("一、概述\n收到申请215件。\n", &["1: 一、概述", "2: 收到申请215件。"]);
    }

    #[test]
    fn the_separator_is_told_by_looking() {
        check_separator("指标;件数\n收到申请数;215\n办结数;68", false, Some(b';'));
        check_separator("指标,件数\n\"收到,申请数\",215\n办结数,68", false, Some(b','));
        check_separator(
            "一,全年收到申请215件,其中信函68件。\n二,全部办结。\n三,没有收费,没有复议,没有诉讼。",
            false,
            None,
        );
        check_separator("收到申请数", true, Some(b','));
    }
}
