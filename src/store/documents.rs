//! Foreign documents on disk, to be imported.

use std::path::Path;

use super::convert;
use super::whole::{self, Kind};
use crate::error::Error;
use crate::import::{self, Source, budget};

const DOCUMENT: Kind = Kind {
    largest: budget::LARGEST_FILE,
    folder: ("这是文件夹，不是文件", "请指明文件夹里的一个文件"),
    no_file: "请指明一个 Word、Excel、PDF、网页或文本文件",
    too_large: "没有读取",
    hint: "请确认这是年度报告",
};

/// Reads a document. What only another program understands is converted first, where one is installed.
///
/// # Errors
/// The file is missing, a folder or too large; or as [`import::read`] and [`convert::to_docx`]. Every error names
/// the file.
pub fn read(path: &Path) -> Result<Source, Error> {
    let bytes = whole::read(path, DOCUMENT)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let source = if import::needs_converter(&bytes) {
        convert::to_docx(&bytes).and_then(|docx| import::read(&name, &docx))
    } else {
        import::read(&name, &bytes)
    };
    source.map_err(|error| error.about(path.display().to_string()))
}

/// Reads the bytes of a Word file that comes back. One in the format of Word 97, or of WPS, is converted first,
/// where a program that can is installed.
///
/// # Errors
/// As [`read`].
pub fn read_word(path: &Path) -> Result<Vec<u8>, Error> {
    let bytes = whole::read(path, DOCUMENT)?;
    if !import::needs_converter(&bytes) {
        return Ok(bytes);
    }
    convert::to_docx(&bytes).map_err(|error| error.about(path.display().to_string()))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn check(content: Option<&[u8]>, expected: &str) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("金塘镇2018年报.txt");
        if let Some(content) = content {
            fs::write(&path, content).unwrap();
        }
        let read = read(&path);
        let told = match &read {
            Ok(source) => format!("{source:?}"),
            Err(error) => {
                assert_eq!(error.subject, path.display().to_string());
                error.to_string()
            }
        };
        assert!(told.contains(expected), "{told}");
    }

    #[test]
    fn a_document_is_read_or_told_why_not() {
        check(Some("收到申请数215件".as_bytes()), "收到申请数215件");
        check(None, "找不到这个文件");
        check(Some(b""), "文件是空的");
        assert!(read(Path::new(".")).unwrap_err().what.contains("文件夹"));
    }
}
