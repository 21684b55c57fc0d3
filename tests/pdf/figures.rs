//! Pictures, charts and turned pages in the PDF.

use std::io::Cursor;

use image::{ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};
use lopdf::{Document as Read, Object};
use nianbao::draft::Picture;
use nianbao::export;
use nianbao::report::{Block, Chart, ChartRow, Document};
use nianbao::typeset::{
    Area, FontBook, Glyph, Item, Page, Pages, Part, PlacedPicture, Role, TextLine, lay_out,
};

use crate::structure::elements;
use crate::{ask, fonts, pdf_of, sample, solid};

/// What a picture is made of.
fn coloured(x: u32, y: u32) -> [u8; 3] {
    [(x * 7 % 256) as u8, (y * 5 % 256) as u8, 90]
}

fn picture(format: ImageFormat, width: u32, height: u32) -> Picture {
    let mut file = Cursor::new(Vec::new());
    let image = RgbImage::from_fn(width, height, |x, y| Rgb(coloured(x, y)));
    image.write_to(&mut file, format).expect("a picture");
    Picture::read(file.into_inner()).expect("a picture")
}

/// A report with a chart, a picture of each kind, and a draft's mark.
pub fn document() -> Document {
    let row = |label: &str, this: i64, last: Option<i64>| ChartRow {
        label: label.to_owned(),
        values: vec![Some(this.into()), last.map(Into::into)],
        cell: None,
    };
    let chart = Chart {
        name: "申请渠道".to_owned(),
        title: "2018年收到申请的渠道（单位：件）".to_owned(),
        alt: "2018年收到申请的渠道：当面申请68件，网络申请145件".to_owned(),
        series: vec!["2018年".to_owned(), "2017年".to_owned()],
        rows: vec![row("当面申请", 68, Some(70)), row("网络申请", 145, None)],
    };
    let blocks = vec![
        Block::Title("云川市金塘区临水镇人民政府工作报告".to_owned()),
        sample::heading_block(1, "一、收到申请"),
        sample::paragraph("本镇收到申请的渠道如图。"),
        Block::Chart(chart),
        Block::Picture {
            picture: picture(ImageFormat::Png, 300, 120),
            caption: "政务公开栏（2018年）".to_owned(),
        },
        Block::Picture { picture: picture(ImageFormat::Jpeg, 240, 100), caption: String::new() },
        // A level is left out, as a template may.
        sample::heading_block(3, "1.下一步"),
        sample::paragraph("继续做好公开。"),
    ];
    Document {
        title: "云川市金塘区临水镇人民政府工作报告".to_owned(),
        author: "临水镇人民政府".to_owned(),
        date: Some("2019-01-16".to_owned()),
        mark: "草稿（1 处强制审核不符）".to_owned(),
        blocks,
        sections: Vec::new(),
        identity: None,
    }
}

/// A page read with the sheet turned: its text runs upwards.
pub fn turned(fonts: &FontBook) -> (Document, Pages) {
    let words = "横排的一页";
    let document = Document {
        title: words.to_owned(),
        blocks: vec![sample::heading_block(1, words)],
        ..Document::default()
    };
    let glyphs = words.chars().map(|character| {
        let (face, id) = fonts.glyph(Role::Hei, character).expect("a glyph");
        Glyph { face, id, character, advance: 20.0 }
    });
    let line = TextLine {
        part: Part::Heading(1),
        block: Some(0),
        x: 120.0,
        baseline: 600.0,
        size: 20.0,
        angle: 90.0,
        shade: 0.4,
        glyphs: glyphs.collect(),
    };
    let area = Area { block: None, x: 200.0, y: 300.0, width: 60.0, height: 200.0, shade: 0.7 };
    let items = vec![Item::Text(line), Item::Area(area)];
    let page = Page { number: 1, width: 595.0, height: 842.0, turned: true, items };
    (document, Pages { pages: vec![page] })
}

/// One picture alone on a page, so many points wide and high.
fn alone(picture: Picture, width: f32, height: f32) -> Vec<u8> {
    let block = Block::Picture { picture: picture.clone(), caption: "图".to_owned() };
    let document = Document { title: "图".to_owned(), blocks: vec![block], ..Document::default() };
    let placed = PlacedPicture { block: 0, x: 100.0, y: 100.0, width, height, picture };
    let page =
        Page { number: 1, width: 595.0, height: 842.0, turned: false, items: vec![Item::Picture(placed)] };
    export::pdf(&document, &Pages { pages: vec![page] }, &fonts()).expect("a PDF")
}

/// Width, height, number of colours and filter of each image of a PDF.
fn images(pdf: &[u8]) -> Vec<(i64, i64, usize, String)> {
    let read = Read::load_mem(pdf).expect("a PDF");
    let mut images = Vec::new();
    for object in read.objects.values() {
        let Ok(stream) = object.as_stream() else { continue };
        if stream.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|name| name == b"Image") {
            let number = |key: &[u8]| stream.dict.get(key).and_then(Object::as_i64).expect("a number");
            let name = |key: &[u8]| {
                let name = stream.dict.get(key).and_then(Object::as_name).expect("a name");
                String::from_utf8_lossy(name).into_owned()
            };
            let colours = if name(b"ColorSpace") == "DeviceGray" { 1 } else { 3 };
            images.push((number(b"Width"), number(b"Height"), colours, name(b"Filter")));
        }
    }
    images.sort();
    images
}

