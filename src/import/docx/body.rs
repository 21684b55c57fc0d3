//! The text of a Word file, read in one pass from its XML. Text boxes come after the paragraph that they hang on,
//! tables and text boxes in a cell after the outer table. What Word shows is read: hidden words, instructions of
//! fields, prompts of empty content controls and the second writing of what is written for two programs are not.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::numbering::Numbering;
use super::step::Step;
use super::story::{StoryBlock, StoryRun, TrackedChange};
use super::styles::{Kind, Styles, level};
use super::table::{Merge, OpenTable};
use super::unfinished::{Container, Control, Held, Met, Note, OpenParagraph, symbol};
use super::xml::{Space, Tag, Visitor};
use crate::error::Error;
use crate::import::budget::Budget;
use crate::report::identity::BOOKMARK;

/// The most bookmarks that are open at once: each is looked at for every word.
const MOST_BOOKMARKS: usize = 50;
/// A tracked change of whom and when the file does not say.
const UNKNOWN: &str = "";

/// A part being read.
pub(super) struct Body<'a> {
    styles: &'a Styles,
    numbering: &'a mut Numbering,
    budget: &'a mut Budget,
    pub met: &'a mut Met,
    /// The elements that are open.
    path: Vec<Step>,
    /// Body, cells, text boxes, notes.
    containers: Vec<Container>,
    paragraphs: Vec<OpenParagraph>,
    tables: Vec<OpenTable>,
    /// Whether each run that is open is hidden.
    runs: Vec<bool>,
    changes: Vec<Arc<TrackedChange>>,
    controls: Vec<Control>,
    /// Of each field that is open, whether its result is being read.
    fields: Vec<bool>,
    /// Of each choice that is open, whether one writing was taken.
    choices: Vec<bool>,
    bookmarks: Vec<(String, Arc<str>)>,
    /// The words of an element being read, and whether blanks at their ends count.
    words: Option<(String, bool)>,
    note: Option<(String, Note)>,
    notes: BTreeMap<String, Note>,
    /// The change made last, which the next one may go on.
    last_change: Option<Arc<TrackedChange>>,
}

impl<'a> Body<'a> {
    pub fn new(
        styles: &'a Styles,
        numbering: &'a mut Numbering,
        met: &'a mut Met,
        budget: &'a mut Budget,
    ) -> Self {
        Self {
            styles,
            numbering,
            budget,
            met,
            path: Vec::new(),
            containers: vec![Container::default()],
            paragraphs: Vec::new(),
            tables: Vec::new(),
            runs: Vec::new(),
            changes: Vec::new(),
            controls: Vec::new(),
            fields: Vec::new(),
            choices: Vec::new(),
            bookmarks: Vec::new(),
            words: None,
            note: None,
            notes: BTreeMap::new(),
            last_change: None,
        }
    }

    /// What was read.
    pub fn finish(mut self) -> Held {
        let blocks = self.containers.drain(..).next().map(Container::finish).unwrap_or_default();
        Held { blocks, notes: self.notes }
    }

    fn parent(&self) -> Step {
        self.path.last().copied().unwrap_or_default()
    }

    fn grandparent(&self) -> Step {
        self.path.iter().rev().nth(1).copied().unwrap_or_default()
    }

    /// Adds words, or a picture, to the paragraph.
    fn add(&mut self, text: &str, is_picture: bool) -> Result<(), Error> {
        let Some(open) = self.paragraphs.last_mut() else { return Ok(()) };
        if self.runs.last() == Some(&true) {
            self.met.hidden += usize::from(!text.trim().is_empty());
            return Ok(());
        }
        if self.fields.contains(&false) || self.controls.iter().any(|control| control.is_prompt) {
            return Ok(());
        }
        let run = StoryRun {
            text: text.to_owned(),
            is_picture,
            change: self.changes.last().cloned(),
            control: self.controls.iter().rev().find_map(|control| control.key.clone()),
        };
        match open.paragraph.runs.last_mut() {
            Some(last) if last.goes_on(&run) => last.text += text,
            _ => {
                self.budget.pieces(1)?;
                open.paragraph.runs.push(run);
            }
        }
        for (_, bookmark) in &self.bookmarks {
            if !open.paragraph.bookmarks.contains(bookmark) {
                open.paragraph.bookmarks.push(bookmark.clone());
            }
        }
        Ok(())
    }

