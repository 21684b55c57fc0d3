//! The structure of a tagged PDF (ISO 32000-1 14.7): one element for each heading, paragraph, table box and
//! figure of the document, in reading order. What stands on the pages is hung into it by `marks.rs`.

use std::collections::BTreeMap;

use crate::report::{Block, BoxRole, Chart, Document, TableBlock, TableBox, TableLine, plain_text};

/// Number of an element in its [`Tree`]; 0 is the root.
pub(super) type ElementId = usize;

/// What an element is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// The whole.
    Document,
    /// The title over the report. PDF 1.7 has no such element, so it stands for a paragraph: 一、 is the first
    /// heading.
    Title,
    /// A heading, 1–6.
    Heading(u8),
    /// A paragraph.
    Paragraph,
    /// A group of blocks that belong together.
    Group,
    /// A table.
    Table,
    /// The rows of a table that are repeated on each page.
    TableHead,
    /// Its other rows.
    TableBody,
    /// A row.
    Row,
    /// A box that says what others hold.
    HeaderCell(Scope),
    /// Any other box.
    Cell,
    /// What is written over a table or under a figure.
    Caption,
    /// A chart or picture.
    Figure,
    /// A web or mail address in the text.
    Link,
}

/// For which boxes a box is the head.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scope {
    /// Those to its right.
    Row,
    /// Those under it.
    Column,
}

/// What hangs under an element, in reading order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kid {
    /// A smaller element.
    Element(ElementId),
    /// A stretch of a page: the page and the number of its mark, both from 0.
    Content(usize, usize),
    /// An annotation, by its number in the document.
    Annotation(usize),
}

/// One element.
#[derive(Debug)]
pub(super) struct Element {
    /// What it is.
    pub role: Role,
    /// What it is part of; the root is part of itself.
    pub parent: ElementId,
    /// What it holds.
    pub kids: Vec<Kid>,
    /// Rows and columns covered by a box of a table, at least 1 each.
    pub span: (u16, u16),
    /// What a figure shows, in words.
    pub alt: String,
    /// The page of a figure, and its left, lower, right and upper edge as PDF counts them.
    pub bounds: Option<(usize, [f32; 4])>,
}

/// All elements of a document.
#[derive(Debug)]
pub(super) struct Tree {
    /// The root first, each element before those it holds.
    pub elements: Vec<Element>,
    /// Where the lines of each block go.
    places: BTreeMap<(usize, Slot), Pieces>,
    /// The element of each box of each table: block, row, column.
    cells: BTreeMap<(usize, u16, u16), ElementId>,
    /// The figure of each chart and picture.
    figures: BTreeMap<usize, ElementId>,
    /// The deepest heading that may follow.
    depth: u8,
}

/// A part of a block whose lines follow each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Slot {
    /// The text of a title, heading, paragraph or signature.
    Text,
    /// Over a table.
    Above,
    /// Under a table or figure.
    Below,
}

/// Texts that are set one after the other: how many visible characters each still awaits.
#[derive(Debug, Default)]
struct Pieces {
    awaited: Vec<(usize, ElementId)>,
    current: usize,
}

impl Tree {
    /// The elements of a document, none of them with content yet.
    pub fn of(document: &Document) -> Self {
        let root = Element {
            role: Role::Document,
            parent: 0,
            kids: Vec::new(),
            span: (1, 1),
            alt: String::new(),
            bounds: None,
        };
        let mut tree = Self {
            elements: vec![root],
            places: BTreeMap::new(),
            cells: BTreeMap::new(),
            figures: BTreeMap::new(),
            depth: 1,
        };
        for (number, block) in document.blocks.iter().enumerate() {
            tree.add_block(number, block);
        }
        tree
    }

    /// A new element under another.
    pub fn add(&mut self, parent: ElementId, role: Role) -> ElementId {
        let id = self.elements.len();
        let element =
            Element { role, parent, kids: Vec::new(), span: (1, 1), alt: String::new(), bounds: None };
        self.elements.push(element);
        self.hang(parent, Kid::Element(id));
        id
    }

    /// Puts content under an element.
    pub fn hang(&mut self, parent: ElementId, kid: Kid) {
        if let Some(parent) = self.elements.get_mut(parent) {
            parent.kids.push(kid);
        }
    }

    /// The element that a line of a block belongs to. Lines are asked for in reading order, each with its
    /// number of visible characters.
    pub fn element_of_line(&mut self, block: usize, slot: Slot, characters: usize) -> Option<ElementId> {
        self.places.get_mut(&(block, slot))?.take(characters)
    }

    /// The element of a box of a table.
    pub fn element_of_cell(&self, block: usize, row: u16, column: u16) -> Option<ElementId> {
        self.cells.get(&(block, row, column)).copied()
    }

    /// The element of a chart or picture.
    pub fn element_of_figure(&self, block: usize) -> Option<ElementId> {
        self.figures.get(&block).copied()
    }

    /// Whether an element or anything under it stands on a page. A box of a table counts in any case: without
    /// it the others would stand in the wrong column.
    pub fn is_needed(&self, id: ElementId) -> bool {
        let Some(element) = self.elements.get(id) else { return false };
        matches!(element.role, Role::Document | Role::Row | Role::Cell | Role::HeaderCell(_))
            || element.kids.iter().any(|kid| match kid {
                Kid::Element(kid) => self.is_needed(*kid),
                Kid::Content(..) | Kid::Annotation(_) => true,
            })
    }

