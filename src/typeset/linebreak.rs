//! Lines of Chinese official prose: filled, then justified.
//!
//! A line takes what fits, breaks where [`super::class`] allows, gives up to half an em of the
//! blank behind its last mark (行末标点挤压), and spreads what is left over its gaps. Two marks side by side
//! share one blank half (连续标点挤压).

use std::ops::Range;

use super::class::{self, Break};
use super::{FontBook, Glyph, Role, spread};

/// The most that one gap of a justified line is widened, in ems, as long as there is another place to break:
/// between a number and its unit, inside an address.
const GOOD_STRETCH: f32 = 0.25;
/// The most that one gap is ever widened, in ems. A line that would need more is left short at the right.
pub(super) const MAX_STRETCH: f32 = 0.5;

/// A line that no stretching can fill may stay short by so many ems before it is broken at a less willing place.
const MOST_SHORT: f32 = 1.0;

/// Rounding errors of sums are smaller than this, in points.
const EPSILON: f32 = 0.01;

/// How text is set.
#[derive(Debug, Clone, Copy)]
pub(super) struct Style {
    /// Role of the face.
    pub role: Role,
    /// Size in points.
    pub size: f32,
    /// Added to each full-width character, in points; negative sets closer.
    pub tracking: f32,
}

impl Style {
    /// A style without tracking.
    pub fn new(role: Role, size: f32) -> Self {
        Self { role, size, tracking: 0.0 }
    }
}

/// Text as glyphs, with what its lines need.
#[derive(Debug, Clone)]
pub(super) struct Prose {
    glyphs: Vec<Glyph>,
    /// Willingness to break after each glyph.
    breaks: Vec<Break>,
    /// What 标点挤压 takes between a glyph and the next, in points.
    pinches: Vec<f32>,
    /// Where each glyph begins when all stand on one line, in points.
    starts: Vec<f32>,
    /// How many gaps before each glyph may be widened.
    gaps: Vec<u32>,
    em: f32,
}

impl Prose {
    /// Shapes one line or paragraph of text. Line ends count as spaces, invisible characters are left out.
    pub fn new(text: &str, style: Style, fonts: &FontBook) -> Self {
        let spaced = text.chars().map(|c| if matches!(c, '\n' | '\t') { ' ' } else { c });
        let characters: Vec<char> = spaced.filter(|c| !class::is_invisible(*c)).collect();
        let glyphs: Vec<Glyph> = characters.iter().map(|c| shape(*c, style, fonts)).collect();
        let breaks = class::breaks(&characters);
        let em = style.size + style.tracking;
        let (mut pinches, mut starts, mut gaps) = (Vec::new(), Vec::new(), Vec::new());
        let (mut x, mut gap) = (0.0, 0);
        for (i, glyph) in glyphs.iter().enumerate() {
            let next = glyphs.get(i + 1);
            let pinch = next.map_or(0.0, |next| pinch(glyph, next, style.size));
            pinches.push(pinch);
            starts.push(x);
            gaps.push(gap);
            x += glyph.advance - pinch;
            gap += u32::from(next.is_some_and(|next| may_widen(glyph.character, next.character)));
        }
        Self { glyphs, breaks, pinches, starts, gaps, em }
    }

    /// Number of glyphs.
    pub fn len(&self) -> usize {
        self.glyphs.len()
    }

    /// Whether there is nothing to print.
    pub fn is_blank(&self) -> bool {
        self.glyphs.iter().all(|glyph| class::is_space(glyph.character))
    }

    /// The characters.
    pub fn characters(&self) -> Vec<char> {
        self.glyphs.iter().map(|glyph| glyph.character).collect()
    }

    /// Size of a full-width character in points.
    pub fn em(&self) -> f32 {
        self.em
    }

    /// Willingness to break after a glyph.
    pub fn break_after(&self, i: usize) -> Break {
        self.breaks.get(i).copied().unwrap_or(Break::Free)
    }

