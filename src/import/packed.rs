//! A packed file (ZIP: DOCX, XLSX, ODS): its parts, unpacked only as far as the budget reaches.

use std::io::{Cursor, Read as _};

use zip::ZipArchive;

use super::budget::{Budget, LARGEST_FILE, MOST_ENTRIES};
use crate::error::Error;

/// Every entry of the list at a ZIP file's end begins so.
const ENTRY: [u8; 4] = *b"PK\x01\x02";
/// Unpacked at a time, in bytes.
const STEP: usize = 64 * 1024;

/// A packed file, its parts still packed.
#[derive(Debug)]
pub(super) struct Packed<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
}

/// Whether a file is packed at all.
pub(super) fn is_packed(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04")
}

impl<'a> Packed<'a> {
    /// Reads the list of parts. They are counted before it is: the list of a small file can hold a million.
    ///
    /// # Errors
    /// The file is too large, has too many parts, or is damaged.
    pub fn open(bytes: &'a [u8]) -> Result<Self, Error> {
        if bytes.len() as u64 > LARGEST_FILE {
            let most = LARGEST_FILE / 1024 / 1024;
            return Err(Error::new(format!("文件超过 {most} MB，没有读取")).hint("请确认这是年度报告"));
        }
        let entries = bytes.windows(ENTRY.len()).filter(|window| *window == ENTRY).count();
        if entries > MOST_ENTRIES {
            let what = format!("文件内部超过 {MOST_ENTRIES} 个部件，没有读取");
            return Err(Error::new(what).hint("请确认这是年度报告"));
        }
        Ok(Self { archive: ZipArchive::new(Cursor::new(bytes)).map_err(|_| damaged())? })
    }

    /// Whether there is a part of that name.
    pub fn has(&self, name: &str) -> bool {
        self.archive.index_for_name(name).is_some()
    }

    /// A part unpacked; `None` where there is none of that name. Names differ in capitals at most.
    ///
    /// # Errors
    /// It is damaged or locked, or unpacks to more than is left to spend.
    pub fn part(&mut self, name: &str, budget: &mut Budget) -> Result<Option<Vec<u8>>, Error> {
        let exact = self.archive.index_for_name(name);
        let alike = || {
            let mut names = self.archive.file_names();
            names.position(|other| other.is_ok_and(|other| other.eq_ignore_ascii_case(name)))
        };
        let Some(index) = exact.or_else(alike) else { return Ok(None) };
        let mut file = self.archive.by_index(index).map_err(|_| damaged())?;
        let mut bytes = Vec::new();
        let mut step = vec![0; STEP];
        loop {
            // What the list says of a part's size is not believed.
            let read = file.read(&mut step).map_err(|_| damaged())?;
            if read == 0 {
                return Ok(Some(bytes));
            }
            budget.unpack(read as u64)?;
            bytes.extend(step.iter().take(read));
        }
    }
}

/// The error for a file that is cut off or damaged.
pub(super) fn damaged() -> Error {
    Error::new("文件不完整或已损坏，打不开").hint("请用 Word 或 WPS 打开后另存一份再试")
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;

    fn packed(parts: &[(&str, &[u8])]) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in parts {
            zip.start_file(*name, SimpleFileOptions::default()).unwrap();
            zip.write_all(bytes).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    #[test]
    fn a_part_is_found_whatever_its_capitals() {
        let bytes = packed(&[("word/Document.xml", "收到申请".as_bytes())]);
        let mut packed = Packed::open(&bytes).unwrap();
        let mut budget = Budget::default();
        let found = packed.part("word/document.xml", &mut budget).unwrap();
        assert_eq!(found.as_deref(), Some("收到申请".as_bytes()));
        assert_eq!(packed.part("word/styles.xml", &mut budget).unwrap(), None);
    }

    /// 200 MB of zeros are 200 KB.
    #[test]
    fn a_bomb_is_stopped_as_it_unpacks() {
        let bytes = packed(&[("word/document.xml", &vec![0; 200 * 1024 * 1024])]);
        assert!(bytes.len() < 1024 * 1024, "{}", bytes.len());
        let mut budget = Budget::default();
        let error = Packed::open(&bytes).unwrap().part("word/document.xml", &mut budget).unwrap_err();
        assert!(error.to_string().contains("解压后超过"), "{error}");
    }

    #[test]
    fn a_list_of_too_many_parts_is_not_read() {
        let mut bytes = packed(&[("a", b"a")]);
        let more = ENTRY.repeat(MOST_ENTRIES + 1);
        bytes.splice(0..0, more);
        let error = Packed::open(&bytes).unwrap_err().to_string();
        assert!(error.contains("5000 个部件"), "{error}");
    }

    #[test]
    fn a_file_that_is_cut_off_says_so() {
        let bytes = packed(&[("word/document.xml", &[7; 5000])]);
        for length in [0, 4, 30, bytes.len() / 2, bytes.len() - 1] {
            let opened = Packed::open(&bytes[..length]);
            let error = opened
                .and_then(|mut packed| packed.part("word/document.xml", &mut Budget::default()).map(|_| ()));
            assert!(error.is_err_and(|error| error.to_string().contains("不完整或已损坏")), "{length}");
        }
    }
}
