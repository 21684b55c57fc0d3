//! What a sentence says of a cell, and why it may need a person.

use std::ops::Range;

use rust_decimal::Decimal;

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
