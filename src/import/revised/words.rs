//! What differs in the words of a section, gathered into pieces that a person reads at one glance.

use std::collections::BTreeMap;
use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::tokens::{Token, What};

/// What two texts have in common between two changes is told as changed with them where it is no longer than
/// this: 5月3日 → 6月4日 is one change.
const SHORTEST: usize = 2;

/// The most tokens between two changes that are told as one for the quotation around them.
const FARTHEST: usize = 60;

/// A stretch that differs: tokens of the draft's text, and what stands in their place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Hunk {
    pub own: Range<usize>,
    pub theirs: Range<usize>,
    /// Whether it is a live figure and the number in its place.
    pub is_figure: bool,
}

/// What differs between two texts, in order. A live figure is the same or differs as a whole.
pub(super) fn hunks(own: &[Token], theirs: &[Token]) -> Vec<Hunk> {
    let pairs = without_broken(same(own, theirs), own, theirs);
    let pairs = without_short(pairs, own, theirs);
    let hunks = with_marks_together(between(&pairs, own.len(), theirs.len()), own, theirs);
    hunks.into_iter().flat_map(|hunk| with_figures_apart(hunk, own, theirs)).collect()
}

/// Tokens that are the same in both, in order.
fn same(own: &[Token], theirs: &[Token]) -> Vec<(usize, usize)> {
    let mut numbers: BTreeMap<&What, usize> = BTreeMap::new();
    let mut numbered = Vec::new();
    for tokens in [own, theirs] {
        let mut list = Vec::with_capacity(tokens.len());
        for token in tokens {
            let next = numbers.len();
            list.push(*numbers.entry(&token.what).or_insert(next));
        }
        numbered.push(list);
    }
    let [own, theirs] = numbered.as_slice() else { return Vec::new() };
    let mut pairs = Vec::new();
    for op in capture_diff_slices(Algorithm::Myers, own, theirs) {
        if let DiffOp::Equal { old_index, new_index, len } = op {
            pairs.extend((0..len).map(|step| (old_index + step, new_index + step)));
        }
    }
    pairs
}

/// The figure that a token is part of.
fn figure(tokens: &[Token], at: usize) -> Option<usize> {
    tokens.get(at)?.figure.as_ref().map(|figure| figure.0)
}

/// The tokens of the figure around a token.
fn extent(tokens: &[Token], at: usize) -> Range<usize> {
    let number = figure(tokens, at);
    let start = (0..at).rev().take_while(|at| figure(tokens, *at) == number).last().unwrap_or(at);
    let end = (at..tokens.len()).take_while(|at| figure(tokens, *at) == number).last().unwrap_or(at);
    start..end + 1
}

/// Without the pairs of figures of which only a part is the same.
fn without_broken(pairs: Vec<(usize, usize)>, own: &[Token], theirs: &[Token]) -> Vec<(usize, usize)> {
    let with: BTreeMap<usize, usize> = pairs.iter().copied().collect();
    let is_whole = |(i, j): &(usize, usize)| {
        if figure(own, *i).is_none() {
            return true;
        }
        let extent_of_own = extent(own, *i);
        let Some(start) = with.get(&extent_of_own.start) else { return false };
        let follows = |(step, at): (usize, usize)| with.get(&at) == Some(&(start + step));
        // A control around more than the number holds another number.
        let fits = figure(theirs, *j).is_none() || {
            let of_theirs = extent(theirs, *j);
            of_theirs.start >= *start && of_theirs.len() <= extent_of_own.len()
        };
        fits && extent_of_own.enumerate().all(follows)
    };
    pairs.iter().copied().filter(|pair| is_whole(pair)).collect()
}

