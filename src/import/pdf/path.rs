//! Paths become rules: lines that are stroked, bars so thin that they are lines, frames. Programs draw the
//! border of a table in all of these ways, and often in pieces.

use super::painted::{Matrix, Rule};

/// A bar up to this thick, in points, is a rule.
const THICKEST: f64 = 3.0;
/// What is shorter, in points, is a dot or the corner between two rules.
const SHORTEST: f64 = 2.0;
/// How far a rule may lean, in points.
const LEANING: f64 = 0.7;
/// The most corners of one path; no table has more.
const MOST_CORNERS: usize = 50_000;

/// A path being drawn, in places of the page.
#[derive(Debug, Default)]
pub(super) struct Path {
    strokes: Vec<Stroke>,
    corners: usize,
}

/// A part of a path drawn without lifting the pen.
#[derive(Debug, Default)]
struct Stroke {
    corners: Vec<(f64, f64)>,
    curved: bool,
}

impl Path {
    /// Begins a new part.
    pub fn move_to(&mut self, place: (f64, f64)) {
        if self.corners > MOST_CORNERS {
            return;
        }
        self.strokes.push(Stroke { corners: vec![place], curved: false });
        self.corners += 1;
    }

    /// A straight line to there.
    pub fn line_to(&mut self, place: (f64, f64)) {
        self.corners += 1;
        if self.corners <= MOST_CORNERS
            && let Some(stroke) = self.strokes.last_mut()
        {
            stroke.corners.push(place);
        }
    }

    /// A curve to there.
    pub fn curve_to(&mut self, place: (f64, f64)) {
        self.line_to(place);
        if let Some(stroke) = self.strokes.last_mut() {
            stroke.curved = true;
        }
    }

    /// Back to where the part began.
    pub fn close(&mut self) {
        if let Some(first) = self.strokes.last().and_then(|stroke| stroke.corners.first()) {
            self.line_to(*first);
        }
    }

    /// A rectangle from a corner on.
    pub fn rectangle(&mut self, [x, y, width, height]: [f64; 4], matrix: Matrix) {
        self.move_to(matrix.place(x, y));
        for (x, y) in [(x + width, y), (x + width, y + height), (x, y + height), (x, y)] {
            self.line_to(matrix.place(x, y));
        }
    }

    /// The rules that its lines are when they are stroked.
    pub fn stroked(&self) -> impl Iterator<Item = Rule> {
        self.strokes.iter().filter(|stroke| !stroke.curved).flat_map(|stroke| {
            let pairs = stroke.corners.iter().zip(stroke.corners.iter().skip(1));
            pairs.filter_map(|(from, to)| straight(*from, *to))
        })
    }

    /// The rules that it is when it is filled: thin bars, and frames between an outer and an inner rectangle.
    pub fn filled(&self) -> Vec<Rule> {
        let mut rules = Vec::new();
        let mut outer: Option<Area> = None;
        for area in self.strokes.iter().filter_map(Area::of) {
            match outer.take().filter(|outer| outer.frames(area)) {
                Some(outer) => rules.extend(outer.sides(area)),
                None if area.is_bar() => rules.extend(area.bar()),
                None => outer = Some(area),
            }
        }
        rules
    }
}

/// A rectangle along the edges of the page.
#[derive(Debug, Clone, Copy)]
struct Area {
    left: f64,
    top: f64,
    right: f64,
    bottom: f64,
}

impl Area {
    fn of(stroke: &Stroke) -> Option<Self> {
        let edges = stroke.corners.iter().zip(stroke.corners.iter().skip(1));
        let along = |((ax, ay), (bx, by)): (&(f64, f64), &(f64, f64))| {
            (ax - bx).abs() <= LEANING || (ay - by).abs() <= LEANING
        };
        if stroke.curved || !(4..=6).contains(&stroke.corners.len()) || !edges.into_iter().all(along) {
            return None;
        }
        let (x, y) = stroke.corners.first().copied()?;
        let mut area = Self { left: x, top: y, right: x, bottom: y };
        for (x, y) in &stroke.corners {
            area.left = area.left.min(*x);
            area.right = area.right.max(*x);
            area.top = area.top.min(*y);
            area.bottom = area.bottom.max(*y);
        }
        Some(area)
    }

    fn is_bar(self) -> bool {
        (self.right - self.left).min(self.bottom - self.top) <= THICKEST
    }

