//! Who has a draft open: a lock file beside it, `.~lock.NAME#` as office programs make them, so that a second window
//! or a second user reads only and learns whose draft it is.

use std::ffi::OsString;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::atomic::temporary_prefix;
use super::clock;
use super::disk::{self, Access, Disk, Hold, folder_of};

/// The most of a lock file that is read, in bytes; ours have a hundred.
const LARGEST: u64 = 4096;

/// Who has a draft open, and since when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holder {
    /// The name of the account.
    pub user: String,
    /// The name of the machine.
    pub machine: String,
    /// By the clock of that machine, to the minute (“2025-01-20 09:15”).
    pub since: String,
    /// Which process there.
    #[serde(default)]
    token: String,
}

impl Holder {
    fn me() -> Self {
        Self {
            user: user(),
            machine: machine(),
            since: clock::now().strftime("%Y-%m-%d %H:%M").to_string(),
            token: disk::token().to_owned(),
        }
    }

    /// One that could not be read.
    fn unknown() -> Self {
        let (user, machine) = (String::new(), String::new());
        Self { user, machine, since: String::new(), token: String::new() }
    }

    /// Whether it is this very process.
    pub fn is_me(&self) -> bool {
        self.token == disk::token()
    }

    /// In words: “张三（办公室-3）自 2025-01-20 09:15 起打开着”.
    pub fn words(&self) -> String {
        // Anyone may have written the file: a name is a few visible characters.
        let name = |text: &str| text.chars().filter(|c| !c.is_control()).take(40).collect::<String>();
        let who = match (name(&self.user).as_str(), name(&self.machine).as_str()) {
            ("", "") => "另一个窗口或另一位用户".to_owned(),
            (user, "") => user.to_owned(),
            ("", machine) => machine.to_owned(),
            (user, machine) => format!("{user}（{machine}）"),
        };
        match name(&self.since).as_str() {
            "" => format!("{who}正打开着"),
            since => format!("{who}自 {since} 起打开着"),
        }
    }
}

/// A draft of which this window holds the lock; given back when dropped.
pub struct Lock {
    disk: Arc<dyn Disk>,
    path: PathBuf,
    _hold: Box<dyn Hold>,
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Taken over by someone else meanwhile: it is theirs.
        if read(&*self.disk, &self.path).is_some_and(|holder| holder.token == disk::token()) {
            let _ = self.disk.remove(&self.path);
        }
    }
}

/// What came of asking for the lock.
pub enum Locking {
    /// It is ours.
    Ours(Lock),
    /// Someone has it.
    Theirs(Holder),
    /// No lock file can be made there: a read-only medium or folder, a name too long. Work goes on without.
    Without {
        /// The folder or medium takes no files at all.
        is_read_only: bool,
    },
}

/// Asks for the lock of a draft. One left by a process of this machine that is gone is taken over, and what that
/// process left half written beside the draft is taken away.
pub fn take(disk: &Arc<dyn Disk>, draft: &Path) -> Locking {
    let Some(path) = path_for(&**disk, draft) else {
        return Locking::Without { is_read_only: false };
    };
    // Someone may come in between; twice is bad luck, more is someone who has it.
    for _ in 0..3 {
        if let Some(lock) = make(disk, &path) {
            return lock;
        }
        let Some(holder) = read(&**disk, &path) else { continue };
        // Torn by a power cut, it says nothing; then only whether it is held tells.
        let is_here = holder.machine == machine() || holder.machine.is_empty();
        if !is_here {
            return Locking::Theirs(holder);
        }
        match disk.remove_stale(&path) {
            Ok(true) => sweep(&**disk, folder_of(&path), &holder.token),
            Ok(false) => return Locking::Theirs(holder),
            // Gone meanwhile, or no way to tell: then it is theirs.
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            Err(_) => return Locking::Theirs(holder),
        }
    }
    Locking::Theirs(read(&**disk, &path).unwrap_or_else(Holder::unknown))
}

/// Takes the lock although someone has it: she knows that nobody does.
pub fn take_over(disk: &Arc<dyn Disk>, draft: &Path) -> Locking {
    if let Some(path) = path_for(&**disk, draft) {
        let _ = disk.remove(&path);
    }
    take(disk, draft)
}

/// Makes the lock file; `None` where there is one.
fn make(disk: &Arc<dyn Disk>, path: &Path) -> Option<Locking> {
    let text = ron::to_string(&Holder::me()).unwrap_or_default();
    match disk.hold(path, text.as_bytes(), Access::Usual) {
        Ok(hold) => Some(Locking::Ours(Lock { disk: disk.clone(), path: path.to_owned(), _hold: hold })),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => None,
        Err(error) => {
            // A full disk makes the file but takes no word; empty it would keep everybody out.
            if disk.read(path, LARGEST).is_ok_and(|bytes| bytes.is_empty()) {
                let _ = disk.remove_stale(path);
            }
            let refusals = [ErrorKind::PermissionDenied, ErrorKind::ReadOnlyFilesystem];
            Some(Locking::Without { is_read_only: refusals.contains(&error.kind()) })
        }
    }
}

