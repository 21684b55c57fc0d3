//! 收回修改稿: a report that comes back from Word, what was changed in it piece by piece, and what of that is taken.
//!
//! * this file: what is asked of it, and what comes of it; `reading.rs`: the work off the painting thread
//! * `page.rs`: the page; `section.rs` a section's text with its changes in it, `cards.rs` these beside it,
//!   `figures.rs` the figures, `rest.rs` what cannot be taken

mod cards;
mod figures;
mod page;
mod reading;
mod rest;
mod section;

use std::path::PathBuf;
use std::sync::Arc;

pub(super) use page::revised_ui;
pub(super) use reading::{Held, Read, hold, read};

use super::app::App;
use super::command::Page;
use super::dialog::Dialog;
use super::news::{Notice, Tone};
use super::outcome::Saving;
use crate::check;
use crate::error::Error;
use crate::form::Field;
use crate::import::revised::{Answer, Answers, ChangeKey, FigureAnswer, Kinship, Returned, Revision};
use crate::report::{Identity, Template};
use crate::store::paths::name_of;

/// Of a report that says not whose it is and has less in common with the draft's, it is asked first.
const ALIKE: f32 = 0.3;

/// What the clerk asks of a report that comes back.
#[derive(Debug, Clone, PartialEq)]
pub enum TakeBack {
    /// Hold this file against the draft.
    File(PathBuf),
    /// The same, if it is a report of ours; otherwise ask what it is for.
    Dropped(PathBuf),
    /// Go on although it seems to be another draft's.
    Anyway,
    /// Show where a change stands, on both sides.
    Select(ChangeKey),
    /// Answer on a change of words.
    Words(ChangeKey, Answer),
    /// Answer on all changes of words, of a section or all of them.
    All(Option<String>, Answer),
    /// Answer on a figure, by its number.
    Figure(usize, FigureAnswer),
    /// 采纳所选: put what is taken into the draft, in one step.
    Take,
    /// Put it away.
    Cancel,
}

/// The report that came back.
pub(super) struct CameBack {
    /// Number of the desk whose draft it is held against.
    desk: u64,
    /// Name of its file.
    name: String,
    path: PathBuf,
    returned: Arc<Returned>,
    kinship: Kinship,
    /// Whether it is shown: of another draft's report it is asked first.
    is_agreed: bool,
    /// What was found, and in which state of the draft, with which template.
    held: Option<(Saving, Arc<Template>, Arc<Revision>)>,
    /// The state that it is being held against.
    holding: Option<Saving>,
    /// Why it cannot be held against the draft as it is.
    fault: Option<Error>,
    answers: Answers,
    selected: Option<ChangeKey>,
    /// The selected change is brought into view in the next frame.
    jump: bool,
}

impl CameBack {
    /// What the navigation says: the file's name, and how many questions have no answer.
    pub(super) fn entry(&self) -> Option<(&str, usize)> {
        let open = self.revision().map_or(0, |revision| revision.tally(None, &self.answers).open);
        self.is_agreed.then_some((self.name.as_str(), open))
    }

    /// Whether it is shown.
    pub(super) fn is_agreed(&self) -> bool {
        self.is_agreed
    }

    fn revision(&self) -> Option<&Arc<Revision>> {
        self.held.as_ref().map(|(.., revision)| revision)
    }
}

impl App {
    /// Does what the clerk asked of the report that comes back.
    pub(super) fn take_back(&mut self, wish: TakeBack) {
        let Some(desk) = self.desk.as_mut() else { return };
        match wish {
            TakeBack::File(path) => {
                desk.editing.seal();
                self.jobs.read_returned(path, desk.number, false);
                return;
            }
            TakeBack::Dropped(path) => {
                desk.editing.seal();
                self.jobs.read_returned(path, desk.number, true);
                return;
            }
            TakeBack::Cancel => {
                self.came_back = None;
                if desk.page == Page::Revised {
                    desk.page = Page::Text(desk.template.sections().first().cloned().unwrap_or_default());
                }
                return;
            }
            TakeBack::Take => return self.take_answers(),
            _ => {}
        }
        let Some(back) = &mut self.came_back else { return };
        match wish {
            TakeBack::Anyway => {
                back.is_agreed = true;
                desk.page = Page::Revised;
                self.dialog = None;
            }
            TakeBack::Select(change) => {
                back.selected = Some(change);
                back.jump = true;
            }
            TakeBack::Words(change, answer) => {
                back.answers.answer(change.clone(), answer);
                back.selected = Some(change);
            }
            TakeBack::All(section, answer) => {
                if let Some(revision) = back.revision().cloned() {
                    revision.answer_all(section.as_deref(), answer, &mut back.answers);
                }
            }
            TakeBack::Figure(number, answer) => {
                if let Some(revision) = back.revision().cloned()
                    && let Some(question) = revision.figures.get(number)
                {
                    back.answers.answer_figure(question, answer);
                }
            }
            TakeBack::File(_) | TakeBack::Dropped(_) | TakeBack::Take | TakeBack::Cancel => {}
        }
    }

