//! `nianbao check`: what the rules say of drafts, and what the audit says of their reports.

use std::path::{Path, PathBuf};

use lexopt::{Arg, Parser};
use rust_decimal::Decimal;
use serde::Serialize;
use serde_json::Value;

use super::forms::json;
use super::screen::{Screen, one_line};
use super::{Command, Exit, figures};
use crate::audit::{self, Finding};
use crate::check::{self, About, Outcome, Standing, Summary, Verdict};
use crate::draft::Draft;
use crate::error::Error;
use crate::form::{CellId, CellKey, Field, Level};
use crate::report::templates;
use crate::store::drafts;

pub(super) const COMMAND: Command = Command {
    name: "check",
    options: &["--json", "--help"],
    help: "\
审核底稿的勾稽关系和报告文字

用法
  nianbao check 底稿… [--json]

先列不符的强制项，再列待核实、提示，最后是已说明的。每一处写明两侧的数、
差额、未填的指标和可能出错的指标。最后在“报告文字”之下列出标题、日期、统计期限、
单位名称、往年数字、个人信息等文字上的问题，不影响退出码。不会改动底稿。

选项
      --json    输出 JSON：每份底稿一项
                {file, edition, year, agency, fails, queries, explained, hints, problems,
                findings}
                problems 每处为 {rule, relation, level, standing, outcome, place, message,
                formula, left, right, difference, blanks, suspects, cells, reason, source}
                  outcome     broken 填什么空白都不能相符；open 由空白造成；
                              open_by_zero 已相符，空白只能是 0
                  difference  左侧减右侧；整数为数字，小数为文字；不是勾稽关系的为 null
                  blanks、suspects、cells  指标简称
                findings 报告文字的每处问题为 {id, level, place, message, advice}
                读不出的底稿为 {file, error}
  -h, --help    显示本说明

退出码
  0  没有强制项不符    1  有强制项不符    2  有底稿读不出，或用法有误

举例
  nianbao check 金塘镇-2018.nianbao
",
    run,
};

/// What is said of one file.
#[derive(Serialize)]
#[serde(untagged)]
enum Report {
    Checked(Checked),
    Unreadable { file: String, error: String },
}

/// A draft with its problems.
#[derive(Serialize)]
struct Checked {
    file: String,
    edition: String,
    year: u16,
    agency: String,
    /// Problems of each standing.
    fails: usize,
    queries: usize,
    explained: usize,
    hints: usize,
    /// Gravest first.
    problems: Vec<Problem>,
    /// What is wrong with the words of the report, gravest first.
    findings: Vec<Told>,
}

/// A finding of the audit.
#[derive(Serialize)]
struct Told {
    /// Id of the check, `DOC-05`.
    id: &'static str,
    level: Level,
    /// The section, heading or basic text; 标题, 开头, 落款.
    place: String,
    message: String,
    /// What to do about it.
    advice: String,
}

/// One problem.
#[derive(Serialize)]
struct Problem {
    /// Id of the rule, `14-01`.
    rule: String,
    /// Name of the relation, `14-09a[网站公开数]`; null for an entry or a basic text.
    relation: Option<String>,
    level: Level,
    /// 不符, 待核实, 提示, 已说明
    standing: &'static str,
    outcome: &'static str,
    /// The cell or basic text it is about.
    place: String,
    /// What the rule demands, or what is wrong with the entry.
    message: String,
    formula: String,
    left: Value,
    right: Value,
    /// Left side less right side.
    difference: Value,
    blanks: Vec<CellKey>,
    suspects: Vec<CellKey>,
    cells: Vec<CellKey>,
    /// The clerk's reason, where it stands.
    reason: Option<String>,
    source: String,
}

