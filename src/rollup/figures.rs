//! A draft's figures in as few bytes as they need: a hundred thousand units are held in memory at once.

use std::hash::{DefaultHasher, Hash, Hasher};

use rust_decimal::Decimal;

use crate::draft::{Draft, MoneyUnit, Value};
use crate::form::{CellId, Form, Year};

/// The figures of all cells of a form, facts outside the tables too, in its order. Most take a byte.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Figures(Box<[u8]>);

/// What the first byte of a cell says; from [`SMALL`] on it is the number itself.
const BLANK: u8 = 0;
const NOT_APPLICABLE: u8 = 1;
const TEXT: u8 = 2;
const NUMBER: u8 = 3;
const YUAN: u8 = 4;
const TEN_THOUSAND: u8 = 5;
const SMALL: u8 = 6;
/// The longest text that is kept of a cell that holds no number, in bytes.
const LONGEST_TEXT: usize = 60;

impl Figures {
    /// Of a draft's year.
    pub fn of(draft: &Draft, year: Year) -> Self {
        let entries = draft.form().ids().map(|cell| draft.entry_of(year, cell));
        Self::of_values(entries.map(|entry| entry.map(|entry| &entry.value)))
    }

    /// Of all cells of a form in its order; `None` is blank.
    pub(super) fn of_values<'a>(values: impl Iterator<Item = Option<&'a Value>>) -> Self {
        let mut bytes = Vec::new();
        values.for_each(|value| put(&mut bytes, value));
        Self(bytes.into())
    }

    /// Each cell's value in the order of the form; `None` is blank.
    pub fn values(&self) -> impl Iterator<Item = Option<Value>> + '_ {
        let mut rest = &*self.0;
        std::iter::from_fn(move || take(&mut rest))
    }

    /// The value of a cell; `None` is blank.
    pub fn value(&self, cell: CellId) -> Option<Value> {
        self.values().nth(cell.index()).flatten()
    }

    /// Cells that are not blank, with their values.
    pub fn filled<'a>(&'a self, form: &Form) -> impl Iterator<Item = (CellId, Value)> + use<'a> {
        form.ids().zip(self.values()).filter_map(|(cell, value)| Some((cell, value?)))
    }

    /// How many cells hold what is no number, so that it is in no sum.
    pub fn texts(&self) -> usize {
        self.values().filter(|value| matches!(value, Some(Value::Text(_)))).count()
    }

    /// A number that figures share only where they are the same.
    pub(super) fn mark(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        self.hash(&mut hasher);
        hasher.finish()
    }

    /// Whether every cell is blank.
    pub fn is_blank(&self) -> bool {
        self.0.iter().all(|byte| *byte == BLANK)
    }
}

fn put(bytes: &mut Vec<u8>, value: Option<&Value>) {
    match value {
        None => bytes.push(BLANK),
        Some(Value::NotApplicable) => bytes.push(NOT_APPLICABLE),
        Some(Value::Number(number)) => match small(*number) {
            Some(small) => bytes.push(small),
            None => put_number(bytes, NUMBER, *number),
        },
        Some(Value::Amount(amount, MoneyUnit::Yuan)) => put_number(bytes, YUAN, *amount),
        Some(Value::Amount(amount, MoneyUnit::TenThousand)) => put_number(bytes, TEN_THOUSAND, *amount),
        Some(Value::Text(text)) => {
            let cut = text.char_indices().map(|(at, c)| at + c.len_utf8());
            let end = cut.take_while(|end| *end <= LONGEST_TEXT).last().unwrap_or(0);
            bytes.extend([TEXT, end as u8]);
            bytes.extend(text.as_bytes().iter().take(end));
        }
    }
}

fn small(number: Decimal) -> Option<u8> {
    let whole = (number.scale() == 0).then(|| u8::try_from(number.mantissa()).ok()).flatten();
    whole.and_then(|whole| whole.checked_add(SMALL))
}

/// The mark, the decimals with the sign, and the digits seven bits to a byte.
fn put_number(bytes: &mut Vec<u8>, mark: u8, number: Decimal) {
    bytes.extend([mark, (number.scale() as u8) << 1 | u8::from(number.is_sign_negative())]);
    let mut rest = number.mantissa().unsigned_abs();
    while rest >= 0x80 {
        bytes.push(rest as u8 | 0x80);
        rest >>= 7;
    }
    bytes.push(rest as u8);
}

/// The next cell; `None` at the end.
fn take(rest: &mut &[u8]) -> Option<Option<Value>> {
    Some(match byte(rest)? {
        BLANK => None,
        NOT_APPLICABLE => Some(Value::NotApplicable),
        TEXT => {
            let length = usize::from(byte(rest)?);
            let (text, after) = rest.split_at_checked(length)?;
            *rest = after;
            Some(Value::Text(String::from_utf8_lossy(text).into_owned()))
        }
        NUMBER => Some(Value::Number(take_number(rest)?)),
        YUAN => Some(Value::Amount(take_number(rest)?, MoneyUnit::Yuan)),
        TEN_THOUSAND => Some(Value::Amount(take_number(rest)?, MoneyUnit::TenThousand)),
        small => Some(Value::Number(Decimal::from(small.saturating_sub(SMALL)))),
    })
}

fn byte(rest: &mut &[u8]) -> Option<u8> {
    let (first, after) = rest.split_first()?;
    *rest = after;
    Some(*first)
}

fn take_number(rest: &mut &[u8]) -> Option<Decimal> {
    let head = byte(rest)?;
    let (mut mantissa, mut shift) = (0_i128, 0_u32);
    loop {
        let next = byte(rest)?;
        mantissa |= i128::from(next & 0x7F).checked_shl(shift)?;
        shift += 7;
        if next & 0x80 == 0 {
            break;
        }
    }
    let signed = if head & 1 == 1 { -mantissa } else { mantissa };
    Decimal::try_from_i128_with_scale(signed, u32::from(head >> 1)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft::{Edit, Entry};
    use crate::form::{Kind, editions};

    #[test]
    fn figures_come_back_as_they_were() {
        let form = editions::named("2019").unwrap();
        let mut draft = Draft::new(form.clone(), 2019, "金塘镇");
        let typed =
            ["0", "249", "250", "999999999999", "/", "约3", "", "18.8710", "减4", "251000元", "5万元"];
        for (cell, typed) in form.ids().zip(typed) {
            let kinds = [Kind::Count, Kind::Money, Kind::Signed, Kind::Amount];
            let entry = kinds
                .iter()
                .filter_map(|kind| Entry::typed(typed, *kind))
                .find(|entry| entry.value.number().is_some());
            let entry = entry.or_else(|| Entry::typed(typed, Kind::Count));
            draft.apply(Edit::entry(form.cell(cell).key.clone(), entry)).unwrap();
        }
        let figures = Figures::of(&draft, Year::This);
        assert_eq!(figures.values().count(), form.cells.len());
        for (cell, value) in form.ids().zip(figures.values()) {
            assert_eq!(value.as_ref(), draft.value(cell), "{}", form.cell(cell).key);
            assert_eq!(figures.value(cell).as_ref(), draft.value(cell));
        }
        assert!(Figures::of(&draft, Year::Last).is_blank());
    }
}
