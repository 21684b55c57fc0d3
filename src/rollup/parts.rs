//! From a sum back to its units: each one's part, largest first, and those that look odd.

use rust_decimal::Decimal;

use super::Collection;
use crate::draft::{Draft, Value};
use crate::form::CellId;

/// A unit's part of a sum.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// The unit.
    pub unit: String,
    /// Its file, as it is named below the folder.
    pub file: String,
    /// What it has in the cell; `None` is blank.
    pub value: Option<Value>,
    /// Its share of the sum, from 0 to 1; `None` where there is no number, or the sum is zero or below.
    pub share: Option<Decimal>,
    /// What it had the year before; `None` where that is not known.
    pub last_year: Option<Value>,
    /// What looks odd about it.
    pub odd: Option<Odd>,
}

/// What looks odd about a part. It may well be true.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Odd {
    /// Zero, where half of the units have more than a hundred.
    ZeroAmongLarge,
    /// Ten times last year or more, or a tenth or less.
    Jump,
    /// Exactly as last year.
    SameAsLastYear,
}

impl Odd {
    /// The Chinese words.
    pub fn sentence(self) -> &'static str {
        match self {
            Self::ZeroAmongLarge => "别的单位都不少，这里是 0",
            Self::Jump => "与上年相差十倍以上",
            Self::SameAsLastYear => "与上年完全相同",
        }
    }
}

/// Below this a number is too small to be odd beside last year's.
const SMALL: Decimal = Decimal::TEN;

/// The parts of a cell of a 汇总, from what the draft keeps of its units, largest first, blanks last. None where it
/// keeps no figures.
pub fn parts(draft: &Draft, cell: CellId) -> Vec<Part> {
    let key = &draft.form().cell(cell).key;
    let Some(sources) = draft.sources() else { return Vec::new() };
    if sources.counted().all(|unit| unit.figures.is_empty()) {
        return Vec::new();
    }
    sorted(sources.counted().map(|unit| {
        let (value, last_year) = (unit.figures.get(key).cloned(), unit.last_year.get(key).cloned());
        part(&unit.name, &unit.file, value, last_year)
    }))
}

impl Collection {
    /// The parts of a cell, largest first, blanks last.
    pub fn parts(&self, cell: CellId) -> Vec<Part> {
        let counted = self.counted().filter_map(|unit| Some((unit, unit.found.as_ref()?)));
        sorted(counted.map(|(unit, found)| {
            part(&unit.name, &unit.file, found.figures.value(cell), found.last_year.value(cell))
        }))
    }
}

fn part(unit: &str, file: &str, value: Option<Value>, last_year: Option<Value>) -> Part {
    Part { unit: unit.to_owned(), file: file.to_owned(), value, share: None, last_year, odd: None }
}

/// Shares, what is odd, and the order.
fn sorted(parts: impl Iterator<Item = Part>) -> Vec<Part> {
    let mut parts: Vec<Part> = parts.collect();
    let number = |part: &Part| part.value.as_ref().and_then(Value::number);
    let total: Decimal = parts.iter().filter_map(number).sum();
    // Blank is not a number: it comes after all of them.
    parts.sort_by_key(|part| std::cmp::Reverse((number(part), part.value.is_some())));
    let middle = parts.get(parts.len() / 2).and_then(number);
    let is_large = parts.len() > 2 && middle.is_some_and(|middle| middle > Decimal::ONE_HUNDRED);
    for part in &mut parts {
        let now = number(part);
        part.share = now.filter(|_| total > Decimal::ZERO).and_then(|now| now.checked_div(total));
        part.odd = odd(now, part.last_year.as_ref().and_then(Value::number), is_large);
    }
    parts
}

fn odd(now: Option<Decimal>, before: Option<Decimal>, is_large: bool) -> Option<Odd> {
    let now = now?;
    if now.is_zero() && is_large {
        return Some(Odd::ZeroAmongLarge);
    }
    let before = before?;
    let (less, more) = if now < before { (now, before) } else { (before, now) };
    if more < SMALL {
        return None;
    }
    if less == more {
        return Some(Odd::SameAsLastYear);
    }
    (less >= Decimal::ZERO && more >= less * Decimal::TEN).then_some(Odd::Jump)
}
