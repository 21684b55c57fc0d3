//! What conversions, portals and scanners did to a text is undone, as far as it can be without guessing.
//!
//! Every text of a source goes through it: paragraphs and cells, in this order.
//!
//! * `mojibake.rs`: UTF-8 that was read as GBK and saved so
//! * `characters.rs`: invisible and compatibility characters, full-width digits
//! * `pinyin.rs`: pinyin in brackets after each character
//! * `simplified.rs`: traditional characters
//! * `blanks.rs`: blanks inside words
//!
//! What was mended is told in the notes, but for what nobody would see (invisible characters, blanks).

mod blanks;
mod characters;
mod mojibake;
mod pinyin;
mod simplified;

use super::{Block, Source};

/// What was mended in a whole source.
#[derive(Debug, Default)]
struct Mended {
    /// Texts that had been read in the wrong encoding.
    mojibake: usize,
    /// Characters of them that could not be restored.
    lost: usize,
    /// Syllables of pinyin taken out.
    pinyin: usize,
}

/// Mends every text of a source. What holds nothing afterwards goes.
pub(super) fn mend(source: &mut Source) {
    let mut mended = Mended::default();
    let mut may_restore = mojibake::MOST_RESTORED;
    for text in texts(source) {
        if let Some(repaired) = mojibake::repaired(text, &mut may_restore) {
            mended.mojibake += 1;
            mended.lost += repaired.lost;
            *text = repaired.text;
        }
        characters::mend(text);
        mended.pinyin += pinyin::remove(text);
    }
    let is_traditional = simplified::is_traditional(texts(source).map(|text| text.as_str()));
    if is_traditional {
        texts(source).for_each(simplified::simplify);
    }
    for block in &mut source.blocks {
        match block {
            Block::Text(paragraph) => blanks::mend(&mut paragraph.text, blanks::In::Paragraph),
            Block::Table(table) => {
                table.cells.iter_mut().for_each(|cell| blanks::mend(&mut cell.text, blanks::In::Cell));
            }
        }
    }
    drop_blank(source);
    source.notes.extend(mended.notes(is_traditional));
}

impl Mended {
    fn notes(&self, is_traditional: bool) -> Vec<String> {
        let mut notes = Vec::new();
        match (self.mojibake, self.lost) {
            (0, _) => {}
            (_, 0) => notes.push("原文是乱码（UTF-8 被当作 GBK 保存），已恢复".to_owned()),
            (_, lost) => {
                notes.push(format!("原文是乱码（UTF-8 被当作 GBK 保存），已恢复，另有 {lost} 个字无法恢复"))
            }
        }
        if self.pinyin > 0 {
            notes.push(format!("去掉了 {} 处夹在文字里的拼音", self.pinyin));
        }
        if is_traditional {
            notes.push("原文是繁体字，已转为简体".to_owned());
        }
        notes
    }
}

fn texts(source: &mut Source) -> impl Iterator<Item = &mut String> {
    source.blocks.iter_mut().flat_map(|block| {
        let (paragraph, table) = match block {
            Block::Text(paragraph) => (Some(&mut paragraph.text), None),
            Block::Table(table) => (None, Some(table.cells.iter_mut().map(|cell| &mut cell.text))),
        };
        paragraph.into_iter().chain(table.into_iter().flatten())
    })
}

/// A paragraph that turned out blank is a gap before the next one.
fn drop_blank(source: &mut Source) {
    let mut gap = 0;
    source.blocks.retain_mut(|block| match block {
        Block::Text(paragraph) => {
            paragraph.gap += std::mem::take(&mut gap);
            if paragraph.text.is_empty() {
                gap = paragraph.gap + 1;
            }
            !paragraph.text.is_empty()
        }
        Block::Table(table) => {
            gap = 0;
            table.cells.retain(|cell| !cell.text.is_empty() || cell.rows > 1 || cell.columns > 1);
            table.cells.iter().any(|cell| !cell.text.is_empty())
        }
    });
}
