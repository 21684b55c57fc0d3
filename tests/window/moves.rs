//! The keyboard on the sheet: from cell to cell, within the text of one, and out from under headings.

use egui::{Key, Modifiers, Rect};
use egui_kittest::kittest::Queryable as _;

use super::harness::*;

const COLUMNS: [&str; 7] = ["自然人", "商业企业", "科研机构", "公益组织", "法律服务机构", "其他组织", "总计"];

/// The key of the selected cell.
fn rect(window: &Window, key: &str) -> Rect {
    window.get_by_label(&name(window, key)).rect()
}

/// Presses a key and says where it leads.
fn leads(window: &mut Window, key: Key, to: &str) {
    let from = selected(window);
    press(window, key);
    assert_eq!(selected(window), to, "{key:?} from {from}");
}

#[test]
fn arrows_walk_the_whole_of_table_three() {
    let mut window = new_draft("2025", "沭阳县人民政府");
    let form = draft(&window).form().clone();
    let rows: Vec<String> = form
        .ids()
        .filter_map(|id| Some(form.cell(id).key.strip_prefix("申请.")?.strip_suffix(".自然人")?.to_owned()))
        .collect();
    assert_eq!(rows.len(), 25);
    select(&mut window, &format!("申请.{}.自然人", rows[0]));
    // To and fro, like a plough.
    for (number, row) in rows.iter().enumerate() {
        let mut columns = COLUMNS;
        let mut key = Key::ArrowRight;
        if number % 2 == 1 {
            columns.reverse();
            key = Key::ArrowLeft;
        }
        assert_eq!(selected(&window), format!("申请.{row}.{}", columns[0]));
        for column in &columns[1..] {
            leads(&mut window, key, &format!("申请.{row}.{column}"));
        }
        press(&mut window, Key::ArrowDown);
    }
}

#[test]
fn sideways_stops_at_the_edges_and_home_and_end_lead_to_them() {
    let mut window = sample("沭阳县人民政府-2025");
    select(&mut window, "申请.不掌握.科研机构");
    for (key, column) in [
        (Key::End, "总计"),
        (Key::ArrowRight, "总计"),
        (Key::ArrowLeft, "其他组织"),
        (Key::Home, "自然人"),
        (Key::ArrowLeft, "自然人"),
        (Key::ArrowRight, "商业企业"),
    ] {
        leads(&mut window, key, &format!("申请.不掌握.{column}"));
    }
    assert!(window.state().desk().is_some_and(|desk| !desk.editing.is_unsaved()), "walking changes nothing");
}

#[test]
fn arrows_move_the_caret_within_what_is_typed_and_leave_at_its_ends() {
    let mut window = sample("沭阳县人民政府-2025");
    let here = "申请.不掌握.科研机构";
    select(&mut window, here);
    type_text(&mut window, "12");
    leads(&mut window, Key::ArrowLeft, here);
    type_text(&mut window, "5");
    assert_eq!(held(&window, here), "152");
    leads(&mut window, Key::ArrowRight, here);
    leads(&mut window, Key::ArrowRight, "申请.不掌握.公益组织");
    leads(&mut window, Key::ArrowLeft, here);
    type_text(&mut window, "7");
    assert_eq!(held(&window, here), "7", "a cell just entered is replaced by what is typed");
    leads(&mut window, Key::ArrowLeft, here);
    leads(&mut window, Key::ArrowLeft, "申请.不掌握.商业企业");
}

#[test]
fn shift_and_arrow_select_within_the_text() {
    let mut window = sample("沭阳县人民政府-2025");
    let here = "申请.不掌握.科研机构";
    select(&mut window, here);
    type_text(&mut window, "12");
    window.key_press_modifiers(Modifiers::SHIFT, Key::ArrowLeft);
    window.run();
    type_text(&mut window, "9");
    assert_eq!((selected(&window).as_str(), held(&window, here).as_str()), (here, "19"));
}

#[test]
fn who_goes_into_the_text_stays_in_it() {
    let mut window = sample("沭阳县人民政府-2025");
    const HERE: &str = "申请.新收.自然人";
    let by_key = |window: &mut Window| press(window, Key::F2);
    let by_pointer = |window: &mut Window| {
        let name = name(window, HERE);
        click(window, &name);
        press(window, Key::End);
    };
    let here = HERE;
    select(&mut window, here);
    let before = held(&window, here);
    select(&mut window, "申请.新收.商业企业");
    for go_into in [by_key as fn(&mut Window), by_pointer as fn(&mut Window)] {
        leads(&mut window, Key::ArrowLeft, here);
        go_into(&mut window);
        leads(&mut window, Key::ArrowRight, here);
        type_text(&mut window, "0");
        assert_eq!(held(&window, here), format!("{before}0"));
        leads(&mut window, Key::Home, here);
        leads(&mut window, Key::ArrowLeft, here);
        type_text(&mut window, "1");
        assert_eq!(held(&window, here), format!("1{before}0"));
        // Esc takes it back; the cell is as it was entered.
        press(&mut window, Key::Escape);
        assert_eq!(held(&window, here), before);
        leads(&mut window, Key::ArrowRight, "申请.新收.商业企业");
    }
    leads(&mut window, Key::ArrowLeft, here);
    press(&mut window, Key::F2);
    press(&mut window, Key::F2);
    leads(&mut window, Key::ArrowRight, "申请.新收.商业企业");
}

#[test]
fn a_cell_under_the_headings_is_scrolled_out_from_under_them() {
    let mut window = sample("沭阳县人民政府-2025");
    // The table's first row begins where its headings end.
    let title = window.get_by_label("三、收到和处理政府信息公开申请情况").rect();
    let headings = rect(&window, "申请.新收.自然人").top() - title.bottom();
    assert!(headings > 50.0, "three heading rows: {headings}");
    let top = window.get_by_label("文件").rect().bottom();
    select(&mut window, "申请.结转下年.公益组织");
    while selected(&window) != "申请.新收.公益组织" {
        press(&mut window, Key::ArrowUp);
        let here = rect(&window, &selected(&window));
        assert!(here.top() >= top + headings - 8.0, "{} at {here:?}", selected(&window));
    }
}

#[test]
fn the_pointer_does_not_reach_a_cell_through_the_headings() {
    let mut window = sample("沭阳县人民政府-2025");
    select(&mut window, "申请.不掌握.公益组织");
    let top = window.get_by_label("文件").rect().bottom();
    let form = draft(&window).form().clone();
    let hidden = form.ids().map(|id| form.cell(id).key.to_string()).find(|key| {
        let middle = rect(&window, key).center().y;
        key.ends_with(".公益组织") && middle > top + 10.0 && middle < top + 80.0
    });
    let hidden = rect(&window, &hidden.expect("a cell lies under the headings"));
    window.drag_at(hidden.center());
    window.drop_at(hidden.center());
    window.run();
    assert_eq!(selected(&window), "申请.不掌握.公益组织");
}
