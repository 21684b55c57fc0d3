//! Streams unpacked (ISO 32000-1, 7.4), counted as they grow. Only what text comes packed in: pictures are left
//! as they are.

use std::borrow::Cow;
use std::io::Read;

use flate2::read::{DeflateDecoder, ZlibDecoder};

use super::object::{Dictionary, Object};
use crate::error::Error;
use crate::import::budget::Budget;

/// Bytes unpacked at once.
const PIECE: usize = 64 * 1024;
/// The most ways to pack a stream, one inside the other.
const MOST_FILTERS: usize = 4;

/// The bytes of a stream; `None` where they are packed in a way that only pictures are, or in none that is
/// known. What was damaged on the way ends there.
///
/// # Errors
/// There is more than is read.
pub(super) fn unpacked(
    raw: &[u8],
    filters: &[Object],
    parameters: &[Object],
    budget: &mut Budget,
) -> Result<Option<Vec<u8>>, Error> {
    if filters.len() > MOST_FILTERS {
        return Ok(None);
    }
    budget.unpack(raw.len() as u64)?;
    let mut bytes = Cow::Borrowed(raw);
    for (number, filter) in filters.iter().enumerate() {
        let mut unpacked = match filter.name() {
            b"FlateDecode" | b"Fl" => inflated(&bytes, budget)?,
            b"ASCIIHexDecode" | b"AHx" => from_hexadecimal(&bytes),
            b"ASCII85Decode" | b"A85" => from_base_85(&bytes, budget)?,
            _ => return Ok(None),
        };
        if let Some(parameters) = parameters.get(number).and_then(Object::dictionary) {
            unpacked = predicted(unpacked, parameters);
        }
        bytes = Cow::Owned(unpacked);
    }
    Ok(Some(bytes.into_owned()))
}

/// Inflated, with or without the two bytes of zlib in front.
fn inflated(packed: &[u8], budget: &mut Budget) -> Result<Vec<u8>, Error> {
    let bytes = drained(ZlibDecoder::new(packed), budget)?;
    if bytes.is_empty() { drained(DeflateDecoder::new(packed), budget) } else { Ok(bytes) }
}

/// What can be read, up to where it is damaged.
fn drained(mut packed: impl Read, budget: &mut Budget) -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::new();
    let mut piece = vec![0; PIECE];
    while let Ok(read @ 1..) = packed.read(&mut piece) {
        budget.unpack(read as u64)?;
        bytes.extend_from_slice(piece.get(..read).unwrap_or_default());
    }
    Ok(bytes)
}

fn from_hexadecimal(text: &[u8]) -> Vec<u8> {
    let digits: Vec<u32> = text
        .iter()
        .take_while(|byte| **byte != b'>')
        .filter_map(|byte| char::from(*byte).to_digit(16))
        .collect();
    let pair = |pair: &[u32]| pair.first().unwrap_or(&0) * 16 + pair.get(1).unwrap_or(&0);
    digits.chunks(2).map(|digits| pair(digits) as u8).collect()
}

fn from_base_85(text: &[u8], budget: &mut Budget) -> Result<Vec<u8>, Error> {
    // A `z` is four bytes.
    let zeros = text.iter().filter(|byte| **byte == b'z').count();
    budget.unpack(zeros as u64 * 4)?;
    let mut bytes = Vec::new();
    let mut group: Vec<u32> = Vec::with_capacity(5);
    let mut close = |group: &mut Vec<u32>| {
        let filled = group.len();
        group.resize(5, 84);
        let value = group.iter().fold(0_u32, |value, digit| value.wrapping_mul(85).wrapping_add(*digit));
        bytes.extend(value.to_be_bytes().iter().take(filled.saturating_sub(1)));
        group.clear();
    };
    for byte in text.iter().take_while(|byte| **byte != b'~') {
        match byte {
            b'z' if group.is_empty() => {
                group.resize(5, 0);
                close(&mut group);
            }
            b'!'..=b'u' => {
                group.push(u32::from(byte - b'!'));
                if group.len() == 5 {
                    close(&mut group);
                }
            }
            _ => {}
        }
    }
    close(&mut group);
    Ok(bytes)
}

