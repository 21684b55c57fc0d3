//! Real trouble: a full disk, a read-only medium, a drive that vanishes, long and odd paths, two programs on one file.
//! Work goes on and the window says what to do.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command as Program;

use nianbao::form::CellKey;
use nianbao::store::samples::SAMPLES;
use nianbao::ui::command::{Command, Purpose};

use crate::clerk::{Clerk, in_file};
use crate::kills;

const CELL: &str = "网站公开数";

/// Names the folder to the child that has file systems of its own.
const FOLDER: &str = "NIANBAO_SMALL_DISKS_IN";

fn key() -> CellKey {
    CellKey::from(CELL)
}

fn put_draft(path: &Path) {
    let sample = SAMPLES.iter().find(|sample| sample.name == "金塘镇-2018").expect("the sample");
    fs::write(path, sample.text).expect("there is room");
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .expect("the folder")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

// ── Disks that are small or read-only

/// A full disk and a read-only one are mounted where nobody else sees them.
#[cfg(target_os = "linux")]
#[test]
fn on_a_full_and_on_a_read_only_disk_the_old_file_stays_and_work_goes_on() {
    let folder = tempfile::tempdir().expect("a folder");
    let run = |options: &[&str]| {
        Program::new("unshare")
            .args(options)
            .arg(std::env::current_exe().expect("this program"))
            .args(["--exact", "trouble::with_disks_of_its_own", "--nocapture"])
            .env(FOLDER, folder.path())
            .output()
            .expect("unshare of util-linux")
    };
    // As root, or with a user namespace.
    let mut output = run(&["--mount"]);
    if !output.status.success() && !String::from_utf8_lossy(&output.stdout).contains("disk is there") {
        output = run(&["--map-root-user", "--mount"]);
    }
    let (said, complaint) =
        (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success() && said.contains("both disks passed"), "{said}\n{complaint}");
}

/// The child; nothing where nobody asked for it.
#[test]
fn with_disks_of_its_own() {
    let Some(folder) = std::env::var_os(FOLDER).map(PathBuf::from) else { return };
    let disk = folder.join("disk");
    fs::create_dir_all(&disk).expect("a folder to mount on");
    mount(&["-t", "tmpfs", "-o", "size=160k", "tmpfs"], &disk);
    println!("the disk is there");
    a_full_disk(&disk);
    fs::remove_dir_all(disk.join("state")).expect("nobody uses it");
    mount(&["-o", "remount,ro"], &disk);
    a_read_only_disk(&disk, &folder.join("elsewhere"));
    println!("both disks passed");
}

fn mount(options: &[&str], on: &Path) {
    let status = Program::new("mount").args(options).arg(on).status().expect("mount of util-linux");
    assert!(status.success(), "mount {options:?} was refused");
}

fn a_full_disk(disk: &Path) {
    let path = disk.join("金塘镇-2018.nianbao");
    put_draft(&path);
    let before = fs::read(&path).expect("the draft");
    let mut clerk = Clerk::new(&disk.join("state"));
    clerk.open(&path);
    // Everything that is left, to the last block.
    let mut filler = fs::File::create(disk.join("filler")).expect("there is room");
    while std::io::Write::write(&mut filler, &[0; 512]).is_ok() {}
    drop(filler);

    clerk.fill(key(), "261");
    clerk.record();
    assert!(clerk.notice().contains("没有记入恢复记录（磁盘已满"), "{}", clerk.notice());
    assert!(clerk.notice().contains("请现在保存底稿"), "{}", clerk.notice());
    clerk.save();
    assert!(clerk.sees("磁盘已满，没有保存（原文件未动）。请清理磁盘，或换一个磁盘保存"));
    assert_eq!(fs::read(&path).expect("the draft"), before);
    assert!(clerk.sees("另存为…"));
    clerk.ask(Command::CloseDialog);
    // Elsewhere it can be saved; here too once there is room.
    fs::remove_file(disk.join("filler")).expect("it was there");
    clerk.save();
    assert!(clerk.notice().starts_with("已保存"), "{}", clerk.notice());
    assert_eq!(in_file(&path, CELL), "261");
    clerk.fill(key(), "262");
    clerk.record();
    assert_eq!(names(&disk.join("state").join("journals")).len(), 2, "recorded again");
    clerk.save();
    clerk.record();
    drop(clerk);
    assert_eq!(names(disk), ["state", "金塘镇-2018.nianbao"]);
}

fn a_read_only_disk(disk: &Path, elsewhere: &Path) {
    let path = disk.join("金塘镇-2018.nianbao");
    fs::create_dir_all(elsewhere).expect("another disk");
    let mut clerk = Clerk::new(&elsewhere.join("state"));
    clerk.open(&path);
    assert!(clerk.notice().contains("不能写入") && clerk.notice().contains("另存为"), "{}", clerk.notice());
    clerk.fill(key(), "300");
    clerk.save();
    assert!(clerk.sees("磁盘是只读的，不能保存（原文件未动）。请换一个磁盘或文件夹保存"));
    clerk.ask(Command::CloseDialog);
    let copy = elsewhere.join("副本.nianbao");
    clerk.ask(Command::Chosen(Purpose::Save, copy.clone()));
    clerk.settle();
    assert_eq!((in_file(&copy, CELL).as_str(), in_file(&path, CELL).as_str()), ("300", "262"));
}

// ── Paths

#[test]
fn a_drive_that_vanishes_is_told_and_the_draft_stays_in_the_window() {
    let folder = tempfile::tempdir().expect("a folder");
    let (drive, gone) = (folder.path().join("优盘"), folder.path().join("拔下的优盘"));
    fs::create_dir(&drive).expect("a drive");
    let path = drive.join("金塘镇-2018.nianbao");
    put_draft(&path);
    let mut clerk = Clerk::new(&folder.path().join("state"));
    clerk.open(&path);
    fs::rename(&drive, &gone).expect("it is pulled out");
    clerk.fill(key(), "261");
    clerk.save();
    assert!(clerk.sees("文件夹不存在。请先建好文件夹，或换一个位置保存"));
    clerk.ask(Command::CloseDialog);
    fs::rename(&gone, &drive).expect("it is back");
    clerk.save();
    assert_eq!(in_file(&path, CELL), "261");
}

#[test]
fn long_and_odd_paths_work_like_any_other() {
    let folder = tempfile::tempdir().expect("a folder");
    let check = |path: PathBuf| {
        fs::create_dir_all(path.parent().expect("a folder")).expect("it can be made");
        put_draft(&path);
        let state = tempfile::tempdir().expect("a folder");
        let mut clerk = Clerk::new(state.path());
        clerk.open(&path);
        clerk.fill(key(), "261");
        clerk.record();
        clerk.save();
        assert!(clerk.notice().starts_with("已保存"), "{}", clerk.notice());
        assert_eq!(in_file(&path, CELL), "261");
        drop(clerk);
        let folder = path.parent().expect("a folder");
        assert_eq!(names(folder).len(), 1, "{:?}", names(folder));
    };
    let mut long = folder.path().to_path_buf();
    while long.as_os_str().len() < 300 {
        long.push("政府信息公开");
    }
    check(long.join("金塘镇-2018.nianbao"));
    check(folder.path().join("甲 乙'丙\"丁%20&(戊)#～😀").join("己\n庚.nianbao"));
    // So long that a lock beside it would have too long a name.
    check(folder.path().join("长").join(format!("{}.nianbao", "字".repeat(80))));
    #[cfg(target_os = "linux")]
    {
        use std::os::unix::ffi::OsStrExt as _;
        let no_text = std::ffi::OsStr::from_bytes(b"\xC4\xEA\xB1\xA8.nianbao");
        check(folder.path().join("GBK").join(no_text));
    }
}

// ── Whose it is

/// Walks a folder: every file and folder that others than the owner may read.
#[cfg(unix)]
fn open_to_others(folder: &Path, found: &mut Vec<PathBuf>) {
    use std::os::unix::fs::PermissionsExt as _;
    for entry in fs::read_dir(folder).expect("the folder") {
        let path = entry.expect("an entry").path();
        let metadata = fs::metadata(&path).expect("it is there");
        if metadata.permissions().mode() & 0o077 != 0 {
            found.push(path.clone());
        }
        if metadata.is_dir() {
            open_to_others(&path, found);
        }
    }
}

#[cfg(unix)]
#[test]
fn journals_and_versions_are_for_the_owners_eyes_only() {
    let folder = tempfile::tempdir().expect("a folder");
    let (path, state) = (folder.path().join("金塘镇-2018.nianbao"), folder.path().join("state"));
    put_draft(&path);
    let mut clerk = Clerk::new(&state);
    clerk.open(&path);
    clerk.fill(key(), "261");
    clerk.save();
    clerk.fill(key(), "262");
    clerk.record();
    assert!(names(&state.join("versions")).len() == 1 && names(&state.join("journals")).len() == 2);
    let mut found = Vec::new();
    open_to_others(&state, &mut found);
    assert!(found.is_empty(), "{found:?}");
}

// ── What is no file

#[cfg(unix)]
#[test]
fn a_pipe_where_a_file_should_be_keeps_no_save_waiting() {
    let folder = tempfile::tempdir().expect("a folder");
    let (path, state) = (folder.path().join("金塘镇-2018.nianbao"), folder.path().join("state"));
    put_draft(&path);
    fs::create_dir_all(state.join("journals")).expect("a folder");
    // A journal that somebody left, and the mark of who wrote it; a lock beside the draft.
    let lock = folder.path().join(".~lock.金塘镇-2018.nianbao#");
    let journal = state.join("journals").join("9-z.1.journal");
    for pipe in [&journal, &state.join("journals").join("9-z.alive"), &lock] {
        assert!(Program::new("mkfifo").arg(pipe).status().expect("mkfifo of coreutils").success());
    }
    let mut clerk = Clerk::new(&state);
    assert!(clerk.sees("1 份恢复记录读不出来"));
    clerk.ask(Command::CloseDialog);
    clerk.open(&path);
    assert!(clerk.sees("只读：另一个窗口或另一位用户正打开着"));
    fs::remove_file(&lock).expect("it was there");
    clerk.open(&path);
    clerk.fill(key(), "261");
    clerk.save();
    assert_eq!(in_file(&path, CELL), "261");
    assert!(journal.exists(), "what cannot be read is left alone");
}

// ── Two programs

#[test]
fn the_second_program_on_a_draft_reads_only_until_the_first_is_gone() {
    let folder = tempfile::tempdir().expect("a folder");
    let (mut first, path) = kills::at_work(folder.path());
    let mut second = Clerk::new(&folder.path().join("state-2"));
    second.open(&path);
    assert!(second.sees("只读：") && second.sees("起打开着"));
    let before = nianbao::draft::write(second.draft()).expect("a draft");
    second.fill(key(), "999");
    assert_eq!(nianbao::draft::write(second.draft()).expect("a draft"), before);
    drop(second);

    first.kill().expect("it can be killed");
    first.wait().expect("it ends");
    let mut third = Clerk::new(&folder.path().join("state-3"));
    third.open(&path);
    assert!(!third.sees("只读："), "nobody has it any more");
    third.fill(key(), "999");
    third.save();
    assert_eq!(in_file(&path, CELL), "999");
}
