//! The examples hold the figures that the agencies published, and so do their PDFs, cell for cell.
//!
//! `truth/*.json` was read from the published reports by hand: label path to figure; a blank cell is
//! null or absent. The PDFs are made by the program itself and read back by foreign tools.

mod printed;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use nianbao::check::{self, Outcome, Standing};
use nianbao::draft::{self, Draft};
use nianbao::form::{CellId, Content, Table};
use nianbao::report::{compose, templates};
use nianbao::typeset::{FontBook, Page, Part, lay_out};
use printed::{Word, between, is_figure};
use serde_json::Value;
use tempfile::TempDir;

/// Agency and year, with what an export ends with: 1 for figures that fail a 强制 check.
const EXAMPLES: [(&str, i32); 8] = [
    ("金塘镇-2018", 0),
    ("杭州市发展和改革委员会-2018", 1),
    ("随县人民政府-2017", 0),
    ("德阳市人民政府办公室-2018", 0),
    ("沭阳县人民政府-2025", 0),
    ("上海市人民政府办公厅-2019", 0),
    ("上海市科学技术委员会-2024", 1),
    (ANONYMISED, 0),
];

/// A whole city with its name taken away: a test only, no example for the user.
const ANONYMISED: &str = "测试市-2025";

/// The largest a report may be, in bytes.
const LARGEST: usize = 400 * 1024;

fn path(of: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(of)
}

fn file_of(name: &str) -> PathBuf {
    let folder = if name == ANONYMISED { "tests/truth" } else { "examples" };
    path(&format!("{folder}/{name}.nianbao"))
}

fn draft(name: &str) -> Draft {
    let text = fs::read_to_string(file_of(name)).expect("an example");
    draft::read(&text).unwrap_or_else(|fault| panic!("{name}: {fault}"))
}

/// The published figures by label path; a blank cell has none.
fn truth(name: &str) -> BTreeMap<String, String> {
    let text = fs::read_to_string(path(&format!("tests/truth/{name}.json"))).expect("its figures");
    let values: BTreeMap<String, Value> = serde_json::from_str(&text).expect("paths with figures");
    let stated = values.into_iter().filter(|(_, value)| !value.is_null());
    let words = |value: Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    stated.map(|(path, value)| (path, words(value))).collect()
}

/// The cells that stand in tables.
fn cells(draft: &Draft) -> Vec<CellId> {
    let cells: Vec<CellId> = draft.form().ids().filter(|id| !draft.form().is_fact(*id)).collect();
    let expected = match draft.form().edition.as_str() {
        "2014" => 58,
        "2019" => 198,
        _ => 200,
    };
    assert_eq!(cells.len(), expected);
    cells
}

fn same_in_every_cell(name: &str, draft: &Draft, found: &BTreeMap<String, String>) {
    let truth = truth(name);
    let mut faults = Vec::new();
    for id in cells(draft) {
        let path = &draft.form().cell(id).path;
        let (expected, found) = (truth.get(path), found.get(path));
        if expected != found {
            faults.push(format!("{path}: {found:?}, published {expected:?}"));
        }
    }
    assert!(faults.is_empty(), "{name}\n{}", faults.join("\n"));
    // A path that the form does not know would never be compared.
    let known = |path: &&String| draft.form().cells.iter().any(|cell| cell.path == **path);
    assert!(truth.keys().all(|path| known(&path)), "{name}: a path of the truth is not in the form");
}

/// Runs the program as a clerk's script would.
fn export(draft: &Path, to: &Path) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_nianbao"));
    command.env_remove("CARGO").arg("export").arg(draft).arg("-o").arg(to);
    command.output().expect("the program starts")
}

/// An example's PDF in a folder of its own.
fn exported(name: &str) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join(format!("{name}.pdf"));
    let said = export(&file_of(name), &file);
    let expected = EXAMPLES.iter().find(|(example, _)| *example == name).map(|(_, code)| *code);
    assert_eq!(said.status.code(), expected, "{name}: {}", String::from_utf8_lossy(&said.stderr));
    (folder, file)
}

/// What a tool says of a file. A missing tool fails the test: a check that is skipped is none.
fn ask(tool: &str, arguments: &[&str], file: &Path) -> String {
    let mut command = Command::new(tool);
    command.args(arguments).arg(file);
    // pdftotext writes to a file unless told otherwise.
    command.args((tool == "pdftotext").then_some("-"));
    let output = command.output();
    let output = output
        .unwrap_or_else(|fault| panic!("{tool} 没有安装（{fault}）：先运行 ./check，它会安装测试所需的工具"));
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    assert!(output.status.success(), "{tool}: {}{}", text(&output.stdout), text(&output.stderr));
    text(&output.stdout)
}

