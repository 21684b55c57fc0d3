//! What is kept aside so that no work is lost, in a folder that only the user may enter.
//!
//! * [`Keep`]: the folder, and this process in it
//! * [`journal`]: the unsaved edits of one draft, as they are made
//! * [`held`]: what a journal holds
//! * [`recorder`]: the thread that writes journals
//! * [`left`]: journals that a process left behind: after a crash, or kept on purpose
//! * [`versions`]: the last saved versions of each draft

pub mod held;
pub mod journal;
pub mod left;
pub mod recorder;
pub mod versions;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::disk::{self, Access, Disk, Hold, Machine};
use super::places;
use super::trouble::{Doing, explain};
use crate::error::Error;

/// The folder, and this process in it.
pub struct Keep {
    disk: Arc<dyn Disk>,
    root: PathBuf,
    token: String,
    /// While it is held, other processes know that the journals of this one are at work.
    hold: Option<Box<dyn Hold>>,
}

impl Keep {
    /// The user's own; `None` where there is no home.
    ///
    /// # Errors
    /// The folder cannot be made or written to.
    pub fn of_user() -> Option<Result<Self, Error>> {
        places::state().map(|root| Self::at(Machine::shared(), root, disk::token()))
    }

    /// That folder, used by the process of that token.
    ///
    /// # Errors
    /// As [`Keep::of_user`].
    pub fn at(disk: Arc<dyn Disk>, root: PathBuf, token: &str) -> Result<Self, Error> {
        let mut keep = Self { disk, root, token: token.to_owned(), hold: None };
        let folder = keep.journals();
        let path = keep.session(token);
        let begin = || {
            keep.disk.make_folder(&folder)?;
            keep.disk.hold(&path, &[], Access::Owner)
        };
        keep.hold = Some(begin().map_err(|error| explain(&error, &folder, Doing::Writing))?);
        Ok(keep)
    }

    /// The disk it lies on.
    pub fn disk(&self) -> &Arc<dyn Disk> {
        &self.disk
    }

    /// The versions of all drafts.
    pub fn versions(&self) -> versions::Versions {
        versions::Versions::at(self.disk.clone(), self.root.join("versions"))
    }

    /// A new journal of this process.
    pub fn journal(&self) -> PathBuf {
        self.journals().join(format!("{}.{}.{}", self.token, disk::next_number(), left::ENDING))
    }

    fn journals(&self) -> PathBuf {
        self.root.join("journals")
    }

    fn dropped(&self) -> PathBuf {
        self.root.join("dropped")
    }

    fn session(&self, token: &str) -> PathBuf {
        self.journals().join(format!("{token}.alive"))
    }

    /// Whether the process that wrote a journal is gone.
    fn is_orphan(&self, journal: &Path) -> bool {
        let name = journal.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let token = name.split('.').next().unwrap_or_default();
        if token == self.token {
            return false;
        }
        match self.disk.is_held(&self.session(token)) {
            Ok(held) => !held,
            // Its session is no more. Where the file system has no locks nobody can tell, and what is offered twice
            // is better than what is never offered.
            Err(_) => true,
        }
    }
}

impl Drop for Keep {
    fn drop(&mut self) {
        if self.hold.is_some() {
            let _ = self.disk.remove(&self.session(&self.token));
        }
    }
}
