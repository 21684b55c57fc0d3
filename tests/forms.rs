//! Form files: one with faults is refused with all of them, each at its line; the built-in editions
//! hold what was published.

use std::sync::Arc;

use nianbao::form::{CellId, CellKey, Content, Form, GridBox, Kind, Table, editions, parse};

/// A form of two numbers and their total, with `rules` and `rows` to break.
fn form(cells: &str, rows: &str, rules: &str) -> String {
    format!(
        r#"(
    edition: "试", title: "试用表", document: "无", years: (2014, Some(2018)), report: "2014",
    cells: [
{cells}
    ],
    facts: [],
    tables: [(
        name: "统计表", columns: [1, 1], head_rows: 1,
        rows: [
{rows}
        ],
    )],
    rules: [
{rules}
    ],
)"#
    )
}

const CELLS: &str = r#"        Cell(key: "合计", path: "合计", unit: "件", kind: Count),
        Cell(key: "当面", path: "当面", unit: "件", kind: Count),
        Cell(key: "信函", path: "信函", unit: "件", kind: Count),"#;
const ROWS: &str = r#"            [Head(text: "指标"), Head(text: "数")],
            [Label(text: "合计"), Number("合计")],
            [Label(text: "当面"), Number("当面")],
            [Label(text: "信函"), Number("信函")],"#;
const RULES: &str = r#"        (id: "1", level: 强制, check: Sum(total: "合计", parts: ["当面", "信函"]), message: "", source: ""),"#;

/// The faults of a file as `line: words`.
fn faults(cells: &str, rows: &str, rules: &str) -> Vec<String> {
    let Err(faults) = parse("试.ron", &form(cells, rows, rules)) else { return Vec::new() };
    let line = |fault: &nianbao::form::Fault| fault.place.map_or(0, |place| place.line);
    faults.faults.iter().map(|fault| format!("{}: {}", line(fault), fault.what)).collect()
}

#[test]
fn a_sound_form_has_no_faults() {
    assert_eq!(faults(CELLS, ROWS, RULES), Vec::<String>::new());
}

#[test]
fn all_faults_are_told_at_once_each_with_its_line() {
    let cells = CELLS.to_owned() + "\n        Cell(key: \"当面\", path: \"又\", unit: \"件\", kind: Count),";
    let rows = ROWS.replace("[Label(text: \"信函\"),", "[Label(text: \"信函\", columns: 2),");
    let rules = r#"        (id: "1", level: 强制, check: Sum(total: "合计", parts: ["当面", "信涵"]), message: "", source: ""),
        (id: "1", level: 核实, check: Linear(left: [(cell: "合计")], is: Equal, right: [(times: 0, cell: "信函")]),
         message: "", source: "", when: (agency_kinds: ["政府"])),"#;
    assert_eq!(
        faults(&cells, &rows, rules),
        [
            "7: 指标“当面”重复",
            "16: 表“统计表”第 4 行：第 3 列的合并单元格放不下",
            "20: 规则“1”用了未定义的指标“信涵”，是否为“信函”？",
            "21: 规则编号“1”重复",
            "21: 规则“1”：指标“信函”的系数不能是 0",
            "22: 规则“1”：没有“政府”这个单位类别，是否为“政府部门”？",
        ]
    );
}

