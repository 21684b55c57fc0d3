//! Numbers and days as a sheet shows them, or as a clerk would write them.

use jiff::ToSpan as _;
use jiff::civil::{Date, date};

/// How the format of a cell has its number shown; only what changes its meaning.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Shown {
    /// As the number it is.
    #[default]
    Number,
    /// `0.123` is 12.3%.
    Percent,
    /// A day, a month, a time.
    Day(Parts),
}

/// What of a day is shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Parts {
    year: bool,
    month: bool,
    day: bool,
    time: bool,
    seconds: bool,
    /// With 年, 月, 日 instead of dashes.
    chinese: bool,
}

impl Shown {
    /// What one of the formats built into Excel shows; 27 to 58 are those of Chinese Excel.
    pub fn built_in(format: u16) -> Self {
        let day =
            |year, month, day, chinese| Self::Day(Parts { year, month, day, chinese, ..Parts::default() });
        let time = |seconds| Self::Day(Parts { time: true, seconds, ..Parts::default() });
        match format {
            9 | 10 => Self::Percent,
            14 | 15 | 30 => day(true, true, true, false),
            16 => day(false, true, true, false),
            17 => day(true, true, false, false),
            18 | 20 | 32 | 34 | 55 => time(false),
            19 | 21 | 33 | 35 | 45..=47 | 56 => time(true),
            22 => Self::Day(Parts { year: true, month: true, day: true, time: true, ..Parts::default() }),
            27 | 36 | 50 | 52 | 57 => day(true, true, false, true),
            28 | 29 | 51 | 53 | 54 | 58 => day(false, true, true, true),
            31 => day(true, true, true, true),
            _ => Self::Number,
        }
    }

    /// What a format shows: `yyyy"年"m"月"d"日"`, `0.00%`.
    pub fn of_format(code: &str) -> Self {
        let (mut parts, mut is_percent, mut minutes) = (Parts::default(), false, false);
        let mut characters = code.chars();
        let mut digits = false;
        while let Some(c) = characters.next() {
            match c {
                ';' => break,
                // Words between quotes, and conditions between brackets, are shown as they are or not at all.
                '"' => {
                    let words: String = characters.by_ref().take_while(|c| *c != '"').collect();
                    parts.chinese |= words.contains('年') || words.contains('月');
                }
                '[' => {
                    let inner: String = characters.by_ref().take_while(|c| *c != ']').collect();
                    parts.time |= matches!(inner.as_str(), "h" | "hh" | "m" | "mm" | "s" | "ss");
                }
                '\\' | '_' | '*' => parts.chinese |= matches!(characters.next(), Some('年' | '月')),
                'y' | 'Y' => parts.year = true,
                'm' | 'M' if parts.time => minutes = true,
                'm' | 'M' => parts.month = true,
                'd' | 'D' => parts.day = true,
                'h' | 'H' => parts.time = true,
                's' | 'S' => (parts.time, parts.seconds) = (true, true),
                '年' | '月' => parts.chinese = true,
                '%' => is_percent = true,
                '0' | '#' | '?' => digits = true,
                _ => {}
            }
        }
        let is_day = parts.year || parts.day || parts.time || minutes || (parts.month && !digits);
        match (is_percent, is_day) {
            (true, _) => Self::Percent,
            (false, true) => Self::Day(parts),
            (false, false) => Self::Number,
        }
    }

    /// A number as it is shown. `since_1904`: days are counted from 1904, as on old Macintoshes.
    pub fn text(self, value: f64, since_1904: bool) -> String {
        match self {
            Self::Number => plain(value),
            Self::Percent => format!("{}%", plain(value * 100.0)),
            Self::Day(parts) => parts.text(value, since_1904).unwrap_or_else(|| plain(value)),
        }
    }
}

