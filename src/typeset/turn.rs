//! Items moved: down to their place on the page, or with the whole page turned a quarter.

use super::measures::{HEIGHT, LEFT, TOP};
use super::{Area, Item};

/// Degrees by which the lines of a turned page are turned against the clock: they are read from the lower edge
/// of the sheet to the upper, their top at the left.
pub(super) const QUARTER: f32 = 90.0;

/// An item of a strip on the page, the strip beginning `down` points below the upper edge.
pub(super) fn moved_down(item: &Item, down: f32) -> Item {
    let mut item = item.clone();
    match &mut item {
        Item::Text(line) => line.baseline += down,
        Item::Rule(rule) => {
            rule.from.1 += down;
            rule.to.1 += down;
        }
        Item::Area(area) => area.y += down,
        Item::Picture(picture) => picture.y += down,
    }
    item
}

/// Turns an item that was laid out on a type area [`super::measures::TURNED`] wide and high: its top comes to the
/// left edge of the upright type area (GB/T 9704-2012, 8: 表头在订口一边).
pub(super) fn quarter(item: &mut Item) {
    let turned = |x: f32, y: f32| (LEFT + (y - TOP), TOP + HEIGHT - (x - LEFT));
    match item {
        Item::Text(line) => {
            (line.x, line.baseline) = turned(line.x, line.baseline);
            line.angle += QUARTER;
        }
        Item::Rule(rule) => {
            let (from, to) = (turned(rule.from.0, rule.from.1), turned(rule.to.0, rule.to.1));
            // Left or upper end first.
            (rule.from, rule.to) = if from.1 > to.1 { (to, from) } else { (from, to) };
        }
        Item::Area(area) => {
            let (x, y) = turned(area.x + area.width, area.y);
            *area = Area { x, y, width: area.height, height: area.width, ..*area };
        }
        // A picture is never turned: only tables are, with the headings before them.
        Item::Picture(_) => {}
    }
}
