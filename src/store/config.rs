//! Small RON files in the user's config folder. A machine without one works all the same: what
//! would be kept is then kept in memory.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::disk::{Disk as _, Machine};
use super::trouble::{Doing, explain};
use super::{aside, atomic, places};
use crate::error::Error;

/// The most of a config file that is read, in bytes; ours have a few hundred.
const LARGEST: u64 = 1024 * 1024;

/// The program's own folder in the user's configuration; `None` where there is no home.
pub(super) fn folder() -> Option<PathBuf> {
    places::config()
}

/// What `file` holds, or the default. A damaged file is set aside under another name, so that
/// nothing is lost and the next start is quiet; the error tells of it once.
pub(super) fn load<T: Default + DeserializeOwned>(folder: Option<&Path>, file: &str) -> (T, Option<Error>) {
    let Some(path) = folder.map(|folder| folder.join(file)) else { return (T::default(), None) };
    let bytes = match Machine.read(&path, LARGEST) {
        Ok(bytes) => bytes,
        Err(error) => match error.kind() {
            ErrorKind::NotFound => return (T::default(), None),
            // A folder or a pipe is in the way of what is to be kept: damaged, as below.
            ErrorKind::IsADirectory | ErrorKind::Unsupported => Vec::new(),
            _ => return (T::default(), Some(explain(&error, &path, Doing::Reading))),
        },
    };
    match ron::de::from_bytes(&bytes) {
        Ok(value) => (value, None),
        Err(_) => (T::default(), Some(set_aside(&path))),
    }
}

fn set_aside(path: &Path) -> Error {
    let error = Error::new("内容已损坏，改用初始设置").about(path.display().to_string());
    match aside::set_aside(path) {
        Ok(aside) => error.hint(format!("原文件另存为 {}", aside.display())),
        Err(_) => error.hint("请删除或改名这个文件"),
    }
}

/// Writes `value` to `file`, making the folder where it is missing. Without a folder nothing is
/// written.
pub(super) fn keep<T: Serialize>(folder: Option<&Path>, file: &str, value: &T) -> Result<(), Error> {
    let Some(folder) = folder else { return Ok(()) };
    fs::create_dir_all(folder).map_err(|error| explain(&error, folder, Doing::Writing))?;
    let config = ron::ser::PrettyConfig::new().new_line("\n").struct_names(false);
    let text = ron::ser::to_string_pretty(value, config)
        .map_err(|error| Error::new(format!("不能保存设置（{error}）")).about(file))?;
    atomic::write_whole(&folder.join(file), text.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What stands in the place of a file of settings, and what is left there after loading.
    fn check(put: impl FnOnce(&Path)) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("settings.ron");
        put(&path);
        let (value, error): (u32, _) = load(Some(folder.path()), "settings.ron");
        let told = error.map(|error| error.to_string()).unwrap_or_default();
        assert!(value == 0 && told.contains("settings.damaged.ron"), "{told}");
        assert!(!path.exists() && folder.path().join("settings.damaged.ron").exists());
        keep(Some(folder.path()), "settings.ron", &7_u32).unwrap();
        assert_eq!(load(Some(folder.path()), "settings.ron"), (7_u32, None));
    }

    #[test]
    fn what_is_no_settings_is_set_aside_and_begun_anew() {
        check(|path| fs::write(path, "(theme: ").unwrap());
        check(|path| fs::write(path, [0xFF, 0xFE, 0]).unwrap());
        check(|path| fs::create_dir(path).unwrap());
        #[cfg(unix)]
        check(|path| {
            assert!(std::process::Command::new("mkfifo").arg(path).status().unwrap().success());
        });
    }
}
