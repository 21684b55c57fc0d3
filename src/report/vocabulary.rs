//! What a template can name: the draft's figures and texts as Jinja values.

use std::collections::BTreeMap;
use std::sync::Arc;

use minijinja::Value;
use minijinja::value::Object;
use rust_decimal::prelude::ToPrimitive;

use super::date::printed_field;
use super::reference::{Reference, one_line};
use super::tags::figure_index;
use crate::draft::Draft;
use crate::form::{Field, Form};

/// How an agency that gives no 单位简称 speaks of itself.
const DEFAULT_SHORT_NAME: &str = "本单位";

/// All names of a template with their values. A cell reads as a number; as `none` where it is
/// blank, 不适用 or no number, so that `{% if 收到申请数 %}` asks for more than zero,
/// `{% if 收到申请数 == 0 %}` for a filled zero, and `{% if 收到申请数 is number %}` for a filled cell.
/// A basic text that is blank is empty, and so false.
#[derive(Debug, Clone)]
pub struct Vocabulary {
    form: Arc<Form>,
    numbers: Vec<Value>,
    texts: BTreeMap<&'static str, Value>,
}

impl Vocabulary {
    /// The names and values for a draft.
    pub fn of(draft: &Draft) -> Self {
        let form = draft.form().clone();
        let numbers = form.ids().map(|id| number(draft.number(id))).collect();
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
        Self { form, numbers, texts }
    }

    /// Whether a template may use that name: a text, a cell's key, or the part of a key before a dot.
    pub fn knows(&self, name: &str) -> bool {
        self.lookup(name).is_some() || self.is_group(name)
    }

    /// All names, for the nearest right one.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.texts.keys().copied().chain(self.form.cells.iter().map(|cell| cell.key.as_str()))
    }

    fn lookup(&self, name: &str) -> Option<Value> {
        let cell = self.form.find(name).and_then(|id| self.numbers.get(id.index()));
        cell.or_else(|| self.texts.get(name)).cloned()
    }

    fn is_group(&self, name: &str) -> bool {
        let inside = |key: &str| key.strip_prefix(name).is_some_and(|rest| rest.starts_with('.'));
        self.form.cells.iter().any(|cell| inside(&cell.key))
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
            && let Some(index) = figure_index(name)
        {
            return Some(Value::from_safe_string(Reference::Figure(index).encoded()));
        }
        let name = if self.prefix.is_empty() { name.to_owned() } else { format!("{}.{name}", self.prefix) };
        self.vocabulary.lookup(&name).or_else(|| {
            let group = || Self { vocabulary: self.vocabulary.clone(), prefix: name.clone() };
            self.vocabulary.is_group(&name).then(|| Value::from_object(group()))
        })
    }
}

/// The vocabulary as the context of a template.
pub fn context(vocabulary: Arc<Vocabulary>) -> Value {
    Value::from_object(Names { vocabulary, prefix: String::new() })
}