fn run(mut args: Parser, screen: &mut Screen<'_>) -> Result<Exit, Error> {
    let mut as_json = false;
    let mut files = Vec::new();
    while let Some(arg) = args.next().map_err(|error| COMMAND.unreadable(error))? {
        match arg {
            Arg::Long("json") => as_json = true,
            Arg::Value(path) => files.push(PathBuf::from(path)),
            other => return Err(COMMAND.unexpected(&other)),
        }
    }
    if files.is_empty() {
        return Err(COMMAND.missing("底稿"));
    }
    let mut worst = Exit::Done;
    let mut reports = Vec::new();
    for (at, path) in files.iter().enumerate() {
        let file = path.display().to_string();
        match drafts::open(path) {
            Ok(draft) => {
                let verdicts = check::check(&draft);
                let summary = check::summary(&draft, &verdicts);
                let findings = findings(&draft, screen);
                if summary.fails > 0 {
                    worst = worst.max(Exit::Fails);
                }
                match as_json {
                    true => {
                        reports.push(Report::Checked(checked(path, &draft, &verdicts, summary, findings)))
                    }
                    false => {
                        let blank_line = if at == 0 { "" } else { "\n" };
                        let text = readable(path, &draft, &verdicts, summary, &findings);
                        screen.say(&format!("{blank_line}{text}"))?;
                    }
                }
            }
            // A bad file must not hide the others.
            Err(error) => {
                worst = Exit::Wrong;
                screen.complain(&error);
                reports.push(Report::Unreadable { file, error: error.to_string() });
            }
        }
    }
    if as_json {
        screen.say(&json(&reports)?)?;
    }
    Ok(worst)
}

/// What the audit says of the report of a draft. One that does not compose is complained of: the rules
/// have their say all the same.
fn findings(draft: &Draft, screen: &mut Screen<'_>) -> Vec<Finding> {
    let template = templates::for_form(draft.form());
    match template.map(|template| audit::audit_report(draft, template)) {
        Some(Ok(findings)) => findings,
        Some(Err(error)) => {
            screen.complain(&error);
            Vec::new()
        }
        None => Vec::new(),
    }
}

fn checked(
    path: &Path,
    draft: &Draft,
    verdicts: &[Verdict],
    summary: Summary,
    findings: Vec<Finding>,
) -> Checked {
    let problems = check::problems(draft, verdicts);
    Checked {
        file: path.display().to_string(),
        edition: draft.form().edition.clone(),
        year: draft.year(),
        agency: draft.field(Field::Agency).to_owned(),
        fails: summary.fails,
        queries: summary.queries,
        explained: summary.explained,
        hints: summary.hints,
        problems: problems.iter().map(|(standing, verdict)| problem(draft, *standing, verdict)).collect(),
        findings: findings.into_iter().map(told).collect(),
    }
}

fn told(finding: Finding) -> Told {
    Told {
        id: finding.id,
        level: finding.level,
        place: finding.place.name().to_owned(),
        message: finding.what,
        advice: finding.advice,
    }
}

fn problem(draft: &Draft, standing: Standing, verdict: &Verdict) -> Problem {
    let form = draft.form();
    let keys = |cells: Vec<CellId>| cells.into_iter().map(|cell| form.cell(cell).key.clone()).collect();
    let number = |of: fn(Decimal, Decimal) -> Decimal| match verdict.about {
        About::Relation { left, right, .. } => figures::json(of(left, right)),
        About::Sum { value, sum, .. } => {
            figures::json(of(value.unwrap_or_default(), sum.unwrap_or_default()))
        }
        About::Entry(_) | About::Field(_) | About::Year | About::Units => Value::Null,
    };
    let rule = verdict.shown_rule(form);
    Problem {
        rule: rule.id.clone(),
        relation: verdict.reason_name(form),
        level: rule.level,
        standing: standing.name(),
        outcome: match verdict.outcome {
            Outcome::Open(carry) if carry.is_zero() => "open_by_zero",
            Outcome::Open(_) => "open",
            Outcome::Broken => "broken",
            // These are no problems and do not come here.
            Outcome::Holds => "holds",
            Outcome::Unknown => "unknown",
        },
        place: check::place(draft, verdict),
        message: check::title(draft, verdict),
        formula: check::formula(draft, verdict),
        left: number(|left, _| left),
        right: number(|_, right| right),
        difference: number(|left, right| left - right),
        blanks: keys(verdict.blank_cells(draft)),
        suspects: keys(check::suspects(draft, verdict)),
        cells: keys(verdict.cells(form)),
        reason: reason(draft, standing, verdict),
        source: rule.source.clone(),
    }
}

/// The reason that makes the verdict 已说明.
fn reason(draft: &Draft, standing: Standing, verdict: &Verdict) -> Option<String> {
    let name = verdict.reason_name(draft.form()).filter(|_| standing == Standing::Explained)?;
    Some(draft.reason_named(&name)?.text.clone())
}

