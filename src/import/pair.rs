//! Which row of a source is which row of a form. Labels decide; between rows known by their labels, rows whose
//! labels were lost are taken by their order, if there are just as many of them as the form has.

use std::collections::HashMap;

use super::form_rows::FormRow;
use super::label::Met;
use super::rows::Row;

/// A row of a source and the row of the form that it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Pair {
    /// Index of the source's row.
    pub row: usize,
    /// Index of the form's row.
    pub form_row: usize,
    /// Whether its label says so; otherwise its place does.
    pub by_label: bool,
}

/// Labels less alike than this are not the same.
const ALIKE: f64 = 0.75;
/// Enough where the row has as many numbers as the form's, and these are several.
const ALIKE_WITH_NUMBERS: f64 = 0.6;
/// Beyond so many rows nothing is looked for.
const MOST_ROWS: usize = 20_000;

/// How much of a form was found: rows with numbers weigh most.
#[derive(Debug, Clone, Default)]
pub(super) struct Pairing {
    /// The pairs in the order of the source.
    pub pairs: Vec<Pair>,
    /// How well it fits; of two editions the higher one is meant.
    pub score: f64,
}

/// Pairs the rows of a source with those of a form, in the order of both.
pub(super) fn pair(rows: &[Row], form_rows: &[FormRow]) -> Pairing {
    let scores = scores(rows, form_rows);
    let candidates: Vec<usize> = scores.iter().map(|(row, _)| *row).collect();
    let mut pairs = in_order(&scores, form_rows.len());
    let score = pairs.iter().map(|(_, _, score)| score).sum();
    let mut found: Vec<Pair> = pairs
        .drain(..)
        .map(|(at, form_row, score)| Pair {
            row: candidates.get(at).copied().unwrap_or_default(),
            form_row,
            by_label: score >= LABELLED,
        })
        .collect();
    drop_unpinned(&mut found, rows, form_rows);
    out_of_order(&mut found, rows, form_rows);
    Pairing { pairs: found, score }
}

/// What a label adds at least; a row by its order adds less.
const LABELLED: f64 = 5.0;
const BY_ORDER: f64 = 0.5;

/// For each row of the source that may be one of the form's: its score for each of these.
fn scores(rows: &[Row], form_rows: &[FormRow]) -> Vec<(usize, Vec<f64>)> {
    let mut known: HashMap<&Met, Vec<f64>> = HashMap::new();
    let mut scores = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        let mut best = vec![0.0_f64; form_rows.len()];
        for (tried, met) in row.labels.iter().enumerate() {
            let alike = known.entry(met).or_insert_with(|| {
                let like = |form_row: &FormRow| form_row.label.as_ref().map_or(0.0, |label| label.likeness(met));
                form_rows.iter().map(like).collect()
            });
            // A label joined from several lines counts a little less than one that stands alone.
            let less = 0.02 * tried as f64;
            for (best, alike) in best.iter_mut().zip(alike.iter()) {
                *best = best.max(alike - less);
            }
        }
        let filled = row.filled();
        let is_labelled = !row.labels.is_empty();
        let mut any = false;
        let line: Vec<f64> = best
            .iter()
            .zip(form_rows)
            .map(|(alike, form_row)| {
                let wanted = form_row.cells.len();
                let fits = fits(row, wanted);
                let enough = if fits && wanted > 1 { ALIKE_WITH_NUMBERS } else { ALIKE };
                // A line with the label alone: where a row has several cells its numbers stand elsewhere.
                let is_bare = wanted > 1 && (row.values.is_empty() || !row.is_in_columns && !fits);
                let score = if *alike >= enough && !is_bare {
                    let numbers = if filled == 0 { 0.0 } else if fits { 3.0 } else { 0.5 };
                    LABELLED + alike * 5.0 + numbers
                } else if form_row.label.is_some() && wanted > 1 && fits && filled > 0 && !is_labelled {
                    BY_ORDER
                } else {
                    0.0
                };
                any |= score > 0.0;
                score
            })
            .collect();
        if any && scores.len() < MOST_ROWS {
            scores.push((at, line));
        }
    }
    scores
}

/// Whether a row has as many values as are wanted; blank ones at the end do not count.
pub(super) fn fits(row: &Row, wanted: usize) -> bool {
    row.filled() <= wanted && row.values.len() >= wanted
}

