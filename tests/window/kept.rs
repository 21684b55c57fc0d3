//! Nothing lost: unsaved work comes back, earlier versions too, and a file that others write is not written over.

use std::fs;
use std::path::{Path, PathBuf};

use egui::{Event, Key};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use nianbao::draft::{self, Draft, Edit, Entry};
use nianbao::form::{CellKey, Kind};
use nianbao::store::disk::Machine;
use nianbao::store::drafts;
use nianbao::store::kept::Keep;
use nianbao::store::samples::SAMPLES;
use nianbao::ui::command::{Command, KeptStep, MenuCommand};

use crate::harness::*;

pub const CELL: &str = "网站公开数";

/// A draft on disk, and a folder for what is unsaved of it.
pub struct Place {
    pub folder: tempfile::TempDir,
    path: PathBuf,
    pub state: tempfile::TempDir,
}

impl Place {
    pub fn new() -> Self {
        let (folder, state) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let path = folder.path().join("金塘镇-2018.nianbao");
        let sample = SAMPLES.iter().find(|sample| sample.name == "金塘镇-2018").unwrap();
        fs::write(&path, sample.text).unwrap();
        Self { folder, path, state }
    }

    /// A window whose unsaved work is recorded, as the process of that token.
    pub fn window(&self, token: &str) -> Window {
        let mut window = window();
        keep_in(&mut window, self.state.path(), token);
        window
    }

    /// The same with the draft open.
    pub fn open(&self, token: &str) -> Window {
        let mut window = self.window(token);
        window.state_mut().open_at_start(self.path.clone());
        settle(&mut window);
        window
    }

    /// The same with a figure changed and not saved.
    fn filled(&self, token: &str, text: &str) -> Window {
        let mut window = self.open(token);
        fill(&mut window, CELL, text);
        window
    }

    /// What the process of that token leaves that is killed with a figure unsaved.
    pub fn killed(&self, token: &str, text: &str) {
        killed(self.filled(token, text), self.state.path());
    }

    /// The draft's lock file.
    fn lock(&self) -> PathBuf {
        self.folder.path().join(".~lock.金塘镇-2018.nianbao#")
    }

    /// Someone at another machine has the draft open.
    fn is_open_elsewhere(&self) {
        let theirs = "(user: \"张三\", machine: \"办公室-3\", since: \"2025-01-20 09:15\")";
        fs::write(self.lock(), theirs).unwrap();
    }

    /// Someone else writes the file.
    pub fn is_written_by_another(&self, text: &str) {
        let mut draft = drafts::open(&self.path).unwrap();
        draft.apply(Edit::entry(CellKey::from(CELL), Entry::typed(text, Kind::Count))).unwrap();
        drafts::save(&self.path, &draft).unwrap();
    }

    fn on_disk(&self) -> String {
        figure(&drafts::open(&self.path).unwrap(), CELL)
    }

    /// How many files one of the folders of unsaved work holds.
    fn count(&self, folder: &str) -> usize {
        fs::read_dir(self.state.path().join(folder)).map_or(0, Iterator::count)
    }
}

pub fn keep_in(window: &mut Window, state: &Path, token: &str) {
    let keep = Keep::at(Machine::shared(), state.to_path_buf(), token);
    let ctx = window.ctx.clone();
    window.state_mut().keep_work(&ctx, Some(keep));
    settle(window);
}

pub fn fill(window: &mut Window, key: &str, text: &str) {
    // A second click on a selected cell goes into its text.
    select(window, "举报投诉数量");
    select(window, key);
    type_text(window, text);
    press(window, Key::Enter);
    window.state_mut().finish_recording();
}

pub fn save(window: &mut Window) {
    ctrl(window, Key::S);
    settle(window);
}

fn figure(draft: &Draft, key: &str) -> String {
    draft.form().find(key).and_then(|cell| draft.shown(cell)).unwrap_or_default()
}

