//! A figure that is no number is in no sum: the list, the command line and the letter say so.

use std::process::Command;

use nianbao::draft::Scope;
use nianbao::export;
use nianbao::store::drafts;

use crate::{collection, draft, looked, shown};

const BOUGHT: &str = "政府集中采购.采购总金额";

#[test]
fn a_unit_whose_figure_is_left_out_is_not_simply_in() {
    let files = vec![
        looked("甲镇.nianbao", &draft("2019", "甲镇", Scope::Own, &[(BOUGHT, "12")])),
        looked("乙镇.nianbao", &draft("2019", "乙镇", Scope::Own, &[(BOUGHT, "3万元")])),
    ];
    let all = collection("2019", &["甲镇", "乙镇"], files);
    assert_eq!(shown(&all.draft().unwrap(), BOUGHT), "3万元");
    let sentences: Vec<String> = all.units().iter().map(|unit| unit.sentence()).collect();
    assert!(sentences[0].ends_with("；有 1 项读不成数字，没有计入汇总"), "{sentences:?}");
    assert!(!sentences[1].contains("读不成数字"), "{sentences:?}");
    let mends = export::mends(&all).unwrap();
    let told: Vec<_> = mends.iter().filter(|mend| mend.problem.contains("没有计入汇总")).collect();
    assert_eq!((told.len(), told[0].unit.as_str(), told[0].now.as_str()), (1, "甲镇", "12"));
    assert_eq!(told[0].due, "写明元或万元的金额");
}

#[test]
fn text_among_the_counts_is_not_said_to_be_counted() {
    let typed = [("工作人员数", "1e5"), ("收到申请数", "3")];
    let all =
        collection("2014", &["甲镇"], vec![looked("a.nianbao", &draft("2014", "甲镇", Scope::Own, &typed))]);
    let sentence = all.units()[0].sentence();
    assert!(sentence.starts_with("审核不符") && !sentence.contains("数字已计入汇总"), "{sentence}");
    assert!(sentence.ends_with("有 1 项读不成数字，没有计入汇总，其余已计入"), "{sentence}");
    // The check that fails says it: once is enough.
    let mends = export::mends(&all).unwrap();
    assert_eq!(mends.iter().filter(|mend| mend.now == "1e5").count(), 1, "{mends:#?}");
}

#[test]
fn the_command_line_tells_what_is_left_out() {
    let folder = tempfile::tempdir().unwrap();
    for (town, typed) in [("甲镇", "12"), ("乙镇", "约3")] {
        let draft = draft("2019", town, Scope::Own, &[(BOUGHT, typed)]);
        drafts::save(&folder.path().join(format!("{town}.nianbao")), &draft).unwrap();
    }
    let run = |more: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_nianbao"));
        let done = command.arg("rollup").arg(".").args(more).current_dir(folder.path()).output().unwrap();
        String::from_utf8(done.stdout).unwrap()
    };
    let answer: serde_json::Value = serde_json::from_str(&run(&["--json"])).unwrap();
    let sum = &answer["sums"][BOUGHT];
    assert_eq!((&sum["value"], &sum["texts"]), (&serde_json::Value::Null, &2.into()), "{answer}");
    assert_eq!(sum["ask"], "2 个单位填的读不成数字，没有计入");
    let of_town = answer["units"].as_array().unwrap().iter().find(|line| line["unit"] == "甲镇").unwrap();
    assert_eq!(of_town["not_added"][BOUGHT], "12");
    let text = run(&[]);
    assert!(text.contains("读不成数字、没有计入汇总（2 处）\n"), "{text}");
    assert!(text.contains("  甲镇　") && text.contains("采购总金额：12\n"), "{text}");
}
