//! The text of one box, wrapped to its width.

use super::LEADING;
use crate::report::{BoxRole, TableBox};
use crate::typeset::balance::balanced;
use crate::typeset::class::{self, Break};
use crate::typeset::linebreak::{Prose, Style};
use crate::typeset::{FontBook, Glyph, Role};

/// A side head of at least this many rows and no wider than [`NARROW`] is set vertically.
const HIGH: u16 = 3;
/// In ems.
const NARROW: f32 = 4.0;
/// A figure is made no smaller than this to stand on one line, in points.
pub(super) const SMALLEST_FIGURE: f32 = 6.0;
/// Text in a column narrower than this, in ems, does not run over pages but is made smaller.
const TOO_NARROW: f32 = 4.0;

/// The lines of a box.
#[derive(Debug, Clone, Default)]
pub(super) struct CellText {
    /// The glyphs of each line, and the width in points that is centred: without a mark that hangs.
    pub lines: Vec<(Vec<Glyph>, f32)>,
    /// Size in points.
    pub size: f32,
    /// Space at the left in points; `None`: centred.
    pub indent: Option<f32>,
    /// Whether it is so high that its lines run over pages, one row for each.
    pub flows: bool,
}

/// Space between the text of a box and its left and right border, in points.
pub(super) fn side_padding(role: BoxRole) -> f32 {
    match role {
        BoxRole::Label { .. } => 4.0,
        BoxRole::Number | BoxRole::Unit => 1.5,
        BoxRole::Head | BoxRole::Side | BoxRole::Nothing => 2.0,
    }
}

/// The role of the face that a box is set in.
pub(in crate::typeset) fn face_role(role: BoxRole) -> Role {
    match role {
        BoxRole::Head | BoxRole::Label { strong: true, .. } => Role::Hei,
        _ => Role::Fang,
    }
}

impl CellText {
    /// Wraps the text of a box `width` points wide; smaller than `size` only where a figure would be broken.
    /// Text higher than `highest` points runs over pages, or is made smaller where it cannot: in several rows,
    /// in a very narrow column.
    pub fn new(source: &TableBox, (width, highest): (f32, f32), size: f32, fonts: &FontBook) -> Self {
        let mut cell = Self::set(source, width, size, fonts);
        if source.role == BoxRole::Number {
            while cell.lines.len() > 1 && cell.size > SMALLEST_FIGURE {
                cell = Self::set(source, width, cell.size - 0.5, fonts);
            }
            // Words in a box for a figure stand on several lines anyway.
            if cell.lines.len() > 1 && !is_figure(&source.text) {
                cell = Self::set(source, width, size, fonts);
            }
        }
        if cell.height() > highest && source.rows == 1 && width >= TOO_NARROW * size {
            return Self { flows: true, ..Self::set(source, width, size, fonts) };
        }
        while cell.height() > highest && cell.size > 0.5 {
            let smaller = cell.size * 0.85;
            cell = Self::set(source, width, smaller, fonts);
        }
        cell
    }

    fn set(source: &TableBox, width: f32, size: f32, fonts: &FontBook) -> Self {
        let padding = side_padding(source.role);
        let room = (width - 2.0 * padding).max(0.0);
        let steps = match source.role {
            BoxRole::Label { indent, .. } => Some(f32::from(indent) * size),
            _ => None,
        };
        // A deep label in a narrow column keeps room for its words.
        let indent = steps.map(|steps| steps.min(room * 0.4));
        let room = room - indent.unwrap_or_default();
        let style = Style::new(face_role(source.role), size);
        let mut lines = Vec::new();
        for piece in source.text.lines() {
            if piece.trim().is_empty() {
                // Room left for the pen.
                lines.push((Vec::new(), 0.0));
                continue;
            }
            let prose = Prose::new(piece.trim(), style, fonts);
            let vertical = source.role == BoxRole::Side && source.rows >= HIGH && room < NARROW * size;
            let ranges = match column(&prose, room).filter(|_| vertical) {
                Some(ranges) => ranges,
                None if indent.is_some() => label_lines(&prose, room),
                None => balanced(&prose, room),
            };
            lines.extend(ranges.into_iter().map(|range| {
                let hanging = vertical && hangs(&prose, &range);
                let glyphs = prose.set_within(range, if hanging { 0.0 } else { room }, false);
                let centred = glyphs.len() - usize::from(hanging);
                let width = glyphs.iter().take(centred).map(|glyph| glyph.advance).sum();
                (glyphs, width)
            }));
        }
        Self { lines, size, indent: indent.map(|indent| indent + padding), flows: false }
    }

    /// Height of the lines in points.
    pub fn height(&self) -> f32 {
        self.lines.len() as f32 * self.size * LEADING
    }
}

