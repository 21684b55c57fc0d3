//! Word files read back from their XML: every box and word in its place, real styles, the head of a table on
//! each page, live figures as content controls; nothing that would keep Word from opening them.

mod drawn;
mod sample;
mod word;

use std::collections::BTreeSet;

use nianbao::draft::Picture;
use nianbao::export;
use nianbao::report::{Block, BoxRole, Chart, ChartRow, Document, Run, TableBlock, TableBox, plain_text};
use nianbao::typeset::{FontBook, lay_out};
use quick_xml::events::Event;
use word::{Paragraph, Row, Word, attribute, each};

fn bytes_of(document: &Document) -> Vec<u8> {
    let fonts = FontBook::bundled(None).expect("the bundled fonts");
    export::docx(document, &lay_out(document, &fonts), &fonts).expect("a Word file")
}

fn word_of(document: &Document) -> Word {
    Word::read(&bytes_of(document))
}

fn of_blocks(blocks: Vec<Block>) -> Document {
    Document { title: "标题".to_owned(), blocks, ..Document::default() }
}

fn one(block: Block) -> Word {
    word_of(&of_blocks(vec![block]))
}

/// The whole of what a report may have.
fn everything() -> Document {
    let mut document = sample::report_2021();
    document.mark = "草稿（2 处强制审核不符）".to_owned();
    document.blocks.push(Block::Annex("附件".to_owned()));
    document.blocks.extend([drawn::chart(4, 2), drawn::picture(300, 200), drawn::wide_table(24, 20)]);
    document.blocks.push(sample::paragraph("以上。"));
    document
}

/// Attributes of all elements of that name.
fn attributes(word: &Word, part: &str, element: &str, name: &str) -> Vec<String> {
    let mut found = Vec::new();
    each(&word.parts[part], |event| match event {
        Event::Start(tag) | Event::Empty(tag) if tag.name().as_ref() == element.as_bytes() => {
            found.push(attribute(tag, name));
        }
        _ => {}
    });
    found
}

#[test]
fn the_same_report_gives_the_same_bytes() {
    let document = everything();
    let first = bytes_of(&document);
    assert!(first == bytes_of(&document));
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(&first)).expect("a container");
    for i in 0..zip.len() {
        let time = zip.by_index(i).expect("an entry").last_modified().expect("a time");
        assert_eq!(time.year(), 1980, "no clock is asked");
    }
}

#[test]
fn every_part_is_there_well_formed_and_named_where_it_must_be() {
    let word = word_of(&everything());
    for (path, bytes) in word.parts.iter().filter(|(path, _)| !path.contains("media/")) {
        let mut count = 0;
        each(bytes, |_| count += 1);
        assert!(count > 3, "{path}");
    }
    for path in attributes(&word, "[Content_Types].xml", "Override", "PartName") {
        assert!(word.parts.contains_key(path.trim_start_matches('/')), "{path}");
    }
    let targets = attributes(&word, "word/_rels/document.xml.rels", "Relationship", "Target");
    for target in &targets {
        assert!(word.parts.contains_key(&format!("word/{target}")), "{target}");
    }
    let ids = attributes(&word, "word/_rels/document.xml.rels", "Relationship", "Id");
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "{ids:?}");
    for (element, name) in
        [("a:blip", "r:embed"), ("w:headerReference", "r:id"), ("w:footerReference", "r:id")]
    {
        let used = attributes(&word, "word/document.xml", element, name);
        assert!(!used.is_empty() && used.iter().all(|id| ids.contains(id)), "{element}: {used:?}");
    }
}

#[test]
fn every_word_is_there_once_and_in_order() {
    for document in [sample::report_2014(), sample::report_2021()] {
        let word = word_of(&document);
        let mut paragraphs = word.paragraphs().into_iter().map(|paragraph| solid(&paragraph.text));
        for block in &document.blocks {
            let texts: Vec<String> = match block {
                Block::Title(text) | Block::Subtitle(text) | Block::Annex(text) => vec![text.clone()],
                Block::Heading { runs, .. } | Block::Paragraph(runs) => vec![plain_text(runs)],
                Block::Signature { agency, date } => vec![agency.clone(), date.clone()],
                Block::Table(table) => table.heading.iter().map(line).chain(table.foot.clone()).collect(),
                Block::Chart(_) | Block::Picture { .. } => panic!("the samples have none"),
            };
            for text in texts {
                assert_eq!(paragraphs.next(), Some(solid(&text)));
            }
        }
        assert_eq!(paragraphs.next(), None);
    }
}

