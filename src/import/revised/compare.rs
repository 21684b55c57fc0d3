//! The Word file held against the draft: lines paired, each put where it belongs, then tables and sections
//! compared.

use std::collections::{BTreeMap, BTreeSet};

use super::align::{aligned, solid};
use super::lines::{OwnLine, Owner, Section, TheirLine, Theirs, own_lines, their_lines};
use super::returned::Returned;
use super::revision::{Author, FixedChange, Place, Remark, Revision};
use super::sections::compare_section;
use super::tables::compare_table;
use crate::draft::Draft;
use crate::error::Error;
use crate::report::{Document, Template, compose, sections, tables_only};

/// The most new lines that are listed where no section can take them.
const MOST_NEW: usize = 100;

/// Where a line of the Word file belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Belongs {
    /// To that section.
    Section(usize),
    /// It is that line of the report, which no section has.
    Own(usize),
    /// Words under a picture that only the Word file has.
    NewCaption,
    /// To nothing that could take it.
    Nowhere,
}

/// Both sides, and which line is which.
struct Sides<'a> {
    own: Vec<OwnLine<'a>>,
    theirs: Vec<TheirLine<'a>>,
    sections: &'a [Section],
    /// Before which line of the report each section begins.
    begins: Vec<usize>,
    /// The line of the report that a line of the Word file is.
    pairs: BTreeMap<usize, usize>,
}

impl Revision {
    /// What a report that came back says differently from what the draft would export now.
    ///
    /// # Errors
    /// The report does not compose, or the file is far longer than any report.
    pub fn of(returned: &Returned, draft: &Draft, template: &Template) -> Result<Self, Error> {
        let is_whole = returned.identity().is_none_or(|identity| identity.is_whole);
        let document = if is_whole { compose(draft, template)? } else { tables_only(draft) };
        let texts = texts(&document, draft, template)?;
        let (own, begins) = own_lines(&document, &texts, draft);
        let theirs = their_lines(&returned.story, &texts);
        let pairs = aligned(&own, &theirs)?.into_iter().map(|(own, theirs)| (theirs, own)).collect();
        let sides = Sides { own, theirs, sections: &texts, begins, pairs };
        let likeness = sides.pairs.len() as f32 / sides.own.len().max(1) as f32;
        let belongs: Vec<Belongs> = (0..sides.theirs.len()).map(|line| sides.belongs(line)).collect();
        let notes = returned.story.notes.clone();
        let mut revision = Self { notes, likeness, ..Self::default() };
        sides.tables(draft, &mut revision);
        for (number, section) in texts.iter().enumerate() {
            let lines = sides.theirs.iter().zip(&belongs);
            let lines = lines.filter(|(_, belongs)| **belongs == Belongs::Section(number));
            let lines: Vec<Theirs<'_>> = lines.map(|(line, _)| line.what).collect();
            let is_newer = returned.is_older(&section.name, &document.fingerprint(section.blocks.clone()));
            compare_section(section, is_newer, &lines, draft, &mut revision);
        }
        sides.fixed(&belongs, &mut revision.fixed);
        revision.remarks = sides.remarks(returned, &belongs);
        let live = texts.iter().flat_map(|section| section.text.figures());
        let live: Vec<_> = live.collect();
        for question in &mut revision.figures {
            let shown = live.iter().filter(|key| ***key == question.cell).count();
            question.follows = shown.saturating_sub(question.in_text.len());
        }
        Ok(revision)
    }
}

/// The sections of a document with their texts as they are now.
fn texts(document: &Document, draft: &Draft, template: &Template) -> Result<Vec<Section>, Error> {
    let mut generated: BTreeMap<_, _> = sections(draft, template).into_iter().collect();
    let text = |(name, blocks): &(String, std::ops::Range<usize>)| {
        let text = match (draft.text(name), generated.remove(name)) {
            (Some(text), _) => text.clone(),
            (None, Some(text)) => text?,
            (None, None) => return Ok(None),
        };
        Ok(Some(Section { name: name.clone(), text, blocks: blocks.clone() }))
    };
    document.sections.iter().map(text).filter_map(Result::transpose).collect()
}

