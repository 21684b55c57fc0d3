//! `nianbao rollup`: many units' files become one draft of scope 汇总.

use std::io::IsTerminal;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use lexopt::{Arg, Parser, ValueExt};
use serde::Serialize;

use super::forms::json;
use super::screen::{Screen, one_line};
use super::{Command, Exit, write_new};
use crate::check::{self, Standing};
use crate::draft::Draft;
use crate::error::{Error, did_you_mean};
use crate::export;
use crate::form::{Form, editions};
use crate::rollup::{Collection, Looked, Roster, StateKind, Target, Unit};
use crate::store::atomic;
use crate::store::units::{self, Listed, Progress};

pub(super) const COMMAND: Command = Command {
    name: "rollup",
    options: &[
        "--roster",
        "--output",
        "--agency",
        "--year",
        "--edition",
        "--keep-roster",
        "--long",
        "--force",
        "--json",
        "--help",
    ],
    help: "\
把各单位报来的底稿、Word、Excel、PDF 汇总成一份底稿

用法
  nianbao rollup 文件夹|文件… [--roster 名册] [-o 底稿] [--long 表.csv] [--json]

逐个列出各单位：已报、未报、重复报送、年度或版式不符、读不出、审核不符、待确认。各项指标
相加，空白、不适用与 0 分开；一份文件有问题，只影响它自己。已报和审核不符的计入汇总，其余的
弄清以前不计入。

选项
      --roster 名册       应报单位：Excel、CSV（首行写单位名称、别名、上级、级别、联系人、
                          电话，只有单位名称必须有）或 .名册 文件；不写则报来的都算
  -o, --output 底稿       存成统计口径为“汇总”的底稿，内含各单位的数字
      --agency 名称       汇总单位；不写则取名册里最上级的单位
      --year 年度         不写则取多数文件的年度
      --edition 版式      2014、2019 或 2021；不写则取多数文件的版式
      --keep-roster 文件  把名册存为 .名册 文件，明年再用
      --long 文件.csv     另存各单位的每项数字，一行一个：单位、版式、年度、指标、数值
      --force             底稿已存在时覆盖
      --json              输出 JSON：{agency, year, edition, counts, units, sums}
  -h, --help              显示本说明

退出码
  0  已汇总    1  有强制项不符（汇总照样写出）    2  有文件读不出（其余照样汇总），或用法有误

举例
  nianbao rollup 各单位/ --roster 名册.xlsx -o 某县-2018-汇总.nianbao
",
    run,
};

/// What was asked for.
#[derive(Default)]
struct Call {
    paths: Vec<PathBuf>,
    roster: Option<PathBuf>,
    output: Option<PathBuf>,
    keep_roster: Option<PathBuf>,
    long: Option<PathBuf>,
    agency: Option<String>,
    year: Option<u16>,
    form: Option<Arc<Form>>,
    force: bool,
    as_json: bool,
}

impl Call {
    fn read(mut args: Parser) -> Result<Self, Error> {
        let mut call = Self::default();
        let path =
            |args: &mut Parser| args.value().map(PathBuf::from).map_err(|error| COMMAND.unreadable(error));
        while let Some(arg) = args.next().map_err(|error| COMMAND.unreadable(error))? {
            match arg {
                Arg::Long("roster") => call.roster = Some(path(&mut args)?),
                Arg::Short('o') | Arg::Long("output") => call.output = Some(path(&mut args)?),
                Arg::Long("keep-roster") => call.keep_roster = Some(path(&mut args)?),
                Arg::Long("long") => call.long = Some(path(&mut args)?),
                Arg::Long("agency") => call.agency = Some(text(&mut args)?),
                Arg::Long("year") => call.year = Some(year(&text(&mut args)?)?),
                Arg::Long("edition") => call.form = Some(edition(&text(&mut args)?)?),
                Arg::Long("force") => call.force = true,
                Arg::Long("json") => call.as_json = true,
                Arg::Value(path) => call.paths.push(PathBuf::from(path)),
                other => return Err(COMMAND.unexpected(&other)),
            }
        }
        match call.paths.is_empty() {
            true => Err(COMMAND.missing("各单位报来的文件或文件夹")),
            false => Ok(call),
        }
    }

