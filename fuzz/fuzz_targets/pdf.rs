//! PDF files.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    nianbao_fuzz::read("a.pdf", &[b"%PDF-1.7\n", data].concat());
});
