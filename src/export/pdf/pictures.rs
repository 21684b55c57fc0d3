//! Pictures as PDF objects. A JPEG stays the file that it is where a PDF can show it; anything else becomes
//! the data of a PNG without transparency. Neither is finer than a press prints.

use std::collections::BTreeMap;

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{DynamicImage, ExtendedColorType, ImageEncoder, RgbImage, imageops};
use printpdf::{DictItem, ExternalStream, ExternalXObject, PdfDocument, XObject, XObjectId};

use crate::draft::{Picture, PictureFormat};
use crate::error::Error;
use crate::typeset::{Item, Pages, PlacedPicture};

/// The finest that a picture is kept, in pixels per inch.
const FINEST: f32 = 300.0;
/// Of a JPEG that is made smaller, 1–100.
const QUALITY: u8 = 88;

/// A picture ready to be shown.
struct Image {
    width: u32,
    height: u32,
    /// 1 grey, 3 red, green and blue.
    colours: u8,
    coding: Coding,
    data: Vec<u8>,
}

/// How the data of a picture are to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Coding {
    Jpeg,
    Png,
}

/// The name of picture number `number` of the document, from 0.
pub(super) fn name(number: usize) -> XObjectId {
    XObjectId(format!("P{number}"))
}

/// Gives all pictures of the pages to the document, in their order.
///
/// # Errors
/// A picture that was whole when it was taken in cannot be read.
pub(super) fn put_into(document: &mut PdfDocument, pages: &Pages) -> Result<(), Error> {
    let items = pages.pages.iter().flat_map(|page| &page.items);
    let pictures =
        items.filter_map(|item| if let Item::Picture(picture) = item { Some(picture) } else { None });
    for (number, placed) in pictures.enumerate() {
        let object = XObject::External(object(image(placed)?));
        document.resources.xobjects.map.insert(name(number), object);
    }
    Ok(())
}

fn object(image: Image) -> ExternalXObject {
    let name = |name: &str| DictItem::Name(name.as_bytes().to_vec());
    let integer = |number: u32| DictItem::Int(i64::from(number));
    let mut dict: BTreeMap<String, DictItem> = [
        ("Type", name("XObject")),
        ("Subtype", name("Image")),
        ("Width", integer(image.width)),
        ("Height", integer(image.height)),
        ("BitsPerComponent", integer(8)),
        ("ColorSpace", name(if image.colours == 1 { "DeviceGray" } else { "DeviceRGB" })),
    ]
    .into_iter()
    .map(|(key, item)| (key.to_owned(), item))
    .collect();
    match image.coding {
        Coding::Jpeg => _ = dict.insert("Filter".to_owned(), name("DCTDecode")),
        Coding::Png => {
            let how = [("Predictor", 15), ("Colors", u32::from(image.colours)), ("Columns", image.width)];
            let map = how.into_iter().map(|(key, number)| (key.to_owned(), integer(number))).collect();
            dict.insert("DecodeParms".to_owned(), DictItem::Dict { map });
            dict.insert("Filter".to_owned(), name("FlateDecode"));
        }
    }
    let stream = ExternalStream { dict, content: image.data, compress: false };
    ExternalXObject { stream, width: None, height: None, dpi: None }
}

fn image(placed: &PlacedPicture) -> Result<Image, Error> {
    let picture = &placed.picture;
    let (width, height) = picture.size();
    let finest = |pixels: u32, points: f32| {
        // At least one pixel, and no more than there are.
        ((points / 72.0 * FINEST).ceil().max(1.0) as u32).min(pixels)
    };
    let (fewer_across, fewer_down) = (finest(width, placed.width), finest(height, placed.height));
    let is_too_fine = fewer_across < width && fewer_down < height;
    let kept = kept_jpeg(picture);
    if !is_too_fine && let Some(colours) = kept {
        return Ok(Image { width, height, colours, coding: Coding::Jpeg, data: picture.bytes().to_vec() });
    }
    let pixels = picture.pixels()?;
    let opaque = on_white(&pixels.rgba);
    let Some(rgb) = RgbImage::from_raw(pixels.width, pixels.height, opaque) else {
        return Err(broken(&"像素数与尺寸不符"));
    };
    let rgb = if is_too_fine { imageops::thumbnail(&rgb, fewer_across, fewer_down) } else { rgb };
    let is_grey = rgb.pixels().all(|pixel| pixel.0.iter().all(|part| *part == pixel.0[0]));
    if let Some(colours) = kept {
        let coarser = jpeg(&rgb)?;
        let (width, height) = rgb.dimensions();
        return Ok(match coarser.len() < picture.bytes().len() {
            true => Image { width, height, colours: 3, coding: Coding::Jpeg, data: coarser },
            false => {
                let (width, height) = picture.size();
                Image { width, height, colours, coding: Coding::Jpeg, data: picture.bytes().to_vec() }
            }
        });
    }
    png(rgb, is_grey)
}

