//! The XML of a part of a Word file, element by element: whatever prefixes it uses, never nested deeper than is
//! read, and without a DTD, which Word files never have and hostile ones do.

use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};

use crate::error::Error;
use crate::import::budget::DEEPEST;
use crate::import::entity::referenced;
use crate::import::packed::damaged;

/// The most elements of one part. A report has some ten thousand.
const MOST_ELEMENTS: usize = 3_000_000;
/// The most prefixes of one part; Word declares about forty.
const MOST_PREFIXES: usize = 200;

/// What a name belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Space {
    /// The text itself (`w:`), in the form of 2007 or the strict one.
    Word,
    /// `mc:`: the same thing for programs of several ages.
    Compatibility,
    /// `m:`: formulas.
    Math,
    /// `a:`: pictures and drawings.
    Drawing,
    /// `v:`: the same before 2007.
    Vml,
    /// All else.
    Other,
}

/// An element that begins.
pub(super) struct Tag<'a> {
    pub space: Space,
    /// Its name without prefix.
    pub name: &'a str,
    start: &'a BytesStart<'a>,
}

impl Tag<'_> {
    /// An attribute by its name without prefix.
    pub fn attribute(&self, name: &str) -> Option<String> {
        let mut attributes = self.start.attributes();
        let found = attributes
            .with_checks(false)
            .flatten()
            .find(|attribute| attribute.key.local_name().as_ref() == name.as_bytes())?;
        let value = found.normalized_value(XmlVersion::Implicit1_0).ok()?;
        Some(value.into_owned())
    }

    /// Its `w:val`; empty where it has none.
    pub fn value(&self) -> String {
        self.attribute("val").unwrap_or_default()
    }

    /// Its `w:val` as a number, if it is one.
    pub fn number(&self) -> Option<u32> {
        self.value().trim().parse().ok()
    }

    /// Whether a switch is on: it is, unless it says that it is not.
    pub fn is_on(&self) -> bool {
        !matches!(self.value().as_str(), "0" | "false" | "off" | "none")
    }
}

/// What looks at a part.
pub(super) trait Visitor {
    /// An element begins. No: it is passed over with all that stands in it.
    fn open(&mut self, tag: &Tag<'_>) -> Result<bool, Error>;
    /// An element that was gone into ends.
    fn close(&mut self, space: Space, name: &str) -> Result<(), Error>;
    /// Characters between the tags.
    fn text(&mut self, text: &str) -> Result<(), Error>;
}

/// Has a part looked at from its beginning to its end.
///
/// # Errors
/// It is no well-formed XML, has a DTD, is nested too deeply or has too many elements; or the visitor's own.
pub(super) fn walk(xml: &[u8], visitor: &mut dyn Visitor) -> Result<(), Error> {
    let converted = utf8(xml);
    let mut reader = Reader::from_reader(converted.as_deref().unwrap_or(xml));
    let mut spaces = Spaces::default();
    let (mut depth, mut elements) = (0, 0);
    // The depth at which what is passed over began.
    let mut passed = None;
    loop {
        let event = reader.read_event().map_err(|_| damaged())?;
        match &event {
            Event::Start(start) | Event::Empty(start) => {
                elements += 1;
                if elements > MOST_ELEMENTS {
                    let what = format!("文件超过 {} 万个元素，没有读取", MOST_ELEMENTS / 10_000);
                    return Err(Error::new(what).hint("请确认这是年度报告"));
                }
                spaces.declare(start);
                let is_empty = matches!(event, Event::Empty(_));
                if !is_empty {
                    depth += 1;
                    if depth > DEEPEST {
                        let what = format!("文件内部嵌套超过 {DEEPEST} 层，没有读取");
                        return Err(Error::new(what).hint("请用 Word 或 WPS 打开后另存一份再试"));
                    }
                }
                if passed.is_some() {
                    continue;
                }
                let (space, name) = spaces.resolve(start.name().into_inner());
                let enters = visitor.open(&Tag { space, name, start })?;
                match (enters, is_empty) {
                    (true, true) => visitor.close(space, name)?,
                    (false, false) => passed = Some(depth),
                    _ => {}
                }
            }
            Event::End(end) => {
                let was_passed = passed.is_some();
                if passed == Some(depth) {
                    passed = None;
                }
                depth = depth.saturating_sub(1);
                if !was_passed {
                    let (space, name) = spaces.resolve(end.name().into_inner());
                    visitor.close(space, name)?;
                }
            }
            Event::DocType(_) => {
                return Err(Error::new("文件里带有 Word 不会写的内容（DTD），没有读取")
                    .hint("请用 Word 或 WPS 打开后另存一份再试"));
            }
            Event::Text(text) if passed.is_none() => visitor.text(&String::from_utf8_lossy(text))?,
            Event::CData(text) if passed.is_none() => visitor.text(&String::from_utf8_lossy(text))?,
            Event::GeneralRef(name) if passed.is_none() => visitor.text(&referenced(name))?,
            Event::Eof if depth == 0 && elements > 0 => return Ok(()),
            Event::Eof => return Err(damaged()),
            _ => {}
        }
    }
}

/// A part in UTF-8, where it is written in UTF-16.
fn utf8(xml: &[u8]) -> Option<Vec<u8>> {
    let read: fn([u8; 2]) -> u16 = match xml {
        [0xFF, 0xFE, ..] => u16::from_le_bytes,
        [0xFE, 0xFF, ..] => u16::from_be_bytes,
        _ => return None,
    };
    let units = xml.as_chunks::<2>().0.iter().skip(1).map(|pair| read(*pair));
    let text = char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER));
    Some(text.collect::<String>().into_bytes())
}

