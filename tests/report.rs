//! Whole drafts composed by the built-in templates, and templates as an office's author writes them.

mod composed;

use composed::{assert_sound, composed, draft, prose, set, set_field};
use nianbao::draft::{
    Draft, Edit, Entry, Figure, FigureFormat, Illustration, Picture, Piece, Scope, SectionText,
};
use nianbao::form::{Field, Year, editions};
use nianbao::report::{Block, Document, Run, Template, compose, generated, plain_text, sections, templates};

fn set_all(draft: &mut Draft, value: impl Fn(usize) -> &'static str) {
    let form = draft.form().clone();
    let typed = |(index, cell): (usize, &nianbao::form::Cell)| {
        (cell.key.clone(), Entry::typed(value(index), cell.kind))
    };
    let entries = form.cells.iter().enumerate().map(typed).collect();
    draft.apply(Edit::Entries { year: Year::This, entries }).unwrap();
}

fn figures(document: &Document) -> Vec<&Run> {
    let runs = document.blocks.iter().flat_map(|block| match block {
        Block::Paragraph(runs) => runs.as_slice(),
        _ => &[],
    });
    runs.filter(|run| run.figure.is_some()).collect()
}

fn realistic_2014() -> Draft {
    let mut draft = draft(
        "2014",
        &[
            ("主动公开政府信息数", "1286"),
            ("主动公开规范性文件数", "12"),
            ("制发规范性文件总数", "14"),
            ("网站公开数", "1105"),
            ("微信公开数", "322"),
            ("回应热点舆情数", "3"),
            ("新闻发布会次数", "2"),
            ("负责同志发布会次数", "1"),
            ("收到申请数", "215"),
            ("当面申请数", "26"),
            ("网络申请数", "42"),
            ("信函申请数", "147"),
            ("申请办结数", "213"),
            ("按时办结数", "201"),
            ("延期办结数", "12"),
            ("申请答复数", "213"),
            ("同意公开答复数", "160"),
            ("不同意公开答复数", "53"),
            ("涉及个人隐私数", "53"),
            ("行政复议数量", "4"),
            ("复议维持数", "3"),
            ("复议其他数", "1"),
            ("行政诉讼数量", "0"),
            ("举报投诉数量", "0"),
            ("收取费用", "0"),
            ("专门机构数", "1"),
            ("工作人员数", "5"),
            ("专职人员数", "2"),
            ("兼职人员数", "3"),
            ("专项经费", "4068.208"),
            ("培训班数", "2"),
            ("接受培训人数", "96"),
        ],
    );
    set_field(&mut draft, Field::ShortName, "本镇");
    set_field(&mut draft, Field::Address, "金塘镇中心路1号*2幢");
    set_field(&mut draft, Field::Phone, "0580-0000000");
    set_field(&mut draft, Field::Site, "http://www.example.gov.cn/_a_b_/");
    set_field(&mut draft, Field::IssuedOn, "2019-01-16");
    draft
}

#[test]
fn the_2014_report_has_its_six_parts_the_signature_and_the_table_as_an_annex() {
    let document = composed(&realistic_2014());
    assert_sound(&document, "2014");
    assert_eq!(document.title, "金塘镇人民政府2018年政府信息公开工作年度报告");
    assert_eq!(document.date.as_deref(), Some("2019-01-16"));
    let parts: Vec<String> = document
        .blocks
        .iter()
        .filter_map(|block| match block {
            Block::Heading { level: 1, runs } => Some(plain_text(runs)),
            _ => None,
        })
        .collect();
    assert_eq!(
        parts,
        [
            "一、主动公开情况",
            "二、依申请公开和不予公开情况",
            "三、收费及减免情况",
            "四、因政府信息公开申请行政复议、提起行政诉讼情况",
            "五、存在的主要问题及改进情况",
            "六、其他需要报告的事项",
        ]
    );
    let [.., Block::Signature { agency, date }, Block::Annex(label), Block::Table(table)] =
        document.blocks.as_slice()
    else {
        panic!("{:?}", document.blocks.last())
    };
    assert_eq!((agency.as_str(), date.as_str()), ("金塘镇人民政府", "2019年1月16日"));
    assert_eq!((label.as_str(), table.name.as_str()), ("附件", "统计表"));
}

