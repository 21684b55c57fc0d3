//! Invented reports in the shape of real ones. Agencies, figures and sentences are made up.

use nianbao::form::{Content, Form, HeadingLine, Table, editions};
use nianbao::report::{Block, BoxRole, Document, Run, TableBlock, TableBox, TableLine};

/// A whole report: title, opening, prose, a table of the 2014 edition as annex, signature.
pub fn report_2014() -> Document {
    let title = "云川市金塘区临水镇人民政府2018年政府信息公开工作年度报告";
    let mut blocks = vec![Block::Title(title.to_owned())];
    blocks.push(paragraph(OPENING_2014));
    for (heading, subheads) in PARTS_2014 {
        blocks.push(heading_block(1, heading));
        for (subhead, text) in *subheads {
            if !subhead.is_empty() {
                blocks.push(heading_block(2, subhead));
            }
            blocks.extend(text.split('\n').map(paragraph));
        }
    }
    blocks.push(Block::Signature {
        agency: "临水镇人民政府".to_owned(), date: "2019年1月16日".to_owned()
    });
    blocks.push(Block::Annex("附件".to_owned()));
    blocks.extend(tables("2014"));
    Document {
        mark: String::new(),
        title: title.to_owned(),
        author: "临水镇人民政府".to_owned(),
        date: Some("2019-01-16".to_owned()),
        blocks,
        sections: Vec::new(),
        identity: None,
    }
}

/// A report of the 2021 edition: its tables stand among the prose.
pub fn report_2021() -> Document {
    let title = "云川市自然资源和规划局2023年政府信息公开工作年度报告";
    let mut blocks =
        vec![Block::Title(title.to_owned()), paragraph(OPENING_2021), heading_block(1, "一、总体情况")];
    for (subhead, text) in OVERVIEW_2021 {
        blocks.push(heading_block(2, subhead));
        blocks.push(paragraph(text));
    }
    let heads = [
        "二、主动公开政府信息情况",
        "三、收到和处理政府信息公开申请情况",
        "四、政府信息公开行政复议、行政诉讼情况",
    ];
    for (head, table) in heads.into_iter().zip(tables("2021")) {
        blocks.push(heading_block(1, head));
        blocks.push(table);
    }
    blocks.push(heading_block(1, "五、存在的主要问题及改进情况"));
    blocks.push(paragraph(PROBLEMS_2021));
    blocks.push(heading_block(1, "六、其他需要报告的事项"));
    blocks.push(paragraph("本年度发出信息处理费收费通知2件，金额共计240元，实际收取140元。"));
    blocks.push(Block::Signature {
        agency: "云川市自然资源和规划局".to_owned(),
        date: "2024年1月25日".to_owned(),
    });
    let author = "云川市自然资源和规划局".to_owned();
    Document {
        title: title.to_owned(),
        author,
        date: Some("2024-01-25".to_owned()),
        mark: String::new(),
        blocks,
        sections: Vec::new(),
        identity: None,
    }
}

/// The tables of an edition, filled with figures that follow from the place of the cell.
pub fn tables(edition: &str) -> Vec<Block> {
    let form = editions::named(edition).expect("a built-in edition");
    form.tables.iter().map(|table| Block::Table(filled(&form, table))).collect()
}

