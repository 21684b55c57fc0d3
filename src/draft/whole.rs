//! The draft itself. It changes only through [`super::Edit`].

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::day::read_day;
use super::{Declaration, Entry, Figure, Reason, SectionText, Sources, Value};
use crate::form::{CellId, Field, Form, Relation, Term, Year};

/// 统计口径: whose figures they are (国办发〔2014〕32号 asks for both).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Scope {
    /// The agency's own figures.
    #[default]
    #[serde(rename = "本级")]
    Own,
    /// The agency's and its subordinate units' figures together.
    #[serde(rename = "汇总")]
    RolledUp,
}

impl Scope {
    /// The Chinese word.
    pub fn name(self) -> &'static str {
        match self {
            Self::Own => "本级",
            Self::RolledUp => "汇总",
        }
    }
}

/// 底稿: one agency's one year.
#[derive(Debug, Clone)]
pub struct Draft {
    pub(super) form: Arc<Form>,
    pub(super) year: u16,
    pub(super) scope: Scope,
    pub(super) fields: BTreeMap<Field, String>,
    pub(super) entries: Vec<Option<Entry>>,
    pub(super) last_year: Vec<Option<Entry>>,
    pub(super) last_texts: BTreeMap<String, String>,
    pub(super) text: BTreeMap<String, SectionText>,
    pub(super) reasons: BTreeMap<String, Reason>,
    pub(super) declaration: Option<Declaration>,
    pub(super) sources: Option<Arc<Sources>>,
}

impl Draft {
    /// An empty draft for a report year. The year need not fit the form: no rule looks at it,
    /// but `nianbao check` notes it.
    pub fn new(form: Arc<Form>, year: u16, agency: &str) -> Self {
        let blank = vec![None; form.cells.len()];
        let mut fields = BTreeMap::new();
        if !agency.trim().is_empty() {
            fields.insert(Field::Agency, agency.trim().to_owned());
        }
        Self {
            form,
            year,
            scope: Scope::Own,
            fields,
            entries: blank.clone(),
            last_year: blank,
            last_texts: BTreeMap::new(),
            text: BTreeMap::new(),
            reasons: BTreeMap::new(),
            declaration: None,
            sources: None,
        }
    }

    /// Its official form.
    pub fn form(&self) -> &Arc<Form> {
        &self.form
    }

    /// The report year (the year that the figures count, not the year of publishing).
    pub fn year(&self) -> u16 {
        self.year
    }

    /// 统计口径.
    pub fn scope(&self) -> Scope {
        self.scope
    }

    /// A basic text as typed; empty where none is given.
    pub fn field(&self, field: Field) -> &str {
        self.fields.get(&field).map_or("", String::as_str)
    }

    /// A day, where the field holds a real one, however it is written.
    pub fn date(&self, field: Field) -> Option<Date> {
        read_day(self.field(field))
    }

