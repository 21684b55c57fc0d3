//! `nianbao import`: foreign documents to drafts.

use std::path::{Path, PathBuf};

use lexopt::{Arg, Parser, ValueExt};
use serde::Serialize;

use super::forms::json;
use super::screen::{Screen, one_line};
use super::{Command, Exit, write_new};
use crate::draft::{Draft, Value};
use crate::error::Error;
use crate::form::Kind;
use crate::import::{self, Report, Source, Spot};
use crate::store::documents;

pub(super) const COMMAND: Command = Command {
    name: "import",
    options: &["--edition", "--year", "--output", "--force", "--json", "--help"],
    help: "\
从网页、Word、Excel、PDF、文本里读出年度报告的数字

用法
  nianbao import 文件… [-o 底稿] [--edition 版式] [--year 年度] [--json]

读得出的填入底稿；说得不确切的（约数、累计数、没有分列的）列为待定，不填；其余的数字
说明为什么没有用。空白的格子仍是空白，不当作 0。

选项
  -o, --output 底稿      存成底稿；一份文件里有几份报告的，用 --year 指明哪一份
      --edition 版式     只按这个版式读（2014、2019、2021）；不写则自己认
      --year 年度        只要这个年度的报告
      --force            底稿已存在时覆盖
      --json             列出每项指标、出处、待定的和没有用的，供其他程序读取
  -h, --help             显示本说明

举例
  nianbao import 去年报告.docx -o 某县某局-2025.nianbao
",
    run,
};

/// A report as JSON.
#[derive(Serialize)]
struct Answer {
    file: String,
    edition: String,
    year: Option<u16>,
    unit: String,
    scope: &'static str,
    /// By the official path; `null` is a cell that is there and blank.
    values: serde_json::Map<String, serde_json::Value>,
    /// Figures outside the tables, by their path.
    facts: serde_json::Map<String, serde_json::Value>,
    /// Where each value was read.
    places: serde_json::Map<String, serde_json::Value>,
    ambiguous: Vec<Asked>,
    unmapped: Vec<Left>,
}

#[derive(Serialize)]
struct Asked {
    path: String,
    value: serde_json::Value,
    why: String,
    text: String,
    place: String,
}

#[derive(Serialize)]
struct Left {
    text: String,
    why: &'static str,
    place: String,
}

fn run(mut args: Parser, screen: &mut Screen<'_>) -> Result<Exit, Error> {
    let (mut files, mut output, mut edition, mut year) = (Vec::new(), None, None, None);
    let (mut force, mut as_json) = (false, false);
    while let Some(arg) = args.next().map_err(|error| COMMAND.unreadable(error))? {
        match arg {
            Arg::Short('o') | Arg::Long("output") => output = Some(PathBuf::from(args.value().map_err(|error| COMMAND.unreadable(error))?)),
            Arg::Long("edition") => edition = Some(text(&mut args)?),
            Arg::Long("year") => {
                let typed = text(&mut args)?;
                let wrong = || COMMAND.about(Error::new(format!("年度“{typed}”不是年份")).hint("请写四位数字"));
                year = Some(typed.trim().parse::<u16>().map_err(|_| wrong())?);
            }
            Arg::Long("force") => force = true,
            Arg::Long("json") => as_json = true,
            Arg::Value(path) => files.push(PathBuf::from(path)),
            other => return Err(COMMAND.unexpected(&other)),
        }
    }
    if files.is_empty() {
        return Err(COMMAND.missing("要读的文件"));
    }
    let mut answers = Vec::new();
    let mut kept: Vec<(PathBuf, Source, Report)> = Vec::new();
    for file in &files {
        let source = documents::read(file)?;
        for report in import::understand(&source) {
            let wanted = year.is_none_or(|year| report.year == Some(year))
                && edition.as_ref().is_none_or(|edition| *edition == report.form.edition);
            if !wanted {
                continue;
            }
            match as_json {
                true => answers.push(answer(file, &source, &report)),
                false => tell(screen, file, &source, &report)?,
            }
            kept.push((file.clone(), source.clone(), report));
        }
    }
    if as_json {
        screen.say(&json(&answers)?)?;
    }
    if kept.is_empty() && !as_json {
        let names: Vec<String> = files.iter().map(|file| file.display().to_string()).collect();
        return Err(Error::new("没有读出年度报告的数字")
            .hint("请确认是政府信息公开年度报告或者统计表")
            .about(names.join("、")));
    }
    if let Some(output) = output {
        let [(file, _, report)] = kept.as_slice() else {
            return Err(COMMAND.about(
                Error::new(format!("读出 {} 份报告，一次只能存一份底稿", kept.len())).hint("请用 --year 指明哪一份"),
            ));
        };
        let draft = draft(report, year).map_err(|error| error.about(file.display().to_string()))?;
        write_new(&output, &draft, force)?;
        screen.say(&format!("{}\n", one_line(&format!("已存为 {}", output.display()))))?;
    }
    Ok(Exit::Done)
}

