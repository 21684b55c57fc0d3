//! A paragraph broken as a whole where line by line leaves one loose: a number or address that goes to the next
//! line whole stretches the one before it, and breaking the lines above a little earlier shares that out. Nor
//! does one character make a last line (单字不成行), if the lines above can spare another.

use std::ops::Range;

use super::class::Break;
use super::linebreak::{MAX_STRETCH, Prose};

/// A line whose gaps are wider than this, in ems, is worth looking at its paragraph again.
const LOOSE: f32 = 0.125;
/// A last line shorter than this, in ems, is one character with its mark.
const ALONE: f32 = 2.1;
/// What a last line of one character costs.
const COST_ALONE: f32 = 1.5;
/// What breaking at less willing places costs, in hundreds of squared ems of stretch.
const COST_SOFT: f32 = 2.0;
const COST_TOKEN: f32 = 4.0;
/// So many ways of breaking the lines so far are followed, cheapest first.
const FOLLOWED: usize = 40;

/// One way of breaking the text up to `end`.
#[derive(Debug, Clone, Copy)]
struct Way {
    end: usize,
    cost: f32,
    /// Its place among the ways of the line before.
    from: usize,
}

/// Whether lines filled one by one leave something to be shared out. The first is `first` points wide, the
/// others `rest`.
pub(super) fn is_uneven(text: &Prose, lines: &[Range<usize>], (first, rest): (f32, f32)) -> bool {
    let Some((last, before)) = lines.split_last().filter(|(_, before)| !before.is_empty()) else {
        return false;
    };
    let loose = |(i, line): (usize, &Range<usize>)| {
        let measure = if i == 0 { first } else { rest };
        text.stretch(line, measure) > LOOSE * text.em()
    };
    before.iter().enumerate().any(loose) || text.width(last.clone()) < ALONE * text.em()
}

/// The cheapest way to break the text into `count` lines; `None` where a line would be stretched too far in all
/// of them.
pub(super) fn spread(text: &Prose, count: usize, (first, rest): (f32, f32)) -> Option<Vec<Range<usize>>> {
    let mut steps: Vec<Vec<Way>> = vec![vec![Way { end: 0, cost: 0.0, from: 0 }]];
    for line in 1..=count {
        let measure = if line == 1 { first } else { rest };
        let ways = next(text, steps.last()?, measure, line == count);
        steps.push(ways);
    }
    let mut at = steps.last()?.iter().position(|way| way.end == text.len())?;
    let mut ends = Vec::with_capacity(count);
    for step in steps.iter().skip(1).rev() {
        let way = step.get(at)?;
        ends.push(way.end);
        at = way.from;
    }
    let starts = ends.iter().skip(1).copied().chain([0]);
    let mut lines: Vec<Range<usize>> = ends.iter().zip(starts).map(|(end, start)| start..*end).collect();
    lines.reverse();
    Some(lines)
}

/// One line more after each of these ways.
fn next(text: &Prose, ways: &[Way], measure: f32, is_last: bool) -> Vec<Way> {
    let mut found: Vec<Way> = Vec::new();
    for (from, way) in ways.iter().enumerate() {
        for end in way.end + 1..=text.len() {
            let line = way.end..end;
            // A mark that fits only squeezed may follow one that does not fit at all.
            if text.width(line.clone()) > measure + text.em() {
                break;
            }
            if !text.fits(line.clone(), measure) || is_last != (end == text.len()) {
                continue;
            }
            let cost = if is_last { cost_of_last(text, line) } else { cost(text, line, measure) };
            let Some(cost) = cost.map(|cost| way.cost + cost) else { continue };
            match found.iter_mut().find(|one| one.end == end) {
                Some(known) if known.cost <= cost => {}
                Some(known) => *known = Way { end, cost, from },
                None => found.push(Way { end, cost, from }),
            }
        }
    }
    found.sort_by(|a, b| a.cost.total_cmp(&b.cost).then(b.end.cmp(&a.end)));
    found.truncate(FOLLOWED);
    found
}

/// The square of the stretch, in hundredths of an em, and of the place where it ends; `None` where it may not
/// end or would be stretched too far.
fn cost(text: &Prose, line: Range<usize>, measure: f32) -> Option<f32> {
    let place = match text.break_after(line.end - 1) {
        Break::Free => 0.0,
        Break::Soft => COST_SOFT,
        Break::Token => COST_TOKEN,
        Break::Number | Break::Never => return None,
    };
    let stretch = text.stretch(&line, measure) / text.em();
    (stretch <= MAX_STRETCH).then_some(100.0 * stretch * stretch + place)
}

fn cost_of_last(text: &Prose, line: Range<usize>) -> Option<f32> {
    Some(if text.width(line) < ALONE * text.em() { COST_ALONE } else { 0.0 })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::typeset::linebreak::Style;
    use crate::typeset::{FontBook, Role};

    /// The lines of `text` set `measure` ems wide, the first two less.
    fn check(text: &str, measure: f32, expected: &[&str]) {
        let fonts = FontBook::bundled(None).unwrap();
        let prose = Prose::new(text, Style::new(Role::Fang, 10.0), &fonts);
        let (first, rest) = ((measure - 2.0) * 10.0, measure * 10.0);
        let lines: Vec<String> = prose
            .lines(first, rest, true)
            .into_iter()
            .map(|line| prose.set(line, None).iter().map(|glyph| glyph.character).collect())
            .collect();
        assert_eq!(lines, expected);
    }

    /// 德阳市's line of addresses: the telephone number left “阳 市 长 江 西 路 一 段” above it.
    #[test]
    fn what_a_number_leaves_is_shared_by_the_lines_above() {
        check(
            "如对本报告有疑问，请与德阳市人民政府办公室联系（地址：德阳市长江西路一段37号；邮编：618000；\
             电话：0838-2314960）。",
            28.0,
            &[
                "如对本报告有疑问，请与德阳市人民政府办公室联系",
                "（地址：德阳市长江西路一段37号；邮编：618000；电话：",
                "0838-2314960）。",
            ],
        );
    }

    #[test]
    fn one_character_makes_no_line() {
        check(
            "本镇政府信息公开工作年度报告编制完成以后，已经向社会公布，欢迎社会公众查阅下载。",
            20.0,
            &["本镇政府信息公开工作年度报告编制完成", "以后，已经向社会公布，欢迎社会公众查阅", "下载。"],
        );
    }

    #[test]
    fn even_lines_are_left_as_they_fill() {
        check("主动公开政府信息工作，做到应公开", 10.0, &["主动公开政府信息", "工作，做到应公开"]);
    }
}
