//! `nianbao template`: the report templates of the program and of the user; one of them checked; a new one.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use lexopt::{Arg, Parser, ValueExt};
use serde::Serialize;

use super::forms::json;
use super::screen::{Screen, one_line};
use super::{Command, Exit};
use crate::error::{Error, did_you_mean};
use crate::form::{Form, editions};
use crate::report::{Template, templates};
use crate::store::atomic::Creation;
use crate::store::templates as own;

pub(super) const COMMAND: Command = Command {
    name: "template",
    options: &["--form", "--from", "--output", "--json", "--help"],
    help: "\
列出、检查、新建报告模板

用法
  nianbao template list [--json]
  nianbao template check 文件… [--form 版式] [--json]
  nianbao template new -o 文件 [--from 模板]

list   列出内置模板，和“文档”文件夹下“年报模板”里的自有模板
check  一次列出模板的全部错误：文件、行、列、该怎么写
new    以内置模板为底新建一个模板，改好后放进“年报模板”文件夹

选项
      --form 版式         按哪个版式检查：2014、2019 或 2021；不写则按错误最少的版式
      --from 模板         以哪个内置模板为底；不写则为 2021
  -o, --output 文件       保存到哪里，以 .md 结尾
      --json              输出 JSON。check：[{file, form, fits, faults: [{file, line, column, message}]}]，
                          fits 是它适用的版式；list：[{name, kind, file, fits}]
  -h, --help              显示本说明

退出码
  0  没有错误    1  模板有错误    2  文件或用法有误

举例
  nianbao template new --from 2021 -o 我局.md
  nianbao template check 我局.md
  nianbao export 金塘镇-2018.nianbao --template 我局.md -o 报告.pdf

写法见 docs/模板编写.md，或者窗口里“报告模板”页的“写法说明”
",
    run,
};

/// The parts of the command.
const PARTS: [&str; 3] = ["list", "check", "new"];

#[derive(Default)]
struct Asked {
    part: String,
    files: Vec<PathBuf>,
    form: Option<Arc<Form>>,
    from: Option<String>,
    output: Option<PathBuf>,
    as_json: bool,
}

fn run(mut args: Parser, screen: &mut Screen<'_>) -> Result<Exit, Error> {
    let mut asked = Asked::default();
    while let Some(arg) = args.next().map_err(|error| COMMAND.unreadable(error))? {
        match arg {
            Arg::Long("form") => asked.form = Some(form(&text(&mut args)?)?),
            Arg::Long("from") => asked.from = Some(text(&mut args)?),
            Arg::Long("json") => asked.as_json = true,
            Arg::Short('o') | Arg::Long("output") => {
                asked.output = Some(PathBuf::from(args.value().map_err(|error| COMMAND.unreadable(error))?));
            }
            Arg::Value(part) if asked.part.is_empty() => asked.part = part.to_string_lossy().into_owned(),
            Arg::Value(path) if asked.part == "check" => asked.files.push(PathBuf::from(path)),
            other => return Err(COMMAND.unexpected(&other)),
        }
    }
    match asked.part.as_str() {
        "list" => list(&asked, screen),
        "check" => check(&asked, screen),
        "new" => new(&asked, screen),
        "" => Err(COMMAND.missing("要做的事（list、check 或 new）")),
        other => {
            let near = did_you_mean(other, PARTS);
            let error = Error::new(format!("没有“{other}”这种用法{near}"));
            Err(COMMAND.about(error.hint("可用：list、check、new")))
        }
    }
}

fn text(args: &mut Parser) -> Result<String, Error> {
    args.value().and_then(|value| value.string()).map_err(|error| COMMAND.unreadable(error))
}

fn form(edition: &str) -> Result<Arc<Form>, Error> {
    editions::named(edition).ok_or_else(|| {
        let error = Error::new(format!("没有“{edition}”版式"));
        COMMAND.about(error.hint(format!("本程序有：{}", editions::known_years())))
    })
}

/// A template with the editions it serves.
#[derive(Serialize)]
struct Listed {
    name: String,
    /// 内置 or 自有
    kind: &'static str,
    /// Its file; null for a built-in one.
    file: Option<String>,
    /// The editions it serves without a fault.
    fits: Vec<String>,
    #[serde(skip)]
    about: String,
}

fn list(asked: &Asked, screen: &mut Screen<'_>) -> Result<Exit, Error> {
    let fits = |template: &Template| {
        let fitting = editions::all().iter().filter(|form| template.check(form).is_empty());
        fitting.map(|form| form.edition.clone()).collect::<Vec<_>>()
    };
    let mut listed: Vec<Listed> = templates::all()
        .iter()
        .map(|one| Listed {
            name: one.name.to_owned(),
            kind: "内置",
            file: None,
            fits: templates::named(one.name).map(|template| fits(template)).unwrap_or_default(),
            about: one.about.to_owned(),
        })
        .collect();
    for one in own::own() {
        let fits = one.template.as_ref().map(|template| fits(template)).unwrap_or_default();
        let file = one.path.display().to_string();
        let about = match fits.is_empty() {
            true => format!("有错误，详见 nianbao template check {file}"),
            false => file.clone(),
        };
        listed.push(Listed { name: one.name, kind: "自有", file: Some(file), fits, about });
    }
    if asked.as_json {
        screen.say(&json(&listed)?)?;
        return Ok(Exit::Done);
    }
    let mut shown = String::new();
    for one in &listed {
        let fits = match one.fits.is_empty() {
            true => "不适用于任何版式".to_owned(),
            false => format!("适用于 {} 版式", one.fits.join("、")),
        };
        shown += &format!("{}\n", one_line(&format!("{}　{}　{fits}　{}", one.kind, one.name, one.about)));
    }
    shown += &format!("自有模板放在 {}\n", one_line(&own::folder().display().to_string()));
    screen.say(&shown)?;
    Ok(Exit::Done)
}

