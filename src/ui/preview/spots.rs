//! Where a place on a page leads: the section whose words stand there, the cell whose figure.

use std::collections::BTreeMap;

use crate::form::CellKey;
use crate::report::{Block, Document, TableBlock, TableBox};
use crate::typeset::{Item, Page, Part, Rule, TextLine};

/// What is edited where one clicks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// The text of a section.
    Section(String),
    /// A cell of the form.
    Cell(CellKey),
    /// The form, no certain cell.
    Sheet,
    /// The basic data.
    Basics,
}

/// A part of a page that leads somewhere.
#[derive(Debug, Clone, PartialEq)]
pub struct Spot {
    /// Left, top, right, bottom in points of the upright sheet.
    pub edges: [f32; 4],
    /// Where it leads.
    pub origin: Origin,
}

impl Spot {
    /// Whether a place in points of the upright sheet lies in it.
    pub fn holds(&self, x: f32, y: f32) -> bool {
        let [left, top, right, bottom] = self.edges;
        (left..right).contains(&x) && (top..bottom).contains(&y)
    }
}

/// Space around the lines of a paragraph that still belongs to it, in points.
const AROUND: f32 = 4.0;

/// The spots of a page in reading order. Cells come before the words around them.
pub fn spots(document: &Document, page: &Page) -> Vec<Spot> {
    let rules: Vec<&Rule> = page
        .items
        .iter()
        .filter_map(|item| match item {
            Item::Rule(rule) => Some(rule),
            Item::Text(_) | Item::Area(_) | Item::Picture(_) => None,
        })
        .collect();
    let mut cells = Vec::new();
    let mut tables: BTreeMap<usize, Vec<(u16, u16, [f32; 4])>> = BTreeMap::new();
    // What stands over a table and what under it are two.
    let mut words: BTreeMap<(usize, bool), (Origin, [f32; 4])> = BTreeMap::new();
    for item in &page.items {
        let (block, edges, part) = match item {
            Item::Text(line) => (line.block, edges_of(line), Some(line.part)),
            Item::Picture(placed) => {
                let (right, bottom) = (placed.x + placed.width, placed.y + placed.height);
                (Some(placed.block), [placed.x, placed.y, right, bottom], None)
            }
            Item::Area(area) => {
                (area.block, [area.x, area.y, area.x + area.width, area.y + area.height], Some(Part::Chart))
            }
            Item::Rule(_) => continue,
        };
        let Some(block) = block else { continue };
        match (part, document.blocks.get(block)) {
            (Some(Part::Cell { row, column, .. }), Some(Block::Table(_))) => {
                let edges = enclosing(&rules, edges).unwrap_or(edges);
                tables.entry(block).or_default().push((row, column, edges));
            }
            (part, Some(of)) => {
                let origin = origin(document, block, of, part);
                let is_foot = part == Some(Part::TableFoot);
                let entry = words.entry((block, is_foot)).or_insert((origin, edges));
                entry.1 = around(entry.1, edges);
            }
            (_, None) => {}
        }
    }
    for (block, known) in &tables {
        if let Some(Block::Table(table)) = document.blocks.get(*block) {
            cells.extend(cells_of(table, known));
            // Heads and labels lead to the form.
            let others = known.iter().map(|(_, _, edges)| Spot { edges: *edges, origin: Origin::Sheet });
            cells.extend(others);
        }
    }
    cells.extend(words.into_values().map(|(origin, [left, top, right, bottom])| Spot {
        edges: [left - AROUND, top - AROUND, right + AROUND, bottom + AROUND],
        origin,
    }));
    cells
}

