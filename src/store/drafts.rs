//! Drafts on disk.

use std::io::ErrorKind;
use std::path::Path;

use super::atomic::{self, Creation};
use super::trouble::{Doing, explain};
use super::whole::{self, Kind};
use crate::draft::{self, Draft};
use crate::error::Error;

/// The largest file that is read as a draft, in bytes; one without pictures has a few thousand. Pictures at
/// their most ([`draft::MOST_TOGETHER`]) are a third longer in it.
pub const LARGEST: u64 = 32 * 1024 * 1024;

const DRAFT: Kind = Kind {
    largest: LARGEST,
    folder: ("这是文件夹，不是底稿", "请指明文件夹里的 .nianbao 文件"),
    no_file: "请指明一份 .nianbao 底稿",
    too_large: "不是年报底稿",
    hint: "底稿文件以 .nianbao 结尾，由本程序保存",
};

/// Opens a draft.
///
/// # Errors
/// The file is missing, a folder, too large or no draft this program can read. Every error names
/// the file.
pub fn open(path: &Path) -> Result<Draft, Error> {
    let text = read_text(path)?;
    draft::read(&text).map_err(|error| error.about(path.display().to_string()))
}

/// Saves a draft: whole or not at all.
///
/// # Errors
/// As [`draft::write`] and [`atomic::write_whole`].
pub fn save(path: &Path, draft: &Draft) -> Result<(), Error> {
    atomic::write_whole(path, draft::write(draft)?.as_bytes())
}

/// Saves a draft as a file that is not there yet.
///
/// # Errors
/// As [`draft::write`] and [`atomic::write_new`].
pub fn save_new(path: &Path, draft: &Draft) -> Result<Creation, Error> {
    atomic::write_new(path, draft::write(draft)?.as_bytes())
}

fn read_text(path: &Path) -> Result<String, Error> {
    let bytes = whole::read(path, DRAFT)?;
    String::from_utf8(bytes).map_err(|_| explain(&ErrorKind::InvalidData.into(), path, Doing::Reading))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn check(content: Option<&[u8]>, expected: &str) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("金塘镇-2018.nianbao");
        if let Some(content) = content {
            fs::write(&path, content).unwrap();
        }
        let error = open(&path).unwrap_err();
        assert_eq!(error.subject, path.display().to_string());
        assert!(error.to_string().contains(expected), "{error}");
    }

    #[test]
    fn what_is_no_draft_is_told_by_name() {
        check(None, "找不到这个文件");
        check(Some(b""), "文件是空的");
        check(Some(b"(format: 2, edition: \"2014"), "引号没有配对");
        check(Some(b"\xFF\xFE\x00("), "不是 UTF-8");
        check(Some("第一行\n第二行".as_bytes()), "这不是年报底稿");
        check(Some(&vec![b' '; LARGEST as usize + 1]), "超过 32 MB");
        assert!(open(Path::new(".")).unwrap_err().what.contains("文件夹"));
    }
}
