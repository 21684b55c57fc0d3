//! The report as one web page for a portal: marked up by what each thing is, without scripts and without a
//! link to anything else, and it prints well.
//!
//! * this file: the page and its blocks
//! * `table.rs`: the official tables with their spans and heads
//! * `chart.rs`: charts as drawings
//! * `style.css`: how it looks, on the screen and in print

mod chart;
mod table;

use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::draft::{Picture, PictureFormat};
use crate::report::{Block, Document, plain_text};

const STYLE: &str = include_str!("style.css");

/// The document as one file.
pub(super) fn html(document: &Document) -> Vec<u8> {
    let mut page = String::new();
    let title = escaped(&document.title);
    page.push_str("<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n");
    page.push_str("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    _ = writeln!(page, "<title>{title}</title>");
    for (name, text) in [("author", Some(&document.author)), ("date", document.date.as_ref())] {
        if let Some(text) = text.filter(|text| !text.is_empty()) {
            _ = writeln!(page, "<meta name=\"{name}\" content=\"{}\">", escaped(text));
        }
    }
    let on_every_page = match document.mark.as_str() {
        "" => String::new(),
        // In a string of CSS only these two are more than themselves.
        mark => {
            let text = mark.replace(['"', '\\'], "").replace('<', "＜");
            format!("@page {{ @top-right {{ content: \"{text}\"; color: #c00000; }} }}\n")
        }
    };
    _ = writeln!(
        page,
        "<style>\n{STYLE}{on_every_page}</style>\n</head>\n<body>\n<article class=\"report\">"
    );
    if !document.mark.is_empty() {
        _ = writeln!(page, "<p class=\"mark\"><strong>{}</strong></p>", escaped(&document.mark));
    }
    for block in &document.blocks {
        put(block, &mut page);
    }
    page.push_str("</article>\n</body>\n</html>\n");
    page.into_bytes()
}

fn put(block: &Block, page: &mut String) {
    _ = match block {
        Block::Title(text) => writeln!(page, "<h1>{}</h1>", with_seam(&escaped(text))),
        Block::Subtitle(text) => writeln!(page, "<p class=\"subtitle\">{}</p>", escaped(text)),
        Block::Heading { level, runs } => {
            // The title is the first heading.
            let level = level.saturating_add(1).clamp(2, 6);
            writeln!(page, "<h{level}>{}</h{level}>", escaped(&plain_text(runs)))
        }
        Block::Paragraph(runs) => writeln!(page, "<p>{}</p>", escaped(&plain_text(runs))),
        Block::Annex(label) => writeln!(page, "<p class=\"annex\">{}</p>", escaped(label)),
        Block::Table(table) => {
            table::put(table, page);
            Ok(())
        }
        Block::Chart(chart) => {
            chart::put(chart, page);
            Ok(())
        }
        Block::Picture { picture, caption } => {
            put_picture(picture, caption, page);
            Ok(())
        }
        Block::Signature { agency, date } => {
            let line = |text: &str| match text {
                "" => String::new(),
                text => format!("<p>{}</p>\n", escaped(text)),
            };
            writeln!(page, "<div class=\"signature\">\n{}{}</div>", line(agency), line(date))
        }
    };
}

/// A title may break behind its year, and nowhere else as long as it has room: 某县2025年 / 政府信息公开工作年度报告.
fn with_seam(title: &str) -> String {
    let mut seams = title.match_indices('年').map(|(at, year)| at + year.len());
    let behind_year = |at: &usize| {
        let before = title.get(..*at).and_then(|before| before.trim_end_matches('年').chars().next_back());
        let after = title.get(*at..).unwrap_or("");
        // 2025年度 is one word.
        before.is_some_and(|digit| digit.is_ascii_digit()) && !after.is_empty() && !after.starts_with('度')
    };
    match seams.rfind(behind_year).and_then(|at| title.split_at_checked(at)) {
        Some((before, after)) => format!("{before}<wbr>{after}"),
        None => title.to_owned(),
    }
}

fn put_picture(picture: &Picture, caption: &str, page: &mut String) {
    let kind = match picture.format() {
        PictureFormat::Png => "png",
        PictureFormat::Jpeg => "jpeg",
    };
    let (width, height) = picture.size();
    let (alt, data) = (escaped(caption), STANDARD.encode(picture.bytes()));
    page.push_str("<figure>\n");
    _ = writeln!(
        page,
        "<img src=\"data:image/{kind};base64,{data}\" width=\"{width}\" height=\"{height}\" alt=\"{alt}\">"
    );
    if !caption.is_empty() {
        _ = writeln!(page, "<figcaption>{alt}</figcaption>");
    }
    page.push_str("</figure>\n");
}

/// A text that is nothing but text, between tags and in attributes. What no page may hold is left out.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\n' | '\t' => safe.push(' '),
            c if c.is_control() || matches!(c, '\u{FDD0}'..='\u{FDEF}' | '\u{FFFE}' | '\u{FFFF}') => {}
            c => safe.push(c),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Run;

    fn check(block: Block, expected: &str) {
        let mut page = String::new();
        put(&block, &mut page);
        assert_eq!(page.trim_end(), expected);
    }

    #[test]
    fn every_block_is_marked_up_by_what_it_is() {
        let runs = |text: &str| vec![Run::words(text)];
        check(Block::Title("报告".into()), "<h1>报告</h1>");
        check(Block::Title("某县2025年度报告".into()), "<h1>某县2025年度报告</h1>");
        check(Block::Title("某县2025年年度报告".into()), "<h1>某县2025年<wbr>年度报告</h1>");
        check(Block::Heading { level: 1, runs: runs("一、概述") }, "<h2>一、概述</h2>");
        check(Block::Heading { level: 9, runs: runs("九") }, "<h6>九</h6>");
        check(Block::Paragraph(runs("文")), "<p>文</p>");
        check(Block::Annex("附件".into()), "<p class=\"annex\">附件</p>");
        check(
            Block::Signature { agency: "金塘镇".into(), date: String::new() },
            "<div class=\"signature\">\n<p>金塘镇</p>\n</div>",
        );
    }

    #[test]
    fn nothing_that_is_typed_is_markup() {
        let typed = "<script>alert('1')</script>&lt;\" {{x}} \u{0}\u{FDD0}[1](http://a)";
        check(
            Block::Paragraph(vec![Run::words(typed)]),
            "<p>&lt;script&gt;alert('1')&lt;/script&gt;&amp;lt;&quot; {{x}} [1](http://a)</p>",
        );
    }

    #[test]
    fn a_page_refers_to_nothing_outside_and_says_that_it_is_a_draft() {
        let document = Document {
            title: "报告".to_owned(),
            mark: "草稿（1 处强制审核不符）".to_owned(),
            ..Document::default()
        };
        let page = String::from_utf8(html(&document)).unwrap();
        assert!(
            page.contains("<strong>草稿（1 处强制审核不符）</strong>") && page.contains("lang=\"zh-CN\"")
        );
        for outside in ["http", "<script", "<link", "@import", "url("] {
            assert!(!page.contains(outside), "{outside}");
        }
    }
}
