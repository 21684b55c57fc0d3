//! The parts of an XLSX file beside its sheets: which sheets there are, shared strings, formats.

use std::collections::HashMap;

use super::number::Shown;
use super::xml::{Node, walk};
use crate::error::Error;
use crate::import::budget::Budget;
use crate::import::packed::{Packed, damaged};

/// Where the workbook is when nothing says so.
const WORKBOOK: &str = "xl/workbook.xml";

/// A relation of a part to another.
#[derive(Debug)]
struct Relation {
    /// The last word of its type: `worksheet`, `sharedStrings`.
    kind: String,
    path: String,
}

/// A sheet of the workbook.
#[derive(Debug)]
pub(super) struct Listed {
    pub name: String,
    pub is_hidden: bool,
    /// The part that it is.
    pub path: String,
}

/// What all sheets share.
#[derive(Debug, Default)]
pub(super) struct Shared {
    pub sheets: Vec<Listed>,
    pub strings: Strings,
    /// By the style of a cell.
    pub formats: Vec<Shown>,
    pub since_1904: bool,
    /// What the file calls itself, where it names its author in it; empty otherwise.
    pub title: String,
}

/// Many short texts in one.
#[derive(Debug, Default)]
pub(super) struct Strings {
    all: String,
    ends: Vec<usize>,
}

impl Strings {
    /// The text with this number, if there is one.
    pub fn get(&self, index: usize) -> Option<&str> {
        let end = *self.ends.get(index)?;
        let start = index.checked_sub(1).map_or(Some(0), |before| self.ends.get(before).copied())?;
        self.all.get(start..end)
    }

    /// One more text.
    ///
    /// # Errors
    /// There are more than are read.
    pub fn push(&mut self, text: &str, budget: &mut Budget) -> Result<(), Error> {
        budget.pieces(1)?;
        self.all.push_str(text);
        self.ends.push(self.all.len());
        Ok(())
    }
}

impl Shared {
    /// Reads them.
    ///
    /// # Errors
    /// The file is damaged or holds more than is read.
    pub fn read(packed: &mut Packed<'_>, budget: &mut Budget) -> Result<Self, Error> {
        let root = relations(packed, "", budget)?;
        let properties = root.values().find(|relation| relation.kind == "core-properties");
        let properties = properties.map(|relation| relation.path.clone());
        let path = root.into_values().find(|relation| relation.kind == "officeDocument");
        let path = path.map_or_else(|| WORKBOOK.to_owned(), |relation| relation.path);
        let workbook = packed.part(&path, budget)?.ok_or_else(damaged)?;
        let related = relations(packed, &path, budget)?;
        let mut shared = Self::default();
        walk(workbook, |node| {
            match node {
                Node::Open("workbookPr", attributes) => shared.since_1904 = attributes.is_on("date1904"),
                Node::Open("sheet", attributes) => {
                    let relation = attributes.get("id").and_then(|id| related.get(&id));
                    if let Some(relation) = relation.filter(|relation| relation.kind == "worksheet") {
                        shared.sheets.push(Listed {
                            name: attributes.get("name").unwrap_or_default(),
                            is_hidden: attributes.get("state").is_some_and(|state| state != "visible"),
                            path: relation.path.clone(),
                        });
                    }
                }
                _ => {}
            }
            Ok(())
        })?;
        let path =
            |kind: &str| related.values().find(|relation| relation.kind == kind).map(|found| &found.path);
        if let Some(part) = path("sharedStrings").map(|path| packed.part(path, budget)).transpose()?.flatten()
        {
            shared.strings = strings(part, budget)?;
        }
        if let Some(part) = path("styles").map(|path| packed.part(path, budget)).transpose()?.flatten() {
            shared.formats = formats(part, budget)?;
        }
        // Properties that cannot be read are no reason to refuse the tables.
        let part = properties.and_then(|path| packed.part(&path, budget).ok().flatten());
        shared.title = part.and_then(|part| title(part).ok()).unwrap_or_default();
        Ok(shared)
    }
}

