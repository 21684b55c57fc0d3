//! A picture in the text of a report: PNG or JPEG, kept as the file it came in.

use std::io::Cursor;
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use image::{ImageFormat, ImageReader, Limits};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::photograph;
use crate::error::Error;

/// The largest file taken, in bytes: drafts go by mail and on sticks.
pub const MOST_BYTES: usize = 8 * 1024 * 1024;
/// The most bytes that all pictures of a draft may have together.
pub const MOST_TOGETHER: usize = 16 * 1024 * 1024;
/// The longest side taken, in pixels.
pub const MOST_PIXELS: u32 = 10_000;
/// The most memory that decoding may ask for, in bytes.
const MOST_MEMORY: u64 = 256 * 1024 * 1024;

/// What kind of file a picture is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PictureFormat {
    /// PNG.
    Png,
    /// JPEG.
    Jpeg,
}

/// A picture as its file has it. Cloning shares the bytes.
#[derive(Clone, PartialEq, Eq)]
pub struct Picture {
    bytes: Arc<[u8]>,
    format: PictureFormat,
    width: u32,
    height: u32,
}

/// A picture decoded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pixels {
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// Red, green, blue, alpha of each pixel, row by row from the top left; 4 × width × height bytes.
    pub rgba: Vec<u8>,
}

impl Picture {
    /// Takes a picture from the bytes of its file. Decodes it once, so that a broken one is told here and
    /// not at the export.
    ///
    /// # Errors
    /// Neither PNG nor JPEG, broken, larger than [`MOST_BYTES`] or wider or higher than [`MOST_PIXELS`].
    pub fn read(bytes: impl Into<Arc<[u8]>>) -> Result<Self, Error> {
        let bytes = bytes.into();
        if bytes.len() > MOST_BYTES {
            let most = MOST_BYTES / 1024 / 1024;
            return Err(Error::new(format!("图片超过 {most} MB")).hint("请先把图片缩小"));
        }
        let format = match image::guess_format(&bytes) {
            Ok(ImageFormat::Png) => PictureFormat::Png,
            Ok(ImageFormat::Jpeg) => PictureFormat::Jpeg,
            _ => return Err(Error::new("图片不是 PNG 或者 JPEG 格式").hint("请先另存为 PNG 或 JPEG")),
        };
        let mut picture = Self { bytes, format, width: 0, height: 0 };
        let pixels = picture.pixels()?;
        (picture.width, picture.height) = (pixels.width, pixels.height);
        Ok(picture)
    }

    /// Takes a picture to be put into a report: upright, and without what else its file tells, where a
    /// photograph was taken above all.
    ///
    /// # Errors
    /// As [`Picture::read`].
    pub fn alone(bytes: Vec<u8>) -> Result<Self, Error> {
        // What is too large is refused before it is copied.
        if bytes.len() > MOST_BYTES {
            return Self::read(bytes);
        }
        Self::read(photograph::alone(bytes))
    }

    /// The bytes of its file.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// PNG or JPEG.
    pub fn format(&self) -> PictureFormat {
        self.format
    }

    /// Width and height in pixels, each from 1 to [`MOST_PIXELS`].
    pub fn size(&self) -> (u32, u32) {
        (self.width, self.height)
    }

    /// The picture decoded and made small: no side longer than `longest` pixels, none enlarged.
    ///
    /// # Errors
    /// As [`Picture::pixels`].
    pub fn thumbnail(&self, longest: u32) -> Result<Pixels, Error> {
        let Pixels { width, height, rgba } = self.pixels()?;
        let Some(whole) = image::RgbaImage::from_raw(width, height, rgba) else {
            return Err(Error::new("图片读不出来"));
        };
        let most = width.max(height).max(1);
        if most <= longest {
            return Ok(Pixels { width, height, rgba: whole.into_raw() });
        }
        let side = |side: u32| (u64::from(side) * u64::from(longest) / u64::from(most)).max(1) as u32;
        let small = image::imageops::thumbnail(&whole, side(width), side(height));
        Ok(Pixels { width: small.width(), height: small.height(), rgba: small.into_raw() })
    }

