//! Where the program keeps what is its own: settings, and what it keeps aside so that nothing is lost. The one place
//! that decides it.

use std::path::PathBuf;

use directories::ProjectDirs;

/// Settings and lists; `None` where there is no home.
pub(super) fn config() -> Option<PathBuf> {
    own().map(|own| own.config_dir().to_owned())
}

/// Journals and versions, which are of this machine; `None` where there is no home.
pub(super) fn state() -> Option<PathBuf> {
    own().map(|own| own.state_dir().unwrap_or(own.data_local_dir()).to_owned())
}

fn own() -> Option<ProjectDirs> {
    ProjectDirs::from("", "", "nianbao")
}
