//! A county's sixty units in three formats, with ten faults planted among them: all ten are found, and nothing else.
//! What the office gives back is opened again: by its XML, and by LibreOffice, which adds up every total anew.

#[path = "sheets/calc.rs"]
mod calc;
mod county;
#[path = "sheets/workbook.rs"]
mod workbook;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::OnceLock;

use county::{COLLECTOR, County, Planted, YEAR};
use nianbao::draft::{self, Draft};
use nianbao::export::{Mend, letters, long_csv, mend_list, mends, units_table};
use nianbao::form::CellId;
use nianbao::report::{Block, Template, compose, plain_text, templates};
use nianbao::rollup::{Collection, Target};
use nianbao::store::units;
use rust_decimal::Decimal;
use workbook::{Book, Held};

/// The county on disk and as it is looked at, made once.
struct Office {
    county: County,
    folder: tempfile::TempDir,
    collection: Collection,
    mends: Vec<Mend>,
}

fn office() -> &'static Office {
    static OFFICE: OnceLock<Office> = OnceLock::new();
    OFFICE.get_or_init(|| {
        let county = County::new();
        let folder = tempfile::tempdir().unwrap();
        let sent = folder.path().join("报来");
        fs::create_dir_all(sent.join("年报")).unwrap();
        for file in &county.sent {
            fs::write(sent.join(&file.file), &file.bytes).unwrap();
        }
        let roster = folder.path().join("名册.csv");
        fs::write(&roster, &county.roster).unwrap();
        let roster = units::read_roster(&roster).unwrap();
        let listed = units::list(&[sent], &[]).unwrap();
        let looked = units::look_at_all(&listed, &units::Progress::default());
        let target = Target::of_most(&looked, &roster).unwrap();
        assert_eq!((target.agency.as_str(), target.year), (COLLECTOR, YEAR));
        let collection = Collection::new(roster, target, looked);
        let mends = mends(&collection).unwrap();
        Office { county, folder, collection, mends }
    })
}

/// What is told of the unit with that fault.
fn told(planted: Planted) -> Vec<&'static Mend> {
    let office = office();
    let (unit, _) = office.county.planted.iter().find(|(_, fault)| **fault == planted).unwrap();
    office.mends.iter().filter(|mend| mend.unit == *unit).collect()
}

/// The one thing told: place, what stands there, what it should be.
fn check(planted: Planted, problem: &str, expected: [&str; 3]) {
    let told = told(planted);
    let [mend] = told.as_slice() else { panic!("{planted:?}: {told:#?}") };
    assert!(mend.problem.contains(problem), "{planted:?}: {}", mend.problem);
    assert_eq!([mend.place.as_str(), &mend.now, &mend.due], expected, "{planted:?}");
    assert!(mend.action.contains('请'), "{}", mend.action);
}

#[test]
fn ten_units_have_something_to_mend_and_no_other() {
    let office = office();
    assert_eq!((office.county.units.len(), office.county.planted.len()), (60, 10));
    let found: BTreeSet<&str> = office.mends.iter().map(|mend| mend.unit.as_str()).collect();
    let planted: BTreeSet<&str> = office.county.planted.keys().map(String::as_str).collect();
    assert_eq!(found, planted, "{:#?}", office.mends);
    let counts: BTreeMap<&str, usize> =
        office.collection.counts().into_iter().map(|(kind, count)| (kind.name(), count)).collect();
    let expected = [
        ("已报", 53),
        ("审核不符", 1),
        ("待确认", 1),
        ("未报", 1),
        ("重复报送", 2),
        ("年度不符", 1),
        ("版式不符", 1),
        ("读不出", 1),
    ];
    assert_eq!(counts, BTreeMap::from(expected));
}

