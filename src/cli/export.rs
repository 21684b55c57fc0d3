//! `nianbao export`: finished reports.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use lexopt::{Arg, Parser, ValueExt};

use super::screen::{Screen, one_line};
use super::{Command, Exit};
use crate::draft::Draft;
use crate::error::Error;
use crate::export::{Extent, Format, Order};
use crate::report::{Template, templates};
use crate::store::{self, atomic, drafts, fonts, paths};
use crate::typeset::FontBook;

pub(super) const COMMAND: Command = Command {
    name: "export",
    options: &["--output", "--format", "--template", "--final", "--help"],
    help: "\
导出年度报告（PDF）

用法
  nianbao export 底稿 -o 文件.pdf [--template 模板] [--final]
  nianbao export 底稿… -o 文件夹 [--template 模板] [--final]

导出到文件夹时，文件名为“填报单位-年度.pdf”。已有的同名 PDF 会被替换，底稿不会改动。
有强制项不符的照样导出，但每页标明“草稿”。

选项
  -o, --output 文件或文件夹    导出到哪里；文件夹须已建好
      --format 格式            目前只有 pdf
      --template 模板          内置模板或自有模板的名称，或者模板文件；不写则按版式选用（见 nianbao template list）
      --final                  定稿：有强制项不符的不导出
  -h, --help                   显示本说明

退出码
  0  已导出    1  有强制项不符（不加 --final 时仍然导出）    2  有底稿没有导出，或用法有误

举例
  nianbao export 金塘镇-2018.nianbao -o 报告.pdf
",
    run,
};

/// What the call asks for.
struct Asked {
    files: Vec<PathBuf>,
    output: PathBuf,
    template: Option<Arc<Template>>,
    only_final: bool,
}

fn run(args: Parser, screen: &mut Screen<'_>) -> Result<Exit, Error> {
    let asked = read(args, screen)?;
    let to_folder = paths::is_folder(&asked.output);
    if !to_folder {
        refuse_as_file(&asked)?;
    }
    let book = FontBook::bundled(fonts::body_font())?;
    let mut worst = Exit::Done;
    let mut written: BTreeMap<PathBuf, &Path> = BTreeMap::new();
    for path in &asked.files {
        let exported = drafts::open(path).and_then(|draft| {
            let target = match to_folder {
                true => asked.output.join(format!("{}.pdf", draft.file_stem())),
                false => asked.output.clone(),
            };
            if let Some(other) = written.get(&target) {
                let what = format!("和 {} 会导出成同一个文件，没有导出", other.display());
                return Err(Error::new(what).hint("请分别导出，各指明文件名"));
            }
            let exit = export(&draft, path, &target, &asked, &book, screen)?;
            written.insert(target, path);
            Ok(exit)
        });
        match exported {
            Ok(exit) => worst = worst.max(exit),
            // One that fails must not keep the others back.
            Err(error) => {
                worst = Exit::Wrong;
                let subject = path.display().to_string();
                screen.complain(&if error.subject.is_empty() { error.about(subject) } else { error });
            }
        }
    }
    Ok(worst)
}

fn read(mut args: Parser, screen: &mut Screen<'_>) -> Result<Asked, Error> {
    let (mut files, mut output, mut template, mut only_final) = (Vec::new(), None, None, false);
    while let Some(arg) = args.next().map_err(|error| COMMAND.unreadable(error))? {
        match arg {
            Arg::Short('o') | Arg::Long("output") => {
                output = Some(PathBuf::from(args.value().map_err(|error| COMMAND.unreadable(error))?));
            }
            Arg::Long("format") => {
                let format = text(&mut args)?;
                if !format.eq_ignore_ascii_case("pdf") {
                    let what = format!("没有“{format}”这种导出格式");
                    return Err(COMMAND.about(Error::new(what).hint("目前可用：pdf")));
                }
            }
            Arg::Long("template") => template = Some(named(&text(&mut args)?, screen)?),
            Arg::Long("final") => only_final = true,
            Arg::Value(path) => files.push(PathBuf::from(path)),
            other => return Err(COMMAND.unexpected(&other)),
        }
    }
    if files.is_empty() {
        return Err(COMMAND.missing("底稿"));
    }
    let output = output.ok_or_else(|| COMMAND.missing("导出位置（-o，如 -o 报告.pdf）"))?;
    Ok(Asked { files, output, template, only_final })
}

fn text(args: &mut Parser) -> Result<String, Error> {
    args.value().and_then(|value| value.string()).map_err(|error| COMMAND.unreadable(error))
}

/// All faults of a template file are told, the last one as the error.
fn named(name: &str, screen: &mut Screen<'_>) -> Result<Arc<Template>, Error> {
    store::templates::named(name).map_err(|mut faults| {
        let last = faults.pop().unwrap_or_else(|| Error::new(format!("模板“{name}”有误")));
        for fault in faults {
            screen.complain(&fault);
        }
        if last.place.is_none() && last.subject.is_empty() { COMMAND.about(last) } else { last }
    })
}

/// Several drafts do not fit into one file, and only a PDF is ever replaced: never a draft.
fn refuse_as_file(asked: &Asked) -> Result<(), Error> {
    let output = asked.output.display();
    if asked.files.len() > 1 {
        let what = format!("导出几份底稿时，“{output}”应是文件夹");
        return Err(COMMAND.about(Error::new(what).hint("请先建好这个文件夹")));
    }
    match asked.output.extension() {
        Some(extension) if extension.eq_ignore_ascii_case("pdf") => Ok(()),
        _ => {
            let what = format!("“{output}”不是 .pdf 文件，也不是已有的文件夹");
            Err(COMMAND.about(Error::new(what).hint("目前只导出 PDF，如 -o 报告.pdf")))
        }
    }
}

fn export(
    draft: &Draft,
    path: &Path,
    target: &Path,
    asked: &Asked,
    fonts: &FontBook,
    screen: &mut Screen<'_>,
) -> Result<Exit, Error> {
    let file = path.display().to_string();
    let template = asked
        .template
        .as_ref()
        .or_else(|| templates::for_form(draft.form()))
        .ok_or_else(|| Error::new(format!("{} 版式没有报告模板", draft.form().edition)))?;
    let order = Order { draft, template, fonts, extent: Extent::Report };
    let made = order.export(Format::Pdf)?;
    let advice = format!("有 {} 处强制项不符", made.fails);
    let see = format!("详见 nianbao check {file}");
    if made.fails > 0 && asked.only_final {
        screen.complain(&Error::new(format!("{advice}，没有导出")).hint(see).about(file));
        return Ok(Exit::Fails);
    }
    for file in &made.files {
        atomic::write_whole(target, &file.bytes)?;
    }
    let said = format!("已导出 {}：{} 页", target.display(), made.pages.unwrap_or_default());
    screen.say(&format!("{}\n", one_line(&said)))?;

    if !fonts.note().is_empty() {
        screen.complain(&Error::new(fonts.note()).about(&file));
    }
    if !made.unplaced.is_empty() {
        let what = format!("模板没有“{}”，这些正文没有印出", made.unplaced.join("”“"));
        screen.complain(&Error::new(what).about(&file));
    }
    if made.fails == 0 {
        return Ok(Exit::Done);
    }
    screen.complain(&Error::new(format!("{advice}，导出的报告每页标明“草稿”")).hint(see).about(file));
    Ok(Exit::Fails)
}