impl Parts {
    fn text(self, value: f64, since_1904: bool) -> Option<String> {
        if !(0.0..3_000_000.0).contains(&value) {
            return None;
        }
        let seconds = (value.fract() * 86_400.0).round();
        let whole = value.floor();
        let day = day_of(whole, since_1904)?;
        let mut text = match (self.year, self.month, self.day, self.chinese) {
            (true, true, true, false) => day.strftime("%Y-%m-%d").to_string(),
            (true, true, true, true) => format!("{}年{}月{}日", day.year(), day.month(), day.day()),
            (true, true, false, false) => day.strftime("%Y-%m").to_string(),
            (true, true, false, true) => format!("{}年{}月", day.year(), day.month()),
            (true, false, ..) => format!("{}年", day.year()),
            (false, true, true, _) => format!("{}月{}日", day.month(), day.day()),
            (false, true, false, _) => format!("{}月", day.month()),
            (false, false, true, _) => format!("{}日", day.day()),
            (false, false, false, _) => String::new(),
        };
        if self.time {
            if !text.is_empty() {
                text.push(' ');
            }
            // At most 86,400.
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "between 0 and 86,400"
            )]
            let seconds = seconds as u32;
            text += &format!("{:02}:{:02}", seconds / 3600, seconds / 60 % 60);
            if self.seconds {
                text += &format!(":{:02}", seconds % 60);
            }
        }
        Some(text)
    }
}

/// Excel counts a 29 February 1900 that was none.
fn day_of(days: f64, since_1904: bool) -> Option<Date> {
    let first = match (since_1904, days < 60.0) {
        (true, _) => date(1904, 1, 1),
        (false, true) => date(1899, 12, 31),
        (false, false) => date(1899, 12, 30),
    };
    #[expect(clippy::cast_possible_truncation, reason = "between 0 and 3,000,000")]
    let days = days as i32;
    first.checked_add(days.days()).ok()
}

/// A number as a clerk would write it: 215, not 215.0; 4068.208, not 4068.2080000000001. Sheets keep 15 digits.
pub(super) fn plain(value: f64) -> String {
    let rounded = format!("{value:.14e}").parse().unwrap_or(value);
    let text = if rounded == 0.0 { 0.0 } else { rounded };
    format!("{text}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_a_clerk_would() {
        let check = |value: f64, expected: &str| assert_eq!(plain(value), expected);
        check(215.0, "215");
        check(13.6 * 299.13, "4068.168");
        check(0.1 + 0.2, "0.3");
        check(-0.0, "0");
        check(-4.0, "-4");
        check(11_398_889.0, "11398889");
        check(1.1e20, "110000000000000000000");
        check(0.000_001, "0.000001");
    }

    #[test]
    fn a_format_says_what_a_number_means() {
        let check = |code: &str, value: f64, expected: &str| {
            assert_eq!(Shown::of_format(code).text(value, false), expected, "{code}");
        };
        check("General", 215.0, "215");
        check("#,##0.00_ ", 52.15, "52.15");
        check("0.00%", 0.3284, "32.84%");
        check("yyyy\"年\"m\"月\"d\"日\";@", 43481.0, "2019年1月16日");
        check("yyyy\\年m\\月d\\日", 43481.0, "2019年1月16日");
        check("yyyy/m/d", 43481.0, "2019-01-16");
        check("[$-804]yyyy年m月", 43481.0, "2019年1月");
        check("yyyy-mm-dd hh:mm", 43481.4375, "2019-01-16 10:30");
        check("h:mm:ss", 0.4375, "10:30:00");
        check("0\"个月\"", 12.0, "12");
        check("0\"件\"", 215.0, "215");
        check("[Red]-0", 4.0, "4");
    }

    #[test]
    fn the_formats_of_chinese_excel_are_known() {
        let check = |format: u16, value: f64, expected: &str| {
            assert_eq!(Shown::built_in(format).text(value, false), expected, "{format}");
        };
        check(0, 215.0, "215");
        check(10, 0.5, "50%");
        check(14, 43481.0, "2019-01-16");
        check(31, 43481.0, "2019年1月16日");
        check(57, 43481.0, "2019年1月");
        check(14, 1.0, "1900-01-01");
        check(14, -1.0, "-1");
        assert_eq!(Shown::built_in(14).text(42019.0, true), "2019-01-16");
        assert_eq!(Shown::built_in(14).text(f64::NAN, true), "NaN");
    }
}
