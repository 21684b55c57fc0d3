//! The outline leads where it says, and links lead where the text says.

use lopdf::{Dictionary, Document as Read, Object, ObjectId};
use nianbao::report::Document;

use crate::{ask, figures, pdf_of, sample, solid};

/// Depth, title, page and place from the lower edge of every entry, as a reader walks them.
fn outline(read: &Read) -> Vec<(usize, String, u32, f32)> {
    let pages = read.get_pages();
    let page_of = |id: ObjectId| *pages.iter().find(|(_, page)| **page == id).expect("a page").0;
    let mut found = Vec::new();
    let catalog = read.catalog().expect("a catalog");
    assert_eq!(catalog.get(b"PageMode").and_then(Object::as_name).expect("a mode"), b"UseOutlines");
    let root = catalog.get(b"Outlines").and_then(Object::as_reference).expect("an outline");
    let mut next = vec![(0, first(read.get_dictionary(root).expect("its root")))];
    while let Some((depth, id)) = next.pop() {
        let Some(id) = id else { continue };
        let entry = read.get_dictionary(id).expect("an entry");
        let title = lopdf::decode_text_string(entry.get(b"Title").expect("a title")).expect("a text");
        let place = entry.get(b"Dest").and_then(Object::as_array).expect("a place");
        let page = page_of(place[0].as_reference().expect("a page"));
        found.push((depth, title, page, place[3].as_float().expect("a height")));
        next.push((depth, entry.get(b"Next").and_then(Object::as_reference).ok()));
        next.push((depth + 1, first(entry)));
    }
    found
}

fn first(entry: &Dictionary) -> Option<ObjectId> {
    entry.get(b"First").and_then(Object::as_reference).ok()
}

/// Each entry must find its own words just under the place that it leads to.
fn check(document: &Document, expected: &[(usize, &str)]) {
    let pdf = pdf_of(document);
    let read = Read::load_mem(&pdf).expect("a PDF");
    let found = outline(&read);
    let listed: Vec<(usize, &str)> =
        found.iter().map(|(depth, title, ..)| (*depth, title.as_str())).collect();
    assert_eq!(listed, expected);
    for (_, title, page, y) in found.iter().filter(|(_, title, ..)| !title.ends_with("情况表")) {
        let page = page.to_string();
        let top = (842.0 - y).to_string();
        let words = ask(
            "pdftotext",
            &["-f", &page, "-l", &page, "-x", "0", "-y", &top, "-W", "595", "-H", "60", crate::FILE, "-"],
            &pdf,
        );
        assert!(solid(&words).starts_with(&solid(title)), "{title} on page {page}: {words}");
    }
}

#[test]
fn headings_annexes_and_tables_are_listed_and_found() {
    let found: Vec<(usize, String)> =
        outline(&Read::load_mem(&pdf_of(&sample::report_2014())).expect("a PDF"))
            .into_iter()
            .map(|(depth, title, ..)| (depth, title))
            .collect();
    let expected: Vec<(usize, &str)> = found.iter().map(|(depth, title)| (*depth, title.as_str())).collect();
    check(&sample::report_2014(), &expected);
    assert!(expected.ends_with(&[(0, "附件"), (1, "政府信息公开情况统计表")]), "{expected:?}");
    assert!(expected.len() >= 8, "{expected:?}");
    let expected: Vec<(usize, &str)> = vec![(0, "一、收到申请"), (1, "1.下一步")];
    check(&figures::document(), &expected);
}

#[test]
fn tables_among_the_prose_stand_under_their_heading() {
    let found = outline(&Read::load_mem(&pdf_of(&sample::report_2021())).expect("a PDF"));
    let titles: Vec<(usize, &str)> =
        found.iter().map(|(depth, title, ..)| (*depth, title.as_str())).collect();
    let at = titles.iter().position(|(_, title)| *title == "二、主动公开政府信息情况").expect("the heading");
    assert_eq!(titles[at + 1], (1, "主动公开情况表"));
    assert_eq!(titles[at + 2].0, 0);
}

/// The rectangle, address and description of each link.
fn links(read: &Read) -> Vec<([f32; 4], String, String)> {
    let pages = read.get_pages();
    let mut links = Vec::new();
    for page in pages.values() {
        for annotation in read.get_page_annotations(*page).expect("annotations") {
            let edges = annotation.get(b"Rect").and_then(Object::as_array).expect("a place");
            let edge = |i: usize| edges[i].as_float().expect("a length");
            let action = annotation.get(b"A").and_then(Object::as_dict).expect("an action");
            let uri = action.get(b"URI").and_then(Object::as_str).expect("an address");
            let words = annotation.get(b"Contents").expect("a description");
            links.push((
                [edge(0), edge(1), edge(2), edge(3)],
                String::from_utf8_lossy(uri).into_owned(),
                lopdf::decode_text_string(words).expect("a text"),
            ));
        }
    }
    links
}

#[test]
fn addresses_in_the_text_can_be_clicked_where_they_stand() {
    let text = "本报告电子版可在临水镇人民政府网站（http://www.linshui.gov.cn/xxgk/2018/nb.html）查阅，\
        也可发邮件到xxgk@linshui.gov.cn索取。";
    let document = Document { blocks: vec![sample::paragraph(text)], ..figures::document() };
    let pdf = pdf_of(&document);
    let links = links(&Read::load_mem(&pdf).expect("a PDF"));
    let mut read = vec![String::new(); 2];
    for ([left, lower, right, upper], uri, words) in &links {
        let number = usize::from(uri.starts_with("mailto:"));
        assert_eq!(
            words,
            &["打开网页：http://www.linshui.gov.cn/xxgk/2018/nb.html", "发送邮件：xxgk@linshui.gov.cn"]
                [number]
        );
        let size = |from: f32, to: f32| (to - from).round().to_string();
        let found = ask(
            "pdftotext",
            &[
                "-x",
                &(left + 1.0).round().to_string(),
                "-y",
                &(842.0 - upper).round().to_string(),
                "-W",
                &size(left + 1.0, right - 1.0),
                "-H",
                &size(*lower, *upper),
                crate::FILE,
                "-",
            ],
            &pdf,
        );
        read[number] += &solid(&found);
    }
    assert_eq!(read, ["http://www.linshui.gov.cn/xxgk/2018/nb.html", "xxgk@linshui.gov.cn"]);
}
