//! A live figure in a text: whose value it shows, and how it is printed.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::Value;
use crate::form::CellKey;

/// A live figure: it always shows the current value of its cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figure {
    /// Whose value.
    pub key: CellKey,
    /// How it is printed.
    pub format: FigureFormat,
}

/// How a live figure is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum FigureFormat {
    /// As the draft keeps it: `12345`.
    #[default]
    #[serde(rename = "原样")]
    Plain,
    /// 千分位: `12,345`.
    #[serde(rename = "千分位")]
    Thousands,
    /// 中文数字: `一万二千三百四十五`.
    #[serde(rename = "中文数字")]
    Numerals,
}

impl Figure {
    /// The value of a cell as the draft keeps it.
    pub fn plain(key: CellKey) -> Self {
        Self { key, format: FigureFormat::Plain }
    }
}

impl From<CellKey> for Figure {
    fn from(key: CellKey) -> Self {
        Self::plain(key)
    }
}

impl From<&str> for Figure {
    fn from(key: &str) -> Self {
        Self::plain(key.into())
    }
}

impl FigureFormat {
    /// Every format, in the order of menus.
    pub const ALL: [Self; 3] = [Self::Plain, Self::Thousands, Self::Numerals];

    /// The Chinese word, as in the draft's file.
    pub fn name(self) -> &'static str {
        match self {
            Self::Plain => "原样",
            Self::Thousands => "千分位",
            Self::Numerals => "中文数字",
        }
    }

    /// A value as it is printed. What is no number stays as it is.
    pub fn print(self, value: &Value) -> String {
        let formatted = |number: Decimal| match self {
            Self::Plain => None,
            Self::Thousands => Some(thousands(number)),
            Self::Numerals => numerals(number),
        };
        let (number, unit) = match value {
            Value::Number(number) => (*number, ""),
            Value::Amount(number, unit) => (*number, unit.name()),
            Value::NotApplicable | Value::Text(_) => return value.to_string(),
        };
        formatted(number).map_or_else(|| value.to_string(), |text| text + unit)
    }
}

/// A number with a comma before every three digits: `12,345.60`.
pub fn thousands(number: Decimal) -> String {
    let plain = number.to_string();
    let (whole, rest) = match plain.find('.') {
        Some(point) => plain.split_at(point),
        None => (plain.as_str(), ""),
    };
    let digits = whole.chars().filter(char::is_ascii_digit).count();
    let mut text = String::new();
    let mut left = digits;
    for c in whole.chars() {
        if c.is_ascii_digit() {
            if left != digits && left.is_multiple_of(3) {
                text.push(',');
            }
            left -= 1;
        }
        text.push(c);
    }
    text + rest
}

/// A whole number in Chinese numerals (`二百一十五`, `十二`), decimals digit by digit behind 点 (`三点五`).
/// `None` above 万亿, where nobody writes them.
pub fn numerals(number: Decimal) -> Option<String> {
    const DIGITS: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
    let digit = |value: u64| usize::try_from(value).ok().and_then(|at| DIGITS.get(at)).copied();
    let whole = u64::try_from(number.trunc().abs()).ok().filter(|whole| *whole < 1_0000_0000_0000)?;
    let mut text = String::new();
    // Whether a zero between digits is still to be said (二千零五).
    let mut zero = false;
    for (group, name) in [(8, "亿"), (4, "万"), (0, "")] {
        let part = whole / 10_u64.pow(group) % 1_0000;
        if part == 0 {
            zero = !text.is_empty();
            continue;
        }
        for (place, unit) in [(3, "千"), (2, "百"), (1, "十"), (0, "")] {
            let value = part / 10_u64.pow(place) % 10;
            if value == 0 {
                zero = !text.is_empty();
                continue;
            }
            if std::mem::take(&mut zero) {
                text.push('零');
            }
            // 十二, not 一十二, at the head of a number.
            if !(value == 1 && place == 1 && text.is_empty()) {
                text.push(digit(value)?);
            }
            text.push_str(unit);
        }
        // A zero at the end of a group is silent unless digits follow: 二十万零五, 一万二千.
        text.push_str(name);
    }
    if text.is_empty() {
        text.push('零');
    }
    let plain = number.abs().normalize().to_string();
    if let Some((_, decimals)) = plain.split_once('.') {
        text.push('点');
        for c in decimals.chars() {
            text.push(digit(u64::from(c.to_digit(10)?))?);
        }
    }
    Some(if number.is_sign_negative() && !number.is_zero() { format!("负{text}") } else { text })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::Kind;

    #[test]
    fn a_figure_is_printed_in_its_format() {
        let check = |typed: &str, kind: Kind, expected: [&str; 3]| {
            let value = Value::read(typed, kind).unwrap();
            assert_eq!(FigureFormat::ALL.map(|format| format.print(&value)), expected, "{typed}");
        };
        check("0", Kind::Count, ["0", "0", "零"]);
        check("10", Kind::Count, ["10", "10", "十"]);
        check("12", Kind::Count, ["12", "12", "十二"]);
        check("215", Kind::Count, ["215", "215", "二百一十五"]);
        check("1000", Kind::Count, ["1000", "1,000", "一千"]);
        check("2005", Kind::Count, ["2005", "2,005", "二千零五"]);
        check("2050", Kind::Count, ["2050", "2,050", "二千零五十"]);
        check("12345", Kind::Count, ["12345", "12,345", "一万二千三百四十五"]);
        check("100005", Kind::Count, ["100005", "100,005", "十万零五"]);
        check("100050", Kind::Count, ["100050", "100,050", "十万零五十"]);
        check("120000", Kind::Count, ["120000", "120,000", "十二万"]);
        check("300000000", Kind::Count, ["300000000", "300,000,000", "三亿"]);
        check("300000007", Kind::Count, ["300000007", "300,000,007", "三亿零七"]);
        check("3.50", Kind::Money, ["3.50", "3.50", "三点五"]);
        check("1234.5", Kind::Money, ["1234.5", "1,234.5", "一千二百三十四点五"]);
        check("-1234", Kind::Signed, ["-1234", "-1,234", "负一千二百三十四"]);
        check("/", Kind::Count, ["/"; 3]);
        check("约3", Kind::Count, ["约3"; 3]);
    }
}
