//! A document cut into strips across the page: stretches of paragraphs and rows of tables. Only strips in view are
//! laid out, so a page of megabytes costs no more than one of a few lines; until then their heights are
//! guessed by how many characters they have.

use std::collections::BTreeMap;
use std::ops::Range;

use super::table::TablePlan;
use crate::import::{Block, Source, Spot};

/// The most characters of a paragraph that are laid out together.
const LONGEST: usize = 3000;
/// Height of a line of text.
pub const LINE: f32 = 24.0;
/// Space below a paragraph.
pub const BELOW: f32 = 6.0;
/// Space above and below a table.
const AROUND_TABLE: f32 = 8.0;

/// One strip.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Strip {
    /// Bytes of a paragraph.
    Text {
        /// Index of the block.
        block: usize,
        /// Bytes of its text.
        bytes: Range<usize>,
    },
    /// A row of a table.
    Row {
        /// Index of the block.
        block: usize,
        /// Row of its plan.
        row: usize,
    },
    /// The name of a table's sheet.
    Name {
        /// Index of the block.
        block: usize,
    },
    /// Nothing, above and below a table.
    Space,
}

/// All strips of a document, from top to bottom.
#[derive(Debug, Default)]
pub struct Strips {
    /// The strips.
    pub all: Vec<Strip>,
    /// The tables, by block.
    pub tables: BTreeMap<usize, TablePlan>,
    /// Characters of each strip of text.
    em: Vec<f32>,
    first_of_block: Vec<usize>,
    heights: Vec<f32>,
    /// Where each begins; one more for the end.
    tops: Vec<f32>,
    width: f32,
    /// How far it is scrolled, both ways, and how high the view is.
    pub offset: egui::Vec2,
    /// Height of the view in the last frame.
    pub view: f32,
    /// What became higher above the view and is to be made up for.
    pub owed: f32,
    /// The first strip in view in the last frame.
    pub read_from: usize,
    /// The strip that is to be scrolled to at the next frame.
    pub jump: Option<usize>,
}

impl Strips {
    /// Cuts a document.
    pub fn of(source: &Source) -> Self {
        let mut strips = Self::default();
        for (block, content) in source.blocks.iter().enumerate() {
            strips.first_of_block.push(strips.all.len());
            match content {
                Block::Text(paragraph) => {
                    for bytes in stretches(&paragraph.text) {
                        let em = width_of(paragraph.text.get(bytes.clone()).unwrap_or(""));
                        strips.push(Strip::Text { block, bytes }, em);
                    }
                }
                Block::Table(table) => {
                    strips.push(Strip::Space, 0.0);
                    if !table.name.is_empty() {
                        strips.push(Strip::Name { block }, 0.0);
                    }
                    let plan = TablePlan::of(table, strips.all.len());
                    for row in 0..plan.rows() {
                        strips.push(Strip::Row { block, row }, 0.0);
                    }
                    strips.tables.insert(block, plan);
                    strips.push(Strip::Space, 0.0);
                }
            }
        }
        strips
    }

    fn push(&mut self, strip: Strip, em: f32) {
        self.all.push(strip);
        self.em.push(em);
    }

    /// Sets it out to a width; where that is another one, heights are guessed anew.
    pub fn set_out(&mut self, width: f32, size: f32) {
        if (self.width - width).abs() < 0.5 && self.heights.len() == self.all.len() {
            return;
        }
        self.width = width;
        for plan in self.tables.values_mut() {
            plan.set_out(width, size);
        }
        let heights = self.all.iter().zip(&self.em).map(|(strip, em)| match strip {
            Strip::Text { .. } => (em * size / width.max(1.0)).ceil().max(1.0) * LINE + BELOW,
            Strip::Row { block, row } => self.tables.get(block).map_or(0.0, |plan| plan.guess(*row, size)),
            Strip::Name { .. } => LINE + BELOW,
            Strip::Space => AROUND_TABLE,
        });
        self.heights = heights.collect();
        self.stack();
    }

    /// Puts the strips below each other by their heights.
    pub fn stack(&mut self) {
        let mut top = 0.0;
        self.tops.clear();
        self.tops.push(top);
        for height in &self.heights {
            top += height;
            self.tops.push(top);
        }
    }

    /// Notes the height of a strip that was laid out; true where it is another than before.
    pub fn measure(&mut self, strip: usize, height: f32) -> bool {
        match self.heights.get_mut(strip) {
            Some(known) if (*known - height).abs() > 0.25 => {
                *known = height;
                true
            }
            _ => false,
        }
    }

    /// Where a strip begins; past the last one the end of all.
    pub fn top(&self, strip: usize) -> f32 {
        self.tops.get(strip).or(self.tops.last()).copied().unwrap_or(0.0)
    }

    /// Height of a strip.
    pub fn height(&self, strip: usize) -> f32 {
        self.heights.get(strip).copied().unwrap_or(0.0)
    }

    /// Height of all of it.
    pub fn total(&self) -> f32 {
        self.tops.last().copied().unwrap_or(0.0)
    }

