//! XLS: the records of a workbook, and the container as it is.
#![no_main]

use std::io::{Cursor, Write as _};

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).expect("a new file");
    let mut stream = file.create_stream("/Workbook").expect("a new stream");
    stream.write_all(data).expect("memory takes all");
    drop(stream);
    nianbao_fuzz::read("a.xls", &file.into_inner().into_inner());
    nianbao_fuzz::read("a.xls", &[b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", data].concat());
});
