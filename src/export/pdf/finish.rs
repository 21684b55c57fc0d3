//! The last step: streams compressed, the file written, and an `/ID` that comes from its content instead of
//! from a counter.

use std::thread;

use lopdf::{Document as Written, Object, ObjectStreamConfig, SaveOptions, Stream, StringFormat};

use crate::error::Error;

/// Stands for the identity until the bytes that it is made of are written.
const PLACEHOLDER: [u8; 16] = *b"\xA5nianbao-pdf-id\xA5";
/// Objects that are packed together. A tagged table has hundreds of small ones.
const PACKED: usize = 4096;

/// Compresses and writes a document.
pub(super) fn write(mut written: Written) -> Result<Vec<u8>, Error> {
    written.version = "1.7".to_owned();
    compress(&mut written);
    let identity = Object::String(PLACEHOLDER.to_vec(), StringFormat::Hexadecimal);
    written.trailer.set("ID", vec![identity.clone(), identity]);
    let options = SaveOptions {
        use_object_streams: true,
        use_xref_streams: true,
        linearize: false,
        object_stream_config: ObjectStreamConfig { max_objects_per_stream: PACKED, compression_level: 9 },
    };
    let mut bytes = Vec::new();
    written.save_with_options(&mut bytes, options).map_err(|fault| failed(&fault))?;
    identify(&mut bytes);
    Ok(bytes)
}

/// What is told when the writers fail; they do on no input known.
pub(super) fn failed(fault: &dyn std::fmt::Display) -> Error {
    Error::new(format!("PDF 没有写成：{fault}"))
}

/// Compresses the streams, the fonts being most of it, on two threads: the result is the same in any order.
fn compress(written: &mut Written) {
    let mut streams: Vec<&mut Stream> = written
        .objects
        .values_mut()
        .filter_map(|object| object.as_stream_mut().ok())
        .filter(|stream| stream.allows_compression)
        .collect();
    streams.sort_by_key(|stream| std::cmp::Reverse(stream.content.len()));
    let (mut here, mut there) = (Vec::new(), Vec::new());
    let size = |streams: &[&mut Stream]| streams.iter().map(|stream| stream.content.len()).sum::<usize>();
    for stream in streams {
        if size(&here) <= size(&there) { here.push(stream) } else { there.push(stream) }
    }
    // A stream that cannot be compressed stays as it is, which is as good a file.
    let each = |streams: Vec<&mut Stream>| streams.into_iter().for_each(|stream| _ = stream.compress());
    thread::scope(|scope| {
        let spawned = thread::Builder::new().spawn_scoped(scope, || each(there));
        each(here);
        drop(spawned);
    });
}

/// Puts the fingerprint of the file in the place of the placeholder.
fn identify(bytes: &mut [u8]) {
    let hexadecimal = |bytes: &[u8]| -> Vec<u8> {
        bytes.iter().flat_map(|byte| format!("{byte:02X}").into_bytes()).collect()
    };
    let identity = hexadecimal(&Hash::of(bytes).0.to_be_bytes());
    let placeholder = hexadecimal(&PLACEHOLDER);
    // The trailer stands at the end, and has it twice.
    let mut at = bytes.len();
    while let Some(found) = bytes
        .get(..at)
        .and_then(|before| before.windows(placeholder.len()).rposition(|window| window == placeholder))
    {
        if let Some(place) = bytes.get_mut(found..found + identity.len()) {
            place.copy_from_slice(&identity);
        }
        if at < bytes.len() {
            return;
        }
        at = found;
    }
}

/// A fingerprint of bytes (FNV-1a of 128 bits): the same on every machine and in every release.
pub(super) struct Hash(pub u128);

impl Hash {
    /// The fingerprint of `bytes`.
    pub fn of(bytes: &[u8]) -> Self {
        let start = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d_u128;
        let prime = 0x0000_0000_0100_0000_0000_0000_0000_013b_u128;
        Self(bytes.iter().fold(start, |hash, byte| (hash ^ u128::from(*byte)).wrapping_mul(prime)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fingerprint_is_the_published_one() {
        assert_eq!(Hash::of(b"a").0, 0xd228_cb69_6f1a_8caf_7891_2b70_4e4a_8964);
    }
}
