//! The sentences that the built-in templates write for the figures: what an official would write, for zero
//! and for blank, for a township without a single request as for a county of thousands.

mod composed;

use composed::{assert_sound, composed, draft, prose, set_field};
use nianbao::draft::{Draft, Edit, Scope};
use nianbao::form::Field;
use nianbao::report::{generated, templates};

type Figures = [(&'static str, &'static str)];

/// The text that a section of the draft's report has by itself.
fn text(draft: &Draft, section: &str) -> String {
    assert_sound(&composed(draft), section);
    let template = templates::for_form(draft.form()).unwrap();
    let show = |key: &_| draft.shown(draft.form().find(key).unwrap()).unwrap_or_default();
    generated(draft, template, section).unwrap().shown(|figure| show(figure.key.as_str())).0
}

/// A section of `edition` says `expected` of these figures, after the words it always begins with.
fn check(edition: &str, section: &str, figures: &Figures, expected: &str) {
    let mut draft = draft(edition, figures);
    set_field(&mut draft, Field::ShortName, "本县");
    let always = "本县按照《条例》规定的范围和时限主动公开政府信息，有关数据见本报告第二部分。";
    let text = text(&draft, section);
    let said = if section == "主动公开" { text.strip_prefix(always).unwrap() } else { &text };
    assert_eq!(said, expected, "{edition} {section} {figures:?}");
}

/// The same in both editions.
fn check_both(section: &str, figures: &Figures, expected: &str) {
    check("2021", section, figures, expected);
    check("2019", section, figures, &expected.replace("2021年", "2019年"));
}

// ── （一）主动公开

#[test]
fn documents_in_force_are_told_with_those_issued_and_repealed() {
    let check = |figures: &Figures, expected| check("2021", "主动公开", figures, expected);
    let all = [("规范性文件.制发", "6"), ("规范性文件.废止", "1"), ("规范性文件.现行有效", "32")];
    check(&all, "全年制发行政规范性文件6件，废止1件，年底现行有效32件。");
    check(
        &[("规范性文件.制发", "0"), ("规范性文件.废止", "1"), ("规范性文件.现行有效", "32")],
        "全年未制发行政规范性文件，废止1件，年底现行有效32件。",
    );
    check(&all.map(|(key, _)| (key, "0")), "全年未制发行政规范性文件。");
    // Nothing is said of what is blank.
    check(&[("规范性文件.现行有效", "32")], "年底现行有效的行政规范性文件32件。");
    check(&[("规范性文件.废止", "1")], "全年废止行政规范性文件1件。");
    check(&[], "");
    // Most agencies may make no 规章: a zero there is not worth a sentence.
    check(&[("规章.制发", "0"), ("规章.废止", "0"), ("规章.现行有效", "0")], "");
    check(
        &[("规章.制发", "3"), ("规章.废止", "5"), ("规章.现行有效", "74")],
        "全年制发规章3件，废止5件，年底现行有效74件。",
    );
    check(&[("规章.制发", "0"), ("规章.现行有效", "74")], "全年未制发规章，年底现行有效74件。");
}

#[test]
fn decisions_and_fees_are_told_also_where_there_are_none() {
    let check = |figures: &Figures, expected| check("2021", "主动公开", figures, expected);
    let all = |a, b, c| [("行政许可.处理决定", a), ("行政处罚.处理决定", b), ("行政强制.处理决定", c)];
    check(
        &all("517645", "693957", "2154"),
        "全年作出行政许可决定517645件、行政处罚决定693957件、行政强制决定2154件。",
    );
    check(&all("97", "0", "0"), "全年作出行政许可决定97件，未作出行政处罚、行政强制决定。");
    check(&all("0", "0", "0"), "全年未作出行政许可、行政处罚、行政强制决定。");
    check(&all("", "3", "/"), "全年作出行政处罚决定3件。");
    check(&[("行政事业性收费.收费金额", "4068.208")], "全年收取行政事业性收费4068.208万元。");
    check(&[("行政事业性收费.收费金额", "0")], "全年未收取行政事业性收费。");
}

// ── （二）依申请公开