#[test]
fn generated_sentences_follow_the_figures() {
    let lines = prose(&composed(&realistic_2014())).join("\n");
    for sentence in [
        "2018年，本镇主动公开政府信息1286条，其中规范性文件12条。全年共制发规范性文件14件。",
        "2018年，本镇共收到政府信息公开申请215件，其中当面申请26件、网络申请42件、信函申请147件。",
        "其中维持具体行政行为3件、其他情形1件。全年没有因政府信息公开被提起行政诉讼的案件。",
        "全年政府信息公开专项经费4068.208万元。",
        "有从事政府信息公开工作的人员5人（专职2人、兼职3人）。",
        "请与金塘镇人民政府联系（地址：金塘镇中心路1号*2幢；电话：0580-0000000）。",
        "可在http://www.example.gov.cn/_a_b_/查阅",
    ] {
        assert!(lines.contains(sentence), "{sentence} in\n{lines}");
    }
}

#[test]
fn the_2021_report_has_its_tables_in_their_places() {
    let mut draft = draft(
        "2021",
        &[
            ("规范性文件.制发", "3"),
            ("规范性文件.现行有效", "12"),
            ("行政许可.处理决定", "871"),
            ("行政事业性收费.收费金额", "18.8710"),
            ("申请.新收.总计", "9"),
            ("申请.新收.自然人", "9"),
            ("申请.予以公开.总计", "6"),
            ("申请.不掌握.总计", "3"),
            ("申请.办理总计.总计", "9"),
            ("申请.结转下年.总计", "0"),
            ("收费通知件数", "2"),
            ("收费通知金额", "380"),
        ],
    );
    set_field(&mut draft, Field::AgencyKind, "人民政府");
    let document = composed(&draft);
    assert_sound(&document, "2021");
    let outline: Vec<String> = document
        .blocks
        .iter()
        .filter_map(|block| match block {
            Block::Heading { level, runs } => Some(format!("{level}{}", plain_text(runs))),
            Block::Table(table) => Some(format!("[{}]", table.name)),
            Block::Signature { .. } => Some("[落款]".to_owned()),
            _ => None,
        })
        .collect();
    assert_eq!(
        outline,
        [
            "1一、总体情况",
            "2（一）主动公开",
            "2（二）依申请公开",
            "2（三）政府信息管理",
            "2（四）政府信息公开平台建设",
            "2（五）监督保障",
            "1二、主动公开政府信息情况",
            "[主动公开情况表]",
            "1三、收到和处理政府信息公开申请情况",
            "[申请办理情况表]",
            "1四、政府信息公开行政复议、行政诉讼情况",
            "[复议诉讼情况表]",
            "1五、存在的主要问题及改进情况",
            "1六、其他需要报告的事项",
            "[落款]",
        ]
    );
    let lines = prose(&document).join("\n");
    for sentence in [
        "本单位新收政府信息公开申请9件。新收的申请均由自然人提出。",
        "全年办结申请9件：予以公开6件；无法提供的，本机关不掌握相关政府信息3件。年底没有结转下年度继续办理的申请。",
        "全年收取行政事业性收费18.8710万元。",
        "发出收费通知2件，总金额380元。",
        "责任追究",
    ] {
        assert!(lines.contains(sentence), "{sentence} in\n{lines}");
    }
}

#[test]
fn blanks_zeros_and_every_mixture_give_sound_sentences() {
    // A fixed sequence, so that a failure comes back.
    let mut seed: u64 = 20190116;
    let mut next = move || {
        seed = seed.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (seed >> 33) as usize
    };
    for edition in ["2014", "2019", "2021"] {
        for (value, name) in [("", "空白"), ("0", "全零"), ("1", "全一"), ("/", "不适用")] {
            let mut draft = draft(edition, &[]);
            set_all(&mut draft, |_| value);
            assert_sound(&composed(&draft), &format!("{edition} {name}"));
        }
        for round in 0..150 {
            let mut draft = draft(edition, &[]);
            let picks: Vec<usize> = (0..draft.form().cells.len()).map(|_| next()).collect();
            // Half of the drafts are sparse, as real ones are.
            let values: &[&str] =
                if round % 2 == 0 { &["", "0", "7", "/"] } else { &["", "", "", "0", "0", "2"] };
            set_all(&mut draft, |index| match values[picks[index] % values.len()] {
                "0" => "0",
                "2" => "2",
                "7" => "7",
                "/" => "/",
                _ => "",
            });
            for field in [Field::Site, Field::Address, Field::Postcode, Field::Phone, Field::Mail] {
                set_field(&mut draft, field, if next() % 2 == 0 { "" } else { "甲乙" });
            }
            set_field(&mut draft, Field::AgencyKind, if next() % 2 == 0 { "" } else { "人民政府" });
            draft.apply(Edit::Scope(if next() % 2 == 0 { Scope::Own } else { Scope::RolledUp })).unwrap();
            assert_sound(&composed(&draft), &format!("{edition} {round}"));
        }
    }
}

