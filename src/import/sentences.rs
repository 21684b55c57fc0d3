//! What the sentences of a source say of cells, weighed against each other: scope, period, and one number told
//! twice.

use std::collections::BTreeMap;
use std::sync::Arc;

use rust_decimal::Decimal;

use super::passages::Passage;
use super::{By, Doubt, Figure, Question, Spot};
use crate::draft::{Scope, Value};
use crate::form::{CellId, Form};
use crate::prose::{Claim, Claims};

/// What sentences say.
#[derive(Debug, Clone, Default)]
pub(super) struct Sentences {
    /// Cells that they state.
    pub figures: Vec<Figure>,
    /// Cells that they may state.
    pub questions: Vec<Question>,
    /// Whose figures they are.
    pub scope: Scope,
    /// Places that say again what another says.
    pub again: Vec<Spot>,
}

/// A claim with its place.
struct Placed {
    claim: Claim,
    spot: Spot,
    part: usize,
    is_overview: bool,
    doubt: Option<Doubt>,
}

/// What passages say of a form's cells.
pub(super) fn sentences(passages: &[Passage], form: &Arc<Form>, year: Option<u16>, agency: &str) -> Sentences {
    let reader = Claims::new(form, year, &[agency]);
    let mut placed: Vec<Placed> = Vec::new();
    for passage in passages.iter().filter(|passage| !passage.is_plan) {
        for claim in reader.read(&passage.text) {
            let Some(spot) = passage.spot(&claim.range) else { continue };
            let doubt = claim.doubt.map(Doubt::Sentence);
            placed.push(Placed { claim, spot, part: passage.part, is_overview: passage.is_overview, doubt });
        }
    }
    let scope = scope(&placed, agency);
    doubt_scope(&mut placed, scope);

    let mut by_cell: BTreeMap<CellId, Vec<&Placed>> = BTreeMap::new();
    for one in &placed {
        for cell in &one.claim.cells {
            by_cell.entry(*cell).or_default().push(one);
        }
    }
    let mut found = Sentences { scope, ..Sentences::default() };
    for (cell, said) in by_cell {
        found.settle(cell, &said, form);
    }
    found
}

/// Whether a report speaks of all agencies of a place: a government's does where it says so once, another's
/// where it says so often.
fn scope(placed: &[Placed], agency: &str) -> Scope {
    let certain: Vec<&Placed> = placed.iter().filter(|one| one.doubt.is_none() && !one.claim.value.is_zero()).collect();
    let wide = certain.iter().filter(|one| one.claim.is_wide).count();
    let is_government = agency.contains("政府") && !agency.contains(['镇', '乡']);
    match wide {
        0 => Scope::Own,
        _ if is_government || wide * 3 >= certain.len() => Scope::RolledUp,
        _ => Scope::Own,
    }
}

/// A number of another scope than the report's is doubtful. In a report on a whole place the parts on
/// applications, reviews and so on speak of the place; the overview also of what the office itself did.
fn doubt_scope(placed: &mut [Placed], scope: Scope) {
    let mut wide_part = None;
    for one in placed {
        let is_wide = one.claim.is_wide;
        if is_wide && one.doubt.is_none() {
            wide_part = Some(one.part);
        }
        let fits = match scope {
            Scope::Own => !is_wide,
            Scope::RolledUp => is_wide || !one.is_overview || wide_part == Some(one.part),
        };
        if !fits {
            one.doubt = one.doubt.take().or(Some(Doubt::OtherScope));
        }
    }
}

impl Sentences {
    /// One cell, and all that was said of it.
    fn settle(&mut self, cell: CellId, said: &[&Placed], form: &Form) {
        let kind = form.cell(cell).kind;
        let value = |number: Decimal| Value::read(&number.normalize().to_string(), kind);
        let certain: Vec<&&Placed> = said.iter().filter(|one| one.doubt.is_none()).collect();
        let agreed = agreed(&certain);
        if let Some(first) = agreed
            && let Some(value) = value(first.claim.value)
        {
            self.figures.push(Figure { cell, value: Some(value), spot: first.spot.clone(), by: By::Sentence });
        }
        for one in said {
            if agreed.is_some_and(|first| first.spot == one.spot) {
                continue;
            }
            if agreed.is_some_and(|first| first.claim.value == one.claim.value) {
                self.again.push(one.spot.clone());
                continue;
            }
            let Some(value) = value(one.claim.value) else { continue };
            let other = certain.iter().find(|other| other.claim.value != one.claim.value);
            let conflict = other.and_then(|other| Value::read(&other.claim.value.normalize().to_string(), kind));
            let why = match (&one.doubt, conflict) {
                (Some(doubt), _) => doubt.clone(),
                (None, Some(other)) => Doubt::Conflict { other },
                (None, None) => Doubt::Sentence(crate::prose::Doubt::MoreWords),
            };
            self.questions.push(Question { cell, value, spot: one.spot.clone(), why });
        }
    }
}

/// The claim to believe: all say the same, or all that speak of the whole year do.
fn agreed<'a>(certain: &[&'a &'a Placed]) -> Option<&'a Placed> {
    let same = |claims: &[&'a &'a Placed]| {
        let first = claims.first()?;
        claims.iter().all(|one| one.claim.value == first.claim.value).then_some(**first)
    };
    same(certain).or_else(|| {
        let whole: Vec<&&Placed> = certain.iter().copied().filter(|one| one.claim.is_whole).collect();
        same(&whole)
    })
}
