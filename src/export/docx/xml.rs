//! XML of one part of a Word file, element by element.

use std::io;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

use crate::error::Error;

/// A part being written. What goes wrong is kept and told once, by [`Xml::finish`].
pub(super) struct Xml {
    writer: Writer<Vec<u8>>,
    fault: Option<io::Error>,
}

impl Xml {
    /// A part with nothing but its declaration.
    pub fn new() -> Self {
        let mut xml = Self { writer: Writer::new(Vec::new()), fault: None };
        xml.write(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), Some("yes"))));
        xml
    }

    /// An element without content.
    pub fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.write(Event::Empty(start(name, attributes)));
    }

    /// An element that says one thing in its `w:val`.
    pub fn value(&mut self, name: &str, value: &str) {
        self.empty(name, &[("w:val", value)]);
    }

    /// An element around what `inside` writes.
    pub fn within(&mut self, name: &str, attributes: &[(&str, &str)], inside: impl FnOnce(&mut Self)) {
        self.write(Event::Start(start(name, attributes)));
        inside(self);
        self.write(Event::End(BytesEnd::new(name)));
    }

    /// An element around a text.
    pub fn text(&mut self, name: &str, attributes: &[(&str, &str)], text: &str) {
        let text = allowed(text);
        self.within(name, attributes, |xml| xml.write(Event::Text(BytesText::new(&text))));
    }

    /// The bytes of the part.
    ///
    /// # Errors
    /// Something could not be written.
    pub fn finish(self) -> Result<Vec<u8>, Error> {
        match self.fault {
            None => Ok(self.writer.into_inner()),
            Some(fault) => Err(Error::new(format!("Word 文件没有写成（{fault}）"))),
        }
    }

    fn write(&mut self, event: Event<'_>) {
        if let Err(fault) = self.writer.write_event(event) {
            self.fault.get_or_insert(fault);
        }
    }
}

fn start<'a>(name: &'a str, attributes: &[(&str, &str)]) -> BytesStart<'a> {
    let mut start = BytesStart::new(name);
    for (name, value) in attributes {
        // A reader makes spaces of line ends in attributes anyway.
        let value = allowed(value).replace(['\n', '\t'], " ");
        start.push_attribute((*name, value.as_str()));
    }
    start
}

/// A text without the characters that XML cannot hold: control characters and noncharacters, which nobody
/// sees, but which keep Word from opening the file.
fn allowed(text: &str) -> String {
    let is_allowed = |c: &char| match c {
        '\n' | '\t' => true,
        '\u{fffe}' | '\u{ffff}' => false,
        c => !c.is_control(),
    };
    text.chars().filter(is_allowed).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let mut xml = Xml::new();
        xml.within("a", &[("b", text)], |xml| xml.text("t", &[], text));
        let bytes = xml.finish().unwrap();
        let written = String::from_utf8(bytes).unwrap();
        let expected = format!("<a b=\"{expected}\"><t>{expected}</t></a>");
        assert_eq!(written.split_once("?>").unwrap().1.trim_start(), expected);
    }

    #[test]
    fn whatever_is_written_stays_text() {
        check("a<b & \"c\">", "a&lt;b &amp; &quot;c&quot;&gt;");
        check("{{收到}}*\u{0}\u{b}\u{1f}\u{7f}\u{85}\u{ffff}终", "{{收到}}*终");
    }
}
