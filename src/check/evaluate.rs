//! Runs the rules. A whole check is microseconds, so there is no dependency graph: it simply runs.

use rust_decimal::Decimal;

use super::{About, Outcome, Verdict};
use crate::draft::{Draft, Misread, Scope, Sources, Value};
use crate::form::{
    CellId, Comparison, Field, Guard, Level, Relation, RelationId, Rule, Subject, Term, Test, Year,
};

/// Every verdict on a draft: one for each relation whose rule applies, in the order of the form,
/// then one for each entry that is no number, each basic text that is missing and a year that the
/// edition is not for.
pub fn check(draft: &Draft) -> Vec<Verdict> {
    let form = draft.form();
    let mut verdicts = Vec::with_capacity(form.relations.len() + 8);
    let applies: Vec<bool> = form.rules.iter().map(|rule| is_on(&rule.guard, draft)).collect();
    let on = |rule: usize| applies.get(rule).copied().unwrap_or(false);

    for id in form.relation_ids() {
        let relation = form.relation(id);
        if on(relation.rule) {
            verdicts.push(weigh(draft, id, relation, form.rule_of(id)));
        }
    }
    for (rule, of_rule) in form.rules.iter().enumerate().filter(|(rule, _)| on(*rule)) {
        let mut broken = |about| verdicts.push(Verdict { rule, about, outcome: Outcome::Broken });
        match &of_rule.subject {
            Subject::Entries => {
                let wrong = |id: &_| misread(draft, *id).is_some_and(|misread| misread != Misread::NoUnit);
                form.ids().filter(wrong).for_each(|id| broken(About::Entry(id)));
            }
            Subject::Units => {
                let unclear = |id: &_| misread(draft, *id) == Some(Misread::NoUnit);
                form.ids().filter(unclear).for_each(|id| broken(About::Entry(id)));
            }
            Subject::EditionYear if !form.covers(draft.year()) => broken(About::Year),
            Subject::Fields(fields) => {
                let missing = |field: &&Field| {
                    draft.field(**field).trim().is_empty()
                        || (field.is_date() && draft.date(**field).is_none())
                };
                fields.iter().filter(missing).for_each(|field| broken(About::Field(*field)));
            }
            Subject::Sums => verdicts.extend(corrected(draft, rule)),
            Subject::AskedSums => verdicts.extend(asked(draft, rule)),
            Subject::WantedUnits if draft.scope() == Scope::RolledUp => {
                if draft.sources().is_some_and(|sources| !sources.wanted().is_empty()) {
                    broken(About::Units);
                }
            }
            Subject::EditionYear | Subject::Relations | Subject::Blanks | Subject::WantedUnits => {}
        }
    }
    verdicts
}

/// Cells of a 汇总 that are not the sum of its units.
fn corrected(draft: &Draft, rule: usize) -> Vec<Verdict> {
    let Some(sources) = draft.sources().filter(|_| draft.scope() == Scope::RolledUp) else {
        return Vec::new();
    };
    let form = draft.form();
    let differs = |cell: &CellId| {
        let sum = sources.sum(&form.cell(*cell).key).map(|sum| &sum.value);
        match (draft.value(*cell), sum) {
            (Some(value), Some(sum)) if value.number().is_some() => value.number() != sum.number(),
            (value, sum) => value != sum,
        }
    };
    form.ids().filter(differs).map(|cell| sum_verdict(draft, sources, rule, cell)).collect()
}

/// Sums of a 汇总 in which the same thing may be counted twice: two units or more gave something.
fn asked(draft: &Draft, rule: usize) -> Vec<Verdict> {
    let Some(sources) = draft.sources().filter(|_| draft.scope() == Scope::RolledUp) else {
        return Vec::new();
    };
    let form = draft.form();
    let doubtful = |cell: &CellId| {
        let several = sources.sum(&form.cell(*cell).key).is_some_and(|sum| sum.units > 1);
        // A corrected one has been looked at, and is asked about by the other rule.
        several
            && draft.number(*cell) == sources.sum(&form.cell(*cell).key).and_then(|sum| sum.value.number())
    };
    let asked = form.asks.keys().copied().filter(doubtful);
    asked.map(|cell| sum_verdict(draft, sources, rule, cell)).collect()
}

