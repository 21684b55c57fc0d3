//! The command line, as a clerk or a script calls it.

use std::ffi::OsStr;
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;

struct Ran {
    code: i32,
    out: String,
    err: String,
}

fn command() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_nianbao"));
    // As an installed program is called: not by cargo, and without a screen.
    command.current_dir(env!("CARGO_MANIFEST_DIR"));
    command.env_remove("CARGO").env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY");
    command
}

fn run(args: &[impl AsRef<OsStr>]) -> Ran {
    let output = command().args(args).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Ran { code: output.status.code().unwrap(), out: text(output.stdout), err: text(output.stderr) }
}

fn json(args: &[&str]) -> (i32, Value) {
    let ran = run(args);
    (ran.code, serde_json::from_str(&ran.out).unwrap())
}

/// The call must end with 2 and say just this on one line.
fn check_refused(args: &[&str], expected: &str) {
    let ran = run(args);
    assert_eq!(
        (ran.code, ran.out.as_str(), ran.err.as_str()),
        (2, "", format!("{expected}\n").as_str()),
        "{args:?}"
    );
}

const HANGZHOU: &str = "examples/杭州市发展和改革委员会-2018.nianbao";
const JINTANG: &str = "examples/金塘镇-2018.nianbao";
const SHUYANG: &str = "examples/沭阳县人民政府-2025.nianbao";

// ── check

#[test]
fn check_names_the_sum_that_does_not_close_and_its_blanks() {
    let ran = run(&["check", HANGZHOU]);
    assert_eq!((ran.code, ran.err.as_str()), (1, ""));
    let problems: Vec<&str> = ran.out.split("\n\n").collect();
    assert_eq!(
        problems[0],
        "examples/杭州市发展和改革委员会-2018.nianbao　杭州市发展和改革委员会　2018 年度　本级\n\
         不符 1 处　待核实 1 处　提示 8 处"
    );
    assert_eq!(
        problems[1],
        "不符（强制）14-01　收到申请数：收到申请数应等于当面、传真、网络、信函四种方式之和\n    \
         收到申请数 215 ≠ 213（当面申请数（未填）＋传真申请数（未填）＋网络申请数 68＋信函申请数 145）\n    \
         两侧为 215 与 213，差 2；当面申请数、传真申请数未填\n    \
         依据：表内结构推定（国办发〔2014〕32号统计表）"
    );
    assert!(
        problems[2].starts_with("待核实 14-18　申请答复数：申请答复数一般不大于收到申请数"),
        "{}",
        ran.out
    );
    assert!(problems[2].contains("两侧为 249 与 215，差 34"), "{}", ran.out);
}

#[test]
fn check_says_the_same_in_json() {
    let (code, reports) = json(&["check", HANGZHOU, "--json"]);
    assert_eq!(code, 1);
    let report = &reports[0];
    assert_eq!((&report["agency"], &report["year"]), (&"杭州市发展和改革委员会".into(), &2018.into()));
    assert_eq!((&report["fails"], &report["queries"], &report["hints"]), (&1.into(), &1.into(), &8.into()));
    let problem = &report["problems"][0];
    for (field, expected) in [
        ("rule", Value::from("14-01")),
        ("relation", "14-01".into()),
        ("level", "强制".into()),
        ("standing", "不符".into()),
        ("outcome", "open".into()),
        ("place", "收到申请数".into()),
        ("left", 215.into()),
        ("right", 213.into()),
        ("difference", 2.into()),
        ("blanks", vec!["当面申请数", "传真申请数"].into()),
        ("suspects", vec!["当面申请数", "传真申请数"].into()),
        ("cells", vec!["收到申请数", "当面申请数", "传真申请数", "网络申请数", "信函申请数"].into()),
        ("reason", Value::Null),
    ] {
        assert_eq!(problem[field], expected, "{field}");
    }
    let query = &report["problems"][1];
    assert_eq!((&query["rule"], &query["level"]), (&"14-18".into(), &"核实".into()));
    assert_eq!(
        (&query["left"], &query["right"], &query["outcome"]),
        (&249.into(), &215.into(), &"broken".into())
    );
}