#[test]
fn each_fault_is_told_with_its_place_and_both_numbers() {
    let cases = "四、政府信息公开行政复议、行政诉讼情况　行政复议·总计";
    let active = "二、主动公开政府信息情况　行政许可·处理决定";
    check(Planted::Missing, "还没有报来", ["整份报告", "未报", "2025 年度"]);
    check(Planted::WrongYear, "报来的是 2024 年度的", ["年度", "2024 年度", "2025 年度"]);
    check(
        Planted::WrongEdition,
        "用的是 2019 版式",
        ["版式", "2019 版式", "2021 版式（国办公开办函〔2021〕30号）"],
    );
    check(Planted::Unreadable, "损坏", ["整个文件", "读不出", "打得开的完整文件"]);
    let [failing] = told(Planted::FailingSum)[..] else { panic!() };
    let (now, due): (u64, u64) = (failing.now.parse().unwrap(), failing.due.parse().unwrap());
    assert_eq!((failing.place.as_str(), now), (cases, due + 1));
    assert!(failing.action.starts_with("两边相差 1，"), "{}", failing.action);
    check(Planted::BlankForZero, "6 格空白", [&told(Planted::BlankForZero)[0].place, "（空白）", "0"]);
    assert!(told(Planted::BlankForZero)[0].place.contains("国家秘密·自然人"));
    let [jump] = told(Planted::TenfoldJump)[..] else { panic!() };
    assert_eq!(
        (jump.place.as_str(), jump.due.as_str()),
        (active, &*format!("属实的说明原因（上年 {}）", &jump.now[..jump.now.len() - 1]))
    );
    check(Planted::LastYearsFigures, "与上年完全相同", ["各表", "44 处与上年相同", "本年的数"]);
    let twice = told(Planted::Twice);
    assert_eq!(twice.len(), 1, "{twice:#?}");
    assert_eq!(twice[0].place, active);
    let (first, second) = twice[0].now.split_once('、').unwrap();
    assert!(twice[0].problem.contains(&format!("（修改）.docx 是 {second}")), "{}", twice[0].problem);
    assert_eq!(second.parse::<i64>().unwrap() - first.parse::<i64>().unwrap(), 7);
    let rough: Vec<&str> = told(Planted::OpenQuestions).iter().map(|mend| mend.now.as_str()).collect();
    assert_eq!(rough, ["10", "30", "2"]);
}

#[test]
fn the_sums_are_those_of_the_units_that_count() {
    let office = office();
    let form = &office.collection.target().form;
    let sums = office.collection.sums();
    for id in form.ids().filter(|id| !form.is_fact(*id)) {
        let key = form.cell(id).key.as_str();
        assert_eq!(sums.sums()[id.index()].total, office.county.sums[key], "{key}");
    }
}

#[test]
fn every_unit_gets_a_text_that_can_be_sent() {
    let office = office();
    let letters = letters(&office.collection, &office.mends);
    let of = |planted: Planted| {
        let (unit, _) = office.county.planted.iter().find(|(_, fault)| **fault == planted).unwrap();
        letters.iter().find(|letter| letter.unit == *unit).unwrap()
    };
    assert_eq!(letters.len(), 10);
    let failing = of(Planted::FailingSum);
    let first = told(Planted::FailingSum)[0];
    assert!(failing.text.starts_with("临云县应急管理局：\n　　你单位报来的2025年度"), "{}", failing.text);
    assert!(
        failing
            .text
            .contains(&format!("行政复议·总计：填的是 {}，按勾稽关系应为 {}。", first.now, first.due))
    );
    assert!(failing.text.ends_with("　临云县人民政府\n") && failing.contact.starts_with("填报员"));
    assert!(of(Planted::Missing).text.contains("还没有收到。请尽快报送 2025 年度"));
    assert!(!failing.text.contains("。。"), "{}", failing.text);
}

#[test]
fn the_list_of_what_to_mend_is_one_workbook() {
    let office = office();
    let bytes = mend_list(&office.collection, &office.mends).unwrap();
    let book = Book::read(&bytes);
    let sheet = &book.sheets[0];
    let head: Vec<String> = (0..6).map(|column| sheet.at(0, column).shown().to_owned()).collect();
    assert_eq!(head, ["单位", "问题", "位置", "现在的数", "应当", "怎么办"]);
    assert!(sheet.name == "补正事项" && sheet.xml.contains("<autoFilter") && sheet.xml.contains("<pane"));
    for (row, mend) in (1..).zip(&office.mends) {
        let line = [&mend.unit, &mend.problem, &mend.place, &mend.now, &mend.due, &mend.action];
        for (column, text) in (0..).zip(line) {
            assert_eq!(sheet.at(row, column).shown(), text);
        }
        let row_of = sheet.xml.split(&format!("<row r=\"{}\"", row + 1)).nth(1).unwrap();
        let height = row_of.split("ht=\"").nth(1).and_then(|rest| rest.split('"').next());
        let height: f64 = height.unwrap().parse().unwrap();
        assert!(height > 15.0 && (mend.action.chars().count() <= 20 || height > 30.0), "row {row}: {height}");
        let is_number = mend.now.parse::<f64>().is_ok();
        assert_eq!(sheet.at(row, 3).is_number(), is_number, "{}", mend.now);
    }
    assert_eq!(sheet.at(office.mends.len() as u32 + 1, 0), Held::Nothing);
    assert!(bytes == mend_list(&office.collection, &office.mends).unwrap(), "the same bytes");
}

