//! DOC-06, DOC-10: names, contacts, personal data.

use super::*;

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
