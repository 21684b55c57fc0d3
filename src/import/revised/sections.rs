//! A section's words held against what came back for it.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use super::lines::{Section, Theirs};
use super::revision::{
    Author, ChangeKey, FigureQuestion, Revision, SectionRevision, Stretch, TextPlace, WordChange,
};
use super::tokens::{TheirTokens, Token, What, own_tokens};
use super::words::{Hunk, hunks};
use crate::draft::{Draft, Figure, FigureFormat, Piece, SectionText, Value};
use crate::form::CellKey;
use crate::import::docx::TrackedChange;
use crate::report::shown_figure;

/// Both texts of a section.
struct Both<'a> {
    name: &'a str,
    draft: &'a Draft,
    shown: &'a str,
    own: Vec<Token>,
    theirs: Vec<Token>,
    /// Who deleted what stood at the end.
    deleted: Option<Arc<TrackedChange>>,
}

/// Adds what differs in a section to a revision; nothing where nothing does.
pub(super) fn compare_section(
    section: &Section,
    is_newer: bool,
    lines: &[Theirs<'_>],
    draft: &Draft,
    revision: &mut Revision,
) {
    let (shown, atoms) = section.text.shown(|figure| shown_figure(draft, figure));
    let mut theirs = TheirTokens::default();
    for line in lines {
        theirs.add(*line, |name| Some(draft.form().cell(draft.form().find(name)?).key.clone()));
    }
    let (theirs, deleted) = theirs.finish();
    let own = own_tokens(&shown, &atoms);
    let both = Both { name: &section.name, draft, shown: &shown, own, theirs, deleted };
    let hunks = hunks(&both.own, &both.theirs);
    if hunks.is_empty() {
        return;
    }
    let number = revision.sections.len();
    let mut stretches = Vec::new();
    let mut alike: BTreeMap<(String, String), usize> = BTreeMap::new();
    let mut at = 0;
    for hunk in hunks {
        let range = both.range(&hunk);
        let same = shown.get(at..range.start).unwrap_or_default();
        if !same.is_empty() {
            stretches.push(Stretch::Same(same.to_owned()));
        }
        at = range.end.max(at);
        let stretch = match both.question(&hunk) {
            Some(question) => {
                let (old, new) = (question.old.clone(), question.new.clone());
                let question = revision.ask(question, Some(TextPlace { section: number, range }));
                Stretch::Figure { question, old, new }
            }
            None => {
                let mut change = both.change(&hunk, range);
                let like = alike.entry((change.key.old.clone(), change.key.new.clone())).or_default();
                change.key.number = *like;
                *like += 1;
                Stretch::Words(change)
            }
        };
        stretches.push(stretch);
    }
    let rest = shown.get(at..).unwrap_or_default();
    if !rest.is_empty() {
        stretches.push(Stretch::Same(rest.to_owned()));
    }
    let (name, text) = (section.name.clone(), section.text.clone());
    revision.sections.push(SectionRevision { name, text, is_newer, stretches });
    if both.theirs.iter().filter(|token| token.what == What::Picture).count()
        > section.text.pictures().count()
    {
        revision.notes.push(format!("“{}”里新增的图片没有收回，请在“报告正文”里插入", section.name));
    }
}

impl Both<'_> {
    /// The bytes of the shown text that a stretch takes up.
    fn range(&self, hunk: &Hunk) -> Range<usize> {
        let tokens = self.own.get(hunk.own.clone()).unwrap_or_default();
        if let (Some(first), Some(last)) = (tokens.first(), tokens.last()) {
            return first.range.start..last.range.end;
        }
        let before = hunk.own.start.checked_sub(1).and_then(|at| self.own.get(at));
        let at = match (before, self.own.first()) {
            (Some(before), _) => before.range.end,
            (None, Some(first)) => first.range.start,
            (None, None) => self.shown.len(),
        };
        at..at
    }

    fn new_text(&self, hunk: &Hunk) -> String {
        let tokens = self.theirs.get(hunk.theirs.clone()).unwrap_or_default();
        tokens.iter().filter(|token| token.what != What::Picture).map(|token| token.what.text()).collect()
    }

    /// Who made a change: who put in what came back, or else who took out what stood there.
    fn by(&self, hunk: &Hunk) -> Option<Author> {
        let tokens = self.theirs.get(hunk.theirs.clone()).unwrap_or_default();
        let around =
            self.theirs.get(hunk.theirs.start..=hunk.theirs.end.min(self.theirs.len().saturating_sub(1)));
        let at_end = self.deleted.as_ref().filter(|_| hunk.theirs.end >= self.theirs.len());
        let change = tokens
            .iter()
            .find_map(|token| token.inserted.as_ref())
            .or_else(|| around.unwrap_or_default().iter().find_map(|token| token.deleted.as_ref()))
            .or(at_end)?;
        Some(Author::new(&change.author, &change.date))
    }

    /// A stretch as a question on a figure, where another figure stands in the place of a live one.
    fn question(&self, hunk: &Hunk) -> Option<FigureQuestion> {
        let (_, key) = self.own.get(hunk.own.start)?.figure.clone().filter(|_| hunk.is_figure)?;
        let cell = self.draft.form().find(&key)?;
        let new = self.new_text(hunk);
        let value = Value::read(&new, self.draft.form().cell(cell).kind)?;
        let is_figure = !matches!(value, Value::Text(_));
        // The same number in another dress is no other figure.
        let now = self.draft.value(cell);
        let is_same =
            now.is_some_and(|now| *now == value || now.number().is_some() && now.number() == value.number());
        if !is_figure || is_same {
            return None;
        }
        let old = self.shown.get(self.range(hunk)).unwrap_or_default().to_owned();
        Some(FigureQuestion {
            cell: key,
            old,
            new,
            value: Some(value),
            is_figure,
            in_table: String::new(),
            in_text: Vec::new(),
            follows: 0,
            by: self.by(hunk),
        })
    }

    fn change(&self, hunk: &Hunk, range: Range<usize>) -> WordChange {
        let with = self.with(hunk);
        let mut loses: Vec<CellKey> = Vec::new();
        for token in self.own.get(hunk.own.clone()).unwrap_or_default() {
            if let Some((_, key)) = &token.figure
                && !loses.contains(key)
                && with.figures().all(|kept| kept != key)
            {
                loses.push(key.clone());
            }
        }
        let key = ChangeKey {
            section: self.name.to_owned(),
            old: self.shown.get(range.clone()).unwrap_or_default().to_owned(),
            new: self.new_text(hunk),
            number: 0,
        };
        WordChange { key, range, with, loses, by: self.by(hunk) }
    }

    /// What came back for a stretch. A number that is the figure of its content control stays live, and so does
    /// one in the place of a live figure that prints the same value in another dress.
    fn with(&self, hunk: &Hunk) -> SectionText {
        let mut pieces = Vec::new();
        let mut at = hunk.theirs.start;
        while at < hunk.theirs.end {
            let Some(token) = self.theirs.get(at) else { break };
            let of_place = self.own.get(hunk.own.start).filter(|_| hunk.is_figure);
            let figure = token.figure.as_ref().or_else(|| of_place?.figure.as_ref());
            if let Some((figure, length)) = figure.and_then(|(_, key)| self.printed(key, at..hunk.theirs.end))
            {
                pieces.push(Piece::Figure(figure));
                at += length;
                continue;
            }
            if token.what != What::Picture {
                pieces.push(Piece::Words(token.what.text().to_owned()));
            }
            at += 1;
        }
        SectionText::new(pieces)
    }

    /// The live figure of a cell that prints what stands at the beginning of these tokens, and how many of them.
    fn printed(&self, key: &CellKey, tokens: Range<usize>) -> Option<(Figure, usize)> {
        let tokens = self.theirs.get(tokens)?;
        FigureFormat::ALL.into_iter().find_map(|format| {
            let figure = Figure { key: key.clone(), format };
            let printed = self.draft.printed(&figure)?;
            let mut text = String::new();
            for (length, token) in (1..).zip(tokens) {
                text += token.what.text();
                if text == printed {
                    return Some((figure, length));
                }
                if text.len() >= printed.len() {
                    return None;
                }
            }
            None
        })
    }
}

impl Revision {
    /// Adds a question, or a place to the same one; its number.
    pub(super) fn ask(&mut self, question: FigureQuestion, place: Option<TextPlace>) -> usize {
        let same = |known: &FigureQuestion| known.cell == question.cell && known.value == question.value;
        let number = self.figures.iter().position(same).unwrap_or_else(|| {
            self.figures.push(question.clone());
            self.figures.len() - 1
        });
        if let Some(known) = self.figures.get_mut(number) {
            known.in_text.extend(place);
            if known.in_table.is_empty() {
                known.in_table.clone_from(&question.in_table);
            }
            known.by = known.by.take().or(question.by);
        }
        number
    }
}