    fn begin_change(&mut self, tag: &Tag<'_>, is_deleted: bool) {
        self.met.changes += 1;
        let of = |name| tag.attribute(name).unwrap_or_else(|| UNKNOWN.to_owned());
        let change = TrackedChange { is_deleted, author: of("author"), date: of("date") };
        let same = self.last_change.as_ref().filter(|last| ***last == change).cloned();
        let change = same.unwrap_or_else(|| Arc::new(change));
        self.last_change = Some(change.clone());
        self.changes.push(change);
    }

    fn begin_paragraph(&mut self) -> Result<(), Error> {
        self.budget.pieces(1)?;
        self.paragraphs.push(OpenParagraph { style: self.styles.get(None), ..OpenParagraph::default() });
        Ok(())
    }

    fn end_paragraph(&mut self) {
        // A field whose instruction does not end with its paragraph is broken: it hides nothing.
        self.fields.retain(|in_result| *in_result);
        let Some(open) = self.paragraphs.pop() else { return };
        let OpenParagraph { mut paragraph, style, outline, list, list_level, is_end_deleted, beside } = open;
        let Some(container) = self.containers.last_mut() else { return };
        if is_end_deleted {
            container.carried.extend(paragraph.runs);
            container.lifted_or_beside(beside);
            return;
        }
        let (of_style, level_of_style) = style.numbering();
        if let Some(list) = list.or(of_style).filter(|list| *list > 0) {
            let at = list_level.or(level_of_style).unwrap_or_default();
            paragraph.number = self.numbering.next(list, at);
        }
        paragraph.level = level(outline, "").max(if outline.is_none() { style.level() } else { 0 });
        paragraph.kind = style.kind();
        if paragraph.kind == Kind::Contents && !container.is_cell {
            self.met.contents += usize::from(!paragraph.is_blank());
            return container.carried.clear();
        }
        container.take(paragraph);
        container.lifted_or_beside(beside);
    }

    fn end_table(&mut self) -> Result<(), Error> {
        let Some(mut open) = self.tables.pop() else { return Ok(()) };
        let lifted = std::mem::take(&mut open.lifted);
        let table = open.finish(self.budget)?;
        let blocks: Vec<StoryBlock> = table.map(StoryBlock::Table).into_iter().chain(lifted).collect();
        match self.containers.last_mut() {
            Some(container) if container.is_cell => container.lifted.extend(blocks),
            Some(container) => {
                container.blocks.extend(blocks);
                container.gap = 0;
            }
            None => {}
        }
        Ok(())
    }

    fn end_cell(&mut self) -> Result<(), Error> {
        let Some(mut container) = self.containers.pop() else { return Ok(()) };
        let lifted = std::mem::take(&mut container.lifted);
        let Some(table) = self.tables.last_mut() else { return Ok(()) };
        table.lifted.extend(lifted);
        table.end_cell(container.finish(), self.budget)
    }

    /// Elements of a paragraph, and what stands in them.
    fn open_in_paragraph(&mut self, tag: &Tag<'_>) -> Result<(), Error> {
        let parent = self.parent();
        let in_run = parent == Step::Run;
        match tag.name {
            "t" | "delText" => {
                let keeps = tag.attribute("space").is_some_and(|space| space == "preserve");
                self.words = Some((String::new(), keeps));
            }
            "tab" | "ptab" if in_run => self.add("\t", false)?,
            "br" | "cr" if in_run => self.add("\n", false)?,
            "noBreakHyphen" => self.add("-", false)?,
            "sym" => {
                let sign = symbol(&tag.attribute("font").unwrap_or_default(), tag.attribute("char"));
                if let Some(sign) = sign {
                    self.add(sign.encode_utf8(&mut [0; 4]), false)?;
                }
            }
            "fldChar" => match tag.attribute("fldCharType").as_deref() {
                Some("begin") => self.fields.push(false),
                Some("separate") => {
                    if let Some(in_result) = self.fields.last_mut() {
                        *in_result = true;
                    }
                }
                Some("end") => _ = self.fields.pop(),
                _ => {}
            },
            "footnoteReference" => self.met.notes.extend(tag.attribute("id").map(|id| ("footnotes", id))),
            "endnoteReference" => self.met.notes.extend(tag.attribute("id").map(|id| ("endnotes", id))),
            "commentReference" => {
                let block = self.containers.first().map_or(0, |body| body.blocks.len());
                self.met.remarks.extend(tag.attribute("id").map(|id| (block, id)));
            }
            "object" => self.met.objects += 1,
            "vanish" if parent == Step::RunProperties && self.grandparent() == Step::Run => {
                if let Some(hidden) = self.runs.last_mut() {
                    *hidden = tag.is_on();
                }
            }
            "rStyle" if self.grandparent() == Step::Run => {
                if let Some(hidden) = self.runs.last_mut() {
                    *hidden |= self.styles.get(Some(&tag.value())).is_hidden();
                }
            }
            _ => self.open_in_paragraph_properties(tag),
        }
        Ok(())
    }