/// Number of colours of a JPEG that PDF shows as it is; `None` for a PNG and for a rarer JPEG (of a press, or
/// of more than 8 bits), whose colours would come out wrong.
fn kept_jpeg(picture: &Picture) -> Option<u8> {
    if picture.format() != PictureFormat::Jpeg {
        return None;
    }
    let mut rest = picture.bytes().get(2..)?;
    loop {
        let [0xFF, kind, high, low, ..] = *rest else { return None };
        let segment = rest.get(4..)?;
        match kind {
            // A filler before the marker.
            0xFF => {
                rest = rest.get(1..)?;
                continue;
            }
            // Baseline, extended and progressive.
            0xC0..=0xC2 => {
                let [8, _, _, _, _, colours @ (1 | 3), ..] = *segment else { return None };
                return Some(colours);
            }
            0xDA => return None,
            _ => {}
        }
        rest = rest.get(2 + usize::from(u16::from_be_bytes([high, low]))..)?;
    }
}

/// Transparent pixels as they look on paper.
fn on_white(rgba: &[u8]) -> Vec<u8> {
    let mixed = |part: u8, alpha: u8| {
        let (part, alpha) = (u32::from(part), u32::from(alpha));
        // At most 255 by the weights.
        ((part * alpha + 255 * (255 - alpha) + 127) / 255) as u8
    };
    let (pixels, _) = rgba.as_chunks::<4>();
    pixels.iter().flat_map(|[r, g, b, a]| [mixed(*r, *a), mixed(*g, *a), mixed(*b, *a)]).collect()
}

fn jpeg(rgb: &RgbImage) -> Result<Vec<u8>, Error> {
    let mut data = Vec::new();
    JpegEncoder::new_with_quality(&mut data, QUALITY).encode_image(rgb).map_err(|fault| broken(&fault))?;
    Ok(data)
}

fn png(rgb: RgbImage, is_grey: bool) -> Result<Image, Error> {
    let (width, height) = rgb.dimensions();
    let (data, colours, kind) = match is_grey {
        true => (DynamicImage::ImageRgb8(rgb).into_luma8().into_raw(), 1, ExtendedColorType::L8),
        false => (rgb.into_raw(), 3, ExtendedColorType::Rgb8),
    };
    let mut file = Vec::new();
    PngEncoder::new_with_quality(&mut file, CompressionType::Best, FilterType::Adaptive)
        .write_image(&data, width, height, kind)
        .map_err(|fault| broken(&fault))?;
    let data = png_data(&file).ok_or_else(|| broken(&"写成的 PNG 不完整"))?;
    Ok(Image { width, height, colours, coding: Coding::Png, data })
}

/// The compressed rows of a PNG: PDF reads the same, with the same filters.
fn png_data(file: &[u8]) -> Option<Vec<u8>> {
    let mut data = Vec::new();
    let mut rest = file.get(8..)?;
    while let Some((length, after)) = rest.split_first_chunk() {
        let length = usize::try_from(u32::from_be_bytes(*length)).ok()?;
        let (kind, after) = after.split_first_chunk::<4>()?;
        if kind == b"IDAT" {
            data.extend_from_slice(after.get(..length)?);
        }
        rest = after.get(length + 4..)?;
    }
    (!data.is_empty()).then_some(data)
}

fn broken(fault: &dyn std::fmt::Display) -> Error {
    Error::new(format!("图片不能写入 PDF：{fault}")).hint("请把图片另存为 PNG 或 JPEG 再插入")
}
