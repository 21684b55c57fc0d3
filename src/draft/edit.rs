//! Every change a draft can undergo, applied in one place. The inverse of an edit is its undo, the
//! list of them the history; written out they can be replayed.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{Declaration, Draft, Entry, MOST_TOGETHER, Origin, Reason, Scope, SectionText, Sources};
use crate::error::{Error, did_you_mean};
use crate::form::{CellKey, Field, Form, Year};

/// One change. Setting is all there is: blank is setting to nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Edit {
    /// Entries of cells, in one step.
    Entries {
        /// This year's or last year's.
        year: Year,
        /// Each cell with what it holds afterwards; `None` is blank.
        entries: Vec<(CellKey, Option<Entry>)>,
    },
    /// A basic text; empty removes it.
    Field(Field, String),
    /// 统计口径.
    Scope(Scope),
    /// The report year.
    ReportYear(u16),
    /// A section of the report; `None` goes back to the generated text.
    Text(String, Option<SectionText>),
    /// Last year's text of a section as it was printed; `None` where it is not known.
    LastText(String, Option<String>),
    /// A reason, by the name of its relation.
    Reason(String, Option<Reason>),
    /// 定稿: declared final although 强制 checks fail; `None` takes it back.
    Final(Option<Declaration>),
    /// The units that a 汇总 was added up from; `None` where it is one no more.
    Sources(Option<Arc<Sources>>),
    /// Several edits as one step, in this order.
    Together {
        /// What they do (“全部替换”).
        title: String,
        /// The edits.
        edits: Vec<Edit>,
    },
}

impl Edit {
    /// This year's entry of one cell.
    pub fn entry(key: CellKey, entry: Option<Entry>) -> Self {
        Self::Entries { year: Year::This, entries: vec![(key, entry)] }
    }

    /// What it does, for menus (撤销：填写“收到申请数”).
    pub fn title(&self, form: &Form) -> String {
        let of = if matches!(self, Self::Entries { year: Year::Last, .. }) { "上年" } else { "" };
        match self {
            Self::Entries { entries, .. } => match entries.as_slice() {
                [(key, Some(_))] => format!("填写{of}“{}”", form.name_of(key)),
                [(key, None)] => format!("清空{of}“{}”", form.name_of(key)),
                [(key, first), totals @ ..]
                    if totals.iter().all(|(_, entry)| is_calculated(entry.as_ref())) =>
                {
                    let does = if first.is_some() { "填写" } else { "清空" };
                    format!("{does}“{}”，合计随之更新", form.name_of(key))
                }
                several => format!("填写{of} {} 项指标", several.len()),
            },
            Self::Field(field, _) => format!("修改{}", field.name()),
            Self::Scope(_) => "修改统计口径".to_owned(),
            Self::ReportYear(_) => "修改年度".to_owned(),
            Self::Text(section, Some(_)) => format!("修改正文“{section}”"),
            Self::Text(section, None) => format!("恢复“{section}”的自动正文"),
            Self::LastText(section, _) => format!("更新上年正文“{section}”"),
            Self::Reason(relation, _) => format!("填写核实说明 {relation}"),
            Self::Final(Some(_)) => "定稿".to_owned(),
            Self::Final(None) => "取消定稿".to_owned(),
            Self::Sources(_) => "更新汇总来源".to_owned(),
            Self::Together { title, .. } => title.clone(),
        }
    }

    /// Whether both change the very same thing, so that keystrokes can be one step.
    pub fn same_target(&self, other: &Self) -> bool {
        match (self, other) {
            // The first cell is the one typed into; those behind it are totals that follow.
            (Self::Entries { year: a, entries: x }, Self::Entries { year: b, entries: y }) => {
                let first = |entries: &[(CellKey, _)]| entries.first().map(|(key, _)| key.clone());
                a == b && first(x) == first(y)
            }
            (Self::Field(a, _), Self::Field(b, _)) => a == b,
            (Self::Text(a, x), Self::Text(b, y)) => a == b && x.is_some() == y.is_some(),
            (Self::Reason(a, _), Self::Reason(b, _)) => a == b,
            _ => false,
        }
    }

    /// An undo takes in a later one of the same step: cells that it does not lead back yet.
    pub(super) fn takes_in(&mut self, later: Self) {
        if let (Self::Entries { entries, .. }, Self::Entries { entries: later, .. }) = (self, later) {
            let new: Vec<_> =
                later.into_iter().filter(|(key, _)| entries.iter().all(|(known, _)| known != key)).collect();
            // Undos list cells backwards: the one typed into stays last.
            entries.splice(0..0, new);
        }
    }

    /// An edit is replaced by a later one of the same step; cells that only the earlier one set stay.
    pub(super) fn takes_over(&mut self, later: Self) {
        match (&mut *self, later) {
            (Self::Entries { entries, .. }, Self::Entries { entries: later, .. }) => {
                let named = |key: &CellKey| later.iter().any(|(later, _)| later == key);
                let stay: Vec<_> = entries.iter().filter(|(key, _)| !named(key)).cloned().collect();
                *entries = later.into_iter().chain(stay).collect();
            }
            (this, later) => *this = later,
        }
    }

    /// Whether an undo sets just what its edit set: nothing changed. The undo lists cells backwards.
    pub(super) fn sets_the_same(&self, edit: &Self) -> bool {
        match (self, edit) {
            (Self::Entries { entries: undo, .. }, Self::Entries { entries, .. }) => {
                undo.iter().rev().eq(entries)
            }
            (Self::Together { edits: undo, .. }, Self::Together { edits, .. }) => {
                undo.len() == edits.len()
                    && undo.iter().rev().zip(edits).all(|(undo, edit)| undo.sets_the_same(edit))
            }
            _ => self == edit,
        }
    }
}

