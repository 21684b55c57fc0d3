//! The roll-up: units collected, added up, followed back, corrected and taken back.

use std::path::{Path, PathBuf};

use egui::Key;
use egui_kittest::kittest::Queryable as _;
use nianbao::check::Standing;
use nianbao::draft::{self, Draft, Edit, Entry, Scope};
use nianbao::form::editions;

use super::harness::*;

const TOWNS: [&str; 4] = ["金塘镇", "沙溪镇", "白云乡", "石桥乡"];

/// A unit's draft of the form of 2014, and its file.
fn sent(folder: &Path, file: &str, agency: &str, year: u16, figures: &[(&str, &str)]) -> PathBuf {
    let mut draft = Draft::new(editions::named("2014").expect("the edition"), year, agency);
    for (key, typed) in figures {
        let cell = draft.form().cell(draft.form().find(key).expect("the key")).clone();
        let entry = Entry::typed(typed, cell.kind);
        draft.apply(Edit::entry(cell.key.clone(), entry)).expect("a figure");
    }
    let path = folder.join(file);
    std::fs::write(&path, draft::write(&draft).expect("a draft can be written")).expect("written");
    path
}

fn received(count: &str) -> [(&str, &str); 2] {
    [("收到申请数", count), ("网络申请数", count)]
}

/// A folder with a roster of four towns of which two have reported, one of them twice.
fn county() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("单位名册.csv"), format!("单位名称\n{}\n", TOWNS.join("\n")))
        .expect("written");
    sent(folder.path(), "金塘镇.nianbao", "金塘镇", 2018, &received("30"));
    sent(folder.path(), "沙溪镇.nianbao", "沙溪镇", 2018, &received("6"));
    sent(folder.path(), "沙溪镇（改）.nianbao", "沙溪镇", 2018, &received("10"));
    sent(folder.path(), "白云乡.nianbao", "白云乡", 2017, &received("5"));
    std::fs::write(folder.path().join("石桥乡.nianbao"), "(format: 5, edition:").expect("written");
    folder
}

fn collected(folder: &Path) -> Window {
    let mut window = window();
    drop_files(&mut window, &[folder]);
    window
}

/// The 汇总 of 金塘镇 with 30 and 沙溪镇 with 10.
fn summed(folder: &Path) -> Window {
    let mut window = collected(folder);
    window.get_by_label_contains("沙溪镇，重复报送，另有 沙溪镇.nianbao");
    click(&mut window, "选用这一份 沙溪镇（改）.nianbao");
    click(&mut window, "生成汇总（2 个单位）");
    settle(&mut window);
    window
}

#[test]
fn a_dropped_folder_is_told_unit_by_unit() {
    let folder = county();
    let mut window = collected(folder.path());
    window.get_by_label_contains("名册 4 个单位，计入汇总 1 个，4 处要处理");
    for line in [
        "金塘镇，已报，",
        "沙溪镇，重复报送，另有 沙溪镇（改）.nianbao",
        "白云乡，年度不符，报来的是 2017 年度的",
        "石桥乡，读不出，",
    ] {
        window.get_by_label_contains(line);
    }
    click(&mut window, "× 年度不符 1");
    assert!(window.query_by_label_contains("金塘镇，已报").is_none(), "the counts are filters");
    click(&mut window, "全部 5");
    window.get_by_label_contains("金塘镇，已报");
}

#[test]
fn a_file_that_is_mended_is_taken_up_when_read_again() {
    let folder = county();
    let mut window = collected(folder.path());
    sent(folder.path(), "石桥乡.nianbao", "石桥乡", 2018, &received("2"));
    click(&mut window, "重新读取");
    settle(&mut window);
    window.get_by_label_contains("石桥乡，已报");
    assert_eq!(window.state().notice(), "已读取 1 个新的或者改过的文件");
    std::fs::remove_file(folder.path().join("金塘镇.nianbao")).expect("removed");
    click(&mut window, "重新读取");
    settle(&mut window);
    window.get_by_label_contains("金塘镇，未报，还没有报来");
}

#[test]
fn the_menu_asks_for_the_folder() {
    let folder = county();
    let mut window = window();
    click(&mut window, "数据");
    window.get_all_by_label("汇总下级单位…").last().expect("the entry").click();
    window.run_ok();
    settle(&mut window);
    give_path(&mut window, folder.path());
    window.get_by_label_contains("计入汇总 1 个");
    click(&mut window, "关闭");
    window.get_by_label("样例（真实公开数据）");
}

