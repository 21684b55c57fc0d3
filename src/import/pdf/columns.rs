//! Tables without rules: lines whose parts stand under each other. Only where several lines agree; a line that
//! merely has a gap stays a line.

use super::drawn::{Drawn, Piece};
use super::grid::Area;
use super::line::{Line, lines};
use super::painted::Glyph;

/// A gap this wide, in parts of the size, may part two columns; between texts shown apart a narrow one.
const GAP: f64 = 1.0;
const NARROW_GAP: f64 = 0.3;
/// What stands in line differs by less than this, in parts of the size.
const ALIGNED: f64 = 1.0;
/// The fewest lines with several parts that make a table.
const FEWEST: usize = 3;
/// Lines further apart than this, in parts of the size, are no rows of one table.
const APART: f64 = 4.0;

/// Puts tables where lines stand in columns.
pub(super) fn with_columns(pieces: Vec<Piece>, page: usize) -> Vec<Piece> {
    let mut found = Vec::new();
    let mut block: Vec<Line> = Vec::new();
    for piece in pieces {
        match piece {
            Piece::Line(line) => {
                let near = block.last().is_none_or(|last| line.base - last.base < APART * line.size);
                if !near {
                    close(&mut block, &mut found, page);
                }
                block.push(line);
            }
            table => {
                close(&mut block, &mut found, page);
                found.push(table);
            }
        }
    }
    close(&mut block, &mut found, page);
    found
}

/// Lines near each other, become pieces: tables and what stands around them.
fn close(block: &mut Vec<Line>, found: &mut Vec<Piece>, page: usize) {
    let parts: Vec<Vec<Part>> = block.iter().map(parts).collect();
    let mut rest = std::mem::take(block).into_iter().zip(parts).peekable();
    while rest.peek().is_some() {
        // From a line of several parts on, as long as lines go on in the same columns.
        let mut table: Vec<(Line, Vec<Part>)> = Vec::new();
        let mut columns: Vec<(f64, f64)> = Vec::new();
        while let Some((_, parts)) = rest.peek() {
            let widened = widened(&columns, parts);
            let is_label = parts.len() > 1 || starts_column(&columns, parts);
            let fits = if table.is_empty() {
                parts.len() > 1
            } else {
                is_label && widened.len() > 1 && widened.len() + 1 >= columns.len()
            };
            if !fits {
                break;
            }
            columns = widened;
            table.extend(rest.next());
        }
        // What stands at the end in one part belongs to what follows.
        let kept = table.iter().rposition(|(_, parts)| parts.len() > 1).map_or(0, |last| last + 1);
        let behind = table.split_off(kept);
        let several = table.iter().filter(|(_, parts)| parts.len() > 1).count();
        let is_table = several >= FEWEST && several * 3 >= table.len() * 2 && are_meant(&table, &columns);
        if is_table {
            found.push(Piece::Table(drawn(&table, &columns, page)));
        } else {
            found.extend(table.into_iter().map(|(line, _)| Piece::Line(line)));
        }
        found.extend(behind.into_iter().map(|(line, _)| Piece::Line(line)));
        // A line that begins no table.
        found.extend(rest.next_if(|(_, parts)| parts.len() < 2).map(|(line, _)| Piece::Line(line)));
    }
}

/// A part of a line between gaps.
#[derive(Debug, Clone)]
struct Part {
    left: f64,
    right: f64,
    glyphs: Vec<Glyph>,
}

fn parts(line: &Line) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    for glyph in &line.glyphs {
        let last = parts.last().and_then(|part| part.glyphs.last());
        let apart = last.is_none_or(|last| last.run != glyph.run);
        let gap = if apart { NARROW_GAP } else { GAP };
        match parts.last_mut().filter(|part| glyph.left - part.right < gap * glyph.size) {
            Some(part) => {
                part.right = part.right.max(glyph.right);
                part.glyphs.push(*glyph);
            }
            None => parts.push(Part { left: glyph.left, right: glyph.right, glyphs: vec![*glyph] }),
        }
    }
    parts
}

/// Columns, from the left, with a further line in them: parts that overlap share a column.
fn widened(columns: &[(f64, f64)], parts: &[Part]) -> Vec<(f64, f64)> {
    let mut all: Vec<(f64, f64)> = columns.to_vec();
    all.extend(parts.iter().map(|part| (part.left, part.right)));
    all.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut joined: Vec<(f64, f64)> = Vec::new();
    for (left, right) in all {
        match joined.last_mut().filter(|last| left < last.1) {
            Some(last) => last.1 = last.1.max(right),
            None => joined.push((left, right)),
        }
    }
    joined
}

/// Whether a line of one part stands where the labels do: a caption or heading does not.
fn starts_column(columns: &[(f64, f64)], parts: &[Part]) -> bool {
    let label = parts.first().zip(columns.first());
    label.is_some_and(|(part, (left, _))| {
        let size = part.glyphs.first().map_or(0.0, |glyph| glyph.size);
        (part.left - left).abs() < ALIGNED * size
    })
}

