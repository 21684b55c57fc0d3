//! `nianbao export`: finished reports.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use lexopt::{Arg, Parser, ValueExt};

use super::screen::{Screen, one_line};
use super::{Command, Exit};
use crate::draft::Draft;
use crate::error::{Error, did_you_mean};
use crate::export::{Everything, Extent, Format, Order, everything};
use crate::report::{Template, templates};
use crate::store::{self, atomic, drafts, fonts, official_fonts, paths};
use crate::typeset::FontBook;

pub(super) const COMMAND: Command = Command {
    name: "export",
    options: &["--output", "--format", "--only", "--template", "--fonts", "--final", "--help"],
    help: "\
导出年度报告：PDF、Word、Excel、网页、图片、数据

用法
  nianbao export 底稿 -o 文件 [选项]
  nianbao export 底稿… -o 文件夹 [--format 格式,格式…] [选项]

导出成一个文件时，格式看扩展名：报告.pdf、报告.docx、统计表.xlsx 等。
导出到文件夹时，文件名为“填报单位-年度-内容”，如“金塘镇-2018-年度报告.pdf”。
已有的同名文件会被替换；每个文件要么完整写好，要么原样不动。底稿不会改动。
有强制项不符的照样导出，但标明“草稿”。

格式
  pdf   印发、上网、归档，版面固定        docx  Word，送领导修改
  xlsx  Excel 统计表，合计带公式          html  网页，贴进门户网站的编辑器
  png   每页一张图片                      csv、json  指标和数值，供其他系统读取
  全部  以上各种，导出到文件夹

选项
  -o, --output 文件或文件夹    导出到哪里；文件夹须已建好
      --format 格式            一种或几种，用逗号隔开；不写则看扩展名，文件夹则为 pdf
      --only 内容              只要统计表、空表、报审单之一；不写则为全文
      --template 模板          内置模板或自有模板的名称，或者模板文件；不写则按版式选用（见 nianbao template list）
      --fonts 本机             用本机装有的公文字体（方正小标宋、仿宋等）；不写则用随带字体，哪台电脑上都一样
      --final                  定稿：标明“草稿”的不导出
  -h, --help                   显示本说明

退出码
  0  已导出    1  有强制项不符（不加 --final 时仍然导出）    2  有底稿没有导出，或用法有误

举例
  nianbao export 金塘镇-2018.nianbao -o 报告.pdf
  nianbao export 金塘镇-2018.nianbao -o 统计表.xlsx
  nianbao export *.nianbao -o 年报 --format 全部
",
    run,
};

/// What the call asks for.
struct Asked {
    files: Vec<PathBuf>,
    output: PathBuf,
    /// What `output` is.
    to_folder: bool,
    formats: Vec<Format>,
    extent: Extent,
    template: Option<Arc<Template>>,
    installed: bool,
    only_final: bool,
}

