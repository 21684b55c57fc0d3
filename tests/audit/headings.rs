//! DOC-01, DOC-02: headings and the parts announced.

use super::*;

const HEADS_2021: &str = "## 一、总体情况\n## 二、主动公开政府信息情况\n## 三、收到和处理政府信息公开申请情况\n\
    ## 四、政府信息公开行政复议、行政诉讼情况\n## 五、存在的主要问题及改进情况\n## 六、其他需要报告的事项\n";

/// raw/063: after six parts the headings began again with 一, 二, 三; raw/062: 五 was lost.
#[test]
fn the_fixed_headings_stand_each_once_and_in_order() {
    let check = |heads: &str, expected: &[&str]| check_template("DOC-01", "2021", heads, expected);
    check(HEADS_2021, &[]);
    check(&HEADS_2021.replace("一、总体", "一、 总体"), &[]);
    check(
        &HEADS_2021.replace("五、存在的主要问题及改进情况", "五、存在问题及改进措施"),
        &["核实 五、存在问题及改进措施：标题“五、存在问题及改进措施”应为“五、存在的主要问题及改进情况”"],
    );
    check(
        &HEADS_2021.replace("## 五、存在的主要问题及改进情况\n", ""),
        &["核实 五、存在的主要问题及改进情况：缺少标题“五、存在的主要问题及改进情况”"],
    );
    check(
        &format!("{HEADS_2021}## 一、总体情况\n## 二、工作亮点\n"),
        &[
            "核实 一、总体情况：标题“一、总体情况”出现了 2 次",
            "核实 二、工作亮点：标题“二、工作亮点”不在规定的 6 个标题之内",
        ],
    );
    let mut lines: Vec<&str> = HEADS_2021.lines().collect();
    lines.swap(2, 3);
    check(
        &lines.join("\n"),
        &["核实 三、收到和处理政府信息公开申请情况：标题次序不对：\
           “三、收到和处理政府信息公开申请情况”应在“四、政府信息公开行政复议、行政诉讼情况”之前"],
    );
    check("正文。", &["核实 标题：报告没有规定的 6 个标题"]);
    // The form of 2014 fixes none.
    check_template("DOC-01", "2014", "## 一、概述\n## 二、公开情况\n", &[]);
}

#[test]
fn a_heading_pasted_with_its_text_would_be_printed_twice() {
    let expected = "核实 问题与改进：正文里又写了一遍标题“五、存在的主要问题及改进情况”，会印两次";
    for pasted in ["五、存在的主要问题及改进情况", "（五）存在的主要问题及改进情况："]
    {
        let expected = expected.replace("五、存在的主要问题及改进情况", pasted);
        check_text("DOC-01", "问题与改进", &format!("{pasted}\n{PROBLEMS}"), &[&expected]);
    }
    check_text(
        "DOC-01",
        "问题与改进",
        "四、因政府信息公开申请行政复议、提起行政诉讼情况",
        &[
            "核实 问题与改进：正文里又写了一遍标题“四、因政府信息公开申请行政复议、提起行政诉讼情况”，会印两次",
        ],
    );
    check_text("DOC-01", "问题与改进", "（一）主动公开情况\n（二）收费及减免情况", &[]);
    check_text("DOC-01", "问题与改进", &format!("存在的主要问题有：\n{PROBLEMS}"), &[]);
}

/// raw/010, 011: 四个部分 and 三部分 announced; raw/017: six announced, five named.
#[test]
fn the_opening_announces_the_parts_that_there_are() {
    let check = |text: &str, expected: &[&str]| check_text("DOC-02", "引言", text, expected);
    let six = "由主动公开情况、依申请公开和不予公开情况、收费及减免情况、复议和诉讼情况、存在的主要问题及改进情况、其他需要报告的事项";
    for fits in ["六个部分组成", "6部分组成", "六大部分", "以及附表等七部分组成"] {
        check(&format!("本报告{six}{fits}。"), &[]);
    }
    check("本报告由正文和附表两部分组成，见第四部分。", &[]);
    check("本报告对部分公开的情况作了说明，大部分栏目已更新。", &[]);
    check("本报告共七个部分。", &["核实 引言：引言说报告有“七个部分”，实际有 6 个部分"]);
    check("全文包括四大部分。", &["核实 引言：引言说报告有“四大部分”，实际有 6 个部分"]);
    check("全文由5部分组成，见附件。", &["核实 引言：引言说报告有“5部分”，实际有 6 个部分"]);
    let five = six.replace("收费及减免情况、", "");
    check(&format!("本报告{five}六个部分组成。"), &["提示 引言：引言列出的部分里没有“三、收费及减免情况”"]);
}