fn filled(form: &Form, table: &Table) -> TableBlock {
    let heading = table.heading.iter().map(|line| match line {
        HeadingLine::Title(text) => TableLine::Title(filled_in(text)),
        HeadingLine::Centred(text) => TableLine::Centred(filled_in(text)),
        HeadingLine::Left(text) => TableLine::Left(filled_in(text)),
    });
    let boxes = table.grid.boxes.iter().map(|place| {
        let (role, text, cell) = match &place.content {
            Content::Head(text) => (BoxRole::Head, text.clone(), None),
            Content::Label { text, indent, strong } => {
                (BoxRole::Label { indent: *indent, strong: *strong }, text.clone(), None)
            }
            Content::Side(text) => (BoxRole::Side, text.clone(), None),
            Content::Unit(text) => (BoxRole::Unit, text.clone(), None),
            Content::Number(id) => {
                let figure = [0, 12, 693_957, 3, 0, 215, 1_048][id.index() % 7];
                (BoxRole::Number, figure.to_string(), Some(form.cell(*id).key.clone()))
            }
            Content::Nothing => (BoxRole::Nothing, String::new(), None),
        };
        TableBox {
            row: place.row,
            column: place.column,
            rows: place.rows,
            columns: place.columns,
            role,
            text,
            cell,
        }
    });
    TableBlock {
        name: table.name.clone(),
        heading: heading.collect(),
        columns: table.grid.columns.clone(),
        rows: table.grid.rows,
        head_rows: table.grid.head_rows,
        boxes: boxes.collect(),
        foot: table.foot.iter().map(|line| filled_in(line)).collect(),
    }
}

fn filled_in(text: &str) -> String {
    [
        ("{年度}", "2018"),
        ("{填报单位}", "临水镇人民政府"),
        ("{单位负责人}", "周明远"),
        ("{审核人}", "陈堃"),
        ("{填报人}", "李芳"),
        ("{联系电话}", "0573-6688123"),
        ("{填报日期}", "2019年1月16日"),
    ]
    .into_iter()
    .fold(text.to_owned(), |text, (place, value)| text.replace(place, value))
}

/// A paragraph of plain words.
pub fn paragraph(text: &str) -> Block {
    Block::Paragraph(vec![Run::words(text)])
}

/// A heading of plain words.
pub fn heading_block(level: u8, text: &str) -> Block {
    Block::Heading { level, runs: vec![Run::words(text)] }
}

const OPENING_2014: &str = "按照《中华人民共和国政府信息公开条例》（以下简称《条例》）的要求，现向社会公布临水镇2018年政府信息公开工作年度报告。报告由概述、主动公开情况、依申请公开情况、收费情况、复议诉讼情况、问题与改进六个部分组成，所列数据的统计期限自2018年1月1日起至2018年12月31日止。报告电子版可在区政府网站（http://www.jintang-example.gov.cn/zwgk/2018/lsz/nianbao.html）查阅。对报告有疑问的，请与镇党政综合办公室联系（地址：临水镇河东路18号；邮编：314000；电话：0573-6688123）。";

