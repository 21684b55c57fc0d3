//! The crosswalk between editions: how figures of an earlier one stand in a later one as last year's.

use std::collections::BTreeMap;

use super::fault::Collector;
use super::source::CarryOverSource;
use super::{CellId, CellKey, Form};
use crate::error::did_you_mean;

/// The crosswalk from one earlier edition. Cells with the same key mean the same and need no entry.
#[derive(Debug, Clone)]
pub struct CarryOver {
    /// Name of the earlier edition.
    pub from: String,
    /// Cells of this edition, each with the cells of the earlier one whose sum it is.
    pub cells: Vec<(CellId, Vec<CellKey>)>,
}

pub(super) fn compile(
    sources: Vec<CarryOverSource>,
    index: &BTreeMap<CellKey, CellId>,
    faults: &mut Collector<'_>,
) -> Vec<CarryOver> {
    let mut compiled = Vec::new();
    for source in sources {
        let mut cells = Vec::new();
        for entry in source.cells {
            match index.get(entry.to.as_str()) {
                Some(cell) => {
                    cells.push((*cell, entry.from.iter().map(|key| CellKey::from(key.as_str())).collect()))
                }
                None => {
                    let near = did_you_mean(&entry.to, index.keys().map(CellKey::as_str));
                    let what = format!("对应表用了未定义的指标“{}”{near}", entry.to);
                    faults.add(&["carry_over:", &format!("\"{}\"", entry.to)], what);
                }
            }
        }
        compiled.push(CarryOver { from: source.from, cells });
    }
    compiled
}

impl Form {
    /// Where the figures of an earlier form stand in this one: each cell of this form that has any
    /// with the cells of the earlier one whose sum it is.
    pub fn sources_in(&self, earlier: &Form) -> Vec<(CellId, Vec<CellId>)> {
        let listed = self.carry_over.iter().find(|carry| carry.from == earlier.edition);
        let listed = listed.map_or(&[][..], |carry| &carry.cells);
        let find = |keys: &[CellKey]| keys.iter().map(|key| earlier.find(key)).collect::<Option<Vec<_>>>();
        self.ids()
            .filter_map(|id| {
                let sources = match listed.iter().find(|(to, _)| *to == id) {
                    Some((_, keys)) => find(keys),
                    None => earlier.find(&self.cell(id).key).map(|same| vec![same]),
                };
                Some((id, sources?))
            })
            .collect()
    }
}
