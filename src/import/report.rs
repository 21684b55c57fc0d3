//! What was understood of a document: a report's figures, each with the place it was read at, what needs a
//! person, and what was left aside with the reason.

use std::ops::Range;
use std::sync::Arc;

use super::Spot;
use crate::draft::{Scope, Value};
use crate::form::{CellId, Field, Form};
use crate::prose;

/// One report found in a document.
#[derive(Debug, Clone)]
pub struct Report {
    /// The edition whose cells it has.
    pub form: Arc<Form>,
    /// The report year; `None` where the document does not say.
    pub year: Option<u16>,
    /// The agency's name; empty where the document does not say.
    pub agency: String,
    /// Whose figures they are.
    pub scope: Scope,
    /// Cells that the document states, in the order of the form; each at most once.
    pub figures: Vec<Figure>,
    /// What may be a cell's figure, for a person to decide; a cell may have several.
    pub questions: Vec<Question>,
    /// Every other number of the document.
    pub asides: Vec<Aside>,
    /// The agency's own texts: name, address, telephone…
    pub fields: Vec<Found<Field>>,
    /// Sections of its text, by the names that the edition's report template has for them.
    pub sections: Vec<Found<String>>,
    /// The blocks of the source that it was read from.
    pub blocks: Range<usize>,
}

/// A cell that the document states.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// The cell.
    pub cell: CellId,
    /// What it holds; `None` where the cell is there and blank.
    pub value: Option<Value>,
    /// Where it was read.
    pub spot: Spot,
    /// How it was read.
    pub by: By,
}

/// How a figure was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// In a box of the official table.
    Table,
    /// In a sentence.
    Sentence,
}

/// A number that may be a cell's figure.
#[derive(Debug, Clone, PartialEq)]
pub struct Question {
    /// The cell it may belong to.
    pub cell: CellId,
    /// The figure as it would be filled in.
    pub value: Value,
    /// Where it was read.
    pub spot: Spot,
    /// Why it is not filled in by itself.
    pub why: Doubt,
}

/// Why a number is not filled in by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Doubt {
    /// The sentence leaves it open.
    Sentence(prose::Doubt),
    /// 全市 where the report is on the agency itself, or the other way round.
    OtherScope,
    /// Another place of the document states another number for the cell.
    Conflict {
        /// What the other place says.
        other: Value,
    },
    /// The table has the cell, and it is blank there.
    BlankInTable,
    /// The labels and the numbers of a table do not pair up surely.
    Unpaired,
    /// What stands in the cell of the table is no number of its kind.
    NoNumber,
}

impl Doubt {
    /// The reason, as a clerk reads it.
    pub fn sentence(&self) -> String {
        match self {
            Self::Sentence(doubt) => doubt.sentence().to_owned(),
            Self::OtherScope => "统计范围可能不同".to_owned(),
            Self::Conflict { other } => format!("文中另一处是 {other}"),
            Self::BlankInTable => "表中这一格是空白".to_owned(),
            Self::Unpaired => "表中行名与数字没有对齐".to_owned(),
            Self::NoNumber => "表中填的不是数字".to_owned(),
        }
    }
}

/// A number of the document that belongs to no cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Aside {
    /// Where it stands.
    pub spot: Spot,
    /// Why it was left aside.
    pub why: Why,
}

/// Why a number was left aside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// A year, a month, a day.
    Date,
    /// A number of a document or a clause of a law.
    DocumentNumber,
    /// A telephone number, postcode or address.
    Contact,
    /// A share or a rate.
    Percentage,
    /// The number of a list item or heading.
    Ordinal,
    /// Says again what a cell holds already.
    SaysAgain,
    /// A year before or after.
    OtherYear,
    /// What is planned.
    Plan,
    /// No cell of the form is named.
    NoCell,
}

impl Why {
    /// The reason, as a clerk reads it.
    pub fn sentence(self) -> &'static str {
        match self {
            Self::Date => "日期",
            Self::DocumentNumber => "文号、条款号",
            Self::Contact => "电话、邮编、地址",
            Self::Percentage => "比率",
            Self::Ordinal => "序号",
            Self::SaysAgain => "与已填的数相同",
            Self::OtherYear => "其他年度的数",
            Self::Plan => "下一步打算",
            Self::NoCell => "表中没有对应的指标",
        }
    }
}

/// A text of the document and what it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found<T> {
    /// What it is.
    pub what: T,
    /// The text.
    pub text: String,
    /// Where it begins.
    pub spot: Spot,
}