    fn open_in_paragraph_properties(&mut self, tag: &Tag<'_>) {
        let (parent, styles) = (self.parent(), self.styles);
        let Some(open) = self.paragraphs.last_mut() else { return };
        match (parent, tag.name) {
            (Step::ParagraphProperties, "pStyle") => open.style = styles.get(Some(&tag.value())),
            (Step::ParagraphProperties, "outlineLvl") => open.outline = tag.number(),
            (Step::Numbering, "numId") => open.list = tag.number(),
            (Step::Numbering, "ilvl") => open.list_level = tag.number(),
            _ => {}
        }
    }

    /// `w:ins` and `w:del` say of what they stand in, or of what stands in them, that it was changed.
    fn open_change(&mut self, tag: &Tag<'_>, is_deleted: bool) {
        match (self.parent(), self.grandparent()) {
            (Step::RunProperties, Step::ParagraphProperties) => {
                if let Some(open) = self.paragraphs.last_mut() {
                    open.is_end_deleted |= is_deleted;
                }
            }
            (Step::RowProperties, _) => {
                if let Some(table) = self.tables.last_mut() {
                    table.is_row_dropped |= is_deleted;
                }
            }
            (Step::RunProperties | Step::Numbering, _) => {}
            _ => self.begin_change(tag, is_deleted),
        }
    }

    fn open_in_table(&mut self, tag: &Tag<'_>) {
        let parent = self.parent();
        let Some(table) = self.tables.last_mut() else { return };
        match tag.name {
            "tblCaption" => table.name = tag.value().trim().to_owned(),
            "gridCol" => {
                let width = tag.attribute("w").and_then(|width| width.parse().ok());
                table.grid_column(width.unwrap_or_default());
            }
            "tr" => table.begin_row(),
            "gridBefore" => table.skip(tag.number().unwrap_or_default()),
            "hidden" if parent == Step::RowProperties => table.is_row_dropped |= tag.is_on(),
            "gridSpan" => table.spans(tag.number().unwrap_or(1)),
            "vMerge" => table.merges(if tag.value() == "restart" { Merge::Begins } else { Merge::GoesOn }),
            "hMerge" if tag.value() != "restart" => table.goes_on_from_left(),
            "cellDel" => table.cell_is_deleted(),
            _ => {}
        }
    }

    fn open_in_control(&mut self, tag: &Tag<'_>) {
        let Some(control) = self.controls.last_mut().filter(|_| self.path.contains(&Step::ControlProperties))
        else {
            return;
        };
        match tag.name {
            "tag" => control.tag = tag.value(),
            "alias" => control.alias = tag.value(),
            "showingPlcHdr" => control.is_prompt = tag.is_on(),
            _ => {}
        }
    }

    fn open_bookmark(&mut self, tag: &Tag<'_>) {
        let id = tag.attribute("id").unwrap_or_default();
        if tag.name == "bookmarkEnd" {
            return self.bookmarks.retain(|(known, _)| *known != id);
        }
        if let Some(name) = tag.attribute("name").filter(|name| name.starts_with(BOOKMARK)) {
            // LibreOffice 7.4 begins some twice and ends them once.
            self.bookmarks.retain(|(_, known)| **known != *name);
            if self.bookmarks.len() < MOST_BOOKMARKS {
                self.bookmarks.push((id, name.into()));
            }
        }
    }

    /// Elements that hold text of their own.
    fn open_container(&mut self, tag: &Tag<'_>) -> Result<(), Error> {
        match tag.name {
            "tbl" => {
                self.budget.pieces(1)?;
                self.tables.push(OpenTable::default());
            }
            "tc" => {
                if let Some(table) = self.tables.last_mut() {
                    table.begin_cell();
                }
                self.containers.push(Container { is_cell: true, ..Container::default() });
            }
            "txbxContent" => self.containers.push(Container::default()),
            "footnote" | "endnote" | "comment" => {
                let of = |name| tag.attribute(name).unwrap_or_default();
                let note = Note { author: of("author"), date: of("date"), blocks: Vec::new() };
                self.note = Some((of("id"), note));
                self.containers.push(Container::default());
            }
            _ => {}
        }
        Ok(())
    }

