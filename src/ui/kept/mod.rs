//! Nothing lost, from the window's side: what is unsaved is recorded, what was left behind comes back, earlier versions
//! can be had, and a file that someone else has or has changed is not written over.
//!
//! * [`Kept`]: what the window keeps of it; `record.rs` tells the journal what was edited
//! * `on_disk.rs`: what is known of the draft's file
//! * `steps.rs`: what comes of each wish; `reading.rs`: the work off the painting thread
//! * `dialogs.rs`, `banner.rs`: what is asked and told; `told.rs`: differences in words

mod banner;
mod dialogs;
mod on_disk;
mod reading;
mod record;
mod steps;
mod told;

use std::sync::Arc;

use crate::store::kept::Keep;
use crate::store::kept::left::Found;
use crate::store::kept::recorder::{Announcer, Recorder};
use crate::store::kept::versions::Version;

use crate::draft::Draft;
use crate::error::Error;

pub(super) use banner::banner_ui;
pub(super) use dialogs::{KeptDialog, kept_dialog_ui};
pub(super) use on_disk::OnDisk;
pub(super) use reading::{Done, Opening, Report, left_behind, look, open, save, taken, versions_of};

/// What is asked of all this.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// Look again what was left behind.
    Find,
    /// Put what was left behind on the desk, by its place in the list.
    Recover(usize),
    /// Put it aside.
    Drop(usize),
    /// Put aside the journals that cannot be read.
    DropUnreadable,
    /// Close the window; what is unsaved comes back at the next start. With `true` from now on always.
    KeepAndQuit(bool),
    /// Have the versions of the open draft looked for.
    Versions,
    /// Make the open draft what that version was.
    Restore(usize),
    /// Hold the open draft against that version.
    CompareVersion(usize),
    /// What is in the window takes the place of what someone else wrote to the file.
    UseMine,
    /// The draft becomes what the file holds now.
    UseTheirs,
    /// Hold the open draft against what the file holds now.
    CompareTheirs,
    /// Edit although someone else has the draft open.
    TakeOver,
}

/// The journal that is being written, and for which draft.
struct Recording {
    desk: u64,
    about: crate::store::kept::journal::About,
}

/// What the window keeps so that nothing is lost.
#[derive(Default)]
pub(super) struct Kept {
    /// `None` where there is no folder for it.
    keep: Option<Arc<Keep>>,
    recorder: Option<Recorder>,
    recording: Option<Recording>,
    /// The journal of an earlier process that the draft on the desk came back from: its own is written in its place.
    claimed: Option<std::path::PathBuf>,
    left: Found,
    /// Those that cannot be read with the reason.
    versions: Vec<(Version, Result<Draft, Error>)>,
    /// Whether the window had the keyboard in the frame before.
    had_focus: bool,
}

impl Kept {
    /// What a save needs: where versions are kept, and what the journal is told by.
    pub(super) fn for_saving(&self) -> (Option<Arc<Keep>>, Option<Announcer>) {
        (self.keep(), self.recorder.as_ref().and_then(Recorder::announcer))
    }

    /// Where it is kept.
    pub(super) fn keep(&self) -> Option<Arc<Keep>> {
        self.keep.clone()
    }
}
