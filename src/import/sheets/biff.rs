//! The records of an XLS file (BIFF 5 and 8), and the texts in them. Whatever a record says of lengths, only what is
//! there is read.

use encoding_rs::{BIG5, Encoding, GB18030};

use super::xlsx_parts::Strings;
use crate::error::Error;
use crate::import::budget::Budget;

/// What goes on in another record.
pub(super) const CONTINUE: u16 = 0x003C;

/// A record: its kind and its data.
#[derive(Debug, Clone, Copy)]
pub(super) struct Record<'a> {
    pub kind: u16,
    pub data: &'a [u8],
}

/// The records of a stream, one after the other, to the first that is cut off.
#[derive(Debug, Clone)]
pub(super) struct Records<'a>(pub &'a [u8]);

impl<'a> Iterator for Records<'a> {
    type Item = Record<'a>;

    fn next(&mut self) -> Option<Record<'a>> {
        let (kind, length) = (u16_at(self.0, 0)?, u16_at(self.0, 2)?);
        let data = self.0.get(4..4 + usize::from(length))?;
        self.0 = self.0.get(4 + usize::from(length)..)?;
        Some(Record { kind, data })
    }
}

/// How texts are written.
#[derive(Debug, Clone, Copy)]
pub(super) enum Texts {
    /// Excel 97 and later: Unicode.
    Unicode,
    /// Excel 95: the code page of the file.
    Bytes(&'static Encoding),
}

impl Texts {
    /// What a code page is, in a file from China.
    pub fn of_code_page(page: u16) -> Self {
        Self::Bytes(if page == 950 { BIG5 } else { GB18030 })
    }

    /// A text with its length in two bytes before it.
    pub fn long(self, data: &[u8]) -> Option<String> {
        self.text(usize::from(u16_at(data, 0)?), data.get(2..)?)
    }

    /// A text with its length in one byte before it.
    pub fn short(self, data: &[u8]) -> Option<String> {
        self.text(usize::from(*data.first()?), data.get(1..)?)
    }

    fn text(self, length: usize, data: &[u8]) -> Option<String> {
        match self {
            Self::Bytes(encoding) => {
                let bytes = data.get(..length).unwrap_or(data);
                Some(encoding.decode_without_bom_handling(bytes).0.into_owned())
            }
            Self::Unicode => {
                let (flags, data) = data.split_first()?;
                let is_rich = flags & 8 != 0;
                let is_extended = flags & 4 != 0;
                let skipped = usize::from(is_rich) * 2 + usize::from(is_extended) * 4;
                let mut text = String::new();
                characters(data.get(skipped..)?, flags & 1 != 0, length, &mut text);
                Some(text)
            }
        }
    }
}

/// Adds so many characters of two bytes, or of one; how many there were, and the bytes they took.
fn characters(data: &[u8], is_wide: bool, most: usize, text: &mut String) -> (usize, usize) {
    if is_wide {
        let units: Vec<u16> =
            data.as_chunks::<2>().0.iter().take(most).map(|pair| u16::from_le_bytes(*pair)).collect();
        text.push_str(&String::from_utf16_lossy(&units));
        (units.len(), units.len() * 2)
    } else {
        let before = text.len();
        text.extend(data.iter().take(most).map(|byte| char::from(*byte)));
        let count = data.len().min(most);
        debug_assert!(text.len() - before >= count, "one character for each byte");
        (count, count)
    }
}

/// The texts that all sheets share: one record, and those that go on.
///
/// # Errors
/// There are more than are read.
pub(super) fn shared_strings(parts: &[&[u8]], budget: &mut Budget) -> Result<Strings, Error> {
    let mut strings = Strings::default();
    let mut parts =
        Parts { now: parts.first().copied().unwrap_or_default(), rest: parts.get(1..).unwrap_or_default() };
    // How many there are of them, and how many cells use them.
    parts.skip(8);
    while let Some(text) = parts.string() {
        strings.push(&text, budget)?;
    }
    Ok(strings)
}

/// Data that goes on in the next record.
struct Parts<'a, 'b> {
    now: &'a [u8],
    rest: &'b [&'a [u8]],
}

