//! Last year beside this year: on the sheet, in the right pane, for screen readers.

use egui::{Key, Vec2};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use nianbao::draft::{self, Edit, Entry};
use nianbao::form::{CellKey, Kind, Year};
use nianbao::ui::command::Command;

use super::harness::*;

/// Gives a cell a figure of last year.
fn remember(window: &mut Window, key: &str, figure: &str) {
    let entries = vec![(CellKey::from(key), Entry::typed(figure, Kind::Count))];
    let ctx = window.ctx.clone();
    window.state_mut().apply(Command::Do(Edit::Entries { year: Year::Last, entries }), &ctx);
    window.run();
}

fn size(window: &Window, key: &str) -> Vec2 {
    window.get_by_label(&name(window, key)).rect().size()
}

fn described(window: &Window, key: &str) -> Option<String> {
    window.get_by_label(&name(window, key)).accesskit_node().description()
}

fn last(window: &Window, key: &str) -> String {
    let draft = draft(window);
    let cell = draft.form().find(key).expect("the key exists");
    draft.last_year(cell).map(|entry| entry.value.to_string()).unwrap_or_default()
}

#[test]
fn last_year_has_its_columns_as_soon_as_there_is_a_figure_and_until_they_are_put_away() {
    let mut window = sample("金塘镇-2018");
    let alone = size(&window, "网站公开数").x;
    remember(&mut window, "网站公开数", "250");
    let beside = size(&window, "网站公开数").x;
    assert!(beside < alone - 10.0, "{beside} of {alone}: two columns more");
    click(&mut window, "视图");
    click(&mut window, "上年对照");
    assert_eq!(size(&window, "网站公开数").x, alone);
    click(&mut window, "视图");
    click(&mut window, "上年对照");
    assert_eq!(size(&window, "网站公开数").x, beside);
}

#[test]
fn in_a_matrix_last_year_stands_in_the_cells_which_are_higher_then() {
    let mut window = sample("沭阳县人民政府-2025");
    let before = size(&window, "申请.其他处理.总计");
    remember(&mut window, "申请.新收.自然人", "3");
    let after = size(&window, "申请.其他处理.总计");
    assert_eq!((after.x, after.y > before.y), (before.x, true));
    ctrl(&mut window, Key::Z);
    assert_eq!(size(&window, "申请.其他处理.总计"), before);
}

#[test]
fn a_screen_reader_is_told_of_last_year_beside_the_name() {
    let mut window = sample("金塘镇-2018");
    assert_eq!(described(&window, "网站公开数"), None);
    for (figure, expected) in [
        ("250", "上年 250，增加 9"),
        ("259", "上年 259，持平"),
        ("/", "上年 /"),
        ("300", "上年 300，减少 41"),
    ] {
        remember(&mut window, "网站公开数", figure);
        assert_eq!(described(&window, "网站公开数").as_deref(), Some(expected));
    }
    select(&mut window, "网站公开数");
    assert_eq!(described(&window, "网站公开数").as_deref(), Some("上年 300，减少 41"), "selected too");
}

#[test]
fn last_year_is_typed_in_the_right_pane_and_undone_in_one_step() {
    let mut window = sample("金塘镇-2018");
    let before = draft::write(draft(&window)).expect("a draft can be written");
    select(&mut window, "网站公开数");
    click(&mut window, "上年");
    type_text(&mut window, "2");
    type_text(&mut window, "50");
    assert_eq!((last(&window, "网站公开数").as_str(), held(&window, "网站公开数").as_str()), ("250", "259"));
    assert!(window.query_by_label("增减 +9（+3.6%）").is_some());
    type_text(&mut window, "件");
    assert_eq!(last(&window, "网站公开数"), "250件", "kept as typed");
    assert!(window.query_by_label_contains("只能填数字").is_some());
    ctrl(&mut window, Key::Z);
    assert_eq!(draft::write(draft(&window)).expect("a draft can be written"), before);
}
