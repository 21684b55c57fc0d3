//! Word files: the parts of a document, and the whole file as it is.
#![no_main]

use nianbao_fuzz::{packed, parts, read};

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let [document, styles, numbering, notes, relations] = parts::<5>(data);
    let file = packed(&[
        ("word/document.xml", document),
        ("word/styles.xml", styles),
        ("word/numbering.xml", numbering),
        ("word/footnotes.xml", notes),
        ("word/_rels/document.xml.rels", relations),
    ]);
    read("a.docx", &file);
    read("a.docx", &[b"PK\x03\x04", data].concat());
});
