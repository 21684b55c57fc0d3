//! What a template can name: the draft's figures and texts as Jinja values.

use std::collections::BTreeMap;
use std::sync::Arc;

use minijinja::Value;
use minijinja::value::Object;
use rust_decimal::prelude::ToPrimitive;

use super::date::printed_field;
use super::filters::Figure;
use super::live::{LAST_YEAR, Variable};
use super::reference::{Reference, one_line};
use crate::draft::{Draft, Entry, Value as CellValue};
use crate::error::{did_you_mean, nearest};
use crate::form::{Field, Form, Kind};

/// How an agency that gives no 单位简称 speaks of itself.
const DEFAULT_SHORT_NAME: &str = "本单位";

/// All names of a template with their values. A cell reads as a number; as `none` where it is
/// blank, 不适用 or no number, so that `{% if 收到申请数 %}` asks for more than zero,
/// `{% if 收到申请数 == 0 %}` for a filled zero, and `{% if 收到申请数 is number %}` for a filled cell.
/// A basic text that is blank is empty, and so false. `上年.` before a key is last year's number.
#[derive(Debug, Clone)]
pub struct Vocabulary {
    form: Arc<Form>,
    cells: Vec<Figures>,
    texts: BTreeMap<&'static str, Value>,
}

/// One cell in both years.
#[derive(Debug, Clone)]
struct Figures {
    this: Figure,
    last: Figure,
}

impl Vocabulary {
    /// The names and values for a draft.
    pub fn of(draft: &Draft) -> Self {
        let form = draft.form().clone();
        let figure = |id, entry: Option<&Entry>, last: Option<&Entry>| {
            let cell = form.cell(id);
            // An amount that states its own unit is compared in 万元.
            let unit = if cell.kind == Kind::Amount { "万元" } else { &cell.unit };
            let number = |entry: Option<&Entry>| entry.and_then(|entry| entry.value.number());
            let shown = entry.map(|entry| &entry.value);
            Figure {
                number: number(entry),
                last: number(last),
                shown: shown.filter(|value| value.number().is_none()).map(CellValue::to_string),
                unit: unit.to_owned(),
                key: cell.key.to_string(),
                sources: None,
            }
        };
        let of_units = |figure: Figure| Figure { sources: draft.sources().cloned(), ..figure };
        let cells = form.ids().map(|id| Figures {
            this: of_units(figure(id, draft.entry(id), draft.last_year(id))),
            last: figure(id, draft.last_year(id), None),
        });
        let cells = cells.collect();
        let mut texts: BTreeMap<&'static str, Value> = Field::ALL
            .into_iter()
            .map(|field| (field.name(), Value::from(one_line(&printed_field(draft, field)))))
            .collect();
        if draft.field(Field::ShortName).trim().is_empty() {
            texts.insert(Field::ShortName.name(), Value::from(DEFAULT_SHORT_NAME));
        }
        texts.insert("年度", Value::from(draft.year()));
        texts.insert("上年度", Value::from(draft.year().saturating_sub(1)));
        texts.insert("统计口径", Value::from(draft.scope().name()));
        Self { form, cells, texts }
    }

    /// Whether a template may use that name: a text, or a cell's key, perhaps of last year.
    pub fn knows(&self, name: &str) -> bool {
        self.lookup(name).is_some()
    }

    /// The first whole name that begins with these parts: 申请.新收.自然人 for 申请.
    pub fn completed(&self, name: &str) -> Option<String> {
        let (year, group) = match name.strip_prefix(LAST_YEAR) {
            Some(group) => (LAST_YEAR, group),
            None if format!("{name}.") == LAST_YEAR => (LAST_YEAR, ""),
            None => ("", name),
        };
        let inside = |key: &str| match group {
            "" => !year.is_empty(),
            group => key.strip_prefix(group).is_some_and(|rest| rest.starts_with('.')),
        };
        let cell = self.form.cells.iter().find(|cell| inside(&cell.key))?;
        Some(format!("{year}{}", cell.key))
    }

    /// The nearest right name, as the end of a message; empty where none is near.
    pub fn nearest(&self, name: &str) -> String {
        let cells = || self.form.cells.iter().map(|cell| cell.key.as_str());
        match name.strip_prefix(LAST_YEAR) {
            Some(key) => {
                nearest(key, cells()).map(|near| format!("，是否为“{LAST_YEAR}{near}”？")).unwrap_or_default()
            }
            None => did_you_mean(name, self.texts.keys().copied().chain(cells())),
        }
    }

    fn lookup(&self, name: &str) -> Option<Value> {
        let figures = |key: &str| self.form.find(key).and_then(|id| self.cells.get(id.index()));
        if let Some(cell) = figures(name) {
            return Some(number(cell.this.number));
        }
        if let Some(cell) = name.strip_prefix(LAST_YEAR).and_then(figures) {
            return Some(number(cell.last.number));
        }
        self.texts.get(name).cloned()
    }

    /// What a variable in place of a key stands for.
    fn variable(&self, variable: Variable) -> Option<Value> {
        let cell = |index: u16| self.cells.get(usize::from(index));
        Some(match variable {
            Variable::Printed(index) => Value::from_safe_string(Reference::Figure(index).encoded()),
            Variable::Filtered(index) => Value::from_object(cell(index)?.this.clone()),
            Variable::LastYear(index) => Value::from_object(cell(index)?.last.clone()),
        })
    }
}

/// A whole number as such, so that it prints without a point; other amounts as floating numbers.
fn number(number: Option<rust_decimal::Decimal>) -> Value {
    let Some(number) = number else { return Value::from(()) };
    let whole = number.is_integer().then(|| number.to_i64()).flatten();
    whole.map_or_else(|| Value::from(number.to_f64()), Value::from)
}

/// The names below a prefix, as Jinja reads them: `申请`, then `.新收`, then `.总计`.
#[derive(Debug)]
struct Names {
    vocabulary: Arc<Vocabulary>,
    /// The part already read, without its last dot; empty at the top.
    prefix: String,
}

impl Object for Names {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        let name = key.as_str()?;
        if self.prefix.is_empty()
            && let Some(variable) = Variable::read(name)
        {
            return self.vocabulary.variable(variable);
        }
        let name = if self.prefix.is_empty() { name.to_owned() } else { format!("{}.{name}", self.prefix) };
        self.vocabulary.lookup(&name).or_else(|| {
            let group = || Self { vocabulary: self.vocabulary.clone(), prefix: name.clone() };
            self.vocabulary.completed(&name).map(|_| Value::from_object(group()))
        })
    }
}

/// The vocabulary as the context of a template.
pub fn context(vocabulary: Arc<Vocabulary>) -> Value {
    Value::from_object(Names { vocabulary, prefix: String::new() })
}
