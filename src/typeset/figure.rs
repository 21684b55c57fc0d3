//! Pictures, and the line under a picture or chart.

use super::linebreak::Style;
use super::measures::{HEIGHT, LEFT, WIDTH};
use super::strip::{Align, Figure, Strip, keep_together, plain_lines};
use super::{FontBook, Item, Part, PlacedPicture, Role};
use crate::draft::Picture;

/// A chart or picture is no higher than this, in points: there is room on its page for the heading before it
/// and the line under it.
pub(super) const MOST_HEIGHT: f32 = HEIGHT * 2.0 / 3.0;
/// Pixels on an inch of a picture that needs no shrinking: what a screen shot or scan prints well at.
const RESOLUTION: f32 = 150.0;
/// Between a figure and the line under it, in points.
pub(super) const CAPTION_GAP: f32 = 5.0;
/// 小四楷体 and the height of its line.
const CAPTION: (f32, f32) = (12.0, 20.0);

/// A picture in its own size, or shrunk to the width of the type area and two thirds of its height, centred;
/// the caption under it.
pub(super) fn picture(picture: &Picture, caption: &str, block: usize, fonts: &FontBook) -> Vec<Strip> {
    let (width, height) = picture.size();
    let (width, height) = (width.max(1) as f32 * 72.0 / RESOLUTION, height.max(1) as f32 * 72.0 / RESOLUTION);
    let scale = (WIDTH / width).min(MOST_HEIGHT / height).min(1.0);
    let (width, height) = (width * scale, height * scale);
    let placed = PlacedPicture {
        block,
        x: LEFT + (WIDTH - width) / 2.0,
        y: 0.0,
        width,
        height,
        picture: picture.clone(),
    };
    let figure = Figure { height: height + CAPTION_GAP, items: vec![Item::Picture(placed)], keep: false };
    with_caption(figure, caption, block, fonts)
}

/// A figure and the line under it, kept on one page.
pub(super) fn with_caption(figure: Figure, caption: &str, block: usize, fonts: &FontBook) -> Vec<Strip> {
    let style = (Style::new(Role::Kai, CAPTION.0), CAPTION.1);
    let mut strips = vec![Strip::Figure(Box::new(figure))];
    strips.extend(plain_lines(caption, (Part::Caption, block), style, (Align::Centre, WIDTH), fonts));
    keep_together(&mut strips);
    strips
}
