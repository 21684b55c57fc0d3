//! Encodings and damaged texts: each line a paragraph, nothing taken for a table.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let Some((kind, data)) = data.split_first() else { return };
    // Valid text gets deeper into mending, other bytes into telling encodings apart.
    match kind % 3 {
        0 => nianbao_fuzz::read("a.txt", data),
        1 => nianbao_fuzz::read("a.txt", String::from_utf8_lossy(data).as_bytes()),
        _ => {
            // Chinese characters out of any bytes.
            let text: String = data
                .chunks(2)
                .map(|pair| match pair {
                    [high, low] => char::from_u32(0x4E00 + (u32::from(*high) << 8 | u32::from(*low)) % 0x51A6),
                    _ => None,
                })
                .map(|c| c.unwrap_or('?'))
                .collect();
            nianbao_fuzz::read("a.txt", text.as_bytes());
        }
    }
});
