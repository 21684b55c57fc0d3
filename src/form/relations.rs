//! Compiles the rules of a form file: patterns are spelled out, keys become indexes.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::fault::Collector;
use super::source::{CheckSource, PairSource, RuleSource, TermSource};
use super::{Cell, CellId, CellKey, Comparison, Field, Level, Relation, Rule, Subject, Term, Test, Year};
use crate::error::did_you_mean;

/// The cells that rules can name.
pub(super) struct Known<'a> {
    pub cells: &'a [Cell],
    /// How many of them stand in tables.
    pub table_cells: usize,
    pub index: &'a BTreeMap<CellKey, CellId>,
}

/// A relation whose keys are still texts, perhaps with `*`.
struct Shape {
    left: Vec<TermSource>,
    test: Test,
    right: Vec<TermSource>,
    constant: Decimal,
    fills: bool,
    carries: bool,
}

/// What `*` stands for in a relation, and what stands in brackets in its name.
struct Binding {
    star: Option<String>,
    named: Option<String>,
}

pub(super) fn compile(
    sources: Vec<RuleSource>,
    known: &Known<'_>,
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
        let subject = format!("规则“{}”", source.id);
        let (kinds, levels) = (&source.when.agency_kinds, &source.when.agency_levels);
        check_agencies(kinds, levels, &["rules:", &quoted], &subject, faults);
        refuse_what_only_relations_take(&source, &quoted, faults);
        let rule = rules.len();
        let (subject, shapes) = shapes_of(&source, known, &quoted, faults);
        for (shape, bindings) in shapes {
            check_shape(&shape, &source, &quoted, faults);
            for binding in bindings {
                let star = binding.star.as_deref();
                let mut side =
                    |terms: &[TermSource]| bind(terms, star, &source.id, &quoted, known.index, faults);
                let (left, right) = (side(&shape.left), side(&shape.right));
                relations.push(Relation {
                    rule,
                    name: match binding.named {
                        Some(named) => format!("{}[{named}]", source.id),
                        None => source.id.clone(),
                    },
                    left,
                    test: shape.test,
                    right,
                    constant: shape.constant,
                    tolerance: source.tolerance,
                    blank_counts: source.blank_counts,
                    fills: shape.fills,
                    carries: shape.carries,
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

/// Notes kinds and levels of agencies that there are not.
pub(super) fn check_agencies(
    kinds: &[String],
    levels: &[String],
    anchors: &[&str],
    subject: &str,
    faults: &mut Collector<'_>,
) {
    for (field, given) in [(Field::AgencyKind, kinds), (Field::AgencyLevel, levels)] {
        for name in given.iter().filter(|name| !field.choices().contains(&name.as_str())) {
            let near = did_you_mean(name, field.choices().iter().copied());
            let what = format!("{subject}：没有“{name}”这个{}{near}", field.name());
            let anchors: Vec<&str> = anchors.iter().copied().chain([name.as_str()]).collect();
            faults.add(&anchors, what);
        }
    }
}

/// A reason is kept by the name of a relation, so a rule that makes none could never take one.
fn refuse_what_only_relations_take(source: &RuleSource, quoted: &str, faults: &mut Collector<'_>) {
    let is_linear = matches!(
        source.check,
        CheckSource::Sum { .. }
            | CheckSource::AtMost { .. }
            | CheckSource::Limit { .. }
            | CheckSource::Linear { .. }
            | CheckSource::Carried { .. }
    );
    let is_relation = is_linear
        || matches!(
            source.check,
            CheckSource::Jump { .. } | CheckSource::SameAsLastYear { .. } | CheckSource::Unlike { .. }
        );
    let takes_reason = is_relation || matches!(source.check, CheckSource::Sums | CheckSource::AskedSums);
    let given = [
        ("reasons", !source.reasons.is_empty() && !takes_reason),
        ("blank_counts", source.blank_counts && !is_linear),
    ];
    let kind = if is_relation { "和的比较" } else { "勾稽关系" };
    for (name, _) in given.iter().filter(|(_, is_wrong)| *is_wrong) {
        let what = format!("规则“{}”不是{kind}，不能有 {name}", source.id);
        faults.add(&["rules:", quoted, &format!("{name}:")], what);
    }
}

fn check_shape(shape: &Shape, source: &RuleSource, quoted: &str, faults: &mut Collector<'_>) {
    for term in shape.left.iter().chain(&shape.right).filter(|term| term.times.is_zero()) {
        let what = format!("规则“{}”：指标“{}”的系数不能是 0", source.id, term.cell);
        faults.add(&["rules:", quoted, &format!("\"{}\"", term.cell)], what);
    }
    let one = |term: &TermSource| term.times == Decimal::ONE && term.year == Year::This;
    let fillable = matches!(shape.left.as_slice(), [only] if one(only))
        && shape.test == Test::Sums(Comparison::Equal)
        && shape
            .right
            .iter()
            .all(|term| shape.left.iter().all(|left| left.cell != term.cell || left.year != term.year));
    if shape.fills && !fillable {
        let what = format!("规则“{}”：fills 要求左边是本年的一项指标、比较为 Equal", source.id);
        faults.add(&["rules:", quoted, "fills"], what);
    }
}

/// What a rule looks at, and its relations with what `*` stands for in each.
fn shapes_of(
    source: &RuleSource,
    known: &Known<'_>,
    quoted: &str,
    faults: &mut Collector<'_>,
) -> (Subject, Vec<(Shape, Vec<Binding>)>) {
    let shape = |left, test, right| Shape {
        left,
        test,
        right,
        constant: Decimal::ZERO,
        fills: source.fills,
        carries: false,
    };
    let sums = |left, comparison, right| shape(left, Test::Sums(comparison), right);
    let bound = |shape: Shape, faults: &mut Collector<'_>| {
        let bindings = bindings(&shape, &source.each, known.cells);
        if bindings.is_empty() {
            faults.add(&["rules:", quoted], format!("规则“{}”的 * 不对应任何指标", source.id));
        }
        vec![(shape, bindings)]
    };
    let named = |named: Option<String>| vec![Binding { star: None, named }];
    let shapes = match &source.check {
        CheckSource::Sum { total, parts } => {
            let mut sum = sums(vec![term(total, Year::This)], Comparison::Equal, terms(parts, Year::This));
            sum.fills |= source.level == Level::Must;
            bound(sum, faults)
        }
        CheckSource::AtMost { less, more } => {
            bound(sums(terms(less, Year::This), Comparison::AtMost, terms(more, Year::This)), faults)
        }
        CheckSource::Limit { cell, at_most } => {
            let mut limit = sums(vec![term(cell, Year::This)], Comparison::AtMost, Vec::new());
            limit.constant = *at_most;
            bound(limit, faults)
        }
        CheckSource::Linear { left, is, right, plus } => {
            let mut linear = sums(left.clone(), *is, right.clone());
            linear.constant = *plus;
            bound(linear, faults)
        }
        CheckSource::Carried { cell, from } => {
            let mut carried =
                sums(vec![term(cell, Year::This)], Comparison::Equal, vec![term(from, Year::Last)]);
            carried.carries = true;
            bound(carried, faults)
        }
        CheckSource::Jump { cells, times } => {
            if *times <= Decimal::ONE {
                faults.add(&["rules:", quoted, "times"], format!("规则“{}”：times 应大于 1", source.id));
            }
            let mut shapes = Vec::new();
            for pattern in cells {
                let keys = matching(pattern, known.cells);
                if keys.is_empty() {
                    let near = did_you_mean(pattern, known.index.keys().map(CellKey::as_str));
                    let what = format!("规则“{}”的“{pattern}”不对应任何指标{near}", source.id);
                    faults.add(&["rules:", quoted, &format!("\"{pattern}\"")], what);
                }
                shapes.extend(keys.into_iter().map(|key| {
                    let jump = vec![term(&key, Year::This)];
                    (shape(jump, Test::Jump(*times), vec![term(&key, Year::Last)]), named(Some(key)))
                }));
            }
            shapes
        }
        CheckSource::SameAsLastYear { least } => {
            let of = |year| -> Vec<TermSource> {
                known.cells.iter().take(known.table_cells).map(|cell| term(&cell.key, year)).collect()
            };
            let (left, right) = (of(Year::This), of(Year::Last));
            let test = Test::Unlike { pairs: left.len() as u16, least: *least };
            vec![(shape(left, test, right), named(None))]
        }
        CheckSource::Unlike { pairs, least } => {
            let test = Test::Unlike { pairs: pairs.len() as u16, least: *least };
            let side = |of: fn(&PairSource) -> &Vec<String>| -> Vec<TermSource> {
                pairs.iter().flat_map(|pair| terms(of(pair), Year::This)).collect()
            };
            let size = |pair: &PairSource| (pair.left.len(), pair.right.len());
            let alike = pairs.windows(2).all(|two| matches!(two, [a, b] if size(a) == size(b)));
            if !alike || pairs.is_empty() {
                let what = format!("规则“{}”：各对两边的项数应分别相同", source.id);
                faults.add(&["rules:", quoted, "pairs"], what);
            }
            vec![(shape(side(|pair| &pair.left), test, side(|pair| &pair.right)), named(None))]
        }
        CheckSource::Entries => return (Subject::Entries, Vec::new()),
        CheckSource::Fields(fields) => return (Subject::Fields(fields.clone()), Vec::new()),
        CheckSource::Blanks => return (Subject::Blanks, Vec::new()),
        CheckSource::EditionYear => return (Subject::EditionYear, Vec::new()),
        CheckSource::Units => return (Subject::Units, Vec::new()),
        CheckSource::Sums => return (Subject::Sums, Vec::new()),
        CheckSource::AskedSums => return (Subject::AskedSums, Vec::new()),
        CheckSource::WantedUnits => return (Subject::WantedUnits, Vec::new()),
    };
    (Subject::Relations, shapes)
}

fn term(key: &str, year: Year) -> TermSource {
    TermSource { times: Decimal::ONE, cell: key.to_owned(), year }
}

fn terms(keys: &[String], year: Year) -> Vec<TermSource> {
    keys.iter().map(|key| term(key, year)).collect()
}

/// What `*` stands for, once for each relation to make; a single one without where there is no `*`.
fn bindings(shape: &Shape, each: &[String], cells: &[Cell]) -> Vec<Binding> {
    let binding = |star: String| Binding { star: Some(star.clone()), named: Some(star) };
    if !each.is_empty() {
        return each.iter().cloned().map(binding).collect();
    }
    let pattern = shape.left.iter().chain(&shape.right).find(|term| term.cell.contains('*'));
    let Some(pattern) = pattern else { return vec![Binding { star: None, named: None }] };
    stars(&pattern.cell, cells).map(binding).collect()
}

/// The keys that a pattern with at most one `*` fits.
pub(super) fn matching(pattern: &str, cells: &[Cell]) -> Vec<String> {
    match pattern.contains('*') {
        true => stars(pattern, cells).map(|star| pattern.replace('*', &star)).collect(),
        false => cells
            .iter()
            .filter(|cell| cell.key.as_str() == pattern)
            .map(|cell| cell.key.to_string())
            .collect(),
    }
}

/// The texts without a dot that `*` stands for in a pattern.
fn stars<'a>(pattern: &'a str, cells: &'a [Cell]) -> impl Iterator<Item = String> + 'a {
    let (before, after) = pattern.split_once('*').unwrap_or((pattern, ""));
    cells
        .iter()
        .filter_map(move |cell| cell.key.as_str().strip_prefix(before)?.strip_suffix(after))
        .filter(|star| !star.is_empty() && !star.contains('.'))
        .map(str::to_owned)
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
