//! A table of the form: from relative widths and boxes to rules and text.
//!
//! * `grid.rs`: where the boxes lie; faults of a table's spans are mended here, not met later
//! * `cell.rs`: the text of one box, wrapped
//! * `split.rs`: which rows go on which page, and with how much air
//! * `draw.rs`: the rows of one page as rules and lines of text

mod cell;
mod draw;
mod grid;
mod split;

use cell::CellText;
pub(super) use cell::face_role;
use grid::Grid;
pub(super) use split::Plan;

use super::linebreak::{Prose, Style};
use super::measures::{Frame, LINE, UPRIGHT};
use super::strip::{Align, Strip, keep_together, keep_with_next, plain_lines};
use super::{FontBook, Part, Role};
use crate::report::{BoxRole, TableBlock, TableBox, TableLine};

/// Sizes of text in points, best first: 五号, then down to what is still read without effort.
const SIZES: [f32; 6] = [10.5, 10.0, 9.5, 9.0, 8.5, 8.0];
/// A figure too long for its box in this size is set smaller by itself, not with the whole table.
const SMALLEST_FOR_FIGURES: f32 = 9.0;
/// The next size is taken for the sake of so many lines: labels that stand on one line make even rows.
const LINES_WORTH_A_SIZE: usize = 3;
/// What a table that should stand on one page leaves for the heading before it, in points.
const ROOM_FOR_HEADING: f32 = 1.5 * LINE;
/// Space above and below the text of a row in points, roomiest first.
const PADDINGS: [f32; 9] = [5.0, 4.5, 4.0, 3.5, 3.0, 2.75, 2.5, 2.25, 2.0];
/// The tightest of [`PADDINGS`].
const TIGHTEST: f32 = 2.0;
/// From one line of text in a box to the next, as a part of its size.
const LEADING: f32 = 1.3;
/// Between the last row and the foot, in points.
const FOOT_GAP: f32 = 4.0;
/// Over a table on each page that it runs on to.
const CONTINUED: &str = "（续表）";
/// Words want columns of at least so many characters.
const LEAST_WORDS: f32 = 2.0;
/// Text higher than this part of a page runs on to the next; lower rows are kept whole.
const HIGHEST: f32 = 0.4;
/// 小二: the table's own title.
const TITLE: (f32, f32) = (18.0, LINE);
/// 四号: the line under it.
const CENTRED: (f32, f32) = (14.0, 23.0);
/// 小四: agency and signatures.
const SMALL: (f32, f32) = (12.0, 21.0);

/// A table ready to be put on pages.
#[derive(Debug)]
pub(super) struct Table {
    block: usize,
    grid: Grid,
    boxes: Vec<TableBox>,
    cells: Vec<CellText>,
    /// Size of the text in points.
    size: f32,
    /// The type area of its pages.
    frame: Frame,
    /// Lines above it.
    pub heading: Vec<Strip>,
    /// （续表） over it on each further page.
    pub continued: Vec<Strip>,
    /// Lines under it.
    pub foot: Vec<Strip>,
    /// Height of what must stay on the page of the last row, in points.
    pub tail: f32,
}

impl Table {
    /// Sets the texts of a table in the size that suits it; `block` is its place in the document, `frame` the
    /// type area of its pages.
    pub fn new(table: &TableBlock, block: usize, frame: Frame, fonts: &FontBook) -> Self {
        let grid = Grid::new(table, frame.width);
        let boxes = sources(table, &grid).cloned().collect();
        let mut heading: Vec<Strip> =
            table.heading.iter().flat_map(|line| above(line, (block, frame.width), fonts)).collect();
        keep_together(&mut heading);
        let small = |role| (Style::new(role, SMALL.0), SMALL.1);
        let part = (Part::TableFoot, block);
        let foot = table
            .foot
            .iter()
            .flat_map(|line| plain_lines(line, part, small(Role::Fang), (Align::Left, frame.width), fonts));
        let right = (Align::Right, frame.width);
        let mut continued = plain_lines(CONTINUED, (Part::Continued, block), small(Role::Fang), right, fonts);
        continued.iter_mut().for_each(keep_with_next);
        let foot: Vec<Strip> = foot.collect();
        let mut laid = Self {
            block,
            grid,
            boxes,
            cells: Vec::new(),
            size: TIGHTEST,
            frame,
            heading,
            continued,
            foot,
            tail: 0.0,
        };
        laid.choose_size(fonts);
        laid.split_high_rows();
        laid
    }

    /// Whether a table has no room on an upright page: a figure would be set smaller than `cell::SMALLEST_FIGURE`,
    /// or words stand in a column of two characters.
    pub fn is_cramped(table: &TableBlock, fonts: &FontBook) -> bool {
        let grid = Grid::new(table, UPRIGHT.width);
        grid.boxes.iter().zip(sources(table, &grid)).any(|(place, source)| {
            let room = grid.width(place) - 2.0 * cell::side_padding(source.role);
            let wider_than_room = |size: f32| {
                // No character is wider than its size: most boxes need no setting.
                if source.text.chars().count() as f32 * size <= room {
                    return false;
                }
                let prose = Prose::new(&source.text, Style::new(Role::Fang, size), fonts);
                prose.width(0..prose.len()) > room
            };
            match source.role {
                BoxRole::Number | BoxRole::Unit => {
                    cell::is_figure(&source.text) && wider_than_room(cell::SMALLEST_FIGURE)
                }
                BoxRole::Head | BoxRole::Label { .. } => {
                    room < LEAST_WORDS * SMALLEST_FOR_FIGURES && wider_than_room(SMALLEST_FOR_FIGURES)
                }
                BoxRole::Side | BoxRole::Nothing => false,
            }
        })
    }

