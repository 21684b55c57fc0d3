//! Bytes become objects (ISO 32000-1, 7.2 and 7.3). What is damaged is passed over, never an error.

use std::collections::BTreeMap;

use memchr::memchr3;

use super::object::{Dictionary, Object, Word};
use crate::import::budget::DEEPEST;

/// The most parts of one object of a file: names, numbers and strings in its arrays and dictionaries.
const MOST_PARTS: usize = 200_000;
/// The same for an operand: a line of text has a part for each of its gaps.
const MOST_OF_OPERAND: usize = 10_000;
/// The longest string, in bytes. One that goes on was never closed.
const LONGEST_STRING: usize = 1024 * 1024;

/// Reads one object after the other.
#[derive(Debug, Clone)]
pub(super) struct Lexer<'a> {
    bytes: &'a [u8],
    /// Where the next object is looked for.
    pub at: usize,
    /// `5 0 R` is a reference. Content has none.
    references: bool,
    parts: usize,
}

impl<'a> Lexer<'a> {
    /// Reads objects of the file, which may refer to each other.
    pub fn of_file(bytes: &'a [u8], at: usize) -> Self {
        Self { bytes, at, references: true, parts: 0 }
    }

    /// Reads the operators of a page and their operands.
    pub fn of_content(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0, references: false, parts: 0 }
    }

    /// The next object; `None` at the end, and where an object has more parts or is deeper than is read.
    pub fn next(&mut self) -> Option<Object> {
        self.parts = 0;
        self.object(0)
    }

    /// Whether this word comes next; if so, it is behind.
    pub fn takes(&mut self, word: &str) -> bool {
        self.skip_blanks();
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let found = rest.starts_with(word.as_bytes());
        if found {
            self.at += word.len();
        }
        found
    }

    /// Passes over the bytes of a picture in the middle of content, up to its `EI` (8.9.7).
    pub fn skip_picture(&mut self) {
        let ends = |window: &[u8]| matches!(window, [before, b'E', b'I', after] if is_blank(*before) && !is_regular(*after));
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let end = rest.windows(4).position(ends).map_or(rest.len(), |at| at + 3);
        self.at += end;
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn ahead(&self) -> Option<u8> {
        self.bytes.get(self.at + 1).copied()
    }

    /// Passes over blanks and comments.
    pub fn skip_blanks(&mut self) {
        while let Some(byte) = self.peek() {
            if byte == b'%' {
                while self.peek().is_some_and(|byte| !matches!(byte, b'\n' | b'\r')) {
                    self.at += 1;
                }
            } else if is_blank(byte) {
                self.at += 1;
            } else {
                return;
            }
        }
    }

    fn object(&mut self, depth: usize) -> Option<Object> {
        self.parts += 1;
        if depth > DEEPEST || self.parts > if self.references { MOST_PARTS } else { MOST_OF_OPERAND } {
            return None;
        }
        self.skip_blanks();
        let byte = self.peek()?;
        match byte {
            b'/' => Some(Object::Name(self.name())),
            b'(' => Some(Object::String(self.string())),
            b'<' if self.ahead() == Some(b'<') => self.dictionary(depth).map(Object::Dictionary),
            b'<' => Some(Object::String(self.hexadecimal())),
            b'[' => self.array(depth),
            b'+' | b'-' | b'.' | b'0'..=b'9' => Some(self.number()),
            _ if is_regular(byte) => Some(self.word()),
            // A bracket that closes nothing.
            _ => {
                self.at += if byte == b'>' && self.ahead() == Some(b'>') { 2 } else { 1 };
                Some(Object::Operator(Word::new(&[byte])))
            }
        }
    }

    fn array(&mut self, depth: usize) -> Option<Object> {
        self.at += 1;
        let mut objects = Vec::new();
        loop {
            match self.object(depth + 1)? {
                Object::Operator(word) if word.bytes() == b"]" => return Some(Object::Array(objects)),
                // The file goes on: the array was never closed.
                Object::Operator(_) if self.references => return None,
                Object::Operator(_) => {}
                object => objects.push(object),
            }
        }
    }

    fn dictionary(&mut self, depth: usize) -> Option<Dictionary> {
        self.at += 2;
        let mut entries = BTreeMap::new();
        loop {
            match self.object(depth + 1)? {
                Object::Name(name) => {
                    let before = self.at;
                    match self.object(depth + 1)? {
                        // A name without a value.
                        Object::Operator(word) if word.bytes() == b">" => {
                            self.at = before;
                            entries.insert(name, Object::Null);
                        }
                        Object::Operator(_) => return None,
                        object => _ = entries.insert(name, object),
                    }
                }
                Object::Operator(word) if word.bytes() == b">" => return Some(Dictionary(entries)),
                _ => return None,
            }
        }
    }

    fn name(&mut self) -> Vec<u8> {
        self.at += 1;
        let mut name = Vec::new();
        while let Some(byte) = self.peek().filter(|byte| is_regular(*byte)) {
            self.at += 1;
            let pair = self.bytes.get(self.at..self.at + 2).filter(|_| byte == b'#').and_then(hex_pair);
            if pair.is_some() {
                self.at += 2;
            }
            name.push(pair.unwrap_or(byte));
        }
        name
    }

    /// Bytes between round brackets, which may stand in pairs inside.
    fn string(&mut self) -> Vec<u8> {
        self.at += 1;
        let mut string = Vec::new();
        let mut open = 1;
        while string.len() <= LONGEST_STRING {
            let rest = self.bytes.get(self.at..).unwrap_or_default();
            let rest = rest.get(..LONGEST_STRING).unwrap_or(rest);
            let plain = memchr3(b'(', b')', b'\\', rest).unwrap_or(rest.len());
            string.extend_from_slice(rest.get(..plain).unwrap_or_default());
            self.at += plain;
            let Some(byte) = self.peek() else { break };
            self.at += 1;
            match byte {
                b'(' => open += 1,
                b')' => {
                    open -= 1;
                    if open == 0 {
                        break;
                    }
                }
                b'\\' => {
                    string.extend(self.escaped());
                    continue;
                }
                _ => {}
            }
            string.push(byte);
        }
        string
    }

    /// What a backslash and the characters behind it mean.
    fn escaped(&mut self) -> Option<u8> {
        let byte = self.peek()?;
        self.at += 1;
        match byte {
            b'n' => Some(b'\n'),
            b'r' => Some(b'\r'),
            b't' => Some(b'\t'),
            b'b' => Some(8),
            b'f' => Some(12),
            b'\r' => {
                self.at += usize::from(self.peek() == Some(b'\n'));
                None
            }
            b'\n' => None,
            b'0'..=b'7' => {
                let mut code = u32::from(byte - b'0');
                for _ in 0..2 {
                    let Some(digit @ b'0'..=b'7') = self.peek() else { break };
                    code = code * 8 + u32::from(digit - b'0');
                    self.at += 1;
                }
                Some(code as u8)
            }
            other => Some(other),
        }
    }

    fn hexadecimal(&mut self) -> Vec<u8> {
        self.at += 1;
        let mut string = Vec::new();
        let mut high = None;
        while let Some(byte) = self.peek() {
            self.at += 1;
            if byte == b'>' {
                break;
            }
            let Some(digit) = char::from(byte).to_digit(16) else { continue };
            match high.take() {
                Some(high) => string.push((high * 16 + digit) as u8),
                None => high = Some(digit),
            }
        }
        string.extend(high.map(|high| (high * 16) as u8));
        string
    }

    /// A number, or the reference that it begins.
    fn number(&mut self) -> Object {
        let from = self.at;
        let number = self.decimal();
        if self.references && self.bytes.get(from).is_some_and(u8::is_ascii_digit) {
            let after = self.at;
            if let Some(id) = Object::Number(number).count().and_then(|id| u32::try_from(id).ok())
                && self.closes_reference()
            {
                return Object::Reference(id);
            }
            self.at = after;
        }
        Object::Number(number)
    }

    /// Whether ` 0 R` follows.
    fn closes_reference(&mut self) -> bool {
        self.skip_blanks();
        let digits = self.at;
        while self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            self.at += 1;
        }
        if self.at == digits || self.at - digits > 5 {
            return false;
        }
        self.skip_blanks();
        let closes = self.peek() == Some(b'R') && self.ahead().is_none_or(|byte| !is_regular(byte));
        self.at += usize::from(closes);
        closes
    }

    /// A number as it is met: signs twice, a point at either end. What cannot belong to it is passed over.
    fn decimal(&mut self) -> f64 {
        let (mut value, mut scale, mut negative, mut done) = (0.0_f64, 0.0_f64, false, false);
        let mut begun = false;
        while let Some(byte) = self.peek() {
            match byte {
                b'0'..=b'9' | b'.' | b'-' | b'+' if done => {}
                b'-' | b'+' if !begun => negative |= byte == b'-',
                b'.' if scale == 0.0 => scale = 1.0,
                b'.' | b'-' | b'+' => done = true,
                b'0'..=b'9' => {
                    let digit = f64::from(byte - b'0');
                    if scale == 0.0 {
                        value = (value * 10.0 + digit).min(1e12);
                    } else {
                        scale /= 10.0;
                        value += digit * scale;
                    }
                }
                _ => break,
            }
            begun |= !matches!(byte, b'-' | b'+');
            self.at += 1;
        }
        if negative { -value } else { value }
    }

    fn word(&mut self) -> Object {
        let from = self.at;
        while self.peek().is_some_and(is_regular) {
            self.at += 1;
        }
        match self.bytes.get(from..self.at).unwrap_or_default() {
            b"true" => Object::Bool(true),
            b"false" => Object::Bool(false),
            b"null" => Object::Null,
            word => Object::Operator(Word::new(word)),
        }
    }
}

