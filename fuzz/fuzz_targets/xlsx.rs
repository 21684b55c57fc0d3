//! XLSX: the parts of a workbook, and the whole file as it is.
#![no_main]

use nianbao_fuzz::{packed, parts, read};

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let [sheet, strings, styles, workbook, relations] = parts::<5>(data);
    let or = |part: &'static str, own: &[u8]| if own.is_empty() { part.as_bytes().to_vec() } else { own.to_vec() };
    let workbook = or("<workbook><sheets><sheet name='a' id='a'/></sheets></workbook>", workbook);
    let relations = or(
        "<R><Relationship Id='a' Type='x/worksheet' Target='s.xml'/><Relationship Id='b' Type='x/sharedStrings' Target='t.xml'/>\
         <Relationship Id='c' Type='x/styles' Target='f.xml'/></R>",
        relations,
    );
    let file = packed(&[
        ("xl/workbook.xml", &workbook),
        ("xl/_rels/workbook.xml.rels", &relations),
        ("xl/s.xml", sheet),
        ("xl/t.xml", strings),
        ("xl/f.xml", styles),
    ]);
    read("a.xlsx", &file);
    read("a.xlsx", &[b"PK\x03\x04", data].concat());
});
