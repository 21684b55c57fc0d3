//! Excel 97 to 2003, Excel 95, and the `.et` files of WPS: records in a stream of a compound file.

use std::collections::HashMap;
use std::io::{Cursor, Read as _};

use cfb::CompoundFile;

use super::biff::{CONTINUE, Record, Records, Texts, f64_at, packed_number, shared_strings, u16_at, u32_at};
use super::number::Shown;
use super::workbook::{Area, Sheet, Workbook};
use super::xlsx_parts::Strings;
use crate::error::Error;
use crate::import::Source;
use crate::import::budget::Budget;
use crate::import::packed::damaged;

/// The streams that a workbook may be in.
const STREAMS: [&str; 2] = ["/Workbook", "/Book"];

/// Reads a workbook. Formulas count by the value that was stored with them.
///
/// # Errors
/// It is damaged, locked by a password, or holds more than is read.
pub(in crate::import) fn read(bytes: &[u8], budget: &mut Budget) -> Result<Source, Error> {
    let mut file = CompoundFile::open(Cursor::new(bytes)).map_err(|_| damaged())?;
    let name = STREAMS.into_iter().find(|name| file.is_stream(name)).ok_or_else(damaged)?;
    let mut stream = Vec::new();
    // No stream is longer than its file; a damaged one says it is.
    let most = bytes.len() as u64;
    let opened = file.open_stream(name).map_err(|_| damaged())?;
    opened.take(most).read_to_end(&mut stream).map_err(|_| damaged())?;
    budget.unpack(stream.len() as u64)?;
    let globals = Globals::read(&stream, budget)?;
    let mut workbook = Workbook::default();
    for listed in &globals.sheets {
        workbook.add(&listed.name, listed.is_hidden, budget, |budget| {
            let records = usize::try_from(listed.start).ok().and_then(|start| stream.get(start..));
            sheet(records.ok_or_else(damaged)?, &globals, budget)
        })?;
    }
    workbook.finish()
}

/// What all sheets share.
struct Globals {
    texts: Texts,
    sheets: Vec<Listed>,
    strings: Strings,
    /// By the style of a cell.
    formats: Vec<Shown>,
    since_1904: bool,
}

/// A sheet of the workbook.
struct Listed {
    name: String,
    is_hidden: bool,
    /// Where its records begin in the stream.
    start: u32,
}

impl Globals {
    fn read(stream: &[u8], budget: &mut Budget) -> Result<Self, Error> {
        let mut globals = Self {
            texts: Texts::Unicode,
            sheets: Vec::new(),
            strings: Strings::default(),
            formats: Vec::new(),
            since_1904: false,
        };
        let mut own: HashMap<u16, Shown> = HashMap::new();
        let mut styles = Vec::new();
        let mut records = Records(stream);
        let mut page = 936;
        while let Some(Record { kind, data }) = records.next() {
            match kind {
                // Which Excel wrote it; before 97 texts are in a code page.
                0x0809 if u16_at(data, 0) == Some(0x0500) => globals.texts = Texts::of_code_page(page),
                0x0042 => {
                    page = u16_at(data, 0).unwrap_or(page);
                    if matches!(globals.texts, Texts::Bytes(_)) {
                        globals.texts = Texts::of_code_page(page);
                    }
                }
                0x002F => {
                    return Err(
                        Error::new("文件加了密码，读不出来").hint("请用 Excel 或 WPS 打开，取消密码后另存")
                    );
                }
                0x0022 => globals.since_1904 = u16_at(data, 0) == Some(1),
                0x041E => {
                    let code = data.get(2..).and_then(|data| match globals.texts {
                        Texts::Unicode => globals.texts.long(data),
                        Texts::Bytes(_) => globals.texts.short(data),
                    });
                    if let (Some(id), Some(code)) = (u16_at(data, 0), code) {
                        budget.pieces(1)?;
                        own.insert(id, Shown::of_format(&code));
                    }
                }
                0x00E0 => {
                    budget.pieces(1)?;
                    styles.push(u16_at(data, 2).unwrap_or(0));
                }
                0x0085 => globals.sheets.extend(listed(data, globals.texts)),
                0x00FC => {
                    let mut parts = vec![data];
                    let mut ahead = records.clone();
                    while let Some(Record { kind: CONTINUE, data }) = ahead.next() {
                        parts.push(data);
                        records = ahead.clone();
                    }
                    globals.strings = shared_strings(&parts, budget)?;
                }
                // The end of what is shared.
                0x000A => break,
                _ => {}
            }
        }
        let format = |id: &u16| own.get(id).copied().unwrap_or_else(|| Shown::built_in(*id));
        globals.formats = styles.iter().map(format).collect();
        Ok(globals)
    }

    fn number(&self, value: f64, style: u16) -> String {
        let shown = self.formats.get(usize::from(style)).copied().unwrap_or_default();
        if value.is_finite() { shown.text(value, self.since_1904) } else { String::new() }
    }
}

/// A worksheet; charts and macros are none.
fn listed(data: &[u8], texts: Texts) -> Option<Listed> {
    let (visibility, kind) = (data.get(4)?, data.get(5)?);
    let name = texts.short(data.get(6..)?)?;
    (*kind == 0).then_some(Listed { name, is_hidden: visibility & 3 != 0, start: u32_at(data, 0)? })
}

