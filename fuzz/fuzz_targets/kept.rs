//! What the program keeps aside: journals of unsaved edits, settings, who holds a draft. A journal comes as its lines
//! without their checksums, which a fuzzer does not guess.
#![no_main]

use nianbao::draft::{read, write};
use nianbao::store::kept::held;
use nianbao::store::lock::Holder;
use nianbao::store::settings::Settings;

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let text = String::from_utf8_lossy(data);
    if let Some(held) = held::read(data).or_else(|| held::read(framed(&text).as_bytes())) {
        let kept = write(&held.draft).expect("a recovered draft can be written");
        assert_eq!(write(&read(&kept).expect("and read")).expect("written again"), kept);
    }
    if let Ok(settings) = ron::from_str::<Settings>(&text) {
        let _ = ron::to_string(&settings).expect("settings are written again");
    }
    if let Ok(holder) = ron::from_str::<Holder>(&text) {
        assert!(holder.words().chars().count() < 200 && !holder.words().contains('\n'));
    }
});

fn framed(text: &str) -> String {
    let mut before = 0;
    let lines = text.lines().map(|line| {
        let mut hasher = crc32fast::Hasher::new();
        hasher.update(&u32::to_le_bytes(before));
        hasher.update(line.as_bytes());
        before = hasher.finalize();
        format!("{before:08x} {line}\n")
    });
    lines.collect()
}