fn line(line: &nianbao::report::TableLine) -> String {
    use nianbao::report::TableLine::{Centred, Left, Title};
    let (Title(text) | Centred(text) | Left(text)) = line;
    text.clone()
}

fn solid(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// The boxes of a table as read back: row, column, rows, columns, text.
fn boxes(rows: &[Row]) -> Vec<(usize, usize, usize, usize, String)> {
    let mut boxes: Vec<(usize, usize, usize, usize, String)> = Vec::new();
    for (r, row) in rows.iter().enumerate() {
        let mut column = 0;
        for cell in &row.cells {
            if cell.merge == "continue" {
                let above = boxes.iter_mut().rfind(|place| place.1 == column).expect("a box to continue");
                assert_eq!((above.0 + above.2, above.3), (r, cell.columns), "merged rows follow each other");
                above.2 += 1;
                assert_eq!(cell.text(), "");
            } else {
                boxes.push((r, column, 1, cell.columns, solid(&cell.text())));
            }
            column += cell.columns;
        }
    }
    boxes
}

#[test]
fn boxes_are_merged_as_in_the_form() {
    for document in [sample::report_2014(), sample::report_2021()] {
        let word = word_of(&document);
        let tables = document.blocks.iter().filter_map(|block| match block {
            Block::Table(table) => Some(table),
            _ => None,
        });
        let tables: Vec<&TableBlock> = tables.collect();
        assert_eq!(word.tables().len(), tables.len());
        for (rows, table) in word.tables().into_iter().zip(tables) {
            let expected: Vec<_> = table
                .boxes
                .iter()
                .map(|place| {
                    let number = |n: u16| usize::from(n);
                    let (row, column) = (number(place.row), number(place.column));
                    (row, column, number(place.rows), number(place.columns), solid(&place.text))
                })
                .collect();
            let mut found = boxes(rows);
            found.sort();
            assert_eq!(found, expected, "{}", table.name);
        }
    }
}

#[test]
fn the_head_of_a_table_is_repeated_and_rows_are_kept_whole() {
    let word = word_of(&sample::report_2014());
    let tables = word.tables();
    let heads: Vec<bool> = tables[0].iter().map(|row| row.is_head).collect();
    assert!(heads[0] && !heads[1..].contains(&true), "{heads:?}");
    let text = word.part("word/document.xml");
    assert_eq!(text.matches("<w:cantSplit/>").count(), tables[0].len());
    // A table that stands on one page stays on it: each row is tied to the next.
    let word = word_of(&sample::report_2021());
    let ties = |row: &Row| {
        let first = row.cells[0].paragraphs[0].properties.contains(&"w:keepNext".to_owned());
        assert!(
            row.cells
                .iter()
                .all(|cell| cell.paragraphs[0].properties.contains(&"w:keepNext".to_owned()) == first)
        );
        first
    };
    for rows in word.tables() {
        let (last, others) = rows.split_last().expect("rows");
        assert!(others.iter().all(ties) && !ties(last));
    }
}

#[test]
fn boxes_that_lie_on_others_are_left_out_and_holes_are_filled() {
    let place = |row, column, rows, columns, text: &str| TableBox {
        row,
        column,
        rows,
        columns,
        role: BoxRole::Number,
        text: text.to_owned(),
        cell: None,
    };
    let boxes_in = vec![
        place(0, 0, 2, 1, "甲"),
        place(1, 0, 1, 2, "乙"),
        place(0, 1, 9, 9, "丙"),
        place(1, 2, 1, 1, "丁"),
    ];
    let table = TableBlock {
        name: String::new(),
        heading: Vec::new(),
        columns: vec![1.0, f32::NAN, 2.0],
        rows: 2,
        head_rows: 1,
        boxes: boxes_in,
        foot: Vec::new(),
    };
    let word = one(Block::Table(table.clone()));
    let found: Vec<String> = boxes(word.tables()[0]).into_iter().map(|place| place.4).collect();
    assert_eq!(found, ["甲", "", "", "", "丁"]);
    assert!(one(Block::Table(TableBlock { columns: Vec::new(), ..table })).tables().is_empty());
}

#[test]
fn styles_are_real_and_each_that_is_used_is_defined() {
    let word = word_of(&everything());
    let names = word.style_names();
    let used: BTreeSet<String> =
        attributes(&word, "word/document.xml", "w:pStyle", "w:val").into_iter().collect();
    assert!(used.iter().all(|id| names.contains_key(id)), "{used:?}");
    for id in attributes(&word, "word/styles.xml", "w:basedOn", "w:val") {
        assert!(names.contains_key(&id), "{id}");
    }
    // What Word shows as 标题, 标题 1, 正文, 正文缩进, 题注.
    for known in ["Title", "heading 1", "heading 2", "Normal", "Normal Indent", "caption", "header", "footer"]
    {
        assert!(names.values().any(|name| name == known), "{known}");
    }
    let style_of = |text: &str| {
        let paragraph = word.paragraphs().into_iter().find(|paragraph| paragraph.text.starts_with(text));
        names[&paragraph.unwrap_or_else(|| panic!("{text}")).style].clone()
    };
    assert_eq!(style_of("云川市自然资源和规划局2023年"), "Title");
    assert_eq!(style_of("一、总体情况"), "heading 1");
    assert_eq!(style_of("（一）主动公开"), "heading 2");
    assert_eq!(style_of("本报告依据"), "Normal Indent");
    assert_eq!(style_of("政府信息公开专区"), "caption");
    for font in ["方正小标宋简体", "黑体", "楷体_GB2312", "仿宋_GB2312", "宋体"] {
        let named = attributes(&word, "word/styles.xml", "w:rFonts", "w:eastAsia");
        assert!(named.iter().any(|name| name == font), "{font}: {named:?}");
    }
}

#[test]
fn pages_are_those_of_the_standard() {
    let word = word_of(&sample::report_2014());
    let section = |element: &str, name: &str| -> String {
        attributes(&word, "word/document.xml", element, name).pop().expect("a section")
    };
    let size = (section("w:pgSz", "w:w"), section("w:pgSz", "w:h"));
    assert_eq!(size, ("11906".to_owned(), "16838".to_owned()), "A4");
    // 37, 26, 35, 28 mm in twentieths of a point.
    for (side, expected) in [("w:top", "2098"), ("w:right", "1474"), ("w:bottom", "1984"), ("w:left", "1587")]
    {
        assert_eq!(section("w:pgMar", side), expected, "{side}");
    }
    assert_eq!(section("w:docGrid", "w:type"), "linesAndChars");
    assert_eq!(section("w:docGrid", "w:linePitch"), "579");
    let lines = attributes(&word, "word/styles.xml", "w:spacing", "w:line");
    assert_eq!(lines[0], "579", "22 lines on a page");
    let indents = attributes(&word, "word/styles.xml", "w:ind", "w:firstLineChars");
    assert!(!indents.is_empty() && indents.iter().all(|chars| chars == "200"), "{indents:?}");
    assert!(word.part("word/settings.xml").contains("<w:evenAndOddHeaders/>"));
    for (part, side) in [("word/footer1.xml", "right"), ("word/footer2.xml", "left")] {
        let footer = word.part(part);
        assert!(footer.contains(" PAGE ") && footer.contains("— ") && footer.contains(" —"), "{footer}");
        assert_eq!(attributes(&word, part, "w:jc", "w:val"), [side]);
    }
}

#[test]
fn a_draft_says_so_on_every_page() {
    let word = word_of(&everything());
    for part in ["word/header1.xml", "word/header2.xml"] {
        let header = word.part(part);
        assert!(header.contains("草稿（2 处强制审核不符）"), "{header}");
        assert_eq!(attributes(&word, part, "v:textpath", "string").concat(), "草稿");
    }
    let kinds = attributes(&word, "word/document.xml", "w:headerReference", "w:type");
    assert_eq!(kinds.iter().collect::<BTreeSet<_>>().len(), 2, "odd and even pages: {kinds:?}");
    let word = word_of(&sample::report_2021());
    assert!(!word.parts.contains_key("word/header1.xml"));
}

#[test]
fn what_is_written_is_never_markup() {
    let nasty = "a<b>&\"c'\u{1}\u{b}{{x}} ]]>甲";
    let seen = "a<b>&\"c'{{x}} ]]>甲";
    let table = TableBlock {
        name: nasty.to_owned(),
        heading: Vec::new(),
        columns: vec![1.0],
        rows: 1,
        head_rows: 0,
        boxes: vec![TableBox {
            row: 0,
            column: 0,
            rows: 1,
            columns: 1,
            role: BoxRole::Number,
            text: nasty.to_owned(),
            cell: Some(nasty.into()),
        }],
        foot: vec![nasty.to_owned()],
    };
    let Block::Picture { picture, .. } = drawn::picture(30, 20) else { panic!("a picture") };
    let document = Document {
        title: nasty.to_owned(),
        author: nasty.to_owned(),
        mark: nasty.to_owned(),
        blocks: vec![
            Block::Title(nasty.to_owned()),
            Block::Paragraph(vec![
                Run::words(nasty),
                Run { text: nasty.to_owned(), figure: Some(nasty.into()) },
            ]),
            Block::Picture { picture, caption: nasty.to_owned() },
            Block::Table(table),
            Block::Signature { agency: nasty.to_owned(), date: nasty.to_owned() },
        ],
        ..Document::default()
    };
    let word = word_of(&document);
    let paragraphs: Vec<String> = word.paragraphs().iter().map(|paragraph| solid(&paragraph.text)).collect();
    let twice = seen.repeat(2);
    let expected: Vec<String> =
        [seen, twice.as_str(), seen, seen, seen, seen].iter().map(|text| solid(text)).collect();
    assert_eq!(paragraphs, expected);
    assert_eq!(word.tables()[0][0].cells[0].text(), seen);
    assert_eq!(attributes(&word, "word/document.xml", "w:tag", "w:val"), [seen, seen]);
    assert_eq!(attributes(&word, "word/document.xml", "wp:docPr", "descr"), [seen]);
    assert!(word.part("docProps/core.xml").contains("a&lt;b&gt;&amp;"));
}

#[test]
fn live_figures_are_content_controls_tagged_with_their_cell() {
    let runs = vec![
        Run::words("全年收到申请"),
        Run { text: "1,215".to_owned(), figure: Some("收到申请数".into()) },
        Run::words("件，其中网络申请"),
        Run { text: "三".to_owned(), figure: Some("网络申请数".into()) },
        Run::words("件。"),
    ];
    let word = one(Block::Paragraph(runs));
    let [paragraph] = word.paragraphs()[..] else { panic!("one paragraph") };
    assert_eq!(paragraph.text, "全年收到申请1,215件，其中网络申请三件。");
    let expected = [("收到申请数", "1,215"), ("网络申请数", "三")];
    assert_eq!(paragraph.controls, expected.map(|(tag, text)| (tag.to_owned(), text.to_owned())));
    // LibreOffice 7.4 saved 251000元 in one control as 251000元元251000元.
    let amount = Run { text: "251000元".to_owned(), figure: Some("采购总金额".into()) };
    let word =
        one(Block::Paragraph(vec![amount, Run { text: "约30".to_owned(), figure: Some("其他".into()) }]));
    assert_eq!(word.paragraphs()[0].text, "251000元约30");
    assert_eq!(word.paragraphs()[0].controls, [("采购总金额".to_owned(), "251000".to_owned())]);
    let document = sample::report_2021();
    let word = word_of(&document);
    let figures = document.blocks.iter().filter_map(|block| match block {
        Block::Table(table) => Some(
            table
                .boxes
                .iter()
                .filter_map(|place| Some((place.cell.as_ref()?.to_string(), place.text.clone()))),
        ),
        _ => None,
    });
    let figures: Vec<(String, String)> = figures.flatten().collect();
    let cells =
        word.tables().into_iter().flatten().flat_map(|row| &row.cells).flat_map(|cell| &cell.paragraphs);
    let controls: Vec<(String, String)> = cells.flat_map(|paragraph| paragraph.controls.clone()).collect();
    assert_eq!(controls, figures);
    let ids = attributes(&word, "word/document.xml", "w:id", "w:val");
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "no two controls have one number");
}

