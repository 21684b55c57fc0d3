//! A table of the form: merged boxes, the head repeated on each page, rows kept whole.

use super::look::{Looks, TableLook};
use super::paragraph::{Controls, Paragraph};
use super::styles::{Style, twips};
use super::xml::Xml;
use crate::report::{BoxRole, TableBlock, TableBox};

/// Beside the text of a box, in points: as little as a figure has on the pages.
const SIDE: f32 = 1.5;
/// What a label has besides, in points.
const LABEL: f32 = 2.5;
/// Above and below the text of a box where the pages do not tell the height of its row, in points.
const AIR: f32 = 3.0;

/// Where a table stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place<'a> {
    /// Its number among the blocks.
    pub block: usize,
    /// Width in points.
    pub width: f32,
    /// Size of the text of the style, in points.
    pub size: f32,
    /// Whether it stays on the page of what follows.
    pub keep: bool,
    pub looks: &'a Looks,
}

/// The boxes of a table by row and column. Those that leave it or lie on others are left out: a document may
/// come from anywhere.
pub(super) struct Grid<'a> {
    columns: usize,
    pub head_rows: usize,
    owners: Vec<Option<&'a TableBox>>,
}

impl<'a> Grid<'a> {
    pub fn new(table: &'a TableBlock) -> Self {
        let (rows, columns) = (usize::from(table.rows), table.columns.len());
        let mut owners: Vec<Option<&TableBox>> = vec![None; rows * columns];
        let mut order: Vec<&TableBox> = table.boxes.iter().collect();
        order.sort_by_key(|place| (place.row, place.column));
        let mut head_rows = usize::from(table.head_rows).min(rows);
        for place in order {
            let (row, column) = (usize::from(place.row), usize::from(place.column));
            let (below, right) = (row + usize::from(place.rows), column + usize::from(place.columns));
            if below > rows || right > columns {
                continue;
            }
            let spots: Vec<usize> =
                (row..below).flat_map(|y| (column..right).map(move |x| y * columns + x)).collect();
            if !spots.iter().all(|spot| owners.get(*spot).is_some_and(Option::is_none)) {
                continue;
            }
            // A merged box is not parted by the end of the head.
            if row < head_rows {
                head_rows = head_rows.max(below);
            }
            for spot in spots {
                if let Some(owner) = owners.get_mut(spot) {
                    *owner = Some(place);
                }
            }
        }
        let head_rows = if head_rows == rows { 0 } else { head_rows };
        Self { columns, head_rows, owners }
    }

    fn rows(&self) -> impl Iterator<Item = &[Option<&'a TableBox>]> {
        self.owners.chunks(self.columns.max(1))
    }
}

/// Writes a table; nothing for one without rows or columns, which Word does not open.
pub(super) fn table(xml: &mut Xml, table: &TableBlock, place: Place<'_>, controls: &mut Controls) {
    let grid = Grid::new(table);
    if grid.owners.is_empty() {
        return;
    }
    let look = place.looks.table(place.block, table, grid.head_rows);
    let edges = edges(&table.columns, place.width);
    let width = |from: usize, count: usize| {
        let edge = |at: usize| edges.get(at).copied().unwrap_or_default();
        edge(from + count) - edge(from)
    };
    xml.within("w:tbl", &[], |xml| {
        properties(xml, &table.name, &look, twips(place.width));
        xml.within("w:tblGrid", &[], |xml| {
            for column in 0..grid.columns {
                xml.empty("w:gridCol", &[("w:w", &width(column, 1).to_string())]);
            }
        });
        let count = usize::from(table.rows);
        for (row, owners) in grid.rows().enumerate() {
            let keep = if row + 1 == count { place.keep } else { look.whole || row < grid.head_rows };
            xml.within("w:tr", &[], |xml| {
                row_properties(xml, &look, row, row < grid.head_rows);
                let mut column = 0;
                while let Some(owner) = owners.get(column) {
                    let wide = owner.map_or(1, |found| usize::from(found.columns)).max(1);
                    let cell = Cell { row, place, keep, width: width(column, wide), look: &look };
                    cell.write(xml, *owner, controls);
                    column += wide;
                }
            });
        }
    });
}

