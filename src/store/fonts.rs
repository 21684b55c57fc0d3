//! The body font beside the program. FandolFang is under the GPL (with font exception): it stays a
//! separate file and is read at run time, never built in. `build.rs` puts it beside the program.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use super::disk::{Disk as _, Machine};

/// The file of the body font (仿宋).
pub const BODY_FONT: &str = "FandolFang-Regular.ttf";

/// The bytes of the body font; `None` where it is not installed. Looked for in `$NIANBAO_FONTS`, then
/// in `fonts` beside the program and one folder up, then in `../share/nianbao/fonts`.
pub fn body_font() -> Option<Vec<u8>> {
    folders_beside().iter().find_map(|folder| Machine.read(&folder.join(BODY_FONT), u64::MAX).ok())
}

/// The folders in which fonts are looked for.
pub(super) fn folders_beside() -> Vec<PathBuf> {
    let program = std::env::current_exe().ok();
    folders(std::env::var_os("NIANBAO_FONTS"), program.as_deref())
}

/// Where fonts are looked for, first one first.
fn folders(named: Option<OsString>, program: Option<&Path>) -> Vec<PathBuf> {
    let beside = program.and_then(Path::parent).map(|folder| {
        // One folder up: the test programs of cargo stand in `deps`.
        ["fonts", "../fonts", "../share/nianbao/fonts"].map(|fonts| folder.join(fonts))
    });
    let named = named.filter(|folder| !folder.is_empty()).map(PathBuf::from);
    named.into_iter().chain(beside.into_iter().flatten()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_body_font_is_found_beside_the_program() {
        let font = body_font().expect("build.rs puts it there");
        assert!(font.starts_with(&[0, 1, 0, 0]), "no TrueType font");
    }

    #[test]
    fn a_named_folder_comes_first() {
        let found = folders(Some("/我的字体".into()), Some(Path::new("/usr/bin/nianbao")));
        let found: Vec<_> = found.iter().map(|folder| folder.to_string_lossy()).collect();
        assert_eq!(
            found,
            ["/我的字体", "/usr/bin/fonts", "/usr/bin/../fonts", "/usr/bin/../share/nianbao/fonts"]
        );
        assert_eq!(folders(Some(OsString::new()), None), Vec::<PathBuf>::new());
    }
}
