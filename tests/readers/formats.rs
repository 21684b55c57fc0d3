//! A format is known by its content, whatever its name.

use std::io::{Cursor, Write as _};

use nianbao::import;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::{document, refusal};

/// A packed file of these parts.
pub fn packed(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn check_refused(bytes: &[u8], expected: &str) {
    let refusal = refusal("年报.docx", bytes);
    assert!(refusal.contains(expected), "{refusal}");
}

#[test]
fn what_needs_another_program_is_told_apart() {
    for name in ["说明.doc", "说明.rtf", "说明.odt"] {
        let bytes = document(name);
        assert!(import::needs_converter(&bytes), "{name}");
        let refusal = refusal(name, &bytes);
        assert!(refusal.contains("请用 Word 或 WPS 打开它，另存为 .docx"), "{refusal}");
    }
    for name in ["统计表.xls", "统计表.ods", "说明.html"] {
        assert!(!import::needs_converter(&document(name)), "{name}");
    }
}

#[test]
fn what_is_not_read_is_refused_with_the_way_out() {
    check_refused(b"", "文件是空的");
    check_refused(b" \n\n", "文件里没有文字");
    check_refused(b"Rar!\x1A\x07\0", "请先解压");
    check_refused(b"\x89PNG\r\n\x1A\n\0\0\0", "这是图片");
    check_refused(&packed(&[("年报.txt", "收到".as_bytes())]), "这是压缩包，里面不是文档");
    check_refused(&packed(&[("OFD.xml", b"<OFD/>")]), "请用 OFD 阅读器另存为 PDF");
    check_refused(&packed(&[("xl/workbook.bin", b"")]), "另存为 .xlsx");
    check_refused(b"PK\x03\x04", "不完整或已损坏");
    check_refused(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0], "不完整或已损坏");
    check_refused(&[1, 2, 3, 0xFF, 0xFE, 0x80, 0, 7, 8, 0x81].repeat(10), "认不出这是什么文件");
}

#[test]
fn a_password_is_told() {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    file.create_stream("/EncryptedPackage").unwrap().write_all(b"x").unwrap();
    check_refused(&file.into_inner().into_inner(), "文件加了密码");
}

#[test]
fn a_file_that_is_too_large_is_not_looked_at() {
    check_refused(&vec![b' '; import::budget::LARGEST_FILE as usize + 1], "文件超过 64 MB");
}
