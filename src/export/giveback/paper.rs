//! What the workbooks for a collecting office have in common: a sheet with one head, fonts, printing, and cells that no
//! spreadsheet runs.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

use crate::draft::Value;
use crate::error::Error;
use crate::export::xlsx::{A4, FORMULA_BEGINS, MARGINS, NO_DATE, digits, exact};

/// Behind the head.
const GREY: u32 = 0x00E8_ECF1;
/// Size of the text in points.
const SIZE: f64 = 10.5;

/// A text in a cell.
pub(super) fn text_format() -> Format {
    Format::new()
        .set_font_name("宋体")
        .set_font_size(SIZE)
        .set_border(FormatBorder::Thin)
        .set_align(FormatAlign::VerticalCenter)
        .set_text_wrap()
}

/// A cell of the head.
pub(super) fn head_format() -> Format {
    text_format().set_font_name("黑体").set_align(FormatAlign::Center).set_background_color(Color::RGB(GREY))
}

/// A number in a cell, with so many decimals as it has.
pub(super) fn number_format(number: Decimal) -> Format {
    text_format().set_align(FormatAlign::Right).set_num_format(digits(number))
}

/// A workbook of one sheet, printed across A4 with its head on every page.
pub(super) fn workbook(
    (title, sheet_name): (&str, &str),
    author: &str,
    head_rows: u32,
    fill: impl FnOnce(&mut Worksheet) -> Result<(), XlsxError>,
) -> Result<Vec<u8>, Error> {
    let write = || {
        let (year, month, day) = NO_DATE;
        let mut workbook = Workbook::new();
        let date = ExcelDateTime::from_ymd(year, month, day)?;
        let properties =
            DocProperties::new().set_title(title).set_author(author).set_creation_datetime(&date);
        workbook.set_properties(&properties);
        let sheet = workbook.add_worksheet();
        sheet.set_name(sheet_name)?;
        sheet.set_formula_result_default("");
        sheet.set_paper_size(A4).set_landscape();
        let [left, right, above, below, header, footer] = MARGINS;
        sheet.set_margins(left, right, above, below, header, footer);
        sheet.set_print_fit_to_pages(1, 0);
        sheet.set_repeat_rows(0, head_rows.saturating_sub(1))?;
        sheet.set_header(format!("&C&\"黑体\"&12{}", title.replace('&', "&&")));
        sheet.set_footer("&C&\"宋体\"&10第 &P 页，共 &N 页");
        fill(sheet)?;
        workbook.save_to_buffer()
    };
    write().map_err(|fault| Error::new(format!("Excel 文件没有写成（{fault}）")))
}

/// A text, which is never run as a formula.
pub(super) fn put_text(sheet: &mut Worksheet, at: (u32, u16), text: &str) -> Result<(), XlsxError> {
    let format = text_format();
    let format = if text.starts_with(FORMULA_BEGINS) { format.set_quote_prefix() } else { format };
    sheet.write_string_with_format(at.0, at.1, text, &format)?;
    Ok(())
}

/// The height of a row that shows all of its texts, in points; `widths` are those of its columns. A spreadsheet that
/// opens the file does not look for itself.
pub(super) fn row_height<'a>(texts: impl IntoIterator<Item = (&'a str, f64)>) -> f64 {
    /// A line of the text, and what stands above and below all of them.
    const LINE: f64 = 14.5;
    const AROUND: f64 = 5.0;
    let lines = |(text, width): (&str, f64)| {
        // The widths are counted in digits; a Chinese character is as wide as two of them.
        let line = |line: &str| line.chars().map(|c| if c.is_ascii() { 1.0 } else { 2.0 }).sum::<f64>();
        text.lines().map(|text| (line(text) / (width - 1.0)).ceil().max(1.0)).sum::<f64>()
    };
    texts.into_iter().map(lines).fold(1.0, f64::max) * LINE + AROUND
}

/// A value: a number where a spreadsheet holds it exactly, money in 万元; otherwise as it is written; blank stays blank.
pub(super) fn put_value(
    sheet: &mut Worksheet,
    at: (u32, u16),
    value: Option<&Value>,
) -> Result<(), XlsxError> {
    match value.map(|value| (value, number(value))) {
        None => _ = sheet.write_blank(at.0, at.1, &text_format())?,
        Some((_, Some(number))) => {
            let as_float = number.to_f64().unwrap_or_default();
            sheet.write_number_with_format(at.0, at.1, as_float, &number_format(number))?;
        }
        Some((value, None)) => put_text(sheet, at, &value.to_string())?,
    }
    Ok(())
}

/// The number of a value that a spreadsheet holds exactly; an amount with a unit of its own in 万元.
pub(super) fn number(value: &Value) -> Option<Decimal> {
    exact(&Value::Number(value.number()?))
}