#[test]
fn a_sound_draft_ends_with_0() {
    let ran = run(&["check", SHUYANG]);
    assert_eq!(ran.code, 0);
    assert!(ran.out.contains("没有发现问题"), "{}", ran.out);
}

#[test]
fn a_reason_moves_a_query_to_the_end_with_its_words() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("底稿.nianbao");
    let draft = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(HANGZHOU)).unwrap();
    let reasons = "    reasons: {\n        \"14-18\": (说明: \"其中34件为上年结转\", 数值: [\"249\", \"215\"]),\n    },\n)";
    std::fs::write(&path, draft.trim_end().trim_end_matches(')').to_owned() + reasons).unwrap();
    let ran = run(&[OsStr::new("check"), path.as_os_str()]);
    assert!(ran.out.contains("不符 1 处　提示 8 处　已说明 1 处"), "{}{}", ran.out, ran.err);
    let rules = ran.out.split("\n报告文字\n").next().unwrap();
    assert!(rules.ends_with("\n已说明（核实）14-18　申请答复数：其中34件为上年结转\n"), "{}", ran.out);
}

#[test]
fn check_ends_with_the_words_of_the_report_and_they_never_fail_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("底稿.nianbao");
    let draft = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(SHUYANG)).unwrap();
    std::fs::write(&path, draft.replace("\"成文日期\"", "\"填报日期\"")).unwrap();
    let path = path.to_str().unwrap();
    let ran = run(&["check", path]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let words = ran.out.split("\n\n报告文字\n").nth(1).unwrap();
    assert!(
        words.starts_with(
            "核实 DOC-06　成文日期：落款没有成文日期\n    请在“基本信息”填写成文日期\n提示 DOC-11　"
        ),
        "{words}"
    );
    let (code, reports) = json(&["check", "--json", path]);
    assert_eq!(code, 0);
    assert_eq!(
        reports[0]["findings"][0],
        serde_json::json!({
            "id": "DOC-06",
            "level": "核实",
            "place": "成文日期",
            "message": "落款没有成文日期",
            "advice": "请在“基本信息”填写成文日期",
        })
    );
    assert_eq!(reports[0]["findings"][1]["id"], "DOC-11");
}

#[test]
fn a_bad_file_does_not_hide_the_others() {
    let ran = run(&["check", "examples/没有.nianbao", HANGZHOU, SHUYANG]);
    assert_eq!(ran.code, 2);
    assert_eq!(ran.err, "examples/没有.nianbao：找不到这个文件。请核对文件夹和文件名\n");
    assert!(ran.out.contains("差 2") && ran.out.contains("没有发现问题"), "{}", ran.out);

    let (code, reports) = json(&["check", "--json", "examples/没有.nianbao", SHUYANG]);
    assert_eq!(code, 2);
    assert_eq!(reports[0]["file"], "examples/没有.nianbao");
    assert!(reports[0]["error"].as_str().unwrap().contains("找不到"));
    assert_eq!(reports[1]["problems"], Value::Array(Vec::new()));
    // The worst of several readable ones.
    assert_eq!(run(&["check", SHUYANG, HANGZHOU, JINTANG]).code, 1);
}

#[test]
fn bad_files_are_told_in_one_line() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("底稿.nianbao");
    let sample = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(JINTANG)).unwrap();
    let check = |content: &[u8], place: &str, expected: &str| {
        std::fs::write(&path, content).unwrap();
        check_refused(&["check", path.to_str().unwrap()], &format!("{}{place}：{expected}", path.display()));
    };
    check(
        sample.replace("format: 5", "format: 9").as_bytes(),
        " 第 2 行第 5 列",
        "这份底稿由较新版本的年报保存（格式 9，本程序只识别到 4）。请升级程序后再打开；文件未被改动",
    );
    check(b"{\"year\": 2018}", "", "这不是年报底稿。底稿文件以 .nianbao 结尾，由本程序保存");
    check(
        b"PK\x03\x04\xFF",
        "",
        "不是 UTF-8 编码的文字，不是年报底稿。底稿文件以 .nianbao 结尾，由本程序保存",
    );
    check(
        sample.replacen("\"收到申请数\"", "\"收到申請数\"", 1).as_bytes(),
        " 第 20 行第 9 列",
        "“收到申請数”不是 2014 版式的指标，是否为“收到申请数”？",
    );
    check_refused(&["check", "examples"], "examples：这是文件夹，不是底稿。请指明文件夹里的 .nianbao 文件");
}

