//! 名册: the units that are expected to report, and how a file's agency is found among them.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::error::{Error, nearest};
use crate::import::{Block, Source};

/// The units that are expected, in the order in which they are listed. Kept from year to year.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Roster {
    /// The units.
    pub units: Vec<Expected>,
}

/// A unit that is expected to report.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Expected {
    /// 单位名称, as it stands in its report.
    #[serde(rename = "单位名称")]
    pub name: String,
    /// 别名: other names that its report may bear.
    #[serde(rename = "别名", skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// 上级: the unit that collects from it; empty where that is the one that holds the roster.
    #[serde(rename = "上级", skip_serializing_if = "String::is_empty")]
    pub parent: String,
    /// 级别: 县级, 乡镇…; empty where not given.
    #[serde(rename = "级别", skip_serializing_if = "String::is_empty")]
    pub level: String,
    /// 联系人.
    #[serde(rename = "联系人", skip_serializing_if = "String::is_empty")]
    pub contact: String,
    /// 电话.
    #[serde(rename = "电话", skip_serializing_if = "String::is_empty")]
    pub phone: String,
}

/// The most units that a roster may name.
pub const MOST_UNITS: usize = 200_000;

/// Words by which the columns of a roster are known.
const COLUMNS: [(&str, &[&str]); 6] = [
    ("单位名称", &["单位名称", "单位", "名称", "填报单位", "机关名称", "单位全称"]),
    ("别名", &["别名", "简称", "又名", "曾用名"]),
    ("上级", &["上级", "上级单位", "所属", "主管单位"]),
    ("级别", &["级别", "层级", "单位层级"]),
    ("联系人", &["联系人", "填报人", "经办人"]),
    ("电话", &["电话", "联系电话", "手机", "联系方式"]),
];

impl Roster {
    /// The roster of a table or a list of names, as spreadsheets and text files have it: a line of headings (only
    /// 单位名称 is needed), or names alone.
    ///
    /// # Errors
    /// There is no column of names, no unit, too many, or a name twice.
    pub fn of_source(source: &Source) -> Result<Self, Error> {
        let tables = source.blocks.iter().filter_map(|block| match block {
            Block::Table(table) => Some(table),
            Block::Text(_) => None,
        });
        let largest = tables.max_by_key(|table| table.cells.len());
        let units = match largest {
            Some(table) => {
                let mut rows: Vec<Vec<(u32, &str)>> = Vec::new();
                let mut last = None;
                for cell in &table.cells {
                    if last != Some(cell.row) {
                        rows.push(Vec::new());
                        last = Some(cell.row);
                    }
                    if let Some(row) = rows.last_mut() {
                        row.push((cell.column, cell.text.trim()));
                    }
                }
                of_rows(&rows)?
            }
            None => source
                .blocks
                .iter()
                .filter_map(|block| match block {
                    Block::Text(paragraph) => Some(paragraph.text.trim()),
                    Block::Table(_) => None,
                })
                .filter(|name| column_of(name) != Some(0) && !is_total(name))
                .map(|name| Expected { name: name.to_owned(), ..Expected::default() })
                .collect(),
        };
        Self { units }.checked()
    }

    /// Reads a roster of the program's own (`.名册`).
    ///
    /// # Errors
    /// It is no such file: with line and column.
    pub fn read(text: &str) -> Result<Self, Error> {
        let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
        let roster: Self = ron::from_str(text)
            .map_err(|error| Error::from_ron(&error).hint("请按指明的位置改正，或在窗口里点“由已报单位生成”重建，再保存；名册也可以是 Excel 或 CSV，首列为单位名称"))?;
        roster.checked()
    }

    /// The text of the program's own file, which [`Self::read`] reads.
    ///
    /// # Errors
    /// It cannot be put into words: a fault of the program.
    pub fn write(&self) -> Result<String, Error> {
        let config = ron::ser::PrettyConfig::new().new_line("\n").depth_limit(2).struct_names(false);
        let text = ron::ser::to_string_pretty(self, config);
        text.map(|text| text + "\n").map_err(|error| Error::new(format!("名册写不成文件（{error}）")))
    }

    /// The place of the unit that bears this very name or has it among its aliases; spaces, brackets and the width of
    /// characters do not count.
    pub fn find(&self, agency: &str) -> Option<usize> {
        self.places().get(&normalised(agency)).copied()
    }

    /// Where each name leads, normalised. A unit's own name goes before another's alias; an alias of several units names
    /// none of them.
    pub(super) fn places(&self) -> BTreeMap<String, usize> {
        let mut places = BTreeMap::new();
        let mut aliases: BTreeMap<String, Option<usize>> = BTreeMap::new();
        for (place, unit) in self.units.iter().enumerate() {
            places.entry(normalised(&unit.name)).or_insert(place);
            for alias in &unit.aliases {
                let named = aliases.entry(normalised(alias)).or_insert(Some(place));
                *named = named.filter(|before| *before == place);
            }
        }
        for (alias, place) in aliases {
            if let Some(place) = place {
                places.entry(alias).or_insert(place);
            }
        }
        places.remove("");
        places
    }

