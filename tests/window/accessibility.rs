//! Every page and dialog, as who has no mouse or sees no picture meets it: each input and button has a name, Tab
//! reaches all of them in the order in which they are read, and nothing takes the keyboard out of view.

use std::path::Path;

use egui::accesskit::{Action, Role};
use egui::{Key, Rect, pos2, vec2};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use nianbao::draft::{Edit, Entry};
use nianbao::form::{Field, Kind, Year};
use nianbao::ui::command::{Command, Help, MenuCommand, Page};

use crate::harness::*;
use crate::kept::{CELL, Place, fill, keep_in, save};
use crate::revised::{self, returned, revised};

/// Something that can have the keyboard.
#[derive(Debug, Clone, PartialEq)]
struct Stop {
    id: String,
    role: Role,
    name: String,
    rect: Rect,
}

/// All that can have the keyboard, in the order in which a screen reader reads it.
fn stops(window: &Window) -> Vec<Stop> {
    window
        .root()
        .children_recursive()
        .filter(|node| {
            let node = node.accesskit_node();
            node.data().supports_action(Action::Focus) && !node.is_disabled()
        })
        .map(|node| stop(&node))
        .collect()
}

fn stop(node: &egui_kittest::Node<'_>) -> Stop {
    let told = node.accesskit_node();
    let name = told.label().filter(|label| !label.trim().is_empty()).unwrap_or_default();
    Stop { id: format!("{:?}", told.id()), role: told.role(), name, rect: node.rect() }
}

fn focused(window: &Window) -> Option<Stop> {
    let with_keyboard = |node: &egui_kittest::Node<'_>| node.accesskit_node().is_focused_in_tree();
    window.root().children_recursive().find(with_keyboard).map(|node| stop(&node))
}

/// Walks what is shown by Tab. `about` names it in what is told.
fn walk(window: &mut Window, about: &str) {
    walk_beside(window, about, &[]);
}

/// The same for a dialog: what stands `behind` it is not reached.
fn walk_beside(window: &mut Window, about: &str, behind: &[Stop]) {
    let mut known = stops(window);
    known.retain(|stop| behind.iter().all(|behind| behind.id != stop.id));
    assert!(!known.is_empty(), "{about}: something can be reached");
    let nameless: Vec<_> = known.iter().filter(|stop| stop.name.is_empty()).collect();
    assert!(nameless.is_empty(), "{about}: without a name: {nameless:#?}");

    let screen = Rect::from_min_size(pos2(0.0, 0.0), vec2(1280.0, 800.0)).expand(1.0);
    let mut visited: Vec<Stop> = Vec::new();
    // Lists that show a part of their lines at a time have more stops than are known at first.
    for _ in 0..known.len() * 3 + 20 {
        window.key_press(Key::Tab);
        window.run_ok();
        // Scrolling to it may take a frame more.
        window.run_ok();
        let Some(here) = focused(window) else { continue };
        let seen = here.rect.intersect(screen);
        let is_seen = seen.width() > 0.0 && seen.height() >= (here.rect.height() * 0.5).min(20.0);
        assert!(is_seen, "{about}: has the keyboard out of view: {here:#?}");
        if visited.first().is_some_and(|first| first.id == here.id) && visited.len() > 1 {
            break;
        }
        if visited.last().is_none_or(|last| last.id != here.id) {
            visited.push(here);
        }
    }
    let missed: Vec<_> =
        known.iter().filter(|stop| visited.iter().all(|visited| visited.id != stop.id)).collect();
    let names: Vec<_> = visited.iter().map(|stop| stop.name.as_str()).collect();
    assert!(missed.is_empty(), "{about}: Tab does not reach {missed:#?}\nbut {names:#?}");
    let escaped: Vec<_> = visited.iter().filter(|stop| behind.iter().any(|one| one.id == stop.id)).collect();
    assert!(escaped.is_empty(), "{about}: the keyboard leaves the dialog: {escaped:#?}");

    // In reading order: what was known before is met in its order, but for one return to the beginning.
    let places: Vec<usize> =
        visited.iter().filter_map(|visited| known.iter().position(|stop| stop.id == visited.id)).collect();
    let falls = places.windows(2).filter(|pair| matches!(pair, [before, after] if after < before)).count();
    assert!(falls <= 1, "{about}: not in reading order: {names:#?}");
}

