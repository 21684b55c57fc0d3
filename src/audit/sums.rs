//! TX-06: parts named in a sentence that do not make its total.

use rust_decimal::Decimal;

use super::reading::{Findings, Paragraph, Reading};
use crate::form::{CellId, Comparison, Level, Relation, Test, Year};
use crate::prose::wording::{after, digit, numbers, quote, slice};
use crate::prose::{Said, Told};

const SUM: (&str, Level) = ("TX-06", Level::Query);
const UNIT: (&str, Level) = ("TX-08", Level::Query);

/// TX-06: “共215件，其中当面2件、网络68件、信函146件”, where the parts are all that the form's sum has. Where
/// the table holds all of them, it is held against the table alone.
pub fn sums(reading: &Reading<'_>, findings: &mut Findings) {
    let draft = reading.draft;
    let form = draft.form();
    for (paragraph, told) in reading.told() {
        for sentence in 0..told.sentences.len() {
            for relation in &form.relations {
                let Some((total, parts)) = stated(told, sentence, relation) else { continue };
                let is_held =
                    |said: &&Said| said.claim.cells.iter().all(|cell| draft.number(*cell).is_some());
                if parts.len() < 2 || (is_held(&total) && parts.iter().all(is_held)) {
                    continue;
                }
                let sum: Decimal = parts.iter().map(|part| part.claim.value).sum();
                let is_named = |cell: CellId| parts.iter().any(|part| part.claim.cells.contains(&cell));
                let is_whole = relation.right.iter().all(|term| {
                    is_named(term.cell) || draft.number(term.cell).is_some_and(|held| held.is_zero())
                });
                if sum > total.claim.value || (is_whole && sum < total.claim.value) {
                    let shown: Vec<String> =
                        parts.iter().map(|part| part.claim.value.normalize().to_string()).collect();
                    let what = format!(
                        "{}各项加不起来：{}＝{}",
                        quote(&paragraph.text, total.claim.range.clone()),
                        shown.join("＋"),
                        sum.normalize()
                    );
                    findings.add(SUM, paragraph.place.clone(), what, "请核对总数和其中各项");
                }
            }
        }
        in_brackets(paragraph, findings);
    }
}

/// The total of a relation and those of its parts that a sentence states.
fn stated<'a>(told: &'a Told, sentence: usize, relation: &Relation) -> Option<(&'a Said, Vec<&'a Said>)> {
    let [total] = relation.left.as_slice() else { return None };
    let is_plain = |year: Year, coefficient: Decimal| year == Year::This && coefficient == Decimal::ONE;
    let is_sum = relation.test == Test::Sums(Comparison::Equal)
        && relation.right.len() > 1
        && relation.right.iter().all(|term| is_plain(term.year, term.coefficient));
    if !is_sum {
        return None;
    }
    let said = |cell: CellId| {
        told.sure().find(|said| said.sentence == sentence && !said.is_derived && said.claim.cells == [cell])
    };
    let total = said(total.cell)?;
    let parts: Vec<&Said> = relation.right.iter().filter_map(|term| said(term.cell)).collect();
    let is_typed = !total.is_live || parts.iter().any(|part| !part.is_live);
    is_typed.then_some((total, parts))
}

/// “173769条（75656＋98113）”: a sum written out behind its total.
fn in_brackets(paragraph: &Paragraph, findings: &mut Findings) {
    let text = &paragraph.text;
    let totals = numbers(text);
    for (at, _) in text.match_indices(['（', '(']) {
        let inside =
            after(text, at).chars().skip(1).take(LONGEST_SUM).take_while(|c| !matches!(c, '）' | ')'));
        let inside = inside.collect::<String>();
        let pieces: Vec<&str> = inside.split(['+', '＋']).collect();
        let parts: Option<Vec<Decimal>> = pieces.iter().map(|piece| part(piece)).collect();
        let Some(parts) = parts.filter(|parts| parts.len() > 1) else { continue };
        let before = totals.partition_point(|number| number.range.end <= at);
        let Some(total) = totals.get(..before).and_then(<[_]>::last) else { continue };
        let unit = slice(text, total.range.end..at);
        let sum: Decimal = parts.iter().sum();
        if unit.chars().count() > LONGEST_UNIT || unit.contains(['，', '。', '、', '%', '余', '多']) {
            continue;
        }
        let quoted = quote(text, total.range.clone());
        if unit.starts_with('万') && sum == total.value && !inside.contains('万') {
            let what = format!("{quoted}多了“万”字：{inside}＝{}", sum.normalize());
            findings.add(UNIT, paragraph.place.clone(), what, "请核对“万”字和计量单位");
        } else if sum != total.value && !unit.contains('万') && !inside.contains('万') {
            let what = format!("{quoted}各项加不起来：{inside}＝{}", sum.normalize());
            findings.add(SUM, paragraph.place.clone(), what, "请核对总数和其中各项");
        }
    }
}

const LONGEST_UNIT: usize = 3;

/// More characters in brackets are no sum: whoever opens many and closes none is not looked through again and again.
const LONGEST_SUM: usize = 300;

/// A number with nothing but its unit.
fn part(piece: &str) -> Option<Decimal> {
    let piece = piece.trim();
    let mut found = numbers(piece);
    let number = found.pop().filter(|number| number.range.start == 0 && found.is_empty())?;
    let unit = after(piece, number.range.end);
    (unit.chars().count() <= LONGEST_UNIT && !unit.chars().any(|c| digit(c).is_some()))
        .then_some(number.value)
}
