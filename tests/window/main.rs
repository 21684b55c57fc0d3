//! The window by its labels, as a clerk or a screen reader meets it. No display, no GPU.
#![cfg(feature = "window")]

mod accessibility;
mod bar;
mod cell_menu;
mod damaged;
mod hands;
mod harness;
mod history;
mod import;
mod kept;
mod last_year;
mod moves;
mod palette;
mod panes;
mod paste;
mod preview;
mod ranges;
#[path = "../revised/retouch.rs"]
#[expect(dead_code, reason = "not all that changes a Word file is needed here")]
mod retouch;
mod revised;
mod rollup;
mod templates;
mod text;
mod totals;
mod words;
mod years;

use std::path::Path;

use egui::{Event, ImeEvent, Key};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use nianbao::draft::{self, Edit, Entry};
use nianbao::form::{CellKey, Kind};
use nianbao::ui::command::Command;

use harness::*;

#[test]
fn a_year_without_a_form_is_refused_in_words() {
    let mut window = window();
    window.get_by_label("报告年度").click();
    window.run();
    ctrl(&mut window, Key::A);
    type_text(&mut window, "2012");
    assert!(window.query_by_label_contains("没有对应的版式").is_some());
    assert!(window.state().desk().is_none());
}

#[test]
fn the_2014_form_is_filled_by_keyboard_alone() {
    let mut window = new_draft("2018", "金塘镇");
    let cells: Vec<_> = draft(&window).form().ids().collect();
    for number in 0..cells.len() {
        type_text(&mut window, &number.to_string());
        press(&mut window, if number % 2 == 0 { Key::Enter } else { Key::ArrowDown });
    }
    for (number, cell) in cells.iter().enumerate() {
        assert_eq!(draft(&window).shown(*cell), Some(number.to_string()), "{number}");
    }
}

#[test]
fn the_2021_form_is_filled_by_tab_in_reading_order() {
    let mut window = new_draft("2025", "沭阳县人民政府");
    let cells: Vec<_> = draft(&window).form().ids().collect();
    let tables = draft(&window).form().table_cells;
    for number in 0..tables {
        type_text(&mut window, &number.to_string());
        press(&mut window, Key::Tab);
    }
    for (number, cell) in cells.iter().take(tables).enumerate() {
        assert_eq!(draft(&window).shown(*cell), Some(number.to_string()), "{number}");
    }
}

#[test]
fn arrows_walk_down_a_column_of_the_matrix() {
    let mut window = sample("沭阳县人民政府-2025");
    select(&mut window, "申请.新收.商业企业");
    press(&mut window, Key::ArrowDown);
    type_text(&mut window, "7");
    assert_eq!(held(&window, "申请.上年结转.商业企业"), "7");
    press(&mut window, Key::ArrowUp);
    type_text(&mut window, "8");
    assert_eq!(held(&window, "申请.新收.商业企业"), "8");
}

#[test]
fn a_sum_is_broken_and_mended_while_typing() {
    let mut window = sample("杭州市发展和改革委员会-2018");
    assert_eq!(summary(&window).fails, 1);
    assert!(window.query_by_label_contains("两侧为 215 与 213，差 2").is_some());
    select(&mut window, "当面申请数");
    type_text(&mut window, "2");
    assert_eq!(summary(&window).fails, 0, "2 + 68 + 145 = 215");
    type_text(&mut window, "0");
    assert_eq!(held(&window, "当面申请数"), "20");
    assert_eq!(summary(&window).fails, 1, "the check follows each keystroke");
    press(&mut window, Key::Backspace);
    assert_eq!(summary(&window).fails, 0);
}

#[test]
fn typing_over_a_selected_cell_replaces_it_and_esc_brings_it_back() {
    let mut window = sample("金塘镇-2018");
    select(&mut window, "网站公开数");
    type_text(&mut window, "3");
    assert_eq!(held(&window, "网站公开数"), "3");
    press(&mut window, Key::Escape);
    assert_eq!(held(&window, "网站公开数"), "259");
}

#[test]
fn what_is_no_figure_is_kept_and_told_at_the_cell() {
    let mut window = sample("金塘镇-2018");
    let cases =
        [("约3", "约3", 1), ("-5", "-5", 1), ("2.5", "2.5", 1), ("２６０", "260", 0), ("1,260", "1260", 0)];
    select(&mut window, "举报投诉数量");
    for (typed, kept, fails) in cases {
        type_text(&mut window, typed);
        assert_eq!(
            (held(&window, "举报投诉数量").as_str(), summary(&window).fails),
            (kept, fails),
            "{typed}"
        );
        press(&mut window, Key::Escape);
    }
}

#[test]
fn a_composing_input_method_changes_nothing_until_it_is_done() {
    let mut window = sample("金塘镇-2018");
    select(&mut window, "举报投诉数量");
    let preedit =
        |text: &str| Event::Ime(ImeEvent::Preedit { text: text.to_owned(), active_range_chars: None });
    window.event(preedit("yi"));
    window.run();
    assert_eq!(held(&window, "举报投诉数量"), "0");
    window.event(Event::Ime(ImeEvent::Commit("１".to_owned())));
    window.run();
    assert_eq!(held(&window, "举报投诉数量"), "1");
}

