//! Plain texts, CSV, the clipboard. The shapes of single lines are tested beside the code.

use nianbao::import;

use super::check;
use super::tests_shown::shown;

#[test]
fn prose_with_commas_is_no_csv() {
    check(
        "年报.txt",
        "本机关收到申请215件,其中信函申请68件,网络申请147件。\n没有收费,没有复议,没有诉讼。\n其他,无。",
        &[
            "1: 本机关收到申请215件,其中信函申请68件,网络申请147件。",
            "2: 没有收费,没有复议,没有诉讼。",
            "3: 其他,无。",
        ],
    );
}

#[test]
fn csv_is_one_table_whatever_parts_its_cells() {
    check(
        "表.csv",
        "指标,单位,本年\r\n收到申请数,件,215\r\n办结数,件,\r\n",
        &["1| 指标 | 单位 | 本年 / 收到申请数 | 件 | 215 / 办结数 | 件"],
    );
    check(
        "表.csv",
        "\u{FEFF}指标;本年\n\"收到;申请数\";\"1,041\"\n",
        &["1| 指标 | 本年 / 收到;申请数 | 1,041"],
    );
    check(
        "表.txt",
        "指标\t本年\n收到申请数\t215\n办结数\t68",
        &["1| 指标 | 本年 / 收到申请数 | 215 / 办结数 | 68"],
    );
}

#[test]
fn a_report_with_tables_in_its_text_keeps_both() {
    check(
        "年报.md",
        "# 金塘镇年报\n\n## 二、主动公开\n\n| 信息内容 | 本年 |\n|---|---|\n| 规章 | 0 |\n\n共收到申请 215 件。\n",
        &[
            "1#1: 金塘镇年报",
            "3+1#2: 二、主动公开",
            "5| 信息内容 | 本年 / 规章 | 0",
            "9+1: 共收到申请 215 件。",
        ],
    );
}

#[test]
fn what_was_pasted_is_mended_too() {
    let pasted = |text: &str| shown(&import::read_pasted(text));
    assert_eq!(
        pasted("統計指標\t單位\t統計數\r\n收到申請數\t件\t２１５\r\n"),
        ["1| 统计指标 | 单位 | 统计数 / 收到申请数 | 件 | 215"]
    );
    assert_eq!(pasted("统 计 指 标\n\n215"), ["1: 统计指标", "3+1: 215"]);
    assert_eq!(pasted("<table><tr><td>收到<td>215<tr><td>办结<td>68</table>"), ["0| 收到 | 215 / 办结 | 68"]);
    assert!(pasted(" \n\t\n").is_empty());
}