    /// Takes what reading a file came to.
    pub(super) fn take_returned(&mut self, desk: u64, path: PathBuf, read: Result<Read, Error>) {
        // Another draft may lie on the desk by now.
        let Some(open) = self.desk.as_ref().filter(|open| open.number == desk) else { return };
        let returned = match read {
            Ok(Read::Returned(returned)) => *returned,
            Ok(Read::Foreign) => {
                self.dialog = Some(Dialog::Dropped(path));
                return;
            }
            Err(error) => return self.tell("没有收回修改稿", &error),
        };
        let kinship = returned.kinship(open.draft());
        let other = match &kinship {
            Kinship::Other(identity) => Some(self.whose(identity)),
            Kinship::Own | Kinship::Unknown => None,
        };
        self.came_back = Some(CameBack {
            desk,
            name: name_of(&path),
            path: path.clone(),
            returned: Arc::new(returned),
            kinship,
            is_agreed: false,
            held: None,
            holding: None,
            fault: None,
            answers: Answers::default(),
            selected: None,
            jump: false,
        });
        match other {
            Some(text) => self.dialog = Some(Dialog::OtherReport { text, path }),
            None => self.hold_returned(),
        }
    }

    /// Whose report came back, and whose draft is open, in a sentence.
    fn whose(&self, identity: &Identity) -> String {
        let name = |agency: &str, year: u16, edition: &str| {
            let agency = if agency.is_empty() { "未填单位" } else { agency };
            format!("{agency} {year} 年度（{edition} 版式）")
        };
        let theirs = name(&identity.agency, identity.year, &identity.edition);
        let own = self.desk.as_ref().map(|desk| {
            let draft = desk.draft();
            name(draft.field(Field::Agency).trim(), draft.year(), &draft.form().edition)
        });
        format!("这份 Word 文件是 {theirs} 的报告，打开的底稿是 {}。", own.unwrap_or_default())
    }

    /// Has the report held against the draft, off this thread, where it is not held against its present state.
    pub(super) fn hold_returned(&mut self) {
        let Some(desk) = &self.desk else {
            self.came_back = None;
            return;
        };
        let of = desk.saving();
        let Some(back) = &mut self.came_back else { return };
        if back.desk != of.desk {
            self.came_back = None;
            return;
        }
        let is_of = |(held, template, _): &(Saving, Arc<Template>, Arc<Revision>)| {
            *held == of && Arc::ptr_eq(template, &desk.template)
        };
        if back.holding.is_some() || back.held.as_ref().is_some_and(is_of) || back.fault.is_some() {
            return;
        }
        // A question that is still open about it comes first.
        if matches!(self.dialog, Some(Dialog::OtherReport { .. })) {
            return;
        }
        back.holding = Some(of);
        let held = Held {
            of,
            returned: Arc::clone(&back.returned),
            draft: desk.draft().clone(),
            template: Arc::clone(&desk.template),
        };
        self.jobs.hold_returned(held);
    }

    /// Takes what holding the report against that state of the draft came to.
    pub(super) fn take_revision(
        &mut self,
        of: Saving,
        template: Arc<Template>,
        revision: Result<Box<Revision>, Error>,
    ) {
        let Some(back) = self.came_back.as_mut().filter(|back| back.holding == Some(of)) else { return };
        back.holding = None;
        match revision {
            Ok(revision) => {
                let is_strange = back.kinship == Kinship::Unknown && revision.likeness < ALIKE;
                back.held = Some((of, template, Arc::new(*revision)));
                if back.is_agreed {
                    return;
                }
                if is_strange {
                    let text = "这份 Word 文件没有本程序的标记，内容也与本报告相差很远。".to_owned();
                    let path = back.path.clone();
                    self.dialog = Some(Dialog::OtherReport { text, path });
                } else {
                    self.take_back(TakeBack::Anyway);
                }
            }
            Err(error) if back.is_agreed => back.fault = Some(error),
            Err(error) => {
                self.came_back = None;
                self.tell("没有收回修改稿", &error);
            }
        }
    }

    /// 采纳所选, as one step.
    fn take_answers(&mut self) {
        let (Some(back), Some(desk)) = (&self.came_back, &self.desk) else { return };
        let Some((of, _, revision)) = &back.held else { return };
        // Places are those of the state that it was held against.
        if *of != desk.saving() {
            return;
        }
        let Some(edit) = revision.edit(desk.draft(), &back.name, &back.answers) else { return };
        let taken = revision.tally(None, &back.answers).taken;
        let edit = check::with_totals_that_follow(desk.draft(), edit);
        let text = format!("已从 {} 采纳 {taken} 处修改。Ctrl+Z 可全部撤销", back.name);
        if self.change(edit, true) {
            self.notice = Some(Notice { text, tone: Tone::Good });
        }
    }
}