// ── The drafts

#[test]
fn a_draft_holds_what_was_published() {
    for (name, _) in EXAMPLES {
        let draft = draft(name);
        let form = draft.form();
        let held =
            cells(&draft).into_iter().filter_map(|id| Some((form.cell(id).path.clone(), draft.shown(id)?)));
        same_in_every_cell(name, &draft, &held.collect());
    }
}

// ── The files

#[test]
fn an_exported_report_is_a_sound_file() {
    for (name, code) in EXAMPLES {
        let (_folder, file) = exported(name);
        let said = ask("qpdf", &["--check"], &file);
        assert!(said.contains("No syntax or stream encoding errors"), "{name}: {said}");

        let said = ask("pdffonts", &[], &file);
        let fonts: Vec<&str> = said.lines().skip(2).collect();
        assert!(fonts.len() >= 4, "{name}: {said}");
        for font in fonts {
            // Its encoding, then: embedded, only the characters used, can be copied as text.
            assert!(font.contains("Identity-H       yes yes yes"), "{name}: {font}");
        }

        let bytes = fs::read(&file).expect("the report");
        assert!(bytes.len() <= LARGEST, "{name}: {} bytes", bytes.len());
        let (_again, file) = exported(name);
        assert!(bytes == fs::read(&file).expect("the report"), "{name}: two exports differ");

        let text = ask("pdftotext", &["-layout"], &file);
        assert_eq!(text.contains("草稿"), code == 1, "{name}");
    }
}

#[test]
fn an_exported_report_says_its_title_and_language() {
    for (name, _) in EXAMPLES {
        let (_folder, file) = exported(name);
        let (agency, year) = name.rsplit_once('-').expect("agency and year");
        let said = ask("pdfinfo", &[], &file);
        let title = said.lines().find_map(|line| line.strip_prefix("Title:")).unwrap_or_default();
        assert_eq!(title.trim(), format!("{agency}{year}年政府信息公开工作年度报告"));
        let pdf = lopdf::Document::load(&file).expect("a PDF");
        let language = pdf.catalog().and_then(|catalog| catalog.get(b"Lang")?.as_str());
        assert_eq!(language.ok(), Some(b"zh-CN".as_slice()), "{name}");
    }
}

// ── The printed tables

/// The lines of text under a heading, up to the next one, without page numbers and marks.
fn lines_between<'a>(text: &'a str, from: &str, to: &str) -> Vec<Vec<&'a str>> {
    let heading = |line: &str, wanted: &str| line.split_whitespace().collect::<String>() == wanted;
    let lines = text.lines().skip_while(|line| !heading(line, from)).skip(1);
    let lines = lines.take_while(|line| to.is_empty() || !heading(line, to));
    let words = lines.map(|line| line.split_whitespace().collect::<Vec<_>>());
    let is_running = |words: &[&str]| {
        let line = words.concat();
        line.starts_with('—') && line.ends_with('—') || line.starts_with("草稿（")
    };
    let lines: Vec<_> = words.filter(|words| !words.is_empty() && !is_running(words)).collect();
    assert!(!lines.is_empty(), "there is no “{from}” in\n{text}");
    lines
}

/// A row of a table: what stands before its figures, its unit, its cells.
#[derive(Default)]
struct Row {
    label: String,
    unit: String,
    cells: Vec<CellId>,
}

/// The rows of a table that have a label or a figure, from the top.
fn rows(table: &Table) -> Vec<Row> {
    let mut rows: BTreeMap<u16, Row> = BTreeMap::new();
    for placed in &table.grid.boxes {
        let row = rows.entry(placed.row).or_default();
        match &placed.content {
            // A side head stands beside several rows and belongs to none.
            Content::Label { text, .. } => row.label.extend(text.chars().filter(|c| !c.is_whitespace())),
            Content::Unit(unit) => row.unit = unit.clone(),
            Content::Number(id) => row.cells.push(*id),
            Content::Head(_) | Content::Side(_) | Content::Nothing => {}
        }
    }
    rows.into_values().filter(|row| !row.label.is_empty() || !row.cells.is_empty()).collect()
}

