//! The clerk's pictures at the size they are shown: decoded and scaled once, not with every page.

use image::imageops::FilterType;
use image::{DynamicImage, RgbaImage};
use tiny_skia::{IntSize, Pixmap};

use crate::draft::Picture;

/// So many are kept, the one used last first.
const KEPT: usize = 8;

/// Pictures scaled so far.
#[derive(Default)]
pub(super) struct Pictures {
    kept: Vec<(Picture, (u32, u32), Option<Pixmap>)>,
}

impl Pictures {
    /// The picture at a size in pixels; `None` where its file is broken, which [`Picture::read`] refuses.
    pub(super) fn at(&mut self, picture: &Picture, size: (u32, u32)) -> Option<&Pixmap> {
        let known = self.kept.iter().position(|(kept, at, _)| *at == size && kept == picture);
        let entry = match known {
            Some(place) => self.kept.remove(place),
            None => (picture.clone(), size, scaled(picture, size)),
        };
        self.kept.insert(0, entry);
        self.kept.truncate(KEPT);
        self.kept.first().and_then(|(_, _, shown)| shown.as_ref())
    }
}

fn scaled(picture: &Picture, (width, height): (u32, u32)) -> Option<Pixmap> {
    let pixels = picture.pixels().ok()?;
    let whole = DynamicImage::ImageRgba8(RgbaImage::from_raw(pixels.width, pixels.height, pixels.rgba)?);
    // Averages where it becomes smaller, so that thin lines of a screenshot do not vanish.
    let mut rgba = whole.resize_exact(width, height, FilterType::Triangle).into_rgba8().into_raw();
    for pixel in rgba.chunks_exact_mut(4) {
        if let [red, green, blue, alpha] = pixel {
            let part = u32::from(*alpha);
            for channel in [red, green, blue] {
                *channel = ((u32::from(*channel) * part + 127) / 255) as u8;
            }
        }
    }
    Pixmap::from_vec(rgba, IntSize::from_wh(width, height)?)
}
