//! Files as other programs write them.

use nianbao::import::{self, Block, Source};

use super::written::{SONG, TIMES, bar, chinese, deflated, file, latin, page, page_with, stream};

const FONTS: [(&str, &str); 2] = [("C", SONG), ("T", TIMES)];

fn read(bytes: &[u8]) -> Source {
    import::read("报告.pdf", bytes).unwrap()
}

/// Paragraphs as they are, tables as their cells: row, column, text.
fn told(source: &Source) -> Vec<String> {
    let told = |block: &Block| match block {
        Block::Text(paragraph) => paragraph.text.clone(),
        Block::Table(table) => {
            let cells = table.cells.iter().map(|cell| format!("{},{} {}", cell.row, cell.column, cell.text));
            cells.collect::<Vec<_>>().join("|")
        }
    };
    source.blocks.iter().map(told).collect()
}

/// A table of two columns as Word draws it: every side of every cell a bar of its own, with the corners apart.
fn table_of_word(rows: usize) -> String {
    let mut drawn = String::new();
    for row in 0..=rows {
        let y = 700.0 - 20.0 * row as f64;
        for (x, width) in [(90.0, 200.0), (290.5, 99.5)] {
            drawn += &bar(x, y, 0.48, 0.48);
            drawn += &bar(x + 0.48, y, width - 0.48, 0.48);
        }
        if row < rows {
            [90.0, 290.5, 390.0].iter().for_each(|x| drawn += &bar(*x, y - 20.0, 0.48, 20.0));
        }
    }
    drawn
}

#[test]
fn a_table_of_word_is_read_and_a_blank_moves_no_figure() {
    let content = table_of_word(3)
        + &chinese(95.0, 685.0, "收到申请数")
        + &latin(330.0, 685.0, "215")
        + &chinese(95.0, 665.0, "当面申请数")
        + &chinese(95.0, 645.0, "网络申请数")
        + &latin(330.0, 645.0, "68");
    let source = read(&page(&FONTS, &content));
    assert_eq!(told(&source), ["0,0 收到申请数|0,1 215|1,0 当面申请数|2,0 网络申请数|2,1 68"]);
}

#[test]
fn a_figure_too_wide_for_its_box_stays_in_it_and_one_broken_in_two_is_whole() {
    // 100 points of digits in a box of 99, centred: both ends lie outside.
    let content = table_of_word(2)
        + &chinese(95.0, 685.0, "行政许可")
        + &latin(285.0, 685.0, "1234567890123456789")
        + &chinese(95.0, 665.0, "行政处罚")
        + &latin(293.0, 670.0, "123456789012345")
        + &latin(293.0, 662.0, "678");
    let source = read(&page(&FONTS, &content));
    let expected = "0,0 行政许可|0,1 1234567890123456789|1,0 行政处罚|1,1 123456789012345678";
    assert_eq!(told(&source), [expected]);
}

#[test]
fn chinese_fonts_that_are_not_in_the_file_are_read_by_their_codes() {
    let bytes = encoding_rs::GBK.encode("收到申请215件").0;
    let codes: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    for name in ["GBK-EUC-H", "GBKp-EUC-H", "GBK2K-H"] {
        let font = SONG.replace("UniGB-UCS2-H", name);
        let content = format!("BT /C 12 Tf 1 0 0 1 90 700 Tm <{codes}> Tj ET");
        assert_eq!(told(&read(&page(&[("C", &font)], &content))), ["收到申请215件"], "{name}");
    }
    let content = chinese(90.0, 700.0, "收到申请215件");
    assert_eq!(told(&read(&page(&FONTS, &content))), ["收到申请215件"], "UniGB-UCS2-H");
}

#[test]
fn a_page_lying_on_its_side_is_turned_upright() {
    let lines = chinese(0.0, 0.0, "收到申请215件。") + &chinese(0.0, -24.0, "办结218件。");
    let expected = ["收到申请215件。", "办结218件。"];
    // The page is shown turned, or its text is painted so.
    let turned = format!("q 0 1 -1 0 100 100 cm {lines} Q");
    assert_eq!(told(&read(&page_with("/Rotate 90", &FONTS, &turned, &[]))), expected);
    assert_eq!(told(&read(&page(&FONTS, &turned))), expected);
}

#[test]
fn text_across_a_page_is_none_of_it() {
    let content = chinese(90.0, 700.0, "收到申请215件")
        + "q .7 .7 -.7 .7 200 300 cm\n"
        + &chinese(0.0, 0.0, "草稿999")
        + "Q";
    assert_eq!(told(&read(&page(&FONTS, &content))), ["收到申请215件"]);
}

#[test]
fn what_a_field_of_a_form_shows_is_read() {
    let resources = format!("/Subtype/Form/BBox[0 0 100 20]/Resources<</Font<</T {TIMES}>>>>");
    let field = stream(&resources, latin(0.0, 3.0, "215").as_bytes());
    let entries = "/Annots[<</Subtype/Widget/Rect[140 697 240 717]/AP<</N 5 0 R>>>>]";
    let content = chinese(90.0, 700.0, "收到申请");
    assert_eq!(told(&read(&page_with(entries, &FONTS, &content, &[&field]))), ["收到申请215"]);
}

