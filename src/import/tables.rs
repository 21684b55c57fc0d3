//! The official tables found in a source: each cell that they state, with its place.

use std::collections::{BTreeMap, HashMap};

use super::assign::{assign, this_year};
use super::form_rows::{FormRow, form_rows};
use super::label::{Met, with_remarks};
use super::pair::{Pair, Pairing, fits, pair};
use super::rows::{Piece, Row};
use super::{By, Doubt, Figure, Question, Source, Spot};
use crate::draft::{Misread, Value};
use crate::form::{CellId, Form, Kind};

/// What the tables of a source say on one edition.
#[derive(Debug, Clone, Default)]
pub(super) struct Tables {
    /// Cells with a number, and cells that are there and blank.
    pub figures: Vec<Figure>,
    /// Cells whose number is not sure.
    pub questions: Vec<Question>,
    /// How well the edition fits; 0 where it has nothing of it.
    pub score: f64,
}

/// A blank cell is believed only in a table of which so many rows are known: a heading of the text may read
/// like a label.
const ROWS_OF_A_TABLE: usize = 6;

/// What the rows say on a form.
pub(super) fn tables(source: &Source, rows: &[Row], form: &Form, year: Option<u16>) -> Tables {
    let form_rows = form_rows(form);
    let by_path = by_path(rows, form);
    let Pairing { pairs, score } = pair(rows, &form_rows);
    let pairs: Vec<Pair> = pairs.into_iter().filter(|pair| !by_path.contains_key(&pair.row)).collect();
    let score = score + 15.0 * by_path.len() as f64;
    let known = pairs.iter().filter(|pair| rows.get(pair.row).is_some_and(Row::has_numbers)).count();
    let with_heads = heads_met(rows, &form_rows);
    let mut found = Tables { score: score + 3.0 * with_heads as f64, ..Tables::default() };
    let mut taken = vec![false; rows.len()];
    let columns = columns_of(&pairs, rows, &form_rows);
    for (at, cell) in &by_path {
        let Some(row) = rows.get(*at) else { continue };
        let first = (row.values.len() == 1).then(|| row.values.first());
        if let Some(piece) = this_year(row, year).or(first) {
            found.take(source, form, &[*cell], &[piece], row, Doubtful::No);
        }
    }
    for pair in &pairs {
        let (Some(row), Some(form_row)) = (rows.get(pair.row), form_rows.get(pair.form_row)) else {
            continue;
        };
        if let Some(taken) = taken.get_mut(pair.row) {
            *taken = true;
        }
        // One row that reads like a label is no table yet.
        let beside = |other: &&Pair| {
            rows.get(other.row).is_some_and(|other| other.block == row.block && other.has_numbers())
        };
        let is_in_table = row.is_in_columns && pairs.iter().filter(beside).count() >= 2;
        if !row.has_numbers() && known < ROWS_OF_A_TABLE && !is_in_table {
            continue;
        }
        let columns = columns.get(&(row.block, form_row.cells.len())).map(Vec::as_slice);
        match assign(row, form_row, year, columns) {
            Some(pieces) => found.take(source, form, &form_row.cells, &pieces, row, Doubtful::No),
            None => found.unpaired(source, form, form_row, row),
        }
    }
    for form_row in form_rows.iter().filter(|row| row.label.is_none()) {
        found.nameless(source, form, form_row, rows, &taken);
    }
    found.figures.sort_by_key(|figure| figure.cell);
    found
}

/// Rows that name a cell by its whole path, as files for other programs do.
fn by_path(rows: &[Row], form: &Form) -> BTreeMap<usize, CellId> {
    let paths: HashMap<String, CellId> =
        form.ids().map(|id| (with_remarks(&form.cell(id).path), id)).collect();
    let mut found = BTreeMap::new();
    for (at, row) in rows.iter().enumerate().filter(|(_, row)| row.is_in_columns) {
        if let Some(cell) = row.labels.iter().find_map(|met| paths.get(met.all())) {
            found.insert(at, *cell);
        }
    }
    // One label may happen to be all of a path (四、行政复议数量): a list of paths has many.
    found.retain(|at, cell| {
        form.cell(*cell).path.contains('/') || rows.get(*at).is_some_and(|row| row.labels.len() > 1)
    });
    if found.len() < 8 { BTreeMap::new() } else { found }
}

/// The columns of the numbers in each table of the source, from its rows that lack none: by the block and how many
/// numbers a row has.
fn columns_of(pairs: &[Pair], rows: &[Row], form_rows: &[FormRow]) -> HashMap<(usize, usize), Vec<u32>> {
    let mut columns = HashMap::new();
    for pair in pairs {
        let (Some(row), Some(form_row)) = (rows.get(pair.row), form_rows.get(pair.form_row)) else {
            continue;
        };
        let wanted = form_row.cells.len();
        let starts: Vec<u32> = row.values.iter().take(wanted).map(|piece| piece.columns.start).collect();
        let apart = starts.windows(2).all(|pair| pair.first() < pair.last());
        if wanted > 1 && fits(row, wanted) && apart {
            columns.entry((row.block, wanted)).or_insert(starts);
        }
    }
    columns
}

