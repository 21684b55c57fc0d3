//! A stand-in for the understanding, until it lands: labels word for word.

use super::{Aside, Block, By, Doubt, Figure, Question, Report, Source, Spot, Why};
use crate::draft::{Scope, Value};
use crate::form::editions;

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
        let mut next = 0;
        for (index, label) in table.cells.iter().enumerate().filter(|(_, cell)| cell.column == 0) {
            let found = form.ids().skip(next).find(|id| form.cell(*id).label() == label.text);
            let Some(id) = found else { continue };
            next = id.index() + 1;
            let number = table.cells.iter().position(|cell| cell.row == label.row && cell.column == 2);
            let text = number.and_then(|at| table.cells.get(at)).map_or("", |cell| cell.text.as_str());
            let spot = Spot { block, cell: number.or(Some(index)), range: 0..text.len() };
            report.figures.push(Figure {
                cell: id,
                value: Value::read(text, form.cell(id).kind),
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
