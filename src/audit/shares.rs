//! TX-04: a percentage that does not follow from the numbers that its sentence names.

use rust_decimal::Decimal;

use super::reading::{Findings, Reading};
use crate::form::Level;
use crate::prose::wording::quote;
use crate::prose::{Quantity, Sentence, phrases};

const SHARE: (&str, Level) = ("TX-04", Level::Query);

/// TX-04: “网络申请68件，占31.6%”. Told only where the sentence names a whole before its part, and no number of
/// the paragraph and no total of the table makes the share. Shares of all parts of a whole add to 100 where each
/// is right.
pub fn shares(reading: &Reading<'_>, findings: &mut Findings) {
    let draft = reading.draft;
    let totals: Vec<Decimal> = draft
        .form()
        .ids()
        .flat_map(|cell| reading.claims.totals_of(cell))
        .filter_map(|total| draft.number(*total))
        .collect();
    for (paragraph, told) in reading.told() {
        let mut named: Vec<Decimal> = totals.clone();
        for sentence in &told.sentences {
            named.extend(counts(sentence, sentence.clauses.len()).map(|count| count.value));
            for at in 0..sentence.clauses.len() {
                let Some((share, parts, whole)) = share(sentence, at) else { continue };
                let mut wholes = named.iter().filter(|whole| !whole.is_zero());
                let fits = wholes.any(|whole| {
                    parts
                        .iter()
                        .any(|part| percent(*part, *whole).is_some_and(|exact| is_rounded(share, exact)))
                });
                if fits || paragraph.is_live(&share.range) {
                    continue;
                }
                let part = parts.first().copied().unwrap_or_default();
                let exact = percent(part, whole).unwrap_or_default().round_dp(share.value.scale().max(1));
                let what = format!(
                    "{}算不出来：{}÷{}＝{}%",
                    quote(&paragraph.text, share.range.clone()),
                    part.normalize(),
                    whole.normalize(),
                    exact.normalize()
                );
                findings.add(SHARE, paragraph.place.clone(), what, "请核对百分比和它前面的数字");
            }
        }
    }
}

/// The counts of a sentence before a clause.
fn counts(sentence: &Sentence, before: usize) -> impl Iterator<Item = &Quantity> {
    let clauses = sentence.clauses.iter().take(before).filter_map(|clause| clause.quantity.as_ref());
    clauses.filter(|quantity| !matches!(quantity.unit, "%" | "‰"))
}

/// A share, the numbers that it may be of (the last count, the last two together, …) and the whole named first.
fn share(sentence: &Sentence, at: usize) -> Option<(&Quantity, Vec<Decimal>, Decimal)> {
    let clause = sentence.clauses.get(at)?;
    let share = clause.quantity.as_ref().filter(|quantity| quantity.unit == "%" && !quantity.is_rough)?;
    let (lead, _) = clause.words.split_once('#')?;
    let is_elsewhere = [&phrases::WIDE_SCOPE, &phrases::COMPARING, &phrases::OTHER_PERIOD]
        .iter()
        .any(|list| list.is_in(lead));
    if !lead.starts_with('占') || is_elsewhere {
        return None;
    }
    let last = sentence.clauses.get(at.checked_sub(1)?)?.quantity.as_ref()?;
    let mut earlier: Vec<&Quantity> = counts(sentence, at).collect();
    if earlier.pop()? != last || last.value.is_zero() || last.is_rough {
        return None;
    }
    let whole = earlier
        .iter()
        .find(|whole| whole.unit == last.unit && whole.value > last.value && !whole.is_rough)?;
    let mut parts = vec![last.value];
    for count in earlier.iter().rev() {
        parts.push(parts.last()? + count.value);
    }
    Some((share, parts, whole.value))
}

fn percent(part: Decimal, whole: Decimal) -> Option<Decimal> {
    part.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(whole)
}

/// Whether a percentage as written is the exact one rounded, or within 0.05 of it.
pub fn is_rounded(stated: &Quantity, exact: Decimal) -> bool {
    let half = Decimal::new(5, stated.value.scale() + 1);
    (stated.value - exact).abs() <= half.max(Decimal::new(5, 2))
}
