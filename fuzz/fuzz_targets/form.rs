//! Files of official forms, and rosters.
#![no_main]

use nianbao::form;
use nianbao::rollup::Roster;

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let text = String::from_utf8_lossy(data);
    let _ = form::parse("a.ron", &text);
    if let Ok(roster) = Roster::read(&text) {
        let kept = roster.write().expect("a roster can be written");
        assert!(Roster::read(&kept).is_ok(), "{kept}");
    }
});