/// Rows that were written as differences (PNG, RFC 2083 6) made whole again.
fn predicted(bytes: Vec<u8>, parameters: &Dictionary) -> Vec<u8> {
    let asked = |name: &str, default: usize| parameters.get(name).count().unwrap_or(default);
    if asked("Predictor", 1) < 10 {
        return bytes;
    }
    let bits = asked("Colors", 1).saturating_mul(asked("BitsPerComponent", 8));
    let width = bits.saturating_mul(asked("Columns", 1)).div_ceil(8).clamp(1, bytes.len().max(1));
    let step = bits.div_ceil(8).max(1);
    let mut rows: Vec<u8> = Vec::with_capacity(bytes.len());
    let mut above = vec![0; width];
    for row in bytes.chunks(width + 1) {
        let Some((kind, row)) = row.split_first() else { break };
        let mut whole: Vec<u8> = Vec::with_capacity(width);
        for (column, byte) in row.iter().enumerate() {
            let before =
                |from: &[u8]| column.checked_sub(step).and_then(|at| from.get(at).copied()).unwrap_or(0);
            let (left, corner) = (before(&whole), before(&above));
            let up = above.get(column).copied().unwrap_or(0);
            let add = match kind {
                1 => left,
                2 => up,
                3 => u8::midpoint(left, up),
                4 => nearest(left, up, corner),
                _ => 0,
            };
            whole.push(byte.wrapping_add(add));
        }
        rows.extend(&whole);
        above = whole;
    }
    rows
}

/// Paeth's choice: which of three is nearest to left + up − corner.
fn nearest(left: u8, up: u8, corner: u8) -> u8 {
    let guess = i16::from(left) + i16::from(up) - i16::from(corner);
    let far = |byte: &u8| (guess - i16::from(*byte)).abs();
    [left, up, corner].into_iter().min_by_key(far).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn packed(bytes: &[u8]) -> Vec<u8> {
        let mut packer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
        packer.write_all(bytes).unwrap();
        packer.finish().unwrap()
    }

    fn check(raw: &[u8], filters: &[&str], expected: Option<&str>) {
        let filters: Vec<Object> = filters.iter().map(|name| Object::Name((*name).into())).collect();
        let found = unpacked(raw, &filters, &[], &mut Budget::default()).unwrap();
        assert_eq!(found.as_deref(), expected.map(str::as_bytes));
    }

    #[test]
    fn text_is_unpacked_and_pictures_are_not() {
        check(b"as it is", &[], Some("as it is"));
        check(&packed("申请215件".as_bytes()), &["FlateDecode"], Some("申请215件"));
        check(b"48656c6C6f>", &["ASCIIHexDecode"], Some("Hello"));
        check(b"87cURD]i,\"Ebo80~>", &["ASCII85Decode"], Some("Hello World!"));
        check(b"\xff\xd8", &["DCTDecode"], None);
        check(b"no zlib at all", &["FlateDecode"], Some(""));
    }

    #[test]
    fn rows_of_differences_are_made_whole() {
        let parameters = [("Predictor", 15.0), ("Columns", 3.0)];
        let parameters = parameters.map(|(name, value)| (name.as_bytes().to_vec(), Object::Number(value)));
        let rows = [0, 1, 2, 3, 1, 1, 1, 1, 2, 1, 1, 1, 4, 1, 0, 0];
        let whole = predicted(rows.to_vec(), &Dictionary(parameters.into()));
        assert_eq!(whole, [1, 2, 3, 1, 2, 3, 2, 3, 4, 3, 3, 4]);
    }

    #[test]
    fn what_unpacks_to_more_than_is_read_is_refused() {
        let bomb = packed(&vec![b' '; 4 << 20]);
        let filters = [Object::Name(b"FlateDecode".to_vec())];
        let mut budget = Budget::default();
        budget.unpack(budget.unpacked_left() - (3 << 20)).unwrap();
        let error = unpacked(&bomb, &filters, &[], &mut budget).unwrap_err();
        assert!(error.to_string().contains("解压后超过"), "{error}");
    }
}
