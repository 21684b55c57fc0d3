//! A block copied from a spreadsheet, pasted into the form.

use egui::{Event, Key};
use egui_kittest::kittest::Queryable as _;
use nianbao::draft;

use super::harness::*;

fn paste(window: &mut Window, text: &str) {
    window.event(Event::Paste(text.to_owned()));
    run(window);
}

#[test]
fn a_column_is_pasted_into_the_form_of_2014_and_undone_in_one_step() {
    let mut window = new_draft("2018", "金塘镇");
    select(&mut window, "当面申请数");
    let before = draft::write(draft(&window)).expect("a draft can be written");
    paste(&mut window, "2\n0\n68\n145\n");
    let keys = ["当面申请数", "传真申请数", "网络申请数", "信函申请数", "收到申请数"];
    assert_eq!(keys.map(|key| held(&window, key)), ["2", "0", "68", "145", "215"], "the total follows");
    assert_eq!(window.state().notice(), "已粘贴 4 项");
    ctrl(&mut window, Key::Z);
    assert_eq!(draft::write(draft(&window)).expect("a draft can be written"), before);
}

#[test]
fn a_block_is_pasted_into_the_matrix_of_2021() {
    let mut window = new_draft("2025", "沭阳县人民政府");
    select(&mut window, "申请.新收.自然人");
    paste(&mut window, "812\t7\t0\t0\t0\t1\n3\t0\t0\t0\t0\t0\n");
    let keys = [
        "申请.新收.自然人",
        "申请.新收.其他组织",
        "申请.上年结转.自然人",
        "申请.新收.总计",
        "申请.上年结转.总计",
    ];
    assert_eq!(keys.map(|key| held(&window, key)), ["812", "1", "3", "820", "3"]);
    ctrl(&mut window, Key::Z);
    assert_eq!(held(&window, "申请.新收.自然人"), "");
}

#[test]
fn what_does_not_fit_is_told() {
    let mut window = new_draft("2025", "沭阳县人民政府");
    select(&mut window, "申请.新收.总计");
    paste(&mut window, "820\t1");
    assert_eq!(held(&window, "申请.新收.总计"), "820");
    assert_eq!(window.state().notice(), "已粘贴 1 项；1 个数超出表格，没有填入");
}

#[test]
fn words_are_not_pasted_over_figures() {
    let mut window = sample("金塘镇-2018");
    select(&mut window, "网站公开数");
    paste(&mut window, "政府网站公开\t条\n政务微博公开\t条");
    assert_eq!(held(&window, "网站公开数"), "259");
    assert!(window.state().notice().contains("从剪贴板导入"), "{}", window.state().notice());
}

#[test]
fn a_single_value_goes_into_the_text_of_the_cell() {
    let mut window = sample("金塘镇-2018");
    select(&mut window, "网站公开数");
    paste(&mut window, "260");
    assert_eq!(held(&window, "网站公开数"), "260");
    assert!(window.query_by_label_contains("已粘贴").is_none());
}