/// Without what two texts have in common between two changes where it is too short to be read.
fn without_short(pairs: Vec<(usize, usize)>, own: &[Token], theirs: &[Token]) -> Vec<(usize, usize)> {
    let mut runs: Vec<Vec<(usize, usize)>> = Vec::new();
    for pair in pairs {
        let goes_on = |last: &(usize, usize)| (last.0 + 1, last.1 + 1) == pair;
        match runs.last_mut() {
            Some(run) if run.last().is_some_and(goes_on) => run.push(pair),
            _ => runs.push(vec![pair]),
        }
    }
    let has_figure = |range: Range<usize>| range.into_iter().any(|at| figure(own, at).is_some());
    let count = runs.len();
    let edges: Vec<(usize, usize)> = runs.iter().filter_map(|run| run.first().copied()).collect();
    let mut kept: Vec<(usize, usize)> = Vec::new();
    for (number, run) in runs.into_iter().enumerate() {
        let (Some(first), Some(last)) = (run.first().copied(), run.last().copied()) else { continue };
        let (before_own, before_theirs) = kept.last().map_or((0, 0), |(i, j)| (i + 1, j + 1));
        let (after_own, after_theirs) = edges.get(number + 1).copied().unwrap_or((own.len(), theirs.len()));
        let length =
            run.iter().filter_map(|(i, _)| own.get(*i)).map(|token| token.what.text().chars().count());
        let length: usize = length.sum();
        let is_plain = run
            .iter()
            .filter_map(|(i, _)| own.get(*i))
            .all(|token| matches!(token.what, What::Words(_)) && token.figure.is_none());
        let changed =
            |from: usize, to: usize, a: usize, b: usize| to.saturating_sub(from).max(b.saturating_sub(a));
        let before = changed(before_own, first.0, before_theirs, first.1);
        let after = changed(last.0 + 1, after_own, last.1 + 1, after_theirs);
        let is_between = number > 0 && number + 1 < count || before > 0 && after > 0;
        let is_short = is_plain
            && is_between
            && length <= SHORTEST.min(before).min(after)
            && !has_figure(before_own..first.0)
            && !has_figure(last.0 + 1..after_own);
        if !is_short {
            kept.extend(run);
        }
    }
    kept
}

/// What lies between the pairs.
fn between(pairs: &[(usize, usize)], own: usize, theirs: usize) -> Vec<Hunk> {
    let mut hunks = Vec::new();
    let (mut i, mut j) = (0, 0);
    for (next_own, next_theirs) in pairs.iter().copied().chain([(own, theirs)]) {
        if next_own > i || next_theirs > j {
            hunks.push(Hunk { own: i..next_own, theirs: j..next_theirs, is_figure: false });
        }
        (i, j) = (next_own + 1, next_theirs + 1);
    }
    hunks
}

/// Stretches of which one opens a quotation and another closes it are one: taken alone, either would leave half
/// of it behind.
fn with_marks_together(hunks: Vec<Hunk>, own: &[Token], theirs: &[Token]) -> Vec<Hunk> {
    let open = |tokens: &[Token], range: &Range<usize>| -> i32 {
        let texts = range.clone().filter_map(|at| tokens.get(at)).map(|token| token.what.text());
        let weigh = |text: &str| match text {
            "“" | "‘" | "（" | "(" | "《" | "〔" | "【" => 1,
            "”" | "’" | "）" | ")" | "》" | "〕" | "】" => -1,
            _ => 0,
        };
        texts.map(weigh).sum()
    };
    let balance = |hunk: &Hunk| open(theirs, &hunk.theirs) - open(own, &hunk.own);
    let mut joined: Vec<Hunk> = Vec::new();
    for hunk in hunks {
        let is_near = |last: &Hunk| {
            let apart = last.own.end..hunk.own.start;
            let is_plain = |at: usize| {
                own.get(at).is_some_and(|token| token.what != What::End && token.figure.is_none())
            };
            apart.len() <= FARTHEST && apart.into_iter().all(is_plain)
        };
        match joined.last_mut() {
            Some(last) if balance(last) > 0 && balance(&hunk) < 0 && is_near(last) => {
                (last.own.end, last.theirs.end) = (hunk.own.end, hunk.theirs.end);
            }
            _ => joined.push(hunk),
        }
    }
    joined
}

