//! What a PDF is made of (ISO 32000-1, 7.3): numbers, names, strings, arrays, dictionaries, streams.

use std::collections::BTreeMap;
use std::ops::Range;

/// An object, or an operator of a page's content.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Object {
    /// Nothing; also what is not there.
    Null,
    /// `true`, `false`.
    Bool(bool),
    /// A whole or decimal number.
    Number(f64),
    /// `/Name` without its slash.
    Name(Vec<u8>),
    /// Bytes in brackets, escapes resolved.
    String(Vec<u8>),
    /// Objects in order.
    Array(Vec<Object>),
    /// Objects by name.
    Dictionary(Dictionary),
    /// A dictionary and where in the file its bytes are, packed as they stand.
    Stream(Dictionary, Range<usize>),
    /// The number of an object elsewhere in the file. Its generation is not looked at.
    Reference(u32),
    /// Any other word: what to do with the operands before it.
    Operator(Word),
}

/// A word, its first bytes: no operator has more than three.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Word {
    bytes: [u8; 7],
    length: u8,
}

impl Word {
    /// The beginning of a word.
    pub fn new(word: &[u8]) -> Self {
        let mut bytes = [0; 7];
        bytes.iter_mut().zip(word).for_each(|(place, byte)| *place = *byte);
        Self { bytes, length: word.len().min(bytes.len()) as u8 }
    }

    /// Its bytes.
    pub fn bytes(&self) -> &[u8] {
        self.bytes.get(..usize::from(self.length)).unwrap_or_default()
    }
}

/// Objects by name.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Dictionary(pub BTreeMap<Vec<u8>, Object>);

impl Dictionary {
    /// What stands under a name, references as they are; nothing where nothing does.
    pub fn get(&self, name: &str) -> &Object {
        self.0.get(name.as_bytes()).unwrap_or(&Object::Null)
    }

    /// Whether the name stands under `key`.
    pub fn is(&self, key: &str, name: &str) -> bool {
        self.get(key).name() == name.as_bytes()
    }
}

impl Object {
    /// The number; `None` for all else.
    pub fn number(&self) -> Option<f64> {
        if let Self::Number(number) = self { Some(*number) } else { None }
    }

    /// A number that counts or names something; `None` for all else.
    pub fn count(&self) -> Option<usize> {
        let number = self.number()?;
        (number >= 0.0 && number <= f64::from(u32::MAX) && number.fract() == 0.0).then_some(number as usize)
    }

    /// The name; empty for all else.
    pub fn name(&self) -> &[u8] {
        if let Self::Name(name) = self { name } else { &[] }
    }

    /// The bytes of a string; empty for all else.
    pub fn string(&self) -> &[u8] {
        if let Self::String(bytes) = self { bytes } else { &[] }
    }

    /// The elements of an array; none for all else.
    pub fn array(&self) -> &[Self] {
        if let Self::Array(objects) = self { objects } else { &[] }
    }

    /// The dictionary, a stream's too; `None` for all else.
    pub fn dictionary(&self) -> Option<&Dictionary> {
        match self {
            Self::Dictionary(dictionary) | Self::Stream(dictionary, _) => Some(dictionary),
            _ => None,
        }
    }
}

/// The numbers of an array where it is so many numbers.
pub(super) fn numbers<const N: usize>(objects: &[Object]) -> Option<[f64; N]> {
    let found: Option<Vec<f64>> = objects.iter().map(Object::number).collect();
    found?.try_into().ok()
}
