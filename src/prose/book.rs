//! The phrase book: how sentences say the indicators of a form. Data in `templates/phrases/figures.ron`.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::phrase::Phrase;
use super::phrases;
use crate::form::{CellId, Comparison, Form, Test, Year};

/// An entry of the book as it is written. See the file for what the lists are.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Written {
    cells: Vec<String>,
    either: Vec<String>,
    say: Vec<String>,
    all: Vec<String>,
    of: Vec<String>,
    under: Vec<String>,
    ask: Vec<String>,
    counted_only: bool,
    or_sum: Vec<String>,
    topic: Topic,
}

/// The entries, read once. A test holds that they can be read.
static WRITTEN: LazyLock<Vec<Written>> =
    LazyLock::new(|| ron::from_str(phrases::FIGURES).unwrap_or_default());

/// What an indicator is about, as the checks of texts are told apart.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
pub enum Topic {
    /// What came in, and all else.
    #[default]
    #[serde(rename = "收到")]
    Received,
    /// How applications were answered.
    #[serde(rename = "办理")]
    Answered,
    /// 行政复议, 行政诉讼.
    #[serde(rename = "复议诉讼")]
    Reviewed,
    /// 规章, 规范性文件.
    #[serde(rename = "文件")]
    Issued,
}

/// How sure a way to say something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Manner {
    /// Not exact enough: asked only.
    Ask,
    /// One number for cells that are not told apart: asked only, unless it is zero.
    Either,
    /// Short for it right after its total or another part of that.
    Under,
    /// Just this.
    Say,
}

/// A way to say cells of a form.
#[derive(Debug, Clone)]
pub(super) struct Saying {
    /// The cells, at least one.
    pub cells: Vec<CellId>,
    /// The words.
    pub phrase: Phrase,
    /// How sure it is.
    pub manner: Manner,
    /// Cells whose sum the words may mean as well: 受理 may be 新收 or 新收＋上年结转. Mostly none.
    pub or_sum: Vec<CellId>,
    /// “未…” says zero. Not so of 未公开, 未办结: they say what was not done, not how often it was.
    pub can_be_none: bool,
}

/// What 均 and 全部 say: that all that was counted before are of this kind.
#[derive(Debug, Clone)]
pub(super) struct AllOf {
    /// The cells that take the number.
    pub cells: Vec<CellId>,
    /// The words, without a number.
    pub phrase: Phrase,
    /// The cells whose number it is.
    pub of: Vec<CellId>,
}

/// The book for one form.
#[derive(Debug, Clone)]
pub(super) struct Book {
    /// All sayings, by the first two characters of their first word; the second is `None` where it has one.
    sayings: HashMap<(char, Option<char>), Vec<Saying>>,
    /// All 均 and 全部.
    pub all: Vec<AllOf>,
    /// The total that a cell is a part of, by the form's sums; a cell may be part of several.
    pub totals: HashMap<CellId, Vec<CellId>>,
    /// What each cell is about; not listed where it is 收到.
    topics: HashMap<CellId, Topic>,
}

impl Book {
    /// The book for a form: entries whose cells it has.
    pub fn of(form: &Form) -> Self {
        let totals = totals(form);
        let mut sayings: HashMap<_, Vec<Saying>> = HashMap::new();
        let mut all = Vec::new();
        let mut topics = HashMap::new();
        for entry in &*WRITTEN {
            let (names, is_either) = match entry.cells.is_empty() {
                true => (&entry.either, true),
                false => (&entry.cells, false),
            };
            let Some(cells) = named(form, names).filter(|cells| !cells.is_empty()) else { continue };
            topics.extend(
                cells.iter().filter(|_| entry.topic != Topic::Received).map(|cell| (*cell, entry.topic)),
            );
            let or_sum = match is_either {
                true => cells.clone(),
                false => named(form, &entry.or_sum).unwrap_or_default(),
            };
            let first = if is_either { Manner::Either } else { Manner::Say };
            let lists = [(&entry.say, first), (&entry.under, Manner::Under), (&entry.ask, Manner::Ask)];
            for (list, manner) in lists {
                for phrase in list.iter().map(|written| Phrase::new(written)) {
                    let mut characters = phrase.first().chars();
                    let Some(first) = characters.next() else { continue };
                    let beginning = (first, characters.next());
                    let can_be_none = !entry.counted_only && manner != Manner::Ask;
                    sayings.entry(beginning).or_default().push(Saying {
                        cells: cells.clone(),
                        phrase,
                        manner,
                        or_sum: or_sum.clone(),
                        can_be_none,
                    });
                }
            }
            let of: Vec<CellId> = match entry.of.is_empty() {
                true => cells.first().and_then(|cell| totals.get(cell)).cloned().unwrap_or_default(),
                false => entry.of.iter().filter_map(|key| form.find(key)).collect(),
            };
            all.extend(entry.all.iter().map(|written| AllOf {
                cells: cells.clone(),
                phrase: Phrase::new(written),
                of: of.clone(),
            }));
        }
        Self { sayings, all, totals, topics }
    }

