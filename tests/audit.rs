//! What the audit says of the words of a report: for each check a fault and an innocent case beside it.

use std::collections::BTreeMap;
use std::sync::Arc;

use nianbao::audit::{Finding, Place, audit};
use nianbao::draft::{self, Draft, Edit, Entry, Piece, SectionText};
use nianbao::form::{CellKey, Field, Form, Level, Year, editions};
use nianbao::report::{Template, compose, templates};

/// A draft of 2018 on the 2014 form, or of 2025 on that of 2021, with agency and day.
fn draft(edition: &str) -> Draft {
    let form = editions::named(edition).unwrap();
    let year = form.last_year.unwrap_or(2025);
    let mut draft = Draft::new(form, year, "金塘镇人民政府");
    set_field(&mut draft, Field::ShortName, "本镇");
    set_field(&mut draft, Field::IssuedOn, &format!("{}-01-16", year + 1));
    draft
}

fn set(draft: &mut Draft, year: Year, key: &str, typed: &str) {
    let kind = draft.form().cell(draft.form().find(key).unwrap()).kind;
    let entries = vec![(CellKey::from(key), Entry::typed(typed, kind))];
    draft.apply(Edit::Entries { year, entries }).unwrap();
}

fn set_field(draft: &mut Draft, field: Field, text: &str) {
    draft.apply(Edit::Field(field, text.to_owned())).unwrap();
}

fn set_text(draft: &mut Draft, section: &str, text: &str) {
    let text = SectionText::new([Piece::Words(text.to_owned())]);
    draft.apply(Edit::Text(section.to_owned(), Some(text))).unwrap();
}

fn findings_by(draft: &Draft, template: &Template) -> Vec<Finding> {
    audit(draft, template, &compose(draft, template).unwrap())
}

fn findings(draft: &Draft) -> Vec<Finding> {
    findings_by(draft, templates::for_form(draft.form()).unwrap())
}

/// What one check says, a line for each finding: `核实 引言：…`.
fn said(findings: &[Finding], id: &str) -> Vec<String> {
    let of_check = findings.iter().filter(|finding| finding.id == id);
    of_check.map(|one| format!("{} {}：{}", one.level.name(), one.place.name(), one.what)).collect()
}

/// What a check says of a draft of the 2014 form with that text in a section.
fn check_text(id: &str, section: &str, text: &str, expected: &[&str]) {
    let mut draft = draft("2014");
    set_text(&mut draft, section, text);
    assert_eq!(said(&findings(&draft), id), expected, "{text}");
}

/// What a check says of a draft composed by an office's own template.
fn check_template(id: &str, edition: &str, text: &str, expected: &[&str]) {
    let template = Template::parse("本局.md", text).unwrap();
    assert_eq!(said(&findings_by(&draft(edition), &template), id), expected, "{text}");
}

fn example(name: &str) -> Draft {
    let path = format!("{}/examples/{name}.nianbao", env!("CARGO_MANIFEST_DIR"));
    draft::read(&std::fs::read_to_string(path).unwrap()).unwrap()
}

const PROBLEMS: &str = "一是村级公开栏更新不够及时，二是专职力量薄弱，人员流动快；全年补训两次，整改了两处栏目，明年继续抓好目录整理。";

// ── All checks together

#[test]
fn reports_as_they_are_generated_give_nothing_to_verify() {
    for name in std::fs::read_dir(format!("{}/examples", env!("CARGO_MANIFEST_DIR"))).unwrap() {
        let path = name.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let mut findings = findings(&example(&name));
        // A source that gives no date is asked for one, and rightly so.
        if example(&name).field(Field::IssuedOn).is_empty() {
            findings.retain(|one| one.place != Place::Field(Field::IssuedOn));
        }
        let to_verify: Vec<&Finding> = findings.iter().filter(|one| one.level > Level::Hint).collect();
        assert!(to_verify.is_empty(), "{name}: {to_verify:#?}");
        assert!(findings.len() <= 1, "{name}: {findings:#?}");
    }
}