fn is_calculated(entry: Option<&Entry>) -> bool {
    entry.is_none_or(|entry| entry.origin == Origin::Calculated)
}

impl Draft {
    /// Applies an edit whole or not at all, and gives the edit that takes it back.
    ///
    /// # Errors
    /// The edit names a cell or a relation that this form does not have. So whatever a draft holds
    /// can be written and read again.
    pub fn apply(&mut self, edit: Edit) -> Result<Edit, Error> {
        Ok(match edit {
            Edit::Entries { year, entries } => {
                let placed = entries
                    .into_iter()
                    .map(|(key, entry)| {
                        Ok((self.form.find(&key).ok_or_else(|| unknown(&self.form, &key))?, key, entry))
                    })
                    .collect::<Result<Vec<_>, Error>>()?;
                let store = match year {
                    Year::This => &mut self.entries,
                    Year::Last => &mut self.last_year,
                };
                let mut before = Vec::with_capacity(placed.len());
                for (cell, key, entry) in placed {
                    if let Some(place) = store.get_mut(cell.index()) {
                        before.push((key, std::mem::replace(place, entry)));
                    }
                }
                // Backwards, so that a cell named twice gets its first value back.
                before.reverse();
                Edit::Entries { year, entries: before }
            }
            Edit::Field(field, text) => {
                let before = match text.is_empty() {
                    true => self.fields.remove(&field),
                    false => self.fields.insert(field, text),
                };
                Edit::Field(field, before.unwrap_or_default())
            }
            Edit::Scope(scope) => Edit::Scope(std::mem::replace(&mut self.scope, scope)),
            Edit::ReportYear(year) => Edit::ReportYear(std::mem::replace(&mut self.year, year)),
            Edit::Text(section, text) => {
                let figures = text.iter().flat_map(SectionText::figures);
                if let Some(key) = figures.into_iter().find(|key| self.form.find(key).is_none()) {
                    return Err(unknown(&self.form, key));
                }
                if let Some(text) = &text
                    && text.pictures().next().is_some()
                    && self.picture_bytes_with(&section, text) > MOST_TOGETHER
                {
                    let most = MOST_TOGETHER / 1024 / 1024;
                    return Err(Error::new(format!("图片合计超过 {most} MB")).hint("请先把图片缩小"));
                }
                let before = match text {
                    Some(text) => self.text.insert(section.clone(), text),
                    None => self.text.remove(&section),
                };
                Edit::Text(section, before)
            }
            Edit::LastText(section, text) => {
                let before = match text {
                    Some(text) => self.last_texts.insert(section.clone(), text),
                    None => self.last_texts.remove(&section),
                };
                Edit::LastText(section, before)
            }
            Edit::Reason(relation, reason) => {
                if !self.form.takes_reason(&relation) {
                    return Err(unknown_relation(&self.form, &relation));
                }
                let before = match reason {
                    Some(reason) => self.reasons.insert(relation.clone(), reason),
                    None => self.reasons.remove(&relation),
                };
                Edit::Reason(relation, before)
            }
            Edit::Final(declaration) => {
                if let Some(name) = declaration.iter().find_map(|new| new.unknown_name(&self.form)) {
                    return Err(unknown_relation(&self.form, name));
                }
                // One of nothing says nothing.
                let declaration = declaration.filter(|new| !new.is_empty());
                Edit::Final(std::mem::replace(&mut self.declaration, declaration))
            }
            Edit::Sources(sources) => {
                if let Some(key) = sources.iter().find_map(|new| new.unknown_key(&self.form)) {
                    return Err(unknown(&self.form, key));
                }
                // Of no unit and no sum says nothing.
                let sources = sources.filter(|new| !new.is_empty());
                Edit::Sources(std::mem::replace(&mut self.sources, sources))
            }
            Edit::Together { title, edits } => {
                let mut undo = Vec::with_capacity(edits.len());
                for edit in edits {
                    match self.apply(edit) {
                        Ok(back) => undo.push(back),
                        Err(error) => {
                            // Whole or not at all: what was applied before goes back, and can.
                            for back in undo.into_iter().rev() {
                                self.apply(back)?;
                            }
                            return Err(error);
                        }
                    }
                }
                undo.reverse();
                Edit::Together { title, edits: undo }
            }
        })
    }

    /// Bytes of the pictures that the draft would have with this text in place of that section's.
    fn picture_bytes_with(&self, section: &str, text: &SectionText) -> usize {
        let others = self.text.iter().filter(|(name, _)| *name != section).map(|(_, text)| text);
        others.chain([text]).map(SectionText::picture_bytes).sum()
    }
}

/// The error for a key that the form does not have, with the nearest that it has.
pub(super) fn unknown(form: &Form, key: &CellKey) -> Error {
    let near = did_you_mean(key.as_str(), form.cells.iter().map(|cell| cell.key.as_str()));
    Error::new(format!("“{key}”不是 {} 版式的指标{near}", form.edition))
}

/// The error for a relation that the form does not have, with the nearest that it has.
pub(super) fn unknown_relation(form: &Form, name: &str) -> Error {
    let near = did_you_mean(name, form.relations.iter().map(|relation| relation.name.as_str()));
    Error::new(format!("“{name}”不是 {} 版式的勾稽关系{near}", form.edition))
}