#[test]
fn a_blank_cell_stays_blank_and_is_no_control_that_asks_for_text() {
    let mut blocks = sample::tables("2014");
    for block in &mut blocks {
        if let Block::Table(table) = block {
            table.boxes.iter_mut().filter(|place| place.cell.is_some()).for_each(|place| place.text.clear());
        }
    }
    let word = word_of(&of_blocks(blocks));
    assert!(!word.part("word/document.xml").contains("w:sdt"));
    let rows = word.tables()[0];
    assert!(rows.iter().skip(1).all(|row| row.cells.last().is_some_and(|cell| cell.text().is_empty())));
}

fn has(paragraph: &Paragraph, property: &str) -> bool {
    paragraph.properties.iter().any(|name| name == property)
}

#[test]
fn a_signature_is_placed_by_the_rules_and_never_alone() {
    // The longer of the two stands two characters from the right, the other where the pages have it.
    let check = |agency: &str, date: &str, at_the_right: [bool; 2]| {
        let signature = Block::Signature { agency: agency.to_owned(), date: date.to_owned() };
        let word = word_of(&of_blocks(vec![sample::paragraph("没有其他事项。"), signature]));
        let [before, first, second] = word.paragraphs()[..] else { panic!("three paragraphs") };
        assert!(has(before, "w:keepNext") && has(first, "w:keepNext") && !has(second, "w:keepNext"));
        assert_eq!([has(first, "w:jc"), has(second, "w:jc")], at_the_right, "{agency} {date}");
        let rights = attributes(&word, "word/document.xml", "w:ind", "w:rightChars");
        assert_eq!(rights.concat(), "200");
        let left: i32 =
            attributes(&word, "word/document.xml", "w:ind", "w:left").concat().parse().expect("a place");
        assert!((2000..8000).contains(&left), "{left}");
    };
    check("云川市金塘区自然资源和规划局", "2019年1月16日", [true, false]);
    check("区府办", "2019年10月16日", [false, true]);
}

