//! The styles of a Word file, as far as they say what a paragraph is: a heading, hidden, numbered, a line of the
//! table of contents.

use std::collections::BTreeMap;

use super::xml::{Space, Tag, Visitor, walk};
use crate::error::Error;
use crate::import::budget::Budget;

/// The longest chain of styles based on each other that is followed.
const LONGEST_CHAIN: usize = 30;

/// What a style makes of its paragraphs or words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Style {
    /// Its name without blanks, in small letters: `heading1`, `标题1`.
    name: String,
    based_on: String,
    /// 0 is the highest level, 9 the text.
    outline: Option<u32>,
    /// The list that numbers its paragraphs; 0 is none.
    list: Option<u32>,
    /// Level in that list, from 0.
    list_level: Option<u32>,
    hidden: Option<bool>,
}

/// What a paragraph is by its style.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::import) enum Kind {
    /// Anything else.
    #[default]
    Plain,
    /// Words under a picture.
    Caption,
    /// A line of the table of contents.
    Contents,
}

impl Style {
    /// Level of a heading from 1 to 6, 0 for text.
    pub fn level(&self) -> u8 {
        level(self.outline, &self.name)
    }

    pub fn kind(&self) -> Kind {
        match self.name.as_str() {
            "caption" | "题注" => Kind::Caption,
            name if name.strip_prefix("toc").is_some_and(is_digit) => Kind::Contents,
            name if name.strip_prefix("目录").is_some_and(is_digit) => Kind::Contents,
            _ => Kind::Plain,
        }
    }

    /// List and level in it.
    pub fn numbering(&self) -> (Option<u32>, Option<u32>) {
        (self.list, self.list_level)
    }

    pub fn is_hidden(&self) -> bool {
        self.hidden == Some(true)
    }
}

fn is_digit(text: &str) -> bool {
    text.len() == 1 && text.chars().all(|c| c.is_ascii_digit())
}

/// Level of a heading from 1 to 6: by its outline level (9 is text) or else by the name of its style; 0 for text.
pub(super) fn level(outline: Option<u32>, name: &str) -> u8 {
    if let Some(outline) = outline {
        return if outline > 8 { 0 } else { (outline as u8 + 1).min(6) };
    }
    let number = name.strip_prefix("heading").or_else(|| name.strip_prefix("标题"));
    match number {
        Some("") if name == "标题" => 1,
        Some(number) => number.parse::<u8>().ok().filter(|level| *level > 0).map_or(0, |level| level.min(6)),
        None if name == "title" => 1,
        None => 0,
    }
}

/// All styles of a file, each with what it takes over from those it is based on.
#[derive(Debug, Default)]
pub(super) struct Styles {
    by_id: BTreeMap<String, Style>,
    /// That of paragraphs which name none.
    default: String,
}

impl Styles {
    /// Reads `styles.xml`.
    ///
    /// # Errors
    /// It is damaged.
    pub fn read(xml: &[u8], budget: &mut Budget) -> Result<Self, Error> {
        let mut reader = Reader { styles: Self::default(), open: None, budget };
        walk(xml, &mut reader)?;
        let mut styles = reader.styles;
        let ids: Vec<String> = styles.by_id.keys().cloned().collect();
        let resolved = ids.into_iter().map(|id| {
            let style = styles.resolved(&id);
            (id, style)
        });
        styles.by_id = resolved.collect();
        Ok(styles)
    }

    /// The style of that id; the default one for `None`.
    pub fn get(&self, id: Option<&str>) -> Style {
        self.by_id.get(id.unwrap_or(&self.default)).cloned().unwrap_or_default()
    }

    fn resolved(&self, id: &str) -> Style {
        let mut style = self.by_id.get(id).cloned().unwrap_or_default();
        let mut above = style.based_on.as_str().to_owned();
        for _ in 0..LONGEST_CHAIN {
            let Some(base) = self.by_id.get(&above) else { break };
            // A style based on 标题 1 is a heading, whatever it is called.
            if style.outline.is_none() {
                style.outline = base.outline.or_else(|| u32::from(level(None, &base.name)).checked_sub(1));
            }
            style.list = style.list.or(base.list);
            style.list_level = style.list_level.or(base.list_level);
            style.hidden = style.hidden.or(base.hidden);
            above.clone_from(&base.based_on);
        }
        style
    }
}

struct Reader<'a> {
    styles: Styles,
    open: Option<(String, Style)>,
    budget: &'a mut Budget,
}

