//! What storing needs of a disk: few operations, so that a test can have each of them fail in turn.

use std::ffi::OsString;
use std::fmt;
use std::fs::{self, File, OpenOptions, Permissions, TryLockError};
use std::io::{self, ErrorKind, Read as _, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// Who may read a new file.
#[derive(Debug, Clone)]
pub enum Access {
    /// Whoever the user's umask allows.
    Usual,
    /// The user alone.
    Owner,
    /// As another file before it.
    Like(Permissions),
}

/// What a disk knows of a file without reading it.
#[derive(Debug, Clone)]
pub struct Status {
    /// A folder.
    pub is_folder: bool,
    /// An ordinary file: no pipe, no device.
    pub is_file: bool,
    /// Marked read-only.
    pub is_read_only: bool,
    /// Its length in bytes.
    pub length: u64,
    /// When it was written last, in nanoseconds since 1970; 0 where the disk does not say.
    pub modified: u128,
    /// Who may do what with it; `None` on a disk that knows no such thing.
    pub permissions: Option<Permissions>,
}

/// A file being written.
pub trait Output: Write + Send {
    /// Returns once all that was written is on the disk.
    ///
    /// # Errors
    /// The system refuses; what was written last may be lost.
    fn sync(&mut self) -> io::Result<()>;
}

/// A file that this process holds: others can tell that it lives. Dropped with the process, however it ends.
pub trait Hold: Send + Sync {}

/// The operations. Paths are whole.
pub trait Disk: fmt::Debug + Send + Sync {
    /// The first `most` bytes of an ordinary file; `Unsupported` of a pipe or a device, which might never answer.
    ///
    /// # Errors
    /// As the system says; so with all below.
    fn read(&self, path: &Path, most: u64) -> io::Result<Vec<u8>>;
    /// What is known of it; a link is followed.
    fn status(&self, path: &Path) -> io::Result<Status>;
    /// Where a link leads, through several if need be; the path itself where it is none. The target need not exist.
    fn target(&self, path: &Path) -> io::Result<PathBuf>;
    /// A new, empty file. `AlreadyExists` where there is one.
    fn create(&self, path: &Path, access: Access) -> io::Result<Box<dyn Output>>;
    /// Gives a file another name, in place of what has it.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// The same where nothing has the name, otherwise `AlreadyExists`.
    fn rename_new(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Takes a file away.
    fn remove(&self, path: &Path) -> io::Result<()>;
    /// Returns once the names in a folder are on the disk. No error where the file system cannot say.
    fn sync_folder(&self, folder: &Path) -> io::Result<()>;
    /// The names in a folder, sorted.
    fn list(&self, folder: &Path) -> io::Result<Vec<OsString>>;
    /// Makes a folder that only the user may enter, and those above it, where there is none.
    fn make_folder(&self, folder: &Path) -> io::Result<()>;
    /// A new file with that content, held from now on. `AlreadyExists` where there is one.
    fn hold(&self, path: &Path, content: &[u8], access: Access) -> io::Result<Box<dyn Hold>>;
    /// Whether a process holds that file. `Unsupported` where the file system cannot say.
    fn is_held(&self, path: &Path) -> io::Result<bool>;
    /// Takes away a file that no process holds; `false` where one does, or it is another file by now.
    fn remove_stale(&self, path: &Path) -> io::Result<bool>;
}

/// The disk of the machine.
#[derive(Debug, Clone, Copy, Default)]
pub struct Machine;

impl Machine {
    /// It, to be shared with threads.
    pub fn shared() -> Arc<dyn Disk> {
        Arc::new(Self)
    }
}

/// A name that no other process on any machine uses, in letters that every file system takes.
pub fn token() -> &'static str {
    static TOKEN: OnceLock<String> = OnceLock::new();
    TOKEN.get_or_init(|| {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or(Duration::ZERO);
        format!("{:x}-{:x}", std::process::id(), since.as_nanos())
    })
}

/// A number that this process has not given before.
pub fn next_number() -> u64 {
    static NUMBER: AtomicU64 = AtomicU64::new(1);
    NUMBER.fetch_add(1, Ordering::Relaxed)
}

impl Output for File {
    fn sync(&mut self) -> io::Result<()> {
        self.sync_all()
    }
}

impl Hold for File {}

impl Disk for Machine {
    fn read(&self, path: &Path, most: u64) -> io::Result<Vec<u8>> {
        let file = opened(path)?;
        let length = file.metadata()?.len().min(most);
        let mut bytes = Vec::with_capacity(length as usize + 1);
        file.take(most).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    fn status(&self, path: &Path) -> io::Result<Status> {
        let metadata = fs::metadata(path)?;
        let modified = metadata.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
        Ok(Status {
            is_folder: metadata.is_dir(),
            is_file: metadata.is_file(),
            is_read_only: metadata.permissions().readonly(),
            length: metadata.len(),
            modified: modified.map_or(0, |time| time.as_nanos()),
            permissions: Some(metadata.permissions()),
        })
    }

    fn target(&self, path: &Path) -> io::Result<PathBuf> {
        /// As many links as Linux itself follows.
        const MOST: usize = 40;
        let mut target = path.to_owned();
        for _ in 0..MOST {
            match fs::read_link(&target) {
                Ok(next) => target = folder_of(&target).join(next),
                Err(_) => return Ok(target),
            }
        }
        Err(io::Error::other("符号链接首尾相接"))
    }

    fn create(&self, path: &Path, access: Access) -> io::Result<Box<dyn Output>> {
        Ok(Box::new(created(path, access)?))
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    fn rename_new(&self, from: &Path, to: &Path) -> io::Result<()> {
        // tempfile knows how each system does this in one step.
        let from = tempfile::TempPath::try_from_path(from.to_path_buf())?;
        from.persist_noclobber(to).map_err(|refused| {
            // The caller takes it away.
            let _ = refused.path.keep();
            refused.error
        })
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        #[cfg(unix)]
        match File::open(folder).and_then(|folder| folder.sync_all()) {
            // The disk failed; anything else is a file system that cannot do it, or a folder that one may not list.
            Err(error) if error.raw_os_error() == Some(rustix::io::Errno::IO.raw_os_error()) => {
                return Err(error);
            }
            _ => {}
        }
        #[cfg(not(unix))]
        let _ = folder;
        Ok(())
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<OsString>> {
        let mut names = fs::read_dir(folder)?
            .map(|entry| entry.map(|entry| entry.file_name()))
            .collect::<io::Result<Vec<_>>>()?;
        names.sort();
        Ok(names)
    }

    fn make_folder(&self, folder: &Path) -> io::Result<()> {
        let new: Vec<&Path> = folder.ancestors().take_while(|folder| !folder.exists()).collect();
        let mut builder = fs::DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(folder)?;
        // What is written into a folder does not outlast a power cut unless the folder does.
        new.into_iter().try_for_each(|folder| self.sync_folder(folder_of(folder)))
    }

    fn hold(&self, path: &Path, content: &[u8], access: Access) -> io::Result<Box<dyn Hold>> {
        let mut file = held_anew(path, access)?;
        // Whoever asks at this moment has it for a moment; a file system without locks leaves only the content.
        for _ in 0..100 {
            match locked(&file) {
                Err(TryLockError::WouldBlock) => std::thread::yield_now(),
                _ => break,
            }
        }
        file.write_all(content)?;
        Ok(Box::new(file))
    }

    #[cfg(not(windows))]
    fn is_held(&self, path: &Path) -> io::Result<bool> {
        match opened(path)?.try_lock_shared() {
            Ok(()) => Ok(false),
            Err(TryLockError::WouldBlock) => Ok(true),
            Err(TryLockError::Error(error)) => Err(error),
        }
    }

    #[cfg(windows)]
    fn is_held(&self, path: &Path) -> io::Result<bool> {
        /// ERROR_SHARING_VIOLATION: whoever holds it lets others only read.
        const SHARED: Option<i32> = Some(32);
        match OpenOptions::new().append(true).open(path) {
            Ok(_) => Ok(false),
            Err(error) if error.raw_os_error() == SHARED => Ok(true),
            Err(error) => Err(error),
        }
    }

    fn remove_stale(&self, path: &Path) -> io::Result<bool> {
        #[cfg(not(windows))]
        {
            // While it is locked here, nobody else takes it for stale.
            let file = opened(path)?;
            match file.try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => return Ok(false),
                Err(TryLockError::Error(error)) => return Err(error),
            }
            if !is_same(&file, path) {
                return Ok(false);
            }
            fs::remove_file(path)?;
            Ok(true)
        }
        #[cfg(windows)]
        {
            if self.is_held(path)? {
                return Ok(false);
            }
            fs::remove_file(path)?;
            Ok(true)
        }
    }
}

/// The folder of a file; `.` where the path names none.
pub(super) fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// The one place where a file is opened to be read. Who opens a pipe waits for whoever writes to it, maybe for ever,
/// and to open some devices is to set them going.
fn opened(path: &Path) -> io::Result<File> {
    let metadata = fs::metadata(path)?;
    if metadata.is_dir() {
        return Err(ErrorKind::IsADirectory.into());
    }
    if !metadata.is_file() {
        return Err(ErrorKind::Unsupported.into());
    }
    let mut options = OpenOptions::new();
    options.read(true);
    // It may have become a pipe since.
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::custom_flags(
        &mut options,
        rustix::fs::OFlags::NONBLOCK.bits().cast_signed(),
    );
    options.open(path)
}

fn created(path: &Path, access: Access) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    if let Access::Owner = access {
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    }
    let file = options.open(path)?;
    if let Access::Like(permissions) = access {
        file.set_permissions(permissions)?;
    }
    Ok(file)
}

#[cfg(not(windows))]
fn held_anew(path: &Path, access: Access) -> io::Result<File> {
    created(path, access)
}

/// On Windows a lock would keep others from reading who holds it; letting them only read says the same.
#[cfg(windows)]
fn held_anew(path: &Path, _: Access) -> io::Result<File> {
    use std::os::windows::fs::OpenOptionsExt as _;
    const READ_AND_DELETE: u32 = 1 | 4;
    OpenOptions::new().write(true).create_new(true).share_mode(READ_AND_DELETE).open(path)
}

#[cfg(not(windows))]
fn locked(file: &File) -> Result<(), TryLockError> {
    file.try_lock()
}

#[cfg(windows)]
fn locked(_: &File) -> Result<(), TryLockError> {
    Ok(())
}

/// Whether the file still has that name.
#[cfg(unix)]
fn is_same(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    let named = fs::metadata(path).map(|named| (named.dev(), named.ino()));
    let open = file.metadata().map(|open| (open.dev(), open.ino()));
    matches!((named, open), (Ok(named), Ok(open)) if named == open)
}

#[cfg(not(any(unix, windows)))]
fn is_same(_: &File, _: &Path) -> bool {
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_held_file_is_seen_as_such_until_its_holder_ends() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.lock");
        let hold = Machine.hold(&path, "张三".as_bytes(), Access::Owner).unwrap();
        assert_eq!(Machine.read(&path, 100).unwrap(), "张三".as_bytes());
        assert!(Machine.is_held(&path).unwrap() && !Machine.remove_stale(&path).unwrap());
        let again = Machine.hold(&path, b"", Access::Owner).err().map(|error| error.kind());
        assert_eq!(again, Some(ErrorKind::AlreadyExists));
        drop(hold);
        assert!(!Machine.is_held(&path).unwrap() && Machine.remove_stale(&path).unwrap());
        assert_eq!(Machine.is_held(&path).unwrap_err().kind(), ErrorKind::NotFound);
    }

    #[cfg(unix)]
    #[test]
    fn what_is_the_users_own_is_closed_to_others() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let inner = folder.path().join("a").join("b");
        Machine.make_folder(&inner).unwrap();
        Machine.make_folder(&inner).unwrap();
        let file = inner.join("c");
        Machine.create(&file, Access::Owner).unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(&folder.path().join("a")), mode(&inner), mode(&file)), (0o700, 0o700, 0o600));
    }

    #[cfg(unix)]
    #[test]
    fn a_pipe_keeps_nobody_waiting() {
        let folder = tempfile::tempdir().unwrap();
        let pipe = folder.path().join("管道");
        assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        assert_eq!(Machine.read(&pipe, 9).unwrap_err().kind(), ErrorKind::Unsupported);
        assert_eq!(Machine.is_held(&pipe).unwrap_err().kind(), ErrorKind::Unsupported);
        assert_eq!(Machine.remove_stale(&pipe).unwrap_err().kind(), ErrorKind::Unsupported);
        assert_eq!(Machine.read(folder.path(), 9).unwrap_err().kind(), ErrorKind::IsADirectory);
        assert!(pipe.exists());
    }
}
