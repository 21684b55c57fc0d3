//! Promises of the layout, held against invented reports and random documents.

mod drawn;
mod sample;

use nianbao::report::{Block, BoxRole, Document, Run, TableBlock, TableBox, TableLine, plain_text};
use nianbao::typeset::{FontBook, Item, Page, Pages, Part, TextLine, lay_out, measures, missing_characters};
use proptest::prelude::*;
use rust_decimal::Decimal;

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
            Block::Chart(chart) => {
                let known =
                    |value: &Option<Decimal>| value.map_or("—".to_owned(), |value| value.to_string());
                let legend = if chart.series.len() > 1 { chart.series.as_slice() } else { &[] };
                text.extend(legend.iter().map(String::as_str));
                for row in &chart.rows {
                    text += &row.label;
                    text.extend(row.values.iter().map(known));
                }
                text += &chart.title;
            }
            Block::Picture { caption, .. } => text += caption,
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

/// The text on the pages in their order, without what is shown again, page numbers, （续表） and spaces.
fn printed(pages: &Pages) -> String {
    let lines = pages.pages.iter().flat_map(|page| page.lines());
    let again = |part| matches!(part, Part::Footer | Part::Continued | Part::Cell { repeated: true, .. });
    let lines = lines.filter(|line| !again(line.part));
    lines.map(|line| line.text()).collect::<String>().chars().filter(|c| !c.is_whitespace()).collect()
}

/// The squares of the characters of a line: left, top, right, bottom.
fn extent(line: &TextLine) -> [f32; 4] {
    let (above, below) = (measures::ASCENT * line.size, (1.0 - measures::ASCENT) * line.size);
    let (x, y, long) = (line.x, line.baseline, line.width());
    match line.angle {
        0.0 => [x, y - above, x + long, y + below],
        90.0 => [x - above, y - long, x + below, y],
        angle => panic!("{} is turned by {angle}", line.text()),
    }
}

