//! Report templates of a user's own, held against every edition.
#![no_main]

use nianbao::form::editions;
use nianbao::report::Template;

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let text = String::from_utf8_lossy(data);
    for form in editions::all() {
        let faults = Template::faults("a.md", &text, form);
        assert!(faults.iter().all(|fault| !fault.what.is_empty()));
    }
});
