//! When an agency's report is due by law.

use serde::Deserialize;

/// A day of the law, for agencies of certain kinds and levels.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Deadline {
    /// 单位类别; empty: any, also one that is not filled in.
    #[serde(default)]
    pub kinds: Vec<String>,
    /// 单位层级; empty: any, also one that is not filled in.
    #[serde(default)]
    pub levels: Vec<String>,
    /// Month of the year after the report year, 1–12.
    pub month: i8,
    /// Day of that month.
    pub day: i8,
    /// The clause that says so.
    pub source: String,
}

impl Deadline {
    /// Whether it binds an agency of that kind and level.
    pub fn binds(&self, kind: &str, level: &str) -> bool {
        let among =
            |known: &[String], given: &str| known.is_empty() || known.iter().any(|known| known == given);
        among(&self.kinds, kind) && among(&self.levels, level)
    }
}
