//! What a draft of scope 汇总 was added up from: its units with their figures, and what each cell came to.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{Scope, Value};
use crate::form::{CellKey, Form};

/// The units behind a 汇总, in the order of the roster, and the sums that they came to. A cell of the draft
/// that is not as its sum was corrected by hand.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Written", into = "Written")]
pub struct Sources {
    /// Every unit that was expected or sent something, counted or not; none where there are more than
    /// [`Self::MOST_UNITS`].
    pub units: Vec<SourceUnit>,
    /// What each cell came to, facts outside the tables too; a cell of which no unit said anything is absent.
    pub sums: BTreeMap<CellKey, CellSum>,
}

/// A unit behind a 汇总.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SourceUnit {
    /// Its name, as the roster has it.
    pub name: String,
    /// The file that it sent, as it was found below the folder; empty where none came.
    pub file: String,
    /// Whose figures it sent.
    pub scope: Scope,
    /// How it stood, in the word of the list (已报, 未报, …).
    pub state: String,
    /// Whether its figures are in the sums.
    pub counted: bool,
    /// Whether its figures are still wanted: it was expected, and nothing of it is in the sums.
    #[serde(default, skip_serializing_if = "is_false")]
    pub wanted: bool,
    /// Its figures of the year, blanks left out. Empty where they are not kept: with very many units, and for
    /// those not counted.
    #[serde(default, with = "by_key", skip_serializing_if = "BTreeMap::is_empty")]
    pub figures: BTreeMap<CellKey, Value>,
    /// Its figures of the year before, as far as its own draft knew them.
    #[serde(default, with = "by_key", skip_serializing_if = "BTreeMap::is_empty")]
    pub last_year: BTreeMap<CellKey, Value>,
}

/// What a cell came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellSum {
    /// The sum; 不适用 where every unit that said anything said so.
    pub value: Value,
    /// How many units gave a number other than zero.
    pub units: u32,
}

impl Sources {
    /// The most units whose figures are kept in the draft's file, so that a sum can be followed without their
    /// files.
    pub const MOST_WITH_FIGURES: usize = 500;

    /// The most units that are named at all: of more only the sums are kept, or the draft's file could grow beyond what
    /// is read as one.
    pub const MOST_UNITS: usize = 20_000;

    /// What a cell came to; `None` where no unit said anything.
    pub fn sum(&self, key: &str) -> Option<&CellSum> {
        self.sums.get(key)
    }

    /// Whether it says nothing.
    pub fn is_empty(&self) -> bool {
        self.units.is_empty() && self.sums.is_empty()
    }

    /// The units that are in the sums.
    pub fn counted(&self) -> impl Iterator<Item = &SourceUnit> {
        self.units.iter().filter(|unit| unit.counted)
    }

    /// The names of the units whose figures are still wanted (未报 and the like), each once.
    pub fn wanted(&self) -> Vec<&str> {
        let mut known = BTreeSet::new();
        let names = self.units.iter().filter(|unit| unit.wanted).map(|unit| unit.name.as_str());
        names.filter(|name| known.insert(*name)).collect()
    }

    /// The first key that this form does not have.
    pub(super) fn unknown_key(&self, form: &Form) -> Option<&CellKey> {
        let of_units = self.units.iter().flat_map(|unit| unit.figures.keys().chain(unit.last_year.keys()));
        self.sums.keys().chain(of_units).find(|key| form.find(key).is_none())
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn is_false(flag: &bool) -> bool {
    !flag
}

/// The same in the draft's file, a line for each cell.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    units: Vec<SourceUnit>,
    #[serde(with = "by_key")]
    sums: BTreeMap<CellKey, Value>,
    /// How many units gave a number other than zero; those of none left out.
    gave: BTreeMap<CellKey, u32>,
}

impl From<Written> for Sources {
    fn from(Written { units, sums, gave }: Written) -> Self {
        let sum = |(key, value): (CellKey, Value)| {
            let units = gave.get(&key).copied().unwrap_or(0);
            (key, CellSum { value, units })
        };
        Self { units, sums: sums.into_iter().map(sum).collect() }
    }
}

impl From<Sources> for Written {
    fn from(Sources { units, sums }: Sources) -> Self {
        let several = |(key, sum): (&CellKey, &CellSum)| (sum.units > 0).then(|| (key.clone(), sum.units));
        let gave = sums.iter().filter_map(several).collect();
        Self { units, sums: sums.into_iter().map(|(key, sum)| (key, sum.value)).collect(), gave }
    }
}

/// Figures as `"收到申请数": "12"`.
mod by_key {
    use std::collections::BTreeMap;

    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use crate::draft::Value;
    use crate::draft::value::as_text;
    use crate::form::CellKey;

    #[derive(Serialize, Deserialize)]
    #[serde(transparent)]
    struct Shown(#[serde(with = "as_text")] Value);

    pub(super) fn serialize<S: Serializer>(
        figures: &BTreeMap<CellKey, Value>,
        to: S,
    ) -> Result<S::Ok, S::Error> {
        to.collect_map(figures.iter().map(|(key, value)| (key, Shown(value.clone()))))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        from: D,
    ) -> Result<BTreeMap<CellKey, Value>, D::Error> {
        let shown = BTreeMap::<CellKey, Shown>::deserialize(from)?;
        Ok(shown.into_iter().map(|(key, Shown(value))| (key, value)).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unit_that_is_wanted_is_named_once_wherever_its_files_stand() {
        let unit = |name: &str, wanted: bool| SourceUnit {
            name: name.to_owned(),
            file: String::new(),
            scope: Scope::Own,
            state: String::new(),
            counted: !wanted,
            wanted,
            figures: BTreeMap::new(),
            last_year: BTreeMap::new(),
        };
        let units = [("金塘镇", true), ("白泉镇", true), ("岑港街道", false), ("金塘镇", true)];
        let units = units.map(|(name, wanted)| unit(name, wanted)).to_vec();
        let sources = Sources { units, sums: BTreeMap::new() };
        assert_eq!(sources.wanted(), ["金塘镇", "白泉镇"]);
    }
}