    /// The end of a line without the spaces before it.
    fn visible_end(&self, range: &Range<usize>) -> usize {
        let glyphs = self.glyphs.get(range.clone()).unwrap_or_default();
        range.start
            + glyphs.iter().rposition(|glyph| !class::is_space(glyph.character)).map_or(0, |last| last + 1)
    }

    /// Width of a part on one line in points, without spaces at its end.
    pub fn width(&self, range: Range<usize>) -> f32 {
        let end = self.visible_end(&range);
        let (Some(last), Some(first)) = (end.checked_sub(1), self.starts.get(range.start)) else {
            return 0.0;
        };
        if last < range.start {
            return 0.0;
        }
        let (Some(start), Some(glyph)) = (self.starts.get(last), self.glyphs.get(last)) else { return 0.0 };
        start - first + glyph.advance
    }

    /// What the last mark of a part can give at the end of a line, in points.
    fn give(&self, range: &Range<usize>) -> f32 {
        let last = self.visible_end(range).checked_sub(1).and_then(|last| self.glyphs.get(last));
        last.filter(|last| class::is_blank_behind(last.character) && last.advance > 0.8 * self.em)
            .map_or(0.0, |_| self.em / 2.0)
    }

    fn gaps(&self, range: &Range<usize>) -> u32 {
        let end = self.visible_end(range);
        let at = |i: usize| self.gaps.get(i).copied().unwrap_or_default();
        end.checked_sub(1).map_or(0, |last| at(last).saturating_sub(at(range.start)))
    }

    /// How far each gap of a part must be widened to fill `measure`, in points; infinite without gaps.
    pub fn stretch(&self, range: &Range<usize>, measure: f32) -> f32 {
        let missing = measure - self.width(range.clone());
        if missing <= EPSILON {
            return 0.0;
        }
        match self.gaps(range) {
            0 => f32::INFINITY,
            gaps => missing / gaps as f32,
        }
    }

    /// Whether a part can stand on one line, its last mark squeezed if need be.
    pub fn fits(&self, range: Range<usize>, measure: f32) -> bool {
        self.width(range.clone()) - self.give(&range) <= measure + EPSILON
    }

    /// Breaks the text into lines: the first `first` points wide, the others `rest`. `justified`: the lines
    /// will be stretched, so a line too loose is broken at a less willing place, or shares that with those above.
    pub fn lines(&self, first: f32, rest: f32, justified: bool) -> Vec<Range<usize>> {
        let lines = self.filled(first, rest, justified);
        if !justified || !spread::is_uneven(self, &lines, (first, rest)) {
            return lines;
        }
        spread::spread(self, lines.len(), (first, rest)).unwrap_or(lines)
    }

    /// Lines filled one after the other.
    fn filled(&self, first: f32, rest: f32, justified: bool) -> Vec<Range<usize>> {
        let mut lines = Vec::new();
        let (mut start, mut measure) = (0, first);
        while start < self.len() {
            let end = self.line_end(start, measure, justified);
            lines.push(start..end);
            (start, measure) = (end, rest);
        }
        lines
    }

    fn line_end(&self, start: usize, measure: f32, justified: bool) -> usize {
        // The furthest end that fits, by how willingly the text breaks there.
        let mut ends: [Option<usize>; 5] = [None; 5];
        for i in start..self.len() {
            if !self.fits(start..i + 1, measure) {
                // A mark that fits only squeezed may follow one that does not fit at all.
                let x = self.starts.get(i).zip(self.starts.get(start)).map_or(0.0, |(x, first)| x - first);
                if x > measure + self.em {
                    break;
                }
                continue;
            }
            if i + 1 == self.len() {
                return self.len();
            }
            if let Some(end) = ends.get_mut(self.break_after(i) as usize) {
                *end = Some(i + 1);
            }
        }
        let [free, soft, token, number, never] = ends;
        let soft = free.max(soft);
        let token = soft.max(token);
        let allowed = [free, soft, token];
        if justified {
            for most in [GOOD_STRETCH, MAX_STRETCH] {
                let tight = |end: &usize| self.stretch(&(start..*end), measure) <= most * self.em;
                if let Some(end) = allowed.iter().flatten().find(|end| tight(end)) {
                    return *end;
                }
            }
            // The line stays short whatever is done: a little rather than much, inside an address if need be.
            let missing = |end: usize| measure - self.width(start..end);
            let near = |end: &usize| missing(*end) <= MOST_SHORT * self.em;
            if let Some(end) = allowed.iter().flatten().find(|end| near(end)) {
                return *end;
            }
            let fullest = allowed.into_iter().flatten().max();
            return fullest.or(number).or(never).unwrap_or(start + 1);
        }
        // A line too narrow for any rule holds at least one character.
        allowed.into_iter().flatten().next().or(number).or(never).unwrap_or(start + 1)
    }