#[test]
fn the_table_of_all_units_adds_up_in_a_spreadsheet() {
    let office = office();
    let form = &office.collection.target().form;
    let cells: Vec<CellId> = form.ids().filter(|id| !form.is_fact(*id)).collect();
    let bytes = units_table(&office.collection, &cells).unwrap();
    let book = Book::read(&bytes);
    let sheet = &book.sheets[0];
    assert_eq!(sheet.at(0, 3).shown(), form.cell(cells[0]).name);
    assert_eq!([sheet.at(2, 1).shown(), sheet.at(2, 2).shown()], ["临云县发展和改革局", "已报"]);
    // A unit that sent nothing has a line without figures; so has one that sent two.
    assert_eq!(["未报", "重复报送"].map(|state| lines_with(sheet, state)), [1, 1]);
    let totals = 2 + 60;
    assert!(matches!(sheet.at(totals, 3), Held::Formula(formula, _) if formula.contains("SUM(D3:D62)")));
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("各单位.xlsx"), workbook::without_results(&bytes)).unwrap();
    calc::to_csv(folder.path());
    let text = fs::read_to_string(folder.path().join("各单位-各单位.csv")).unwrap();
    let rows = calc::cells(&text);
    for (column, id) in (3..).zip(&cells) {
        let cell = form.cell(*id);
        let shown: Decimal = rows[totals as usize][column].parse().unwrap();
        assert_eq!(shown, office.county.sums[cell.key.as_str()], "{}", cell.key);
    }
}

fn lines_with(sheet: &workbook::Sheet, state: &str) -> usize {
    (2..62).filter(|row| sheet.at(*row, 2).shown() == state).count()
}

#[test]
fn the_long_csv_keeps_blank_and_zero_apart() {
    let office = office();
    let bytes: Vec<u8> = long_csv(&office.collection).flat_map(Result::unwrap).collect();
    let text = String::from_utf8(bytes).unwrap();
    assert!(
        text.starts_with("\u{FEFF}单位,版式,年度,指标,数值\r\n临云县发展和改革局,2021,2025,规章.制发,0\r\n")
    );
    let form = &office.collection.target().form;
    let rows = calc::cells(&text);
    assert_eq!(rows.len(), 1 + office.collection.counted().count() * form.cells.len());
    let blank = told(Planted::BlankForZero)[0];
    let of_blank = |key: &str| {
        let row = rows.iter().find(|row| row[0] == blank.unit && row[3] == key).unwrap();
        row[4].clone()
    };
    assert_eq!(
        (of_blank("申请.国家秘密.自然人"), of_blank("申请.国家秘密.总计")),
        (String::new(), "0".into())
    );
    let mut sums: BTreeMap<&str, Decimal> = BTreeMap::new();
    for row in rows.iter().skip(1).filter(|row| !row[4].is_empty()) {
        *sums.entry(&row[3]).or_default() += row[4].parse::<Decimal>().unwrap();
    }
    office.county.sums.iter().filter(|(key, _)| form.find(key).is_some()).for_each(|(key, sum)| {
        // Facts outside the tables do not travel in every format.
        if !form.is_fact(form.find(key).unwrap()) {
            assert_eq!(sums[key.as_str()], *sum, "{key}");
        }
    });
}

#[test]
fn the_report_tells_the_largest_units_shares_and_only_of_a_汇总() {
    let draft = office().collection.draft().unwrap();
    let told = words(&draft);
    let at = told.find("按收到申请的单位分，临云县").unwrap_or_else(|| panic!("{told}"));
    let sentence = told[at..].split('。').next().unwrap();
    assert_eq!(sentence.matches("件（占").count(), 5, "{sentence}");
    assert!(sentence.contains("，其余") && sentence.ends_with('件'), "{sentence}");
    let (unit, _) =
        office().county.planted.iter().find(|(_, fault)| **fault == Planted::TenfoldJump).unwrap();
    let own = office().folder.path().join("报来").join(format!("{unit}.nianbao"));
    let own = draft::read(&fs::read_to_string(own).unwrap()).unwrap();
    assert!(!words(&own).contains("按收到申请的单位分"));
}

