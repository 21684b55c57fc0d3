//! The 汇总 itself: a draft that knows its sources.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{Adder, Collection, Unit};
use crate::draft::{Draft, Edit, Entry, Origin, Scope, SourceUnit, Sources, Value};
use crate::error::Error;
use crate::form::{CellKey, Year};

impl Collection {
    /// The units and what each cell came to, as the draft keeps them.
    pub fn sources(&self) -> Sources {
        let form = &self.target().form;
        let keeps = self.counted().count() <= Sources::MOST_WITH_FIGURES;
        let figures = |unit: &Unit, year: Year| -> BTreeMap<CellKey, Value> {
            let found = unit.found.as_deref().filter(|_| keeps && unit.is_counted());
            let figures = found.map(|found| match year {
                Year::This => &found.figures,
                Year::Last => &found.last_year,
            });
            let filled = figures.into_iter().flat_map(|figures| figures.filled(form));
            filled.map(|(cell, value)| (form.cell(cell).key.clone(), value)).collect()
        };
        let are_named = self.units().len() <= Sources::MOST_UNITS;
        let units = self.units().iter().filter(|unit| are_named && !unit.name.is_empty());
        let in_sums: BTreeSet<&str> = self.counted().map(|unit| unit.name.as_str()).collect();
        Sources {
            units: units
                .map(|unit| SourceUnit {
                    name: unit.name.clone(),
                    file: unit.file.clone(),
                    scope: unit.scope(),
                    state: unit.state.kind().name().to_owned(),
                    counted: unit.is_counted(),
                    wanted: unit.state.kind().is_wanted() && !in_sums.contains(unit.name.as_str()),
                    figures: figures(unit, Year::This),
                    last_year: figures(unit, Year::Last),
                })
                .collect(),
            sums: self.sums().cell_sums(form).map(|(cell, sum)| (cell.key.clone(), sum)).collect(),
        }
    }

    /// The 汇总 as a new draft of the collecting agency.
    ///
    /// # Errors
    /// As [`Draft::apply`]: a fault of the program.
    pub fn draft(&self) -> Result<Draft, Error> {
        let target = self.target();
        let mut draft = Draft::new(target.form.clone(), target.year, &target.agency);
        draft.apply(self.update(&draft))?;
        Ok(draft)
    }

    /// What a draft of the same edition becomes when it takes the sums as they are now, as one step. A cell that was
    /// corrected by hand, so that it is not as its sum was, keeps what it has: the check tells the difference.
    pub fn update(&self, draft: &Draft) -> Edit {
        let form = &self.target().form;
        let sources = self.sources();
        let before = draft.sources();
        let mut entries = Vec::new();
        for cell in &form.cells {
            let now = draft.form().find(&cell.key).and_then(|id| draft.value(id));
            let was = before.and_then(|before| before.sum(&cell.key)).map(|sum| &sum.value);
            let is_corrected = before.is_some() && now != was;
            if !is_corrected {
                let sum = sources.sum(&cell.key).map(|sum| sum.value.clone());
                entries.push((cell.key.clone(), sum.map(|value| Entry { value, origin: Origin::Summed })));
            }
        }
        let mut edits = vec![
            Edit::Scope(Scope::RolledUp),
            Edit::Entries { year: Year::This, entries },
            Edit::Sources(Some(Arc::new(sources))),
        ];
        if let Some(last_year) = self.last_year() {
            let sums = last_year.cell_sums(form);
            let entries = sums.map(|(cell, sum)| {
                (cell.key.clone(), Some(Entry { value: sum.value, origin: Origin::Summed }))
            });
            edits.push(Edit::Entries { year: Year::Last, entries: entries.collect() });
        }
        Edit::Together { title: "汇总".to_owned(), edits }
    }

    /// Last year's figures added up, where every unit that counts knows them: a sum of some is none.
    fn last_year(&self) -> Option<Adder> {
        let mut adder = Adder::new(&self.target().form);
        let mut units = self.counted().filter_map(|unit| unit.found.as_deref()).peekable();
        units.peek()?;
        for found in units {
            if found.last_year.is_blank() {
                return None;
            }
            adder.add(&found.last_year);
        }
        Some(adder)
    }
}
