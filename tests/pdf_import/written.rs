//! PDF files written by hand: as plain as the standard allows, so that a test says all that matters.

use std::fmt::Write as _;
use std::io::Write as _;

/// A Chinese font that is not in the file; its codes are UTF-16.
pub const SONG: &str = "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[\
    <</Type/Font/Subtype/CIDFontType0/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>\
    /DW 1000/W[1 95 500 814 939 500]>>]>>";

/// A Latin font that every reader has; digits are half as wide as high.
pub const TIMES: &str = "<</Type/Font/Subtype/TrueType/BaseFont/TimesNewRoman/Encoding/WinAnsiEncoding/FirstChar 32\
    /Widths[250 333 408 500 500 833 778 180 333 333 500 564 250 333 250 278 500 500 500 500 500 500 500 500 500 500]>>";

/// A file of one page in these fonts.
pub fn page(fonts: &[(&str, &str)], content: &str) -> Vec<u8> {
    page_with("", fonts, content, &[])
}

/// The same with more entries of the page and more objects, from 5 on.
pub fn page_with(entries: &str, fonts: &[(&str, &str)], content: &str, more: &[&[u8]]) -> Vec<u8> {
    let fonts: String = fonts.iter().map(|(name, font)| format!("/{name} {font}")).collect();
    let page = format!(
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<<{fonts}>>\
         /XObject<</X 5 0 R>>>>/Contents 4 0 R{entries}>>"
    );
    let content = stream("", content.as_bytes());
    let mut objects: Vec<&[u8]> = vec![CATALOG, PAGES, page.as_bytes(), &content];
    objects.extend(more);
    file(&objects, "<</Root 1 0 R>>")
}

const CATALOG: &[u8] = b"<</Type/Catalog/Pages 2 0 R>>";
const PAGES: &[u8] = b"<</Type/Pages/Kids[3 0 R]/Count 1>>";

/// A file of these objects, numbered from 1. It has no table of places: readers find them all the same.
pub fn file(objects: &[&[u8]], trailer: &str) -> Vec<u8> {
    let mut file = b"%PDF-1.7\n".to_vec();
    for (number, object) in (1..).zip(objects) {
        writeln!(file, "{number} 0 obj").unwrap();
        file.extend(*object);
        file.extend(b"\nendobj\n");
    }
    write!(file, "trailer\n{trailer}\nstartxref\n0\n%%EOF\n").unwrap();
    file
}

/// A stream of these bytes.
pub fn stream(entries: &str, bytes: &[u8]) -> Vec<u8> {
    let head = format!("<</Length {}{entries}>>stream\n", bytes.len());
    [head.as_bytes(), bytes, b"\nendstream"].concat()
}

/// A stream of these bytes, deflated.
pub fn deflated(entries: &str, bytes: &[u8]) -> Vec<u8> {
    let mut packer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    packer.write_all(bytes).unwrap();
    stream(&format!("/Filter/FlateDecode{entries}"), &packer.finish().unwrap())
}

/// Chinese text at a place, in 12 points of the font `C` (`SONG`).
pub fn chinese(x: f64, y: f64, text: &str) -> String {
    let mut codes = String::new();
    text.encode_utf16().for_each(|unit| write!(codes, "{unit:04x}").unwrap());
    format!("BT /C 12 Tf 1 0 0 1 {x} {y} Tm <{codes}> Tj ET\n")
}

/// Digits at a place, in 12 points of the font `T` (`TIMES`).
pub fn latin(x: f64, y: f64, text: &str) -> String {
    format!("BT /T 12 Tf 1 0 0 1 {x} {y} Tm ({text}) Tj ET\n")
}

/// A thin bar, as Word draws a piece of a border.
pub fn bar(x: f64, y: f64, width: f64, height: f64) -> String {
    format!("0 g {x} {y} {width} {height} re f*\n")
}