fn properties(xml: &mut Xml, name: &str, look: &TableLook, width: i32) {
    xml.within("w:tblPr", &[], |xml| {
        xml.value("w:tblStyle", "TableGrid");
        xml.empty("w:tblW", &[("w:w", &width.to_string()), ("w:type", "dxa")]);
        xml.value("w:jc", "center");
        xml.empty("w:tblLayout", &[("w:type", "fixed")]);
        let air = if look.heights.is_some() { 0.0 } else { AIR };
        xml.within("w:tblCellMar", &[], |xml| {
            for (side, space) in [("top", air), ("left", SIDE), ("bottom", air), ("right", SIDE)] {
                let space = twips(space).to_string();
                xml.empty(&format!("w:{side}"), &[("w:w", &*space), ("w:type", "dxa")]);
            }
        });
        if !name.is_empty() {
            xml.value("w:tblCaption", name);
        }
    });
}

fn row_properties(xml: &mut Xml, look: &TableLook, row: usize, is_head: bool) {
    xml.within("w:trPr", &[], |xml| {
        if let Some(height) = look.heights.as_ref().and_then(|heights| heights.get(row)) {
            xml.empty("w:cantSplit", &[]);
            xml.empty("w:trHeight", &[("w:val", &*twips(*height).to_string()), ("w:hRule", "atLeast")]);
        }
        if is_head {
            xml.empty("w:tblHeader", &[]);
        }
    });
}

/// A box in one row.
struct Cell<'a> {
    row: usize,
    place: Place<'a>,
    keep: bool,
    /// In twentieths of a point.
    width: i32,
    look: &'a TableLook,
}

impl Cell<'_> {
    fn write(&self, xml: &mut Xml, source: Option<&TableBox>, controls: &mut Controls) {
        let begins = source.is_none_or(|source| usize::from(source.row) == self.row);
        xml.within("w:tc", &[], |xml| {
            xml.within("w:tcPr", &[], |xml| {
                xml.empty("w:tcW", &[("w:w", &*self.width.to_string()), ("w:type", "dxa")]);
                if let Some(source) = source {
                    if source.columns > 1 {
                        xml.value("w:gridSpan", &source.columns.to_string());
                    }
                    if source.rows > 1 {
                        xml.value("w:vMerge", if begins { "restart" } else { "continue" });
                    }
                    if self.place.looks.is_vertical(self.place.block, (source.row, source.column)) {
                        xml.value("w:textDirection", "tbRlV");
                    }
                }
                xml.value("w:vAlign", "center");
            });
            let (style, paragraph) = self.paragraph(source);
            paragraph.write(xml, style, |xml| {
                if let Some(source) = source.filter(|_| begins) {
                    let text: Vec<&str> = source.text.lines().map(str::trim).collect();
                    // A control without text would ask for one: a blank cell is none, it is known by its place.
                    controls.run(
                        xml,
                        &text.join("\n"),
                        source.cell.as_ref().map(|key| key.as_str()),
                        paragraph.size,
                    );
                }
            });
        });
    }

    fn paragraph(&self, source: Option<&TableBox>) -> (Style, Paragraph) {
        let at = source.map(|source| (source.row, source.column));
        let size = at.and_then(|at| self.place.looks.size(self.place.block, at)).unwrap_or(self.look.size);
        let own_size = (size - self.place.size).abs() > 0.01;
        let mut paragraph =
            Paragraph { keep: self.keep, size: own_size.then_some(size), ..Paragraph::default() };
        let style = match source.map(|source| source.role) {
            Some(BoxRole::Label { indent, strong }) => {
                // A deep label in a narrow column keeps room for its words.
                let steps = (f32::from(indent) * size).min(self.width as f32 / 20.0 * 0.4);
                paragraph.left = Some(twips(LABEL + steps));
                paragraph.align = Some("left");
                if strong { Style::TableHead } else { Style::TableText }
            }
            Some(BoxRole::Head) => Style::TableHead,
            _ => Style::TableText,
        };
        (style, paragraph)
    }
}

/// Where columns of these relative widths begin and end, in twentieths of a point; unusable widths count as 1.
fn edges(columns: &[f32], width: f32) -> Vec<i32> {
    let usable = |part: &f32| if part.is_finite() && *part > 0.0 { part.min(1e6) } else { 1.0 };
    let all: f32 = columns.iter().map(usable).sum();
    let mut sum = 0.0;
    let ends = columns.iter().map(|part| {
        sum += usable(part);
        twips(width * sum / all)
    });
    std::iter::once(0).chain(ends).collect()
}