#[test]
fn text_painted_twice_to_look_bold_is_read_once() {
    let content =
        chinese(90.0, 700.0, "统计表") + &chinese(90.3, 700.0, "统计表") + &latin(90.0, 680.0, "11");
    assert_eq!(told(&read(&page(&FONTS, &content))), ["统计表", "11"]);
}

#[test]
fn what_was_written_last_counts_and_a_file_in_the_file_does_not() {
    let wrong = stream("", chinese(90.0, 700.0, "收到申请999件").as_bytes());
    // An attachment, not packed, with objects of its own.
    let inner = [b"4 0 obj\n".as_slice(), &wrong, b"\nendobj\n"].concat();
    let attached = stream("/Type/EmbeddedFile", &inner);
    let content = chinese(90.0, 700.0, "收到申请215件");
    let mut bytes = page_with("", &FONTS, &content, &[&attached]);
    assert_eq!(told(&read(&bytes)), ["收到申请215件"]);
    // Revised: the object once more at the end.
    bytes.extend(b"4 0 obj\n");
    bytes.extend(stream("", chinese(90.0, 700.0, "收到申请216件").as_bytes()));
    bytes.extend(b"\nendobj\n");
    assert_eq!(told(&read(&bytes)), ["收到申请216件"]);
}

#[test]
fn objects_packed_into_a_stream_are_found() {
    let page = format!("<</Type/Page/MediaBox[0 0 595 842]/Resources<</Font<</C {SONG}>>>>/Contents 4 0 R>>");
    let catalog = "<</Type/Catalog/Pages 2 0 R>>";
    let index = format!("1 0 3 {} ", catalog.len());
    let pack = format!("{index}{catalog}{page}");
    let entries = format!("/Type/ObjStm/N 2/First {}", index.len());
    let pack = deflated(&entries, pack.as_bytes());
    let content = deflated("", chinese(90.0, 700.0, "收到申请215件").as_bytes());
    let objects: [&[u8]; 5] = [b"null", b"<</Type/Pages/Kids[3 0 R]/Count 1>>", b"null", &content, &pack];
    let bytes = file(&objects, "<</Root 1 0 R>>");
    assert_eq!(told(&read(&bytes)), ["收到申请215件"]);
}

#[test]
fn a_paragraph_goes_on_over_lines_and_ends_where_the_next_is_set_in() {
    let lines = [
        (114.0, "二〇一八年，本镇主动公开政府信息二百五十九条，其中在政府网站"),
        (90.0, "发布二百五十九条；制发规范性文件零件。"),
        (114.0, "全年收到申请二百一十五件，其中当面申请一百四十五件、网络申请"),
        (90.0, "七十件，均已办结。"),
    ];
    let content: String = lines
        .iter()
        .zip(0_u8..)
        .map(|((x, text), row)| chinese(*x, 700.0 - 24.0 * f64::from(row), text))
        .collect();
    let expected = [
        "二〇一八年，本镇主动公开政府信息二百五十九条，其中在政府网站发布二百五十九条；制发规范性文件零件。",
        "全年收到申请二百一十五件，其中当面申请一百四十五件、网络申请七十件，均已办结。",
    ];
    assert_eq!(told(&read(&page(&FONTS, &content))), expected);
}

/// A table of two columns as a web page with coloured cells prints it: no rules, the ground of each cell apart.
fn table_of_grounds(rows: usize) -> String {
    let places = (0..rows).flat_map(|row| [(row, 90.0, 200.0), (row, 292.0, 98.0)]);
    places.map(|(row, x, width)| bar(x, 681.0 - 20.0 * row as f64, width, 18.0)).collect()
}

#[test]
fn a_table_of_grounds_without_rules_keeps_its_blanks_in_place() {
    let content = format!(
        "0.9 0.9 1 rg {} 0 g {}{}{}{}{}",
        table_of_grounds(3),
        chinese(95.0, 685.0, "收到申请数"),
        latin(330.0, 685.0, "215"),
        chinese(95.0, 665.0, "当面申请数"),
        chinese(95.0, 645.0, "网络申请数"),
        latin(330.0, 645.0, "68"),
    );
    let source = read(&page(&FONTS, &content));
    assert_eq!(told(&source), ["0,0 收到申请数|0,1 215|1,0 当面申请数|2,0 网络申请数|2,1 68"]);
}

#[test]
fn a_table_of_dotted_lines_is_read() {
    let mut content = String::new();
    for row in 0..=2 {
        let y = 700.0 - 20.0 * f64::from(row);
        (0..150).for_each(|dot| content += &bar(90.0 + 2.0 * f64::from(dot), y, 1.0, 1.0));
    }
    for x in [90.0, 290.0, 388.0] {
        (0..20).for_each(|dot| content += &bar(x, 660.0 + 2.0 * f64::from(dot), 1.0, 1.0));
    }
    content += &chinese(95.0, 685.0, "收到申请数");
    content += &chinese(95.0, 665.0, "当面申请数");
    content += &latin(330.0, 665.0, "7");
    assert_eq!(told(&read(&page(&FONTS, &content))), ["0,0 收到申请数|1,0 当面申请数|1,1 7"]);
}
