//! Which line of the Word file is which line of the report: the pairing of both, in order, that has most in
//! common. Headings and bookmarks help, and neither must be there.

use super::lines::{OwnLine, Owner, TheirLine, Theirs};
use crate::error::Error;
use crate::report::TableBlock;

/// Lines with less in common are two.
const ALIKE: f32 = 0.35;
/// The most pairs of lines that are weighed, and the most characters. A report of 300 pages has fewer.
const MOST_PAIRS: usize = 2_000_000;
const MOST_CHARACTERS: usize = 500_000;

/// The pairs of lines that nobody holds for two: numbers of lines of the report and of the Word file, both
/// rising.
///
/// # Errors
/// There are so many lines that it is no report.
pub(super) fn aligned(own: &[OwnLine<'_>], theirs: &[TheirLine<'_>]) -> Result<Vec<(usize, usize)>, Error> {
    let own: Vec<Weighed<'_>> = own.iter().map(Weighed::own).collect();
    let shown = theirs.iter().enumerate().filter(|(_, line)| !matches!(line.what, Theirs::Deleted(_)));
    let (numbers, theirs): (Vec<usize>, Vec<Weighed<'_>>) =
        shown.map(|(number, line)| (number, Weighed::theirs(line))).unzip();
    let characters = theirs.iter().map(|line| line.pairs.len()).sum::<usize>();
    if own.len().saturating_mul(theirs.len()) > MOST_PAIRS || characters > MOST_CHARACTERS {
        return Err(Error::new("这份 Word 文件比本报告长得多，无法逐段比较").hint("请确认选对了文件"));
    }
    let pairs = paired(own.len(), theirs.len(), |i, j| match (own.get(i), theirs.get(j)) {
        (Some(own), Some(theirs)) => own.likeness(theirs),
        _ => 0.0,
    });
    Ok(pairs.into_iter().filter_map(|(i, j)| Some((i, *numbers.get(j)?))).collect())
}

/// The pairing of two lists, in order, that has most in common. `likeness` is 0 for what are two; it is asked for
/// every pair, so the lists must be short.
pub(super) fn paired(
    own: usize,
    theirs: usize,
    likeness: impl Fn(usize, usize) -> f32,
) -> Vec<(usize, usize)> {
    // For each pair, the best pairing of all before it.
    let width = theirs + 1;
    let at = |i: usize, j: usize| i * width + j;
    let mut best = vec![0.0_f32; (own + 1) * width];
    let mut steps = vec![Step::Own; (own + 1) * width];
    for i in 1..=own {
        for j in 1..=theirs {
            let of = |place: usize| best.get(place).copied().unwrap_or_default();
            let likeness = likeness(i - 1, j - 1);
            let both = if likeness > 0.0 { of(at(i - 1, j - 1)) + likeness } else { -1.0 };
            let mut chosen = (of(at(i - 1, j)), Step::Own);
            for other in [(of(at(i, j - 1)), Step::Theirs), (both, Step::Both)] {
                if other.0 > chosen.0 {
                    chosen = other;
                }
            }
            if let (Some(best), Some(step)) = (best.get_mut(at(i, j)), steps.get_mut(at(i, j))) {
                (*best, *step) = chosen;
            }
        }
    }
    let mut pairs = Vec::new();
    let (mut i, mut j) = (own, theirs);
    while i > 0 && j > 0 {
        match steps.get(at(i, j)).copied().unwrap_or(Step::Own) {
            Step::Own => i -= 1,
            Step::Theirs => j -= 1,
            Step::Both => {
                (i, j) = (i - 1, j - 1);
                pairs.push((i, j));
            }
        }
    }
    pairs.reverse();
    pairs
}

/// Where the best pairing comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Own,
    Theirs,
    Both,
}

/// What of a line is weighed.
struct Weighed<'a> {
    solid: String,
    /// Its characters two by two, sorted.
    pairs: Vec<(char, char)>,
    level: u8,
    is_picture: bool,
    is_caption: bool,
    /// Name of a table; `None` for what is none.
    table: Option<&'a str>,
    /// The section that it belongs to; `Some(None)`: to none, surely.
    section: Option<Option<usize>>,
}

