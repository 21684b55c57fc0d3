//! Journals that a process left behind: it crashed, or the draft was left open on purpose.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::Keep;
use super::held::{self, Held};
use super::journal::LARGEST;
use crate::draft::{self, Draft};
use crate::error::Error;
use crate::store::drafts;
use crate::store::stamp::Stamp;
use crate::store::trouble::{Doing, explain};

/// How the names of journals end.
pub(super) const ENDING: &str = "journal";

/// The most journals that she did not want back which are kept.
const MOST_DROPPED: usize = 10;

/// Unsaved work that was left behind.
#[derive(Debug, Clone)]
pub struct Left {
    /// The journal.
    pub journal: PathBuf,
    /// The draft with every edit that reached the disk.
    pub draft: Draft,
    /// Its file; `None` where it has none.
    pub path: Option<PathBuf>,
    /// What the file holds now, where it can be read as a draft.
    pub saved: Option<(Draft, Stamp)>,
    /// The file holds something else than when the draft was last saved or opened.
    pub is_changed: bool,
    /// When the last edit was made, by the clock of then (“2025-01-20 09:15”).
    pub when: String,
    /// It was left open on purpose.
    pub is_kept: bool,
    /// She did not want it back before.
    pub is_dropped: bool,
    /// The journal holds more that cannot be read.
    pub is_cut: bool,
}

/// What is there to come back.
#[derive(Debug, Clone, Default)]
pub struct Found {
    /// Newest first.
    pub left: Vec<Left>,
    /// Journals that could not be read, nor were dropped; they stay where they are.
    pub unreadable: Vec<PathBuf>,
}

impl Keep {
    /// Everything that was left behind, and what was dropped before.
    pub fn left_behind(&self) -> Found {
        let mut found = Found::default();
        self.clear_dead_sessions();
        for (folder, is_dropped) in [(self.journals(), false), (self.dropped(), true)] {
            for name in self.disk.list(&folder).unwrap_or_default() {
                let journal = folder.join(name);
                if journal.extension().is_none_or(|ending| ending != ENDING) {
                    continue;
                }
                if !is_dropped && !self.is_orphan(&journal) {
                    continue;
                }
                match self.read(&journal) {
                    Some(held) => found.left.push(self.left(journal, held, is_dropped)),
                    None if !is_dropped => found.unreadable.push(journal),
                    None => {}
                }
            }
        }
        found.left.sort_by(|a, b| (a.is_dropped, &b.when).cmp(&(b.is_dropped, &a.when)));
        found
    }

    fn read(&self, journal: &Path) -> Option<Held> {
        held::read(&self.disk.read(journal, LARGEST).ok()?)
    }

    fn left(&self, journal: PathBuf, held: Held, is_dropped: bool) -> Left {
        let path = held.about.path.map(PathBuf::from);
        let saved = path.as_deref().and_then(|path| drafts::open_on(&*self.disk, path).ok());
        let digest = saved.as_ref().map(|(_, stamp)| &stamp.digest);
        let is_hers =
            digest == held.about.saved.as_ref() || digest.is_some_and(|digest| held.savings.contains(digest));
        let is_changed = held.about.saved.is_some() && !is_hers;
        let Held { draft, when, is_kept, is_cut, .. } = held;
        Left { journal, draft, path, saved, is_changed, when, is_kept, is_dropped, is_cut }
    }

    /// Makes a journal this process's own, so that nobody else is offered it.
    ///
    /// # Errors
    /// Another window was faster, or the system refuses.
    pub fn claim(&self, left: &Left) -> Result<PathBuf, Error> {
        let claimed = self.journal();
        match self.disk.rename(&left.journal, &claimed) {
            Ok(()) => Ok(claimed),
            Err(error) if error.kind() == ErrorKind::NotFound => {
                Err(Error::new("这份未保存的修改已由另一个窗口恢复").hint("请到那个窗口里继续"))
            }
            Err(error) => Err(explain(&error, &left.journal, Doing::Writing)),
        }
    }

    /// Puts a journal aside: she does not want it back now. The last ten of these are kept.
    ///
    /// # Errors
    /// The system refuses.
    pub fn drop_journal(&self, journal: &Path) -> Result<(), Error> {
        let folder = self.dropped();
        let name = format!("{}.{}.{ENDING}", self.token, crate::store::disk::next_number());
        let aside = folder.join(name);
        let move_there = || {
            self.disk.make_folder(&folder)?;
            self.disk.rename(journal, &aside)
        };
        match move_there() {
            Ok(()) => {}
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(explain(&error, journal, Doing::Writing)),
        }
        let mut aged: Vec<(u128, PathBuf)> = self
            .disk
            .list(&folder)
            .unwrap_or_default()
            .into_iter()
            .map(|name| folder.join(name))
            // It may hold the oldest work of all, and is the one that she may want back after all.
            .filter(|path| *path != aside)
            .map(|path| (self.disk.status(&path).map_or(0, |status| status.modified), path))
            .collect();
        aged.sort();
        let too_many = aged.len().saturating_sub(MOST_DROPPED - 1);
        for (_, path) in aged.into_iter().take(too_many) {
            let _ = self.disk.remove(&path);
        }
        Ok(())
    }

    /// The marks of processes that are gone and left no journal.
    fn clear_dead_sessions(&self) {
        let folder = self.journals();
        let names = self.disk.list(&folder).unwrap_or_default();
        let names: Vec<&str> = names.iter().filter_map(|name| name.to_str()).collect();
        for name in &names {
            let Some(token) = name.strip_suffix(".alive") else { continue };
            let has_journal =
                names.iter().any(|other| other.starts_with(&format!("{token}.")) && other != name);
            if token != self.token && !has_journal {
                let _ = self.disk.remove_stale(&folder.join(name));
            }
        }
    }
}

impl Left {
    /// Whether all the work is in the file already: it was saved just before the process ended.
    pub fn is_in_file(&self) -> bool {
        let text = |draft: &Draft| draft::write(draft).ok();
        !self.is_cut && self.saved.as_ref().is_some_and(|(saved, _)| text(saved) == text(&self.draft))
    }
}

#[cfg(test)]
mod tests {
    use std::fs::{self, File};
    use std::time::{Duration, UNIX_EPOCH};

    use super::*;
    use crate::store::disk::Machine;

    #[test]
    fn the_last_ten_that_were_dropped_are_kept_however_old_their_work_is() {
        let folder = tempfile::tempdir().unwrap();
        let keep = Keep::at(Machine::shared(), folder.path().to_owned(), "1-a").unwrap();
        // The oldest work is dropped last.
        for age in 0..12 {
            let journal = keep.journal();
            fs::write(&journal, age.to_string()).unwrap();
            let written = UNIX_EPOCH + Duration::from_secs(1_700_000_000 - age * 86_400);
            File::options().write(true).open(&journal).unwrap().set_modified(written).unwrap();
            keep.drop_journal(&journal).unwrap();
        }
        let kept = fs::read_dir(keep.dropped()).unwrap().map(|entry| entry.unwrap().path());
        let kept: Vec<String> = kept.map(|path| fs::read_to_string(path).unwrap()).collect();
        assert_eq!(kept.len(), MOST_DROPPED);
        assert!(kept.contains(&"11".to_owned()), "{kept:?}");
    }
}