#[test]
fn one_fault_at_a_time() {
    let check = |cells: &str, rows: &str, rules: &str, expected: &str| {
        assert_eq!(faults(cells, rows, rules), [expected]);
    };
    let rule = |check: &str| {
        format!("        (id: \"9\", level: 强制, check: {check}, message: \"\", source: \"\"),")
    };
    check(CELLS, ROWS, &rule("Sum(total: \"*.总计\", parts: [\"*.一\"])"), "19: 规则“9”的 * 不对应任何指标");
    check(CELLS, ROWS, &rule("Sum(totl: \"合计\", parts: [])"), "19: 没有“totl”这个栏目，是否为“total”？");
    check(
        CELLS,
        ROWS,
        &rule("Linear(left: [(times: 0, cell: \"合计\")], is: Equal, right: [])"),
        "19: 规则“9”：指标“合计”的系数不能是 0",
    );
    // Reasons were offered for missing basic texts, which no draft could hold.
    check(
        CELLS,
        ROWS,
        "        (id: \"9\", level: 提示, check: Fields([填报单位]),\n         message: \"\", source: \"\", reasons: [\"待签发\"]),",
        "20: 规则“9”不是勾稽关系，不能有 reasons",
    );
    check(
        CELLS,
        ROWS,
        "        (id: \"9\", level: 提示, check: Blanks, blank_counts: true, message: \"\", source: \"\"),",
        "19: 规则“9”不是勾稽关系，不能有 blank_counts",
    );
    let cells =
        CELLS.to_owned() + "\n        Cell(key: \"传真\", path: \"传真\", unit: \"件\", kind: Count),";
    check(&cells, ROWS, RULES, "7: 指标“传真”没有放进任何表格");
    // A misspelt field of a cell was lost in silence once.
    let cells = CELLS.replacen("kind: Count", "kind: Count, definiton: \"\"", 1);
    check(&cells, ROWS, RULES, "4: 没有“definiton”这个栏目，是否为“definition”？");
}

