//! Undo says what it undoes; the list of steps leads to any of them and back.

use egui::Key;
use egui_kittest::kittest::Queryable as _;
use nianbao::draft;

use super::harness::*;

/// Three figures typed one after the other.
fn three() -> Window {
    let mut window = new_draft("2018", "金塘镇");
    for (key, text) in [("当面申请数", "2"), ("传真申请数", "0"), ("网络申请数", "68")] {
        select(&mut window, key);
        type_text(&mut window, text);
    }
    select(&mut window, "信函申请数");
    window
}

fn open(window: &mut Window) {
    click(window, "编辑");
    click_containing(window, "操作历史");
}

#[test]
fn the_menu_says_what_undo_takes_back_and_redo_does_again() {
    let mut window = three();
    click(&mut window, "编辑");
    assert!(window.query_by_label_contains("撤销：填写“网络申请数”").is_some());
    press(&mut window, Key::Escape);
    ctrl(&mut window, Key::Z);
    click(&mut window, "编辑");
    assert!(window.query_by_label_contains("撤销：填写“传真申请数”").is_some());
    assert!(window.query_by_label_contains("重做：填写“网络申请数”").is_some());
}

#[test]
fn a_step_of_the_list_leads_back_and_a_later_one_forward() {
    let mut window = three();
    let whole = draft::write(draft(&window)).expect("a draft can be written");
    open(&mut window);
    click_containing(&mut window, "填写“当面申请数”");
    let keys = ["当面申请数", "传真申请数", "网络申请数"];
    assert_eq!(keys.map(|key| held(&window, key)), ["2", "", ""]);
    click_containing(&mut window, "填写“网络申请数”");
    assert_eq!(draft::write(draft(&window)).expect("a draft can be written"), whole);
    click_containing(&mut window, "打开时的样子");
    assert_eq!(keys.map(|key| held(&window, key)), ["", "", ""]);
    press(&mut window, Key::ArrowDown);
    assert_eq!(keys.map(|key| held(&window, key)), ["2", "", ""], "one step by the keyboard");
    press(&mut window, Key::Escape);
    assert!(window.query_by_label("操作历史").is_none());
    type_text(&mut window, "5");
    assert_eq!(held(&window, "当面申请数"), "5", "the cell that was changed has the keyboard");
}

#[test]
fn several_cells_changed_at_once_are_one_line() {
    let mut window = three();
    select(&mut window, "当面申请数");
    for _ in 0..2 {
        window.key_press_modifiers(egui::Modifiers::SHIFT, Key::ArrowDown);
        run(&mut window);
    }
    press(&mut window, Key::Delete);
    open(&mut window);
    assert!(window.query_by_label_contains("清除 3 项指标").is_some());
}
