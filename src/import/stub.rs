//! A stand-in for the readers and the understanding, until they land: plain HTML and text, labels word for word.

use super::{Aside, Block, By, Cell, Doubt, Figure, Paragraph, Question, Report, Source, Spot, Table, Why};
use crate::draft::{Scope, Value};
use crate::error::Error;
use crate::form::editions;

/// Reads a document.
///
/// # Errors
/// It is of no known format.
pub fn read(name: &str, bytes: &[u8]) -> Result<Source, Error> {
    let text = std::str::from_utf8(bytes)
        .map_err(|_| Error::new("认不出这个文件的格式").hint("请另存为 Word、Excel 或网页").about(name))?;
    let mut source = Source::default();
    let mut table = Table::default();
    let mut row = 0;
    for (line, text) in (1..).zip(text.lines()) {
        let is_row = text.contains("<td>") || text.contains('\t');
        if is_row {
            let cells: Vec<&str> = match text.contains("<td>") {
                true => text.split("<td>").skip(1).map(|cell| cell.split('<').next().unwrap_or("")).collect(),
                false => text.split('\t').collect(),
            };
            table.cells.extend((0..).zip(cells).map(|(column, text)| Cell::single(row, column, text.trim())));
            row += 1;
            continue;
        }
        if !table.cells.is_empty() {
            source.blocks.push(Block::Table(std::mem::take(&mut table)));
            row = 0;
        }
        let level = if text.starts_with("<h1>") { 1 } else { 0 };
        let plain = text.split('<').filter_map(|part| part.rsplit('>').next()).collect::<String>();
        if !plain.trim().is_empty() {
            let text = plain.trim().to_owned();
            source.blocks.push(Block::Text(Paragraph { text, level, line, gap: 0 }));
        }
    }
    if !table.cells.is_empty() {
        source.blocks.push(Block::Table(table));
    }
    Ok(source)
}

/// The reports of a document.
pub fn understand(source: &Source) -> Vec<Report> {
    let all = || source.blocks.iter().enumerate();
    let title = all().find_map(|(_, block)| match block {
        Block::Text(paragraph) => paragraph.text.split_once("年"),
        Block::Table(_) => None,
    });
    let year: Option<u16> =
        title.and_then(|(before, _)| before.get(before.len().checked_sub(4)?..)?.parse().ok());
    let Some(form) = editions::for_year(year.unwrap_or(2018)) else { return Vec::new() };
    let mut report = Report {
        form: form.clone(),
        year,
        agency: title
            .map(|(before, _)| before.trim_end_matches(|c: char| c.is_ascii_digit()).to_owned())
            .unwrap_or_default(),
        scope: Scope::Own,
        figures: Vec::new(),
        questions: Vec::new(),
        asides: Vec::new(),
        fields: Vec::new(),
        sections: Vec::new(),
        blocks: 0..source.blocks.len(),
    };
    for (block, content) in all() {
        let Block::Table(table) = content else { continue };
        let mut next = form.ids().peekable();
        for (index, label) in table.cells.iter().enumerate().filter(|(_, cell)| cell.column == 0) {
            let mut rest = next.clone();
            let Some(id) = rest.find(|id| form.cell(*id).label() == label.text) else { continue };
            next = rest;
            let of_row = table.cells.iter().enumerate().filter(|(_, cell)| cell.row == label.row).last();
            let Some((at, number)) = of_row.filter(|(at, _)| *at != index) else { continue };
            let spot = Spot { block, cell: Some(at), range: 0..number.text.len() };
            report.figures.push(Figure {
                cell: id,
                value: Value::read(&number.text, form.cell(id).kind),
                spot,
                by: By::Table,
            });
        }
    }
    for (block, content) in all() {
        let Block::Text(paragraph) = content else { continue };
        let mut at = 0;
        for part in paragraph.text.split_inclusive(|c: char| !c.is_ascii_digit()) {
            let digits = part.trim_end_matches(|c: char| !c.is_ascii_digit());
            let spot = Spot { block, cell: None, range: at..at + digits.len() };
            let before = paragraph.text.get(..at).unwrap_or("");
            at += part.len();
            if digits.is_empty() {
                continue;
            }
            let named = form.ids().find(|id| before.contains(form.cell(*id).name.trim_end_matches('数')));
            match (named, Value::read(digits, crate::form::Kind::Count)) {
                (Some(cell), Some(value)) if before.ends_with('约') => {
                    report.questions.push(Question { cell, value, spot, why: Doubt::Rounded });
                }
                _ => report
                    .asides
                    .push(Aside { spot, why: if part.ends_with('年') { Why::Date } else { Why::NoCell } }),
            }
        }
    }
    if report.figures.is_empty() && report.questions.is_empty() { Vec::new() } else { vec![report] }
}