    /// Whether it says who collects from whom: then every unit without a 上级 is its holder's.
    pub(super) fn is_a_tree(&self) -> bool {
        self.units.iter().any(|unit| !unit.parent.trim().is_empty())
    }

    /// The unit that a name of none most likely means: a question, never an answer.
    pub fn near(&self, agency: &str) -> Option<&Expected> {
        let known = self.units.iter().flat_map(|unit| {
            let names = std::iter::once(&unit.name).chain(&unit.aliases);
            names.map(move |name| (name.as_str(), unit))
        });
        let known: Vec<(&str, &Expected)> = known.collect();
        let near = nearest(agency, known.iter().map(|(name, _)| *name))?;
        known.iter().find(|(name, _)| *name == near).map(|(_, unit)| *unit)
    }

    /// Where nobody gave a name: the unit above all others, if there is one.
    pub fn top(&self) -> Option<&str> {
        let places = self.places();
        let parents: BTreeSet<String> = self.units.iter().map(|unit| normalised(&unit.parent)).collect();
        let outside = |unit: &&Expected| {
            let parent = normalised(&unit.parent);
            !parent.is_empty() && !places.contains_key(&parent)
        };
        if let Some(unit) = self.units.iter().find(outside) {
            return Some(&unit.parent);
        }
        let heads = |unit: &&Expected| {
            normalised(&unit.parent).is_empty() && parents.contains(&normalised(&unit.name))
        };
        let mut tops = self.units.iter().filter(heads);
        tops.next().filter(|_| tops.next().is_none()).map(|unit| unit.name.as_str())
    }

    fn checked(self) -> Result<Self, Error> {
        if self.units.is_empty() {
            return Err(Error::new("名册里没有单位").hint("每行写一个单位，首列为单位名称"));
        }
        if self.units.len() > MOST_UNITS {
            return Err(Error::new(format!("名册超过 {MOST_UNITS} 个单位")));
        }
        let mut names = BTreeSet::new();
        for unit in &self.units {
            let name = normalised(&unit.name);
            if name.is_empty() {
                return Err(Error::new("名册里有一行没有单位名称"));
            }
            if !names.insert(name) {
                return Err(Error::new(format!("名册里“{}”出现了两次", unit.name)).hint("请删去一行"));
            }
        }
        Ok(self)
    }
}

/// A name without what differs from writer to writer and means nothing.
pub(super) fn normalised(name: &str) -> String {
    name.chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '\u{200B}' | '\u{FEFF}'))
        .map(|c| match c {
            '（' | '〔' | '【' | '[' => '(',
            '）' | '〕' | '】' | ']' => ')',
            '\u{FF01}'..='\u{FF5E}' => {
                char::from_u32(u32::from(c) - u32::from('\u{FF01}') + u32::from('!')).unwrap_or(c)
            }
            _ => c,
        })
        .collect()
}

/// Which column a heading names.
fn column_of(heading: &str) -> Option<usize> {
    let heading = normalised(heading);
    COLUMNS.iter().position(|(_, words)| words.contains(&heading.as_str()))
}

/// Whether it is the heading of a line that counts the others.
fn is_total(text: &str) -> bool {
    matches!(normalised(text).as_str(), "合计" | "总计" | "小计" | "共计")
}

fn of_rows(rows: &[Vec<(u32, &str)>]) -> Result<Vec<Expected>, Error> {
    // Titles may stand above the headings.
    let headings =
        rows.iter().take(10).position(|row| row.iter().any(|(_, text)| column_of(text) == Some(0)));
    let columns: Vec<(u32, usize)> = match headings.and_then(|at| rows.get(at)) {
        Some(row) => row.iter().filter_map(|(column, text)| Some((*column, column_of(text)?))).collect(),
        // Names alone, perhaps numbered.
        None if rows.iter().all(|row| row.len() == 1) => {
            rows.iter().filter_map(|row| row.first()).map(|(column, _)| (*column, 0)).take(1).collect()
        }
        None => {
            return Err(Error::new("名册里没有“单位名称”这一列")
                .hint("请在首行写明：单位名称、别名、上级、级别、联系人、电话"));
        }
    };
    let first = headings.map_or(0, |at| at + 1);
    let mut units = Vec::new();
    for row in rows.iter().skip(first) {
        let text = |wanted: usize| {
            let column = columns.iter().find(|(_, column)| *column == wanted).map(|(column, _)| *column);
            let found = row.iter().find(|(at, _)| Some(*at) == column);
            found.map(|(_, text)| (*text).to_owned()).unwrap_or_default()
        };
        let name = text(0);
        let first = row.iter().map(|(_, text)| *text).find(|text| !text.is_empty());
        if name.is_empty() || is_total(&name) || first.is_some_and(is_total) {
            continue;
        }
        let aliases = text(1);
        let aliases = aliases.split(['、', '；', ';', '，', ',', '\n']).map(str::trim);
        units.push(Expected {
            name,
            aliases: aliases.filter(|alias| !alias.is_empty()).map(str::to_owned).collect(),
            parent: text(2),
            level: text(3),
            contact: text(4),
            phone: text(5),
        });
    }
    Ok(units)
}
