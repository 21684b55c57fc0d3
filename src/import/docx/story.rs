//! What stands in a Word file, with what only Word knows of it: who changed which words, which are a live figure
//! of ours, which section of a report a paragraph was exported as.

use std::sync::Arc;

use super::styles::Kind;

/// The text of a Word file.
#[derive(Debug, Default)]
pub(in crate::import) struct Story {
    /// Paragraphs and tables in reading order; notes at its end.
    pub blocks: Vec<StoryBlock>,
    /// What stands beside the text.
    pub comments: Vec<Comment>,
    /// What was passed over, a sentence each.
    pub notes: Vec<String>,
}

/// A piece of it.
#[derive(Debug)]
pub(in crate::import) enum StoryBlock {
    Text(StoryParagraph),
    Table(StoryTable),
}

/// A paragraph.
#[derive(Debug, Clone, Default, PartialEq)]
pub(in crate::import) struct StoryParagraph {
    /// Its automatic number as text, `（一）`; empty where it has none.
    pub number: String,
    /// What stands in it, in order, deleted words too.
    pub runs: Vec<StoryRun>,
    /// Level of a heading from 1 to 6, 0 for text.
    pub level: u8,
    pub kind: Kind,
    /// Empty paragraphs before it.
    pub gap: usize,
    /// Bookmarks of ours that it lies in.
    pub bookmarks: Vec<Arc<str>>,
}

/// A stretch of a paragraph that is one in all that is known of it.
#[derive(Debug, Clone, Default, PartialEq)]
pub(in crate::import) struct StoryRun {
    /// The words; empty for a picture.
    pub text: String,
    pub is_picture: bool,
    /// Who put it in, or took it out.
    pub change: Option<Arc<TrackedChange>>,
    /// Tag of the content control that it stands in.
    pub control: Option<Arc<str>>,
}

/// A change that Word kept track of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::import) struct TrackedChange {
    pub is_deleted: bool,
    pub author: String,
    /// As written: `2019-01-16T09:30:00Z`; empty where it is not told.
    pub date: String,
}

/// A table.
#[derive(Debug, Clone, Default, PartialEq)]
pub(in crate::import) struct StoryTable {
    /// What its author called it; empty for nothing.
    pub name: String,
    pub rows: u32,
    pub columns: u32,
    /// Its cells by row, then column; none covers another.
    pub cells: Vec<StoryCell>,
}

/// A cell of a table.
#[derive(Debug, Clone, Default, PartialEq)]
pub(in crate::import) struct StoryCell {
    /// First row and column, from 0, and how many of each it covers.
    pub row: u32,
    pub column: u32,
    pub rows: u32,
    pub columns: u32,
    pub paragraphs: Vec<StoryParagraph>,
}

/// A remark beside the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::import) struct Comment {
    /// Number of the block that it is about.
    pub block: usize,
    pub author: String,
    /// As written; empty where it is not told.
    pub date: String,
    pub text: String,
}

impl StoryRun {
    pub fn is_deleted(&self) -> bool {
        self.change.as_ref().is_some_and(|change| change.is_deleted)
    }

    /// Whether another run only goes on where this one ends.
    pub fn goes_on(&self, other: &Self) -> bool {
        !self.is_picture && !other.is_picture && self.change == other.change && self.control == other.control
    }
}

impl StoryParagraph {
    /// Its text as it reads with all changes accepted, its number before it.
    pub fn text(&self) -> String {
        let kept = self.runs.iter().filter(|run| !run.is_deleted()).map(|run| run.text.as_str());
        std::iter::once(self.number.as_str()).chain(kept).collect()
    }

    /// Whether nothing is seen of it with all changes accepted.
    pub fn is_blank(&self) -> bool {
        self.runs.iter().filter(|run| !run.is_deleted()).all(|run| run.text.trim().is_empty())
    }

    /// Whether it holds a picture.
    pub fn has_picture(&self) -> bool {
        self.runs.iter().any(|run| run.is_picture && !run.is_deleted())
    }
}

impl StoryCell {
    /// Its lines, without those that are blank.
    pub fn text(&self) -> String {
        let lines: Vec<String> = self.paragraphs.iter().map(StoryParagraph::text).collect();
        let lines: Vec<&str> = lines.iter().map(|line| line.trim()).filter(|line| !line.is_empty()).collect();
        lines.join("\n")
    }
}