#[test]
fn a_chart_names_cells_of_one_unit_that_cannot_be_negative() {
    let check = |charts: &str, expected: &[&str]| {
        let cells = CELLS.to_owned()
            + r#"
        Cell(key: "增减", path: "增减", unit: "件", kind: Signed),
        Cell(key: "人数", path: "人数", unit: "人", kind: Count),"#;
        let rows = ROWS.to_owned()
            + r#"
            [Label(text: "增减"), Number("增减")],
            [Label(text: "人数"), Number("人数")],"#;
        let text = form(&cells, &rows, RULES)
            .replace("    rules: [", &format!("    charts: [{charts}],\n    rules: ["));
        let found = parse("试.ron", &text).err().map(|faults| faults.faults).unwrap_or_default();
        let found: Vec<String> = found.into_iter().map(|fault| fault.what).collect();
        assert_eq!(found, expected, "{charts}");
    };
    check(r#"(name: "甲", title: "甲", rows: [("当面", ["当面"]), ("都算", ["当面", "信函"])])"#, &[]);
    check(
        r#"(name: "甲", title: "甲", rows: [("当面", ["当靣"])]), (name: "甲", title: "", rows: [("空", [])])"#,
        &["图“甲”用了未定义的指标“当靣”，是否为“当面”？", "图“甲”重复", "图“甲”的“空”没有写指标"],
    );
    check(
        r#"(name: "甲", title: "甲", rows: [("a", ["当面"]), ("b", ["人数"]), ("c", ["增减"])])"#,
        &["图“甲”各项的单位不同（件、人）", "图“甲”：“增减”可能是负数，画不出来"],
    );
    check(r#"(name: "甲", title: "甲", rows: [])"#, &["图“甲”没有内容"]);
}

#[test]
fn a_mistyped_span_is_a_fault_and_not_the_end_of_the_memory() {
    let rows = ROWS.replace("[Head(text: \"指标\"),", "[Head(text: \"指标\", columns: 65535, rows: 65535),");
    let found = faults(CELLS, &rows, RULES);
    assert!(found.iter().any(|fault| fault.contains("放不下")), "{found:?}");
}

// ── The built-in editions

fn edition(name: &str) -> Arc<Form> {
    editions::named(name).unwrap()
}

/// Table cells, and how many of them stand in each part of the form; then facts outside the tables.
fn counts(form: &Form) -> (usize, Vec<usize>, usize) {
    let in_tables = |cells: &[CellId]| cells.iter().filter(|cell| !form.is_fact(**cell)).count();
    let parts: Vec<usize> = form.sections().iter().map(|(_, cells)| in_tables(cells)).collect();
    let parts = parts.into_iter().filter(|count| *count > 0).collect();
    (form.table_cells, parts, form.cells.len() - form.table_cells)
}

#[test]
fn every_edition_has_its_cells() {
    assert_eq!(counts(&edition("2014")), (58, vec![8, 8, 23, 4, 4, 1, 1, 6, 3], 0));
    assert_eq!(counts(&edition("2019")), (198, vec![22, 161, 15], 0));
    assert_eq!(counts(&edition("2021")), (200, vec![10, 175, 15], 3));
}

#[test]
fn the_cells_of_2019_have_the_published_wording() {
    let form = edition("2019");
    let (two, three, four) = (
        "二、主动公开政府信息情况",
        "三、收到和处理政府信息公开申请情况",
        "四、政府信息公开行政复议、行政诉讼情况",
    );
    for (key, part, path, unit, kind) in [
        ("规章.制发", two, "第二十条第（一）项/规章/本年新制作数量", "件", Kind::Count),
        ("规章.对外公开总数", two, "第二十条第（一）项/规章/对外公开总数量", "件", Kind::Count),
        ("规范性文件.新公开", two, "第二十条第（一）项/规范性文件/本年新公开数量", "件", Kind::Count),
        ("行政许可.上年项目", two, "第二十条第（五）项/行政许可/上一年项目数量", "项", Kind::Count),
        ("其他管理服务.增减", two, "第二十条第（五）项/其他对外管理服务事项/本年增/减", "项", Kind::Signed),
        ("行政强制.处理决定", two, "第二十条第（六）项/行政强制/处理决定数量", "件", Kind::Count),
        ("行政事业性收费.增减", two, "第二十条第（八）项/行政事业性收费/本年增/减", "项", Kind::Signed),
        ("政府集中采购.项目数量", two, "第二十条第（九）项/政府集中采购/采购项目数量", "个", Kind::Count),
        ("政府集中采购.采购总金额", two, "第二十条第（九）项/政府集中采购/采购总金额", "万元", Kind::Amount),
        ("申请.新收.自然人", three, "一、本年新收政府信息公开申请数量/自然人", "件", Kind::Count),
        (
            "申请.三安全一稳定.公益组织",
            three,
            "三、本年度办理结果/（三）不予公开/3.危及“三安全一稳定”/法人或其他组织/社会公益组织",
            "件",
            Kind::Count,
        ),
        ("申请.其他处理情形.总计", three, "三、本年度办理结果/（六）其他处理/总计", "件", Kind::Count),
        ("申请.结转下年.其他组织", three, "四、结转下年度继续办理/法人或其他组织/其他", "件", Kind::Count),
        ("行政复议.未审结", four, "行政复议/尚未审结", "件", Kind::Count),
        ("复议后起诉.总计", four, "行政诉讼/复议后起诉/总计", "件", Kind::Count),
    ] {
        let cell = form.cell(form.find(key).unwrap_or_else(|| panic!("{key}")));
        assert_eq!(
            (cell.path.as_str(), cell.unit.as_str(), cell.kind),
            (&*format!("{part}/{path}"), unit, kind)
        );
        assert!(!cell.definition.is_empty(), "{key}");
    }
}

/// Where a text stands in a table of the form, from 0, and what it covers: row, column, rows, columns.
fn places(table: &Table, text: &str) -> Vec<(u16, u16, u16, u16)> {
    let is = |place: &&GridBox| match &place.content {
        Content::Head(words) | Content::Side(words) | Content::Label { text: words, .. } => words == text,
        _ => false,
    };
    let place = |place: &GridBox| (place.row, place.column, place.rows, place.columns);
    table.grid.boxes.iter().filter(is).map(place).collect()
}

#[test]
fn the_tables_of_2019_are_merged_as_published() {
    let form = edition("2019");
    let names: Vec<&str> = form.tables.iter().map(|table| table.name.as_str()).collect();
    // The names that 2021 gives them too.
    assert_eq!(names, ["主动公开情况表", "申请办理情况表", "复议诉讼情况表"]);
    let rows: Vec<(u16, usize)> =
        form.tables.iter().map(|table| (table.grid.rows, table.grid.columns.len())).collect();
    assert_eq!(rows, [(18, 4), (26, 10), (4, 15)]);

    let disclosure = &form.tables[0];
    assert_eq!(places(disclosure, "第二十条第（五）项"), [(4, 0, 1, 4)]);
    let changes = [(5, 2, 1, 1), (9, 2, 1, 1), (13, 2, 1, 2)];
    assert_eq!(places(disclosure, "本年增/减"), changes);
    assert_eq!(places(disclosure, "采购总金额"), [(16, 2, 1, 2)]);

    let requests = &form.tables[1];
    let remark = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）";
    for (text, place) in [
        (remark, (0, 0, 3, 3)),
        ("申请人情况", (0, 3, 1, 7)),
        ("法人或其他组织", (1, 4, 1, 5)),
        ("总计", (1, 9, 2, 1)),
        ("二、上年结转政府信息公开申请数量", (4, 0, 1, 3)),
        ("三、本年度办理结果", (5, 0, 20, 1)),
        ("（二）部分公开（区分处理的，只计这一情形，不计其他情形）", (6, 1, 1, 2)),
        ("（三）不予公开", (7, 1, 8, 1)),
        ("（四）无法提供", (15, 1, 3, 1)),
        ("（五）不予处理", (18, 1, 5, 1)),
        ("（六）其他处理", (23, 1, 1, 2)),
        ("（七）总计", (24, 1, 1, 2)),
        ("四、结转下年度继续办理", (25, 0, 1, 3)),
    ] {
        assert_eq!(places(requests, text), [place], "{text}");
    }

    let cases = &form.tables[2];
    assert_eq!(places(cases, "行政诉讼"), [(0, 5, 1, 10)]);
    assert_eq!(places(cases, "尚未审结"), [(1, 3, 2, 1), (2, 8, 1, 1), (2, 13, 1, 1)]);
}

#[test]
fn editions_2019_and_2021_have_the_same_six_headings_and_2014_has_none() {
    let headings = &edition("2021").headings;
    assert_eq!(headings.len(), 6);
    assert_eq!(headings[3], "四、政府信息公开行政复议、行政诉讼情况");
    assert_eq!(&edition("2019").headings, headings);
    assert!(edition("2014").headings.is_empty());
}

/// A relation that falls out of a pattern would fall out in silence.
#[test]
fn every_rule_makes_its_relations() {
    let check = |name: &str, expected: &[(&str, usize)]| {
        let form = edition(name);
        let relations = |rule: usize| form.relations.iter().filter(|relation| relation.rule == rule).count();
        let found: Vec<(&str, usize)> =
            form.rules.iter().enumerate().map(|(at, rule)| (rule.id.as_str(), relations(at))).collect();
        assert_eq!(found, expected, "{name}");
    };
    check(
        "2014",
        &[
            ("14-00", 0),
            ("14-01", 1),
            ("14-02", 1),
            ("14-03", 1),
            ("14-04", 1),
            ("14-05a", 1),
            ("14-05b", 1),
            ("14-06", 1),
            ("14-07a", 1),
            ("14-07b", 1),
            ("14-08a", 1),
            ("14-08b", 1),
            ("14-09a", 5),
            ("14-09b", 1),
            ("14-10", 1),
            ("14-11", 1),
            ("14-18", 1),
            ("14-12a", 1),
            ("14-12b", 5),
            ("14-13", 1),
            ("14-14", 2),
            ("14-20a", 1),
            ("14-20b", 2),
            ("14-20c", 3),
            ("14-20d", 3),
            ("14-20e", 2),
            ("14-21", 1),
            ("14-15", 0),
            ("14-16", 0),
            ("14-19", 0),
            ("14-17", 0),
            ("14-22", 0),
            ("14-23", 0),
        ],
    );
    check(
        "2019",
        &[
            ("21-01", 7),
            ("21-02", 7),
            ("21-03", 23),
            ("21-05", 7),
            ("21-04", 3),
            ("21-20", 3),
            ("21-12", 3),
            ("21-10", 1),
            ("21-11", 0),
            ("21-17a", 6),
            ("21-17b", 9),
            ("21-17c", 2),
            ("21-17d", 2),
            ("21-17e", 3),
            ("21-17f", 1),
            ("21-07", 0),
            ("21-08", 0),
            ("21-14", 0),
            ("21-18", 0),
            ("21-23", 0),
            ("21-24", 0),
        ],
    );
    check(
        "2021",
        &[
            ("21-01", 7),
            ("21-02", 7),
            ("21-03", 25),
            ("21-05", 7),
            ("21-04", 3),
            ("21-20", 3),
            ("21-06", 2),
            ("21-12", 3),
            ("21-16a", 1),
            ("21-16b", 1),
            ("21-16c", 1),
            ("21-17a", 6),
            ("21-17b", 3),
            ("21-17c", 1),
            ("21-17d", 2),
            ("21-17e", 3),
            ("21-17f", 1),
            ("21-07", 0),
            ("21-08", 0),
            ("21-14", 0),
            ("21-18", 0),
            ("21-23", 0),
            ("21-24", 0),
        ],
    );
}

#[test]
fn a_rule_that_two_editions_share_has_one_number_and_one_meaning() {
    let (old, new) = (edition("2019"), edition("2021"));
    let mut shared = 0;
    for rule in &old.rules {
        let Some(same) = new.rules.iter().find(|other| other.id == rule.id) else { continue };
        assert_eq!(rule.level, same.level, "{}", rule.id);
        assert_eq!(
            std::mem::discriminant(&rule.subject),
            std::mem::discriminant(&same.subject),
            "{}",
            rule.id
        );
        shared += 1;
    }
    assert_eq!(shared, 19);
}

#[test]
fn cells_of_the_same_key_are_of_the_same_kind_and_unit() {
    for (old, new) in [("2014", "2019"), ("2019", "2021")] {
        let (old, new) = (edition(old), edition(new));
        for cell in &new.cells {
            let Some(same) = old.find(&cell.key) else { continue };
            assert_eq!((old.cell(same).kind, &old.cell(same).unit), (cell.kind, &cell.unit), "{}", cell.key);
        }
    }
}

/// What last year's figures of 2014 become in 2019, and those of 2019 in 2021, beside equal keys.
#[test]
fn the_crosswalk_lists_what_truly_corresponds_and_nothing_else() {
    let listed = |name: &str| -> Vec<String> {
        let form = edition(name);
        let words = |(to, from): &(CellId, Vec<CellKey>)| {
            let from: Vec<&str> = from.iter().map(CellKey::as_str).collect();
            format!("{} ← {}", form.cell(*to).key, from.join("＋"))
        };
        form.carry_over.iter().flat_map(|carry| carry.cells.iter().map(words)).collect()
    };
    assert_eq!(
        listed("2019"),
        [
            "规范性文件.制发 ← 制发规范性文件总数",
            "规范性文件.新公开 ← 主动公开规范性文件数",
            "申请.新收.总计 ← 收到申请数",
            "申请.予以公开.总计 ← 已主动公开答复数＋同意公开答复数",
            "申请.部分公开.总计 ← 部分公开答复数",
            "申请.国家秘密.总计 ← 涉及国家秘密数",
            "申请.三安全一稳定.总计 ← 危及安全稳定数",
            "申请.第三方权益.总计 ← 涉及商业秘密数＋涉及个人隐私数",
            "申请.不掌握.总计 ← 不属本机关数＋信息不存在数",
            "申请.办理总计.总计 ← 申请办结数",
            "行政复议.维持 ← 复议维持数",
            "行政复议.纠正 ← 复议纠错数",
            "行政复议.总计 ← 行政复议数量",
        ]
    );
    assert!(listed("2021").is_empty());

    // From 2019 everything that 2021 still asks goes by its key; the rest stays behind.
    let (old, new) = (edition("2019"), edition("2021"));
    let used: Vec<CellId> = new.sources_in(&old).into_iter().flat_map(|(_, from)| from).collect();
    let mut behind: Vec<&str> = old
        .ids()
        .filter(|id| !used.contains(id))
        .map(|id| old.cell(id).key.as_str().rsplit_once('.').unwrap().0)
        .collect();
    behind.dedup();
    assert_eq!(
        behind,
        [
            "规章",
            "规范性文件",
            "行政许可",
            "其他管理服务",
            "行政处罚",
            "行政强制",
            "行政事业性收费",
            "政府集中采购",
            "申请.其他处理情形"
        ]
    );
}