#[test]
fn the_sums_become_a_draft_that_leads_back_to_its_units() {
    let folder = county();
    let mut window = summed(folder.path());
    assert_eq!((held(&window, "收到申请数").as_str(), draft(&window).scope()), ("40", Scope::RolledUp));
    assert_eq!(held(&window, "当面申请数"), "", "blank everywhere is blank");
    select(&mut window, "收到申请数");
    window.get_by_label("金塘镇 30，占 75%");
    window.get_by_label_contains("未计入 2 个");
    // What is not saved is asked about before a unit's draft takes its place.
    click(&mut window, "沙溪镇 10，占 25%");
    window.get_by_label("底稿还没有保存");
    click(&mut window, "保存");
    settle(&mut window);
    give_path(&mut window, &folder.path().join("汇总.nianbao"));
    assert_eq!(held(&window, "收到申请数"), "10");
    click_containing(&mut window, "返回汇总稿：汇总.nianbao");
    settle(&mut window);
    assert_eq!(held(&window, "收到申请数"), "40");
    click_containing(&mut window, "汇总：");
    window.get_by_label_contains("计入汇总 2 个");
}

#[test]
fn a_corrected_sum_shows_its_difference_until_it_is_explained_and_is_undone() {
    let folder = county();
    let mut window = summed(folder.path());
    select(&mut window, "收到申请数");
    type_text(&mut window, "39");
    let standing = |window: &Window| {
        let desk = window.state().desk().expect("a draft is open");
        let of_sum = desk.verdicts().iter().find(|verdict| verdict.rule(desk.form()).id == "14-17");
        of_sum.map(|verdict| verdict.standing(desk.draft()))
    };
    assert_eq!(standing(&window), Some(Standing::Fails));
    window.get_by_label("比各单位之和少 1");
    window.get_all_by_label("核实说明").next().expect("the reason of the sum").click();
    window.run();
    type_text(&mut window, "金塘镇一件由县里答复，已与该镇核对");
    assert_eq!(standing(&window), Some(Standing::Explained));
    ctrl(&mut window, Key::Z);
    assert_eq!(standing(&window), Some(Standing::Fails));
    click(&mut window, "恢复为各单位之和 40");
    assert_eq!((held(&window, "收到申请数").as_str(), standing(&window)), ("40", None));
    ctrl(&mut window, Key::Z);
    ctrl(&mut window, Key::Z);
    assert_eq!((held(&window, "收到申请数").as_str(), standing(&window)), ("40", None), "as it was summed");
}

#[test]
fn a_sum_on_the_desk_takes_what_came_later_and_one_undo_takes_it_back() {
    let folder = county();
    let mut window = summed(folder.path());
    sent(folder.path(), "石桥乡.nianbao", "石桥乡", 2018, &received("2"));
    click_containing(&mut window, "汇总：");
    click(&mut window, "重新读取");
    settle(&mut window);
    click(&mut window, "更新汇总（3 个单位）");
    settle(&mut window);
    assert_eq!(held(&window, "收到申请数"), "42");
    ctrl(&mut window, Key::Z);
    assert_eq!(held(&window, "收到申请数"), "40");
}

#[test]
fn unsaved_work_is_asked_about_before_the_sums_take_its_place() {
    let folder = county();
    let mut window = sample("金塘镇-2018");
    select(&mut window, "举报投诉数量");
    type_text(&mut window, "1");
    drop_files(&mut window, &[folder.path()]);
    click(&mut window, "生成汇总（1 个单位）");
    window.get_by_label("底稿还没有保存");
    click(&mut window, "不保存");
    settle(&mut window);
    assert_eq!(held(&window, "收到申请数"), "30");
}

#[test]
fn without_a_roster_those_who_have_reported_make_one() {
    let folder = tempfile::tempdir().expect("a folder");
    let one = sent(folder.path(), "金塘镇.nianbao", "金塘镇", 2018, &received("30"));
    let two = sent(folder.path(), "沙溪镇.nianbao", "沙溪镇", 2018, &received("6"));
    let mut window = window();
    drop_files(&mut window, &[&one, &two]);
    window.get_by_label("没有名册");
    click(&mut window, "由已报单位生成");
    let third = sent(folder.path(), "白云.nianbao", "白云镇", 2018, &received("4"));
    drop_files(&mut window, &[&third]);
    window.get_by_label_contains("白云镇，不在名册");
    click(&mut window, "指明单位 白云镇");
    click(&mut window, "把“白云镇”补入名册");
    window.get_by_label_contains("名册 3 个单位，计入汇总 3 个");
}

