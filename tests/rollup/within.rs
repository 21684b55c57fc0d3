//! Whose figures are in whose 汇总: nothing counts twice, and nothing is lost for bearing a common name.

use nianbao::draft::{Draft, Scope};
use nianbao::form::editions;
use nianbao::rollup::{Collection, Looked, Roster};

use crate::{collection, draft, looked, roster, shown, target};

fn office(name: &str, count: &str) -> Draft {
    draft("2014", name, Scope::Own, &[("收到申请数", count), ("网络申请数", count)])
}

/// A county's 汇总 of these offices.
fn county(name: &str, offices: &[(&str, &str)]) -> Draft {
    let files = offices.iter().map(|(office_name, count)| looked(office_name, &office(office_name, count)));
    let form = editions::named("2014").unwrap();
    Collection::new(Roster::default(), target(&form, name), files).draft().unwrap()
}

/// How each stands, and what 收到申请数 comes to.
fn check(collection: &Collection, expected: &[(&str, &str)], sum: &str) {
    let units = collection.units().iter();
    let states: Vec<(&str, &str)> =
        units.map(|unit| (unit.file.as_str(), unit.state.kind().name())).collect();
    assert_eq!(states, expected);
    assert_eq!(shown(&collection.draft().unwrap(), "收到申请数"), sum);
}

/// 甲县 was added up from its 教育局 and 财政局; the city has a 教育局 of its own.
fn city() -> Vec<Looked> {
    let county = county("甲县", &[("教育局", "5"), ("财政局", "7")]);
    vec![looked("甲县.nianbao", &county), looked("市教育局.nianbao", &office("教育局", "100"))]
}

#[test]
fn a_roster_that_says_who_collects_decides_by_itself() {
    let expected = [("甲县.nianbao", "已报"), ("市教育局.nianbao", "已报")];
    check(&collection("2014", &["甲县<某市", "教育局<某市"], city()), &expected, "112");
    check(&collection("2014", &["甲县<某市", "教育局"], city()), &expected, "112");
    let expected = [("甲县.nianbao", "已报"), ("市教育局.nianbao", "已含在上级汇总")];
    check(&collection("2014", &["甲县<某市", "教育局<甲县"], city()), &expected, "12");
}

#[test]
fn without_it_other_figures_under_a_name_are_a_question() {
    let mut city =
        Collection::new(roster(&["甲县", "教育局"]), target(&editions::named("2014").unwrap(), ""), city());
    check(&city, &[("甲县.nianbao", "已报"), ("市教育局.nianbao", "可能重复计算")], "12");
    assert_eq!(
        city.units()[1].sentence(),
        "“甲县”的汇总里可能已有这份数字，先不计入汇总；没有的请选用这一份，或者在名册里写明上级"
    );
    let wanted = city.draft().unwrap().sources().unwrap().wanted().join("、");
    assert_eq!(wanted, "教育局", "what is left out is told by the 汇总");
    city.choose("市教育局.nianbao");
    check(&city, &[("甲县.nianbao", "已报"), ("市教育局.nianbao", "已报")], "112");
}

#[test]
fn the_same_figures_under_a_name_are_in_the_whole() {
    let files = vec![
        looked("甲县.nianbao", &county("甲县", &[("教育局", "5"), ("财政局", "7")])),
        looked("教育局.nianbao", &office("教育局", "5")),
    ];
    let all = Collection::new(Roster::default(), target(&editions::named("2014").unwrap(), "某市"), files);
    check(&all, &[("教育局.nianbao", "已含在上级汇总"), ("甲县.nianbao", "已报")], "12");
}

#[test]
fn two_that_are_each_in_the_other_do_not_both_vanish() {
    let files = vec![
        looked("甲县.nianbao", &county("甲县", &[("乙县", "5")])),
        looked("乙县.nianbao", &county("乙县", &[("甲县", "5")])),
    ];
    let expected = [("甲县.nianbao", "可能重复计算"), ("乙县.nianbao", "可能重复计算")];
    check(&collection("2014", &["甲县", "乙县"], files.clone()), &expected, "");
    let mut circle = collection("2014", &["甲县<乙县", "乙县<甲县"], files);
    check(&circle, &expected, "");
    circle.choose("甲县.nianbao");
    check(&circle, &[("甲县.nianbao", "已报"), ("乙县.nianbao", "已含在上级汇总")], "5");
}

#[test]
fn a_blank_whole_hides_nobodys_figures() {
    let files = vec![
        looked("本级.nianbao", &office("甲县", "9")),
        looked("汇总.nianbao", &draft("2014", "甲县", Scope::RolledUp, &[])),
        looked("金塘镇.nianbao", &office("金塘镇", "2")),
    ];
    let expected =
        [("本级.nianbao", "已报"), ("汇总.nianbao", "空表"), ("金塘镇.nianbao", "已报"), ("", "未报")];
    check(&collection("2014", &["甲县<某市", "金塘镇<甲县", "沙溪镇<甲县"], files), &expected, "11");
}