    /// The glyphs of a line. With `fill`, in points, the line is stretched to it or its last mark squeezed;
    /// a line too loose for [`MAX_STRETCH`] stays as it is.
    pub fn set(&self, range: Range<usize>, fill: Option<f32>) -> Vec<Glyph> {
        let range = range.start..self.visible_end(&range);
        let stretch = fill.map(|fill| self.stretch(&range, fill)).unwrap_or_default();
        let stretch = if stretch <= MAX_STRETCH * self.em + EPSILON { stretch } else { 0.0 };
        let mut line: Vec<Glyph> = Vec::with_capacity(range.len());
        for i in range.clone() {
            let Some(glyph) = self.glyphs.get(i) else { break };
            let mut glyph = *glyph;
            if i + 1 < range.end {
                glyph.advance -= self.pinches.get(i).copied().unwrap_or_default();
                let widened = self.gaps.get(i) != self.gaps.get(i + 1);
                glyph.advance += if widened { stretch } else { 0.0 };
            }
            line.push(glyph);
        }
        line
    }

    /// As [`Self::set`], the last mark squeezed so that the line is no wider than `measure`.
    pub fn set_within(&self, range: Range<usize>, measure: f32, justify: bool) -> Vec<Glyph> {
        let over = (self.width(range.clone()) - measure).clamp(0.0, self.give(&range));
        let mut line = self.set(range, justify.then_some(measure));
        if let Some(last) = line.last_mut() {
            last.advance -= over;
        }
        line
    }
}

fn shape(character: char, style: Style, fonts: &FontBook) -> Glyph {
    let (face, id) = fonts.glyph(style.role, character).unwrap_or((fonts.substitute(style.role), 0));
    let width = if id == 0 { 1.0 } else { fonts.advance(face, id) };
    let tracking = if width > 0.9 { style.tracking } else { 0.0 };
    Glyph { face, id, character, advance: width * style.size + tracking }
}

/// Whether the gap between two characters may be widened: not inside words and numbers, not inside —— and ……,
/// not on the near side of a mark.
fn may_widen(a: char, b: char) -> bool {
    let joined = a == b && "—…".contains(a);
    let inside_word = a.is_ascii_graphic() && b.is_ascii_graphic();
    !joined && !inside_word && !class::is_blank_before(a) && !class::never_begins(b)
}