    fn add_block(&mut self, number: usize, block: &Block) {
        match block {
            Block::Title(text) => self.add_text(number, Slot::Text, 0, Role::Title, text.lines()),
            Block::Subtitle(text) => self.add_text(number, Slot::Text, 0, Role::Paragraph, text.lines()),
            Block::Heading { level, runs } => {
                let role = self.heading(*level);
                self.add_text(number, Slot::Text, 0, role, [&*plain_text(runs)]);
            }
            Block::Paragraph(runs) => {
                self.add_text(number, Slot::Text, 0, Role::Paragraph, plain_text(runs).lines());
            }
            Block::Annex(label) => {
                let role = self.heading(1);
                self.add_text(number, Slot::Text, 0, role, [&**label]);
            }
            Block::Signature { agency, date } => {
                self.add_text(number, Slot::Text, 0, Role::Paragraph, [&**agency, &**date]);
            }
            Block::Table(table) => self.add_table(number, table),
            Block::Chart(Chart { title, alt, .. }) => {
                self.add_figure(number, if alt.trim().is_empty() { title } else { alt }, title);
            }
            Block::Picture { caption, .. } => {
                self.add_figure(number, if caption.trim().is_empty() { "图片" } else { caption }, caption);
            }
        }
    }

    /// A heading of the PDF must not be more than one level below the one before it (ISO 14289-1 7.4.2).
    fn heading(&mut self, level: u8) -> Role {
        let level = level.clamp(1, self.depth.min(6));
        self.depth = level + 1;
        Role::Heading(level)
    }

    fn add_text<'a>(
        &mut self,
        block: usize,
        slot: Slot,
        parent: ElementId,
        role: Role,
        texts: impl IntoIterator<Item = &'a str>,
    ) {
        for text in texts {
            let characters = visible(text);
            if characters > 0 {
                let element = self.add(parent, role);
                let pieces = self.places.entry((block, slot)).or_default();
                pieces.awaited.push((characters, element));
            }
        }
    }

    fn add_figure(&mut self, block: usize, alt: &str, caption: &str) {
        let group = self.add(0, Role::Group);
        let figure = self.add(group, Role::Figure);
        if let Some(figure) = self.elements.get_mut(figure) {
            alt.trim().clone_into(&mut figure.alt);
        }
        self.figures.insert(block, figure);
        self.add_text(block, Slot::Below, group, Role::Caption, [caption]);
    }

    fn add_table(&mut self, block: usize, table: &TableBlock) {
        let element = self.add(0, Role::Table);
        if !table.heading.is_empty() {
            let caption = self.add(element, Role::Caption);
            let lines = table.heading.iter().map(|line| match line {
                TableLine::Title(text) | TableLine::Centred(text) | TableLine::Left(text) => &**text,
            });
            self.add_text(block, Slot::Above, caption, Role::Paragraph, lines);
        }
        let rows = table.boxes.iter().map(|cell| cell.row.saturating_add(1)).max().unwrap_or(0);
        let head_rows = table.head_rows.min(rows);
        for (role, rows) in [(Role::TableHead, 0..head_rows), (Role::TableBody, head_rows..rows)] {
            let group = if rows.is_empty() { continue } else { self.add(element, role) };
            for row in rows {
                let line = self.add(group, Role::Row);
                let mut boxes: Vec<&TableBox> = table.boxes.iter().filter(|cell| cell.row == row).collect();
                boxes.sort_by_key(|cell| cell.column);
                for cell in boxes {
                    let id = self.add(line, role_of(cell));
                    if let Some(element) = self.elements.get_mut(id) {
                        element.span = (cell.rows.max(1), cell.columns.max(1));
                    }
                    self.cells.insert((block, row, cell.column), id);
                }
            }
        }
        self.add_text(block, Slot::Below, 0, Role::Paragraph, table.foot.iter().map(String::as_str));
    }
}

fn role_of(cell: &TableBox) -> Role {
    match cell.role {
        _ if cell.text.trim().is_empty() => Role::Cell,
        BoxRole::Head => Role::HeaderCell(Scope::Column),
        BoxRole::Label { .. } | BoxRole::Side => Role::HeaderCell(Scope::Row),
        BoxRole::Unit | BoxRole::Number | BoxRole::Nothing => Role::Cell,
    }
}

/// Characters that are drawn: layout drops blanks at the ends of lines.
pub(super) fn visible(text: &str) -> usize {
    text.chars().filter(|c| !c.is_whitespace()).count()
}

impl Pieces {
    fn take(&mut self, characters: usize) -> Option<ElementId> {
        // What comes after the last text, or is longer than expected, still belongs to it.
        let last = self.awaited.len().checked_sub(1)?;
        let (awaited, element) = self.awaited.get_mut(self.current)?;
        *awaited = awaited.saturating_sub(characters);
        if *awaited == 0 && self.current < last {
            self.current += 1;
        }
        Some(*element)
    }
}
