//! Which number of a paired row belongs to which cell.

use super::form_rows::FormRow;
use super::label::Known;
use super::pair::fits;
use super::rows::{Head, Piece, Row};
use crate::prose::phrases;

/// For each cell of a form's row what the source has for it; `None` where they cannot be told apart.
///
/// `columns` are those of the numbers in other rows of its table, where they are known.
pub(super) fn assign<'a>(
    row: &'a Row,
    form_row: &FormRow,
    year: Option<u16>,
    columns: Option<&[u32]>,
) -> Option<Vec<Option<&'a Piece>>> {
    let wanted = form_row.cells.len();
    if wanted > 1
        && let Some(pieces) = by_heads(row, &form_row.heads)
    {
        return Some(pieces);
    }
    if fits(row, wanted) || (row.filled() == 0 && row.values.len() <= wanted) {
        return Some((0..wanted).map(|at| row.values.get(at)).collect());
    }
    if wanted > 1
        && let Some(columns) = columns.filter(|columns| columns.len() == wanted)
        && row.values.iter().all(|piece| columns.contains(&piece.columns.start))
    {
        let at = |column: &u32| row.values.iter().find(|piece| piece.columns.start == *column);
        return Some(columns.iter().map(at).collect());
    }
    match row.values.as_slice() {
        several if wanted == 1 && several.len() > 1 => this_year(row, year).map(|piece| vec![Some(piece)]),
        [] if wanted == 1 => Some(vec![None]),
        _ => None,
    }
}

/// By what stands over the columns: a run of heads that are those of the form, in its order or another.
fn by_heads<'a>(row: &'a Row, wanted: &[Known]) -> Option<Vec<Option<&'a Piece>>> {
    let mut leaves: Vec<(u32, &Head)> = Vec::new();
    for (column, head) in row.heads.iter() {
        // A head over several columns is one head.
        if leaves.last().is_none_or(|(_, last)| *last != head) {
            leaves.push((*column, head));
        }
    }
    let alike = |leaf: &Head, known: &Known| known.likeness(&leaf.met) >= 0.8;
    // In the form's order, wherever they begin.
    let run = leaves.windows(wanted.len()).find(|run| run.iter().zip(wanted).all(|((_, leaf), known)| alike(leaf, known)));
    let columns: Vec<u32> = match run {
        Some(run) => run.iter().map(|(column, _)| *column).collect(),
        None => {
            // In another order, if each is there just once.
            let mut columns = Vec::new();
            for known in wanted {
                let mut same = leaves.iter().filter(|(_, leaf)| alike(leaf, known));
                let (column, _) = same.next()?;
                if same.next().is_some() || columns.contains(column) {
                    return None;
                }
                columns.push(*column);
            }
            columns
        }
    };
    let mut pieces: Vec<Option<&Piece>> = Vec::new();
    for (at, column) in columns.iter().enumerate() {
        // The head's own columns: merged cells in a row may begin a column before or after it.
        let end = leaves.iter().find(|(start, _)| start > column).map_or(column + 1, |(start, _)| *start);
        let piece = row.values.iter().find(|piece| piece.columns.contains(column))
            .or_else(|| row.values.iter().find(|piece| piece.columns.start < end && *column < piece.columns.end));
        if piece.is_some_and(|piece| pieces.iter().take(at).flatten().any(|other| std::ptr::eq(*other, piece))) {
            return None;
        }
        pieces.push(piece);
    }
    // A number that no head claims: the columns have moved.
    let claimed = |piece: &Piece| pieces.iter().flatten().any(|taken| std::ptr::eq(*taken, piece));
    row.values.iter().filter(|piece| piece.spot.is_some()).all(claimed).then_some(pieces)
}

/// Of several columns with numbers the one of the report's year.
fn this_year(row: &Row, year: Option<u16>) -> Option<&Piece> {
    let over = |piece: &Piece| {
        piece.columns.clone().find_map(|column| row.heads.get(&column)).map(|head| head.text.replace(char::is_whitespace, ""))
    };
    let named: Vec<(&Piece, String)> = row.values.iter().map(|piece| (piece, over(piece).unwrap_or_default())).collect();
    let only = |is: &dyn Fn(&str) -> bool| {
        let mut fitting = named.iter().filter(|(_, head)| is(head));
        let first = fitting.next().map(|(piece, _)| *piece);
        first.filter(|_| fitting.next().is_none())
    };
    if let Some(year) = year
        && let Some(piece) = only(&|head| head.contains(&year.to_string()))
    {
        return Some(piece);
    }
    let is_other = |head: &str| phrases::OTHER_COLUMNS.is_in(head);
    only(&|head| phrases::THIS_YEAR_COLUMNS.is_in(head) && !is_other(head))
        .or_else(|| only(&|head| !head.is_empty() && !is_other(head)).filter(|_| named.iter().any(|(_, head)| is_other(head))))
}
