//! Dates as reports write them: 2025年1月1日, 1月1日, 2025.1.1, 2025-01-01, 2025年.

use std::ops::Range;

use jiff::civil::Date;

use crate::prose::wording::{Digits, after, digit_runs};

/// What stands between the two days of a period.
pub const TO: [char; 10] = ['至', '到', '—', '–', '－', '-', '~', '～', '─', '―'];

/// A date, or the part of one that a text states.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stated {
    /// Bytes of the text.
    pub range: Range<usize>,
    /// Four digits.
    pub year: Option<u16>,
    /// As written, so it may be 13.
    pub month: Option<u8>,
    /// As written, so it may be 31 in any month.
    pub day: Option<u8>,
}

impl Stated {
    /// The day, where it is whole and there is such a day.
    pub fn date(&self) -> Option<Date> {
        let (year, month, day) = (self.year?, self.month?, self.day?);
        Date::new(year.try_into().ok()?, month.try_into().ok()?, day.try_into().ok()?).ok()
    }

    /// Whether there can be such a day; without a year 2月29日 can be.
    pub fn can_be(&self) -> bool {
        let year = i16::try_from(self.year.unwrap_or(2000)).unwrap_or(2000);
        let month = self.month.unwrap_or(1).try_into().unwrap_or(0);
        Date::new(year, month, self.day.unwrap_or(1).try_into().unwrap_or(0)).is_ok()
    }
}

/// The dates of a text in their order.
pub fn dates(text: &str) -> Vec<Stated> {
    let mut found: Vec<Stated> = Vec::new();
    for run in digit_runs(text) {
        if found.last().is_some_and(|last| run.range.start < last.range.end) {
            continue;
        }
        found.extend(written_out(text, &run).or_else(|| with_marks(text, &run)));
    }
    found
}

/// `2025年1月1日` or a part of it.
fn written_out(text: &str, run: &Digits) -> Option<Stated> {
    let mut stated = Stated { range: run.range.clone(), year: None, month: None, day: None };
    let mut at = run.range.end;
    let mut digits = run.digits.clone();
    if digits.len() == 4 {
        stated.range.end = sign(text, at, &['年'])?;
        stated.year = digits.parse().ok();
        match small(text, stated.range.end) {
            Some((next, end)) => (digits, at) = (next, end),
            None => return Some(stated),
        }
    }
    let Some(end) = sign(text, at, &['月']).filter(|_| digits.len() <= 2) else {
        return stated.year.is_some().then_some(stated);
    };
    stated.month = digits.parse().ok();
    stated.range.end = end;
    if let Some((day, end)) = small(text, end)
        && let Some(end) = sign(text, end, &['日', '号'])
    {
        stated.day = day.parse().ok();
        stated.range.end = end;
    }
    Some(stated)
}

/// `2025.1.1`, `2025-01-01`, `2025/1/1`.
fn with_marks(text: &str, run: &Digits) -> Option<Stated> {
    let mark = after(text, run.range.end).chars().next().filter(|c| ".-/．".contains(*c))?;
    let (month, at) = small(text, run.range.end + mark.len_utf8()).filter(|_| run.digits.len() == 4)?;
    let (day, end) = small(text, sign(text, at, &[mark])?)?;
    let year: u16 = run.digits.parse().ok().filter(|year| (1900..2100).contains(year))?;
    let (month, day) = (month.parse().ok()?, day.parse().ok()?);
    // A longer chain is a code.
    let is_longer = after(text, end).starts_with(mark);
    let stated = Stated { range: run.range.start..end, year: Some(year), month: Some(month), day: Some(day) };
    (!is_longer && stated.can_be()).then_some(stated)
}

/// `12.31` at a place, the end of a period whose beginning has the year.
pub fn short_day(text: &str, at: usize) -> Option<Stated> {
    let (month, end) = small(text, at)?;
    let mark = after(text, end).chars().next().filter(|c| ".-/．".contains(*c))?;
    let (day, end) = small(text, end + mark.len_utf8())?;
    let stated = Stated { range: at..end, year: None, month: month.parse().ok(), day: day.parse().ok() };
    stated.can_be().then_some(stated)
}

/// `1-11月` at a place: the first month, and the last as a date that ends there.
pub fn months(text: &str, at: usize) -> Option<(u8, Stated)> {
    let (first, end) = small(text, at)?;
    let (last, end) = small(text, sign(text, end, &TO)?)?;
    let end = sign(text, end, &['月'])?;
    let stated = Stated { range: at..end, year: None, month: last.parse().ok(), day: None };
    Some((first.parse().ok()?, stated))
}

/// One or two digits, blanks before them allowed, and where they end.
fn small(text: &str, at: usize) -> Option<(String, usize)> {
    let rest = after(text, at);
    let start = text.len() - rest.trim_start_matches(' ').len();
    // Two digits and what comes after them: a third digit or a letter, perhaps.
    let near: String = after(text, start).chars().take(3).collect();
    let run = digit_runs(&near).into_iter().next().filter(|run| run.range.start == 0)?;
    (run.digits.len() <= 2).then(|| (run.digits, start + run.range.end))
}

/// Where one of these marks ends, blanks before it allowed.
fn sign(text: &str, at: usize, signs: &[char]) -> Option<usize> {
    let rest = after(text, at).trim_start_matches(' ').strip_prefix(signs)?;
    Some(text.len() - rest.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_in_all_their_notations() {
        let check = |text: &str, expected: &[(u16, u8, u8)]| {
            let found = dates(text);
            let parts =
                |date: &Stated| (date.year.unwrap_or(0), date.month.unwrap_or(0), date.day.unwrap_or(0));
            assert_eq!(found.iter().map(parts).collect::<Vec<_>>(), expected, "{text}");
        };
        check("自2025年1月1日起至12月31日止", &[(2025, 1, 1), (0, 12, 31)]);
        check("2025 年 1 月 1 日", &[(2025, 1, 1)]);
        check("２０２５年底和2025年3月", &[(2025, 0, 0), (2025, 3, 0)]);
        check("2025.1.1-12.31", &[(2025, 1, 1)]);
        check("2025-01-01至2025-12-31", &[(2025, 1, 1), (2025, 12, 31)]);
        check("13月45日", &[(0, 13, 45)]);
        check("3个月、20日内、120页、电话0573-6688123、第1.2.3条", &[]);
        check("www.a.cn/2018/1/31/b.html", &[]);
    }
}
