//! Totals that follow their parts while these are typed.

use egui::Key;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use nianbao::draft::{self, Origin};

use nianbao::ui::command::{Command, MenuCommand};

use super::harness::*;

const PARTS: [&str; 6] = ["自然人", "商业企业", "科研机构", "公益组织", "法律服务机构", "其他组织"];
const TOTAL: &str = "申请.新收.总计";

fn part(column: &str) -> String {
    format!("申请.新收.{column}")
}

/// A new draft of 2021 with all parts of the first row of table three but the last.
fn all_but_one() -> Window {
    let mut window = new_draft("2025", "沭阳县人民政府");
    select(&mut window, &part(PARTS[0]));
    for number in 1..PARTS.len() {
        type_text(&mut window, &number.to_string());
        press(&mut window, Key::ArrowRight);
    }
    window
}

fn origin(window: &Window, key: &str) -> Option<Origin> {
    let draft = draft(window);
    draft.form().find(key).and_then(|cell| draft.entry(cell)).map(|entry| entry.origin.clone())
}

#[test]
fn a_total_appears_with_its_last_part_and_goes_when_one_is_cleared() {
    let mut window = all_but_one();
    assert_eq!(held(&window, TOTAL), "");
    type_text(&mut window, "6");
    assert_eq!((held(&window, TOTAL).as_str(), origin(&window, TOTAL)), ("21", Some(Origin::Calculated)));
    type_text(&mut window, "0");
    assert_eq!(held(&window, TOTAL), "75", "it follows each keystroke");
    let total = name(&window, TOTAL);
    let node = window.get_by_label(&total);
    assert_eq!(node.accesskit_node().description().as_deref(), Some("按分项计算"));
    press(&mut window, Key::Backspace);
    press(&mut window, Key::Backspace);
    assert_eq!((held(&window, TOTAL).as_str(), origin(&window, TOTAL)), ("", None));
}

/// 补零 of all cells of the table wrote 0 into totals of parts that are more, and dead zeros into the others.
#[test]
fn zeros_for_what_is_blank_work_the_totals_out() {
    let mut window = new_draft("2025", "沭阳县人民政府");
    select(&mut window, &part(PARTS[0]));
    type_text(&mut window, "5");
    apply(&mut window, Command::Menu(MenuCommand::SelectAll));
    apply(&mut window, Command::Menu(MenuCommand::Zero));
    assert_eq!((held(&window, TOTAL).as_str(), origin(&window, TOTAL)), ("5", Some(Origin::Calculated)));
    let quiet = "申请.不掌握.总计";
    assert_eq!((held(&window, quiet).as_str(), origin(&window, quiet)), ("0", Some(Origin::Calculated)));
    select(&mut window, "申请.不掌握.自然人");
    type_text(&mut window, "2");
    assert_eq!(held(&window, quiet), "2", "it follows");
}

#[test]
fn a_total_that_was_typed_is_never_overwritten() {
    let mut window = all_but_one();
    select(&mut window, TOTAL);
    type_text(&mut window, "20");
    press(&mut window, Key::ArrowLeft);
    press(&mut window, Key::ArrowLeft);
    press(&mut window, Key::ArrowLeft);
    type_text(&mut window, "6");
    assert_eq!(held(&window, &part("其他组织")), "6");
    assert_eq!((held(&window, TOTAL).as_str(), origin(&window, TOTAL)), ("20", Some(Origin::Typed)));
    assert_eq!(summary(&window).fails, 1);
}

#[test]
fn one_undo_takes_back_the_part_and_the_total_that_followed_it() {
    let mut window = all_but_one();
    let before = draft::write(draft(&window)).expect("a draft can be written");
    // At the first digit the total appears, at the second it changes: one step.
    type_text(&mut window, "6");
    type_text(&mut window, "0");
    press(&mut window, Key::Enter);
    let after = draft::write(draft(&window)).expect("a draft can be written");
    ctrl(&mut window, Key::Z);
    assert_eq!(draft::write(draft(&window)).expect("a draft can be written"), before);
    assert_eq!(selected(&window), part("其他组织"), "where it was typed, not where it was added up");
    ctrl(&mut window, Key::Y);
    assert_eq!(draft::write(draft(&window)).expect("a draft can be written"), after);
}

#[test]
fn esc_takes_back_what_is_typed_with_its_total() {
    let mut window = all_but_one();
    type_text(&mut window, "6");
    press(&mut window, Key::Escape);
    assert_eq!((held(&window, &part("其他组织")).as_str(), held(&window, TOTAL).as_str()), ("", ""));
}

#[test]
fn an_amount_of_money_asks_for_its_unit_and_is_completed_with_it() {
    let mut window = new_draft("2019", "某局");
    let amount = "政府集中采购.采购总金额";
    for (unit, kept) in [("元", "251000元"), ("万元", "251000万元")] {
        select(&mut window, amount);
        type_text(&mut window, "251000");
        assert_eq!(held(&window, amount), "251000", "kept as typed");
        click(&mut window, &format!("251000{unit}"));
        assert_eq!(held(&window, amount), kept);
        assert!(window.query_by_label("251000元").is_none(), "nothing is asked any more");
        ctrl(&mut window, Key::Z);
        ctrl(&mut window, Key::Z);
        assert_eq!(held(&window, amount), "");
    }
}
