//! Files that are damaged keep what they hold: they get another name, and what they were for is begun anew.

use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use super::disk::{Disk as _, Machine};
use super::units::ROSTER;

/// So many damaged ones of one file are kept; one more takes the place of the last.
const MOST: usize = 9;

/// Gives a file a name that says it is damaged, and none of those before it: `settings.damaged.ron`,
/// `settings.damaged-2.ron`.
///
/// # Errors
/// As the system says.
pub fn set_aside(path: &Path) -> io::Result<PathBuf> {
    let ending = path.extension().map(|ending| ending.to_string_lossy().into_owned()).unwrap_or_default();
    let named = |number: usize| {
        let number = if number > 1 { format!("-{number}") } else { String::new() };
        path.with_extension(format!("damaged{number}.{ending}"))
    };
    for number in 1..MOST {
        let aside = named(number);
        match Machine.status(&aside) {
            Err(error) if error.kind() == ErrorKind::NotFound => {
                Machine.rename(path, &aside)?;
                return Ok(aside);
            }
            _ => {}
        }
    }
    let last = named(MOST);
    Machine.rename(path, &last).map(|()| last)
}

/// Whether a file of the program has that name because it was set aside.
pub fn is_aside(name: &str) -> bool {
    let mut parts = name.rsplit('.');
    let is_ours = parts.next().is_some_and(|ending| ["ron", ROSTER].contains(&ending));
    let number = parts.next().and_then(|part| part.strip_prefix("damaged"));
    let is_number = |number: &str| number.chars().all(|c| c.is_ascii_digit());
    is_ours
        && number.is_some_and(|number| number.is_empty() || number.strip_prefix('-').is_some_and(is_number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn none_takes_the_place_of_one_before_until_there_are_many() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.ron");
        let mut names = Vec::new();
        for number in 0..MOST + 1 {
            std::fs::write(&path, number.to_string()).unwrap();
            let aside = set_aside(&path).unwrap();
            assert_eq!(std::fs::read_to_string(&aside).unwrap(), number.to_string());
            names.push(aside.file_name().unwrap().to_string_lossy().into_owned());
        }
        assert!(names.iter().all(|name| is_aside(name)), "{names:?}");
        assert!(!["a.ron", "全县.名册", "a.damaged.docx", "a.damaged-x.ron"].into_iter().any(is_aside));
        assert_eq!(names[..2], ["a.damaged.ron", "a.damaged-2.ron"]);
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), MOST);
    }
}