/// What stands in a block that is no box of a table.
fn origin(document: &Document, number: usize, block: &Block, part: Option<Part>) -> Origin {
    match (block, part) {
        // The signatures under the table.
        (Block::Table(_), Some(Part::TableFoot)) => return Origin::Basics,
        (Block::Table(_) | Block::Chart(_) | Block::Annex(_), _) => return Origin::Sheet,
        (Block::Title(_) | Block::Subtitle(_) | Block::Signature { .. }, _) => return Origin::Basics,
        (Block::Heading { .. } | Block::Paragraph(_) | Block::Picture { .. }, _) => {}
    }
    // A heading stands before its section.
    let holds = document.sections.iter().find(|(_, blocks)| blocks.contains(&number));
    let follows = || document.sections.iter().find(|(_, blocks)| blocks.start > number && !blocks.is_empty());
    let is_heading = matches!(block, Block::Heading { .. });
    match holds.or_else(|| if is_heading { follows() } else { None }) {
        Some((name, _)) => Origin::Section(name.clone()),
        // The template's own words stand outside of every section: the nearest before them.
        None => {
            let before = document.sections.iter().rev().find(|(_, blocks)| blocks.start <= number);
            before
                .or(document.sections.first())
                .map_or(Origin::Basics, |(name, _)| Origin::Section(name.clone()))
        }
    }
}

/// The cells of a table on a page. A blank one has no text: its row and its column are known from what
/// stands beside and above it.
fn cells_of(table: &TableBlock, known: &[(u16, u16, [f32; 4])]) -> Vec<Spot> {
    let at = |row: u16, column: u16| table.boxes.iter().find(|one| (one.row, one.column) == (row, column));
    let placed: Vec<(&TableBox, [f32; 4])> =
        known.iter().filter_map(|(row, column, edges)| Some((at(*row, *column)?, *edges))).collect();
    let spot = |one: &TableBox| {
        let key = one.cell.clone()?;
        let own = placed.iter().find(|(other, _)| (other.row, other.column) == (one.row, one.column));
        let edges = match own {
            Some((_, edges)) => *edges,
            None => {
                let edge = |wanted: &dyn Fn(&TableBox) -> bool, which: usize| {
                    let (_, edges) = placed.iter().find(|(other, _)| wanted(other))?;
                    edges.get(which).copied()
                };
                let right = one.column + one.columns;
                let bottom = one.row + one.rows;
                [
                    edge(&|other| other.column == one.column, 0)
                        .or_else(|| by_widths(table, &placed, one.column))?,
                    edge(&|other| other.row == one.row, 1)?,
                    edge(&|other| other.column + other.columns == right, 2)
                        .or_else(|| by_widths(table, &placed, right))?,
                    edge(&|other| other.row + other.rows == bottom, 3)?,
                ]
            }
        };
        Some(Spot { edges, origin: Origin::Cell(key) })
    };
    table.boxes.iter().filter_map(spot).collect()
}

/// Where a column begins, by the widths of the form, where nothing on the page stands in it: the rest of a
/// table whose column heads are on the page before.
fn by_widths(table: &TableBlock, placed: &[(&TableBox, [f32; 4])], column: u16) -> Option<f32> {
    let before = |column: u16| table.columns.iter().take(usize::from(column)).sum::<f32>();
    let (one, [left, _, right, _]) = placed.first()?;
    let (start, end) = (before(one.column), before(one.column + one.columns));
    Some(left + (before(column) - start) * (right - left) / (end - start).max(f32::EPSILON))
}

/// The box around a line of text, whichever way it is turned.
fn edges_of(line: &TextLine) -> [f32; 4] {
    let (sin, cos) = line.angle.to_radians().sin_cos();
    let (width, up, down) = (line.width(), 0.88 * line.size, 0.12 * line.size);
    let corner = |along: f32, above: f32| {
        (line.x + along * cos - above * sin, line.baseline - along * sin - above * cos)
    };
    let corners = [corner(0.0, up), corner(width, up), corner(0.0, -down), corner(width, -down)];
    let first = [f32::INFINITY, f32::INFINITY, f32::NEG_INFINITY, f32::NEG_INFINITY];
    corners.into_iter().fold(first, |edges, (x, y)| around(edges, [x, y, x, y]))
}

fn around(a: [f32; 4], b: [f32; 4]) -> [f32; 4] {
    let ([al, at, ar, ab], [bl, bt, br, bb]) = (a, b);
    [al.min(bl), at.min(bt), ar.max(br), ab.max(bb)]
}

