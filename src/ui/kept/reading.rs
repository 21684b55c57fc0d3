//! The work off the painting thread: files opened and saved with their locks, what was left behind, versions.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::draft::{self, Draft};
use crate::error::Error;
use crate::store::disk::{Disk, Machine};
use crate::store::drafts::{self, Save, Saved, Theirs};
use crate::store::kept::Keep;
use crate::store::kept::left::Found;
use crate::store::kept::versions::Version;
use crate::store::lock::{self, Holder, Locking};
use crate::store::stamp::{Digest, Stamp};

/// A draft that was opened to be edited.
pub struct Opening {
    /// What the file holds.
    pub(super) draft: Draft,
    pub(super) stamp: Stamp,
    pub(super) locking: Locking,
}

/// What came of a save.
pub struct Done {
    pub(super) saved: Saved,
    /// The lock of another file than before.
    pub(super) locking: Option<Locking>,
}

/// What was found out.
pub enum Report {
    /// What was left behind. With `true` the window has just been started, otherwise she asked.
    Left(Found, bool),
    /// The versions of the draft on the desk of that number, newest first.
    Versions(u64, Vec<(Version, Result<Draft, Error>)>),
    /// How the file of that desk's draft looks now.
    Looked(u64, Result<Option<Box<Theirs>>, Error>),
}

/// Opens a draft and marks it as open here.
pub fn open(path: &Path) -> Result<Opening, Error> {
    let disk = Machine::shared();
    // The lock first: who saves in between is seen by the digest all the same.
    let locking = lock::take(&disk, path);
    let (draft, stamp) = drafts::open_on(&*disk, path)?;
    Ok(Opening { draft, stamp, locking })
}

/// Saves a draft; `announce` is told what the file will hold before it does. `known` is what the file may hold; `None`
/// for a file that is new to the window.
pub fn save(
    keep: Option<&Arc<Keep>>,
    announce: impl FnOnce(Digest),
    path: &Path,
    draft: &Draft,
    known: Option<&[Digest]>,
) -> Result<Done, Error> {
    let disk = Machine::shared();
    let text = draft::write(draft)?;
    let locking = match known {
        Some(_) => None,
        None => Some(lock_of_another(&disk, path)?),
    };
    announce(Digest::of(text.as_bytes()));
    let versions = keep.map(|keep| keep.versions());
    let save = Save { disk: &*disk, known, versions: versions.as_ref() };
    Ok(Done { saved: save.save(path, &text)?, locking })
}

/// A draft that someone works on is not written over.
fn lock_of_another(disk: &Arc<dyn Disk>, path: &Path) -> Result<Locking, Error> {
    match lock::take(disk, path) {
        Locking::Theirs(holder) if !holder.is_me() => Err(taken(path, &holder)),
        locking => Ok(locking),
    }
}

/// Someone works on the draft that was to be written over. Who it is stands where the file does: that part of an error
/// is in no problem report.
pub fn taken(path: &Path, holder: &Holder) -> Error {
    Error::new("别人正在用这份底稿，没有覆盖")
        .about(format!("{}（{}）", path.display(), holder.words()))
        .hint("请换一个文件名")
}

/// Everything that earlier processes left behind. What is in its file already is cleared away.
pub fn left_behind(keep: &Keep, at_start: bool) -> Report {
    let mut found = keep.left_behind();
    found.left.retain(|left| {
        let is_done = !left.is_dropped && left.is_in_file();
        if is_done {
            let _ = keep.disk().remove(&left.journal);
        }
        !is_done
    });
    Report::Left(found, at_start)
}

/// The versions of a draft.
pub fn versions_of(keep: &Keep, path: &Path, desk: u64) -> Report {
    let versions = keep.versions();
    let opened = |version: Version| (version.clone(), versions.open(&version));
    Report::Versions(desk, versions.list(path).into_iter().map(opened).collect())
}

/// How the file looks now.
pub fn look(path: PathBuf, stamp: Stamp, known: Vec<Digest>, desk: u64) -> Report {
    Report::Looked(desk, drafts::look(&Machine, &path, &stamp, &known).map(|theirs| theirs.map(Box::new)))
}
