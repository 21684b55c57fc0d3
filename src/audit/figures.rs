//! TX-01, TX-02, TX-03, TX-07, TX-08, TX-09: numbers of sentences against the table, and against each other.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::copied;
use super::reading::{Findings, Paragraph, Reading};
use crate::form::{CellId, Level};
use crate::prose::wording::quote;
use crate::prose::{Clause, Contradiction, Said, Sentence, Topic, is_comparison, phrases};

const RECEIVED: (&str, Level) = ("TX-01", Level::Query);
const ANSWERED: (&str, Level) = ("TX-02", Level::Query);
const REVIEWED: (&str, Level) = ("TX-03", Level::Query);
const TWICE: (&str, Level) = ("TX-07", Level::Query);
const UNIT: (&str, Level) = ("TX-08", Level::Query);
const ISSUED: (&str, Level) = ("TX-09", Level::Query);

/// Words of fewer characters than these do not tell what is counted.
const TELLING: usize = 6;

/// TX-01 what came in, TX-02 answers, TX-03 reviews, TX-09 documents: a sentence and the table say two numbers.
/// TX-08 where one is ten thousand times the other. A number that DOC-05 tells is not told again.
pub fn contradicted(reading: &Reading<'_>, findings: &mut Findings) {
    let (draft, form) = (reading.draft, reading.draft.form());
    let left_over = copied::left_over(reading);
    for (paragraph, told) in reading.told() {
        for found in told.contradictions(draft) {
            let is_left_over = left_over
                .iter()
                .any(|left| std::ptr::eq(left.paragraph, paragraph) && left.number.range == found.range);
            if is_left_over {
                continue;
            }
            let cell = form.cell(found.cell);
            let held = draft.number(found.cell).unwrap_or_default().normalize();
            let quoted = quote(&paragraph.text, found.range.clone());
            if found.is_slip_of_unit {
                let what = format!("{quoted}与表差一万倍：{}为 {held}{}", cell.name, cell.unit);
                findings.add(UNIT, paragraph.place.clone(), what, "请核对“万”字和计量单位");
                continue;
            }
            let id = match reading.claims.topic(found.cell) {
                Topic::Received => RECEIVED,
                Topic::Answered => ANSWERED,
                Topic::Reviewed => REVIEWED,
                Topic::Issued => ISSUED,
            };
            let what = format!("{quoted}与表不符：{}", held_in(reading, &found));
            let advice = "请改正，可用“插入数字”换成随统计表更新的数字；如是表填错了，请改表";
            findings.add(id, paragraph.place.clone(), what, advice);
        }
    }
}

/// What the table has: one cell, or those whose sum is meant.
fn held_in(reading: &Reading<'_>, found: &Contradiction) -> String {
    let (draft, form) = (reading.draft, reading.draft.form());
    let held = |cell: CellId| draft.number(cell).unwrap_or_default().normalize();
    let cell = form.cell(found.cell);
    if found.or_sum.is_empty() {
        return format!("{}为 {}{}", cell.name, held(found.cell), cell.unit);
    }
    let each =
        found.or_sum.iter().map(|of| format!("{} {}{}", form.cell(*of).name, held(*of), form.cell(*of).unit));
    let each: Vec<String> = each.collect();
    let sum: Decimal = found.or_sum.iter().map(|of| held(*of)).sum();
    format!("{}，合计 {sum}{}", each.join("、"), cell.unit)
}

/// A number with the words that say what it counts.
struct Once<'a> {
    paragraph: &'a Paragraph,
    range: std::ops::Range<usize>,
    value: Decimal,
    is_whole: bool,
}

/// TX-07: one fact told twice with two numbers, where the table has none to hold them against: of one cell, or
/// in the same words with the same unit.
pub fn twice(reading: &Reading<'_>, findings: &mut Findings) {
    let mut by_cell: BTreeMap<CellId, Vec<Once<'_>>> = BTreeMap::new();
    let mut by_words: BTreeMap<(String, &str), Vec<Once<'_>>> = BTreeMap::new();
    for (paragraph, told) in reading.told() {
        let once = |range: &std::ops::Range<usize>, value, is_whole| Once {
            paragraph,
            range: range.clone(),
            value,
            is_whole,
        };
        for said in told.sure().filter(|said| !said.is_derived && !said.is_live) {
            if let ([cell], []) = (said.claim.cells.as_slice(), said.claim.or_sum.as_slice())
                && reading.draft.number(*cell).is_none()
            {
                let one = once(&said.claim.range, said.claim.value, said.claim.is_whole);
                by_cell.entry(*cell).or_default().push(one);
            }
        }
        for sentence in &told.sentences {
            if let Some((words, clause)) = in_words(reading, sentence, &told.said)
                && let Some(quantity) = &clause.quantity
                && !paragraph.is_live(&quantity.range)
            {
                by_words.entry((words, quantity.unit)).or_default().push(once(
                    &quantity.range,
                    quantity.value,
                    true,
                ));
            }
        }
    }
    for told in by_cell.into_values().chain(by_words.into_values()) {
        let Some((first, rest)) = told.split_first() else { continue };
        let is_other = |one: &&Once<'_>| {
            let is_near = std::ptr::eq(one.paragraph, first.paragraph);
            // “公开339条，……公开20条”: the second may be a part of the first.
            one.value != first.value && (!is_near || (one.is_whole && first.is_whole))
        };
        if let Some(other) = rest.iter().find(is_other) {
            let (one, two) = (
                quote(&first.paragraph.text, first.range.clone()),
                quote(&other.paragraph.text, other.range.clone()),
            );
            let what = format!("{two}与{}里的{one}说的是同一件事，数字不同", first.paragraph.place.name());
            findings.add(TWICE, other.paragraph.place.clone(), what, "请核对后改为同一个数");
        }
    }
}

/// The first number of a sentence with the words on what it counts, where nothing else leads in to it and no
/// cell is said.
fn in_words<'a>(
    reading: &Reading<'_>,
    sentence: &'a Sentence,
    said: &[Said],
) -> Option<(String, &'a Clause)> {
    let at = sentence.clauses.iter().position(|clause| clause.quantity.is_some())?;
    let (leading, rest) = sentence.clauses.split_at_checked(at)?;
    let clause = rest.first()?;
    let quantity = clause.quantity.as_ref()?;
    let words = reading.claims.without_fillers(&clause.words);
    let is_plain = leading.iter().all(|clause| reading.claims.is_empty_phrase(&clause.words))
        && !said.iter().any(|said| said.claim.range == quantity.range)
        && !quantity.is_rough
        && !matches!(quantity.unit, "" | "%" | "‰")
        && !is_comparison(&clause.words)
        && !phrases::OTHER_PERIOD.is_in(&clause.words)
        && words.chars().count() > TELLING;
    is_plain.then(|| (words.to_owned(), clause))
}