/// The pairs of the highest sum of scores that keep the order on both sides: (row, form row, score).
fn in_order(scores: &[(usize, Vec<f64>)], width: usize) -> Vec<(usize, usize, f64)> {
    let height = scores.len();
    let step = width + 1;
    let mut best = vec![0.0_f64; (height + 1) * step];
    let value = |best: &[f64], at: usize| best.get(at).copied().unwrap_or(0.0);
    for (y, (_, line)) in scores.iter().enumerate() {
        for (x, score) in line.iter().enumerate() {
            let here = (y + 1) * step + x + 1;
            let without = value(&best, y * step + x + 1).max(value(&best, (y + 1) * step + x));
            let with = if *score > 0.0 { value(&best, y * step + x) + score } else { 0.0 };
            if let Some(place) = best.get_mut(here) {
                *place = without.max(with);
            }
        }
    }
    let mut pairs = Vec::new();
    let (mut y, mut x) = (height, width);
    while y > 0 && x > 0 {
        let here = value(&best, y * step + x);
        if here == value(&best, (y - 1) * step + x) {
            y -= 1;
        } else if here == value(&best, y * step + x - 1) {
            x -= 1;
        } else {
            let score = scores.get(y - 1).and_then(|(_, line)| line.get(x - 1)).copied().unwrap_or(0.0);
            pairs.push((y - 1, x - 1, score));
            (y, x) = (y - 1, x - 1);
        }
    }
    pairs.reverse();
    pairs
}

/// Rows taken by their order stay only where it leaves no choice: as many rows without a label stand between
/// two known ones as the form has there.
fn drop_unpinned(pairs: &mut Vec<Pair>, rows: &[Row], form_rows: &[FormRow]) {
    let known: Vec<Pair> = pairs.iter().copied().filter(|pair| pair.by_label).collect();
    let mut kept = Vec::new();
    // Between each known row and the next, from the first row of a table to the last.
    let fences = known.iter().map(|pair| Some(*pair)).chain([None]);
    let mut last: Option<Pair> = None;
    for next in fences {
        let from = last.map_or(0, |pair| pair.form_row + 1);
        let to = next.map_or(form_rows.len(), |pair| pair.form_row);
        let table = last.or(next).and_then(|pair| form_rows.get(pair.form_row)).map(|row| row.table);
        let wanted: Vec<usize> = (from..to)
            .filter(|at| form_rows.get(*at).is_some_and(|row| Some(row.table) == table && row.label.is_some()))
            .collect();
        let between = last.map_or(0, |pair| pair.row + 1)..next.map_or(rows.len(), |pair| pair.row);
        let nameless: Vec<usize> = between
            .filter(|at| {
                rows.get(*at).is_some_and(|row| {
                    row.labels.is_empty()
                        && row.has_numbers()
                        && wanted.first().and_then(|first| form_rows.get(*first)).is_some_and(|first| {
                            first.cells.len() > 1 && fits(row, first.cells.len())
                        })
                })
            })
            .collect();
        let at_the_edge = last.is_none() || next.is_none();
        if !wanted.is_empty() && wanted.len() == nameless.len() && !at_the_edge {
            kept.extend(nameless.iter().zip(&wanted).map(|(row, form_row)| Pair {
                row: *row,
                form_row: *form_row,
                by_label: false,
            }));
        }
        kept.extend(next);
        last = next;
    }
    *pairs = kept;
}

/// Rows that stand elsewhere than the form has them (two columns side by side), known by labels that the form
/// has once.
fn out_of_order(pairs: &mut Vec<Pair>, rows: &[Row], form_rows: &[FormRow]) {
    let mut taken = vec![false; form_rows.len()];
    let mut used = vec![false; rows.len()];
    for pair in pairs.iter() {
        if let (Some(taken), Some(used)) = (taken.get_mut(pair.form_row), used.get_mut(pair.row)) {
            (*taken, *used) = (true, true);
        }
    }
    for (at, row) in rows.iter().enumerate().filter(|(_, row)| row.has_numbers()).take(MOST_ROWS) {
        let Some(met) = row.labels.first().filter(|_| !used.get(at).copied().unwrap_or(true)) else { continue };
        let alike = |least: f64| -> Vec<usize> {
            let is = |form_row: &FormRow| form_row.label.as_ref().is_some_and(|label| label.likeness(met) >= least);
            form_rows.iter().enumerate().filter(|(_, form_row)| is(form_row)).map(|(at, _)| at).collect()
        };
        let mut same = alike(1.0);
        if same.is_empty() {
            same = alike(0.9);
        }
        let [form_row] = same.as_slice() else { continue };
        let free = taken.get(*form_row) == Some(&false);
        if free && form_rows.get(*form_row).is_some_and(|one| fits(row, one.cells.len())) {
            pairs.push(Pair { row: at, form_row: *form_row, by_label: true });
            if let Some(taken) = taken.get_mut(*form_row) {
                *taken = true;
            }
        }
    }
}
