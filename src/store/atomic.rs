//! Files that are written whole or not at all: a crash or a full disk leaves the old file.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use tempfile::{Builder, NamedTempFile};

use super::trouble::{Doing, explain};
use crate::error::Error;

/// Puts `bytes` in place of what is at `path`, if anything. A link is followed to its target, and
/// the permissions of an existing file are kept.
///
/// # Errors
/// The system refuses, or the existing file is marked read-only. The old file is untouched then.
pub fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    replace(path, |file| file.write_all(bytes)).map_err(|error| explain(&error, path, Doing::Writing))
}

/// The same of pieces that come one after the other, so that they need not be in memory together.
///
/// # Errors
/// As [`write_whole`], and the first error among the pieces.
pub fn write_pieces(
    path: &Path,
    pieces: impl IntoIterator<Item = Result<Vec<u8>, Error>>,
) -> Result<(), Error> {
    let mut fault = None;
    let fill = |file: &mut File| {
        let mut file = io::BufWriter::new(file);
        for piece in pieces {
            match piece {
                Ok(piece) => file.write_all(&piece)?,
                Err(error) => {
                    fault = Some(error);
                    return Err(ErrorKind::Other.into());
                }
            }
        }
        file.flush()
    };
    let written = replace(path, fill);
    written.map_err(|error| fault.unwrap_or_else(|| explain(&error, path, Doing::Writing)))
}

/// What came of writing a file that should not be there yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[must_use]
pub enum Creation {
    /// It was not there; now it is.
    Written,
    /// Something stands there already and was left alone.
    AlreadyThere,
}

/// Writes a file that is not there yet.
///
/// # Errors
/// As [`write_whole`].
pub fn write_new(path: &Path, bytes: &[u8]) -> Result<Creation, Error> {
    let write = || -> io::Result<()> {
        let folder = folder_of(path);
        let mut file = temporary_in(folder)?;
        file.write_all(bytes)?;
        file.as_file().sync_all()?;
        file.persist_noclobber(path)?;
        sync_folder(folder);
        Ok(())
    };
    match write() {
        Ok(()) => Ok(Creation::Written),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(Creation::AlreadyThere),
        Err(error) => Err(explain(&error, path, Doing::Writing)),
    }
}

/// The one way a file is replaced: a temporary file in the same folder, filled, on the disk, renamed.
/// The temporary file goes away by itself whenever a step fails.
fn replace(path: &Path, fill: impl FnOnce(&mut File) -> io::Result<()>) -> io::Result<()> {
    let target = target_of(path)?;
    let old = match fs::metadata(&target) {
        Ok(metadata) if metadata.is_dir() => return Err(ErrorKind::IsADirectory.into()),
        // Renaming would go through, but a file marked read-only is not meant to change.
        Ok(metadata) if metadata.permissions().readonly() => return Err(ErrorKind::PermissionDenied.into()),
        Ok(metadata) => Some(metadata.permissions()),
        Err(error) if error.kind() == ErrorKind::NotFound => None,
        Err(error) => return Err(error),
    };
    let folder = folder_of(&target);
    let mut file = temporary_in(folder)?;
    fill(file.as_file_mut())?;
    if let Some(permissions) = old {
        file.as_file().set_permissions(permissions)?;
    }
    file.as_file().sync_all()?;
    file.persist(&target)?;
    sync_folder(folder);
    Ok(())
}

/// Where a link leads, through several if need be; the path itself where it is none. The target
/// need not exist.
fn target_of(path: &Path) -> io::Result<PathBuf> {
    /// As many links as Linux itself follows.
    const MOST: usize = 40;
    let mut target = path.to_owned();
    for _ in 0..MOST {
        match fs::read_link(&target) {
            Ok(next) => target = folder_of(&target).join(next),
            Err(_) => return Ok(target),
        }
    }
    Err(io::Error::other("符号链接首尾相接"))
}

fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

fn temporary_in(folder: &Path) -> io::Result<NamedTempFile> {
    let mut builder = Builder::new();
    builder.prefix(".nianbao-").suffix(".tmp");
    // A new file gets what the user's umask allows, not the secrecy of a temporary one.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder.tempfile_in(folder)
}

/// Makes the renaming itself last through a power cut. The file is whole and in place by then, and
/// some file systems cannot do this, so a refusal is no failure.
fn sync_folder(folder: &Path) {
    #[cfg(unix)]
    let _ = File::open(folder).and_then(|folder| folder.sync_all());
    #[cfg(not(unix))]
    let _ = folder;
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The files of a folder by name: what a failed step leaves lying about would show here.
    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn a_write_that_fails_halfway_leaves_the_old_file_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("金塘镇-2018.nianbao");
        fs::write(&path, "旧").unwrap();
        let failed = replace(&path, |file| {
            file.write_all("新的一半".as_bytes())?;
            Err(ErrorKind::StorageFull.into())
        });
        assert_eq!(failed.unwrap_err().kind(), ErrorKind::StorageFull);
        assert_eq!(fs::read_to_string(&path).unwrap(), "旧");
        assert_eq!(names(folder.path()), ["金塘镇-2018.nianbao"]);
    }

    #[test]
    fn what_is_there_is_replaced_only_where_that_is_meant() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.nianbao");
        assert_eq!(write_new(&path, b"one").unwrap(), Creation::Written);
        assert_eq!(write_new(&path, b"two").unwrap(), Creation::AlreadyThere);
        assert_eq!(fs::read(&path).unwrap(), b"one");
        write_whole(&path, b"two").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"two");
        assert_eq!(names(folder.path()), ["a.nianbao"]);
    }

    #[cfg(unix)]
    #[test]
    fn permissions_are_kept_and_links_followed() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let folder = tempfile::tempdir().unwrap();
        let (path, link) = (folder.path().join("a.nianbao"), folder.path().join("link.nianbao"));
        fs::write(&path, "旧").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        symlink("a.nianbao", &link).unwrap();
        write_whole(&link, "新".as_bytes()).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "新");
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);
    }

    #[test]
    fn a_file_marked_read_only_is_not_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.nianbao");
        fs::write(&path, "旧").unwrap();
        let mut permissions = fs::metadata(&path).unwrap().permissions();
        permissions.set_readonly(true);
        fs::set_permissions(&path, permissions).unwrap();
        let refused = write_whole(&path, b"new").unwrap_err();
        assert!(refused.what.contains("只读") && refused.subject.contains("a.nianbao"), "{refused}");
        assert_eq!(fs::read_to_string(&path).unwrap(), "旧");
    }

    #[test]
    fn a_folder_is_no_file() {
        let folder = tempfile::tempdir().unwrap();
        assert!(write_whole(folder.path(), b"x").unwrap_err().what.contains("文件夹"));
        let nowhere = folder.path().join("没有").join("a.nianbao");
        assert!(write_whole(&nowhere, b"x").unwrap_err().what.contains("文件夹不存在"));
    }
}
