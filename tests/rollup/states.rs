//! How each unit stands, and the one thing that helps.

use nianbao::draft::{Draft, Edit, Entry, Origin, Scope, Value};
use nianbao::error::Error;
use nianbao::export;
use nianbao::form::editions;
use nianbao::rollup::{Collection, Looked, Roster, StateKind, Target};

use crate::{collection, draft, looked, roster, shown};

/// Six applications of one way, and what the form needs beside them.
const SIX: [(&str, &str); 2] = [("收到申请数", "6"), ("网络申请数", "6")];

fn town(name: &str) -> Draft {
    draft("2014", name, Scope::Own, &SIX)
}

fn whole(name: &str) -> Draft {
    draft("2014", name, Scope::RolledUp, &SIX)
}

/// The lines as `单位 状态 文件`, and what 收到申请数 comes to.
fn check(collection: &Collection, expected: &[&str], sum: &str) {
    let lines: Vec<String> = collection
        .units()
        .iter()
        .map(|unit| format!("{} {} {}", unit.name, unit.state.kind().name(), unit.file).trim().to_owned())
        .collect();
    assert_eq!(lines, expected);
    assert_eq!(shown(&collection.draft().unwrap(), "收到申请数"), sum);
}

#[test]
fn every_expected_unit_has_a_line() {
    let files = vec![looked("b.nianbao", &town("沙溪镇")), looked("a.nianbao", &town("金塘镇"))];
    let collection = collection("2014", &["金塘镇", "沙溪镇", "白云乡"], files);
    check(&collection, &["金塘镇 已报 a.nianbao", "沙溪镇 已报 b.nianbao", "白云乡 未报"], "12");
    assert_eq!(collection.units()[2].sentence(), "还没有报来，请催报");
    assert_eq!(collection.counts()[&StateKind::In], 2);
}

#[test]
fn a_form_without_a_figure_is_told_and_not_counted() {
    let files = vec![
        looked("a.nianbao", &town("金塘镇")),
        looked("b.nianbao", &draft("2014", "沙溪镇", Scope::Own, &[])),
    ];
    let collection = collection("2014", &["金塘镇", "沙溪镇"], files);
    check(&collection, &["金塘镇 已报 a.nianbao", "沙溪镇 空表 b.nianbao"], "6");
    assert_eq!(collection.units()[1].sentence(), "表里一个数也没有填，请退回单位填报；没有发生的要填 0");
    let mends = export::mends(&collection).unwrap();
    let blank: Vec<&str> =
        mends.iter().filter(|mend| mend.unit == "沙溪镇").map(|mend| mend.problem.as_str()).collect();
    assert_eq!(blank, ["表里一个数也没有填"]);
}

#[test]
fn a_unit_that_came_twice_counts_when_one_is_chosen() {
    let files = vec![looked("旧.nianbao", &town("金塘镇")), looked("新.nianbao", &town("金塘镇"))];
    let mut collection = collection("2014", &["金塘镇"], files);
    check(&collection, &["金塘镇 重复报送 新.nianbao", "金塘镇 重复报送 旧.nianbao"], "");
    collection.choose("新.nianbao");
    check(&collection, &["金塘镇 已报 新.nianbao", "金塘镇 未选用 旧.nianbao"], "6");
    collection.choose("旧.nianbao");
    check(&collection, &["金塘镇 未选用 新.nianbao", "金塘镇 已报 旧.nianbao"], "6");
    collection.take_up([], &["旧.nianbao".to_owned()]);
    check(&collection, &["金塘镇 已报 新.nianbao"], "6");
}

#[test]
fn what_is_of_another_year_or_edition_is_not_counted() {
    let mut old = town("金塘镇");
    old.apply(Edit::ReportYear(2013)).unwrap();
    let form = editions::named("2019").unwrap();
    let other = Draft::new(form, 2014, "沙溪镇");
    let files = vec![looked("a.nianbao", &old), looked("b.nianbao", &other)];
    let collection = collection("2014", &["金塘镇", "沙溪镇"], files);
    check(&collection, &["金塘镇 年度不符 a.nianbao", "沙溪镇 版式不符 b.nianbao"], "");
    assert_eq!(collection.units()[0].sentence(), "报来的是 2013 年度的，请单位重新报送");
}

