//! Templates as an office's author writes them: figures in official style, charts, 沿用, and every fault of a
//! broken one told at once with its place.

mod composed;

use std::path::Path;
use std::process::Command;

use composed::{assert_sound, composed, draft, prose, set_field};
use nianbao::draft::{Draft, Edit, Entry};
use nianbao::form::{CellKey, Field, Kind, Year, editions};
use nianbao::report::{Block, Template, compose, templates};

/// 2018 with last year's figures.
fn both_years() -> Draft {
    let mut draft = draft(
        "2014",
        &[
            ("收到申请数", "215"),
            ("网络申请数", "68"),
            ("申请办结数", "0"),
            ("主动公开政府信息数", "12345"),
            ("专项经费", "4068.2080"),
            ("收取费用", "/"),
            ("查阅点数", "12"),
            ("行政复议数量", "3"),
        ],
    );
    let last = [("收到申请数", "190"), ("网络申请数", "70"), ("行政复议数量", "0"), ("查阅点数", "12")];
    let entry = |(key, typed): (&str, &str)| (CellKey::from(key), Entry::typed(typed, Kind::Count));
    draft.apply(Edit::Entries { year: Year::Last, entries: last.map(entry).into() }).unwrap();
    draft
}

/// What a template of one line prints.
fn check_in(draft: &Draft, text: &str, expected: &str) {
    let template = Template::parse("本局.md", text).unwrap_or_else(|faults| panic!("{text}: {faults:?}"));
    let printed = compose(draft, &template).map(|document| prose(&document).join("|"));
    assert_eq!(printed.unwrap_or_else(|error| error.to_string()), expected, "{text}");
}

fn check(text: &str, expected: &str) {
    check_in(&both_years(), text, expected);
}

#[test]
fn figures_are_written_in_official_style() {
    check("{{主动公开政府信息数|千分位}}", "12,345");
    check("{{专项经费|千分位}}", "4,068.2080");
    check("{{专项经费|万元(1)}}、{{专项经费|万元}}", "4068.2万元、4068.21万元");
    check("{{251000|万元}}、{{123456|万元(位数=1)}}", "25.1万元、12.3万元");
    check("{{网络申请数|占比(收到申请数)}}", "31.6%");
    check("{{网络申请数|占比(收到申请数, 2)}}、{{网络申请数|占比(收到申请数, 位数=0)}}", "31.63%、32%");
    check("{{(网络申请数 / 收到申请数)|百分比}}", "31.6%");
    check("{{查阅点数|中文数字}}、{{收到申请数|中文数字}}", "十二、二百一十五");
    check("{{(网络申请数 + 1000)|千分位}}", "1,068");
}

#[test]
fn growth_against_last_year_is_told_in_words() {
    check("比上年{{收到申请数|比上年}}", "比上年增长13.2%");
    check("比上年{{网络申请数|比上年(位数=2)}}", "比上年下降2.86%");
    check("与上年{{查阅点数|比上年}}", "与上年持平");
    check("比上年{{行政复议数量|比上年}}", "比上年增加3件");
    check("比上年{{收到申请数|增减}}", "比上年增加25件");
    check("上年{{上年.收到申请数}}件，{{上年.收到申请数|千分位}}件", "上年190件，190件");
    check("{{(收到申请数 + 网络申请数)|比上年(上年.收到申请数 + 上年.网络申请数)}}", "增长8.8%");
    check("{% if 上年.专项经费 is number %}有{% else %}无{% endif %}", "无");
    check("{% set 升 = 收到申请数|比上年 %}比上年{{升}}。", "比上年增长13.2%。");
}

#[test]
fn what_is_not_known_is_marked_and_never_a_number() {
    check("{{传真申请数|千分位}}、{{传真申请数|占比(收到申请数)}}", "××、××");
    check("{{网络申请数|占比(传真申请数)}}、{{网络申请数|占比(申请办结数)}}", "××、××");
    check("{{专项经费|比上年}}、{{专项经费|增减}}", "××、××");
    check("{{收取费用|万元}}、{{收取费用|中文数字}}", "/、/");
}

#[test]
fn money_of_any_form_is_told_in_ten_thousands() {
    let draft = draft("2021", &[("实际收取金额", "12345"), ("行政事业性收费.收费金额", "18.8710")]);
    check_in(&draft, "{{实际收取金额|万元(1)}}、{{行政事业性收费.收费金额|万元}}", "1.2万元、18.87万元");
}

