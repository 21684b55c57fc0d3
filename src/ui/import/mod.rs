//! 导入: a document from elsewhere, its figures beside the draft, and what of them goes into it.
//!
//! * this file: what is asked of an import, and what comes of it; `reading.rs`: the work off the painting thread
//! * `view.rs`: the document being brought in; `lines.rs` the lines of its list
//! * `page.rs`: the page, at its left the document (`source_pane.rs`), at its right the list (`list.rs`)
//! * `strips.rs`, `table.rs`: a document of any length cut so that only what is in view is laid out

mod lines;
mod list;
mod page;
mod reading;
mod source_pane;
mod strips;
mod table;
mod view;

use std::collections::VecDeque;
use std::path::PathBuf;
use std::sync::Arc;

pub(super) use page::import_ui;
pub(super) use reading::read;
pub use reading::{Document, Understood};
pub use view::Of;
pub(super) use view::View;

use super::app::App;
use super::command::Page;
use super::news::{Notice, Tone};
use crate::check;
use crate::draft::{Draft, Edit, Editing};
use crate::error::Error;
use crate::form::{CellKey, Year};
use crate::import::{Choice, Offer, Place};

/// What the clerk asks of the document being brought in.
#[derive(Debug, Clone, PartialEq)]
pub enum Step {
    /// Bring in these files, one after the other.
    Files(Vec<PathBuf>),
    /// Show a number of it on both sides.
    Select(Of),
    /// Take an item, leave it or ask again.
    Choose(usize, Choice),
    /// Take or leave what is sure, of a part of the draft or all of it.
    ChooseSure(Option<String>, Choice),
    /// Bring in that one of its reports.
    Report(usize),
    /// Its figures become this year's or last year's.
    Year(Year),
    /// Put what is taken into the open draft.
    IntoDraft,
    /// Begin a new draft with what is taken.
    NewDraft,
    /// Put it away.
    Cancel,
}

/// The import under way.
pub(super) struct Import {
    /// Tells it from those before it, whose reading may still come to an end.
    number: u64,
    name: String,
    /// What was read; `None` while it is being read.
    view: Option<Box<View>>,
    /// What is brought in after it.
    waiting: VecDeque<Document>,
}

impl Import {
    /// What the navigation says: the document's name, and how many questions have no answer.
    pub(super) fn entry(&self) -> (&str, usize) {
        (&self.name, self.view.as_ref().map_or(0, |view| view.counts().open))
    }
}

impl App {
    /// Brings documents in, behind those that wait already.
    pub(super) fn begin_import(&mut self, documents: impl IntoIterator<Item = Document>) {
        let mut documents: VecDeque<Document> = documents.into_iter().collect();
        match &mut self.import {
            Some(import) => {
                import.waiting.append(&mut documents);
                let text = format!("还有 {} 个文件排在“{}”后面导入", import.waiting.len(), import.name);
                self.notice = Some(Notice { text, tone: Tone::Good });
            }
            None => self.read_next(documents),
        }
        if let Some(desk) = self.desk.as_mut().filter(|_| self.import.is_some()) {
            desk.editing.seal();
            desk.page = Page::Import;
        }
    }

    /// Shows a document that was read and understood elsewhere.
    pub fn show_document(&mut self, name: &str, understood: Understood) {
        self.imports += 1;
        let number = self.imports;
        self.import = Some(Import { number, name: name.to_owned(), view: None, waiting: VecDeque::new() });
        if let Some(desk) = &mut self.desk {
            desk.page = Page::Import;
        }
        self.take_understood(number, Ok(Box::new(View::new(name.to_owned(), understood))));
    }

    /// Begins with the first of these documents; the others wait.
    fn read_next(&mut self, mut waiting: VecDeque<Document>) {
        self.import = None;
        let Some(document) = waiting.pop_front() else {
            // Back to where it came from.
            let back = if self.rollup.is_some() { Page::Rollup } else { Page::Sheet };
            if let Some(desk) = self.desk.as_mut().filter(|desk| desk.page == Page::Import) {
                desk.page = back;
            }
            return;
        };
        self.imports += 1;
        let name = document.name();
        self.import = Some(Import { number: self.imports, name, view: None, waiting });
        self.jobs.read_document(document, self.imports);
        if let Some(desk) = &mut self.desk {
            desk.page = Page::Import;
        }
    }

    /// Takes what a document came to. One that was put away meanwhile is forgotten.
    pub(super) fn take_understood(&mut self, number: u64, view: Result<Box<View>, Error>) {
        let Some(import) = self.import.as_mut().filter(|import| import.number == number) else { return };
        match view {
            Ok(view) => {
                import.view = Some(view);
                self.hold_import();
            }
            Err(error) => {
                let waiting = std::mem::take(&mut import.waiting);
                self.tell("没有导入", &error);
                self.read_next(waiting);
            }
        }
    }

    /// Holds the document against the draft, wherever one of them has changed.
    pub(super) fn hold_import(&mut self) {
        let view = self.import.as_ref().and_then(|import| import.view.as_ref());
        let Some(form) = view.map(|view| view.report().map(|report| Arc::clone(&report.form))) else {
            return;
        };
        let template = match (&self.desk, form) {
            (Some(desk), _) => Some(Arc::clone(&desk.template)),
            (None, Some(form)) => self.template_for(&form),
            (None, None) => None,
        };
        let sections = template.map(|template| template.sections().to_vec()).unwrap_or_default();
        let desk = self.desk.as_ref();
        if let Some(view) = self.import.as_mut().and_then(|import| import.view.as_mut()) {
            view.hold_against(desk, &sections);
        }
    }

