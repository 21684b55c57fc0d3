//! A Word file as another program reads it: paragraphs and tables with their styles, merges and content
//! controls, straight from its XML.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// A Word file read back.
#[derive(Debug)]
pub struct Word {
    /// Its parts by path.
    pub parts: BTreeMap<String, Vec<u8>>,
    /// Paragraphs and tables in their order.
    pub blocks: Vec<Block>,
}

/// A paragraph or table.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    Paragraph(Paragraph),
    Table(Vec<Row>),
}

/// A paragraph: its text with line breaks as spaces, and what it is.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Paragraph {
    pub style: String,
    pub text: String,
    /// Content controls: tag and text.
    pub controls: Vec<(String, String)>,
    /// Names of its direct properties.
    pub properties: Vec<String>,
}

/// A row of a table.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Row {
    pub is_head: bool,
    pub cells: Vec<Cell>,
}

/// A box of a row.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Cell {
    pub columns: usize,
    /// Empty, `restart` or `continue`.
    pub merge: String,
    pub paragraphs: Vec<Paragraph>,
}

impl Cell {
    pub fn text(&self) -> String {
        self.paragraphs.iter().map(|paragraph| paragraph.text.as_str()).collect()
    }
}

impl Word {
    /// Reads a file. Panics with the place where its XML is not well formed.
    pub fn read(bytes: &[u8]) -> Self {
        let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).expect("a container");
        let mut parts = BTreeMap::new();
        for i in 0..zip.len() {
            let mut file = zip.by_index(i).expect("an entry");
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).expect("its bytes");
            let name = file.name().expect("a name").into_owned();
            assert!(parts.insert(name.clone(), bytes).is_none(), "{name} is there twice");
        }
        let blocks = blocks(&parts["word/document.xml"]);
        Self { parts, blocks }
    }

    /// A part as text.
    pub fn part(&self, path: &str) -> String {
        String::from_utf8(self.parts[path].clone()).expect("UTF-8")
    }

    /// The tables.
    pub fn tables(&self) -> Vec<&[Row]> {
        let tables = self.blocks.iter().filter_map(|block| match block {
            Block::Table(rows) => Some(rows.as_slice()),
            Block::Paragraph(_) => None,
        });
        tables.collect()
    }

    /// The paragraphs outside tables that have a text.
    pub fn paragraphs(&self) -> Vec<&Paragraph> {
        let paragraphs = self.blocks.iter().filter_map(|block| match block {
            Block::Paragraph(paragraph) => Some(paragraph),
            Block::Table(_) => None,
        });
        paragraphs.filter(|paragraph| !paragraph.text.trim().is_empty()).collect()
    }

    /// Names of styles by id.
    pub fn style_names(&self) -> BTreeMap<String, String> {
        let mut names = BTreeMap::new();
        let mut id = String::new();
        each(&self.parts["word/styles.xml"], |event| match event {
            Event::Start(tag) if tag.name().as_ref() == b"w:style" => id = attribute(tag, "w:styleId"),
            Event::Empty(tag) if tag.name().as_ref() == b"w:name" => {
                names.insert(id.clone(), attribute(tag, "w:val"));
            }
            _ => {}
        });
        names
    }
}