impl<'a> Weighed<'a> {
    fn own(line: &'a OwnLine<'_>) -> Self {
        let (table, text) = match line.owner {
            Owner::Table(table) => (Some(table.name.as_str()), words_of(table)),
            _ => (None, line.text.clone()),
        };
        let solid = solid(&text);
        Self {
            pairs: pairs(&solid),
            solid,
            level: line.level,
            is_picture: line.is_picture,
            is_caption: matches!(line.owner, Owner::Caption(..)),
            table,
            section: Some(match line.owner {
                Owner::Section(section) | Owner::Caption(section, _) => Some(section),
                Owner::Fixed(_) | Owner::Table(_) => None,
            }),
        }
    }

    fn theirs(line: &'a TheirLine<'_>) -> Self {
        let (table, text) = match line.what {
            Theirs::Table(table) => {
                let cells: Vec<String> = table.cells.iter().map(|cell| cell.text()).collect();
                (Some(table.name.as_str()), cells.join(""))
            }
            _ => (None, line.text()),
        };
        let solid = solid(&text);
        Self {
            pairs: pairs(&solid),
            solid,
            level: line.level(),
            is_picture: line.is_picture(),
            is_caption: line.is_caption(),
            table,
            section: line.section.map(Some),
        }
    }

    /// How much two lines have in common, from 0: nothing, they are two.
    fn likeness(&self, other: &Self) -> f32 {
        match (self.table, other.table) {
            (Some(own), Some(theirs)) => {
                let same_name = if !own.is_empty() && own == theirs { 1.0 } else { 0.0 };
                let common = common(&self.pairs, &other.pairs) + same_name;
                if common < 0.2 { 0.0 } else { 0.5 + common }
            }
            (None, None) if self.is_picture && other.is_picture => 1.0,
            (None, None) if self.is_picture || other.is_picture => 0.0,
            (None, None) => self.likeness_of_text(other),
            _ => 0.0,
        }
    }

    fn likeness_of_text(&self, other: &Self) -> f32 {
        let is_same = self.solid == other.solid;
        let common = if is_same { 1.5 } else { common(&self.pairs, &other.pairs) };
        let same_kind = self.level > 0 && self.level == other.level || self.is_caption && other.is_caption;
        let known = match (self.section, other.section) {
            (Some(own), Some(theirs)) if own == theirs => 0.2,
            (Some(_), Some(_)) => -0.25,
            _ => 0.0,
        };
        if same_kind {
            0.3 + common
        } else if common < ALIKE {
            0.0
        } else {
            (common + known).max(0.0)
        }
    }
}

/// What a table says, in a line.
fn words_of(table: &TableBlock) -> String {
    table.boxes.iter().map(|place| place.text.as_str()).collect()
}

/// A text without blanks.
pub(super) fn solid(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

fn pairs(text: &str) -> Vec<(char, char)> {
    let mut pairs: Vec<(char, char)> = text.chars().zip(text.chars().skip(1)).collect();
    pairs.sort_unstable();
    pairs
}

/// The part of both that is common to both, from 0 to 1.
fn common(a: &[(char, char)], b: &[(char, char)]) -> f32 {
    let (mut left, mut right) = (a.iter().peekable(), b.iter().peekable());
    let mut count = 0;
    while let (Some(x), Some(y)) = (left.peek(), right.peek()) {
        match x.cmp(y) {
            std::cmp::Ordering::Less => _ = left.next(),
            std::cmp::Ordering::Greater => _ = right.next(),
            std::cmp::Ordering::Equal => {
                count += 1;
                left.next();
                right.next();
            }
        }
    }
    if a.is_empty() || b.is_empty() { 0.0 } else { 2.0 * count as f32 / (a.len() + b.len()) as f32 }
}

/// How alike two texts are, from 0 to 1.
pub(super) fn alike(a: &str, b: &str) -> f32 {
    let (a, b) = (solid(a), solid(b));
    if a == b { 1.0 } else { common(&pairs(&a), &pairs(&b)) }
}