/// How many of the words that a form prints over its columns stand in the rows: they tell two editions apart.
fn heads_met(rows: &[Row], form_rows: &[FormRow]) -> usize {
    let mut heads: Vec<&str> = form_rows.iter().flat_map(|row| &row.heads).map(|head| head.bones()).collect();
    heads.sort_unstable();
    heads.dedup();
    heads.retain(|head| head.chars().count() >= 4);
    let is_met = |head: &str| {
        let same = |met: &Met| met.bones() == head;
        rows.iter().any(|row| row.labels.first().is_some_and(same) || row.context.iter().any(same))
    };
    heads.iter().filter(|head| is_met(head)).count()
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Doubtful {
    No,
    Yes,
}

impl Tables {
    fn take(
        &mut self,
        source: &Source,
        form: &Form,
        cells: &[CellId],
        pieces: &[Option<&Piece>],
        row: &Row,
        doubtful: Doubtful,
    ) {
        for (cell, piece) in cells.iter().zip(pieces) {
            if self.figures.iter().any(|figure| figure.cell == *cell) {
                continue;
            }
            let spot = piece.and_then(|piece| piece.spot.clone());
            let Some(spot) = spot else {
                // A blank has no place of its own: that of its row.
                if let Some(spot) = row.label_spot.clone().or_else(|| first_spot(row)) {
                    self.figures.push(Figure { cell: *cell, value: None, spot, by: By::Table });
                }
                continue;
            };
            match (value(source.words(&spot), form.cell(*cell).kind), doubtful) {
                (Some((value, None)), Doubtful::No) => {
                    self.figures.push(Figure { cell: *cell, value: Some(value), spot, by: By::Table });
                }
                (Some((value, doubt)), _) => {
                    let why = doubt.unwrap_or(Doubt::Unpaired);
                    self.questions.push(Question { cell: *cell, value, spot, why });
                }
                (None, _) => self.figures.push(Figure { cell: *cell, value: None, spot, by: By::Table }),
            }
        }
    }

    /// A row whose label is known while its numbers are not as many as its cells: each is asked about.
    fn unpaired(&mut self, source: &Source, form: &Form, form_row: &FormRow, row: &Row) {
        if form_row.cells.len() == 1 {
            let first = row.values.iter().find(|piece| piece.spot.is_some());
            self.take(source, form, &form_row.cells, &[first], row, Doubtful::Yes);
        }
    }

    /// A row that the form prints without a label: known by the words over it, all or one group of them.
    fn nameless(&mut self, source: &Source, form: &Form, form_row: &FormRow, rows: &[Row], taken: &[bool]) {
        let free = |at: usize| taken.get(at) == Some(&false);
        let wanted = form_row.cells.len();
        let has_heads = |row: &Row, heads: &[usize]| {
            let mut bones: Vec<&str> =
                heads.iter().filter_map(|at| form_row.heads.get(*at)).map(|head| head.bones()).collect();
            bones.sort_unstable();
            bones.dedup();
            let met =
                bones.iter().filter(|head| row.context.iter().any(|met| met.all().contains(**head))).count();
            met * 2 >= bones.len()
        };
        // Broken heads may leave only the words over several of them.
        let has_groups = |row: &Row| {
            form_row.groups.len() > 1
                && form_row
                    .groups
                    .iter()
                    .all(|(group, _)| row.context.iter().any(|met| met.all().contains(group.bones())))
        };
        let all: Vec<usize> = (0..wanted).collect();
        let whole = rows
            .iter()
            .enumerate()
            .filter(|(at, row)| free(*at) && row.has_numbers() && (has_heads(row, &all) || has_groups(row)))
            .filter_map(|(_, row)| Some((row, assign(row, form_row, None, None)?)));
        let whole: Vec<(&Row, _)> = whole.collect();
        if let [(row, pieces)] = whole.as_slice() {
            self.take(source, form, &form_row.cells, pieces, row, Doubtful::No);
            return;
        }
        for (group, places) in &form_row.groups {
            let part = FormRow {
                label: None,
                cells: places.iter().filter_map(|at| form_row.cells.get(*at)).copied().collect(),
                heads: places.iter().filter_map(|at| form_row.heads.get(*at)).cloned().collect(),
                table: form_row.table,
                groups: Vec::new(),
            };
            let is_named = |row: &Row| {
                let says = |met: &Met| {
                    group.likeness(met) >= 0.9
                        || (group.bones().chars().count() > 4 && met.all().contains(group.bones()))
                };
                row.labels.iter().any(says) || row.context.iter().any(says)
            };
            let fitting: Vec<(&Row, _)> = rows
                .iter()
                .enumerate()
                .filter(|(at, row)| free(*at) && row.has_numbers() && is_named(row) && has_heads(row, places))
                .filter_map(|(_, row)| Some((row, assign(row, &part, None, None)?)))
                .collect();
            if let [(row, pieces)] = fitting.as_slice() {
                self.take(source, form, &part.cells, pieces, row, Doubtful::No);
            }
        }
    }
}

fn first_spot(row: &Row) -> Option<Spot> {
    row.values.iter().find_map(|piece| piece.spot.clone())
}

/// The value that a text of a table states for a cell of that kind; `None` where it says that there is none.
fn value(text: &str, kind: Kind) -> Option<(Value, Option<Doubt>)> {
    let text = match kind {
        Kind::Count | Kind::Signed => {
            let units = ["件", "条", "次", "个", "人次", "人", "篇", "项"];
            units.iter().find_map(|unit| text.trim().strip_suffix(unit)).unwrap_or(text)
        }
        Kind::Money => text.trim().strip_suffix("万元").unwrap_or(text),
        Kind::Amount => text,
    };
    let value = Value::read(text, kind)?;
    match value.misread(kind) {
        None => Some((value, None)),
        // 元 or 万元 is for the form's own rule to ask: the figure itself is there.
        Some(Misread::NoUnit) => Some((value, None)),
        // — and 无 stand where nothing was counted: neither zero nor a number.
        Some(Misread::Dash) => None,
        Some(_) => Some((value, Some(Doubt::NoNumber))),
    }
}
