//! Where the pages stand on the desk: one under the other, in points of the window.

use egui::{Pos2, Rect, Vec2, pos2, vec2};

use crate::typeset::{Page, measures};

/// Points of the window for a point of the page at 100 %: an inch of paper is 96 points of the window.
pub(super) const FULL_SIZE: f32 = 96.0 / 72.0;
/// Room around the pages, and between two, where their number stands.
const MARGIN: f32 = 20.0;
const GAP: f32 = 34.0;
/// The least and the most zoom.
pub(super) const RANGE: (f32, f32) = (0.2, 4.0);
/// What the buttons step through.
const STEPS: [f32; 15] = [0.25, 0.33, 0.5, 0.67, 0.75, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0, 4.0];

/// How large pages are shown.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Zoom {
    /// As wide as the pane.
    Width,
    /// The whole page in the pane.
    Page,
    /// So large; 1 is 100 %.
    Fixed(f32),
}

/// The next step up or down from a zoom.
pub(super) fn step(zoom: f32, up: bool) -> f32 {
    let found = match up {
        true => STEPS.into_iter().find(|step| *step > zoom + 0.005),
        false => STEPS.into_iter().rev().find(|step| *step < zoom - 0.005),
    };
    found.unwrap_or(zoom)
}

/// The pages of a document at a zoom.
pub(super) struct Stack {
    /// Upper edge, width and height of each, as it is read.
    pages: Vec<(f32, Vec2)>,
    zoom: f32,
}

/// A sheet of A4 in points: what is shown before the first page is there.
const A4: Vec2 = vec2(measures::PAGE_WIDTH, measures::PAGE_HEIGHT);

/// The size of a page as it is read, in points of the page.
pub(super) fn reading_size(page: &Page) -> Vec2 {
    if page.turned { vec2(page.height, page.width) } else { vec2(page.width, page.height) }
}

impl Zoom {
    /// The zoom in a pane of that size.
    pub(super) fn in_pane(self, pane: Vec2, sizes: &[Vec2]) -> f32 {
        let largest = sizes.iter().copied().reduce(Vec2::max).unwrap_or(A4) * FULL_SIZE;
        let first = sizes.first().copied().unwrap_or(A4) * FULL_SIZE;
        let room = pane - vec2(2.0 * MARGIN, 2.0 * MARGIN);
        let zoom = match self {
            // A turned page among upright ones does not make these smaller.
            Self::Width => room.x / first.x,
            Self::Page => (room.x / largest.x).min(room.y / largest.y),
            Self::Fixed(zoom) => zoom,
        };
        zoom.clamp(RANGE.0, RANGE.1)
    }
}

impl Stack {
    /// Pages of these sizes, in points of the page.
    pub(super) fn new(sizes: &[Vec2], zoom: f32) -> Self {
        let mut top = MARGIN;
        let pages = sizes.iter().map(|size| {
            let size = *size * FULL_SIZE * zoom;
            let at = top;
            top += size.y + GAP;
            (at, size)
        });
        Self { pages: pages.collect(), zoom }
    }

    /// What the pages take up.
    pub(super) fn size(&self) -> Vec2 {
        let width = self.pages.iter().map(|(_, size)| size.x).fold(0.0, f32::max);
        let bottom = self.pages.last().map_or(MARGIN, |(top, size)| top + size.y + GAP);
        vec2(width + 2.0 * MARGIN, bottom)
    }

    /// Each page in a pane of that width whose upper left corner is at `origin`.
    pub(super) fn rects(&self, origin: Pos2, width: f32) -> impl Iterator<Item = Rect> {
        let middle = origin.x + width.max(self.size().x) / 2.0;
        self.pages
            .iter()
            .map(move |(top, size)| Rect::from_min_size(pos2(middle - size.x / 2.0, origin.y + top), *size))
    }

    /// The page at a height, and how far down it that is, in its own points. Above the first page, and
    /// between two, it is the next one.
    pub(super) fn at(&self, y: f32) -> (usize, f32) {
        let next = self.pages.iter().position(|(top, size)| y < top + size.y);
        let page = next.unwrap_or(self.pages.len().saturating_sub(1));
        let top = self.pages.get(page).map_or(0.0, |(top, _)| *top);
        (page, (y - top).max(0.0) / (self.zoom * FULL_SIZE))
    }

    /// The height of a place of a page, from [`Stack::at`].
    pub(super) fn height_of(&self, (page, down): (usize, f32)) -> f32 {
        self.pages.get(page).map_or(0.0, |(top, _)| top + down * self.zoom * FULL_SIZE)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_on_a_page_is_found_again_at_another_zoom() {
        let sizes = [A4, vec2(841.89, 595.28), A4];
        let (small, large) = (Stack::new(&sizes, 0.5), Stack::new(&sizes, 1.7));
        for (page, down) in [(0, 0.0), (0, 400.0), (1, 12.0), (2, 800.0)] {
            let (found, at) = large.at(large.height_of((page, down)));
            assert!(found == page && (at - down).abs() < 0.1, "{page} {down}: {found} {at}");
            let (found, at) = small.at(small.height_of((page, down)));
            assert!(found == page && (at - down).abs() < 0.1, "{page} {down}: {found} {at}");
        }
        assert_eq!(small.at(0.0), (0, 0.0), "above the first page");
        assert_eq!(small.at(1e6).0, 2, "under the last");
    }

    #[test]
    fn a_page_fits_the_pane() {
        let check = |zoom: Zoom, pane: Vec2, expected: f32| {
            let found = zoom.in_pane(pane, &[A4]);
            assert!((found - expected).abs() < 0.01, "{zoom:?} in {pane}: {found}");
        };
        check(Zoom::Width, vec2(40.0 + 793.7, 300.0), 1.0);
        check(Zoom::Page, vec2(4000.0, 40.0 + 1122.5 / 2.0), 0.5);
        check(Zoom::Fixed(1.5), vec2(10.0, 10.0), 1.5);
        check(Zoom::Width, vec2(0.0, 0.0), RANGE.0);
    }

    #[test]
    fn steps_go_up_and_down_and_stop() {
        assert_eq!((step(1.0, true), step(1.0, false), step(0.8, true)), (1.1, 0.9, 0.9));
        assert_eq!((step(4.0, true), step(0.25, false)), (4.0, 0.25));
    }
}