// ── The call itself

#[test]
fn a_wrong_call_names_the_nearest_right_one() {
    check_refused(&["chekc", JINTANG], "没有“chekc”这个命令，是否为“check”？用法见 nianbao --help");
    check_refused(
        &["check", "--jsn"],
        "nianbao check：没有“--jsn”这个选项，是否为“--json”？用法见 nianbao check --help",
    );
    check_refused(&["check"], "nianbao check：缺少底稿。用法见 nianbao check --help");
    check_refused(&["new", "-x"], "nianbao new：没有“-x”这个选项。用法见 nianbao new --help");
    check_refused(&["forms", "2014"], "nianbao forms：多了“2014”。用法见 nianbao forms --help");
    check_refused(
        &["forms", "--json=1"],
        "nianbao forms：“--json”后面不能带“1”。用法见 nianbao forms --help",
    );
    check_refused(
        &[HANGZHOU, JINTANG],
        &format!("没有“{HANGZHOU}”这个命令。窗口一次只打开一份底稿；审核几份请用 nianbao check"),
    );
}

#[test]
fn every_command_has_its_help() {
    let whole = run(&["--help"]);
    assert_eq!((whole.code, whole.err.as_str()), (0, ""));
    for name in ["new", "check", "export", "forms"] {
        assert!(whole.out.contains(&format!("\n  {name} ")), "{}", whole.out);
        let help = run(&[name, "--help"]);
        assert_eq!(help.code, 0);
        assert!(help.out.contains(&format!("nianbao {name} ")), "{}", help.out);
        assert_eq!(run(&["help", name]).out, help.out);
    }
    assert_eq!(run(&["--version"]).out, format!("nianbao {}\n", env!("CARGO_PKG_VERSION")));
}

#[cfg(all(unix, not(target_os = "macos")))]
#[test]
fn without_a_display_the_window_names_the_command_instead() {
    for args in [&[][..], &[JINTANG]] {
        let ran = run(args);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""));
        assert!(ran.err.contains("没有图形界面"), "{}", ran.err);
        let export = "nianbao export examples/金塘镇-2018.nianbao -o 报告.pdf";
        assert!(ran.err.contains(export) && ran.err.lines().count() == 1, "{}", ran.err);
    }
    let by_cargo = command().env("CARGO", "cargo").output().unwrap();
    let said = String::from_utf8(by_cargo.stderr).unwrap();
    assert!(said.contains("cargo run --release -- export"), "{said}");
}

#[test]
fn a_reader_that_goes_away_is_no_panic() {
    let mut child =
        command().args(["forms", "--json"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), &b""[..]));
}

// ── export

fn is_pdf(path: &Path) -> bool {
    std::fs::read(path).is_ok_and(|bytes| bytes.starts_with(b"%PDF-") && bytes.len() > 10_000)
}

#[test]
fn export_writes_the_sample_report() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("报告.pdf");
    let args = ["export".as_ref(), JINTANG.as_ref(), "-o".as_ref(), path.as_os_str()];
    let ran = run(&args);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert!(ran.out.starts_with(&format!("已导出 {}：", path.display())), "{}", ran.out);
    assert!(is_pdf(&path));
    let first = std::fs::read(&path).unwrap();
    assert_eq!(run(&args).code, 0);
    assert_eq!(std::fs::read(&path).unwrap(), first, "the same draft gave other bytes");
}