    /// Name of the file that this draft would go to: agency and year. An agency too long for the name of a
    /// file is cut: with what exports add it has at most 255 bytes, which is all that file systems take.
    pub fn file_stem(&self) -> String {
        /// Of the agency, in bytes.
        const LONGEST: usize = 200;
        let agency = match self.field(Field::Agency).trim() {
            "" => "未命名单位",
            name => name,
        };
        let cut = agency.char_indices().take_while(|(at, c)| at + c.len_utf8() <= LONGEST);
        let safe: String =
            cut.map(|(_, c)| if r#"/\:*?"<>|"#.contains(c) || c.is_control() { '_' } else { c }).collect();
        format!("{safe}-{}", self.year)
    }

    /// A cell's entry; `None` is blank.
    pub fn entry(&self, cell: CellId) -> Option<&Entry> {
        self.entries.get(cell.index())?.as_ref()
    }

    /// A cell's value; `None` is blank.
    pub fn value(&self, cell: CellId) -> Option<&Value> {
        self.entry(cell).map(|entry| &entry.value)
    }

    /// A cell's number; `None` where it is blank, 不适用 or no number.
    pub fn number(&self, cell: CellId) -> Option<Decimal> {
        self.value(cell)?.number()
    }

    /// Last year's entry of a cell, as this draft keeps it.
    pub fn last_year(&self, cell: CellId) -> Option<&Entry> {
        self.last_year.get(cell.index())?.as_ref()
    }

    /// A cell's entry of that year.
    pub fn entry_of(&self, year: Year, cell: CellId) -> Option<&Entry> {
        match year {
            Year::This => self.entry(cell),
            Year::Last => self.last_year(cell),
        }
    }

    /// Whether anything of last year is known.
    pub fn knows_last_year(&self) -> bool {
        self.last_year.iter().any(Option::is_some)
    }

    /// Last year's text of each section as it was printed; empty where last year is not known.
    pub fn last_texts(&self) -> &BTreeMap<String, String> {
        &self.last_texts
    }

    /// The day the report is due, and who says so: 报送截止日期 where the clerk gave one (local dates
    /// differ), otherwise the law's day for an agency of this kind and level, if it has one.
    pub fn due(&self) -> Option<(Date, &str)> {
        if !self.field(Field::DueOn).trim().is_empty() {
            return Some((self.date(Field::DueOn)?, Field::DueOn.name()));
        }
        let (kind, level) = (self.field(Field::AgencyKind), self.field(Field::AgencyLevel));
        let deadline = self.form.deadlines.iter().find(|deadline| deadline.binds(kind, level))?;
        let year = i16::try_from(self.year).ok()?.checked_add(1)?;
        Some((Date::new(year, deadline.month, deadline.day).ok()?, &deadline.source))
    }

    /// The entry that a term of a relation takes.
    pub fn term(&self, term: &Term) -> Option<&Entry> {
        self.entry_of(term.year, term.cell)
    }

    /// A cell's value as a text for print: `None` where it is blank.
    pub fn shown(&self, cell: CellId) -> Option<String> {
        self.value(cell).map(Value::to_string)
    }

    /// A live figure as it is printed: `None` where its cell is blank.
    pub fn printed(&self, figure: &Figure) -> Option<String> {
        Some(figure.format.print(self.value(self.form.find(&figure.key)?)?))
    }

    /// The clerk's own text of a report section; `None` while it is generated.
    pub fn text(&self, section: &str) -> Option<&SectionText> {
        self.text.get(section)
    }

    /// The sections that the clerk has rewritten, by name.
    pub fn texts(&self) -> impl Iterator<Item = (&str, &SectionText)> {
        self.text.iter().map(|(section, text)| (section.as_str(), text))
    }

    /// The reason given for a relation, lapsed or not.
    pub fn reason(&self, relation: &Relation) -> Option<&Reason> {
        self.reasons.get(&relation.name)
    }

    /// 定稿: what the clerk declared final although it fails, lapsed or not.
    pub fn declaration(&self) -> Option<&Declaration> {
        self.declaration.as_ref()
    }

    /// The units that a 汇总 was added up from; `None` for a draft that was filled in.
    pub fn sources(&self) -> Option<&Arc<Sources>> {
        self.sources.as_ref()
    }

    /// The reason given under a name: of a relation, or of a sum (`14-17[收到申请数]`).
    pub fn reason_named(&self, name: &str) -> Option<&Reason> {
        self.reasons.get(name)
    }

    /// Whether a reason stands: it says something and its values are still these.
    pub fn is_explained(&self, relation: &Relation) -> bool {
        self.is_explained_by(&relation.name, &self.values_of(relation))
    }

    /// Whether the reason of that name stands for these values.
    pub fn is_explained_by(&self, name: &str, values: &[String]) -> bool {
        self.reason_named(name)
            .is_some_and(|reason| super::says_something(&reason.text) && reason.values == values)
    }

    /// The values that a reason for this relation is bound to.
    pub fn values_of(&self, relation: &Relation) -> Vec<String> {
        let shown = |term: &Term| self.term(term).map(|entry| entry.value.to_string()).unwrap_or_default();
        relation.terms().map(shown).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::editions;

    /// A name of 90 characters was more than a file may have: neither saved nor exported.
    #[test]
    fn a_draft_goes_to_a_file_whose_name_every_system_takes() {
        let stem = |agency: &str| Draft::new(editions::named("2014").unwrap(), 2018, agency).file_stem();
        assert_eq!(stem("金塘镇"), "金塘镇-2018");
        assert_eq!(stem(" 甲/乙:局\n"), "甲_乙_局-2018");
        assert_eq!(stem("　"), "未命名单位-2018");
        let long = stem(&"县".repeat(90));
        assert_eq!(long.chars().count(), 66 + 5);
        assert!(format!("{long}-年度报告-第100页.png").len() <= 255);
    }
}