/// Half an em where two full-width marks side by side leave two blanks.
fn pinch(a: &Glyph, b: &Glyph, size: f32) -> f32 {
    let wide = a.advance > 0.8 * size && b.advance > 0.8 * size;
    let (before, after) = (a.character, b.character);
    let two_blanks = class::is_blank_behind(before)
        && (class::is_blank_behind(after) || class::is_blank_before(after))
        || class::is_blank_before(before) && class::is_blank_before(after);
    if wide && two_blanks { size / 2.0 } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn prose(text: &str) -> Prose {
        let fonts = FontBook::bundled(None).unwrap();
        Prose::new(text, Style::new(Role::Fang, 10.0), &fonts)
    }

    /// The lines of `text` set `measure` ems wide.
    fn check(text: &str, measure: f32, expected: &[&str]) {
        let prose = prose(text);
        let lines: Vec<String> = prose
            .lines(measure * 10.0, measure * 10.0, true)
            .into_iter()
            .map(|line| prose.set(line, None).iter().map(|glyph| glyph.character).collect())
            .collect();
        assert_eq!(lines, expected);
    }

    #[test]
    fn a_mark_is_squeezed_in_at_the_end_of_a_line() {
        check("公开信息，便民", 4.5, &["公开信息，", "便民"]);
        check("公开信息，便民", 4.4, &["公开信", "息，便民"]);
    }

    #[test]
    fn marks_side_by_side_share_a_blank() {
        let prose = prose("（《条例》）。");
        assert_eq!(prose.width(0..prose.len()), 55.0);
    }

    #[test]
    fn a_number_goes_to_the_next_line_with_its_unit() {
        check("全年共受理申请件数215件", 10.0, &["全年共受理申请件数", "215件"]);
        check("共受理215件", 4.2, &["共受理", "215件"]);
    }

    #[test]
    fn a_word_longer_than_the_line_is_broken() {
        let prose = prose("jintangzhengfuwangzhan");
        let lines = prose.lines(50.0, 50.0, true);
        assert!(lines.len() > 1);
        assert!(lines.into_iter().all(|line| prose.width(line) <= 50.0));
    }

    #[test]
    fn a_justified_line_fills_its_measure() {
        let prose = prose("主动公开政府信息，做到应公开尽公开");
        let lines = prose.lines(97.0, 97.0, true);
        let width: f32 =
            prose.set_within(lines[0].clone(), 97.0, true).iter().map(|glyph| glyph.advance).sum();
        assert!((width - 97.0).abs() < 0.01, "{width}");
    }

    /// Words, numbers, marks and quotes as they follow each other in reports.
    fn report_prose() -> impl Strategy<Value = String> {
        let word = prop_oneof![
            8 => "[公开政府信息工作年度报告镇人民]{1,9}",
            2 => "[1-9][0-9]{0,5}(\\.[0-9]{1,2})?(件|条|%|万元|人次|年|个)",
            1 => "〔20[0-9]{2}〕[1-9][0-9]?号",
            1 => "《[条例办法规定]{2,12}》",
            1 => "（[注释说明]{1,6}）",
            1 => "“[三安全一稳定]{2,6}”",
            1 => "[a-zA-Z]{1,12}",
            1 => "http://www\\.[a-z]{3,9}\\.gov\\.cn/[a-z]{2,8}/",
            1 => "——", 1 => "……",
        ];
        let mark = prop_oneof![4 => Just(""), 3 => Just("，"), 2 => Just("。"), 1 => Just("、"), 1 => Just("；"), 1 => Just("："), 1 => Just("。”")];
        proptest::collection::vec((word, mark), 1..60)
            .prop_map(|parts| parts.into_iter().map(|(word, mark)| word + mark).collect())
    }

    proptest! {
        #[test]
        fn no_line_breaks_the_rules(text in report_prose(), measure in 14.0f32..30.0) {
            let prose = prose(&text);
            let measure = measure * 10.0;
            let lines = prose.lines(measure - 20.0, measure, true);
            let mut next = 0;
            for (i, line) in lines.iter().enumerate() {
                prop_assert_eq!(line.start, next);
                next = line.end;
                let room = if i == 0 { measure - 20.0 } else { measure };
                let set = prose.set_within(line.clone(), room, i + 1 < lines.len());
                let width: f32 = set.iter().map(|glyph| glyph.advance).sum();
                prop_assert!(width <= room + 0.05, "{} > {}", width, room);
                let text: String = set.iter().map(|glyph| glyph.character).collect();
                if i > 0 {
                    prop_assert!(!text.starts_with(class::never_begins), "{}", text);
                }
                if i + 1 < lines.len() {
                    prop_assert!(!text.ends_with(class::never_ends), "{}", text);
                    prop_assert_ne!(prose.break_after(line.end - 1), Break::Never);
                }
            }
            prop_assert_eq!(next, prose.len());
        }

        #[test]
        fn any_text_in_any_measure_is_broken_somewhere(text in "\\PC{0,80}", measure in -1.0f32..40.0) {
            let prose = prose(&text);
            let count: usize = prose.lines(measure, measure, true).iter().map(|line| line.len()).sum();
            prop_assert_eq!(count, prose.len());
        }
    }
}
