//! Invented charts, pictures and wide tables: what no built-in report has.

use std::io::Cursor;

use nianbao::draft::Picture;
use nianbao::report::{Block, BoxRole, Chart, ChartRow, TableBlock, TableBox};
use rust_decimal::Decimal;

/// A chart of so many rows of one or two bars.
pub fn chart(rows: usize, series: usize) -> Block {
    let row = |row: usize| ChartRow {
        label: ["当面申请", "网络申请", "信函、传真及其他方式提出的申请"][row % 3].to_owned(),
        values: (0..series).map(|n| (row % 5 != n + 3).then(|| Decimal::from(row * 37 % 215 + n))).collect(),
        cell: None,
    };
    Block::Chart(Chart {
        name: "申请渠道".to_owned(),
        title: "收到政府信息公开申请的渠道（单位：件）".to_owned(),
        alt: String::new(),
        series: ["2018年", "2017年"].iter().take(series).map(|name| (*name).to_owned()).collect(),
        rows: (0..rows).map(row).collect(),
    })
}

/// A picture of so many pixels with a caption.
pub fn picture(width: u32, height: u32) -> Block {
    let mut bytes = Cursor::new(Vec::new());
    let pixels = image::GrayImage::from_fn(width, height, |x, y| {
        image::Luma([(x * 200 / width + y * 55 / height) as u8])
    });
    pixels.write_to(&mut bytes, image::ImageFormat::Png).expect("written to memory");
    let picture = Picture::read(bytes.into_inner()).expect("a PNG");
    Block::Picture { picture, caption: "政府信息公开专区".to_owned() }
}

/// A table of so many counties beside each other and so many matters below each other.
pub fn wide_table(columns: u16, rows: u16) -> Block {
    let place = |row: u16, column: u16| {
        let (role, text) = match (row, column) {
            (0, 0) => (BoxRole::Head, "事项".to_owned()),
            (0, column) => (BoxRole::Head, format!("县{column}")),
            (row, 0) => (BoxRole::Label { indent: 0, strong: false }, format!("事项{row}")),
            (row, column) => (BoxRole::Number, (u32::from(row) * 69_395 + u32::from(column)).to_string()),
        };
        TableBox { row, column, rows: 1, columns: 1, role, text, cell: None }
    };
    let boxes = (0..=rows).flat_map(|row| (0..columns).map(move |column| place(row, column)));
    Block::Table(TableBlock {
        name: "分县情况".to_owned(),
        heading: Vec::new(),
        columns: (0..columns).map(|column| if column == 0 { 2.0 } else { 1.0 }).collect(),
        rows: rows + 1,
        head_rows: 1,
        boxes: boxes.collect(),
        foot: Vec::new(),
    })
}
