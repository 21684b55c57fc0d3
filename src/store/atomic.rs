//! Files that are written whole or not at all: a crash or a full disk leaves the old file.

use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use super::disk::{self, Access, Disk, Machine, Output, folder_of};
use super::trouble::{Doing, explain};
use crate::error::Error;

/// Puts `bytes` in place of what is at `path`, if anything. A link is followed to its target, and
/// the permissions of an existing file are kept.
///
/// # Errors
/// The system refuses, or the existing file is marked read-only. The old file is untouched then.
pub fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    write_whole_on(&Machine, path, bytes)
}

/// The same on any disk.
///
/// # Errors
/// As [`write_whole`].
pub fn write_whole_on(disk: &dyn Disk, path: &Path, bytes: &[u8]) -> Result<(), Error> {
    replace(disk, path, |file| file.write_all(bytes)).map_err(|error| explain(&error, path, Doing::Writing))
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
    let written = replace(&Machine, path, |file| fill(file, pieces, &mut fault));
    written.map_err(|error| fault.unwrap_or_else(|| explain(&error, path, Doing::Writing)))
}

/// Writes pieces as they come; `fault` is the error of one that did not.
fn fill(
    file: &mut dyn Write,
    pieces: impl IntoIterator<Item = Result<Vec<u8>, Error>>,
    fault: &mut Option<Error>,
) -> io::Result<()> {
    let mut file = io::BufWriter::new(file);
    for piece in pieces {
        match piece {
            Ok(piece) => file.write_all(&piece)?,
            Err(error) => {
                *fault = Some(error);
                return Err(ErrorKind::Other.into());
            }
        }
    }
    file.flush()
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
    created(create(&Machine, path, |file| file.write_all(bytes)), path)
}

/// The same of pieces that come one after the other.
///
/// # Errors
/// As [`write_pieces`].
pub fn write_new_pieces(
    path: &Path,
    pieces: impl IntoIterator<Item = Result<Vec<u8>, Error>>,
) -> Result<Creation, Error> {
    let mut fault = None;
    let written = create(&Machine, path, |file| fill(file, pieces, &mut fault));
    match fault {
        Some(error) => Err(error),
        None => created(written, path),
    }
}

/// A temporary file in the same folder, filled, on the disk, and there under its name unless another is.
fn create(
    disk: &dyn Disk,
    path: &Path,
    fill: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
    let mut file = Temporary::beside(disk, path, Access::Usual)?;
    file.fill(fill)?;
    disk.rename_new(&file.path, path)?;
    file.is_placed = true;
    disk.sync_folder(folder_of(path))
}

fn created(written: io::Result<()>, path: &Path) -> Result<Creation, Error> {
    match written {
        Ok(()) => Ok(Creation::Written),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(Creation::AlreadyThere),
        Err(error) => Err(explain(&error, path, Doing::Writing)),
    }
}

/// The one way a file is replaced: a temporary file in the same folder, filled, on the disk, renamed.
/// The temporary file goes away by itself whenever a step fails.
///
/// # Errors
/// As the system says. Only where the name itself could not be brought onto the disk is the new file in place.
pub(super) fn replace(
    disk: &dyn Disk,
    path: &Path,
    fill: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
    let target = disk.target(path)?;
    let access = match disk.status(&target) {
        Ok(status) if status.is_folder => return Err(ErrorKind::IsADirectory.into()),
        // Renaming would go through, but a file marked read-only is not meant to change.
        Ok(status) if status.is_read_only => return Err(ErrorKind::PermissionDenied.into()),
        Ok(status) => status.permissions.map_or(Access::Usual, Access::Like),
        Err(error) if error.kind() == ErrorKind::NotFound => Access::Usual,
        Err(error) => return Err(error),
    };
    let mut file = Temporary::beside(disk, &target, access)?;
    file.fill(fill)?;
    disk.rename(&file.path, &target)?;
    file.is_placed = true;
    disk.sync_folder(folder_of(&target))
}

/// Puts a file of the user's own in place: nobody else may read it.
///
/// # Errors
/// As [`replace`].
pub(super) fn replace_private(disk: &dyn Disk, path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = Temporary::beside(disk, path, Access::Owner)?;
    file.fill(|output| output.write_all(bytes))?;
    disk.rename(&file.path, path)?;
    file.is_placed = true;
    disk.sync_folder(folder_of(path))
}

/// As [`replace_private`], and leaves the file open for what follows.
///
/// # Errors
/// As [`replace`].
pub(super) fn begin_private(disk: &dyn Disk, path: &Path, bytes: &[u8]) -> io::Result<Box<dyn Output>> {
    let mut file = Temporary::beside(disk, path, Access::Owner)?;
    let Some(mut output) = file.output.take() else { return Err(ErrorKind::Other.into()) };
    output.write_all(bytes)?;
    output.sync()?;
    disk.rename(&file.path, path)?;
    file.is_placed = true;
    disk.sync_folder(folder_of(path))?;
    Ok(output)
}

/// How the temporary files of the process of that token begin. Who finds it dead may take them away.
pub(super) fn temporary_prefix(token: &str) -> String {
    format!(".nianbao-{token}-")
}

/// A file not yet under its name; it goes away unless it comes there.
struct Temporary<'a> {
    disk: &'a dyn Disk,
    path: PathBuf,
    output: Option<Box<dyn Output>>,
    is_placed: bool,
}

impl<'a> Temporary<'a> {
    fn beside(disk: &'a dyn Disk, path: &Path, access: Access) -> io::Result<Self> {
        let name = format!("{}{}.tmp", temporary_prefix(disk::token()), disk::next_number());
        let path = folder_of(path).join(name);
        let output = disk.create(&path, access)?;
        Ok(Self { disk, path, output: Some(output), is_placed: false })
    }

    /// Fills it, returns once that is on the disk, and closes it.
    fn fill(&mut self, fill: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
        let Some(mut output) = self.output.take() else { return Ok(()) };
        fill(&mut output)?;
        output.sync()
    }
}

impl Drop for Temporary<'_> {
    fn drop(&mut self) {
        self.output = None;
        if !self.is_placed {
            // The first error is the one to tell of.
            let _ = self.disk.remove(&self.path);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

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
        let failed = replace(&Machine, &path, |file| {
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
