//! `nianbao import`, as a clerk or a script calls it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;
use tempfile::TempDir;

/// A report as it stands in a text file; the table is one cell to a line.
const REPORT: &str = "\
金塘镇2018年政府信息公开工作年度报告

根据《中华人民共和国政府信息公开条例》编制本报告，统计期限为2018年1月1日至12月31日。

一、依申请公开情况

2018年，本镇共收到政府信息公开申请215件，其中网络申请68件，信函申请145件，均已按时办结。全年接听咨询电话1000余次。

二、统计表

（一）收到申请数
件
215
1.当面申请数
件

2.传真申请数
件
0
";

struct Ran {
    code: i32,
    out: String,
    err: String,
}

fn run(folder: &Path, args: &[&str]) -> Ran {
    let mut command = Command::new(env!("CARGO_BIN_EXE_nianbao"));
    command.current_dir(folder).args(["import"]).args(args);
    command.env_remove("CARGO").env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY");
    let output = command.output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Ran { code: output.status.code().unwrap(), out: text(output.stdout), err: text(output.stderr) }
}

/// A folder with these files.
fn folder(files: &[(&str, &str)]) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        fs::write(folder.path().join(name), text).unwrap();
    }
    let path = folder.path().to_owned();
    (folder, path)
}

#[test]
fn what_a_report_states_is_listed_with_its_place() {
    let (_keep, folder) = folder(&[("去年.txt", REPORT)]);
    let ran = run(&folder, &["去年.txt", "--json"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let answer: Value = serde_json::from_str(&ran.out).unwrap();
    let report = &answer[0];
    assert_eq!(report["edition"], "2014");
    assert_eq!((&report["year"], &report["unit"]), (&2018.into(), &"金塘镇".into()));
    let path = "三、依申请公开情况/（一）收到申请数";
    assert_eq!(report["values"][path], 215);
    assert_eq!(report["values"]["三、依申请公开情况/（一）收到申请数/3.网络申请数"], 68);
    assert_eq!(report["values"]["三、依申请公开情况/（二）申请办结数/1.按时办结数"], 215);
    assert!(report["places"][path].as_str().unwrap().starts_with("第 "), "{report}");
    let left = report["unmapped"].as_array().unwrap();
    assert!(left.iter().any(|one| one["text"] == "1000"), "every number is accounted for: {left:?}");
}

#[test]
fn people_read_the_same_in_lines() {
    let (_keep, folder) = folder(&[("去年.txt", REPORT)]);
    let ran = run(&folder, &["去年.txt"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert!(ran.out.starts_with("去年.txt　金塘镇　2018 年度　本级　2014 版式\n读出 "), "{}", ran.out);
    assert!(ran.out.contains("  收到申请数　215件　第 "), "{}", ran.out);
}

#[test]
fn a_report_becomes_a_draft_and_another_file_is_not_replaced() {
    let (_keep, folder) = folder(&[("去年.txt", REPORT)]);
    assert_eq!(run(&folder, &["去年.txt", "-o", "金塘镇-2018.nianbao"]).code, 0);
    let draft = fs::read_to_string(folder.join("金塘镇-2018.nianbao")).unwrap();
    assert!(draft.contains("\"收到申请数\": \"215\""), "{draft}");
    assert!(!draft.contains("\"当面申请数\""), "blank stays blank: {draft}");
    let again = run(&folder, &["去年.txt", "-o", "金塘镇-2018.nianbao"]);
    assert_eq!(again.code, 2);
    assert!(again.err.contains("已有同名文件，没有覆盖"), "{}", again.err);
}

#[test]
fn what_is_no_report_is_told() {
    let notice = "关于做好政府信息公开工作的通知\n各镇街：请于15日内报送，联系人1名。\n";
    let (_keep, folder) = folder(&[("通知.txt", notice), ("空.txt", "")]);
    let ran = run(&folder, &["通知.txt"]);
    assert_eq!((ran.code, ran.out.as_str()), (2, ""));
    assert!(ran.err.starts_with("通知.txt：没有读出年度报告的数字。"), "{}", ran.err);
    assert_eq!(run(&folder, &["通知.txt", "--json"]).out, "[]\n");
    let missing = run(&folder, &["没有.docx"]);
    assert_eq!(missing.code, 2);
    assert!(missing.err.contains("没有.docx：找不到这个文件"), "{}", missing.err);
    assert_eq!(run(&folder, &[]).code, 2);
}