/// Faults of a template for a form, as its author is told them.
fn faults_of(edition: &str, text: &str) -> Vec<String> {
    let form = editions::named(edition).unwrap();
    Template::faults("本局.md", text, &form).iter().map(ToString::to_string).collect()
}

fn faults(text: &str) -> Vec<String> {
    faults_of("2014", text)
}

/// The whole of what an author could get wrong, in one file: each fault with line, column and the right name.
#[test]
fn a_broken_template_is_mended_from_the_messages_alone() {
    let text = "\
# {{填报单伟}}{{年度}}年报告
[[正文:甲]]
{% if 收到申请数 = 0 %}未收到申请。{% endif %}
{{ 网络申请数|占笔(收到申请数) }}
{{ 网络申请数|占比 }}
{% if false %}{{ 上年.收到申请數 }}{{ 查阅点数|千分位(1, 2) }}{% endif %}
{% if 查阅点数 is numbr %}甲{% endif %}
{{ 地址|千分位 }}
[[/正文]]
[[表:统计]]
[[图:申请渠到]]
见 [[落款]]
共{{ 收到申请数 件
【落款】
{% include '甲' %}
";
    let told = faults(text);
    assert_eq!(
        told,
        [
            "本局.md 第 1 行第 5 列：没有“填报单伟”这个指标或者名称，是否为“填报单位”？",
            "本局.md 第 3 行第 13 列：判断是否相等要写两个等号：==",
            "本局.md 第 4 行第 10 列：没有“占笔”这个过滤器，是否为“占比”？可用：千分位、万元、占比、百分比、比上年、增减、中文数字、各单位、列举、缺省、abs、int、length、round、trim",
            "本局.md 第 5 行第 10 列：过滤器“占比”的括号里要写整体，如 {{部分|占比(整体)}}",
            "本局.md 第 6 行第 18 列：没有“上年.收到申请數”这个指标或者名称，是否为“上年.收到申请数”？",
            "本局.md 第 6 行第 37 列：过滤器“千分位”不带括号",
            "本局.md 第 7 行第 15 列：没有“numbr”这个判断，是否为“number”？可用：defined、none、number、string、undefined",
            "本局.md 第 8 行第 7 列：过滤器“千分位”的前面要的是一个数，不是文字“试”",
            "本局.md 第 10 行第 1 列：2014 版式没有“统计”这张表，是否为“统计表”？",
            "本局.md 第 11 行第 1 列：2014 版式没有“申请渠到”这幅图，是否为“申请渠道”？",
            "本局.md 第 12 行第 1 列：标记 [[落款… 要单独占一行",
            "本局.md 第 13 行第 2 列：这个标签没有以 }} 结束",
            "本局.md 第 14 行第 1 列：标记要用两对半角方括号：[[落款…]]",
            "本局.md 第 15 行第 4 列：模板里不能用 {% include %}。要在内置模板上改几处，请用 [[沿用:名称]]",
        ]
    );
    // Each told thing mended, nothing more: it is sound.
    let mended = text
        .replace("单伟", "单位")
        .replace(" = 0", " == 0")
        .replace("占笔", "占比")
        .replace("网络申请数|占比 ", "网络申请数|占比(收到申请数) ")
        .replace("申请數", "申请数")
        .replace("千分位(1, 2)", "千分位")
        .replace("numbr", "number")
        .replace("{{ 地址|千分位 }}", "{{ 地址 }}")
        .replace("统计]]", "统计表]]")
        .replace("渠到", "渠道")
        .replace("见 [[落款]]", "见落款")
        .replace("收到申请数 件", "收到申请数 }}件")
        .replace("【落款】", "[[落款]]")
        .replace("{% include '甲' %}\n", "");
    assert_eq!(faults(&mended), [""; 0]);
}

#[test]
fn a_templates_faults_are_told_all_at_once_with_their_places() {
    assert_eq!(
        faults("共{{ 收到申请數 }}件\n{% if false %}{{ 上年 }}{% endif %}\n[[表:统计]]"),
        [
            "本局.md 第 1 行第 5 列：没有“收到申请數”这个指标或者名称，是否为“收到申请数”？",
            "本局.md 第 2 行第 18 列：“上年”后面还要写出是哪一项指标。如 {{上年.主动公开政府信息数}}",
            "本局.md 第 3 行第 1 列：2014 版式没有“统计”这张表，是否为“统计表”？",
        ]
    );
    assert_eq!(
        faults("[[正文:甲]]\n## 一\n[[/正文]]\n[[正文:甲]]\n  [[落欵]]\n"),
        [
            "本局.md 第 2 行第 1 列：标题不能放在 [[正文:甲]] 里面。改写后的正文只有段落，请把标题移到 [[正文]] 之前",
            "本局.md 第 4 行第 1 列：[[正文:甲]] 没有以 [[/正文]] 结束",
            "本局.md 第 4 行第 1 列：正文“甲”出现了两次",
            "本局.md 第 5 行第 3 列：不认识标记 [[落欵]]，是否为“落款”？",
        ]
    );
}

/// An empty file was said to have no faults, and printed an empty report.
#[test]
fn an_empty_template_is_told() {
    for empty in ["", "\u{feff}", " \n\n"] {
        assert_eq!(
            faults(empty),
            ["本局.md：模板是空的，印不出报告。请用 nianbao template new 由内置模板开头"],
            "{empty:?}"
        );
    }
}

#[test]
fn jinja_faults_have_their_places() {
    for (text, expected) in [
        ("甲\n{% if 收到申请数 %}", "本局.md 第 2 行"),
        ("甲\n共{{收到申请数|凑整}}件", "本局.md 第 2 行第 10 列：没有“凑整”这个过滤器"),
        ("甲\n{{收到申请数}}和{{收到申请数 + 1}}件", "本局.md 第 2 行第 13 列：无法计算"),
        ("甲\n{{地址|safe}}", "本局.md 第 2 行第 6 列：没有“safe”这个过滤器"),
    ] {
        let faults = faults(text);
        assert!(faults.first().is_some_and(|fault| fault.starts_with(expected)), "{faults:?}");
    }
}

#[test]
fn a_template_that_does_not_end_is_stopped() {
    let list = format!("[{}]", "1,".repeat(99));
    let text = format!(
        "{{% for a in {list} %}}{{% for b in {list} %}}{{% for c in {list} %}}甲{{% endfor %}}{{% endfor %}}{{% endfor %}}"
    );
    let told = faults(&text);
    assert!(told[0].starts_with("本局.md 第 1 行") && told[0].contains("步数过多"), "{told:?}");

    // Nor can it fill the memory: each of these would double, repeat or print without end.
    for (text, expected) in [
        ("{% set a = '甲' %}".to_owned() + &"{% set a = a ~ a %}".repeat(40), "越来越长"),
        (
            format!(
                "{{% for a in {list} %}}{{% for b in {list} %}}{}{{% endfor %}}{{% endfor %}}",
                "甲".repeat(500)
            ),
            "印出的内容过多",
        ),
        (format!("{{% for a in {list} %}}{}{{% endfor %}}", "甲".repeat(5000)), "循环里的文字过长"),
        ("{{ '甲' * 99999999 }}".to_owned(), "乘号两边"),
        (
            "{% include '/etc/passwd' %}{% macro a() %}{{ a() }}{% endmacro %}".to_owned(),
            "不能用 {% include %}",
        ),
    ] {
        let told = faults(&text);
        assert!(told.first().is_some_and(|fault| fault.contains(expected)), "{told:?}");
    }
}

#[test]
fn a_template_of_ones_own_takes_over_a_built_in_one_but_for_what_it_says() {
    let text = "\
[[沿用:2014-图文]]
[[正文:收费减免]]
本年度未收取任何费用，共{{收到申请数|千分位}}件。
[[/正文]]
[[接在:落款]]
[[附件:2]]
[[/接在]]
";
    let template = Template::parse("本局.md", text).unwrap();
    let built_in = templates::named("2014").unwrap();
    assert_eq!(template.sections(), built_in.sections());
    let document = compose(&both_years(), &template).unwrap();
    let charts: Vec<&str> = document
        .blocks
        .iter()
        .filter_map(|block| match block {
            Block::Chart(chart) => Some(chart.name.as_str()),
            _ => None,
        })
        .collect();
    // Nothing is known of the answers, so nothing is drawn of them.
    assert_eq!(charts, ["申请渠道", "上年对比"]);
    let lines = prose(&document);
    assert!(lines.contains(&"本年度未收取任何费用，共215件。".to_owned()), "{lines:?}");
    assert!(lines.iter().any(|line| line.contains("统计期限")), "{lines:?}");
    assert!(document.blocks.contains(&Block::Annex("附件2".to_owned())));
}

#[test]
fn faults_of_a_template_that_takes_over_another_are_placed_in_the_file_they_stand_in() {
    assert_eq!(
        faults("{# 甲 #}\n[[沿用:2014]]\n\n[[正文:收费减免]]\n{{收取费田}}\n[[/正文]]"),
        ["本局.md 第 5 行第 3 列：没有“收取费田”这个指标或者名称，是否为“收取费用”？"]
    );
    let of_another = faults_of("2019", "[[沿用:2014]]\n");
    assert!(of_another.len() > 20, "{of_another:?}");
    assert!(of_another.iter().all(|fault| fault.starts_with("2014.md 第 ")), "{of_another:?}");
    assert_eq!(
        faults("[[沿用:2014]]\n[[正文:收费减勉]]\n甲\n[[/正文]]\n"),
        ["本局.md 第 2 行第 1 列：沿用的模板没有“正文:收费减勉”，是否为“正文:收费减免”？"]
    );
}

#[test]
fn templates_with_charts_say_the_same_as_those_without() {
    for form in editions::all() {
        let with = templates::named(&format!("{}-图文", form.edition)).unwrap();
        let mut draft = draft(&form.edition, &[]);
        let entry = |cell: &nianbao::form::Cell| (cell.key.clone(), Entry::typed("3", cell.kind));
        let entries: Vec<_> = form.cells.iter().map(entry).collect();
        for year in [Year::This, Year::Last] {
            draft.apply(Edit::Entries { year, entries: entries.clone() }).unwrap();
        }
        set_field(&mut draft, Field::Phone, "0580-0000000");
        let (with, without) = (compose(&draft, with).unwrap(), composed(&draft));
        assert_sound(&with, &form.edition);
        assert_eq!(prose(&with), prose(&without));
        let charts = with.blocks.iter().filter(|block| matches!(block, Block::Chart(_))).count();
        assert_eq!(charts, 3, "{}", form.edition);
    }
}

// ── The command

/// Exit code, output and complaints of `nianbao template …`, with a folder of own templates.
fn run(folder: &Path, args: &[&str]) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_nianbao"));
    command.current_dir(folder).env("NIANBAO_TEMPLATES", folder).arg("template").args(args);
    let output = command.output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

#[test]
fn a_new_template_is_a_copy_that_passes_its_check() {
    let folder = tempfile::tempdir().unwrap();
    let run = |args: &[&str]| run(folder.path(), args);
    for name in templates::names() {
        let file = format!("{name}.md");
        assert_eq!(run(&["new", "--from", name, "-o", &file]).0, 0);
        let (code, out, _) = run(&["check", &file]);
        let edition = name.split('-').next().unwrap();
        assert_eq!((code, out), (0, format!("{file}：没有错误，适用于 {edition} 版式\n")));
    }
    let (code, _, err) = run(&["new", "-o", "2021.md"]);
    assert_eq!((code, err.as_str()), (2, "2021.md：已有同名文件，没有覆盖。请换一个文件名\n"));
    let (_, _, err) = run(&["new", "--from", "2012", "-o", "甲.md"]);
    assert!(err.contains("没有“2012”这个内置模板，是否为“20"), "{err}");
}

#[test]
fn the_check_tells_all_faults_a_line_each_and_the_edition_it_took() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("本局.md"), "{{ 收到申请數 }}\n{{ 申请办结数 \n").unwrap();
    let run = |args: &[&str]| run(folder.path(), args);
    let (code, out, err) = run(&["check", "本局.md", "--form", "2014"]);
    assert_eq!((code, err.as_str()), (1, ""));
    assert_eq!(
        out,
        "本局.md 第 1 行第 4 列：没有“收到申请數”这个指标或者名称，是否为“收到申请数”？\n\
         本局.md 第 2 行第 1 列：这个标签没有以 }} 结束\n\
         本局.md：共 2 处错误（按 2014 版式检查）\n"
    );
    let (code, out, _) = run(&["check", "本局.md", "--form", "2014", "--json"]);
    let checked: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(code, 1);
    assert_eq!(checked[0]["fits"], serde_json::json!([]));
    assert_eq!(
        checked[0]["faults"][1],
        serde_json::json!({
            "file": "本局.md", "line": 2, "column": 1, "message": "这个标签没有以 }} 结束", "hint": "",
        })
    );
    let (code, out, err) = run(&["check", "没有.md", "本局.md"]);
    assert_eq!(code, 2);
    assert!(err.starts_with("没有.md：找不到这个文件") && out.contains("处错误"), "{err}{out}");
}