#[test]
fn requests_are_told_with_what_was_carried_over_and_who_asked() {
    let check = |figures: &Figures, expected| check_both("依申请公开", figures, expected);
    check(
        &[
            ("申请.新收.自然人", "705"),
            ("申请.新收.商业企业", "3"),
            ("申请.新收.法律服务机构", "5"),
            ("申请.新收.其他组织", "0"),
            ("申请.新收.总计", "713"),
            ("申请.上年结转.总计", "36"),
        ],
        "2021年，本县新收政府信息公开申请713件，上年结转申请36件。\
         新收的申请中，自然人申请705件、商业企业申请3件、法律服务机构申请5件。",
    );
    check(
        &[("申请.新收.自然人", "2"), ("申请.新收.总计", "2"), ("申请.上年结转.总计", "0")],
        "2021年，本县新收政府信息公开申请2件，没有上年结转的申请。新收的申请均由自然人提出。",
    );
    check(
        &[("申请.新收.商业企业", "1"), ("申请.新收.总计", "1")],
        "2021年，本县新收政府信息公开申请1件。新收的申请由商业企业提出。",
    );
    check(
        &[("申请.新收.总计", "0"), ("申请.上年结转.总计", "0")],
        "2021年，本县未收到政府信息公开申请，没有上年结转的申请。",
    );
    check(
        &[
            ("申请.新收.总计", "0"),
            ("申请.上年结转.总计", "2"),
            ("申请.办理总计.总计", "0"),
            ("申请.结转下年.总计", "2"),
        ],
        "2021年，本县未收到政府信息公开申请，上年结转申请2件。\n\
         截至2021年12月31日，上述申请尚未办结。年底结转下年度继续办理2件。",
    );
    check(&[], "收到和处理政府信息公开申请的有关数据，见本报告第三部分。");
}

#[test]
fn results_are_told_in_the_groups_of_the_form() {
    let check = |figures: &Figures, expected| check_both("依申请公开", figures, expected);
    check(
        &[("申请.予以公开.总计", "9"), ("申请.办理总计.总计", "9"), ("申请.结转下年.总计", "0")],
        "全年办结申请9件，全部予以公开。年底没有结转下年度继续办理的申请。",
    );
    check(
        &[("申请.予以公开.总计", "1"), ("申请.办理总计.总计", "1"), ("申请.结转下年.总计", "1")],
        "全年办结申请1件，予以公开。年底结转下年度继续办理1件。",
    );
    check(
        &[
            ("申请.予以公开.总计", "294"),
            ("申请.部分公开.总计", "101"),
            ("申请.国家秘密.总计", "0"),
            ("申请.三安全一稳定.总计", "2"),
            ("申请.第三方权益.总计", "2"),
            ("申请.不掌握.总计", "111"),
            ("申请.重复申请.总计", "7"),
            ("申请.办理总计.总计", "517"),
        ],
        "全年办结申请517件：予以公开294件；部分公开101件；\
         不予公开的，危及“三安全一稳定”2件、保护第三方合法权益2件；\
         无法提供的，本机关不掌握相关政府信息111件；不予处理的，重复申请7件。",
    );
    // Totals by row left blank: only what is known is told.
    check(&[("申请.予以公开.自然人", "258"), ("申请.办理总计.总计", "805")], "全年办结申请805件。");
}

#[test]
fn other_results_are_three_since_2021_and_were_one_before() {
    check(
        "2021",
        "依申请公开",
        &[
            ("申请.逾期不补正.总计", "9"),
            ("申请.逾期未缴费.总计", "7"),
            ("申请.其他处理.总计", "143"),
            ("申请.办理总计.总计", "159"),
        ],
        "全年办结申请159件：其他处理的，申请人无正当理由逾期不补正9件、\
         申请人逾期未按收费通知要求缴纳费用7件、其他情形143件。",
    );
    check(
        "2019",
        "依申请公开",
        &[("申请.其他处理情形.总计", "14"), ("申请.办理总计.总计", "14")],
        "全年办结申请14件：其他处理14件。",
    );
}

#[test]
fn cases_are_told_also_where_there_are_none() {
    let check = |figures: &Figures, expected| check_both("依申请公开", figures, expected);
    let totals = |a, b, c| [("行政复议.总计", a), ("直接起诉.总计", b), ("复议后起诉.总计", c)];
    check(&totals("0", "0", "0"), "2021年，本县没有因政府信息公开工作被申请行政复议、提起行政诉讼的案件。");
    check(
        &[
            ("行政复议.维持", "27"),
            ("行政复议.纠正", "10"),
            ("行政复议.其他结果", "9"),
            ("行政复议.未审结", "15"),
            ("行政复议.总计", "61"),
            ("直接起诉.维持", "3"),
            ("直接起诉.总计", "3"),
            ("复议后起诉.维持", "8"),
            ("复议后起诉.未审结", "2"),
            ("复议后起诉.总计", "10"),
        ],
        "2021年，本县因政府信息公开工作被申请行政复议61件，结果维持27件、结果纠正10件、其他结果9件、尚未审结15件。\
         全年因政府信息公开工作被提起行政诉讼，未经复议直接起诉3件（结果维持3件），\
         复议后起诉10件（结果维持8件、尚未审结2件）。",
    );
    check(
        &totals("1", "0", "0"),
        "2021年，本县因政府信息公开工作被申请行政复议1件。全年没有因政府信息公开工作被提起行政诉讼的案件。",
    );
    check(
        &totals("0", "1", "0"),
        "2021年，本县没有因政府信息公开工作被申请行政复议的案件。\
         全年因政府信息公开工作被提起行政诉讼，未经复议直接起诉1件。",
    );
    check(&totals("", "0", "0"), "2021年，本县没有因政府信息公开工作被提起行政诉讼的案件。");
    check(&totals("0", "", ""), "2021年，本县没有因政府信息公开工作被申请行政复议的案件。");
    // Of the two ways to court one is blank: not known whether there was a case.
    check(&totals("0", "0", ""), "2021年，本县没有因政府信息公开工作被申请行政复议的案件。");
}

