//! What the laid-out pages tell of the looks of the document, so that Word shows what the PDF shows: sizes of
//! type and heights of rows in the tables, pages that are turned, lines of the title, places of 落款.

use std::collections::{BTreeMap, BTreeSet};

use crate::report::{Document, TableBlock};
use crate::typeset::measures::{HEIGHT, LEFT, TOP};
use crate::typeset::{Item, Page, Pages, Part, TextLine};

/// Rules that are nearer to each other stand at the same place, in points.
const SAME: f32 = 0.3;

/// The looks of a document by its blocks.
#[derive(Debug, Default)]
pub(super) struct Looks {
    blocks: BTreeMap<usize, BlockLook>,
    /// The blocks that begin on a turned page.
    turned: BTreeSet<usize>,
}

/// The looks of one block.
#[derive(Debug, Default)]
struct BlockLook {
    /// Its lines: text, where it begins and ends along the line, from the left margin.
    lines: Vec<(String, f32, f32)>,
    /// Of each box of a table: its size in points, number of lines, number of characters.
    boxes: BTreeMap<(u16, u16), (f32, usize, usize)>,
    /// Where horizontal rules of its table stand on each of its pages.
    rules: Vec<Vec<f32>>,
}

/// The looks of a table.
#[derive(Debug)]
pub(super) struct TableLook {
    /// Size of most of its text in points.
    pub size: f32,
    /// Height of each row in points; `None` where rows were cut to run over pages.
    pub heights: Option<Vec<f32>>,
    /// Whether it stands on one page.
    pub whole: bool,
}

impl Looks {
    pub fn new(document: &Document, pages: &Pages) -> Self {
        let mut looks = Self::default();
        for page in &pages.pages {
            looks.read(page);
        }
        // What prints nothing stands as what is before it.
        let mut before = false;
        for i in 0..document.blocks.len() {
            if looks.blocks.contains_key(&i) {
                before = looks.turned.contains(&i);
            } else if before {
                looks.turned.insert(i);
            }
        }
        looks
    }

    fn read(&mut self, page: &Page) {
        // The tables of this page: where their texts stand across the lines.
        let mut extents: BTreeMap<usize, (f32, f32)> = BTreeMap::new();
        for line in page.lines() {
            let Some(block) = line.block else { continue };
            if !self.blocks.contains_key(&block) && page.turned {
                self.turned.insert(block);
            }
            let look = self.blocks.entry(block).or_default();
            match line.part {
                Part::Cell { row, column, repeated: false } => {
                    let (_, lines, characters) = look.boxes.entry((row, column)).or_insert((line.size, 0, 0));
                    *lines += 1;
                    *characters += line.glyphs.len();
                }
                Part::Title | Part::Signature => {
                    let from = along(page, line) - LEFT;
                    look.lines.push((line.text(), from, from + line.width()));
                }
                _ => {}
            }
            if matches!(line.part, Part::Cell { .. }) {
                let at = across(page, (line.x, line.baseline));
                let extent = extents.entry(block).or_insert((at, at));
                *extent = (extent.0.min(at), extent.1.max(at));
            }
        }
        let rules = rules(page);
        for (block, (first, last)) in extents {
            let begin = rules.iter().rposition(|at| *at <= first).unwrap_or_default();
            let end = rules.iter().position(|at| *at > last).unwrap_or(rules.len());
            let of_table = rules.get(begin..(end + 1).min(rules.len())).unwrap_or_default();
            self.blocks.entry(block).or_default().rules.push(of_table.to_vec());
        }
    }

    /// Whether a block stands on a page that is read with the sheet turned.
    pub fn is_turned(&self, block: usize) -> bool {
        self.turned.contains(&block)
    }

    /// The lines of a title or 落款: text, and where each begins and ends in points from the left margin.
    pub fn lines(&self, block: usize) -> &[(String, f32, f32)] {
        self.blocks.get(&block).map_or(&[], |look| &look.lines)
    }

    /// Size of the text of a box in points; `None` where nothing stands in it.
    pub fn size(&self, block: usize, place: (u16, u16)) -> Option<f32> {
        Some(self.blocks.get(&block)?.boxes.get(&place)?.0)
    }

    /// Whether the text of a box runs downwards, one character a line.
    pub fn is_vertical(&self, block: usize, place: (u16, u16)) -> bool {
        let found = self.blocks.get(&block).and_then(|look| look.boxes.get(&place));
        found.is_some_and(|(_, lines, characters)| *lines >= 3 && *characters < 2 * lines)
    }

    /// The looks of a table of so many rows.
    pub fn table(&self, block: usize, table: &TableBlock, head_rows: usize) -> TableLook {
        let mut counts: BTreeMap<i32, usize> = BTreeMap::new();
        let look = self.blocks.get(&block);
        for (size, ..) in look.iter().flat_map(|look| look.boxes.values()) {
            *counts.entry((size * 2.0).round() as i32).or_default() += 1;
        }
        let most = counts.into_iter().max_by_key(|(_, count)| *count);
        let heights = look.and_then(|look| heights(&look.rules, usize::from(table.rows), head_rows));
        let whole = look.is_some_and(|look| look.rules.len() == 1);
        TableLook { size: most.map_or(10.5, |(halves, _)| halves as f32 / 2.0), heights, whole }
    }
}

/// The height of each row from where rules stand on each page, each page after the first with the head again.
/// `None` where they are not as many as the rows: then a row is more than a row of the page.
fn heights(pages: &[Vec<f32>], rows: usize, head_rows: usize) -> Option<Vec<f32>> {
    let mut heights = Vec::new();
    for (i, rules) in pages.iter().enumerate() {
        let steps = rules.windows(2).filter_map(|pair| Some(pair.last()? - pair.first()?));
        heights.extend(steps.skip(if i == 0 { 0 } else { head_rows }));
    }
    (heights.len() == rows).then_some(heights)
}

/// Where the rules along the lines stand on a page, without those that lie on others.
fn rules(page: &Page) -> Vec<f32> {
    let along_lines = |item: &Item| match item {
        Item::Rule(rule) => {
            let (from, to) = (across(page, rule.from), across(page, rule.to));
            ((from - to).abs() < SAME).then_some(from)
        }
        Item::Text(_) | Item::Area(_) | Item::Picture(_) => None,
    };
    let mut found: Vec<f32> = page.items.iter().filter_map(along_lines).collect();
    found.sort_by(f32::total_cmp);
    found.dedup_by(|next, before| (*next - *before).abs() < SAME);
    found
}

/// How far down its page a place is as it is read.
fn across(page: &Page, (x, y): (f32, f32)) -> f32 {
    if page.turned { TOP + (x - LEFT) } else { y }
}

/// Where a line begins on its page as it is read.
fn along(page: &Page, line: &TextLine) -> f32 {
    if page.turned { LEFT + TOP + HEIGHT - line.baseline } else { line.x }
}
