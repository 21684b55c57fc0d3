//! 新一年 and the page that holds two drafts against each other.

use egui::Key;
use egui_kittest::kittest::Queryable as _;
use nianbao::draft::Edit;
use nianbao::form::Field;
use nianbao::ui::command::Command;

use super::harness::*;

/// The last year's draft of a county with something handed on.
fn last_year() -> Window {
    let mut window = new_draft("2024", "沭阳县人民政府");
    for (key, text) in [("申请.结转下年.自然人", "3"), ("规范性文件.制发", "9")] {
        select(&mut window, key);
        type_text(&mut window, text);
    }
    window
}

#[test]
fn the_next_year_begins_from_the_open_draft() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut window = last_year();
    ctrl(&mut window, Key::S);
    settle(&mut window);
    give_path(&mut window, &folder.path().join("上年.nianbao"));
    menu(&mut window, "文件", "由本底稿新建下一年度");
    assert_eq!(draft(&window).year(), 2025);
    assert_eq!(draft(&window).field(Field::Agency), "沭阳县人民政府");
    assert_eq!(held(&window, "申请.上年结转.自然人"), "3");
    assert_eq!(held(&window, "规范性文件.制发"), "");
    assert!(window.state().notice().contains("新建 2025 年度底稿"), "{}", window.state().notice());
    // The new draft is not saved over the old one.
    assert_eq!(window.state().desk().and_then(|desk| desk.path.clone()), None);
}

#[test]
fn unsaved_work_is_asked_about_and_still_becomes_the_base() {
    let mut window = last_year();
    menu(&mut window, "文件", "由本底稿新建下一年度");
    window.get_by_label("底稿还没有保存");
    click(&mut window, "不保存");
    settle(&mut window);
    assert_eq!(draft(&window).year(), 2025);
    assert_eq!(held(&window, "申请.上年结转.自然人"), "3");
}

#[test]
fn what_finds_no_place_in_the_new_edition_is_listed() {
    let mut window = sample("金塘镇-2018");
    menu(&mut window, "文件", "由本底稿新建下一年度");
    assert_eq!(draft(&window).form().edition, "2019");
    window.get_by_label("新一年的底稿已经建好");
    window.get_by_label_contains("没有沿用");
    window.get_by_label_contains("六、举报投诉数量：上年 0");
    click(&mut window, "知道了");
    assert!(window.query_by_label("新一年的底稿已经建好").is_none());
}

#[test]
fn two_drafts_are_compared_and_a_figure_leads_to_its_cell() {
    let mut window = sample("沭阳县人民政府-2025");
    select(&mut window, "行政许可.处理决定");
    type_text(&mut window, "7");
    menu(&mut window, "数据", "与另一份底稿比较");
    let other = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/沭阳县人民政府-2025.nianbao");
    give_path(&mut window, &other);
    window.get_by_label("底稿比较");
    window.get_by_label("指标（1 处）");
    click(&mut window, "行政许可·处理决定");
    settle(&mut window);
    assert_eq!(selected(&window), "行政许可.处理决定");
}

#[test]
fn a_file_that_cannot_be_compared_is_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let broken = folder.path().join("坏.nianbao");
    std::fs::write(&broken, "<html>").expect("written");
    let mut window = sample("沭阳县人民政府-2025");
    menu(&mut window, "数据", "与另一份底稿比较");
    give_path(&mut window, &broken);
    window.get_by_label("打不开要比较的底稿");
}

#[test]
fn a_next_year_that_was_called_off_does_not_begin_later() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("上年.nianbao");
    std::fs::copy("examples/沭阳县人民政府-2025.nianbao", &path).expect("copied");
    let mut window = sample("金塘镇-2018");
    let ctx = window.ctx.clone();
    window.state_mut().apply(Command::NextYearOf(path.clone()), &ctx);
    // She goes on filling in the form while the file is read.
    let edit = Edit::Field(Field::Agency, "定海区金塘镇".to_owned());
    window.state_mut().apply(Command::Do(edit), &ctx);
    settle(&mut window);
    click(&mut window, "取消");
    ctrl(&mut window, Key::Z);
    window.state_mut().apply(Command::OpenFile(path), &ctx);
    settle(&mut window);
    assert_eq!(draft(&window).year(), 2025);
}

#[test]
fn the_hints_do_not_stand_over_a_draft_that_she_would_not_leave() {
    let mut window = new_draft("2018", "金塘镇");
    type_text(&mut window, "7");
    menu(&mut window, "帮助", "第一次使用");
    click(&mut window, "取消");
    assert!(window.query_by_label_contains("这是样例").is_none());
    assert_eq!(draft(&window).year(), 2018);
}

#[test]
fn a_path_that_is_typed_from_here_is_kept_whole() {
    let folder = tempfile::tempdir().expect("a folder");
    let here = std::env::current_dir().expect("a folder");
    let up: std::path::PathBuf = here.components().skip(1).map(|_| "..").collect();
    let inside = folder.path().strip_prefix("/").expect("from the root");
    let mut window = last_year();
    ctrl(&mut window, Key::S);
    settle(&mut window);
    ctrl(&mut window, Key::A);
    give_path(&mut window, &up.join(inside).join("上年.nianbao"));
    let path = window.state().desk().and_then(|desk| desk.path.clone()).expect("it was saved");
    assert!(path.is_absolute(), "{}", path.display());
}
