//! Files that cannot be read are refused in one sentence that says what to do; those made to harm soon and
//! without much memory.

use nianbao::import;
use proptest::prelude::*;

use super::written::{SONG, chinese, deflated, file, page, page_with, stream};

fn refused(bytes: &[u8], expected: &str) {
    let error = import::read("报告.pdf", bytes).unwrap_err().to_string();
    assert!(error.contains(expected), "{error}");
    assert!(error.contains("请"), "says what to do: {error}");
}

const SCAN: &str = "q 595 0 0 842 0 0 cm /X Do Q\n";

fn picture() -> Vec<u8> {
    stream(
        "/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/DCTDecode",
        b"\xff\xd8",
    )
}

#[test]
fn a_scan_is_told_from_a_report() {
    refused(&page_with("", &[], SCAN, &[&picture()]), "扫描图片");
    // A scanner's page number is no text layer.
    let numbered = SCAN.to_owned() + &chinese(280.0, 40.0, "第1页");
    refused(&page_with("", &[("C", SONG)], &numbered, &[&picture()]), "扫描图片");
    refused(&page(&[], "0 0 100 100 re f"), "没有文字");
    // With a layer of recognised text it can be read.
    let text = SCAN.to_owned()
        + "3 Tr\n"
        + &chinese(90.0, 700.0, "全年共收到政府信息公开申请二百一十五件，均已办结。");
    assert!(import::read("报告.pdf", &page_with("", &[("C", SONG)], &text, &[&picture()])).is_ok());
}

#[test]
fn an_encrypted_file_and_one_without_codes_are_refused_with_the_way_out() {
    let encrypted = file(&[b"<</Type/Catalog/Pages 2 0 R>>"], "<</Root 1 0 R/Encrypt<</Filter/Standard>>>>");
    refused(&encrypted, "密码");
    let font = SONG.replace("UniGB-UCS2-H", "Identity-H").replace("GB1", "Identity");
    refused(&page(&[("C", &font)], &chinese(90.0, 700.0, "收到申请")), "没有文字编码");
    refused(b"%PDF-1.7\nnothing more", "不是完整的 PDF");
}

#[test]
fn what_unpacks_without_end_is_refused() {
    let blanks = vec![b' '; 65 << 20];
    let catalog = b"<</Type/Catalog/Pages 2 0 R>>".as_slice();
    let pages = b"<</Type/Pages/Kids[3 0 R]>>".as_slice();
    let leaf = b"<</Type/Page/Contents 4 0 R>>".as_slice();
    for bomb in [deflated("", &blanks), deflated("/Type/ObjStm/N 1/First 9", &blanks)] {
        refused(&file(&[catalog, pages, leaf, &bomb], "<</Root 1 0 R>>"), "解压后超过");
    }
}

#[test]
fn content_that_contains_itself_and_widths_for_billions_of_codes_end() {
    let itself = deflated("/Subtype/Form/Resources<</XObject<</X 5 0 R>>>>", "/X Do ".repeat(50).as_bytes());
    refused(&page_with("", &[], "/X Do ", &[&itself]), "过于复杂");
    let font = SONG.replace("/W[", "/W[0 4294967295 500 ");
    assert!(import::read("报告.pdf", &page(&[("C", &font)], &chinese(90.0, 700.0, "收到"))).is_ok());
}

#[test]
fn what_is_never_closed_and_what_is_nested_without_end_ends() {
    for unit in
        ["1 0 obj(", "1 0 obj<</A ", "1 0 obj[", "1 0 obj<</Length 9 0 R>>stream\n", "1 0 obj 1 trailer("]
    {
        refused(format!("%PDF-1.7\n{}", unit.repeat(20_000)).as_bytes(), "");
    }
    refused(format!("%PDF-1.7\n1 0 obj {}", "[".repeat(100_000)).as_bytes(), "");
}

/// A page with what there is: text in two fonts, rules, a picture, a form.
fn sound() -> Vec<u8> {
    let form = stream("/Subtype/Form/BBox[0 0 9 9]/Matrix[1 0 0 1 9 9]", b"0 0 m 9 0 l S");
    let rules =
        "90 690 m 390 690 l S 90 720 300 .5 re f 90 690 .5 30 re f 240 690 .5 30 re f 390 690 .5 30 re f\n";
    let content =
        rules.to_owned() + &chinese(95.0, 700.0, "收到申请数") + &chinese(245.0, 700.0, "215") + "/X Do";
    page_with("/Rotate 0", &[("C", SONG)], &content, &[&form])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn no_bytes_make_the_reader_panic(bytes in prop::collection::vec(any::<u8>(), 0..2_000)) {
        let _ = import::read("报告.pdf", &[b"%PDF-1.7\n".as_slice(), &bytes].concat());
    }

    #[test]
    fn no_damage_makes_the_reader_panic(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0..4_usize), 1..12),
    ) {
        let mut bytes = sound();
        for (at, byte, kind) in changes {
            let at = at.index(bytes.len());
            match kind {
                0 => bytes[at] = byte,
                1 => bytes.insert(at, byte),
                2 => _ = bytes.remove(at),
                _ => bytes[at] = b"0123456789<>[]()/ "[usize::from(byte) % 18],
            }
        }
        let _ = import::read("报告.pdf", &bytes);
    }
}
