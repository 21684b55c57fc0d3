//! CSV: a line for each figure, for other systems. Opened by a double click it is read as UTF-8, and nothing
//! in it is run as a formula.

use super::order::{Extent, Order};
use crate::draft::{Entry, Value};
use crate::error::Error;

/// Excel takes a file without it for the local code page.
pub(super) const BYTE_ORDER_MARK: &str = "\u{FEFF}";
/// The head: key, official wording, unit, this year, last year.
const HEAD: [&str; 5] = ["指标", "全称", "计量单位", "本年", "上年"];
/// What a spreadsheet takes for the beginning of a formula, in its full-width form too.
const FORMULA_BEGINS: [char; 10] = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];

/// Every figure of the draft, facts outside the tables too. Blank is empty, 不适用 is “/”.
///
/// # Errors
/// A line cannot be written: a fault of the program.
pub(super) fn csv(order: &Order<'_>) -> Result<Vec<u8>, Error> {
    let fault = |fault: &dyn std::fmt::Display| Error::new(format!("CSV 没有写成（{fault}）"));
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(BYTE_ORDER_MARK.as_bytes().to_vec());
    writer.write_record(HEAD).map_err(|error| fault(&error))?;
    let (draft, is_blank) = (order.draft, order.extent == Extent::Blank);
    for id in draft.form().ids() {
        let cell = draft.form().cell(id);
        let shown = |entry: Option<&Entry>| match entry {
            Some(entry) if !is_blank => figure(&entry.value),
            _ => String::new(),
        };
        let line = [
            harmless(&cell.key),
            harmless(&cell.path),
            harmless(&cell.unit),
            shown(draft.entry(id)),
            shown(draft.last_year(id)),
        ];
        writer.write_record(line).map_err(|error| fault(&error))?;
    }
    writer.into_inner().map_err(|error| fault(&error))
}

/// Numbers stay numbers, below zero too.
fn figure(value: &Value) -> String {
    match value {
        Value::Number(_) | Value::Amount(..) => value.to_string(),
        Value::NotApplicable | Value::Text(_) => harmless(&value.to_string()),
    }
}

/// A text that no spreadsheet runs: the mark before it says that it is one.
pub(super) fn harmless(text: &str) -> String {
    if text.starts_with(FORMULA_BEGINS) { format!("'{text}") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft::{Draft, Edit};
    use crate::form::{CellKey, Year, editions};
    use crate::report::templates;
    use crate::typeset::FontBook;

    fn lines(typed: &[(&str, &str)], extent: Extent) -> Vec<String> {
        let form = editions::named("2014").unwrap();
        let mut draft = Draft::new(form.clone(), 2018, "金塘镇");
        for year in [Year::This, Year::Last] {
            let entries = typed.iter().map(|(key, typed)| {
                let cell = form.cell(form.find(key).unwrap());
                (CellKey::from(*key), Entry::typed(typed, cell.kind))
            });
            draft.apply(Edit::Entries { year, entries: entries.collect() }).unwrap();
        }
        let fonts = FontBook::default();
        let template = templates::for_form(&form).unwrap();
        let bytes = csv(&Order { draft: &draft, template, fonts: &fonts, extent }).unwrap();
        String::from_utf8(bytes).unwrap().split("\r\n").map(str::to_owned).collect()
    }

    fn check(typed: &str, expected: &str) {
        let lines = lines(&[("收取费用", typed)], Extent::Tables);
        let line = lines.iter().find(|line| line.starts_with("收取费用,")).unwrap();
        assert!(line.ends_with(&format!(",万元,{expected},{expected}")), "{line}");
    }

    #[test]
    fn figures_stay_as_they_are_and_formulas_do_not_run() {
        check("12.50", "12.50");
        check("0", "0");
        check("", "");
        check("/", "/");
        check("约3", "约3");
        check("=1+1", "'=1+1");
        check("@SUM(A1)", "'@SUM(A1)");
        check("-3", "'-3");
        check("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0");
        check("＝1", "'＝1");
        check("a,\"b\"", "\"a,\"\"b\"\"\"");
    }

    #[test]
    fn there_is_a_line_for_each_cell_behind_a_head() {
        let form = editions::named("2014").unwrap();
        let lines = lines(&[], Extent::Tables);
        assert_eq!(lines[0], "\u{FEFF}指标,全称,计量单位,本年,上年");
        // The last line has its end too.
        assert_eq!(lines.len(), form.cells.len() + 2);
        assert!(lines[1].starts_with(form.cells[0].key.as_str()));
    }

    #[test]
    fn an_empty_form_has_no_figures() {
        let lines = lines(&[("收取费用", "3")], Extent::Blank);
        assert!(lines.iter().skip(1).all(|line| line.is_empty() || line.ends_with(",,")));
    }
}
