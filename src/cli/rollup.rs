//! `nianbao rollup`: many units' files become one draft of scope 汇总.

use std::io::IsTerminal;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use lexopt::{Arg, Parser, ValueExt};

use super::forms::json;
use super::give_back::GiveBack;
use super::rollup_answer::{answer, readable};
use super::screen::{Screen, one_line};
use super::{Command, Exit, write_new};
use crate::check;
use crate::error::{Error, did_you_mean};
use crate::form::{Form, editions};
use crate::rollup::{Collection, Looked, Roster, StateKind, Target};
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
        "--mend",
        "--letters",
        "--table",
        "--cells",
        "--long",
        "--force",
        "--json",
        "--help",
    ],
    help: "\
把各单位报来的底稿、Word、Excel、PDF 汇总成一份底稿

用法
  nianbao rollup 文件夹|文件… [--roster 名册] [-o 底稿] [--mend 表.xlsx]
                  [--letters 文件.txt] [--table 表.xlsx] [--long 表.csv] [--json]

逐个列出各单位：已报、未报、重复报送、年度或版式不符、读不出、审核不符、待确认。名册写了
上级的，按名册认谁的数含在谁的汇总里；没写的，同名而数字不同的列为“可能重复计算”。各项指标
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
      --mend 文件.xlsx    各单位须补正的事项，一行一项
      --letters 文件.txt  同上，给每个单位一段可以直接发送的文字
      --table 文件.xlsx   各单位的数，一个单位一行，合计为公式
      --cells 指标,指标…  --table 只要这些指标；不写则要统计表的全部指标
      --long 文件.csv     各单位的每项数字，一行一个：单位、版式、年度、指标、数值
      --force             文件已存在时覆盖
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
    agency: Option<String>,
    year: Option<u16>,
    form: Option<Arc<Form>>,
    give_back: GiveBack,
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
                Arg::Long("mend") => call.give_back.mend = Some(path(&mut args)?),
                Arg::Long("letters") => call.give_back.letters = Some(path(&mut args)?),
                Arg::Long("table") => call.give_back.table = Some(path(&mut args)?),
                Arg::Long("cells") => call.give_back.cells = Some(text(&mut args)?),
                Arg::Long("long") => call.give_back.long = Some(path(&mut args)?),
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
    let own = [&call.roster, &call.output, &call.keep_roster].into_iter().flatten();
    let own: Vec<PathBuf> = own.chain(call.give_back.files()).cloned().collect();
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
    if let Some(path) = &call.keep_roster
        && let Some(aside) = units::save_roster(path, collection.roster())?
        && !call.as_json
    {
        screen.say(&format!("{}\n", one_line(&format!("原来的名册已损坏，另存为 {}", aside.display()))))?;
    }
    if let Some(output) = &call.output {
        write_new(output, &draft, call.force)?;
        if !call.as_json {
            screen.say(&format!("{}\n", one_line(&format!("已存为 {}", output.display()))))?;
        }
    }
    for path in call.give_back.write(&collection, call.force)? {
        if !call.as_json {
            screen.say(&format!("{}\n", one_line(&format!("已存为 {}", path.display()))))?;
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
