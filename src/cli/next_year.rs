//! `nianbao next-year`: a draft for the following year.

use std::path::PathBuf;

use lexopt::{Arg, Parser};

use super::screen::{Screen, one_line};
use super::{Command, Exit, write_new};
use crate::draft::LeftBehind;
use crate::error::Error;
use crate::form::Field;
use crate::report;
use crate::store::drafts;

pub(super) const COMMAND: Command = Command {
    name: "next-year",
    options: &["--output", "--force", "--help"],
    help: "\
由上年底稿新建下一年度的底稿

用法
  nianbao next-year 上年底稿 -o 文件 [--force]

单位信息、签批人员和改写过的正文沿用，上年各项数字留作对照，“结转下年度继续办理”
填入“上年结转”。年度跨版式时按对应关系换算，没有对应的逐项列出，不会猜填。
上年底稿不会改动。

选项
  -o, --output 文件    保存到哪里，一般以 .nianbao 结尾
      --force          文件已存在时覆盖
  -h, --help           显示本说明

举例
  nianbao next-year 金塘镇-2018.nianbao -o 金塘镇-2019.nianbao
",
    run,
};

fn run(mut args: Parser, screen: &mut Screen<'_>) -> Result<Exit, Error> {
    let (mut input, mut output, mut force) = (None, None, false);
    while let Some(arg) = args.next().map_err(|error| COMMAND.unreadable(error))? {
        match arg {
            Arg::Short('o') | Arg::Long("output") => {
                output = Some(PathBuf::from(args.value().map_err(|error| COMMAND.unreadable(error))?));
            }
            Arg::Long("force") => force = true,
            Arg::Value(path) if input.is_none() => input = Some(PathBuf::from(path)),
            other => return Err(COMMAND.unexpected(&other)),
        }
    }
    let input = input.ok_or_else(|| COMMAND.missing("上年底稿"))?;
    let output = output.ok_or_else(|| COMMAND.missing("保存位置（-o，如 -o 金塘镇-2019.nianbao）"))?;
    let last = drafts::open(&input)?;
    let next = report::next_year(&last).map_err(|error| error.about(input.display().to_string()))?;
    write_new(&output, &next.draft, force)?;
    let (agency, year) = (next.draft.field(Field::Agency), next.draft.year());
    let edition = &next.draft.form().edition;
    let said = format!("已新建 {}：{agency} {year} 年度，{edition} 版式", output.display());
    screen.say(&format!("{}\n", one_line(&said)))?;
    if !next.left.is_empty() {
        screen.say(&format!("以下 {} 项没有沿用：\n", next.left.len()))?;
        for left in next.left.iter().map(LeftBehind::sentence) {
            screen.say(&format!("  {}\n", one_line(&left)))?;
        }
    }
    Ok(Exit::Done)
}
