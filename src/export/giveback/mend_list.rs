//! What all units must mend as one workbook, a line each.

use std::collections::BTreeMap;

use super::paper::{head_format, put_text, put_value, row_height, workbook};
use super::{Mend, letter::letters};
use crate::draft::Value;
use crate::error::Error;
use crate::form::Kind;
use crate::rollup::Collection;

/// The head with the widths of its columns, in characters.
const COLUMNS: [(&str, f64); 8] = [
    ("单位", 22.0),
    ("问题", 44.0),
    ("位置", 30.0),
    ("现在的数", 14.0),
    ("应当", 16.0),
    ("怎么办", 40.0),
    ("文件", 22.0),
    ("联系人", 16.0),
];

/// The workbook. A number stands as a number.
///
/// # Errors
/// The workbook cannot be written: a fault of the program.
pub fn mend_list(collection: &Collection, mends: &[Mend]) -> Result<Vec<u8>, Error> {
    let target = collection.target();
    let title = format!("{} 年度政府信息公开年度报告：各单位须补正事项", target.year);
    let letters = letters(collection, mends);
    let contacts: BTreeMap<&str, &str> =
        letters.iter().map(|letter| (letter.unit.as_str(), letter.contact.as_str())).collect();
    workbook((&title, "补正事项"), &target.agency, 1, |sheet| {
        let head = head_format();
        for (column, (name, width)) in (0..).zip(COLUMNS) {
            sheet.write_string_with_format(0, column, name, &head)?;
            sheet.set_column_width(column, width)?;
        }
        for (row, mend) in (1..).zip(mends) {
            let contact = contacts.get(mend.unit.as_str()).copied().unwrap_or_default();
            let texts: [&str; 8] = [
                &mend.unit,
                &mend.problem,
                &mend.place,
                &mend.now,
                &mend.due,
                &mend.action,
                &mend.file,
                contact,
            ];
            let widths = COLUMNS.map(|(_, width)| width);
            sheet.set_row_height(row, row_height(texts.into_iter().zip(widths)))?;
            for (column, text) in (0..).zip(texts) {
                let number = Value::read(text, Kind::Money).filter(|value| value.number().is_some());
                match number.filter(|_| column == 3 || column == 4) {
                    Some(number) => put_value(sheet, (row, column), Some(&number))?,
                    None => put_text(sheet, (row, column), text)?,
                }
            }
        }
        sheet.set_freeze_panes(1, 1)?;
        sheet.autofilter(0, 0, mends.len() as u32, COLUMNS.len() as u16 - 1)?;
        Ok(())
    })
}