/// A PDF page as poppler draws it, 72 pixels an inch.
fn drawn(pdf: &[u8]) -> RgbImage {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = folder.path().join("a.pdf");
    std::fs::write(&file, pdf).expect("a temporary file");
    let out = folder.path().join("page");
    let done = std::process::Command::new("pdftoppm")
        .args(["-r", "72", "-png", "-singlefile"])
        .args([&file, &out])
        .status()
        .expect("pdftoppm");
    assert!(done.success());
    image::open(folder.path().join("page.png")).expect("a page").into_rgb8()
}

fn is_near(found: &Rgb<u8>, expected: [u8; 3]) -> bool {
    found.0.iter().zip(expected).all(|(found, expected)| found.abs_diff(expected) <= 12)
}

#[test]
fn a_jpeg_stays_the_file_that_it_is() {
    let jpeg = picture(ImageFormat::Jpeg, 240, 100);
    let pdf = alone(jpeg.clone(), 240.0, 100.0);
    assert_eq!(images(&pdf), [(240, 100, 3, "DCTDecode".to_owned())]);
    assert!(pdf.windows(jpeg.bytes().len()).any(|part| part == jpeg.bytes()));
}

#[test]
fn a_png_is_drawn_pixel_for_pixel() {
    let pdf = alone(picture(ImageFormat::Png, 240, 100), 240.0, 100.0);
    assert_eq!(images(&pdf), [(240, 100, 3, "FlateDecode".to_owned())]);
    let page = drawn(&pdf);
    for (x, y) in [(5, 5), (120, 50), (230, 95)] {
        let found = page.get_pixel(100 + x, 100 + y);
        assert!(is_near(found, coloured(x, y)), "{x} {y}: {found:?}");
    }
}

#[test]
fn a_picture_finer_than_print_is_made_coarser() {
    // 72 points at 300 pixels an inch.
    for (format, filter) in [(ImageFormat::Png, "FlateDecode"), (ImageFormat::Jpeg, "DCTDecode")] {
        let pdf = alone(picture(format, 900, 600), 72.0, 48.0);
        assert_eq!(images(&pdf), [(300, 200, 3, filter.to_owned())]);
    }
}

#[test]
fn transparency_is_white_paper_and_grey_needs_one_colour() {
    let mut file = Cursor::new(Vec::new());
    let image =
        RgbaImage::from_fn(40, 40, |x, _| if x < 20 { Rgba([0, 0, 0, 0]) } else { Rgba([0, 0, 0, 128]) });
    image.write_to(&mut file, ImageFormat::Png).expect("a picture");
    let pdf = alone(Picture::read(file.into_inner()).expect("a picture"), 40.0, 40.0);
    assert_eq!(images(&pdf), [(40, 40, 1, "FlateDecode".to_owned())]);
    let page = drawn(&pdf);
    assert!(is_near(page.get_pixel(105, 120), [255, 255, 255]));
    assert!(is_near(page.get_pixel(130, 120), [127, 127, 127]));
}

#[test]
fn charts_and_pictures_are_figures_with_words_for_who_cannot_see_them() {
    let said = ask("pdfinfo", &["-struct", crate::FILE], &pdf_of(&document()));
    assert_eq!(elements(&said, "Figure"), 3, "{said}");
    assert_eq!(elements(&said, "Caption"), 2, "{said}");
    let read = Read::load_mem(&pdf_of(&document())).expect("a PDF");
    let alternatives: Vec<String> = read
        .objects
        .values()
        .filter_map(|object| object.as_dict().ok()?.get(b"Alt").ok())
        .map(|text| lopdf::decode_text_string(text).expect("a text"))
        .collect();
    let expected = ["2018年收到申请的渠道：当面申请68件，网络申请145件", "政务公开栏（2018年）", "图片"];
    assert_eq!(alternatives, expected);
}

#[test]
fn a_turned_page_is_read_upright_on_a_screen() {
    let fonts = fonts();
    let (document, pages) = turned(&fonts);
    let pdf = export::pdf(&document, &pages, &fonts).expect("a PDF");
    let said = ask("pdfinfo", &[crate::FILE], &pdf);
    assert!(said.contains("Page rot:        90"), "{said}");
    assert_eq!(solid(&ask("pdftotext", &[crate::FILE, "-"], &pdf)), "横排的一页");
    let page = drawn(&pdf);
    assert_eq!(page.dimensions(), (842, 595));
    // The grey box stood right of the middle of the upright sheet: now it stands below.
    assert!(is_near(page.get_pixel(842 - 400, 230), [178, 178, 178]));
    assert!(is_near(page.get_pixel(842 - 400, 300), [255, 255, 255]));
    let grey = page.enumerate_pixels().filter(|(_, y, pixel)| *y < 125 && pixel.0[0] < 150).count();
    assert!(grey > 100, "the text is drawn in grey: {grey}");
    let black = page.pixels().filter(|pixel| pixel.0[0] < 60).count();
    assert_eq!(black, 0, "the text is drawn in grey");
}

#[test]
fn a_report_with_figures_is_the_same_each_time() {
    assert!(pdf_of(&document()) == pdf_of(&document()));
    let fonts = fonts();
    let pages = lay_out(&document(), &fonts);
    assert!(pages.pages.iter().flat_map(|page| &page.items).any(|item| matches!(item, Item::Picture(_))));
}