#[test]
fn what_the_clerk_writes_is_never_markup() {
    let mut draft = realistic_2014();
    let typed = "# 一、{{收到申请数}} **重点** [[落款]] {% if %} <b>&amp;</b> 1. 甲\n　　* 第二段 \n\n收到";
    let text = SectionText::new([
        Piece::Words(typed.to_owned()),
        Piece::figure("收到申请数"),
        Piece::Words("件".to_owned()),
    ]);
    draft.apply(Edit::Text("主动公开".to_owned(), Some(text))).unwrap();
    let lines = prose(&composed(&draft));
    let at = lines.iter().position(|line| line == "一、主动公开情况").unwrap();
    assert_eq!(
        lines[at + 1..at + 4],
        ["# 一、{{收到申请数}} **重点** [[落款]] {% if %} <b>&amp;</b> 1. 甲", "* 第二段", "收到215件",]
    );
    assert_eq!(lines[at + 4], "二、依申请公开和不予公开情况");
}

#[test]
fn pictures_stand_between_paragraphs_and_figures_in_their_format() {
    let mut draft = realistic_2014();
    let mut bytes = std::io::Cursor::new(Vec::new());
    image::RgbImage::new(3, 2).write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    let picture = Picture::read(bytes.into_inner()).unwrap();
    let pictured = |caption: &str| {
        Piece::Picture(Illustration { picture: picture.clone(), caption: caption.to_owned() })
    };
    let numerals = Figure { key: "收到申请数".into(), format: FigureFormat::Numerals };
    let text = SectionText::new([
        Piece::Words("收到".to_owned()),
        Piece::Figure(numerals),
        Piece::Words("件。".to_owned()),
        pictured(" 申请渠道 "),
        Piece::Words("\n后文".to_owned()),
        pictured(""),
    ]);
    draft.apply(Edit::Text("主动公开".to_owned(), Some(text))).unwrap();
    let document = composed(&draft);
    let section = document.sections.iter().find(|(name, _)| name == "主动公开").unwrap();
    let shown: Vec<String> = document.blocks[section.1.clone()]
        .iter()
        .map(|block| match block {
            Block::Paragraph(runs) => plain_text(runs),
            Block::Picture { caption, .. } => format!("图：{caption}"),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(shown, ["收到二百一十五件。", "图：申请渠道", "后文", "图："]);
}

#[test]
fn basic_texts_are_never_markup_either() {
    let mut draft = realistic_2014();
    let name = "*甲*{{年度}}_乙_\u{FDD0}[[落款]]<b>\\`局";
    set_field(&mut draft, Field::Agency, name);
    set_field(&mut draft, Field::ShortName, "# 本局");
    let document = composed(&draft);
    let shown = name.replace('\u{FDD0}', "");
    assert_eq!(document.title, format!("{shown}2018年政府信息公开工作年度报告"));
    assert!(prose(&document).iter().any(|line| line.starts_with("2018年，# 本局主动公开")));
}

#[test]
fn figures_in_the_text_are_live() {
    let mut draft = realistic_2014();
    let shown = |draft: &Draft| {
        let document = composed(draft);
        let texts: Vec<String> = figures(&document)
            .into_iter()
            .filter(|run| run.figure.as_deref() == Some("收到申请数"))
            .map(|run| run.text.clone())
            .collect();
        texts
    };
    assert_eq!(shown(&draft), ["215"]);
    set(&mut draft, "收到申请数", "216");
    assert_eq!(shown(&draft), ["216"]);

    // Rewritten, they stay live.
    let text = generated(&draft, templates::named("2014").unwrap(), "依申请公开").unwrap();
    draft.apply(Edit::Text("依申请公开".to_owned(), Some(text))).unwrap();
    set(&mut draft, "收到申请数", "/");
    assert_eq!(shown(&draft), ["/"]);
    set(&mut draft, "收到申请数", "");
    assert_eq!(shown(&draft), ["××"]);
}

#[test]
fn a_rewritten_section_starts_from_what_was_generated() {
    for mut draft in [realistic_2014(), draft("2019", &[]), draft("2021", &[("申请.新收.总计", "9")])] {
        let template = templates::for_form(draft.form()).unwrap();
        let before = composed(&draft);
        let texts = sections(&draft, template);
        // Rendered once for all of them, and each the same as when it is asked for alone.
        assert!(texts.iter().map(|(section, _)| section).eq(template.sections()));
        for (section, text) in texts {
            let text = text.unwrap();
            assert_eq!(generated(&draft, template, &section).unwrap(), text);
            assert!(!text.pieces().is_empty(), "{section}");
            draft.apply(Edit::Text(section, Some(text))).unwrap();
        }
        assert_eq!(composed(&draft), before);
        assert_eq!(template.unplaced(&draft), [""; 0]);
        draft.apply(Edit::Text("旧的一段".to_owned(), Some(SectionText::default()))).unwrap();
        assert_eq!(template.unplaced(&draft), ["旧的一段"]);
    }
}

#[test]
fn every_cell_of_every_table_is_the_drafts() {
    for edition in ["2014", "2019", "2021"] {
        let mut draft = draft(edition, &[]);
        set_all(&mut draft, |index| ["", "0", "7", "/", "641814"][index % 5]);
        let document = composed(&draft);
        let mut seen = 0;
        for block in &document.blocks {
            let Block::Table(table) = block else { continue };
            for (key, text) in table.boxes.iter().filter_map(|b| Some((b.cell.as_ref()?, &b.text))) {
                let id = draft.form().find(key).unwrap();
                assert_eq!(*text, draft.shown(id).unwrap_or_default(), "{key}");
                seen += 1;
            }
            let lines = table.heading.iter().map(|line| format!("{line:?}")).chain(table.foot.clone());
            for line in lines {
                assert!(!line.contains('{'), "{line}");
            }
        }
        assert_eq!(seen, draft.form().table_cells);
    }
}

#[test]
fn an_authors_template_prints_numbers_as_kept() {
    let text =
        "# 报告\n{{专项经费}}、{{专项经费 * 2}}、{{接受培训人数 / 培训班数}}、{{查阅点数}}\n\n甲\n  乙\n";
    let template = Template::parse("本局.md", text).unwrap();
    let document = compose(&realistic_2014(), &template).unwrap();
    assert_eq!(prose(&document), ["报告", "4068.208、8136.416、48、××", "甲乙"]);
}

#[test]
fn no_template_however_odd_brings_the_program_down() {
    let form = editions::named("2021").unwrap();
    for text in [
        "",
        "{{",
        "{%",
        "{#",
        "{{}}{%%}{##}",
        "{{-}}{%-%}",
        "{{ '\\",
        "{% raw %}{{ 甲 }}",
        "{% raw %}{{ 甲 }}{%- endraw -%}[[落款]]",
        "{{ 申请 < 规章 }}",
        "{{ [申请, 规章, 申请.新收]|sort|length }}",
        "{{ 申请 == 申请 }}{{ 申请.新收.总计.总计 }}",
        "{{ 申请 }}",
        "{% for a in 申请 %}{{ a }}{% endfor %}",
        "{{ 1 / 0 }}{{ 1 // 0 }}{{ 9223372036854775807 * 9 }}",
        "{{ _0 }}{{ _ffff }}{{ _甲 }}",
        "{% if true %}[[正文:甲]]{% endif %}",
        "{% if false %}\n[[正文:甲]]\n{% endif %}\n甲\n[[/正文]]",
        "[[正文:甲]]\n[[附件:一:二]]\n[[/正文]]",
        "{{ '\u{FDD0}\u{FDE0}' ~ 填报单位|upper|truncate }}",
        "{% set 甲 %}{{填报单位}}{% endset %}{{ 甲 ~ 甲|reverse }}{{ 甲[1:3] }}",
        "{% filter 列举(申请) %}甲{% endfilter %}{% filter 列举 %}{% endfilter %}{{ 填报单位|列举|缺省(地址) }}",
        "* * *\n1. \n\n> > # 甲\n![图](a.png)\n<!-- 注 -->\n&nbsp;\n===\n",
    ] {
        if let Ok(template) = Template::parse("本局.md", text) {
            template.check(&form);
            let _ = compose(&draft("2021", &[]), &template);
        }
    }
}
