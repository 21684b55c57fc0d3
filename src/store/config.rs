//! Small RON files in the user's config folder. A machine without one works all the same: what
//! would be kept is then kept in memory.

use std::fs;
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::trouble::{Doing, explain};
use super::{atomic, places};
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
    let mut text = String::new();
    let read = fs::File::open(&path).and_then(|file| file.take(LARGEST).read_to_string(&mut text));
    match read {
        Err(error) if error.kind() == ErrorKind::NotFound => return (T::default(), None),
        // Not UTF-8: damaged, as below.
        Err(error) if error.kind() == ErrorKind::InvalidData => text.clear(),
        Err(error) => return (T::default(), Some(explain(&error, &path, Doing::Reading))),
        Ok(_) => {}
    }
    match ron::from_str(&text) {
        Ok(value) => (value, None),
        Err(_) => (T::default(), Some(set_aside(&path))),
    }
}

fn set_aside(path: &Path) -> Error {
    let aside = path.with_extension("damaged.ron");
    let error = Error::new("内容已损坏，改用初始设置").about(path.display().to_string());
    match fs::rename(path, &aside) {
        Ok(()) => error.hint(format!("原文件另存为 {}", aside.display())),
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