/// A stretch with the live figures in it apart, each with the number that stands in its place: the one in the
/// control of its cell, or the one in its turn where there are as many numbers as figures.
fn with_figures_apart(hunk: Hunk, own: &[Token], theirs: &[Token]) -> Vec<Hunk> {
    let groups = |tokens: &[Token], range: &Range<usize>| {
        let mut found: Vec<Range<usize>> = Vec::new();
        for at in range.clone().filter(|at| figure(tokens, *at).is_some()) {
            if found.last().is_none_or(|last| last.end <= at) {
                found.push(extent(tokens, at));
            }
        }
        found
    };
    let figures = groups(own, &hunk.own);
    let controls = groups(theirs, &hunk.theirs);
    let key = |tokens: &[Token], at: usize| Some(tokens.get(at)?.figure.clone()?.1);
    let mut paired: Vec<(Range<usize>, Range<usize>)> = Vec::new();
    for of_own in &figures {
        let after = paired.last().map_or(hunk.theirs.start, |(_, theirs)| theirs.end);
        let same_cell = |control: &&Range<usize>| {
            control.start >= after && key(theirs, control.start) == key(own, of_own.start)
        };
        paired.extend(controls.iter().find(same_cell).map(|control| (of_own.clone(), control.clone())));
    }
    if paired.is_empty() {
        let is_number = |at: &usize| theirs.get(*at).is_some_and(|token| token.what.is_number());
        let numbers: Vec<usize> = hunk.theirs.clone().filter(is_number).collect();
        if numbers.len() == figures.len() {
            paired = figures.into_iter().zip(numbers.into_iter().map(|at| at..at + 1)).collect();
        }
    }
    let mut parts = Vec::new();
    let (mut i, mut j) = (hunk.own.start, hunk.theirs.start);
    for (of_own, mut of_theirs) in paired {
        // The unit behind a number is part of the figure, and stands outside of the control.
        let same = |step: usize| {
            let (unit, theirs) = (own.get(of_own.start + step), theirs.get(of_theirs.start + step));
            unit.map(|unit| &unit.what) == theirs.map(|theirs| &theirs.what)
        };
        let (length, all) = (of_theirs.len(), of_own.len());
        if length < all && of_theirs.start + all <= hunk.theirs.end && (length..all).all(same) {
            of_theirs.end = of_theirs.start + all;
        }
        parts.push(Hunk { own: i..of_own.start, theirs: j..of_theirs.start, is_figure: false });
        (i, j) = (of_own.end, of_theirs.end);
        parts.push(Hunk { own: of_own, theirs: of_theirs, is_figure: true });
    }
    parts.push(Hunk { own: i..hunk.own.end, theirs: j..hunk.theirs.end, is_figure: false });
    parts
        .into_iter()
        .map(|part| trimmed(part, own, theirs))
        .filter(|part| !part.own.is_empty() || !part.theirs.is_empty())
        .collect()
}

