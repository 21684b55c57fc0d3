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

/// The drafts opened last, newest first.
#[derive(Debug, Clone, Default)]
pub struct Recent {
    files: Vec<RecentFile>,
    folder: Option<PathBuf>,
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
        (Self { files, folder }, error)
    }

    /// The files, newest first.
    pub fn files(&self) -> &[RecentFile] {
        &self.files
    }

    /// Puts a draft at the top and keeps the list.
    ///
    /// # Errors
    /// The list cannot be written; it holds in memory all the same.
    pub fn add(&mut self, path: &Path, draft: &Draft, state: State) -> Result<(), Error> {
        // A relative path would mean another file from another folder.
        let path = super::paths::whole(path.to_owned());
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
        self.keep()
    }

    /// Takes a file off the list, for one that is gone.
    ///
    /// # Errors
    /// As [`Recent::add`].
    pub fn remove(&mut self, path: &Path) -> Result<(), Error> {
        self.files.retain(|file| file.path != path);
        self.keep()
    }

    fn keep(&self) -> Result<(), Error> {
        // A path that is no text cannot be written down; it lasts as long as the window.
        let writable: Vec<_> = self.files.iter().filter(|file| file.path.to_str().is_some()).collect();
        config::keep(self.folder.as_deref(), FILE, &writable)
    }
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
}
