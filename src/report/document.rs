//! The composed report before layout. Every exporter starts from it, or from its pages.

use std::ops::Range;

use super::chart::Chart;
use super::identity::Identity;
use crate::draft::Picture;
use crate::form::CellKey;

/// A finished report: metadata and blocks in reading order.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Document {
    /// 《…年度报告》, for the file's metadata and its first line.
    pub title: String,
    /// The agency.
    pub author: String,
    /// 成文日期, `2019-01-16`: the only date a file may carry. `None`: not yet given.
    pub date: Option<String>,
    /// A word at the head of every page of what is not final: 草稿. Empty on a finished report.
    pub mark: String,
    /// What is printed.
    pub blocks: Vec<Block>,
    /// Which of the blocks belong to which section, by its name, in the order of the template. One that
    /// prints nothing has an empty range at its place.
    pub sections: Vec<(String, Range<usize>)>,
    /// Whose report it is; `None` for what is no report, like a 报审单.
    pub identity: Option<Identity>,
}

/// One block of a document.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// The title: 2号小标宋, centred, wrapped to even lines.
    Title(String),
    /// A line centred under the title, in 楷体.
    Subtitle(String),
    /// A heading: level 1 `一、` in 黑体, 2 `（一）` in 楷体, 3 `1.` and 4 `（1）` in 仿宋.
    Heading {
        /// 1–4.
        level: u8,
        /// The heading with its number.
        runs: Vec<Run>,
    },
    /// A paragraph of body text, its first line indented by two characters.
    Paragraph(Vec<Run>),
    /// 附件: what follows begins a new page with this label in 黑体 at its top left.
    Annex(String),
    /// A table of the form.
    Table(TableBlock),
    /// 图: figures as bars.
    Chart(Chart),
    /// A picture of the clerk's, centred, its caption under it.
    Picture {
        /// Its file.
        picture: Picture,
        /// Printed under it; also what it shows, for who cannot see it. Empty: none given.
        caption: String,
    },
    /// 落款: the agency and the date under it, placed by GB/T 9704-2012 7.3.5.
    Signature {
        /// Name of the agency.
        agency: String,
        /// The date as printed (2019年1月16日); empty where none is given.
        date: String,
    },
}

/// A piece of text that is either plain words or one live figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// What is printed.
    pub text: String,
    /// The cell whose value it shows; `None` for words.
    pub figure: Option<CellKey>,
}

impl Run {
    /// Plain words.
    pub fn words(text: impl Into<String>) -> Self {
        Self { text: text.into(), figure: None }
    }
}

/// The text of several runs without their marks.
pub fn plain_text(runs: &[Run]) -> String {
    runs.iter().map(|run| run.text.as_str()).collect()
}

/// A table filled in.
#[derive(Debug, Clone, PartialEq)]
pub struct TableBlock {
    /// The form's name for it (统计表).
    pub name: String,
    /// Lines above it.
    pub heading: Vec<TableLine>,
    /// Relative widths of the columns.
    pub columns: Vec<f32>,
    /// Number of rows.
    pub rows: u16,
    /// Rows at the top that are repeated on each page; may be 0.
    pub head_rows: u16,
    /// The boxes in reading order; together they cover every place once.
    pub boxes: Vec<TableBox>,
    /// Lines under it.
    pub foot: Vec<String>,
}

/// A line above a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TableLine {
    /// Title of the table, centred.
    Title(String),
    /// Centred under the title.
    Centred(String),
    /// At the left margin.
    Left(String),
}

/// One box of a filled table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableBox {
    /// First row, from 0.
    pub row: u16,
    /// First column, from 0.
    pub column: u16,
    /// Rows covered, at least 1.
    pub rows: u16,
    /// Columns covered, at least 1.
    pub columns: u16,
    /// How it is set.
    pub role: BoxRole,
    /// What is printed; empty for a blank cell.
    pub text: String,
    /// The cell whose value it shows.
    pub cell: Option<CellKey>,
}

/// How a table box is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BoxRole {
    /// Column heading: 黑体, centred.
    Head,
    /// Row label: left, indented.
    Label {
        /// Steps of one character, 0–4.
        indent: u8,
        /// Opens a part of the form: 黑体.
        strong: bool,
    },
    /// Side head of a group of rows: centred; a narrow high box is set vertically.
    Side,
    /// Unit: centred.
    Unit,
    /// Figure: centred.
    Number,
    /// Empty by the form's own design.
    Nothing,
}
