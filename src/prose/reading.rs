//! A paragraph while it is read: clauses with a number, and what speaks against believing it.

use std::ops::Range;

use rust_decimal::Decimal;

use super::book::{Manner, Saying, Topic};
use super::claims::{Claim, Claims, Doubt};
use super::clauses::Clause;
use super::money;
use super::phrases;
use super::quantity::{Quantity, may_be_counted_in};
use super::words::{lead_in, parts, without_account, without_channels, years};
use crate::form::{CellId, Kind};

/// A paragraph while it is read.
pub(super) struct Reading<'a> {
    pub(super) reader: &'a Claims,
    /// What was claimed so far.
    pub(super) claims: Vec<Claim>,
    is_wide: bool,
    /// How many claims there were when the sentence began.
    pub(super) sentence: usize,
    /// Whether 其中 has begun a list in this sentence.
    in_list: bool,
    /// Whether the number before in this sentence named no cell: 热线1874件，办结1869件.
    after_other: bool,
}

/// Words that say it of all that was counted before.
pub(super) const ALL: [&str; 5] = ["均", "全部", "都", "皆", "全"];

impl<'a> Reading<'a> {
    /// Before the first sentence.
    pub fn new(reader: &'a Claims) -> Self {
        Self { reader, claims: Vec::new(), is_wide: false, sentence: 0, in_list: false, after_other: false }
    }
}