fn choose(window: &mut Window, entry: MenuCommand) {
    apply(window, Command::Menu(entry));
}

/// Walks the dialog, or what else lies over the window, that comes of this.
fn walk_what_comes(window: &mut Window, about: &str, of: impl FnOnce(&mut Window)) {
    let behind = stops(window);
    of(window);
    settle(window);
    walk_beside(window, about, &behind);
}

#[test]
fn the_start_page_is_walked() {
    walk(&mut window(), "开始");
}

#[test]
fn the_pages_of_a_draft_are_walked() {
    let mut window = sample("金塘镇-2018");
    walk(&mut window, "统计表");
    for (page, about) in [
        (Page::Basics, "基本信息"),
        (Page::Text("引言".into()), "报告正文"),
        (Page::Preview, "预览导出"),
        (Page::Templates, "报告模板"),
    ] {
        apply(&mut window, Command::Show(page));
        walk(&mut window, about);
    }
}

#[test]
fn the_dialogs_are_walked() {
    let mut window = sample("杭州市发展和改革委员会-2018");
    for (entry, about) in [
        (MenuCommand::New, "新建"),
        (MenuCommand::Open, "路径"),
        (MenuCommand::Export, "导出"),
        (MenuCommand::Print, "打印"),
        (MenuCommand::Final, "定稿"),
        (MenuCommand::ZeroFillAll, "空白补零"),
        (MenuCommand::HelpHere, "解释这一项"),
        (MenuCommand::Keys, "快捷键"),
        (MenuCommand::Trouble, "报告问题"),
        (MenuCommand::About, "关于"),
    ] {
        walk_what_comes(&mut window, about, |window| choose(window, entry));
        apply(&mut window, Command::CloseDialog);
    }
    walk_what_comes(&mut window, "许可证", |window| apply(window, Command::Help(Help::Licence(1))));
}

#[test]
fn the_lists_over_the_window_are_walked() {
    let mut window = sample("金塘镇-2018");
    for text in ["1", "2", "3"] {
        type_text(&mut window, text);
        press(&mut window, Key::Enter);
    }
    for (entry, about) in [
        (MenuCommand::Palette, "命令面板"),
        (MenuCommand::GoToCell, "转到指标"),
        (MenuCommand::History, "操作历史"),
    ] {
        walk_what_comes(&mut window, about, |window| choose(window, entry));
        press(&mut window, Key::Escape);
    }
}

#[test]
fn what_is_told_and_asked_on_the_way_is_walked() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = |name: &str| folder.path().join(name);
    std::fs::write(file("坏.nianbao"), "不是底稿").expect("written");
    std::fs::write(file("金塘镇-2018-年度报告.pdf"), "").expect("written");
    let mut window = sample("金塘镇-2018");

    walk_what_comes(&mut window, "打不开", |window| {
        window.state_mut().open_at_start(file("坏.nianbao"));
        settle(window);
        assert!(window.query_by_label("打不开这份底稿").is_some());
    });
    apply(&mut window, Command::CloseDialog);
    walk_what_comes(&mut window, "替换已有的文件", |window| {
        choose(window, MenuCommand::Export);
        click(window, "全部格式");
        click(window, "导出");
        settle(window);
        ctrl(window, Key::A);
        give_path(window, folder.path());
        assert!(window.query_by_label("替换已有的文件？").is_some());
    });
    apply(&mut window, Command::CloseDialog);
    let unsaved = Edit::Field(Field::Agency, "定海区金塘镇".to_owned());
    apply(&mut window, Command::Do(unsaved));
    walk_what_comes(&mut window, "未保存", |window| choose(window, MenuCommand::CloseDraft));
}

