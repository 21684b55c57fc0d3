//! A Word file changed as Word changes it: its XML taken out, words replaced, and packed again.

use std::io::{Cursor, Read as _, Write as _};

use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// A Word file taken apart.
pub struct Word {
    parts: Vec<(String, Vec<u8>)>,
    /// Its text.
    pub text: String,
}

const TEXT: &str = "word/document.xml";

impl Word {
    pub fn open(bytes: &[u8]) -> Self {
        let mut zip = ZipArchive::new(Cursor::new(bytes)).expect("a container");
        let mut parts = Vec::new();
        for index in 0..zip.len() {
            let mut file = zip.by_index(index).expect("an entry");
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).expect("its bytes");
            parts.push((file.name().expect("a name").into_owned(), bytes));
        }
        let (_, text) = parts.iter().find(|(name, _)| name == TEXT).expect("a text");
        Self { text: String::from_utf8(text.clone()).expect("UTF-8"), parts }
    }

    pub fn bytes(&self) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in &self.parts {
            zip.start_file(name.as_str(), SimpleFileOptions::default()).expect("an entry");
            zip.write_all(if name == TEXT { self.text.as_bytes() } else { bytes }).expect("its bytes");
        }
        zip.finish().expect("a container").into_inner()
    }

    /// Drops a part of the file.
    pub fn without(&mut self, part: &str) {
        self.parts.retain(|(name, _)| name != part);
    }

    /// Puts a part in, with the relationship that leads to it.
    pub fn with(&mut self, kind: &str, xml: &str) {
        self.parts.push((format!("word/{kind}.xml"), xml.as_bytes().to_vec()));
        let (_, relations) = self
            .parts
            .iter_mut()
            .find(|(name, _)| name == "word/_rels/document.xml.rels")
            .expect("relations");
        let relation = format!(
            "<Relationship Id=\"rIdNew\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}\" Target=\"{kind}.xml\"/></Relationships>"
        );
        let text = String::from_utf8(relations.clone()).expect("UTF-8");
        *relations = text.replace("</Relationships>", &relation).into_bytes();
    }

    /// Replaces what stands in the text once.
    pub fn replace(&mut self, old: &str, new: &str) {
        assert_eq!(self.text.matches(old).count(), 1, "{old}");
        self.text = self.text.replacen(old, new, 1);
    }

    /// Replaces words with tracked changes on: the run is cut around them.
    pub fn tracked(&mut self, old: &str, new: &str) {
        assert_eq!(self.text.matches(old).count(), 1, "{old}");
        let by = "w:id=\"90\" w:author=\"周明远\" w:date=\"2019-01-18T09:30:00Z\"";
        let properties = "<w:rPr><w:rFonts w:hint=\"eastAsia\"/></w:rPr>";
        let run = |name: &str, words: &str| match words {
            "" => String::new(),
            words => format!("<w:r>{properties}<w:{name} xml:space=\"preserve\">{words}</w:{name}></w:r>"),
        };
        let deleted = if old.is_empty() {
            String::new()
        } else {
            format!("<w:del {by}>{}</w:del>", run("delText", old))
        };
        let inserted =
            if new.is_empty() { String::new() } else { format!("<w:ins {by}>{}</w:ins>", run("t", new)) };
        let cut = format!("</w:t></w:r>{deleted}{inserted}<w:r>{properties}<w:t xml:space=\"preserve\">");
        self.text = self.text.replacen(old, &cut, 1);
    }

    /// The XML of the paragraph that has these words.
    pub fn paragraph(&self, words: &str) -> String {
        let at = self.text.find(words).unwrap_or_else(|| panic!("{words}"));
        let start = self.text[..at].rfind("<w:p>").expect("a paragraph");
        let end = at + self.text[at..].find("</w:p>").expect("its end") + "</w:p>".len();
        self.text[start..end].to_owned()
    }
}

/// A paragraph of plain words.
pub fn paragraph(words: &str) -> String {
    format!("<w:p><w:pPr><w:pStyle w:val=\"NormalIndent\"/></w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>")
}