/// Takes from the front of a label what a word of the page shows of it.
fn take(label: &mut String, word: &str) -> bool {
    let rest = label.strip_prefix(word).map(str::to_owned);
    if let Some(rest) = &rest {
        label.clone_from(rest);
    }
    rest.is_some()
}

/// The figures of the 2014 table: label, unit and figure in one line, a wrapped label in the lines around.
fn figures_of_2014(draft: &Draft, text: &str) -> BTreeMap<String, String> {
    let form = draft.form();
    let mut lines = lines_between(text, "政府信息公开情况统计表", "").into_iter().peekable();
    let mut figures = BTreeMap::new();
    let head = ["统计指标", "单位", "统计数"];
    while lines.next_if(|words| *words != head).is_some() {}
    for row in rows(&form.tables[0]) {
        while lines.next_if(|words| *words == head || *words == ["（续表）"]).is_some() {}
        let (mut label, mut seen_unit, mut shown) = (row.label.clone(), false, Vec::new());
        while !label.is_empty() || !seen_unit {
            let words = lines.next().unwrap_or_else(|| panic!("the table ends before {}", row.label));
            for word in &words {
                if seen_unit || !take(&mut label, word) {
                    match seen_unit {
                        false if *word == row.unit => seen_unit = true,
                        true if is_figure(word) => shown.push(*word),
                        // The rest of a label under the line of its unit.
                        true if take(&mut label, word) => {}
                        _ => panic!("{}: “{word}” in {words:?}", row.label),
                    }
                }
            }
        }
        match (row.cells.as_slice(), shown.as_slice()) {
            ([], []) => {}
            ([id], shown @ ([] | [_])) => {
                let path = &form.cell(*id).path;
                let name = path.rsplit('/').next().unwrap_or_default();
                assert!(row.label.starts_with(name), "{path} is printed as {}", row.label);
                figures.extend(shown.iter().map(|figure| (path.clone(), (*figure).to_owned())));
            }
            _ => panic!("{}: {shown:?}", row.label),
        }
    }
    let after: String = lines.flatten().collect();
    assert!(after.starts_with("单位负责人："), "the whole table was read, then comes “{after}”");
    figures
}

/// The figures of the three tables of 2019 or 2021.
fn figures_of_2021(draft: &Draft, words: &[Word]) -> BTreeMap<String, String> {
    let headings = [
        "二、主动公开政府信息情况",
        "三、收到和处理政府信息公开申请情况",
        "四、政府信息公开行政复议、行政诉讼情况",
        "五、存在的主要问题及改进情况",
    ];
    let parts = draft.form().tables.iter().zip(headings.windows(2));
    let figures = parts.flat_map(|(table, heading)| {
        printed::figures(draft.form(), table, between(words, heading[0], heading[1]))
    });
    figures.collect()
}

/// Names of the examples of the editions that have one table, or three.
fn examples_with(tables: usize) -> impl Iterator<Item = &'static str> {
    EXAMPLES.into_iter().map(|(name, _)| name).filter(move |name| draft(name).form().tables.len() == tables)
}

#[test]
fn the_printed_table_of_2014_holds_what_was_published() {
    for name in examples_with(1) {
        let draft = draft(name);
        let (_folder, file) = exported(name);
        let text = printed::text(&printed::words(&ask("pdftotext", &["-bbox"], &file)));
        same_in_every_cell(name, &draft, &figures_of_2014(&draft, &text));
    }
}

#[test]
fn the_printed_tables_of_2019_and_2021_hold_what_was_published() {
    for (name, filled) in [
        ("沭阳县人民政府-2025", 200),
        ("上海市人民政府办公厅-2019", 63),
        ("上海市科学技术委员会-2024", 199),
        (ANONYMISED, 200),
    ] {
        let draft = draft(name);
        let (_folder, file) = exported(name);
        let figures = figures_of_2021(&draft, &printed::words(&ask("pdftotext", &["-bbox"], &file)));
        assert_eq!(figures.len(), filled, "{name}");
        same_in_every_cell(name, &draft, &figures);
    }
    assert_eq!(examples_with(3).count(), 4);
}

