//! What a cell holds. Five things, never confused: a number (an amount of money perhaps with its own
//! unit), zero, blank (no entry at all), 不适用 (“/”), or text kept as it was found.

use std::fmt;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::form::Kind;

/// The content of a cell that is not blank. Written as a clerk would: `"215"`, `"0"`, `"/"`, `"约3"`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// An exact number of the kind its cell asks for; trailing zeros of money are kept.
    Number(Decimal),
    /// An amount of money stated with its own unit (`251000元`), for cells that print none.
    Amount(Decimal, MoneyUnit),
    /// 不适用: the cell does not concern this agency. Not zero, and not blank.
    NotApplicable,
    /// What was typed or found and is no number of this kind; kept until someone mends it.
    Text(String),
}

/// The unit that an amount of money is stated in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MoneyUnit {
    /// 元
    Yuan,
    /// 万元, the unit that amounts are compared in.
    TenThousand,
}

impl MoneyUnit {
    /// Both, as a clerk can choose.
    pub const ALL: [Self; 2] = [Self::Yuan, Self::TenThousand];

    /// The Chinese word.
    pub fn name(self) -> &'static str {
        match self {
            Self::Yuan => "元",
            Self::TenThousand => "万元",
        }
    }

    /// An amount of this unit in 万元, exactly.
    fn in_ten_thousands(self, amount: Decimal) -> Decimal {
        match self {
            Self::Yuan => amount * Decimal::new(1, 4),
            Self::TenThousand => amount,
        }
    }

    /// The number text before a unit at the end of a text, with the unit.
    fn split(plain: &str) -> Option<(&str, Self)> {
        let endings = [("万元", Self::TenThousand), ("万", Self::TenThousand), ("元", Self::Yuan)];
        endings.into_iter().find_map(|(ending, unit)| Some((plain.strip_suffix(ending)?, unit)))
    }
}

/// Why a text is no number of its cell's kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Misread {
    /// A minus sign.
    Negative,
    /// Decimals where whole things are counted.
    DecimalsInCount,
    /// More decimals than money has.
    TooManyDecimals,
    /// More digits than any agency can need.
    TooLong,
    /// Thousands separators that do not stand before three digits.
    Separators,
    /// A dash or 无, which may mean zero, blank or 不适用.
    Dash,
    /// An amount of money that may be 元 or 万元.
    NoUnit,
    /// Anything else that is no number.
    NoNumber,
}

impl Misread {
    /// The message at the cell: what is wrong and the way out.
    pub fn message(self) -> String {
        match self {
            Self::Negative => "不能是负数".to_owned(),
            Self::DecimalsInCount => "应为整数，不能有小数".to_owned(),
            Self::TooManyDecimals => format!("小数最多 {} 位", Kind::MAX_DECIMALS),
            Self::TooLong => format!("数字过长，最多 {} 位", Kind::MAX_DIGITS),
            Self::Separators => "千分位逗号的位置不对".to_owned(),
            Self::Dash => "没有发生请填 0，不适用请填 /，未统计请留空".to_owned(),
            Self::NoUnit => "请写明单位，如 251000元、25.1万元".to_owned(),
            Self::NoNumber => "只能填数字（不适用填 /）".to_owned(),
        }
    }
}

impl Value {
    /// Reads what was typed into a cell of that kind; `None` is blank.
    ///
    /// Full-width digits, spaces and thousands separators are accepted. Reading what [`fmt::Display`]
    /// wrote gives the same value back.
    pub fn read(typed: &str, kind: Kind) -> Option<Self> {
        if let Some(number) = plain_count(typed, kind) {
            return Some(Self::Number(number));
        }
        let plain = normalised(typed);
        if plain.is_empty() {
            return None;
        }
        if plain == "/" {
            return Some(Self::NotApplicable);
        }
        Some(stated(&plain, kind).unwrap_or_else(|_| Self::Text(typed.trim().to_owned())))
    }