    /// What a cell is about.
    pub fn topic(&self, cell: CellId) -> Topic {
        self.topics.get(&cell).copied().unwrap_or_default()
    }

    /// The sayings whose first word stands in the text.
    pub fn for_text(&self, text: &str) -> Vec<&Saying> {
        let mut seen: Vec<(char, Option<char>)> = text.chars().map(|first| (first, None)).collect();
        seen.extend(text.chars().zip(text.chars().skip(1).map(Some)));
        seen.sort_unstable();
        seen.dedup();
        let begun = seen.iter().filter_map(|beginning| self.sayings.get(beginning)).flatten();
        begun.filter(|saying| text.contains(saying.phrase.first())).collect()
    }

    /// Whether a cell is a part of what `other` is, or of a total that `other` is a part of too.
    pub fn goes_with(&self, cell: CellId, other: CellId) -> bool {
        let totals = self.totals.get(&cell).map_or(&[][..], Vec::as_slice);
        totals.contains(&other)
            || self.totals.get(&other).is_some_and(|of| of.iter().any(|total| totals.contains(total)))
    }
}

/// The cells of these keys; `None` where the form lacks one.
fn named(form: &Form, keys: &[String]) -> Option<Vec<CellId>> {
    keys.iter().map(|key| form.find(key)).collect()
}

/// The totals that each cell is a part of.
fn totals(form: &Form) -> HashMap<CellId, Vec<CellId>> {
    let mut totals: HashMap<CellId, Vec<CellId>> = HashMap::new();
    for relation in &form.relations {
        let [total] = relation.left.as_slice() else { continue };
        let of_this_year = relation.right.iter().all(|term| term.year == Year::This);
        if relation.test != Test::Sums(Comparison::Equal) || !of_this_year || relation.right.len() < 2 {
            continue;
        }
        for part in &relation.right {
            totals.entry(part.cell).or_default().push(total.cell);
        }
    }
    totals
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::editions;

    #[test]
    fn the_book_is_read_and_each_key_is_of_some_edition() {
        let written: Vec<Written> = ron::from_str(phrases::FIGURES).unwrap();
        let forms = editions::all();
        for entry in &written {
            assert!(entry.cells.is_empty() != entry.either.is_empty(), "cells or either: {entry:?}");
            let keys = entry.cells.iter().chain(&entry.either).chain(&entry.of).chain(&entry.or_sum);
            for key in keys {
                assert!(forms.iter().any(|form| form.find(key).is_some()), "{key} is in no edition");
            }
        }
    }

    /// Of two entries that say the same in an edition, neither could be believed.
    #[test]
    fn no_two_cells_are_said_alike() {
        for form in editions::all() {
            let book = Book::of(form);
            let mut seen: HashMap<String, Vec<CellId>> = HashMap::new();
            for saying in book.sayings.values().flatten().filter(|saying| saying.manner == Manner::Say) {
                let words = format!("{:?}", saying.phrase);
                if let Some(other) = seen.insert(words.clone(), saying.cells.clone()) {
                    assert_eq!(other, saying.cells, "{} {words}", form.edition);
                }
            }
        }
    }
}