/// Hands on every event of a part.
pub fn each(xml: &[u8], mut take: impl FnMut(&Event<'_>)) {
    let mut reader = Reader::from_reader(xml);
    loop {
        let event = reader.read_event().unwrap_or_else(|fault| {
            panic!("{fault} at {} of {}", reader.error_position(), String::from_utf8_lossy(xml))
        });
        if event == Event::Eof {
            return;
        }
        take(&event);
    }
}

/// The value of an attribute; empty where there is none.
pub fn attribute(tag: &BytesStart<'_>, name: &str) -> String {
    let found = tag.try_get_attribute(name).expect("attributes");
    found.map_or_else(String::new, |found| {
        quick_xml::escape::unescape(&String::from_utf8_lossy(&found.value)).expect("escaped").into_owned()
    })
}

fn blocks(xml: &[u8]) -> Vec<Block> {
    let mut state = State::default();
    each(xml, |event| state.take(event));
    assert!(state.tables.is_empty() && state.cells.is_empty(), "all is closed");
    state.blocks
}

#[derive(Default)]
struct State {
    blocks: Vec<Block>,
    tables: Vec<Vec<Row>>,
    cells: Vec<Cell>,
    paragraph: Option<Paragraph>,
    in_text: bool,
    in_properties: bool,
    tag: String,
    in_control: bool,
    path: Vec<String>,
}

impl State {
    fn take(&mut self, event: &Event<'_>) {
        match event {
            Event::Start(tag) => {
                let name = String::from_utf8_lossy(tag.name().as_ref()).into_owned();
                self.open(&name, tag);
                self.path.push(name);
            }
            Event::Empty(tag) => {
                let name = String::from_utf8_lossy(tag.name().as_ref()).into_owned();
                self.open(&name, tag);
                self.close(&name);
            }
            Event::End(tag) => {
                let name = String::from_utf8_lossy(tag.name().as_ref()).into_owned();
                assert_eq!(self.path.pop().as_deref(), Some(name.as_str()));
                self.close(&name);
            }
            Event::Text(text) if self.in_text => self.words(&String::from_utf8_lossy(text)),
            Event::GeneralRef(name) if self.in_text => {
                let entity = format!("&{};", String::from_utf8_lossy(name));
                self.words(&quick_xml::escape::unescape(&entity).expect("an entity"));
            }
            _ => {}
        }
    }

    fn words(&mut self, words: &str) {
        let Some(paragraph) = &mut self.paragraph else { return };
        paragraph.text += words;
        if self.in_control
            && let Some((_, text)) = paragraph.controls.last_mut()
        {
            *text += words;
        }
    }

    fn open(&mut self, name: &str, tag: &BytesStart<'_>) {
        let value = || attribute(tag, "w:val");
        if self.in_properties
            && self.path.last().is_some_and(|last| last == "w:pPr")
            && let Some(paragraph) = &mut self.paragraph
        {
            paragraph.properties.push(name.to_owned());
        }
        match name {
            "w:tbl" => self.tables.push(Vec::new()),
            "w:tr" => self.tables.last_mut().expect("in a table").push(Row::default()),
            "w:tblHeader" if value() != "0" && value() != "false" => {
                self.tables.last_mut().expect("in a table").last_mut().expect("in a row").is_head = true;
            }
            "w:tc" => self.cells.push(Cell { columns: 1, ..Cell::default() }),
            "w:gridSpan" => {
                self.cells.last_mut().expect("in a cell").columns = value().parse().expect("a number")
            }
            "w:vMerge" => {
                let merge = if value().is_empty() { "continue".to_owned() } else { value() };
                self.cells.last_mut().expect("in a cell").merge = merge;
            }
            "w:p" => self.paragraph = Some(Paragraph::default()),
            "w:pPr" => self.in_properties = true,
            "w:pStyle" => self.paragraph.as_mut().expect("in a paragraph").style = value(),
            "w:t" => self.in_text = true,
            "w:br" | "w:tab" if self.paragraph.is_some() && !self.in_properties => self.words(" "),
            "w:tag" => self.tag = value(),
            "w:sdtContent" => {
                self.in_control = true;
                if let Some(paragraph) = &mut self.paragraph {
                    paragraph.controls.push((std::mem::take(&mut self.tag), String::new()));
                }
            }
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "w:t" => self.in_text = false,
            "w:pPr" => self.in_properties = false,
            "w:sdtContent" => self.in_control = false,
            "w:p" => {
                let Some(paragraph) = self.paragraph.take() else { return };
                match self.cells.last_mut() {
                    Some(cell) => cell.paragraphs.push(paragraph),
                    None => self.blocks.push(Block::Paragraph(paragraph)),
                }
            }
            "w:tc" => {
                let cell = self.cells.pop().expect("a cell");
                self.tables.last_mut().expect("in a table").last_mut().expect("in a row").cells.push(cell);
            }
            "w:tbl" => {
                let table = self.tables.pop().expect("a table");
                self.blocks.push(Block::Table(table));
            }
            _ => {}
        }
    }
}