fn sum_verdict(draft: &Draft, sources: &Sources, rule: usize, cell: CellId) -> Verdict {
    let sum = sources.sum(&draft.form().cell(cell).key).and_then(|sum| sum.value.number());
    Verdict { rule, about: About::Sum { cell, value: draft.number(cell), sum }, outcome: Outcome::Broken }
}

fn misread(draft: &Draft, cell: CellId) -> Option<Misread> {
    match draft.value(cell)? {
        Value::Number(_) | Value::Amount(..) | Value::NotApplicable => None,
        text => text.misread(draft.form().cell(cell).kind),
    }
}

/// Whether a rule applies to this draft at all. An agency that does not say what it is is not
/// caught by rules for certain agencies.
fn is_on(guard: &Guard, draft: &Draft) -> bool {
    let year = draft.year();
    let among =
        |known: &[String], field| known.is_empty() || known.iter().any(|known| known == draft.field(field));
    guard.from_year.is_none_or(|from| from <= year)
        && guard.to_year.is_none_or(|to| year <= to)
        && among(&guard.agency_kinds, Field::AgencyKind)
        && among(&guard.agency_levels, Field::AgencyLevel)
}

/// One side summed up.
#[derive(Default)]
struct Side {
    sum: Decimal,
    terms: usize,
    blanks: usize,
    /// A blank with a positive coefficient: filling it raises the side.
    may_rise: bool,
    /// A blank with a negative coefficient: filling it lowers the side.
    may_fall: bool,
    /// A text, or a figure of last year that the draft does not know.
    obscure: bool,
}

impl Side {
    fn of(draft: &Draft, terms: &[Term]) -> Self {
        let mut side = Self { terms: terms.len(), ..Self::default() };
        for term in terms {
            match draft.term(term).map(|entry| &entry.value) {
                Some(Value::Number(number)) if term.coefficient == Decimal::ONE => side.sum += number,
                Some(Value::NotApplicable) => {}
                Some(value) => match value.number() {
                    Some(number) => side.sum += number * term.coefficient,
                    None => side.obscure = true,
                },
                // Nothing can be filled in last year: it is only unknown.
                None if term.year == Year::Last => {
                    side.blanks += 1;
                    side.obscure = true;
                }
                None => {
                    side.blanks += 1;
                    match term.coefficient.is_sign_negative() {
                        true => side.may_fall = true,
                        false => side.may_rise = true,
                    }
                }
            }
        }
        side
    }

    fn is_wholly_blank(&self) -> bool {
        self.terms > 0 && self.blanks == self.terms
    }
}

fn weigh(draft: &Draft, id: RelationId, relation: &Relation, rule: &Rule) -> Verdict {
    let verdict = |left, right, outcome| Verdict {
        rule: relation.rule,
        about: About::Relation { id, left, right },
        outcome,
    };
    let comparison = match relation.test {
        Test::Sums(comparison) => comparison,
        Test::Jump(times) => {
            let (left, right, outcome) = jump(draft, relation, times, rule.guard.floor);
            return verdict(left, right, outcome);
        }
        Test::Unlike { pairs, least } => {
            let (equal, outcome) = coincidence(draft, relation, pairs, least);
            return verdict(equal, equal, outcome);
        }
    };
    let left = Side::of(draft, &relation.left);
    let right = Side::of(draft, &relation.right);
    let right_sum = right.sum + relation.constant;
    // Small numbers are quiet; a side of which nothing is known is not a small number.
    let known = relation.blank_counts || !(left.is_wholly_blank() || right.is_wholly_blank());
    let quiet = known && rule.guard.floor.is_some_and(|floor| left.sum <= floor && right_sum <= floor);
    let outcome = if left.obscure || right.obscure {
        Outcome::Unknown
    } else if quiet {
        Outcome::Holds
    } else {
        outcome(relation, comparison, rule.level, &left, &right)
    };
    verdict(left.sum, right_sum, outcome)
}

