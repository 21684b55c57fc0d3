//! Text of a page, or of one cell, becomes paragraphs: blanks as a browser shows them.

use super::super::characters::is_wide;
use crate::error::Error;
use crate::import::budget::Budget;
use crate::import::{Block, Paragraph};

/// Where text goes: the page, or a cell.
#[derive(Debug, Default)]
pub(super) struct Flow {
    pub blocks: Vec<Block>,
    /// 1 to 6 inside a heading.
    pub level: u8,
    text: String,
    blank: Blank,
    gap: usize,
    /// A `<p>` was opened, and nothing came since.
    is_fresh: bool,
}

/// What stands before the next word.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Blank {
    #[default]
    None,
    Space,
    /// With a line break of the file: between two Chinese characters it is no blank.
    Line,
}

impl Flow {
    /// Adds text; runs of blanks become one.
    pub fn push(&mut self, text: &str) {
        let is_blank = |c: char| matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{C}');
        for piece in text.split_inclusive(is_blank) {
            let word = piece.trim_end_matches(is_blank);
            if let Some(first) = word.chars().next() {
                let joins = |last: char| self.blank == Blank::Line && is_wide(last) && is_wide(first);
                let last = self.text.chars().next_back();
                if self.blank != Blank::None && last.is_some_and(|last| !joins(last)) {
                    self.text.push(' ');
                }
                self.text.push_str(word);
                self.blank = Blank::None;
                self.is_fresh = false;
            }
            if word.len() < piece.len() {
                let is_line = piece.ends_with(['\n', '\r']);
                self.blank = self.blank.max(if is_line { Blank::Line } else { Blank::Space });
            }
        }
    }

    /// Adds text whose blanks and lines count: `<pre>`.
    pub fn push_kept(&mut self, text: &str, budget: &mut Budget) -> Result<(), Error> {
        for line in text.split_inclusive('\n') {
            self.text.push_str(line.trim_end_matches(['\n', '\r']));
            if line.ends_with('\n') {
                self.line_ends(budget)?;
            }
        }
        Ok(())
    }

    /// A paragraph ends, if one was begun.
    pub fn paragraph_ends(&mut self, budget: &mut Budget) -> Result<(), Error> {
        self.blank = Blank::None;
        if self.text.trim().is_empty() {
            self.text.clear();
            return Ok(());
        }
        budget.pieces(1)?;
        let text = std::mem::take(&mut self.text);
        let paragraph = Paragraph { text, level: self.level, line: 0, gap: self.gap };
        self.blocks.push(Block::Text(paragraph));
        self.gap = 0;
        Ok(())
    }

    /// A line ends, an empty one too: that is a gap.
    pub fn line_ends(&mut self, budget: &mut Budget) -> Result<(), Error> {
        if self.text.trim().is_empty() {
            self.gap += 1;
        }
        self.is_fresh = false;
        self.paragraph_ends(budget)
    }

    /// A `<p>` begins.
    pub fn p_begins(&mut self, budget: &mut Budget) -> Result<(), Error> {
        self.paragraph_ends(budget)?;
        self.is_fresh = true;
        Ok(())
    }

    /// A `<p>` ends; one with nothing in it is a gap.
    pub fn p_ends(&mut self, budget: &mut Budget) -> Result<(), Error> {
        let is_blank = !self.text.is_empty() && self.text.trim().is_empty();
        if std::mem::take(&mut self.is_fresh) || is_blank {
            self.gap += 1;
        }
        self.paragraph_ends(budget)
    }
}
