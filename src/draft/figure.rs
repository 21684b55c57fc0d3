//! A live figure in a text: whose value it shows, and how it is printed.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{Value, numerals, thousands};
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