#[test]
fn an_annex_begins_a_new_page_and_is_in_the_outline() {
    let word = word_of(&sample::report_2014());
    let annex = word.paragraphs().into_iter().find(|paragraph| paragraph.text == "附件").expect("an annex");
    assert!(has(annex, "w:pageBreakBefore"));
    let levels = attributes(&word, "word/styles.xml", "w:outlineLvl", "w:val");
    assert_eq!(levels, ["0", "1", "2", "3", "0"], "four headings and 附件");
}

#[test]
fn pictures_are_kept_as_they_are_and_say_what_they_show() {
    let Block::Picture { picture, caption } = drawn::picture(400, 200) else { panic!("a picture") };
    let word = one(Block::Picture { picture: picture.clone(), caption: caption.clone() });
    assert_eq!(word.parts["word/media/image1.png"], picture.bytes());
    assert_eq!(attributes(&word, "word/document.xml", "wp:docPr", "descr"), [caption.as_str()]);
    // 150 pixels are an inch, an inch 914,400 units.
    let width: f64 = attributes(&word, "word/document.xml", "wp:extent", "cx")[0].parse().expect("a width");
    assert!((width / 914_400.0 - 400.0 / 150.0).abs() < 0.01, "{width}");
    assert_eq!(word.paragraphs()[0].text, caption);
}