/// Whether the columns are meant: they hold enough, and what they hold stands in line on one side or in the
/// middle. The figures of a chart stand wherever its bars end.
fn are_meant(table: &[(Line, Vec<Part>)], columns: &[(f64, f64)]) -> bool {
    let mut filled = 0;
    for (number, (left, right)) in columns.iter().enumerate() {
        let parts = table.iter().flat_map(|(_, parts)| parts);
        let here: Vec<&Part> = parts.filter(|part| part.left < *right && part.right > *left).collect();
        filled += here.len();
        if here.len() < 2 || number > 0 && !are_aligned(&here) {
            return false;
        }
    }
    filled * 2 > table.len() * columns.len()
}

fn are_aligned(parts: &[&Part]) -> bool {
    let sides: [fn(&Part) -> f64; 3] =
        [|part| part.left, |part| f64::midpoint(part.left, part.right), |part| part.right];
    let size = parts.first().and_then(|part| part.glyphs.first()).map_or(0.0, |glyph| glyph.size);
    sides.iter().any(|side| {
        let mut places: Vec<f64> = parts.iter().map(|part| side(part)).collect();
        places.sort_by(f64::total_cmp);
        let middle = places.get(places.len() / 2).copied().unwrap_or(0.0);
        let in_line = places.iter().filter(|place| (*place - middle).abs() < ALIGNED * size).count();
        in_line * 3 >= places.len() * 2
    })
}

fn drawn(table: &[(Line, Vec<Part>)], columns: &[(f64, f64)], page: usize) -> Drawn {
    let mut boxes = Vec::new();
    for (row, (_, parts)) in table.iter().enumerate() {
        for (column, (left, right)) in columns.iter().enumerate() {
            let here = parts.iter().filter(|part| part.left < *right && part.right > *left);
            let glyphs: Vec<Glyph> = here.flat_map(|part| part.glyphs.iter().copied()).collect();
            let text = lines(glyphs).into_iter().map(|line| line.text).collect();
            boxes.push((Area { row, column, rows: 1, columns: 1 }, text));
        }
    }
    let mut xs: Vec<f64> = columns.iter().map(|(left, _)| *left).collect();
    xs.extend(columns.last().map(|(_, right)| *right));
    let top = table.first().map_or(0.0, |(line, _)| line.top());
    Drawn { xs, rows: table.len(), boxes, top, page }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Lines of text, each part with its left edge; characters are 10 wide.
    fn check(rows: &[&[(f64, &str)]], expected: &[&[&str]]) {
        let glyphs = rows.iter().zip(1_u8..).flat_map(|(parts, row)| {
            parts.iter().flat_map(move |(left, text)| {
                text.chars().zip(0_u8..).map(move |(text, at)| {
                    let left = left + f64::from(at) * 10.0;
                    Glyph { text, left, right: left + 10.0, base: f64::from(row) * 20.0, size: 10.0, run: 0 }
                })
            })
        });
        let pieces = lines(glyphs.collect()).into_iter().map(Piece::Line).collect();
        let found: Vec<Vec<String>> = with_columns(pieces, 1)
            .into_iter()
            .map(|piece| match piece {
                Piece::Line(line) => vec![line.text],
                Piece::Table(table) => table.boxes.into_iter().map(|(_, text)| text).collect(),
            })
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn lines_that_agree_are_a_table_and_blanks_keep_their_column() {
        check(
            &[
                &[(0.0, "收到和处理情况")],
                &[(0.0, "申请方式"), (80.0, "上年"), (140.0, "本年")],
                &[(0.0, "当面申请"), (90.0, "3"), (150.0, "5")],
                &[(0.0, "网络申请"), (150.0, "68")],
            ],
            &[&["收到和处理情况"], &["申请方式", "上年", "本年", "当面申请", "3", "5", "网络申请", "", "68"]],
        );
    }

    #[test]
    fn figures_at_the_ends_of_bars_are_no_columns() {
        let rows: [&[(f64, &str)]; 4] = [
            &[(0.0, "当面申请"), (90.0, "3")],
            &[(0.0, "传真申请"), (150.0, "5")],
            &[(0.0, "网络申请"), (210.0, "68")],
            &[(0.0, "信函申请"), (180.0, "10")],
        ];
        check(&rows, &[&["当面申请　3"], &["传真申请　5"], &["网络申请　68"], &["信函申请　10"]]);
    }

    #[test]
    fn one_line_with_a_gap_is_a_line() {
        check(
            &[&[(0.0, "填报单位：金塘镇")], &[(0.0, "审核人：李"), (90.0, "填报人：王")], &[(0.0, "以上")]],
            &[&["填报单位：金塘镇"], &["审核人：李　填报人：王"], &["以上"]],
        );
    }
}
