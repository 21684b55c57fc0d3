//! Tables of HTML in a text of lines, as programs that recognise scanned pages write them into Markdown.

use super::lines;
use crate::error::Error;
use crate::import::budget::Budget;
use crate::import::{Block, Source, html};

const BEGIN: &str = "<table";
const END: &str = "</table>";

/// Whether a text has tables of HTML and is no page otherwise: its lines count.
pub(in crate::import) fn has_tables(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    lower.contains(BEGIN) && lower.contains(END) && !outside(&lower).any(has_tags)
}

/// Reads the lines as lines and the tables as tables.
///
/// # Errors
/// It holds more than is read.
pub(in crate::import) fn read(text: &str, budget: &mut Budget) -> Result<Source, Error> {
    let lower = text.to_ascii_lowercase();
    let mut source = Source::default();
    let (mut at, mut line) = (0, 0);
    for (is_table, length) in pieces(&lower) {
        // Lower case changes no length: only ASCII letters are.
        let piece = text.get(at..at + length).unwrap_or_default();
        at += length;
        let read = if is_table { html::read(piece, budget) } else { lines::read(piece, budget) }?;
        let numbered = read.blocks.into_iter().map(|block| match block {
            Block::Text(mut paragraph) => {
                paragraph.line = line + paragraph.line.max(1);
                Block::Text(paragraph)
            }
            Block::Table(mut table) => {
                table.line = line + table.line.max(1);
                Block::Table(table)
            }
        });
        source.blocks.extend(numbered);
        line += piece.matches('\n').count();
    }
    Ok(source)
}

fn has_tags(lower: &str) -> bool {
    let mut after = lower.split('<').skip(1);
    after.any(|text| text.starts_with(|c: char| c.is_ascii_lowercase() || matches!(c, '/' | '!')))
}

/// What is in no table.
fn outside(lower: &str) -> impl Iterator<Item = &str> {
    let mut at = 0;
    pieces(lower).into_iter().filter_map(move |(is_table, length)| {
        let piece = lower.get(at..at + length);
        at += length;
        piece.filter(|_| !is_table)
    })
}

/// The text in pieces, each with its length and whether it is a table, nested ones in it.
fn pieces(lower: &str) -> Vec<(bool, usize)> {
    let mut pieces = Vec::new();
    let mut rest = lower;
    while let Some(begin) = rest.find(BEGIN) {
        pieces.push((false, begin));
        rest = rest.get(begin..).unwrap_or_default();
        let (mut depth, mut end) = (0usize, 0);
        loop {
            let here = rest.get(end..).unwrap_or_default();
            match (here.find(BEGIN), here.find(END)) {
                (Some(opens), Some(closes)) if opens < closes => {
                    depth += 1;
                    end += opens + BEGIN.len();
                }
                (_, Some(closes)) => {
                    depth = depth.saturating_sub(1);
                    end += closes + END.len();
                }
                // Not closed: the rest is part of it.
                _ => end = rest.len(),
            }
            if depth == 0 || end >= rest.len() {
                break;
            }
        }
        pieces.push((true, end));
        rest = rest.get(end..).unwrap_or_default();
    }
    pieces.push((false, rest.len()));
    pieces
}

#[cfg(test)]
mod tests {
    use super::super::super::tests_shown::shown;
    use super::*;

    #[test]
    fn lines_and_tables_stay_what_they_are() {
        let text = "# 年报\n一、概述\n\n<table><tr><td>商业<br>企业</td><td>215</td></tr>\n<tr><td>其他</td><td>0</td></tr></table>\n二、其他\n三、无\n";
        assert!(has_tables(text));
        let source = read(text, &mut Budget::default()).unwrap();
        assert_eq!(
            shown(&source),
            ["1#1: 年报", "2: 一、概述", "4| 商业⏎企业 | 215 / 其他 | 0", "6+1: 二、其他", "7: 三、无"]
        );
    }

    #[test]
    fn a_page_is_a_page() {
        for text in [
            "<p>一</p><table><tr><td>1</table>",
            "一\n二",
            "<table>",
            "<div><table></table></div>",
            "<title>一</title><table></table>",
        ] {
            assert!(!has_tables(text), "{text}");
        }
        assert!(has_tables("1 < 2 <table><tr><td><p>1</p></table>"));
    }
}
