//! Both sides line by line: the report as the draft would export it now, and the Word file that came back.

use std::ops::Range;

use super::Place;
use crate::draft::{Draft, Piece, SectionText};
use crate::import::docx::{Kind, Story, StoryBlock, StoryParagraph, StoryTable};
use crate::report::identity::bookmark;
use crate::report::{Block, Document, TableBlock, TableLine, plain_text, shown_figure};

/// A line of the draft's report.
#[derive(Debug)]
pub(super) struct OwnLine<'a> {
    pub owner: Owner<'a>,
    pub text: String,
    /// Level of a heading from 1, 0 for text.
    pub level: u8,
    pub is_picture: bool,
}

/// What a line belongs to.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Owner<'a> {
    /// That section of the text, by its number.
    Section(usize),
    /// Words under the picture of that number in that section.
    Caption(usize, usize),
    /// What no clerk writes: the template, the form, the basic texts.
    Fixed(Place),
    /// A table.
    Table(&'a TableBlock),
}

/// A section of the report's text as it is now.
#[derive(Debug)]
pub(super) struct Section {
    pub name: String,
    pub text: SectionText,
    /// Its blocks in the document.
    pub blocks: Range<usize>,
}

/// The lines of a document. `sections` are its sections with their texts, in its order. Of the last list each
/// number says before which line a section begins, printed or not.
pub(super) fn own_lines<'a>(
    document: &'a Document,
    sections: &[Section],
    draft: &Draft,
) -> (Vec<OwnLine<'a>>, Vec<usize>) {
    let mut lines = Lines { all: Vec::new() };
    let mut begins = vec![0; sections.len()];
    let mut at = 0;
    while at <= document.blocks.len() {
        let here = sections.iter().enumerate().filter(|(_, section)| section.blocks.start == at);
        let mut end = at;
        for (number, section) in here {
            if let Some(begin) = begins.get_mut(number) {
                *begin = lines.all.len();
            }
            if !section.blocks.is_empty() {
                lines.section(number, &section.text, draft);
                end = section.blocks.end;
            }
        }
        if end > at {
            at = end;
            continue;
        }
        if let Some(block) = document.blocks.get(at) {
            lines.block(block);
        }
        at += 1;
    }
    (lines.all, begins)
}

struct Lines<'a> {
    all: Vec<OwnLine<'a>>,
}

impl<'a> Lines<'a> {
    fn words(&mut self, owner: Owner<'a>, text: &str, level: u8) {
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
            self.all.push(OwnLine { owner: owner.clone(), text: line.to_owned(), level, is_picture: false });
        }
    }

    /// A title is one line, however it is broken.
    fn title(&mut self, text: &str, level: u8) {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        self.words(Owner::Fixed(Place::Title), &text, level);
    }

    fn picture(&mut self, owner: Owner<'a>) {
        self.all.push(OwnLine { owner, text: String::new(), level: 0, is_picture: true });
    }

    fn section(&mut self, number: usize, text: &SectionText, draft: &Draft) {
        let mut words = String::new();
        let mut pictures = 0;
        for piece in text.pieces() {
            match piece {
                Piece::Words(more) => words += more,
                Piece::Figure(figure) => words += &shown_figure(draft, figure),
                Piece::Picture(one) => {
                    self.words(Owner::Section(number), &std::mem::take(&mut words), 0);
                    self.picture(Owner::Section(number));
                    self.words(Owner::Caption(number, pictures), &one.caption, 0);
                    pictures += 1;
                }
            }
        }
        self.words(Owner::Section(number), &words, 0);
    }

    fn block(&mut self, block: &'a Block) {
        let fixed = Owner::Fixed;
        match block {
            Block::Title(text) => self.title(text, 1),
            Block::Subtitle(text) => self.title(text, 0),
            Block::Heading { level, runs } => self.words(fixed(Place::Heading), &plain_text(runs), *level),
            Block::Paragraph(runs) => self.words(fixed(Place::Template), &plain_text(runs), 0),
            Block::Annex(label) => self.words(fixed(Place::Heading), label, 1),
            Block::Table(table) => {
                let place = || Owner::Fixed(Place::Table(table.name.clone()));
                for line in &table.heading {
                    let (TableLine::Title(text) | TableLine::Centred(text) | TableLine::Left(text)) = line;
                    self.words(place(), text, 0);
                }
                let owner = Owner::Table(table);
                self.all.push(OwnLine { owner, text: String::new(), level: 0, is_picture: false });
                for line in &table.foot {
                    self.words(place(), line, 0);
                }
            }
            Block::Chart(chart) => {
                self.picture(fixed(Place::Chart));
                self.words(fixed(Place::Chart), &chart.title, 0);
            }
            Block::Picture { caption, .. } => {
                self.picture(fixed(Place::Template));
                self.words(fixed(Place::Template), caption, 0);
            }
            Block::Signature { agency, date } => {
                self.words(fixed(Place::Signature), agency, 0);
                self.words(fixed(Place::Signature), date, 0);
            }
        }
    }
}

/// A line of the Word file.
#[derive(Debug)]
pub(super) struct TheirLine<'a> {
    /// Number of its block.
    pub block: usize,
    pub what: Theirs<'a>,
    /// The section that its bookmark names.
    pub section: Option<usize>,
}

/// What stands on a line of the Word file.
#[derive(Debug, Clone, Copy)]
pub(super) enum Theirs<'a> {
    Text(&'a StoryParagraph),
    /// A paragraph of which nothing is left.
    Deleted(&'a StoryParagraph),
    Table(&'a StoryTable),
}

impl TheirLine<'_> {
    pub fn text(&self) -> String {
        match self.what {
            Theirs::Text(paragraph) => paragraph.text(),
            Theirs::Deleted(_) | Theirs::Table(_) => String::new(),
        }
    }

    pub fn level(&self) -> u8 {
        match self.what {
            Theirs::Text(paragraph) => paragraph.level,
            _ => 0,
        }
    }

    /// Whether it is a picture and nothing else.
    pub fn is_picture(&self) -> bool {
        matches!(self.what, Theirs::Text(paragraph) if paragraph.is_blank() && paragraph.has_picture())
    }

    pub fn is_caption(&self) -> bool {
        matches!(self.what, Theirs::Text(paragraph) if paragraph.kind == Kind::Caption)
    }
}

/// The lines of a Word file, paragraphs that were deleted whole among them.
pub(super) fn their_lines<'a>(story: &'a Story, sections: &[Section]) -> Vec<TheirLine<'a>> {
    let names: Vec<String> = sections.iter().map(|section| bookmark(&section.name)).collect();
    let line = |(block, what): (usize, &'a StoryBlock)| {
        let (what, bookmarks) = match what {
            StoryBlock::Table(table) => (Theirs::Table(table), &[][..]),
            StoryBlock::Text(text) if text.is_blank() && !text.has_picture() => {
                (Theirs::Deleted(text), text.bookmarks.as_slice())
            }
            StoryBlock::Text(text) => (Theirs::Text(text), text.bookmarks.as_slice()),
        };
        let section = names.iter().position(|name| bookmarks.iter().any(|mark| **mark == **name));
        TheirLine { block, what, section }
    };
    story.blocks.iter().enumerate().map(line).collect()
}
