//! What many units sent: drafts and documents read on every core, and the roster.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

pub use super::listing::{Listed, MOST_FILES, list};
use super::trouble::{Doing, explain};
use super::whole::{self, Kind};
use super::{aside, atomic, documents, drafts};
use crate::error::Error;
use crate::rollup::{Looked, Roster, Words};

/// The ending of the program's own rosters.
pub const ROSTER: &str = "名册";

const ROSTER_FILE: Kind = Kind {
    largest: 64 * 1024 * 1024,
    folder: ("这是文件夹，不是名册", "请指明一份 Excel、CSV 或 .名册 文件"),
    no_file: "请指明一份 Excel、CSV 或 .名册 文件",
    too_large: "不是名册",
    hint: "名册的首列为单位名称",
};

/// Reads a file: a draft where its name says so, otherwise a document. Whatever is wrong with it stays with it.
pub fn look(file: &Listed, words: Words) -> Looked {
    let is_draft = file.path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("nianbao"));
    // The name stands in the list already.
    let nameless = |error: Error| Error { subject: String::new(), ..error };
    if let Some(trouble) = &file.trouble {
        return Looked { file: file.name.clone(), found: Err(nameless(trouble.clone())) };
    }
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
    let roster = match is_own(path) {
        true => read_own(&whole::read(path, ROSTER_FILE)?),
        false => Roster::of_source(&documents::read(path)?),
    };
    roster.map_err(|error| error.about(path.display().to_string()))
}

/// Keeps a roster as the program's own file, for next year. What stands there and is no roster any more, because it was
/// damaged, is set aside first; its new path is the answer.
///
/// # Errors
/// As [`atomic::write_whole`].
pub fn save_roster(path: &Path, roster: &Roster) -> Result<Option<PathBuf>, Error> {
    let text = roster.write()?;
    let there = whole::read(path, ROSTER_FILE).ok();
    let is_damaged = is_own(path) && there.is_some_and(|bytes| read_own(&bytes).is_err());
    let aside = match is_damaged {
        true => Some(aside::set_aside(path).map_err(|error| explain(&error, path, Doing::Writing))?),
        false => None,
    };
    let told = |error: Error| match &aside {
        Some(aside) => Error {
            what: format!("{}；原来的名册已损坏，另存为 {}", error.what, aside.display()),
            ..error
        },
        None => error,
    };
    atomic::write_whole(path, text.as_bytes()).map_err(told)?;
    Ok(aside)
}

fn is_own(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == ROSTER || extension == "ron")
}

fn read_own(bytes: &[u8]) -> Result<Roster, Error> {
    let text = std::str::from_utf8(bytes).map_err(|_| Error::new("名册不是 UTF-8 编码的文字"))?;
    Roster::read(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_damaged_roster_is_set_aside_before_another_is_kept_in_its_place() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("全县.名册");
        let mut roster = Roster::default();
        roster.units.push(crate::rollup::Expected { name: "金塘镇".to_owned(), ..Default::default() });
        assert_eq!(save_roster(&path, &roster).unwrap(), None);
        assert_eq!(save_roster(&path, &roster).unwrap(), None, "a whole one is replaced");
        let whole = std::fs::read_to_string(&path).unwrap();
        let damaged = whole.trim_end().trim_end_matches(')');
        std::fs::write(&path, damaged).unwrap();
        let error = read_roster(&path).unwrap_err().to_string();
        assert!(error.contains("全县.名册") && error.contains("由已报单位生成"), "{error}");
        let aside = save_roster(&path, &roster).unwrap().unwrap();
        assert_eq!(std::fs::read_to_string(aside).unwrap(), damaged);
        assert_eq!(read_roster(&path).unwrap().units.len(), 1);
    }
}
