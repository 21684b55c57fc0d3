//! The paragraphs of a source as they were meant: lines that a page or a mail program broke are joined, and
//! each knows the part of the report that it stands in.

use std::ops::Range;

use super::{Block, Paragraph, Source, Spot};
use crate::prose::phrases;

/// A paragraph, with the way back to its blocks.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Passage {
    /// Its text.
    pub text: String,
    /// Where in `text` each block begins.
    blocks: Vec<(usize, usize)>,
    /// Which part of the report it stands in, counted from 0.
    pub part: usize,
    /// Whether that part tells of problems and plans.
    pub is_plan: bool,
    /// Whether that part tells of the work in general.
    pub is_overview: bool,
    /// What it opens, if it is a heading or begins with one.
    pub opens: Option<Opens>,
}

impl Passage {
    /// Bytes of the passage as a place in the source; the end is cut at the end of the block it begins in.
    pub fn spot(&self, range: &Range<usize>) -> Option<Spot> {
        let at = self.blocks.partition_point(|(start, _)| *start <= range.start).checked_sub(1)?;
        let (start, block) = *self.blocks.get(at)?;
        let end = self.blocks.get(at + 1).map_or(self.text.len(), |(next, _)| *next);
        Some(Spot { block, cell: None, range: range.start - start..range.end.min(end) - start })
    }

    /// Whether it is a heading and nothing else.
    pub fn is_heading(&self) -> bool {
        self.opens.is_some() && self.text.chars().count() <= LONGEST_HEADING && !self.text.contains('。')
    }
}

/// A heading is not longer than this, in characters.
const LONGEST_HEADING: usize = 40;
/// A line that was broken is at least so long, in characters.
const SHORTEST_BROKEN: usize = 15;

/// What a line opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Opens {
    /// A part of the report: 一、
    Part,
    /// A part of a part: （一）
    Subpart,
}

/// The passages of these blocks.
pub(super) fn passages(source: &Source, blocks: Range<usize>) -> Vec<Passage> {
    let mut passages: Vec<Passage> = Vec::new();
    let (mut part, mut headings) = (0, [String::new(), String::new()]);
    let mut may_go_on = false;
    for (at, block) in (blocks.start..).zip(source.blocks.get(blocks).unwrap_or(&[])) {
        let Block::Text(paragraph) = block else {
            may_go_on = false;
            continue;
        };
        let text = paragraph.text.as_str();
        let opens = opens(paragraph);
        let is_page_line = is_page_line(text);
        if may_go_on && !is_page_line && opens.is_none() && paragraph.gap == 0 {
            if let Some(last) = passages.last_mut() {
                last.blocks.push((last.text.len(), at));
                last.text.push_str(text);
            }
        } else {
            match opens {
                Some(Opens::Part) => {
                    part += 1;
                    headings = [heading_of(text), String::new()];
                }
                Some(Opens::Subpart) => headings[1] = heading_of(text),
                None => {}
            }
            let says = |list: &phrases::List| headings.iter().any(|heading| list.is_in(heading));
            passages.push(Passage {
                text: text.to_owned(),
                blocks: vec![(0, at)],
                part,
                is_plan: says(&phrases::PLAN_HEADINGS),
                opens,
                is_overview: headings[0].is_empty() || phrases::OVERVIEW_HEADINGS.is_in(&headings[0]),
            });
        }
        let is_heading = opens.is_some() && text.chars().count() <= LONGEST_HEADING;
        may_go_on = !is_heading && !is_page_line && is_broken(text);
    }
    passages
}

/// Whether a line is what a web page says under the title: 发布时间、浏览次数、打印.
fn is_page_line(text: &str) -> bool {
    !text.contains('。') && phrases::PAGE_LINES.lines().filter(|word| text.contains(word)).nth(1).is_some()
}

/// Whether a line ends in the middle of a sentence.
fn is_broken(text: &str) -> bool {
    let text = text.trim_end();
    // A title or a heading without a number goes on in no other line.
    let is_title = text.chars().count() < 30 && !text.contains(['，', '。', '、', '；', ',']);
    text.chars().count() >= SHORTEST_BROKEN
        && !is_title
        && !text.ends_with(['。', '！', '？', '；', '：', '.', ';', ':', '”', '|'])
}

/// What a paragraph opens, if it is a heading or begins with one.
fn opens(paragraph: &Paragraph) -> Option<Opens> {
    let text = paragraph.text.trim_start().trim_start_matches('#').trim_start();
    let numeral = |c: char| "一二三四五六七八九十".contains(c);
    let digits: String = text.chars().take_while(|c| numeral(*c)).collect();
    let behind = text.get(digits.len()..).unwrap_or("");
    if !digits.is_empty() && (behind.starts_with('、') || behind.starts_with([' ', '\u{3000}', '.'])) {
        return Some(Opens::Part);
    }
    let inner = text.strip_prefix(['（', '('])?;
    let digits: String = inner.chars().take_while(|c| numeral(*c)).collect();
    let closed = inner.get(digits.len()..).is_some_and(|rest| rest.starts_with(['）', ')']));
    (!digits.is_empty() && closed).then_some(Opens::Subpart)
}

/// The words of a heading, up to the end of its sentence.
fn heading_of(text: &str) -> String {
    text.split(['。', '\n']).next().unwrap_or("").chars().take(LONGEST_HEADING).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn broken_lines_are_joined_and_parts_are_known() {
        let lines = [
            "发布时间：2019-03-15 来源：市政府办公室 浏览次数：12 打印",
            "本年度报告由市政府办公室编制。",
            "一、概述",
            "二、主动公开政府信息情况",
            "本年度共主动公开政府信息三百三十九条，其中统计信息一百四",
            "十六条。",
            "三、存在的主要问题及改进情况",
            "（一）主要问题",
            "公开还不够及时。",
        ];
        let line = |text: &&str| Block::Text(Paragraph { text: (*text).to_owned(), ..Paragraph::default() });
        let source = Source { blocks: lines.iter().map(line).collect(), notes: Vec::new() };
        let found = passages(&source, 0..lines.len());
        assert_eq!(found.len(), 8);
        assert!(found[1].text.starts_with("本年度报告"), "not behind what the page says");
        let found = &found[2..];
        assert!(found[2].text.ends_with("一百四十六条。"));
        assert_eq!((found[2].part, found[2].is_overview, found[2].is_plan), (2, false, false));
        let at = found[2].text.find("十六条").unwrap();
        assert_eq!(found[2].spot(&(at..at + 9)), Some(Spot { block: 5, cell: None, range: 0..9 }));
        assert!(found[5].is_plan);
        assert!(found[0].is_overview);
    }
}