#[test]
fn the_list_has_built_in_and_own_templates_those_with_faults_too() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("本局.md"), "[[沿用:2021]]\n").unwrap();
    std::fs::write(folder.path().join("坏的.md"), "{{ 甲").unwrap();
    let (code, out, _) = run(folder.path(), &["list"]);
    assert_eq!(code, 0);
    for line in [
        "内置　2021-图文　适用于 2021 版式　",
        "自有　本局　适用于 2021 版式　",
        "自有　坏的　不适用于任何版式　有错误",
    ] {
        assert!(out.lines().any(|shown| shown.starts_with(line)), "{line} in\n{out}");
    }
    let (_, out, _) = run(folder.path(), &["list", "--json"]);
    let listed: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(listed.as_array().unwrap().len(), templates::all().len() + 2);
}

#[test]
fn a_report_is_exported_by_a_template_of_ones_own() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("本局.md"), "[[沿用:2014-图文]]\n").unwrap();
    std::fs::write(folder.path().join("坏的.md"), "{{ 甲\n{% fi %}").unwrap();
    let export = |template: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_nianbao"));
        command.current_dir(folder.path()).env("NIANBAO_TEMPLATES", folder.path());
        let draft = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/金塘镇-2018.nianbao");
        command.args(["export", draft, "-o", "报告.pdf", "--template", template]);
        let output = command.output().unwrap();
        (output.status.code().unwrap(), String::from_utf8(output.stderr).unwrap())
    };
    for template in ["本局", "本局.md", "2014-图文"] {
        let (code, err) = export(template);
        assert!(code < 2, "{template}: {err}");
    }
    let (code, err) = export("坏的.md");
    assert_eq!(
        (code, err.as_str()),
        (
            2,
            "坏的.md 第 1 行第 1 列：这个标签没有以 }} 结束\n坏的.md 第 2 行第 4 列：没有 {% fi %} 这种标签，是否为“if”？\n"
        )
    );
}

