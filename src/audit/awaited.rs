//! Stand-ins for what the form schema is about to bring.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::draft::Draft;
use crate::form::{Field, Form};

pub fn headings(_: &Form) -> &[String] {
    &[]
}

pub fn due(draft: &Draft) -> Option<(Date, &str)> {
    Some((draft.date(Field::DueOn)?, Field::DueOn.name()))
}

pub fn last_texts(_: &Draft) -> BTreeMap<String, String> {
    BTreeMap::new()
}