const PARTS_2014: &[(&str, &[(&str, &str)])] = &[
    (
        "一、概述",
        &[(
            "",
            "2018年，临水镇把“谁起草、谁审查、谁公开”落到每一个科室，全年召开专题会议4次，举办培训班3期，参训156人次。镇里明确由一名副镇长分管，党政综合办公室具体承办，配备专职人员1名、兼职人员6名，形成了“一把手负总责、分管领导亲自抓、科室各司其职”的格局。\n工作中，我们坚持问题导向：一是对照区里下发的清单逐条自查，补录往年遗漏的信息37条；二是修订《临水镇政府信息发布审核办法》，把保密审查、文字校核、领导签发三道关口写进流程；三是每季度通报一次，对迟报、漏报的科室当面提醒……从全年情况看，信息发布的及时率由上年的86.5%提高到97.2%。",
        )],
    ),
    (
        "二、主动公开政府信息情况",
        &[
            (
                "（一）公开数量",
                "全年主动公开政府信息1,284条，其中区政府网站公开916条，政务微信公开238条，政务微博公开102条，公告栏、电子屏等其他方式公开28条；制发规范性文件2件，均已公开。",
            ),
            (
                "（二）重点内容",
                "围绕群众最关心的事项，重点公开了农村低保、危房改造、土地征收、惠农补贴等信息。比如，在“临水三堂街”至“望河桥”段道路改造中，镇里先后7次公布工程进度、资金使用（总投资2,345.67万元）和交通绕行安排——从立项到验收，一步不落。发放耕地地力保护补贴时，把4,108户的面积、标准、金额逐户张榜，公示期不少于7日，收到更正意见12条，全部核实办理。",
            ),
            (
                "（三）公开渠道",
                "镇便民服务中心设查阅点1处，配置电脑2台；11个行政村（社区）设公开栏23块，按月更换。依托“临水发布”公众号开设“办事一点通”栏目，推出图解、短视频等58期，总阅读量35.6万人次，留言答复率100%。",
            ),
        ],
    ),
    (
        "三、依申请公开政府信息情况",
        &[(
            "",
            "全年收到政府信息公开申请15件，比上年增加4件，其中当面申请3件、信函申请5件、网络申请7件。已办结15件，均在法定期限内答复：属于已主动公开范围6件，同意公开5件，申请信息不存在2件，不属于本行政机关公开2件。内容集中在征地补偿、宅基地审批、工程招投标三类。",
        )],
    ),
    ("四、收费及减免情况", &[("", "2018年未向申请人收取检索、复制、邮寄等任何费用。")]),
    (
        "五、行政复议和行政诉讼情况",
        &[(
            "",
            "因政府信息公开引起的行政复议1件，结果为维持；未发生行政诉讼案件。区里转来的举报1件，经查所反映的村级账目已在村务公开栏公布，并向举报人作了说明。",
        )],
    ),
    (
        "六、存在的主要问题和改进措施",
        &[(
            "",
            "主要问题有三个：一是有的科室公开意识还不强，信息“重发布、轻解读”；二是村级公开栏更新不够及时，个别栏目超过30天没有变动；三是专职力量薄弱，人员流动快，业务不够熟练。\n下一步，我们将从三个方面改进：（一）完善制度，把公开工作纳入科室年度考核，权重不低于5%；（二）加强培训，每半年组织一次集中学习，新到岗人员先培训后上岗；（三）拓宽渠道，探索把公开栏“搬”到手机上，让群众看得到、看得懂、能监督。",
        )],
    ),
];

const OPENING_2021: &str = "本报告依据《中华人民共和国政府信息公开条例》第五十条和国办公开办函〔2021〕30号文件规定的格式编制，由总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、政府信息公开行政复议和行政诉讼情况、存在的主要问题及改进情况、其他需要报告的事项六个部分组成，数据统计期限为2023年1月1日至12月31日。";

const OVERVIEW_2021: &[(&str, &str)] = &[
    (
        "（一）主动公开",
        "全年通过门户网站公开信息693条，其中规划公示84条、土地供应结果127条、矿业权信息19条、政策解读46篇。对征地信息实行“一项目一专栏”，年内上线项目专栏52个。",
    ),
    (
        "（二）依申请公开",
        "全年新收申请215件，上年结转12件，办结219件，结转下年度8件。为减少补正，我们把常见申请的写法做成样例放在受理页面，补正率由31%降到17%。",
    ),
    (
        "（三）政府信息管理",
        "现行有效的行政规范性文件全部集中发布，失效、废止的即时标注；发布前逐件保密审查，全年审查1,056件次。",
    ),
    (
        "（四）政府信息公开平台建设",
        "网站“政府信息公开”专栏完成适老化改造，检索增加同义词匹配，年内访问量204.3万次。",
    ),
    (
        "（五）监督保障",
        "把公开工作列入年度绩效考核，分值4分；开展社会评议1次，满意率96.4%；全年未发生责任追究情形。",
    ),
];

const PROBLEMS_2021: &str = "存在的主要问题：一是规划类信息专业性强，群众“看得到、看不懂”的情况还有；二是区（县）分局之间标准不一，同类事项的公开深度有差别。改进情况：统一编制公开标准目录，细化到37类、214项；重要规划同步配发一张图、一段话、一问答，请规划师走进社区讲解22场次。";
