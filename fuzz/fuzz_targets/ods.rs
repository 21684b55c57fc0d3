//! OpenDocument spreadsheets.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let kind = &b"application/vnd.oasis.opendocument.spreadsheet"[..];
    nianbao_fuzz::read("a.ods", &nianbao_fuzz::packed(&[("mimetype", kind), ("content.xml", data)]));
});
