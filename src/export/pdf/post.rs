//! What printpdf cannot say: version, language, metadata, how a reader opens the file, and an `/ID` that comes
//! from the content instead of from a counter.

use lopdf::{Dictionary, Document as Written, Object, StringFormat};

use crate::error::Error;
use crate::report::Document;

/// Completes the document and writes it.
pub(super) fn finish(mut written: Written, document: &Document) -> Result<Vec<u8>, Error> {
    written.version = "1.7".to_owned();
    set_catalog(&mut written).map_err(|fault| failed(&fault))?;
    set_metadata(&mut written, document);
    tidy_pages(&mut written);
    written.compress();
    // The hash of the file as it is without an identity.
    written.trailer.remove(b"ID");
    let identity = Hash::of(&bytes(&mut written)?).0.to_be_bytes().to_vec();
    let identity = Object::String(identity, StringFormat::Hexadecimal);
    written.trailer.set("ID", vec![identity.clone(), identity]);
    bytes(&mut written)
}

fn bytes(written: &mut Written) -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::new();
    written.save_to(&mut bytes).map_err(|fault| failed(&fault))?;
    Ok(bytes)
}

fn failed(fault: &dyn std::fmt::Display) -> Error {
    Error::new(format!("PDF 没有写成：{fault}"))
}

/// Language, and the title rather than the file's name in the window of the reader.
fn set_catalog(written: &mut Written) -> Result<(), lopdf::Error> {
    let catalog = written.catalog_mut()?;
    catalog.set("Lang", Object::string_literal("zh-CN"));
    let mut preferences = Dictionary::new();
    preferences.set("DisplayDocTitle", true);
    catalog.set("ViewerPreferences", preferences);
    Ok(())
}

/// Title, author and date of the document, and nothing else about who or when.
fn set_metadata(written: &mut Written, document: &Document) {
    let mut info = Dictionary::new();
    let texts = [
        ("Title", document.title.as_str()),
        ("Author", &document.author),
        ("Creator", concat!("Nianbao ", env!("CARGO_PKG_VERSION"))),
        ("Producer", "printpdf 0.12"),
    ];
    for (key, text) in texts.into_iter().filter(|(_, text)| !text.is_empty()) {
        info.set(key, text_string(text));
    }
    if let Some(date) = document.date.as_deref().and_then(pdf_date) {
        info.set("CreationDate", Object::string_literal(date.clone()));
        info.set("ModDate", Object::string_literal(date));
    }
    // printpdf's own, with its date of 1970, goes.
    let old = written.trailer.get(b"Info").and_then(Object::as_reference).ok();
    old.and_then(|old| written.objects.remove(&old));
    let info = match old {
        Some(old) => {
            written.objects.insert(old, Object::Dictionary(info));
            old
        }
        None => written.add_object(info),
    };
    written.trailer.set("Info", info);
}

/// printpdf writes empty lists of links.
fn tidy_pages(written: &mut Written) {
    for page in written.page_iter().collect::<Vec<_>>() {
        if let Ok(page) = written.get_dictionary_mut(page)
            && page.get(b"Annots").and_then(Object::as_array).is_ok_and(Vec::is_empty)
        {
            page.remove(b"Annots");
        }
    }
}

/// A text of the document's dictionary: UTF-16 with its mark.
fn text_string(text: &str) -> Object {
    let units = std::iter::once(0xFEFF).chain(text.encode_utf16());
    Object::String(units.flat_map(u16::to_be_bytes).collect(), StringFormat::Hexadecimal)
}

/// `2019-01-16` as a PDF date at midnight in China; `None` when it is no such date.
fn pdf_date(date: &str) -> Option<String> {
    let date: jiff::civil::Date = date.parse().ok()?;
    let in_range = (1..=9999).contains(&date.year());
    in_range.then(|| format!("D:{:04}{:02}{:02}000000+08'00'", date.year(), date.month(), date.day()))
}

/// A fingerprint of bytes (FNV-1a of 128 bits): the same on every machine and in every release.
pub(super) struct Hash(pub u128);

impl Hash {
    /// The fingerprint of `bytes`.
    pub fn of(bytes: &[u8]) -> Self {
        let start = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d_u128;
        let prime = 0x0000_0000_0100_0000_0000_0000_0000_013b_u128;
        Self(bytes.iter().fold(start, |hash, byte| (hash ^ u128::from(*byte)).wrapping_mul(prime)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_midnight_in_china() {
        assert_eq!(pdf_date("2019-01-16").as_deref(), Some("D:20190116000000+08'00'"));
        assert_eq!(pdf_date("2019年1月16日"), None);
        assert_eq!(pdf_date("2019-02-30"), None);
    }

    #[test]
    fn the_fingerprint_is_the_published_one() {
        assert_eq!(Hash::of(b"a").0, 0xd228_cb69_6f1a_8caf_7891_2b70_4e4a_8964);
    }
}
