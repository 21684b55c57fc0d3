//! `nianbao rollup`: folders and files in, a 汇总 and each unit's standing out.

use std::fs;
use std::path::Path;
use std::process::Command;

use nianbao::draft::Scope;
use nianbao::store::drafts;

use crate::{draft, shown};

struct Done {
    code: Option<i32>,
    out: String,
    err: String,
}

fn run(args: &[&str], folder: &Path) -> Done {
    let program = env!("CARGO_BIN_EXE_nianbao");
    let done = Command::new(program).arg("rollup").args(args).current_dir(folder).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Done { code: done.status.code(), out: text(done.stdout), err: text(done.stderr) }
}

/// A folder of three towns: a draft, a text document and one that is broken.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let town = |name: &str| draft("2014", name, Scope::Own, &[("收到申请数", "6"), ("网络申请数", "6")]);
    fs::create_dir(folder.path().join("报送")).unwrap();
    drafts::save(&folder.path().join("报送/金塘镇.nianbao"), &town("金塘镇")).unwrap();
    drafts::save(&folder.path().join("报送/沙溪镇.nianbao"), &town("沙溪镇")).unwrap();
    fs::write(folder.path().join("报送/石桥乡.nianbao"), "(format: 2, edition: \"2014").unwrap();
    fs::write(folder.path().join("报送/.~lock"), "x").unwrap();
    let roster = "单位名称,上级,电话\n金塘镇,青山县,1\n沙溪镇,青山县,2\n白云乡,青山县,3\n石桥乡,青山县,4\n";
    fs::write(folder.path().join("名册.csv"), roster).unwrap();
    folder
}

#[test]
fn a_folder_becomes_a_whole_and_a_bad_file_stops_nothing() {
    let folder = folder();
    let done = run(
        &[
            "报送",
            "--roster",
            "名册.csv",
            "-o",
            "报送/汇总.nianbao",
            "--keep-roster",
            "明年.名册",
            "--long",
            "各单位.csv",
        ],
        folder.path(),
    );
    assert_eq!(done.code, Some(2), "{}{}", done.out, done.err);
    assert!(done.err.starts_with("石桥乡.nianbao 第 1 行") && done.err.lines().count() == 1, "{}", done.err);
    for line in [
        "青山县　2014 年度　汇总　2014 版式\n",
        "应报 4 个单位：已报 2　未报 1　读不出 1\n",
        "  白云乡：还没有报来，请催报\n",
        "已存为 报送/汇总.nianbao\n",
    ] {
        assert!(done.out.contains(line), "{line}\n{}", done.out);
    }
    let whole = drafts::open(&folder.path().join("报送/汇总.nianbao")).unwrap();
    assert_eq!((whole.scope(), shown(&whole, "收到申请数").as_str()), (Scope::RolledUp, "12"));
    assert_eq!(whole.sources().unwrap().units.len(), 4);
    let long = fs::read_to_string(folder.path().join("各单位.csv")).unwrap();
    assert!(long.contains("沙溪镇,2014,2014,收到申请数,6\r\n"), "{long}");
    assert_eq!(long.lines().count(), 1 + 2 * 58);

    // Again, with the roster that was kept: the 汇总 in the folder is not taken for a unit's.
    fs::remove_file(folder.path().join("报送/石桥乡.nianbao")).unwrap();
    let args = ["报送", "--roster", "明年.名册", "-o", "报送/汇总.nianbao", "--json"];
    let again = run(&args, folder.path());
    assert_eq!(again.code, Some(2));
    assert!(again.err.contains("已有同名文件"), "{}", again.err);
    let again = run(&[&args[..], &["--force"]].concat(), folder.path());
    let answer: serde_json::Value = serde_json::from_str(&again.out).unwrap();
    assert_eq!((again.code, again.err.as_str()), (Some(0), ""));
    assert_eq!(answer["counts"]["已报"], 2);
    assert_eq!(answer["sums"]["收到申请数"]["value"], "12");
    assert_eq!(answer["units"][0]["unit"], "金塘镇");
}

#[test]
fn what_cannot_be_is_told_in_one_line() {
    let folder = folder();
    let check = |args: &[&str], expected: &str| {
        let done = run(args, folder.path());
        assert_eq!((done.code, done.out.as_str()), (Some(2), ""));
        assert!(done.err.contains(expected) && done.err.lines().count() == 1, "{}", done.err);
    };
    check(&[], "缺少各单位报来的文件或文件夹");
    check(&["没有"], "没有：找不到");
    check(&["报送", "--roster", "报送/金塘镇.nianbao"], "名册");
    check(&["报送/石桥乡.nianbao"], "没有一份文件读得出年度和数字。如 石桥乡.nianbao");
    check(&["报送", "--edition", "2020"], "没有“2020”版式");
}
