//! The page of GB/T 9704-2012 in points (1/72 inch), origin at the top left of the page, y downwards.

/// Millimetres as points.
pub const fn mm(millimetres: f32) -> f32 {
    millimetres * 72.0 / 25.4
}

/// Width of A4 (5.1).
pub const PAGE_WIDTH: f32 = mm(210.0);
/// Height of A4 (5.1).
pub const PAGE_HEIGHT: f32 = mm(297.0);
/// 天头: from the upper edge of the page to the type area (5.2.1).
pub const TOP: f32 = mm(37.0);
/// 订口: from the left edge of the page to the type area (5.2.1).
pub const LEFT: f32 = mm(28.0);
/// Width of the type area, 版心 (5.2.1).
pub const WIDTH: f32 = mm(156.0);
/// Height of the type area, 版心 (5.2.1).
pub const HEIGHT: f32 = mm(225.0);
/// The type area as it is read: upright, or with the sheet turned a quarter for a wide table.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Frame {
    /// Along the lines, in points.
    pub width: f32,
    /// Across the lines, in points.
    pub height: f32,
}

/// The type area of an upright page.
pub(super) const UPRIGHT: Frame = Frame { width: WIDTH, height: HEIGHT };
/// The type area of a turned page (8 公文中的横排表格).
pub(super) const TURNED: Frame = Frame { width: HEIGHT, height: WIDTH };

/// Lines of body text that fill the type area (5.2.3).
pub const LINES: u8 = 22;
/// Characters of body text that fill a line (5.2.3).
pub const CHARACTERS: u8 = 28;
/// From one line of body text to the next.
pub const LINE: f32 = HEIGHT / LINES as f32;
/// From one body character to the next. A little less than the character's own size, so that 28 fill the line.
pub const PITCH: f32 = WIDTH / CHARACTERS as f32;
/// 3号: body text and headings (5.2.2, 7.3.3).
pub const BODY_SIZE: f32 = 16.0;
/// 2号: the title (7.3.1).
pub const TITLE_SIZE: f32 = 22.0;
/// From one line of the title to the next.
pub const TITLE_LINE: f32 = 36.0;
/// 4号: page numbers (7.5).
pub const FOLIO_SIZE: f32 = 14.0;
/// From the lower edge of the type area to the dashes of the page number (7.5).
pub const FOLIO_DROP: f32 = mm(7.0);

/// How far above the baseline a Chinese character's square reaches, as a part of its size.
pub const ASCENT: f32 = 0.88;

/// From the top of a line `pitch` high to the baseline of text of `size` that stands in its middle.
pub fn baseline(pitch: f32, size: f32) -> f32 {
    (pitch - size) / 2.0 + ASCENT * size
}
