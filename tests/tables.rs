//! The official tables as they stand on the page: every text within its box, none on another, none too small,
//! for every edition and for blank, small and large figures.

use std::sync::Arc;

use nianbao::draft::{Draft, Edit, Entry};
use nianbao::form::{Form, Kind, Year, editions};
use nianbao::report::{Block, BoxRole, Document, TableBlock, TableBox, compose, templates};
use nianbao::typeset::{FontBook, Item, Page, Part, Rule, TextLine, lay_out, measures};

/// Words are set no smaller than 9 points (小五), whatever the figures.
const LEAST_WORDS: f32 = 9.0;
/// Figures by their digits: in the narrowest box, one of fifteen, long ones are set smaller by themselves.
const LEAST_FIGURES: [(&str, f32); 6] =
    [("", 9.0), ("0", 9.0), ("705", 9.0), ("13612", 9.0), ("693957", 7.5), ("11398889", 6.0)];
/// What rounding may do to a length, in points.
const SLACK: f32 = 0.05;

fn fonts() -> FontBook {
    let fang = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/fonts/fandol/FandolFang-Regular.ttf");
    FontBook::bundled(Some(std::fs::read(fang).expect("FandolFang is in the repository"))).expect("a font")
}

/// The report of an edition with the same figure in every cell.
fn report(form: &Arc<Form>, figure: &str) -> Document {
    let mut draft = Draft::new(form.clone(), form.first_year, "金塘镇人民政府");
    let unit = |kind| if kind == Kind::Amount && !figure.is_empty() { "万元" } else { "" };
    let entries = form
        .cells
        .iter()
        .map(|cell| (cell.key.clone(), Entry::typed(&format!("{figure}{}", unit(cell.kind)), cell.kind)));
    draft.apply(Edit::Entries { year: Year::This, entries: entries.collect() }).unwrap();
    compose(&draft, templates::for_form(form).unwrap()).unwrap()
}

/// Left, top, right, bottom in points.
type Edges = [f32; 4];

/// The square of each character of a line.
fn ink(line: &TextLine) -> Edges {
    let top = line.baseline - measures::ASCENT * line.size;
    [line.x, top, line.x + line.width(), top + line.size]
}

fn overlap(a: Edges, b: Edges) -> bool {
    let apart = |i: usize| a[i + 2] <= b[i] + SLACK || b[i + 2] <= a[i] + SLACK;
    !apart(0) && !apart(1)
}

fn is_across(rule: &Rule) -> bool {
    rule.from.1 == rule.to.1
}

fn rules(page: &Page) -> impl Iterator<Item = &Rule> {
    page.items.iter().filter_map(|item| if let Item::Rule(rule) = item { Some(rule) } else { None })
}

/// The upper and lower edge of each table on a page, by its left border.
fn borders(page: &Page) -> Vec<(f32, f32)> {
    let left = rules(page).filter(|rule| !is_across(rule) && (rule.from.0 - measures::LEFT).abs() < SLACK);
    left.map(|rule| (rule.from.1, rule.to.1)).collect()
}

/// The box of the document in which a line stands.
fn source<'a>(document: &'a Document, line: &TextLine) -> (&'a TableBlock, &'a TableBox) {
    let Part::Cell { row, column, .. } = line.part else { panic!("{:?}", line.part) };
    let Some(Block::Table(table)) = line.block.and_then(|block| document.blocks.get(block)) else {
        panic!("{} stands in no table", line.text())
    };
    let found = table.boxes.iter().find(|place| (place.row, place.column) == (row, column));
    (table, found.expect("a box of the table"))
}

/// Where a box stands: its columns share the width, its rows lie between the rules across. Where the table does
/// not stand whole on the page, only its sides are known.
fn edges(table: &TableBlock, place: &TableBox, border: (f32, f32), page: &Page) -> Edges {
    let all: f32 = table.columns.iter().sum();
    let at =
        |column: usize| measures::LEFT + measures::WIDTH * table.columns[..column].iter().sum::<f32>() / all;
    let first = usize::from(place.column);
    let inside =
        |rule: &&Rule| is_across(rule) && rule.from.1 >= border.0 - SLACK && rule.from.1 <= border.1 + SLACK;
    let mut across: Vec<f32> = rules(page).filter(inside).map(|rule| rule.from.1).collect();
    across.sort_by(f32::total_cmp);
    across.dedup_by(|a, b| (*a - *b).abs() < SLACK);
    let whole = across.len() == usize::from(table.rows) + 1;
    let row = usize::from(place.row);
    let (top, bottom) = if whole { (across[row], across[row + usize::from(place.rows)]) } else { border };
    [at(first), top, at(first + usize::from(place.columns)), bottom]
}

