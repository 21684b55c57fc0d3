//! The text of the report: chips, the list of figures, offers, marks, pictures, find and replace.

use std::path::Path;

use egui::{Event, ImeEvent, Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use nianbao::draft::{Draft, Edit, Entry, Piece, SectionText};
use nianbao::form::{Field, Kind, editions};

use super::harness::*;

/// A window with a draft of 2018 whose section 依申请公开 is rewritten, on the page of the text, the caret at
/// its end.
fn rewritten(pieces: &[&str]) -> Window {
    let mut draft = Draft::new(editions::named("2014").expect("the edition"), 2018, "金塘镇人民政府");
    for (key, typed) in
        [("收到申请数", "215"), ("网络申请数", "145"), ("信函申请数", "68"), ("网站公开数", "2590")]
    {
        draft.apply(Edit::entry(key.into(), Entry::typed(typed, Kind::Count))).expect("a cell");
    }
    draft.apply(Edit::Field(Field::IssuedOn, "2019-01-16".to_owned())).expect("a field");
    // `#` is a live figure.
    let pieces = pieces.iter().map(|piece| match piece.strip_prefix('#') {
        Some(key) => Piece::figure(key),
        None => Piece::Words((*piece).to_owned()),
    });
    draft.apply(Edit::Text(SECTION.to_owned(), Some(SectionText::new(pieces)))).expect("a text");
    let mut window = with_draft(&draft);
    click_containing(&mut window, "依申请公开 已改写");
    focus(&mut window);
    window
}

const SECTION: &str = "依申请公开";

/// Puts the caret at the end of the text.
fn focus(window: &mut Window) {
    let editor = window.get_all_by_role(egui::accesskit::Role::MultilineTextInput).next().expect("an editor");
    editor.focus();
    run(window);
    window.key_press_modifiers(Modifiers::COMMAND, Key::End);
    run(window);
}

/// What the section holds, `[…]` for what is live.
fn held_text(window: &Window) -> String {
    let draft = draft(window);
    let text = draft.text(SECTION).expect("rewritten");
    let piece = |piece: &Piece| match piece {
        Piece::Words(words) => words.clone(),
        Piece::Figure(figure) => format!("[{}]", nianbao::report::shown_figure(draft, figure)),
        Piece::Picture(one) => format!("[图：{}]", one.caption),
    };
    text.pieces().iter().map(piece).collect()
}

#[test]
fn a_caret_steps_over_a_chip_and_backspace_takes_it_whole() {
    let mut window = rewritten(&["收到", "#收到申请数", "件"]);
    press(&mut window, Key::ArrowLeft);
    type_text(&mut window, "9");
    assert_eq!(held_text(&window), "收到[215]9件", "typed beside it");
    press(&mut window, Key::Backspace);
    press(&mut window, Key::ArrowLeft);
    type_text(&mut window, "约");
    assert_eq!(held_text(&window), "收到约[215]件", "one step led over it");
    press(&mut window, Key::ArrowRight);
    press(&mut window, Key::Backspace);
    assert_eq!(held_text(&window), "收到约件");
    ctrl(&mut window, Key::Z);
    assert!(held_text(&window).contains("[215]"), "and undo brings it back live");
}

#[test]
fn what_is_copied_from_the_text_is_pasted_live() {
    let mut window = rewritten(&["收到", "#收到申请数", "件。"]);
    ctrl(&mut window, Key::A);
    window.event(Event::Copy);
    run(&mut window);
    ctrl(&mut window, Key::End);
    window.event(Event::Paste("收到215件。".to_owned()));
    run(&mut window);
    assert_eq!(held_text(&window), "收到[215]件。收到[215]件。");
    window.event(Event::Paste("别处的215件".to_owned()));
    run(&mut window);
    assert!(held_text(&window).ends_with("别处的215件"));
}

#[test]
fn a_chip_has_a_menu_for_its_format_and_its_end() {
    let mut window = rewritten(&["公开", "#网站公开数", "条"]);
    let chip = "网站公开数：2590";
    click(&mut window, chip);
    click(&mut window, "千分位（2,590）");
    assert_eq!(held_text(&window), "公开[2,590]条");
    click(&mut window, "网站公开数：2,590");
    click(&mut window, "中文数字（二千五百九十）");
    assert_eq!(held_text(&window), "公开[二千五百九十]条");
    click(&mut window, "网站公开数：二千五百九十");
    click(&mut window, "变为文字");
    assert_eq!(held_text(&window), "公开二千五百九十条");
    ctrl(&mut window, Key::Z);
    ctrl(&mut window, Key::Z);
    ctrl(&mut window, Key::Z);
    click(&mut window, chip);
    click(&mut window, "转到表格");
    let cell = draft(&window).form().find("网站公开数");
    assert_eq!(window.state().desk().expect("a draft").selected(), cell);
}

#[test]
fn a_figure_is_found_by_pinyin_initials_and_put_in_at_the_caret() {
    let mut window = rewritten(&["信函。"]);
    press(&mut window, Key::ArrowLeft);
    ctrl(&mut window, Key::J);
    type_text(&mut window, "xhsq");
    press(&mut window, Key::Enter);
    assert_eq!(held_text(&window), "信函[68]。");
    type_text(&mut window, "件");
    assert_eq!(held_text(&window), "信函[68]件。", "the caret stands behind the figure");
    ctrl(&mut window, Key::J);
    type_text(&mut window, "申请");
    press(&mut window, Key::ArrowDown);
    press(&mut window, Key::ArrowUp);
    press(&mut window, Key::Escape);
    type_text(&mut window, "整");
    assert_eq!(held_text(&window), "信函[68]件整。", "Esc leads back to the caret");
}

#[test]
fn initials_typed_in_the_text_are_offered_and_taken_by_tab() {
    let mut window = rewritten(&["全年收到"]);
    type_text(&mut window, "sdsq");
    assert!(window.query_by_label_contains("按 Tab 插入").is_none());
    type_text(&mut window, "s");
    assert!(window.query_by_label("收到申请数 215件").is_some());
    press(&mut window, Key::Tab);
    assert_eq!(held_text(&window), "全年收到[215]");
    type_text(&mut window, "件，sdsqs");
    type_text(&mut window, "。");
    assert!(window.query_by_label_contains("按 Tab 插入").is_none(), "she typed on");
    assert_eq!(held_text(&window), "全年收到[215]件，sdsqs。");
}

#[test]
fn nothing_is_offered_while_an_input_method_composes() {
    let mut window = rewritten(&["全年收到"]);
    let preedit =
        |text: &str| Event::Ime(ImeEvent::Preedit { text: text.to_owned(), active_range_chars: None });
    window.event(preedit("sdsqs"));
    run(&mut window);
    assert!(window.query_by_label_contains("按 Tab 插入").is_none());
    assert_eq!(held_text(&window), "全年收到", "half-typed letters are not in the draft");
    window.event(Event::Ime(ImeEvent::Commit("申请".to_owned())));
    run(&mut window);
    assert_eq!(held_text(&window), "全年收到申请");
}

#[test]
fn a_typed_number_that_stands_in_the_table_becomes_live_on_request() {
    let mut window = rewritten(&["全年共收到申请215件"]);
    assert!(window.query_by_label_contains("“215”与收到申请数相同").is_some());
    window.key_press_modifiers(Modifiers::ALT, Key::Enter);
    run(&mut window);
    assert_eq!(held_text(&window), "全年共收到申请[215]件");
    assert!(window.query_by_label_contains("相同").is_none());
    ctrl(&mut window, Key::Z);
    click_containing(&mut window, "“215”与收到申请数相同");
    click(&mut window, "改为随表更新：收到申请数");
    assert_eq!(held_text(&window), "全年共收到申请[215]件");
}

#[test]
fn a_number_that_contradicts_the_table_is_marked_and_mended() {
    let mut window = rewritten(&["全年共收到申请21"]);
    assert!(window.query_by_label_contains("与表不符").is_none(), "it has no unit yet");
    type_text(&mut window, "6件");
    click_containing(&mut window, "“216”与表不符：收到申请数为 215件");
    click(&mut window, "改为表中的 215（随表更新）");
    assert_eq!(held_text(&window), "全年共收到申请[215]件");
    focus(&mut window);
    press(&mut window, Key::ArrowLeft);
    type_text(&mut window, "0");
    press(&mut window, Key::ArrowRight);
    assert!(window.query_by_label_contains("印出来会连成一个数").is_some());
}

#[test]
fn words_are_found_and_replaced_over_all_sections_in_one_step() {
    let mut window = rewritten(&["本镇收到", "#收到申请数", "件，本镇答复215件。"]);
    ctrl(&mut window, Key::H);
    type_text(&mut window, "本镇");
    assert!(window.query_by_label_contains("第 1 处，共").is_some());
    press(&mut window, Key::F3);
    assert!(window.query_by_label_contains("第 2 处，共").is_some());
    window.get_by_label("替换为").click();
    run(&mut window);
    type_text(&mut window, "我镇");
    click(&mut window, "全部替换");
    assert_eq!(held_text(&window), "我镇收到[215]件，我镇答复215件。");
    assert!(window.state().notice().starts_with("已替换 2 处"), "{}", window.state().notice());
    ctrl(&mut window, Key::Z);
    assert_eq!(held_text(&window), "本镇收到[215]件，本镇答复215件。");

    window.get_by_label("查找").click();
    run(&mut window);
    ctrl(&mut window, Key::A);
    type_text(&mut window, "215");
    click(&mut window, "全部替换");
    assert_eq!(held_text(&window), "本镇收到[215]件，本镇答复我镇件。", "live figures stay");
    assert!(window.state().notice().contains("是随表更新的数字"), "{}", window.state().notice());
    press(&mut window, Key::Escape);
    assert!(window.query_by_label("替换为").is_none() || window.query_by_label("查找").is_some());
}

/// With nothing sought yet, an empty label threw the buttons onto the field.
#[test]
fn the_bar_that_seeks_has_its_buttons_behind_its_field() {
    let mut window = rewritten(&["收到", "#收到申请数", "件"]);
    ctrl(&mut window, Key::F);
    run(&mut window);
    let (field, back) = (window.get_by_label("查找").rect(), window.get_by_label("上一处").rect());
    assert!(back.left() >= field.right() && back.left() > field.left() + 100.0, "{field} {back}");
}

#[test]
fn one_history_spans_text_and_form() {
    let mut window = rewritten(&["收到", "#收到申请数", "件"]);
    type_text(&mut window, "。");
    select_cell(&mut window);
    type_text(&mut window, "300");
    press(&mut window, Key::Enter);
    assert_eq!(held_text(&window), "收到[300]件。");
    ctrl(&mut window, Key::Z);
    assert_eq!(held_text(&window), "收到[215]件。");
    ctrl(&mut window, Key::Z);
    assert_eq!(held_text(&window), "收到[215]件");
    ctrl(&mut window, Key::Y);
    ctrl(&mut window, Key::Y);
    assert_eq!(held_text(&window), "收到[300]件。");
}

fn select_cell(window: &mut Window) {
    click_containing(window, "三、依申请公开情况");
}

#[test]
fn a_picture_is_put_in_captioned_moved_and_taken_out() {
    let mut window = rewritten(&["第一段。\n第二段。"]);
    click(&mut window, "插入图片");
    settle(&mut window);
    give_path(&mut window, &Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pictures/blue.png"));
    settle(&mut window);
    assert_eq!(held_text(&window), "第一段。\n第二段。\n[图：]\n");
    window.get_by_label("图片 1 的图题").click();
    run(&mut window);
    type_text(&mut window, "申请渠道");
    assert_eq!(held_text(&window), "第一段。\n第二段。\n[图：申请渠道]\n");
    click(&mut window, "上移");
    assert_eq!(held_text(&window), "第一段。\n[图：申请渠道]\n第二段。\n");
    click(&mut window, "删除图片");
    assert_eq!(held_text(&window), "第一段。\n第二段。\n");
    ctrl(&mut window, Key::Z);
    assert_eq!(held_text(&window), "第一段。\n[图：申请渠道]\n第二段。\n");
}

#[test]
fn what_is_no_picture_is_told_and_changes_nothing() {
    let mut window = rewritten(&["第一段。"]);
    click(&mut window, "插入图片");
    settle(&mut window);
    give_path(&mut window, &Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml"));
    settle(&mut window);
    assert!(window.query_by_label_contains("图片不是 PNG 或者 JPEG 格式").is_some());
    assert_eq!(held_text(&window), "第一段。");
}

#[test]
fn the_words_are_counted_as_word_processors_do() {
    let window = rewritten(&["收到", "#收到申请数", "件，共 2 批。"]);
    assert!(window.query_by_label("9 字").is_some(), "收到 215 件 ， 共 2 批 。");
    assert!(window.query_by_label_contains("全文 ").is_some());
}

#[test]
fn every_text_box_of_the_page_has_a_name() {
    let mut window = rewritten(&["收到"]);
    ctrl(&mut window, Key::H);
    for name in ["查找", "替换为"] {
        let roles = window.get_all_by_label(name).map(|node| node.accesskit_node().role());
        assert!(roles.into_iter().any(|role| role == egui::accesskit::Role::TextInput), "{name}");
    }
}

#[test]
fn the_right_button_keeps_what_is_selected_and_offers_what_can_be_done() {
    let mut window = rewritten(&["全年收到申请", "#收到申请数", "件。"]);
    ctrl(&mut window, Key::A);
    let editor = window.get_all_by_role(egui::accesskit::Role::MultilineTextInput).next().expect("an editor");
    editor.click_secondary();
    run(&mut window);
    let is_on = |window: &Window, text: &str| {
        let node = window.get_all_by_label_contains(text).last().expect("an entry");
        !node.accesskit_node().is_disabled()
    };
    assert!(is_on(&window, "剪切") && is_on(&window, "粘贴"));
    let insert = window.get_all_by_label_contains("插入数字…").last().expect("an entry");
    insert.click();
    run(&mut window);
    type_text(&mut window, "xhsqs");
    press(&mut window, Key::Enter);
    assert_eq!(held_text(&window), "[68]", "it takes the place of what is selected");
}
