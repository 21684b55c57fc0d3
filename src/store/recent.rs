//! 最近文件: the drafts opened last.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::config;
use crate::draft::Draft;
use crate::error::Error;
use crate::form::Field;

const FILE: &str = "recent.ron";

/// The most files that are remembered.
const MOST: usize = 10;

/// How far a draft was when it was last opened or saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum State {
    /// Something is blank, unexplained or undated.
    #[default]
    #[serde(rename = "未完")]
    Unfinished,
    /// A 强制 check fails.
    #[serde(rename = "有不符")]
    Fails,
    /// Nothing is left to do but the 成文日期.
    #[serde(rename = "可定稿")]
    Ready,
    /// Finished and dated, or declared final.
    #[serde(rename = "已定稿")]
    Final,
}

impl State {
    /// The Chinese word.
    pub fn name(self) -> &'static str {
        match self {
            Self::Unfinished => "未完",
            Self::Fails => "有不符",
            Self::Ready => "可定稿",
            Self::Final => "已定稿",
        }
    }
}

/// A draft opened before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecentFile {
    /// Where it was; it may be gone by now.
    pub path: PathBuf,
    /// Its agency when it was last open; empty where none was given.
    pub agency: String,
    /// Its report year.
    pub year: u16,
    /// Its edition; empty in a list that knew none.
    #[serde(default)]
    pub edition: String,
    /// How far it was; `None` in a list that did not know.
    #[serde(default)]
    pub state: Option<State>,
}

/// The drafts opened last, newest first, in this window and in others: what is on the disk comes first.
#[derive(Debug, Clone, Default)]
pub struct Recent {
    files: Vec<RecentFile>,
    folder: Option<PathBuf>,
    /// The list could not be written: some files are only here.
    is_unwritten: bool,
}

impl Recent {
    /// The list from the user's config folder, or an empty one. The error tells of a damaged or
    /// unreadable list; it is new then.
    pub fn load() -> (Self, Option<Error>) {
        Self::load_from(config::folder())
    }

    /// As [`Recent::load`], from that folder; `None` keeps the list in memory only.
    pub fn load_from(folder: Option<PathBuf>) -> (Self, Option<Error>) {
        let (mut files, error): (Vec<RecentFile>, _) = config::load(folder.as_deref(), FILE);
        files.truncate(MOST);
        (Self { files, folder, is_unwritten: false }, error)
    }

    /// The files, newest first.
    pub fn files(&self) -> &[RecentFile] {
        &self.files
    }

    /// Puts a draft at the top and keeps the list, with what other windows have put there meanwhile.
    ///
    /// # Errors
    /// The list was damaged meanwhile, or cannot be written; it holds in memory all the same.
    pub fn add(&mut self, path: &Path, draft: &Draft, state: State) -> Result<(), Error> {
        // A relative path would mean another file from another folder.
        let path = super::paths::whole(path.to_owned());
        let merged = self.merge();
        self.files.retain(|file| file.path != path);
        let file = RecentFile {
            path,
            agency: draft.field(Field::Agency).to_owned(),
            year: draft.year(),
            edition: draft.form().edition.clone(),
            state: Some(state),
        };
        self.files.insert(0, file);
        self.files.truncate(MOST);
        self.keep().and(merged)
    }

    /// Takes a file off the list, for one that is gone.
    ///
    /// # Errors
    /// As [`Recent::add`].
    pub fn remove(&mut self, path: &Path) -> Result<(), Error> {
        let merged = self.merge();
        self.files.retain(|file| file.path != path);
        self.keep().and(merged)
    }

    /// Takes in what other windows wrote. Of its own there stays what the disk does not have.
    fn merge(&mut self) -> Result<(), Error> {
        if self.folder.is_none() {
            return Ok(());
        }
        let (on_disk, error): (Vec<RecentFile>, _) = config::load(self.folder.as_deref(), FILE);
        let is_only_here = |file: &RecentFile| self.is_unwritten || error.is_some() || !is_writable(file);
        let own: Vec<RecentFile> = self.files.iter().filter(|file| is_only_here(file)).cloned().collect();
        let is_new = |file: &RecentFile| own.iter().all(|known| known.path != file.path);
        self.files = own.iter().cloned().chain(on_disk.into_iter().filter(is_new)).take(MOST).collect();
        error.map_or(Ok(()), Err)
    }

    fn keep(&mut self) -> Result<(), Error> {
        let writable: Vec<_> = self.files.iter().filter(|file| is_writable(file)).collect();
        let kept = config::keep(self.folder.as_deref(), FILE, &writable);
        self.is_unwritten = kept.is_err();
        kept
    }
}