    /// The document that is shown in the middle of the window.
    pub(super) fn shown_import(&mut self) -> Option<&mut Import> {
        let is_shown = self.desk.as_ref().is_none_or(|desk| desk.page == Page::Import);
        self.import.as_mut().filter(|_| is_shown)
    }

    /// F8 on the page: the next question. False where no document is shown.
    pub(super) fn next_question(&mut self) -> bool {
        let Some(import) = self.shown_import() else { return false };
        if let Some(view) = &mut import.view {
            view.next_question();
        }
        true
    }

    /// Does what the clerk asked of the import.
    pub(super) fn import_step(&mut self, step: Step) {
        if let Step::Files(paths) = step {
            return self.begin_import(paths.into_iter().map(Document::File));
        }
        let Some(import) = &mut self.import else { return };
        if step == Step::Cancel {
            let waiting = std::mem::take(&mut import.waiting);
            return self.read_next(waiting);
        }
        let Some(view) = &mut import.view else { return };
        match step {
            Step::Select(of) => view.select(of),
            Step::Choose(at, choice) => view.choose(at, choice),
            Step::ChooseSure(part, choice) => view.choose_sure(part.as_deref(), choice),
            Step::Report(chosen) => view.choose_report(chosen),
            Step::Year(year) => view.choose_year(year),
            Step::IntoDraft => return self.import_into_draft(),
            Step::NewDraft => return self.import_as_new(),
            Step::Files(_) | Step::Cancel => {}
        }
        self.hold_import();
    }

    fn import_into_draft(&mut self) {
        self.hold_import();
        let view = self.import.as_ref().and_then(|import| import.view.as_ref());
        let (Some(view), Some(desk)) = (view, &self.desk) else { return };
        let Some(offer) = view.offer() else { return };
        let Some(edit) = offer.edit(&view.name, &view.source) else { return };
        let edit = check::with_totals_that_follow(desk.draft(), edit);
        let told = told(view, offer, &view.name);
        let first = first_cell(offer);
        // Her choices stay where the draft could not take them.
        if self.change(edit, true) {
            self.finish(told, first);
        }
    }

    /// Another draft, of the report's edition and year; the one on the desk is saved or dropped by now.
    fn import_as_new(&mut self) {
        let view = self.import.as_ref().and_then(|import| import.view.as_ref());
        let Some(form) = view.and_then(|view| Some(Arc::clone(&view.report()?.form))) else { return };
        let sections = self.template_for(&form).map(|template| template.sections().to_vec());
        let view = self.import.as_ref().and_then(|import| import.view.as_ref());
        let Some((view, report)) = view.and_then(|view| Some((view, view.report()?))) else { return };
        let Some(year) = report.year.or_else(|| view.new_year.trim().parse().ok()) else { return };
        let offer = Offer::new(report, None, &sections.unwrap_or_default(), view.choices());
        let mut draft = Draft::new(report.form.clone(), year, "");
        // A new draft with another scope is none that was changed.
        let scoped = draft.apply(Edit::Scope(report.scope));
        let mut editing = Editing::fresh(draft);
        let filled = match offer.edit(&view.name, &view.source) {
            Some(edit) => editing.apply_alone(edit),
            None => Ok(()),
        };
        if let Err(error) = scoped.map(|_| ()).and(filled) {
            return self.tell("没有导入", &error);
        }
        let told = told(view, &offer, &view.name);
        let first = first_cell(&offer);
        self.put_on_desk(editing, None);
        self.finish(told, first);
    }

    /// The form is shown, at the first cell that was filled, or the next document.
    fn finish(&mut self, told: String, first: Option<CellKey>) {
        let waiting = self.import.as_mut().map(|import| std::mem::take(&mut import.waiting));
        if let Some(desk) = &mut self.desk {
            desk.page = Page::Sheet;
            if let Some(cell) =
                first.and_then(|key| desk.form().find(&key)).filter(|cell| !desk.form().is_fact(*cell))
            {
                desk.select(cell);
            }
        }
        self.read_next(waiting.unwrap_or_default());
        if self.dialog.is_none() {
            self.notice = Some(Notice { text: told, tone: Tone::Good });
        }
    }
}

/// What was brought in, in a line.
fn told(view: &View, offer: &Offer, name: &str) -> String {
    let taken = offer.counts().taken;
    let open = match view.counts().open {
        0 => String::new(),
        open => format!("；{open} 个待定的数没有采用"),
    };
    let year = if offer.year == Year::Last { "作为上年数" } else { "" };
    format!("已从 {name} 导入 {taken} 项{year}{open}。Ctrl+Z 可全部撤销")
}

fn first_cell(offer: &Offer) -> Option<CellKey> {
    offer.items.iter().filter(|item| item.choice == Choice::Taken).find_map(|item| match &item.place {
        Place::Cell(key) => Some(key.clone()),
        _ => None,
    })
}
