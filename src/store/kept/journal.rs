//! A journal: the unsaved edits of one draft, as they are made. What one holds is read in `held.rs`.
//!
//! Text, one record a line: eight digits of checksum, a blank, the record as RON. The checksum takes in the one of the
//! line before, so that nothing after a torn or missing line is read. The first lines come whole or not at all (what it
//! is about, the pictures, the draft as it was); after them stands a line for what was edited within a second.

use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::draft::{self, Draft, Edit, Picture};
use crate::store::atomic;
use crate::store::disk::{Disk, Output, folder_of};
use crate::store::stamp::Digest;

/// The newest format of journals. One of another format is left to the program that wrote it.
pub(super) const FORMAT: u32 = 1;

/// The most of a journal that is read, in bytes.
pub(super) const LARGEST: u64 = 256 * 1024 * 1024;

/// How far the edits may grow, in bytes, before the draft as it is becomes the new beginning; or twice that
/// beginning, where it is long.
const LEAST_ROOM: u64 = 512 * 1024;

/// Stands around the number of a picture where the record would hold all of it. RON writes this character as an
/// escape wherever a text has it.
pub(super) const MARK: char = '\u{1}';

/// What a journal is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct About {
    /// The draft's file; `None` where it has none yet, or one whose path is no text.
    pub path: Option<String>,
    /// What the file held when it was last read or written by the window; `None` where there is no file.
    pub saved: Option<Digest>,
}

/// A record.
#[derive(Debug, Serialize, Deserialize)]
pub(super) enum Record {
    /// Of which format it is, and what it is about.
    Begin(u32, About),
    /// A picture: what its text has in RON. They are numbered from 0.
    Picture(String),
    /// The draft as it was when the journal began: the text of its file.
    Base(String),
    /// Edits made since the record before, and when.
    Edits(String, Vec<Edit>),
    /// A save begins that will make the file hold this: whoever finds that there knows whose it is.
    Saving(Digest),
    /// The draft was left open on purpose: it comes back by itself.
    Kept,
}

/// A journal being written.
pub struct Journal {
    disk: Arc<dyn Disk>,
    path: PathBuf,
    about: About,
    /// As it is with every edit recorded so far, on the disk or not.
    draft: Draft,
    /// `None`: what is on the disk, if anything, is not to be added to. It is written anew then.
    output: Option<Box<dyn Output>>,
    pictures: Vec<Picture>,
    /// What saves were to make of the file, the last few.
    savings: Vec<Digest>,
    checksum: u32,
    base: u64,
    added: u64,
}

impl Journal {
    /// A journal that begins with that draft. Nothing is written yet.
    pub fn new(disk: Arc<dyn Disk>, path: PathBuf, about: About, draft: Draft) -> Self {
        let (pictures, savings) = (Vec::new(), Vec::new());
        Self { disk, path, about, draft, output: None, pictures, savings, checksum: 0, base: 0, added: 0 }
    }

    /// Where it lies.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Takes in what was edited, and returns once it is on the disk.
    ///
    /// # Errors
    /// As the system says. The edits are kept and written with the next ones.
    pub fn record(&mut self, edits: Vec<Edit>, when: &str) -> io::Result<()> {
        for edit in &edits {
            // It was applied to the same draft in the window.
            let _ = self.draft.apply(edit.clone());
        }
        let room = LEAST_ROOM.max(self.base.saturating_mul(2));
        if self.output.is_none() || self.added > room {
            return self.begin(when);
        }
        self.add(&Record::Edits(when.to_owned(), edits))
    }

    /// Begins anew with a draft as it is: it was saved meanwhile, or its file is another.
    ///
    /// # Errors
    /// As [`Journal::record`].
    pub fn begin_with(&mut self, about: About, draft: Draft, when: &str) -> io::Result<()> {
        (self.about, self.draft, self.output) = (about, draft, None);
        self.begin(when)
    }

    /// Notes that a save begins which will make the file hold this. Everything edited before is to be recorded.
    ///
    /// # Errors
    /// As [`Journal::record`].
    pub fn saving(&mut self, digest: Digest, when: &str) -> io::Result<()> {
        /// Several only where saves failed.
        const MOST: usize = 8;
        self.savings.push(digest.clone());
        let too_many = self.savings.len().saturating_sub(MOST);
        self.savings.drain(..too_many);
        match self.output.is_none() {
            true => self.begin(when),
            false => self.add(&Record::Saving(digest)),
        }
    }

