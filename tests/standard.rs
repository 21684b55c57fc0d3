//! GB/T 9704-2012 clause by clause, and its ledger: docs/gbt-9704.md names for each clause the test that holds it.

mod sample;

use std::path::Path;

use nianbao::report::{Block, Document};
use nianbao::typeset::{FontBook, Page, Pages, Part, Role, TextLine, lay_out, measures};

const LEDGER: &str = include_str!("../docs/gbt-9704.md");

/// The clauses that say something of a document, in the order of the standard.
const CLAUSES: &str = "\
    4 5.1 5.2.1 5.2.2 5.2.3 5.2.4 6.1 6.2 6.3 7.1 7.2 7.3.1 7.3.2 7.3.3 7.3.4 7.3.5.1 7.3.5.2 7.3.5.3 7.3.5.4 \
    7.3.5.5 7.3.6 7.3.7 7.4 7.5 8 9 10 11";

fn fonts() -> FontBook {
    let fang = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/fonts/fandol/FandolFang-Regular.ttf");
    FontBook::bundled(Some(std::fs::read(fang).expect("FandolFang is in the repository"))).expect("a font")
}

fn pages() -> Pages {
    let mut document = sample::report_2014();
    document.blocks.push(Block::Annex("附件2".to_owned()));
    document.blocks.extend(sample::report_2021().blocks);
    document.blocks.push(sample::heading_block(3, "1.办理情况"));
    document.blocks.push(sample::heading_block(4, "（1）受理"));
    document.blocks.push(sample::paragraph("公开为常态。"));
    lay_out(&document, &fonts())
}

fn lines(pages: &Pages, holds: impl Fn(Part) -> bool) -> Vec<&TextLine> {
    let lines: Vec<_> = pages.pages.iter().flat_map(Page::lines).filter(|line| holds(line.part)).collect();
    assert!(!lines.is_empty(), "there is such a line");
    lines
}

/// Whether the Chinese characters of a line come from the first face of a role.
fn is_in(line: &TextLine, role: Role, fonts: &FontBook) -> bool {
    let first = fonts.faces_of(role).next().map(|(id, _)| id);
    let mut han = line.glyphs.iter().filter(|glyph| ('\u{4e00}'..='\u{9fa5}').contains(&glyph.character));
    han.all(|glyph| Some(glyph.face) == first || glyph.character == '堃')
}

fn near(a: f32, b: f32) -> bool {
    (a - b).abs() < 0.05
}

#[test]
fn the_page_and_its_type_area_are_those_of_the_standard() {
    let mm = |points: f32| points / 72.0 * 25.4;
    let is = |points: f32, millimetres: f32| assert!(near(mm(points), millimetres), "{}", mm(points));
    for page in pages().pages {
        is(page.width, 210.0);
        is(page.height, 297.0);
    }
    is(measures::TOP, 37.0);
    is(measures::LEFT, 28.0);
    is(measures::WIDTH, 156.0);
    is(measures::HEIGHT, 225.0);
    // A page full of text begins and ends at the edges of the type area.
    let text = sample::paragraph(&"公".repeat(28 * 40));
    let full = lay_out(&Document { blocks: vec![text], ..Document::default() }, &fonts());
    let lines: Vec<&TextLine> = full.pages[0].lines().filter(|line| line.part == Part::Body).collect();
    assert!(near(lines[1].x, measures::LEFT));
    assert!(near(lines[1].x + lines[1].width(), measures::LEFT + measures::WIDTH));
    let pitch = (lines[21].baseline - lines[0].baseline) / 21.0;
    assert!(near(pitch * 22.0, measures::HEIGHT), "{pitch}");
}

#[test]
fn body_text_is_in_fang_of_size_3() {
    let (pages, fonts) = (pages(), fonts());
    for line in lines(&pages, |part| matches!(part, Part::Body | Part::Signature)) {
        assert!(near(line.size, 16.0) && is_in(line, Role::Fang, &fonts), "{}", line.text());
    }
}

#[test]
fn text_is_black_but_for_the_mark_of_a_draft() {
    let pages = pages();
    assert!(lines(&pages, |_| true).iter().all(|line| line.shade == 0.0));
}

