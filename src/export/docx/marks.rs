//! Bookmarks around the sections of the text, so that a revised file can be taken back: what a leader writes into
//! one belongs to it. They are not seen, and Word, WPS and LibreOffice keep them.

use super::xml::Xml;
use crate::report::{Document, identity};

/// The bookmarks of a document, each with its first and its last block.
#[derive(Debug, Default)]
pub(super) struct Marks {
    all: Vec<(String, usize, usize)>,
    /// Those whose first paragraph is not written yet, and those that are open.
    waiting: Vec<usize>,
    open: Vec<usize>,
}

impl Marks {
    pub fn new(document: &Document) -> Self {
        let printed = document.sections.iter().filter(|(_, blocks)| !blocks.is_empty());
        let all = printed.map(|(name, blocks)| (identity::bookmark(name), blocks.start, blocks.end - 1));
        Self { all: all.collect(), ..Self::default() }
    }

    /// A block begins.
    pub fn begin(&mut self, block: usize) {
        let begun = self.all.iter().enumerate().filter(|(_, (_, first, _))| *first == block);
        self.waiting.extend(begun.map(|(number, _)| number));
    }

    /// Called at the beginning of each paragraph: what waits stands in it, before its words.
    pub fn write_begun(&mut self, xml: &mut Xml) {
        for number in std::mem::take(&mut self.waiting) {
            if let Some((name, ..)) = self.all.get(number) {
                xml.empty("w:bookmarkStart", &[("w:id", &number.to_string()), ("w:name", name)]);
                self.open.push(number);
            }
        }
    }

    /// Called at the end of the last paragraph of a block: what ends with the block ends there.
    pub fn write_ended(&mut self, block: usize, xml: &mut Xml) {
        let ends = |number: &usize| self.all.get(*number).is_none_or(|(.., last)| *last <= block);
        let (ended, open): (Vec<usize>, Vec<usize>) = self.open.iter().partition(|number| ends(number));
        self.open = open;
        for number in ended {
            xml.empty("w:bookmarkEnd", &[("w:id", &number.to_string())]);
        }
    }

    /// A block ends: a bookmark that found no paragraph to begin in is none, one that found none to end in ends
    /// between paragraphs.
    pub fn end(&mut self, block: usize, xml: &mut Xml) {
        self.waiting.retain(|number| self.all.get(*number).is_some_and(|(.., last)| *last > block));
        self.write_ended(block, xml);
    }
}
