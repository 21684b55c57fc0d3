//! Web pages, and web archives.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    nianbao_fuzz::read("a.html", &[b"<html>", data].concat());
    nianbao_fuzz::read("a.mht", &[b"MIME-Version: 1.0\nContent-Type: ", data].concat());
});
