//! The window without the pointer: menus by F10 and Alt, panes by F6; and what it remembers of them.

use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use nianbao::draft::Edit;
use nianbao::form::Field;
use nianbao::ui::command::{Command, MenuCommand, Page};

use super::harness::*;

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
fn in_a_small_window_the_manual_takes_the_place_of_the_inspector() {
    let mut window = sample("金塘镇-2018");
    select(&mut window, "网站公开数");
    window.set_size(egui::vec2(960.0, 600.0));
    run(&mut window);
    assert!(window.query_by_label("相关勾稽关系").is_some());
    apply(&mut window, Command::Menu(MenuCommand::Manual));
    assert!(window.query_by_label("手册章节").is_some());
    assert!(window.query_by_label("相关勾稽关系").is_none());
    ctrl(&mut window, Key::I);
    assert!(window.query_by_label("手册章节").is_none(), "who asks for it sees it");
    assert!(window.query_by_label("相关勾稽关系").is_some());
    // In a large one both have room, in one of the usual size the table would be crushed.
    apply(&mut window, Command::Menu(MenuCommand::Manual));
    window.set_size(egui::vec2(1280.0, 800.0));
    run(&mut window);
    assert!(window.query_by_label("相关勾稽关系").is_none());
    window.set_size(egui::vec2(1600.0, 900.0));
    run(&mut window);
    assert!(window.query_by_label("手册章节").is_some());
    assert!(window.query_by_label("相关勾稽关系").is_some());
}

#[test]
fn the_list_of_problems_folds_to_its_counts() {
    let mut window = sample("杭州市发展和改革委员会-2018");
    let rows = |window: &Window| window.query_all_by_label_contains("× 不符  ").count();
    assert!(rows(&window) > 0);
    window.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::M);
    run(&mut window);
    assert_eq!(rows(&window), 0);
    assert!(window.query_by_label_contains("1 处不符").is_some(), "how many there are stays");
    press(&mut window, Key::F8);
    assert!(window.state().desk().is_some_and(|desk| desk.selected().is_some()), "F8 leads there");
    // Its height is that of the open one, whatever is clicked meanwhile.
    let high = window.get_by_label("审核").rect().top();
    select(&mut window, "收到申请数");
    click(&mut window, "展开审核");
    assert!(rows(&window) > 0);
    let opened = window.get_by_label("审核").rect().top();
    assert!(high - opened > 100.0, "{high} {opened}");
}

#[test]
fn where_no_room_is_made_for_the_inspector_that_is_said() {
    let mut window = sample("金塘镇-2018");
    window.set_size(egui::vec2(700.0, 600.0));
    run(&mut window);
    apply(&mut window, Command::Menu(MenuCommand::Manual));
    ctrl(&mut window, Key::I);
    assert!(window.state().notice().contains("窗口太窄"), "{}", window.state().notice());
    assert!(window.query_by_label("手册章节").is_some(), "the manual is not closed for nothing");
}

#[test]
fn what_f8_leads_to_has_the_keyboard_and_is_told_where_the_list_is_folded() {
    let mut window = sample("沭阳县人民政府-2025");
    window.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::M);
    run(&mut window);
    press(&mut window, Key::F8);
    assert!(matches!(window.state().desk().map(|desk| desk.page.clone()), Some(Page::Text(_))));
    assert_eq!(focused(&window), "改写");
    assert!(window.state().notice().contains("自动生成"), "{}", window.state().notice());
    press(&mut window, Key::Enter);
    type_text(&mut window, "甲");
    // From within a text box too, which is left by it.
    apply(&mut window, Command::Do(Edit::Field(Field::Agency, String::new())));
    press(&mut window, Key::F8);
    assert_eq!(focused(&window), "填报单位");
    assert!(window.state().notice().contains("填报单位"), "{}", window.state().notice());
    assert!(draft(&window).texts().any(|(_, text)| text.shown(|_| String::new()).0.contains('甲')));
}

#[test]
fn up_and_down_lead_through_the_navigation() {
    let mut window = sample("金塘镇-2018");
    select(&mut window, "网站公开数");
    for _ in 0..3 {
        press(&mut window, Key::F6);
    }
    press(&mut window, Key::Tab);
    assert!(focused(&window).starts_with("基本信息"));
    press(&mut window, Key::ArrowUp);
    assert!(focused(&window).starts_with("基本信息"), "no further than the list: {}", focused(&window));
    press(&mut window, Key::ArrowDown);
    press(&mut window, Key::ArrowDown);
    assert!(focused(&window).starts_with("一、主动公开情况"), "{}", focused(&window));
    // Held down, each frame has its ↑ and more of them than there are lines.
    for _ in 0..8 {
        window.key_press(Key::ArrowUp);
        window.step();
    }
    run(&mut window);
    assert!(focused(&window).starts_with("基本信息"), "{}", focused(&window));
    press(&mut window, Key::ArrowDown);
    press(&mut window, Key::ArrowDown);
    press(&mut window, Key::Enter);
    assert_eq!(selected(&window), "主动公开政府信息数");
}

#[test]
fn the_selected_cell_stays_in_view_when_a_pane_opens() {
    let mut window = sample("沭阳县人民政府-2025");
    window.set_size(egui::vec2(1138.0, 640.0));
    run(&mut window);
    let key = "申请.结转下年.自然人";
    select(&mut window, key);
    let is_seen = |window: &Window| {
        let cell = window.get_by_label(&name(window, key)).rect();
        let below = window.get_by_label("审核").rect().top();
        assert!(cell.bottom() < below && cell.top() > 100.0, "{cell} over {below}");
    };
    is_seen(&window);
    for _ in 0..2 {
        ctrl(&mut window, Key::Backslash);
        settle(&mut window);
        is_seen(&window);
    }
    for _ in 0..2 {
        window.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::M);
        run(&mut window);
        is_seen(&window);
    }
}

/// A table wider than its view was centred in it: its first column lay under the names, out of reach.
#[test]
fn the_first_column_is_reached_in_a_narrow_view() {
    let mut window = sample("沭阳县人民政府-2025");
    window.set_size(egui::vec2(1051.0, 591.0));
    run(&mut window);
    ctrl(&mut window, Key::B);
    let (first, second) = ("申请.第三方权益.自然人", "申请.第三方权益.商业企业");
    let id = |key: &str| draft(&window).form().find(key).expect("the cell");
    let [one, other] = [id(first), id(second)];
    for cell in [one, other] {
        apply(&mut window, Command::GoTo(cell));
    }
    let cell = window.get_by_label(&name(&window, first)).rect();
    let at = cell.left_center() + egui::vec2(2.0, 0.0);
    for pressed in [true, false] {
        window.event(egui::Event::PointerMoved(at));
        let button = egui::PointerButton::Primary;
        window.event(egui::Event::PointerButton { pos: at, button, pressed, modifiers: Modifiers::NONE });
    }
    run(&mut window);
    assert_eq!(selected(&window), first);
}

#[test]
fn the_preview_stands_beside_the_basic_data_too() {
    let mut window = sample("金塘镇-2018");
    apply(&mut window, Command::Show(Page::Basics));
    ctrl(&mut window, Key::Backslash);
    settle(&mut window);
    assert_eq!(window.state().desk().map(|desk| desk.page.clone()), Some(Page::Basics));
    assert!(window.state().preview().laid().is_some());
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
    assert_eq!(draft(&window).field(Field::ShortName), "本镇");
}