/// What each prefix stands for, as far as it was declared. Word declares a prefix once and for all.
#[derive(Debug, Default)]
struct Spaces(Vec<(Vec<u8>, Space)>);

impl Spaces {
    fn declare(&mut self, start: &BytesStart<'_>) {
        if !start.attributes_raw().windows(5).any(|window| window == b"xmlns") {
            return;
        }
        for attribute in start.attributes().with_checks(false).flatten() {
            let key = attribute.key.as_ref();
            let prefix = match key.strip_prefix(b"xmlns:") {
                Some(prefix) => prefix,
                None if key == b"xmlns" => b"",
                None => continue,
            };
            let space = space_of(&attribute.value);
            match self.0.iter().position(|(known, _)| known == prefix) {
                Some(at) => self.0.splice(at..=at, [(prefix.to_vec(), space)]).for_each(drop),
                None if self.0.len() < MOST_PREFIXES => self.0.push((prefix.to_vec(), space)),
                None => {}
            }
        }
    }

    fn resolve<'a>(&self, name: &'a [u8]) -> (Space, &'a str) {
        let colon = name.iter().position(|byte| *byte == b':');
        let (prefix, local) = match colon.and_then(|colon| name.split_at_checked(colon)) {
            Some((prefix, local)) => (prefix, local.get(1..).unwrap_or_default()),
            None => (&b""[..], name),
        };
        let space =
            self.0.iter().find(|(known, _)| known == prefix).map_or(Space::Other, |(_, space)| *space);
        (space, std::str::from_utf8(local).unwrap_or_default())
    }
}

fn space_of(uri: &[u8]) -> Space {
    match uri {
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
        | b"http://purl.oclc.org/ooxml/wordprocessingml/main" => Space::Word,
        b"http://schemas.openxmlformats.org/markup-compatibility/2006" => Space::Compatibility,
        b"http://schemas.openxmlformats.org/officeDocument/2006/math"
        | b"http://purl.oclc.org/ooxml/officeDocument/math" => Space::Math,
        b"http://schemas.openxmlformats.org/drawingml/2006/main"
        | b"http://purl.oclc.org/ooxml/drawingml/main" => Space::Drawing,
        b"urn:schemas-microsoft-com:vml" => Space::Vml,
        _ => Space::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Notes what it is told, passing over `w:skip`.
    #[derive(Default)]
    struct Told(String);

    impl Visitor for Told {
        fn open(&mut self, tag: &Tag<'_>) -> Result<bool, Error> {
            self.0 += &format!("<{:?} {} {}>", tag.space, tag.name, tag.value());
            Ok(tag.name != "skip")
        }

        fn close(&mut self, _: Space, name: &str) -> Result<(), Error> {
            self.0 += &format!("</{name}>");
            Ok(())
        }

        fn text(&mut self, text: &str) -> Result<(), Error> {
            self.0 += text;
            Ok(())
        }
    }

    const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

    fn told(xml: &[u8]) -> Result<String, String> {
        let mut told = Told::default();
        walk(xml, &mut told).map(|()| told.0).map_err(|error| error.to_string())
    }

    #[test]
    fn names_are_known_by_their_space_and_not_by_their_prefix() {
        let xml = format!("<x:p xmlns:x=\"{WORD}\"><x:b x:val=\"甲&amp;\"/>收&lt;到&#8212;<skip/></x:p>");
        let expected = "<Word p ><Word b 甲&></b>收<到—<Other skip ></p>";
        assert_eq!(told(xml.as_bytes()).unwrap(), expected);
        let wide: Vec<u8> =
            std::iter::once(0xFEFF).chain(xml.encode_utf16()).flat_map(u16::to_be_bytes).collect();
        assert_eq!(told(&wide).unwrap(), expected, "UTF-16");
    }

    #[test]
    fn what_is_passed_over_is_passed_over_whole() {
        assert_eq!(told(b"<a><skip>x<b>y</b><skip/></skip>z</a>").unwrap(), "<Other a ><Other skip >z</a>");
    }

    #[test]
    fn hostile_parts_are_refused() {
        let check = |xml: &str, expected: &str| {
            let error = told(xml.as_bytes()).unwrap_err();
            assert!(error.contains(expected), "{error}");
        };
        check("<!DOCTYPE a [<!ENTITY b \"收收收\">]><a>&b;&b;</a>", "DTD");
        check(&"<a>".repeat(300), "嵌套超过 200 层");
        check("<a><b></a></b>", "已损坏");
        check("<a><b>", "已损坏");
        check("", "已损坏");
    }
}