    /// The picture decoded.
    ///
    /// # Errors
    /// The file is broken, or asks for too much memory.
    pub fn pixels(&self) -> Result<Pixels, Error> {
        let format = match self.format {
            PictureFormat::Png => ImageFormat::Png,
            PictureFormat::Jpeg => ImageFormat::Jpeg,
        };
        let mut reader = ImageReader::with_format(Cursor::new(&*self.bytes), format);
        reader.limits(limits());
        let decoded = reader.decode().map_err(|fault| {
            let what = format!("图片读不出来（{fault}）");
            Error::new(what).hint(format!("文件可能已损坏，或者边长超过 {MOST_PIXELS} 像素"))
        })?;
        let rgba = decoded.into_rgba8();
        Ok(Pixels { width: rgba.width(), height: rgba.height(), rgba: rgba.into_raw() })
    }
}

/// What decoding may ask for.
pub(super) fn limits() -> Limits {
    let mut limits = Limits::default();
    limits.max_image_width = Some(MOST_PIXELS);
    limits.max_image_height = Some(MOST_PIXELS);
    limits.max_alloc = Some(MOST_MEMORY);
    limits
}

/// Characters of base64 in one line of a draft's file.
const LINE: usize = 120;

/// As lines of base64: the only thing in a draft's file that a person cannot read.
impl Serialize for Picture {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        // Three bytes are four characters, so every line but the last is whole.
        to.collect_seq(self.bytes.chunks(LINE / 4 * 3).map(|line| STANDARD.encode(line)))
    }
}

impl<'de> Deserialize<'de> for Picture {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text: String = Vec::<String>::deserialize(from)?.concat();
        if text.len() / 4 * 3 > MOST_BYTES + 3 {
            return Err(de::Error::custom(format!("图片超过 {} MB", MOST_BYTES / 1024 / 1024)));
        }
        let bytes = STANDARD.decode(text).map_err(|_| de::Error::custom("图片的内容已损坏"))?;
        Self::read(bytes).map_err(|error| de::Error::custom(error.what))
    }
}

impl std::fmt::Debug for Picture {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Picture({:?}, {} × {}, {} bytes)", self.format, self.width, self.height, self.bytes.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(format: ImageFormat) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        image::RgbImage::from_pixel(7, 5, image::Rgb([200, 30, 40])).write_to(&mut bytes, format).unwrap();
        bytes.into_inner()
    }

    #[test]
    fn a_picture_is_kept_as_its_file_and_knows_its_size() {
        for format in [ImageFormat::Png, ImageFormat::Jpeg] {
            let bytes = file(format);
            let picture = Picture::read(bytes.clone()).unwrap();
            assert_eq!((picture.size(), picture.bytes()), ((7, 5), &*bytes));
            assert_eq!(picture.pixels().unwrap().rgba.len(), 7 * 5 * 4);
            let small = picture.thumbnail(3).unwrap();
            assert_eq!((small.width, small.height, small.rgba.len()), (3, 2, 24));
            assert_eq!(picture.thumbnail(100).unwrap(), picture.pixels().unwrap());
        }
    }

    #[test]
    fn what_is_no_picture_is_refused_with_the_way_out() {
        let check = |bytes: Vec<u8>, expected: &str| {
            let error = Picture::read(bytes).unwrap_err().to_string();
            assert!(error.contains(expected), "{error}");
        };
        check(b"GIF89a".to_vec(), "PNG 或者 JPEG");
        check(Vec::new(), "PNG 或者 JPEG");
        let half = file(ImageFormat::Png);
        check(half.get(..half.len() / 2).unwrap().to_vec(), "读不出来");
        check(vec![0; MOST_BYTES + 1], "超过 8 MB");
    }

    /// A PNG of a few bytes may claim a size that no memory holds.
    #[test]
    fn a_picture_that_claims_to_be_huge_is_refused_before_memory() {
        let mut bytes = file(ImageFormat::Png);
        // Width and height of the header, and the sum of its bytes that PNG asks for.
        bytes[16..24].copy_from_slice(&[0x00, 0x01, 0x00, 0x00, 0x00, 0x01, 0x00, 0x00]);
        assert!(Picture::read(bytes).is_err());
    }
}
