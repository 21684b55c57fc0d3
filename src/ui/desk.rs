//! The open draft as the window sees it: its history, file, verdicts and the cell being filled in.

use std::ops::Range;
use std::path::PathBuf;
use std::rc::Rc;
use std::sync::Arc;

use crate::audit::Finding;
use crate::check::{self, Differences, Standing, Summary, Verdict};
use crate::draft::{Draft, Edit, Editing, Entry, Figure};
use crate::error::Error;
use crate::form::{CellId, CellKey, Form};
use crate::prose::Remark;
use crate::report::{self, Sections, Template};

use super::command::{Command, Page};
use super::kept::OnDisk;
use super::outcome::Saving;
use super::sheet::CellRange;
use super::text::state::TextState;

/// The cell being filled in.
#[derive(Debug, Clone)]
pub struct CellInput {
    /// Which cell.
    pub cell: CellId,
    /// What is typed, as typed.
    pub text: String,
    /// The whole text is to be selected at the next frame: typing then replaces it.
    pub select_all: bool,
    /// The cell is to be brought into view and take the keyboard.
    pub take_focus: bool,
    /// She went into the text, with F2 or the pointer: the arrows move the caret and do not leave.
    pub inside: bool,
}

/// Whether an edit changes texts of the report only.
fn is_of_text(edit: &Edit) -> bool {
    match edit {
        Edit::Text(..) => true,
        Edit::Together { edits, .. } => edits.iter().all(is_of_text),
        _ => false,
    }
}

/// An open draft.
pub struct Desk {
    /// The draft with its history.
    pub editing: Editing,
    /// Its file; `None` for a new draft or a sample.
    pub path: Option<PathBuf>,
    /// What is known of that file.
    pub disk: OnDisk,
    /// The report template it is composed with.
    pub template: Arc<Template>,
    /// What is shown in the middle.
    pub page: Page,
    /// The selected cell.
    pub input: Option<CellInput>,
    /// The cells selected with it; `None` where it is the only one.
    pub range: Option<CellRange>,
    /// Tells this desk from those before it.
    pub number: u64,
    /// The page of the report's text at work.
    pub text: TextState,
    /// Counts changes of what the texts are made of: figures, basic texts, anything but the texts.
    figures: u64,
    /// The problem that F8 led to last.
    problem: Option<Command>,
    texts: Option<(u64, Rc<Sections>)>,
    findings: Rc<Vec<Finding>>,
    /// The states that the findings are of, and that are being looked at.
    audited: Option<u64>,
    auditing: Option<u64>,
    /// What is being looked at is composed with a template that is no more in use.
    is_of_other: bool,
    /// The draft this one is held against, with what differs in a certain state.
    other: Option<Rc<Draft>>,
    differences: Option<(u64, Rc<Differences>)>,
    verdicts: Vec<Verdict>,
    marks: Vec<Standing>,
    checked: Option<u64>,
}

impl Desk {
    /// Puts a draft on the desk.
    pub fn new(number: u64, editing: Editing, path: Option<PathBuf>, template: Arc<Template>) -> Self {
        let mut desk = Self {
            editing,
            path,
            disk: OnDisk::default(),
            template,
            page: Page::Sheet,
            input: None,
            range: None,
            number,
            text: TextState::default(),
            figures: 0,
            problem: None,
            texts: None,
            findings: Rc::default(),
            audited: None,
            auditing: None,
            is_of_other: false,
            other: None,
            differences: None,
            verdicts: Vec::new(),
            marks: Vec::new(),
            checked: None,
        };
        desk.recheck();
        if let Some(first) = desk.form().ids().next() {
            desk.select(first);
        }
        desk
    }

    /// What a save started now writes.
    pub fn saving(&self) -> Saving {
        Saving { desk: self.number, state: self.editing.state() }
    }

    /// The draft as it is now.
    pub fn draft(&self) -> &Draft {
        self.editing.draft()
    }

    /// Its form.
    pub fn form(&self) -> &Form {
        self.draft().form()
    }