#[test]
fn everything_is_undone_and_done_again() {
    let mut window = sample("金塘镇-2018");
    let before = draft::write(draft(&window)).unwrap();
    for (key, text) in [("微博公开数", "12"), ("当面申请数", "3"), ("专职人员数", "0")] {
        select(&mut window, key);
        type_text(&mut window, text);
    }
    press(&mut window, Key::Enter);
    let after = draft::write(draft(&window)).unwrap();
    for _ in 0..3 {
        ctrl(&mut window, Key::Z);
    }
    assert_eq!(draft::write(draft(&window)).unwrap(), before);
    for _ in 0..3 {
        ctrl(&mut window, Key::Y);
    }
    assert_eq!(draft::write(draft(&window)).unwrap(), after);
}

#[test]
fn blanks_become_zero_only_when_asked_and_in_one_step() {
    let mut window = sample("金塘镇-2018");
    let before = draft::write(draft(&window)).unwrap();
    click(&mut window, "数据");
    click_containing(&mut window, "空白补零");
    assert!(window.query_by_label_contains("以下 42 项目前空白").is_some());
    click(&mut window, "补零");
    assert_eq!(held(&window, "微博公开数"), "0");
    ctrl(&mut window, Key::Z);
    assert_eq!(draft::write(draft(&window)).unwrap(), before);
}

#[test]
fn a_total_is_offered_only_where_all_parts_are_filled() {
    let mut window = sample("金塘镇-2018");
    select(&mut window, "专职人员数");
    type_text(&mut window, "4");
    assert_eq!(summary(&window).fails, 1);
    click_containing(&mut window, "按分项之和填写：工作人员数 5");
    assert_eq!((held(&window, "工作人员数").as_str(), summary(&window).fails), ("5", 0));
}

#[test]
fn a_query_takes_a_reason_that_says_something_and_loses_it_with_its_figures() {
    let mut window = sample("杭州市发展和改革委员会-2018");
    let queries = summary(&window).queries;
    select(&mut window, "申请答复数");
    window.get_by_label("核实说明").click();
    window.run();
    type_text(&mut window, "核实无误");
    assert!(window.query_by_label_contains("不被接受").is_some());
    assert_eq!(summary(&window).explained, 0);
    ctrl(&mut window, Key::A);
    type_text(&mut window, "其中34件为上年结转、本年答复");
    assert_eq!((summary(&window).queries, summary(&window).explained), (queries - 1, 1));
    select(&mut window, "申请答复数");
    type_text(&mut window, "250");
    assert_eq!(summary(&window).explained, 0, "the reason spoke of 249");
    ctrl(&mut window, Key::Z);
    assert_eq!(summary(&window).explained, 1);
    ctrl(&mut window, Key::Z);
    assert_eq!(summary(&window).explained, 0, "a reason is undone like any edit");
}

#[test]
fn enter_walks_every_cell_of_the_matrix() {
    let mut window = new_draft("2025", "沭阳县人民政府");
    select(&mut window, "申请.新收.自然人");
    for number in 0..175 {
        type_text(&mut window, &number.to_string());
        press(&mut window, Key::Enter);
    }
    let draft = draft(&window);
    let form = draft.form();
    let matrix = form.ids().filter(|id| form.cell(*id).key.starts_with("申请."));
    assert_eq!(matrix.filter(|id| draft.entry(*id).is_some()).count(), 175);
}

#[test]
fn a_fact_that_is_no_figure_leads_to_the_page_where_it_is_typed() {
    let mut window = sample("沭阳县人民政府-2025");
    click_containing(&mut window, "基本信息");
    window.get_by_label("发出收费通知的件数").scroll_to_me();
    window.run();
    window.get_by_label("发出收费通知的件数").click();
    window.run();
    ctrl(&mut window, Key::A);
    type_text(&mut window, "3件");
    assert_eq!(summary(&window).fails, 1);
    click_containing(&mut window, "统计表");
    press(&mut window, Key::F8);
    assert!(window.query_by_label("发出收费通知的件数").is_some(), "F8 leads to the basic data");
}

#[test]
fn a_file_that_exists_is_not_replaced_unasked() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("金塘镇-2018.nianbao");
    std::fs::write(&file, "别人的文件").expect("written");
    let mut window = sample("金塘镇-2018");
    ctrl(&mut window, Key::S);
    settle(&mut window);
    type_text(&mut window, folder.path().join("金塘镇-2018").to_str().expect("a plain path"));
    assert!(window.query_by_label_contains("这个文件已经存在，将被替换").is_some());
    click(&mut window, "取消");
    assert_eq!(std::fs::read_to_string(&file).expect("there"), "别人的文件");
}