#[test]
fn what_is_asked_so_that_nothing_is_lost_is_walked() {
    let place = Place::new();
    place.killed("1-a", "261");
    let mut window = window();
    walk_what_comes(&mut window, "找回未保存的修改", |window| {
        keep_in(window, place.state.path(), "2-b");
        assert!(window.query_by_label("找回未保存的修改").is_some());
    });
    click(&mut window, "恢复");
    save(&mut window);
    fill(&mut window, CELL, "262");
    save(&mut window);
    walk_what_comes(&mut window, "历史版本", |window| choose(window, MenuCommand::Versions));
    apply(&mut window, Command::CloseDialog);

    fill(&mut window, CELL, "263");
    place.is_written_by_another("300");
    walk_what_comes(&mut window, "磁盘上的文件已被改动", save);
    apply(&mut window, Command::CloseDialog);
    walk(&mut window, "磁盘上的文件已被改动，底稿旁");
    click(&mut window, "用我的");
    settle(&mut window);

    fill(&mut window, CELL, "264");
    std::fs::remove_dir_all(place.folder.path()).expect("the drive is gone");
    walk_what_comes(&mut window, "没有保存成功", save);
}

#[test]
fn a_comparison_is_walked() {
    let mut window = sample("沭阳县人民政府-2025");
    let cells: Vec<_> = draft(&window).form().cells.iter().map(|cell| cell.key.clone()).take(60).collect();
    let entries = cells.into_iter().map(|key| (key, Entry::typed("7", Kind::Count))).collect();
    apply(&mut window, Command::Do(Edit::Entries { year: Year::This, entries }));
    apply(&mut window, Command::Do(Edit::Field(Field::Agency, "沭阳县".to_owned())));
    apply(&mut window, Command::Rewrite("概述".to_owned()));
    choose(&mut window, MenuCommand::Compare);
    ctrl(&mut window, Key::A);
    give_path(
        &mut window,
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/沭阳县人民政府-2025.nianbao"),
    );
    assert!(window.query_by_label("底稿比较").is_some());
    walk(&mut window, "底稿比较");
}

#[test]
fn a_report_that_comes_back_is_walked() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = returned(folder.path(), revised);
    let mut window = sample(revised::SAMPLE);
    drop_files(&mut window, &[&path]);
    assert!(window.query_by_label("收回修改稿").is_some());
    walk(&mut window, "修改稿");

    let mut window = new_draft("2024", "沭阳县人民政府");
    walk_what_comes(&mut window, "似乎不是本底稿的修改稿", |window| drop_files(window, &[&path]));
    let path = returned(folder.path(), |word| word.without("docProps/custom.xml"));
    let mut window = sample(revised::SAMPLE);
    walk_what_comes(&mut window, "没有标记的 Word 文件", |window| drop_files(window, &[&path]));
}

#[test]
fn the_manual_and_the_first_steps_are_walked() {
    let mut window = window();
    choose(&mut window, MenuCommand::Manual);
    walk(&mut window, "使用手册");
    apply(&mut window, Command::Help(Help::CloseManual));
    apply(&mut window, Command::Help(Help::Begin));
    apply(&mut window, Command::Show(Page::Basics));
    walk(&mut window, "第一次使用");
}

#[test]
fn an_imported_document_and_collected_units_are_walked() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("报告.txt");
    std::fs::write(&file, "金塘镇2018年政府信息公开工作年度报告\n2018年，本镇主动公开政府信息259条。")
        .expect("written");
    let mut window = window();
    drop_files(&mut window, &[&file]);
    walk(&mut window, "导入");

    let mut window = self::window();
    let draft = Path::new("examples/金塘镇-2018.nianbao");
    std::fs::copy(draft, folder.path().join("金塘镇.nianbao")).expect("copied");
    drop_files(&mut window, &[folder.path()]);
    walk(&mut window, "汇总");
}

#[test]
fn a_file_is_chosen_in_the_window_by_keyboard_and_mouse() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::create_dir(folder.path().join("年报")).expect("made");
    std::fs::copy("examples/金塘镇-2018.nianbao", folder.path().join("年报/金塘镇.nianbao")).expect("copied");
    std::fs::write(folder.path().join("年报/不是底稿.txt"), "").expect("written");
    let mut window = window();
    choose(&mut window, MenuCommand::Open);
    type_text(&mut window, &format!("{}/", folder.path().display()));
    settle(&mut window);
    click(&mut window, "年报/");
    settle(&mut window);
    assert!(window.query_by_label("不是底稿.txt").is_none(), "only what can be opened is offered");
    click(&mut window, "金塘镇.nianbao");
    press(&mut window, Key::Enter);
    settle(&mut window);
    assert_eq!(draft(&window).year(), 2018);
}
