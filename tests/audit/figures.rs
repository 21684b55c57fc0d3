//! TX-01 to TX-10: what sentences say of the figures.

use super::*;

/// What all TX checks say of a draft with that text in a section: `TX-01 依申请公开：…`.
fn told(draft: &Draft) -> Vec<String> {
    let findings = findings(draft);
    let figures = findings.iter().filter(|one| one.id.starts_with("TX-"));
    figures.map(|one| format!("{} {}：{}", one.id, one.place.name(), one.what)).collect()
}

fn filled(edition: &str) -> Draft {
    let mut draft = draft(edition);
    let (this, last): (&[_], &[_]) = match edition {
        "2014" => (
            &[
                ("主动公开政府信息数", "1284"),
                ("网站公开数", "259"),
                ("收到申请数", "215"),
                ("当面申请数", "2"),
                ("传真申请数", "0"),
                ("网络申请数", "68"),
                ("信函申请数", "145"),
                ("申请办结数", "210"),
                ("申请答复数", "210"),
                ("同意公开答复数", "53"),
                ("信息不存在数", "11"),
                ("行政复议数量", "13"),
                ("复议维持数", "2"),
                ("收取费用", "0.5"),
                ("专项经费", "5"),
                ("制发规范性文件总数", "6"),
            ],
            &[("收到申请数", "200"), ("网络申请数", "80")],
        ),
        _ => (
            &[
                ("规章.制发", "13"),
                ("规范性文件.制发", "60"),
                ("申请.新收.自然人", "705"),
                ("申请.新收.总计", "713"),
                ("申请.上年结转.总计", "36"),
                ("申请.予以公开.总计", "258"),
                ("申请.部分公开.总计", "21"),
                ("申请.办理总计.总计", "740"),
                ("申请.结转下年.总计", "9"),
                ("行政复议.总计", "17"),
                ("直接起诉.总计", "4"),
                ("复议后起诉.总计", "3"),
            ],
            &[("申请.新收.总计", "700"), ("行政复议.总计", "20")],
        ),
    };
    for (key, typed) in this {
        set(&mut draft, Year::This, key, typed);
    }
    for (key, typed) in last {
        set(&mut draft, Year::Last, key, typed);
    }
    draft
}

fn check_of(edition: &str, text: &str, expected: &[&str]) {
    let mut draft = filled(edition);
    set_text(&mut draft, "依申请公开", text);
    let found = told(&draft);
    let found: Vec<&str> = found.iter().map(|one| one.split_once('：').unwrap().1).collect();
    assert_eq!(found, expected, "{text}");
}

/// Which checks speak up.
fn ids_of(edition: &str, text: &str, expected: &[&str]) {
    let mut draft = filled(edition);
    set_text(&mut draft, "依申请公开", text);
    let found = told(&draft);
    let ids: Vec<&str> = found.iter().map(|one| &one[..5]).collect();
    assert_eq!(ids, expected, "{text}: {found:#?}");
}

#[test]
fn a_number_that_contradicts_its_cell_is_told_with_the_cells_value() {
    check_of(
        "2014",
        "2018年，本镇共收到政府信息公开申请216件。",
        &["“…政府信息公开申请216件”与表不符：收到申请数为 215件"],
    );
    ids_of("2014", "全年未收到政府信息公开申请。", &["TX-01"]);
    ids_of("2014", "共收到申请215件，其中网络申请69件、信函申请145件。", &["TX-01"]);
    ids_of("2014", "共收到申请215件，其中网络申请68件、信函申请145件。", &[]);
    ids_of("2014", "同意公开54件，信息不存在11件。", &["TX-02"]);
    ids_of("2014", "发生行政复议13件，其中维持3件。", &["TX-03"]);
    ids_of("2014", "发生行政复议13件，均获维持。", &["TX-03"]);
    ids_of("2021", "全年制发规章13件，制发行政规范性文件61件。", &["TX-09"]);
    ids_of("2021", "全年制发规章13件，制发行政规范性文件60件。", &[]);
}

/// 沭阳 749 = 713 + 36; 宿迁 sums up both kinds of lawsuits.
#[test]
fn words_that_mean_a_cell_or_a_sum_are_tried_as_both() {
    ids_of("2021", "全年受理政府信息公开申请749件。", &[]);
    ids_of("2021", "全年受理政府信息公开申请713件。", &[]);
    check_of(
        "2021",
        "全年受理政府信息公开申请750件。",
        &["“…政府信息公开申请750件”与表不符：新收·总计 713件、上年结转·总计 36件，合计 749件"],
    );
    ids_of("2021", "全年收到政府信息公开申请749件。", &[]);
    ids_of("2021", "发生行政诉讼7件。", &[]);
    ids_of("2021", "发生行政诉讼8件。", &["TX-03"]);
}

