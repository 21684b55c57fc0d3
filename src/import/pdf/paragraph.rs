//! Lines become paragraphs: those of one go on over the ends of lines and pages. Official prose tells them by
//! the first line set in and the last line left short; web pages by the room between them.

use super::drawn::Piece;
use super::line::Line;
use crate::import::source::Paragraph;

/// A line set in by more than this, in characters, begins a paragraph.
const SET_IN: f64 = 1.2;
/// A line set in by more than this, in characters, stands for itself: an agency, a date.
const FAR_IN: f64 = 5.0;
/// A line with more room than this at its end, in characters, ends one.
const SHORT: f64 = 2.6;
/// The same where first lines are set in: there a line may be short since a long word follows.
const VERY_SHORT: f64 = 8.0;
/// Lines further apart than this many times the usual step are of two paragraphs.
const APART: f64 = 1.45;
/// Sizes that differ by more than this factor are of two paragraphs.
const OTHER_SIZE: f64 = 1.12;
/// What is larger than the body by this factor may be a title of several lines.
const TITLE: f64 = 1.2;
/// The fewest lines from which a page's own margins are told.
const FEWEST: usize = 5;

/// How the text of a document is set.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Setting {
    left: f64,
    right: f64,
    size: f64,
    /// From one line to the next, in points.
    step: f64,
    /// First lines are set in.
    sets_in: bool,
}

/// A paragraph that may go on.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Open {
    paragraph: Paragraph,
    last: Line,
    page: usize,
}

impl Setting {
    /// How the lines are set, each with its page, on pages so wide.
    pub fn of(flow: &[(usize, Piece)], width: f64) -> Self {
        let lines: Vec<(usize, &Line)> = flow
            .iter()
            .filter_map(
                |(page, piece)| if let Piece::Line(line) = piece { Some((*page, line)) } else { None },
            )
            .collect();
        let size = middle(lines.iter().map(|(_, line)| line.size)).unwrap_or(12.0);
        let steps = lines.iter().zip(lines.iter().skip(1)).filter_map(|((page, line), (next_page, next))| {
            let step = next.base - line.base;
            (page == next_page && step > 0.5 * size && step < 3.5 * size).then_some(step)
        });
        let step = middle(steps).unwrap_or(1.5 * size);
        let mut pages: Vec<(f64, f64)> = Vec::new();
        for page in lines.chunk_by(|a, b| a.0 == b.0).filter(|page| page.len() >= FEWEST) {
            pages.push(margins(page.iter().map(|(_, line)| *line)));
        }
        if pages.is_empty() {
            // So few lines may all be short: then the margins are taken to be alike.
            let (left, right) = margins(lines.iter().map(|(_, line)| *line));
            pages.push((left, right.max(width - left)));
        }
        let left = middle(pages.iter().map(|(left, _)| *left)).unwrap_or(0.0);
        let right = middle(pages.iter().map(|(_, right)| *right)).unwrap_or(0.0);
        let setting = Self { left, right, size, step, sets_in: false };
        // Lines after a full one at the margin go on; those set in by two characters begin.
        let body = lines.iter().filter(|(_, line)| !setting.is_centred(line));
        let set_in = body.clone().filter(|(_, line)| setting.set_in(line) > SET_IN).count();
        Self { sets_in: set_in > 2 && set_in * 8 >= body.count(), ..setting }
    }

    /// The same for each page, from page 0 on, with its own margins where it has lines enough.
    pub fn by_page(self, flow: &[(usize, Piece)]) -> Vec<Self> {
        let mut settings = vec![self];
        for page in flow.chunk_by(|a, b| a.0 == b.0) {
            let number = page.first().map_or(0, |(number, _)| *number);
            let lines = page
                .iter()
                .filter_map(|(_, piece)| if let Piece::Line(line) = piece { Some(line) } else { None });
            let (left, right) = margins(lines.clone());
            settings.resize(number, self);
            let own = if lines.count() < FEWEST { self } else { Self { left, right, ..self } };
            settings.push(own);
        }
        settings
    }

    /// How far a line is set in, in characters.
    fn set_in(&self, line: &Line) -> f64 {
        (line.left - self.left) / line.size
    }

    /// The room at its end, in characters.
    fn room(&self, line: &Line) -> f64 {
        (self.right - line.right) / line.size
    }

    fn is_centred(&self, line: &Line) -> bool {
        let (before, behind) = (self.set_in(line), self.room(line));
        before > SHORT && behind > SHORT && (before - behind).abs() < 2.0
    }
}

/// The edges of the type area, by the lines in it.
fn margins<'l>(lines: impl Iterator<Item = &'l Line>) -> (f64, f64) {
    lines.fold((f64::INFINITY, f64::NEG_INFINITY), |(left, right), line| {
        (left.min(line.left), right.max(line.right))
    })
}

fn middle(numbers: impl Iterator<Item = f64>) -> Option<f64> {
    let mut numbers: Vec<f64> = numbers.collect();
    numbers.sort_by(f64::total_cmp);
    numbers.get(numbers.len() / 2).copied()
}

impl Open {
    /// Begins a paragraph with a line.
    pub fn new(line: Line, page: usize) -> Self {
        let paragraph = Paragraph { text: line.text.clone(), line: page, ..Paragraph::default() };
        Self { paragraph, last: line, page }
    }

    /// Takes a line in where it goes on with it; otherwise gives it back.
    ///
    /// # Errors
    /// The line, which begins another paragraph.
    pub fn go_on(
        &mut self,
        line: Line,
        page: usize,
        setting: &Setting,
        before: &Setting,
    ) -> Result<(), Line> {
        if !self.goes_on(&line, page, setting, before) {
            return Err(line);
        }
        let latin = |character: Option<char>| character.is_some_and(|c| c.is_ascii_alphabetic());
        if latin(self.paragraph.text.chars().last()) && latin(line.text.chars().next()) {
            self.paragraph.text.push(' ');
        }
        self.paragraph.text.push_str(&line.text);
        self.last = line;
        self.page = page;
        Ok(())
    }

    /// `setting` is that of the line's page, `before` that of the line before it.
    fn goes_on(&self, line: &Line, page: usize, setting: &Setting, before: &Setting) -> bool {
        let last = &self.last;
        let alike = last.size.max(line.size) < OTHER_SIZE * last.size.min(line.size);
        let below = line.base - last.base;
        let near = page != self.page || below < APART * setting.step.max(1.3 * line.size);
        if !alike || !near || page > self.page + 1 {
            return false;
        }
        if line.size > TITLE * setting.size {
            // A title that is too long for one line.
            return page == self.page;
        }
        // Fields side by side (单位负责人　审核人) are a line of their own.
        let has_fields = last.text.contains('\u{3000}') || line.text.contains('\u{3000}');
        if has_fields || before.is_centred(last) || setting.is_centred(line) {
            return false;
        }
        // At the end of a page a paragraph that goes on fills its line.
        let short = if setting.sets_in && page == self.page { VERY_SHORT } else { SHORT };
        let is_body = before.set_in(last) < FAR_IN;
        is_body && setting.set_in(line) < SET_IN && before.room(last) < short
    }

    /// The paragraph.
    pub fn done(self) -> Paragraph {
        self.paragraph
    }
}
