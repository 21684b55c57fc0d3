//! The leader's Word file comes back: dropped or chosen, looked at, taken, and taken back.

use std::path::{Path, PathBuf};

use egui::Key;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use nianbao::draft;
use nianbao::export::{Extent, Format, Order};
use nianbao::report::templates;
use nianbao::store::samples::SAMPLES;
use nianbao::typeset::FontBook;

use super::harness::*;
use super::retouch::Word;

pub const SAMPLE: &str = "沭阳县人民政府-2025";
const SECTION: &str = "依申请公开";

/// The report of the sample as a leader sent it back.
pub fn returned(folder: &Path, change: impl Fn(&mut Word)) -> PathBuf {
    let sample = SAMPLES.iter().find(|sample| sample.name == SAMPLE).expect("the sample");
    let draft = draft::read(sample.text).expect("a draft");
    let fonts = FontBook::bundled(None).expect("the bundled fonts");
    let template = templates::for_form(draft.form()).expect("its template");
    let order = Order { draft: &draft, template, fonts: &fonts, extent: Extent::Report };
    let bytes = order.export(Format::Docx).expect("a Word file").files.pop().expect("one file").bytes;
    let mut word = Word::open(&bytes);
    change(&mut word);
    let path = folder.join("领导修改稿.docx");
    std::fs::write(&path, word.bytes()).expect("written");
    path
}

/// Words with and without a trace, a live figure, a heading.
pub fn revised(word: &mut Word) {
    word.tracked("全县新收政府信息公开申请", "全县共收到政府信息公开申请");
    word.replace("件结转下年度继续办理。", "件结转下年度办理。");
    word.replace("（四）政府信息公开平台建设", "（四）公开平台建设");
    let at = word.text.find("上年结转").expect("words");
    let number = at + word.text[at..].find(">36<").expect("a figure");
    word.text.replace_range(number..number + 4, ">37<");
}

fn text(window: &Window) -> String {
    let draft = draft(window);
    draft.text(SECTION).expect("a text").shown(|figure| draft.printed(figure).unwrap_or_default()).0
}

fn is_pressed(window: &Window, label: &str) -> bool {
    let node = window.get_by_label(label);
    node.accesskit_node().toggled() == Some(egui::accesskit::Toggled::True)
        || node.accesskit_node().is_selected() == Some(true)
}

#[test]
fn a_report_that_comes_back_is_answered_piece_by_piece_and_taken_in_one_step() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = returned(folder.path(), revised);
    let mut window = sample(SAMPLE);
    let before = draft::write(draft(&window)).expect("a draft");
    drop_files(&mut window, &[&path]);
    window.get_by_label_contains("1 个数字 · 2 处文字 · 1 处固定文字");
    window.get_by_label("周明远 · 2019-01-18 09:30");
    window.get_by_label_contains("由报告模板规定，需要时请改模板");
    assert_eq!(draft::write(draft(&window)).expect("a draft"), before, "looking changes nothing");

    click(&mut window, "采纳：依申请公开第 1 处");
    click(&mut window, "不采纳：依申请公开第 2 处");
    assert!(
        is_pressed(&window, "采纳：依申请公开第 1 处") && is_pressed(&window, "不采纳：依申请公开第 2 处")
    );
    click(&mut window, "改指标：申请.上年结转.总计");
    click(&mut window, "采纳所选（2 处）");
    settle(&mut window);
    assert!(
        text(&window).contains("全县共收到政府信息公开申请713件") && text(&window).contains("上年结转37件")
    );
    assert!(text(&window).contains("继续办理"), "refused");
    assert_eq!(held(&window, "申请.上年结转.总计"), "37");
    assert!(window.state().notice().contains("采纳 2 处"), "{}", window.state().notice());
    // What was refused is still refused, and nothing is left to answer.
    assert!(is_pressed(&window, "不采纳：依申请公开第 1 处"));
    ctrl(&mut window, Key::Z);
    settle(&mut window);
    assert_eq!(draft::write(draft(&window)).expect("a draft"), before);
}

#[test]
fn the_menu_asks_for_the_file_and_all_words_are_taken_at_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = returned(folder.path(), revised);
    let mut window = sample(SAMPLE);
    menu(&mut window, "文件", "收回修改稿…");
    ctrl(&mut window, Key::A);
    give_path(&mut window, &path);
    click(&mut window, "文字全部采纳");
    click(&mut window, "采纳所选（2 处）");
    settle(&mut window);
    assert!(text(&window).contains("件结转下年度办理。") && text(&window).contains("上年结转36件"));
    click(&mut window, "关闭");
    assert!(window.query_by_label_contains("修改稿：").is_none(), "put away");
}

#[test]
fn an_untouched_report_says_that_nothing_was_changed() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = returned(folder.path(), |_| {});
    let mut window = sample(SAMPLE);
    drop_files(&mut window, &[&path]);
    window.get_by_label("没有发现改动");
    click(&mut window, "完成");
}

#[test]
fn the_report_of_another_draft_is_asked_about_first() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = returned(folder.path(), revised);
    let mut window = new_draft("2024", "沭阳县人民政府");
    drop_files(&mut window, &[&path]);
    window.get_by_label_contains("这份 Word 文件是 沭阳县人民政府 2025 年度（2021 版式） 的报告");
    click(&mut window, "取消");
    assert!(window.query_by_label_contains("修改稿：").is_none());
    drop_files(&mut window, &[&path]);
    click(&mut window, "仍然比较");
    settle(&mut window);
    window.get_by_label_contains("修改稿是 沭阳县人民政府 2025 年度的报告，不是本底稿的");
}

#[test]
fn a_word_file_of_others_can_be_imported_or_compared() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = returned(folder.path(), |word| word.without("docProps/custom.xml"));
    let mut window = sample(SAMPLE);
    drop_files(&mut window, &[&path]);
    click(&mut window, "收回修改稿");
    settle(&mut window);
    window.get_by_label("没有发现改动");
    window.get_by_label_contains("没有本程序的标记");
    drop_files(&mut window, &[&path]);
    click(&mut window, "导入数字");
    settle(&mut window);
    window.get_by_label("导入 领导修改稿.docx");
}

#[test]
fn a_damaged_file_says_so() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("坏.docx");
    std::fs::write(&path, b"PK\x03\x04").expect("written");
    let mut window = sample(SAMPLE);
    menu(&mut window, "文件", "收回修改稿…");
    ctrl(&mut window, Key::A);
    give_path(&mut window, &path);
    window.get_by_label_contains("不完整或已损坏");
}