    /// Every verdict on the present state.
    pub fn verdicts(&self) -> &[Verdict] {
        &self.verdicts
    }

    /// Counts of the verdicts.
    pub fn summary(&self) -> Summary {
        check::summary(self.draft(), &self.verdicts)
    }

    /// The gravest standing of a verdict that concerns a cell. Hints leave cells unmarked.
    pub fn mark(&self, cell: CellId) -> Standing {
        self.marks.get(cell.index()).copied().unwrap_or(Standing::Fine)
    }

    /// Runs the checks if anything changed since the last time.
    pub fn recheck(&mut self) {
        let state = self.editing.state();
        if self.checked == Some(state) {
            return;
        }
        self.checked = Some(state);
        self.verdicts = check::check(self.editing.draft());
        let draft = self.editing.draft();
        self.marks = vec![Standing::Fine; draft.form().cells.len()];
        for verdict in &self.verdicts {
            let standing = verdict.standing(draft);
            if standing < Standing::Query {
                continue;
            }
            for cell in verdict.cells(draft.form()) {
                if let Some(mark) = self.marks.get_mut(cell.index()) {
                    *mark = (*mark).max(standing);
                }
            }
        }
    }

    /// Selects a cell: what it holds is shown selected, so that typing replaces it.
    pub fn select(&mut self, cell: CellId) {
        self.editing.seal();
        self.range = None;
        let text = self.draft().shown(cell).unwrap_or_default();
        self.input = Some(CellInput { cell, text, select_all: true, take_focus: true, inside: false });
    }

    /// The selected cell.
    pub fn selected(&self) -> Option<CellId> {
        self.input.as_ref().map(|input| input.cell)
    }

    /// The edit that what is typed stands for; `None` where it changes nothing.
    pub fn typed_edit(&self) -> Option<Edit> {
        let input = self.input.as_ref()?;
        let cell = self.form().cell(input.cell);
        let entry = Entry::typed(&input.text, cell.kind);
        let same = self.draft().value(input.cell) == entry.as_ref().map(|entry| &entry.value);
        (!same).then(|| Edit::entry(cell.key.clone(), entry))
    }

    /// Shows again what the selected cell holds, after undo or Esc.
    pub fn refresh_input(&mut self) {
        let Some(cell) = self.selected() else { return };
        let text = self.draft().shown(cell).unwrap_or_default();
        if let Some(input) = &mut self.input {
            input.text = text;
            input.select_all = true;
            input.inside = false;
        }
    }

    /// Applies a change and checks it. Totals follow what is typed, in the same step.
    ///
    /// # Errors
    /// As [`Draft::apply`].
    pub fn change(&mut self, edit: Edit, alone: bool) -> Result<(), Error> {
        if !is_of_text(&edit) {
            self.figures += 1;
        }
        match alone {
            true => self.editing.apply_alone(edit),
            false => self.editing.apply(check::with_totals(self.draft(), edit)),
        }?;
        self.recheck();
        if alone {
            self.refresh_input();
        }
        Ok(())
    }

    /// Where the next problem is, in the order of the list and around its end: the figures, then the
    /// words of the report.
    pub fn next_problem(&mut self) -> Option<Command> {
        let findings = self.findings();
        let problems = check::problems(self.draft(), &self.verdicts);
        let of_figures = problems.iter().map(|(_, verdict)| Command::leading_to(verdict, self.form()));
        let of_words = findings.iter().map(|finding| Command::leading_to_words(&finding.place));
        let places: Vec<Command> = of_figures.chain(of_words).collect();
        let here = places.iter().position(|place| Some(place) == self.problem.as_ref());
        let mut after = places.iter().cycle().skip(here.map_or(0, |here| here + 1)).take(places.len());
        // Several problems of one place are one stop.
        let next = after.find(|place| Some(*place) != self.problem.as_ref()).or(places.first()).cloned();
        self.problem.clone_from(&next);
        next
    }

    /// From now on this draft is held against that one.
    pub fn hold_against(&mut self, other: Draft) {
        self.other = Some(Rc::new(other));
        self.differences = None;
    }