#[test]
fn a_damaged_roster_is_built_anew_in_its_place_and_kept_aside() {
    let folder = tempfile::tempdir().expect("a folder");
    let roster = folder.path().join("全县.名册");
    let damaged = "(units: [(单位名称: \"金塘镇\"), (单位名";
    std::fs::write(&roster, damaged).expect("it is written");
    sent(folder.path(), "金塘镇.nianbao", "金塘镇", 2018, &received("30"));
    let mut window = collected(folder.path());
    window.get_by_label_contains("名册没有读出来");
    click(&mut window, "由已报单位生成");
    assert!(window.query_by_label_contains("名册没有读出来").is_none());
    click(&mut window, "保存名册…（有改动）");
    settle(&mut window);
    give_path(&mut window, &roster);
    let told = window.state().notice().to_owned();
    assert!(told.contains("原来的名册已损坏，另存为") && told.contains("全县.damaged.名册"), "{told}");
    let aside = std::fs::read_to_string(folder.path().join("全县.damaged.名册"));
    assert_eq!(aside.expect("it is kept"), damaged);
    // It is not taken for the roster the next time.
    let window = collected(folder.path());
    assert!(window.query_by_label_contains("名册没有读出来").is_none());
    window.get_by_label_contains("名册 1 个单位");
    assert!(nianbao::store::units::read_roster(&roster).is_ok_and(|roster| roster.units.len() == 1));
}

#[test]
fn a_document_with_doubtful_figures_leads_to_its_questions() {
    let folder = tempfile::tempdir().expect("a folder");
    sent(folder.path(), "金塘镇.nianbao", "金塘镇", 2018, &received("30"));
    let text = "白云乡人民政府2018年政府信息公开工作年度报告\n\n\
                2018年，收到政府信息公开申请约30件。\n\n全年主动公开政府信息近200条。\n";
    std::fs::write(folder.path().join("白云乡.txt"), text).expect("written");
    let mut window = collected(folder.path());
    window.get_by_label_contains("白云乡人民政府，待确认，有 ");
    click(&mut window, "逐项确认 白云乡人民政府");
    settle(&mut window);
    window.get_by_label("导入 白云乡.txt");
    click(&mut window, "取消");
    window.get_by_label_contains("计入汇总 1 个");
}

#[test]
fn what_is_to_be_mended_is_written_and_copied() {
    let folder = county();
    let mut window = collected(folder.path());
    click(&mut window, "发回和导出");
    click(&mut window, "补正清单（Excel）…");
    settle(&mut window);
    let list = folder.path().join("清单.xlsx");
    give_path(&mut window, &list);
    assert!(window.state().notice().starts_with("已导出补正清单"), "{}", window.state().notice());
    assert!(std::fs::read(&list).expect("the list is written").starts_with(b"PK"));
    click(&mut window, "复制通知 白云乡");
    settle(&mut window);
    assert!(window.state().notice().starts_with("给 白云乡 的通知已复制"), "{}", window.state().notice());
}

#[test]
fn letters_the_table_and_the_long_list_are_written_and_letters_sent_before_stay() {
    let folder = county();
    let out = tempfile::tempdir().expect("a folder");
    let mut window = collected(folder.path());
    let give = |window: &mut Window, entries: &[&str], path: &Path| {
        click(window, "发回和导出");
        entries.iter().for_each(|entry| click(window, entry));
        settle(window);
        give_path(window, path);
        window.state().notice().to_owned()
    };
    let letters = out.path().join("通知");
    let said = give(&mut window, &["各单位补正通知（文本）…"], &letters);
    assert!(said.starts_with("已导出 ") && said.contains("个单位的补正通知"), "{said}");
    let letter = letters.join("白云乡.txt");
    assert!(std::fs::read_to_string(&letter).expect("a letter").contains("白云乡"));
    std::fs::write(&letter, "已经改过的通知").expect("written");
    give(&mut window, &["各单位补正通知（文本）…"], &letters);
    window.get_by_label_contains("已有同名文件，没有覆盖。请另选一个文件夹");
    click(&mut window, "知道了");
    assert_eq!(std::fs::read_to_string(&letter).expect("a letter"), "已经改过的通知");

    let table = out.path().join("一览.xlsx");
    let said = give(&mut window, &["各单位数据表（Excel）", "全部指标…"], &table);
    assert!(said.starts_with("已导出各单位数据表"), "{said}");
    assert!(std::fs::read(&table).expect("the table").starts_with(b"PK"));
    let long = out.path().join("长表.csv");
    let said = give(&mut window, &["全部数据（CSV，每行一个数）…"], &long);
    assert!(said.starts_with("已导出全部数据"), "{said}");
    let text = std::fs::read_to_string(&long).expect("the list");
    assert!(
        text.starts_with("\u{feff}单位,版式,年度,指标,数值")
            && text.contains("金塘镇,2014,2018,收到申请数,30")
    );
}

/// `nianbao 报来` once said that a folder is no draft.
#[test]
fn a_folder_given_at_the_start_is_collected() {
    let folder = county();
    let mut window = window();
    window.state_mut().open_at_start(folder.path().to_path_buf());
    settle(&mut window);
    window.get_by_label_contains("名册 4 个单位，计入汇总 1 个，4 处要处理");
}
