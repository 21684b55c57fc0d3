//! Web pages.

use super::check as check_file;

fn check(page: &str, expected: &[&str]) {
    check_file("年度报告.html", format!("<html><body>{page}</body></html>"), expected);
}

#[test]
fn spans_are_kept() {
    check(
        "<table><tr><td rowspan=2>申请人情况</td><td colspan='2'>法人</td></tr>\
         <tr><td>商业企业</td><td>其他</td></tr><tr><td>新收</td><td>32</td><td>0</td></tr></table>",
        &["0| 申请人情况[2×1] | 法人[1×2] / 商业企业 | 其他 / 新收 | 32 | 0"
            .replace(" / 商", " /  | 商")
            .as_str()],
    );
}

#[test]
fn rows_and_cells_may_lack_their_ends() {
    check(
        "<TABLE><TR><TD>收到<TD>215<TR><TD>办结<TD>68</TABLE>其他",
        &["0| 收到 | 215 / 办结 | 68", "0: 其他"],
    );
    check("<table><tbody><tr><th>收到<td>215</tbody><tfoot><td>办结<td>68", &["0| 收到 | 215 / 办结 | 68"]);
}

#[test]
fn spans_beyond_the_table_end_with_it() {
    check("<table><tr><td rowspan=0>本年<td>215<tr><td>68</table>", &["0| 本年[2×1] | 215 /  | 68"]);
    check(
        "<table><tr><td colspan=999999>收到申请情况<tr><td>215<td>68<td rowspan=99999>147</table>",
        &["0| 收到申请情况[1×3] / 215 | 68 | 147"],
    );
}

#[test]
fn lines_and_blanks_are_those_that_are_seen() {
    check(
        "<p>收到&nbsp;申请\n215 件，其中信\n  函申请<b>68</b>件，网络申请147件，已经全部按时答复办结。<br>另有<br><br>其他</p>",
        &[
            "0: 收到申请215件，其中信函申请68件，网络申请147件，已经全部按时答复办结。",
            "0: 另有",
            "0+1: 其他",
        ],
    );
    check("<table><tr><td><p>商业</p><p>企业</p></td><td>a<br/>b</td></tr></table>", &["0| 商业⏎企业 | a⏎b"]);
    check("<p>一</p><p>&nbsp;</p><p></p><p>二</p>", &["0: 一", "0+2: 二"]);
    check("<pre>收到    215\n办结    68\n</pre>", &["0: 收到    215", "0: 办结    68"]);
}

#[test]
fn headings_and_the_title_are_headings() {
    check(
        "<h1>金塘镇年度报告</h1><div>2019年<h3>一、概述</h3>正文</div>",
        &["0#1: 金塘镇年度报告", "0: 2019年", "0#3: 一、概述", "0: 正文"],
    );
    check_file("a.html", "<title>金塘镇</title><p>一</p><p>二</p>", &["0#1: 金塘镇", "0: 一", "0: 二"]);
}

#[test]
fn what_is_not_shown_is_not_read() {
    check(
        "<script>var a = '<p>215</p>';</script><style>td { color: red }</style><!-- <p>68</p> -->\
         <p style='display:none'>上年198件<p>本年215件</p><select><option>2018<option>2019</select>\
         <![if !supportEmptyParas]><span hidden>198<span>7</span>8</span>件<svg><text>9</text></svg>",
        &["0: 本年215件", "0: 件"],
    );
    check(
        "<table><tr><td>收到</td><td style='display: none'>198<td>215</tr>\
         <tr style='display:none'><td>a<table><tr><td>b</table><td>c</tr><tr><td>办结<td>68</table>",
        &["0| 收到 | 215 / 办结 | 68"],
    );
}

#[test]
fn hidden_text_is_told() {
    let page = "<p>本年215件</p><div style='display:none'>上年198件</div><p>以上</p><p></p>";
    let source = check_file("a.html", page, &["0: 本年215件", "0: 以上"]);
    assert_eq!(source.notes, ["网页里有不显示的文字，没有读取"]);
}

#[test]
fn a_table_that_lays_out_the_page_is_none() {
    check(
        "<table><tr><td colspan=2>首页 &gt; 年报</td></tr><tr><td><ul><li>指南<li>目录<li>年报</ul></td><td>\
         <p>一、概述</p><table border=1><tr><td>收到申请数<td>215<tr><td>办结数<td>68</table><p>二、其他</p></td></tr></table>",
        &[
            "0: 首页 > 年报",
            "0: 指南",
            "0: 目录",
            "0: 年报",
            "0: 一、概述",
            "0| 收到申请数 | 215 / 办结数 | 68",
            "0: 二、其他",
        ],
    );
    check(
        "<table><tr><td><p>一、概述</p><p>收到申请215件。</p></td></tr></table>",
        &["0: 一、概述", "0: 收到申请215件。"],
    );
}

#[test]
fn a_table_in_a_cell_of_data_comes_after_it() {
    check(
        "<table><tr><td>规章<td>0<tr><td>规范性文件<td>3<tr><td>收费<td>0<tr><td>其他<td>\
         <table><tr><td>许可<td>97</table></table>",
        &["0| 规章 | 0 / 规范性文件 | 3 / 收费 | 0 / 其他", "0| 许可 | 97"],
    );
}

#[test]
fn a_page_is_known_in_a_text_file_too() {
    check_file(
        "来源.txt",
        "# 来源：某网站\n<p style='text-align:center'>年度报告</p><p>收到申请<br>215件</p>",
        &["0: # 来源：某网站", "0: 年度报告", "0: 收到申请", "0: 215件"],
    );
    check_file(
        "统计表.xls",
        "<table><tr><td>收到<td>215<tr><td>办结<td>68</table>",
        &["0| 收到 | 215 / 办结 | 68"],
    );
}

#[test]
fn what_is_filled_into_fields_is_read() {
    check(
        "<table><tr><td>收到申请数<td><input type=text value='215'><tr><td>办结<td><input value=68><input type=hidden value=9></table>",
        &["0| 收到申请数 | 215 / 办结 | 68"],
    );
}

#[test]
fn damaged_pages_are_read_as_far_as_they_go() {
    check("<table><tr><td>收到<td>215<tr><td>办结<td>6", &["0| 收到 | 215 / 办结 | 6"]);
    check("</td></tr></table></p>收到<td>215</td><tr>办结", &["0: 收到", "0: 215", "0: 办结"]);
    check(
        "<table>在表外<tr><td>收到<td>215<tr>也在表外<td>办结<td>68</table>",
        &["0: 在表外也在表外", "0| 收到 | 215 / 办结 | 68"],
    );
}
