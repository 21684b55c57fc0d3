//! Commands and indicators found by a few words or letters, without the pointer.

use egui::{Event, ImeEvent, Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use nianbao::ui::command::Page;

use super::harness::*;

fn open(window: &mut Window) {
    window.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::P);
    run(window);
}

/// The names of the listed rows, of those that begin so.
fn lists(window: &Window, text: &str) -> bool {
    window.query_all_by_label_contains(text).next().is_some()
}

#[test]
fn a_command_is_chosen_by_its_initials() {
    let mut window = sample("金塘镇-2018");
    open(&mut window);
    type_text(&mut window, "jbxx");
    press(&mut window, Key::Enter);
    assert_eq!(window.state().desk().map(|desk| desk.page.clone()), Some(Page::Basics));
    assert!(window.query_by_label("查找命令").is_none(), "it closes");
}

/// On a slow machine letters and Enter come in one frame: Enter took the first row of what was listed before them, and
/// closed the draft.
#[test]
fn letters_and_enter_of_one_frame_are_meant_together() {
    let mut window = sample("沭阳县人民政府-2025");
    let typed = |letters: &str| {
        let enter = Event::Key {
            key: Key::Enter,
            physical_key: None,
            pressed: true,
            repeat: false,
            modifiers: Modifiers::NONE,
        };
        letters.chars().map(|letter| Event::Text(letter.to_string())).chain([enter]).collect::<Vec<_>>()
    };
    open(&mut window);
    window.input_mut().events.extend(typed("gynb"));
    run(&mut window);
    assert!(lists(&window, "年报 Nianbao"), "关于年报");
    press(&mut window, Key::Escape);
    ctrl(&mut window, Key::G);
    window.input_mut().events.extend(typed("xzcf"));
    run(&mut window);
    assert_eq!(selected(&window), "行政处罚.处理决定");
}

#[test]
fn a_command_is_chosen_by_words_and_arrows() {
    let mut window = sample("金塘镇-2018");
    open(&mut window);
    type_text(&mut window, "报告正文");
    // The first is the page, behind it what stands in the menu of that name.
    press(&mut window, Key::Enter);
    assert!(matches!(window.state().desk().map(|desk| desk.page.clone()), Some(Page::Text(_))));
}

#[test]
fn what_cannot_be_done_says_why_and_does_nothing() {
    let mut window = window();
    open(&mut window);
    type_text(&mut window, "另存");
    assert!(lists(&window, "要先新建或打开底稿"));
    press(&mut window, Key::Enter);
    assert!(window.query_by_label("查找命令").is_some(), "it stays open");
    press(&mut window, Key::Escape);
    assert!(window.query_by_label("查找命令").is_none());
}

#[test]
fn a_command_chosen_lately_stands_first() {
    let mut window = sample("金塘镇-2018");
    open(&mut window);
    type_text(&mut window, "关于");
    press(&mut window, Key::Enter);
    press(&mut window, Key::Escape);
    open(&mut window);
    press(&mut window, Key::Enter);
    assert!(lists(&window, "年报 Nianbao"), "关于年报 is the first");
}

#[test]
fn while_letters_are_composed_enter_chooses_nothing() {
    let mut window = sample("金塘镇-2018");
    open(&mut window);
    window.event(Event::Ime(ImeEvent::Preedit { text: "dao ru".to_owned(), active_range_chars: None }));
    window.key_press(Key::Enter);
    run(&mut window);
    assert!(window.query_by_label("查找命令").is_some());
    window.event(Event::Ime(ImeEvent::Commit("基本信息".to_owned())));
    run(&mut window);
    press(&mut window, Key::Enter);
    assert_eq!(window.state().desk().map(|desk| desk.page.clone()), Some(Page::Basics));
}

#[test]
fn ctrl_g_goes_to_an_indicator_by_letters_words_or_number() {
    let mut window = sample("金塘镇-2018");
    for (typed, expected) in [("sdsqs", "收到申请数"), ("信函", "信函申请数"), ("3.1.2", "传真申请数")]
    {
        ctrl(&mut window, Key::G);
        type_text(&mut window, typed);
        press(&mut window, Key::Enter);
        assert_eq!(selected(&window), expected, "{typed}");
    }
    type_text(&mut window, "7");
    assert_eq!(held(&window, "传真申请数"), "7", "the cell has the keyboard");
}

#[test]
fn the_list_of_indicators_shows_what_they_hold() {
    let mut window = sample("金塘镇-2018");
    ctrl(&mut window, Key::G);
    type_text(&mut window, "网站公开");
    assert!(lists(&window, "259 条"));
}
