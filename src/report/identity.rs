//! What a file of a report says of itself, so that it is known again when it comes back: whose it is, and what
//! stood in each section when it was written.

use std::ops::Range;

use super::document::{Block, Document, plain_text};
use crate::draft::Draft;
use crate::form::Field;

/// Whose report a document is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Identity {
    /// The agency; empty where the draft names none.
    pub agency: String,
    /// The report year.
    pub year: u16,
    /// Name of the edition.
    pub edition: String,
    /// Whether it is the whole report, not its tables only.
    pub is_whole: bool,
}

/// A bookmark around a section begins so. A report file has no others of ours.
pub const BOOKMARK: &str = "Nianbao_";

/// Property of a file that names the agency.
pub const AGENCY: &str = "年报单位";
/// Property of a file that names the report year.
pub const YEAR: &str = "年报年度";
/// Property of a file that names the edition.
pub const EDITION: &str = "年报版式";
/// Property of a file that says what of the draft it holds.
pub const CONTENT: &str = "年报内容";
/// Properties of a file that begin so hold the fingerprint of the section named behind.
pub const SECTION: &str = "年报正文 ";
/// The whole report, in [`CONTENT`].
pub const WHOLE: &str = "年度报告";
/// The tables only, in [`CONTENT`].
pub const TABLES: &str = "统计表";

impl Identity {
    /// That of a draft's report, or of its tables.
    pub fn of(draft: &Draft, is_whole: bool) -> Self {
        Self {
            agency: draft.field(Field::Agency).trim().to_owned(),
            year: draft.year(),
            edition: draft.form().edition.clone(),
            is_whole,
        }
    }
}

/// The bookmark around a section: letters and digits only, as Word asks, whatever the section is called.
pub fn bookmark(section: &str) -> String {
    format!("{BOOKMARK}{:08x}", hash(section.bytes()) as u32)
}

impl Document {
    /// A few letters that stand for what these blocks print: other words or figures give others.
    pub fn fingerprint(&self, blocks: Range<usize>) -> String {
        let text = |block: &Block| match block {
            Block::Title(text) | Block::Subtitle(text) | Block::Annex(text) => text.clone(),
            Block::Heading { runs, .. } | Block::Paragraph(runs) => plain_text(runs),
            Block::Picture { picture, caption } => {
                format!("{}{caption}", hash(picture.bytes().iter().copied()))
            }
            Block::Chart(chart) => chart.title.clone(),
            Block::Table(table) => table.boxes.iter().map(|place| format!("{}\n", place.text)).collect(),
            Block::Signature { agency, date } => format!("{agency}\n{date}"),
        };
        let texts = self.blocks.get(blocks).unwrap_or_default().iter().map(|block| text(block) + "\n");
        format!("{:016x}", hash(texts.collect::<String>().bytes()))
    }
}

/// FNV-1a: the same on every machine and in every version.
fn hash(bytes: impl Iterator<Item = u8>) -> u64 {
    bytes.fold(0xCBF2_9CE4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01B3))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Run;

    #[test]
    fn a_bookmark_is_a_name_that_word_takes() {
        for section in ["概述", "正文（一） 其他", ""] {
            let name = bookmark(section);
            assert!(
                name.len() <= 40 && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_'),
                "{name}"
            );
        }
        assert_ne!(bookmark("概述"), bookmark("概况"));
    }

    #[test]
    fn a_fingerprint_changes_with_words_and_figures() {
        let document = |text: &str| {
            let figure = Run { text: text.to_owned(), figure: Some("收到申请数".into()) };
            let blocks = vec![Block::Paragraph(vec![Run::words("收到申请"), figure])];
            Document { blocks, ..Document::default() }
        };
        let of = |text: &str| document(text).fingerprint(0..1);
        assert_eq!(of("215"), of("215"));
        assert_ne!(of("215"), of("216"));
        assert_eq!(document("215").fingerprint(3..9), document("").fingerprint(1..1), "nothing there");
    }
}
