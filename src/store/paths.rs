//! Paths as a clerk gives them.

use std::fs;
use std::path::{Component, Path, PathBuf};

use super::places;
use super::trouble::{Doing, explain};
use crate::error::Error;

/// Whether something stands at that path already.
pub fn exists(path: &Path) -> bool {
    path.exists()
}

/// Whether a folder stands at `path`, or a link to one.
pub fn is_folder(path: &Path) -> bool {
    path.is_dir()
}

/// The whole path of a file that was named from where the program was started: file dialogs begin in its folder.
pub fn whole(path: PathBuf) -> PathBuf {
    std::path::absolute(&path).unwrap_or(path)
}

/// What stands in a folder, for whoever types a path: folders first, then files, each by name; hidden ones left out.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Inside {
    /// Whether it is no folder.
    pub is_file: bool,
    /// Its name.
    pub name: String,
}

/// The most entries of a folder that are told.
const MOST: usize = 2000;

/// What stands in `folder`; nothing where it cannot be read. Names that are no text are left out.
pub fn inside(folder: &Path) -> Vec<Inside> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut found: Vec<Inside> = entries
        .filter_map(Result::ok)
        .filter_map(|entry| {
            let name = entry.file_name().into_string().ok().filter(|name| !name.starts_with('.'))?;
            Some(Inside { is_file: !entry.path().is_dir(), name })
        })
        .take(MOST)
        .collect();
    found.sort();
    found
}

/// Makes a folder, and those it stands in, where there is none.
///
/// # Errors
/// The system refuses, or a file stands there.
pub fn make_folder(path: &Path) -> Result<(), Error> {
    fs::create_dir_all(path).map_err(|error| explain(&error, path, Doing::Writing))
}

/// The path with that extension, put behind whatever the name has unless it is there already.
pub fn with_extension(path: PathBuf, extension: &str) -> PathBuf {
    match path.extension() {
        Some(present) if present.eq_ignore_ascii_case(extension) => path,
        _ => {
            let mut name = path.into_os_string();
            name.push(".");
            name.push(extension);
            PathBuf::from(name)
        }
    }
}

/// The file of that name in a folder or below it; `None` where it is not there, and for a name that leads elsewhere
/// (`../`, a path from the root, a link out of the folder). Names that stand in a draft come from whoever wrote it.
pub fn below(folder: &Path, name: &str) -> Option<PathBuf> {
    let name = Path::new(name);
    let stays = name.components().all(|part| matches!(part, Component::Normal(_)));
    let path = folder.join(name);
    let (real, root) = (path.canonicalize().ok()?, folder.canonicalize().ok()?);
    (stays && real.starts_with(root)).then_some(path)
}

/// The name of a file, as a clerk calls it.
pub fn name_of(path: &Path) -> String {
    path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned())
}

/// Where a clerk expects her files: the folder of documents, or her home, or here; beside a portable program.
pub fn documents_folder() -> PathBuf {
    places::documents().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_tells_what_is_in_it() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["乙.nianbao", "甲.nianbao", ".hidden"] {
            fs::write(folder.path().join(name), "").unwrap();
        }
        fs::create_dir(folder.path().join("年报")).unwrap();
        let names: Vec<_> = inside(folder.path()).into_iter().map(|one| (one.is_file, one.name)).collect();
        assert_eq!(
            names,
            [(false, "年报".to_owned()), (true, "乙.nianbao".to_owned()), (true, "甲.nianbao".to_owned())]
        );
        assert_eq!(inside(&folder.path().join("没有")), []);
    }

    #[test]
    fn a_name_with_a_dot_keeps_it() {
        let check = |given: &str, expected: &str| {
            assert_eq!(with_extension(PathBuf::from(given), "nianbao"), PathBuf::from(expected));
        };
        check("金塘镇-2018", "金塘镇-2018.nianbao");
        check("金塘镇.2018", "金塘镇.2018.nianbao");
        check("金塘镇.NIANBAO", "金塘镇.NIANBAO");
    }
}
