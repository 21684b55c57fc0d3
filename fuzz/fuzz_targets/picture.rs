//! Pictures for the text: files as they come from a camera or a stranger.
#![no_main]

use nianbao::draft::Picture;

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    if let Ok(picture) = Picture::read(data.to_vec()) {
        let (width, height) = picture.size();
        assert!(width > 0 && height > 0);
        let _ = picture.thumbnail(64);
    }
});
