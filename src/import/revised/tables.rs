//! A table of the form held against the one that came back, box by box.

use std::collections::BTreeSet;

use super::align::{alike, paired, solid};
use super::revision::{Author, FigureQuestion, FixedChange, Place, Revision};
use crate::draft::{Draft, Value};
use crate::form::CellKey;
use crate::import::docx::{StoryCell, StoryTable};
use crate::report::{TableBlock, TableBox};

/// Rows with less in common are two.
const ALIKE: f32 = 0.4;
/// The most pairs of rows that are weighed.
const MOST_PAIRS: usize = 200_000;
/// The most new rows that are listed.
const MOST_NEW: usize = 50;

/// Adds what differs in a table to a revision.
pub(super) fn compare_table(table: &TableBlock, theirs: &StoryTable, draft: &Draft, revision: &mut Revision) {
    let place = || Place::Table(table.name.clone());
    let lines = by_row(theirs);
    let has_shape = u32::from(table.rows) == theirs.rows && table.columns.len() as u32 == theirs.columns;
    let rows: Vec<Option<u32>> = match has_shape {
        true => (0..u32::from(table.rows)).map(Some).collect(),
        false => rows(table, &lines),
    };
    for own in &table.boxes {
        let row = rows.get(usize::from(own.row)).copied().flatten();
        let Some(cell) = row.and_then(|row| cell(own, table, lines.get(row as usize)?, has_shape)) else {
            if !own.text.trim().is_empty() {
                let (old, new) = (one_line(&own.text), String::new());
                revision.fixed.push(FixedChange { place: place(), old, new });
            }
            continue;
        };
        let text = cell.text();
        match &own.cell {
            Some(key) => figure(key, own, cell, &text, table, draft, revision),
            None if solid(&text) != solid(&own.text) => {
                let (old, new) = (one_line(&own.text), one_line(&text));
                revision.fixed.push(FixedChange { place: place(), old, new });
            }
            None => {}
        }
    }
    let known: BTreeSet<u32> = rows.into_iter().flatten().collect();
    let new = (0..).zip(&lines).filter(|(row, _)| !known.contains(row)).map(|(_, cells)| row_text(cells));
    for new in new.filter(|text| !text.is_empty()).take(MOST_NEW) {
        revision.fixed.push(FixedChange { place: place(), old: String::new(), new });
    }
}

/// The cells of each row. A table may come from anywhere: they are looked through once.
fn by_row(table: &StoryTable) -> Vec<Vec<&StoryCell>> {
    let mut rows = vec![Vec::new(); table.rows as usize];
    for cell in &table.cells {
        if let Some(row) = rows.get_mut(cell.row as usize) {
            row.push(cell);
        }
    }
    rows
}

fn figure(
    key: &CellKey,
    own: &TableBox,
    cell: &StoryCell,
    text: &str,
    table: &TableBlock,
    draft: &Draft,
    revision: &mut Revision,
) {
    let Some(id) = draft.form().find(key) else { return };
    let kind = draft.form().cell(id).kind;
    let (old, new) = (Value::read(&own.text, kind), Value::read(text, kind));
    let number = |value: &Option<Value>| value.as_ref().and_then(Value::number);
    if old == new || number(&old).is_some() && number(&old) == number(&new) {
        return;
    }
    let runs = cell.paragraphs.iter().flat_map(|paragraph| &paragraph.runs);
    let by = runs.filter_map(|run| run.change.as_ref()).next();
    let question = FigureQuestion {
        cell: key.clone(),
        old: own.text.trim().to_owned(),
        new: one_line(text),
        is_figure: !matches!(new, Some(Value::Text(_))),
        value: new,
        in_table: format!("“{}”第 {} 行", table.name, own.row + 1),
        in_text: Vec::new(),
        follows: 0,
        by: by.map(|change| Author::new(&change.author, &change.date)),
    };
    revision.ask(question, None);
}

/// The row of the other table that each row is, where the tables have not the same shape.
fn rows(table: &TableBlock, theirs: &[Vec<&StoryCell>]) -> Vec<Option<u32>> {
    let mut rows = vec![None; usize::from(table.rows)];
    if rows.len().saturating_mul(theirs.len()) > MOST_PAIRS {
        return rows;
    }
    let labels = |row: u16| {
        let labels = table.boxes.iter().filter(|place| place.row == row && place.cell.is_none());
        labels.map(|place| place.text.as_str()).collect::<String>()
    };
    let own: Vec<String> = (0..table.rows).map(labels).collect();
    let other: Vec<String> = theirs.iter().map(|cells| label_text(cells)).collect();
    let likeness = |i: usize, j: usize| match (own.get(i), other.get(j)) {
        (Some(own), Some(other)) => alike(own, other),
        _ => 0.0,
    };
    let pairs = paired(own.len(), other.len(), |i, j| {
        let likeness = likeness(i, j);
        if likeness < ALIKE { 0.0 } else { likeness }
    });
    for (i, j) in pairs {
        if let Some(row) = rows.get_mut(i) {
            *row = u32::try_from(j).ok();
        }
    }
    rows
}

/// The texts of a row that are no numbers.
fn label_text(cells: &[&StoryCell]) -> String {
    let cells = cells.iter().map(|cell| cell.text());
    let is_number = |text: &String| text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '/'));
    cells.filter(|text| !is_number(text)).collect()
}

fn row_text(cells: &[&StoryCell]) -> String {
    let cells = cells.iter().map(|cell| one_line(&cell.text()));
    let cells: Vec<String> = cells.filter(|text| !text.is_empty()).collect();
    cells.join("　")
}

/// The cell of a row that a box is: the one at its column, or where the tables have not the same shape the one
/// in its turn.
fn cell<'a>(
    own: &TableBox,
    table: &TableBlock,
    cells: &[&'a StoryCell],
    has_shape: bool,
) -> Option<&'a StoryCell> {
    if has_shape {
        return cells.iter().copied().find(|cell| cell.column == u32::from(own.column));
    }
    let mut boxes: Vec<&TableBox> = table.boxes.iter().filter(|place| place.row == own.row).collect();
    boxes.sort_by_key(|place| place.column);
    let turn = boxes.iter().position(|place| place.column == own.column)?;
    if boxes.len() == cells.len() { cells.get(turn).copied() } else { None }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
