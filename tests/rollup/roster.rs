//! The roster: whose name is whose, and which lines are units.

use std::fs;

use nianbao::draft::Scope;
use nianbao::rollup::{Expected, Roster};
use nianbao::store::units;

use crate::{collection, draft, looked};

fn read(text: &str) -> Roster {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("名册.csv");
    fs::write(&file, text).unwrap();
    units::read_roster(&file).unwrap()
}

#[test]
fn a_unit_of_its_own_name_goes_before_anothers_alias() {
    let roster = read("单位名称,别名\n甲镇,乙镇\n乙镇,\n");
    assert_eq!((roster.find("甲镇"), roster.find("乙镇")), (Some(0), Some(1)));
    let sent =
        |name| looked(name, &draft("2014", name, Scope::Own, &[("收到申请数", "1"), ("网络申请数", "1")]));
    let mut all = collection("2014", &[], vec![sent("甲镇"), sent("乙镇")]);
    all.expect(roster);
    let lines: Vec<_> =
        all.units().iter().map(|unit| (unit.file.as_str(), unit.state.kind().name())).collect();
    assert_eq!(lines, [("甲镇", "已报"), ("乙镇", "已报")]);
}

#[test]
fn an_alias_of_two_units_names_neither() {
    let roster = read("单位名称,别名\n甲县教育局,教育局、甲教\n乙县教育局,教育局\n");
    assert_eq!((roster.find("教育局"), roster.find("甲教")), (None, Some(0)));
}

#[test]
fn a_line_that_counts_the_others_is_no_unit() {
    let check = |text: &str| {
        let names: Vec<String> = read(text).units.into_iter().map(|unit| unit.name).collect();
        assert_eq!(names, ["甲镇", "乙镇"], "{text}");
    };
    check("某县2025年应报单位名册,\n序号,单位名称\n1,甲镇\n2,乙镇\n合计,2\n");
    check("单位名称,电话\n甲镇,1\n乙镇,2\n合 计,2\n");
    check("甲镇\n乙镇\n总计\n");
}

/// Each unit was once held against every other: hours for as many as a roster may name.
#[test]
fn the_longest_roster_has_its_top_at_once() {
    let unit = |at: usize| Expected { name: format!("第{at}村"), ..Expected::default() };
    let mut roster = Roster { units: (0..200_000).map(unit).collect() };
    assert_eq!(roster.top(), None);
    roster.units[199_999].parent = "第5村".to_owned();
    assert_eq!(roster.top(), Some("第5村"));
}
