//! A report that leaders revised in Word is taken back: looked at, taken change by change, one step to undo.

use std::path::Path;

use egui::Key;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use nianbao::draft::Draft;
use nianbao::export::{Extent, Format, Order};
use nianbao::report::templates;
use nianbao::typeset::FontBook;

use super::harness::*;
use super::retouch::Word;

/// The draft as a Word file in which these words were changed without tracking.
fn revised(draft: &Draft, changes: &[(&str, &str)]) -> Vec<u8> {
    let fonts = FontBook::bundled(None).expect("the bundled fonts");
    let template = templates::for_form(draft.form()).expect("its template");
    let order = Order { draft, template, fonts: &fonts, extent: Extent::Report };
    let bytes = order.export(Format::Docx).expect("a Word file").files.remove(0).bytes;
    let mut word = Word::open(&bytes);
    for (from, to) in changes {
        assert!(word.text.contains(from), "{from}");
        word.text = word.text.replace(from, to);
    }
    word.bytes()
}

fn come_back(window: &mut Window, folder: &Path, changes: &[(&str, &str)]) {
    let file = folder.join("领导改.docx");
    std::fs::write(&file, revised(draft(window), changes)).expect("written");
    click(window, "文件");
    click_containing(window, "收回修改稿");
    settle(window);
    give_path(window, &file);
}

#[test]
fn what_was_revised_is_taken_back_in_one_step() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut window = sample("金塘镇-2018");
    come_back(&mut window, folder.path(), &[(">259<", ">260<"), ("网站发布", "门户网站发布")]);
    window.get_by_label("2 个数字 · 1 处文字");
    click(&mut window, "改指标：主动公开政府信息数");
    click(&mut window, "采纳：主动公开第 1 处");
    click(&mut window, "采纳所选（2 处）");
    settle(&mut window);
    assert_eq!(held(&window, "主动公开政府信息数"), "260");
    assert_eq!(held(&window, "网站公开数"), "259", "nobody took it");
    ctrl(&mut window, Key::Z);
    assert_eq!(held(&window, "主动公开政府信息数"), "259");
}

#[test]
fn an_untouched_file_offers_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut window = sample("金塘镇-2018");
    come_back(&mut window, folder.path(), &[]);
    assert!(
        window.query_by_label_contains("采纳所选").is_none_or(|button| button.accesskit_node().is_disabled())
    );
    assert_eq!(held(&window, "主动公开政府信息数"), "259");
}
