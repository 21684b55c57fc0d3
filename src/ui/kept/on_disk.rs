//! What the window knows of the open draft's file.

use crate::store::drafts::Theirs;
use crate::store::lock::{Holder, Lock, Locking};
use crate::store::stamp::{Digest, Stamp};

/// The open draft's file; nothing for a draft that has none.
#[derive(Default)]
pub struct OnDisk {
    /// What it held when it was last read or written here.
    pub(super) stamp: Option<Stamp>,
    /// What it may hold without anyone else having written it.
    pub(in crate::ui) known: Vec<Digest>,
    /// It is marked as open here.
    pub(super) lock: Option<Lock>,
    /// Someone else has it open: it can only be read here.
    pub(super) holder: Option<Holder>,
    /// Someone else has written it, and she has not said yet what is to become of it.
    pub(super) theirs: Option<Box<Theirs>>,
    /// She was told that it is gone.
    pub(super) is_gone: bool,
}

impl OnDisk {
    /// A file just read or written.
    pub(super) fn new(stamp: Stamp, locking: Locking) -> Self {
        let (lock, holder) = match locking {
            Locking::Ours(lock) => (Some(lock), None),
            Locking::Theirs(holder) => (None, Some(holder)),
            Locking::Without { .. } => (None, None),
        };
        let known = vec![stamp.digest.clone()];
        Self { stamp: Some(stamp), known, lock, holder, ..Self::default() }
    }

    /// Who else has it open, where that keeps her from editing.
    pub fn holder(&self) -> Option<&Holder> {
        self.holder.as_ref()
    }

    /// The file was written here.
    pub(super) fn wrote(&mut self, stamp: Stamp) {
        self.known.push(stamp.digest.clone());
        (self.stamp, self.is_gone) = (Some(stamp), false);
    }
}