/// She comes back to the window from another.
fn come_back(window: &mut Window) {
    for has_focus in [false, true] {
        window.input_mut().focused = has_focus;
        window.step();
    }
    settle(window);
}

/// The process ends without a word: what it did on leaving is undone. The journal alone stays.
fn killed(window: Window, state: &Path) {
    let folder = state.join("journals");
    let journals: Vec<(PathBuf, Vec<u8>)> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "journal"))
        .map(|path| (path.clone(), fs::read(&path).unwrap()))
        .collect();
    drop(window);
    for (path, bytes) in journals {
        fs::write(path, bytes).unwrap();
    }
}

#[test]
fn what_was_unsaved_is_offered_at_the_next_start_and_comes_back_as_one_step() {
    let place = Place::new();
    place.killed("1-a", "261");

    let mut window = place.window("2-b");
    assert!(window.query_by_label_contains("上次没有保存就结束了").is_some());
    assert!(window.query_all_by_label_contains("金塘镇 · 2018 年").next().is_some());
    assert!(window.query_by_label_contains("处不同（").is_some());
    assert!(window.query_by_label(&format!("{CELL}：259 → 261")).is_some());
    click(&mut window, "恢复");
    assert_eq!(held(&window, CELL), "261");
    assert!(window.state().desk().unwrap().editing.is_unsaved());
    assert_eq!(window.state().desk().unwrap().path.as_deref(), Some(&*place.path));
    ctrl(&mut window, Key::Z);
    assert_eq!(held(&window, CELL), "259", "one step back is the file");
    ctrl(&mut window, Key::Y);
    save(&mut window);
    assert_eq!(place.on_disk(), "261");
    window.state_mut().finish_recording();
    drop(window);
    assert_eq!(place.count("journals"), 0, "nothing is left behind");
    assert!(place.window("3-c").query_by_label_contains("没有保存就结束").is_none());
}

#[test]
fn after_enter_has_brought_it_back_typing_goes_on() {
    let place = Place::new();
    place.killed("1-a", "261");
    let mut window = place.window("2-b");
    press(&mut window, Key::Enter);
    assert_eq!(held(&window, CELL), "261");
    type_text(&mut window, "5");
    assert_eq!(held(&window, "主动公开政府信息数"), "5");
}

#[test]
fn a_draft_that_was_never_saved_comes_back_too() {
    let place = Place::new();
    let mut window = new_draft("2018", "金塘镇");
    keep_in(&mut window, place.state.path(), "1-a");
    fill(&mut window, CELL, "17");
    killed(window, place.state.path());

    let mut window = place.window("2-b");
    assert!(window.query_by_label_contains("还没有存过盘").is_some());
    click(&mut window, "恢复");
    assert_eq!((held(&window, CELL).as_str(), draft(&window).year()), ("17", 2018));
    assert!(window.state().desk().unwrap().editing.is_unsaved());
}

#[test]
fn what_is_dropped_is_put_aside_and_can_still_be_had() {
    let place = Place::new();
    place.killed("1-a", "261");
    let mut window = place.window("2-b");
    click_containing(&mut window, "丢弃 ");
    settle(&mut window);
    assert!(window.query_by_label_contains("已丢弃").is_some());
    click(&mut window, "关闭");
    drop(window);
    let mut window = place.window("3-c");
    assert!(window.query_by_label_contains("恢复 ").is_none(), "not asked again");
    menu(&mut window, "文件", "找回未保存的修改…");
    click_containing(&mut window, "恢复 金塘镇");
    assert_eq!(held(&window, CELL), "261");
}

#[test]
fn closing_keeps_what_is_unsaved_for_next_time_if_she_wishes() {
    let place = Place::new();
    let mut window = place.filled("1-a", "262");
    ctrl(&mut window, Key::Q);
    click(&mut window, "保留到下次打开");
    drop(window);
    assert_eq!(place.on_disk(), "259");

    // It comes back by itself, and is no more asked about once it is saved.
    let mut window = place.window("2-b");
    assert_eq!(held(&window, CELL), "262");
    assert!(window.state().notice().contains("已恢复"), "{}", window.state().notice());
    save(&mut window);
    assert_eq!(place.on_disk(), "262");
    drop(window);
    assert!(place.window("3-c").state().desk().is_none());
}

