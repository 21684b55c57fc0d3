//! Workbooks: XLSX as written here, XLS and ODS as LibreOffice wrote them from `tests/documents/统计表.fods`.

use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};

use super::formats::packed;
use super::limits::{number, xls};
use super::{check, document};

#[test]
fn xls_and_ods_say_the_same() {
    let notes = ["工作表“上年”是隐藏的，也读了"];
    for name in ["统计表.xls", "统计表.ods"] {
        let source = check(
            name,
            document(name),
            &[
                "统计表0| 政府信息公开情况统计表[1×4] / 填报单位：金塘镇 |  |  | 2019年1月16日 / \
             统计指标 | 单位 | 统计数 | 备注⏎（说明） / （一）收到申请数 | 件 | 215 / \
             1.信函申请数 | 件[2×1] | 68 | 31.63% / 2.网络申请数 |  | 147 / 专项经费 | 万元 | 4068.208 | 经核对",
                "上年0| 收到申请数 | 198",
            ],
        );
        assert_eq!(source.notes, notes, "{name}");
    }
}

#[test]
fn xlsx_cells_say_what_is_shown() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet().set_name("统计表").unwrap();
    let percent = Format::new().set_num_format("0.00%");
    let day = Format::new().set_num_format("yyyy\"年\"m\"月\"d\"日\"");
    sheet.merge_range(0, 0, 0, 2, "政府信息公开情况统计表", &Format::new()).unwrap();
    sheet.write(1, 0, "收到申请数").unwrap();
    sheet.write(1, 1, 215).unwrap();
    sheet.write_formula(1, 2, Formula::new("=1+1").set_result("68")).unwrap();
    sheet.write(2, 0, "经费").unwrap();
    sheet.write(2, 1, 4068.208).unwrap();
    sheet.write_with_format(2, 2, 0.3163, &percent).unwrap();
    sheet.write_formula(3, 0, Formula::new("=\"办\"&\"结\"").set_result("办结")).unwrap();
    sheet.write(3, 1, true).unwrap();
    sheet.write_datetime_with_format(3, 2, ExcelDateTime::from_ymd(2019, 1, 16).unwrap(), &day).unwrap();
    sheet.write_blank(900, 12, &Format::new().set_bold()).unwrap();
    sheet.set_row_hidden(3).unwrap();
    let hidden = workbook.add_worksheet().set_name("上年").unwrap();
    hidden.write(4, 1, "198").unwrap();
    hidden.set_hidden(true);
    workbook.add_worksheet().set_name("空").unwrap();
    let source = check(
        "统计表.xlsx",
        workbook.save_to_buffer().unwrap(),
        &[
            "统计表0| 政府信息公开情况统计表[1×3] / 收到申请数 | 215 | 68 / 经费 | 4068.208 | 31.63% / 办结 | TRUE | 2019年1月16日",
            "上年0|  /  /  /  /  | 198".replace("/  /  /  /", "/ /  / /").as_str(),
        ],
    );
    assert_eq!(source.notes, ["工作表“统计表”里有隐藏的行或列，也读了", "工作表“上年”是隐藏的，也读了"]);
}

#[test]
fn xlsx_of_other_programs_is_read_too() {
    let main = "xmlns:x=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"http://r\"";
    let sheet = format!(
        "<x:worksheet {main}><x:sheetData><x:row><x:c t=\"inlineStr\"><x:is><x:r><x:t>收到</x:t></x:r><x:r><x:t>申请</x:t></x:r>\
         <x:rPh><x:t>shoudao</x:t></x:rPh></x:is></x:c><x:c><x:v>215.0</x:v></x:c></x:row>\
         <x:row><x:c t=\"str\"><x:v>a&amp;b&#10;c</x:v></x:c><x:c t=\"e\"><x:v>#REF!</x:v></x:c></x:row></x:sheetData></x:worksheet>"
    );
    let workbook =
        format!("<x:workbook {main}><x:sheets><x:sheet name=\"表\" r:id=\"a\"/></x:sheets></x:workbook>");
    let file = packed(&[
        (
            "_rels/.rels",
            b"<R><Relationship Id='a' Type='http://x/officeDocument' Target='/book/main.xml'/></R>",
        ),
        (
            "[Content_Types].xml",
            b"<T><O C='application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml'/></T>",
        ),
        ("book/main.xml", workbook.as_bytes()),
        (
            "book/_rels/main.xml.rels",
            b"<R><Relationship Id='a' Type='http://x/worksheet' Target='../s.xml'/></R>",
        ),
        ("s.xml", sheet.as_bytes()),
    ]);
    check("表.xlsx", file, &["表0| 收到申请 | 215 / a&b⏎c | #REF!"]);
}

/// Row, column, style, and what else a record has.
fn cell(kind: u16, row: u16, column: u16, rest: &[u8]) -> (u16, Vec<u8>) {
    let place = [row, column, 0].into_iter().flat_map(u16::to_le_bytes);
    (kind, place.chain(rest.iter().copied()).collect())
}

#[test]
fn every_kind_of_xls_cell_is_read() {
    let packed_215 = (215u32 << 2 | 2).to_le_bytes();
    let packed_52 = (5215u32 << 2 | 3).to_le_bytes();
    let several = [&[0, 0][..], &packed_215, &[0, 0], &packed_52, &[2, 0]].concat();
    let formula = |result: [u8; 8]| [&result[..], &[0; 8]].concat();
    let records = [
        number(0, 0, 4068.208),
        cell(0x027E, 0, 1, &packed_215),
        (0x00BD, [&[1, 0, 0, 0][..], &several].concat()),
        cell(0x0204, 2, 0, &[2, 0, 1, 0x36, 0x65, 0x30, 0x52]),
        cell(0x0205, 2, 1, &[1, 0]),
        cell(0x0205, 2, 2, &[0x17, 1]),
        cell(0x0006, 3, 0, &formula([0, 0, 0, 0, 0, 0, 0xFF, 0xFF])),
        (0x0207, vec![1, 0, 0, b'x']),
        cell(0x0006, 3, 1, &formula(68.0f64.to_le_bytes())),
        cell(0x0006, 3, 2, &formula([3, 0, 0, 0, 0, 0, 0xFF, 0xFF])),
        // A chart in the sheet, with a cell of its own.
        (0x0809, vec![0, 6, 0x20, 0]),
        number(9, 9, 1.0),
        (0x000A, Vec::new()),
        number(4, 0, 1.0),
    ];
    check(
        "表.xls",
        xls(1, &records),
        &["SA0| 4068.208 | 215 / 215 | 52.15 / 收到 | TRUE | #REF! / x | 68 / 1"],
    );
}
