//! The structure of the tagged PDF, as poppler reads it: all that is composed stands in it once and in order,
//! and nothing else.

use nianbao::report::{Block, Document, TableBlock, TableLine, plain_text};

use crate::{ask, figures, pdf_of, sample, solid};

/// The structure with its text; poppler puts each text between quotes on a line of its own.
fn structure(document: &Document) -> String {
    ask("pdfinfo", &["-struct-text", crate::FILE], &pdf_of(document))
}

/// How many elements of a kind a structure has.
pub fn elements(structure: &str, kind: &str) -> usize {
    let kinds = structure.lines().filter_map(|line| line.trim().split([' ', ':']).next());
    kinds.filter(|found| *found == kind).count()
}

/// All text of a structure in its order.
fn text_of(structure: &str) -> String {
    let texts = structure.lines().filter_map(|line| line.trim().strip_prefix('"')?.strip_suffix('"'));
    solid(&texts.collect::<String>())
}

/// All text of a document in its order.
fn composed(document: &Document) -> String {
    let mut text = String::new();
    for block in &document.blocks {
        match block {
            Block::Title(words) | Block::Subtitle(words) | Block::Annex(words) => text += words,
            Block::Heading { runs, .. } | Block::Paragraph(runs) => text += &plain_text(runs),
            Block::Signature { agency, date } => text = text + agency + date,
            Block::Table(table) => text += &composed_table(table),
            Block::Chart(_) | Block::Picture { .. } => {}
        }
    }
    solid(&text)
}

fn composed_table(table: &TableBlock) -> String {
    let mut text = String::new();
    for line in &table.heading {
        match line {
            TableLine::Title(words) | TableLine::Centred(words) | TableLine::Left(words) => text += words,
        }
    }
    let mut boxes: Vec<_> = table.boxes.iter().collect();
    boxes.sort_by_key(|cell| (cell.row, cell.column));
    text.extend(boxes.into_iter().map(|cell| cell.text.as_str()));
    text.extend(table.foot.iter().map(String::as_str));
    text
}

#[test]
fn all_that_is_composed_stands_in_the_structure_once_and_in_order() {
    for mark in ["", "草稿（1 处强制审核不符）"] {
        for document in [sample::report_2014(), sample::report_2021()] {
            // Page numbers, 草稿, repeated heads and （续表） are no part of it.
            let document = Document { mark: mark.to_owned(), ..document };
            assert_eq!(text_of(&structure(&document)), composed(&document));
        }
    }
}

#[test]
fn a_paragraph_is_one_element_also_over_the_end_of_a_page() {
    let text = "全镇主动公开政府信息。".repeat(70);
    let blocks = vec![sample::paragraph(&text), sample::paragraph(&text)];
    let said = structure(&Document { blocks, ..figures::document() });
    assert_eq!(elements(&said, "P"), 2, "{said}");
}

#[test]
fn headings_go_down_one_level_at_a_time() {
    let said = structure(&figures::document());
    let headings: Vec<&str> = said.lines().map(str::trim).filter(|line| line.starts_with('H')).collect();
    assert!(headings.len() == 2 && headings[0].starts_with("H1") && headings[1].starts_with("H2"), "{said}");
}

#[test]
fn the_boxes_of_a_table_say_what_they_span_and_what_they_head() {
    let Some(Block::Table(table)) = sample::tables("2021").into_iter().nth(1) else { panic!("表三") };
    let document = Document { blocks: vec![Block::Table(table.clone())], ..figures::document() };
    let said = ask("pdfinfo", &["-struct", crate::FILE], &pdf_of(&document));
    let count = |what: &str| elements(&said, what);
    assert_eq!(count("Table"), 1, "{said}");
    assert_eq!(count("TR"), usize::from(table.rows));
    assert_eq!(count("TH") + count("TD"), table.boxes.len());
    let spanning = |spans: fn(&nianbao::report::TableBox) -> u16| {
        table.boxes.iter().filter(|cell| spans(cell) > 1).count()
    };
    assert_eq!(said.matches("/RowSpan").count(), spanning(|cell| cell.rows), "{said}");
    assert_eq!(said.matches("/ColSpan").count(), spanning(|cell| cell.columns));
    assert_eq!(said.matches("/Scope").count(), count("TH"));
    assert!(count("TH") > 20, "{said}");
}
