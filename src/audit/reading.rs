//! The report as the checks read it: its title, parts, sections and paragraphs with their places.

use std::ops::Range;

use super::finding::{Finding, Place};
use crate::draft::Draft;
use crate::form::{CellId, Field, Level};
use crate::prose::{Claims, Told, phrases};
use crate::report::{Block, Document, Run, Template, plain_text};

/// A report with the draft it was made of.
pub struct Reading<'a> {
    /// The draft.
    pub draft: &'a Draft,
    /// The template that composed it.
    pub template: &'a Template,
    /// Its title; `None` where the template prints none.
    pub title: Option<&'a str>,
    /// Headings of all levels with their level, in order.
    pub headings: Vec<(u8, String)>,
    /// Headings of the first level.
    pub parts: Vec<String>,
    /// The sections of the template, those that print nothing too.
    pub sections: Vec<Section<'a>>,
    /// Its paragraphs.
    pub paragraphs: Vec<Paragraph>,
    /// Agency and date of the 落款, where there is one.
    pub signature: Option<(&'a str, &'a str)>,
    /// How sentences say the cells of the form.
    pub claims: Claims,
    /// What the clerk's own paragraphs say of cells, by their place in `paragraphs`; those on problems and
    /// plans count other things.
    told: Vec<(usize, Told)>,
}

/// A section.
pub struct Section<'a> {
    /// Its name.
    pub name: &'a str,
    /// The part it stands in, an index into [`Reading::parts`]; `None`: before the first.
    pub part: Option<usize>,
    /// The clerk has rewritten it.
    pub is_rewritten: bool,
    /// Its paragraphs, one to a line.
    pub text: String,
}

/// A paragraph.
pub struct Paragraph {
    /// Its section; else its part; else the opening.
    pub place: Place,
    /// The part it stands in; `None`: the opening.
    pub part: Option<usize>,
    /// It is of the clerk's own words.
    pub is_rewritten: bool,
    /// The headings it stands under, the highest first.
    pub under: Vec<String>,
    /// What is printed.
    pub text: String,
    /// Bytes of the text that are live figures.
    pub figures: Vec<Range<usize>>,
}

impl Paragraph {
    /// Whether bytes of the text are of a live figure.
    pub fn is_live(&self, range: &Range<usize>) -> bool {
        self.figures.iter().any(|live| live.start < range.end && range.start < live.end)
    }
}

impl<'a> Reading<'a> {
    /// Reads a document.
    pub fn of(draft: &'a Draft, template: &'a Template, document: &'a Document) -> Self {
        let mut reading = Self {
            draft,
            template,
            title: None,
            headings: Vec::new(),
            parts: Vec::new(),
            sections: Vec::new(),
            paragraphs: Vec::new(),
            signature: None,
            claims: Claims::new(
                draft.form(),
                Some(draft.year()),
                &[draft.field(Field::Agency), draft.field(Field::ShortName)],
            ),
            told: Vec::new(),
        };
        let mut unread = document.sections.iter().peekable();
        for (at, block) in document.blocks.iter().enumerate() {
            while let Some((name, _)) = unread.next_if(|(_, range)| range.start <= at) {
                reading.open(name);
            }
            let section = document.sections.iter().find(|(_, range)| range.contains(&at));
            reading.take(block, section.map(|(name, _)| name.as_str()));
        }
        unread.for_each(|(name, _)| reading.open(name));
        let own = reading.paragraphs.iter().enumerate().filter(|(_, paragraph)| {
            paragraph.is_rewritten
                && !paragraph.under.iter().any(|heading| phrases::PLAN_HEADINGS.is_in(heading))
        });
        let told = own.map(|(at, paragraph)| {
            (at, Told::read(&reading.claims, &paragraph.text, &paragraph.figures, draft))
        });
        reading.told = told.collect();
        reading
    }

    /// What the clerk's own paragraphs say of cells.
    pub fn told(&self) -> impl Iterator<Item = (&Paragraph, &Told)> {
        self.told.iter().filter_map(|(at, told)| Some((self.paragraphs.get(*at)?, told)))
    }

