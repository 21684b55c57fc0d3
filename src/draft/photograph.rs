//! What the file of a picture carries besides the picture: how the camera was held, where and when it was, a
//! second picture or a film behind the first. A report is published, so the picture alone is taken, upright.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder as _, ImageFormat, ImageReader};

use super::picture::limits;

/// Of a JPEG that had to be turned, 1–100.
const QUALITY: u8 = 92;
/// Chunks of a PNG that tell of the picture and are none of it.
const TOLD: [&[u8; 4]; 5] = [b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME"];

/// The file with the picture alone, upright. What cannot be read comes back as it is, to be refused where
/// pictures are read.
pub(super) fn alone(bytes: Vec<u8>) -> Vec<u8> {
    let alone = match image::guess_format(&bytes) {
        Ok(ImageFormat::Jpeg) => upright(&bytes).or_else(|| jpeg(&bytes)),
        Ok(ImageFormat::Png) => png(&bytes),
        _ => None,
    };
    alone.unwrap_or(bytes)
}

/// A photograph that is to be shown turned, turned: pages show it as it is stored, and lying on its side.
fn upright(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut reader = ImageReader::with_format(Cursor::new(bytes), ImageFormat::Jpeg);
    reader.limits(limits());
    let mut decoder = reader.into_decoder().ok()?;
    let orientation = decoder.orientation().ok().filter(|as_held| *as_held != Orientation::NoTransforms)?;
    let mut image = DynamicImage::from_decoder(decoder).ok()?;
    image.apply_orientation(orientation);
    let mut turned = Vec::new();
    JpegEncoder::new_with_quality(&mut turned, QUALITY).encode_image(&image).ok()?;
    Some(turned)
}

/// A JPEG without its notes, ended where its picture ends.
fn jpeg(bytes: &[u8]) -> Option<Vec<u8>> {
    let (begin, mut rest) = bytes.split_at_checked(2)?;
    let mut kept = begin.to_vec();
    loop {
        let [0xFF, kind, high, low, ..] = *rest else { return None };
        match kind {
            // A filler before the marker.
            0xFF => {
                rest = rest.get(1..)?;
                continue;
            }
            0xD9 => {
                kept.extend_from_slice(&[0xFF, 0xD9]);
                return Some(kept);
            }
            _ => {}
        }
        let length = 2 + usize::from(u16::from_be_bytes([high, low]));
        let (segment, after) = rest.split_at_checked(length)?;
        let is_profile = || segment.get(4..).is_some_and(|told| told.starts_with(b"ICC_PROFILE\0"));
        let is_of_picture = match kind {
            // How its colours are meant: JFIF, a profile, Adobe's word.
            0xE0 | 0xEE => true,
            0xE2 => is_profile(),
            0xE1..=0xEF | 0xFE => false,
            _ => true,
        };
        if is_of_picture {
            kept.extend_from_slice(segment);
        }
        rest = after;
        if kind == 0xDA {
            let (scan, after) = rest.split_at_checked(scan_length(rest))?;
            kept.extend_from_slice(scan);
            // A file cut off in the middle ends so.
            if after.len() < 4 {
                kept.extend_from_slice(after);
                return Some(kept);
            }
            rest = after;
        }
    }
}

/// Length of the data of a scan: up to the next marker that is none of its own.
fn scan_length(data: &[u8]) -> usize {
    let ends = |pair: &[u8]| matches!(pair, [0xFF, kind] if !matches!(kind, 0x00 | 0xD0..=0xD7 | 0xFF));
    data.windows(2).position(ends).unwrap_or(data.len())
}

/// A PNG without its notes, ended where its picture ends.
fn png(bytes: &[u8]) -> Option<Vec<u8>> {
    let (begin, mut rest) = bytes.split_at_checked(8)?;
    let mut kept = begin.to_vec();
    while let Some((length, _)) = rest.split_first_chunk() {
        // Length, kind, content, sum.
        let whole = usize::try_from(u32::from_be_bytes(*length)).ok()?.checked_add(12)?;
        let (chunk, after) = rest.split_at_checked(whole)?;
        let kind = chunk.get(4..8)?;
        if !TOLD.iter().any(|told| kind == *told) {
            kept.extend_from_slice(chunk);
        }
        if kind == b"IEND" {
            return Some(kept);
        }
        rest = after;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft::Picture;

    /// A JPEG 8 × 4, its left half red.
    fn photograph() -> Vec<u8> {
        let colour = |x, _| image::Rgb(if x < 4 { [220, 20, 20] } else { [20, 20, 220] });
        let mut bytes = Vec::new();
        let picture = DynamicImage::ImageRgb8(image::RgbImage::from_fn(8, 4, colour));
        JpegEncoder::new_with_quality(&mut bytes, 95).encode_image(&picture).unwrap();
        bytes
    }

    /// The same as a telephone leaves it: held that way, with a place, and a film behind the picture.
    fn of_a_telephone(orientation: u8) -> Vec<u8> {
        let mut exif = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
        exif.extend_from_slice(&[orientation, 0, 0, 0, 0, 0, 0]);
        exif.extend_from_slice("北纬30.2度".as_bytes());
        let mut bytes = photograph();
        let mut segment = vec![0xFF, 0xE1, 0, u8::try_from(exif.len() + 2).unwrap()];
        segment.extend_from_slice(&exif);
        segment.extend_from_slice(&[0xFF, 0xFE, 0, 5, b'a', b'b', b'c']);
        bytes.splice(2..2, segment);
        bytes.extend_from_slice("一段录像".as_bytes());
        bytes
    }

    fn holds(bytes: &[u8], text: &str) -> bool {
        bytes.windows(text.len()).any(|part| part == text.as_bytes())
    }

    #[test]
    fn a_photograph_keeps_its_picture_to_the_byte_and_nothing_else() {
        let taken = of_a_telephone(1);
        assert!(holds(&taken, "北纬30.2度") && holds(&taken, "一段录像"));
        assert_eq!(alone(taken), photograph());
        assert_eq!(alone(photograph()), photograph());
    }

    /// Telephones store every picture as the sensor lies and note how it was held: on the page it lay.
    #[test]
    fn a_photograph_taken_upright_stands_upright() {
        let turned = Picture::read(alone(of_a_telephone(6))).unwrap();
        assert_eq!(turned.size(), (4, 8));
        let pixels = turned.pixels().unwrap();
        let red = |row: usize| pixels.rgba[row * 4 * 4] > 128;
        // A quarter to the right: what was left is above.
        assert!(red(0) && !red(7));
        assert!(!holds(turned.bytes(), "北纬30.2度"));
    }

    #[test]
    fn a_png_keeps_its_picture_and_nothing_else() {
        let mut bytes = Cursor::new(Vec::new());
        image::RgbImage::new(3, 2).write_to(&mut bytes, ImageFormat::Png).unwrap();
        let plain = bytes.into_inner();
        let mut noted = plain.clone();
        let note = "Author\0某科员".as_bytes();
        let mut chunk = u32::try_from(note.len()).unwrap().to_be_bytes().to_vec();
        chunk.extend_from_slice(b"tEXt");
        chunk.extend_from_slice(note);
        chunk.extend_from_slice(&[0; 4]);
        // After the head of 8 and the first chunk of 25 bytes.
        noted.splice(33..33, chunk);
        noted.extend_from_slice("后面的话".as_bytes());
        assert_eq!(alone(noted), plain);
    }

    #[test]
    fn what_is_no_whole_picture_comes_back_as_it_is() {
        for bytes in
            [Vec::new(), b"GIF89a".to_vec(), photograph()[..40].to_vec(), vec![0xFF, 0xD8, 0xFF, 0xE1]]
        {
            assert_eq!(alone(bytes.clone()), bytes);
        }
    }
}
