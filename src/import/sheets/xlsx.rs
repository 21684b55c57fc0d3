//! Excel since 2007: XLSX and XLSM.

use super::workbook::{Area, Sheet, Workbook};
use super::xlsx_parts::Shared;
use super::xml::{Attributes, Node, walk};
use crate::error::Error;
use crate::import::Source;
use crate::import::budget::Budget;
use crate::import::packed::{Packed, damaged};

/// Reads a workbook. Formulas count by the value that was stored with them.
///
/// # Errors
/// It is damaged or holds more than is read.
pub(in crate::import) fn read(bytes: &[u8], budget: &mut Budget) -> Result<Source, Error> {
    let mut packed = Packed::open(bytes)?;
    let shared = Shared::read(&mut packed, budget)?;
    let mut workbook = Workbook::default();
    for listed in &shared.sheets {
        workbook.add(&listed.name, listed.is_hidden, budget, |budget| {
            let part = packed.part(&listed.path, budget)?.ok_or_else(damaged)?;
            sheet(part, &shared, budget)
        })?;
    }
    workbook.titled(&shared.title).finish()
}

/// A cell while it is read.
#[derive(Debug, Default)]
struct Open {
    row: u32,
    column: u32,
    /// `s`, `str`, `inlineStr`, `b`, `e`, `d`, `n`; empty is a number.
    kind: String,
    style: usize,
    text: String,
}

fn sheet(part: Vec<u8>, shared: &Shared, budget: &mut Budget) -> Result<Sheet, Error> {
    let mut sheet = Sheet::default();
    // Where the next row and cell are, if they do not say so.
    let (mut row, mut column) = (0, 0);
    let mut cell = Open::default();
    let (mut in_text, mut phonetic) = (false, false);
    walk(part, |node| {
        match node {
            Node::Open("col" | "row", ref attributes) if attributes.is_on("hidden") => {
                sheet.has_hidden_lines = true
            }
            _ => {}
        }
        match node {
            Node::Open("row", attributes) => {
                row = attributes.number("r").and_then(|row| row.checked_sub(1)).unwrap_or(row);
                column = 0;
            }
            Node::Close("row") => row = row.saturating_add(1),
            Node::Open("c", attributes) => {
                cell = opened(&attributes, row, column);
                column = cell.column.saturating_add(1);
            }
            Node::Open("v", _) => in_text = true,
            Node::Open("t", _) => in_text = !phonetic,
            Node::Open("rPh", _) => phonetic = true,
            Node::Close("rPh") => phonetic = false,
            Node::Close("v" | "t") => in_text = false,
            Node::Text(text) if in_text => cell.text.push_str(text),
            Node::Close("c") => {
                let Open { row, column, .. } = cell;
                match (cell.kind.as_str(), cell.text.trim().parse::<usize>()) {
                    ("s", Ok(index)) => {
                        let text = shared.strings.get(index).unwrap_or_default();
                        // A long one may be named by every cell.
                        budget.unpack(text.len() as u64)?;
                        sheet.put(row, column, text, budget)?;
                    }
                    _ => sheet.put(row, column, &text_of(&cell, shared), budget)?,
                }
            }
            Node::Open("mergeCell", attributes) => {
                if let Some(area) = attributes.get("ref").and_then(|reference| area(&reference)) {
                    sheet.merge(area, budget)?;
                }
            }
            _ => {}
        }
        Ok(())
    })?;
    Ok(sheet)
}

fn opened(attributes: &Attributes<'_>, row: u32, column: u32) -> Open {
    let (row, column) = attributes.get("r").and_then(|name| place(&name)).unwrap_or((row, column));
    Open {
        row,
        column,
        kind: attributes.get("t").unwrap_or_default(),
        style: attributes.number("s").map_or(0, |style| style as usize),
        text: String::new(),
    }
}

/// What a cell without shared string shows.
fn text_of(cell: &Open, shared: &Shared) -> String {
    match cell.kind.as_str() {
        "b" => if cell.text.trim() == "1" { "TRUE" } else { "FALSE" }.to_owned(),
        "" | "n" => {
            let shown = shared.formats.get(cell.style).copied().unwrap_or_default();
            let number = cell.text.trim().parse::<f64>().ok().filter(|number| number.is_finite());
            number.map_or_else(|| cell.text.clone(), |number| shown.text(number, shared.since_1904))
        }
        _ => cell.text.clone(),
    }
}

/// Row and column, both from 0, of a cell named `B3`, `$B$3`.
fn place(name: &str) -> Option<(u32, u32)> {
    let letters = || name.chars().filter(|c| *c != '$');
    let column = letters().take_while(char::is_ascii_alphabetic).try_fold(0u32, |column, letter| {
        column.checked_mul(26)?.checked_add(letter.to_digit(36)?.checked_sub(9)?)
    })?;
    let row: String = letters().skip_while(char::is_ascii_alphabetic).collect();
    Some((row.parse::<u32>().ok()?.checked_sub(1)?, column.checked_sub(1)?))
}

/// `A1:G2`
fn area(reference: &str) -> Option<Area> {
    let (first, last) = reference.split_once(':')?;
    let ((row, column), (last_row, last_column)) = (place(first)?, place(last)?);
    let length = |first: u32, last: u32| last.checked_sub(first)?.checked_add(1);
    Some(Area { row, column, rows: length(row, last_row)?, columns: length(column, last_column)? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_where_its_name_says() {
        let check = |name: &str, expected| assert_eq!(place(name), expected, "{name}");
        check("A1", Some((0, 0)));
        check("$B$3", Some((2, 1)));
        check("XFD1048576", Some((1_048_575, 16_383)));
        for name in ["", "A", "1", "A0", "ZZZZZZZZZ1", "A99999999999", "A1B"] {
            check(name, None);
        }
        assert_eq!(area("A1:G2"), Some(Area { row: 0, column: 0, rows: 2, columns: 7 }));
        assert_eq!(area("G2:A1"), None);
    }
}