    /// Whose 汇总 of which year: what was said, otherwise what most files are.
    fn target(&self, looked: &[Looked], roster: &Roster) -> Result<Target, Error> {
        let most = Target::of_most(looked, roster);
        let year = self.year.or_else(|| most.as_ref().map(|most| most.year));
        let year = year.ok_or_else(|| {
            let error = Error::new("没有一份文件读得出年度和数字");
            match unreadable(looked) {
                Some((file, why)) => error.hint(format!("如 {file}：{}", why.what)),
                None => error.hint("请确认是各单位报来的底稿、Word、Excel 或 PDF"),
            }
        })?;
        let form = self.form.clone();
        let of_most = || most.as_ref().filter(|most| most.year == year).map(|most| most.form.clone());
        let form = form.or_else(of_most).or_else(|| editions::for_year(year));
        let form = form.ok_or_else(|| COMMAND.about(Error::new(format!("{year} 年度没有统一的版式"))))?;
        let agency = self.agency.clone().or_else(|| roster.top().map(str::to_owned)).unwrap_or_default();
        Ok(Target { agency, year, form })
    }
}

fn text(args: &mut Parser) -> Result<String, Error> {
    args.value().and_then(|value| value.string()).map_err(|error| COMMAND.unreadable(error))
}

fn year(typed: &str) -> Result<u16, Error> {
    let wrong = || COMMAND.about(Error::new(format!("年度“{typed}”不是年份")).hint("请写四位数字"));
    typed.trim().parse().map_err(|_| wrong())
}

fn edition(typed: &str) -> Result<Arc<Form>, Error> {
    editions::named(typed).ok_or_else(|| {
        let near = did_you_mean(typed, editions::all().iter().map(|form| form.edition.as_str()));
        COMMAND.about(Error::new(format!("没有“{typed}”版式{near}")))
    })
}

fn unreadable(looked: &[Looked]) -> Option<(&str, &Error)> {
    looked.iter().find_map(|looked| Some((looked.file.as_str(), looked.found.as_ref().err()?)))
}

fn run(args: Parser, screen: &mut Screen<'_>) -> Result<Exit, Error> {
    let call = Call::read(args)?;
    let roster = call.roster.as_deref().map(units::read_roster).transpose()?.unwrap_or_default();
    // What the program itself puts into the folder did not come from a unit.
    let own: Vec<PathBuf> =
        [&call.roster, &call.output, &call.keep_roster, &call.long].into_iter().flatten().cloned().collect();
    let files = units::list(&call.paths, &own)?;
    if files.is_empty() {
        return Err(COMMAND.about(Error::new("文件夹里没有文件")));
    }
    let looked = look(&files, screen);
    let target = call.target(&looked, &roster)?;
    let collection = Collection::new(roster, target, looked);
    let draft = collection.draft()?;
    match call.as_json {
        true => screen.say(&json(&answer(&collection))?)?,
        false => screen.say(&readable(&collection, &draft))?,
    }
    if let Some(path) = &call.keep_roster {
        units::save_roster(path, collection.roster())?;
    }
    if let Some(path) = &call.long {
        atomic::write_pieces(path, export::long_csv(&collection))?;
    }
    if let Some(output) = &call.output {
        write_new(output, &draft, call.force)?;
        if !call.as_json {
            screen.say(&format!("{}\n", one_line(&format!("已存为 {}", output.display()))))?;
        }
    }
    let mut exit = Exit::Done;
    if check::summary(&draft, &check::check(&draft)).fails > 0 || of(&collection, StateKind::Failing) > 0 {
        exit = Exit::Fails;
    }
    for unit in collection.of_state(StateKind::Unreadable) {
        if let crate::rollup::State::Unreadable(error) = &unit.state {
            screen.complain(&error.clone().about(unit.file.clone()));
        }
        exit = Exit::Wrong;
    }
    Ok(exit)
}

/// Reads the files; where someone sits at the terminal, with the count of those read.
fn look(files: &[Listed], screen: &mut Screen<'_>) -> Vec<Looked> {
    let progress = Progress::default();
    if !std::io::stderr().is_terminal() {
        return units::look_at_all(files, &progress);
    }
    std::thread::scope(|scope| {
        let reading = scope.spawn(|| units::look_at_all(files, &progress));
        while !reading.is_finished() {
            std::thread::sleep(Duration::from_millis(100));
            screen.note(&format!("\r已读 {} / {}", progress.done(), files.len()));
        }
        screen.note("\r\u{1B}[K");
        reading.join().unwrap_or_default()
    })
}

fn of(collection: &Collection, kind: StateKind) -> usize {
    collection.counts().get(&kind).copied().unwrap_or(0)
}

/// The answer for a script.
#[derive(Serialize)]
struct Answer<'a> {
    agency: &'a str,
    year: u16,
    edition: &'a str,
    counts: serde_json::Map<String, serde_json::Value>,
    units: Vec<Line<'a>>,
    /// By key; a cell of which no unit said anything is left out.
    sums: serde_json::Map<String, serde_json::Value>,
}

