//! The window without the pointer: menus by F10 and Alt, panes by F6; and what it remembers of them.

use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use nianbao::ui::command::Page;

use super::harness::*;

/// What has the keyboard, by its spoken name.
fn focused(window: &Window) -> String {
    let nodes = window.root().children_recursive();
    let node = nodes.into_iter().find(|node| node.accesskit_node().is_focused());
    node.and_then(|node| node.accesskit_node().label()).unwrap_or_default()
}

#[test]
fn f10_opens_the_menus_and_arrows_lead_through_them() {
    let mut window = sample("金塘镇-2018");
    press(&mut window, Key::F10);
    assert!(window.query_by_label_contains("另存为…").is_some(), "the first menu");
    press(&mut window, Key::ArrowRight);
    press(&mut window, Key::ArrowRight);
    press(&mut window, Key::ArrowRight);
    assert!(window.query_by_label_contains("另存为…").is_none());
    assert!(window.query_by_label("报告模板…").is_some(), "the fourth");
    press(&mut window, Key::ArrowDown);
    press(&mut window, Key::ArrowDown);
    assert_eq!(focused(&window), "基本信息");
    press(&mut window, Key::Enter);
    assert_eq!(window.state().desk().map(|desk| desk.page.clone()), Some(Page::Basics));
    assert!(window.query_by_label("报告模板…").is_none(), "it is closed");
}

#[test]
fn alt_alone_opens_the_menus_and_esc_gives_the_keyboard_back() {
    let mut window = sample("金塘镇-2018");
    select(&mut window, "网站公开数");
    let key = |pressed| egui::Event::Key {
        key: Key::AltLeft,
        physical_key: None,
        pressed,
        repeat: false,
        modifiers: Modifiers::NONE,
    };
    window.event(key(true));
    window.event(key(false));
    run(&mut window);
    assert!(window.query_by_label_contains("另存为…").is_some());
    press(&mut window, Key::Escape);
    assert!(window.query_by_label_contains("另存为…").is_none());
    type_text(&mut window, "3");
    assert_eq!(held(&window, "网站公开数"), "3");
}

#[test]
fn the_drafts_opened_before_are_reached_by_arrows_and_left_leads_back() {
    let mut window = sample("金塘镇-2018");
    press(&mut window, Key::F10);
    for _ in 0..4 {
        press(&mut window, Key::ArrowDown);
    }
    assert!(focused(&window).contains("导入"), "{}", focused(&window));
}

#[test]
fn f6_goes_round_the_panes_and_back_to_the_cell() {
    let mut window = sample("金塘镇-2018");
    select(&mut window, "网站公开数");
    for pane in ["本指标", "审核", "目录"] {
        press(&mut window, Key::F6);
        assert_eq!(focused(&window), pane);
    }
    press(&mut window, Key::Tab);
    assert!(focused(&window).starts_with("基本信息"), "Tab leads into it: {}", focused(&window));
    press(&mut window, Key::F6);
    type_text(&mut window, "3");
    assert_eq!(held(&window, "网站公开数"), "3", "the cell has the keyboard again");
    window.key_press_modifiers(Modifiers::SHIFT, Key::F6);
    run(&mut window);
    assert_eq!(focused(&window), "目录", "and backwards");
}

#[test]
fn a_box_keeps_the_keyboard_when_its_draft_is_saved() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut window = new_draft("2018", "金塘镇");
    ctrl(&mut window, Key::S);
    give_path(&mut window, &folder.path().join("底稿.nianbao"));
    click_containing(&mut window, "基本信息");
    window.get_by_label("单位简称").click();
    run(&mut window);
    type_text(&mut window, "本");
    ctrl(&mut window, Key::S);
    settle(&mut window);
    assert!(window.state().notice().contains("已保存"), "{}", window.state().notice());
    type_text(&mut window, "镇");
    assert_eq!(draft(&window).field(nianbao::form::Field::ShortName), "本镇");
}
