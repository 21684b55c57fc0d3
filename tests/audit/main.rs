//! What the audit says of the words of a report: for each check a fault and an innocent case beside it.

mod content;
mod copied;
mod days;
mod figures;
mod headings;
mod length;
mod names;
mod together;

use std::collections::BTreeMap;
use std::sync::Arc;

use nianbao::audit::{Finding, Place, audit};
use nianbao::draft::{self, Draft, Edit, Entry, Piece, SectionText};
use nianbao::form::{CellKey, Field, Form, Level, Year, editions};
use nianbao::report::{Template, compose, templates};

/// A draft of 2018 on the 2014 form, or of 2025 on that of 2021, with agency and day.
fn draft(edition: &str) -> Draft {
    let form = editions::named(edition).unwrap();
    let year = form.last_year.unwrap_or(2025);
    let mut draft = Draft::new(form, year, "金塘镇人民政府");
    set_field(&mut draft, Field::ShortName, "本镇");
    set_field(&mut draft, Field::IssuedOn, &format!("{}-01-16", year + 1));
    draft
}

fn set(draft: &mut Draft, year: Year, key: &str, typed: &str) {
    let kind = draft.form().cell(draft.form().find(key).unwrap()).kind;
    let entries = vec![(CellKey::from(key), Entry::typed(typed, kind))];
    draft.apply(Edit::Entries { year, entries }).unwrap();
}

fn set_field(draft: &mut Draft, field: Field, text: &str) {
    draft.apply(Edit::Field(field, text.to_owned())).unwrap();
}

fn set_text(draft: &mut Draft, section: &str, text: &str) {
    let text = SectionText::new([Piece::Words(text.to_owned())]);
    draft.apply(Edit::Text(section.to_owned(), Some(text))).unwrap();
}

fn findings_by(draft: &Draft, template: &Template) -> Vec<Finding> {
    audit(draft, template, &compose(draft, template).unwrap())
}

fn findings(draft: &Draft) -> Vec<Finding> {
    findings_by(draft, templates::for_form(draft.form()).unwrap())
}

/// What one check says, a line for each finding: `核实 引言：…`.
fn said(findings: &[Finding], id: &str) -> Vec<String> {
    let of_check = findings.iter().filter(|finding| finding.id == id);
    of_check.map(|one| format!("{} {}：{}", one.level.name(), one.place.name(), one.what)).collect()
}

/// What a check says of a draft of the 2014 form with that text in a section.
fn check_text(id: &str, section: &str, text: &str, expected: &[&str]) {
    let mut draft = draft("2014");
    set_text(&mut draft, section, text);
    assert_eq!(said(&findings(&draft), id), expected, "{text}");
}

/// What a check says of a draft composed by an office's own template.
fn check_template(id: &str, edition: &str, text: &str, expected: &[&str]) {
    let template = Template::parse("本局.md", text).unwrap();
    assert_eq!(said(&findings_by(&draft(edition), &template), id), expected, "{text}");
}

/// The names of the examples. Beside them may stand the lock of a window that has one open.
fn examples() -> Vec<String> {
    let folder = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/examples")).unwrap();
    let paths = folder.map(|entry| entry.unwrap().path());
    let drafts = paths.filter(|path| path.extension().is_some_and(|extension| extension == "nianbao"));
    drafts.map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned()).collect()
}

fn example(name: &str) -> Draft {
    let path = format!("{}/examples/{name}.nianbao", env!("CARGO_MANIFEST_DIR"));
    draft::read(&std::fs::read_to_string(path).unwrap()).unwrap()
}

const PROBLEMS: &str = "一是村级公开栏更新不够及时，二是专职力量薄弱，人员流动快；全年补训两次，整改了两处栏目，明年继续抓好目录整理。";