    fn close_container(&mut self, name: &str) -> Result<(), Error> {
        match name {
            "tbl" => self.end_table()?,
            "tc" => self.end_cell()?,
            "txbxContent" => {
                let blocks = self.containers.pop().map(Container::finish).unwrap_or_default();
                match (self.paragraphs.last_mut(), self.containers.last_mut()) {
                    (Some(open), _) => open.beside.extend(blocks),
                    (None, Some(container)) => container.lifted_or_beside(blocks),
                    (None, None) => {}
                }
            }
            "footnote" | "endnote" | "comment" => {
                let blocks = self.containers.pop().map(Container::finish).unwrap_or_default();
                if let Some((id, note)) = self.note.take() {
                    self.notes.insert(id, Note { blocks, ..note });
                }
            }
            _ => {}
        }
        Ok(())
    }
}

impl Visitor for Body<'_> {
    fn open(&mut self, tag: &Tag<'_>) -> Result<bool, Error> {
        match (tag.space, tag.name) {
            (Space::Compatibility, "AlternateContent") => self.choices.push(false),
            (Space::Compatibility, "Choice" | "Fallback") => match self.choices.last_mut() {
                Some(taken) if !*taken => *taken = true,
                _ => return Ok(false),
            },
            (Space::Math, "t") => self.words = Some((String::new(), true)),
            (Space::Drawing, "blip") | (Space::Vml, "imagedata") => {
                self.met.pictures += 1;
                self.add("", true)?;
            }
            (Space::Word, name) => match name {
                // What was before a change; set-up of pages; how a word sounds; the list of a control's choices.
                "pPrChange" | "rPrChange" | "tblPrChange" | "trPrChange" | "tcPrChange" | "sectPrChange"
                | "tblGridChange" | "tblPrExChange" | "numberingChange" | "sectPr" | "rt"
                | "dropDownList" | "comboBox" => return Ok(false),
                "p" => self.begin_paragraph()?,
                "r" => {
                    let hidden = self.paragraphs.last().is_some_and(|open| open.style.is_hidden());
                    self.runs.push(hidden);
                }
                "ins" | "moveTo" => self.open_change(tag, false),
                "del" | "moveFrom" => self.open_change(tag, true),
                "sdt" => self.controls.push(Control::default()),
                "tag" | "alias" | "showingPlcHdr" => self.open_in_control(tag),
                "sdtContent" => {
                    if let Some(control) = self.controls.last_mut() {
                        let key = if control.tag.is_empty() { &control.alias } else { &control.tag };
                        control.key = (!key.is_empty()).then(|| key.as_str().into());
                    }
                }
                "bookmarkStart" | "bookmarkEnd" => self.open_bookmark(tag),
                "tbl" | "tc" | "txbxContent" | "footnote" | "endnote" | "comment" => {
                    self.open_container(tag)?
                }
                "altChunk" => self.met.foreign += 1,
                "tblCaption" | "gridCol" | "tr" | "gridBefore" | "hidden" | "gridSpan" | "vMerge"
                | "hMerge" | "cellDel" => self.open_in_table(tag),
                _ => self.open_in_paragraph(tag)?,
            },
            _ => {}
        }
        self.path.push(Step::of(tag.space, tag.name));
        Ok(true)
    }

    fn close(&mut self, space: Space, name: &str) -> Result<(), Error> {
        self.path.pop();
        match (space, name) {
            (Space::Compatibility, "AlternateContent") => _ = self.choices.pop(),
            (Space::Word, "t" | "delText") | (Space::Math, "t") => {
                if let Some((words, keeps)) = self.words.take() {
                    self.add(if keeps { &words } else { words.trim() }, false)?;
                }
            }
            (Space::Word, "p") => self.end_paragraph(),
            (Space::Word, "r") => _ = self.runs.pop(),
            (Space::Word, "ins" | "del" | "moveTo" | "moveFrom")
                if !matches!(self.parent(), Step::RunProperties | Step::RowProperties | Step::Numbering) =>
            {
                self.changes.pop();
            }
            (Space::Word, "sdt") => _ = self.controls.pop(),
            (Space::Word, "tr") => {
                if let Some(table) = self.tables.last_mut() {
                    table.end_row();
                }
            }
            (Space::Word, _) => self.close_container(name)?,
            _ => {}
        }
        Ok(())
    }

    fn text(&mut self, text: &str) -> Result<(), Error> {
        if let Some((words, _)) = &mut self.words {
            words.extend(text.chars().map(|c| if matches!(c, '\n' | '\r' | '\t') { ' ' } else { c }));
        }
        Ok(())
    }
}