#[test]
fn a_wrong_figure_in_a_table_of_2019_is_noticed_and_so_is_one_in_the_wrong_cell() {
    let name = "上海市人民政府办公厅-2019";
    let draft = draft(name);
    let (_folder, file) = exported(name);
    let words = printed::words(&ask("pdftotext", &["-bbox"], &file));
    let right = figures_of_2021(&draft, &words);
    let table =
        between(&words, "三、收到和处理政府信息公开申请情况", "四、政府信息公开行政复议、行政诉讼情况");
    let mut noticed = 0;
    for figure in table.iter().filter(|word| is_figure(&word.text)) {
        let changed = |change: &dyn Fn(&mut Word)| {
            let mut words = words.clone();
            let same = |word: &&mut Word| (word.x, word.y) == (figure.x, figure.y);
            words.iter_mut().find(same).into_iter().for_each(change);
            figures_of_2021(&draft, &words)
        };
        let wrong = changed(&|word| word.text.push('7'));
        assert_eq!(right.iter().filter(|(path, figure)| wrong.get(*path) != Some(figure)).count(), 1);
        // A blank cell to its right, where there is one.
        let beside = |word: &Word| word.y == figure.y && (word.x - figure.x - 32.0).abs() < 12.0;
        if figure.x < 480.0 && !words.iter().any(beside) {
            assert_ne!(changed(&|word| word.x += 32.0), right, "{figure:?}");
            noticed += 1;
        }
    }
    assert!(noticed > 10, "{noticed}");
}

#[test]
fn a_wrong_figure_on_the_page_is_noticed() {
    let name = "金塘镇-2018";
    let draft = draft(name);
    let (_folder, file) = exported(name);
    let text = printed::text(&printed::words(&ask("pdftotext", &["-bbox"], &file)));
    let right = figures_of_2014(&draft, &text);
    // Each figure in turn, at the end of the line of its own label.
    let mut noticed = 0;
    for line in text.lines().filter(|line| line.split_whitespace().last().is_some_and(is_figure)) {
        let wrong = figures_of_2014(&draft, &text.replacen(line, &format!("{line}7"), 1));
        let differ = right.iter().filter(|(path, figure)| wrong.get(*path) != Some(figure)).count();
        assert_eq!(differ, 1, "{line}");
        noticed += 1;
    }
    assert_eq!(noticed, right.len());
}

// ── The check

/// What the check says of an example, but for what is in order: the relation or field with the outcome.
fn said(name: &str) -> Vec<String> {
    let draft = draft(name);
    let form = draft.form();
    let mut said: Vec<String> = Vec::new();
    for verdict in check::check(&draft) {
        let about = match verdict.relation() {
            Some(id) => form.relation(id).name.clone(),
            None => verdict.rule(form).id.clone(),
        };
        let outcome = match verdict.outcome {
            Outcome::Holds => continue,
            Outcome::Broken => "不符".to_owned(),
            Outcome::Open(carry) => format!("差{carry}未填"),
            // The examples know nothing of the year before.
            Outcome::Unknown if verdict.lacks_last_year(&draft) => continue,
            Outcome::Unknown => "未填齐".to_owned(),
        };
        let standing = verdict.standing(&draft);
        let standing = if standing == Standing::Fine { "" } else { standing.name() };
        said.push(format!("{about} {outcome} {standing}").trim_end().to_owned());
    }
    said
}

#[test]
fn the_check_finds_what_a_reader_of_each_report_found() {
    // The sums hold; 749 of the report's text is 713 + 36, and 74 is 61 + 3 + 10.
    assert_eq!(said("沭阳县人民政府-2025"), [""; 0]);
    assert_eq!(said(ANONYMISED), [""; 0]);
    // Row 四 has no total: 34 + 2 is 35 and a blank of 1.
    assert_eq!(said("上海市科学技术委员会-2024"), ["21-01[总计] 差1未填 不符", "21-03[结转下年] 未填齐"]);
    let draft = draft("上海市科学技术委员会-2024");
    let fails = |verdict: &check::Verdict| verdict.standing(&draft) == Standing::Fails;
    let found = check::check(&draft).into_iter().find(fails).expect("what fails");
    assert_eq!(check::sentence(&draft, &found), "两侧为 36 与 35，差 1；结转下年·总计未填");
}