#[test]
fn several_drafts_go_into_a_folder_and_a_broken_sum_makes_a_draft() {
    let folder = tempfile::tempdir().unwrap();
    let to = folder.path().to_str().unwrap();
    let ran = run(&["export", HANGZHOU, "examples/没有.nianbao", SHUYANG, SHUYANG, "-o", to]);
    assert_eq!(ran.code, 2);
    let said: Vec<&str> = ran.err.lines().collect();
    assert_eq!(
        said,
        [
            format!("{HANGZHOU}：有 1 处强制项不符，导出的报告每页标明“草稿”。详见 nianbao check {HANGZHOU}"),
            "examples/没有.nianbao：找不到这个文件。请核对文件夹和文件名".to_owned(),
            format!("{SHUYANG}：和 {SHUYANG} 会导出成同一个文件，没有导出。请分别导出，各指明文件名"),
        ]
    );
    assert!(is_pdf(&folder.path().join("杭州市发展和改革委员会-2018-年度报告.pdf")));
    assert!(is_pdf(&folder.path().join("沭阳县人民政府-2025-年度报告.pdf")));
}

#[test]
fn a_final_report_has_no_broken_sum() {
    let folder = tempfile::tempdir().unwrap();
    let ran = run(&["export", "--final", HANGZHOU, "-o", folder.path().to_str().unwrap()]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("有 1 处强制项不符，没有导出"), "{}", ran.err);
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

/// The files of a folder by name.
fn names(folder: &Path) -> Vec<String> {
    let name = |entry: std::io::Result<std::fs::DirEntry>| entry.unwrap().file_name().into_string().unwrap();
    let mut names: Vec<String> = std::fs::read_dir(folder).unwrap().map(name).collect();
    names.sort();
    names
}

#[test]
fn everything_goes_into_a_folder_under_names_that_say_what_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let ran = run(&["export", JINTANG, "--format", "全部", "-o", folder.path().to_str().unwrap()]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert_eq!(ran.out.lines().count(), 7, "{}", ran.out);
    let mut names = names(folder.path());
    let pages = names.iter().filter(|name| name.ends_with("页.png")).count();
    assert!(ran.out.contains(&format!("第1页.png 等 {pages} 个文件\n")), "{}", ran.out);
    names.retain(|name| !name.ends_with("页.png"));
    assert_eq!(
        names,
        [
            "金塘镇-2018-年度报告.docx",
            "金塘镇-2018-年度报告.html",
            "金塘镇-2018-年度报告.pdf",
            "金塘镇-2018-数据.csv",
            "金塘镇-2018-数据.json",
            "金塘镇-2018-统计表.xlsx",
        ]
    );
}

#[test]
fn a_review_sheet_is_no_workbook() {
    let folder = tempfile::tempdir().unwrap();
    let to = folder.path().to_str().unwrap();
    let ran = run(&["export", JINTANG, "--only", "报审单", "--format", "pdf,xlsx", "-o", to]);
    let refused = format!("{JINTANG}：报审单没有Excel 统计表。报审单请导出为 PDF、Word、网页或图片\n");
    assert_eq!((ran.code, ran.err), (2, refused));
    assert_eq!(names(folder.path()), ["金塘镇-2018-报审单.pdf"]);
    let ran = run(&["export", JINTANG, "--only", "报审单", "--format", "全部", "-o", to]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert_eq!(names(folder.path()).len(), 4);
}

#[test]
fn the_extension_says_the_format_and_only_says_what() {
    let folder = tempfile::tempdir().unwrap();
    let check = |file: &str, only: &str, begins: &[u8]| {
        let path = folder.path().join(file);
        let ran = run(&["export", JINTANG, "--only", only, "-o", path.to_str().unwrap()]);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{file}");
        assert!(ran.out.starts_with(&format!("已导出 {}", path.display())), "{}", ran.out);
        assert!(std::fs::read(&path).unwrap().starts_with(begins), "{file}");
    };
    check("统计表.XLSX.xlsx", "统计表", b"PK");
    check("空表.PDF", "空表", b"%PDF-");
    check("空表.html", "只要空表", b"<!DOCTYPE html>");
    check("报审单.docx", "报审单", b"PK");
    check("数据.csv", "全文", "\u{FEFF}".as_bytes());
    check("数据.json", "全文", b"{");
    assert_eq!(names(folder.path()).len(), 6, "nothing half written is left");
}

#[test]
fn export_never_writes_over_a_draft_and_asks_for_what_it_does_not_know() {
    let known = "pdf、docx、xlsx、html、png、csv、json";
    check_refused(
        &["export", JINTANG, "-o", JINTANG],
        &format!(
            "nianbao export：从“{JINTANG}”看不出格式，它也不是已有的文件夹。请写明扩展名，如 -o 报告.pdf；可用：{known}"
        ),
    );
    check_refused(
        &["export", JINTANG, "--format", "dox", "-o", "报告.pdf"],
        &format!("nianbao export：没有“dox”这种导出格式，是否为“docx”？可用：{known}、全部"),
    );
    check_refused(
        &["export", JINTANG, "--format", "docx", "-o", "报告.pdf"],
        "nianbao export：“报告.pdf”不是 .docx 文件，也不是已有的文件夹。请写成 .docx 文件，或者先建好文件夹",
    );
    check_refused(
        &["export", JINTANG, "--format", "pdf,docx", "-o", "报告.pdf"],
        "nianbao export：导出几种格式时，“报告.pdf”应是文件夹。请先建好这个文件夹",
    );
    check_refused(
        &["export", JINTANG, "--only", "封面", "-o", "报告.pdf"],
        "nianbao export：没有“封面”这种内容。可用：年度报告、统计表、空表、报审单",
    );
    check_refused(
        &["export", JINTANG, SHUYANG, "-o", "报告.pdf"],
        "nianbao export：导出几份底稿时，“报告.pdf”应是文件夹。请先建好这个文件夹",
    );
    check_refused(
        &["export", JINTANG, "-o", "没有/报告.pdf"],
        "没有/报告.pdf：文件夹不存在。请先建好文件夹，或换一个位置保存",
    );
    check_refused(
        &["export", JINTANG],
        "nianbao export：缺少导出位置（-o，如 -o 报告.pdf）。用法见 nianbao export --help",
    );
}

// ── forms

#[test]
fn forms_lists_every_cell_of_every_edition() {
    let (code, forms) = json(&["forms", "--json"]);
    assert_eq!(code, 0);
    let cells = |at: usize| forms[at]["cells"].as_array().unwrap().len();
    assert_eq!((cells(0), cells(1), cells(2)), (58, 198, 200));
    assert_eq!(forms[0]["years"], serde_json::json!([2014, 2018]));
    assert_eq!(forms[1]["years"], serde_json::json!([2019, 2020]));
    assert_eq!(forms[2]["years"], serde_json::json!([2021, null]));
    assert_eq!(
        forms[0]["cells"][0],
        serde_json::json!({
            "key": "主动公开政府信息数",
            "path": "一、主动公开情况/（一）主动公开政府信息数",
            "unit": "条",
            "kind": "Count",
        })
    );
    assert!(run(&["forms"]).out.contains("  收到申请数　件\n"));
}

// ── new

#[test]
fn new_makes_a_draft_that_check_reads() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("金塘镇-2018.nianbao");
    let path = path.to_str().unwrap();
    let ran = run(&["new", "--year", "2018", "--agency", "金塘镇", "-o", path]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert_eq!(ran.out, format!("已新建 {path}：金塘镇 2018 年度，2014 版式\n"));
    let (code, reports) = json(&["check", "--json", path]);
    assert_eq!((code, &reports[0]["agency"], &reports[0]["fails"]), (0, &"金塘镇".into(), &0.into()));

    check_refused(
        &["new", "--year", "2017", "--agency", "金塘镇", "-o", path],
        &format!("{path}：已有同名文件，没有覆盖。请换一个文件名；确要覆盖请加 --force"),
    );
    let forced = run(&["new", "--year", "2017", "--agency", "金塘镇", "--force", "-o", path]);
    assert_eq!(forced.code, 0, "{}", forced.err);
    assert_eq!(json(&["check", "--json", path]).1[0]["year"], 2017);
}

#[test]
fn new_says_which_years_an_edition_is_for() {
    let check = |rest: &[&str], expected: &str| {
        let args: Vec<&str> =
            ["new", "--agency", "金塘镇", "-o", "没有/a.nianbao"].iter().chain(rest).copied().collect();
        check_refused(&args, expected);
    };
    check(
        &["--edition", "2014", "--year", "2025"],
        "nianbao new：2014 版式用于 2014—2018 年度，不用于 2025 年度。2025 年度请用 2021 版式（--edition 可以不写）",
    );
    check(
        &["--year", "2013"],
        "nianbao new：没有用于 2013 年度的版式。本程序有：2014 版式用于 2014—2018 年度；2019 版式用于 2019—2020 年度；2021 版式用于 2021 年度起",
    );
    check(
        &["--edition", "2041", "--year", "2018"],
        "nianbao new：没有“2041”版式。本程序有：2014 版式用于 2014—2018 年度；2019 版式用于 2019—2020 年度；2021 版式用于 2021 年度起",
    );
    check(&["--year", "18"], "nianbao new：年度“18”不是年份。请写四位数字，如 --year 2018");
    check(&["--year", "2018"], "没有/a.nianbao：文件夹不存在。请先建好文件夹，或换一个位置保存");
    check_refused(
        &["new", "--year", "2018", "-o", "a.nianbao"],
        "nianbao new：缺少填报单位（--agency，如 --agency 金塘镇）。用法见 nianbao new --help",
    );
}

#[cfg(target_os = "linux")]
#[test]
fn a_disk_that_takes_no_more_leaves_the_old_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("金塘镇-2018.nianbao");
    std::fs::write(&path, "旧").unwrap();
    // A limit of no bytes per file stands for the full disk.
    let script = "trap '' XFSZ; ulimit -f 0; exec \"$0\" new --force --year 2018 --agency 金塘镇 -o \"$1\"";
    let mut shell = Command::new("sh");
    shell.args(["-c", script, env!("CARGO_BIN_EXE_nianbao")]).arg(&path);
    let output = shell.output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains("原文件未动") && said.contains("请换一个磁盘保存"), "{said}");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "旧");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "a temporary file was left");
}

