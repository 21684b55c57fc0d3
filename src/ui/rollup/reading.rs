//! Reading the units' files and adding them up, off the painting thread.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::draft::{Draft, Edit};
use crate::error::Error;
use crate::form::editions;
use crate::rollup::{Collection, Looked, Roster, Target};
use crate::store::units::{self, Listed, Progress};
use crate::store::{clock, paths};

/// What is to be read.
pub struct Task {
    /// Folders and files.
    pub paths: Vec<PathBuf>,
    /// What was read before, and is read again only where it has changed.
    pub known: Vec<Listed>,
    /// The roster to hold them against.
    pub roster: WhichRoster,
    /// How far it is.
    pub reading: Arc<Reading>,
}

/// Which roster the units are held against.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WhichRoster {
    /// The one that lies among the files, otherwise this one, that was used last.
    Found(Option<PathBuf>),
    /// That of the collection: it stays.
    Kept,
}

/// How far a reading is; the window reads it, and may call it off.
#[derive(Debug, Default)]
pub struct Reading {
    total: AtomicUsize,
    progress: Progress,
}

impl Reading {
    /// How many files are read, and of how many; of 0 while they are being listed.
    pub fn so_far(&self) -> (usize, usize) {
        (self.progress.done(), self.total.load(Ordering::Relaxed))
    }

    /// No further file is read.
    pub fn call_off(&self) {
        self.progress.call_off();
    }

    /// Whether it was called off.
    pub fn is_called_off(&self) -> bool {
        self.progress.is_called_off()
    }
}

/// What was read.
pub struct Gathered {
    /// What lies in the folders now.
    pub files: Vec<Listed>,
    /// The names of files that were there before and are no more.
    pub gone: Vec<String>,
    /// The file that the roster was read from.
    pub roster_file: Option<PathBuf>,
    /// Why a roster could not be read.
    pub roster_trouble: Option<Error>,
    /// What came of it.
    pub news: News,
}

/// What a reading brings.
pub enum News {
    /// Everything, for the first time.
    All(Box<Collection>),
    /// What is new or has changed.
    Changed(Vec<Looked>),
}

/// Lists the folders and reads what is not known yet.
///
/// # Errors
/// A folder or file that was given is not there or cannot be read. A bad file in a folder is no error: it is told in
/// its line.
pub fn gather(task: &Task) -> Result<Gathered, Error> {
    let (rosters, files): (Vec<Listed>, Vec<Listed>) =
        units::list(&task.paths, &[])?.into_iter().partition(|file| is_roster(&file.path));
    let known: BTreeMap<&str, &Listed> = task.known.iter().map(|file| (file.name.as_str(), file)).collect();
    let changed: Vec<Listed> =
        files.iter().filter(|file| known.get(file.name.as_str()) != Some(file)).cloned().collect();
    task.reading.total.store(changed.len(), Ordering::Relaxed);
    let looked = units::look_at_all(&changed, &task.reading.progress);
    // What was called off is read the next time.
    let read: std::collections::BTreeSet<&str> = looked.iter().map(|looked| looked.file.as_str()).collect();
    let is_known = |file: &Listed| known.get(file.name.as_str()) == Some(&file);
    let there: Vec<Listed> =
        files.iter().filter(|file| read.contains(file.name.as_str()) || is_known(file)).cloned().collect();
    let now: std::collections::BTreeSet<&str> = files.iter().map(|file| file.name.as_str()).collect();
    let gone = known.keys().filter(|name| !now.contains(*name)).map(|name| (*name).to_owned()).collect();
    let mut gathered = Gathered {
        files: there,
        gone,
        roster_file: None,
        roster_trouble: None,
        news: News::Changed(Vec::new()),
    };
    let WhichRoster::Found(last) = &task.roster else {
        gathered.news = News::Changed(looked);
        return Ok(gathered);
    };
    let mut roster = Roster::default();
    if let Some(path) = rosters.first().map(|file| &file.path).or(last.as_ref()) {
        match units::read_roster(path) {
            Ok(read) => roster = read,
            Err(error) => gathered.roster_trouble = Some(error),
        }
        gathered.roster_file = Some(path.clone());
    }
    let target = target_of(&looked, &roster)?;
    gathered.news = News::All(Box::new(Collection::new(roster, target, looked)));
    Ok(gathered)
}

/// Whose 汇总 of which year it most likely is; last year's where no file says.
fn target_of(looked: &[Looked], roster: &Roster) -> Result<Target, Error> {
    if let Some(target) = Target::of_most(looked, roster) {
        return Ok(target);
    }
    let year = u16::try_from(clock::today().year() - 1).unwrap_or_default();
    let form = editions::for_year(year)
        .ok_or_else(|| Error::new(format!("“{year}”没有对应的版式")).hint("请先放入一份单位报来的文件"))?;
    Ok(Target { agency: roster.top().unwrap_or_default().to_owned(), year, form })
}

/// Whether a file among the units' is the roster: its name says so.
pub fn is_roster(path: &Path) -> bool {
    const SHEETS: [&str; 6] = ["xlsx", "xls", "et", "ods", "csv", "ron"];
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
    ending == units::ROSTER || (SHEETS.contains(&ending.as_str()) && paths::name_of(path).contains("名册"))
}

/// What adding up came to.
pub enum Summed {
    /// An empty draft, and what becomes of it: a step that nobody has saved yet.
    Draft(Box<Draft>, Box<Edit>),
    /// What becomes of the draft on the desk.
    Edit(Box<Edit>),
}

/// Adds up: a new draft, or what becomes of that one.
pub fn sum_up(collection: &Collection, draft: Option<&Draft>) -> Summed {
    if let Some(draft) = draft {
        return Summed::Edit(Box::new(collection.update(draft)));
    }
    let target = collection.target();
    let empty = Draft::new(Arc::clone(&target.form), target.year, &target.agency);
    let edit = collection.update(&empty);
    Summed::Draft(Box::new(empty), Box::new(edit))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_roster_is_known_by_its_name() {
        let check = |name: &str, expected: bool| assert_eq!(is_roster(Path::new(name)), expected, "{name}");
        check("2025年/舟山.名册", true);
        check("单位名册.xlsx", true);
        check("单位名册.csv", true);
        check("关于上报单位名册的通知.docx", false);
        check("金塘镇.xlsx", false);
    }
}