#[test]
fn no_template_says_anything_to_verify_of_itself() {
    for form in editions::all() {
        for (typed, kind) in ["0", "1", "12"]
            .into_iter()
            .flat_map(|n| Field::AgencyKind.choices().iter().map(move |k| (n, *k)))
        {
            let year = form.last_year.unwrap_or(2025);
            let mut draft = Draft::new(form.clone(), year, "云川市金塘区临水镇人民政府");
            set_field(&mut draft, Field::AgencyKind, kind);
            set_field(
                &mut draft,
                Field::Site,
                "http://www.jintang-example.gov.cn/zwgk/20251231/t20251231_1.html",
            );
            set_field(&mut draft, Field::Phone, "13900001234");
            set_field(&mut draft, Field::IssuedOn, &format!("{}-01-16", year + 1));
            for year in [Year::This, Year::Last] {
                let entries = form.cells.iter().map(|c| (c.key.clone(), Entry::typed(typed, c.kind)));
                draft.apply(Edit::Entries { year, entries: entries.collect() }).unwrap();
            }
            let said = said(&findings(&draft), "DOC-11");
            assert_eq!(
                findings(&draft).len(),
                said.len(),
                "{} {typed} {kind}: {:#?}",
                form.edition,
                findings(&draft)
            );
        }
    }
}

#[test]
fn a_blank_draft_is_left_in_peace() {
    for form in editions::all() {
        let draft = Draft::new(form.clone(), form.last_year.unwrap_or(form.first_year), "");
        assert_eq!(findings(&draft), []);
    }
}

#[test]
fn graver_findings_come_first() {
    let mut draft = draft("2014");
    set_text(&mut draft, "主动公开", "专项资金资金已公开。");
    set_text(&mut draft, "问题与改进", "无");
    let levels: Vec<Level> = findings(&draft).iter().map(|finding| finding.level).collect();
    assert!(levels.is_sorted_by(|a, b| a >= b) && levels.len() == 2, "{levels:?}");
}

// ── DOC-01, DOC-02: headings

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

// ── DOC-03, DOC-04, DOC-07: period and days

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

// ── DOC-05: left from last year

#[test]
fn title_and_opening_are_of_the_report_year() {
    check_template("DOC-05", "2014", "# {{填报单位}}{{年度}}年年度报告", &[]);
    check_template(
        "DOC-05",
        "2014",
        "# {{填报单位}}2017年年度报告",
        &["核实 标题：标题写的是 2017 年，本报告是 2018 年度"],
    );
    let check = |text: &str, expected: &[&str]| check_text("DOC-05", "引言", text, expected);
    check(
        "现公布本镇2017年政府信息公开工作年度报告。",
        &["核实 引言：“现公布本镇2017年政府信息公开工作…”，本报告是 2018 年度"],
    );
    check("现公布本镇2018年政府信息公开工作年度报告。", &[]);
    check("根据2017年修订的《政府信息公开工作年度报告格式》和2017年的要求编制。", &[]);
    check("与2017年度报告相比，本报告增加了附表。", &[]);
}

#[test]
fn a_sentence_on_last_year_compares_or_was_left_behind() {
    let check = |text: &str, expected: &[&str]| check_text("DOC-05", "问题与改进", text, expected);
    check(
        "2017年，本镇的公开栏更新不及时。\n截至2017年底，仍有两处没有改。",
        &[
            "提示 问题与改进：“2017年，本镇的公开栏更…”说的是上年，本报告是 2018 年度",
            "提示 问题与改进：“截至2017年底，仍有两处没有…”说的是上年，本报告是 2018 年度",
        ],
    );
    for innocent in [
        "2018年，本镇的公开栏更新不及时。",
        "2017年收到3件，2018年收到5件。",
        "2017年度报告提出的问题，与上年相比已经改进。",
        "针对2017年发现的问题，逐条整改。",
        "自2017年起，各科室按季自查。",
        "《2017年政务公开工作要点》的任务已经完成。",
        "2017年12月印发的办法继续执行。",
        "2019年，本镇将继续改进。",
    ] {
        check(innocent, &[]);
    }
}

