//! The files that units sent, listed: below folders and given by themselves, each under a name of its own.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use super::aside::is_aside;
use super::trouble::{Doing, explain};
use crate::error::Error;
use crate::import;

/// The most files that are taken from folders.
pub const MOST_FILES: usize = 1_000_000;

/// Folders in folders are followed so deep; what lies deeper is named, and not read.
const DEEPEST: usize = 64;

/// A file that is to be read, with what tells whether it has changed since.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Where it is.
    pub path: PathBuf,
    /// Its name for people, which no other in the list has: below the folder that was given, with `/`. It goes out to the
    /// units, so it holds nothing of where that folder lies.
    pub name: String,
    /// Bytes and time of the last change, in nanoseconds since 1970.
    pub stamp: (u64, u128),
    /// Why nothing can be read: a folder that may not be opened, or something given that is not there.
    pub trouble: Option<Error>,
}

/// The files in folders, with those in their folders, and files given by themselves, in the order of their names.
/// Hidden files, what programs leave beside open documents (`~$…`) and damaged rosters set aside are no reports. A
/// symbolic link to a folder is not followed. `except` are left out: a roster, or the 汇总 itself. A folder that cannot be read stands in the list
/// with its trouble and stops nothing.
///
/// # Errors
/// Nothing of what was given is there and can be read, or there are too many files.
pub fn list(paths: &[PathBuf], except: &[PathBuf]) -> Result<Vec<Listed>, Error> {
    let mut search = Search::default();
    let mut is_any_there = false;
    for path in paths {
        is_any_there |= search.given(path)?;
    }
    if !is_any_there && let Some(trouble) = search.spotted.iter().find_map(|one| one.file.trouble.clone()) {
        return Err(trouble);
    }
    let mut listed = told_apart(search.spotted);
    let except: Vec<PathBuf> = except.iter().filter_map(|path| path.canonicalize().ok()).collect();
    let names: Vec<_> = except.iter().filter_map(|path| path.file_name()).collect();
    // Only where the name is the same is the disk asked whether the file is.
    listed.retain(|file| {
        let may_be = file.path.file_name().is_some_and(|name| names.contains(&name));
        !(may_be && file.path.canonicalize().is_ok_and(|path| except.contains(&path)))
    });
    Ok(listed)
}

/// What was found so far.
#[derive(Default)]
struct Search {
    spotted: Vec<Spotted>,
    /// The name of the folder that was given, or that the file that was given lies in.
    folder: String,
}

/// A file, and the folder that was given.
struct Spotted {
    file: Listed,
    folder: String,
}

impl Search {
    /// A folder or file that was given; whether it is there and can be read.
    fn given(&mut self, path: &Path) -> Result<bool, Error> {
        let plain = path.file_name().map(plain_name).unwrap_or_default();
        let metadata = match fs::metadata(path) {
            Ok(metadata) => metadata,
            Err(error) => {
                self.folder.clear();
                self.put(path, if plain.is_empty() { "." } else { &plain }, (0, 0), Some(&error))?;
                return Ok(false);
            }
        };
        let whole = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        let folder = if metadata.is_dir() { Some(whole.as_path()) } else { whole.parent() };
        self.folder = folder.and_then(Path::file_name).map(plain_name).unwrap_or_default();
        match metadata.is_dir() {
            true => self.inside(path, "", DEEPEST),
            false => self.put(path, &plain, stamp(&metadata), None).map(|()| true),
        }
    }