// ── next-year, compare

#[test]
fn next_year_writes_the_new_draft_and_lists_what_stayed_behind() {
    let folder = tempfile::tempdir().unwrap();
    let new = folder.path().join("金塘镇-2019.nianbao");
    let done = run(&["next-year", JINTANG, "-o", new.to_str().unwrap()]);
    assert_eq!((done.code, done.err.as_str()), (0, ""));
    assert!(done.out.contains("金塘镇 2019 年度，2019 版式\n"), "{}", done.out);
    assert!(done.out.contains("项没有沿用：\n"), "{}", done.out);
    assert!(done.out.contains("六、举报投诉数量：上年 0，本年版式没有对应的指标"), "{}", done.out);
    let again = run(&["next-year", JINTANG, "-o", new.to_str().unwrap()]);
    assert_eq!(again.code, 2);
    assert!(again.err.contains("已有同名文件，没有覆盖"), "{}", again.err);
    // What still speaks of the old year is pointed out.
    let check = run(&["check", new.to_str().unwrap()]);
    assert!(check.out.contains("DOC-05"), "{}", check.out);
    check_refused(
        &["next-year", JINTANG],
        "nianbao next-year：缺少保存位置（-o，如 -o 金塘镇-2019.nianbao）。用法见 nianbao next-year --help",
    );
}

#[test]
fn compare_answers_scripts_with_keys_and_exact_numbers() {
    let (code, same) = json(&["compare", SHUYANG, SHUYANG, "--json"]);
    assert_eq!((code, same["figures"].as_array().unwrap().len()), (0, 0));
    let (_, other) = json(&["compare", JINTANG, SHUYANG, "--json"]);
    let figures = other["figures"].as_array().unwrap();
    let fee = figures.iter().find(|figure| figure["cell"] == "行政事业性收费.收费金额").unwrap();
    assert_eq!(fee["after"], "4068.208");
    assert!(run(&["compare", SHUYANG, SHUYANG]).out.ends_with("没有变化\n"));
    check_refused(
        &["compare", JINTANG],
        "nianbao compare：缺少要比较的两份底稿。用法见 nianbao compare --help",
    );
}