/// What is wrong with one file.
#[derive(Serialize)]
struct Checked {
    file: String,
    /// The edition that it was checked for.
    form: String,
    /// The editions that it serves.
    fits: Vec<String>,
    faults: Vec<Fault>,
    #[serde(skip)]
    told: Vec<String>,
}

#[derive(Serialize)]
struct Fault {
    /// The file, or the built-in template that it takes over.
    file: String,
    /// From 1; null for what concerns the whole file.
    line: Option<usize>,
    /// In characters, from 1.
    column: Option<usize>,
    message: String,
    /// What to do; empty where the message says it.
    hint: String,
}

fn check(asked: &Asked, screen: &mut Screen<'_>) -> Result<Exit, Error> {
    if asked.files.is_empty() {
        return Err(COMMAND.missing("模板文件，如 我局.md"));
    }
    let mut worst = Exit::Done;
    let mut all = Vec::new();
    for path in &asked.files {
        match own::read_text(path) {
            // One that cannot be read must not keep the others back.
            Err(error) => {
                screen.complain(&error);
                worst = Exit::Wrong;
            }
            Ok(text) => {
                let checked = checked(path, &text, asked.form.as_ref());
                if !checked.faults.is_empty() {
                    worst = worst.max(Exit::Fails);
                }
                if !asked.as_json {
                    screen.say(&shown(&checked, asked.form.is_some()))?;
                }
                all.push(checked);
            }
        }
    }
    if asked.as_json {
        screen.say(&json(&all)?)?;
    }
    Ok(worst)
}

/// Checked for that edition, or for the one that it comes nearest to.
fn checked(path: &Path, text: &str, form: Option<&Arc<Form>>) -> Checked {
    let file = path.display().to_string();
    let of_each: Vec<(&Arc<Form>, Vec<Error>)> =
        editions::all().iter().map(|form| (form, Template::faults(&file, text, form))).collect();
    let fits = of_each.iter().filter(|(_, faults)| faults.is_empty());
    let fits: Vec<String> = fits.map(|(form, _)| form.edition.clone()).collect();
    // The newest edition where several are as near.
    let chosen = match form {
        Some(form) => of_each.iter().find(|(one, _)| one.edition == form.edition),
        None => of_each.iter().rev().min_by_key(|(_, faults)| faults.len()),
    };
    let (form, faults) =
        chosen.map(|(form, faults)| (form.edition.clone(), faults.clone())).unwrap_or_default();
    Checked {
        file,
        form,
        fits,
        told: faults.iter().map(|fault| one_line(&fault.to_string())).collect(),
        faults: faults
            .into_iter()
            .map(|fault| Fault {
                file: fault.subject,
                line: fault.place.map(|place| place.line),
                column: fault.place.map(|place| place.column),
                message: fault.what,
                hint: fault.hint,
            })
            .collect(),
    }
}

fn shown(checked: &Checked, is_chosen: bool) -> String {
    let mut text: String = checked.told.iter().map(|line| format!("{line}\n")).collect();
    let file = one_line(&checked.file);
    let other = if is_chosen { "" } else { "；要按别的版式检查，请加 --form" };
    text += &match checked.faults.len() {
        0 => format!("{file}：没有错误，适用于 {} 版式\n", checked.fits.join("、")),
        count => format!("{file}：共 {count} 处错误（按 {} 版式检查{other}）\n", checked.form),
    };
    text
}

fn new(asked: &Asked, screen: &mut Screen<'_>) -> Result<Exit, Error> {
    let Some(output) = &asked.output else {
        return Err(COMMAND.missing("保存位置（-o，如 -o 我局.md）"));
    };
    let from = asked.from.as_deref().unwrap_or("2021");
    let base = templates::all().iter().find(|one| one.name == from).ok_or_else(|| {
        let near = did_you_mean(from, templates::names());
        let known: Vec<_> = templates::names().collect();
        let error = Error::new(format!("没有“{from}”这个内置模板{near}"));
        COMMAND.about(error.hint(format!("可用：{}", known.join("、"))))
    })?;
    if output.extension().is_none_or(|extension| !extension.eq_ignore_ascii_case(own::EXTENSION)) {
        let what = format!("“{}”不是 .md 文件", output.display());
        return Err(COMMAND.about(Error::new(what).hint("模板文件以 .md 结尾，如 -o 我局.md")));
    }
    if own::write_new(output, base.text)? == Creation::AlreadyThere {
        let error = Error::new("已有同名文件，没有覆盖").hint("请换一个文件名");
        return Err(error.about(output.display().to_string()));
    }
    let said = format!(
        "已新建 {}：以内置模板 {from} 为底；改好后请用 nianbao template check 检查",
        output.display()
    );
    screen.say(&format!("{}\n", one_line(&said)))?;
    Ok(Exit::Done)
}
