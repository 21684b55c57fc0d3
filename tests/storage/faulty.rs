//! A disk in memory that fails at a chosen operation: with an error, after half of what was to be written, or by a
//! power cut, after which only what was synced is sure to be there.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard};

use nianbao::store::disk::{Access, Disk, Hold, Output, Status};

/// What happens at the chosen operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// It is refused; the disk works on.
    Error,
    /// Of what was to be written half is, then it is refused; the disk works on.
    Short,
    /// The disk is full from here on: nothing is created or written any more.
    Full,
    /// The power goes before it.
    CrashBefore,
    /// The power goes after it.
    CrashAfter,
}

/// What of a thing not synced is there after a power cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Left {
    Nothing,
    Half,
    All,
}

#[derive(Debug, Clone, Default)]
struct Content {
    live: Vec<u8>,
    synced: Vec<u8>,
    modified: u128,
}

/// A change of names that is not synced yet.
#[derive(Debug, Clone)]
enum Change {
    Link(PathBuf, usize),
    Unlink(PathBuf),
    Rename(PathBuf, PathBuf, usize),
}

impl Change {
    fn touches(&self, folder: &Path) -> bool {
        let is_in = |path: &Path| path.parent() == Some(folder);
        match self {
            Self::Link(path, _) | Self::Unlink(path) => is_in(path),
            Self::Rename(from, to, _) => is_in(from) || is_in(to),
        }
    }

    fn apply(&self, names: &mut BTreeMap<PathBuf, usize>) {
        match self {
            Self::Link(path, content) => _ = names.insert(path.clone(), *content),
            Self::Unlink(path) => _ = names.remove(path),
            Self::Rename(from, to, content) => {
                names.remove(from);
                names.insert(to.clone(), *content);
            }
        }
    }
}

#[derive(Debug, Clone, Default)]
struct State {
    names: BTreeMap<PathBuf, usize>,
    synced_names: BTreeMap<PathBuf, usize>,
    changes: Vec<Change>,
    contents: Vec<Content>,
    folders: BTreeSet<PathBuf>,
    held: BTreeSet<usize>,
    /// Operations so far.
    count: usize,
    fault: Option<(usize, Fault)>,
    is_down: bool,
    is_full: bool,
    has_failed: bool,
}

/// What an operation is to do.
enum Turn {
    Go,
    Half,
    GoThenDown,
}

impl State {
    fn turn(&mut self, writes: bool) -> io::Result<Turn> {
        if self.is_down {
            return Err(io::Error::other("the power is gone"));
        }
        if self.is_full && writes {
            return Err(ErrorKind::StorageFull.into());
        }
        self.count += 1;
        let Some((at, fault)) = self.fault.filter(|(at, _)| *at == self.count) else { return Ok(Turn::Go) };
        assert_eq!(at, self.count);
        self.has_failed = true;
        match fault {
            Fault::Error => Err(io::Error::other("refused")),
            Fault::Short if writes => Ok(Turn::Half),
            Fault::Short => Err(io::Error::other("refused")),
            Fault::Full => {
                self.is_full = true;
                if writes { Err(ErrorKind::StorageFull.into()) } else { Ok(Turn::Go) }
            }
            Fault::CrashBefore => {
                self.is_down = true;
                Err(io::Error::other("the power goes"))
            }
            Fault::CrashAfter => Ok(Turn::GoThenDown),
        }
    }

    /// The end of an operation that went through.
    fn done<T>(&mut self, turn: &Turn, value: T) -> io::Result<T> {
        match turn {
            Turn::Go => Ok(value),
            Turn::Half => Err(io::Error::other("refused halfway")),
            Turn::GoThenDown => {
                self.is_down = true;
                Err(io::Error::other("the power goes"))
            }
        }
    }

    fn find(&self, path: &Path) -> io::Result<usize> {
        self.names.get(path).copied().ok_or_else(|| ErrorKind::NotFound.into())
    }

    fn change(&mut self, change: Change) {
        change.apply(&mut self.names);
        self.changes.push(change);
    }

