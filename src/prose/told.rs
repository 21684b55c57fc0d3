//! What a text of a draft says of its cells for certain, and where the table says otherwise.

use std::cell::OnceCell;
use std::ops::Range;

use rust_decimal::{Decimal, RoundingStrategy};

use super::claims::{Claim, Claims, Doubt};
use super::clauses::{Clause, Sentence, as_it_stands, sentences};
use super::phrases;
use super::plain::Plain;
use super::quantity::quantities;
use crate::draft::{Draft, Scope};
use crate::form::{CellId, Field, Kind};

/// A paragraph as it was read.
#[derive(Debug, Clone, Default)]
pub struct Told {
    /// Its sentences with all their numbers.
    pub sentences: Vec<Sentence>,
    /// What they say of cells.
    pub said: Vec<Said>,
}

/// A claim with its place among the sentences.
#[derive(Debug, Clone)]
pub struct Said {
    /// What is said.
    pub claim: Claim,
    /// The sentence, an index into [`Told::sentences`].
    pub sentence: usize,
    /// Its number is no number of the text: 均按时办结, 未收到申请.
    pub is_derived: bool,
    /// It is, or has in it, a live figure, which is never told against itself.
    pub is_live: bool,
    /// The sentence speaks of this year and of all that the cell counts, and of nothing else.
    pub is_sure: bool,
}

/// A number of a text that the table contradicts.
#[derive(Debug, Clone, PartialEq)]
pub struct Contradiction {
    /// Bytes of the text: the digits, or the clause that says it without digits.
    pub range: Range<usize>,
    /// The cell that holds another number.
    pub cell: CellId,
    /// Cells whose sum the words may mean as well, and which is another number too; mostly none.
    pub or_sum: Vec<CellId>,
    /// What the text says, in the cell's unit.
    pub said: Decimal,
    /// Ten thousand times too large or too small: 万条 for 条, 元 for 万元.
    pub is_slip_of_unit: bool,
}

/// 万 for nothing, or nothing for 万.
const SLIP: Decimal = Decimal::from_parts(10_000, 0, 0, false, 0);

impl Told {
    /// Reads a paragraph of a draft. `live` are the bytes of its live figures.
    pub fn read(claims: &Claims, text: &str, live: &[Range<usize>], draft: &Draft) -> Self {
        let plain = Plain::new(text);
        let sentences = sentences(&plain.text, &quantities(&plain.text));
        let claimed = claims.read_sentences(&sentences, &plain, text);
        let sentences = as_it_stands(sentences, &plain, text);
        let elsewhere = of_other_years(&sentences, draft.year());
        let narrowed: Vec<OnceCell<Vec<bool>>> = vec![OnceCell::new(); sentences.len()];
        let is_narrowed = |sentence: usize, at: usize| {
            let (of, cell) = sentences.get(sentence).zip(narrowed.get(sentence))?;
            let before = of.clauses.iter().take_while(|clause| clause.range.end <= at).count();
            let narrowed = cell.get_or_init(|| self::narrowed(of, draft.year()));
            narrowed.get(before.checked_sub(1)?).copied()
        };
        let said = claimed.into_iter().filter_map(|claim| {
            let at = sentences.iter().rposition(|sentence| sentence.range.start <= claim.range.start)?;
            let sentence = sentences.get(at)?;
            let is_number =
                |clause: &Clause| clause.quantity.as_ref().is_some_and(|q| q.range == claim.range);
            let is_derived = !sentence.clauses.iter().any(is_number);
            let is_live =
                live.iter().any(|live| live.start < claim.range.end && claim.range.start < live.end);
            let is_doubted = match claim.doubt {
                None | Some(Doubt::OrSum) => false,
                Some(Doubt::SeveralCells) => claim.or_sum.is_empty(),
                Some(_) => true,
            };
            // A number without its unit may not be written to its end.
            let is_whole = sentence
                .clauses
                .iter()
                .filter_map(|clause| clause.quantity.as_ref())
                .all(|quantity| quantity.range != claim.range || !quantity.unit.is_empty());
            let is_sure = !is_doubted
                && is_whole
                && is_of_scope(&claim, draft)
                && !elsewhere.contains(&at)
                && !is_narrowed(at, claim.range.start).unwrap_or(false);
            Some(Said { claim, sentence: at, is_derived, is_live, is_sure })
        });
        let said = said.collect();
        Self { sentences, said }
    }

    /// What is said for certain.
    pub fn sure(&self) -> impl Iterator<Item = &Said> {
        self.said.iter().filter(|said| said.is_sure)
    }

    /// The numbers that the table contradicts, in the order of the text.
    pub fn contradictions(&self, draft: &Draft) -> Vec<Contradiction> {
        let typed = self.said.iter().filter(|said| !said.is_live);
        typed.filter_map(|said| self.contradiction(said, draft)).collect()
    }

