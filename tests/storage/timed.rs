//! The disk of the machine, and when it is at work: a disk that is busy with what others wrote keeps even the promptest
//! program waiting, and that time is not the program's.

use std::ffi::OsString;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use nianbao::store::disk::{Access, Disk, Hold, Machine, Output, Status};

/// The disk. `tell` is called with `true` when it begins to work and with `false` when it rests again.
#[derive(Clone)]
pub struct Timed(Arc<Inner>);

struct Inner {
    /// How many operations are under way.
    under_way: Mutex<usize>,
    tell: Box<dyn Fn(bool) + Send + Sync>,
}

impl std::fmt::Debug for Timed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Timed")
    }
}

impl Timed {
    /// The disk of the machine.
    pub fn new(tell: impl Fn(bool) + Send + Sync + 'static) -> Self {
        Self(Arc::new(Inner { under_way: Mutex::new(0), tell: Box::new(tell) }))
    }

    fn while_it<T>(&self, works: impl FnOnce() -> T) -> T {
        self.count(true);
        let done = works();
        self.count(false);
        done
    }

    fn count(&self, begins: bool) {
        let mut under_way = self.0.under_way.lock().unwrap_or_else(PoisonError::into_inner);
        *under_way = if begins { *under_way + 1 } else { *under_way - 1 };
        if *under_way == usize::from(begins) {
            (self.0.tell)(begins);
        }
    }
}

struct TimedOutput(Timed, Box<dyn Output>);

impl Write for TimedOutput {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.while_it(|| self.1.write(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.while_it(|| self.1.flush())
    }
}

impl Output for TimedOutput {
    fn sync(&mut self) -> io::Result<()> {
        self.0.while_it(|| self.1.sync())
    }
}

impl Disk for Timed {
    fn read(&self, path: &Path, most: u64) -> io::Result<Vec<u8>> {
        self.while_it(|| Machine.read(path, most))
    }

    fn status(&self, path: &Path) -> io::Result<Status> {
        self.while_it(|| Machine.status(path))
    }

    fn target(&self, path: &Path) -> io::Result<PathBuf> {
        self.while_it(|| Machine.target(path))
    }

    fn create(&self, path: &Path, access: Access) -> io::Result<Box<dyn Output>> {
        let output = self.while_it(|| Machine.create(path, access))?;
        Ok(Box::new(TimedOutput(self.clone(), output)))
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.while_it(|| Machine.rename(from, to))
    }

    fn rename_new(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.while_it(|| Machine.rename_new(from, to))
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        self.while_it(|| Machine.remove(path))
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        self.while_it(|| Machine.sync_folder(folder))
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<OsString>> {
        self.while_it(|| Machine.list(folder))
    }

    fn make_folder(&self, folder: &Path) -> io::Result<()> {
        self.while_it(|| Machine.make_folder(folder))
    }

    fn hold(&self, path: &Path, content: &[u8], access: Access) -> io::Result<Box<dyn Hold>> {
        self.while_it(|| Machine.hold(path, content, access))
    }

    fn is_held(&self, path: &Path) -> io::Result<bool> {
        self.while_it(|| Machine.is_held(path))
    }

    fn remove_stale(&self, path: &Path) -> io::Result<bool> {
        self.while_it(|| Machine.remove_stale(path))
    }
}
