//! The menu of a cell, by the right button and by the menu key.

use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;

use super::harness::*;

#[test]
fn the_right_button_selects_a_cell_and_offers_what_can_be_done() {
    let mut window = sample("金塘镇-2018");
    select(&mut window, "微博公开数");
    let name = name(&window, "网站公开数");
    window.get_by_label(&name).click_secondary();
    run(&mut window);
    assert_eq!(selected(&window), "网站公开数");
    click_containing(&mut window, "填为不适用");
    assert_eq!(held(&window, "网站公开数"), "/");
    type_text(&mut window, "3");
    assert_eq!(held(&window, "网站公开数"), "3", "the cell has the keyboard");
}

#[test]
fn the_right_button_keeps_a_range() {
    let mut window = new_draft("2018", "金塘镇");
    select(&mut window, "当面申请数");
    window.key_press_modifiers(Modifiers::SHIFT, Key::ArrowDown);
    run(&mut window);
    let name = name(&window, "传真申请数");
    window.get_by_label(&name).click_secondary();
    run(&mut window);
    click_containing(&mut window, "补零");
    assert_eq!(["当面申请数", "传真申请数"].map(|key| held(&window, key)), ["0", "0"]);
}

#[test]
fn the_menu_key_opens_it_and_arrows_lead_to_a_cell_of_the_same_sum() {
    for (key, modifiers) in [(Key::Menu, Modifiers::NONE), (Key::F10, Modifiers::SHIFT)] {
        let mut window = sample("杭州市发展和改革委员会-2018");
        select(&mut window, "收到申请数");
        window.key_press_modifiers(modifiers, key);
        run(&mut window);
        click_containing(&mut window, "转到相关勾稽的指标");
        // The form names it first, then the menu.
        let in_menu = window.get_all_by_label_contains("网络申请数 68").last();
        in_menu.expect("it stands in the menu").click();
        run(&mut window);
        assert_eq!(selected(&window), "网络申请数", "{key:?}");
    }
}
