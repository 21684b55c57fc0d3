//! Paths become rules: lines that are stroked, bars so thin that they are lines, frames. Programs draw the
//! border of a table in all of these ways, and often in pieces.

use super::painted::{Ground, Matrix, Rule};

/// A bar up to this thick, in points, is a rule.
const THICKEST: f64 = 3.0;
/// What is shorter, in points, is nothing.
const SHORTEST: f64 = 0.2;
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

    /// The rules that it is when it is filled: thin bars, dots of a dotted line, frames between an outer and an
    /// inner rectangle.
    pub fn filled(&self) -> Vec<Rule> {
        let mut rules = Vec::new();
        let mut outer: Option<Ground> = None;
        for ground in self.strokes.iter().filter_map(ground) {
            match outer.take().filter(|outer| frames(*outer, ground)) {
                Some(outer) => rules.extend(frame(outer, ground)),
                None if is_bar(ground) => rules.extend(bar(ground)),
                None => outer = Some(ground),
            }
        }
        rules
    }

    /// The rectangles that it is when it is filled, thin bars left out.
    pub fn grounds(&self) -> impl Iterator<Item = Ground> {
        self.strokes.iter().filter_map(ground).filter(|ground| !is_bar(*ground))
    }
}

/// The rectangle that a part of a path is.
fn ground(stroke: &Stroke) -> Option<Ground> {
    let edges = stroke.corners.iter().zip(stroke.corners.iter().skip(1));
    let along = |((ax, ay), (bx, by)): (&(f64, f64), &(f64, f64))| {
        (ax - bx).abs() <= LEANING || (ay - by).abs() <= LEANING
    };
    let is_rectangle =
        !stroke.curved && (4..=6).contains(&stroke.corners.len()) && edges.into_iter().all(along);
    is_rectangle.then(|| Ground::around(stroke.corners.iter().copied())).flatten()
}

fn is_bar(ground: Ground) -> bool {
    (ground.right - ground.left).min(ground.bottom - ground.top) <= THICKEST
}

/// The rules that a thin one is: a dot may be part of one in either direction.
fn bar(ground: Ground) -> impl Iterator<Item = Rule> {
    let Ground { left, top, right, bottom } = ground;
    let (x, y) = ground.middle();
    let (width, height) = (right - left, bottom - top);
    let across = straight((left, y), (right, y))
        .filter(|_| height <= THICKEST && (width >= height || width <= THICKEST));
    let down = straight((x, top), (x, bottom))
        .filter(|_| width <= THICKEST && (height >= width || height <= THICKEST));
    across.into_iter().chain(down)
}

/// Whether `inner` lies inside with only room for a rule between.
fn frames(outer: Ground, inner: Ground) -> bool {
    let room = 0.0..=THICKEST;
    room.contains(&(inner.left - outer.left))
        && room.contains(&(inner.top - outer.top))
        && room.contains(&(outer.right - inner.right))
        && room.contains(&(outer.bottom - inner.bottom))
}

/// The sides of a frame that are drawn: where both rectangles meet there is none.
fn frame(outer: Ground, inner: Ground) -> impl Iterator<Item = Rule> {
    let between = outer.sides().into_iter().zip(inner.sides());
    between
        .filter(|(outer, inner)| (outer.at - inner.at).abs() > 0.01)
        .map(|(outer, inner)| Rule { at: f64::midpoint(outer.at, inner.at), ..outer })
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
        assert_eq!(path(&[[10.0, 20.0, 100.0, 30.0]]).grounds().count(), 1);
        let dot = path(&[[10.0, 20.0, 1.0, 1.0]]).filled();
        assert_eq!(dot, [across(20.5, 10.0, 11.0), down(10.5, 20.0, 21.0)], "of a dotted line, whichever");
        let frame = path(&[[0.0, 0.0, 100.0, 50.0], [1.0, 1.0, 98.0, 49.0]]).filled();
        assert_eq!(frame, [across(0.5, 0.0, 100.0), down(0.5, 0.0, 50.0), down(99.5, 0.0, 50.0)]);
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