/// Every promise about the tables of a document.
fn check(document: &Document, of: &str, least_figures: f32) {
    let pages = lay_out(document, &fonts());
    let mut seen = 0;
    for page in &pages.pages {
        assert!(page.width < page.height, "{of}: upright");
        let borders = borders(page);
        let cells: Vec<&TextLine> =
            page.lines().filter(|line| matches!(line.part, Part::Cell { .. })).collect();
        for (i, line) in cells.iter().enumerate() {
            let (text, ink) = (line.text(), ink(line));
            let (table, place) = source(document, line);
            let border =
                borders.iter().find(|(top, bottom)| *top <= ink[1] + SLACK && ink[3] <= bottom + SLACK);
            let border = *border.unwrap_or_else(|| panic!("{of}: {text} stands outside of every table"));
            let [left, top, right, bottom] = edges(table, place, border, page);
            let within = left <= ink[0] + SLACK
                && top <= ink[1] + SLACK
                && ink[2] <= right + SLACK
                && ink[3] <= bottom + SLACK;
            assert!(within, "{of}: {text} {ink:?} leaves its box {:?}", [left, top, right, bottom]);
            for other in &cells[i + 1..] {
                assert!(!overlap(ink, self::ink(other)), "{of}: {text} lies on {}", other.text());
            }
            for rule in rules(page) {
                let half = rule.thickness / 2.0;
                let drawn = [rule.from.0 - half, rule.from.1 - half, rule.to.0 + half, rule.to.1 + half];
                assert!(!overlap(ink, drawn), "{of}: {text} lies on a rule {drawn:?}");
            }
            let least = if place.role == BoxRole::Number { least_figures } else { LEAST_WORDS };
            assert!(line.size >= least, "{of}: {text} is set in {} points", line.size);
            seen += 1;
        }
    }
    assert!(seen > 80, "{of}: {seen} lines in tables");
}

#[test]
fn every_text_of_every_table_stands_in_its_box_and_can_be_read() {
    for form in editions::all() {
        for (figure, least) in LEAST_FIGURES {
            check(&report(form, figure), &format!("{} {figure}", form.edition), least);
        }
    }
}

#[test]
fn the_table_of_requests_stands_on_one_page_under_its_heading() {
    for edition in ["2019", "2021"] {
        for figure in ["", "705", "13612", "693957"] {
            let document = report(&editions::named(edition).unwrap(), figure);
            let pages = lay_out(&document, &fonts()).pages;
            let on = |text: &str| {
                let shown = |page: &&Page| page.lines().any(|line| line.text().starts_with(text));
                pages.iter().filter(shown).map(|page| page.number).collect::<Vec<_>>()
            };
            let page = on("一、本年新收");
            assert_eq!(page.len(), 1, "{edition} {figure}");
            assert_eq!(on("四、结转下年度"), page, "{edition} {figure}");
            assert_eq!(on("三、收到和处理政府信息公开申请情况"), page, "{edition} {figure}");
        }
    }
}

#[test]
fn the_labels_of_the_table_of_requests_are_in_ten_points() {
    for edition in ["2019", "2021"] {
        let document = report(&editions::named(edition).unwrap(), "705");
        let pages = lay_out(&document, &fonts()).pages;
        let line = |text: &str| {
            let mut lines = pages.iter().flat_map(Page::lines);
            lines.find(|line| line.text() == text).unwrap_or_else(|| panic!("{text} is not on one line"))
        };
        // Twelve characters and their number stand on one line.
        for label in [
            "2.其他法律行政法规禁止公开",
            "1.本机关不掌握相关政府信息",
            "2.没有现成信息需要另行制作",
            "自然人",
        ] {
            assert!((line(label).size - 10.0).abs() < SLACK, "{edition} {label}: {}", line(label).size);
        }
        // The 三 of the upright head stands over the characters below it.
        let head = ["三、", "本", "年", "度", "办", "理", "结", "果"].map(line);
        let middle = |line: &TextLine| line.x + line.size / 2.0;
        for below in &head[1..] {
            assert!((middle(below) - middle(head[0])).abs() < SLACK, "{edition} {}", below.text());
        }
    }
}
