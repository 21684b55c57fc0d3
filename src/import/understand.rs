//! A source understood: which reports it holds, and what they state.

use std::ops::Range;
use std::sync::Arc;

use super::asides::asides;
use super::contacts::contacts;
use super::identity::{Identity, identity, parts};
use super::passages::passages;
use super::rows::rows;
use super::sections::sections;
use super::sentences::{Sentences, sentences};
use super::tables::{Tables, tables};
use super::{Block, Doubt, Question, Report, Source};
use crate::form::{Form, editions};

/// Two editions have much in common: the one for the report's year is meant where both fit alike.
const YEAR_FITS: f64 = 8.0;
/// A table fits an edition from so much on: some three rows with numbers.
const LEAST_SCORE: f64 = 30.0;

/// One row with its number, where nothing but a table was handed over.
const LEAST_OF_A_PIECE: f64 = 12.0;

/// The reports that a document holds, mostly one; none where it has no figures of any edition.
pub fn understand(source: &Source) -> Vec<Report> {
    parts(source).into_iter().filter_map(|blocks| report(source, blocks)).collect()
}

fn report(source: &Source, blocks: Range<usize>) -> Option<Report> {
    let identity = identity(source, blocks.clone());
    let rows = rows(source, blocks.clone());
    let best = editions::all()
        .iter()
        .map(|form| {
            let found = tables(source, &rows, form, identity.year);
            let fits = identity.year.is_some_and(|year| form.covers(year));
            (form, found.score + if fits { YEAR_FITS } else { 0.0 }, found)
        })
        .max_by(|(_, a, _), (_, b, _)| a.total_cmp(b));
    // A piece of a table that was copied is as sure as its labels.
    let least = if is_piece(source, &blocks) { LEAST_OF_A_PIECE } else { LEAST_SCORE };
    let by_table =
        best.filter(|(_, _, found)| found.score >= least).map(|(form, _, found)| (form.clone(), found));
    let (form, tables) = match by_table {
        Some(found) => found,
        None if identity.is_report => {
            let form = editions::for_year(identity.year?)?;
            let found = tables(source, &rows, &form, identity.year);
            (form, found)
        }
        None => return None,
    };
    let passages = passages(source, blocks.clone());
    let said = match identity.is_report {
        true => sentences(&passages, &form, identity.year, &identity.agency),
        false => Sentences::default(),
    };
    let report = Report {
        fields: contacts(&passages),
        sections: sections(&passages, &form),
        ..join(source, blocks, form, identity, tables, said)
    };
    let is_something = !report.figures.is_empty() || !report.questions.is_empty();
    is_something.then_some(report)
}

/// Whether there is nothing but one table.
fn is_piece(source: &Source, blocks: &Range<usize>) -> bool {
    matches!(source.blocks.get(blocks.clone()), Some([Block::Table(_)]))
}

/// Tables and sentences together: a table goes before a sentence, and what contradicts it is asked.
fn join(
    source: &Source,
    blocks: Range<usize>,
    form: Arc<Form>,
    identity: Identity,
    tables: Tables,
    said: Sentences,
) -> Report {
    let mut figures = tables.figures;
    let mut questions = tables.questions;
    let mut again = said.again;
    for figure in said.figures {
        match figures.iter().find(|known| known.cell == figure.cell) {
            None => figures.push(figure),
            Some(known) if known.value == figure.value => again.push(figure.spot),
            Some(known) => {
                let Some(value) = figure.value else { continue };
                let why = match &known.value {
                    Some(other) => Doubt::Conflict { other: other.clone() },
                    None => Doubt::BlankInTable,
                };
                questions.push(Question { cell: figure.cell, value, spot: figure.spot, why });
            }
        }
    }
    for question in said.questions {
        match figures.iter().find(|known| known.cell == question.cell).map(|known| &known.value) {
            // The table has told it; what a sentence may mean beside it is no question.
            Some(Some(value)) if *value == question.value => again.push(question.spot),
            Some(Some(_)) if !matches!(question.why, Doubt::Conflict { .. }) => {}
            _ => questions.push(question),
        }
    }
    figures.sort_by_key(|figure| figure.cell);
    questions.sort_by_key(|question| (question.cell, question.spot.order()));
    questions.dedup_by(|a, b| a.cell == b.cell && a.value == b.value);
    let asides = asides(source, blocks.clone(), &figures, &questions, &again);
    Report {
        form,
        year: identity.year,
        agency: identity.agency,
        scope: said.scope,
        figures,
        questions,
        asides,
        fields: Vec::new(),
        sections: Vec::new(),
        blocks,
    }
}
