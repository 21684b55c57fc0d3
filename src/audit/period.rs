//! DOC-03: 统计期限 is the whole of the report year.

use std::ops::Range;

use super::calendar::{Stated, TO, dates, months, short_day};
use super::finding::Place;
use super::reading::{Findings, Reading};
use crate::form::{Field, Level};
use crate::prose::phrases;
use crate::prose::wording::{after, before, sentences, slice};

const PERIOD: (&str, Level) = ("DOC-03", Level::Query);

/// DOC-03: the period stated is 1月1日 to 12月31日 of the report year, in whatever notation (real reports
/// counted to 6 or 20 December), and the report is not dated before the period is over.
pub fn period(reading: &Reading<'_>, findings: &mut Findings) {
    let year = reading.draft.year();
    for paragraph in &reading.paragraphs {
        for range in sentences(&paragraph.text) {
            let sentence = slice(&paragraph.text, range);
            let states = match paragraph.part {
                None => phrases::PERIOD.is_in(sentence),
                // In the body only the very word: it counts many things over many periods.
                Some(_) => sentence.contains("统计期限"),
            };
            if let Some(found) = states.then(|| stated(sentence, year)).flatten() {
                findings.add(
                    PERIOD,
                    paragraph.place.clone(),
                    format!("统计期限写的是“{}”，本报告是 {year} 年度", slice(sentence, found)),
                    format!("统计期限应为{year}年1月1日至12月31日；数字如未统计到年底，请补齐"),
                );
            }
        }
    }
    let issued = reading.draft.date(Field::IssuedOn);
    if let Some(issued) = issued.filter(|issued| i32::from(issued.year()) <= i32::from(year)) {
        findings.add(
            PERIOD,
            Place::Field(Field::IssuedOn),
            format!("成文日期 {issued} 时，{year} 年度还没有结束"),
            "请核对成文日期和年度；数字应统计到12月31日",
        );
    }
}

/// The period of a sentence where it is another than the year; `None` also where it states none.
fn stated(sentence: &str, year: u16) -> Option<Range<usize>> {
    let dates = dates(sentence);
    for (at, start) in dates.iter().enumerate() {
        let Some((end, first_month)) = end_of(sentence, start, dates.get(at + 1)) else { continue };
        let of_year = |date: &Stated| date.year.is_none_or(|stated| stated == year);
        let begins = first_month.or(start.month) == Some(1) && start.day.unwrap_or(1) == 1;
        let ends = end.month == Some(12) && end.day.unwrap_or(31) == 31;
        let fits = of_year(start) && of_year(&end) && begins && ends;
        return (!fits).then_some(start.range.start..end.range.end);
    }
    // No beginning: 截至2016年12月6日. No days at all: 2025年度.
    dates.iter().find_map(|date| {
        let until = before(sentence, date.range.start).trim_end();
        let is_end = ["截至", "截止", "截止到", "截至到"].iter().any(|word| until.ends_with(word));
        let another = date.year.is_some_and(|stated| stated != year);
        let is_wrong = match (date.month, date.day) {
            (Some(month), day) => is_end && (another || month != 12 || day.unwrap_or(31) != 31),
            (None, _) => another && after(sentence, date.range.end).starts_with('度'),
        };
        is_wrong.then(|| date.range.clone())
    })
}

/// The end of a period that begins with `start`, and its first month where only the end is a date:
/// `2025年1-12月`.
fn end_of(sentence: &str, start: &Stated, next: Option<&Stated>) -> Option<(Stated, Option<u8>)> {
    let behind = after(sentence, start.range.end);
    // 2025.1.1-12.31
    if start.day.is_some()
        && let Some(rest) = behind.trim_start_matches([' ', '起']).strip_prefix(TO)
        && let Some(end) = short_day(sentence, sentence.len() - rest.trim_start_matches(TO).len())
    {
        return Some((end, None));
    }
    if start.month.is_none() {
        return months(sentence, start.range.end).map(|(first, end)| (end, Some(first)));
    }
    let next = next.filter(|next| next.month.is_some())?;
    let between = slice(sentence, start.range.end..next.range.start);
    // 1月1日起至12月31日: nothing but small words between the two.
    let small = |c: char| TO.contains(&c) || " 起始开零0时点止（）()".contains(c);
    (between.contains(TO) && between.chars().all(small)).then(|| (next.clone(), None))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(sentence: &str, expected: Option<&str>) {
        let found = stated(sentence, 2025).map(|range| slice(sentence, range));
        assert_eq!(found, expected, "{sentence}");
    }

    #[test]
    fn the_whole_year_is_known_in_every_notation() {
        for period in [
            "2025年1月1日至12月31日",
            "2025年1月1日至2025年12月31日",
            "2025年1月1日—2025年12月31日",
            "2025年1月1日－12月31日",
            "2025年1月1日起至12月31日止",
            "从2025年1月1日到12月31日止",
            "本年1月1日起至12月31日止",
            "2025 年 1 月 1 日至 12 月 31 日",
            "2025.1.1-12.31",
            "2025.01.01—2025.12.31",
            "2025-01-01至2025-12-31",
            "2025年1-12月",
            "2025年1月1日0时至12月31日24时",
            "2025年1月至12月",
            "２０２５年１月１日至１２月３１日",
            "2025年度",
            "截至2025年12月31日",
        ] {
            check(&format!("所列数据的统计期限为{period}。"), None);
        }
    }

    #[test]
    fn another_period_is_named() {
        for period in [
            "2025年1月1日至12月6日",
            "2024年1月1日至12月31日",
            "2024年1月1日至2025年12月31日",
            "2025年1月10日至2025年12月31日",
            "2024.1.1-12.31",
            "2025.1.1-12.20",
            "2025年1-11月",
            "2024年",
        ] {
            check(&format!("所列数据的统计期限为{period}度。"), Some(period));
        }
        check("统计截至2025年12月6日。", Some("2025年12月6日"));
    }

    #[test]
    fn a_sentence_without_a_period_says_nothing() {
        check("本报告所列数据见附表，2024年12月5日以前的见上年报告。", None);
        check("数据来自2024年的目录。", None);
    }
}
