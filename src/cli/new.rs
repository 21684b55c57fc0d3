//! `nianbao new`: an empty draft.

use std::path::PathBuf;

use lexopt::{Arg, Parser, ValueExt};

use super::screen::{Screen, one_line};
use super::{Command, Exit, write_new};
use crate::draft::Draft;
use crate::error::Error;
use crate::form::{Form, editions};

pub(super) const COMMAND: Command = Command {
    name: "new",
    options: &["--edition", "--year", "--agency", "--output", "--force", "--help"],
    help: "\
新建底稿

用法
  nianbao new --year 年度 --agency 填报单位 -o 文件 [--edition 版式] [--force]

选项
      --year 年度          报告年度，如 2018（数据所属的年份，不是发布的年份）
      --agency 填报单位    单位全称
  -o, --output 文件        保存到哪里，一般以 .nianbao 结尾
      --edition 版式       2014 或 2021；不写则按年度选用
      --force              文件已存在时覆盖
  -h, --help               显示本说明

举例
  nianbao new --year 2018 --agency 金塘镇 -o 金塘镇-2018.nianbao
",
    run,
};

fn run(mut args: Parser, screen: &mut Screen<'_>) -> Result<Exit, Error> {
    let (mut edition, mut year, mut agency, mut output, mut force) = (None, None, None, None, false);
    while let Some(arg) = args.next().map_err(|error| COMMAND.unreadable(error))? {
        match arg {
            Arg::Long("edition") => edition = Some(text(&mut args)?),
            Arg::Long("year") => year = Some(text(&mut args)?),
            Arg::Long("agency") => agency = Some(text(&mut args)?),
            Arg::Short('o') | Arg::Long("output") => {
                output = Some(PathBuf::from(args.value().map_err(|error| COMMAND.unreadable(error))?));
            }
            Arg::Long("force") => force = true,
            other => return Err(COMMAND.unexpected(&other)),
        }
    }
    let year = year.ok_or_else(|| COMMAND.missing("年度（--year，如 --year 2018）"))?;
    let agency = agency.filter(|agency| !agency.trim().is_empty());
    let agency = agency.ok_or_else(|| COMMAND.missing("填报单位（--agency，如 --agency 金塘镇）"))?;
    let output = output.ok_or_else(|| COMMAND.missing("保存位置（-o，如 -o 金塘镇-2018.nianbao）"))?;

    let year: u16 =
        year.trim().parse().ok().filter(|year| (1000..=9999).contains(year)).ok_or_else(|| {
            COMMAND.about(Error::new(format!("年度“{year}”不是年份")).hint("请写四位数字，如 --year 2018"))
        })?;
    let form = choose(edition.as_deref(), year).map_err(|error| COMMAND.about(error))?;
    let draft = Draft::new(form.clone(), year, &agency);
    write_new(&output, &draft, force)?;
    let said = format!("已新建 {}：{agency} {year} 年度，{} 版式", output.display(), form.edition);
    screen.say(&format!("{}\n", one_line(&said)))?;
    Ok(Exit::Done)
}

fn text(args: &mut Parser) -> Result<String, Error> {
    args.value().and_then(|value| value.string()).map_err(|error| COMMAND.unreadable(error))
}

/// The form that was asked for, or the one for that year.
fn choose(edition: Option<&str>, year: u16) -> Result<std::sync::Arc<Form>, Error> {
    let fitting = editions::for_year(year);
    let Some(edition) = edition else {
        return fitting.ok_or_else(|| {
            Error::new(format!("没有用于 {year} 年度的版式"))
                .hint(format!("本程序有：{}", editions::known_years()))
        });
    };
    let form = editions::named(edition).ok_or_else(|| {
        Error::new(format!("没有“{edition}”版式")).hint(format!("本程序有：{}", editions::known_years()))
    })?;
    if form.covers(year) {
        return Ok(form);
    }
    let hint = match fitting {
        Some(fitting) => format!("{year} 年度请用 {} 版式（--edition 可以不写）", fitting.edition),
        None => format!("本程序没有用于 {year} 年度的版式"),
    };
    Err(Error::new(format!("{}，不用于 {year} 年度", editions::years(&form))).hint(hint))
}