#[test]
fn what_is_of_another_time_or_a_part_is_left_alone() {
    for innocent in [
        "2017年，本镇共收到申请120件，其中网络申请60件。",
        "上半年收到申请120件。",
        "围绕优化营商环境，主动公开信息20条。",
        "收到申请由200件增加到215件。",
        "主动公开政府信息1284条，公开教育信息30条。",
        "县公安局收到申请120件。",
        "全市共收到申请30000件。",
        "约收到申请200件，主动公开信息1200余条。",
        "申请均按时办结，答复率100%。",
        "累计主动公开政府信息9000条。",
    ] {
        let mut draft = filled("2014");
        set_field(&mut draft, Field::Agency, "金塘市生态环境局");
        set_text(&mut draft, "依申请公开", innocent);
        assert_eq!(told(&draft), [""; 0], "{innocent}");
    }
}

#[test]
fn a_live_figure_is_not_told_against_itself() {
    let mut draft = filled("2014");
    let pieces =
        [Piece::Words("共收到申请".into()), Piece::figure("收到申请数"), Piece::Words("件。".into())];
    draft.apply(Edit::Text("依申请公开".into(), Some(SectionText::new(pieces)))).unwrap();
    assert_eq!(told(&draft), [""; 0]);
}

#[test]
fn percentages_follow_from_the_numbers_of_their_sentence() {
    check_of("2014", "共收到申请215件，其中网络申请68件，占33.9%。", &["“占33.9%”算不出来：68÷215＝31.6%"]);
    for innocent in [
        "共收到申请215件，其中网络申请68件，占31.6%。",
        "共收到申请215件，其中网络申请68件（占32%），信函申请145件（占67.44%）。",
        "共收到申请215件，其中网络申请68件，约占三成，占比较上年增长4.2个百分点。",
        "网络申请68件，占全市的12%。",
        "开展培训8次，占60%。",
        "共收到申请215件，其中当面申请2件、网络申请68件，占32.6%。",
    ] {
        ids_of("2014", innocent, &[]);
    }
}

#[test]
fn growth_is_reckoned_from_last_years_figures() {
    check_of(
        "2014",
        "共收到申请215件，较上年增长8.5%。",
        &["“较上年增长8.5%”算不出来：收到申请数上年 200件，本年 215件，增加 7.5%"],
    );
    ids_of("2014", "共收到申请215件，比上年增加5件。", &["TX-05"]);
    ids_of("2014", "共收到申请215件，同比下降7.5%。", &["TX-05"]);
    ids_of("2014", "收到申请215件，网络申请较上年减少10件。", &["TX-05"]);
    for innocent in [
        "共收到申请215件，较上年增长7.5%。",
        "共收到申请215件，比上年增加15件，增长7.5%。",
        "共收到申请215件，较2015年增长80%。",
        "收到申请215件，网络申请较上年减少12件，下降15%。",
        "共收到申请215件，增长近一成，比上年增长约7%。",
        "主动公开政府信息1284条，较上年增长30%。",
    ] {
        ids_of("2014", innocent, &[]);
    }
}

#[test]
fn parts_make_their_total() {
    let check = |text: &str, expected: &[&str]| {
        let mut draft = draft("2014");
        set(&mut draft, Year::This, "主动公开政府信息数", "12");
        set_text(&mut draft, "依申请公开", text);
        let found = told(&draft);
        let found: Vec<&str> = found.iter().map(|one| one.split_once('：').unwrap().1).collect();
        assert_eq!(found, expected, "{text}");
    };
    check(
        "共收到申请215件，其中当面申请2件、传真申请0件、网络申请68件、信函申请146件。",
        &["“共收到申请215件，其中当面申请2…”各项加不起来：2＋0＋68＋146＝216"],
    );
    check("共收到申请215件，其中当面申请2件、传真申请0件、网络申请68件、信函申请145件。", &[]);
    check("共收到申请215件，其中网络申请68件、信函申请145件。", &[]);
    check(
        "发放资料173769份（75656+98112）。",
        &["“发放资料173769份（75656+98112…”各项加不起来：75656+98112＝173768"],
    );
    check("发放资料173769份（75656+98113）。", &[]);
}