    fn new_file(&mut self, path: &Path) -> io::Result<usize> {
        if self.names.contains_key(path) {
            return Err(ErrorKind::AlreadyExists.into());
        }
        if path.parent().is_none_or(|folder| !self.folders.contains(folder)) {
            return Err(ErrorKind::NotFound.into());
        }
        self.contents.push(Content::default());
        let content = self.contents.len() - 1;
        self.change(Change::Link(path.to_owned(), content));
        Ok(content)
    }
}

/// The disk. Clones are the same disk.
#[derive(Debug, Clone, Default)]
pub struct Faulty(Arc<Mutex<State>>);

impl Faulty {
    /// A disk with one file that has been there for long.
    pub fn with(path: &Path, text: &str) -> Self {
        let disk = Self::default();
        {
            let mut state = disk.state();
            state.folders.insert(path.parent().expect("a whole path").to_owned());
            let bytes = text.as_bytes().to_vec();
            state.contents.push(Content { live: bytes.clone(), synced: bytes, modified: 0 });
            state.names.insert(path.to_owned(), 0);
            state.synced_names.insert(path.to_owned(), 0);
        }
        disk
    }

    /// From now on the operation of that number, counted from 1, goes wrong.
    pub fn fail_at(&self, number: usize, fault: Fault) {
        let mut state = self.state();
        state.fault = Some((state.count + number, fault));
    }

    /// Whether the chosen operation was reached.
    pub fn has_failed(&self) -> bool {
        self.state().has_failed
    }

    /// The process ended, however; the disk works again. Nothing that was written is lost.
    pub fn after_exit(&self) -> Self {
        let mut state = self.state().clone();
        state.held.clear();
        (state.fault, state.is_down, state.is_full) = (None, false, false);
        Self(Arc::new(Mutex::new(state)))
    }

    /// The machine after a power cut: of names and contents that were not synced that much is there.
    pub fn after_power_cut(&self, names: Left, contents: Left) -> Self {
        let disk = self.after_exit();
        let mut state = disk.state();
        let survive = match names {
            Left::Nothing => 0,
            Left::Half => state.changes.len() / 2,
            Left::All => state.changes.len(),
        };
        let changes = std::mem::take(&mut state.changes);
        let mut after = state.synced_names.clone();
        changes.iter().take(survive).for_each(|change| change.apply(&mut after));
        (state.names, state.synced_names) = (after.clone(), after);
        for content in &mut state.contents {
            let rest = content.live.strip_prefix(content.synced.as_slice()).map(<[u8]>::to_vec);
            let mut bytes = content.synced.clone();
            match (contents, rest) {
                (Left::All, _) => bytes.clone_from(&content.live),
                (Left::Half, Some(rest)) => {
                    bytes.extend(rest.iter().take(rest.len() / 2));
                    // A block that was never written reads as zeros.
                    bytes.extend(std::iter::repeat_n(0, rest.len() / 4));
                }
                _ => {}
            }
            (content.live, content.synced) = (bytes.clone(), bytes);
        }
        drop(state);
        disk
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().expect("no test panics while it holds the disk")
    }
}

struct File {
    disk: Faulty,
    content: usize,
}

impl Write for File {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut state = self.disk.state();
        let turn = state.turn(true)?;
        let now = state.count as u128;
        let many = if matches!(turn, Turn::Half) { bytes.len() / 2 } else { bytes.len() };
        let content = &mut state.contents[self.content];
        content.live.extend(&bytes[..many]);
        content.modified = now;
        state.done(&turn, many)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Output for File {
    fn sync(&mut self) -> io::Result<()> {
        let mut state = self.disk.state();
        let turn = state.turn(true)?;
        if !matches!(turn, Turn::Half) {
            let content = &mut state.contents[self.content];
            content.synced.clone_from(&content.live);
        }
        state.done(&turn, ())
    }
}

struct Held {
    disk: Faulty,
    content: usize,
}

impl Hold for Held {}

impl Drop for Held {
    fn drop(&mut self) {
        self.disk.state().held.remove(&self.content);
    }
}

impl Disk for Faulty {
    fn read(&self, path: &Path, most: u64) -> io::Result<Vec<u8>> {
        let mut state = self.state();
        let turn = state.turn(false)?;
        let content = state.find(path)?;
        let bytes = state.contents[content].live.iter().copied().take(most as usize).collect();
        state.done(&turn, bytes)
    }

