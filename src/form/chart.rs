//! 图: which figures of a form a report may show as bars. Data of the form file; templates name them
//! (`[[图:申请渠道]]`), `report` fills them in.

use std::collections::{BTreeMap, BTreeSet};

use super::fault::Collector;
use super::source::ChartSource;
use super::{Cell, CellId, CellKey, Kind};
use crate::error::did_you_mean;

/// A chart of the form, without figures.
#[derive(Debug, Clone)]
pub struct ChartPlan {
    /// Name in templates, unique in the form.
    pub name: String,
    /// Printed under it; `{年度}` and `{上年度}` are filled in.
    pub title: String,
    /// The unit of all its figures.
    pub unit: String,
    /// Whether last year stands beside this year.
    pub with_last_year: bool,
    /// From top to bottom, at least one.
    pub rows: Vec<ChartLine>,
}

/// One row of a chart.
#[derive(Debug, Clone)]
pub struct ChartLine {
    /// What is counted.
    pub label: String,
    /// The cells whose sum it shows, at least one.
    pub cells: Vec<CellId>,
}

/// Compiles the charts of a form file: names twice, charts without rows, unknown keys, figures below
/// zero and units that differ are faults.
pub(super) fn compile(
    sources: Vec<ChartSource>,
    cells: &[Cell],
    index: &BTreeMap<CellKey, CellId>,
    faults: &mut Collector<'_>,
) -> Vec<ChartPlan> {
    let mut names = BTreeSet::new();
    let mut charts = Vec::new();
    for source in sources {
        let quoted = format!("name: \"{}\"", source.name);
        if !names.insert(source.name.clone()) {
            faults.add(&["charts:", &quoted, &quoted], format!("图“{}”重复", source.name));
        }
        let mut units: Vec<&str> = Vec::new();
        let mut rows = Vec::new();
        for (label, keys) in source.rows {
            let anchors = ["charts:", quoted.as_str(), label.as_str()];
            if keys.is_empty() {
                faults.add(&anchors, format!("图“{}”的“{label}”没有写指标", source.name));
            }
            let mut found = Vec::new();
            for key in &keys {
                let Some(id) = index.get(key.as_str()).copied() else {
                    let near = did_you_mean(key, index.keys().map(CellKey::as_str));
                    let anchors = ["charts:", quoted.as_str(), label.as_str(), key.as_str()];
                    faults.add(&anchors, format!("图“{}”用了未定义的指标“{key}”{near}", source.name));
                    continue;
                };
                found.push(id);
                if let Some(cell) = cells.get(id.index()) {
                    if !units.contains(&cell.unit.as_str()) {
                        units.push(&cell.unit);
                    }
                    if cell.kind == Kind::Signed {
                        let what = format!("图“{}”：“{key}”可能是负数，画不出来", source.name);
                        faults.add(&anchors, what);
                    }
                }
            }
            rows.push(ChartLine { label, cells: found });
        }
        if rows.is_empty() {
            faults.add(&["charts:", &quoted], format!("图“{}”没有内容", source.name));
        }
        if units.len() > 1 {
            let what = format!("图“{}”各项的单位不同（{}）", source.name, units.join("、"));
            faults.add(&["charts:", &quoted], what);
        }
        charts.push(ChartPlan {
            name: source.name,
            title: source.title,
            unit: units.first().copied().unwrap_or_default().to_owned(),
            with_last_year: source.with_last_year,
            rows,
        });
    }
    charts
}
