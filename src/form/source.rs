//! A form file as it is written: `templates/forms/*.ron`. [`super::compile`] turns it into a form.

use rust_decimal::Decimal;
use serde::Deserialize;

use super::grid::HeadingLine;
use super::{Comparison, Deadline, Field, Guard, Kind, Level, Year};

/// The whole file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FormSource {
    pub edition: String,
    pub title: String,
    pub document: String,
    /// First and last report year; `None` while the edition is in force.
    pub years: (u16, Option<u16>),
    /// The report template that belongs to it, by name.
    pub report: String,
    /// The fixed headings of the report's parts; none where nobody fixed them.
    #[serde(default)]
    pub headings: Vec<String>,
    /// When the report is due by law; the first that fits the agency.
    #[serde(default)]
    pub deadlines: Vec<Deadline>,
    /// How figures of earlier editions stand here as last year's.
    #[serde(default)]
    pub carry_over: Vec<CarryOverSource>,
    pub cells: Vec<CellSource>,
    pub facts: Vec<FactSource>,
    pub tables: Vec<TableSource>,
    /// Figures that a report may show as bars.
    #[serde(default)]
    pub charts: Vec<ChartSource>,
    /// Cells whose sum over many units has to be looked at; all others are simply summed.
    #[serde(default)]
    pub roll_up: Vec<AskedSource>,
    pub rules: Vec<RuleSource>,
}

/// Cells that may be counted twice when many units are added up.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AskedSource {
    /// Keys, each with at most one `*`.
    pub cells: Vec<String>,
    /// What has to be asked, in a sentence for the clerk.
    pub ask: String,
}

/// The crosswalk from one earlier edition. Equal keys carry over by themselves.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CarryOverSource {
    pub from: String,
    pub cells: Vec<CarriedSource>,
}

/// A cell that is the sum of cells of the earlier edition.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CarriedSource {
    pub to: String,
    pub from: Vec<String>,
}

/// One cell, or the cells of a matrix of rows and columns.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum CellSource {
    Cell {
        key: String,
        path: String,
        unit: String,
        kind: Kind,
        #[serde(default)]
        definition: String,
    },
    /// Keys are `key.row.column` (or `row.column` where `key` is empty), paths `path/row/column`.
    Matrix {
        key: String,
        path: String,
        unit: String,
        kind: Kind,
        rows: Vec<RowSource>,
        columns: Vec<ColumnSource>,
    },
}

/// A row of a matrix.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RowSource {
    pub key: String,
    pub path: String,
    #[serde(default)]
    pub definition: String,
}

/// A column of a matrix.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ColumnSource {
    pub key: String,
    pub path: String,
    /// Its own unit, where the columns of a matrix do not count the same.
    #[serde(default)]
    pub unit: Option<String>,
    /// Its own kind.
    #[serde(default)]
    pub kind: Option<Kind>,
    #[serde(default)]
    pub definition: String,
}

/// A figure that the report needs and no table holds.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FactSource {
    pub key: String,
    pub path: String,
    pub unit: String,
    pub kind: Kind,
    #[serde(default)]
    pub definition: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TableSource {
    pub name: String,
    #[serde(default)]
    pub heading: Vec<HeadingLine>,
    pub columns: Vec<f32>,
    pub head_rows: u16,
    pub rows: Vec<Vec<Slot>>,
    #[serde(default)]
    pub foot: Vec<String>,
}

/// Bars of figures, all of one unit.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChartSource {
    /// As templates name it.
    pub name: String,
    pub title: String,
    /// Last year beside this year.
    #[serde(default)]
    pub with_last_year: bool,
    /// Label, and the keys whose sum it shows.
    pub rows: Vec<(String, Vec<String>)>,
}

fn one() -> u16 {
    1
}

/// One or several boxes of a grid row, as in an HTML table.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Slot {
    Head {
        text: String,
        #[serde(default = "one")]
        columns: u16,
        #[serde(default = "one")]
        rows: u16,
    },
    Label {
        text: String,
        #[serde(default)]
        indent: u8,
        #[serde(default)]
        strong: bool,
        #[serde(default = "one")]
        columns: u16,
        #[serde(default = "one")]
        rows: u16,
    },
    Side {
        text: String,
        #[serde(default = "one")]
        columns: u16,
        #[serde(default = "one")]
        rows: u16,
    },
    /// The unit of that cell.
    UnitOf(String),
    /// —— in the unit column: this row carries no number.
    NoUnit,
    Nothing,
    /// The number cell of that key.
    Number(String),
    /// The number cell of that key, over several columns.
    WideNumber {
        key: String,
        columns: u16,
    },
    /// All cells whose keys begin with this and a dot, one column each.
    Numbers(String),
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RuleSource {
    pub id: String,
    pub level: Level,
    pub check: CheckSource,
    /// What `*` stands for, where the keys themselves do not tell.
    #[serde(default)]
    pub each: Vec<String>,
    pub message: String,
    pub source: String,
    #[serde(default)]
    pub reasons: Vec<String>,
    #[serde(default)]
    pub when: Guard,
    #[serde(default)]
    pub tolerance: Decimal,
    /// Of relations: blanks count as zero, even where a side is wholly blank.
    #[serde(default)]
    pub blank_counts: bool,
    /// Of `Linear`: its left side is one cell that the window may work out from the others. A `Sum`
    /// that is 强制 is by itself.
    #[serde(default)]
    pub fills: bool,
}

/// What a rule demands. Keys may hold one `*`: the rule is then made once for each text without a
/// dot that `*` stands for in its first such key, the same text in all of them.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum CheckSource {
    /// total = sum of parts
    Sum {
        total: String,
        parts: Vec<String>,
    },
    /// sum of less ≤ sum of more
    AtMost {
        less: Vec<String>,
        more: Vec<String>,
    },
    /// cell ≤ number
    Limit {
        cell: String,
        at_most: Decimal,
    },
    /// Any linear relation, with coefficients.
    Linear {
        left: Vec<TermSource>,
        is: Comparison,
        right: Vec<TermSource>,
        #[serde(default)]
        plus: Decimal,
    },
    /// cell = last year's other cell, and begins as such in a new year
    Carried {
        cell: String,
        from: String,
    },
    /// For each cell: this year over last year is within `times` and 1/`times`.
    Jump {
        cells: Vec<String>,
        times: Decimal,
    },
    /// Not every cell of the tables is as last year, at least `least` of them filled and not zero.
    SameAsLastYear {
        least: u16,
    },
    /// Not in every pair are the sums equal, at least `least` of them not zero.
    Unlike {
        pairs: Vec<PairSource>,
        least: u16,
    },
    Entries,
    Fields(Vec<Field>),
    Blanks,
    EditionYear,
    Units,
    /// Of a 汇总: every cell is the sum of its units.
    Sums,
    /// Of a 汇总: cells of `roll_up` to which two units or more gave something.
    AskedSums,
    /// Of a 汇总: every unit that was expected is in the sums.
    WantedUnits,
}

/// Two sums that would be suspicious if equal. All pairs of a rule have the same numbers of cells.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PairSource {
    pub left: Vec<String>,
    pub right: Vec<String>,
}

/// `times × cell`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TermSource {
    #[serde(default = "decimal_one")]
    pub times: Decimal,
    pub cell: String,
    #[serde(default = "this_year")]
    pub year: Year,
}

fn decimal_one() -> Decimal {
    Decimal::ONE
}

fn this_year() -> Year {
    Year::This
}
