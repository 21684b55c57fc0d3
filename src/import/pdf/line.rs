//! Characters become lines of text, with blanks where a reader sees one. Chinese has none, and stretched lines
//! have gaps that mean nothing.

use super::painted::Glyph;

/// Characters whose lines differ by less than this, in parts of the smaller size, stand in one line.
const SAME_LINE: f64 = 0.4;
/// A character painted again this near, in parts of its size, makes it look bold.
const AGAIN: f64 = 0.15;
/// A gap this wide, in parts of the size, is a blank: between Latin characters, where Chinese and Latin meet,
/// and between Chinese characters.
const GAPS: [f64; 3] = [0.2, 0.6, 0.9];

/// A line of text.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Line {
    /// Its characters from left to right, the visible ones.
    pub glyphs: Vec<Glyph>,
    /// Its text, blanks at its ends gone.
    pub text: String,
    /// The line it stands on.
    pub base: f64,
    /// Its left edge.
    pub left: f64,
    /// Its right edge.
    pub right: f64,
    /// The size of most of it.
    pub size: f64,
}

impl Line {
    /// Its upper edge, by the size of its font.
    pub fn top(&self) -> f64 {
        self.base - self.size * 0.88
    }

    /// A line of visible characters; `None` where there are none.
    fn of(mut glyphs: Vec<Glyph>) -> Option<Self> {
        glyphs.sort_by(|a, b| a.left.total_cmp(&b.left));
        glyphs.dedup_by(|later, before| {
            later.text == before.text && (later.left - before.left).abs() < AGAIN * later.size
        });
        let text = text(&glyphs);
        let mut glyphs: Vec<Glyph> = glyphs.into_iter().filter(|glyph| !glyph.text.is_whitespace()).collect();
        let (left, base) = glyphs.first().map(|first| (first.left, first.base))?;
        let right = glyphs.iter().map(|glyph| glyph.right).fold(left, f64::max);
        let mut sizes: Vec<f64> = glyphs.iter().map(|glyph| glyph.size).collect();
        sizes.sort_by(f64::total_cmp);
        let size = sizes.get(sizes.len() / 2).copied()?;
        glyphs.shrink_to_fit();
        Some(Self { glyphs, text, base, left, right, size })
    }
}

/// The lines that characters stand in, from the top.
pub(super) fn lines(mut glyphs: Vec<Glyph>) -> Vec<Line> {
    glyphs.sort_by(|a, b| a.base.total_cmp(&b.base));
    let mut lines: Vec<Vec<Glyph>> = Vec::new();
    for glyph in glyphs {
        let same = |line: &Vec<Glyph>| {
            // A raised mark belongs to the line of what it is raised above.
            let nearest = line.last().zip(line.first());
            nearest.is_some_and(|(last, first)| {
                let size = glyph.size.min(first.size);
                glyph.base - last.base < SAME_LINE * size && glyph.base - first.base < size
            })
        };
        match lines.last_mut().filter(|line| same(line)) {
            Some(line) => line.push(glyph),
            None => lines.push(vec![glyph]),
        }
    }
    lines.into_iter().filter_map(Line::of).collect()
}

/// The text of characters from left to right.
fn text(glyphs: &[Glyph]) -> String {
    let mut text = String::new();
    let mut before: Option<&Glyph> = None;
    let mut blank = false;
    for glyph in glyphs {
        if glyph.text.is_whitespace() {
            blank |= glyph.right - glyph.left > GAPS[0] * glyph.size;
            continue;
        }
        if let Some(before) = before {
            let latin = [before, glyph].iter().filter(|glyph| is_latin(glyph.text)).count();
            let size = before.size.max(glyph.size);
            let gap = glyph.left - before.right;
            let [narrow, mixed, wide] = GAPS;
            let wanted = match latin {
                2 => narrow,
                1 => mixed,
                _ => wide,
            };
            if gap > wanted * size || blank && latin > 0 {
                text.push(if gap > size { '　' } else { ' ' });
            }
        }
        blank = false;
        text.push(glyph.text);
        before = Some(glyph);
    }
    text
}

/// Whether a character is as narrow as Latin ones, so that blanks stand between words of them.
fn is_latin(character: char) -> bool {
    character < '\u{2000}'
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Characters of size 10 from `left` on; a Latin one is half as wide as a Chinese one.
    fn glyphs(text: &str, left: f64, base: f64) -> Vec<Glyph> {
        let mut at = left;
        let glyph = |character: char| {
            let left = at;
            at += if is_latin(character) { 5.0 } else { 10.0 };
            Glyph { text: character, left, right: at, base, size: 10.0, run: 0 }
        };
        text.chars().map(glyph).collect()
    }

    fn check(pieces: &[(&str, f64, f64)], expected: &[&str]) {
        let all = pieces.iter().flat_map(|(text, left, base)| glyphs(text, *left, *base)).collect();
        let found: Vec<String> = lines(all).into_iter().map(|line| line.text).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn lines_are_read_from_the_top_and_from_the_left() {
        check(&[("下一行", 0.0, 30.0), ("二", 20.0, 10.0), ("第", 10.0, 11.0)], &["第二", "下一行"]);
    }

    #[test]
    fn only_gaps_that_a_reader_sees_are_blanks() {
        check(&[("申请", 0.0, 10.0), ("215", 22.5, 10.0), ("件", 40.0, 10.0)], &["申请215件"]);
        check(&[("申", 0.0, 10.0), ("请", 14.0, 10.0)], &["申请"]);
        check(&[("负责人", 0.0, 10.0), ("审核人", 60.0, 10.0)], &["负责人　审核人"]);
        check(&[("GB/T 9704", 0.0, 10.0)], &["GB/T 9704"]);
        check(&[("12", 0.0, 10.0), ("34", 18.0, 10.0)], &["12 34"]);
        check(&[("报 告", 0.0, 10.0)], &["报告"]);
    }

    #[test]
    fn what_is_painted_twice_is_read_once() {
        check(&[("统计表", 0.0, 10.0), ("统计表", 0.4, 10.0), ("11", 50.0, 10.0)], &["统计表　11"]);
    }
}
