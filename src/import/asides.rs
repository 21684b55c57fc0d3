//! The numbers of a source that belong to no cell, each with the reason: every number is accounted for.

use std::collections::HashMap;
use std::ops::Range;

use super::{Aside, Block, Figure, Question, Source, Spot, Why};
use crate::prose::wording::{after, before, digit_runs};

/// Every number in these blocks that neither fills a cell nor is asked about.
pub(super) fn asides(
    source: &Source,
    blocks: Range<usize>,
    figures: &[Figure],
    questions: &[Question],
    again: &[Spot],
) -> Vec<Aside> {
    let mut used: HashMap<(usize, Option<usize>), Vec<(Range<usize>, bool)>> = HashMap::new();
    let spots = figures.iter().map(|one| &one.spot).chain(questions.iter().map(|one| &one.spot));
    for (spot, is_again) in spots.map(|spot| (spot, false)).chain(again.iter().map(|spot| (spot, true))) {
        used.entry((spot.block, spot.cell)).or_default().push((spot.range.clone(), is_again));
    }
    let mut found = Vec::new();
    let mut look = |block: usize, cell: Option<usize>, text: &str| {
        let taken = used.get(&(block, cell)).map_or(&[][..], Vec::as_slice);
        for run in digit_runs(text) {
            let touches = |range: &Range<usize>| range.start < run.range.end && run.range.start < range.end;
            let why = match taken.iter().find(|(range, _)| touches(range)) {
                Some((_, false)) => continue,
                Some((_, true)) => Why::SaysAgain,
                None => why(text, &run.range),
            };
            found.push(Aside { spot: Spot { block, cell, range: run.range }, why });
        }
    };
    for (at, block) in (blocks.start..).zip(source.blocks.get(blocks).unwrap_or(&[])) {
        match block {
            Block::Text(paragraph) => look(at, None, &paragraph.text),
            Block::Table(table) => {
                for (index, cell) in table.cells.iter().enumerate() {
                    look(at, Some(index), &cell.text);
                }
            }
        }
    }
    found
}

/// Why digits of a text are no figure, by what stands around them.
fn why(text: &str, range: &Range<usize>) -> Why {
    let (lead, tail) = (before(text, range.start).trim_end(), after(text, range.end).trim_start());
    let digits = range.len();
    let near = |words: &[&str]| {
        let from = lead.char_indices().rev().take(16).last().map_or(lead.len(), |(at, _)| at);
        lead.get(from..).is_some_and(|near| words.iter().any(|word| near.contains(word)))
    };
    if tail.starts_with(['年', '月', '日']) || (digits == 4 && lead.ends_with(['〔', '[', '（'])) {
        return if tail.starts_with(['〕', ']']) { Why::DocumentNumber } else { Why::Date };
    }
    if tail.starts_with(['%', '％', '﹪', '‰']) || tail.starts_with("个百分点") {
        return Why::Percentage;
    }
    if tail.starts_with('号') || lead.ends_with(['第', '〕', ']']) || tail.starts_with(['〕', ']']) {
        return if near(&["路", "街", "巷", "道"]) { Why::Contact } else { Why::DocumentNumber };
    }
    if near(&["电话", "邮编", "邮政编码", "传真", "地址", "热线", "联系", "邮箱"]) || lead.ends_with(['-', '—', '－', '@']) {
        return Why::Contact;
    }
    if (lead.is_empty() || lead.ends_with(['。', '；', '，', '\n', '（', '('])) && tail.starts_with(['.', '．', '、', '）', ')']) {
        return Why::Ordinal;
    }
    Why::NoCell
}

#[cfg(test)]
mod tests {
    use super::super::Paragraph;
    use super::*;

    #[test]
    fn each_number_has_its_reason() {
        let check = |text: &str, expected: &[Why]| {
            let paragraph = Paragraph { text: text.to_owned(), ..Paragraph::default() };
            let source = Source { blocks: vec![Block::Text(paragraph)], notes: Vec::new() };
            let found: Vec<Why> = asides(&source, 0..1, &[], &[], &[]).into_iter().map(|aside| aside.why).collect();
            assert_eq!(found, expected, "{text}");
        };
        check("2018年12月31日", &[Why::Date; 3]);
        check("国办发〔2014〕32号", &[Why::DocumentNumber; 2]);
        check("占总数的28％", &[Why::Percentage]);
        check("联系电话：0571-85251818，邮编：310016", &[Why::Contact; 2]);
        check("1.公开目录", &[Why::Ordinal]);
        check("迁移历史数据18966条", &[Why::NoCell]);
    }
}