impl Visitor for Reader<'_> {
    fn open(&mut self, tag: &Tag<'_>) -> Result<bool, Error> {
        if tag.space != Space::Word {
            return Ok(false);
        }
        if tag.name == "style" {
            self.budget.pieces(1)?;
            let id = tag.attribute("styleId").unwrap_or_default();
            let is_default = tag.attribute("default").is_some_and(|on| on == "1" || on == "true");
            if is_default && tag.attribute("type").is_some_and(|kind| kind == "paragraph") {
                self.styles.default.clone_from(&id);
            }
            self.open = Some((id, Style::default()));
            return Ok(true);
        }
        let Some((_, style)) = &mut self.open else { return Ok(true) };
        match tag.name {
            "name" => {
                style.name = tag.value().split_whitespace().collect::<String>().to_lowercase();
            }
            "basedOn" => style.based_on = tag.value(),
            "outlineLvl" => style.outline = tag.number(),
            "numId" => style.list = tag.number(),
            "ilvl" => style.list_level = tag.number(),
            "vanish" => style.hidden = Some(tag.is_on()),
            // Looks of parts of a table, and what was before a tracked change.
            "tblStylePr" | "pPrChange" | "rPrChange" => return Ok(false),
            _ => {}
        }
        Ok(true)
    }

    fn close(&mut self, _: Space, name: &str) -> Result<(), Error> {
        if name == "style"
            && let Some((id, style)) = self.open.take()
        {
            self.styles.by_id.insert(id, style);
        }
        Ok(())
    }

    fn text(&mut self, _: &str) -> Result<(), Error> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn styles(inside: &str) -> Styles {
        let space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
        let xml = format!("<w:styles xmlns:w=\"{space}\">{inside}</w:styles>");
        Styles::read(xml.as_bytes(), &mut Budget::default()).unwrap()
    }

    #[test]
    fn headings_are_known_by_name_and_by_outline() {
        let styles = styles(
            "<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"a\"><w:name w:val=\"Normal\"/></w:style>
             <w:style w:styleId=\"2\"><w:name w:val=\"heading 2\"/></w:style>
             <w:style w:styleId=\"3\"><w:name w:val=\"标题 3\"/></w:style>
             <w:style w:styleId=\"b\"><w:name w:val=\"小标题\"/><w:basedOn w:val=\"2\"/></w:style>
             <w:style w:styleId=\"c\"><w:name w:val=\"附件\"/><w:pPr><w:outlineLvl w:val=\"0\"/></w:pPr></w:style>
             <w:style w:styleId=\"d\"><w:name w:val=\"标题 1 正文\"/><w:basedOn w:val=\"c\"/>
               <w:pPr><w:outlineLvl w:val=\"9\"/></w:pPr></w:style>
             <w:style w:styleId=\"t\"><w:name w:val=\"Title\"/></w:style>
             <w:style w:styleId=\"x\"><w:name w:val=\"x\"/><w:basedOn w:val=\"y\"/></w:style>
             <w:style w:styleId=\"y\"><w:name w:val=\"y\"/><w:basedOn w:val=\"x\"/></w:style>",
        );
        let level = |id: &str| styles.get(Some(id)).level();
        let found = ["a", "2", "3", "b", "c", "d", "t", "x", "none"].map(level);
        assert_eq!(found, [0, 2, 3, 2, 1, 0, 1, 0, 0]);
        assert_eq!(styles.get(None).name, "normal");
    }

    #[test]
    fn a_style_takes_over_what_it_does_not_say() {
        let styles = styles(
            "<w:style w:styleId=\"a\"><w:name w:val=\"甲\"/><w:pPr><w:numPr><w:numId w:val=\"3\"/></w:numPr></w:pPr>
               <w:rPr><w:vanish/></w:rPr></w:style>
             <w:style w:styleId=\"b\"><w:name w:val=\"TOC 1\"/><w:basedOn w:val=\"a\"/>
               <w:pPr><w:numPr><w:ilvl w:val=\"1\"/></w:numPr></w:pPr><w:rPr><w:vanish w:val=\"0\"/></w:rPr></w:style>",
        );
        let (a, b) = (styles.get(Some("a")), styles.get(Some("b")));
        assert_eq!((a.numbering(), a.is_hidden(), a.kind()), ((Some(3), None), true, Kind::Plain));
        assert_eq!((b.numbering(), b.is_hidden(), b.kind()), ((Some(3), Some(1)), false, Kind::Contents));
    }
}