impl Sides<'_> {
    fn owner(&self, own: usize) -> Option<&Owner<'_>> {
        self.own.get(own).map(|line| &line.owner)
    }

    /// The section that a line of the report belongs to.
    fn section(&self, own: usize) -> Option<usize> {
        match self.owner(own)? {
            Owner::Section(section) | Owner::Caption(section, _) => Some(*section),
            Owner::Fixed(_) | Owner::Table(_) => None,
        }
    }

    fn belongs(&self, line: usize) -> Belongs {
        if let Some(own) = self.pairs.get(&line) {
            return match self.owner(*own) {
                Some(Owner::Section(section)) => Belongs::Section(*section),
                _ => Belongs::Own(*own),
            };
        }
        let Some(theirs) = self.theirs.get(line) else { return Belongs::Nowhere };
        let is_picture = |line: usize| self.theirs.get(line).is_some_and(TheirLine::is_picture);
        if theirs.is_caption() && line.checked_sub(1).is_some_and(is_picture) {
            return Belongs::NewCaption;
        }
        if matches!(theirs.what, Theirs::Table(_)) || theirs.level() > 0 {
            return Belongs::Nowhere;
        }
        let before = self.pairs.range(..line).next_back().map(|(_, own)| *own);
        let after = self.pairs.range(line + 1..).next().map(|(_, own)| *own);
        let (from, to) = (before.map_or(0, |own| own + 1), after.unwrap_or(self.own.len()));
        // Sections of which no line came back, and those that printed none.
        let gone = || (from..to).find_map(|own| self.section(own));
        let silent = || {
            let mut begins = self.begins.iter().zip(self.sections).enumerate();
            let found = begins
                .find(|(_, (begin, section))| section.blocks.is_empty() && (from..=to).contains(*begin));
            found.map(|(number, _)| number)
        };
        let section = theirs
            .section
            .or_else(|| before.and_then(|own| self.section(own)))
            .or_else(|| after.and_then(|own| self.section(own)))
            .or_else(gone)
            .or_else(silent);
        section.map_or(Belongs::Nowhere, Belongs::Section)
    }

    /// Compares the tables.
    fn tables(&self, draft: &Draft, revision: &mut Revision) {
        for (line, own) in &self.pairs {
            let theirs = self.theirs.get(*line).map(|line| line.what);
            if let (Some(Owner::Table(table)), Some(Theirs::Table(cells))) = (self.owner(*own), theirs) {
                compare_table(table, cells, draft, revision);
            }
        }
    }

    /// Lists what differs of all that is no section and no figure.
    fn fixed(&self, belongs: &[Belongs], changes: &mut Vec<FixedChange>) {
        let own_of: BTreeMap<usize, usize> = self.pairs.iter().map(|(theirs, own)| (*own, *theirs)).collect();
        for (number, line) in self.own.iter().enumerate() {
            let theirs = own_of.get(&number).and_then(|theirs| self.theirs.get(*theirs));
            let place = match &line.owner {
                Owner::Fixed(place) => place.clone(),
                Owner::Caption(..) => Place::Caption,
                Owner::Table(table) => {
                    if theirs.is_none() {
                        let old = "（整张表）".to_owned();
                        let place = Place::Table(table.name.clone());
                        changes.push(FixedChange { place, old, new: String::new() });
                    }
                    continue;
                }
                Owner::Section(_) => continue,
            };
            let new = theirs.map(TheirLine::text).unwrap_or_default();
            if !line.is_picture && solid(&new) != solid(&line.text) {
                let new = new.trim().replace('\n', "");
                changes.push(FixedChange { place, old: line.text.clone(), new });
            }
        }
        let stray = self.theirs.iter().zip(belongs).filter(|(_, belongs)| **belongs == Belongs::Nowhere);
        for (line, _) in stray.take(MOST_NEW) {
            let (place, new) = match line.what {
                Theirs::Table(_) => (Place::Template, "（新增的表格）".to_owned()),
                Theirs::Deleted(_) => continue,
                Theirs::Text(_) if line.is_picture() => (Place::Template, "（新增的图片）".to_owned()),
                Theirs::Text(_) if line.level() > 0 => (Place::Heading, line.text().trim().to_owned()),
                Theirs::Text(_) => (Place::Template, line.text().trim().to_owned()),
            };
            changes.push(FixedChange { place, old: String::new(), new });
        }
    }

    /// Remarks beside the text, each with the section that it stands at.
    fn remarks(&self, returned: &Returned, belongs: &[Belongs]) -> Vec<Remark> {
        let mut told = BTreeSet::new();
        let remark = |number: usize| {
            let comment = returned.story.comments.get(number)?;
            // A remark on several paragraphs is told at each.
            if !told.insert((&comment.text, &comment.date)) || comment.text.is_empty() {
                return None;
            }
            let at = self.theirs.iter().position(|line| line.block == comment.block);
            let section = match at.and_then(|at| belongs.get(at)) {
                Some(Belongs::Section(section)) => self.sections.get(*section),
                _ => None,
            };
            let section = section.map(|section| section.name.clone()).unwrap_or_default();
            Some(Remark {
                section,
                by: Author::new(&comment.author, &comment.date),
                text: comment.text.clone(),
            })
        };
        (0..returned.story.comments.len()).filter_map(remark).collect()
    }
}
