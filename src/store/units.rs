//! What many units sent: folders of drafts and documents, listed and read on every core, and the roster.

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::UNIX_EPOCH;

use super::trouble::{Doing, explain};
use super::whole::{self, Kind};
use super::{atomic, documents, drafts};
use crate::error::Error;
use crate::rollup::{Looked, Roster, Words};

/// The ending of the program's own rosters.
pub const ROSTER: &str = "名册";

/// The most files that are taken from folders.
pub const MOST_FILES: usize = 1_000_000;

/// Folders in folders are followed so deep.
const DEEPEST: usize = 8;

const ROSTER_FILE: Kind = Kind {
    largest: 64 * 1024 * 1024,
    folder: ("这是文件夹，不是名册", "请指明一份 Excel、CSV 或 .名册 文件"),
    no_file: "请指明一份 Excel、CSV 或 .名册 文件",
    too_large: "不是名册",
    hint: "名册的首列为单位名称",
};

/// A file that is to be read, with what tells whether it has changed since.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Where it is.
    pub path: PathBuf,
    /// Its name for people: below the folder that was given, with `/`.
    pub name: String,
    /// Bytes and time of the last change, in nanoseconds since 1970.
    pub stamp: (u64, u128),
}

/// The files in folders, with those in their folders, and files given by themselves, in the order of their names.
/// Hidden files and what programs leave beside open documents (`~$…`) are no reports. A symbolic link to a folder
/// is not followed. `except` are left out: a roster, or the 汇总 itself.
///
/// # Errors
/// A path that was given is not there, a folder cannot be read, or there are too many files.
pub fn list(paths: &[PathBuf], except: &[PathBuf]) -> Result<Vec<Listed>, Error> {
    let mut listed = Vec::new();
    for path in paths {
        let metadata = fs::metadata(path).map_err(|error| explain(&error, path, Doing::Reading))?;
        match metadata.is_dir() {
            true => list_folder(path, "", DEEPEST, &mut listed)?,
            false => {
                let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
                listed.push(Listed { path: path.clone(), name, stamp: stamp(&metadata) });
            }
        }
    }
    listed.sort_by(|a, b| (&a.name, &a.path).cmp(&(&b.name, &b.path)));
    // Two folders may have files of the same name: then the whole path tells them apart.
    let names: Vec<String> = listed.iter().map(|file| file.name.clone()).collect();
    for (at, file) in listed.iter_mut().enumerate() {
        let same = |other: Option<usize>| other.and_then(|at| names.get(at)) == Some(&file.name);
        if same(at.checked_sub(1)) || same(at.checked_add(1)) {
            file.name = file.path.display().to_string();
        }
    }
    listed.dedup_by(|a, b| a.path == b.path);
    let except: Vec<PathBuf> = except.iter().filter_map(|path| path.canonicalize().ok()).collect();
    let names: Vec<_> = except.iter().filter_map(|path| path.file_name()).collect();
    // Only where the name is the same is the disk asked whether the file is.
    listed.retain(|file| {
        let may_be = file.path.file_name().is_some_and(|name| names.contains(&name));
        !(may_be && file.path.canonicalize().is_ok_and(|path| except.contains(&path)))
    });
    Ok(listed)
}

fn list_folder(folder: &Path, below: &str, deeper: usize, listed: &mut Vec<Listed>) -> Result<(), Error> {
    let trouble = |error: std::io::Error| explain(&error, folder, Doing::Reading);
    for entry in fs::read_dir(folder).map_err(trouble)? {
        let entry = entry.map_err(trouble)?;
        let plain = entry.file_name().to_string_lossy().into_owned();
        let is_no_report = plain.starts_with('.')
            || plain.starts_with("~$")
            || matches!(plain.to_lowercase().as_str(), "thumbs.db" | "desktop.ini");
        let name = if below.is_empty() { plain } else { format!("{below}/{plain}") };
        let Ok(kind) = entry.file_type() else { continue };
        if is_no_report {
            continue;
        }
        if kind.is_dir() {
            if deeper > 0 {
                list_folder(&entry.path(), &name, deeper - 1, listed)?;
            }
            continue;
        }
        // One that went away in the meantime is told when it is read.
        let stamp = entry.metadata().as_ref().map(stamp).unwrap_or_default();
        listed.push(Listed { path: entry.path(), name, stamp });
        if listed.len() > MOST_FILES {
            return Err(Error::new(format!("文件夹里超过 {MOST_FILES} 个文件"))
                .hint("请只指明各单位报来的文件所在的文件夹")
                .about(folder.display().to_string()));
        }
    }
    Ok(())
}