/// A stretch of words without what is the same at its ends. A figure stays whole.
fn trimmed(mut hunk: Hunk, own: &[Token], theirs: &[Token]) -> Hunk {
    if hunk.is_figure {
        return hunk;
    }
    let same = |i: usize, j: usize| match (own.get(i), theirs.get(j)) {
        (Some(a), Some(b)) => a.what == b.what && a.figure.is_none() && b.figure.is_none(),
        _ => false,
    };
    while !hunk.own.is_empty() && !hunk.theirs.is_empty() && same(hunk.own.start, hunk.theirs.start) {
        hunk.own.start += 1;
        hunk.theirs.start += 1;
    }
    while !hunk.own.is_empty() && !hunk.theirs.is_empty() && same(hunk.own.end - 1, hunk.theirs.end - 1) {
        hunk.own.end -= 1;
        hunk.theirs.end -= 1;
    }
    hunk
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft::{Piece, SectionText};
    use crate::import::docx::{StoryParagraph, StoryRun};
    use crate::import::revised::lines::Theirs;
    use crate::import::revised::tokens::{TheirTokens, own_tokens};

    /// A text of words, and `[number]` for a live figure or its control.
    fn parts(text: &str) -> Vec<(&str, bool)> {
        text.split(['[', ']']).enumerate().map(|(at, part)| (part, at % 2 == 1)).collect()
    }

    fn own(text: &str) -> Vec<Token> {
        let parts = parts(text);
        let figures: Vec<&str> = parts.iter().filter(|(_, live)| *live).map(|(part, _)| *part).collect();
        let pieces = parts.iter().map(|(part, live)| match live {
            true => {
                Piece::figure(format!("指标{}", figures.iter().position(|one| one == part).unwrap()).as_str())
            }
            false => Piece::Words((*part).to_owned()),
        });
        let show = |figure: &crate::draft::Figure| {
            let number: usize = figure.key.as_str().trim_start_matches("指标").parse().unwrap();
            figures[number].to_owned()
        };
        let (shown, atoms) = SectionText::new(pieces).shown(show);
        own_tokens(&shown, &atoms)
    }

    fn theirs(text: &str) -> Vec<Token> {
        let mut tokens = TheirTokens::default();
        let mut number = 0;
        for line in text.split('\n') {
            let runs = parts(line).into_iter().map(|(part, live)| {
                let control = live.then(|| format!("指标{number}").as_str().into());
                number += usize::from(live);
                StoryRun { text: part.to_owned(), control, ..StoryRun::default() }
            });
            let paragraph = StoryParagraph { runs: runs.collect(), ..StoryParagraph::default() };
            tokens.add(Theirs::Text(&paragraph), |name| Some(name.into()));
        }
        tokens.finish().0
    }

    /// What differs, as `old→new`, figures between brackets.
    fn check(before: &str, after: &str, expected: &[&str]) {
        let (own, theirs) = (own(before), theirs(after));
        let text = |tokens: &[Token], range: &Range<usize>| -> String {
            tokens[range.clone()].iter().map(|token| token.what.text()).collect()
        };
        let told = hunks(&own, &theirs).into_iter().map(|hunk| {
            let (old, new) = (text(&own, &hunk.own), text(&theirs, &hunk.theirs));
            if hunk.is_figure { format!("[{old}→{new}]") } else { format!("{old}→{new}") }
        });
        assert_eq!(told.collect::<Vec<_>>(), expected, "{before} / {after}");
    }

    #[test]
    fn what_differs_is_told_in_readable_pieces() {
        check("全年召开会议4次。", "全年召开会议4次。", &[]);
        check("全年召开会议4次。", "全年召开专题会议5次。", &["→专题", "4→5"]);
        check("进一步加强领导", "不断加强领导", &["进一步→不断"]);
        check("5月3日开会", "6月4日开会", &["5月3→6月4"]);
        check("收到申请215件", "收到申请2157件", &["215→2157"]);
        check("第一段。\n第二段。", "第一段。\n新的一段。\n第二段。", &["→新的一段。\n"]);
        check("第一段。\n第二段。", "第一段，第二段。", &["。\n→，"]);
        check("　第一段。\n\n", "第一段。 ", &[]);
        check("做好公开平台的维护", "做好“公开平台”的维护", &["公开平台→“公开平台”"]);
        check("（甲）乙丙", "甲乙（丙）", &["（甲）乙丙→甲乙（丙）"]);
    }

    #[test]
    fn a_live_figure_is_the_same_or_differs_as_a_whole() {
        check("共[215]件", "共[215]件", &[]);
        check("共[215]件", "共215件", &[]);
        check("共[215]件", "共[216]件", &["[215→216]"]);
        check("共[215]件", "共216件", &["[215→216]"]);
        check("共[二百一十五]件", "共[二百一十六]件", &["[二百一十五→二百一十六]"]);
        check("共[251000元]，", "共[252000]元，", &["[251000元→252000元]"]);
        check("信函[68]件、网络[145]件", "信函69件、网络146件", &["[68→69]", "[145→146]"]);
        check("受理[215]件", "共收到[216]件申请", &["受理→共收到", "[215→216]", "→申请"]);
        check("其中[68]件已办", "其中已办", &["68件→"]);
    }

    /// A number typed again beside the figure is no part of it.
    #[test]
    fn a_number_joined_to_a_figure_is_another_number() {
        check("共[215]件", "共[215]3件", &["→3"]);
        check("共[215]件", "共2153件", &["[215→2153]"]);
    }
}