fn run(args: Parser, screen: &mut Screen<'_>) -> Result<Exit, Error> {
    let asked = read(args, screen)?;
    let book = book(&asked, screen)?;
    let mut worst = Exit::Done;
    let mut written: BTreeMap<String, &Path> = BTreeMap::new();
    for path in &asked.files {
        let exported = drafts::open(path).and_then(|draft| {
            // Drafts of one agency and one year would replace each other's files.
            if let Some(other) = written.get(&draft.file_stem()) {
                let what = format!("和 {} 会导出成同一个文件，没有导出", other.display());
                return Err(Error::new(what).hint("请分别导出，各指明文件名"));
            }
            let exit = export(&draft, path, &asked, &book, screen)?;
            written.insert(draft.file_stem(), path);
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
    let (mut files, mut output, mut formats, mut template) = (Vec::new(), None, Vec::new(), None);
    let (mut extent, mut installed, mut only_final) = (Extent::Report, false, false);
    while let Some(arg) = args.next().map_err(|error| COMMAND.unreadable(error))? {
        match arg {
            Arg::Short('o') | Arg::Long("output") => {
                output = Some(PathBuf::from(args.value().map_err(|error| COMMAND.unreadable(error))?));
            }
            Arg::Long("format") => formats = formats_named(&text(&mut args)?)?,
            Arg::Long("only") => extent = extent_named(&text(&mut args)?)?,
            Arg::Long("template") => template = Some(named(&text(&mut args)?, screen)?),
            Arg::Long("fonts") => {
                installed = match text(&mut args)?.as_str() {
                    "本机" => true,
                    "随带" => false,
                    other => {
                        let what = format!("没有“{other}”这种字体");
                        return Err(COMMAND.about(Error::new(what).hint("可用：随带、本机")));
                    }
                };
            }
            Arg::Long("final") => only_final = true,
            Arg::Value(path) => files.push(PathBuf::from(path)),
            other => return Err(COMMAND.unexpected(&other)),
        }
    }
    if files.is_empty() {
        return Err(COMMAND.missing("底稿"));
    }
    let output = output.ok_or_else(|| COMMAND.missing("导出位置（-o，如 -o 报告.pdf）"))?;
    let to_folder = paths::is_folder(&output);
    let formats = match to_folder {
        true if formats.is_empty() => vec![Format::Pdf],
        // 全部 is all that there is of it.
        true if formats.len() == Format::ALL.len() => {
            formats.into_iter().filter(|format| extent.has(*format)).collect()
        }
        true => formats,
        false => vec![format_of_file(&output, &formats, files.len())?],
    };
    Ok(Asked { files, output, to_folder, formats, extent, template, installed, only_final })
}

fn text(args: &mut Parser) -> Result<String, Error> {
    args.value().and_then(|value| value.string()).map_err(|error| COMMAND.unreadable(error))
}

/// `pdf,docx`, with Chinese commas too; 全部 is every format.
fn formats_named(names: &str) -> Result<Vec<Format>, Error> {
    let mut formats = Vec::new();
    for name in names.split([',', '，', '、']).map(str::trim).filter(|name| !name.is_empty()) {
        let named = match name {
            "全部" | "all" => Format::ALL.to_vec(),
            name => vec![Format::named(name).ok_or_else(|| no_format(name))?],
        };
        formats.extend(named);
    }
    // In the order of the list, each once.
    let wanted: Vec<Format> = Format::ALL.into_iter().filter(|format| formats.contains(format)).collect();
    if wanted.is_empty() { Err(COMMAND.missing("格式（如 --format pdf,docx）")) } else { Ok(wanted) }
}

fn no_format(name: &str) -> Error {
    let near = did_you_mean(name, Format::ALL.map(Format::extension));
    COMMAND
        .about(Error::new(format!("没有“{name}”这种导出格式{near}")).hint(format!("可用：{}、全部", list())))
}

/// pdf、docx、xlsx…
fn list() -> String {
    Format::ALL.map(Format::extension).join("、")
}

fn extent_named(name: &str) -> Result<Extent, Error> {
    Extent::named(name.strip_prefix("只要").unwrap_or(name)).ok_or_else(|| {
        let near = did_you_mean(name, Extent::ALL.map(Extent::name));
        let all = Extent::ALL.map(Extent::name).join("、");
        COMMAND.about(Error::new(format!("没有“{name}”这种内容{near}")).hint(format!("可用：{all}")))
    })
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

/// The format of one file, by its extension. Several drafts or formats do not fit into one file, and a draft
/// is never replaced.
fn format_of_file(output: &Path, formats: &[Format], drafts: usize) -> Result<Format, Error> {
    let shown = output.display();
    let folder = |several: &str| {
        let what = format!("导出几{several}时，“{shown}”应是文件夹");
        COMMAND.about(Error::new(what).hint("请先建好这个文件夹"))
    };
    if drafts > 1 {
        return Err(folder("份底稿"));
    }
    if formats.len() > 1 {
        return Err(folder("种格式"));
    }
    let extension = output.extension().and_then(OsStr::to_str).unwrap_or_default();
    match (Format::named(extension), formats.first()) {
        (Some(format), None) => Ok(format),
        (Some(format), Some(wanted)) if format == *wanted => Ok(format),
        (_, Some(wanted)) => {
            let extension = wanted.extension();
            let what = format!("“{shown}”不是 .{extension} 文件，也不是已有的文件夹");
            Err(COMMAND.about(Error::new(what).hint(format!("请写成 .{extension} 文件，或者先建好文件夹"))))
        }
        (None, None) => {
            let what = format!("从“{shown}”看不出格式，它也不是已有的文件夹");
            let hint = format!("请写明扩展名，如 -o 报告.pdf；可用：{}", list());
            Err(COMMAND.about(Error::new(what).hint(hint)))
        }
    }
}

/// The fonts that were asked for. What of them cannot be had is told once, where pages are set at all.
fn book(asked: &Asked, screen: &mut Screen<'_>) -> Result<FontBook, Error> {
    let bundled = FontBook::bundled(fonts::body_font())?;
    let mut notes = Vec::new();
    let book = match asked.installed {
        false => bundled,
        true => {
            let found = official_fonts::installed();
            if found.faces.is_empty() {
                notes.push("本机没有找到可用的公文字体，仍用随带字体".to_owned());
            }
            if !found.refused.is_empty() {
                notes.push(format!("没有使用：{}", found.refused.join("、")));
            }
            bundled.with_installed(&found.faces)
        }
    };
    notes.extend(Some(book.note().to_owned()).filter(|note| !note.is_empty()));
    if !notes.is_empty() && asked.formats.iter().any(|format| format.has_pages()) {
        screen.complain(&Error::new(notes.join("；")));
    }
    Ok(book)
}

fn export(
    draft: &Draft,
    path: &Path,
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
    let order = Order { draft, template, fonts, extent: asked.extent };
    let composed = order.composed()?;
    let advice = format!("有 {} 处强制项不符", composed.fails);
    let see = format!("详见 nianbao check {file}");
    if !composed.document.mark.is_empty() && asked.only_final {
        screen.complain(&Error::new(format!("{advice}，没有导出")).hint(see).about(file));
        return Ok(Exit::Fails);
    }
    let stem = asked.output.file_stem().and_then(OsStr::to_str).filter(|_| !asked.to_folder);
    let given = asked.output.file_name().and_then(OsStr::to_str).unwrap_or_default();
    let target = |name: &str| match asked.to_folder {
        true => asked.output.join(name),
        // The extension as it was typed: 报告.PDF.
        false if name.eq_ignore_ascii_case(given) => asked.output.clone(),
        false => asked.output.with_file_name(name),
    };
    let mut take = |name: &str, bytes: &[u8]| atomic::write_whole(&target(name), bytes);
    let mut all = everything(&order, &asked.formats, stem, &mut take, &mut |_| {}, &|| false);
    tell(&all, asked, &target, screen)?;

    if !composed.unplaced.is_empty() {
        let what = format!("模板没有“{}”，这些正文没有印出", composed.unplaced.join("”“"));
        screen.complain(&Error::new(what).about(&file));
    }
    if let Some((_, last)) = all.failed.pop() {
        for (_, error) in all.failed {
            screen.complain(&if error.subject.is_empty() { error.about(&file) } else { error });
        }
        return Err(last);
    }
    if composed.fails == 0 {
        return Ok(Exit::Done);
    }
    let outcome = match (composed.document.mark.as_str(), asked.extent) {
        (_, Extent::Review) => "",
        ("", _) => "，已按定稿导出",
        _ if asked.formats.iter().all(|format| format.is_figures()) => "",
        _ => "，导出的报告每页标明“草稿”",
    };
    screen.complain(&Error::new(format!("{advice}{outcome}")).hint(see).about(file));
    Ok(Exit::Fails)
}

/// A line for each format: where it is, its pages, its fonts where they are the machine's.
fn tell(
    all: &Everything,
    asked: &Asked,
    target: &dyn Fn(&str) -> PathBuf,
    screen: &mut Screen<'_>,
) -> Result<(), Error> {
    for (format, made) in &all.made {
        let names = || all.names.iter().filter(|name| name.ends_with(&format!(".{}", format.extension())));
        let Some(first) = names().next() else { continue };
        let mut said = format!("已导出 {}", target(first).display());
        match (names().count(), made.pages) {
            (files @ 2.., _) => said += &format!(" 等 {files} 个文件"),
            (_, Some(pages)) => said += &format!("：{pages} 页"),
            (_, None) => {}
        }
        if asked.installed && !made.used.is_empty() {
            said += &format!("，字体：{}", made.used.join("、"));
        }
        screen.say(&format!("{}\n", one_line(&said)))?;
    }
    Ok(())
}
