//! Several cells at once: selected by keys and by the pointer, added up, copied, cleared, filled.

use egui::{Event, Key, Modifiers, OutputCommand};
use egui_kittest::kittest::Queryable as _;
use nianbao::draft;

use super::harness::*;

/// Draws the range on, so many times.
fn draw(window: &mut Window, key: Key, times: usize) {
    for _ in 0..times {
        window.key_press_modifiers(Modifiers::SHIFT, key);
        run(window);
    }
}

/// What the line under the sheet says of the selected cells; empty for a single one.
fn told(window: &Window) -> String {
    window.query_by_label_contains("已选").and_then(|node| node.value()).unwrap_or_default()
}

/// What the program put on the clipboard when asked to in this way.
fn copied(window: &mut Window, event: Event) -> String {
    window.event(event);
    window.step();
    let commands = window.output().platform_output.commands.clone();
    run(window);
    let mut texts = commands.into_iter().filter_map(|command| match command {
        OutputCommand::CopyText(text) => Some(text),
        _ => None,
    });
    texts.next_back().unwrap_or_default()
}

fn paste(window: &mut Window, text: &str) {
    window.event(Event::Paste(text.to_owned()));
    run(window);
}

#[test]
fn shift_and_arrows_select_and_the_foot_tells_the_sum() {
    let mut window = sample("金塘镇-2018");
    select(&mut window, "网站公开数");
    press(&mut window, Key::ArrowDown);
    press(&mut window, Key::ArrowUp);
    assert_eq!(told(&window), "");
    draw(&mut window, Key::ArrowDown, 2);
    let numbers: Vec<u32> = ["网站公开数", "微博公开数", "微信公开数"]
        .iter()
        .filter_map(|key| held(&window, key).parse().ok())
        .collect();
    let (count, sum) = (numbers.len(), numbers.iter().sum::<u32>());
    assert_eq!(told(&window), format!("已选 3 格 · 计数 {count} · 求和 {sum} 条"));
    draw(&mut window, Key::ArrowUp, 2);
    assert_eq!(told(&window), "", "drawn back to one");
    draw(&mut window, Key::ArrowDown, 1);
    press(&mut window, Key::ArrowDown);
    assert_eq!(told(&window), "", "an arrow alone goes on with one cell");
    assert!(
        window.state().desk().is_some_and(|desk| !desk.editing.is_unsaved()),
        "selecting changes nothing"
    );
}

#[test]
fn a_block_goes_to_a_spreadsheet_and_comes_back() {
    let mut window = sample("沭阳县人民政府-2025");
    select(&mut window, "申请.新收.自然人");
    press(&mut window, Key::ArrowRight);
    press(&mut window, Key::ArrowLeft);
    draw(&mut window, Key::ArrowRight, 1);
    draw(&mut window, Key::ArrowDown, 1);
    let keys = ["申请.新收.自然人", "申请.新收.商业企业", "申请.上年结转.自然人", "申请.上年结转.商业企业"];
    let [a, b, c, d] = keys.map(|key| held(&window, key));
    let text = copied(&mut window, Event::Copy);
    assert_eq!(text, format!("{a}\t{b}\n{c}\t{d}\n"));

    let before = draft::write(draft(&window)).expect("a draft can be written");
    press(&mut window, Key::Delete);
    assert_eq!(keys.map(|key| held(&window, key)), ["", "", "", ""]);
    paste(&mut window, &text);
    assert_eq!(keys.map(|key| held(&window, key)), [a, b, c, d]);
    ctrl(&mut window, Key::Z);
    assert_eq!(held(&window, keys[0]), "");
    ctrl(&mut window, Key::Z);
    assert_eq!(draft::write(draft(&window)).expect("a draft can be written"), before, "each was one step");
}

#[test]
fn ctrl_x_takes_a_block_away_in_one_step() {
    let mut window = sample("金塘镇-2018");
    select(&mut window, "网站公开数");
    press(&mut window, Key::ArrowUp);
    press(&mut window, Key::ArrowDown);
    draw(&mut window, Key::ArrowDown, 1);
    let (web, microblog) = (held(&window, "网站公开数"), held(&window, "微博公开数"));
    assert_eq!(copied(&mut window, Event::Cut), format!("{web}\n{microblog}\n"));
    assert_eq!((held(&window, "网站公开数"), held(&window, "微博公开数")), (String::new(), String::new()));
    ctrl(&mut window, Key::Z);
    assert_eq!((held(&window, "网站公开数"), held(&window, "微博公开数")), (web, microblog));
}

