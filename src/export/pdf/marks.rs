//! What stands on the pages, marked: which stretch of a page belongs to which element of the tree, and what is
//! there for the page only (rules, page numbers, repeated heads).

use std::collections::BTreeMap;
use std::ops::Range;

use super::links::{addresses, may_hold_address};
use super::tree::{ElementId, Kid, Role, Slot, Tree, visible};
use crate::report::Document;
use crate::typeset::{Item, Page, Pages, Part, TextLine};

/// How a stretch of a page is marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    /// Content of an element, with the number of the mark on its page, from 0.
    Content(Role, usize),
    /// No part of the document.
    Artifact(Artifact),
}

/// What stands on a page and is no part of the document (ISO 32000-1 14.8.2.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Artifact {
    /// Rules.
    Layout,
    /// A table head or label shown again, and （续表）.
    Repeated,
    /// The page number.
    Footer,
    /// 草稿.
    Watermark,
}

/// What is drawn under one mark.
#[derive(Debug)]
pub(super) struct Stretch {
    /// The mark.
    pub mark: Mark,
    /// The items of the page by their number, and which glyphs of each where it is text.
    pub pieces: Vec<(usize, Range<usize>)>,
}

/// A place to click.
#[derive(Debug)]
pub(super) struct Hotspot {
    /// The page, from 0.
    pub page: usize,
    /// Left, lower, right and upper edge as PDF counts them.
    pub bounds: [f32; 4],
    /// Where it leads.
    pub uri: String,
    /// Its element.
    pub element: ElementId,
}

/// The pages of a document, marked.
#[derive(Debug)]
pub(super) struct Marked {
    /// The structure.
    pub tree: Tree,
    /// The stretches of each page in the order in which they are drawn.
    pub pages: Vec<Vec<Stretch>>,
    /// For each page the elements of its marks, by their number.
    pub owners: Vec<Vec<ElementId>>,
    /// The places to click, in reading order.
    pub hotspots: Vec<Hotspot>,
}

/// Whose an item is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Owner {
    Element(ElementId),
    Artifact(Artifact),
}

/// The addresses on a page: for each line which glyphs, and the number of the address.
type Addressed = BTreeMap<(usize, usize), Vec<(Range<usize>, usize)>>;

impl Marked {
    /// Marks the pages of a document.
    pub fn new(document: &Document, pages: &Pages) -> Self {
        let mut tree = Tree::of(document);
        let owners = owners(pages, &mut tree);
        let (uris, addressed) = find_addresses(pages, &owners);
        let mut marked = Self { tree, pages: Vec::new(), owners: Vec::new(), hotspots: Vec::new() };
        let mut links: Vec<Option<ElementId>> = vec![None; uris.len()];
        for (number, (page, owners)) in pages.pages.iter().zip(&owners).enumerate() {
            let mut sheet = Sheet { number, stretches: Vec::new(), owners: Vec::new(), last: None };
            for (i, (item, owner)) in page.items.iter().zip(owners).enumerate() {
                let glyphs = if let Item::Text(line) = item { line.glyphs.len() } else { 0 };
                let (Owner::Element(element), Some(parts)) = (owner, addressed.get(&(number, i))) else {
                    sheet.draw(&mut marked.tree, *owner, i, 0..glyphs);
                    continue;
                };
                let mut from = 0;
                for (range, address) in parts {
                    if from < range.start {
                        sheet.draw(&mut marked.tree, *owner, i, from..range.start);
                    }
                    from = range.end;
                    let Some((link, uri)) = links.get_mut(*address).zip(uris.get(*address)) else { continue };
                    let link = *link.get_or_insert_with(|| marked.tree.add(*element, Role::Link));
                    sheet.draw(&mut marked.tree, Owner::Element(link), i, range.clone());
                    if let Item::Text(line) = item {
                        marked.tree.hang(link, Kid::Annotation(marked.hotspots.len()));
                        let bounds = bounds_of_text(line, range.clone(), page);
                        let uri = uri.clone();
                        marked.hotspots.push(Hotspot { page: number, bounds, uri, element: link });
                    }
                }
                if from < glyphs {
                    sheet.draw(&mut marked.tree, *owner, i, from..glyphs);
                }
            }
            marked.pages.push(sheet.stretches);
            marked.owners.push(sheet.owners);
        }
        marked.measure_figures(pages, &owners);
        marked
    }

    /// How far each figure reaches on the page that it begins on.
    fn measure_figures(&mut self, pages: &Pages, owners: &[Vec<Owner>]) {
        for (number, (page, owners)) in pages.pages.iter().zip(owners).enumerate() {
            for (item, owner) in page.items.iter().zip(owners) {
                let Owner::Element(element) = owner else { continue };
                let Some(element) = self.tree.elements.get_mut(*element) else { continue };
                if element.role != Role::Figure {
                    continue;
                }
                let new = bounds(item, page);
                let old = element.bounds.get_or_insert((number, new));
                if old.0 == number {
                    let [left, lower, right, upper] = old.1;
                    old.1 = [left.min(new[0]), lower.min(new[1]), right.max(new[2]), upper.max(new[3])];
                }
            }
        }
    }
}

/// A page being marked.
struct Sheet {
    number: usize,
    stretches: Vec<Stretch>,
    owners: Vec<ElementId>,
    last: Option<Owner>,
}