    /// Notes that the draft was left open on purpose.
    ///
    /// # Errors
    /// As [`Journal::record`].
    pub fn keep(&mut self, when: &str) -> io::Result<()> {
        if self.output.is_none() {
            self.begin(when)?;
        }
        self.add(&Record::Kept)
    }

    /// Takes the journal away: nothing is unsaved.
    ///
    /// # Errors
    /// As the system says.
    pub fn remove(mut self) -> io::Result<()> {
        self.output = None;
        match self.disk.remove(&self.path) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
            _ => self.disk.sync_folder(folder_of(&self.path)),
        }
    }

    /// Writes it with the draft as it is now, in place of what is there.
    fn begin(&mut self, when: &str) -> io::Result<()> {
        self.output = None;
        (self.checksum, self.added) = (0, 0);
        self.pictures = self.draft.texts().flat_map(|(_, text)| text.pictures()).map(picture_of).collect();
        self.pictures.dedup();
        let base = draft::write(&self.draft).map_err(io::Error::other)?;
        let mut text = String::new();
        let pictures = self.pictures.iter().map(|picture| Record::Picture(in_ron(picture)));
        let begin = [Record::Begin(FORMAT, self.about.clone())].into_iter().chain(pictures);
        let rest = [Record::Base(base), Record::Edits(when.to_owned(), Vec::new())].into_iter();
        for record in begin.chain(rest).chain(self.savings.iter().cloned().map(Record::Saving)) {
            let payload = ron::to_string(&record).map_err(io::Error::other)?;
            self.checksum = append(&mut text, self.checksum, &self.short(payload));
        }
        self.base = text.len() as u64;
        self.output = Some(atomic::begin_private(&*self.disk, &self.path, text.as_bytes())?);
        Ok(())
    }

    fn add(&mut self, record: &Record) -> io::Result<()> {
        let mut text = String::new();
        if let Record::Edits(_, edits) = record {
            let mut new = Vec::new();
            edits.iter().for_each(|edit| pictures_of(edit, &mut new));
            for picture in new {
                if !self.pictures.contains(&picture) {
                    let payload = ron::to_string(&Record::Picture(in_ron(&picture)));
                    let payload = payload.map_err(io::Error::other)?;
                    self.checksum = append(&mut text, self.checksum, &self.short(payload));
                    self.pictures.push(picture);
                }
            }
        }
        let payload = self.short(ron::to_string(record).map_err(io::Error::other)?);
        self.checksum = append(&mut text, self.checksum, &payload);
        let Some(mut output) = self.output.take() else { return Ok(()) };
        output.write_all(text.as_bytes())?;
        output.sync()?;
        self.added += text.len() as u64;
        // Only now: after a failure the last line may be torn, and nothing may follow it.
        self.output = Some(output);
        Ok(())
    }

    /// A payload with numbers in place of the pictures that stand before it.
    fn short(&self, mut payload: String) -> String {
        for (number, picture) in self.pictures.iter().enumerate() {
            let whole = in_ron(picture);
            let is_needed = !whole.is_empty() && !payload.starts_with("Picture(");
            if is_needed && payload.contains(&whole) {
                payload = payload.replace(&whole, &format!("{MARK}{number}{MARK}"));
            }
        }
        payload
    }
}

fn picture_of(illustration: &draft::Illustration) -> Picture {
    illustration.picture.clone()
}

/// The pictures that an edit brings.
fn pictures_of(edit: &Edit, into: &mut Vec<Picture>) {
    match edit {
        Edit::Text(_, Some(text)) => into.extend(text.pictures().map(picture_of)),
        Edit::Together { edits, .. } => edits.iter().for_each(|edit| pictures_of(edit, into)),
        _ => {}
    }
}

/// A picture as a record of edits has it.
fn in_ron(picture: &Picture) -> String {
    ron::to_string(picture).unwrap_or_default()
}

/// Adds a line; its checksum.
pub(super) fn append(text: &mut String, before: u32, payload: &str) -> u32 {
    let checksum = checksum(before, payload);
    text.push_str(&format!("{checksum:08x} {payload}\n"));
    checksum
}

/// The checksum of a payload behind the line of that checksum.
pub(super) fn checksum(before: u32, payload: &str) -> u32 {
    let mut hasher = crc32fast::Hasher::new();
    hasher.update(&before.to_le_bytes());
    hasher.update(payload.as_bytes());
    hasher.finalize()
}

