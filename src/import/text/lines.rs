//! A plain text: a paragraph for each line, and the tables among them.

use super::{columns, pipes};
use crate::error::Error;
use crate::import::budget::Budget;
use crate::import::grid::Grid;
use crate::import::{Block, Cell, Paragraph, Source, Table};

/// Rows that were found in lines: for each the columns and texts of its cells.
pub(super) type Rows<'a> = Vec<Vec<(u32, &'a str)>>;

/// Reads a text.
///
/// # Errors
/// It holds more than is read.
pub(in crate::import) fn read(text: &str, budget: &mut Budget) -> Result<Source, Error> {
    let lines: Vec<&str> = lines(text);
    budget.pieces(lines.len() as u64)?;
    let mut source = Source::default();
    let (mut at, mut gap) = (0, 0);
    // Before this line no aligned columns begin.
    let mut unaligned = 0;
    while let Some(line) = lines.get(at) {
        let rest = lines.get(at..).unwrap_or_default();
        if line.trim().is_empty() {
            gap += 1;
            at += 1;
            continue;
        }
        let mut found = pipes::table(rest).or_else(|| columns::tabbed(rest));
        if found.is_none() && at >= unaligned {
            match columns::aligned(rest) {
                Ok(aligned) => found = Some(aligned),
                Err(looked_at) => unaligned = at + looked_at,
            }
        }
        match found {
            Some(found) => {
                source.blocks.extend(table(found.rows, at + found.first + 1, budget)?.map(Block::Table));
                at += found.lines;
            }
            None => {
                source.blocks.push(Block::Text(paragraph(line, at + 1, gap)));
                at += 1;
            }
        }
        gap = 0;
    }
    Ok(source)
}

/// A table found at the beginning of some lines.
#[derive(Debug)]
pub(super) struct Found<'a> {
    pub rows: Rows<'a>,
    /// The line of its first row, from 0.
    pub first: usize,
    /// Lines that it takes, at least 1.
    pub lines: usize,
}

/// Lines of a text, whatever ends them.
fn lines(text: &str) -> Vec<&str> {
    let ends = |c: char| matches!(c, '\n' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}');
    let lines = text.split(ends).map(|line| line.strip_suffix('\r').unwrap_or(line));
    // A lone carriage return ended lines on old Macintoshes.
    lines.flat_map(|line| line.split('\r')).collect()
}

/// Rows become a table. Blank cells are left out, their columns kept.
pub(super) fn table(rows: Rows<'_>, line: usize, budget: &mut Budget) -> Result<Option<Table>, Error> {
    let mut grid = Grid::default();
    for (row, cells) in (0..).zip(rows) {
        for (column, text) in cells {
            let text = text.trim();
            if !text.is_empty() {
                grid.put(Cell::single(row, column, text), budget)?;
            }
        }
    }
    Ok(grid.finish(budget)?.map(|table| Table { line, ..table }))
}

fn paragraph(line: &str, number: usize, gap: usize) -> Paragraph {
    let text = line.trim_start();
    let marks = text.bytes().take_while(|byte| *byte == b'#').count();
    let heading = text.get(marks..).and_then(|rest| rest.strip_prefix(' ')).map(str::trim);
    match (marks, heading) {
        (1..=6, Some(heading)) if !heading.is_empty() => {
            Paragraph { text: heading.to_owned(), level: u8::try_from(marks).unwrap_or(6), line: number, gap }
        }
        _ => Paragraph { text: line.trim().to_owned(), level: 0, line: number, gap },
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::tests_shown::shown;
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let source = read(text, &mut Budget::default()).unwrap();
        assert_eq!(shown(&source), expected);
    }

    #[test]
    fn a_line_is_a_paragraph_and_keeps_its_number_and_its_gap() {
        check(
            "金塘镇年度报告\r\n\r\n  一、概述\r\n\n\n收到申请215件。",
            &["1: 金塘镇年度报告", "3+1: 一、概述", "6+2: 收到申请215件。"],
        );
        check("一行\r二行\u{2028}三行", &["1: 一行", "2: 二行", "3: 三行"]);
    }

    #[test]
    fn one_cell_per_line_keeps_its_blanks_as_gaps() {
        check(
            "2.政府网站公开政府信息数\n\n259\n\n3.政务微博公开政府信息数\n\n\n4.政务微信公开政府信息数\n",
            &[
                "1: 2.政府网站公开政府信息数",
                "3+1: 259",
                "5+1: 3.政务微博公开政府信息数",
                "8+2: 4.政务微信公开政府信息数",
            ],
        );
    }

    #[test]
    fn headings_of_markdown_are_headings() {
        check("## 二、主动公开\n#不是标题\n# \n", &["1#2: 二、主动公开", "2: #不是标题", "3: #"]);
    }
}