#[test]
fn a_chart_is_a_picture_with_its_figures_in_words() {
    let Block::Chart(chart) = drawn::chart(3, 2) else { panic!("a chart") };
    let chart = Chart { alt: "渠道：网络申请37件。".to_owned(), ..chart };
    let word = one(Block::Chart(chart.clone()));
    assert_eq!(attributes(&word, "word/document.xml", "wp:docPr", "descr"), [chart.alt.as_str()]);
    assert_eq!(word.paragraphs()[0].text, chart.title);
    let drawn = Picture::read(word.parts["word/media/image1.png"].clone()).expect("a PNG");
    let (width, height) = drawn.size();
    assert!((1840..=1846).contains(&width) && height > 150, "{width} × {height}");
    // All of the chart is on it, and nothing of the table below it.
    let table = drawn::wide_table(3, 3);
    let both = word_of(&of_blocks(vec![sample::paragraph("前"), Block::Chart(chart), table]));
    let again = Picture::read(both.parts["word/media/image1.png"].clone()).expect("a PNG");
    assert_eq!(again.size(), drawn.size());
    let empty = Chart {
        rows: Vec::<ChartRow>::new(),
        series: Vec::new(),
        name: String::new(),
        title: "无".to_owned(),
        alt: String::new(),
    };
    assert!(one(Block::Chart(empty)).paragraphs()[0].text == "无");
}

#[test]
fn a_wide_table_has_a_turned_page_of_its_own() {
    let blocks = vec![sample::paragraph("前。"), drawn::wide_table(24, 10), sample::paragraph("后。")];
    let word = word_of(&of_blocks(blocks));
    let turned: Vec<bool> = attributes(&word, "word/document.xml", "w:pgSz", "w:orient")
        .iter()
        .map(|o| o == "landscape")
        .collect();
    assert_eq!(turned, [false, true, false]);
    let widths = attributes(&word, "word/document.xml", "w:tblW", "w:w");
    assert_eq!(widths, ["12756"], "as wide as the type area is high: 225 mm");
    assert_eq!(attributes(&word, "word/document.xml", "w:footerReference", "w:type").len(), 6);
}

#[test]
fn the_only_date_is_that_of_the_document() {
    let core = |date: Option<&str>| {
        let document = Document { date: date.map(str::to_owned), ..sample::report_2014() };
        word_of(&document).part("docProps/core.xml")
    };
    assert!(core(Some("2019-01-16")).contains("2019-01-16T00:00:00Z</dcterms:created>"));
    assert!(core(None).contains("临水镇人民政府2018年") && !core(None).contains("dcterms:created"));
}

#[test]
fn nothing_is_a_document_too() {
    let word = word_of(&Document::default());
    assert!(word.paragraphs().is_empty() && word.tables().is_empty());
    assert_eq!(attributes(&word, "word/document.xml", "w:pgSz", "w:w").len(), 1);
}