/// The box of a table that a text stands in: the nearest rules around its middle.
fn enclosing(rules: &[&Rule], [left, top, right, bottom]: [f32; 4]) -> Option<[f32; 4]> {
    let (x, y) = ((left + right) / 2.0, (top + bottom) / 2.0);
    let level =
        rules.iter().filter(|rule| rule.from.1 == rule.to.1 && (rule.from.0..=rule.to.0).contains(&x));
    let upright =
        rules.iter().filter(|rule| rule.from.0 == rule.to.0 && (rule.from.1..=rule.to.1).contains(&y));
    let (rows, columns): (Vec<f32>, Vec<f32>) =
        (level.map(|rule| rule.from.1).collect(), upright.map(|rule| rule.from.0).collect());
    let before = |all: &[f32], at: f32| all.iter().copied().filter(|edge| *edge <= at).max_by(f32::total_cmp);
    let after = |all: &[f32], at: f32| all.iter().copied().filter(|edge| *edge > at).min_by(f32::total_cmp);
    Some([before(&columns, x)?, before(&rows, y)?, after(&columns, x)?, after(&rows, y)?])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft::{Draft, Edit, Entry};
    use crate::form::{Field, editions};
    use crate::report::{compose, templates};
    use crate::typeset::{FontBook, lay_out};

    fn composed(edition: &str) -> (Draft, Document, Vec<Vec<Spot>>) {
        let form = editions::named(edition).unwrap();
        let mut draft = Draft::new(form.clone(), form.first_year.max(2018), "金塘镇人民政府");
        draft.apply(Edit::Field(Field::IssuedOn, "2026-01-20".to_owned())).unwrap();
        // Every other cell is blank.
        for cell in form.cells.iter().step_by(2) {
            draft.apply(Edit::entry(cell.key.clone(), Entry::typed("7", cell.kind))).unwrap();
        }
        let document = compose(&draft, templates::for_form(&form).unwrap()).unwrap();
        let pages = lay_out(&document, &FontBook::bundled(None).unwrap());
        let spots = pages.pages.iter().map(|page| spots(&document, page)).collect();
        (draft, document, spots)
    }

    #[test]
    fn every_cell_of_the_printed_tables_has_its_place_filled_or_blank() {
        for edition in ["2014", "2019", "2021"] {
            let (draft, _, pages) = composed(edition);
            let form = draft.form();
            for cell in form.ids().filter(|id| !form.is_fact(*id)) {
                let key = &form.cell(cell).key;
                let found: Vec<&Spot> =
                    pages.iter().flatten().filter(|spot| spot.origin == Origin::Cell(key.clone())).collect();
                assert_eq!(found.len(), 1, "{edition}: {key}");
                let [left, top, right, bottom] = found[0].edges;
                assert!(right - left > 10.0 && bottom - top > 8.0, "{edition}: {key} {:?}", found[0]);
            }
        }
    }

    #[test]
    fn cells_do_not_overlap() {
        for edition in ["2014", "2019", "2021"] {
            for page in composed(edition).2 {
                let cells: Vec<&Spot> =
                    page.iter().filter(|spot| matches!(spot.origin, Origin::Cell(_))).collect();
                for (number, one) in cells.iter().enumerate() {
                    let [left, top, right, bottom] = one.edges;
                    let middle = ((left + right) / 2.0, (top + bottom) / 2.0);
                    let others =
                        cells.iter().skip(number + 1).filter(|other| other.holds(middle.0, middle.1));
                    assert_eq!(others.count(), 0, "{edition}: {one:?}");
                }
            }
        }
    }

    #[test]
    fn title_and_signature_lead_to_the_basic_data_and_words_to_their_section() {
        let (_, document, pages) = composed("2014");
        let spots: Vec<&Spot> = pages.iter().flatten().collect();
        assert_eq!(
            spots.iter().filter(|spot| spot.origin == Origin::Basics).count(),
            3,
            "title, 落款, table foot"
        );
        for (name, blocks) in document.sections.iter().filter(|(_, blocks)| !blocks.is_empty()) {
            let found = spots.iter().filter(|spot| spot.origin == Origin::Section(name.clone())).count();
            assert!(found >= blocks.len(), "{name}: {found} of {}", blocks.len());
        }
    }
}