/// Two hexadecimal digits as a byte.
pub(super) fn hex_pair(pair: &[u8]) -> Option<u8> {
    let digit = |byte: &u8| char::from(*byte).to_digit(16);
    let [high, low] = pair else { return None };
    Some((digit(high)? * 16 + digit(low)?) as u8)
}

/// A blank (7.2.2, table 1).
pub(super) fn is_blank(byte: u8) -> bool {
    matches!(byte, 0 | b'\t' | b'\n' | 12 | b'\r' | b' ')
}

/// Part of a word: neither blank nor bracket (7.2.2).
pub(super) fn is_regular(byte: u8) -> bool {
    !is_blank(byte) && !matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[Object]) {
        let mut lexer = Lexer::of_file(text.as_bytes(), 0);
        let found: Vec<Object> = std::iter::from_fn(|| lexer.next()).collect();
        assert_eq!(found, expected, "{text}");
    }

    fn name(text: &str) -> Object {
        Object::Name(text.into())
    }

    fn string(text: &str) -> Object {
        Object::String(text.into())
    }

    #[test]
    fn objects_are_read_as_the_standard_writes_them() {
        check("12 -.5 +3. --7 4-5 1.2.3", &[12.0, -0.5, 3.0, -7.0, 4.0, 1.2].map(Object::Number));
        check("/Name /A#20B /", &[name("Name"), name("A B"), name("")]);
        check(r"(a(b)\)\101\n) (\\", &[string("a(b)A\n".replace('A', ")A").as_str()), string("\\")]);
        check("<48 69> <4>", &[string("Hi"), string("@")]);
        check(
            "true null % words\n[1 2 0 R]",
            &[
                Object::Bool(true),
                Object::Null,
                Object::Array(vec![Object::Number(1.0), Object::Reference(2)]),
            ],
        );
        let entries = [(b"A".to_vec(), Object::Reference(5)), (b"B".to_vec(), Object::Null)];
        check("<</A 5 0 R/B>>", &[Object::Dictionary(Dictionary(entries.into()))]);
        check(
            "q\n1 0 obj",
            &[
                Object::Operator(Word::new(b"q")),
                Object::Number(1.0),
                Object::Number(0.0),
                Object::Operator(Word::new(b"obj")),
            ],
        );
    }

    #[test]
    fn what_is_never_closed_is_no_object() {
        check("[1 2", &[]);
        check("<</A 1", &[]);
        check(&"[".repeat(100_000), &[]);
        check(&format!("[{}]", "0 ".repeat(MOST_PARTS)), &[]);
    }
}