/// The title in a file's properties. One that a template left behind is no title of this file: it has to begin with
/// the author, as in the workbooks that the program writes.
fn title(part: Vec<u8>) -> Result<String, Error> {
    let (mut title, mut author) = (String::new(), String::new());
    let mut open = "";
    walk(part, |node| {
        match node {
            Node::Open("title", _) => open = "title",
            Node::Open("creator", _) => open = "creator",
            Node::Open(..) | Node::Close(_) => open = "",
            Node::Text(text) if open == "title" => title.push_str(text),
            Node::Text(text) if open == "creator" => author.push_str(text),
            Node::Text(_) => {}
        }
        Ok(())
    })?;
    let (title, author) = (title.trim(), author.trim());
    let is_own = !author.is_empty() && title != author && title.starts_with(author);
    Ok(if is_own { title.to_owned() } else { String::new() })
}

/// What a part refers to, by the names that it uses.
fn relations(
    packed: &mut Packed<'_>,
    part: &str,
    budget: &mut Budget,
) -> Result<HashMap<String, Relation>, Error> {
    let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
    let slash = if folder.is_empty() { "" } else { "/" };
    let mut relations = HashMap::new();
    let Some(bytes) = packed.part(&format!("{folder}{slash}_rels/{name}.rels"), budget)? else {
        return Ok(relations);
    };
    walk(bytes, |node| {
        let Node::Open("Relationship", attributes) = node else { return Ok(()) };
        budget.pieces(1)?;
        let kind = attributes.get("Type").unwrap_or_default();
        let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
        let target = attributes.get("Target").unwrap_or_default();
        if let Some(id) = attributes.get("Id") {
            relations.insert(id, Relation { kind, path: joined(folder, &target) });
        }
        Ok(())
    })?;
    Ok(relations)
}

/// A path as a part of a folder names it.
fn joined(folder: &str, target: &str) -> String {
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut path: Vec<&str> = folder.split('/').filter(|word| !word.is_empty()).collect();
    for word in target.split('/') {
        match word {
            "." | "" => {}
            ".." => _ = path.pop(),
            word => path.push(word),
        }
    }
    path.join("/")
}

fn strings(part: Vec<u8>, budget: &mut Budget) -> Result<Strings, Error> {
    let mut strings = Strings::default();
    let mut text = String::new();
    let (mut in_text, mut phonetic) = (false, false);
    walk(part, |node| {
        match node {
            Node::Open("si", _) => text.clear(),
            // How it is pronounced, which nobody sees.
            Node::Open("rPh", _) => phonetic = true,
            Node::Close("rPh") => phonetic = false,
            Node::Open("t", _) => in_text = !phonetic,
            Node::Close("t") => in_text = false,
            Node::Text(part) if in_text => text.push_str(part),
            Node::Close("si") => strings.push(&text, budget)?,
            _ => {}
        }
        Ok(())
    })?;
    Ok(strings)
}

fn formats(part: Vec<u8>, budget: &mut Budget) -> Result<Vec<Shown>, Error> {
    let mut own: HashMap<u32, Shown> = HashMap::new();
    let mut formats = Vec::new();
    let mut in_cell_formats = false;
    walk(part, |node| {
        match node {
            Node::Open("numFmt", attributes) => {
                budget.pieces(1)?;
                if let (Some(id), Some(code)) = (attributes.number("numFmtId"), attributes.get("formatCode"))
                {
                    own.insert(id, Shown::of_format(&code));
                }
            }
            Node::Open("cellXfs", _) => in_cell_formats = true,
            Node::Close("cellXfs") => in_cell_formats = false,
            Node::Open("xf", attributes) if in_cell_formats => {
                budget.pieces(1)?;
                let id = attributes.number("numFmtId").unwrap_or(0);
                let built_in = || u16::try_from(id).map_or(Shown::Number, Shown::built_in);
                formats.push(own.get(&id).copied().unwrap_or_else(built_in));
            }
            _ => {}
        }
        Ok(())
    })?;
    Ok(formats)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_named_from_its_folder() {
        assert_eq!(joined("xl", "worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
        assert_eq!(joined("xl", "/xl/styles.xml"), "xl/styles.xml");
        assert_eq!(joined("xl/worksheets", "../../../x.xml"), "x.xml");
    }

    #[test]
    fn strings_are_kept_one_after_the_other() {
        let mut strings = Strings::default();
        for text in ["收到申请数", "", "215"] {
            strings.push(text, &mut Budget::default()).unwrap();
        }
        let texts = [0, 1, 2, 3].map(|index| strings.get(index));
        assert_eq!(texts, [Some("收到申请数"), Some(""), Some("215"), None]);
    }
}