/// Where everything of a page stands but its number.
fn extents(page: &Page) -> Vec<([f32; 4], String)> {
    let of = |item: &Item| match item {
        Item::Text(line) if line.part == Part::Footer => None,
        Item::Text(line) => Some((extent(line), line.text())),
        Item::Rule(rule) => Some(([rule.from.0, rule.from.1, rule.to.0, rule.to.1], "a rule".to_owned())),
        Item::Area(area) => {
            Some(([area.x, area.y, area.x + area.width, area.y + area.height], "an area".to_owned()))
        }
        Item::Picture(picture) => {
            let (right, bottom) = (picture.x + picture.width, picture.y + picture.height);
            Some(([picture.x, picture.y, right, bottom], "a picture".to_owned()))
        }
    };
    page.items.iter().filter_map(of).collect()
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
        for ([left, top, right, bottom], what) in extents(page) {
            assert!(left >= measures::LEFT - 0.05 && top >= measures::TOP - 0.05, "{number}: {what}");
            assert!(right <= measures::LEFT + measures::WIDTH + 0.05, "{number}: {what}");
            assert!(bottom <= measures::TOP + measures::HEIGHT + 0.1, "{number}: {what}");
        }
        for line in page.lines().filter(|line| line.part != Part::Footer) {
            assert_eq!(line.angle != 0.0, page.turned, "{}", line.text());
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

/// The pages on which something stands, by their numbers.
fn pages_with(pages: &Pages, holds: impl Fn(&Item) -> bool) -> Vec<u32> {
    let shown = pages.pages.iter().filter(|page| page.items.iter().any(&holds));
    shown.map(|page| page.number).collect()
}

fn pages_with_part(pages: &Pages, part: Part) -> Vec<u32> {
    pages_with(pages, |item| matches!(item, Item::Text(line) if line.part == part))
}

#[test]
fn a_chart_or_picture_is_never_parted_from_its_heading_and_its_caption() {
    for paragraphs in 0..22 {
        for figure in [drawn::chart(8, 2), drawn::picture(300, 400)] {
            let mut blocks: Vec<Block> = (0..paragraphs).map(|_| sample::paragraph("公开为常态。")).collect();
            blocks.extend([sample::heading_block(1, "二、申请渠道"), figure]);
            let pages = check(&Document { blocks, ..Document::default() });
            let drawn = pages_with(&pages, |item| matches!(item, Item::Area(_) | Item::Picture(_)));
            assert_eq!(drawn.len(), 1, "{paragraphs}");
            assert_eq!(drawn, pages_with_part(&pages, Part::Caption), "{paragraphs}");
            assert_eq!(drawn, pages_with_part(&pages, Part::Heading(1)), "{paragraphs}");
        }
    }
}

#[test]
fn a_picture_is_as_large_as_it_prints_well_and_never_larger_than_its_room() {
    let check = |width: u32, height: u32, expected: (f32, f32)| {
        let pages = check(&Document { blocks: vec![drawn::picture(width, height)], ..Document::default() });
        let Some(Item::Picture(placed)) = pages.pages[0].items.first() else { panic!("a picture") };
        let off = (placed.width - expected.0).abs() + (placed.height - expected.1).abs();
        assert!(off < 0.1, "{} × {}", placed.width, placed.height);
        let middle = placed.x + placed.width / 2.0;
        assert!((middle - measures::LEFT - measures::WIDTH / 2.0).abs() < 0.1, "{middle}");
    };
    check(150, 300, (72.0, 144.0));
    check(1200, 300, (measures::WIDTH, measures::WIDTH / 4.0));
    check(300, 1200, (measures::HEIGHT / 6.0, measures::HEIGHT * 2.0 / 3.0));
}

#[test]
fn a_table_that_runs_on_says_so_and_repeats_its_head() {
    let pages = check(&Document { blocks: sample::tables("2014"), ..Document::default() });
    let count = pages.pages.len() as u32;
    assert!(count > 1);
    assert_eq!(pages_with_part(&pages, Part::Continued), (2..=count).collect::<Vec<_>>());
    for page in &pages.pages[1..] {
        let texts: Vec<String> = page.lines().map(TextLine::text).collect();
        assert_eq!(texts[..4], ["（续表）", "统计指标", "单位", "统计数"]);
    }
}

#[test]
fn a_table_too_wide_for_the_page_turns_it_and_takes_its_heading_along() {
    let blocks = vec![
        sample::paragraph("公开为常态。"),
        sample::heading_block(1, "二、分县情况"),
        drawn::wide_table(20, 40),
        sample::paragraph("不公开为例外。"),
    ];
    let pages = check(&Document { blocks, ..Document::default() });
    let turned: Vec<bool> = pages.pages.iter().map(|page| page.turned).collect();
    assert_eq!(turned, [false, true, true, false]);
    assert_eq!(pages_with_part(&pages, Part::Heading(1)), [2]);
    assert_eq!(pages_with_part(&pages, Part::Continued), [3]);
    // GB/T 9704-2012, 8: the page number stands as on other pages, the head of the table at the left edge.
    for page in &pages.pages {
        let folio = page.lines().find(|line| line.part == Part::Footer).expect("a page number");
        assert!(folio.angle == 0.0 && folio.baseline > measures::TOP + measures::HEIGHT);
    }
    let left = |text: &str| pages.pages[1].lines().find(|line| line.text() == text).expect("a line").x;
    assert!(left("二、分县情况") < left("县1") && left("县1") < left("事项3"));
    // A table that needs no more room than the page has stays upright.
    let upright = check(&Document { blocks: vec![drawn::wide_table(8, 5)], ..Document::default() });
    assert!(!upright.pages[0].turned);
}

/// Four headings and a title before a turned table: the last of them went with it, the first stayed at the foot of the page
/// before. Found by 5,000 random layouts.
#[test]
fn headings_in_a_row_go_with_their_turned_table_together() {
    let mut blocks = vec![sample::paragraph("公开为常态。")];
    blocks.extend(["一、", "二、", "三、", "四、"].map(|text| sample::heading_block(1, text)));
    blocks.push(Block::Title("各县政府信息公开工作情况和分县的有关数据".repeat(2)));
    blocks.push(drawn::wide_table(20, 33));
    let pages = check(&Document { blocks, ..Document::default() });
    assert_eq!(pages_with_part(&pages, Part::Heading(1)), [2]);
}

#[test]
fn a_signature_after_a_turned_table_stands_on_its_page() {
    let agency = "云川市司法局".to_owned();
    let signature = Block::Signature { agency, date: "2019年1月16日".to_owned() };
    for rows in 1..40 {
        let blocks = vec![drawn::wide_table(20, rows), signature.clone(), sample::paragraph("后文。")];
        let pages = check(&Document { blocks, ..Document::default() });
        let signed = pages_with_part(&pages, Part::Signature);
        let last = pages_with(&pages, |item| {
            matches!(item, Item::Text(TextLine { part: Part::Cell { repeated: false, .. }, .. }))
        });
        assert_eq!(signed.last(), last.last(), "{rows}");
    }
}

#[test]
fn a_row_higher_than_a_page_runs_over_pages_and_loses_nothing() {
    let text = "政府信息公开工作，应当坚持公正、公平、合法、便民的原则。".repeat(120);
    let mut table = drawn::wide_table(3, 3);
    let Block::Table(block) = &mut table else { panic!("a table") };
    block.boxes.iter_mut().find(|place| (place.row, place.column) == (2, 2)).expect("a box").text = text;
    let pages = check(&Document { blocks: vec![table], ..Document::default() });
    assert!(pages.pages.len() > 1);
    let sizes = pages.pages.iter().flat_map(Page::lines).map(|line| line.size);
    assert!(sizes.fold(f32::INFINITY, f32::min) >= 9.0);
}

#[test]
fn a_draft_is_marked_across_every_page_under_its_text() {
    let words = "草稿（2 处强制审核不符）";
    let mut document = sample::report_2014();
    document.mark = words.to_owned();
    document.blocks.push(drawn::wide_table(20, 3));
    let pages = lay_out(&document, &fonts());
    for page in &pages.pages {
        let Some(Item::Text(large)) = page.items.first() else { panic!("the mark comes first") };
        assert_eq!((large.part, large.text().as_str()), (Part::Mark, "草稿"));
        assert!(large.size > 100.0 && large.shade > 0.8 && large.angle % 90.0 == 45.0, "{large:?}");
        let small = page.lines().filter(|line| line.part == Part::Mark && line.text() == words);
        assert_eq!(small.map(|line| (line.angle, line.shade)).collect::<Vec<_>>(), [(0.0, 0.0)]);
    }
}

#[test]
fn an_annex_begins_a_page_and_its_title_stands_on_the_third_line() {
    let blocks = vec![
        sample::paragraph("公开为常态。"),
        Block::Annex("附件1".to_owned()),
        Block::Title("统计表填报说明".to_owned()),
        sample::paragraph("一并公布。"),
    ];
    let pages = check(&Document { blocks, ..Document::default() });
    assert_eq!((pages_with_part(&pages, Part::Annex), pages.pages.len()), (vec![2], 2));
    let line = |part| pages.pages[1].lines().find(|line| line.part == part).expect("a line").clone();
    let (label, title) = (line(Part::Annex), line(Part::Title));
    assert!((label.x - measures::LEFT).abs() < 0.01 && label.baseline < measures::TOP + measures::LINE);
    let top = title.baseline - measures::ASCENT * title.size;
    assert!((2.0..3.5).contains(&((top - measures::TOP) / measures::LINE)), "{top}");
}

#[test]
fn sections_of_one_line_are_not_tied_to_each_other() {
    let section = |text: &str| [sample::heading_block(1, text), sample::paragraph("本年没有发生。")];
    let blocks: Vec<Block> = (0..20).flat_map(|_| section("三、收费及减免情况")).collect();
    let pages = check(&Document { blocks, ..Document::default() });
    let lines: Vec<usize> =
        pages.pages.iter().map(|page| page.lines().filter(|line| line.part == Part::Body).count()).collect();
    assert_eq!(lines, [11, 9], "a page has 22 lines, headings with them");
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
        1 => (1usize..30, 1usize..3).prop_map(|(rows, series)| drawn::chart(rows, series)),
        1 => (1u32..300, 1u32..300).prop_map(|(width, height)| drawn::picture(width, height)),
        1 => (1u16..24, 1u16..60).prop_map(|(columns, rows)| drawn::wide_table(columns, rows)),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn every_character_is_printed_once_in_order(blocks in proptest::collection::vec(block(), 0..30)) {
        check(&Document { blocks, ..Document::default() });
    }
}
