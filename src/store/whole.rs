//! Files read whole, up to a size.

use std::io;
use std::path::Path;

use super::disk::{Disk, Machine};
use super::trouble::{Doing, explain};
use crate::error::Error;

/// What a file is read as.
#[derive(Debug, Clone, Copy)]
pub(super) struct Kind {
    /// The largest that is read, in bytes.
    pub largest: u64,
    /// What a folder is not, and what to do then.
    pub folder: (&'static str, &'static str),
    /// What to do where the path is a pipe or a device.
    pub no_file: &'static str,
    /// What a larger one is not: “不是年报底稿”.
    pub too_large: &'static str,
    /// What to do then.
    pub hint: &'static str,
}

/// Reads a file.
///
/// # Errors
/// It is missing, a folder, no ordinary file or too large. Every error names it.
pub(super) fn read(path: &Path, kind: Kind) -> Result<Vec<u8>, Error> {
    read_on(&Machine, path, kind)
}

/// The same on any disk.
///
/// # Errors
/// As [`read`].
pub(super) fn read_on(disk: &dyn Disk, path: &Path, kind: Kind) -> Result<Vec<u8>, Error> {
    let trouble = |error: io::Error| explain(&error, path, Doing::Reading);
    let status = disk.status(path).map_err(trouble)?;
    if status.is_folder {
        let (what, hint) = kind.folder;
        return Err(Error::new(what).hint(hint).about(path.display().to_string()));
    }
    // A pipe or a device could keep the window waiting for ever.
    if !status.is_file {
        return Err(Error::new("这不是普通文件").hint(kind.no_file).about(path.display().to_string()));
    }
    let too_large = || {
        Error::new(format!("文件超过 {} MB，{}", kind.largest / 1024 / 1024, kind.too_large))
            .hint(kind.hint)
            .about(path.display().to_string())
    };
    if status.length > kind.largest {
        return Err(too_large());
    }
    // The file may have grown since it was measured.
    let bytes = disk.read(path, kind.largest + 1).map_err(trouble)?;
    if bytes.len() as u64 > kind.largest {
        return Err(too_large());
    }
    Ok(bytes)
}