#[test]
fn ctrl_a_selects_the_text_and_then_the_table() {
    let mut window = sample("沭阳县人民政府-2025");
    select(&mut window, "申请.不掌握.自然人");
    type_text(&mut window, "12");
    ctrl(&mut window, Key::A);
    assert_eq!(told(&window), "");
    ctrl(&mut window, Key::A);
    assert!(told(&window).starts_with("已选 175 格"), "{}", told(&window));
    press(&mut window, Key::Escape);
    assert_eq!(told(&window), "", "Esc makes them one again");
}

#[test]
fn the_pointer_draws_a_range_and_shift_extends_it() {
    let mut window = sample("沭阳县人民政府-2025");
    select(&mut window, "申请.新收.自然人");
    let middle = |window: &Window, key: &str| window.get_by_label(&name(window, key)).rect().center();
    let (from, to) = (middle(&window, "申请.新收.商业企业"), middle(&window, "申请.上年结转.科研机构"));
    window.drag_at(from);
    window.run();
    window.hover_at(to);
    window.run();
    window.drop_at(to);
    window.run();
    assert!(told(&window).starts_with("已选 4 格"), "{}", told(&window));
    let name = name(&window, "申请.上年结转.公益组织");
    window.get_by_label(&name).click_modifiers(Modifiers::SHIFT);
    run(&mut window);
    assert!(told(&window).starts_with("已选 6 格"), "{}", told(&window));
}

#[test]
fn ctrl_d_fills_down_from_the_first_row() {
    let mut window = new_draft("2025", "沭阳县人民政府");
    select(&mut window, "申请.国家秘密.自然人");
    type_text(&mut window, "3");
    press(&mut window, Key::Tab);
    type_text(&mut window, "0");
    press(&mut window, Key::ArrowLeft);
    press(&mut window, Key::ArrowLeft);
    draw(&mut window, Key::ArrowRight, 1);
    draw(&mut window, Key::ArrowDown, 2);
    ctrl(&mut window, Key::D);
    let rows = ["法律禁止", "三安全一稳定"];
    let filled = rows.map(|row| {
        (held(&window, &format!("申请.{row}.自然人")), held(&window, &format!("申请.{row}.商业企业")))
    });
    assert_eq!(filled, [("3".to_owned(), "0".to_owned()), ("3".to_owned(), "0".to_owned())]);
    ctrl(&mut window, Key::Z);
    assert_eq!(held(&window, "申请.法律禁止.自然人"), "");

    // A single cell takes what stands above it.
    select(&mut window, "申请.法律禁止.商业企业");
    press(&mut window, Key::ArrowLeft);
    ctrl(&mut window, Key::D);
    assert_eq!(held(&window, "申请.法律禁止.自然人"), "3");
}

#[test]
fn one_value_is_pasted_into_each_selected_cell() {
    let mut window = new_draft("2018", "金塘镇");
    select(&mut window, "当面申请数");
    draw(&mut window, Key::ArrowDown, 3);
    paste(&mut window, "0\n");
    let keys = ["当面申请数", "传真申请数", "网络申请数", "信函申请数", "收到申请数"];
    assert_eq!(keys.map(|key| held(&window, key)), ["0"; 5], "the total follows");
    ctrl(&mut window, Key::Z);
    assert_eq!(keys.map(|key| held(&window, key)), [""; 5]);
}

#[test]
fn blanks_become_zero_and_cells_not_applicable_by_the_menu() {
    let mut window = new_draft("2018", "金塘镇");
    select(&mut window, "当面申请数");
    type_text(&mut window, "2");
    draw(&mut window, Key::ArrowDown, 2);
    click(&mut window, "编辑");
    click_containing(&mut window, "补零");
    let keys = ["当面申请数", "传真申请数", "网络申请数"];
    assert_eq!(keys.map(|key| held(&window, key)), ["2", "0", "0"], "what is filled stays");
    click(&mut window, "编辑");
    click_containing(&mut window, "填为不适用");
    assert_eq!(keys.map(|key| held(&window, key)), ["/", "/", "/"]);
}
