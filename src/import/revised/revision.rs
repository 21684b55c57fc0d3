//! What a report that came back says differently, told so that a person can answer each piece.

use std::ops::Range;

use crate::draft::{SectionText, Value};
use crate::form::CellKey;

/// A report that came back, held against its draft.
#[derive(Debug, Clone, Default)]
pub struct Revision {
    /// Sections whose words differ, in the order of the report.
    pub sections: Vec<SectionRevision>,
    /// Figures that differ, in the order in which they were met; a figure of several places once.
    pub figures: Vec<FigureQuestion>,
    /// What differs and no clerk's text can take: headings, fixed words, labels of tables.
    pub fixed: Vec<FixedChange>,
    /// Remarks beside the text.
    pub remarks: Vec<Remark>,
    /// What was passed over, a sentence each.
    pub notes: Vec<String>,
    /// The part of the report's lines that came back at all, from 0 to 1: of another document few did.
    pub likeness: f32,
}

/// A section with what differs in it.
#[derive(Debug, Clone)]
pub struct SectionRevision {
    /// Its name in the template.
    pub name: String,
    /// Its text in the draft, or what is generated for it.
    pub text: SectionText,
    /// Whether the draft's text has changed since the file was exported: what differs may be that.
    pub is_newer: bool,
    /// The whole of it, in order.
    pub stretches: Vec<Stretch>,
}

/// A stretch of a section.
#[derive(Debug, Clone, PartialEq)]
pub enum Stretch {
    /// The same on both sides.
    Same(String),
    /// Other words.
    Words(WordChange),
    /// Another number in the place of a live figure: a question of [`Revision::figures`], by its number.
    Figure {
        /// The question.
        question: usize,
        /// As the draft prints it.
        old: String,
        /// As it came back.
        new: String,
    },
}

/// Other words in a section.
#[derive(Debug, Clone, PartialEq)]
pub struct WordChange {
    /// By what it is known again: it may be met anew when the draft has changed.
    pub key: ChangeKey,
    /// The stretch of the section's shown text that it takes the place of, in bytes.
    pub range: Range<usize>,
    /// What comes in its place. Numbers that are the draft's figures stay live.
    pub with: SectionText,
    /// Live figures that would be plain numbers, or gone, afterwards.
    pub loses: Vec<CellKey>,
    /// Who changed it, where Word kept track of it.
    pub by: Option<Author>,
}

/// A change of words, whatever else has changed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ChangeKey {
    /// Name of the section.
    pub section: String,
    /// What stands there in the draft; empty for what is put in.
    pub old: String,
    /// What came back; empty for what was taken out.
    pub new: String,
    /// The how manieth of its like in the section, from 0.
    pub number: usize,
}

/// Who changed something, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Author {
    /// As Word knows the person; may be empty.
    pub name: String,
    /// `2019-01-16 09:30`; empty where it is not told.
    pub when: String,
}

impl Author {
    /// As Word writes them: the day and time as `2019-01-16T09:30:00Z`.
    pub(super) fn new(name: &str, date: &str) -> Self {
        let when = date.split_once('T').map(|(day, time)| {
            let minutes = time.get(..5).unwrap_or_default();
            format!("{day} {minutes}").trim().to_owned()
        });
        Self { name: name.to_owned(), when: when.unwrap_or_default() }
    }
}

/// A figure that came back as another.
#[derive(Debug, Clone, PartialEq)]
pub struct FigureQuestion {
    /// The cell.
    pub cell: CellKey,
    /// What it holds, as printed; empty for a blank.
    pub old: String,
    /// What came back, as it was written.
    pub new: String,
    /// The same as a value of the cell; `None` is blank.
    pub value: Option<Value>,
    /// Whether that can be a figure: a number of its kind, 不适用, or blank.
    pub is_figure: bool,
    /// Where it stands in a table: `“统计表”第 3 行`; empty where it does not.
    pub in_table: String,
    /// Where it stands in the text as a live figure.
    pub in_text: Vec<TextPlace>,
    /// How often the text shows the cell's value where nothing was changed: it will follow.
    pub follows: usize,
    /// Who changed it, where Word kept track of it.
    pub by: Option<Author>,
}

/// A live figure in a section.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextPlace {
    /// Number in [`Revision::sections`].
    pub section: usize,
    /// Bytes of the section's shown text.
    pub range: Range<usize>,
}

/// Fixed words that came back changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FixedChange {
    /// What they are.
    pub place: Place,
    /// As the draft prints them; empty for what was put in.
    pub old: String,
    /// As they came back; empty for what was taken out.
    pub new: String,
}

/// What fixed words are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// The title of the report.
    Title,
    /// A heading.
    Heading,
    /// Words of the template between the sections.
    Template,
    /// In or around a table, by its name.
    Table(String),
    /// What belongs to a chart.
    Chart,
    /// Words under a picture.
    Caption,
    /// 落款.
    Signature,
}

impl Place {
    /// What it is called.
    pub fn name(&self) -> String {
        match self {
            Self::Title => "标题".to_owned(),
            Self::Heading => "小标题".to_owned(),
            Self::Template => "模板文字".to_owned(),
            Self::Table(name) => format!("表格“{name}”"),
            Self::Chart => "图".to_owned(),
            Self::Caption => "图片下的文字".to_owned(),
            Self::Signature => "落款".to_owned(),
        }
    }

    /// Where such words can be changed.
    pub fn advice(&self) -> &'static str {
        match self {
            Self::Title | Self::Signature => "由“基本信息”生成，请在那里修改",
            Self::Heading | Self::Template => "由报告模板规定，需要时请改模板",
            Self::Table(_) => "由官方版式和“基本信息”规定，不随修改稿变动",
            Self::Chart => "由统计表的数字生成",
            Self::Caption => "请在“报告正文”里修改",
        }
    }
}

/// A remark beside the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// Name of the section that it stands at; empty for all else.
    pub section: String,
    /// Who says it.
    pub by: Author,
    /// What is said.
    pub text: String,
}

impl Revision {
    /// Whether nothing came back that was not sent out.
    pub fn is_empty(&self) -> bool {
        self.sections.is_empty() && self.figures.is_empty() && self.fixed.is_empty()
    }

    /// Every change of words, in order.
    pub fn changes(&self) -> impl Iterator<Item = &WordChange> {
        self.sections.iter().flat_map(SectionRevision::changes)
    }
}

impl SectionRevision {
    /// Its changes of words, in order.
    pub fn changes(&self) -> impl Iterator<Item = &WordChange> {
        self.stretches.iter().filter_map(|stretch| match stretch {
            Stretch::Words(change) => Some(change),
            Stretch::Same(_) | Stretch::Figure { .. } => None,
        })
    }
}