/// A path that is no text cannot be written down; it lasts as long as the window.
fn is_writable(file: &RecentFile) -> bool {
    file.path.to_str().is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::editions;

    fn draft(year: u16) -> Draft {
        Draft::new(editions::for_year(year).unwrap(), year, "金塘镇")
    }

    #[test]
    fn the_last_ten_are_remembered_newest_first_and_once() {
        let folder = tempfile::tempdir().unwrap();
        let folder = Some(folder.path().join("nianbao"));
        let (mut recent, error) = Recent::load_from(folder.clone());
        assert!(recent.files().is_empty() && error.is_none());
        for at in 0..12 {
            let path = format!("/年报/{at}.nianbao");
            recent.add(Path::new(&path), &draft(2018), State::Unfinished).unwrap();
        }
        recent.add(Path::new("/年报/5.nianbao"), &draft(2017), State::Ready).unwrap();

        let (again, error) = Recent::load_from(folder);
        assert!(error.is_none());
        assert_eq!(again.files(), recent.files());
        assert_eq!(again.files().len(), MOST);
        assert_eq!(
            again.files().first(),
            Some(&RecentFile {
                path: "/年报/5.nianbao".into(),
                agency: "金塘镇".into(),
                year: 2017,
                edition: "2014".into(),
                state: Some(State::Ready)
            })
        );
    }

    #[test]
    fn a_damaged_list_is_set_aside_and_begun_anew() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join(FILE), "[(path: \"/年报").unwrap();
        let (mut recent, error) = Recent::load_from(Some(folder.path().to_owned()));
        assert!(error.unwrap().to_string().contains("recent.damaged.ron"));
        assert!(recent.files().is_empty());
        recent.add(Path::new("/年报/1.nianbao"), &draft(2018), State::Fails).unwrap();
        assert!(folder.path().join("recent.damaged.ron").exists());
        assert_eq!(Recent::load_from(Some(folder.path().to_owned())).0.files().len(), 1);
    }

    #[test]
    fn a_list_of_an_earlier_version_is_read() {
        let folder = tempfile::tempdir().unwrap();
        let old = r#"[(path: "/年报/1.nianbao", agency: "金塘镇", year: 2018)]"#;
        std::fs::write(folder.path().join(FILE), old).unwrap();
        let (recent, error) = Recent::load_from(Some(folder.path().to_owned()));
        assert_eq!(error, None);
        assert_eq!(recent.files().first().unwrap().state, None);
    }

    #[test]
    fn without_a_home_the_list_lives_in_memory() {
        let (mut recent, _) = Recent::load_from(None);
        recent.add(Path::new("/年报/1.nianbao"), &draft(2018), State::Fails).unwrap();
        assert_eq!(recent.files().len(), 1);
    }

    /// The names of a list, newest first.
    fn names(recent: &Recent) -> Vec<String> {
        recent.files().iter().map(|file| crate::store::paths::name_of(&file.path)).collect()
    }

    #[test]
    fn what_another_window_opened_stays_on_the_list() {
        let folder = tempfile::tempdir().unwrap();
        let folder = Some(folder.path().to_owned());
        let open = |window: &mut Recent, name: &str| {
            window.add(&Path::new("/年报").join(name), &draft(2018), State::Unfinished).unwrap();
        };
        let (mut first, _) = Recent::load_from(folder.clone());
        let (mut second, _) = Recent::load_from(folder.clone());
        open(&mut first, "甲.nianbao");
        open(&mut second, "乙.nianbao");
        open(&mut second, "丙.nianbao");
        open(&mut first, "丁.nianbao");
        let all = ["丁.nianbao", "丙.nianbao", "乙.nianbao", "甲.nianbao"];
        assert_eq!(
            (names(&first), names(&Recent::load_from(folder.clone()).0)),
            (all.map(String::from).into(), all.map(String::from).into())
        );

        // What one takes off does not come back through the other.
        first.remove(Path::new("/年报/乙.nianbao")).unwrap();
        open(&mut second, "丙.nianbao");
        assert_eq!(names(&second), ["丙.nianbao", "丁.nianbao", "甲.nianbao"]);
    }

    #[test]
    fn what_could_not_be_written_is_not_forgotten() {
        let folder = tempfile::tempdir().unwrap();
        let config = folder.path().join("nianbao");
        std::fs::write(&config, "a file where the folder should be").unwrap();
        let (mut recent, _) = Recent::load_from(Some(config.clone()));
        assert!(recent.add(Path::new("/年报/1.nianbao"), &draft(2018), State::Ready).is_err());
        std::fs::remove_file(&config).unwrap();
        recent.add(Path::new("/年报/2.nianbao"), &draft(2018), State::Ready).unwrap();
        assert_eq!(names(&Recent::load_from(Some(config)).0), ["2.nianbao", "1.nianbao"]);
    }
}
