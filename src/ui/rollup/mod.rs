//! 汇总下级单位: the files of many units collected, looked at, and added up into one draft.
//!
//! * this file: what is asked of a collection; `steps.rs`: what comes of it
//! * `reading.rs`: the work off the painting thread
//! * `view.rs`: what the page shows; `page.rs`: the page, `list.rs` its units, `unit_pane.rs` the chosen one
//! * `give.rs`: what is given back to the units and handed on
//! * `parts.rs`: in the right pane of a 汇总, what each unit gave to a cell

mod give;
mod jobs;
mod list;
mod page;
mod parts;
mod reading;
mod steps;
mod unit_pane;
mod view;

use std::path::PathBuf;
use std::sync::Arc;

pub use give::Give;
pub(super) use give::{give, letter};
pub(super) use page::rollup_ui;
pub(super) use parts::parts_ui;
pub use reading::{Gathered, Reading, Summed, Task};
pub(super) use reading::{gather, sum_up};

use view::{Of, View};

use crate::error::Error;
use crate::store::paths;
use crate::store::units::Listed;

/// What the clerk asks of the units being collected.
#[derive(Debug, Clone, PartialEq)]
pub enum Step {
    /// Collect these folders and files too.
    Take(Vec<PathBuf>),
    /// Read what is new or has changed.
    Reread,
    /// Read this file, whether it has changed or not.
    RereadFile(String),
    /// Read no further.
    CallOff,
    /// Show more of a unit.
    Select(Of),
    /// Of several files of a unit, take this one.
    Choose(String),
    /// A file is of that unit.
    Name(String, String),
    /// Put an agency on the roster.
    Expect(String),
    /// Expect the units of this roster.
    Roster(PathBuf),
    /// Expect nobody: take every agency as it comes.
    NoRoster,
    /// Make a roster of the units that have reported.
    RosterOfUnits,
    /// Ask where the roster is kept.
    KeepRoster,
    /// Keep the roster in this file.
    SaveRoster(PathBuf),
    /// It is that agency's 汇总.
    Agency(String),
    /// It is that year's.
    Year(u16),
    /// Open the file of a unit: a draft on the desk, a document on the page of imports.
    OpenUnit(String),
    /// Put what is to be sent to this unit into the clipboard.
    CopyLetter(String),
    /// Ask where this is written.
    AskGive(Give),
    /// Write this there.
    Give(Give, PathBuf),
    /// Add up: a draft of scope 汇总.
    Make,
    /// The 汇总 on the desk takes the sums as they are now.
    Update,
    /// Put the collection away.
    Close,
}

/// The units being collected.
pub(super) struct Rollup {
    /// Tells it from those before it, whose reading may still come to an end.
    number: u64,
    /// The folders and files that were given.
    paths: Vec<PathBuf>,
    /// What stood in them when they were last read.
    files: Vec<Listed>,
    /// The file of the roster; `None` where there is no roster, or it is in no file yet.
    roster_file: Option<PathBuf>,
    /// The roster is not in its file as it is now.
    is_roster_changed: bool,
    /// Why a roster was not read.
    roster_trouble: Option<Error>,
    /// What is shown; `None` while it is read for the first time.
    view: Option<Box<View>>,
    /// The reading under way.
    reading: Option<Arc<Reading>>,
    /// Sums are being made.
    is_adding: bool,
}

impl Rollup {
    fn new(number: u64) -> Self {
        Self {
            number,
            paths: Vec::new(),
            files: Vec::new(),
            roster_file: None,
            is_roster_changed: false,
            roster_trouble: None,
            view: None,
            reading: None,
            is_adding: false,
        }
    }

    /// What the page and the navigation call it: the folder, or how many files.
    pub(super) fn title(&self) -> String {
        match self.paths.as_slice() {
            [one] => paths::name_of(one),
            [first, ..] => format!("{} 等 {} 处", paths::name_of(first), self.paths.len()),
            [] => String::new(),
        }
    }

    /// What the navigation says: its name, and for how many units someone has to do something.
    pub(super) fn entry(&self) -> (String, usize) {
        (self.title(), self.view.as_ref().map_or(0, |view| view.open()))
    }

    /// The folder that the units' files lie in.
    pub(super) fn folder(&self) -> Option<PathBuf> {
        let first = self.paths.first()?;
        match paths::is_folder(first) {
            true => Some(first.clone()),
            false => first.parent().map(PathBuf::from),
        }
    }

    /// Where the file lies that is called so in the list.
    fn path_of(&self, file: &str) -> Option<PathBuf> {
        self.files.iter().find(|listed| listed.name == file).map(|listed| listed.path.clone())
    }
}
