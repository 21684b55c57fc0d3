//! Documents of our own in the wordings and shapes of real reports: each must be read as the truth beside it says,
//! no cell wrong, none invented, none missed.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use nianbao::draft::Value;
use nianbao::import::{self, Report};
use serde::Deserialize;

/// What a document states, as hand-checked: cells by their official path; `null` is a cell that is there and blank.
#[derive(Deserialize)]
struct Truth {
    /// `None` where the document is no report, or holds too little to tell.
    #[serde(default)]
    edition: Option<String>,
    #[serde(default)]
    year: Option<u16>,
    values: BTreeMap<String, Option<f64>>,
    /// Cells that may be filled with this value, or left.
    accept: BTreeMap<String, Option<f64>>,
}

fn documents() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import/documents");
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<PathBuf> =
        files.filter(|path| path.extension().is_some_and(|ending| ending == "txt")).collect();
    files.sort();
    files
}

/// The cells of a report that belong to its tables; those that hold no number are `None`.
fn cells(report: &Report) -> BTreeMap<String, Option<f64>> {
    let in_tables = report.figures.iter().filter(|figure| !report.form.is_fact(figure.cell));
    in_tables
        .map(|figure| {
            let number = match &figure.value {
                Some(Value::Number(number) | Value::Amount(number, _)) => {
                    number.normalize().to_string().parse().ok()
                }
                _ => None,
            };
            (report.form.cell(figure.cell).path.clone(), number)
        })
        .collect()
}

/// What is not as the truth says.
fn faults(name: &str, found: &BTreeMap<String, Option<f64>>, truth: &Truth) -> Vec<String> {
    let mut faults = Vec::new();
    for (path, want) in &truth.values {
        match (found.get(path), want) {
            (Some(got), want) if got == want => {}
            // A blank cell left out is as good as one said to be blank.
            (None, None) => {}
            (got, want) => faults.push(format!("{name}: {path}: {want:?} in the text, {got:?} was read")),
        }
    }
    for (path, got) in found {
        let may_be =
            truth.values.contains_key(path) || truth.accept.get(path).is_some_and(|value| value == got);
        if got.is_some() && !may_be {
            faults.push(format!("{name}: {path}: the text does not say, {got:?} was read"));
        }
    }
    faults
}

#[test]
fn every_document_is_read_as_it_is_meant() {
    let mut all = Vec::new();
    for path in documents() {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let truth: Truth =
            serde_json::from_slice(&std::fs::read(path.with_extension("json")).unwrap()).unwrap();
        let source = import::read(&name, &std::fs::read(&path).unwrap()).unwrap();
        let reports = import::understand(&source);
        let report = reports.iter().find(|report| report.year == truth.year).or(reports.first());
        let found = report.map(cells).unwrap_or_default();
        all.extend(faults(&name, &found, &truth));
        if let (Some(report), Some(edition)) = (report, &truth.edition) {
            let is = (report.form.edition.as_str(), report.year);
            if is != (edition.as_str(), truth.year) {
                all.push(format!("{name}: {edition} {:?}, but read as {is:?}", truth.year));
            }
        }
    }
    assert!(all.is_empty(), "{}", all.join("\n"));
}