    /// The number, where it is one; an amount with a unit of its own in 万元.
    pub fn number(&self) -> Option<Decimal> {
        match self {
            Self::Number(number) => Some(*number),
            Self::Amount(amount, unit) => Some(unit.in_ten_thousands(*amount)),
            Self::NotApplicable | Self::Text(_) => None,
        }
    }

    /// Why it is no number of that kind; `None` for a number and for 不适用.
    pub fn misread(&self, kind: Kind) -> Option<Misread> {
        match self {
            Self::Number(_) | Self::Amount(..) | Self::NotApplicable => None,
            Self::Text(text) => stated(&normalised(text), kind).err(),
        }
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => write!(f, "{number}"),
            Self::Amount(amount, unit) => write!(f, "{amount}{}", unit.name()),
            Self::NotApplicable => f.write_str("/"),
            Self::Text(text) => f.write_str(text),
        }
    }
}

/// A count as nearly all are written, in digits alone: what the rules below would make of it, without the way there.
fn plain_count(typed: &str, kind: Kind) -> Option<Decimal> {
    let digits = typed.as_bytes();
    let is_plain = kind == Kind::Count
        && (1..=Kind::MAX_DIGITS).contains(&digits.len())
        && digits.iter().all(u8::is_ascii_digit);
    is_plain
        .then(|| digits.iter().fold(0, |sum, digit| sum * 10 + i64::from(digit - b'0')))
        .map(Decimal::from)
}

/// Full-width forms made half-width, spaces dropped.
fn normalised(typed: &str) -> String {
    typed
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| match c {
            '。' => '.',
            '−' | '﹣' => '-',
            _ => half_width(c),
        })
        .collect()
}

/// A full-width letter, digit or sign as its half-width form; any other character as it is.
pub(super) fn half_width(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => {
            char::from_u32(u32::from(c) - u32::from('\u{FF01}') + u32::from('!')).unwrap_or(c)
        }
        _ => c,
    }
}

/// What a normalised text states for a cell of that kind.
fn stated(plain: &str, kind: Kind) -> Result<Value, Misread> {
    match kind {
        Kind::Count | Kind::Money => number(plain, kind).map(Value::Number),
        Kind::Signed => signed(plain).map(Value::Number),
        Kind::Amount => match MoneyUnit::split(plain) {
            Some((amount, unit)) => number(amount, Kind::Money).map(|amount| Value::Amount(amount, unit)),
            // Nothing is nothing in either unit.
            None => match number(plain, Kind::Money)? {
                zero if zero.is_zero() => Ok(Value::Number(zero)),
                _ => Err(Misread::NoUnit),
            },
        },
    }
}

/// 本年增/减: `4`, `+4`, `增4`, `-4`, `减4`.
fn signed(plain: &str) -> Result<Decimal, Misread> {
    let falls = plain.strip_prefix(['-', '减']).filter(|rest| !rest.is_empty());
    let rises = plain.strip_prefix(['+', '增']).filter(|rest| !rest.is_empty());
    let amount = number(falls.or(rises).unwrap_or(plain), Kind::Count);
    match amount {
        Ok(amount) if falls.is_some() && !amount.is_zero() => Ok(-amount),
        // Two signs, one after the other.
        Err(Misread::Negative) => Err(Misread::NoNumber),
        other => other,
    }
}

/// The number of zero or more that a normalised text states.
fn number(plain: &str, kind: Kind) -> Result<Decimal, Misread> {
    if matches!(plain, "-" | "--" | "—" | "——" | "–" | "无" | "\\") {
        return Err(Misread::Dash);
    }
    if let Some(rest) = plain.strip_prefix('-') {
        return Err(if number(rest, kind).is_ok() { Misread::Negative } else { Misread::NoNumber });
    }
    let (whole, decimals) = match plain.split_once('.') {
        Some((whole, decimals)) => (whole, Some(decimals)),
        None => (plain, None),
    };
    let digits = without_separators(whole)?;
    let all_digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    if !all_digits(&digits) || decimals.is_some_and(|decimals| !all_digits(decimals)) {
        return Err(Misread::NoNumber);
    }
    match (kind, decimals) {
        (Kind::Count | Kind::Signed, Some(_)) => return Err(Misread::DecimalsInCount),
        (Kind::Money | Kind::Amount, Some(decimals)) if decimals.len() > Kind::MAX_DECIMALS => {
            return Err(Misread::TooManyDecimals);
        }
        _ => {}
    }
    let digits = digits.trim_start_matches('0');
    if digits.len() > Kind::MAX_DIGITS {
        return Err(Misread::TooLong);
    }
    let whole = if digits.is_empty() { "0" } else { digits };
    let text = match decimals {
        Some(decimals) => format!("{whole}.{decimals}"),
        None => whole.to_owned(),
    };
    text.parse().map_err(|_| Misread::NoNumber)
}