    /// The width it is set out to.
    pub fn width(&self) -> f32 {
        self.width
    }

    /// Width of what is widest: the page, or a table that does not fit into it.
    pub fn widest(&self) -> f32 {
        self.tables.values().map(TablePlan::width).fold(self.width, f32::max)
    }

    /// The strip at a height.
    pub fn at(&self, y: f32) -> usize {
        self.tops.partition_point(|top| *top <= y).saturating_sub(1).min(self.all.len().saturating_sub(1))
    }

    /// The strip that a place of the document is in.
    pub fn strip_of(&self, spot: &Spot) -> usize {
        let first = self.first_of_block.get(spot.block).copied().unwrap_or(0);
        if let (Some(plan), Some(cell)) = (self.tables.get(&spot.block), spot.cell) {
            return plan.first + plan.row_of(cell);
        }
        let of_block = self.all.iter().enumerate().skip(first);
        let found = of_block.take_while(|(_, strip)| is_of(strip, spot.block)).find(|(_, strip)| {
            matches!(strip, Strip::Text { bytes, .. } if spot.range.start < bytes.end || spot.range.end <= bytes.end)
        });
        found.map_or(first, |(at, _)| at)
    }

    /// Scrolls to a block at the next frame.
    pub fn jump_to_block(&mut self, block: usize) {
        self.jump = self.first_of_block.get(block).copied();
    }
}

fn is_of(strip: &Strip, wanted: usize) -> bool {
    match strip {
        Strip::Text { block, .. } | Strip::Row { block, .. } | Strip::Name { block } => *block == wanted,
        Strip::Space => false,
    }
}

/// A text in stretches that are not too long, none of them beginning within a number.
fn stretches(text: &str) -> Vec<Range<usize>> {
    let mut stretches = Vec::new();
    let mut start = 0;
    let mut count = 0;
    for (at, c) in text.char_indices() {
        count += 1;
        let may_end = c == '\n' || "。；！？".contains(c) || (count > 2 * LONGEST && !c.is_ascii_digit());
        let end = at + c.len_utf8();
        if count >= LONGEST && may_end && end < text.len() {
            stretches.push(start..end);
            (start, count) = (end, 0);
        }
    }
    stretches.push(start..text.len());
    stretches
}

/// How wide a text is, about, in characters of Chinese.
pub fn width_of(text: &str) -> f32 {
    text.chars().map(|c| if u32::from(c) < 0x2E80 { 0.56 } else { 1.0 }).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::{Cell, Paragraph, Table};

    fn paragraph(text: &str) -> Block {
        Block::Text(Paragraph { text: text.to_owned(), ..Paragraph::default() })
    }

    fn sample() -> Source {
        let cells = vec![Cell::single(0, 0, "指标"), Cell::single(0, 1, "数"), Cell::single(7, 1, "215")];
        let long = format!("{}215件。", "收到申请。".repeat(1500));
        let table = Table { name: "统计表".to_owned(), cells, ..Table::default() };
        Source { blocks: vec![paragraph("标题"), Block::Table(table), paragraph(&long)], notes: Vec::new() }
    }

    #[test]
    fn a_document_is_cut_into_strips() {
        let strips = Strips::of(&sample());
        let texts = strips.all.iter().filter(|strip| matches!(strip, Strip::Text { block: 2, .. }));
        assert_eq!(texts.count(), 3);
        let rows = strips.all.iter().filter(|strip| matches!(strip, Strip::Row { .. })).count();
        assert_eq!(rows, 3, "two rows, and one for the blank ones between them");
        assert!(strips.all.contains(&Strip::Name { block: 1 }));
    }

    #[test]
    fn a_place_is_in_its_strip() {
        let source = sample();
        let strips = Strips::of(&source);
        let check = |block, cell, range: Range<usize>, expected: &Strip| {
            let strip = strips.strip_of(&Spot { block, cell, range });
            assert_eq!(strips.all.get(strip), Some(expected));
        };
        check(0, None, 0..3, &Strip::Text { block: 0, bytes: 0..6 });
        check(1, Some(2), 0..3, &Strip::Row { block: 1, row: 2 });
        let Some(Strip::Text { bytes, .. }) = strips.all.iter().rev().find(|strip| is_of(strip, 2)) else {
            panic!("a strip");
        };
        check(2, None, bytes.end - 9..bytes.end - 6, &Strip::Text { block: 2, bytes: bytes.clone() });
    }

    #[test]
    fn what_is_laid_out_moves_what_is_below() {
        let mut strips = Strips::of(&sample());
        strips.set_out(400.0, 14.0);
        let (second, total) = (strips.top(1), strips.total());
        assert!(strips.measure(0, second + 10.0) && !strips.measure(0, second + 10.0));
        strips.stack();
        assert_eq!((strips.top(1), strips.total()), (second + 10.0, total + 10.0));
        assert_eq!(strips.at(strips.top(1)), 1);
        assert_eq!(strips.at(f32::MAX), strips.all.len() - 1);
    }
}