#[test]
fn row_totals_left_blank_are_told_apart_from_wrong_ones() {
    let name = "上海市人民政府办公厅-2019";
    let said = said(name);
    // First and second item are still third and fourth, in all and for 自然人; nothing is wrong.
    assert!(!said.iter().any(|line| line.starts_with("21-01[总计]") || line.starts_with("21-01[自然人]")));
    assert!(!said.iter().any(|line| line.ends_with("不符") || line.ends_with("待核实")), "{said:#?}");
    // From 三（一） to 三（六） no row has its total, so no row can be summed.
    let draft = draft(name);
    let between = |path: &str| path.contains("/三、本年度办理结果/") && !path.contains("（七）");
    let rows = draft.form().cells.iter().filter(|cell| between(&cell.path) && cell.key.ends_with(".总计"));
    let rows: Vec<&str> = rows.filter_map(|cell| cell.key.split('.').nth(1)).collect();
    assert_eq!((rows.len(), rows.first(), rows.last()), (19, Some(&"予以公开"), Some(&"其他处理情形")));
    let unfilled = said.iter().filter_map(|line| line.strip_prefix("21-03[")?.strip_suffix("] 未填齐"));
    assert_eq!(unfilled.collect::<Vec<_>>(), rows);
    // The sum of purchases is known with its unit.
    let id = draft.form().find("政府集中采购.采购总金额").expect("a cell of 2019");
    assert_eq!(draft.shown(id).as_deref(), Some("251000元"));
    assert_eq!(draft.number(id).map(|sum| sum.normalize().to_string()).as_deref(), Some("25.1"));
}

// ── The lines

/// What may not begin a line, and what may not end one (避头尾).
const NEVER_FIRST: &str = "，。、；：？！）》”』";
const NEVER_LAST: &str = "（《“『";

#[test]
fn no_line_begins_or_ends_with_the_wrong_mark() {
    let fang = fs::read(path("assets/fonts/fandol/FandolFang-Regular.ttf")).expect("the body font");
    let fonts = FontBook::bundled(Some(fang)).expect("the bundled fonts");
    let (mut wrong, mut body, mut in_cells) = (Vec::new(), 0, 0);
    for (name, _) in EXAMPLES {
        let draft = draft(name);
        let template = templates::for_form(draft.form()).expect("a template for each form");
        let pages = lay_out(&compose(&draft, template).expect("a report"), &fonts);
        for line in pages.pages.iter().flat_map(Page::lines) {
            match line.part {
                Part::Body => body += 1,
                Part::Cell { .. } => in_cells += 1,
                _ => {}
            }
            let text = line.text();
            let text = text.trim();
            if text.starts_with(|c| NEVER_FIRST.contains(c)) || text.ends_with(|c| NEVER_LAST.contains(c)) {
                wrong.push(format!("{name}: {text}"));
            }
        }
    }
    assert!(body > 100 && in_cells > 900, "{body} lines of text, {in_cells} in tables");
    assert!(wrong.is_empty(), "{} lines\n{}", wrong.len(), wrong.join("\n"));
}

// ── What cannot be printed

#[test]
fn a_character_no_font_has_is_refused_with_its_place_before_anything_is_written() {
    let example = fs::read_to_string(path("examples/金塘镇-2018.nianbao")).expect("an example");
    let cases = [
        ("\"填报单位\": \"金塘镇\"", "\"填报单位\": \"金塘😀镇\"", "标题的“😀”"),
        ("回顾全年", "回顾😀全年", "正文第 6 段的“😀”"),
        (
            "\"网站公开数\": \"259\"",
            "\"网站公开数\": \"259😀\"",
            "正文第 2 段的“😀”、表“统计表”第 8 行的“😀”",
        ),
        ("\"单位简称\":", "\"审核人\": \"陈😀\", \"单位简称\":", "表“统计表”下方的“😀”"),
    ];
    for (from, to, place) in cases {
        assert!(example.contains(from), "{from}");
        let folder = tempfile::tempdir().expect("a folder");
        let (file, report) = (folder.path().join("底稿.nianbao"), folder.path().join("报告.pdf"));
        fs::write(&file, example.replacen(from, to, 1)).expect("a draft");
        let said = export(&file, &report);
        let words = String::from_utf8_lossy(&said.stderr);
        assert_eq!(said.status.code(), Some(2), "{words}");
        assert!(words.contains(place) && words.lines().count() == 1, "{words}");
        let left: Vec<_> = fs::read_dir(folder.path()).expect("the folder").flatten().collect();
        assert_eq!(left.len(), 1, "only the draft: {left:?}");

        // What stood there before stays as it was.
        fs::write(&report, "上年的报告").expect("a file");
        assert_eq!(export(&file, &report).status.code(), Some(2));
        assert_eq!(fs::read_to_string(&report).expect("the file"), "上年的报告");
    }
}
