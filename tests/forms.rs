//! Form files: one with faults is refused with all of them, each at its line.

use nianbao::form::parse;

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
fn a_mistyped_span_is_a_fault_and_not_the_end_of_the_memory() {
    let rows = ROWS.replace("[Head(text: \"指标\"),", "[Head(text: \"指标\", columns: 65535, rows: 65535),");
    let found = faults(CELLS, &rows, RULES);
    assert!(found.iter().any(|fault| fault.contains("放不下")), "{found:?}");
}
