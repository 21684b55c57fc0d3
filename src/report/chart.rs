//! 图: figures of the draft as bars. Horizontal bars only: they hold long labels, and read in black and
//! white.

use rust_decimal::Decimal;

use crate::form::CellKey;

/// A chart before layout.
#[derive(Debug, Clone, PartialEq)]
pub struct Chart {
    /// Name in the template: `[[图:申请渠道]]`.
    pub name: String,
    /// Printed under it, with its unit: 2018年收到政府信息公开申请的渠道（单位：件）.
    pub title: String,
    /// What it shows, in words, for who cannot see it: every bar with its figure.
    pub alt: String,
    /// Names of the one or two bars of each row, the first drawn dark, the second light with an outline: 2018年, 2017年.
    /// A legend is drawn for two.
    pub series: Vec<String>,
    /// From top to bottom, at least one.
    pub rows: Vec<ChartRow>,
}

/// One row of bars.
#[derive(Debug, Clone, PartialEq)]
pub struct ChartRow {
    /// The name of what is counted: 网络申请.
    pub label: String,
    /// One figure for each of the series, not below zero; `None`: not known, which is not zero.
    pub values: Vec<Option<Decimal>>,
    /// The cell that the first value comes from.
    pub cell: Option<CellKey>,
}
