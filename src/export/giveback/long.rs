//! Every figure of every unit, one to a line, for those who analyse elsewhere.

use crate::draft::Value;
use crate::error::Error;
use crate::export::csv::{BYTE_ORDER_MARK, harmless};
use crate::form::Form;
use crate::rollup::{Collection, Unit};

/// The head.
const HEAD: [&str; 5] = ["单位", "版式", "年度", "指标", "数值"];

/// The CSV in pieces, the head and then one for each unit that counts, so that a hundred thousand units need not stand in
/// memory at once. UTF-8 with the byte order mark. All cells of the form are there: blank is empty, 不适用 is “/”, zero
/// is 0; an amount that states its own unit is in 万元; what is no number stands as it was found.
///
/// # Errors
/// A piece cannot be written: a fault of the program.
pub fn long_csv(collection: &Collection) -> impl Iterator<Item = Result<Vec<u8>, Error>> {
    let head = written(BYTE_ORDER_MARK.as_bytes().to_vec(), [HEAD.map(str::to_owned)]);
    let form = &collection.target().form;
    std::iter::once(head).chain(collection.counted().map(move |unit| of_unit(unit, form)))
}

fn of_unit(unit: &Unit, form: &Form) -> Result<Vec<u8>, Error> {
    let Some(found) = &unit.found else { return Ok(Vec::new()) };
    let year = found.year.map(|year| year.to_string()).unwrap_or_default();
    let name = harmless(unit.title());
    let line = |(cell, value): (&crate::form::Cell, Option<Value>)| {
        let shown = value.map(|value| figure(&value)).unwrap_or_default();
        [name.clone(), harmless(&found.edition), year.clone(), harmless(&cell.key), shown]
    };
    written(Vec::new(), form.cells.iter().zip(found.figures.values()).map(line))
}

/// A number stays one, below zero too.
fn figure(value: &Value) -> String {
    match value {
        Value::Number(number) => number.to_string(),
        Value::Amount(..) => value.number().map(|number| number.normalize().to_string()).unwrap_or_default(),
        Value::NotApplicable | Value::Text(_) => harmless(&value.to_string()),
    }
}

fn written(before: Vec<u8>, lines: impl IntoIterator<Item = [String; 5]>) -> Result<Vec<u8>, Error> {
    let fault = |fault: &dyn std::fmt::Display| Error::new(format!("CSV 没有写成（{fault}）"));
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(before);
    for line in lines {
        writer.write_record(line).map_err(|error| fault(&error))?;
    }
    writer.into_inner().map_err(|error| fault(&error))
}