impl Reading<'_> {
    /// Before each sentence; `is_wide` where it speaks of all agencies of a place.
    pub fn begin(&mut self, is_wide: bool) {
        self.is_wide = is_wide;
        self.sentence = self.claims.len();
    }

    /// Reads the clauses of a sentence.
    pub fn sentence(&mut self, clauses: &[Clause]) {
        let mut pending: Vec<&Clause> = Vec::new();
        let mut at = 0;
        while let Some(clause) = clauses.get(at) {
            at += 1;
            self.in_list |= clause.words.starts_with("其中");
            match &clause.quantity {
                None => {
                    if !self.without_number(clause, &pending) {
                        pending.push(clause);
                    }
                    continue;
                }
                Some(quantity) if quantity.unit == "%" => self.rate(clause, quantity),
                Some(quantity) => match self.respectively(clause, clauses.get(at..).unwrap_or(&[])) {
                    Some(more) => at += more,
                    None => {
                        let before = self.claims.len();
                        self.with_number(clause, quantity, &pending);
                        self.after_other = self.claims.len() == before;
                    }
                },
            }
            pending.clear();
        }
        (self.in_list, self.after_other) = (false, false);
    }

    // ── Clauses with a number

    fn with_number(&mut self, clause: &Clause, quantity: &Quantity, pending: &[&Clause]) {
        let own = without_channels(&without_account(&clause.words));
        let whole = lead_in(pending, &own);
        let is_restricted = pending
            .last()
            .is_some_and(|last| phrases::RESTRICTING.lines().any(|word| last.words.ends_with(word)));
        let said = match self.best(&own, quantity) {
            Some(saying) if !is_restricted => Some((saying, false)),
            own => self
                .lead_ins(pending, &clause.words, quantity)
                .map(|saying| (saying, false))
                .or(own.map(|s| (s, true))),
        };
        let Some((saying, is_restricted)) = said else {
            return self.all_with_number(clause, quantity, &own, &whole);
        };
        let Some(value) = self.value(&saying.cells, quantity) else { return };
        if saying.manner == Manner::Ask && self.is_of_information(&saying, quantity) {
            return;
        }
        let is_none = value.is_zero() && !quantity.is_rough;
        let mut doubt = match saying.manner {
            Manner::Ask if !saying.or_sum.is_empty() && !is_restricted => Some(Doubt::OrSum),
            Manner::Ask => Some(Doubt::MoreWords),
            Manner::Either if !is_none => Some(Doubt::SeveralCells),
            Manner::Under => self.claims.last().and_then(|last| last.doubt),
            Manner::Say | Manner::Either => None,
        };
        // 办结 by itself is of what was counted before, whatever that was.
        let is_short = saying.phrase.length <= 2
            && saying.cells.iter().all(|cell| !self.reader.book.totals.contains_key(cell));
        if is_restricted || (is_short && self.after_other) || self.is_of_information(&saying, quantity) {
            doubt = doubt.or(Some(Doubt::MoreWords));
        }
        // 上年结转 is the name of a cell, not another year.
        let doubt = self.doubt(quantity, &saying.phrase.cut_from(&whole)).or(doubt);
        self.claim(saying.cells.clone(), value, quantity.range.clone(), doubt, &whole);
        if let Some(last) = self.claims.last_mut().filter(|last| last.range == quantity.range && !is_none) {
            last.or_sum.clone_from(&saying.or_sum);
        }
    }

    /// The clause read on from one that leads in: “行政复议方面，全年发生1件”.
    fn lead_ins(&self, pending: &[&Clause], words: &str, quantity: &Quantity) -> Option<Saying> {
        (0..pending.len()).rev().take(3).find_map(|from| {
            let lead: String = pending.get(from..)?.iter().map(|clause| clause.words.as_str()).collect();
            self.best(&without_channels(&format!("{lead}{words}")), quantity)
        })
    }

    /// The saying that is all of a text: of several the longest.
    fn best(&self, text: &str, quantity: &Quantity) -> Option<Saying> {
        let book = &self.reader.book;
        let laid = self.reader.fillers.over(text);
        let fitting = book.for_text(text).into_iter().filter(|saying| {
            (saying.manner != Manner::Under || self.goes_on(&saying.cells))
                && saying.phrase.is_all_of(&laid)
                && self.value(&saying.cells, quantity).is_some()
        });
        fitting.max_by_key(|saying| (saying.phrase.length, saying.manner)).cloned()
    }

    /// Whether the last claim was of the total of these cells, or of another part of it.
    fn goes_on(&self, cells: &[CellId]) -> bool {
        let last = self.claims.last().map_or(&[][..], |last| last.cells.as_slice());
        cells.iter().any(|cell| last.iter().any(|last| self.reader.book.goes_with(*cell, *last)))
    }

    /// Whether pieces of information are counted (条), not applications: “制作信息3021条，其中不予公开1535条” tells
    /// how documents were classed.
    fn is_of_information(&self, saying: &Saying, quantity: &Quantity) -> bool {
        let is_other = |cell: &CellId| self.reader.form.cell(*cell).unit != "条";
        let is_answered = |cell: &CellId| self.reader.topic(*cell) == Topic::Answered;
        quantity.unit == "条"
            && saying.cells.iter().all(|cell| is_other(cell) && is_answered(cell))
            && !self.goes_on(&saying.cells)
    }

    /// Where no saying is all of a clause: several cells joined, 均, or a saying among other words.
    fn all_with_number(&mut self, clause: &Clause, quantity: &Quantity, own: &str, whole: &str) {
        if self.joined(clause, quantity, whole) {
            return;
        }
        if ALL.iter().any(|word| own.contains(word))
            && let Some((cells, said)) = self.all_of(&own.replace('#', ""))
        {
            let doubt = self.doubt(quantity, whole).or(said.doubt);
            return self.claim(cells, quantity.value, quantity.range.clone(), doubt, whole);
        }
        let loose = self.reader.book.for_text(own).into_iter().filter(|saying| {
            (saying.manner >= Manner::Either || saying.phrase.length >= 6)
                && saying.phrase.is_in(own, &self.reader.fillers)
                && self.value(&saying.cells, quantity).is_some()
        });
        let Some(saying) = loose.max_by_key(|saying| saying.phrase.length).cloned() else { return };
        if saying.manner == Manner::Under && !self.goes_on(&saying.cells)
            || self.is_of_information(&saying, quantity)
        {
            return;
        }
        if let Some(value) = self.value(&saying.cells, quantity) {
            let doubt = self.doubt(quantity, whole).unwrap_or(Doubt::MoreWords);
            self.claim(saying.cells, value, quantity.range.clone(), Some(doubt), whole);
        }
    }

    /// “行政复议、行政诉讼各1件”, “行政复议和行政诉讼均为0件”: a number for each.
    fn joined(&mut self, clause: &Clause, quantity: &Quantity, whole: &str) -> bool {
        let Some((lead, _)) = clause.words.split_once('#') else { return false };
        let parts = parts(lead);
        if parts.len() < 2 {
            return false;
        }
        let found: Vec<Saying> = parts
            .iter()
            .filter_map(|part| self.best(&format!("{part}#"), quantity))
            .filter(|saying| saying.manner == Manner::Say)
            .collect();
        let mut cells: Vec<CellId> = found.into_iter().flat_map(|saying| saying.cells).collect();
        cells.dedup();
        if cells.len() < parts.len() {
            return false;
        }
        let each =
            quantity.value.is_zero() || lead.contains('各') || lead.ends_with("均为") || lead.ends_with('均');
        let doubt = self.doubt(quantity, whole).or((!each).then_some(Doubt::SeveralCells));
        self.claim(cells, quantity.value, quantity.range.clone(), doubt, whole);
        true
    }

    /// “当面、网络、信函申请分别为7件、9件、9件”: gives how many further clauses it took.
    fn respectively(&mut self, clause: &Clause, next: &[Clause]) -> Option<usize> {
        let (lead, _) = clause.words.split_once('#')?;
        let (names, _) = lead.split_once("分别")?;
        let names: Vec<&str> = parts(names);
        let more: Vec<&Clause> = next
            .iter()
            .take_while(|next| {
                next.quantity.is_some() && self.reader.fillers.skip(&next.words).starts_with('#')
            })
            .take(names.len().saturating_sub(1))
            .collect();
        if names.len() < 2 || more.len() + 1 != names.len() {
            return None;
        }
        let last = names.last()?;
        for (name, of) in names.iter().zip(std::iter::once(clause).chain(more.iter().copied())) {
            let quantity = of.quantity.as_ref()?;
            // The last name may carry a word for all: 当面、网络、信函申请.
            let endings = last.char_indices().map(|(at, _)| last.get(at..).unwrap_or("")).chain([""]);
            let mut said = endings.filter_map(|ending| self.best(&format!("{name}{ending}#"), quantity));
            let saying = said.find(|saying| saying.manner >= Manner::Under);
            if let Some(saying) = saying
                && let Some(value) = self.value(&saying.cells, quantity)
            {
                let doubt = self.doubt(quantity, lead);
                self.claim(saying.cells, value, quantity.range.clone(), doubt, lead);
            }
        }
        Some(more.len())
    }

    /// “答复率100%”: all were answered.
    fn rate(&mut self, clause: &Clause, quantity: &Quantity) {
        let Some((lead, _)) = clause.words.split_once('#') else { return };
        let Some((what, _)) = lead.rsplit_once('率').filter(|_| quantity.value == Decimal::ONE_HUNDRED)
        else {
            return;
        };
        if let Some((cells, said)) = self.all_of(&format!("全部{what}")) {
            self.claim(cells, said.value, clause.range.clone(), said.doubt, lead);
        }
    }

    // ── Values and doubts

    /// A quantity as these cells count it; `None` where its unit or its kind is not theirs.
    pub(super) fn value(&self, cells: &[CellId], quantity: &Quantity) -> Option<Decimal> {
        let mut values = cells.iter().map(|cell| {
            let cell = self.reader.form.cell(*cell);
            let value = match cell.kind {
                Kind::Money | Kind::Amount => money(quantity.value, quantity.unit, &cell.unit)?,
                Kind::Count | Kind::Signed => {
                    may_be_counted_in(&cell.unit, quantity.unit).then_some(quantity.value)?
                }
            };
            (cell.kind != Kind::Count || value.fract().is_zero()).then_some(value)
        });
        let first = values.next()??;
        values.all(|value| value == Some(first)).then_some(first)
    }

    pub(super) fn doubt(&self, quantity: &Quantity, whole: &str) -> Option<Doubt> {
        if quantity.is_rough {
            return Some(Doubt::Rounded);
        }
        self.period_doubt(whole)
    }

    /// Whether the words up to a number tell of another time than the report's year.
    pub(super) fn period_doubt(&self, whole: &str) -> Option<Doubt> {
        let lead = whole.split('#').next().unwrap_or(whole);
        // “由215件减少到189件”: the first is the old number.
        if phrases::OTHER_PERIOD.is_in(lead) || lead.ends_with(['由', '从']) {
            return Some(Doubt::OtherPeriod);
        }
        let other = years(lead).any(|year| Some(year) != self.reader.year);
        if other {
            return Some(Doubt::OtherPeriod);
        }
        if !phrases::CUMULATIVE.is_in(lead) && !lead.contains("累计") {
            return None;
        }
        let this_year = ["全年", "本年", "年度", "年内", "当年"].iter().any(|word| lead.contains(word))
            || self
                .reader
                .year
                .is_some_and(|year| lead.contains(&format!("{year}年")) && !lead.contains("截"));
        // 今年以来 is the year, not all the years.
        let named = self.reader.year.map(|year| format!("{year}年"));
        let this = ["今年", "本年", "年初", "本年度"].into_iter().chain(named.as_deref());
        let since = this.fold(lead.to_owned(), |lead, word| lead.replace(&format!("{word}以来"), ""));
        let cumulative = phrases::CUMULATIVE.is_in(&since) || (lead.contains("累计") && !this_year);
        cumulative.then_some(Doubt::Cumulative)
    }

    pub(super) fn claim(
        &mut self,
        cells: Vec<CellId>,
        value: Decimal,
        range: Range<usize>,
        doubt: Option<Doubt>,
        words: &str,
    ) {
        // “其中市级部门主动公开101条” is a part of what was just said of the same cell.
        let is_part = words.contains("其中") || self.in_list;
        let is_part = is_part
            && self
                .claims
                .get(self.sentence..)
                .unwrap_or(&[])
                .iter()
                .any(|earlier| earlier.cells == cells && earlier.value > value);
        if is_part {
            return;
        }
        let is_whole = ["共", "全年", "总", "年度", "累计"].iter().any(|word| words.contains(word));
        self.claims.push(Claim {
            cells,
            or_sum: Vec::new(),
            value,
            range,
            doubt,
            is_wide: self.is_wide,
            is_whole,
        });
    }
}
