//! What an official form is: its cells, printed tables and rules, all of it data.
//!
//! * [`Cell`], [`CellKey`], [`Kind`]: one number cell (`cell.rs`)
//! * [`Field`]: the basic texts around the figures (`field.rs`)
//! * [`Initials`], [`Form::search`]: cells by a few words or pinyin initials (`initials.rs`), or by their printed
//!   number (`ordinals.rs`)
//! * [`Rule`], [`Relation`]: 勾稽关系 (`rule.rs`)
//! * [`Deadline`]: when a report is due by law (`deadline.rs`)
//! * [`CarryOver`]: the crosswalk from an earlier edition (`carry.rs`)
//! * [`Table`], [`Grid`]: the printed table with its spans (`grid.rs`)
//! * [`ChartPlan`]: figures that a report may show as bars (`chart.rs`)
//! * [`parse`]: a form file compiled, or all its faults (`source.rs`, `compile.rs`,
//!   `relations.rs`, `fault.rs`)
//! * [`editions`]: the forms built into the program
//!
//! No code names a cell: adding an edition is adding a file in `templates/forms`.

mod carry;
mod cell;
mod chart;
mod compile;
mod deadline;
pub mod editions;
mod fault;
mod field;
mod grid;
mod initials;
mod ordinals;
mod relations;
mod rule;
mod source;

use std::collections::BTreeMap;

pub use carry::CarryOver;
pub use cell::{Cell, CellId, CellKey, Kind};
pub use chart::{ChartLine, ChartPlan};
pub use compile::parse;
pub use deadline::Deadline;
pub use fault::{Fault, Faults};
pub use field::Field;
pub use grid::{Content, Grid, GridBox, HeadingLine, Table};
pub use initials::Initials;
pub use rule::{Comparison, Guard, Level, Relation, RelationId, Rule, Subject, Term, Test, Year};

/// One official form, compiled. Made by [`parse`]; immutable and shared.
#[derive(Debug)]
pub struct Form {
    /// The year that names it: `2014`.
    pub edition: String,
    /// Title of the form or report.
    pub title: String,
    /// The notice that published it: 国办发〔2014〕32号.
    pub document: String,
    /// First report year it is for.
    pub first_year: u16,
    /// Last report year it is for; `None` while it is in force.
    pub last_year: Option<u16>,
    /// Name of its report template.
    pub report: String,
    /// The fixed headings of its report's parts; empty where nobody fixed them.
    pub headings: Vec<String>,
    /// When its report is due by law; the first that binds an agency is its day.
    pub deadlines: Vec<Deadline>,
    /// How figures of earlier editions stand in it.
    pub carry_over: Vec<CarryOver>,
    /// Its cells in printed order, then its facts outside the tables.
    pub cells: Vec<Cell>,
    /// How many of `cells` stand in tables.
    pub table_cells: usize,
    /// Its printed tables.
    pub tables: Vec<Table>,
    /// The charts that a report may have.
    pub charts: Vec<ChartPlan>,
    /// Cells whose sum over many units has to be looked at, since the same thing may be counted twice, with what is
    /// asked. All others are simply summed.
    pub asks: BTreeMap<CellId, String>,
    /// Its rules.
    pub rules: Vec<Rule>,
    /// Every relation its rules stand for.
    pub relations: Vec<Relation>,
    index: BTreeMap<CellKey, CellId>,
}

impl Form {
    /// The cell of that key.
    pub fn find(&self, key: &str) -> Option<CellId> {
        self.index.get(key).copied()
    }

    /// What the cell of that key is called; the key where there is none.
    pub fn name_of<'a>(&'a self, key: &'a CellKey) -> &'a str {
        self.find(key).map_or(key.as_str(), |id| &self.cell(id).name)
    }

    /// A cell by its index. An id belongs to the form that gave it.
    #[expect(clippy::indexing_slicing, reason = "ids are only made by this form's compilation")]
    pub fn cell(&self, id: CellId) -> &Cell {
        &self.cells[id.index()]
    }

    /// A relation by its index. An id belongs to the form that gave it.
    #[expect(clippy::indexing_slicing, reason = "ids are only made by this form's compilation")]
    pub fn relation(&self, id: RelationId) -> &Relation {
        &self.relations[id.index()]
    }

    /// The rule that a relation belongs to.
    #[expect(clippy::indexing_slicing, reason = "rule indexes are only made by this form's compilation")]
    pub fn rule_of(&self, id: RelationId) -> &Rule {
        &self.rules[self.relation(id).rule]
    }

    /// All cells, facts included, in printed order.
    pub fn ids(&self) -> impl DoubleEndedIterator<Item = CellId> + use<> {
        (0..self.cells.len() as u16).map(CellId)
    }

    /// Whether it is a fact outside the tables.
    pub fn is_fact(&self, id: CellId) -> bool {
        id.index() >= self.table_cells
    }

    /// All relations.
    pub fn relation_ids(&self) -> impl Iterator<Item = RelationId> + use<> {
        (0..self.relations.len() as u16).map(RelationId)
    }

    /// Whether a reason can be given under that name: of a relation, or of a rule on sums with a cell in
    /// brackets (`14-17[收到申请数]`).
    pub fn takes_reason(&self, name: &str) -> bool {
        let of_sum = || {
            let (rule, key) = name.strip_suffix(']')?.split_once('[')?;
            let rule = self.rules.iter().find(|known| known.id == rule)?;
            self.find(key).filter(|_| matches!(rule.subject, Subject::Sums | Subject::AskedSums))
        };
        self.relations.iter().any(|relation| relation.name == name) || of_sum().is_some()
    }

    /// What has to be asked when the units' figures of this cell are added up; `None` where the sum stands by
    /// itself.
    pub fn asks(&self, cell: CellId) -> Option<&str> {
        self.asks.get(&cell).map(String::as_str)
    }

    /// The rule for blanks that can only be zero, if the form has one.
    pub fn blanks_rule(&self) -> Option<&Rule> {
        self.rules.iter().find(|rule| rule.subject == Subject::Blanks)
    }

    /// The parts of the form in printed order, each with its cells.
    pub fn sections(&self) -> Vec<(&str, Vec<CellId>)> {
        let mut sections: Vec<(&str, Vec<CellId>)> = Vec::new();
        for id in self.ids() {
            let name = self.cell(id).section();
            match sections.last_mut() {
                Some((last, cells)) if *last == name => cells.push(id),
                _ => sections.push((name, vec![id])),
            }
        }
        sections
    }

    /// Whether this edition is for reports on `year`.
    pub fn covers(&self, year: u16) -> bool {
        self.first_year <= year && self.last_year.is_none_or(|last| year <= last)
    }
}