// ── （五）监督保障，五、六

#[test]
fn governments_report_assessment_review_and_accountability() {
    for edition in ["2019", "2021"] {
        let mut draft = draft(edition, &[]);
        for kind in ["", "政府部门", "派出机关", "授权组织"] {
            set_field(&mut draft, Field::AgencyKind, kind);
            assert!(!text(&draft, "监督保障").contains("社会评议"), "{kind}");
        }
        set_field(&mut draft, Field::AgencyKind, "人民政府");
        assert!(text(&draft, "监督保障").contains("政府信息公开工作考核、社会评议和责任追究"));
    }
}

#[test]
fn a_case_lost_is_a_problem_to_be_named() {
    let problem = |figures: &Figures| text(&draft("2021", figures), "问题与改进");
    assert!(!problem(&[("行政复议.纠正", "0"), ("直接起诉.纠正", "0")]).contains("被纠正"));
    for (key, place) in
        [("行政复议.纠正", "行政复议"), ("直接起诉.纠正", "行政诉讼"), ("复议后起诉.纠正", "行政诉讼")]
    {
        let text = problem(&[(key, "1")]);
        assert!(text.contains(&format!("有的申请办理不够规范，在{place}中被纠正。")), "{text}");
        assert!(text.contains("对照被纠正的案件逐件分析原因，规范申请办理工作"), "{text}");
    }
    let both = problem(&[("行政复议.纠正", "10"), ("复议后起诉.纠正", "1")]);
    assert!(both.contains("在行政复议、行政诉讼中被纠正。"), "{both}");
}

#[test]
fn fees_for_processing_are_told_as_the_rule_of_2020_asks() {
    let check = |notices, named, received, expected: &str| {
        let mut draft =
            draft("2021", &[("收费通知件数", notices), ("收费通知金额", named), ("实际收取金额", received)]);
        set_field(&mut draft, Field::ShortName, "本县");
        let expected = format!(
            "按照《政府信息公开信息处理费管理办法》（国办函〔2020〕109号）报告收费情况：2021年，本县{expected}。\
             除此以外，没有其他需要报告的事项。"
        );
        assert_eq!(text(&draft, "其他事项"), expected, "{notices} {named} {received}");
    };
    check("3", "2230", "380", "发出收费通知3件，总金额2230元，实际收取的总金额380元");
    check("2", "380.5", "0", "发出收费通知2件，总金额380.5元，未实际收取费用");
    check("0", "0", "0", "未发出收费通知，未收取信息处理费");
    // Notices of the year before may be paid in this one.
    check("0", "0", "40", "未发出收费通知，实际收取的总金额40元");
    // Blank is not zero.
    check("1", "", "", "发出收费通知1件");
    check("0", "", "", "未发出收费通知");
    check("", "", "400", "实际收取信息处理费400元");
    check("", "", "0", "未收取信息处理费");
    check("", "400", "", "收费通知的总金额400元");
    assert_eq!(text(&draft("2021", &[]), "其他事项"), "没有其他需要报告的事项。");
    // The rule is in force since 2021.
    assert_eq!(text(&draft("2019", &[]), "其他事项"), "没有其他需要报告的事项。");
}

// ── 2019 版式

