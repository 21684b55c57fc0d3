//! 历史版本: the last ten saved versions of each draft, beside the user's settings and not beside the draft.

use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::civil::DateTime;

use crate::draft::{self, Draft};
use crate::error::Error;
use crate::store::atomic;
use crate::store::disk::Disk;
use crate::store::drafts::LARGEST;
use crate::store::stamp::Digest;
use crate::store::trouble::{Doing, explain};

/// The most versions of a draft that are kept.
pub const MOST: usize = 10;

const TIME: &str = "%Y%m%dT%H%M%S";

/// The versions of all drafts.
#[derive(Debug, Clone)]
pub struct Versions {
    disk: Arc<dyn Disk>,
    folder: PathBuf,
}

/// A version of a draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// Its number: later ones have larger ones, whatever the clock said.
    pub number: u64,
    /// When it was kept, by the clock of then.
    pub when: DateTime,
    digest: String,
    path: PathBuf,
}

impl Versions {
    /// Those in that folder.
    pub(super) fn at(disk: Arc<dyn Disk>, folder: PathBuf) -> Self {
        Self { disk, folder }
    }

    /// Keeps what a draft's file holds, unless that is its newest version already.
    ///
    /// # Errors
    /// The system refuses. The draft's own file has nothing to do with it.
    pub fn keep(&self, of: &Path, bytes: &[u8], when: DateTime) -> Result<(), Error> {
        let folder = self.folder_for(of);
        let mut known = self.list(of);
        let digest = Digest::of(bytes);
        if known.first().is_some_and(|newest| newest.digest == digest.short()) {
            return Ok(());
        }
        let mut write = || {
            let number = match known.first().map_or(Some(1), |newest| newest.number.checked_add(1)) {
                Some(number) => number,
                None => self.renumber(&folder, &mut known)?,
            };
            self.disk.make_folder(&folder)?;
            let name = name(number, when, digest.short());
            atomic::replace_private(&*self.disk, &folder.join(name), bytes)
        };
        write().map_err(|error| explain(&error, &folder, Doing::Writing))?;
        for old in known.into_iter().skip(MOST - 1) {
            // Next time, then.
            let _ = self.disk.remove(&old.path);
        }
        Ok(())
    }

    /// Counts versions, newest first, from 1 again: one has the last number there is, which no save gave it. The next
    /// number.
    fn renumber(&self, folder: &Path, known: &mut [Version]) -> io::Result<u64> {
        let mut next = 1;
        // The oldest first: each comes below those not yet counted, wherever it ends.
        for version in known.iter_mut().rev() {
            let path = folder.join(name(next, version.when, &version.digest));
            self.disk.rename(&version.path, &path)?;
            (version.number, version.path) = (next, path);
            next += 1;
        }
        Ok(next)
    }

    /// The versions of the draft at that path, newest first. Whether one is whole, [`Versions::open`] tells.
    pub fn list(&self, of: &Path) -> Vec<Version> {
        let folder = self.folder_for(of);
        let names = self.disk.list(&folder).unwrap_or_default();
        let mut versions: Vec<Version> =
            names.iter().filter_map(|name| Version::named(&folder, name)).collect();
        versions.sort_by_key(|version| std::cmp::Reverse((version.number, version.when)));
        versions
    }

    /// Reads a version.
    ///
    /// # Errors
    /// It is gone, or no longer what was kept.
    pub fn open(&self, version: &Version) -> Result<Draft, Error> {
        let bytes = self.disk.read(&version.path, LARGEST);
        let bytes = bytes.map_err(|error| explain(&error, &version.path, Doing::Reading))?;
        let damaged = || Error::new("这个历史版本已损坏").hint("请用另一个版本");
        if Digest::of(&bytes).short() != version.digest {
            return Err(damaged());
        }
        draft::read(std::str::from_utf8(&bytes).map_err(|_| damaged())?)
    }

    /// By the file's whole path: a draft that is moved begins anew.
    fn folder_for(&self, of: &Path) -> PathBuf {
        let target = self.disk.target(of).unwrap_or_else(|_| of.to_owned());
        self.folder.join(Digest::of(target.as_os_str().as_encoded_bytes()).short())
    }
}

/// What a version's file is called.
fn name(number: u64, when: DateTime, digest: &str) -> String {
    format!("{number:06}-{}-{digest}.nianbao", when.strftime(TIME))
}

impl Version {
    fn named(folder: &Path, name: &OsString) -> Option<Self> {
        let mut parts = name.to_str()?.strip_suffix(".nianbao")?.splitn(3, '-');
        let number = parts.next()?.parse().ok()?;
        let when = DateTime::strptime(TIME, parts.next()?).ok()?;
        let digest = parts.next()?.to_owned();
        Some(Self { number, when, digest, path: folder.join(name) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::editions;
    use crate::store::disk::Machine;

    fn at(hour: i8) -> DateTime {
        jiff::civil::date(2025, 1, 20).at(hour, 15, 0, 0)
    }

    fn text(agency: &str) -> String {
        draft::write(&Draft::new(editions::named("2014").unwrap(), 2018, agency)).unwrap()
    }

    #[test]
    fn the_last_ten_are_kept_in_the_order_they_were_saved() {
        let folder = tempfile::tempdir().unwrap();
        let versions = Versions::at(Machine::shared(), folder.path().join("versions"));
        let of = Path::new("/年报/金塘镇-2018.nianbao");
        for number in 0..12 {
            // The clock goes back from day to day; the order does not.
            versions.keep(of, text(&format!("镇{number}")).as_bytes(), at(20 - number)).unwrap();
        }
        versions.keep(of, text("镇11").as_bytes(), at(22)).unwrap();
        let kept = versions.list(of);
        let names: Vec<String> = kept
            .iter()
            .map(|version| versions.open(version).unwrap().field(crate::form::Field::Agency).to_owned())
            .collect();
        let expected: Vec<String> = (2..12).rev().map(|number| format!("镇{number}")).collect();
        assert_eq!(names, expected);
        assert_eq!(kept[0].when, at(9));
        assert!(versions.list(Path::new("/年报/别的.nianbao")).is_empty());
    }

    #[test]
    fn a_version_with_the_last_number_there_is_stops_neither_order_nor_pruning() {
        let folder = tempfile::tempdir().unwrap();
        let versions = Versions::at(Machine::shared(), folder.path().to_owned());
        let of = Path::new("/a.nianbao");
        versions.keep(of, text("镇0").as_bytes(), at(9)).unwrap();
        let first = versions.list(of).remove(0).path;
        std::fs::rename(&first, first.with_file_name(name(u64::MAX, at(9), "0123456789abcdef"))).unwrap();
        for number in 1..=MOST + 2 {
            versions.keep(of, text(&format!("镇{number}")).as_bytes(), at(10)).unwrap();
        }
        let numbers: Vec<u64> = versions.list(of).iter().map(|version| version.number).collect();
        assert_eq!(numbers, (4..14).rev().collect::<Vec<u64>>());
        let newest = versions.open(&versions.list(of)[0]).unwrap();
        assert_eq!(newest.field(crate::form::Field::Agency), "镇12");
    }

    #[test]
    fn a_version_that_was_changed_is_not_taken() {
        let folder = tempfile::tempdir().unwrap();
        let versions = Versions::at(Machine::shared(), folder.path().to_owned());
        let of = Path::new("/a.nianbao");
        versions.keep(of, text("甲").as_bytes(), at(9)).unwrap();
        let version = versions.list(of).remove(0);
        std::fs::write(&version.path, text("乙")).unwrap();
        assert!(versions.open(&version).unwrap_err().what.contains("已损坏"));
    }
}
