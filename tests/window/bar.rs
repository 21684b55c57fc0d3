//! What stands beside the menus and under the sheet, by the pointer.

use egui::Key;
use egui::accesskit::Role;
use egui_kittest::kittest::Queryable as _;

use super::harness::*;

#[test]
fn a_step_is_taken_back_beside_the_menus_and_the_cell_keeps_the_keyboard() {
    let mut window = sample("金塘镇-2018");
    let before = held(&window, "网站公开数");
    select(&mut window, "网站公开数");
    type_text(&mut window, "3");
    press(&mut window, Key::Enter);
    click_containing(&mut window, "撤销（");
    assert_eq!(held(&window, "网站公开数"), before);
    let cell = window.state().desk().and_then(|desk| desk.selected()).expect("a cell is selected");
    type_text(&mut window, "4");
    assert_eq!(draft(&window).shown(cell).as_deref(), Some("4"), "what is typed next goes into it");
}

#[test]
fn panes_are_hidden_and_shown_beside_the_menus() {
    let mut window = sample("金塘镇-2018");
    assert!(window.query_by_label_contains("报告正文").is_some());
    click_containing(&mut window, "目录（");
    assert!(window.query_by_label_contains("报告正文").is_none(), "the navigation is gone");
    click_containing(&mut window, "目录（");
    assert!(window.query_by_label_contains("报告正文").is_some());
}

#[test]
fn the_field_in_the_middle_leads_to_all_commands() {
    let mut window = window();
    click_containing(&mut window, "搜索命令");
    assert!(window.query_by_label("查找命令").is_some());
}

#[test]
fn the_size_is_told_and_changed_under_the_sheet() {
    let mut window = sample("金塘镇-2018");
    assert!(window.query_by_label("100 %").is_some());
    click(&mut window, "放大显示");
    assert!(window.query_by_label("110 %").is_some());
    click(&mut window, "110 %");
    assert!(window.query_by_label("100 %").is_some());
}

#[test]
fn menus_tell_what_is_chosen() {
    let mut window = sample("金塘镇-2018");
    click(&mut window, "视图");
    assert!(window.query_by_role_and_label(Role::CheckBox, "上年对照").is_some());
    assert!(window.query_by_role_and_label(Role::RadioButton, "深色").is_some());
}
