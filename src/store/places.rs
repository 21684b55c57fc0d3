//! Where the program keeps what is its own: settings, and what it keeps aside so that nothing is lost. The one place
//! that decides it.
//!
//! A program that is carried about keeps everything beside itself: a file [`PORTABLE`] stands there. The portable
//! packages have one (`packaging/`), an installed program has none.

use std::path::{Path, PathBuf};

use directories::{ProjectDirs, UserDirs};

/// The file beside the program that makes it portable. What is in it is for people: what it does, and that it can be
/// deleted.
const PORTABLE: &str = "portable.txt";
/// The folder beside a portable program.
const DATA: &str = "data";

/// Settings and lists; `None` where there is no home.
pub(super) fn config() -> Option<PathBuf> {
    match portable() {
        Some(folder) => Some(folder.join(DATA).join("config")),
        None => own().map(|own| own.config_dir().to_owned()),
    }
}

/// Journals and versions, which are of this machine; `None` where there is no home.
pub(super) fn state() -> Option<PathBuf> {
    match portable() {
        Some(folder) => Some(folder.join(DATA).join("state")),
        None => own().map(|own| own.state_dir().unwrap_or(own.data_local_dir()).to_owned()),
    }
}

/// Where a clerk expects her files: the folder of documents, or her home; `None` where there is neither. With a
/// portable program they travel along.
pub(super) fn documents() -> Option<PathBuf> {
    portable()
        .or_else(|| UserDirs::new().map(|dirs| dirs.document_dir().unwrap_or(dirs.home_dir()).to_path_buf()))
}

fn own() -> Option<ProjectDirs> {
    ProjectDirs::from("", "", "nianbao")
}

/// The folder of a portable program; `None` for one that is installed.
fn portable() -> Option<PathBuf> {
    std::env::current_exe().ok().and_then(|program| portable_beside(&program))
}

fn portable_beside(program: &Path) -> Option<PathBuf> {
    let folder = program.parent()?;
    folder.join(PORTABLE).is_file().then(|| folder.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_program_with_the_file_beside_it_is_portable() {
        let folder = tempfile::tempdir().unwrap();
        let program = folder.path().join("nianbao");
        assert_eq!(portable_beside(&program), None);
        std::fs::write(folder.path().join(PORTABLE), "便携版").unwrap();
        assert_eq!(portable_beside(&program), Some(folder.path().to_owned()));
    }
}