/// raw/015 had 20条 and 16条.
#[test]
fn one_fact_has_one_number() {
    let check = |one: &str, two: &str, expected: &[&str]| {
        let mut draft = draft("2014");
        set(&mut draft, Year::This, "收到申请数", "12");
        set_text(&mut draft, "主动公开", one);
        set_text(&mut draft, "收费减免", two);
        let found = told(&draft);
        let ids: Vec<&str> = found.iter().map(|one| &one[..5]).collect();
        assert_eq!(ids, expected, "{one} {two}: {found:#?}");
    };
    check("全年召开新闻发布会20次。", "共召开新闻发布会16次。", &["TX-07"]);
    check("全年召开新闻发布会20次。", "共召开新闻发布会20次。", &[]);
    check("全年更新部门预算决算目录20条。", "更新部门预算决算目录16条。", &["TX-07"]);
    check("全年更新部门预算决算目录20条。", "上半年更新部门预算决算目录16条。", &[]);
    check("全年更新部门预算决算目录20条。", "在财政领域，更新部门预算决算目录16条。", &[]);
}

#[test]
fn slips_of_ten_thousand_are_told() {
    check_of(
        "2014",
        "全年主动公开政府信息1284万条。",
        &["“…主动公开政府信息1284万条”与表差一万倍：主动公开政府信息数为 1284条"],
    );
    ids_of("2014", "全年收取费用0.5元。", &["TX-08"]);
    ids_of("2014", "全年收取费用5000元。", &[]);
    ids_of("2014", "发放资料173769万份（75656+98113）。", &["TX-08"]);
    ids_of("2014", "发放资料12万份。", &[]);
}

#[test]
fn fees_that_are_filled_in_are_reported() {
    let check = |text: &str, expected: &[&str]| {
        let mut draft = draft("2021");
        for key in ["收费通知件数", "收费通知金额", "实际收取金额"] {
            set(&mut draft, Year::This, key, "0");
        }
        set_text(&mut draft, "其他事项", text);
        assert_eq!(told(&draft), expected, "{text}");
    };
    check(
        "没有其他需要报告的事项。",
        &[
            "TX-10 其他事项：“六、其他需要报告的事项”没有报告收费情况，已填收费通知件数 0件、收费通知金额 0元、实际收取金额 0元",
        ],
    );
    check("本年度未收取信息处理费。", &[]);
}

#[test]
fn ten_planted_contradictions_are_all_found() {
    let check = |edition: &str, texts: &[(&str, &str)], expected: &[&str]| {
        let mut draft = filled(edition);
        for (section, text) in texts {
            set_text(&mut draft, section, text);
        }
        let found = told(&draft);
        let mut ids: Vec<&str> = found.iter().map(|one| &one[..5]).collect();
        ids.sort_unstable();
        assert_eq!(ids, expected, "{edition}: {found:#?}");
    };
    check(
        "2014",
        &[
            ("主动公开", "全年主动公开政府信息1284万条，通过政府网站公开261条。全年共制发规范性文件7件。"),
            (
                "依申请公开",
                "全年共收到申请215件，较上年增长9.5%，其中当面申请3件、网络申请68件，占30.1%。\n\
                 全年办结申请209件，同意公开54件，信息不存在12件。",
            ),
            ("收费减免", "全年收取费用600元。"),
        ],
        &["TX-01", "TX-01", "TX-01", "TX-02", "TX-02", "TX-02", "TX-04", "TX-05", "TX-08", "TX-09"],
    );
    let texts = [
        ("主动公开", "全年制发规章12件，制发行政规范性文件61件。"),
        (
            "依申请公开",
            "全年受理政府信息公开申请748件，较上年增长4.5%。上年结转申请35件。\n\
             全年办结申请741件，予以公开257件，占35.7%。结转下年度继续办理8件。\n\
             全年发生行政复议18件，行政诉讼9件。",
        ),
    ];
    let expected =
        ["TX-01", "TX-01", "TX-02", "TX-02", "TX-02", "TX-03", "TX-03", "TX-04", "TX-05", "TX-09", "TX-09"];
    check("2019", &texts, &expected);
    check("2021", &texts, &expected);
}

/// The generated text of every example as the clerk's own plain words.
#[test]
fn examples_in_plain_words_give_no_false_alarm() {
    for name in examples() {
        let mut draft = example(&name);
        assert_eq!(told(&draft), [""; 0], "{name}");
        let template = templates::for_form(draft.form()).unwrap();
        let document = compose(&draft, template).unwrap();
        for (section, range) in &document.sections {
            let blocks = document.blocks[range.clone()].iter();
            let lines = blocks.filter_map(|block| match block {
                nianbao::report::Block::Paragraph(runs) => Some(nianbao::report::plain_text(runs)),
                _ => None,
            });
            let text: Vec<String> = lines.collect();
            set_text(&mut draft, section, &text.join("\n"));
        }
        assert_eq!(told(&draft), [""; 0], "{name}");
    }
}
