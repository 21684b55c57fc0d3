//! Promises of the layout, held against invented reports and random documents.

mod sample;

use nianbao::report::{Block, BoxRole, Document, Run, TableBlock, TableBox, TableLine, plain_text};
use nianbao::typeset::{FontBook, Pages, Part, lay_out, measures, missing_characters};
use proptest::prelude::*;

fn fonts() -> FontBook {
    let fang = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/fonts/fandol/FandolFang-Regular.ttf");
    FontBook::bundled(Some(std::fs::read(fang).expect("FandolFang is in the repository"))).expect("a font")
}

/// The text of a document in reading order, without spaces.
fn source(document: &Document) -> String {
    let mut text = String::new();
    for block in &document.blocks {
        match block {
            Block::Title(words) | Block::Subtitle(words) | Block::Annex(words) => text += words,
            Block::Heading { runs, .. } | Block::Paragraph(runs) => text += &plain_text(runs),
            Block::Signature { agency, date } => text = text + agency + date,
            Block::Chart(_) | Block::Picture { .. } => {}
            Block::Table(table) => {
                use TableLine::{Centred, Left, Title};
                for line in &table.heading {
                    let (Title(words) | Centred(words) | Left(words)) = line;
                    text += words;
                }
                let mut boxes: Vec<_> = table.boxes.iter().collect();
                boxes.sort_by_key(|place| (place.row, place.column));
                text.extend(boxes.iter().map(|place| place.text.as_str()));
                text.extend(table.foot.iter().map(String::as_str));
            }
        }
    }
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// The text on the pages in their order, without what is shown again, page numbers and spaces.
fn printed(pages: &Pages) -> String {
    let lines = pages.pages.iter().flat_map(|page| page.lines());
    let lines = lines.filter(|line| !matches!(line.part, Part::Footer | Part::Cell { repeated: true, .. }));
    lines.map(|line| line.text()).collect::<String>().chars().filter(|c| !c.is_whitespace()).collect()
}

fn check(document: &Document) -> Pages {
    let pages = lay_out(document, &fonts());
    assert_eq!(printed(&pages), source(document));
    assert!(!pages.pages.is_empty());
    for (number, page) in (1..).zip(&pages.pages) {
        assert_eq!(page.number, number);
        let folio: Vec<String> =
            page.lines().filter(|line| line.part == Part::Footer).map(|line| line.text()).collect();
        assert_eq!(folio, [format!("— {number} —")]);
        for line in page.lines().filter(|line| line.part != Part::Footer) {
            let text = line.text();
            assert!(line.x >= measures::LEFT - 0.01, "{text}");
            assert!(line.x + line.width() <= measures::LEFT + measures::WIDTH + 0.05, "{text}");
            assert!(line.baseline >= measures::TOP, "{text}");
            assert!(line.baseline <= measures::TOP + measures::HEIGHT, "{text}");
        }
        let last = page.lines().rfind(|line| line.part != Part::Footer);
        let heading_at_foot = last.is_some_and(|line| matches!(line.part, Part::Heading(_)));
        // Unless what follows begins a new page by itself.
        let next = pages.pages.get(page.number as usize).and_then(|page| page.lines().next());
        let annex_follows = next.is_none_or(|line| line.part == Part::Annex);
        assert!(!heading_at_foot || annex_follows, "a heading at the foot of page {number}");
    }
    pages
}

#[test]
fn a_report_of_2014_is_laid_out_whole() {
    let document = sample::report_2014();
    let pages = check(&document);
    assert!(missing_characters(&document, &fonts()).is_empty());
    assert!((5..=7).contains(&pages.pages.len()), "{} pages", pages.pages.len());
    // The form takes three pages at most, the head on each.
    let with_table =
        pages.pages.iter().filter(|page| page.lines().any(|line| line.text() == "统计指标")).count();
    assert!((2..=3).contains(&with_table), "{with_table}");
}

#[test]
fn the_large_table_of_2021_stands_on_one_page() {
    let pages = check(&sample::report_2021());
    let first =
        |text: &str| pages.pages.iter().position(|page| page.lines().any(|line| line.text().contains(text)));
    assert_eq!(first("一、本年新收"), first("四、结转下年度"));
    assert_eq!(first("三、收到和处理"), first("一、本年新收"));
}

#[test]
fn body_text_has_22_lines_of_28_characters() {
    let text = "公".repeat(26 + 28 * 40);
    let pages = check(&Document { blocks: vec![sample::paragraph(&text)], ..Document::default() });
    let lines = pages.pages[0].body_lines();
    assert_eq!(lines.len(), 22);
    assert_eq!(lines[0].chars().count(), 26);
    assert!(lines[1..].iter().all(|line| line.chars().count() == 28));
}

/// The signature and how many lines of text stand above it on its page.
fn above_signature(paragraphs: usize) -> usize {
    let mut blocks: Vec<Block> = (0..paragraphs).map(|_| sample::paragraph("公开为常态。")).collect();
    blocks.push(Block::Signature {
        agency: "云川市司法局".to_owned(), date: "2019年1月16日".to_owned()
    });
    let pages = check(&Document { blocks, ..Document::default() });
    let last = pages.pages.last().expect("a page");
    assert_eq!(last.lines().filter(|line| line.part == Part::Signature).count(), 2);
    last.body_lines().len()
}

#[test]
fn a_signature_never_stands_alone() {
    for paragraphs in 15..25 {
        assert!(above_signature(paragraphs) >= 2, "{paragraphs}");
    }
    assert_eq!(above_signature(19), 19);
    assert_eq!(above_signature(20), 2);
}

#[test]
fn a_signature_takes_rows_of_a_table_with_it() {
    for paragraphs in 0..22 {
        let mut blocks: Vec<Block> = (0..paragraphs).map(|_| sample::paragraph("公开为常态。")).collect();
        blocks.extend(sample::tables("2014"));
        blocks.push(Block::Signature {
            agency: "云川市司法局".to_owned(), date: "2019年1月16日".to_owned()
        });
        let pages = check(&Document { blocks, ..Document::default() });
        let last = pages.pages.last().expect("a page");
        assert!(last.lines().any(|line| line.text().contains("接受培训人员数")), "{paragraphs}");
    }
}

#[test]
fn a_page_is_not_left_mostly_blank_for_a_table() {
    for paragraphs in 0..22 {
        let mut blocks: Vec<Block> = (0..paragraphs).map(|_| sample::paragraph("公开为常态。")).collect();
        blocks.push(sample::heading_block(1, "三、收到和处理政府信息公开申请情况"));
        blocks.push(sample::tables("2021").swap_remove(1));
        let pages = check(&Document { blocks, ..Document::default() });
        let lowest =
            pages.pages[0].lines().filter(|line| line.part != Part::Footer).map(|line| line.baseline);
        let lowest = lowest.fold(0.0, f32::max);
        assert!(lowest > measures::TOP + 0.55 * measures::HEIGHT, "{paragraphs}: {lowest}");
    }
}

#[test]
fn a_table_from_anywhere_is_laid_out_without_harm() {
    let a_box = |row, column, rows, columns, text: &str| TableBox {
        row,
        column,
        rows,
        columns,
        role: BoxRole::Side,
        text: text.to_owned(),
        cell: None,
    };
    let boxes = vec![
        a_box(0, 0, 0, 0, "无"),
        a_box(9, 9, 1, 1, "外"),
        a_box(0, 0, 65_535, 1, "高"),
        a_box(1, 1, 1, 1, &"长".repeat(5_000)),
        a_box(0, 1, 1, 1, "\n\n"),
    ];
    for columns in [vec![], vec![f32::NAN], vec![1.0, f32::INFINITY], vec![-1.0, 0.0, 1e-30]] {
        for (rows, head_rows) in [(0, 0), (1, 9), (3, 0), (300, 2)] {
            let block = TableBlock {
                name: String::new(),
                heading: vec![TableLine::Title("表".repeat(300)), TableLine::Left(String::new())],
                columns: columns.clone(),
                rows,
                head_rows,
                boxes: boxes.clone(),
                foot: vec!["审核人：".to_owned(); 50],
            };
            let pages =
                lay_out(&Document { blocks: vec![Block::Table(block)], ..Document::default() }, &fonts());
            let lowest = pages.pages.iter().flat_map(|page| page.lines()).map(|line| line.baseline);
            assert!(lowest.fold(0.0, f32::max) < measures::PAGE_HEIGHT);
        }
    }
}

#[test]
fn an_empty_document_is_one_page() {
    assert_eq!(check(&Document::default()).pages.len(), 1);
}

fn block() -> impl Strategy<Value = Block> {
    let text = "[公开政府信息工作年度报告，。；（）“”《》0-9a-zA-Z %〔〕—…]{0,120}";
    // Headings are short: a page full of them could not keep what they head.
    let head = "[公开政府信息，（）“”0-9a-z %]{0,30}";
    prop_oneof![
        6 => text.prop_map(|text| Block::Paragraph(vec![Run::words(text)])),
        2 => (1u8..6, head).prop_map(|(level, text)| Block::Heading { level, runs: vec![Run::words(text)] }),
        1 => head.prop_map(Block::Title),
        1 => head.prop_map(Block::Subtitle),
        1 => "附件[1-9]?".prop_map(Block::Annex),
        1 => (text, "[0-9年月日]{0,12}").prop_map(|(agency, date)| Block::Signature { agency, date }),
        1 => (0usize..3).prop_map(|table| sample::tables("2021").swap_remove(table)),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn every_character_is_printed_once_in_order(blocks in proptest::collection::vec(block(), 0..30)) {
        check(&Document { blocks, ..Document::default() });
    }
}