impl Sheet {
    /// Adds a piece to the stretch before it where both have one owner, or begins a new one.
    fn draw(&mut self, tree: &mut Tree, owner: Owner, item: usize, glyphs: Range<usize>) {
        let piece = (item, glyphs);
        if self.last == Some(owner)
            && let Some(stretch) = self.stretches.last_mut()
        {
            stretch.pieces.push(piece);
            return;
        }
        self.last = Some(owner);
        let mark = match owner {
            Owner::Artifact(artifact) => Mark::Artifact(artifact),
            Owner::Element(element) => {
                let number = self.owners.len();
                self.owners.push(element);
                tree.hang(element, Kid::Content(self.number, number));
                Mark::Content(tree.elements.get(element).map_or(Role::Paragraph, |one| one.role), number)
            }
        };
        self.stretches.push(Stretch { mark, pieces: vec![piece] });
    }
}

/// Whose each item of each page is.
fn owners(pages: &Pages, tree: &mut Tree) -> Vec<Vec<Owner>> {
    pages.pages.iter().map(|page| page.items.iter().map(|item| owner(item, tree)).collect()).collect()
}

fn owner(item: &Item, tree: &mut Tree) -> Owner {
    let figure = |block: Option<usize>, tree: &Tree| block.and_then(|block| tree.element_of_figure(block));
    let element = match item {
        Item::Rule(_) => return Owner::Artifact(Artifact::Layout),
        Item::Area(area) => match figure(area.block, tree) {
            Some(element) => return Owner::Element(element),
            None => return Owner::Artifact(Artifact::Layout),
        },
        Item::Picture(picture) => figure(Some(picture.block), tree),
        Item::Text(line) => {
            let characters = visible(&line.text());
            let mut lines = |slot| tree.element_of_line(line.block.unwrap_or(usize::MAX), slot, characters);
            match line.part {
                Part::Footer => return Owner::Artifact(Artifact::Footer),
                Part::Mark => return Owner::Artifact(Artifact::Watermark),
                Part::Continued | Part::Cell { repeated: true, .. } => {
                    return Owner::Artifact(Artifact::Repeated);
                }
                Part::Title
                | Part::Subtitle
                | Part::Heading(_)
                | Part::Body
                | Part::Annex
                | Part::Signature => lines(Slot::Text),
                Part::TableHeading => lines(Slot::Above),
                Part::TableFoot | Part::Caption => lines(Slot::Below),
                Part::Cell { row, column, .. } => {
                    line.block.and_then(|block| tree.element_of_cell(block, row, column))
                }
                Part::Chart => figure(line.block, tree),
            }
        }
    };
    // What the document does not know of is still read, after all that it knows.
    Owner::Element(element.unwrap_or_else(|| tree.add(0, Role::Paragraph)))
}

/// The addresses in the text of each element, also where one runs over the end of a line.
fn find_addresses(pages: &Pages, owners: &[Vec<Owner>]) -> (Vec<String>, Addressed) {
    // Of each element its text and its lines: page, item, number of glyphs.
    type Text = (String, Vec<(usize, usize, usize)>);
    let mut texts: BTreeMap<ElementId, Text> = BTreeMap::new();
    for (number, (page, owners)) in pages.pages.iter().zip(owners).enumerate() {
        for (i, (item, owner)) in page.items.iter().zip(owners).enumerate() {
            if let (Item::Text(line), Owner::Element(element)) = (item, owner)
                && line.part != Part::Chart
            {
                let (text, lines) = texts.entry(*element).or_default();
                text.extend(line.glyphs.iter().map(|glyph| glyph.character));
                lines.push((number, i, line.glyphs.len()));
            }
        }
    }
    let mut uris = Vec::new();
    let mut addressed = Addressed::new();
    for (text, lines) in texts.into_values().filter(|(text, _)| may_hold_address(text)) {
        for address in addresses(&text) {
            let mut start = 0;
            for (page, item, length) in &lines {
                let from = address.characters.start.max(start);
                let to = address.characters.end.min(start + length);
                if from < to {
                    let part = (from - start..to - start, uris.len());
                    addressed.entry((*page, *item)).or_default().push(part);
                }
                start += length;
            }
            uris.push(address.uri);
        }
    }
    (uris, addressed)
}

/// Left, lower, right and upper edge of an item as PDF counts them, upwards from the lower edge of the page.
fn bounds(item: &Item, page: &Page) -> [f32; 4] {
    let rectangle =
        |x: f32, y: f32, width: f32, height: f32| [x, page.height - y - height, x + width, page.height - y];
    match item {
        Item::Area(area) => rectangle(area.x, area.y, area.width, area.height),
        Item::Picture(picture) => rectangle(picture.x, picture.y, picture.width, picture.height),
        Item::Text(line) => bounds_of_text(line, 0..line.glyphs.len(), page),
        Item::Rule(rule) => {
            let (x, y) = rule.from;
            rectangle(x, y, rule.to.0 - x, rule.to.1 - y)
        }
    }
}

/// The box around some glyphs of a line, also of a turned one.
fn bounds_of_text(line: &TextLine, range: Range<usize>, page: &Page) -> [f32; 4] {
    let width = |range: Range<usize>| -> f32 {
        line.glyphs.iter().skip(range.start).take(range.len()).map(|glyph| glyph.advance).sum()
    };
    let from = width(0..range.start);
    let to = from + width(range);
    let (sin, cos) = line.angle.to_radians().sin_cos();
    let (x, y) = (line.x, page.height - line.baseline);
    let mut edges = [f32::MAX, f32::MAX, f32::MIN, f32::MIN];
    for (along, above) in [(from, -0.2), (from, 0.9), (to, -0.2), (to, 0.9)] {
        let above = above * line.size;
        let (x, y) = (x + along * cos - above * sin, y + along * sin + above * cos);
        edges = [edges[0].min(x), edges[1].min(y), edges[2].max(x), edges[3].max(y)];
    }
    edges
}
