//! What a clerk who is new to the program met: days as she writes them, lists chosen from by keys, where the keyboard is.

use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use nianbao::audit::Place;
use nianbao::draft::Edit;
use nianbao::form::Field;
use nianbao::ui::command::{Command, Help, MenuCommand, Page};

use super::harness::*;

#[test]
fn a_day_written_as_in_a_document_is_a_day() {
    let mut window = new_draft("2018", "金塘镇");
    click_containing(&mut window, "基本信息");
    window.get_by_label("成文日期").scroll_to_me();
    window.run();
    window.get_by_label("成文日期").click();
    window.run();
    type_text(&mut window, "2019年1月20日");
    assert!(window.query_by_label_contains("看不出是哪一天").is_none());
    assert_eq!(
        draft(&window).date(Field::IssuedOn).map(|day| day.to_string()).as_deref(),
        Some("2019-01-20")
    );
    type_text(&mut window, "前后");
    assert!(window.query_by_label_contains("看不出是哪一天").is_some());
}

#[test]
fn what_is_chosen_by_keys_closes_the_list_and_tab_goes_on_from_there() {
    let mut window = new_draft("2018", "金塘镇");
    click_containing(&mut window, "基本信息");
    window.get_by_label("单位简称").click();
    window.run();
    press(&mut window, Key::Tab);
    assert_eq!(focused(&window), "单位类别");
    press(&mut window, Key::Space);
    press(&mut window, Key::ArrowDown);
    press(&mut window, Key::ArrowDown);
    press(&mut window, Key::Enter);
    assert_eq!(draft(&window).field(Field::AgencyKind), "政府部门");
    assert!(window.query_by_label("派出机关").is_none(), "the list is closed");
    assert_eq!(focused(&window), "单位类别");
    press(&mut window, Key::Tab);
    assert_eq!(focused(&window), "单位层级");
    press(&mut window, Key::Space);
    assert!(window.query_by_label("县级").is_some());
    press(&mut window, Key::Escape);
    assert!(window.query_by_label("县级").is_none(), "Esc closes it");
    press(&mut window, Key::Tab);
    assert_eq!(focused(&window), "地址");
}

#[test]
fn a_list_opens_at_what_is_chosen() {
    let mut window = new_draft("2018", "金塘镇");
    let choices = Field::AgencyLevel.choices();
    apply(&mut window, Command::Do(Edit::Field(Field::AgencyLevel, choices[2].to_owned())));
    apply(&mut window, Command::Show(Page::Basics));
    for expected in [choices[3], choices[4]] {
        window.get_by_label("单位简称").click();
        window.run();
        press(&mut window, Key::Tab);
        press(&mut window, Key::Tab);
        press(&mut window, Key::Space);
        press(&mut window, Key::ArrowDown);
        press(&mut window, Key::Enter);
        assert_eq!(draft(&window).field(Field::AgencyLevel), expected);
    }
}

#[test]
fn who_comes_by_tab_types_anew() {
    let mut window = new_draft("2018", "金塘镇");
    apply(&mut window, Command::Show(Page::Basics));
    apply(&mut window, Command::Do(Edit::Field(Field::Postcode, "310000".to_owned())));
    window.get_by_label("地址").click();
    window.run();
    press(&mut window, Key::Tab);
    assert_eq!(focused(&window), "邮编");
    type_text(&mut window, "316000");
    assert_eq!(draft(&window).field(Field::Postcode), "316000");
    // Backwards too.
    press(&mut window, Key::Tab);
    window.key_press_modifiers(Modifiers::SHIFT, Key::Tab);
    run(&mut window);
    assert_eq!(focused(&window), "邮编");
    type_text(&mut window, "316001");
    assert_eq!(draft(&window).field(Field::Postcode), "316001");
}

#[test]
fn the_page_of_basic_data_takes_the_keyboard_where_it_is_asked_for_by_name() {
    let mut window = sample("金塘镇-2018");
    apply(&mut window, Command::Menu(MenuCommand::Basics));
    assert_eq!(focused(&window), "填报单位");
    assert!(window.state().desk().is_some_and(|desk| desk.title().ends_with("未存盘")));
    type_text(&mut window, "沙溪镇");
    assert!(window.state().desk().is_some_and(|desk| desk.title().ends_with("未存盘 ●")), "no file yet");
}

