//! Small signs drawn in lines, 16 points wide, for buttons without room for words and for ticks of menus.

use std::f32::consts::{FRAC_PI_2, PI};

use egui::{Color32, Painter, Pos2, Rect, Shape, Stroke, StrokeKind, vec2};

/// How wide and high a sign is, in points.
pub const SIDE: f32 = 16.0;
/// How thick its lines are.
const LINE: f32 = 1.3;

/// What a sign shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    /// A disk.
    Save,
    /// An arrow that turns back.
    Undo,
    /// Its mirror image.
    Redo,
    /// A magnifying glass.
    Search,
    /// A window with a pane at the left, filled while that is shown.
    LeftPane(bool),
    /// The same at the right.
    RightPane(bool),
    /// The same along the foot.
    LowPane(bool),
    /// A window beside a printed page, filled while that is shown.
    Page(bool),
    /// A tick.
    Tick,
    /// One of several is chosen.
    Dot,
    /// A minus.
    Less,
    /// A plus.
    More,
}

impl Sign {
    /// Paints it around `middle`.
    pub fn paint(self, painter: &Painter, middle: Pos2, colour: Color32) {
        let stroke = Stroke::new(LINE, colour);
        let corner = middle - vec2(SIDE, SIDE) / 2.0;
        let at = |x: f32, y: f32| corner + vec2(x, y);
        let line = |points: Vec<Pos2>| {
            painter.add(Shape::line(points, stroke));
        };
        match self {
            Self::Save => {
                line(vec![
                    at(2.5, 2.5),
                    at(11.0, 2.5),
                    at(13.5, 5.0),
                    at(13.5, 13.5),
                    at(2.5, 13.5),
                    at(2.5, 1.9),
                ]);
                line(vec![at(5.0, 2.5), at(5.0, 6.0), at(10.0, 6.0), at(10.0, 2.5)]);
                line(vec![at(4.8, 13.5), at(4.8, 9.5), at(11.2, 9.5), at(11.2, 13.5)]);
            }
            Self::Undo | Self::Redo => {
                let is_undo = self == Self::Undo;
                let side = |x: f32, y: f32| at(if is_undo { x } else { SIDE - x }, y);
                let turn = (0..=12_u8).map(|step| {
                    let angle = -FRAC_PI_2 + PI * f32::from(step) / 12.0;
                    side(9.7 + 3.6 * angle.cos(), 8.9 + 3.6 * angle.sin())
                });
                line([side(3.0, 5.3)].into_iter().chain(turn).chain([side(5.5, 12.5)]).collect());
                line(vec![side(6.0, 2.3), side(3.0, 5.3), side(6.0, 8.3)]);
            }
            Self::Search => {
                painter.circle_stroke(at(7.0, 7.0), 4.3, stroke);
                line(vec![at(10.2, 10.2), at(13.7, 13.7)]);
            }
            Self::LeftPane(is_shown) | Self::RightPane(is_shown) | Self::Page(is_shown) => {
                painter.rect_stroke(
                    Rect::from_min_max(at(1.5, 2.5), at(14.5, 13.5)),
                    1.5,
                    stroke,
                    StrokeKind::Middle,
                );
                let (left, right) = match self {
                    Self::LeftPane(_) => (1.5, 6.0),
                    Self::RightPane(_) => (10.0, 14.5),
                    _ => (8.0, 14.5),
                };
                let edge = if left > 1.5 { left } else { right };
                line(vec![at(edge, 2.5), at(edge, 13.5)]);
                if is_shown {
                    painter.rect_filled(Rect::from_min_max(at(left, 2.5), at(right, 13.5)), 1.0, colour);
                } else if matches!(self, Self::Page(_)) {
                    line(vec![at(9.8, 6.0), at(12.7, 6.0)]);
                    line(vec![at(9.8, 8.5), at(12.7, 8.5)]);
                }
            }
            Self::LowPane(is_shown) => {
                let window = Rect::from_min_max(at(1.5, 2.5), at(14.5, 13.5));
                painter.rect_stroke(window, 1.5, stroke, StrokeKind::Middle);
                line(vec![at(1.5, 9.5), at(14.5, 9.5)]);
                if is_shown {
                    painter.rect_filled(Rect::from_min_max(at(1.5, 9.5), at(14.5, 13.5)), 1.0, colour);
                }
            }
            Self::Tick => line(vec![at(3.0, 8.5), at(6.5, 12.0), at(13.0, 4.5)]),
            Self::Dot => {
                painter.circle_filled(middle, 3.2, colour);
            }
            Self::Less | Self::More => {
                line(vec![at(3.5, 8.0), at(12.5, 8.0)]);
                if self == Self::More {
                    line(vec![at(8.0, 3.5), at(8.0, 12.5)]);
                }
            }
        }
    }
}