#[test]
fn what_is_kept_for_next_time_waits_for_a_file_that_is_being_written() {
    let place = Place::new();
    let mut window = place.filled("1-a", "262");
    let ctx = window.ctx.clone();
    window.state_mut().apply(Command::Menu(MenuCommand::Save), &ctx);
    window.state_mut().apply(Command::Kept(KeptStep::KeepAndQuit(false)), &ctx);
    assert!(window.state().notice().contains("写完就退出"), "{}", window.state().notice());
    settle(&mut window);
    assert_eq!(place.on_disk(), "262");
    window.state_mut().finish_recording();
    assert_eq!(place.count("journals"), 1, "its own sign of life alone: all is saved");
}

#[test]
fn dropping_unsaved_work_leaves_a_copy_aside() {
    let place = Place::new();
    let mut window = place.filled("1-a", "263");
    ctrl(&mut window, Key::W);
    click(&mut window, "不保存");
    window.state_mut().finish_recording();
    assert_eq!(place.count("dropped"), 1);
}

#[test]
fn what_was_not_saved_on_leaving_is_not_asked_about_again() {
    let place = Place::new();
    let mut window = place.filled("1-a", "263");
    ctrl(&mut window, Key::Q);
    click(&mut window, "不保存");
    drop(window);
    assert_eq!((place.count("journals"), place.count("dropped")), (0, 1));
    assert!(place.window("2-b").query_by_label_contains("恢复 ").is_none());
}

#[test]
fn a_second_window_reads_only_and_says_who_has_the_draft() {
    let place = Place::new();
    place.is_open_elsewhere();
    let mut window = place.open("1-a");
    assert!(window.query_by_label_contains("只读：张三（办公室-3）自 2025-01-20 09:15 起打开着").is_some());
    select(&mut window, CELL);
    type_text(&mut window, "1");
    assert_eq!(held(&window, CELL), "259");
    assert!(window.state().notice().contains("只读，没有改动"));

    // Elsewhere it is hers.
    save(&mut window);
    let copy = place.folder.path().join("副本.nianbao");
    ctrl(&mut window, Key::A);
    give_path(&mut window, &copy);
    assert!(window.query_by_label_contains("只读：").is_none());
    fill(&mut window, CELL, "5");
    save(&mut window);
    let copied = figure(&drafts::open(&copy).unwrap(), CELL);
    assert_eq!((copied.as_str(), place.on_disk().as_str()), ("5", "259"));
    drop(window);
    assert!(place.lock().exists(), "theirs is left alone");
    assert!(!place.folder.path().join(".~lock.副本.nianbao#").exists(), "hers is given back");
}

#[test]
fn what_a_reader_cannot_do_is_not_said_to_be_done() {
    let place = Place::new();
    let mut window = place.filled("1-a", "260");
    save(&mut window);
    drop(window);
    place.is_open_elsewhere();
    let mut window = place.open("2-b");

    select(&mut window, CELL);
    window.event(Event::Paste("7\n8\n".to_owned()));
    run(&mut window);
    assert!(window.state().notice().contains("只读，没有改动"), "{}", window.state().notice());

    menu(&mut window, "文件", "历史版本…");
    click_containing(&mut window, "恢复 2");
    assert_eq!(held(&window, CELL), "260");
    assert!(window.state().notice().contains("只读，没有改动"), "{}", window.state().notice());
}

#[test]
fn a_reader_takes_what_the_other_has_saved_and_never_writes_it_over() {
    let place = Place::new();
    place.is_open_elsewhere();
    let mut window = place.open("1-a");
    place.is_written_by_another("300");
    come_back(&mut window);
    click(&mut window, "用磁盘上的");
    settle(&mut window);
    assert_eq!(held(&window, CELL), "300");
    click(&mut window, "仍然修改");
    fill(&mut window, "举报投诉数量", "1");
    save(&mut window);
    assert_eq!(place.on_disk(), "300");
}