fn sheet(stream: &[u8], globals: &Globals, budget: &mut Budget) -> Result<Sheet, Error> {
    let mut sheet = Sheet::default();
    // Charts in a sheet are streams of their own, with cells that are none.
    let mut depth = 0;
    // The cell whose formula gave a text, which comes in the next record.
    let mut awaits_text = None;
    for record in Records(stream) {
        // Many sheets may begin at one place of the stream.
        budget.unpack(record.data.len() as u64 + 4)?;
        match (record.kind, depth) {
            (0x0809, _) => depth += 1,
            (0x000A, 0 | 1) => break,
            (0x000A, _) => depth -= 1,
            (_, 0 | 1) => cell(&record, globals, &mut sheet, &mut awaits_text, budget)?,
            _ => {}
        }
    }
    Ok(sheet)
}

fn cell(
    record: &Record<'_>,
    globals: &Globals,
    sheet: &mut Sheet,
    awaits_text: &mut Option<(u32, u32)>,
    budget: &mut Budget,
) -> Result<(), Error> {
    let data = record.data;
    let at = |at: usize| u16_at(data, at).unwrap_or(0);
    let (row, column, style) = (u32::from(at(0)), u32::from(at(2)), at(4));
    let after = data.get(6..).unwrap_or_default();
    match record.kind {
        // A number, and one packed.
        0x0203 => {
            if let Some(value) = f64_at(after, 0) {
                sheet.put(row, column, &globals.number(value, style), budget)?;
            }
        }
        0x027E => {
            if let Some(packed) = u32_at(after, 0) {
                sheet.put(row, column, &globals.number(packed_number(packed), style), budget)?;
            }
        }
        // Several packed ones: style and number each, the last column at the end.
        0x00BD => {
            let numbers = data.get(4..data.len().saturating_sub(2)).unwrap_or_default().as_chunks::<6>().0;
            for (column, packed) in (column..).zip(numbers) {
                if let (Some(style), Some(number)) = (u16_at(packed, 0), u32_at(packed, 2)) {
                    sheet.put(row, column, &globals.number(packed_number(number), style), budget)?;
                }
            }
        }
        // A shared text.
        0x00FD => {
            let index = u32_at(after, 0).and_then(|index| usize::try_from(index).ok());
            let text = index.and_then(|index| globals.strings.get(index)).unwrap_or_default();
            budget.unpack(text.len() as u64)?;
            sheet.put(row, column, text, budget)?;
        }
        // A text of its own, and one with fonts.
        0x0204 | 0x00D6 => {
            let text = globals.texts.long(after).unwrap_or_default();
            sheet.put(row, column, &text, budget)?;
        }
        // True, false or an error.
        0x0205 => {
            let text = match (after.first(), after.get(1)) {
                (Some(0), Some(0)) => "FALSE",
                (Some(_), Some(0)) => "TRUE",
                (Some(code), Some(_)) => error(*code),
                _ => "",
            };
            sheet.put(row, column, text, budget)?;
        }
        // A formula: its value as a number, or marked by two bytes of ones.
        0x0006 => match (after.first(), u16_at(after, 6)) {
            (Some(0), Some(0xFFFF)) => *awaits_text = Some((row, column)),
            (Some(1), Some(0xFFFF)) => {
                let text = if after.get(2) == Some(&0) { "FALSE" } else { "TRUE" };
                sheet.put(row, column, text, budget)?;
            }
            (Some(2), Some(0xFFFF)) => {
                sheet.put(row, column, error(after.get(2).copied().unwrap_or(0)), budget)?;
            }
            (_, Some(0xFFFF)) => {}
            _ => {
                if let Some(value) = f64_at(after, 0) {
                    sheet.put(row, column, &globals.number(value, style), budget)?;
                }
            }
        },
        0x0207 => {
            if let Some((row, column)) = awaits_text.take() {
                let text = globals.texts.long(data).unwrap_or_default();
                sheet.put(row, column, &text, budget)?;
            }
        }
        0x00E5 => {
            for area in data.get(2..).unwrap_or_default().as_chunks::<8>().0 {
                if let Some(area) = merged(area) {
                    sheet.merge(area, budget)?;
                }
            }
        }
        // A row that is not shown, columns that are not.
        0x0208 => sheet.has_hidden_lines |= at(12) & 0x20 != 0,
        0x007D => sheet.has_hidden_lines |= at(8) & 1 != 0,
        _ => {}
    }
    Ok(())
}

/// First and last row, first and last column.
fn merged(area: &[u8; 8]) -> Option<Area> {
    let number = |at: usize| u16_at(area, at).map(u32::from);
    let (row, last_row, column, last_column) = (number(0)?, number(2)?, number(4)?, number(6)?);
    let length = |first: u32, last: u32| Some(last.checked_sub(first)? + 1);
    Some(Area { row, column, rows: length(row, last_row)?, columns: length(column, last_column)? })
}

/// What Excel shows for an error.
fn error(code: u8) -> &'static str {
    match code {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0F => "#VALUE!",
        0x17 => "#REF!",
        0x1D => "#NAME?",
        0x24 => "#NUM!",
        _ => "#N/A",
    }
}