/// Drops thousands separators, if each stands before exactly three digits.
fn without_separators(whole: &str) -> Result<String, Misread> {
    if !whole.contains(',') {
        return Ok(whole.to_owned());
    }
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or_default();
    let well_placed = (1..=3).contains(&first.len()) && groups.all(|group| group.len() == 3);
    let only_digits = whole.bytes().all(|b| b.is_ascii_digit() || b == b',');
    match (only_digits, well_placed) {
        (true, true) => Ok(whole.replace(',', "")),
        (true, false) => Err(Misread::Separators),
        (false, _) => Err(Misread::NoNumber),
    }
}

/// Where an entry came from.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Origin {
    /// Typed by the clerk.
    #[default]
    #[serde(rename = "填写")]
    Typed,
    /// A total taken over from its parts.
    #[serde(rename = "计算")]
    Calculated,
    /// A blank filled with zero at the clerk's request.
    #[serde(rename = "补零")]
    Zeroed,
    /// Carried over from what last year handed on (结转).
    #[serde(rename = "结转")]
    Carried,
    /// The sum of many units (汇总).
    #[serde(rename = "汇总")]
    Summed,
    /// Taken over from another document.
    #[serde(rename = "导入")]
    Imported {
        /// Where it stands there: `去年报告.docx 表 2 第 3 行第 4 列`.
        #[serde(rename = "出处")]
        place: String,
    },
}

/// A value and where it came from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// What the cell holds.
    #[serde(with = "as_text")]
    pub value: Value,
    /// Where it came from.
    pub origin: Origin,
}

impl Entry {
    /// An entry as typed into a cell of that kind; `None` is blank.
    pub fn typed(text: &str, kind: Kind) -> Option<Self> {
        Value::read(text, kind).map(|value| Self { value, origin: Origin::Typed })
    }

    /// A number from elsewhere than the keyboard.
    pub fn number(number: Decimal, origin: Origin) -> Self {
        Self { value: Value::Number(number), origin }
    }
}

/// A value inside a serialised [`Entry`]: its text with a mark of what it is, so that it reads back
/// without knowing the cell.
pub(super) mod as_text {
    use rust_decimal::Decimal;
    use serde::de::Error as _;
    use serde::{Deserialize, Deserializer, Serializer};

    use super::{MoneyUnit, Value};

    /// Beyond the sum of all agencies there are, and so far below what a number can hold that whatever is added up of
    /// such and multiplied by a hundred has room.
    const MOST: Decimal = Decimal::from_parts(0xA764_0000, 0x0DE0_B6B3, 0, false, 0);

    pub(in crate::draft) fn serialize<S: Serializer>(value: &Value, to: S) -> Result<S::Ok, S::Error> {
        match value {
            Value::Text(text) => to.serialize_str(&format!("?{text}")),
            other => to.serialize_str(&other.to_string()),
        }
    }

