//! What hostile documents cost: counted before memory is taken.

use std::io::{Cursor, Write as _};

use nianbao::import;
use rust_xlsxwriter::Workbook;

use super::formats::packed;
use super::tests_shown::shown;
use super::{check, refusal};

const CELLS: &str = "表格超过 40 万个单元格，没有读取。请只留下统计表所在的工作表再导入";

fn check_refused(name: &str, bytes: &[u8], expected: &str) {
    let refusal = refusal(name, bytes);
    assert!(refusal.contains(expected), "{name}: {refusal}");
}

/// An XLS file of records, each its kind and its data; `sheets` many sheets begin at the first BOF after the globals.
pub fn xls(sheets: u8, records: &[(u16, Vec<u8>)]) -> Vec<u8> {
    let record = |(kind, data): &(u16, Vec<u8>)| {
        [&kind.to_le_bytes()[..], &(data.len() as u16).to_le_bytes(), data].concat()
    };
    let bof = record(&(0x0809, vec![0, 6, 5, 0, 0, 0, 0, 0]));
    let end = record(&(0x000A, Vec::new()));
    let listed = |start: u32, number: u8| {
        let name = [&[2, 0, b'S'][..], &[b'A' + number % 26]].concat();
        record(&(0x0085, [&start.to_le_bytes()[..], &[0, 0], &name].concat()))
    };
    let length = bof.len() + usize::from(sheets) * listed(0, 0).len() + end.len();
    let globals: Vec<u8> = (0..sheets).flat_map(|number| listed(length as u32, number)).collect();
    let cells: Vec<u8> = records.iter().flat_map(record).collect();
    let stream = [&bof[..], &globals, &end, &bof, &cells, &end].concat();
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    file.create_stream("/Workbook").unwrap().write_all(&stream).unwrap();
    file.into_inner().into_inner()
}

/// A number in a cell.
pub fn number(row: u16, column: u16, value: f64) -> (u16, Vec<u8>) {
    let place = [row, column, 0].into_iter().flat_map(u16::to_le_bytes);
    (0x0203, place.chain(value.to_le_bytes()).collect())
}

fn ods(table: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content><office:body><office:spreadsheet>{table}</office:spreadsheet></office:body></office:document-content>"
    );
    packed(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", content.as_bytes()),
    ])
}

#[test]
fn far_corners_are_refused() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet().set_name("大").unwrap();
    sheet.write(0, 0, 215).unwrap();
    sheet.write(1_048_575, 16_383, 68).unwrap();
    check_refused("大.xlsx", &workbook.save_to_buffer().unwrap(), CELLS);
    check_refused("大.xls", &xls(1, &[number(0, 0, 215.0), number(65_535, 255, 68.0)]), CELLS);
    let cell = "<table:table-cell office:value-type='float' office:value='215'/>";
    let far = format!(
        "<table:table><table:table-row>{cell}</table:table-row><table:table-row table:number-rows-repeated='1048574'/>\
         <table:table-row><table:table-cell table:number-columns-repeated='16383'/>{cell}</table:table-row></table:table>"
    );
    check_refused("大.ods", &ods(&far), CELLS);
}

#[test]
fn a_ledger_beside_the_form_is_left_out_and_told() {
    let mut workbook = Workbook::new();
    let ledger = workbook.add_worksheet().set_name("台账").unwrap();
    ledger.write(0, 0, "编号").unwrap();
    ledger.write(900_000, 3, "末").unwrap();
    let form = workbook.add_worksheet().set_name("统计表").unwrap();
    form.write(0, 0, "收到申请数").unwrap();
    form.write(0, 1, 215).unwrap();
    let source = check("表.xlsx", workbook.save_to_buffer().unwrap(), &["统计表0| 收到申请数 | 215"]);
    assert_eq!(source.notes, ["工作表“台账”没有读取：表格超过 40 万个单元格，没有读取"]);
}

#[test]
fn repeated_cells_are_counted_and_blank_ones_cost_nothing() {
    let repeated = |rows: u32, columns: u32, text: &str| {
        ods(&format!(
            "<table:table table:name='表'><table:table-row table:number-rows-repeated='{rows}'><table:table-cell \
             table:number-columns-repeated='{columns}'>{text}</table:table-cell></table:table-row></table:table>"
        ))
    };
    check("小.ods", repeated(2, 3, "<text:p>0</text:p>"), &["表0| 0 | 0 | 0 / 0 | 0 | 0"]);
    check_refused("大.ods", &repeated(1_048_576, 16_384, "<text:p>0</text:p>"), "没有读取");
    check_refused(
        "长.ods",
        &repeated(1000, 300, &format!("<text:p>{}</text:p>", "长".repeat(10_000))),
        "解压后超过 64 MB",
    );
    check_refused("空.ods", &repeated(4_294_967_295, 4_294_967_295, ""), "文件里没有文字");
}