/// Whether a text is a number and no words.
pub(super) fn is_figure(text: &str) -> bool {
    text.chars().all(|c| c.is_ascii_digit() || "+-.,%".contains(c))
}

/// The lines of a label. Where a single character would be left for the last, the others give it company.
fn label_lines(prose: &Prose, room: f32) -> Vec<std::ops::Range<usize>> {
    let lines = prose.lines(room, room, false);
    let is_alone = |lines: &[std::ops::Range<usize>]| lines.last().is_some_and(|last| last.len() < 2);
    if lines.len() < 2 || !is_alone(&lines) {
        return lines;
    }
    let narrower = (1..=2).map(|steps| room - steps as f32 * prose.em());
    let mut evener = narrower.map(|room| prose.lines(room, room, false));
    let count = lines.len();
    evener.find(|lines| lines.len() == count && !is_alone(lines)).unwrap_or(lines)
}

/// One character a line, marks and numbers kept with their character; `None` where that is too wide.
fn column(prose: &Prose, room: f32) -> Option<Vec<std::ops::Range<usize>>> {
    let mut start = 0;
    let mut lines = Vec::new();
    for end in 1..=prose.len() {
        if end == prose.len() || prose.break_after(end - 1) <= Break::Soft {
            lines.push(start..end);
            start = end;
        }
    }
    lines.iter().all(|line| prose.fits(line.clone(), room)).then_some(lines)
}

/// Whether a line of an upright text ends with a mark that its one character does not make room for: `三、`
/// stands with its 三 over the characters below.
fn hangs(prose: &Prose, line: &std::ops::Range<usize>) -> bool {
    let characters = prose.characters();
    let pair = characters.get(line.clone()).and_then(|line| <[char; 2]>::try_from(line).ok());
    pair.is_some_and(|[first, mark]| !class::is_blank_before(first) && class::is_blank_behind(mark))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(role: BoxRole, rows: u16, width: f32, text: &str) -> Vec<String> {
        let fonts = FontBook::bundled(None).unwrap();
        let source =
            TableBox { row: 0, column: 0, rows, columns: 1, role, text: text.to_owned(), cell: None };
        let cell = CellText::new(&source, (width, 250.0), 10.0, &fonts);
        cell.lines.iter().map(|(glyphs, _)| glyphs.iter().map(|glyph| glyph.character).collect()).collect()
    }

    #[test]
    fn a_narrow_high_side_head_stands_upright() {
        assert_eq!(texts(BoxRole::Side, 22, 36.0, "三、办理结果"), ["三、", "办", "理", "结", "果"]);
        assert_eq!(texts(BoxRole::Side, 8, 52.0, "（三）不予公开"), ["（三）", "不予公开"]);
        assert_eq!(texts(BoxRole::Side, 1, 36.0, "办理结果"), ["办理", "结果"]);
    }

    #[test]
    fn the_mark_of_an_upright_head_hangs() {
        let fonts = FontBook::bundled(None).unwrap();
        let text = "三、本年度（三）办理结果".to_owned();
        let source =
            TableBox { row: 0, column: 0, rows: 22, columns: 1, role: BoxRole::Side, text, cell: None };
        let cell = CellText::new(&source, (38.0, 250.0), 10.0, &fonts);
        let centred: Vec<f32> = cell.lines.iter().map(|(_, width)| *width).collect();
        assert_eq!(centred, [10.0, 10.0, 10.0, 10.0, 30.0, 10.0, 10.0, 10.0, 10.0]);
        let room: Vec<f32> =
            cell.lines.iter().map(|(glyphs, _)| glyphs.iter().map(|glyph| glyph.advance).sum()).collect();
        assert_eq!(room, [15.0, 10.0, 10.0, 10.0, 30.0, 10.0, 10.0, 10.0, 10.0]);
    }

    #[test]
    fn a_label_wraps_under_its_own_indent() {
        let label = BoxRole::Label { indent: 1, strong: false };
        assert_eq!(texts(label, 1, 68.0, "1.属于国家秘密"), ["1.属于国家", "秘密"]);
        assert_eq!(texts(label, 1, 78.0, "1.属于国家秘密"), ["1.属于国家", "秘密"]);
    }

    #[test]
    fn a_text_longer_than_a_page_runs_on_or_is_made_to_fit() {
        let fonts = FontBook::bundled(None).unwrap();
        let text = "见附件说明".repeat(400);
        let source =
            TableBox { row: 0, column: 0, rows: 1, columns: 1, role: BoxRole::Number, text, cell: None };
        let cell = CellText::new(&source, (30.0, 250.0), 10.0, &fonts);
        assert!(cell.height() <= 250.0 && !cell.flows, "{}", cell.height());
        let cell = CellText::new(&source, (80.0, 250.0), 10.0, &fonts);
        assert!(cell.height() > 250.0 && cell.flows && cell.size == 10.0, "{}", cell.height());
    }
}
