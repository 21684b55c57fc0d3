//! A draft composed by a template.

use std::collections::BTreeMap;

use super::chart::chart_block;
use super::date::printed_field;
use super::document::{Block, Document, Run, plain_text};
use super::engine::Rendered;
use super::identity::Identity;
use super::markdown;
use super::marker::Marker;
use super::reference::{Reference, Stretch, push_words, runs, shown_figure, stretches};
use super::table::table_block;
use super::template::Template;
use crate::draft::{Draft, Piece, SectionText};
use crate::error::{Error, did_you_mean};
use crate::form::Field;

/// Composes the report: generated text, the clerk's own text where she has rewritten a section, the
/// tables and the signature.
///
/// # Errors
/// The template names what the draft's form does not have, or fails as it runs: with file, line and
/// column. A template that passed [`Template::check`] composes any draft of that form, but for sums
/// that only a certain mixture of blanks breaks.
pub fn compose(draft: &Draft, template: &Template) -> Result<Document, Error> {
    let parts = parts(template, &template.render(draft)?, draft);
    let mut blocks = Vec::new();
    let mut sections = Vec::new();
    for part in parts {
        match part {
            Part::Text(text) => blocks.extend(text),
            Part::Section(name, generated) => {
                let start = blocks.len();
                match draft.text(&name) {
                    Some(own) => blocks.extend(own_paragraphs(own, draft)),
                    None => blocks.extend(generated),
                }
                sections.push((name, start..blocks.len()));
            }
            Part::Marker(Marker::Table(name)) => {
                let table = draft.form().tables.iter().find(|table| table.name == *name);
                blocks.extend(table.map(|table| Block::Table(table_block(draft, table))));
            }
            Part::Marker(Marker::Chart(name)) => {
                let plan = draft.form().charts.iter().find(|plan| plan.name == *name);
                blocks.extend(plan.and_then(|plan| chart_block(draft, plan)).map(Block::Chart));
            }
            Part::Marker(Marker::Annex(number)) => blocks.push(Block::Annex(format!("附件{number}"))),
            Part::Marker(Marker::Signature) => blocks.push(Block::Signature {
                agency: draft.field(Field::Agency).trim().to_owned(),
                date: printed_field(draft, Field::IssuedOn),
            }),
            Part::Marker(_) => {}
        }
    }
    let title = blocks.iter().find_map(|block| match block {
        Block::Title(title) => Some(title.clone()),
        _ => None,
    });
    Ok(Document {
        mark: String::new(),
        title: title.unwrap_or_else(|| draft.form().title.clone()),
        author: draft.field(Field::Agency).trim().to_owned(),
        date: draft.date(Field::IssuedOn).map(|date| date.to_string()),
        blocks,
        sections,
        identity: Some(Identity::of(draft, true)),
    })
}

/// Every section of a template with its generated text.
pub type Sections = Vec<(String, Result<SectionText, Error>)>;

/// The generated text of every section as words with live figures, paragraphs parted by a line feed:
/// what the clerk starts from when she rewrites one. In the order of the template, which is run once;
/// empty where it leaves a section out. Where it cannot run, every section has the error of
/// [`compose`].
pub fn sections(draft: &Draft, template: &Template) -> Sections {
    let rendered = template.render(draft);
    let texts = rendered.map(|rendered| {
        let mut texts = BTreeMap::new();
        for part in parts(template, &rendered, draft) {
            if let Part::Section(name, blocks) = part {
                texts.entry(name).or_insert_with(|| section_text(blocks));
            }
        }
        texts
    });
    let text_of = |name: &String| match &texts {
        Ok(texts) => Ok(texts.get(name).cloned().unwrap_or_default()),
        Err(error) => Err(error.clone()),
    };
    template.sections().iter().map(|name| (name.clone(), text_of(name))).collect()
}

/// The generated text of one section, as [`sections`] gives it.
///
/// # Errors
/// As [`compose`]; also when the template has no such section.
pub fn generated(draft: &Draft, template: &Template, section: &str) -> Result<SectionText, Error> {
    let found = sections(draft, template).into_iter().find(|(name, _)| name == section);
    found.map(|(_, text)| text).unwrap_or_else(|| {
        let near = did_you_mean(section, template.sections().iter().map(String::as_str));
        Err(Error::new(format!("模板没有“{section}”这段正文{near}")).about(template.name()))
    })
}