#[test]
fn merges_over_everything_end_with_the_table() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet().set_name("表").unwrap();
    sheet.merge_range(0, 0, 0, 16_383, "统计表", &rust_xlsxwriter::Format::new()).unwrap();
    sheet.write(1, 0, "收到申请数").unwrap();
    sheet.write(1, 1, 215).unwrap();
    check("表.xlsx", workbook.save_to_buffer().unwrap(), &["表0| 统计表[1×2] / 收到申请数 | 215"]);
    let area: Vec<u8> = [1u16, 0, 65_535, 0, 255].into_iter().flat_map(u16::to_le_bytes).collect();
    let merged = xls(1, &[number(0, 0, 1.0), number(1, 1, 2.0), (0x00E5, area)]);
    check("表.xls", merged, &["SA0| 1"]);
}

#[test]
fn one_long_text_in_every_cell_is_refused() {
    let strings = format!("<sst><si><t>{}</t></si></sst>", "长".repeat(100_000));
    let cells = "<c t='s'><v>0</v></c>".repeat(10_000);
    let sheet = format!("<worksheet><sheetData><row>{cells}</row></sheetData></worksheet>");
    let file = packed(&[
        ("_rels/.rels", b"<R><Relationship Id='a' Type='x/officeDocument' Target='xl/workbook.xml'/></R>"),
        ("xl/workbook.xml", "<workbook><sheets><sheet name='表' id='a'/></sheets></workbook>".as_bytes()),
        (
            "xl/_rels/workbook.xml.rels",
            b"<R><Relationship Id='a' Type='x/worksheet' Target='s.xml'/><Relationship Id='b' Type='x/sharedStrings' Target='t.xml'/></R>",
        ),
        ("xl/s.xml", sheet.as_bytes()),
        ("xl/t.xml", strings.as_bytes()),
    ]);
    check_refused("表.xlsx", &file, "解压后超过 64 MB");
}

#[test]
fn bombs_and_endless_lists_are_refused() {
    let zeros = vec![b' '; 100 * 1024 * 1024];
    check_refused("弹.xlsx", &packed(&[("xl/workbook.xml", &zeros)]), "解压后超过 64 MB");
    check_refused(
        "弹.ods",
        &packed(&[("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", &zeros)]),
        "解压后超过 64 MB",
    );
    let nested = ods(&"<table:table-row-group>".repeat(100_000));
    check_refused("深.ods", &nested, "嵌套超过 200 层");
    let entities = "<!DOCTYPE a [<!ENTITY b '收收收收'>]><office:spreadsheet>&b;</office:spreadsheet>";
    let declared = packed(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", entities.as_bytes()),
    ]);
    check_refused("体.ods", &declared, "不完整或已损坏");
    // Each of many sheets walks the same long stream.
    let filler = vec![(0x00FFu16, vec![0; 8_000]); 800];
    check_refused("多.xls", &xls(200, &filler), "解压后超过 64 MB");
}

#[test]
fn a_page_nested_without_end_is_refused() {
    check_refused("深.html", "<table><tr><td>".repeat(50_000).as_bytes(), "嵌套超过 200 层");
    // Without tables depth costs nothing.
    let deep = format!("{}215<p>{}", "<div><b>".repeat(200_000), "</b></div>".repeat(200_000));
    assert_eq!(shown(&import::read("深.html", deep.as_bytes()).unwrap()), ["0: 215"]);
    let wide = format!("<table>{}</table>", "<tr><td colspan=1000>1<td>2".repeat(1_000));
    check_refused("宽.html", wide.as_bytes(), CELLS);
}

#[test]
fn a_text_of_many_lines_is_read_or_refused() {
    check_refused("长.txt", "a\n".repeat(1_000_001).as_bytes(), "文件超过 100 万段");
    // Lines that nearly align are looked at once, not once for each line.
    let nearly = "a  b\nccc  d  e\nf    g\n".repeat(20_000);
    assert!(!import::read("近.txt", nearly.as_bytes()).unwrap().blocks.is_empty());
    check_refused("表.csv", ",1\n".repeat(400_000).as_bytes(), CELLS);
}
