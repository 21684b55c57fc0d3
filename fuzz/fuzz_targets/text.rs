//! Plain texts, CSV and what stood on the clipboard.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    nianbao_fuzz::read("a.txt", data);
    nianbao_fuzz::read("a.csv", data);
    nianbao_fuzz::sound(&nianbao::import::read_pasted(&String::from_utf8_lossy(data)));
});
