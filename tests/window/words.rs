//! What the audit says of the report's words, in the pane of problems.

use egui::Key;
use egui_kittest::kittest::Queryable as _;
use nianbao::draft::{Draft, Edit, Piece, SectionText};
use nianbao::form::{Field, editions};

use super::harness::*;

/// A window with a draft of 2025 that keeps a text of an earlier edition, and says 无 of problems.
fn with_words() -> Window {
    let mut draft = Draft::new(editions::named("2021").expect("the edition"), 2025, "金塘镇人民政府");
    draft.apply(Edit::Field(Field::IssuedOn, "2026-01-16".to_owned())).expect("a field");
    for (section, text) in [("问题与改进", "无。"), ("收费减免", "全年未收取任何费用。")]
    {
        let text = SectionText::new([Piece::Words(text.to_owned())]);
        draft.apply(Edit::Text(section.to_owned(), Some(text))).expect("a text");
    }
    with_draft(&draft)
}

#[test]
fn the_words_of_the_report_stand_below_the_figures_and_lead_to_their_section() {
    let mut window = with_words();
    assert!(window.query_by_label("报告文字 2 处").is_some());
    click_containing(&mut window, "DOC-08");
    assert!(window.query_by_label("本版报告没有这一段，不会印出").is_some(), "the page of the text");
    click(&mut window, "恢复自动正文");
    assert!(window.query_by_label_contains("DOC-08").is_none());
    assert!(window.query_by_label("报告文字 1 处").is_some());
}

#[test]
fn text_without_a_place_can_be_read_and_taken_away() {
    let mut window = with_words();
    click_containing(&mut window, "DOC-14");
    assert!(window.get_all_by_value("全年未收取任何费用。").next().is_some(), "it can be read");
    click(&mut window, "删去这段");
    assert!(draft(&window).text("收费减免").is_none());
    ctrl(&mut window, Key::Z);
    assert!(draft(&window).text("收费减免").is_some());
}

#[test]
fn f8_visits_the_words_after_the_figures() {
    let mut window = with_words();
    press(&mut window, Key::F8);
    assert!(window.query_by_label("删去这段").is_some(), "F8 leads to the page of the text");
}

#[test]
fn a_missing_day_leads_to_the_basic_data() {
    let mut window = new_draft("2018", "金塘镇");
    assert!(window.query_by_label_contains("报告文字").is_none(), "a blank draft is left in peace");
    type_text(&mut window, "259");
    press(&mut window, Key::Enter);
    click_containing(&mut window, "DOC-06");
    assert!(window.query_by_label("成文日期").is_some());
}
