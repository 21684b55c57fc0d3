//! Clauses without a number that say something of cells all the same: 未收到申请, 均按时办结, 属于其他情形.

use rust_decimal::Decimal;

use super::book::Manner;
use super::claims::{Claim, Doubt};
use super::clauses::Clause;
use super::phrases;
use super::reading::{ALL, Reading};
use super::words::{lead_in, parts};
use crate::form::CellId;

impl Reading<'_> {
    /// Whether a clause without a number says something of cells all the same.
    pub(super) fn without_number(&mut self, clause: &Clause, pending: &[&Clause]) -> bool {
        let words = &clause.words;
        let none = self.none(words, pending);
        if !none.is_empty() {
            let whole = lead_in(pending, words);
            let doubt = self.period_doubt(&whole);
            self.claim(none, Decimal::ZERO, clause.range.clone(), doubt, &whole);
            return true;
        }
        let says_all = ALL.iter().any(|word| words.contains(word));
        if !says_all && self.bare(clause) {
            return true;
        }
        if let Some((cells, said)) = self.all_of(words)
            // “收到申请1件，已办结”: all there was.
            && (says_all || said.value == Decimal::ONE)
        {
            self.claim(cells, said.value, clause.range.clone(), said.doubt, words);
            return true;
        }
        says_all && self.bare(clause)
    }

    /// The cells that a clause says are zero.
    fn none(&self, words: &str, pending: &[&Clause]) -> Vec<CellId> {
        let negated = |text: &str| {
            let rest = self.reader.fillers.skip(text);
            let negator =
                phrases::NEGATORS.lines().filter(|word| rest.starts_with(word)).max_by_key(|word| word.len());
            negator.and_then(|word| rest.get(word.len()..)).map(str::to_owned)
        };
        let negated = negated(words).map(|rest| self.named(&rest)).unwrap_or_default();
        if !negated.is_empty() {
            return negated;
        }
        let nothing =
            phrases::NOTHING.lines().filter(|word| words.ends_with(word)).max_by_key(|word| word.len());
        let Some(lead) = nothing.and_then(|word| words.strip_suffix(word)) else { return Vec::new() };
        let cells = self.named(lead);
        match pending.last().filter(|_| cells.is_empty()) {
            Some(last) => self.named(&format!("{}{lead}", last.words)),
            None => cells,
        }
    }

    /// The cells that a text without a number names, one or several joined.
    fn named(&self, text: &str) -> Vec<CellId> {
        let parts = parts(text);
        let mut cells: Vec<CellId> = Vec::new();
        let mut silent = false;
        for part in &parts {
            let least = if cells.is_empty() { Manner::Say } else { Manner::Under };
            let named = self.name(part, least);
            silent |= named.is_empty();
            cells.extend(named);
        }
        // 当面申请和传真申请 are two parts of one total; 收取复印、传真、递送费用 is one name.
        let book = &self.reader.book;
        let are_parts = !silent
            && cells.windows(2).all(|pair| matches!(pair, [one, other] if book.goes_with(*one, *other)));
        let whole = if are_parts { Vec::new() } else { self.name(text, Manner::Say) };
        if !whole.is_empty() {
            return whole;
        }
        cells.sort_unstable();
        cells.dedup();
        cells
    }

    fn name(&self, text: &str, least: Manner) -> Vec<CellId> {
        let laid = self.reader.fillers.over(text);
        let fitting = self.reader.book.for_text(text).into_iter().filter(|saying| {
            saying.can_be_none
                && (saying.manner >= least || saying.manner == Manner::Either)
                && saying.phrase.is_all_without_number(&laid)
        });
        fitting
            .max_by_key(|saying| saying.phrase.length)
            .map(|saying| saying.cells.clone())
            .unwrap_or_default()
    }

    /// The cells that a clause with 均 gives the number of an earlier claim to, and that claim.
    pub(super) fn all_of(&self, words: &str) -> Option<(Vec<CellId>, Claim)> {
        let laid = self.reader.fillers.over(words);
        let fitting = self.reader.book.all.iter().filter_map(|all| {
            if !all.phrase.is_all_without_number(&laid) {
                return None;
            }
            let (at, said) = self
                .claims
                .iter()
                .enumerate()
                .rev()
                .find(|(_, claim)| claim.cells.iter().any(|cell| all.of.contains(cell)))?;
            Some((at, all, said))
        });
        let mut fitting: Vec<_> = fitting.collect();
        let longest = fitting.iter().map(|(_, all, _)| all.phrase.length).max()?;
        fitting.retain(|(_, all, _)| all.phrase.length == longest);
        let (at, all, said) = fitting.iter().max_by_key(|(at, all, _)| (*at, all.cells.len()))?;
        // “复议7件，诉讼9件，均获维持” says it of both.
        let also = fitting.iter().any(|(other, of, _)| {
            other != at && *other >= self.sentence && of.cells.iter().all(|cell| !all.cells.contains(cell))
        });
        // “复议7件，诉讼9件，均获维持”: what came between is meant too.
        let between = self.claims.get(at + 1..).unwrap_or(&[]).iter().any(|later| {
            !later
                .cells
                .iter()
                .any(|cell| said.cells.iter().any(|total| self.reader.book.goes_with(*cell, *total)))
                && !later.cells.iter().any(|cell| all.cells.contains(cell))
        });
        let mut said = (*said).clone();
        if also || between {
            said.doubt = said.doubt.or(Some(Doubt::MoreWords));
        }
        Some((all.cells.clone(), said))
    }

    /// “行政诉讼1件，属于其他情形”, “受理申请1件，信函申请”: a part named after its total of one.
    fn bare(&mut self, clause: &Clause) -> bool {
        let Some(last) = self.claims.last().filter(|last| !last.value.is_zero()).cloned() else {
            return false;
        };
        let words = &clause.words;
        let book = &self.reader.book;
        let laid = self.reader.fillers.over(words);
        let part = book.for_text(words).into_iter().filter(|saying| {
            saying.manner >= Manner::Under
                && saying.cells.iter().any(|cell| {
                    book.totals
                        .get(cell)
                        .is_some_and(|totals| totals.iter().any(|total| last.cells.contains(total)))
                })
                && saying.phrase.is_all_without_number(&laid)
        });
        let Some(saying) = part.max_by_key(|saying| saying.phrase.length) else { return false };
        let is_all = last.value == Decimal::ONE
            || ["属于", "为", "系", "均", "全部", "都"].iter().any(|word| words.starts_with(word));
        let doubt = last.doubt.or((!is_all).then_some(Doubt::MoreWords));
        let cells = saying.cells.clone();
        self.claim(cells, last.value, clause.range.clone(), doubt, words);
        true
    }
}