/// What the file says; `None` where it is gone. One that says nothing readable is someone's all the same.
fn read(disk: &dyn Disk, path: &Path) -> Option<Holder> {
    match disk.read(path, LARGEST) {
        Ok(bytes) => Some(ron::de::from_bytes(&bytes).unwrap_or_else(|_| Holder::unknown())),
        Err(error) if error.kind() == ErrorKind::NotFound => None,
        Err(_) => Some(Holder::unknown()),
    }
}

/// Beside the file itself, not beside a link to it.
fn path_for(disk: &dyn Disk, draft: &Path) -> Option<PathBuf> {
    let target = disk.target(draft).ok()?;
    let mut name = OsString::from(".~lock.");
    name.push(target.file_name()?);
    name.push("#");
    Some(folder_of(&target).join(name))
}

/// Takes away what a process that is gone was writing in the folder of the draft itself.
fn sweep(disk: &dyn Disk, folder: &Path, token: &str) {
    if token.is_empty() {
        return;
    }
    let prefix = temporary_prefix(token);
    for name in disk.list(folder).unwrap_or_default() {
        if name.to_str().is_some_and(|name| name.starts_with(&prefix)) {
            let _ = disk.remove(&folder.join(name));
        }
    }
}

fn user() -> String {
    ["USER", "LOGNAME", "USERNAME"]
        .iter()
        .find_map(|name| std::env::var(name).ok().filter(|user| !user.is_empty()))
        .unwrap_or_default()
}

#[cfg(unix)]
fn machine() -> String {
    rustix::system::uname().nodename().to_string_lossy().into_owned()
}

#[cfg(not(unix))]
fn machine() -> String {
    std::env::var("COMPUTERNAME").unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::disk::Machine;

    fn words(locking: &Locking) -> String {
        match locking {
            Locking::Ours(_) => "ours".to_owned(),
            Locking::Theirs(holder) => holder.words(),
            Locking::Without { .. } => "without".to_owned(),
        }
    }

    #[test]
    fn the_second_to_open_a_draft_learns_who_has_it() {
        let folder = tempfile::tempdir().unwrap();
        let (disk, draft) = (Machine::shared(), folder.path().join("金塘镇-2018.nianbao"));
        let first = take(&disk, &draft);
        assert_eq!(words(&first), "ours");
        assert!(words(&take(&disk, &draft)).contains(&machine()));
        drop(first);
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "nothing is left lying");
        assert_eq!(words(&take(&disk, &draft)), "ours");
    }

    #[test]
    fn a_lock_of_another_machine_is_theirs_until_taken_over() {
        let folder = tempfile::tempdir().unwrap();
        let (disk, draft) = (Machine::shared(), folder.path().join("a.nianbao"));
        let theirs = "(user: \"张三\", machine: \"办公室-3\", since: \"2025-01-20 09:15\")";
        std::fs::write(folder.path().join(".~lock.a.nianbao#"), theirs).unwrap();
        assert_eq!(words(&take(&disk, &draft)), "张三（办公室-3）自 2025-01-20 09:15 起打开着");
        assert_eq!(words(&take_over(&disk, &draft)), "ours");
    }

    #[test]
    fn what_a_killed_process_left_is_cleared_away() {
        let folder = tempfile::tempdir().unwrap();
        let (disk, draft) = (Machine::shared(), folder.path().join("a.nianbao"));
        let gone = Holder { token: "dead-1".to_owned(), ..Holder::me() };
        let lock = folder.path().join(".~lock.a.nianbao#");
        std::fs::write(&lock, ron::to_string(&gone).unwrap()).unwrap();
        std::fs::write(folder.path().join(".nianbao-dead-1-7.tmp"), "半份").unwrap();
        let mine = take(&disk, &draft);
        assert_eq!(words(&mine), "ours");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "the lock alone");
    }

    #[cfg(unix)]
    #[test]
    fn what_was_left_half_written_lies_beside_the_draft_and_not_beside_a_link_to_it() {
        let (folder, desktop) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let (draft, link) = (folder.path().join("a.nianbao"), desktop.path().join("a.nianbao"));
        std::fs::write(&draft, "").unwrap();
        std::os::unix::fs::symlink(&draft, &link).unwrap();
        let gone = Holder { token: "dead-1".to_owned(), ..Holder::me() };
        std::fs::write(folder.path().join(".~lock.a.nianbao#"), ron::to_string(&gone).unwrap()).unwrap();
        let half = folder.path().join(".nianbao-dead-1-7.tmp");
        std::fs::write(&half, "半份").unwrap();
        assert_eq!(words(&take(&Machine::shared(), &link)), "ours");
        assert!(!half.exists());
    }

    #[test]
    fn a_lock_that_says_nothing_is_someones_only_while_it_is_held() {
        let folder = tempfile::tempdir().unwrap();
        let (disk, draft) = (Machine::shared(), folder.path().join("a.nianbao"));
        let hold = disk.hold(&folder.path().join(".~lock.a.nianbao#"), &[0xFF, 0], Access::Usual).unwrap();
        assert_eq!(words(&take(&disk, &draft)), "另一个窗口或另一位用户正打开着");
        drop(hold);
        assert_eq!(words(&take(&disk, &draft)), "ours");
        assert_eq!(words(&take(&disk, Path::new("/没有这个文件夹/a.nianbao"))), "without");
    }
}