#[test]
fn a_figure_of_last_year_in_this_years_words_is_asked_about() {
    let check = |text: &str, expected: &[&str]| {
        let mut draft = draft("2014");
        for (key, last, now) in [
            ("收到申请数", "215", "189"),
            ("网络申请数", "68", "44"),
            ("信函申请数", "44", "145"),
            ("当面申请数", "7", "0"),
            ("接受培训人数", "120", "96"),
        ] {
            set(&mut draft, Year::Last, key, last);
            set(&mut draft, Year::This, key, now);
        }
        set_text(&mut draft, "依申请公开", text);
        assert_eq!(said(&findings(&draft), "DOC-05"), expected, "{text}");
    };
    check(
        "全年共收到申请215件，其中网络申请68 件。",
        &[
            "提示 依申请公开：“215件”是上年收到申请数，本年为 189件",
            "提示 依申请公开：“68件”是上年网络申请数，本年为 44件",
        ],
    );
    check("接受培训120人次。", &["提示 依申请公开：“120人次”是上年接受培训人数，本年为 96人次"]);
    for innocent in [
        "全年共收到申请189件，其中信函申请145件。",
        "上年收到申请215件。",
        "收到申请由215件减少到189件。",
        "此前的2017年收到申请215件。",
        // 44 is last year's figure of one cell and this year's of another; 7 is too small to tell.
        "信函申请44件，当面申请7件。",
        "办理建议提案215件。",
        "收到申请215条，共215页，占215%。",
        "接受培训120人。",
        "依据浙政发〔2018〕215号文件办理申请。",
    ] {
        check(innocent, &[]);
    }
}

#[test]
fn live_figures_are_never_last_years() {
    let mut draft = draft("2014");
    set(&mut draft, Year::Last, "收到申请数", "215");
    set(&mut draft, Year::This, "收到申请数", "189");
    let pieces = [Piece::Words("收到申请".into()), Piece::figure("收到申请数"), Piece::Words("件。".into())];
    let edit = Edit::Text("依申请公开".into(), Some(SectionText::new(pieces)));
    draft.apply(edit).unwrap();
    assert_eq!(said(&findings(&draft), "DOC-05"), [""; 0]);
}

// ── DOC-06: names

#[test]
fn a_report_is_signed_and_dated() {
    let mut draft = draft("2014");
    set_field(&mut draft, Field::IssuedOn, "");
    set(&mut draft, Year::This, "收到申请数", "0");
    assert_eq!(said(&findings(&draft), "DOC-06"), ["核实 成文日期：落款没有成文日期"]);
    assert_eq!(findings(&draft)[0].place, Place::Field(Field::IssuedOn));
    set_field(&mut draft, Field::IssuedOn, "2019-01-16");
    assert_eq!(said(&findings(&draft), "DOC-06"), [""; 0]);

    let unsigned = Template::parse("本局.md", "# {{填报单位}}年度报告\n").unwrap();
    assert_eq!(
        said(&findings_by(&draft, &unsigned), "DOC-06"),
        ["核实 落款：报告没有落款（单位和成文日期）"]
    );
}

#[test]
fn the_title_names_the_agency_and_no_other() {
    let check = |title: &str, expected: &[&str]| check_template("DOC-06", "2014", title, expected);
    check("# {{填报单位}}{{年度}}年政府信息公开工作年度报告", &[]);
    check("# 2018年金塘镇政府信息公开工作年度报告", &[]);
    check("# 定海区金塘镇2018年政府信息公开工作年度报告", &[]);
    check(
        "# 白泉镇人民政府2018年政府信息公开工作年度报告",
        &["核实 标题：标题里的单位是“白泉镇人民政府”，填报单位是“金塘镇人民政府”"],
    );
    check(
        "# 2018年政府信息公开工作年度报告",
        &["提示 标题：标题“2018年政府信息公开工作年度报告”里没有单位名称"],
    );
}