/// The same for a clerk to read.
fn readable(
    path: &Path,
    draft: &Draft,
    verdicts: &[Verdict],
    summary: Summary,
    findings: &[Finding],
) -> String {
    let form = draft.form();
    let agency = match draft.field(Field::Agency).trim() {
        "" => "（填报单位未填写）",
        agency => agency,
    };
    let file = path.display().to_string();
    let mut lines = vec![
        format!("{file}　{agency}　{} 年度　{}", draft.year(), draft.scope().name()),
        counts(summary, findings),
    ];
    let problems = check::problems(draft, verdicts);
    let mut fields_told = Vec::new();
    for (standing, verdict) in &problems {
        match verdict.about {
            About::Field(_) if fields_told.contains(&verdict.rule) => {}
            About::Field(_) => {
                fields_told.push(verdict.rule);
                let same_rule = problems.iter().filter(|(_, other)| other.rule == verdict.rule);
                let titles: Vec<String> = same_rule.map(|(_, other)| check::title(draft, other)).collect();
                lines.push(String::new());
                lines.push(format!("{}　{}", head(draft, *standing, verdict), titles.join("，")));
                lines.push(format!("    依据：{}", verdict.rule(form).source));
            }
            About::Relation { .. } | About::Entry(_) | About::Year | About::Sum { .. } | About::Units => {
                lines.extend(paragraph(draft, *standing, verdict));
            }
        }
    }
    if !findings.is_empty() {
        lines.extend([String::new(), "报告文字".to_owned()]);
    }
    for finding in findings {
        let place = finding.place.name();
        lines.push(format!("{} {}　{place}：{}", finding.level.name(), finding.id, finding.what));
        lines.push(format!("    {}", finding.advice));
    }
    lines.iter().map(|line| one_line(line) + "\n").collect()
}

/// `不符（强制）14-01`, `待核实 14-18`: the level where the standing does not say it.
fn head(draft: &Draft, standing: Standing, verdict: &Verdict) -> String {
    let rule = verdict.shown_rule(draft.form());
    match standing.name().contains(rule.level.name()) {
        true => format!("{} {}", standing.name(), rule.id),
        false => format!("{}（{}）{}", standing.name(), rule.level.name(), rule.id),
    }
}

/// One problem with a relation or an entry; one line where there is nothing to do but read.
fn paragraph(draft: &Draft, standing: Standing, verdict: &Verdict) -> Vec<String> {
    let form = draft.form();
    let head = format!("{}　{}", head(draft, standing, verdict), check::place(draft, verdict));
    let sentence = check::sentence(draft, verdict);
    if let Some(reason) = reason(draft, standing, verdict) {
        return vec![String::new(), format!("{head}：{reason}")];
    }
    if matches!(verdict.outcome, Outcome::Open(carry) if carry.is_zero()) {
        return vec![String::new(), format!("{head}：{sentence}")];
    }
    let blanks = verdict.blank_cells(draft);
    // The sentence has named the blanks already.
    let suspects: Vec<String> = check::suspects(draft, verdict)
        .into_iter()
        .filter(|cell| !blanks.contains(cell))
        .map(|cell| format!("{} {}", form.cell(cell).name, draft.shown(cell).unwrap_or_default()))
        .collect();
    let details = [
        ("", check::formula(draft, verdict)),
        ("", sentence),
        ("请先核对：", suspects.join("、")),
        ("依据：", verdict.shown_rule(form).source.clone()),
    ];
    let told = details.iter().filter(|(_, text)| !text.is_empty());
    [String::new(), format!("{head}：{}", check::title(draft, verdict))]
        .into_iter()
        .chain(told.map(|(name, text)| format!("    {name}{text}")))
        .collect()
}

fn counts(summary: Summary, findings: &[Finding]) -> String {
    let counts = [
        ("不符", summary.fails),
        ("待核实", summary.queries),
        ("提示", summary.hints),
        ("已说明", summary.explained),
    ];
    let counted: Vec<String> = counts
        .iter()
        .filter(|(_, count)| *count > 0)
        .map(|(name, count)| format!("{name} {count} 处"))
        .collect();
    match (counted.is_empty(), findings.is_empty()) {
        (true, true) => "没有发现问题".to_owned(),
        (true, false) => "勾稽关系没有发现问题".to_owned(),
        (false, _) => counted.join("　"),
    }
}