    /// The rule that a thin one is.
    fn bar(self) -> Option<Rule> {
        let middle = (f64::midpoint(self.left, self.right), f64::midpoint(self.top, self.bottom));
        if self.right - self.left > self.bottom - self.top {
            straight((self.left, middle.1), (self.right, middle.1))
        } else {
            straight((middle.0, self.top), (middle.0, self.bottom))
        }
    }

    /// Whether `inner` lies inside with only room for a rule between.
    fn frames(self, inner: Self) -> bool {
        let room = 0.0..=THICKEST;
        room.contains(&(inner.left - self.left))
            && room.contains(&(inner.top - self.top))
            && room.contains(&(self.right - inner.right))
            && room.contains(&(self.bottom - inner.bottom))
    }

    /// The sides of a frame that are drawn: where both rectangles meet there is none.
    fn sides(self, inner: Self) -> impl Iterator<Item = Rule> {
        let thick = |room: f64| room > 0.01;
        let (left, right) = (f64::midpoint(self.left, inner.left), f64::midpoint(self.right, inner.right));
        let (top, bottom) = (f64::midpoint(self.top, inner.top), f64::midpoint(self.bottom, inner.bottom));
        let sides = [
            (thick(inner.left - self.left), (left, self.top), (left, self.bottom)),
            (thick(self.right - inner.right), (right, self.top), (right, self.bottom)),
            (thick(inner.top - self.top), (self.left, top), (self.right, top)),
            (thick(self.bottom - inner.bottom), (self.left, bottom), (self.right, bottom)),
        ];
        sides.into_iter().filter_map(|(drawn, from, to)| straight(from, to).filter(|_| drawn))
    }
}

/// The rule between two places, if they lie along the edges of the page.
fn straight(from: (f64, f64), to: (f64, f64)) -> Option<Rule> {
    let (across, down) = ((from.0 - to.0).abs(), (from.1 - to.1).abs());
    let rule = |vertical, at, from: f64, to: f64| Rule { vertical, at, from: from.min(to), to: from.max(to) };
    if across <= LEANING && down >= SHORTEST {
        Some(rule(true, f64::midpoint(from.0, to.0), from.1, to.1))
    } else if down <= LEANING && across >= SHORTEST {
        Some(rule(false, f64::midpoint(from.1, to.1), from.0, to.0))
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn across(at: f64, from: f64, to: f64) -> Rule {
        Rule { vertical: false, at, from, to }
    }

    fn down(at: f64, from: f64, to: f64) -> Rule {
        Rule { vertical: true, at, from, to }
    }

    fn path(rectangles: &[[f64; 4]]) -> Path {
        let mut path = Path::default();
        rectangles.iter().for_each(|rectangle| path.rectangle(*rectangle, Matrix::NONE));
        path
    }

    #[test]
    fn lines_bars_and_frames_are_rules() {
        let mut line = Path::default();
        line.move_to((10.0, 20.0));
        line.line_to((110.0, 20.0));
        assert_eq!(line.stroked().collect::<Vec<_>>(), [across(20.0, 10.0, 110.0)]);
        assert_eq!(path(&[[10.0, 19.75, 100.0, 0.5]]).filled(), [across(20.0, 10.0, 110.0)]);
        assert_eq!(path(&[[10.0, 20.0, 100.0, 30.0]]).stroked().count(), 4);
        assert!(path(&[[10.0, 20.0, 100.0, 30.0]]).filled().is_empty(), "the ground of a cell");
        assert!(path(&[[10.0, 20.0, 0.5, 0.5]]).filled().is_empty(), "a corner");
        let frame = path(&[[0.0, 0.0, 100.0, 50.0], [1.0, 1.0, 98.0, 49.0]]).filled();
        assert_eq!(frame, [down(0.5, 0.0, 50.0), down(99.5, 0.0, 50.0), across(0.5, 0.0, 100.0)]);
    }

    #[test]
    fn slanted_and_curved_lines_are_none() {
        let mut slanted = Path::default();
        slanted.move_to((0.0, 0.0));
        slanted.line_to((50.0, 50.0));
        slanted.move_to((0.0, 0.0));
        slanted.curve_to((50.0, 0.0));
        assert_eq!(slanted.stroked().count(), 0);
        assert!(slanted.filled().is_empty());
    }
}
