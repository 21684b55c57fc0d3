//! TX-05: growth that last year's figures do not give.

use rust_decimal::Decimal;

use super::reading::{Findings, Reading};
use super::shares::is_rounded;
use crate::form::{CellId, Level};
use crate::prose::wording::quote;
use crate::prose::{Clause, Told, is_comparison, phrases};

const GROWTH: (&str, Level) = ("TX-05", Level::Query);

const UP: [&str; 11] =
    ["增长", "增长了", "增加", "增加了", "上升", "上升了", "提高", "提高了", "增幅", "增幅为", "多"];
const DOWN: [&str; 9] = ["下降", "下降了", "减少", "减少了", "降低", "降低了", "降幅", "降幅为", "少"];
/// What a comparison begins with; before it stands what is compared.
const BEGINS: [&str; 8] = ["较", "比", "与上", "与去", "和上", "同比", "相比", "上年"];

/// TX-05: a rate (增长5%) or a difference (增加5件) against last year, of the cell that its sentence names.
pub fn growth(reading: &Reading<'_>, findings: &mut Findings) {
    for (paragraph, told) in reading.told() {
        for sentence in 0..told.sentences.len() {
            for at in 0..told.sentences.get(sentence).map_or(0, |sentence| sentence.clauses.len()) {
                let Some(found) = wrong(reading, told, sentence, at) else { continue };
                let Some(range) = clause(told, sentence, at)
                    .and_then(|clause| clause.quantity.as_ref())
                    .map(|q| q.range.clone())
                else {
                    continue;
                };
                if paragraph.is_live(&range) {
                    continue;
                }
                let what = format!("{}算不出来：{found}", quote(&paragraph.text, range));
                findings.add(GROWTH, paragraph.place.clone(), what, "请核对增减幅度和上年数字");
            }
        }
    }
}

fn clause(told: &Told, sentence: usize, at: usize) -> Option<&Clause> {
    told.sentences.get(sentence)?.clauses.get(at)
}

/// What a clause should say; `None` where it is right, or is no growth against a known figure of last year.
fn wrong(reading: &Reading<'_>, told: &Told, sentence: usize, at: usize) -> Option<String> {
    let draft = reading.draft;
    let of = clause(told, sentence, at)?;
    let quantity = of.quantity.as_ref().filter(|quantity| !quantity.is_rough)?;
    let (lead, _) = of.words.split_once('#')?;
    let is_up = UP.iter().any(|word| lead.ends_with(word));
    if !is_up && !DOWN.iter().any(|word| lead.ends_with(word)) {
        return None;
    }
    let last_year = draft.year().saturating_sub(1);
    let against: String = (0..=at)
        .rev()
        .map_while(|at| clause(told, sentence, at))
        .take_while(|clause| {
            std::ptr::eq(*clause, of) || is_comparison(&clause.words) || clause.quantity.is_none()
        })
        .map(|clause| clause.words.as_str())
        .collect();
    let is_last_year = ["上年", "去年", "上一年", "前一年", "同比", &format!("{last_year}年")]
        .iter()
        .any(|word| against.contains(word));
    let others = (1990..2100).filter(|year| *year != last_year && *year != draft.year());
    let is_other =
        against.contains("环比") || others.into_iter().any(|year| against.contains(&format!("{year}年")));
    if !is_last_year || is_other || phrases::PLAN_HEADINGS.is_in(&against) {
        return None;
    }

    let (cells, or_sum, stated) = subject(reading, told, sentence, at, lead)?;
    let [cell] = cells.as_slice() else { return None };
    let unit = &draft.form().cell(*cell).unit;
    if quantity.unit != "%" && quantity.unit != unit {
        return None;
    }
    let last = |cell: CellId| draft.last_year(cell)?.value.number();
    let sum =
        |of: &dyn Fn(CellId) -> Option<Decimal>| or_sum.iter().map(|cell| of(*cell)).sum::<Option<Decimal>>();
    let (now, was) = (draft.number(*cell).or(stated)?, last(*cell)?);
    let now_sum = sum(&|cell| draft.number(cell)).filter(|_| !or_sum.is_empty());
    let was_sum = sum(&last).filter(|_| !or_sum.is_empty());
    let nows = [Some(now), stated, now_sum];
    let named = told.sentences.get(sentence)?.clauses.iter().filter_map(|clause| clause.quantity.as_ref());
    let named = named.filter(|other| *other != quantity && other.unit == unit).map(|other| Some(other.value));
    let wases: Vec<Decimal> = [Some(was), was_sum].into_iter().chain(named).flatten().collect();
    let sign = if is_up { Decimal::ONE } else { -Decimal::ONE };
    let fits = nows.into_iter().flatten().any(|now| {
        wases.iter().any(|was| match quantity.unit {
            "%" => rate(now, *was).is_some_and(|rate| is_rounded(quantity, rate * sign)),
            _ => (now - was) * sign == quantity.value,
        })
    });
    if fits {
        return None;
    }
    let name = &draft.form().cell(*cell).name;
    let (change, shown) = match quantity.unit {
        "%" => (rate(now, was)?.round_dp(quantity.value.scale().max(1)), "%"),
        _ => (now - was, unit.as_str()),
    };
    let way = if change.is_sign_negative() { "减少" } else { "增加" };
    Some(format!(
        "{name}上年 {}{unit}，本年 {}{unit}，{way} {}{shown}",
        was.normalize(),
        now.normalize(),
        change.abs().normalize()
    ))
}

/// What is compared: the cells, their other reading, and the number that the sentence gives them.
fn subject(
    reading: &Reading<'_>,
    told: &Told,
    sentence: usize,
    at: usize,
    lead: &str,
) -> Option<(Vec<CellId>, Vec<CellId>, Option<Decimal>)> {
    if let Some(cells) = own_subject(reading, lead) {
        return Some((cells, Vec::new(), None));
    }
    for before in (0..at).rev() {
        let clause = clause(told, sentence, before)?;
        let said = told.sure().find(|said| {
            !said.is_derived
                && clause.quantity.as_ref().is_some_and(|quantity| quantity.range == said.claim.range)
        });
        if let Some(said) = said {
            return Some((said.claim.cells.clone(), said.claim.or_sum.clone(), Some(said.claim.value)));
        }
        let goes_on = is_comparison(&clause.words) || clause.words.contains(['增', '降', '减']);
        // “网络申请较上年减少12件，下降15%”
        if let Some(cells) = own_subject(reading, &clause.words).filter(|_| goes_on) {
            return Some((cells, Vec::new(), None));
        }
        if !goes_on && !reading.claims.is_empty_phrase(&clause.words) {
            return None;
        }
    }
    None
}

/// What a clause itself says grew, before it begins to compare; `None` where it says nothing of that. Words that
/// name no cell give no cells.
fn own_subject(reading: &Reading<'_>, words: &str) -> Option<Vec<CellId>> {
    let begins = BEGINS.iter().filter_map(|word| words.find(word)).min();
    let verbs = UP.iter().chain(&DOWN).filter_map(|word| words.find(word)).min();
    let own = words.get(..begins.or(verbs)?)?;
    (!own.is_empty() && !reading.claims.is_empty_phrase(own)).then(|| reading.claims.named(own))
}

/// Growth in percent.
fn rate(now: Decimal, was: Decimal) -> Option<Decimal> {
    (now - was).checked_mul(Decimal::ONE_HUNDRED)?.checked_div(was)
}