    /// The draft this one is held against and what differs, worked out anew only when something
    /// changed.
    pub fn differences(&mut self) -> Option<(Rc<Draft>, Rc<Differences>)> {
        let other = self.other.clone()?;
        let state = self.editing.state();
        if let Some((of_state, differences)) = &self.differences
            && *of_state == state
        {
            return Some((other, differences.clone()));
        }
        let differences = Rc::new(check::compare(&other, self.draft()));
        self.differences = Some((state, differences.clone()));
        Some((other, differences))
    }

    /// A figure as the report prints it.
    pub fn figure(&self, key: &CellKey) -> String {
        report::figure_text(self.draft(), key)
    }

    /// A live figure of a text as it is printed.
    pub fn shown_figure(&self, figure: &Figure) -> String {
        report::shown_figure(self.draft(), figure)
    }

    /// What may be said of the numbers typed in a section; `live` are the bytes of its live figures.
    pub fn remarks(&mut self, section: &str, shown: &str, live: &[Range<usize>]) -> Rc<Vec<Remark>> {
        let (draft, figures) = (self.editing.draft(), self.figures);
        self.text.remarks(section, shown, live, draft, figures)
    }

    /// Takes the last step back, or does it again. What it changed; `None` where there is no such step.
    pub fn replay(&mut self, undo: bool) -> Option<Edit> {
        // Undo leads to a state that was there before; what was made of it then is not kept.
        self.figures += 1;
        let edit = if undo { self.editing.undo() } else { self.editing.redo() };
        self.recheck();
        edit
    }

    /// Esc: takes back the open step as if it had never been.
    pub fn abandon(&mut self) {
        self.figures += 1;
        self.editing.abandon();
        self.recheck();
    }

    /// The generated text of every section, made anew only when figures or basic texts changed.
    pub fn section_texts(&mut self) -> Rc<Sections> {
        if let Some((of_figures, texts)) = &self.texts
            && *of_figures == self.figures
        {
            return texts.clone();
        }
        let texts = Rc::new(report::sections(self.draft(), &self.template));
        self.texts = Some((self.figures, texts.clone()));
        texts
    }

    /// What the audit says of the report's words. It looks at them off the painting thread
    /// ([`Desk::to_audit`]), so this may be a few keystrokes behind. Nothing where the report does not
    /// compose: the page of its text says why.
    pub fn findings(&self) -> Rc<Vec<Finding>> {
        self.findings.clone()
    }

    /// The draft to be looked at now, with its state: where it has changed since the last look and no other
    /// look is under way.
    pub fn to_audit(&mut self) -> Option<(u64, Draft)> {
        let state = self.editing.state();
        if self.auditing.is_some() || self.audited == Some(state) {
            return None;
        }
        self.auditing = Some(state);
        Some((state, self.draft().clone()))
    }

    /// Takes what the audit found in that state.
    pub fn take_findings(&mut self, state: u64, findings: Vec<Finding>) {
        self.auditing = None;
        self.audited = Some(state).filter(|_| !std::mem::take(&mut self.is_of_other));
        self.findings = Rc::new(findings);
    }

    /// Composes the report with another template from now on.
    pub fn compose_with(&mut self, template: Arc<Template>) {
        if Arc::ptr_eq(&self.template, &template) {
            return;
        }
        self.template = template;
        // Generated texts and what was said of them are of the other one.
        self.figures += 1;
        self.audited = None;
        self.is_of_other = self.auditing.is_some();
    }

    /// What stands in the title bar: agency, year and state.
    pub fn title(&self) -> String {
        let state = match (self.editing.is_unsaved(), &self.path) {
            _ if self.disk.holder().is_some() => "只读",
            (true, Some(_)) => "未保存 ●",
            (true, None) => "未存盘 ●",
            (false, Some(_)) => "已保存",
            (false, None) => "未存盘",
        };
        let agency = match self.draft().field(crate::form::Field::Agency) {
            "" => "未填单位",
            agency => agency,
        };
        format!("{agency} · {} · {state}", self.draft().year())
    }
}