fn words(draft: &Draft) -> String {
    let template = templates::for_form(draft.form()).unwrap();
    let document = compose(draft, template).unwrap();
    let texts = document.blocks.iter().map(|block| match block {
        Block::Paragraph(runs) => runs.iter().map(|run| run.text.as_str()).collect(),
        _ => String::new(),
    });
    texts.collect::<Vec<_>>().join("\n")
}

#[test]
fn the_command_writes_all_of_it() {
    let office = office();
    let folder = tempfile::tempdir().unwrap();
    let run = |more: &[&str]| {
        Command::new(env!("CARGO_BIN_EXE_nianbao"))
            .current_dir(folder.path())
            .arg("rollup")
            .arg(office.folder.path().join("报来"))
            .arg("--roster")
            .arg(office.folder.path().join("名册.csv"))
            .args(more)
            .output()
            .unwrap()
    };
    let files =
        ["--mend", "补正.xlsx", "--letters", "补正.txt", "--table", "各单位.xlsx", "--long", "长表.csv"];
    let cells = ["--cells", "申请.新收.总计,行政许可.处理决定", "-o", "汇总.nianbao"];
    let output = run(&[&files[..], &cells[..]].concat());
    let said = String::from_utf8_lossy(&output.stdout);
    // One file could not be read; all the rest is written.
    assert_eq!(output.status.code(), Some(2), "{said}{}", String::from_utf8_lossy(&output.stderr));
    let read =
        |name: &str| fs::read(folder.path().join(name)).unwrap_or_else(|_| panic!("no {name}: {said}"));
    assert_eq!(read("长表.csv"), long_csv(&office.collection).flat_map(Result::unwrap).collect::<Vec<u8>>());
    assert_eq!(Book::read(&read("各单位.xlsx")).sheets[0].at(0, 4).shown(), "行政许可·处理决定");
    assert_eq!(Book::read(&read("补正.xlsx")).sheets[0].at(1, 0).shown(), office.mends[0].unit);
    let text = String::from_utf8(read("补正.txt")).unwrap();
    assert!(text.starts_with("──── 1. 临云县") && text.contains("──── 10. "), "{text}");
    assert!(Path::new(&folder.path().join("汇总.nianbao")).is_file());
    // What is there is not written over.
    let again = run(&["--long", "长表.csv"]);
    assert!(String::from_utf8_lossy(&again.stderr).contains("已有同名文件，没有覆盖"));
    let wrong = run(&["--table", "另存.xlsx", "--cells", "申请.新收.总记"]);
    assert!(String::from_utf8_lossy(&wrong.stderr).contains("是否为“申请.新收.总计”？"));
}

#[test]
fn a_section_of_the_report_tells_the_units_shares() {
    let office = office();
    let draft = office.collection.draft().unwrap();
    let template = templates::named("2021-分单位").unwrap();
    assert_eq!(Template::check(template, draft.form()), []);
    let report = compose(&draft, template).unwrap();
    let (_, blocks) = report.sections.iter().find(|(name, _)| name == "各单位情况").unwrap();
    let told: Vec<String> = report.blocks[blocks.clone()]
        .iter()
        .filter_map(|block| match block {
            Block::Paragraph(runs) => Some(plain_text(runs)),
            _ => None,
        })
        .collect();
    let applications = told.iter().find(|text| text.starts_with("全年新收政府信息公开申请")).unwrap();
    let total = draft.shown(draft.form().find("申请.新收.总计").unwrap()).unwrap();
    let parts = applications.matches("（占").count();
    assert!(parts > 10 && applications.ends_with('。'), "{total}: {applications}");
    // An agency that is no 汇总 has no units to tell of.
    let own = Draft::new(draft.form().clone(), 2025, "金塘镇人民政府");
    let report = compose(&own, template).unwrap();
    let words = |block: &Block| matches!(block, Block::Paragraph(runs) if plain_text(runs) == "本报告没有分单位的数字。");
    assert!(report.blocks.iter().any(words));
}