#[derive(Serialize)]
struct Line<'a> {
    unit: &'a str,
    file: &'a str,
    scope: &'static str,
    state: &'static str,
    counted: bool,
    message: String,
    fails: u32,
    queries: u32,
    open: u32,
    faults: Vec<Told<'a>>,
}

#[derive(Serialize)]
struct Told<'a> {
    rule: &'a str,
    standing: &'static str,
    place: &'a str,
    message: &'a str,
    found: &'a str,
}

#[derive(Serialize)]
struct CellAnswer {
    value: String,
    numbers: u32,
    blanks: u32,
    not_applicable: u32,
    texts: u32,
    /// What has to be asked about the sum; `null` where it stands by itself.
    ask: Option<String>,
}

fn answer(collection: &Collection) -> Answer<'_> {
    let target = collection.target();
    let counts = collection.counts().into_iter().map(|(kind, count)| (kind.name().to_owned(), count.into()));
    let sums = collection.sums();
    let cells = target.form.ids().zip(sums.sums()).filter_map(|(id, sum)| {
        let cell = target.form.cell(id);
        let answer = CellAnswer {
            value: sum.value(cell)?.to_string(),
            numbers: sum.numbers,
            blanks: sum.blanks,
            not_applicable: sum.not_applicable,
            texts: sum.texts,
            ask: target.form.asks(id).filter(|_| sum.above_zero > 1).map(str::to_owned),
        };
        Some((cell.key.to_string(), serde_json::to_value(answer).ok()?))
    });
    Answer {
        agency: &target.agency,
        year: target.year,
        edition: &target.form.edition,
        counts: counts.collect(),
        units: collection.units().iter().map(line).collect(),
        sums: cells.collect(),
    }
}

fn line(unit: &Unit) -> Line<'_> {
    let found = unit.found.as_deref();
    let faults = found.map_or(&[][..], |found| &found.faults).iter();
    Line {
        unit: &unit.name,
        file: &unit.file,
        scope: unit.scope().name(),
        state: unit.state.kind().name(),
        counted: unit.is_counted(),
        message: unit.sentence(),
        fails: found.map_or(0, |found| found.fails),
        queries: found.map_or(0, |found| found.queries),
        open: found.map_or(0, |found| found.open),
        faults: faults
            .map(|fault| Told {
                rule: &fault.rule,
                standing: fault.standing.name(),
                place: &fault.place,
                message: &fault.title,
                found: &fault.sentence,
            })
            .collect(),
    }
}

fn readable(collection: &Collection, draft: &Draft) -> String {
    let target = collection.target();
    let agency = if target.agency.is_empty() { "汇总单位未写明" } else { &target.agency };
    let mut lines = vec![format!("{agency}　{} 年度　汇总　{} 版式", target.year, target.form.edition)];
    let counts: Vec<String> =
        collection.counts().into_iter().map(|(kind, count)| format!("{} {count}", kind.name())).collect();
    let expected = match collection.roster().units.len() {
        0 => String::new(),
        units => format!("应报 {units} 个单位："),
    };
    lines.push(format!("{expected}{}", counts.join("　")));
    lines.push(format!("计入汇总 {} 份", collection.counted().count()));
    for kind in StateKind::ALL.into_iter().filter(|kind| kind.needs_someone()) {
        let units: Vec<&Unit> = collection.of_state(kind).collect();
        if units.is_empty() {
            continue;
        }
        lines.extend([String::new(), format!("{}（{} 个）", kind.name(), units.len())]);
        for unit in units {
            let file = match (unit.name.is_empty(), unit.file.is_empty()) {
                (false, false) => format!("（{}）", unit.file),
                _ => String::new(),
            };
            lines.push(format!("  {}{file}：{}", unit.title(), unit.sentence()));
            let faults = unit.found.as_deref().map_or(&[][..], |found| &found.faults).iter();
            if kind == StateKind::Failing {
                lines.extend(
                    faults
                        .filter(|fault| fault.standing == Standing::Fails)
                        .map(|fault| format!("    {}：{}　{}", fault.place, fault.title, fault.sentence)),
                );
            }
        }
    }
    let verdicts = check::check(draft);
    let problems = check::problems(draft, &verdicts);
    let problems: Vec<_> = problems
        .into_iter()
        .filter(|(standing, _)| matches!(standing, Standing::Fails | Standing::Query))
        .collect();
    if !problems.is_empty() {
        lines.extend([String::new(), format!("汇总数的审核（{} 处）", problems.len())]);
        lines.extend(problems.iter().map(|(standing, verdict)| {
            let formula = check::formula(draft, verdict);
            format!("  {}　{}　{formula}", standing.name(), check::title(draft, verdict))
        }));
    }
    lines.iter().map(|line| one_line(line) + "\n").collect()
}