// ── docs/模板编写.md

const GUIDE: &str = include_str!("../docs/模板编写.md");

#[test]
fn every_template_in_the_guide_for_authors_is_sound() {
    let mut seen = 0;
    for example in GUIDE.split("```模板 ").skip(1) {
        let (edition, rest) = example.split_once('\n').unwrap();
        let text = rest.split("```").next().unwrap();
        assert_eq!(faults_of(edition.trim(), text), [""; 0], "{text}");
        seen += 1;
    }
    assert!(seen >= 6, "{seen}");
}

#[test]
fn every_line_of_the_guides_table_prints_what_it_says() {
    let mut seen = 0;
    for line in GUIDE.lines().filter(|line| line.starts_with("| `") && line.contains("{{")) {
        let (text, printed) = line.trim_matches(['|', ' ']).rsplit_once('|').unwrap();
        check(text.trim().trim_matches('`'), printed.trim());
        seen += 1;
    }
    assert!(seen >= 10, "{seen}");
}

#[test]
fn the_guide_names_every_marker_filter_chart_and_table() {
    let marked = |name: &str| assert!(GUIDE.contains(name), "{name}");
    ["[[正文:", "[[/正文]]", "[[表:", "[[图:", "[[附件", "[[落款]]", "[[沿用:", "[[接在:", "[[/接在]]"]
        .into_iter()
        .for_each(marked);
    ["千分位", "万元", "占比", "百分比", "比上年", "增减", "中文数字", "各单位", "列举", "缺省"]
        .into_iter()
        .for_each(marked);
    for form in editions::all() {
        form.charts.iter().for_each(|chart| marked(&chart.name));
        form.tables.iter().for_each(|table| marked(&table.name));
    }
    Field::ALL.into_iter().for_each(|field| marked(field.name()));
}
