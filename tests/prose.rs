//! Lines of random official prose: 避头尾, evenness, nothing lost. Random anew in every run; what fails is printed.

use std::ops::Range;

use nianbao::report::{Block, Document, Run};
use nianbao::typeset::{FontBook, Page, Part, TextLine, lay_out, measures};
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::TestRunner;

/// Lines that one run looks at.
const LINES: usize = 10_000;
/// A gap is widened by at most this part of a character. A line that would need more stays short at the right.
const MOST_STRETCH: f32 = 0.5;
/// So much in characters a line may be short without counting as such.
const MOST_SHORT: f32 = 1.0;
/// At most so many lines of a thousand are: where an address or a long number leaves no better place.
const SHORT_OF_A_THOUSAND: usize = 5;
/// Must not begin a line (GB/T 15834-2011 5.1, and what practice adds).
const NEVER_FIRST: &str = "，。、；：？！）》”’〕】…—％%·";
/// Must not end one.
const NEVER_LAST: &str = "（《“‘〔【";

fn fonts() -> FontBook {
    let fang = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/fonts/fandol/FandolFang-Regular.ttf");
    FontBook::bundled(Some(std::fs::read(fang).expect("FandolFang is in the repository"))).expect("a font")
}

/// A paragraph: words, figures with their units, titles of documents, quotations, addresses, and marks.
fn paragraph() -> impl Strategy<Value = String> {
    let plain = [
        "政府信息公开",
        "工作",
        "全年",
        "主动公开",
        "依申请公开",
        "的",
        "和",
        "行政机关",
        "做到",
        "应公开尽公开",
        "及时",
        "群众",
        "第三十一条",
        "办理",
        "堃",
    ];
    let figures = [
        "2018年1月1日",
        "12月31日",
        "215件",
        "12.5%",
        "35.6万元",
        "1,284条",
        "2018—2020年度",
        "100％",
        "GDP",
        "Ａ类",
        "0573-6688123",
        "国办发〔2014〕32号",
        "1.",
    ];
    let marked = [
        "《条例》",
        "（以下简称《条例》）",
        "“一把手”",
        "“放管服”改革",
        "——",
        "……",
        "（一）",
        "危及“三安全一稳定”",
        "《政府信息公开申请表》（见附件）",
        "·",
    ];
    let address = ["http://www.example.gov.cn/zwgk/2018/nianbao.html", "zwgk@example.gov.cn"];
    let one_of = |words: &'static [&'static str]| proptest::sample::select(words);
    let word = prop_oneof![
        36 => one_of(Vec::leak(plain.to_vec())),
        12 => one_of(Vec::leak(figures.to_vec())),
        8 => one_of(Vec::leak(marked.to_vec())),
        1 => one_of(Vec::leak(address.to_vec())),
    ];
    let mark = prop_oneof![
        12 => Just(""), 4 => Just("，"), 2 => Just("。"), 2 => Just("、"), 1 => Just("；"), 1 => Just("："),
        1 => Just("？"), 1 => Just("！"), 1 => Just("。”"), 1 => Just("）。"),
    ];
    let part = (word, mark).prop_map(|(word, mark)| word.to_owned() + mark);
    proptest::collection::vec(part, 1..90).prop_map(|parts| parts.concat())
}

/// What the lines of a paragraph owe; gives how many of them are shorter than they should be.
fn check(lines: &[&TextLine], text: &str, fonts: &FontBook) -> usize {
    let shown: String = lines.iter().map(|line| line.text()).collect();
    // Spaces at the end of a line vanish; there are none in these texts.
    assert_eq!(shown, text);
    let right = measures::LEFT + measures::WIDTH;
    let mut short = 0;
    for (i, line) in lines.iter().enumerate() {
        let shown = line.text();
        assert!(i == 0 || !shown.starts_with(|c| NEVER_FIRST.contains(c)), "“{shown}” in\n{text}");
        let ends = i + 1 == lines.len();
        assert!(ends || !shown.ends_with(|c| NEVER_LAST.contains(c)), "“{shown}” in\n{text}");
        for glyph in &line.glyphs {
            let own = fonts.advance(glyph.face, glyph.id) * line.size;
            let most = own + MOST_STRETCH * measures::PITCH + 0.05;
            assert!(glyph.advance <= most, "{} in “{shown}” is {} wide", glyph.character, glyph.advance);
        }
        let end = line.x + line.width();
        assert!(end <= right + 0.05, "“{shown}” ends at {end}");
        short += usize::from(!ends && end < right - MOST_SHORT * measures::PITCH);
    }
    for pair in lines.windows(2) {
        let (last, first) = (pair[0].text().pop(), pair[1].text().chars().next());
        let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        assert!(!(digit(last) && digit(first)), "a number is broken in\n{text}");
        assert!(
            last.is_none() || last != first || !matches!(last, Some('—' | '…')),
            "a dash is broken in\n{text}"
        );
    }
    short
}

/// The lines of each paragraph, over pages.
fn by_paragraph<'a>(lines: &[&'a TextLine], blocks: Range<usize>) -> Vec<Vec<&'a TextLine>> {
    blocks.map(|block| lines.iter().filter(|line| line.block == Some(block)).copied().collect()).collect()
}

#[test]
fn ten_thousand_lines_of_prose_break_no_rule_and_are_never_loose() {
    let fonts = fonts();
    let mut runner = TestRunner::default();
    let strategy = proptest::collection::vec(paragraph(), 60);
    let (mut seen, mut short) = (0, 0);
    while seen < LINES {
        let texts = strategy.new_tree(&mut runner).expect("texts").current();
        let blocks = texts.iter().map(|text| Block::Paragraph(vec![Run::words(text.clone())])).collect();
        let pages = lay_out(&Document { blocks, ..Document::default() }, &fonts);
        let lines = pages.pages.iter().flat_map(Page::lines).filter(|line| line.part == Part::Body);
        let lines: Vec<&TextLine> = lines.collect();
        seen += lines.len();
        for (lines, text) in by_paragraph(&lines, 0..texts.len()).iter().zip(&texts) {
            short += check(lines, text, &fonts);
        }
    }
    assert!(short * 1000 <= seen * SHORT_OF_A_THOUSAND, "{short} of {seen} lines are short");
}

#[test]
fn no_paragraph_leaves_one_line_alone_on_a_page() {
    let fonts = fonts();
    let mut runner = TestRunner::default();
    let strategy = proptest::collection::vec(paragraph(), 40);
    for _ in 0..4 {
        let texts = strategy.new_tree(&mut runner).expect("texts").current();
        let blocks = texts.iter().map(|text| Block::Paragraph(vec![Run::words(text.clone())])).collect();
        let pages = lay_out(&Document { blocks, ..Document::default() }, &fonts);
        for (block, text) in texts.iter().enumerate() {
            let on = |page: &Page| page.lines().filter(|line| line.block == Some(block)).count();
            let counts: Vec<usize> = pages.pages.iter().map(on).filter(|count| *count > 0).collect();
            assert!(counts.len() < 2 || counts.iter().all(|count| *count > 1), "{counts:?}\n{text}");
        }
    }
}
