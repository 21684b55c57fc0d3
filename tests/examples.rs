//! The examples hold the figures that the agencies published, and so do their PDFs, cell for cell.
//!
//! `truth/*.json` was read from the published reports by hand: label path to figure; a blank cell is
//! null or absent. The PDFs are made by the program itself and read back by foreign tools.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use nianbao::draft::{self, Draft};
use nianbao::form::{CellId, Content, Table};
use nianbao::report::{compose, templates};
use nianbao::typeset::{FontBook, Page, Part, lay_out};
use serde_json::Value;
use tempfile::TempDir;

/// Agency and year, with what an export ends with: 1 for figures that fail a 强制 check.
const EXAMPLES: [(&str, i32); 5] = [
    ("金塘镇-2018", 0),
    ("杭州市发展和改革委员会-2018", 1),
    ("随县人民政府-2017", 0),
    ("德阳市人民政府办公室-2018", 0),
    ("沭阳县人民政府-2025", 0),
];

/// The largest a report may be, in bytes.
const LARGEST: usize = 400 * 1024;

fn path(of: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(of)
}

fn draft(name: &str) -> Draft {
    let text = fs::read_to_string(path(&format!("examples/{name}.nianbao"))).expect("an example");
    draft::read(&text).unwrap_or_else(|fault| panic!("{name}: {fault}"))
}

/// The published figures by label path; a blank cell has none.
fn truth(name: &str) -> BTreeMap<String, String> {
    let text = fs::read_to_string(path(&format!("tests/truth/{name}.json"))).expect("its figures");
    let values: BTreeMap<String, Value> = serde_json::from_str(&text).expect("paths with figures");
    let stated = values.into_iter().filter(|(_, value)| !value.is_null());
    stated.map(|(path, value)| (path, value.to_string())).collect()
}

/// The cells that stand in tables: 58 in 2014, 200 in 2021.
fn cells(draft: &Draft) -> Vec<CellId> {
    let cells: Vec<CellId> = draft.form().ids().filter(|id| !draft.form().is_fact(*id)).collect();
    assert_eq!(cells.len(), if draft.form().edition == "2014" { 58 } else { 200 });
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
    let said = export(&path(&format!("examples/{name}.nianbao")), &file);
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

fn is_figure(word: &&str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    match word.split_once('.') {
        Some((whole, decimals)) => digits(whole) && digits(decimals),
        None => digits(word),
    }
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
        while lines.next_if(|words| *words == head).is_some() {}
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

/// The figures of one table of 2021, every cell filled: each row's figures in one line, its label in that
/// line and the lines around.
fn figures_of_2021(draft: &Draft, table: &Table, lines: &[Vec<&str>]) -> BTreeMap<String, String> {
    let form = draft.form();
    let shown = |words: &Vec<&str>| words.iter().rev().take_while(|word| is_figure(word)).count();
    let places: Vec<usize> = (0..lines.len()).filter(|line| shown(&lines[*line]) > 0).collect();
    let rows: Vec<Row> = rows(table).into_iter().filter(|row| !row.cells.is_empty()).collect();
    assert_eq!(places.len(), rows.len(), "{}: rows with figures in\n{lines:#?}", table.name);
    let mut figures = BTreeMap::new();
    for (index, (row, place)) in rows.iter().zip(&places).enumerate() {
        let (words, count) = (&lines[*place], shown(&lines[*place]));
        assert_eq!(count, row.cells.len(), "{}: {words:?}", row.label);
        for (id, figure) in row.cells.iter().zip(&words[words.len() - count..]) {
            figures.insert(form.cell(*id).path.clone(), (*figure).to_owned());
        }
        let begin = index.checked_sub(1).map_or(0, |before| places[before] + 1);
        let end = places.get(index + 1).map_or(lines.len(), |after| *after);
        let mut label = row.label.clone();
        for word in lines[begin..end].iter().flatten() {
            take(&mut label, word);
        }
        assert!(label.is_empty(), "{}: “{label}” is not beside {words:?}", row.label);
    }
    figures
}

#[test]
fn the_printed_table_of_2014_holds_what_was_published() {
    for (name, _) in EXAMPLES.into_iter().filter(|(name, _)| !name.ends_with("2025")) {
        let draft = draft(name);
        let (_folder, file) = exported(name);
        let text = ask("pdftotext", &["-layout"], &file);
        same_in_every_cell(name, &draft, &figures_of_2014(&draft, &text));
    }
}

#[test]
fn the_printed_tables_of_2021_hold_what_was_published() {
    let name = "沭阳县人民政府-2025";
    let draft = draft(name);
    let (_folder, file) = exported(name);
    let text = ask("pdftotext", &["-layout"], &file);
    let headings = [
        "二、主动公开政府信息情况",
        "三、收到和处理政府信息公开申请情况",
        "四、政府信息公开行政复议、行政诉讼情况",
        "五、存在的主要问题及改进情况",
    ];
    let mut figures = BTreeMap::new();
    for (table, heading) in draft.form().tables.iter().zip(headings.windows(2)) {
        let lines = lines_between(&text, heading[0], heading[1]);
        figures.extend(figures_of_2021(&draft, table, &lines));
    }
    assert_eq!(figures.len(), 200);
    same_in_every_cell(name, &draft, &figures);
}

#[test]
fn a_wrong_figure_on_the_page_is_noticed() {
    let name = "金塘镇-2018";
    let draft = draft(name);
    let (_folder, file) = exported(name);
    let text = ask("pdftotext", &["-layout"], &file);
    let right = figures_of_2014(&draft, &text);
    // Each figure in turn, at the end of the line of its own label.
    let mut noticed = 0;
    for line in
        text.lines().filter(|line| line.split_whitespace().last().is_some_and(|word| is_figure(&word)))
    {
        let wrong = figures_of_2014(&draft, &text.replacen(line, &format!("{line}7"), 1));
        let differ = right.iter().filter(|(path, figure)| wrong.get(*path) != Some(figure)).count();
        assert_eq!(differ, 1, "{line}");
        noticed += 1;
    }
    assert_eq!(noticed, right.len());
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
