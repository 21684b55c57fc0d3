//! The PDF as others read it: the same bytes each time, sound by qpdf, text exact by pdftotext.

mod figures;
mod outline;
#[path = "../sample/mod.rs"]
mod sample;
mod standards;
mod structure;

use std::process::Command;

use nianbao::export;
use nianbao::report::{Block, Document, Run, plain_text};
use nianbao::typeset::{FontBook, Role, lay_out, missing_characters};

fn fonts() -> FontBook {
    let fang = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/fonts/fandol/FandolFang-Regular.ttf");
    FontBook::bundled(Some(std::fs::read(fang).expect("FandolFang is in the repository"))).expect("a font")
}

fn pdf_of(document: &Document) -> Vec<u8> {
    let fonts = fonts();
    export::pdf(document, &lay_out(document, &fonts), &fonts).expect("a PDF")
}

/// What a tool says. A missing tool fails the test: a check that is skipped is none.
fn ask(tool: &str, arguments: &[&str], bytes: &[u8]) -> String {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = folder.path().join("报告.pdf");
    std::fs::write(&file, bytes).expect("a temporary file");
    let mut command = Command::new(tool);
    let arguments =
        arguments.iter().map(|argument| if *argument == FILE { file.as_os_str() } else { argument.as_ref() });
    let output = command.args(arguments).output();
    let output = output
        .unwrap_or_else(|fault| panic!("{tool} 没有安装（{fault}）：先运行 ./check，它会安装测试所需的工具"));
    assert!(output.status.success(), "{tool}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// Stands for the file among the arguments of a tool.
const FILE: &str = "FILE";

fn solid(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

#[test]
fn the_same_report_gives_the_same_bytes() {
    let document = sample::report_2014();
    let first = pdf_of(&document);
    assert!(first == pdf_of(&document));
    assert!(first.starts_with(b"%PDF-1.7"));
    assert!(first.len() <= 400_000, "{} bytes", first.len());
    let other = Document { title: "别的标题".to_owned(), ..document };
    assert!(first != pdf_of(&other));
}

#[test]
fn qpdf_finds_nothing_wrong() {
    for document in [sample::report_2014(), sample::report_2021(), Document::default()] {
        let said = ask("qpdf", &["--check", FILE], &pdf_of(&document));
        assert!(said.contains("No syntax or stream encoding errors"), "{said}");
    }
}

#[test]
fn text_is_copied_exactly_in_reading_order() {
    let document = sample::report_2014();
    let text = ask("pdftotext", &["-layout", FILE, "-"], &pdf_of(&document));
    let is_digits = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit());
    let is_folio = |line: &str| {
        solid(line).strip_prefix('—').and_then(|line| line.strip_suffix('—')).is_some_and(is_digits)
    };
    let text = solid(&text.lines().filter(|line| !is_folio(line)).collect::<String>());
    let mut expected = String::new();
    for block in &document.blocks {
        match block {
            Block::Title(words) | Block::Annex(words) => expected += &solid(words),
            Block::Heading { runs, .. } | Block::Paragraph(runs) => expected += &solid(&plain_text(runs)),
            Block::Signature { agency, date } => expected = expected + agency + date,
            _ => {}
        }
    }
    assert_eq!(text.chars().take(expected.chars().count()).collect::<String>(), expected);
    for label in ["接受培训人员数", "危及国家安全、公共安全、经济安全和社会稳定", "693957", "审核人：陈堃"]
    {
        assert!(text.contains(label), "{label}");
    }
}

#[test]
fn all_fonts_are_embedded_in_part() {
    let said = ask("pdffonts", &[FILE], &pdf_of(&sample::report_2021()));
    let fonts: Vec<&str> = said.lines().skip(2).collect();
    assert!(fonts.len() >= 4, "{said}");
    assert!(fonts.iter().all(|font| font.contains("yes yes yes")), "{said}");
}

#[test]
fn metadata_come_from_the_document_alone() {
    let said = ask("pdfinfo", &["-isodates", FILE], &pdf_of(&sample::report_2014()));
    for expected in ["临水镇人民政府2018年政府信息公开工作年度报告", "2019-01-16T00:00:00+08", "A4"]
    {
        assert!(said.contains(expected), "{expected}: {said}");
    }
    let undated = Document { date: None, ..sample::report_2014() };
    let bytes = pdf_of(&undated);
    assert!(!bytes.windows(12).any(|part| part == b"CreationDate"));
}

#[test]
fn a_character_without_glyph_is_refused() {
    let blocks = vec![Block::Paragraph(vec![Run::words("很好😀")])];
    let fonts = fonts();
    let document = Document { blocks, ..Document::default() };
    let pages = lay_out(&document, &fonts);
    let error = export::pdf(&document, &pages, &fonts).expect_err("no glyph");
    assert!(error.to_string().contains("第 1 页的“😀”"), "{error}");
}

#[test]
fn two_characters_drawn_by_one_glyph_are_copied_as_they_were() {
    let fonts = fonts();
    let mut seen = std::collections::BTreeMap::new();
    // Pairs that pdftotext leaves as they are: it folds compatibility forms such as Ⅷ or ㎡ itself.
    let characters = ('\u{a1}'..'\u{2fff}').filter(|c| !c.is_alphanumeric() && *c != '\u{ad}');
    let mut pairs = characters.filter_map(|c| {
        let (face, glyph) = fonts.glyph(Role::Hei, c)?;
        seen.insert((face, glyph), c).map(|first| (first, c))
    });
    let Some((a, b)) = pairs.find(|(a, b)| !a.is_whitespace() && !b.is_whitespace()) else {
        panic!("the bundled 黑体 draws no two characters alike: choose another face for this test")
    };
    let text = format!("甲{a}乙{b}丙{a}丁");
    let bytes = pdf_of(&Document { blocks: vec![sample::heading_block(1, &text)], ..Document::default() });
    let copied = solid(&ask("pdftotext", &[FILE, "-"], &bytes));
    assert!(copied.starts_with(&text), "{copied}");
}

#[test]
fn without_a_fang_the_body_is_set_in_kai() {
    let fonts = FontBook::bundled(None).expect("the bundled fonts");
    let document = sample::report_2014();
    assert!(missing_characters(&document, &fonts).is_empty());
    let bytes = export::pdf(&document, &lay_out(&document, &fonts), &fonts).expect("a PDF");
    let said = ask("pdffonts", &[FILE], &bytes);
    assert!(said.contains("NianbaoKai") && !said.contains("Fandol"), "{said}");
}
