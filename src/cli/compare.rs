//! `nianbao compare`: two drafts held against each other.

use std::path::PathBuf;

use lexopt::{Arg, Parser};
use serde::Serialize;
use serde_json::Value;

use super::forms::json;
use super::screen::{Screen, one_line};
use super::{Command, Exit, figures};
use crate::check::{self, Change, Differences};
use crate::draft::Draft;
use crate::error::Error;
use crate::form::Field;
use crate::store::drafts;

pub(super) const COMMAND: Command = Command {
    name: "compare",
    options: &["--json", "--help"],
    help: "\
比较两份底稿：本年与上年，或者同一年度审核前后

用法
  nianbao compare 先前的底稿 后来的底稿 [--json]

列出有变化的基本信息、指标、改写过的正文和审核结论，没有变化的不列。版式不同的，
按指标的对应关系比较。

选项
      --json    输出 JSON：{before, after, basics, figures, texts, verdicts}
                figures 每项为 {cell, before, after, change}，before、after 为文字，
                空白为 null；change 为后减前，整数为数字，小数为文字
  -h, --help    显示本说明

退出码
  0  已比较（不论有无变化）    2  有底稿读不出，或用法有误

举例
  nianbao compare 金塘镇-2017.nianbao 金塘镇-2018.nianbao
",
    run,
};

/// The answer for a script.
#[derive(Serialize)]
struct Report {
    before: String,
    after: String,
    basics: Vec<Named>,
    figures: Vec<Figure>,
    texts: Vec<Named>,
    verdicts: Vec<Judged>,
}

#[derive(Serialize)]
struct Named {
    name: String,
    before: Option<String>,
    after: Option<String>,
}

#[derive(Serialize)]
struct Figure {
    /// Key in the later form; in the earlier one where only that has it.
    cell: String,
    before: Option<String>,
    after: Option<String>,
    change: Value,
}

#[derive(Serialize)]
struct Judged {
    name: String,
    place: String,
    before: &'static str,
    after: &'static str,
}

fn run(mut args: Parser, screen: &mut Screen<'_>) -> Result<Exit, Error> {
    let mut as_json = false;
    let mut files = Vec::new();
    while let Some(arg) = args.next().map_err(|error| COMMAND.unreadable(error))? {
        match arg {
            Arg::Long("json") => as_json = true,
            Arg::Value(path) if files.len() < 2 => files.push(PathBuf::from(path)),
            other => return Err(COMMAND.unexpected(&other)),
        }
    }
    let [before, after] = files.as_slice() else {
        return Err(COMMAND.missing("要比较的两份底稿"));
    };
    let (old, new) = (drafts::open(before)?, drafts::open(after)?);
    let differences = check::compare(&old, &new);
    match as_json {
        true => {
            let (before, after) = (before.display().to_string(), after.display().to_string());
            screen.say(&json(&report(before, after, &new, differences))?)?;
        }
        false => screen.say(&readable(&old, &new, &differences))?,
    }
    Ok(Exit::Done)
}

fn report(before: String, after: String, new: &Draft, differences: Differences) -> Report {
    let named = |changes: Vec<Change>| {
        changes.into_iter().map(|Change { name, before, after }| Named { name, before, after }).collect()
    };
    Report {
        before,
        after,
        basics: named(differences.basics),
        figures: differences
            .figures
            .into_iter()
            .map(|figure| Figure {
                cell: figure.cell.map_or(figure.name, |cell| new.form().cell(cell).key.to_string()),
                before: figure.before,
                after: figure.after,
                change: figure.change.map_or(Value::Null, figures::json),
            })
            .collect(),
        texts: named(differences.texts),
        verdicts: differences
            .verdicts
            .into_iter()
            .map(|verdict| Judged {
                name: verdict.name,
                place: verdict.words,
                before: verdict.before.name(),
                after: verdict.after.name(),
            })
            .collect(),
    }
}

fn readable(old: &Draft, new: &Draft, differences: &Differences) -> String {
    let head = |draft: &Draft| format!("{} {} 年度", draft.field(Field::Agency), draft.year());
    let mut lines = vec![format!("先前：{}　后来：{}", head(old), head(new))];
    if differences.is_empty() {
        lines.push("没有变化".to_owned());
    }
    let or = |text: &Option<String>, blank: &str| text.clone().unwrap_or_else(|| blank.to_owned());
    let mut part = |name: &str, rows: Vec<String>| {
        if !rows.is_empty() {
            lines.extend([String::new(), format!("{name}（{} 处）", rows.len())]);
            lines.extend(rows.into_iter().map(|row| format!("  {row}")));
        }
    };
    let basics = differences.basics.iter();
    part(
        "基本信息",
        basics
            .map(|change| {
                format!("{}：{} → {}", change.name, or(&change.before, "（空）"), or(&change.after, "（空）"))
            })
            .collect(),
    );
    let figure = |figure: &check::FigureChange| {
        let change = match figure.change {
            Some(change) if change.is_sign_positive() => format!("　增 {change}"),
            Some(change) => format!("　减 {}", change.abs()),
            None => String::new(),
        };
        let after = match figure.cell {
            Some(_) => or(&figure.after, "（空白）"),
            None => "（后来的版式没有这项指标）".to_owned(),
        };
        format!("{}：{} → {after}{change}", figure.name, or(&figure.before, "（空白）"))
    };
    part("指标", differences.figures.iter().map(figure).collect());
    let texts = differences.texts.iter();
    part(
        "改写的正文",
        texts
            .map(|change| match (&change.before, &change.after) {
                (None, _) => format!("{}：由自动正文改写", change.name),
                (_, None) => format!("{}：恢复为自动正文", change.name),
                _ => format!("{}：有改动", change.name),
            })
            .collect(),
    );
    let verdicts = differences.verdicts.iter();
    part(
        "审核结论",
        verdicts
            .map(|verdict| {
                let (was, is) = (verdict.before.name(), verdict.after.name());
                format!("{} {was} → {is}　{}", verdict.name, verdict.words)
            })
            .collect(),
    );
    lines.iter().map(|line| one_line(line) + "\n").collect()
}
