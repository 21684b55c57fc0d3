//! What the sentences of a report say of the form's cells. A figure is claimed only where sentence, unit and
//! context name one cell; all else is a doubt for a person.

use std::ops::Range;
use std::sync::Arc;

use rust_decimal::Decimal;

use super::book::{Book, Manner, Saying};
use super::claim::{Claim, Doubt, period_doubt};
use super::clauses::{Clause, lead_in, parts, sentences};
use super::money;
use super::own_names::{OwnNames, short_names, without_account, without_channels};
use super::phrase::Fillers;
use super::phrases;
use super::plain::Plain;
use super::quantity::{Quantity, quantities};
use crate::form::{CellId, Form, Kind};

/// Reads the sentences of reports on one form.
#[derive(Debug, Clone)]
pub struct Claims {
    form: Arc<Form>,
    book: Book,
    fillers: Fillers,
    /// What the agency is called in full.
    names: Vec<String>,
    year: Option<u16>,
}

impl Claims {
    /// For reports of that year by an agency that calls itself so (本局, its name).
    pub fn new(form: &Arc<Form>, year: Option<u16>, agency: &[&str]) -> Self {
        let mut own: Vec<String> = agency.iter().map(|name| name.trim().to_owned()).collect();
        if let Some(year) = year {
            own.extend(
                ["年", "年度", "年底", "年末", "年1月1日至12月31日", "年12月31日", "年全年"]
                    .iter()
                    .map(|word| format!("{year}{word}")),
            );
            own.extend([format!("{year}年1月1日至{year}年12月31日"), format!("{year}年1月至12月")]);
        }
        own.extend(agency.iter().flat_map(|name| short_names(name)));
        let names = agency.iter().map(|name| name.trim().to_owned()).collect();
        let fillers = Fillers::new(own.iter().map(String::as_str));
        Self { form: form.clone(), book: Book::of(form), fillers, names, year }
    }

    /// What a paragraph says of cells, in its order.
    pub fn read(&self, text: &str) -> Vec<Claim> {
        let plain = Plain::new(text);
        let quantities = quantities(&plain.text);
        let mut reading = Reading {
            reader: self,
            claims: Vec::new(),
            is_wide: false,
            sentence: 0,
            in_list: false,
            after_other: false,
        };
        for sentence in sentences(&plain.text, &quantities) {
            let words = plain.text.get(sentence.range.clone()).unwrap_or("");
            let own = OwnNames(&self.names);
            reading.is_wide = phrases::WIDE_SCOPE.is_in(words);
            reading.sentence = reading.claims.len();
            let clauses: Vec<Clause> = sentence
                .clauses
                .into_iter()
                .map(|clause| Clause { words: own.in_short(&clause.words), ..clause })
                .collect();
            reading.sentence(&clauses);
        }
        let mut claims = reading.claims;
        for claim in &mut claims {
            claim.range = plain.original(&claim.range, text);
        }
        claims
    }
}

/// A paragraph while it is read.
struct Reading<'a> {
    reader: &'a Claims,
    claims: Vec<Claim>,
    is_wide: bool,
    /// How many claims there were when the sentence began.
    sentence: usize,
    /// Whether 其中 has begun a list in this sentence.
    in_list: bool,
    /// Whether the number before in this sentence named no cell: 热线1874件，办结1869件.
    after_other: bool,
}

const ALL: [&str; 5] = ["均", "全部", "都", "皆", "全"];