    fn contradiction(&self, said: &Said, draft: &Draft) -> Option<Contradiction> {
        let claim = &said.claim;
        let of = |cell: CellId, is_slip_of_unit: bool| Contradiction {
            range: claim.range.clone(),
            cell,
            or_sum: claim.or_sum.clone(),
            said: claim.value,
            is_slip_of_unit,
        };
        // 1284万条 counts as rounded; ten thousand times the very number of the cell is a slip all the same.
        if (said.is_sure || claim.doubt == Some(Doubt::Rounded))
            && let [cell] = claim.cells.as_slice()
            && let Some(held) = draft.number(*cell)
            && !held.is_zero()
            && (held.checked_mul(SLIP) == Some(claim.value)
                || (said.is_sure && claim.value.checked_mul(SLIP) == Some(held)))
        {
            return Some(of(*cell, true));
        }
        if !said.is_sure || fits_sum(claim, draft)? {
            return None;
        }
        let (cell, held) = claim.cells.iter().find_map(|cell| {
            let held = draft.number(*cell)?;
            (!is_told(claim.value, held, draft.form().cell(*cell).kind)?).then_some((*cell, held))
        })?;
        // Of 均 and 100% only this is sure: that not all of them were.
        if said.is_derived && !claim.value.is_zero() && held >= claim.value {
            return None;
        }
        let is_part = claim.value < held
            && !claim.is_whole
            && self.said.iter().any(|other| other.claim.cells.contains(&cell) && other.claim.value == held);
        (!is_part).then(|| of(cell, false))
    }
}

/// Whether a claim that may mean a sum fits one of its readings; `None` where the table lacks a number for that.
fn fits_sum(claim: &Claim, draft: &Draft) -> Option<bool> {
    if claim.or_sum.is_empty() {
        return Some(false);
    }
    let held: Vec<Decimal> = claim.or_sum.iter().map(|cell| draft.number(*cell)).collect::<Option<_>>()?;
    let sum: Decimal = held.iter().sum();
    Some(sum == claim.value || claim.cells.iter().any(|cell| draft.number(*cell) == Some(claim.value)))
}

/// Whether a number of a text is the cell's, money be it rounded; `None` where they cannot be compared.
fn is_told(said: Decimal, held: Decimal, kind: Kind) -> Option<bool> {
    match kind {
        Kind::Count | Kind::Signed => Some(said == held),
        Kind::Money => {
            let decimals = said.normalize().scale();
            Some(held.round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero) == said)
        }
        // With a unit of its own in the table.
        Kind::Amount => None,
    }
}

/// Whether a claim speaks of as many agencies as the draft: 全市 in the report of one agency does not, in that
/// of a government it does.
fn is_of_scope(claim: &Claim, draft: &Draft) -> bool {
    !claim.is_wide || draft.scope() == Scope::RolledUp || draft.field(Field::Agency).contains("人民政府")
}

/// Sentences on another year: from one that begins with it to one that names this year.
fn of_other_years(sentences: &[Sentence], year: u16) -> Vec<usize> {
    let mut is_other = false;
    let mut found = Vec::new();
    for (at, sentence) in sentences.iter().enumerate() {
        let first = sentence.clauses.first().map_or("", |clause| clause.words.as_str());
        if names_year(first, year) {
            is_other = false;
        } else if begins_with_year(first) {
            is_other = true;
        }
        if is_other {
            found.push(at);
        }
    }
    found
}

fn names_year(words: &str, year: u16) -> bool {
    ["今年", "本年", "全年", "当年"].iter().any(|word| words.contains(word))
        || words.contains(&format!("{year}年"))
}

fn begins_with_year(words: &str) -> bool {
    let year = words.get(..4).is_some_and(|year| year.chars().all(|c| c.is_ascii_digit()));
    year && words.get(4..).is_some_and(|rest| rest.starts_with('年'))
}

/// For each clause of a sentence whether, from its end on, the sentence speaks of a part only, or of another time.
fn narrowed(sentence: &Sentence, year: u16) -> Vec<bool> {
    let mut is_narrowed = false;
    let read = |clause: &Clause| {
        let words = &clause.words;
        if names_year(words, year) {
            is_narrowed = false;
        }
        let is_comparison = is_comparison(words);
        let other_time = phrases::OTHER_PERIOD.is_in(words) || begins_with_year(words);
        let is_other_time =
            other_time && !names_year(words, year) && !is_comparison && !words.contains("结转");
        let leads_in = clause.quantity.is_none() && !is_comparison;
        is_narrowed |=
            is_other_time || (leads_in && phrases::NARROWING.lines().any(|word| words.starts_with(word)));
        is_narrowed
    };
    sentence.clauses.iter().map(read).collect()
}

/// Whether a clause holds this year against another: 比上年增加5件, 同比下降.
pub fn is_comparison(words: &str) -> bool {
    phrases::COMPARING.is_in(words)
        && ["增", "减", "升", "降", "持平", "多", "少", "相比"].iter().any(|word| words.contains(word))
}
