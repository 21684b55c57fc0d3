//! A workbook as its XML has it, read without the crate that wrote it.

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// What a cell holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Held {
    /// As it is shown, with the decimals of its format.
    Number(String),
    Text(String),
    /// Formula and stored result.
    Formula(String, String),
    Nothing,
}

impl Held {
    /// What a reader sees.
    pub fn shown(&self) -> &str {
        match self {
            Self::Number(text) | Self::Text(text) | Self::Formula(_, text) => text,
            Self::Nothing => "",
        }
    }

    pub fn is_number(&self) -> bool {
        matches!(self, Self::Number(_) | Self::Formula(..))
    }
}

/// A sheet: rows and columns from 0.
pub struct Sheet {
    pub name: String,
    pub xml: String,
    pub cells: BTreeMap<(u32, u32), Held>,
    /// First row, first column, last row, last column.
    pub merges: Vec<[u32; 4]>,
}

impl Sheet {
    pub fn at(&self, row: u32, column: u32) -> Held {
        self.cells.get(&(row, column)).cloned().unwrap_or(Held::Nothing)
    }
}

pub struct Book {
    pub sheets: Vec<Sheet>,
    /// Defined names and what they stand for.
    pub names: Vec<(String, String)>,
}

impl Book {
    pub fn read(bytes: &[u8]) -> Self {
        let parts = parts(bytes);
        let part = |name: &str| parts.iter().find(|(own, _)| own == name).map(|(_, text)| text.as_str());
        let strings = shared(part("xl/sharedStrings.xml").unwrap_or_default());
        let formats = decimals(part("xl/styles.xml").unwrap());
        let mut book = Self { sheets: Vec::new(), names: Vec::new() };
        let mut names = Vec::new();
        walk(part("xl/workbook.xml").unwrap(), |path, start, text| match (path, start) {
            ("sheet", Some(start)) => names.push(attribute(start, "name").unwrap()),
            ("definedName", Some(start)) => {
                book.names.push((attribute(start, "name").unwrap(), String::new()));
            }
            ("definedName", None) => book.names.last_mut().unwrap().1 += text,
            _ => {}
        });
        for (number, name) in (1..).zip(names) {
            let xml = part(&format!("xl/worksheets/sheet{number}.xml")).unwrap();
            book.sheets.push(sheet(name, xml, &strings, &formats));
        }
        book
    }
}

/// The parts of the package that are XML.
fn parts(bytes: &[u8]) -> Vec<(String, String)> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let count = archive.len();
    let read = |index| {
        let mut file = archive.by_index(index).unwrap();
        let mut text = String::new();
        file.read_to_string(&mut text).unwrap();
        (file.name().unwrap().into_owned(), text)
    };
    (0..count).map(read).collect()
}

