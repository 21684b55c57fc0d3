//! What the program keeps for itself is damaged: it is said, and nothing of it is thrown away.

use std::fs;

use egui_kittest::kittest::Queryable as _;
use nianbao::error::Error;
use nianbao::store::recent::Recent;

use crate::harness::*;
use crate::kept::{CELL, Place, fill, save};

#[test]
fn a_journal_that_cannot_be_read_is_told_at_start_until_she_puts_it_aside() {
    let place = Place::new();
    let state = place.state.path();
    fs::create_dir_all(state.join("journals")).unwrap();
    fs::write(state.join("journals").join("9-z.1.journal"), "garbage\n").unwrap();
    let mut window = place.window("1-a");
    assert!(window.query_by_label_contains("上次留下的恢复记录读不出来").is_some());
    click(&mut window, "关闭");
    drop(window);

    let mut window = place.window("2-b");
    assert!(window.query_by_label_contains("1 份恢复记录读不出来").is_some());
    click(&mut window, "丢弃读不出的");
    settle(&mut window);
    assert!(window.query_by_label("没有留下未保存的修改。").is_some());
    drop(window);

    assert!(place.window("3-c").query_by_label_contains("读不出来").is_none());
    let aside = fs::read_dir(state.join("dropped")).unwrap().next().unwrap().unwrap().path();
    assert_eq!(fs::read_to_string(aside).unwrap(), "garbage\n");
}

#[test]
fn a_journal_of_which_only_the_beginning_can_be_read_says_so() {
    let place = Place::new();
    place.killed("1-a", "261");
    for entry in fs::read_dir(place.state.path().join("journals")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|ending| ending == "journal") {
            let whole = fs::read_to_string(&path).unwrap();
            fs::write(&path, whole + "garbage\n").unwrap();
        }
    }
    let mut window = place.window("2-b");
    assert!(window.query_by_label_contains("恢复记录的后一部分读不出来").is_some());
    click(&mut window, "恢复");
    assert_eq!(held(&window, CELL), "261");
}

#[test]
fn a_damaged_version_stands_in_the_list_and_says_so() {
    let place = Place::new();
    let mut window = place.open("1-a");
    fill(&mut window, CELL, "1");
    save(&mut window);
    let versions = fs::read_dir(place.state.path().join("versions")).unwrap().next().unwrap().unwrap().path();
    let first = fs::read_dir(versions).unwrap().map(|entry| entry.unwrap().path()).min().unwrap();
    fs::write(first, "garbage").unwrap();
    click(&mut window, "文件");
    click(&mut window, "历史版本…");
    settle(&mut window);
    assert!(window.query_by_label_contains("这个历史版本已损坏").is_some());
    assert!(window.query_by_label("与现在相同").is_some());
    assert!(window.query_by_label("恢复").is_none());
}

#[test]
fn of_several_files_that_were_damaged_each_is_told() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("recent.ron"), "[(path").unwrap();
    let list = Recent::load_from(Some(folder.path().to_owned())).1.unwrap();
    let mut window = window();
    window.state_mut().warn([Error::new("内容已损坏，改用初始设置").about("settings.ron"), list.clone()]);
    let told = format!("settings.ron：内容已损坏，改用初始设置；{list}");
    assert_eq!(window.state().notice(), told);
    // The same once more is not told twice.
    window.state_mut().warn(Some(list));
    assert_eq!(window.state().notice(), told);
    // A draft that is opened does not put it away before it was read.
    click(&mut window, "金塘镇-2018");
    assert!(window.state().notice().contains("settings.ron"), "{}", window.state().notice());
    click(&mut window, "收起消息");
    assert_eq!(window.state().notice(), "");
}
