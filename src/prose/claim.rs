//! What a sentence says of a cell, and why it may need a person.

use std::ops::Range;

use rust_decimal::Decimal;

use super::phrases;
use crate::form::CellId;

/// What a text says of cells.
#[derive(Debug, Clone, PartialEq)]
pub struct Claim {
    /// The cells, mostly one; of several the number holds for each.
    pub cells: Vec<CellId>,
    /// The value, in the cells' own unit.
    pub value: Decimal,
    /// Bytes of the text: the digits, or the clause that says it without digits.
    pub range: Range<usize>,
    /// Why a person has to decide; `None` where it is certain.
    pub doubt: Option<Doubt>,
    /// Whether the sentence speaks of all agencies of a place (全市).
    pub is_wide: bool,
    /// Whether the clause says that it is the whole of the year (全年共…).
    pub is_whole: bool,
}

/// Why a number of a sentence needs a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Doubt {
    /// 余, 约, 多, 近, 万.
    Rounded,
    /// 累计.
    Cumulative,
    /// A half year, another year.
    OtherPeriod,
    /// One number for several cells.
    SeveralCells,
    /// The sentence says more than the cell's name, or less.
    MoreWords,
}

impl Doubt {
    /// The reason, as a clerk reads it.
    pub fn sentence(self) -> &'static str {
        match self {
            Self::Rounded => "是约数",
            Self::Cumulative => "是累计数，可能不止本年度",
            Self::OtherPeriod => "可能是其他时期的数",
            Self::SeveralCells => "一个数对应几项指标，没有分列",
            Self::MoreWords => "句子里另有限定，不一定是这项指标",
        }
    }
}

/// Whether the words up to a number tell of another time than the report's year.
pub(super) fn period_doubt(whole: &str, report_year: Option<u16>) -> Option<Doubt> {
    let lead = whole.split('#').next().unwrap_or(whole);
    if phrases::OTHER_PERIOD.is_in(lead) {
        return Some(Doubt::OtherPeriod);
    }
    let other = years(lead).any(|year| Some(year) != report_year);
    if other {
        return Some(Doubt::OtherPeriod);
    }
    let this_year = ["全年", "本年", "年度", "年内", "当年"].iter().any(|word| lead.contains(word))
        || report_year.is_some_and(|year| lead.contains(&format!("{year}年")) && !lead.contains("截"));
    // 今年以来 is the year, not all the years.
    let since = ["今年", "本年", "年初", "本年度"]
        .iter()
        .fold(lead.to_owned(), |lead, word| lead.replace(&format!("{word}以来"), ""));
    let cumulative = phrases::CUMULATIVE.is_in(&since) || (lead.contains("累计") && !this_year);
    cumulative.then_some(Doubt::Cumulative)
}

/// Years that a text names: `2018年`.
fn years(text: &str) -> impl Iterator<Item = u16> + '_ {
    text.match_indices('年').filter_map(|(at, _)| {
        let digits = text.get(at.checked_sub(4)?..at)?;
        let before = text.get(..at - 4)?.chars().next_back();
        digits
            .parse()
            .ok()
            .filter(|year| (1990..2100).contains(year) && !before.is_some_and(|c| c.is_ascii_digit()))
    })
}