fn section_text(blocks: Vec<Block>) -> SectionText {
    let mut pieces = Vec::new();
    for block in blocks {
        if !pieces.is_empty() {
            pieces.push(Piece::Words("\n".to_owned()));
        }
        match block {
            Block::Paragraph(runs) | Block::Heading { runs, .. } => {
                pieces.extend(runs.into_iter().map(piece))
            }
            // A section holds text only; the other blocks come from markers.
            Block::Title(words) => pieces.push(Piece::Words(words)),
            _ => {}
        }
    }
    SectionText::new(pieces)
}

fn piece(run: Run) -> Piece {
    match run.figure {
        Some(key) => Piece::figure(key),
        None => Piece::Words(run.text),
    }
}

/// What a template's output consists of.
enum Part<'a> {
    Text(Vec<Block>),
    Section(String, Vec<Block>),
    Marker(&'a Marker),
}

/// The output cut at its markers. A condition may leave out one marker of a section: a section then
/// ends at the next marker of any kind.
fn parts<'a>(template: &'a Template, rendered: &Rendered, draft: &Draft) -> Vec<Part<'a>> {
    let mut parts = Vec::new();
    let mut open: Option<&str> = None;
    let mut text = String::new();
    let close = |text: &mut String, open: &mut Option<&str>, parts: &mut Vec<Part<'a>>| {
        let blocks = markdown::blocks(&std::mem::take(text), |text| runs(text, &rendered.words, draft));
        parts.push(match open.take() {
            Some(section) => Part::Section(section.to_owned(), blocks),
            None => Part::Text(blocks),
        });
    };
    for stretch in stretches(&rendered.text) {
        match stretch {
            Stretch::Plain(plain) => text.push_str(plain),
            Stretch::Reference(Reference::Marker(index)) => {
                close(&mut text, &mut open, &mut parts);
                let Some(marker) = template.marker(index) else { continue };
                match marker {
                    Marker::Open(section) => open = Some(section),
                    marker => parts.push(Part::Marker(marker)),
                }
            }
            Stretch::Reference(inserted) => text.push_str(&inserted.encoded()),
        }
    }
    close(&mut text, &mut open, &mut parts);
    parts
}

/// The clerk's own text as paragraphs, taken as it is; only the blanks at the ends of a paragraph
/// go, since the layout indents.
fn own_paragraphs(text: &SectionText, draft: &Draft) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut paragraphs: Vec<Vec<Run>> = vec![Vec::new()];
    let close = |paragraphs: &mut Vec<Vec<Run>>, blocks: &mut Vec<Block>| {
        let closed = std::mem::replace(paragraphs, vec![Vec::new()]).into_iter().map(trimmed);
        let kept = closed.filter(|runs| !plain_text(runs).trim().is_empty());
        blocks.extend(kept.map(Block::Paragraph));
    };
    for piece in text.pieces() {
        match piece {
            Piece::Words(words) => {
                for (index, line) in words.split('\n').enumerate() {
                    if index > 0 {
                        paragraphs.push(Vec::new());
                    }
                    if let Some(paragraph) = paragraphs.last_mut() {
                        push_words(paragraph, line);
                    }
                }
            }
            Piece::Figure(live) => {
                if let Some(paragraph) = paragraphs.last_mut() {
                    let text = shown_figure(draft, live);
                    paragraph.push(Run { text, figure: Some(live.key.clone()) });
                }
            }
            Piece::Picture(one) => {
                close(&mut paragraphs, &mut blocks);
                let caption = one.caption.trim().to_owned();
                blocks.push(Block::Picture { picture: one.picture.clone(), caption });
            }
        }
    }
    close(&mut paragraphs, &mut blocks);
    blocks
}

fn trimmed(mut runs: Vec<Run>) -> Vec<Run> {
    if let Some(Run { text, figure: None }) = runs.first_mut() {
        *text = text.trim_start().to_owned();
    }
    if let Some(Run { text, figure: None }) = runs.last_mut() {
        *text = text.trim_end().to_owned();
    }
    runs.retain(|run| !run.text.is_empty());
    runs
}
