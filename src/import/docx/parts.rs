//! Where the parts of a Word file are: each says what it needs in a list of relationships beside it.

use std::collections::BTreeMap;

use super::xml::{Space, Tag, Visitor, walk};
use crate::error::Error;
use crate::import::budget::Budget;
use crate::import::packed::Packed;

/// What a part refers to.
#[derive(Debug, Default)]
pub(super) struct Relations(Vec<Relation>);

#[derive(Debug)]
struct Relation {
    /// The last word of its type's address: `styles`.
    kind: String,
    /// Path of the part, from the root of the file.
    target: String,
}

impl Relations {
    /// The relations of a part; `""` is the file itself. None where it has no list.
    ///
    /// # Errors
    /// The list is damaged.
    pub fn of(part: &str, packed: &mut Packed<'_>, budget: &mut Budget) -> Result<Self, Error> {
        let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
        let path = match folder {
            "" => format!("_rels/{name}.rels"),
            folder => format!("{folder}/_rels/{name}.rels"),
        };
        let Some(xml) = packed.part(&path, budget)? else { return Ok(Self::default()) };
        let mut reader = Reader { folder, relations: Vec::new() };
        walk(&xml, &mut reader)?;
        Ok(Self(reader.relations))
    }

    /// The path of the part of a kind.
    pub fn target(&self, kind: &str) -> Option<&str> {
        self.0.iter().find(|relation| relation.kind == kind).map(|relation| relation.target.as_str())
    }
}

/// The properties of a file that are its own, by name: `docProps/custom.xml`.
///
/// # Errors
/// The part is damaged.
pub(super) fn properties(xml: &[u8]) -> Result<BTreeMap<String, String>, Error> {
    let mut properties = Properties::default();
    walk(xml, &mut properties)?;
    Ok(properties.all)
}

#[derive(Default)]
struct Properties {
    all: BTreeMap<String, String>,
    open: Option<String>,
}

impl Visitor for Properties {
    fn open(&mut self, tag: &Tag<'_>) -> Result<bool, Error> {
        if tag.name == "property" {
            self.open = tag.attribute("name");
        }
        Ok(true)
    }

    fn close(&mut self, _: Space, name: &str) -> Result<(), Error> {
        if name == "property" {
            self.open = None;
        }
        Ok(())
    }

    fn text(&mut self, text: &str) -> Result<(), Error> {
        if let Some(name) = &self.open {
            *self.all.entry(name.clone()).or_default() += text;
        }
        Ok(())
    }
}

struct Reader<'a> {
    folder: &'a str,
    relations: Vec<Relation>,
}

impl Visitor for Reader<'_> {
    fn open(&mut self, tag: &Tag<'_>) -> Result<bool, Error> {
        let outside = tag.attribute("TargetMode").is_some_and(|mode| mode == "External");
        if tag.name == "Relationship"
            && !outside
            && let (Some(kind), Some(target)) = (tag.attribute("Type"), tag.attribute("Target"))
        {
            let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
            self.relations.push(Relation { kind, target: whole(self.folder, &target) });
        }
        Ok(true)
    }

    fn close(&mut self, _: Space, _: &str) -> Result<(), Error> {
        Ok(())
    }

    fn text(&mut self, _: &str) -> Result<(), Error> {
        Ok(())
    }
}

/// A path from the root of the file. Nothing lies above the root.
fn whole(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    let mut steps: Vec<&str> = if target.starts_with('/') { Vec::new() } else { folder.split('/').collect() };
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => _ = steps.pop(),
            step => steps.push(step),
        }
    }
    steps.retain(|step| !step.is_empty());
    steps.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_counted_from_the_part_or_from_the_root() {
        let check = |folder: &str, target: &str, expected: &str| assert_eq!(whole(folder, target), expected);
        check("word", "styles.xml", "word/styles.xml");
        check("word", "/word/styles.xml", "word/styles.xml");
        check("", "word/document.xml", "word/document.xml");
        check("word", "../docProps/custom.xml", "docProps/custom.xml");
        check("word", "../../../etc/passwd", "etc/passwd");
        check("word", ".\\media\\image1.png", "word/media/image1.png");
    }
}
