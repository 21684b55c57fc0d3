//! Files made to do harm, and files that are no report.

use nianbao::export::Extent;
use nianbao::import::revised::{Returned, Revision, own_export};
use nianbao::report::templates;

use crate::retouch::{Word, paragraph};
use crate::{draft, exported};

fn outcome(bytes: &[u8]) -> Result<Revision, String> {
    let draft = draft();
    let returned = Returned::read(bytes).map_err(|error| error.to_string())?;
    let template = templates::for_form(draft.form()).expect("its template");
    Revision::of(&returned, &draft, template).map_err(|error| error.to_string())
}

#[test]
fn what_is_cut_off_or_broken_says_so_and_nothing_panics() {
    let bytes = exported(&draft(), Extent::Report);
    for length in (0..bytes.len()).step_by(211) {
        assert!(outcome(&bytes[..length]).is_err(), "{length}");
    }
    for at in (0..bytes.len()).step_by(307) {
        let mut broken = bytes.clone();
        broken[at] ^= 0xFF;
        let _ = (outcome(&broken), own_export(&broken));
    }
}

#[test]
fn a_file_much_longer_than_any_report_is_refused() {
    let mut word = Word::open(&exported(&draft(), Extent::Report));
    let more = paragraph("与报告无关的一段话。").repeat(60_000);
    word.text = word.text.replacen("<w:sectPr>", &(more + "<w:sectPr>"), 1);
    let error = outcome(&word.bytes()).expect_err("far too long");
    assert!(error.contains("长得多"), "{error}");
}

#[test]
fn xml_that_word_never_writes_is_refused() {
    let check = |text: &str, expected: &str| {
        let mut word = Word::open(&exported(&draft(), Extent::Report));
        word.text = text.to_owned();
        let error = outcome(&word.bytes()).expect_err(expected);
        assert!(error.contains(expected), "{error}");
    };
    check(
        "<!DOCTYPE w [<!ENTITY a \"收收收收\"><!ENTITY b \"&a;&a;&a;\">]><w:document>&b;</w:document>",
        "DTD",
    );
    check(&"<w:tbl>".repeat(1000), "嵌套");
    check("收到申请215件", "已损坏");
}

/// Another document altogether: whatever is told of it, it can be refused, and nothing is taken by itself.
#[test]
fn another_document_is_compared_without_harm() {
    let mut word = Word::open(&exported(&draft(), Extent::Report));
    let at = word.text.find("<w:body>").expect("a body") + "<w:body>".len();
    let end = word.text.find("</w:body>").expect("its end");
    word.text.replace_range(at..end, &paragraph("会议纪要"));
    let revision = outcome(&word.bytes()).expect("a revision");
    assert!(!revision.is_empty() && revision.likeness < 0.1, "{}", revision.likeness);
}