impl Parts<'_, '_> {
    /// The next record, if what is left of this one is used up.
    fn refill(&mut self) -> bool {
        while self.now.is_empty() {
            let Some((next, rest)) = self.rest.split_first() else { return false };
            (self.now, self.rest) = (next, rest);
        }
        true
    }

    fn byte(&mut self) -> Option<u8> {
        self.refill();
        let (first, rest) = self.now.split_first()?;
        self.now = rest;
        Some(*first)
    }

    fn u16(&mut self) -> Option<u16> {
        Some(u16::from_le_bytes([self.byte()?, self.byte()?]))
    }

    fn skip(&mut self, mut bytes: usize) {
        while bytes > 0 && self.refill() {
            let here = bytes.min(self.now.len());
            self.now = self.now.get(here..).unwrap_or_default();
            bytes -= here;
        }
    }

    fn string(&mut self) -> Option<String> {
        let mut left = usize::from(self.u16()?);
        let mut flags = self.byte()?;
        let runs = if flags & 8 != 0 { usize::from(self.u16()?) } else { 0 };
        let extra = match flags & 4 {
            0 => 0,
            _ => u32::from_le_bytes([self.byte()?, self.byte()?, self.byte()?, self.byte()?]) as usize,
        };
        let mut text = String::new();
        while left > 0 {
            if self.now.is_empty() {
                // Where a text goes on it says again how wide its characters are.
                flags = self.byte()?;
            }
            let (count, bytes) = characters(self.now, flags & 1 != 0, left, &mut text);
            self.now = self.now.get(bytes..).unwrap_or_default();
            left -= count;
            if count == 0 {
                // Half a character at the end of a record.
                self.now = &[];
                if self.rest.is_empty() {
                    break;
                }
            }
        }
        self.skip(runs * 4 + extra);
        Some(text)
    }
}

/// Two bytes of a record.
pub(super) fn u16_at(data: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(*data.get(at..)?.first_chunk()?))
}

/// Four bytes of a record.
pub(super) fn u32_at(data: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(*data.get(at..)?.first_chunk()?))
}

/// A number of eight bytes.
pub(super) fn f64_at(data: &[u8], at: usize) -> Option<f64> {
    Some(f64::from_le_bytes(*data.get(at..)?.first_chunk()?))
}

/// A number packed into four bytes: 30 bits, whole or the upper ones of eight bytes, perhaps hundredths.
pub(super) fn packed_number(packed: u32) -> f64 {
    let value = match packed & 2 {
        0 => f64::from_bits(u64::from(packed & !3) << 32),
        _ => f64::from(packed.cast_signed() >> 2),
    };
    if packed & 1 == 0 { value } else { value / 100.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packed_numbers_are_what_they_were() {
        assert_eq!(packed_number(215 << 2 | 2), 215.0);
        assert_eq!(packed_number(5215 << 2 | 3), 52.15);
        assert_eq!(packed_number((-4i32 << 2 | 2).cast_unsigned()), -4.0);
        assert_eq!(packed_number((1.5f64.to_bits() >> 32) as u32), 1.5);
    }

    #[test]
    fn a_text_goes_on_in_the_next_record() {
        let first = [&[1, 0, 0, 0, 1, 0, 0, 0][..], &[4, 0, 1], &[0x36, 0x65, 0x30, 0x52]].concat();
        let second = [&[0][..], b"21"].concat();
        let strings = shared_strings(&[&first, &second], &mut Budget::default()).unwrap();
        assert_eq!(strings.get(0), Some("收到21"));
    }

    #[test]
    fn what_is_cut_off_ends() {
        assert_eq!(Records(&[9, 8, 4, 0, 1, 2, 3, 4, 10, 0, 99, 0, 1]).count(), 1);
        for length in 0..20 {
            let data = vec![0xFF; length];
            let _ = shared_strings(&[&data, &data], &mut Budget::default()).unwrap();
            let _ = Texts::Unicode.long(&data);
            let _ = Texts::Unicode.short(&data);
        }
    }
}
