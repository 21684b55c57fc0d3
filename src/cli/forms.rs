//! `nianbao forms`: the editions and their cells.

use lexopt::{Arg, Parser};
use serde::Serialize;

use super::screen::Screen;
use super::{Command, Exit};
use crate::error::Error;
use crate::form::{Cell, Form, Kind, editions};

pub(super) const COMMAND: Command = Command {
    name: "forms",
    options: &["--json", "--help"],
    help: "\
列出各版式的指标

用法
  nianbao forms [--json]

选项
      --json    输出 JSON：[{edition, title, years, cells, facts}]
                years 是起止年度，如 [2014, 2018]；现行版式的止年为 null
                cells 是表内指标，facts 是报告要用的表外数字，
                每项为 {key, path, unit, kind}，kind 为 Count（整数）或 Money（金额）
  -h, --help    显示本说明
",
    run,
};

/// One edition.
#[derive(Serialize)]
struct FormList<'a> {
    edition: &'a str,
    title: &'a str,
    /// First and last report year; `null` while the edition is in force.
    years: (u16, Option<u16>),
    /// Cells of the tables, in printed order.
    cells: Vec<CellList<'a>>,
    /// Figures outside the tables.
    facts: Vec<CellList<'a>>,
}

#[derive(Serialize)]
struct CellList<'a> {
    key: &'a str,
    /// The official label path, parts joined by `/`.
    path: &'a str,
    unit: &'a str,
    kind: Kind,
}

fn run(mut args: Parser, screen: &mut Screen<'_>) -> Result<Exit, Error> {
    let mut as_json = false;
    while let Some(arg) = args.next().map_err(|error| COMMAND.unreadable(error))? {
        match arg {
            Arg::Long("json") => as_json = true,
            other => return Err(COMMAND.unexpected(&other)),
        }
    }
    let forms = editions::all();
    let text = match as_json {
        true => json(&forms.iter().map(|form| list(form)).collect::<Vec<_>>())?,
        false => forms.iter().map(|form| table(form)).collect::<Vec<_>>().join("\n"),
    };
    screen.say(&text)?;
    Ok(Exit::Done)
}

/// JSON for a script, readable for a person.
pub(super) fn json(value: &impl Serialize) -> Result<String, Error> {
    let text = serde_json::to_string_pretty(value);
    text.map(|text| text + "\n").map_err(|error| Error::new(format!("不能写成 JSON（{error}）")))
}

fn list(form: &Form) -> FormList<'_> {
    let (cells, facts) = form.cells.split_at(form.table_cells);
    FormList {
        edition: &form.edition,
        title: &form.title,
        years: (form.first_year, form.last_year),
        cells: cells.iter().map(cell_list).collect(),
        facts: facts.iter().map(cell_list).collect(),
    }
}

fn cell_list(cell: &Cell) -> CellList<'_> {
    CellList { key: cell.key.as_str(), path: &cell.path, unit: &cell.unit, kind: cell.kind }
}

fn table(form: &Form) -> String {
    let mut text = format!(
        "{}　{}（{}）\n指标 {} 项",
        editions::years(form),
        form.title,
        form.document,
        form.table_cells
    );
    match form.cells.len() - form.table_cells {
        0 => {}
        facts => text += &format!("，表外数字 {facts} 项"),
    }
    for (section, cells) in form.sections() {
        text += &format!("\n{section}\n");
        for cell in cells.into_iter().map(|id| form.cell(id)) {
            text += &format!("  {}　{}\n", cell.key, cell.unit);
        }
    }
    text
}
