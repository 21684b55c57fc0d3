//! Tables that go on on the next page become one: repeated heads go, boxes that the end of the page cut in two
//! are one again.

use super::drawn::{Drawn, Piece};
use super::grid::Area;

/// Edges of columns on two pages that differ by less, in points, are the same.
const SAME_EDGE: f64 = 4.0;
/// The most rows of a head.
const MOST_HEAD_ROWS: usize = 8;

/// What stands on the pages, one piece after the other with its page, from 1; tables that go on put together.
pub(super) fn flow(pages: Vec<Vec<Piece>>) -> Vec<(usize, Piece)> {
    let mut flow: Vec<(usize, Piece)> = Vec::new();
    for (number, mut pieces) in (1..).zip(pages) {
        if let Some((_, Piece::Table(open))) = flow.last_mut() {
            let continued = pieces.iter().take_while(|piece| says_continued(piece)).count();
            if let Some(Piece::Table(next)) = pieces.get(continued)
                && goes_on(open, next)
            {
                append(open, next.clone());
                pieces.drain(..=continued);
            }
        }
        flow.extend(pieces.into_iter().map(|piece| (number, piece)));
    }
    flow
}

/// A line that only says that a table goes on.
fn says_continued(piece: &Piece) -> bool {
    let Piece::Line(line) = piece else { return false };
    let text: String = line.text.chars().filter(|character| !character.is_whitespace()).collect();
    let bare = text.trim_end_matches(['）', ')', '】']);
    bare.ends_with('续') || bare.ends_with("续表") || bare.ends_with("续上表")
}

/// Whether a table has the outer edges of the one before it.
fn goes_on(open: &Drawn, next: &Drawn) -> bool {
    let near = |a: Option<&f64>, b: Option<&f64>| a.zip(b).is_some_and(|(a, b)| (a - b).abs() < SAME_EDGE);
    near(open.xs.first(), next.xs.first()) && near(open.xs.last(), next.xs.last())
}

fn append(open: &mut Drawn, mut next: Drawn) {
    share_columns(open, &mut next);
    let head = repeated_head(open, &next);
    next.boxes.retain(|(area, _)| area.row >= head);
    for (mut area, text) in next.boxes {
        area.row -= head;
        // The box that a box at the top of the page may go on with.
        let above = open.boxes.iter_mut().find(|(above, _)| {
            area.row == 0
                && above.row + above.rows == open.rows
                && (above.column, above.columns) == (area.column, area.columns)
        });
        if let Some((above, said)) = above {
            let spans = above.rows > 1 || area.rows > 1;
            let says_again = !text.is_empty() && *said == text && !text.chars().any(|c| c.is_ascii_digit());
            if spans && (text.is_empty() || says_again) {
                above.rows += area.rows;
                continue;
            }
        }
        area.row += open.rows;
        open.boxes.push((area, text));
    }
    open.rows += next.rows.saturating_sub(head);
    open.boxes.sort_by_key(|(area, _)| *area);
}

/// Gives both tables all columns that either has: a page may lack a rule where no row of it needs one.
fn share_columns(open: &mut Drawn, next: &mut Drawn) {
    let mut xs: Vec<f64> = open.xs.clone();
    for x in &next.xs {
        if !xs.iter().any(|known| (known - x).abs() < SAME_EDGE) {
            xs.push(*x);
        }
    }
    xs.sort_by(f64::total_cmp);
    for table in [open, next] {
        let nearest = |x: f64| {
            let far = |at: &usize| xs.get(*at).map_or(f64::INFINITY, |edge| (edge - x).abs());
            (0..xs.len()).min_by(|a, b| far(a).total_cmp(&far(b))).unwrap_or(0)
        };
        let places: Vec<usize> = table.xs.iter().map(|x| nearest(*x)).collect();
        let place = |column: usize| places.get(column).copied().unwrap_or(0);
        for (area, _) in &mut table.boxes {
            let end = place(area.column + area.columns);
            area.column = place(area.column);
            area.columns = end.saturating_sub(area.column).max(1);
        }
        table.xs.clone_from(&xs);
    }
}

/// How many rows at the top of a page say the head of the table again.
fn repeated_head(open: &Drawn, next: &Drawn) -> usize {
    fn row(table: &Drawn, row: usize) -> Vec<(Area, String)> {
        let solid = |text: &str| text.chars().filter(|character| !character.is_whitespace()).collect();
        let boxes = table.boxes.iter().filter(|(area, _)| area.row == row);
        boxes.map(|(area, text)| (*area, solid(text))).collect()
    }
    let alike = |number: usize| {
        let (a, b) = (row(open, number), row(next, number));
        a == b && a.iter().any(|(_, text)| !text.is_empty())
    };
    let most = MOST_HEAD_ROWS.min(open.rows).min(next.rows.saturating_sub(1));
    let head = (0..most).take_while(|number| alike(*number)).count();
    // A box must not reach out of it.
    let closed =
        |head: usize| next.boxes.iter().all(|(area, _)| area.row >= head || area.row + area.rows <= head);
    (0..=head).rev().find(|head| closed(*head)).unwrap_or(0)
}