    fn open(&mut self, name: &'a str) {
        let part = self.parts.len().checked_sub(1);
        let is_rewritten = self.draft.text(name).is_some();
        self.sections.push(Section { name, part, is_rewritten, text: String::new() });
    }

    fn take(&mut self, block: &'a Block, section: Option<&str>) {
        match block {
            Block::Title(title) => self.title = Some(title),
            Block::Heading { level, runs } => {
                let heading = plain_text(runs).trim().to_owned();
                if *level == 1 {
                    self.parts.push(heading.clone());
                }
                self.headings.push((*level, heading));
            }
            Block::Paragraph(runs) => {
                let part = self.parts.len().checked_sub(1);
                let place = match (section, self.parts.last()) {
                    (Some(section), _) => Place::Section(section.to_owned()),
                    (None, Some(part)) => Place::Heading(part.clone()),
                    (None, None) => Place::Opening,
                };
                let is_rewritten = section.is_some_and(|section| self.draft.text(section).is_some());
                let under = self.headings_in_force();
                let text = plain_text(runs);
                if let Some(open) = self.sections.last_mut().filter(|open| Some(open.name) == section) {
                    open.text.push_str(&text);
                    open.text.push('\n');
                }
                let figures = figures(runs);
                self.paragraphs.push(Paragraph { place, part, is_rewritten, under, text, figures });
            }
            Block::Signature { agency, date } => self.signature = Some((agency, date)),
            Block::Subtitle(_)
            | Block::Annex(_)
            | Block::Table(_)
            | Block::Chart(_)
            | Block::Picture { .. } => {}
        }
    }

    /// The headings over what comes next: the last, and before it the last of each higher level.
    fn headings_in_force(&self) -> Vec<String> {
        let mut found: Vec<(u8, &String)> = Vec::new();
        for (level, heading) in &self.headings {
            found.retain(|(higher, _)| higher < level);
            found.push((*level, heading));
        }
        found.into_iter().map(|(_, heading)| heading.clone()).collect()
    }

    /// The paragraphs before the first part.
    pub fn opening(&self) -> impl Iterator<Item = &Paragraph> {
        self.paragraphs.iter().filter(|paragraph| paragraph.part.is_none())
    }

    /// The paragraphs of the clerk's own words.
    pub fn rewritten(&self) -> impl Iterator<Item = &Paragraph> {
        self.paragraphs.iter().filter(|paragraph| paragraph.is_rewritten)
    }

    /// The sections of a part.
    pub fn sections_of(&self, part: usize) -> impl Iterator<Item = &Section<'a>> {
        self.sections.iter().filter(move |section| section.part == Some(part))
    }

    /// The part on problems and how they are mended.
    pub fn problems_part(&self) -> Option<usize> {
        self.parts.iter().position(|heading| heading.contains("问题"))
    }

    /// The cells of the form's tables that hold a number.
    pub fn filled(&self) -> impl Iterator<Item = CellId> {
        let form = self.draft.form();
        form.ids().filter(|id| !form.is_fact(*id) && self.draft.number(*id).is_some())
    }

    /// Whether the work has begun: nothing is said of a report that is still blank.
    pub fn has_begun(&self) -> bool {
        self.filled().next().is_some() || self.draft.texts().next().is_some()
    }
}

/// What the checks hand their findings to.
#[derive(Default)]
pub struct Findings(pub Vec<Finding>);

impl Findings {
    /// Adds a finding.
    pub fn add(
        &mut self,
        (id, level): (&'static str, Level),
        place: Place,
        what: impl Into<String>,
        advice: impl Into<String>,
    ) {
        self.0.push(Finding { id, level, place, what: what.into(), advice: advice.into() });
    }
}

fn figures(runs: &[Run]) -> Vec<Range<usize>> {
    let mut at = 0;
    let mut found = Vec::new();
    for run in runs {
        let end = at + run.text.len();
        if run.figure.is_some() {
            found.push(at..end);
        }
        at = end;
    }
    found
}