#[test]
fn what_the_2019_form_asks_besides_is_told() {
    let check = |figures: &Figures, expected| check("2019", "主动公开", figures, expected);
    check(
        &[
            ("规章.制发", "13"),
            ("规章.新公开", "13"),
            ("规章.对外公开总数", "524"),
            ("规范性文件.制发", "60"),
            ("规范性文件.新公开", "60"),
            ("规范性文件.对外公开总数", "368"),
        ],
        "全年新制作规章13件，新公开13件，对外公开总数524件。全年新制作规范性文件60件，新公开60件，对外公开总数368件。",
    );
    check(&[("规章.制发", "0"), ("规章.新公开", "0"), ("规章.对外公开总数", "0")], "");
    check(&[("规范性文件.制发", "0"), ("规范性文件.新公开", "0")], "全年未新制作规范性文件。");
    check(&[("规范性文件.对外公开总数", "5")], "规范性文件对外公开总数5件。");
    let decisions = |a, b, c, d| {
        [
            ("行政许可.处理决定", a),
            ("其他管理服务.处理决定", b),
            ("行政处罚.处理决定", c),
            ("行政强制.处理决定", d),
        ]
    };
    check(
        &decisions("12", "3", "0", "0"),
        "全年作出行政许可决定12件、其他对外管理服务事项的处理决定3件，未作出行政处罚、行政强制的处理决定。",
    );
    check(
        &decisions("0", "0", "0", "0"),
        "全年未作出行政许可、其他对外管理服务事项、行政处罚、行政强制的处理决定。",
    );
    let fees = |before, change| [("行政事业性收费.上年项目", before), ("行政事业性收费.增减", change)];
    check(&fees("3", "1"), "行政事业性收费项目上年3项，本年增加1项。");
    check(&fees("3", "减1"), "行政事业性收费项目上年3项，本年减少1项。");
    check(&fees("3", "0"), "行政事业性收费项目上年3项，本年没有增减。");
    check(&fees("0", "0"), "全年没有行政事业性收费项目。");
    check(&fees("3", ""), "行政事业性收费项目上年3项。");
    let purchases = |count, sum| [("政府集中采购.项目数量", count), ("政府集中采购.采购总金额", sum)];
    check(&purchases("6", "251000元"), "全年政府集中采购项目6项，采购总金额251000元。");
    check(&purchases("1", "25.1万元"), "全年政府集中采购项目1项，采购总金额25.1万元。");
    check(&purchases("6", ""), "全年政府集中采购项目6项。");
    check(&purchases("0", "0"), "全年没有政府集中采购项目。");
}

#[test]
fn a_text_rewritten_in_one_edition_has_its_place_in_the_other() {
    let sections = |edition| templates::named(edition).unwrap().sections();
    assert_eq!(sections("2019"), sections("2021"));
}

// ── Whole reports

/// Every paragraph with a figure or a year in it, without the opening.
fn told(draft: &Draft) -> Vec<String> {
    let document = composed(draft);
    assert_sound(&document, "");
    let about = |line: &String| line.contains("年底") || line.contains("全年") || line.contains("2021年，");
    prose(&document).into_iter().filter(about).collect()
}

#[test]
fn a_township_with_zeros_everywhere_reads_well() {
    let mut draft = draft("2021", &[]);
    let form = draft.form().clone();
    for cell in &form.cells {
        composed::set(&mut draft, &cell.key, "0");
    }
    set_field(&mut draft, Field::ShortName, "本镇");
    set_field(&mut draft, Field::AgencyKind, "人民政府");
    assert_eq!(
        told(&draft),
        [
            "本镇按照《条例》规定的范围和时限主动公开政府信息，有关数据见本报告第二部分。全年未制发行政规范性文件。\
             全年未作出行政许可、行政处罚、行政强制决定。全年未收取行政事业性收费。",
            "2021年，本镇未收到政府信息公开申请，没有上年结转的申请。",
            "2021年，本镇没有因政府信息公开工作被申请行政复议、提起行政诉讼的案件。",
            "2021年，本镇的政府信息公开工作还存在一些不足，主要是主动公开的内容与公众需求的结合还不够紧密，\
             工作人员的业务能力有待进一步提高。",
            "按照《政府信息公开信息处理费管理办法》（国办函〔2020〕109号）报告收费情况：2021年，本镇未发出收费通知，\
             未收取信息处理费。除此以外，没有其他需要报告的事项。",
        ]
    );
}

#[test]
fn the_figures_of_a_whole_area_say_so() {
    let opening = |kind, scope| {
        let mut draft = draft("2021", &[]);
        set_field(&mut draft, Field::ShortName, "本局");
        set_field(&mut draft, Field::AgencyKind, kind);
        draft.apply(Edit::Scope(scope)).unwrap();
        text(&draft, "引言").lines().next().unwrap().to_owned()
    };
    assert!(opening("政府部门", Scope::Own).ends_with("1月1日至12月31日。"));
    assert!(opening("政府部门", Scope::RolledUp).ends_with("12月31日，统计范围包括本局及所属单位。"));
    assert!(opening("人民政府", Scope::RolledUp).ends_with("12月31日，统计范围为本行政区域内的行政机关。"));
}