#[test]
fn an_unreadable_file_is_named_and_keeps_its_unit_from_being_called_missing() {
    let broken =
        Looked { file: "金塘镇年报.docx".to_owned(), found: Err(Error::new("文件已损坏")) };
    let files = vec![broken, looked("b.nianbao", &town("沙溪镇"))];
    let collection = collection("2014", &["金塘镇", "沙溪镇"], files);
    check(&collection, &["金塘镇 读不出 金塘镇年报.docx", "沙溪镇 已报 b.nianbao"], "6");
    assert_eq!(collection.units()[0].sentence(), "文件已损坏");
}

#[test]
fn failing_checks_are_counted_and_told() {
    let failing =
        draft("2014", "金塘镇", Scope::Own, &[("工作人员数", "3"), ("专职人员数", "1"), ("兼职人员数", "1")]);
    let collection = collection("2014", &["金塘镇"], vec![looked("a.nianbao", &failing)]);
    check(&collection, &["金塘镇 审核不符 a.nianbao"], "");
    assert_eq!(shown(&collection.draft().unwrap(), "工作人员数"), "3");
    let faults = &collection.units()[0].found.as_ref().unwrap().faults;
    assert!(faults.iter().any(|fault| fault.place == "工作人员数" && fault.sentence.contains("差 1")));
}

#[test]
fn a_name_that_is_near_is_a_question() {
    let files = vec![looked("a.nianbao", &town("金塘镇政府"))];
    let mut collection = collection("2014", &["金塘镇人民政府"], files);
    check(&collection, &["金塘镇人民政府 未报", "金塘镇政府 不在名册 a.nianbao"], "");
    assert_eq!(collection.units()[1].sentence(), "名册里没有这个单位，是否为“金塘镇人民政府”？");
    collection.name("a.nianbao", "金塘镇人民政府");
    check(&collection, &["金塘镇人民政府 已报 a.nianbao"], "6");
    collection.name("a.nianbao", "");
    check(&collection, &["金塘镇人民政府 未报", "金塘镇政府 不在名册 a.nianbao"], "");
}

#[test]
fn brackets_spaces_and_aliases_do_not_make_another_unit() {
    let mut roster = roster(&["青山县农业农村局（乡村振兴局）"]);
    roster.units[0].aliases = vec!["青山县农业局".to_owned()];
    assert_eq!(roster.find("青山县农业农村局 (乡村振兴局)"), Some(0));
    assert_eq!(roster.find("青山县农业局"), Some(0));
    assert_eq!(roster.find("青山县农业"), None);
}

#[test]
fn own_figures_and_subordinate_units_make_the_whole_and_nothing_counts_twice() {
    let files = vec![
        looked("本级.nianbao", &town("青山县人民政府")),
        looked("金塘汇总.nianbao", &whole("金塘镇")),
        looked("金塘.nianbao", &town("金塘镇")),
        looked("金塘财政所.nianbao", &town("金塘镇财政所")),
        looked("上次.nianbao", &whole("青山县人民政府")),
    ];
    let units = ["金塘镇<青山县人民政府", "金塘镇财政所<金塘镇", "金塘镇水务站<金塘镇"];
    let collection = collection("2014", &units, files);
    let expected = [
        "金塘镇 已含在上级汇总 金塘.nianbao",
        "金塘镇 已报 金塘汇总.nianbao",
        "金塘镇财政所 已含在上级汇总 金塘财政所.nianbao",
        "金塘镇水务站 已含在上级汇总",
        "青山县人民政府 本级汇总稿 上次.nianbao",
        "青山县人民政府 已报 本级.nianbao",
    ];
    check(&collection, &expected, "12");
    assert_eq!(collection.roster().top(), Some("青山县人民政府"));
}

/// A figure is one that was read in the document.
fn import(draft: &mut Draft, key: &str) {
    let cell = draft.form().find(key).unwrap();
    let place = "沭阳.docx 表 2 第 14 行第 3 列".to_owned();
    let value = draft.value(cell).unwrap().clone();
    let key = draft.form().cell(cell).key.clone();
    draft.apply(Edit::entry(key, Some(Entry { value, origin: Origin::Imported { place } }))).unwrap();
}