fn stamp(metadata: &fs::Metadata) -> (u64, u128) {
    let changed = metadata.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    (metadata.len(), changed.map_or(0, |time| time.as_nanos()))
}

/// Reads a file: a draft where its name says so, otherwise a document. Whatever is wrong with it stays with it.
pub fn look(file: &Listed, words: Words) -> Looked {
    let is_draft = file.path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("nianbao"));
    // The name stands in the list already.
    let nameless = |error: Error| Error { subject: String::new(), ..error };
    match is_draft {
        true => {
            let draft = drafts::open(&file.path);
            Looked::at_draft(
                file.name.clone(),
                draft.as_ref().map_err(|error| nameless(error.clone())),
                words,
            )
        }
        false => {
            let source = documents::read(&file.path);
            Looked::at_document(
                file.name.clone(),
                source.as_ref().map_err(|error| nameless(error.clone())),
                words,
            )
        }
    }
}

/// The same; a fault of the program stays with the file that it came with.
fn look_unbroken(file: &Listed, words: Words) -> Looked {
    catch_unwind(AssertUnwindSafe(|| look(file, words))).unwrap_or_else(|_| Looked {
        file: file.name.clone(),
        found: Err(Error::new("程序内部出错，没有读完这个文件").hint("请用“帮助 › 报告问题”告诉我们")),
    })
}

/// How far the reading of many files is, for whoever shows it or calls it off from another thread.
#[derive(Debug, Default)]
pub struct Progress {
    done: AtomicUsize,
    is_called_off: AtomicBool,
}

impl Progress {
    /// Files read so far.
    pub fn done(&self) -> usize {
        self.done.load(Ordering::Relaxed)
    }

    /// No further file is read.
    pub fn call_off(&self) {
        self.is_called_off.store(true, Ordering::Relaxed);
    }

    /// Whether it was called off.
    pub fn is_called_off(&self) -> bool {
        self.is_called_off.load(Ordering::Relaxed)
    }
}

/// How many threads read: twice as many as there are cores, since half of them wait for the disk.
pub fn workers() -> usize {
    std::thread::available_parallelism().map_or(2, |cores| usize::from(cores) * 2)
}

/// Reads files on every core, one after the other on each, so that of each only what [`Looked`] keeps stays in memory.
/// In the order of `files`; what was called off is left out.
pub fn look_at_all(files: &[Listed], progress: &Progress) -> Vec<Looked> {
    let words = Words::for_files(files.len());
    let workers = workers().min(files.len().max(1));
    let next = AtomicUsize::new(0);
    let work = || {
        let mut read = Vec::new();
        while !progress.is_called_off() {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some(file) = files.get(at) else { break };
            read.push((at, look_unbroken(file, words)));
            progress.done.fetch_add(1, Ordering::Relaxed);
        }
        read
    };
    let mut read: Vec<(usize, Looked)> = std::thread::scope(|scope| {
        let others: Vec<_> = (1..workers).map(|_| scope.spawn(work)).collect();
        let mut read = work();
        for other in others {
            match other.join() {
                Ok(others) => read.extend(others),
                // Not in reading, where it was caught. Files that nobody names must not seem never to have come.
                Err(fault) => std::panic::resume_unwind(fault),
            }
        }
        read
    });
    read.sort_by_key(|(at, _)| *at);
    read.into_iter().map(|(_, looked)| looked).collect()
}

/// Reads a roster: the program's own, or a spreadsheet or text with a column of names.
///
/// # Errors
/// As [`Roster::read`] and [`Roster::of_source`]. Every error names the file.
pub fn read_roster(path: &Path) -> Result<Roster, Error> {
    let is_own = path.extension().is_some_and(|extension| extension == ROSTER || extension == "ron");
    let roster = match is_own {
        true => {
            let bytes = whole::read(path, ROSTER_FILE)?;
            let text = String::from_utf8(bytes).map_err(|_| Error::new("名册不是 UTF-8 编码的文字"));
            text.and_then(|text| Roster::read(&text))
        }
        false => Roster::of_source(&documents::read(path)?),
    };
    roster.map_err(|error| error.about(path.display().to_string()))
}

/// Keeps a roster as the program's own file, for next year.
///
/// # Errors
/// As [`atomic::write_whole`].
pub fn save_roster(path: &Path, roster: &Roster) -> Result<(), Error> {
    atomic::write_whole(path, roster.write()?.as_bytes())
}
