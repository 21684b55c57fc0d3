//! What stands on a page: characters and straight rules, each with its place.

/// A page as it is seen, upright: x from its left edge, y from its top edge, in points.
#[derive(Debug, Clone, Default)]
pub(super) struct Page {
    /// Its width.
    pub width: f64,
    /// Its characters in the order in which they were painted.
    pub glyphs: Vec<Glyph>,
    /// Its rules.
    pub rules: Vec<Rule>,
    /// Its filled rectangles.
    pub grounds: Vec<Ground>,
    /// Whether a picture covers most of it, as on a scanned page.
    pub is_picture: bool,
}

/// A character on a page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Glyph {
    /// What it means; U+FFFD where nothing says.
    pub text: char,
    /// Its left edge.
    pub left: f64,
    /// Where the next one would stand.
    pub right: f64,
    /// The line it stands on.
    pub base: f64,
    /// The size of its font.
    pub size: f64,
    /// The shown text that it is part of: those of one have one number.
    pub run: u32,
}

impl Glyph {
    /// Its middle from left to right.
    pub fn middle(&self) -> f64 {
        f64::midpoint(self.left, self.right)
    }
}

/// A straight rule along the page's edges, or a bar so thin that it is one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Rule {
    /// Whether it runs from top to bottom.
    pub vertical: bool,
    /// Its x if it runs from top to bottom, otherwise its y.
    pub at: f64,
    /// Where it begins, along itself.
    pub from: f64,
    /// Where it ends, not before it begins.
    pub to: f64,
}

/// A rectangle along the page's edges: filled, or with a rule on each side.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Ground {
    /// Its left edge.
    pub left: f64,
    /// Its upper edge.
    pub top: f64,
    /// Its right edge, not left of the left one.
    pub right: f64,
    /// Its lower edge, not above the upper one.
    pub bottom: f64,
}

impl Ground {
    /// The smallest one around places; `None` around none.
    pub fn around(places: impl IntoIterator<Item = (f64, f64)>) -> Option<Self> {
        let mut places = places.into_iter();
        let (x, y) = places.next()?;
        let first = Self { left: x, top: y, right: x, bottom: y };
        Some(places.fold(first, |ground, (x, y)| Self {
            left: ground.left.min(x),
            top: ground.top.min(y),
            right: ground.right.max(x),
            bottom: ground.bottom.max(y),
        }))
    }

    /// Its sides as rules.
    pub fn sides(self) -> [Rule; 4] {
        let Self { left, top, right, bottom } = self;
        [
            Rule { vertical: false, at: top, from: left, to: right },
            Rule { vertical: false, at: bottom, from: left, to: right },
            Rule { vertical: true, at: left, from: top, to: bottom },
            Rule { vertical: true, at: right, from: top, to: bottom },
        ]
    }

    /// Its middle.
    pub fn middle(self) -> (f64, f64) {
        (f64::midpoint(self.left, self.right), f64::midpoint(self.top, self.bottom))
    }
}

/// A way to place things: `[a b c d e f]` takes (x, y) to (ax + cy + e, bx + dy + f).
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Matrix(pub [f64; 6]);

impl Matrix {
    /// Leaves all where it is.
    pub const NONE: Self = Self([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    /// First this, then `next`.
    pub fn then(self, next: Self) -> Self {
        let Self([a, b, c, d, e, f]) = self;
        let (x, y) = next.direction(a, b);
        let (z, w) = next.direction(c, d);
        let (u, v) = next.place(e, f);
        Self([x, y, z, w, u, v])
    }

    /// Where a point comes to stand.
    pub fn place(self, x: f64, y: f64) -> (f64, f64) {
        let Self([.., e, f]) = self;
        let (u, v) = self.direction(x, y);
        (u + e, v + f)
    }

    /// Where a step leads.
    pub fn direction(self, x: f64, y: f64) -> (f64, f64) {
        let Self([a, b, c, d, ..]) = self;
        (a * x + c * y, b * x + d * y)
    }
}