fn text(args: &mut Parser) -> Result<String, Error> {
    args.value().and_then(|value| value.string()).map_err(|error| COMMAND.unreadable(error))
}

fn answer(file: &Path, source: &Source, report: &Report) -> Answer {
    let form = &report.form;
    let mut answer = Answer {
        file: file.display().to_string(),
        edition: form.edition.clone(),
        year: report.year,
        unit: report.agency.clone(),
        scope: report.scope.name(),
        values: serde_json::Map::new(),
        facts: serde_json::Map::new(),
        places: serde_json::Map::new(),
        ambiguous: Vec::new(),
        unmapped: Vec::new(),
    };
    for figure in &report.figures {
        let cell = form.cell(figure.cell);
        let number = figure.value.as_ref().map_or(serde_json::Value::Null, |value| plain(value, cell.kind));
        let into = if form.is_fact(figure.cell) { &mut answer.facts } else { &mut answer.values };
        into.insert(cell.path.clone(), number);
        answer.places.insert(cell.path.clone(), place(source, &figure.spot).into());
    }
    answer.ambiguous = report
        .questions
        .iter()
        .map(|question| Asked {
            path: form.cell(question.cell).path.clone(),
            value: plain(&question.value, form.cell(question.cell).kind),
            why: question.why.sentence(),
            text: source.words(&question.spot).to_owned(),
            place: place(source, &question.spot),
        })
        .collect();
    answer.unmapped = report
        .asides
        .iter()
        .map(|aside| Left {
            text: source.words(&aside.spot).to_owned(),
            why: aside.why.sentence(),
            place: place(source, &aside.spot),
        })
        .collect();
    answer
}

fn place(source: &Source, spot: &Spot) -> String {
    source.place(spot)
}

/// A value as a number of JSON where it is one: an amount as it stands, whatever its unit.
fn plain(value: &Value, kind: Kind) -> serde_json::Value {
    let number = match (value, kind) {
        (Value::Number(number) | Value::Amount(number, _), _) => number.normalize().to_string(),
        (Value::Text(text), Kind::Amount) => text.trim().to_owned(),
        (Value::NotApplicable | Value::Text(_), _) => return serde_json::Value::Null,
    };
    number.parse::<serde_json::Number>().map_or(serde_json::Value::Null, serde_json::Value::Number)
}

/// One report for people.
fn tell(screen: &mut Screen<'_>, file: &Path, source: &Source, report: &Report) -> Result<(), Error> {
    let form = &report.form;
    let year = report.year.map_or("年度不明".to_owned(), |year| format!("{year} 年度"));
    let agency = if report.agency.is_empty() { "单位不明" } else { &report.agency };
    let filled = report.figures.iter().filter(|figure| figure.value.is_some()).count();
    let blank = report.figures.len() - filled;
    let head = format!("{}　{agency}　{year}　{}　{} 版式", file.display(), report.scope.name(), form.edition);
    screen.say(&format!("{}\n", one_line(&head)))?;
    let counts = format!(
        "读出 {filled} 项，表中空白 {blank} 项，待定 {} 项，没有用的数字 {} 个",
        report.questions.len(),
        report.asides.len()
    );
    screen.say(&format!("{counts}\n\n"))?;
    for figure in report.figures.iter() {
        let Some(value) = &figure.value else { continue };
        let cell = form.cell(figure.cell);
        let line = format!("  {}　{value}{}　{}", cell.key, cell.unit, place(source, &figure.spot));
        screen.say(&format!("{}\n", one_line(&line)))?;
    }
    if !report.questions.is_empty() {
        screen.say("\n待定，没有填\n")?;
    }
    for question in &report.questions {
        let cell = form.cell(question.cell);
        let line = format!(
            "  {}　{}：{}（{}）",
            cell.key,
            question.value,
            question.why.sentence(),
            place(source, &question.spot)
        );
        screen.say(&format!("{}\n", one_line(&line)))?;
    }
    for note in &source.notes {
        screen.say(&format!("{}\n", one_line(&format!("注：{note}"))))?;
    }
    screen.say("\n")
}

/// The draft that a report makes.
fn draft(report: &Report, year: Option<u16>) -> Result<Draft, Error> {
    let year = report.year.or(year).ok_or_else(|| {
        COMMAND.about(Error::new("文中没有写明年度").hint("请用 --year 指明，如 --year 2018"))
    })?;
    let mut draft = Draft::new(report.form.clone(), year, &report.agency);
    let entries = report.figures.iter().filter_map(|figure| {
        let value = figure.value.clone()?;
        let key = report.form.cell(figure.cell).key.clone();
        Some((key, Some(crate::draft::Entry { value, origin: crate::draft::Origin::Typed })))
    });
    draft.apply(crate::draft::Edit::Entries { year: crate::form::Year::This, entries: entries.collect() })?;
    draft.apply(crate::draft::Edit::Scope(report.scope))?;
    Ok(draft)
}
