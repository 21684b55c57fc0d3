//! The XML of workbooks, element by element, whatever prefixes it uses: each name that is asked for is unique
//! without one.

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use crate::error::Error;
use crate::import::budget::{DEEPEST, too_deep};
use crate::import::encoding;
use crate::import::entity::referenced;
use crate::import::packed::damaged;

/// What comes next.
pub(super) enum Node<'a> {
    /// An element begins; one without content ends at once.
    Open(&'a str, Attributes<'a>),
    /// An element ends.
    Close(&'a str),
    /// Characters between the tags.
    Text(&'a str),
}

/// The attributes of an element.
pub(super) struct Attributes<'a>(&'a BytesStart<'a>);

impl Attributes<'_> {
    /// The first attribute of this name, whatever its prefix.
    pub fn get(&self, name: &str) -> Option<String> {
        let mut attributes = self.0.attributes();
        let found = attributes.with_checks(false).flatten();
        let value = |attribute: quick_xml::events::attributes::Attribute<'_>| {
            attribute.normalized_value(XmlVersion::Implicit1_0).ok().map(|value| value.into_owned())
        };
        let mut found = found.filter(|attribute| attribute.key.local_name().as_ref() == name.as_bytes());
        found.next().and_then(value)
    }

    /// The same as a number.
    pub fn number(&self, name: &str) -> Option<u32> {
        self.get(name)?.trim().parse().ok()
    }

    /// Whether a switch is on.
    pub fn is_on(&self, name: &str) -> bool {
        self.get(name).is_some_and(|value| matches!(value.as_str(), "1" | "true"))
    }
}

/// Has the elements of a part looked at, one after the other.
///
/// # Errors
/// It is no well-formed XML, has a DTD or is nested too deeply; or what `visit` says.
pub(super) fn walk(
    bytes: Vec<u8>,
    mut visit: impl FnMut(Node<'_>) -> Result<(), Error>,
) -> Result<(), Error> {
    // Taken over, not copied, where it is UTF-8, as all but a few parts are.
    let text = String::from_utf8(bytes).unwrap_or_else(|fault| encoding::decode(fault.as_bytes(), None).text);
    let mut reader = Reader::from_str(text.trim_start_matches('\u{FEFF}'));
    let mut depth = 0;
    loop {
        match reader.read_event().map_err(|_| damaged())? {
            Event::Start(start) => {
                depth += 1;
                if depth > DEEPEST {
                    return Err(too_deep());
                }
                let name = start.local_name();
                visit(Node::Open(word(name.as_ref()), Attributes(&start)))?;
            }
            Event::Empty(start) => {
                let name = start.local_name();
                visit(Node::Open(word(name.as_ref()), Attributes(&start)))?;
                visit(Node::Close(word(name.as_ref())))?;
            }
            Event::End(end) => {
                depth = depth.saturating_sub(1);
                visit(Node::Close(word(end.local_name().as_ref())))?;
            }
            Event::Text(text) => visit(Node::Text(&String::from_utf8_lossy(&text)))?,
            Event::CData(text) => visit(Node::Text(&String::from_utf8_lossy(&text)))?,
            Event::GeneralRef(name) => visit(Node::Text(&referenced(&name)))?,
            // Entities of its own could make a little text endless.
            Event::DocType(_) => return Err(damaged()),
            Event::Eof => return Ok(()),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
        }
    }
}

fn word(name: &[u8]) -> &str {
    std::str::from_utf8(name).unwrap_or_default()
}
