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
    fn a_name_with_a_dot_keeps_it() {
        let check = |given: &str, expected: &str| {
            assert_eq!(with_extension(PathBuf::from(given), "nianbao"), PathBuf::from(expected));
        };
        check("金塘镇-2018", "金塘镇-2018.nianbao");
        check("金塘镇.2018", "金塘镇.2018.nianbao");
        check("金塘镇.NIANBAO", "金塘镇.NIANBAO");
    }
}
