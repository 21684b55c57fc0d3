//! Whether a file is still the one that was read or written: its digest, and what is seen of it without reading.

use std::fmt;
use std::io;
use std::path::Path;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::disk::Disk;

/// The SHA-256 of a file's bytes, in hexadecimal.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Digest(String);

impl Digest {
    /// That of these bytes.
    pub fn of(bytes: &[u8]) -> Self {
        use std::fmt::Write as _;
        let mut text = String::with_capacity(64);
        for byte in Sha256::digest(bytes) {
            // A string takes all.
            let _ = write!(text, "{byte:02x}");
        }
        Self(text)
    }

    /// Its first sixteen digits: enough to tell the versions of a file apart.
    pub fn short(&self) -> &str {
        self.0.get(..16).unwrap_or(&self.0)
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A file as it was when it was read or written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamp {
    /// What it held.
    pub digest: Digest,
    /// Length in bytes and time of writing, as the disk tells them; `None` where it did not.
    seen: Option<(u64, u128)>,
}

impl Stamp {
    /// The stamp of a file that holds these bytes.
    pub fn of(disk: &dyn Disk, path: &Path, bytes: &[u8]) -> Self {
        Self { digest: Digest::of(bytes), seen: seen(disk, path).ok() }
    }

    /// Whether the file looks as it did then, without reading it.
    ///
    /// # Errors
    /// It is not there, or cannot be looked at.
    pub fn still_looks_so(&self, disk: &dyn Disk, path: &Path) -> io::Result<bool> {
        Ok(self.seen == Some(seen(disk, path)?))
    }
}

fn seen(disk: &dyn Disk, path: &Path) -> io::Result<(u64, u128)> {
    disk.status(path).map(|status| (status.length, status.modified))
}