/// The same workbook without the stored results of its formulas: who shows totals has calculated them.
pub fn without_results(bytes: &[u8]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts(bytes) {
        let mut kept = String::new();
        let mut rest = text.as_str();
        while let Some(at) = rest.find("</f><v>") {
            let (before, after) = rest.split_at(at + "</f>".len());
            kept += before;
            rest = &after[after.find("</v>").unwrap() + "</v>".len()..];
        }
        kept += rest;
        writer.start_file(name, SimpleFileOptions::default()).unwrap();
        writer.write_all(kept.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn sheet(name: String, xml: &str, strings: &[String], formats: &[usize]) -> Sheet {
    let mut sheet = Sheet { name, xml: xml.to_owned(), cells: BTreeMap::new(), merges: Vec::new() };
    let (mut at, mut kind, mut style) = ((0, 0), String::new(), 0);
    let (mut formula, mut value) = (String::new(), String::new());
    walk(xml, |name, start, text| match (name, start) {
        ("c", Some(start)) => {
            at = place(&attribute(start, "r").unwrap());
            kind = attribute(start, "t").unwrap_or_default();
            style = attribute(start, "s").map_or(0, |style| style.parse().unwrap());
            (formula, value) = (String::new(), String::new());
        }
        ("f", None) => formula += text,
        ("v", None) => {
            value += text;
            let number = |value: &str| format!("{:.*}", formats[style], value.parse::<f64>().unwrap());
            let held = match kind.as_str() {
                "s" => Held::Text(strings[value.parse::<usize>().unwrap()].clone()),
                "str" => Held::Formula(formula.clone(), value.clone()),
                _ if !formula.is_empty() => Held::Formula(formula.clone(), number(&value)),
                _ => Held::Number(number(&value)),
            };
            sheet.cells.insert(at, held);
        }
        // An empty result has no text: the formula is known by then.
        ("/c", None) if !formula.is_empty() && value.is_empty() => {
            sheet.cells.insert(at, Held::Formula(formula.clone(), String::new()));
        }
        ("mergeCell", Some(start)) => {
            let range = attribute(start, "ref").unwrap();
            let (from, to) = range.split_once(':').unwrap();
            let (from, to) = (place(from), place(to));
            sheet.merges.push([from.0, from.1, to.0, to.1]);
        }
        _ => {}
    });
    sheet
}

/// `C25` as row and column from 0.
fn place(name: &str) -> (u32, u32) {
    let split = name.find(|c: char| c.is_ascii_digit()).unwrap();
    let column = name[..split].bytes().fold(0, |all, letter| all * 26 + u32::from(letter - b'A') + 1);
    (name[split..].parse::<u32>().unwrap() - 1, column - 1)
}

fn shared(xml: &str) -> Vec<String> {
    let mut strings: Vec<String> = Vec::new();
    walk(xml, |name, start, text| match (name, start) {
        ("si", Some(_)) => strings.push(String::new()),
        ("t", None) => strings.last_mut().unwrap().push_str(text),
        _ => {}
    });
    strings
}

/// For each style the decimals of its number format.
fn decimals(xml: &str) -> Vec<usize> {
    let (mut custom, mut styles, mut inside) = (BTreeMap::new(), Vec::new(), false);
    walk(xml, |name, start, _| match (name, start) {
        ("numFmt", Some(start)) => {
            let code = attribute(start, "formatCode").unwrap();
            custom.insert(
                attribute(start, "numFmtId").unwrap(),
                code.split_once('.').map_or(0, |(_, d)| d.len()),
            );
        }
        ("cellXfs", Some(_)) => inside = true,
        ("/cellXfs", None) => inside = false,
        ("xf", Some(start)) if inside => {
            let id = attribute(start, "numFmtId").unwrap();
            // 2 is 0.00, built in.
            styles.push(if id == "2" { 2 } else { custom.get(&id).copied().unwrap_or(0) });
        }
        _ => {}
    });
    styles
}

fn attribute(start: &BytesStart<'_>, name: &str) -> Option<String> {
    let own = start.attributes().map(Result::unwrap).find(|own| own.key.as_ref() == name.as_bytes())?;
    let value = String::from_utf8(own.value.into_owned()).unwrap();
    Some(quick_xml::escape::unescape(&value).unwrap().into_owned())
}

/// Calls back for each element as it begins, for each text in it, and as `/name` where it ends.
fn walk(xml: &str, mut each: impl FnMut(&str, Option<&BytesStart<'_>>, &str)) {
    let mut reader = Reader::from_str(xml);
    let mut open: Vec<String> = Vec::new();
    let name = |start: &BytesStart<'_>| String::from_utf8(start.local_name().as_ref().to_vec()).unwrap();
    loop {
        match reader.read_event().unwrap() {
            Event::Start(start) => {
                each(&name(&start), Some(&start), "");
                open.push(name(&start));
            }
            Event::Empty(start) => {
                each(&name(&start), Some(&start), "");
                each(&format!("/{}", name(&start)), None, "");
            }
            Event::Text(text) => {
                if let Some(name) = open.last() {
                    each(name, None, &text.decode().unwrap());
                }
            }
            Event::GeneralRef(entity) => {
                let entity = format!("&{};", entity.decode().unwrap());
                if let Some(name) = open.last() {
                    each(name, None, &quick_xml::escape::unescape(&entity).unwrap());
                }
            }
            Event::End(_) => each(&format!("/{}", open.pop().unwrap()), None, ""),
            Event::Eof => return,
            _ => {}
        }
    }
}
