//! The laid-out document: what stands where. Preview, PDF and print all draw these pages.
//!
//! All lengths are points (1/72 inch) from the top left corner of the page, y downwards.

use super::FaceId;
use crate::draft::Picture;

/// A document laid out.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Pages {
    /// The pages in order; at least one.
    pub pages: Vec<Page>,
}

/// One page.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// Printed number, from 1.
    pub number: u32,
    /// Width of the sheet in points.
    pub width: f32,
    /// Height of the sheet in points.
    pub height: f32,
    /// Whether what stands on it is read with the sheet turned a quarter to the right (a wide table).
    /// Places are always those of the upright sheet; a screen may show it turned.
    pub turned: bool,
    /// What is drawn, in reading order; rules of a table before its text.
    pub items: Vec<Item>,
}

/// Something drawn.
#[derive(Debug, Clone, PartialEq)]
pub enum Item {
    /// A line of text.
    Text(TextLine),
    /// A straight line of a table or chart.
    Rule(Rule),
    /// A filled rectangle of a chart.
    Area(Area),
    /// A picture.
    Picture(PlacedPicture),
}

/// One line of text, all of one size.
#[derive(Debug, Clone, PartialEq)]
pub struct TextLine {
    /// What it is in the document.
    pub part: Part,
    /// Which block of the document it belongs to, from 0; `None` for the page number.
    pub block: Option<usize>,
    /// Where the first glyph begins.
    pub x: f32,
    /// Where the glyphs stand.
    pub baseline: f32,
    /// Size of the type in points.
    pub size: f32,
    /// How far the line is turned about the origin of its first glyph, in degrees against the clock; 0:
    /// upright.
    pub angle: f32,
    /// 0 black to 1 white.
    pub shade: f32,
    /// The glyphs from left to right, at least one.
    pub glyphs: Vec<Glyph>,
}

/// One character in its place on the line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Glyph {
    /// The face it comes from, in the book of fonts that the pages were laid out with.
    pub face: FaceId,
    /// Its number in that face; 0 where no face has the character.
    pub id: u16,
    /// The character it shows.
    pub character: char,
    /// From its origin to that of the next glyph in points: its own width and what justification adds,
    /// or 标点挤压 takes.
    pub advance: f32,
}

/// A filled rectangle.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Area {
    /// Which block of the document it belongs to, from 0.
    pub block: Option<usize>,
    /// Left edge.
    pub x: f32,
    /// Upper edge.
    pub y: f32,
    /// Width in points, at least 0.
    pub width: f32,
    /// Height in points, at least 0.
    pub height: f32,
    /// 0 black to 1 white.
    pub shade: f32,
}

/// A picture in its place.
#[derive(Debug, Clone, PartialEq)]
pub struct PlacedPicture {
    /// Which block of the document it belongs to, from 0.
    pub block: usize,
    /// Left edge.
    pub x: f32,
    /// Upper edge.
    pub y: f32,
    /// Width in points.
    pub width: f32,
    /// Height in points.
    pub height: f32,
    /// Its file.
    pub picture: Picture,
}

/// What a line of text is in the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The title.
    Title,
    /// The line under the title.
    Subtitle,
    /// A heading of that level, 1–4.
    Heading(u8),
    /// A paragraph.
    Body,
    /// The word 附件 at the top of a page.
    Annex,
    /// A line above a table.
    TableHeading,
    /// A box of a table.
    Cell {
        /// First row of the box, from 0.
        row: u16,
        /// First column of the box, from 0.
        column: u16,
        /// Whether it is shown again because the table runs on to this page.
        repeated: bool,
    },
    /// （续表） over a table that runs on from the page before.
    Continued,
    /// A line under a table.
    TableFoot,
    /// A label, figure or legend of a chart.
    Chart,
    /// A line under a chart or picture.
    Caption,
    /// 落款.
    Signature,
    /// 草稿 over the page.
    Mark,
    /// The page number.
    Footer,
}

/// A straight line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rule {
    /// Left or upper end.
    pub from: (f32, f32),
    /// Right or lower end.
    pub to: (f32, f32),
    /// Thickness in points; the line stands in its middle.
    pub thickness: f32,
}

impl TextLine {
    /// The characters of the line.
    pub fn text(&self) -> String {
        self.glyphs.iter().map(|glyph| glyph.character).collect()
    }

    /// From the first glyph's origin to the end of the last, in points.
    pub fn width(&self) -> f32 {
        self.glyphs.iter().map(|glyph| glyph.advance).sum()
    }
}

impl Page {
    /// The lines of text in reading order.
    pub fn lines(&self) -> impl DoubleEndedIterator<Item = &TextLine> {
        self.items.iter().filter_map(|item| match item {
            Item::Text(line) => Some(line),
            Item::Rule(_) | Item::Area(_) | Item::Picture(_) => None,
        })
    }

    /// The text of each line of its paragraphs.
    pub fn body_lines(&self) -> Vec<String> {
        self.lines().filter(|line| line.part == Part::Body).map(TextLine::text).collect()
    }
}
