//! `nianbao export`: finished reports.

use std::path::{Path, PathBuf};

use lexopt::{Arg, Parser, ValueExt};

use super::screen::{Screen, one_line};
use super::{Command, Exit};
use crate::check::{self, Summary};
use crate::draft::Draft;
use crate::error::{Error, did_you_mean};
use crate::export;
use crate::report::{Template, templates};
use crate::store::{atomic, drafts, fonts, paths};

pub(super) const COMMAND: Command = Command {
    name: "export",
    options: &["--output", "--format", "--template", "--final", "--help"],
    help: "\
导出报告

用法
  nianbao export 底稿… -o 文件或文件夹 [--format pdf] [--template 模板] [--final]

强制审核不符的底稿照样导出，但每页标明“草稿”，退出码为 1。

选项
  -o, --output 位置      一份底稿写到这个文件；是文件夹或有几份底稿时，写到该文件夹，
                         文件名为“单位-年度.pdf”
      --format 格式      目前只有 pdf
      --template 模板    内置模板的名称；不写则按版式选用
      --final            有强制审核不符时不导出
  -h, --help             显示本说明

退出码
  0  完成    1  有强制项不符    2  有底稿读不出、写不成，或用法有误

举例
  nianbao export 金塘镇-2018.nianbao -o 报告.pdf
",
    run,
};

/// What was asked for.
struct Wish {
    files: Vec<PathBuf>,
    output: PathBuf,
    template: Option<&'static Template>,
    only_final: bool,
}

fn run(args: Parser, screen: &mut Screen<'_>) -> Result<Exit, Error> {
    let wish = wish(args)?;
    let into_folder = wish.files.len() > 1 || paths::is_folder(&wish.output);
    let font = fonts::body_font();
    let mut worst = Exit::Done;
    for path in &wish.files {
        let done = drafts::open(path).and_then(|draft| {
            let target = match into_folder {
                true => wish.output.join(format!("{}.pdf", draft.file_stem())),
                false => wish.output.clone(),
            };
            export_one(path, &draft, &target, &wish, font.clone(), screen)
        });
        match done {
            Ok(exit) => worst = worst.max(exit),
            // A bad file must not hide the others.
            Err(error) => {
                worst = Exit::Wrong;
                screen.complain(&error);
            }
        }
    }
    Ok(worst)
}

fn wish(mut args: Parser) -> Result<Wish, Error> {
    let (mut files, mut output, mut template, mut only_final) = (Vec::new(), None, None, false);
    while let Some(arg) = args.next().map_err(|error| COMMAND.unreadable(error))? {
        match arg {
            Arg::Short('o') | Arg::Long("output") => {
                output = Some(PathBuf::from(args.value().map_err(|error| COMMAND.unreadable(error))?));
            }
            Arg::Long("format") => {
                let format = text(&mut args)?;
                if !format.eq_ignore_ascii_case("pdf") {
                    return Err(COMMAND.about(Error::new(format!("没有“{format}”这种导出格式，可用：pdf"))));
                }
            }
            Arg::Long("template") => template = Some(named(&text(&mut args)?)?),
            Arg::Long("final") => only_final = true,
            Arg::Value(path) => files.push(PathBuf::from(path)),
            other => return Err(COMMAND.unexpected(&other)),
        }
    }
    if files.is_empty() {
        return Err(COMMAND.missing("底稿"));
    }
    let output = output.ok_or_else(|| COMMAND.missing("保存位置（-o，如 -o 报告.pdf）"))?;
    Ok(Wish { files, output, template, only_final })
}

fn text(args: &mut Parser) -> Result<String, Error> {
    args.value().and_then(|value| value.string()).map_err(|error| COMMAND.unreadable(error))
}

fn named(name: &str) -> Result<&'static Template, Error> {
    templates::named(name).ok_or_else(|| {
        let near = did_you_mean(name, templates::names());
        let known: Vec<_> = templates::names().collect();
        COMMAND.about(
            Error::new(format!("没有“{name}”这个模板{near}")).hint(format!("可用：{}", known.join("、"))),
        )
    })
}

fn export_one(
    path: &Path,
    draft: &Draft,
    target: &Path,
    wish: &Wish,
    font: Option<Vec<u8>>,
    screen: &mut Screen<'_>,
) -> Result<Exit, Error> {
    let file = path.display().to_string();
    let Summary { fails, .. } = check::summary(draft, &check::check(draft));
    if fails > 0 && wish.only_final {
        let error = Error::new(format!("有 {fails} 处强制审核不符，没有导出")).about(file.clone());
        screen.complain(&error.hint(format!("请看 nianbao check {file}")));
        return Ok(Exit::Fails);
    }
    let template = match wish.template.or_else(|| templates::for_form(draft.form())) {
        Some(template) => template,
        None => return Err(Error::new(format!("{} 版式没有报告模板", draft.form().edition)).about(file)),
    };
    let made = export::report_pdf(draft, template, font).map_err(|error| match error.subject.is_empty() {
        true => error.about(file.clone()),
        false => error,
    })?;
    atomic::write_whole(target, &made.bytes)?;
    let mut said =
        format!("已导出 {}：{} 页，{} KB", target.display(), made.pages, made.bytes.len().div_ceil(1024));
    if !made.note.is_empty() {
        said = format!("{said}；{}", made.note);
    }
    screen.say(&format!("{}\n", one_line(&said)))?;
    if fails > 0 {
        let error = Error::new(format!("有 {fails} 处强制审核不符，已按草稿导出")).about(file.clone());
        screen.complain(&error.hint(format!("请看 nianbao check {file}")));
        return Ok(Exit::Fails);
    }
    Ok(Exit::Done)
}