    /// What lies in a folder; whether it can be read.
    fn inside(&mut self, folder: &Path, below: &str, deeper: usize) -> Result<bool, Error> {
        let own = if below.is_empty() { self.folder.clone() } else { below.to_owned() };
        let entries = match fs::read_dir(folder) {
            Ok(entries) => entries,
            Err(error) => return self.put(folder, &own, (0, 0), Some(&error)).map(|()| false),
        };
        for entry in entries {
            let entry = match entry {
                Ok(entry) => entry,
                // What was listed until then stays.
                Err(error) => return self.put(folder, &own, (0, 0), Some(&error)).map(|()| true),
            };
            let plain = plain_name(&entry.file_name());
            let is_no_report = plain.starts_with('.')
                || plain.starts_with("~$")
                || is_aside(&plain)
                || matches!(plain.to_lowercase().as_str(), "thumbs.db" | "desktop.ini");
            if is_no_report {
                continue;
            }
            let name = if below.is_empty() { plain } else { format!("{below}/{plain}") };
            let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
            match is_folder {
                true if deeper > 0 => {
                    self.inside(&entry.path(), &name, deeper - 1)?;
                }
                true => {
                    self.put(&entry.path(), &name, (0, 0), None)?;
                    let trouble = Error::new(format!("文件夹套了 {DEEPEST} 层以上，里面的没有读"))
                        .hint("请把里面的文件移到上层文件夹");
                    if let Some(last) = self.spotted.last_mut() {
                        last.file.trouble = Some(trouble);
                    }
                }
                // One that went away in the meantime is told when it is read.
                false => {
                    let stamp = entry.metadata().as_ref().map(stamp).unwrap_or_default();
                    self.put(&entry.path(), &name, stamp, None)?;
                }
            }
        }
        Ok(true)
    }

    fn put(
        &mut self,
        path: &Path,
        name: &str,
        stamp: (u64, u128),
        trouble: Option<&io::Error>,
    ) -> Result<(), Error> {
        let trouble = trouble.map(|error| explain(error, path, Doing::Reading));
        let file = Listed { path: path.to_owned(), name: name.to_owned(), stamp, trouble };
        self.spotted.push(Spotted { file, folder: self.folder.clone() });
        if self.spotted.len() > MOST_FILES {
            return Err(Error::new(format!("文件夹里超过 {MOST_FILES} 个文件"))
                .hint("请只指明各单位报来的文件所在的文件夹")
                .about(path.parent().unwrap_or(path).display().to_string()));
        }
        Ok(())
    }
}

/// Each file once and each under a name of its own. Files of the same name in two folders that were given are called by
/// these folders too; those that still have one name (two folders 年报) are numbered in the order of their paths.
fn told_apart(mut spotted: Vec<Spotted>) -> Vec<Listed> {
    spotted.sort_by(|a, b| a.file.path.cmp(&b.file.path));
    spotted.dedup_by(|a, b| a.file.path == b.file.path);
    let times = times_of(&spotted);
    for Spotted { file, folder } in &mut spotted {
        if times.get(&file.name).is_some_and(|times| *times > 1) && !folder.is_empty() {
            file.name = format!("{folder}/{}", file.name);
        }
    }
    let times = times_of(&spotted);
    let once = times.iter().filter(|(_, times)| **times == 1).map(|(name, _)| name.clone());
    let mut taken: BTreeSet<String> = once.collect();
    let mut numbers: BTreeMap<String, usize> = BTreeMap::new();
    for Spotted { file, .. } in &mut spotted {
        if taken.contains(&file.name) && times.get(&file.name) == Some(&1) {
            continue;
        }
        let number = numbers.entry(file.name.clone()).or_default();
        loop {
            *number += 1;
            let name = if *number == 1 { file.name.clone() } else { format!("{}（{number}）", file.name) };
            if taken.insert(name.clone()) {
                file.name = name;
                break;
            }
        }
    }
    let mut listed: Vec<Listed> = spotted.into_iter().map(|spotted| spotted.file).collect();
    listed.sort_by(|a, b| a.name.cmp(&b.name));
    listed
}

/// How many files have each name.
fn times_of(spotted: &[Spotted]) -> BTreeMap<String, usize> {
    let mut times = BTreeMap::new();
    for one in spotted {
        *times.entry(one.file.name.clone()).or_default() += 1;
    }
    times
}

/// A name as it was meant: what unpacked a ZIP made on a Chinese Windows may have left it in GBK.
fn plain_name(name: &std::ffi::OsStr) -> String {
    import::name_of_bytes(name.as_encoded_bytes())
}

fn stamp(metadata: &fs::Metadata) -> (u64, u128) {
    let changed = metadata.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    (metadata.len(), changed.map_or(0, |time| time.as_nanos()))
}