#[test]
fn the_contact_is_not_a_colleagues() {
    let check = |agency: &str, text: &str, expected: &[&str]| {
        let mut draft = draft("2014");
        set_field(&mut draft, Field::Agency, agency);
        set_text(&mut draft, "引言", text);
        assert_eq!(said(&findings(&draft), "DOC-06"), expected, "{text}");
    };
    let town = "金塘镇人民政府";
    check(
        town,
        "如有疑问，请与白泉镇党政办公室联系（电话：0580-1234567）。",
        &["核实 引言：“白泉镇党政办公室”写的是“白泉镇”，填报单位是“金塘镇人民政府”"],
    );
    check(
        "云川市卫生健康局",
        "本报告由市应急管理局编制，如有疑问请与本局联系。",
        &["核实 引言：“市应急管理局”写的是“市应急管理局”，填报单位是“云川市卫生健康局”"],
    );
    for (agency, innocent) in [
        (town, "请与金塘镇党政综合办公室联系。"),
        (town, "请与本镇党政办公室联系。"),
        (town, "请与镇政府办公室联系。"),
        (town, "请与定海区政务公开办公室联系。"),
        (town, "请与舟山市定海区金塘镇人民政府联系。"),
        (town, "请与本单位政府信息公开受理机构联系。"),
        ("云川市自然资源和规划局", "请与市资规局办公室联系。"),
        ("云川市自然资源和规划局", "请与本局办公室联系。"),
        ("德阳市人民政府办公室", "请与市政府办公室政府信息公开科联系。"),
        ("随县人民政府", "请与随县政府网编辑部联系。"),
        ("云川市档案馆", "请与云川市图书馆联系。"),
    ] {
        check(agency, innocent, &[]);
    }
}

// ── DOC-08, DOC-11, DOC-12, DOC-14: what the report tells

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
fn text_that_is_last_years_but_for_years_and_figures_is_told() {
    let check = |section: &str, last: &str, this: &str, expected: &[&str]| {
        let form: Arc<Form> = editions::named("2014").unwrap();
        let texts = BTreeMap::from([(section.to_owned(), last.to_owned())]);
        let base = Draft::new(form.clone(), 2017, "金塘镇人民政府");
        let mut draft = base.next_year(form, texts).draft;
        set_field(&mut draft, Field::IssuedOn, "2019-01-16");
        set_text(&mut draft, section, this);
        assert_eq!(said(&findings(&draft), "DOC-08"), expected, "{this}");
    };
    let last = format!("2017年，{PROBLEMS}");
    let this = format!("2018年，\n{PROBLEMS}");
    let expected = "核实 问题与改进：“问题与改进”除年份和数字外，与上年报告一字不差";
    check("问题与改进", &last, &this, &[expected]);
    check("问题与改进", &last, &this.replace("两处栏目", "三处栏目"), &[]);
    let long = format!("全年公开259条。{PROBLEMS}{PROBLEMS}");
    let expected = "提示 主动公开：“主动公开”除年份和数字外，与上年报告一字不差";
    check("主动公开", &long, &long.replace("259", "262"), &[expected]);
    // What is the same every year by its nature.
    check("收费减免", "2017年未收取任何费用。", "2018年未收取任何费用。", &[]);
    check("引言", &long, &long, &[]);
}

