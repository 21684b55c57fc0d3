//! 新一年: last year's draft as the base of this year's.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Draft, Entry, Figure, Origin, Piece, SectionText, Value};
use crate::form::{CellId, CellKey, Field, Form};

/// A draft for the year after, and what of the old one found no place in it.
#[derive(Debug, Clone)]
pub struct NextYear {
    /// The new draft.
    pub draft: Draft,
    /// What was left behind; nothing is guessed.
    pub left: Vec<LeftBehind>,
}

/// Something of last year's draft that the new one does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LeftBehind {
    /// A figure to which no cell of the new edition corresponds.
    Figure {
        /// Its official path.
        path: String,
        /// What it was.
        value: String,
    },
    /// A live figure in a text whose indicator the new edition has no counterpart of, now plain words.
    FigureInText {
        /// Name of the section.
        section: String,
        /// Its key in last year's edition.
        key: CellKey,
        /// The words it became.
        words: String,
    },
    /// A local date for reporting; whether it holds again is for the clerk to say.
    DueOn(String),
}

impl LeftBehind {
    /// In words, for the window and the command line.
    pub fn sentence(&self) -> String {
        match self {
            Self::Figure { path, value } => {
                format!("{}：上年 {value}，本年版式没有对应的指标", path.replace('/', " › "))
            }
            Self::FigureInText { section, key, words } => {
                format!("正文“{section}”里的数字“{words}”（{key}）已变为普通文字，请核对")
            }
            Self::DueOn(day) => format!("报送截止日期：上年为 {day}，未沿用，请按今年的通知填写"),
        }
    }
}

/// What belongs to one year only: days, which must not stay in by oversight.
const OF_ONE_YEAR: [Field; 3] = [Field::FilledOn, Field::IssuedOn, Field::DueOn];

impl Draft {
    /// The draft for the year after, in the edition `form`: agency, contacts and sign-off, the clerk's
    /// own texts with their live figures, last year's figures beside each cell, and what last year
    /// handed on (结转) in its place. Days, reasons and this year's figures start blank.
    ///
    /// `texts` are last year's sections as printed, kept to tell whether this year's are the same.
    /// Across editions figures go by the crosswalk of the form; a sum of which a part is blank is not
    /// made. What corresponds to nothing is listed.
    pub fn next_year(&self, form: Arc<Form>, texts: BTreeMap<String, String>) -> NextYear {
        let mut left = Vec::new();
        let mut draft = Self::new(form.clone(), self.year.saturating_add(1), "");
        draft.scope = self.scope;
        draft.fields = self.fields.clone();
        draft.fields.retain(|field, _| !OF_ONE_YEAR.contains(field));
        draft.last_texts = texts;
        if !self.field(Field::DueOn).trim().is_empty() {
            left.push(LeftBehind::DueOn(self.field(Field::DueOn).to_owned()));
        }

        let mut used = vec![false; self.form.cells.len()];
        for (cell, sources) in form.sources_in(&self.form) {
            let Some(entry) = self.carried(&form, cell, &sources) else { continue };
            for source in &sources {
                if let Some(used) = used.get_mut(source.index()) {
                    *used = true;
                }
            }
            if let Some(place) = draft.last_year.get_mut(cell.index()) {
                *place = Some(entry);
            }
        }
        for (id, used) in self.form.ids().zip(used) {
            if let (false, Some(value)) = (used, self.shown(id)) {
                left.push(LeftBehind::Figure { path: self.form.cell(id).path.clone(), value });
            }
        }

        for (to, from) in form.relations.iter().filter_map(|relation| relation.carried()) {
            let handed_on = draft.last_year(from).map(|entry| entry.value.clone());
            let handed_on = handed_on.filter(|value| !matches!(value, Value::Text(_)));
            if let (Some(value), Some(place)) = (handed_on, draft.entries.get_mut(to.index())) {
                *place = Some(Entry { value, origin: Origin::Carried });
            }
        }

        let successors = self.successors(&form);
        for (section, text) in &self.text {
            let pieces = text.pieces().iter().map(|piece| match piece {
                Piece::Figure(figure) if form.find(&figure.key).is_none() => {
                    if let Some(key) = successors.get(&figure.key) {
                        return Piece::Figure(Figure { key: key.clone(), ..figure.clone() });
                    }
                    let words = self.printed(figure).unwrap_or_default();
                    left.push(LeftBehind::FigureInText {
                        section: section.clone(),
                        key: figure.key.clone(),
                        words: words.clone(),
                    });
                    Piece::Words(words)
                }
                piece => piece.clone(),
            });
            draft.text.insert(section.clone(), SectionText::new(pieces.collect::<Vec<_>>()));
        }
        NextYear { draft, left }
    }

    /// What became in the new edition of each indicator that it names otherwise: the cell that corresponds to it alone
    /// and counts the same.
    fn successors(&self, form: &Form) -> BTreeMap<CellKey, CellKey> {
        let sources = form.sources_in(&self.form);
        let pairs = sources.into_iter().filter_map(|(cell, sources)| match sources.as_slice() {
            [single] => Some((self.form.cell(*single), form.cell(cell))),
            _ => None,
        });
        let renamed = pairs.filter(|(old, new)| old.kind == new.kind && form.find(&old.key).is_none());
        renamed.map(|(old, new)| (old.key.clone(), new.key.clone())).collect()
    }

    /// Last year's entry of a cell of the new edition: the one it corresponds to as it is, or the sum
    /// of several that are all numbers.
    fn carried(&self, form: &Form, cell: CellId, sources: &[CellId]) -> Option<Entry> {
        let value = match sources {
            [single] => self.value(*single)?.clone(),
            several => {
                let numbers = several.iter().map(|id| self.number(*id));
                Value::Number(numbers.sum::<Option<rust_decimal::Decimal>>()?)
            }
        };
        // A cell of another kind may not take what was there.
        let value = Value::read(&value.to_string(), form.cell(cell).kind)?;
        Some(Entry { value, origin: Origin::Typed })
    }
}
