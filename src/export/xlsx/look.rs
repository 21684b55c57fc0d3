//! How the official tables look in a workbook: fonts, lines, widths and heights. A spreadsheet does not make
//! room for wrapped text in merged places by itself, so the rows are measured here.

use rust_xlsxwriter::{Format, FormatAlign, FormatBorder};

use crate::report::{BoxRole, TableBlock, TableBox, TableLine};

/// Width of a table in millimetres: A4 between margins of two centimetres, upright and turned.
const WIDTH: (f64, f64) = (170.0, 257.0);
/// Height of A4 between those margins in points, less header and footer.
const PAGE: (f64, f64) = (725.0, 480.0);
/// A column narrower than this, in millimetres, asks for the sheet to be turned.
const NARROWEST: f64 = 8.5;
/// A table that is higher than its page by no more than this goes on one page.
const SHRINKS: f64 = 1.25;
/// Pixels of a screen for a millimetre and points for a pixel, as spreadsheets count them.
const PIXELS_PER_MM: f64 = 96.0 / 25.4;
const POINTS_PER_PIXEL: f64 = 0.75;
/// What a cell keeps free left and right of its text, in points.
const PADDING: f64 = 6.0;
/// From line to line as a part of the size, and what stands above and below together, in points.
const LEADING: f64 = 1.32;
const AIR: f64 = 7.0;
/// What one step of indentation takes in a spreadsheet, in points.
const INDENT: f64 = 9.0;
/// Tables with more columns than this are set one size smaller.
const FEW_COLUMNS: usize = 6;

/// 宋体, for text and figures.
const SONG: &str = "宋体";
const HEI: &str = "黑体";
const KAI: &str = "楷体_GB2312";
const FANG: &str = "仿宋_GB2312";
const TITLE: &str = "方正小标宋简体";
/// 草稿.
pub(super) const RED: u32 = 0x00C0_0000;
/// Height of the line that says 草稿, in points.
pub(super) const MARK_HEIGHT: f64 = 21.0;
/// Height of a line under the table, in points.
pub(super) const FOOT_HEIGHT: f64 = 22.0;

/// Sizes of one table.
pub(super) struct Sizes {
    /// Widths of the columns in pixels.
    pub columns: Vec<u32>,
    /// Heights of the rows in points.
    pub rows: Vec<f64>,
    /// The sheet is turned.
    pub is_wide: bool,
    /// Size of its text in points.
    size: f64,
}

impl Sizes {
    /// Measures a table.
    pub fn of(table: &TableBlock) -> Self {
        let all: f64 = table.columns.iter().map(|width| f64::from(width.max(0.0))).sum();
        let part = |width: &f32| if all > 0.0 { f64::from(width.max(0.0)) / all } else { 0.0 };
        let narrowest = table.columns.iter().map(part).fold(1.0, f64::min);
        let is_wide = narrowest * WIDTH.0 < NARROWEST;
        let whole = if is_wide { WIDTH.1 } else { WIDTH.0 };
        let columns: Vec<u32> = table
            .columns
            .iter()
            .map(|width| (part(width) * whole * PIXELS_PER_MM).round().max(8.0) as u32)
            .collect();
        let size = if table.columns.len() > FEW_COLUMNS { 9.0 } else { 10.5 };
        let mut sizes = Self { columns, rows: Vec::new(), is_wide, size };
        sizes.rows = sizes.heights(table);
        sizes
    }

    fn heights(&self, table: &TableBlock) -> Vec<f64> {
        let mut rows = vec![self.size * LEADING + AIR; usize::from(table.rows)];
        let mut boxes: Vec<&TableBox> = table.boxes.iter().collect();
        // A box over several rows makes them higher only by what its single rows have not.
        boxes.sort_by_key(|place| place.rows);
        for place in boxes {
            let needed = self.lines(place) * self.size * LEADING + AIR;
            let from = usize::from(place.row);
            let Some(own) = rows.get_mut(from..from + usize::from(place.rows)) else { continue };
            let missing = needed - own.iter().sum::<f64>();
            if missing > 0.0 {
                let share = missing / own.len().max(1) as f64;
                own.iter_mut().for_each(|height| *height += share);
            }
        }
        // To quarters of a point, as screens and printers show them.
        rows.iter().map(|height| (height * 4.0).ceil() / 4.0).collect()
    }

    /// Lines that a box's text takes: characters are whole squares, Latin ones half of one.
    fn lines(&self, place: &TableBox) -> f64 {
        let from = usize::from(place.column);
        let own = self.columns.get(from..from + usize::from(place.columns)).unwrap_or_default();
        let indent = if let BoxRole::Label { indent, .. } = place.role { f64::from(indent) } else { 0.0 };
        let width = f64::from(own.iter().sum::<u32>()) * POINTS_PER_PIXEL - PADDING - indent * INDENT;
        let room = (width / self.size).floor().max(1.0);
        let text: f64 = place.text.chars().map(|c| if c.is_ascii() { 0.55 } else { 1.0 }).sum();
        (text / room).ceil().max(1.0)
    }

    /// Whether the table is made to stand on one page.
    pub fn fits_one_page(&self, table: &TableBlock) -> bool {
        let around: f64 = table.heading.iter().map(|line| heading(line).2).sum();
        let foot = table.foot.len() as f64 * FOOT_HEIGHT;
        let page = if self.is_wide { PAGE.1 } else { PAGE.0 };
        around + self.rows.iter().sum::<f64>() + foot <= page * SHRINKS
    }

    /// How a box is set.
    pub fn format(&self, place: &TableBox) -> Format {
        let plain = Format::new()
            .set_font_size(self.size)
            .set_border(FormatBorder::Thin)
            .set_align(FormatAlign::VerticalCenter)
            .set_text_wrap();
        let song = plain.clone().set_font_name(SONG);
        let hei = plain.set_font_name(HEI);
        match place.role {
            BoxRole::Head => hei.set_align(FormatAlign::Center),
            BoxRole::Label { indent, strong } => {
                let format = if strong { hei } else { song };
                format.set_align(FormatAlign::Left).set_indent(indent)
            }
            BoxRole::Side | BoxRole::Unit | BoxRole::Number | BoxRole::Nothing => {
                song.set_align(FormatAlign::Center)
            }
        }
    }
}

fn across(font: &str, size: f64, align: FormatAlign) -> Format {
    Format::new()
        .set_font_name(font)
        .set_font_size(size)
        .set_align(align)
        .set_align(FormatAlign::VerticalCenter)
}

/// A line above the table: its text, how it is set, its height in points.
pub(super) fn heading(line: &TableLine) -> (&str, Format, f64) {
    match line {
        TableLine::Title(text) => (text, across(TITLE, 18.0, FormatAlign::Center), 32.0),
        TableLine::Centred(text) => (text, across(KAI, 14.0, FormatAlign::Center), 24.0),
        TableLine::Left(text) => (text, across(FANG, 12.0, FormatAlign::Left), 22.0),
    }
}

/// A line under the table.
pub(super) fn foot() -> Format {
    across(FANG, 12.0, FormatAlign::Left).set_text_wrap()
}

/// 草稿 over the table.
pub(super) fn mark() -> Format {
    across(HEI, 11.0, FormatAlign::Right).set_font_color(RED)
}