#[cfg(test)]
pub(super) mod tests {
    use super::super::held::read;
    use super::*;
    use crate::draft::{Entry, Illustration, Piece, SectionText};
    use crate::form::{CellKey, Field, Kind, editions};
    use crate::store::disk::Machine;

    pub(in crate::store::kept) fn draft() -> Draft {
        Draft::new(editions::named("2014").unwrap(), 2018, "金塘镇")
    }

    pub(in crate::store::kept) fn typed(key: &str, text: &str) -> Edit {
        Edit::entry(CellKey::from(key), Entry::typed(text, Kind::Count))
    }

    fn journal(folder: &Path) -> Journal {
        let about = About { path: Some("/年报/金塘镇-2018.nianbao".to_owned()), saved: None };
        Journal::new(Machine::shared(), folder.join("1.journal"), about, draft())
    }

    pub(in crate::store::kept) fn text(draft: &Draft) -> String {
        draft::write(draft).unwrap()
    }

    #[test]
    fn what_was_recorded_is_read_again_up_to_the_torn_line() {
        let folder = tempfile::tempdir().unwrap();
        let mut journal = journal(folder.path());
        let mut states = Vec::new();
        for number in ["3", "25", "251"] {
            let edit = vec![
                typed("主动公开政府信息数", number),
                Edit::Field(Field::Agency, format!("甲\n{number}")),
            ];
            journal.record(edit, "2025-01-20 09:15").unwrap();
            states.push(text(&journal.draft));
        }
        let bytes = std::fs::read(journal.path()).unwrap();
        let held = read(&bytes).unwrap();
        assert_eq!((text(&held.draft), held.when.as_str()), (states[2].clone(), "2025-01-20 09:15"));
        // Cut anywhere: a state that was there, never another one.
        for cut in (0..bytes.len()).rev() {
            match read(&bytes[..cut]) {
                Some(held) => {
                    assert!(states.contains(&text(&held.draft)) || text(&held.draft) == text(&draft()))
                }
                None => assert!(cut < bytes.len() / 2),
            }
        }
        // A byte turned anywhere: the same.
        for at in (0..bytes.len()).step_by(7) {
            let mut turned = bytes.clone();
            turned[at] ^= 4;
            if let Some(held) = read(&turned) {
                assert!(states.contains(&text(&held.draft)) || text(&held.draft) == text(&draft()));
            }
        }
    }

    #[test]
    fn a_picture_stands_in_a_journal_once() {
        let bytes = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/pictures/blue.png")).unwrap();
        let picture = Picture::read(bytes).unwrap();
        let whole = in_ron(&picture);
        let first = whole.get(..60).unwrap().trim_start_matches(['[', '"']);
        let folder = tempfile::tempdir().unwrap();
        let mut journal = journal(folder.path());
        for words in ["一", "一段", "一段话\u{1}0\u{1}"] {
            let shown = Piece::Picture(Illustration { picture: picture.clone(), caption: String::new() });
            let section = SectionText::new([Piece::Words(words.to_owned()), shown]);
            journal.record(vec![Edit::Text("概述".to_owned(), Some(section))], "").unwrap();
        }
        let bytes = std::fs::read(journal.path()).unwrap();
        // Once as a record, once in the draft as it was at the beginning, which is the text of a file.
        let times = String::from_utf8(bytes.clone()).unwrap().matches(first).count();
        assert_eq!(times, 2);
        assert_eq!(text(&read(&bytes).unwrap().draft), text(&journal.draft));
    }

    #[test]
    fn a_journal_grows_no_further_than_its_room() {
        let folder = tempfile::tempdir().unwrap();
        let mut journal = journal(folder.path());
        for number in 0..60 {
            let long = format!("{number}{}", "字".repeat(10_000));
            journal.record(vec![Edit::Field(Field::Agency, long)], "").unwrap();
        }
        let length = std::fs::metadata(journal.path()).unwrap().len();
        assert!(length < LEAST_ROOM + 100_000, "{length}");
        assert_eq!(text(&read(&std::fs::read(journal.path()).unwrap()).unwrap().draft), text(&journal.draft));
    }

    #[cfg(unix)]
    #[test]
    fn a_journal_is_the_users_own() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let mut journal = journal(folder.path());
        journal.record(vec![typed("主动公开政府信息数", "3")], "").unwrap();
        let mode = std::fs::metadata(journal.path()).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
}