#[test]
fn what_is_typed_while_another_draft_is_read_is_not_dropped() {
    let folder = tempfile::tempdir().expect("a folder");
    let other = folder.path().join("另一份.nianbao");
    let mut window = sample("金塘镇-2018");
    std::fs::write(&other, draft::write(draft(&window)).unwrap()).expect("written");
    // Reports are taken at the next frame: the edit comes in between.
    let ctx = window.ctx.clone();
    let edit = Edit::entry(CellKey::from("举报投诉数量"), Entry::typed("1", Kind::Count));
    window.state_mut().open_at_start(other);
    window.state_mut().apply(Command::Do(edit), &ctx);
    settle(&mut window);
    assert!(window.query_by_label("底稿还没有保存").is_some());
    click(&mut window, "取消");
    assert_eq!(held(&window, "举报投诉数量"), "1");
}

#[test]
fn unsaved_work_is_asked_about() {
    let mut window = sample("金塘镇-2018");
    select(&mut window, "举报投诉数量");
    type_text(&mut window, "1");
    ctrl(&mut window, Key::W);
    assert!(window.query_by_label("底稿还没有保存").is_some());
    click(&mut window, "取消");
    assert_eq!(held(&window, "举报投诉数量"), "1");
    ctrl(&mut window, Key::W);
    click(&mut window, "不保存");
    assert!(window.state().desk().is_none());
}

#[test]
fn a_draft_is_saved_opened_and_exported() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("金塘镇-2018.nianbao");
    let mut window = sample("金塘镇-2018");
    select(&mut window, "举报投诉数量");
    type_text(&mut window, "1");
    ctrl(&mut window, Key::S);
    settle(&mut window);
    give_path(&mut window, &file);
    assert!(window.state().notice().starts_with("已保存"), "{}", window.state().notice());
    let saved = std::fs::read_to_string(&file).expect("the draft is saved");
    assert_eq!(saved, draft::write(draft(&window)).unwrap());

    let report = folder.path().join("报告.pdf");
    ctrl(&mut window, Key::E);
    press(&mut window, Key::Enter);
    settle(&mut window);
    give_path(&mut window, &report);
    assert!(window.state().notice().starts_with("已导出"), "{}", window.state().notice());
    assert!(std::fs::read(&report).expect("the report is written").starts_with(b"%PDF"));
}

#[test]
fn every_example_opens_from_its_file() {
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    let mut opened = 0;
    for entry in std::fs::read_dir(examples).expect("the examples") {
        let path = entry.expect("an entry").path();
        // The lock of a window that has one open.
        if path.extension().is_none_or(|extension| extension != "nianbao") {
            continue;
        }
        let mut window = window();
        ctrl(&mut window, Key::O);
        settle(&mut window);
        give_path(&mut window, &path);
        assert_eq!(draft::write(draft(&window)).unwrap(), std::fs::read_to_string(&path).expect("a draft"));
        opened += 1;
    }
    assert_eq!(opened, 7);
}

#[test]
fn a_file_that_is_no_draft_is_refused_with_the_way_out() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("坏.nianbao");
    std::fs::write(&file, "(format: 5, edition: \"2014\", yaer: 2018)").expect("written");
    let mut window = window();
    ctrl(&mut window, Key::O);
    settle(&mut window);
    give_path(&mut window, &file);
    assert!(window.query_by_label_contains("没有“yaer”这个栏目，是否为“year”？").is_some());
    press(&mut window, Key::Enter);
    assert!(window.query_by_label("知道了").is_none(), "Enter closes what was read");
    assert!(window.state().desk().is_none());
}

#[test]
fn a_rewritten_section_keeps_its_figures_alive() {
    let mut window = sample("德阳市人民政府办公室-2018");
    click_containing(&mut window, "依申请公开 自动");
    let rewrite = window.get_all_by_label("改写").nth(2).expect("a button for each section");
    rewrite.click();
    window.run();
    let text = draft(&window).texts().next().map(|(name, _)| name.to_owned());
    assert_eq!(text.as_deref(), Some("依申请公开"));
    let shown = |window: &Window| {
        let draft = draft(window);
        let text = draft.text("依申请公开").expect("rewritten").clone();
        text.shown(|figure| nianbao::report::shown_figure(draft, figure)).0
    };
    assert!(shown(&window).contains("25件"), "{}", shown(&window));
    click_containing(&mut window, "三、依申请公开情况");
    type_text(&mut window, "4321");
    assert!(shown(&window).contains("4321件"), "{}", shown(&window));
}

#[test]
fn basic_data_is_typed_and_undone() {
    let mut window = sample("金塘镇-2018");
    click_containing(&mut window, "基本信息");
    window.get_by_label("审核人").scroll_to_me();
    window.run();
    window.get_by_label("审核人").click();
    window.run();
    type_text(&mut window, "某某");
    assert_eq!(draft(&window).field(nianbao::form::Field::Reviewer), "某某");
    ctrl(&mut window, Key::Z);
    assert_eq!(draft(&window).field(nianbao::form::Field::Reviewer), "");
}

#[test]
fn every_input_of_the_sheet_has_a_name() {
    let window = sample("沭阳县人民政府-2025");
    let form = draft(&window).form().clone();
    for id in form.ids().filter(|id| !form.is_fact(*id)) {
        let cell = form.cell(id);
        let name = format!("{}（{}）", cell.path, cell.unit);
        let node = window.get_by_label(&name);
        assert_eq!(node.accesskit_node().role(), egui::accesskit::Role::TextInput);
    }
}