impl Reading<'_> {
    fn sentence(&mut self, clauses: &[Clause]) {
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
        let is_none = value.is_zero() && !quantity.is_rough;
        let mut doubt = match saying.manner {
            Manner::Ask => Some(Doubt::MoreWords),
            Manner::Either if !is_none => Some(Doubt::SeveralCells),
            Manner::Under => self.claims.last().and_then(|last| last.doubt),
            Manner::Say | Manner::Either => None,
        };
        // 办结 by itself is of what was counted before, whatever that was.
        let is_short = saying.phrase.length <= 2
            && saying.cells.iter().all(|cell| !self.reader.book.totals.contains_key(cell));
        if is_restricted || (is_short && self.after_other) {
            doubt = doubt.or(Some(Doubt::MoreWords));
        }
        // 上年结转 is the name of a cell, not another year.
        let doubt = self.doubt(quantity, &saying.phrase.cut_from(&whole)).or(doubt);
        self.claim(saying.cells.clone(), value, quantity.range.clone(), doubt, &whole);
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
        let fitting = book.for_text(text).into_iter().filter(|saying| {
            (saying.manner != Manner::Under || self.goes_on(&saying.cells))
                && self.value(&saying.cells, quantity).is_some()
                && saying.phrase.is_all_of(text, &self.reader.fillers)
        });
        fitting.max_by_key(|saying| (saying.phrase.length, saying.manner)).cloned()
    }

    /// Whether the last claim was of the total of these cells, or of another part of it.
    fn goes_on(&self, cells: &[CellId]) -> bool {
        let last = self.claims.last().map_or(&[][..], |last| last.cells.as_slice());
        cells.iter().any(|cell| last.iter().any(|last| self.reader.book.goes_with(*cell, *last)))
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
                && self.value(&saying.cells, quantity).is_some()
                && saying.phrase.is_in(own, &self.reader.fillers)
        });
        let Some(saying) = loose.max_by_key(|saying| saying.phrase.length).cloned() else { return };
        if saying.manner == Manner::Under && !self.goes_on(&saying.cells) {
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

    // ── Clauses without a number

    /// Whether a clause without a number says something of cells all the same.
    fn without_number(&mut self, clause: &Clause, pending: &[&Clause]) -> bool {
        let words = &clause.words;
        let none = self.none(words, pending);
        if !none.is_empty() {
            let whole = lead_in(pending, words);
            let doubt = period_doubt(&whole, self.reader.year);
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
        let fitting = self.reader.book.for_text(text).into_iter().filter(|saying| {
            saying.can_be_none
                && (saying.manner >= least || saying.manner == Manner::Either)
                && saying.phrase.without_number().is_all_of(text, &self.reader.fillers)
        });
        fitting
            .max_by_key(|saying| saying.phrase.length)
            .map(|saying| saying.cells.clone())
            .unwrap_or_default()
    }

    /// The cells that a clause with 均 gives the number of an earlier claim to, and that claim.
    fn all_of(&self, words: &str) -> Option<(Vec<CellId>, Claim)> {
        let fitting = self.reader.book.all.iter().filter_map(|all| {
            if !all.phrase.is_all_of(words, &self.reader.fillers) {
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
        let part = book.for_text(words).into_iter().filter(|saying| {
            saying.manner >= Manner::Under
                && saying.cells.iter().any(|cell| {
                    book.totals
                        .get(cell)
                        .is_some_and(|totals| totals.iter().any(|total| last.cells.contains(total)))
                })
                && saying.phrase.without_number().is_all_of(words, &self.reader.fillers)
        });
        let Some(saying) = part.max_by_key(|saying| saying.phrase.length) else { return false };
        let is_all = last.value == Decimal::ONE
            || ["属于", "为", "系", "均", "全部", "都"].iter().any(|word| words.starts_with(word));
        let doubt = last.doubt.or((!is_all).then_some(Doubt::MoreWords));
        let cells = saying.cells.clone();
        self.claim(cells, last.value, clause.range.clone(), doubt, words);
        true
    }

    // ── Values and doubts

    /// A quantity as these cells count it; `None` where its unit or its kind is not theirs.
    fn value(&self, cells: &[CellId], quantity: &Quantity) -> Option<Decimal> {
        let mut values = cells.iter().map(|cell| {
            let cell = self.reader.form.cell(*cell);
            let value = match cell.kind {
                Kind::Money | Kind::Amount => money(quantity.value, quantity.unit, &cell.unit)?,
                Kind::Count | Kind::Signed => {
                    let accepted = phrases::UNITS.lines().any(|line| {
                        let mut words = line.split_whitespace();
                        words.next() == Some(&cell.unit)
                            && (cell.unit == quantity.unit || words.any(|word| word == quantity.unit))
                    });
                    (accepted || quantity.unit.is_empty()).then_some(quantity.value)?
                }
            };
            (cell.kind != Kind::Count || value.fract().is_zero()).then_some(value)
        });
        let first = values.next()??;
        values.all(|value| value == Some(first)).then_some(first)
    }

    fn doubt(&self, quantity: &Quantity, whole: &str) -> Option<Doubt> {
        if quantity.is_rough {
            return Some(Doubt::Rounded);
        }
        period_doubt(whole, self.reader.year)
    }

    fn claim(
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
        self.claims.push(Claim { cells, value, range, doubt, is_wide: self.is_wide, is_whole });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::editions;

    /// What sentences say: `收到申请数=215`, with `?` where a person has to decide.
    fn check_of(edition: &str, text: &str, expected: &[&str]) {
        let form = editions::named(edition).unwrap();
        let reader = Claims::new(&form, Some(2018), &["金塘镇", "本镇"]);
        let found: Vec<String> = reader
            .read(text)
            .iter()
            .flat_map(|claim| {
                let mark = if claim.doubt.is_some() { "?" } else { "" };
                claim.cells.iter().map(move |cell| (mark, *cell, claim.value))
            })
            .map(|(mark, cell, value)| format!("{}={}{mark}", form.cell(cell).key, value.normalize()))
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    fn check(text: &str, expected: &[&str]) {
        check_of("2014", text, expected);
    }

    #[test]
    fn a_sentence_that_names_a_cell_states_it() {
        check(
            "2018年，本镇共收到政府信息公开申请215件，其中信函申请145件、网络申请68件。",
            &["收到申请数=215", "信函申请数=145", "网络申请数=68"],
        );
        check("全年共收到4件信息公开申请", &["收到申请数=4"]);
        check(
            "我镇在政府网站上共公开285条信息，在微信公众平台公开116条信息。",
            &["网站公开数=285", "微信公开数=116"],
        );
        check("2018年度共主动公开政府信息339条", &["主动公开政府信息数=339"]);
        check("召开新闻发布会90场次", &["新闻发布会次数=90"]);
        check("举办培训班两期，培训120人次", &["培训班数=2", "接受培训人数=120"]);
        check("通过网站、公告栏等渠道主动公开政府信息641条", &["主动公开政府信息数=641"]);
        check("通过报刊、电视等其他方式公开信息1986条", &["其他方式公开数=1986"]);
        check("行政复议方面，全年发生1件", &["行政复议数量=1"]);
        check("答复办结申请1件", &["申请办结数=1", "申请答复数=1"]);
        check("全年收取费用380元", &["收取费用=0.038"]);
    }

    #[test]
    fn nothing_is_zero_where_it_is_said() {
        check("本年度未收到政府信息公开申请。", &["收到申请数=0"]);
        check("没有发生因政府信息公开引起的行政复议、行政诉讼。", &["行政复议数量=0", "行政诉讼数量=0"]);
        check("未发生有关政府信息公开的行政复议、诉讼和申诉案件", &["行政复议数量=0", "行政诉讼数量=0"]);
        check("行政复议、行政诉讼均为0件", &["行政复议数量=0", "行政诉讼数量=0"]);
        check("行政复议：无", &["行政复议数量=0"]);
        check("没有向申请人收取任何费用", &["收取费用=0"]);
        check("依申请公开收费为0", &["收取费用=0"]);
        check("有的信息未公开，有的申请未办结", &[]);
    }

    #[test]
    fn all_and_each_take_the_number_said_before() {
        check("共收到申请2件，均按时办结", &["收到申请数=2", "申请办结数=2", "按时办结数=2"]);
        check("收到的25件申请已全部办结，答复率100%", &["申请办结数=25", "申请答复数=25"]);
        check("行政诉讼1件，属于其他情形", &["行政诉讼数量=1", "诉讼其他数=1"]);
        check("行政复议1件，维持具体行政行为", &["行政复议数量=1", "复议维持数=1"]);
        check("受理申请1件，信函申请", &["收到申请数=1", "信函申请数=1"]);
        check("当面、网络、信函申请分别为7件、9件、10件", &["当面申请数=7", "网络申请数=9", "信函申请数=10"]);
        check("行政复议、行政诉讼各1件", &["行政复议数量=1", "行政诉讼数量=1"]);
        check(
            "行政复议13件，其中维持2件、纠错9件、其他情形2件；行政诉讼1件，其他情形1件",
            &[
                "行政复议数量=13",
                "复议维持数=2",
                "复议纠错数=9",
                "复议其他数=2",
                "行政诉讼数量=1",
                "诉讼其他数=1",
            ],
        );
        check("复议案件7件，诉讼案件9件，均获维持", &["行政复议数量=7", "行政诉讼数量=9", "诉讼维持数=9?"]);
    }

    #[test]
    fn what_is_not_sure_is_asked() {
        check("公开信息1000余条", &["主动公开政府信息数=1000?"]);
        check("系统开通以来累计主动公开政府信息657条", &["主动公开政府信息数=657?"]);
        check("2017年收到申请3件", &["收到申请数=3?"]);
        check("微博、微信公开政府信息696条", &["微博公开数=696?", "微信公开数=696?"]);
        check("专门配备了1名工作人员", &["工作人员数=1?"]);
        check("门户网站主动发布的动态信息达到1041条", &["网站公开数=1041?"]);
    }

    #[test]
    fn what_names_no_cell_is_left() {
        check("其中概况信息8条，占16%", &[]);
        check("完成了18966条历史数据迁移", &[]);
        check("电话85251818，邮编310016", &[]);
        check("全年接听咨询电话3000余起，投诉电话0个", &[]);
        check("在15个工作日内答复，比上年增加5件", &[]);
        check("受理转办件1874件，办结1869件", &["申请办结数=1869?"]);
    }

    #[test]
    fn later_editions_are_read_too() {
        check_of(
            "2021",
            "全年收到政府信息公开申请34件，上年结转政府信息公开申请2件",
            &["申请.新收.总计=34", "申请.上年结转.总计=2"],
        );
        check_of("2021", "全年受理政府信息公开申请62件", &["申请.新收.总计=62?"]);
        check_of(
            "2021",
            "发生行政复议0件，行政诉讼0件",
            &["行政复议.总计=0", "直接起诉.总计=0", "复议后起诉.总计=0"],
        );
    }
}
