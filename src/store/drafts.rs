//! Drafts on disk.

use std::io::ErrorKind;
use std::path::Path;

use super::atomic::{self, Creation};
use super::clock;
use super::disk::{Disk, Machine};
use super::kept::versions::Versions;
use super::stamp::{Digest, Stamp};
use super::trouble::{Doing, explain};
use super::whole::{self, Kind};
use crate::draft::{self, Draft};
use crate::error::Error;

/// The largest file that is read as a draft, in bytes; one without pictures has a few thousand. Pictures at
/// their most ([`draft::MOST_TOGETHER`]) are a third longer in it.
pub const LARGEST: u64 = 32 * 1024 * 1024;

const DRAFT: Kind = Kind {
    largest: LARGEST,
    folder: ("这是文件夹，不是底稿", "请指明文件夹里的 .nianbao 文件"),
    no_file: "请指明一份 .nianbao 底稿",
    too_large: "不是年报底稿",
    hint: "底稿文件以 .nianbao 结尾，由本程序保存",
};

/// Opens a draft.
///
/// # Errors
/// The file is missing, a folder, too large or no draft this program can read. Every error names
/// the file.
pub fn open(path: &Path) -> Result<Draft, Error> {
    // Without a stamp: of a hundred thousand drafts read to be added up, nobody asks whether they changed.
    read(path, whole::read_on(&Machine, path, DRAFT)?)
}

/// Opens a draft on any disk, with the stamp that tells whether the file is still this one.
///
/// # Errors
/// As [`open()`].
pub fn open_on(disk: &dyn Disk, path: &Path) -> Result<(Draft, Stamp), Error> {
    let bytes = whole::read_on(disk, path, DRAFT)?;
    let stamp = Stamp::of(disk, path, &bytes);
    Ok((read(path, bytes)?, stamp))
}

/// Saves a draft: whole or not at all.
///
/// # Errors
/// As [`draft::write`] and [`atomic::write_whole`].
pub fn save(path: &Path, draft: &Draft) -> Result<(), Error> {
    atomic::write_whole(path, draft::write(draft)?.as_bytes())
}

/// How a draft in the window is saved.
pub struct Save<'a> {
    /// Where.
    pub disk: &'a dyn Disk,
    /// What the file may hold: what was read from it or written to it. `None`: whatever it holds is replaced, as she
    /// said.
    pub known: Option<&'a [Digest]>,
    /// Where versions are kept; `None` for nowhere.
    pub versions: Option<&'a Versions>,
}

/// What a save came to.
pub enum Saved {
    /// It is on the disk. The error tells that its version was not kept.
    Written(Stamp, Option<Error>),
    /// The file holds something else than was read from it or written to it; it was left alone.
    Changed(Box<Theirs>),
}

/// A draft's file that someone else has written.
#[derive(Debug, Clone)]
pub struct Theirs {
    /// What it holds, as far as it is a draft.
    pub draft: Result<Draft, Error>,
    /// Its stamp.
    pub stamp: Stamp,
}

impl Save<'_> {
    /// Saves: whole or not at all, and never over what someone else has written meanwhile. What is replaced and
    /// what is written is kept as a version.
    ///
    /// # Errors
    /// As [`save`]. The file is as it was, or, where only its name could not be brought onto the disk, the new one.
    pub fn save(&self, path: &Path, text: &str) -> Result<Saved, Error> {
        let (now, mut unkept) = (clock::now(), None);
        match self.disk.read(path, LARGEST + 1) {
            Ok(old) => {
                let stamp = Stamp::of(self.disk, path, &old);
                let is_known = |known: &[Digest]| known.contains(&stamp.digest);
                // Who wrote the very same has no quarrel.
                let is_same = old == text.as_bytes();
                if !is_same && self.known.is_some_and(|known| !is_known(known)) {
                    return Ok(Saved::Changed(Box::new(Theirs { draft: read(path, old), stamp })));
                }
                if old.len() as u64 <= LARGEST {
                    unkept = self.versions.and_then(|versions| versions.keep(path, &old, now).err());
                }
            }
            // Gone, or never there: it is written anew.
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            Err(error) if self.known.is_some() => return Err(explain(&error, path, Doing::Reading)),
            Err(_) => {}
        }
        atomic::write_whole_on(self.disk, path, text.as_bytes())?;
        let stamp = Stamp::of(self.disk, path, text.as_bytes());
        let kept = self.versions.and_then(|versions| versions.keep(path, text.as_bytes(), now).err());
        Ok(Saved::Written(stamp, kept.or(unkept)))
    }
}

/// Looks whether a draft's file is still the one that was read or written: `None` where it is.
///
/// # Errors
/// It is gone or cannot be read.
pub fn look(disk: &dyn Disk, path: &Path, stamp: &Stamp, known: &[Digest]) -> Result<Option<Theirs>, Error> {
    if stamp.still_looks_so(disk, path).map_err(|error| explain(&error, path, Doing::Reading))? {
        return Ok(None);
    }
    let bytes = whole::read_on(disk, path, DRAFT)?;
    let now = Stamp::of(disk, path, &bytes);
    if known.contains(&now.digest) {
        return Ok(None);
    }
    Ok(Some(Theirs { draft: read(path, bytes), stamp: now }))
}

/// Saves a draft as a file that is not there yet.
///
/// # Errors
/// As [`draft::write`] and [`atomic::write_new`].
pub fn save_new(path: &Path, draft: &Draft) -> Result<Creation, Error> {
    atomic::write_new(path, draft::write(draft)?.as_bytes())
}

fn read(path: &Path, bytes: Vec<u8>) -> Result<Draft, Error> {
    let text = String::from_utf8(bytes);
    let text = text.map_err(|_| explain(&ErrorKind::InvalidData.into(), path, Doing::Reading))?;
    draft::read(&text).map_err(|error| error.about(path.display().to_string()))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn check(content: Option<&[u8]>, expected: &str) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("金塘镇-2018.nianbao");
        if let Some(content) = content {
            fs::write(&path, content).unwrap();
        }
        let error = open(&path).unwrap_err();
        assert_eq!(error.subject, path.display().to_string());
        assert!(error.to_string().contains(expected), "{error}");
    }

    #[test]
    fn what_is_no_draft_is_told_by_name() {
        check(None, "找不到这个文件");
        check(Some(b""), "文件是空的");
        check(Some(b"(format: 2, edition: \"2014"), "引号没有配对");
        check(Some(b"\xFF\xFE\x00("), "不是 UTF-8");
        check(Some("第一行\n第二行".as_bytes()), "这不是年报底稿");
        check(Some(&vec![b' '; LARGEST as usize + 1]), "超过 32 MB");
        assert!(open(Path::new(".")).unwrap_err().what.contains("文件夹"));
    }
}