/// Year on year: quiet while neither exceeds the floor, unknown where one is not a number.
fn jump(
    draft: &Draft,
    relation: &Relation,
    times: Decimal,
    floor: Option<Decimal>,
) -> (Decimal, Decimal, Outcome) {
    let number = |terms: &[Term]| draft.term(terms.first()?)?.value.number();
    let (Some(now), Some(before)) = (number(&relation.left), number(&relation.right)) else {
        return (Decimal::ZERO, Decimal::ZERO, Outcome::Unknown);
    };
    let quiet = floor.is_some_and(|floor| now <= floor && before <= floor);
    let jumps = now > before * times || before > now * times;
    (now, before, if jumps && !quiet { Outcome::Broken } else { Outcome::Holds })
}

/// How many stretches are equal and not zero, and whether that is all of them.
fn coincidence(draft: &Draft, relation: &Relation, pairs: u16, least: u16) -> (Decimal, Outcome) {
    let stretch = |terms: &'_ [Term]| (terms.len() / usize::from(pairs.max(1))).max(1);
    let lefts = relation.left.chunks(stretch(&relation.left));
    let rights = relation.right.chunks(stretch(&relation.right));
    let mut equal = 0_u16;
    let all_blank = |terms: &[Term]| terms.iter().all(|term| draft.term(term).is_none());
    // Without last year's figures nothing can be said.
    if relation.right.iter().all(|term| term.year == Year::Last) && all_blank(&relation.right) {
        return (Decimal::ZERO, Outcome::Unknown);
    }
    for (left, right) in lefts.zip(rights) {
        if all_blank(left) && all_blank(right) {
            continue;
        }
        let (left, right) = (Side::of(draft, left), Side::of(draft, right));
        if left.obscure || right.obscure || left.blanks + right.blanks > 0 || left.sum != right.sum {
            return (Decimal::from(equal), Outcome::Holds);
        }
        equal += u16::from(!left.sum.is_zero());
    }
    (Decimal::from(equal), if equal >= least { Outcome::Broken } else { Outcome::Holds })
}

fn outcome(relation: &Relation, comparison: Comparison, level: Level, left: &Side, right: &Side) -> Outcome {
    let excess = left.sum - right.sum - relation.constant;
    let can_fall = left.may_fall || right.may_rise;
    let can_rise = left.may_rise || right.may_fall;
    // Blanks that push both ways may hold any amount that cancels out: they need not be zero. Nor need
    // those of a relation that may be untrue: only the form's own arithmetic tells what a blank is.
    let blanks_are_zero = level == Level::Must && can_rise != can_fall;
    if !relation.blank_counts && (left.is_wholly_blank() || right.is_wholly_blank()) {
        // The filled side is a complete zero: the other can only be zeros as well.
        let blanks_are_one_side = left.blanks == 0 || right.blanks == 0;
        let equal = comparison == Comparison::Equal;
        return match equal && blanks_are_one_side && blanks_are_zero && excess.is_zero() {
            true => Outcome::Open(Decimal::ZERO),
            false => Outcome::Unknown,
        };
    }
    let close = excess.abs() <= relation.tolerance;
    let mended = |possible: bool| if possible { Outcome::Open(excess.abs()) } else { Outcome::Broken };
    let too_much = excess > Decimal::ZERO && !close;
    let too_little = excess < Decimal::ZERO && !close;
    match comparison {
        Comparison::Equal if too_much => mended(can_fall),
        Comparison::Equal if too_little => mended(can_rise),
        Comparison::Equal if relation.blank_counts => Outcome::Holds,
        Comparison::Equal if blanks_are_zero => Outcome::Open(Decimal::ZERO),
        Comparison::Equal if can_rise || can_fall => Outcome::Unknown,
        Comparison::AtMost if too_much => mended(can_fall),
        Comparison::AtLeast if too_little => mended(can_rise),
        Comparison::Equal | Comparison::AtMost | Comparison::AtLeast => Outcome::Holds,
    }
}
