//! Drafts composed by the built-in templates, for the tests that read them.

use nianbao::draft::{Draft, Edit, Entry};
use nianbao::form::{CellKey, Field, editions};
use nianbao::report::{Block, Document, compose, plain_text, templates};

/// A draft of an edition with these figures, in the first year of the edition but not before 2018.
pub fn draft(edition: &str, figures: &[(&str, &str)]) -> Draft {
    let form = editions::named(edition).unwrap();
    let mut draft = Draft::new(form.clone(), form.first_year.max(2018), "金塘镇人民政府");
    for (key, typed) in figures {
        set(&mut draft, key, typed);
    }
    draft
}

/// Types a figure.
pub fn set(draft: &mut Draft, key: &str, typed: &str) {
    let kind = draft.form().cell(draft.form().find(key).unwrap()).kind;
    draft.apply(Edit::entry(CellKey::from(key), Entry::typed(typed, kind))).unwrap();
}

/// Writes a basic text.
pub fn set_field(draft: &mut Draft, field: Field, text: &str) {
    draft.apply(Edit::Field(field, text.to_owned())).unwrap();
}

/// The draft as a document, by the template of its form.
pub fn composed(draft: &Draft) -> Document {
    compose(draft, templates::for_form(draft.form()).unwrap()).unwrap()
}

/// Headings and paragraphs, a line each.
pub fn prose(document: &Document) -> Vec<String> {
    let line = |block: &Block| match block {
        Block::Title(text) | Block::Subtitle(text) => Some(text.clone()),
        Block::Heading { runs, .. } | Block::Paragraph(runs) => Some(plain_text(runs)),
        _ => None,
    };
    document.blocks.iter().filter_map(line).collect()
}

/// What no finished sentence holds.
pub fn assert_sound(document: &Document, of: &str) {
    let marks = ['，', '。', '、', '；', '：'];
    for line in prose(document) {
        let chars: Vec<char> = line.chars().collect();
        for pair in chars.windows(2) {
            let doubled = marks.contains(&pair[0]) && marks.contains(&pair[1]);
            let at_bracket = pair[0] == '（' && (marks.contains(&pair[1]) || pair[1] == '）')
                || marks.contains(&pair[0]) && pair[1] == '）';
            assert!(!doubled && !at_bracket, "{of}: {}{} in {line}", pair[0], pair[1]);
        }
        for wrong in ["××", "None", "none", "{", "}", "[[", " ", "\n"] {
            assert!(!line.contains(wrong), "{of}: {wrong:?} in {line}");
        }
        let reserved = |c: char| matches!(c, '\u{FDD0}'..='\u{FDEF}' | '\u{E000}'..='\u{F8FF}');
        assert!(!line.contains(reserved), "{of}: a reference in {line}");
    }
    for block in &document.blocks {
        if let Block::Paragraph(runs) = block {
            let text = plain_text(runs);
            assert!(text.ends_with('。') && !text.starts_with(marks), "{of}: {text}");
        }
    }
    for pair in document.blocks.windows(2) {
        let empty_part =
            matches!(pair, [Block::Heading { level: a, .. }, Block::Heading { level: b, .. }] if a >= b);
        assert!(!empty_part, "{of}: nothing under {pair:?}");
    }
}