    /// Gives a row that is too high for its page one row for each line, so that it runs over pages.
    fn split_high_rows(&mut self) {
        let mut pieces = vec![1; self.grid.rows];
        for (place, cell) in self.grid.boxes.iter().zip(&self.cells).filter(|(_, cell)| cell.flows) {
            if let Some(pieces) = pieces.get_mut(place.rows.start) {
                *pieces = cell.lines.len().max(*pieces);
            }
        }
        self.grid.split_rows(&pieces);
    }

    /// The largest size in which every figure stands on one line and a table that can stand on one page does; the
    /// next size where that saves the labels enough lines.
    fn choose_size(&mut self, fonts: &FontBook) {
        let page = self.frame.height - ROOM_FOR_HEADING - self.heading_height() - self.foot_height();
        let fits = |size: &f32| *size <= SMALLEST_FOR_FIGURES || self.figures_fit(*size, fonts);
        let sizes: Vec<f32> = SIZES.into_iter().filter(fits).collect();
        let mut sizes = sizes.into_iter().peekable();
        // What it is set in when it takes several pages anyway.
        let largest = sizes.peek().copied().unwrap_or(SMALLEST_FOR_FIGURES);
        while let Some(size) = sizes.next() {
            self.set_texts(size, fonts);
            if self.heights(TIGHTEST).iter().sum::<f32>() <= page {
                let lines = self.lines();
                if let Some(next) = sizes.next() {
                    self.set_texts(next, fonts);
                    if self.lines() + LINES_WORTH_A_SIZE > lines {
                        self.set_texts(size, fonts);
                    }
                }
                return;
            }
        }
        self.set_texts(largest, fonts);
    }

    /// Number of lines in all boxes.
    fn lines(&self) -> usize {
        self.cells.iter().map(|cell| cell.lines.len()).sum()
    }

    fn figures_fit(&self, size: f32, fonts: &FontBook) -> bool {
        self.grid.boxes.iter().zip(&self.boxes).all(|(place, source)| {
            let figure = matches!(source.role, BoxRole::Number | BoxRole::Unit);
            let room = self.grid.width(place) - 2.0 * cell::side_padding(source.role);
            let prose = Prose::new(&source.text, Style::new(Role::Fang, size), fonts);
            !figure || !cell::is_figure(&source.text) || prose.width(0..prose.len()) <= room
        })
    }

    fn set_texts(&mut self, size: f32, fonts: &FontBook) {
        self.size = size;
        let places = self.grid.boxes.iter().zip(&self.boxes);
        self.cells = places
            .map(|(place, source)| {
                let highest = HIGHEST * self.frame.height;
                CellText::new(source, (self.grid.width(place), highest), size, fonts)
            })
            .collect();
    }

    /// Height of the lines above, in points.
    pub fn heading_height(&self) -> f32 {
        lines_height(&self.heading)
    }

    /// Height of the lines under it with the gap before them, in points; 0 without any.
    pub fn foot_height(&self) -> f32 {
        if self.foot.is_empty() { 0.0 } else { FOOT_GAP + lines_height(&self.foot) }
    }

    /// Height of the line over it on a further page, in points.
    pub fn continued_height(&self) -> f32 {
        lines_height(&self.continued)
    }

    /// Space between the last row and the foot, in points.
    pub fn foot_gap(&self) -> f32 {
        FOOT_GAP
    }

    /// Height of each row in points, with `padding` above and below its text.
    pub fn heights(&self, padding: f32) -> Vec<f32> {
        let line = self.size * LEADING;
        let mut heights: Vec<f32> =
            (0..self.grid.rows).map(|row| line + self.grid.ends(row) * padding).collect();
        // What flows has a row for each of its lines already.
        let cells = self.grid.boxes.iter().zip(&self.cells).filter(|(_, cell)| !cell.flows);
        let mut order: Vec<(&grid::Place, &CellText)> = cells.collect();
        // A box over several rows makes them higher only by what its single rows have not.
        order.sort_by_key(|(place, _)| place.rows.len());
        for (place, cell) in order {
            let Some(rows) = heights.get_mut(place.rows.clone()) else { continue };
            let missing = cell.height() + 2.0 * padding - rows.iter().sum::<f32>();
            if missing > 0.0 {
                let share = missing / rows.len() as f32;
                rows.iter_mut().for_each(|height| *height += share);
            }
        }
        heights
    }
}

fn lines_height(strips: &[Strip]) -> f32 {
    strips.iter().map(|strip| if let Strip::Line { height, .. } = strip { *height } else { 0.0 }).sum()
}

/// The boxes of a table that its grid has a place for, in the grid's order.
fn sources<'a>(table: &'a TableBlock, grid: &Grid) -> impl Iterator<Item = &'a TableBox> {
    grid.boxes.iter().filter_map(|place| table.boxes.get(place.source))
}

fn above(line: &TableLine, (block, measure): (usize, f32), fonts: &FontBook) -> Vec<Strip> {
    let (text, role, (size, height), align) = match line {
        TableLine::Title(text) => (text, Role::Title, TITLE, Align::Centre),
        TableLine::Centred(text) => (text, Role::Kai, CENTRED, Align::Centre),
        TableLine::Left(text) => (text, Role::Fang, SMALL, Align::Left),
    };
    plain_lines(text, (Part::TableHeading, block), (Style::new(role, size), height), (align, measure), fonts)
}