/// raw xjwq.gov.cn/info/1050/64208.htm: a report of nothing but words that fit everyone.
#[test]
fn generated_words_are_told_once_and_quietly() {
    let mut draft = draft("2021");
    assert_eq!(said(&findings(&draft), "DOC-11"), [""; 0]);
    set(&mut draft, Year::This, "规章.制发", "0");
    assert_eq!(
        said(&findings(&draft), "DOC-11"),
        ["提示 问题与改进：“一、总体情况”“问题与改进”还是自动生成的通用文字，没有本单位自己的情况"]
    );
    set_text(&mut draft, "平台建设", "全年改版专栏一次。");
    assert_eq!(
        said(&findings(&draft), "DOC-11"),
        ["提示 问题与改进：“问题与改进”还是自动生成的通用文字，没有本单位自己的情况"]
    );
    set_text(&mut draft, "问题与改进", PROBLEMS);
    assert_eq!(said(&findings(&draft), "DOC-11"), [""; 0]);
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

#[test]
fn text_without_a_place_is_not_lost_in_silence() {
    let mut draft = draft("2021");
    set_text(&mut draft, "收费减免", "全年未收取任何费用，也没有减免的情形。");
    set_text(&mut draft, "申请办理", "全年办理申请五件。");
    let findings = findings(&draft);
    assert_eq!(
        said(&findings, "DOC-14"),
        [
            "核实 收费减免：“收费减免”这段文字（“全年未收取任何费用，也没…”）在本版报告里没有位置，不会印出",
            "核实 申请办理：“申请办理”这段文字（“全年办理申请五件。”）在本版报告里没有位置，不会印出",
        ]
    );
    let advice = findings.iter().filter(|one| one.id == "DOC-14").map(|one| one.advice.as_str());
    assert_eq!(
        advice.collect::<Vec<_>>(),
        ["请把要保留的文字移到“其他事项”", "请把要保留的文字移到“依申请公开”"]
    );
    set_text(&mut draft, "收费减免", " \n");
    assert_eq!(said(&self::findings(&draft), "DOC-14").len(), 1);
}

// ── DOC-10: personal data

/// raw/036 named two applicants.
#[test]
fn personal_data_does_not_go_out() {
    let check = |text: &str, expected: &[&str]| {
        let mut draft = draft("2014");
        set_field(&mut draft, Field::Phone, "139-0000-1234");
        set_text(&mut draft, "依申请公开", text);
        assert_eq!(said(&findings(&draft), "DOC-10"), expected, "{text}");
    };
    check(
        "申请人身份证号为33090219800101123X。",
        &["核实 依申请公开：正文里有像身份证号的数字（330…，共 18 位）"],
    );
    check("经办人电话13800001234。", &["核实 依申请公开：正文里有像手机号的数字（138…，共 11 位）"]);
    check("申请人张三提出的申请，", &["提示 依申请公开：“申请人张三提出的申请”像是写了申请人的姓名"]);
    check(
        "申请人李小红、申请人王五等人",
        &[
            "提示 依申请公开：“申请人李小红、申请人王五等人”像是写了申请人的姓名",
            "提示 依申请公开：“申请人王五等人”像是写了申请人的姓名",
        ],
    );
    for innocent in [
        "咨询电话13900001234。",
        "电话0580-8012345，统一社会信用代码113309020026578901，点击13800001234次。",
        "网址www.a.cn/13800001234.html，文号13800001234567。",
        "申请人王某某提出的申请，申请人向本镇提出，申请人要求，申请人方可申请。",
    ] {
        check(innocent, &[]);
    }
    check_text("DOC-10", "引言", "请与本镇联系（电话：13800001234）。", &[]);
}

// ── DOC-13: slips of the pen

/// raw/079 had 资金资金.
#[test]
fn doubled_words_and_stray_marks_are_told() {
    let check = |text: &str, expected: &[&str]| check_text("DOC-13", "主动公开", text, expected);
    check("公开专项资金资金使用情况。", &["提示 主动公开：“公开专项资金资金使用情况”里“资金”重复了"]);
    check("公开259条，，其中", &["提示 主动公开：“公开259条，，其中”里标点重复"]);
    check("见《条例第三条。", &["提示 主动公开：“见《条例第三条”里的“《”没有配对"]);
    check("上一年度年度报告（见《条例》（修订））里说：“好。”。", &[]);
}
