//! Pages as PNG files, one for each page.

use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{ExtendedColorType, ImageEncoder};

use super::Painter;
use crate::draft::Pixels;
use crate::error::Error;
use crate::typeset::{FontBook, Page, Pages};

/// Pixels for an inch in the files: sharp in print, and about a quarter of a megabyte for a page.
pub const PNG_DPI: f32 = 200.0;

/// Each page as a PNG file. Pages without coloured pictures are grey.
///
/// # Errors
/// A page cannot be encoded.
pub fn png_pages(pages: &Pages, book: &FontBook, dpi: f32) -> Result<Vec<Vec<u8>>, Error> {
    let mut painter = Painter::new(book);
    pages.pages.iter().map(|page| png_page(&mut painter, page, dpi)).collect()
}

fn png_page(painter: &mut Painter, page: &Page, dpi: f32) -> Result<Vec<u8>, Error> {
    let Pixels { width, height, rgba } = painter.page(page, dpi / 72.0);
    let mut grey: Vec<u8> = Vec::with_capacity(rgba.len() / 4);
    let is_grey = rgba.chunks_exact(4).all(|pixel| match pixel {
        [red, green, blue, _] if red == green && green == blue => {
            grey.push(*red);
            true
        }
        _ => false,
    });
    let colour = || rgba.chunks_exact(4).flat_map(|pixel| pixel.iter().take(3)).copied().collect();
    let (pixels, kind): (Vec<u8>, _) = match is_grey {
        true => (grey, ExtendedColorType::L8),
        false => (colour(), ExtendedColorType::Rgb8),
    };
    let mut bytes = Vec::new();
    PngEncoder::new_with_quality(&mut bytes, CompressionType::Default, FilterType::Adaptive)
        .write_image(&pixels, width, height, kind)
        .map_err(|fault| Error::new(format!("第 {} 页的图片没有写成（{fault}）", page.number)))?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft::Picture;
    use crate::typeset::{Item, PlacedPicture};

    fn blank() -> Page {
        Page { number: 1, width: 72.0, height: 36.0, turned: false, items: Vec::new() }
    }

    fn check(page: Page, expected: ExtendedColorType) {
        let pages = Pages { pages: vec![page] };
        let files = png_pages(&pages, &FontBook::bundled(None).unwrap(), 100.0).unwrap();
        let read = image::load_from_memory(&files[0]).unwrap();
        assert_eq!((read.width(), read.height()), (100, 50));
        assert_eq!(ExtendedColorType::from(read.color()), expected);
    }

    #[test]
    fn a_page_is_grey_unless_a_picture_has_colours() {
        check(blank(), ExtendedColorType::L8);
        let mut red = std::io::Cursor::new(Vec::new());
        image::RgbImage::from_pixel(4, 4, image::Rgb([200, 30, 40]))
            .write_to(&mut red, image::ImageFormat::Png)
            .unwrap();
        let picture = Picture::read(red.into_inner()).unwrap();
        let placed = PlacedPicture { block: 0, x: 10.0, y: 10.0, width: 20.0, height: 10.0, picture };
        check(Page { items: vec![Item::Picture(placed)], ..blank() }, ExtendedColorType::Rgb8);
    }
}
