//! What jobs report, and what for.

use std::path::PathBuf;
use std::sync::Arc;

use super::command::Purpose;
use super::exports::Exported;
use super::import::View;
use super::kept::{self, Done, Opening};
use super::revised::Read;
use super::rollup::{Gathered, Reading, Summed};
use super::templates::Found;
use crate::audit::Finding;
use crate::draft::{Draft, Picture, Pixels};
use crate::error::Error;
use crate::import::revised::Revision;
use crate::report::Template;
use crate::rollup::Roster;
use crate::store;
use crate::store::print::Printed;
use crate::store::recent::Recent;
use crate::store::stamp::Digest;

/// What a job came to.
pub enum Outcome {
    /// A draft was read.
    Opened(PathBuf, Result<Box<Opening>, Error>),
    /// A draft to compare with was read, for the desk of that number.
    Compared(u64, Result<Box<Draft>, Error>),
    /// That state of that desk was written, or was to be: the digest is of what it would be.
    Saved { path: PathBuf, of: Saving, digest: Option<Digest>, result: Result<Done, Error> },
    /// Something about unsaved work, versions, or a file that others write too.
    OfKept(kept::Report),
    /// An export came to its end.
    Exported(Result<Exported, Error>),
    /// A report of so many pages was printed, or opened to be.
    Printed(Result<(usize, Printed), Error>),
    /// A file was opened with the system's program.
    Shown(Result<(), Error>),
    /// A path was chosen, or nothing.
    Chosen(Wish, Option<PathBuf>),
    /// No dialog service answered: ask for the path in the window.
    NoDialog(Wish, PathBuf),
    /// The list of recent drafts with one more or less, and whether it was kept.
    Remembered(Recent, Result<(), Error>),
    /// Which of the recent drafts are not where they were.
    Gone(Vec<PathBuf>),
    /// The user's own templates in that folder.
    Templates(PathBuf, Vec<Found>),
    /// Where a copy of a built-in template was put.
    Copied(Result<PathBuf, Error>),
    /// Whether the settings were kept.
    Kept(Result<(), Error>),
    /// A picture was read for that section of the desk of that number.
    PictureRead(u64, String, Result<Picture, Error>),
    /// A picture was made small.
    Shrunk(Picture, Result<Pixels, Error>),
    /// A report that comes back was read, for the desk of that number, from that file.
    CameBack(u64, PathBuf, Result<Read, Error>),
    /// A report that came back was held against that state of a draft, composed by that template.
    Held(Saving, Arc<Template>, Result<Box<Revision>, Error>),
    /// What the audit says of that state of that desk.
    Audited(Saving, Vec<Finding>),
    /// The units' files were read, for the collection of that number.
    Gathered(u64, Arc<Reading>, Result<Gathered, Error>),
    /// A roster was read for the collection of that number.
    RosterRead(u64, PathBuf, Result<Roster, Error>),
    /// The roster of the collection of that number was written.
    RosterKept(u64, PathBuf, Result<Option<PathBuf>, Error>),
    /// The units of the collection of that number were added up, for that state of a 汇总 or for a new one.
    SummedUp(u64, Option<Saving>, Summed),
    /// The text for that unit, to be sent.
    Letter(String, Result<Option<String>, Error>),
    /// What stands in a folder.
    Listed(PathBuf, Vec<store::paths::Inside>),
    /// Something for the units or for others was written: what is told of it.
    Given(Result<String, Error>),
    /// A document of that number was read and understood.
    Understood(u64, Result<Box<View>, Error>),
    /// A job ended in a fault of the program.
    Failed,
}

/// What a path is asked for, and for which desk's draft: another may lie there when it is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wish {
    /// What for.
    pub purpose: Purpose,
    /// Number of the desk; 0 for none.
    pub desk: u64,
}

/// What a save wrote: which desk's draft, in which state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Saving {
    /// Number of the desk.
    pub desk: u64,
    /// Number of its state.
    pub state: u64,
}