#[test]
fn a_new_draft_has_an_agency() {
    let mut window = window();
    window.get_by_label("填报单位").click();
    window.run();
    type_text(&mut window, " ");
    press(&mut window, Key::Enter);
    assert!(window.state().desk().is_none(), "Enter begins nothing");
    assert!(window.get_by_label("新建").accesskit_node().is_disabled());
    window.get_by_label("填报单位").click();
    window.run();
    type_text(&mut window, "金塘镇");
    assert!(!window.get_by_label("新建").accesskit_node().is_disabled());
    press(&mut window, Key::Enter);
    assert_eq!(draft(&window).field(Field::Agency), "金塘镇");
}

#[test]
fn why_something_cannot_be_done_here_goes_with_the_next_thing_asked_for() {
    let mut window = sample("金塘镇-2018");
    ctrl(&mut window, Key::J);
    assert!(window.state().notice().contains("报告正文"), "{}", window.state().notice());
    select(&mut window, "网站公开数");
    assert_eq!(window.state().notice(), "");
}

#[test]
fn the_dialog_of_a_new_draft_asks_for_the_agency_and_enter_makes_it() {
    let mut window = sample("金塘镇-2018");
    ctrl(&mut window, Key::N);
    assert_eq!(focused(&window), "填报单位");
    type_text(&mut window, "沙溪镇");
    press(&mut window, Key::Enter);
    assert_eq!(draft(&window).field(Field::Agency), "沙溪镇");
    assert!(window.query_by_label("新建底稿").is_none(), "the dialog is closed");
}

#[test]
fn a_section_that_is_rewritten_takes_what_is_typed_next() {
    let mut window = new_draft("2018", "金塘镇");
    apply(&mut window, Command::Show(Page::Text("问题与改进".to_owned())));
    apply(&mut window, Command::Rewrite("问题与改进".to_owned()));
    type_text(&mut window, "再加一句。");
    let draft = draft(&window);
    let text = draft.text("问题与改进").expect("a text");
    let shown = text.shown(|figure| nianbao::report::shown_figure(draft, figure)).0;
    assert!(shown.ends_with("再加一句。"), "{shown}");
}

#[test]
fn the_hints_on_a_sample_are_not_shown_over_her_own_draft() {
    let mut window = new_draft("2018", "金塘镇");
    type_text(&mut window, "259");
    apply(&mut window, Command::Menu(MenuCommand::FirstSteps));
    assert!(window.query_by_label("底稿还没有保存").is_some());
    click(&mut window, "取消");
    assert!(window.query_by_label_contains("这是样例").is_none());
    ctrl(&mut window, Key::Z);
    apply(&mut window, Command::Help(Help::Begin));
    assert!(window.query_by_label_contains("这是样例").is_some());
    apply(&mut window, Command::NewDraft { edition: "2014".to_owned(), year: 2018, agency: String::new() });
    assert!(window.query_by_label_contains("这是样例").is_none());
}

#[test]
fn a_query_that_is_led_to_shows_where_its_reason_is_written() {
    let mut window = new_draft("2018", "金塘镇");
    select(&mut window, "回应热点舆情数");
    type_text(&mut window, "15");
    select(&mut window, "政策解读稿件数");
    type_text(&mut window, "0");
    press(&mut window, Key::F8);
    let field = window.get_by_label("核实说明").rect();
    let below = window.get_by_label("审核").rect();
    assert!(field.bottom() <= below.top(), "{field} above {below}");
}

/// F8 to “落款没有成文日期” showed the head of 基本信息; the field lay below, out of sight.
#[test]
fn a_problem_of_a_field_leads_into_the_field() {
    let mut window = new_draft("2018", "金塘镇");
    let missing = Place::Field(Field::IssuedOn);
    apply(&mut window, Command::leading_to_words(&missing));
    assert_eq!(window.state().desk().map(|desk| desk.page.clone()), Some(Page::Basics));
    assert_eq!(focused(&window), "成文日期");
    let place = window.get_by_label("成文日期").rect();
    assert!(place.top() > 40.0 && place.bottom() < window.ctx.content_rect().bottom(), "{place}");
}
