//! DOC-05, DOC-11, DOC-14: left from last year, generated only, without a place.

use super::*;

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