#[test]
fn the_title_is_in_size_2_and_centred() {
    let (pages, fonts) = (pages(), fonts());
    for line in lines(&pages, |part| part == Part::Title) {
        assert!(near(line.size, 22.0) && is_in(line, Role::Title, &fonts), "{}", line.text());
        assert!(near(line.x + line.width() / 2.0, measures::LEFT + measures::WIDTH / 2.0), "{}", line.text());
    }
}

#[test]
fn headings_are_in_hei_kai_and_fang_and_paragraphs_begin_two_characters_in() {
    let (pages, fonts) = (pages(), fonts());
    for (level, role) in [(1, Role::Hei), (2, Role::Kai), (3, Role::Fang), (4, Role::Fang)] {
        for line in lines(&pages, |part| part == Part::Heading(level)) {
            assert!(near(line.size, 16.0) && is_in(line, role, &fonts), "{}", line.text());
        }
    }
    let mut block = None;
    for line in lines(&pages, |part| part == Part::Body) {
        let indent = if line.block == block { 0.0 } else { 2.0 * measures::PITCH };
        // A paragraph of the sample is one block and has no line ends.
        assert!(near(line.x, measures::LEFT + indent), "{}", line.text());
        block = line.block;
    }
    assert!(pages.pages[0].lines().any(|line| line.part == Part::Body), "the first page has body text");
}

#[test]
fn page_numbers_stand_below_the_type_area_on_the_outer_side() {
    let (pages, fonts) = (pages(), fonts());
    for (line, number) in lines(&pages, |part| part == Part::Footer).into_iter().zip(1u32..) {
        assert_eq!(line.text(), format!("— {number} —"));
        assert!(near(line.size, 14.0));
        let digits = line.glyphs.iter().filter(|glyph| glyph.character.is_ascii_digit());
        let song = fonts.faces_of(Role::Song).next().map(|(id, _)| id);
        assert!(digits.into_iter().all(|glyph| Some(glyph.face) == song));
        let (left, right) = (measures::LEFT + 14.0, measures::LEFT + measures::WIDTH - 14.0);
        match number % 2 {
            1 => assert!(near(line.x + line.width(), right)),
            _ => assert!(near(line.x, left)),
        }
        // The dash stands a third of its size over the line on which the characters stand.
        let dash = line.baseline - 0.35 * line.size - measures::TOP - measures::HEIGHT;
        assert!(near(dash, measures::mm(7.0)), "{dash}");
    }
}

/// The rows of the ledger's tables, cell by cell.
fn rows() -> impl Iterator<Item = Vec<&'static str>> {
    let rows = LEDGER.lines().filter(|line| line.starts_with("| "));
    rows.map(|line| line.trim_matches('|').split('|').map(str::trim).collect())
}

#[test]
fn the_ledger_has_each_clause_once_and_a_test_for_each_that_is_kept() {
    let of_the_standard: Vec<Vec<&str>> = rows().filter(|row| row.len() == 4 && row[0] != "条").collect();
    let clauses: Vec<&str> = of_the_standard.iter().flat_map(|row| row[0].split('、')).collect();
    assert_eq!(clauses, CLAUSES.split(' ').collect::<Vec<_>>());
    for row in &of_the_standard {
        assert!(["保证", "由使用者", "不适用"].contains(&row[2]), "{row:?}");
        assert!(row[2] != "保证" || row[3].contains('`'), "{} names no test", row[0]);
    }
}

#[test]
fn every_test_that_the_ledger_names_is_there() {
    let mut named = 0;
    for row in rows() {
        let quoted: Vec<&str> = row.last().expect("a cell").split('`').skip(1).step_by(2).collect();
        for pair in quoted.chunks(2) {
            let [file, test] = pair else { panic!("a file without its test: {pair:?}") };
            let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
            let source = std::fs::read_to_string(&path).unwrap_or_else(|_| panic!("there is no {file}"));
            assert!(source.contains(&format!("fn {test}(")), "there is no {test} in {file}");
            named += 1;
        }
    }
    assert!(named > 20, "{named}");
}
