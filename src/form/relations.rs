//! Compiles the rules of a form file: patterns are spelled out, keys become indexes.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::fault::Collector;
use super::source::{CheckSource, RuleSource, TermSource};
use super::{Cell, CellId, CellKey, Comparison, Field, Relation, Rule, Subject, Term, Year};
use crate::error::did_you_mean;

/// A relation whose keys are still texts, perhaps with `*`.
struct Shape {
    left: Vec<TermSource>,
    comparison: Comparison,
    right: Vec<TermSource>,
    constant: Decimal,
}

pub(super) fn compile(
    sources: Vec<RuleSource>,
    cells: &[Cell],
    index: &BTreeMap<CellKey, CellId>,
    faults: &mut Collector<'_>,
) -> (Vec<Rule>, Vec<Relation>) {
    let mut rules = Vec::new();
    let mut relations = Vec::new();
    let mut ids = BTreeSet::new();
    for source in sources {
        let quoted = format!("\"{}\"", source.id);
        if !ids.insert(source.id.clone()) {
            faults.add(&["rules:", &quoted, &quoted], format!("规则编号“{}”重复", source.id));
        }
        check_guard(&source, &quoted, faults);
        refuse_what_only_relations_take(&source, &quoted, faults);
        let (subject, shape) = shape_of(source.check);
        let rule = rules.len();
        if let Some(shape) = shape {
            for term in shape.left.iter().chain(&shape.right).filter(|term| term.times.is_zero()) {
                let what = format!("规则“{}”：指标“{}”的系数不能是 0", source.id, term.cell);
                faults.add(&["rules:", &quoted, &format!("\"{}\"", term.cell)], what);
            }
            let bindings = bindings(&shape, &source.each, cells);
            if bindings.is_empty() {
                faults.add(&["rules:", &quoted], format!("规则“{}”的 * 不对应任何指标", source.id));
            }
            for binding in bindings {
                let name = match &binding {
                    Some(star) => format!("{}[{star}]", source.id),
                    None => source.id.clone(),
                };
                let star = binding.as_deref();
                let mut side = |terms: &[TermSource]| bind(terms, star, &source.id, &quoted, index, faults);
                let (left, right) = (side(&shape.left), side(&shape.right));
                relations.push(Relation {
                    rule,
                    name,
                    left,
                    comparison: shape.comparison,
                    right,
                    constant: shape.constant,
                    tolerance: source.tolerance,
                    blank_counts: source.blank_counts,
                });
            }
        }
        rules.push(Rule {
            id: source.id,
            level: source.level,
            message: source.message,
            source: source.source,
            ready_reasons: source.reasons,
            guard: source.when,
            subject,
        });
    }
    (rules, relations)
}

fn check_guard(source: &RuleSource, quoted: &str, faults: &mut Collector<'_>) {
    let pairs =
        [(Field::AgencyKind, &source.when.agency_kinds), (Field::AgencyLevel, &source.when.agency_levels)];
    for (field, given) in pairs {
        for name in given.iter().filter(|name| !field.choices().contains(&name.as_str())) {
            let near = did_you_mean(name, field.choices().iter().copied());
            let what = format!("规则“{}”：没有“{name}”这个{}{near}", source.id, field.name());
            faults.add(&["rules:", quoted, name], what);
        }
    }
}

/// A reason is kept by the name of a relation, so a rule that makes none could never take one.
fn refuse_what_only_relations_take(source: &RuleSource, quoted: &str, faults: &mut Collector<'_>) {
    if !matches!(source.check, CheckSource::Entries | CheckSource::Fields(_) | CheckSource::Blanks) {
        return;
    }
    let given = [("reasons", !source.reasons.is_empty()), ("blank_counts", source.blank_counts)];
    for (name, _) in given.iter().filter(|(_, is_given)| *is_given) {
        let what = format!("规则“{}”不是勾稽关系，不能有 {name}", source.id);
        faults.add(&["rules:", quoted, &format!("{name}:")], what);
    }
}

fn shape_of(check: CheckSource) -> (Subject, Option<Shape>) {
    let plain = |cell: String| TermSource { times: Decimal::ONE, cell, year: Year::This };
    let all = |keys: Vec<String>| keys.into_iter().map(plain).collect();
    let relation = |left, comparison, right, constant| {
        (Subject::Relations, Some(Shape { left, comparison, right, constant }))
    };
    match check {
        CheckSource::Sum { total, parts } => {
            relation(vec![plain(total)], Comparison::Equal, all(parts), Decimal::ZERO)
        }
        CheckSource::AtMost { less, more } => {
            relation(all(less), Comparison::AtMost, all(more), Decimal::ZERO)
        }
        CheckSource::Limit { cell, at_most } => {
            relation(vec![plain(cell)], Comparison::AtMost, Vec::new(), at_most)
        }
        CheckSource::Linear { left, is, right, plus } => relation(left, is, right, plus),
        CheckSource::Entries => (Subject::Entries, None),
        CheckSource::Fields(fields) => (Subject::Fields(fields), None),
        CheckSource::Blanks => (Subject::Blanks, None),
    }
}

/// What `*` stands for, once for each relation to make; a single `None` where there is no `*`.
fn bindings(shape: &Shape, each: &[String], cells: &[Cell]) -> Vec<Option<String>> {
    if !each.is_empty() {
        return each.iter().cloned().map(Some).collect();
    }
    let pattern = shape.left.iter().chain(&shape.right).find_map(|term| term.cell.split_once('*'));
    let Some((before, after)) = pattern else { return vec![None] };
    cells
        .iter()
        .filter_map(|cell| cell.key.as_str().strip_prefix(before)?.strip_suffix(after))
        .filter(|star| !star.is_empty() && !star.contains('.'))
        .map(|star| Some(star.to_owned()))
        .collect()
}

fn bind(
    terms: &[TermSource],
    star: Option<&str>,
    id: &str,
    quoted: &str,
    index: &BTreeMap<CellKey, CellId>,
    faults: &mut Collector<'_>,
) -> Vec<Term> {
    let mut bound = Vec::new();
    for term in terms {
        let key = term.cell.replace('*', star.unwrap_or("*"));
        match index.get(key.as_str()) {
            Some(&cell) => bound.push(Term { coefficient: term.times, cell, year: term.year }),
            None => {
                let near = did_you_mean(&key, index.keys().map(CellKey::as_str));
                let what = format!("规则“{id}”用了未定义的指标“{key}”{near}");
                faults.add(&["rules:", quoted, &format!("\"{}\"", term.cell)], what);
            }
        }
    }
    bound
}