    fn status(&self, path: &Path) -> io::Result<Status> {
        let mut state = self.state();
        let turn = state.turn(false)?;
        let content = state.find(path)?;
        let Content { live, modified, .. } = &state.contents[content];
        let (length, modified) = (live.len() as u64, *modified);
        let (is_folder, is_file, is_read_only) = (false, true, false);
        let status = Status { is_folder, is_file, is_read_only, length, modified, permissions: None };
        state.done(&turn, status)
    }

    fn target(&self, path: &Path) -> io::Result<PathBuf> {
        Ok(path.to_owned())
    }

    fn create(&self, path: &Path, _: Access) -> io::Result<Box<dyn Output>> {
        let mut state = self.state();
        let turn = state.turn(true)?;
        let content = state.new_file(path)?;
        state.done(&turn, ())?;
        drop(state);
        Ok(Box::new(File { disk: self.clone(), content }))
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        let mut state = self.state();
        let turn = state.turn(false)?;
        let content = state.find(from)?;
        if !matches!(turn, Turn::Half) {
            state.change(Change::Rename(from.to_owned(), to.to_owned(), content));
        }
        state.done(&turn, ())
    }

    fn rename_new(&self, from: &Path, to: &Path) -> io::Result<()> {
        if self.state().names.contains_key(to) {
            return Err(ErrorKind::AlreadyExists.into());
        }
        self.rename(from, to)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        let mut state = self.state();
        let turn = state.turn(false)?;
        state.find(path)?;
        state.change(Change::Unlink(path.to_owned()));
        state.done(&turn, ())
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        let mut state = self.state();
        let turn = state.turn(false)?;
        let changes = std::mem::take(&mut state.changes);
        let (synced, waiting): (Vec<_>, Vec<_>) =
            changes.into_iter().partition(|change| change.touches(folder));
        let mut names = std::mem::take(&mut state.synced_names);
        synced.iter().for_each(|change| change.apply(&mut names));
        (state.synced_names, state.changes) = (names, waiting);
        state.done(&turn, ())
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<OsString>> {
        let mut state = self.state();
        let turn = state.turn(false)?;
        let in_folder = state.names.keys().filter(|path| path.parent() == Some(folder));
        let names = in_folder.filter_map(|path| path.file_name().map(ToOwned::to_owned)).collect();
        state.done(&turn, names)
    }

    fn make_folder(&self, folder: &Path) -> io::Result<()> {
        let mut state = self.state();
        let turn = state.turn(true)?;
        state.folders.extend(folder.ancestors().map(Path::to_path_buf));
        state.done(&turn, ())
    }

    fn hold(&self, path: &Path, bytes: &[u8], _: Access) -> io::Result<Box<dyn Hold>> {
        let mut state = self.state();
        let turn = state.turn(true)?;
        let content = state.new_file(path)?;
        if matches!(turn, Turn::Go) {
            state.contents[content].live = bytes.to_vec();
        }
        state.held.insert(content);
        drop(state);
        let held = Held { disk: self.clone(), content };
        self.state().done(&turn, ())?;
        Ok(Box::new(held))
    }

    fn is_held(&self, path: &Path) -> io::Result<bool> {
        let mut state = self.state();
        let turn = state.turn(false)?;
        let content = state.find(path)?;
        let held = state.held.contains(&content);
        state.done(&turn, held)
    }

    fn remove_stale(&self, path: &Path) -> io::Result<bool> {
        let mut state = self.state();
        let turn = state.turn(false)?;
        let content = state.find(path)?;
        let is_stale = !state.held.contains(&content);
        if is_stale {
            state.change(Change::Unlink(path.to_owned()));
        }
        state.done(&turn, is_stale)
    }
}
