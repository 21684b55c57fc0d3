//! DOC-08, DOC-12, DOC-13: what the report tells, slips of the pen.

use super::*;

#[test]
fn the_part_on_problems_says_something() {
    let check = |text: &str, expected: &[&str]| check_text("DOC-08", "问题与改进", text, expected);
    check("", &["核实 问题与改进：“五、存在的主要问题及改进情况”下面没有文字"]);
    check("无。", &["核实 问题与改进：“五、存在的主要问题及改进情况”只写了“无。”"]);
    check(
        "2018年，本镇不存在问题。",
        &["核实 问题与改进：“五、存在的主要问题及改进情况”只写了“2018年，本镇不存在问题。”"],
    );
    check(
        "公开栏更新不够及时，将加强培训。",
        &["提示 问题与改进：“五、存在的主要问题及改进情况”只有 14 个字"],
    );
    check(PROBLEMS, &[]);
}

#[test]
fn the_report_of_a_government_tells_of_its_duties() {
    let check = |kind: &str, text: &str, expected: &[&str]| {
        let mut draft = draft("2021");
        set_field(&mut draft, Field::AgencyKind, kind);
        set_text(&mut draft, "监督保障", text);
        assert_eq!(said(&findings(&draft), "DOC-12"), expected, "{kind} {text}");
    };
    check("人民政府", "做好日常检查。", &["核实 监督保障：报告没有提到工作考核、社会评议、责任追究"]);
    check("人民政府", "纳入绩效考核，满意度调查一次。", &["核实 监督保障：报告没有提到责任追究"]);
    check("人民政府", "纳入年度考评，开展评议，未发生问责情形。", &[]);
    check("政府部门", "做好日常检查。", &[]);
    // The 条例 of 2007 did not ask for it.
    let mut old = draft("2014");
    set_field(&mut old, Field::AgencyKind, "人民政府");
    set(&mut old, Year::This, "收到申请数", "0");
    assert_eq!(said(&findings(&old), "DOC-12"), [""; 0]);
}

/// raw/079 had 资金资金.
#[test]
fn doubled_words_and_stray_marks_are_told() {
    let check = |text: &str, expected: &[&str]| check_text("DOC-13", "主动公开", text, expected);
    check("公开专项资金资金使用情况。", &["提示 主动公开：“公开专项资金资金使用情况”里“资金”重复了"]);
    check("公开259条，，其中", &["提示 主动公开：“公开259条，，其中”里标点重复"]);
    check("见《条例第三条。", &["提示 主动公开：“见《条例第三条”里的“《”没有配对"]);
    check("上一年度年度报告（见《条例》（修订））里说：“好。”。", &[]);
}