/// A document with so many applications, and the draft that was made of it when they were `then`.
fn document_and_draft(now: &str, then: &str, open: u32) -> Vec<Looked> {
    let of = |count| {
        let figures = [("收到申请数", count), ("网络申请数", count), ("工作会议数", "2")];
        draft("2014", "沭阳县", Scope::Own, &figures)
    };
    let mut made = of(then);
    for key in ["收到申请数", "网络申请数", "工作会议数"] {
        import(&mut made, key);
    }
    let mut document = looked("报送/沭阳.docx", &of(now));
    let mut found = (*document.found.as_ref().unwrap()[0]).clone();
    (found.is_draft, found.open) = (false, open);
    document.found = Ok(vec![found.into()]);
    vec![document, looked("沭阳.nianbao", &made)]
}

#[test]
fn a_document_that_was_corrected_since_is_another() {
    let twice = ["沭阳县 重复报送 报送/沭阳.docx", "沭阳县 重复报送 沭阳.nianbao"];
    let replaced = ["沭阳县 已转为底稿 报送/沭阳.docx", "沭阳县 已报 沭阳.nianbao"];
    check(&collection("2014", &["沭阳县"], document_and_draft("705", "705", 0)), &replaced, "705");
    let mut corrected = collection("2014", &["沭阳县"], document_and_draft("888", "705", 0));
    check(&corrected, &twice, "");
    let told = export::mends(&corrected).unwrap();
    assert!(told[0].problem.contains("沭阳.docx 是 888，沭阳.nianbao 是 705"), "{told:#?}");
    corrected.choose("报送/沭阳.docx");
    check(&corrected, &["沭阳县 已报 报送/沭阳.docx", "沭阳县 未选用 沭阳.nianbao"], "888");
    // What the person decided at the import is blank in the document still.
    check(&collection("2014", &["沭阳县"], document_and_draft("", "705", 1)), &replaced, "705");
    check(&collection("2014", &["沭阳县"], document_and_draft("", "705", 0)), &twice, "");
    // A figure typed over by hand is no correction of the document.
    let mut files = document_and_draft("705", "705", 0);
    let figures = [("收到申请数", "706"), ("网络申请数", "706"), ("工作会议数", "2")];
    let mut made = draft("2014", "沭阳县", Scope::Own, &figures);
    import(&mut made, "工作会议数");
    files[1] = looked("沭阳.nianbao", &made);
    check(&collection("2014", &["沭阳县"], files), &replaced, "706");
}

#[test]
fn a_document_gives_way_to_the_draft_made_of_it() {
    let mut made = town("金塘镇");
    let place = "金塘镇年报.docx 表 2 第 14 行第 3 列".to_owned();
    let entry = Entry { value: Value::Number(6.into()), origin: Origin::Imported { place } };
    let key = made.form().cell(made.form().find("收到申请数").unwrap()).key.clone();
    made.apply(Edit::entry(key, Some(entry))).unwrap();
    let mut document = looked("报送/金塘镇年报.docx", &town("金塘镇"));
    let mut found = (*document.found.as_ref().unwrap()[0]).clone();
    found.is_draft = false;
    found.open = 2;
    document.found = Ok(vec![found.into()]);
    let alone = collection("2014", &["金塘镇"], vec![document.clone()]);
    check(&alone, &["金塘镇 待确认 报送/金塘镇年报.docx"], "");
    let both = collection("2014", &["金塘镇"], vec![document, looked("金塘镇.nianbao", &made)]);
    check(&both, &["金塘镇 已转为底稿 报送/金塘镇年报.docx", "金塘镇 已报 金塘镇.nianbao"], "6");
}

#[test]
fn without_a_roster_every_agency_is_taken_as_it_comes() {
    let files = vec![looked("a.nianbao", &town("金塘镇")), looked("b.nianbao", &town(""))];
    let target = Target::of_most(&files, &Roster::default()).unwrap();
    assert_eq!((target.year, target.form.edition.as_str(), target.agency.as_str()), (2014, "2014", ""));
    check(
        &Collection::new(Roster::default(), target, files),
        &["金塘镇 已报 a.nianbao", "不在名册 b.nianbao"],
        "6",
    );
}
