//! JSON: the figures with all that is known of them, for other programs. Figures are texts, since only these
//! keep `4068.2080` exactly; `state` says what each of them is.

use serde::Serialize;

use super::order::{Extent, Order};
use crate::draft::{Entry, Value};
use crate::error::Error;
use crate::form::{Field, Kind};
use crate::report::Document;

/// What the file is; changes with its meaning.
const FORMAT: &str = "nianbao-figures-1";

#[derive(Serialize)]
struct File<'a> {
    format: &'static str,
    title: &'a str,
    agency: &'a str,
    year: u16,
    scope: &'static str,
    edition: &'a str,
    form: &'a str,
    document: &'a str,
    /// 成文日期, as `2019-01-16`.
    issued_on: Option<&'a str>,
    /// 草稿, and why; `null` where it is final.
    draft: Option<&'a str>,
    figures: Vec<Line<'a>>,
}

#[derive(Serialize)]
struct Line<'a> {
    key: &'a str,
    path: &'a str,
    unit: &'a str,
    kind: Kind,
    /// Outside the tables.
    fact: bool,
    #[serde(flatten)]
    this: Figure,
    last_year: Figure,
}

#[derive(Serialize)]
struct Figure {
    /// number, amount (a number with a unit of its own), not_applicable, text, blank.
    state: &'static str,
    value: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    own_unit: Option<&'static str>,
}

/// Every figure of the draft, facts outside the tables too, in the order of the form.
///
/// # Errors
/// It cannot be put into words: a fault of the program.
pub(super) fn json(order: &Order<'_>, document: &Document) -> Result<Vec<u8>, Error> {
    let draft = order.draft;
    let form = draft.form();
    let shown = |entry: Option<&Entry>| figure(entry.filter(|_| order.extent != Extent::Blank));
    let figures = form.ids().map(|id| {
        let cell = form.cell(id);
        Line {
            key: &cell.key,
            path: &cell.path,
            unit: &cell.unit,
            kind: cell.kind,
            fact: form.is_fact(id),
            this: shown(draft.entry(id)),
            last_year: shown(draft.last_year(id)),
        }
    });
    let file = File {
        format: FORMAT,
        title: &document.title,
        agency: draft.field(Field::Agency).trim(),
        year: draft.year(),
        scope: draft.scope().name(),
        edition: &form.edition,
        form: &form.title,
        document: &form.document,
        issued_on: document.date.as_deref(),
        draft: Some(document.mark.as_str()).filter(|mark| !mark.is_empty()),
        figures: figures.collect(),
    };
    let mut bytes =
        serde_json::to_vec_pretty(&file).map_err(|fault| Error::new(format!("JSON 没有写成（{fault}）")))?;
    bytes.push(b'\n');
    Ok(bytes)
}

fn figure(entry: Option<&Entry>) -> Figure {
    let plain = |state, value| Figure { state, value, own_unit: None };
    match entry.map(|entry| &entry.value) {
        None => plain("blank", None),
        Some(Value::Number(number)) => plain("number", Some(number.to_string())),
        Some(Value::Amount(number, unit)) => {
            Figure { state: "amount", value: Some(number.to_string()), own_unit: Some(unit.name()) }
        }
        Some(Value::NotApplicable) => plain("not_applicable", None),
        Some(Value::Text(text)) => plain("text", Some(text.clone())),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json as value;

    use super::*;
    use crate::draft::{Draft, Edit};
    use crate::form::editions;
    use crate::report::templates;
    use crate::typeset::FontBook;

    fn check(edition: &str, key: &str, typed: &str, expected: serde_json::Value) {
        let form = editions::named(edition).unwrap();
        let mut draft = Draft::new(form.clone(), form.first_year, "金塘镇");
        let cell = form.cell(form.find(key).unwrap());
        draft.apply(Edit::entry(cell.key.clone(), Entry::typed(typed, cell.kind))).unwrap();
        let (fonts, template) = (FontBook::default(), templates::for_form(&form).unwrap());
        let order = Order { draft: &draft, template, fonts: &fonts, extent: Extent::Tables };
        let made = json(&order, &order.composed().unwrap().document).unwrap();
        let read: serde_json::Value = serde_json::from_slice(&made).unwrap();
        let lines = read["figures"].as_array().unwrap();
        assert_eq!(lines.len(), form.cells.len());
        let line = lines.iter().find(|line| line["key"] == key).unwrap();
        let got = value!([line["state"], line["value"], line["own_unit"]]);
        assert_eq!(got, expected, "{typed}");
        assert_eq!(line["last_year"], value!({ "state": "blank", "value": null }));
    }

    #[test]
    fn figures_are_exact_and_say_what_they_are() {
        check("2014", "专项经费", "4068.2080", value!(["number", "4068.2080", null]));
        check("2014", "收到申请数", "", value!(["blank", null, null]));
        check("2014", "收到申请数", "0", value!(["number", "0", null]));
        check("2014", "收到申请数", "/", value!(["not_applicable", null, null]));
        check("2014", "收到申请数", "约\"3\"", value!(["text", "约\"3\"", null]));
    }
}
