//! Whatever bytes there are: an answer in Chinese within the budget, and no panic. `fuzz/` goes on from here.

use std::io::{Cursor, Read as _};

use nianbao::import::{self, Block, Source};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::TestCaseError;

use super::document;
use super::formats::packed;

/// What the budget lets a source have.
const MOST_CELLS: u64 = 400_000;

/// What was read keeps what `Source` promises; what was not is told in Chinese.
fn holds(name: &str, bytes: &[u8]) -> Result<(), TestCaseError> {
    match import::read(name, bytes) {
        Ok(source) => sound(&source),
        Err(error) => {
            prop_assert!(error.what.chars().any(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c)), "{error}");
            Ok(())
        }
    }
}

fn sound(source: &Source) -> Result<(), TestCaseError> {
    let mut squares = 0;
    for block in &source.blocks {
        match block {
            Block::Text(paragraph) => {
                prop_assert!(!paragraph.text.trim().is_empty());
                prop_assert!(paragraph.level <= 6);
            }
            Block::Table(table) => {
                let mut taken: Vec<(u32, u32)> = Vec::new();
                let (mut rows, mut columns, mut before) = (0u64, 0u64, None);
                for cell in &table.cells {
                    prop_assert!(cell.rows >= 1 && cell.columns >= 1);
                    prop_assert!(before < Some((cell.row, cell.column)), "in reading order");
                    before = Some((cell.row, cell.column));
                    rows = rows.max(u64::from(cell.row) + u64::from(cell.rows));
                    columns = columns.max(u64::from(cell.column) + u64::from(cell.columns));
                    for row in cell.row..cell.row + cell.rows {
                        taken.extend((cell.column..cell.column + cell.columns).map(|column| (row, column)));
                    }
                }
                squares += rows * columns;
                let count = taken.len();
                taken.sort_unstable();
                taken.dedup();
                prop_assert_eq!(taken.len(), count, "no cell covers another");
            }
        }
    }
    prop_assert!(squares <= MOST_CELLS, "{} squares", squares);
    Ok(())
}

/// A change to bytes: at a place, taking so many out, putting these in.
type Change = (prop::sample::Index, usize, Vec<u8>);

fn changes() -> impl Strategy<Value = Vec<Change>> {
    let inserted = prop_oneof![
        vec(any::<u8>(), 0..6),
        // What numbers and spans in all these formats are made of.
        prop::sample::select(vec![
            "99999999", "-1", "0", "65535", "<", "\"", "&#x0;", "</", "\0\0", "A1:XFD9", "|", "\t"
        ])
        .prop_map(|text| text.as_bytes().to_vec()),
    ];
    vec((any::<prop::sample::Index>(), 0..6usize, inserted), 1..8)
}

fn changed(bytes: &[u8], changes: &[Change]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for (place, out, new) in changes {
        let at = place.index(bytes.len() + 1);
        let end = (at + out).min(bytes.len());
        bytes.splice(at..end, new.iter().copied());
    }
    bytes
}

/// A packed file with one of its parts changed: in the whole file, the sums would not agree any more.
fn repacked(bytes: &[u8], which: prop::sample::Index, changes: &[Change]) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut parts = Vec::new();
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).unwrap();
        let mut content = Vec::new();
        part.read_to_end(&mut content).unwrap();
        parts.push((part.name().unwrap().to_string(), content));
    }
    let which = which.index(parts.len());
    parts[which].1 = changed(&parts[which].1, changes);
    let parts: Vec<(&str, &[u8])> =
        parts.iter().map(|(name, content)| (name.as_str(), content.as_slice())).collect();
    packed(&parts)
}

fn workbook() -> Vec<u8> {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.merge_range(0, 0, 0, 2, "统计表", &rust_xlsxwriter::Format::new()).unwrap();
    sheet.write(1, 0, "收到申请数").unwrap();
    sheet.write(1, 1, 215).unwrap();
    sheet.write_with_format(1, 2, 0.3, &rust_xlsxwriter::Format::new().set_num_format("yyyy-m-d")).unwrap();
    workbook.save_to_buffer().unwrap()
}

const PAGE: &str = "<title>年报</title><table><tr><td rowspan=2>收到<td colspan=2 style='display:none'>215<td>\
    <table><tr><td>a<td>b</table><tr><td>68<pre>x  y\n</pre></table><p hidden>x</p><h2>一、概述</h2><script>1</script>";
const TEXT: &str = "# 年报\n| 指标 | 件数 |\n|---|---|\n| 收到 | 215 |\n\n收到  件  215\n办结  件  68\n结转  件  1\n政(zhèng)府\n\
    鏀垮簻淇℃伅\n申請數\tx\ty\n2018 年 ㈠ ﹪ ⼀";
const ARCHIVE: &str = "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=\"x\"\n\n--x\nContent-Type: text/html; \
    charset=gbk\nContent-Transfer-Encoding: quoted-printable\n\n<p>=CA=D5=B5=BD 215=\n\n--x--\n";

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(
        head in prop::sample::select(vec![&b""[..], b"PK\x03\x04", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", b"%PDF-1.7\n", b"{\\rtf", b"\xFF\xFE", b"\xEF\xBB\xBF", b"<html>", b"MIME-Version: 1.0\nContent-Type: x\n\n"]),
        bytes in vec(any::<u8>(), 0..400),
        name in prop::sample::select(vec!["a.csv", "a.txt", "a.docx", "a.xls"]),
    ) {
        holds(name, &[head, &bytes].concat())?;
    }

    #[test]
    fn any_text_is_read_or_refused(text in "(\\PC|[\n\t |<>\"'()]){0,200}") {
        holds("a.txt", text.as_bytes())?;
        sound(&import::read_pasted(&text))?;
    }

    #[test]
    fn changed_pages_and_texts_are_read_or_refused(changes in changes(), which in 0..3usize) {
        let (name, text) = [("a.html", PAGE), ("a.txt", TEXT), ("a.mht", ARCHIVE)][which];
        let bytes = changed(text.as_bytes(), &changes);
        holds(name, &bytes)?;
        sound(&import::read_pasted(&String::from_utf8_lossy(&bytes)))?;
    }

    #[test]
    fn changed_workbooks_are_read_or_refused(changes in changes(), which in any::<prop::sample::Index>()) {
        holds("a.xlsx", &repacked(&workbook(), which, &changes))?;
        holds("a.ods", &repacked(&document("统计表.ods"), which, &changes))?;
        holds("a.xls", &changed(&document("统计表.xls"), &changes))?;
    }

    /// The records themselves: the container is found sound or not before they are looked at.
    #[test]
    fn changed_records_are_read_or_refused(changes in changes()) {
        let bytes = document("统计表.xls");
        let mut file = cfb::CompoundFile::open(Cursor::new(&bytes)).unwrap();
        let mut stream = Vec::new();
        file.open_stream("/Workbook").unwrap().read_to_end(&mut stream).unwrap();
        let mut changed_file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
        let mut opened = changed_file.create_stream("/Workbook").unwrap();
        std::io::Write::write_all(&mut opened, &changed(&stream, &changes)).unwrap();
        drop(opened);
        holds("a.xls", &changed_file.into_inner().into_inner())?;
    }
}