    pub(in crate::draft) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Value, D::Error> {
        let text = String::deserialize(from)?;
        let value = match text.strip_prefix('?') {
            Some(kept) => Value::Text(kept.to_owned()),
            None if text == "/" => Value::NotApplicable,
            None => match MoneyUnit::split(&text) {
                Some((amount, unit)) => amount.parse().map(|amount| Value::Amount(amount, unit)),
                None => text.parse().map(Value::Number),
            }
            .map_err(D::Error::custom)?,
        };
        match value {
            Value::Number(number) | Value::Amount(number, _) if number.abs() > MOST => {
                Err(D::Error::custom(format!("数字 {text} 太大")))
            }
            _ => Ok(value),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_beyond_all_counting_is_refused_where_it_is_kept() {
        let check = |value: &str, is_read: bool| {
            let entry = ron::from_str::<Entry>(&format!("(value: \"{value}\", origin: 填写)"));
            assert_eq!(entry.is_ok(), is_read, "{value}");
        };
        check("1000000000000000000", true);
        check("1000000000000000001", false);
        check("-79228162514264337593543950335", false);
        check("79228162514264337593543950335万元", false);
        check("?79228162514264337593543950335", true);
    }

    fn check(typed: &str, kind: Kind, expected: Result<&str, Misread>) {
        let value = Value::read(typed, kind);
        match expected {
            Ok("") => assert_eq!(value, None, "{typed}"),
            Ok(shown) => {
                let value = value.unwrap();
                assert_eq!((value.to_string().as_str(), value.misread(kind)), (shown, None), "{typed}");
                assert_eq!(Value::read(&value.to_string(), kind), Some(value));
            }
            Err(misread) => {
                let value = value.unwrap();
                assert_eq!(value, Value::Text(typed.trim().to_owned()));
                assert_eq!(value.misread(kind), Some(misread), "{typed}");
            }
        }
    }

    #[test]
    fn figures_are_read_as_staff_type_them() {
        check("215", Kind::Count, Ok("215"));
        check(" ２１５ ", Kind::Count, Ok("215"));
        check("641,814", Kind::Count, Ok("641814"));
        check("６４１，８１４", Kind::Count, Ok("641814"));
        check("0", Kind::Count, Ok("0"));
        check("007", Kind::Count, Ok("7"));
        check("18.8710", Kind::Money, Ok("18.8710"));
        check("４０６８．２０８", Kind::Money, Ok("4068.208"));
        check("／", Kind::Count, Ok("/"));
        check("  ", Kind::Count, Ok(""));
    }

    #[test]
    fn increases_and_decreases_have_a_sign() {
        for (typed, shown) in
            [("4", "4"), ("增4", "4"), ("+4", "4"), ("减4", "-4"), ("－４", "-4"), ("减0", "0")]
        {
            check(typed, Kind::Signed, Ok(shown));
        }
        check("增减4", Kind::Signed, Err(Misread::NoNumber));
        check("--4", Kind::Signed, Err(Misread::NoNumber));
        check("-", Kind::Signed, Err(Misread::Dash));
        check("1.5", Kind::Signed, Err(Misread::DecimalsInCount));
    }

    #[test]
    fn an_amount_of_money_keeps_its_unit_and_asks_for_it() {
        check("251000元", Kind::Amount, Ok("251000元"));
        check("140万", Kind::Amount, Ok("140万元"));
        check("52.15 万元", Kind::Amount, Ok("52.15万元"));
        check("0", Kind::Amount, Ok("0"));
        check("8040", Kind::Amount, Err(Misread::NoUnit));
        check("元", Kind::Amount, Err(Misread::NoNumber));
        let amount = Value::read("251000元", Kind::Amount);
        assert_eq!(amount.and_then(|value| value.number()), Some("25.1000".parse().unwrap()));
    }

    #[test]
    fn what_is_no_figure_is_kept_and_explained() {
        check("约3", Kind::Count, Err(Misread::NoNumber));
        check("-5", Kind::Count, Err(Misread::Negative));
        check("2.5", Kind::Count, Err(Misread::DecimalsInCount));
        check("1.2345678", Kind::Money, Err(Misread::TooManyDecimals));
        check("1234567890123", Kind::Count, Err(Misread::TooLong));
        check("64,18", Kind::Count, Err(Misread::Separators));
        check("——", Kind::Count, Err(Misread::Dash));
        check("无", Kind::Count, Err(Misread::Dash));
        check("1.", Kind::Money, Err(Misread::NoNumber));
    }
}
