//! DOC-03, DOC-04, DOC-07: period and days.

use super::*;

/// raw/036 counted to 6 December, another published report to the 20th; raw/079 came out in December.
#[test]
fn the_period_is_the_whole_year() {
    let check = |period: &str, expected: &[&str]| {
        check_text("DOC-03", "引言", &format!("所列数据的统计期限为{period}。"), expected);
    };
    check("2018年1月1日起至12月31日止", &[]);
    check("2018.1.1-12.31", &[]);
    check("2018年1月1日至12月6日", &["核实 引言：统计期限写的是“2018年1月1日至12月6日”，本报告是 2018 年度"]);
    check(
        "2017年1月1日至2017年12月31日",
        &["核实 引言：统计期限写的是“2017年1月1日至2017年12月31日”，本报告是 2018 年度"],
    );
    check_text("DOC-03", "主动公开", "2018年1月1日至6月30日的数据已按季度公布。", &[]);
    check_text("DOC-03", "引言", "本报告由本镇编制，自2008年1月1日起开展工作，数据见附表。", &[]);
    let mut draft = draft("2014");
    set_field(&mut draft, Field::IssuedOn, "2018-12-20");
    assert_eq!(
        said(&findings(&draft), "DOC-03"),
        ["核实 成文日期：成文日期 2018-12-20 时，2018 年度还没有结束"]
    );
}

/// 诸暨安华镇 2018 had “2087年底”; raw/049 and 078 “201411日”, “202011日至20201231”.
#[test]
fn dates_can_be() {
    let check = |text: &str, expected: &[&str]| {
        let expected: Vec<String> = expected.iter().map(|what| format!("核实 主动公开：{what}")).collect();
        let expected: Vec<&str> = expected.iter().map(String::as_str).collect();
        check_text("DOC-04", "主动公开", text, &expected);
    };
    check("截至2087年底，公开259条。", &["“截至2087年底，公开259条”里的年份 2087 年离报告年度太远"]);
    check("2018年13月公开。", &["“2018年13月”这个日期不存在"]);
    check("2018年2月30日、11月31日。", &["“2018年2月30日”这个日期不存在", "“11月31日”这个日期不存在"]);
    check("201411日至12月31日。", &["“201411日至12月31日”里的日期没有写全"]);
    check("自20180101至20181231统计。", &["“自20180101至20181231…”里的日期没有写全"]);
    check(
        "截至2020年底，共公开259条。",
        &["“截至2020年底，共公开259…”里的日期晚于成文日期 2019-01-16，却写成已经过去"],
    );
    check(
        "2019年3月5日，本镇举办开放日。",
        &["“2019年3月5日，本镇举办开放日”里的日期晚于成文日期 2019-01-16，却写成已经过去"],
    );
    for innocent in [
        "2019年，本镇将改进；到2035年基本实现，到2050年建成。",
        "办法自2019年3月5日起施行。",
        "拟于2019年3月5日前完成。",
        "2月29日、1-12月、3个月、20个工作日、120页。",
        "始建于1840年，发布信息20181条，日均201811次。",
        "电话20181231，网址www.a.cn/art/20181231/t20181231_1.html，国发〔2018〕13号。",
    ] {
        check(innocent, &[]);
    }
    let mut draft = draft("2014");
    set_field(&mut draft, Field::IssuedOn, "2091-01-16");
    assert_eq!(
        said(&findings(&draft), "DOC-04"),
        ["核实 成文日期：成文日期 2091-01-16 离报告年度 2018 年太远"]
    );
}

/// raw/042 is of 15 October; the law says 31 January for departments, 31 March for governments.
#[test]
fn a_report_is_due_by_its_own_date_or_by_law() {
    let check = |kind: &str, level: &str, due: &str, issued: &str, expected: &str| {
        let mut draft = draft("2021");
        for (field, text) in [
            (Field::AgencyKind, kind),
            (Field::AgencyLevel, level),
            (Field::DueOn, due),
            (Field::IssuedOn, issued),
        ] {
            set_field(&mut draft, field, text);
        }
        let said = said(&findings(&draft), "DOC-07").join("");
        assert!(said.starts_with(expected) && said.is_empty() == expected.is_empty(), "{said}");
    };
    let late = "核实 成文日期：成文日期 2026-02-03 晚于报送期限 2026-01-31（《条例》第四十九条";
    check("政府部门", "县级", "", "2026-02-03", late);
    check("政府部门", "县级", "", "2026-01-31", "");
    check("政府部门", "县级", "", "", "");
    check("人民政府", "县级", "", "2026-02-03", "");
    check("人民政府", "乡镇", "", "2026-06-03", "");
    check("", "", "", "2026-06-03", "");
    // Local dates win, be they earlier or later.
    check("政府部门", "县级", "2026-02-10", "2026-02-03", "");
    let local = "核实 成文日期：成文日期 2026-01-16 晚于报送期限 2026-01-10（报送截止日期）";
    check("人民政府", "县级", "2026-01-10", "2026-01-16", local);
}