#[test]
fn who_has_a_draft_open_stands_in_no_problem_report() {
    let place = Place::new();
    place.is_open_elsewhere();
    let mut window = place.open("1-a");
    save(&mut window);
    ctrl(&mut window, Key::A);
    give_path(&mut window, &place.path);
    assert!(window.query_by_label_contains("张三（办公室-3）自 2025-01-20 09:15 起打开着").is_some());
    click(&mut window, "知道了");
    menu(&mut window, "帮助", "报告问题");
    let report = window.get_by_label("问题报告的内容").accesskit_node().value().unwrap_or_default();
    assert!(
        report.contains("没有覆盖") && !report.contains("张三") && !report.contains("办公室"),
        "{report}"
    );
}

#[test]
fn a_lock_that_nobody_needs_is_taken_over() {
    let place = Place::new();
    place.is_open_elsewhere();
    let mut window = place.open("1-a");
    click(&mut window, "仍然修改");
    fill(&mut window, CELL, "5");
    save(&mut window);
    assert_eq!(place.on_disk(), "5");
}

#[test]
fn a_file_written_by_another_is_never_written_over() {
    let place = Place::new();
    let mut window = place.filled("1-a", "261");
    place.is_written_by_another("300");
    save(&mut window);
    assert!(window.query_by_label("磁盘上的文件已被改动").is_some());
    assert!(window.query_by_label(&format!("{CELL}：300 → 261")).is_some());
    assert_eq!(place.on_disk(), "300");
    click(&mut window, "稍后");
    // It is asked again before anything is written.
    save(&mut window);
    assert_eq!(place.on_disk(), "300");
    click(&mut window, "逐项比较");
    assert!(window.query_by_label("底稿比较").is_some());
    click(&mut window, "用我的");
    settle(&mut window);
    assert_eq!(place.on_disk(), "261");

    // What the other had written is a version now.
    menu(&mut window, "文件", "历史版本…");
    assert!(window.query_all_by_label_contains("处不同（").count() >= 1);
}

#[test]
fn what_the_file_holds_can_be_taken_and_taken_back() {
    let place = Place::new();
    let mut window = place.filled("1-a", "261");
    place.is_written_by_another("300");
    come_back(&mut window);
    click(&mut window, "用磁盘上的");
    assert_eq!(held(&window, CELL), "300");
    assert!(!window.state().desk().unwrap().editing.is_unsaved());
    ctrl(&mut window, Key::Z);
    assert_eq!(held(&window, CELL), "261");
    save(&mut window);
    assert_eq!(place.on_disk(), "261");
}

#[test]
fn a_file_that_is_gone_is_told_once_and_written_anew() {
    let place = Place::new();
    let mut window = place.open("1-a");
    fs::remove_file(&place.path).unwrap();
    come_back(&mut window);
    assert!(window.state().notice().contains("找不到这个文件"), "{}", window.state().notice());
    fill(&mut window, CELL, "5");
    save(&mut window);
    assert_eq!(place.on_disk(), "5");
}

#[test]
fn an_earlier_version_is_restored_as_a_step() {
    let place = Place::new();
    let mut window = place.open("1-a");
    let first = draft::write(draft(&window)).unwrap();
    for text in ["1", "2", "3"] {
        fill(&mut window, CELL, text);
        save(&mut window);
    }
    menu(&mut window, "文件", "历史版本…");
    assert!(window.query_by_label("与现在相同").is_some());
    let oldest = window.get_all_by_label_contains("恢复 2").last().unwrap();
    oldest.click();
    run(&mut window);
    assert_eq!(draft::write(draft(&window)).unwrap(), first);
    ctrl(&mut window, Key::Z);
    assert_eq!(held(&window, CELL), "3");
}
