//! What is half read of a Word file's text: paragraphs, what they stand in, and what was met on the way.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::story::{StoryBlock, StoryParagraph, StoryRun};
use super::styles::Style;

/// What was met on the way.
#[derive(Debug, Default)]
pub(super) struct Met {
    /// Foot- and endnotes in the order of their marks: kind of part and id.
    pub notes: Vec<(&'static str, String)>,
    /// Remarks: number of the block, id.
    pub remarks: Vec<(usize, String)>,
    pub pictures: usize,
    pub objects: usize,
    pub hidden: usize,
    pub contents: usize,
    pub changes: usize,
    /// Whole documents put in, which only Word opens.
    pub foreign: usize,
}

/// What a part holds: its text, or its notes by id, each with what its element says.
#[derive(Debug, Default)]
pub(super) struct Held {
    pub blocks: Vec<StoryBlock>,
    pub notes: BTreeMap<String, Note>,
}

/// A foot- or endnote or a remark.
#[derive(Debug, Default)]
pub(super) struct Note {
    pub author: String,
    pub date: String,
    pub blocks: Vec<StoryBlock>,
}

/// What paragraphs stand in.
#[derive(Debug, Default)]
pub(super) struct Container {
    pub is_cell: bool,
    pub blocks: Vec<StoryBlock>,
    /// What stood in a cell and is no text of it.
    pub lifted: Vec<StoryBlock>,
    /// Of paragraphs whose end was deleted: they go on in the next.
    pub carried: Vec<StoryRun>,
    pub gap: usize,
}

#[derive(Debug, Default)]
pub(super) struct OpenParagraph {
    pub paragraph: StoryParagraph,
    pub style: Style,
    pub outline: Option<u32>,
    pub list: Option<u32>,
    pub list_level: Option<u32>,
    pub is_end_deleted: bool,
    /// Text boxes that hang on it.
    pub beside: Vec<StoryBlock>,
}

/// A content control.
#[derive(Debug, Default)]
pub(super) struct Control {
    pub tag: String,
    pub alias: String,
    pub is_prompt: bool,
    pub key: Option<Arc<str>>,
}

impl Container {
    /// Takes a finished paragraph; of one that is empty it notes that it was there.
    pub fn take(&mut self, mut paragraph: StoryParagraph) {
        if !self.carried.is_empty() {
            paragraph.runs.splice(0..0, std::mem::take(&mut self.carried));
        }
        let is_numbered_cell = self.is_cell && !paragraph.number.is_empty();
        if paragraph.runs.iter().all(|run| run.text.trim().is_empty() && !run.is_picture) && !is_numbered_cell
        {
            self.gap += 1;
            return;
        }
        paragraph.gap = std::mem::take(&mut self.gap);
        self.blocks.push(StoryBlock::Text(paragraph));
    }

    /// Blocks that hang on a paragraph: after it, or lifted out of the cell.
    pub fn lifted_or_beside(&mut self, blocks: Vec<StoryBlock>) {
        if self.is_cell { self.lifted.extend(blocks) } else { self.blocks.extend(blocks) }
    }

    /// All that stands in it.
    pub fn finish(mut self) -> Vec<StoryBlock> {
        if !self.carried.is_empty() {
            self.take(StoryParagraph::default());
        }
        self.blocks.append(&mut self.lifted);
        self.blocks
    }
}

/// A sign of a font of signs: boxes to be ticked; those of other fonts are characters.
pub(super) fn symbol(font: &str, code: Option<String>) -> Option<char> {
    let code = u32::from_str_radix(&code?, 16).ok()?;
    let sign = char::from_u32(code)?;
    if !('\u{E000}'..='\u{F8FF}').contains(&sign) {
        return Some(sign);
    }
    match (font.starts_with("Wingdings"), code & 0xFF) {
        (true, 0xFE | 0x52 | 0xFC) => Some('☑'),
        (true, 0xA8 | 0x6F | 0x71) => Some('□'),
        (true, 0x6E) => Some('■'),
        _ => None,
    }
}
