//! DOC-04 and DOC-07: days that cannot be, and a report dated after it was due.

use jiff::civil::Date;

use super::calendar::{Stated, dates};
use super::finding::Place;
use super::reading::{Findings, Paragraph, Reading};
use crate::form::{Field, Level};
use crate::prose::phrases;
use crate::prose::wording::{Digits, after, before, digit_runs, quote, sentence_at, slice};

const ODD: (&str, Level) = ("DOC-04", Level::Query);
const LATE: (&str, Level) = ("DOC-07", Level::Query);

/// Plans of the state reach to 2050.
const LAST_PLANNED: u16 = 2050;
/// A report is dated at most this many years after the year it is on.
const LATEST_ISSUE: u16 = 5;

/// DOC-04: years, months and days that there cannot be, and dates that lost a part (real reports had
/// “2087年底” for 2017, “201411日” and “202011日至20201231”).
pub fn odd(reading: &Reading<'_>, findings: &mut Findings) {
    const ADVICE: &str = "请改正日期";
    for paragraph in &reading.paragraphs {
        let text = &paragraph.text;
        let mut add = |what: String| findings.add(ODD, paragraph.place.clone(), what, ADVICE);
        for date in dates(text) {
            let quoted = quote(text, date.range.clone());
            match strange(reading, paragraph, &date) {
                Some(Strange::NoSuchDay) => {
                    add(format!("“{}”这个日期不存在", slice(text, date.range.clone())));
                }
                Some(Strange::FarYear(year)) => add(format!("{quoted}里的年份 {year} 年离报告年度太远")),
                Some(Strange::After(issued)) => {
                    add(format!("{quoted}里的日期晚于成文日期 {issued}，却写成已经过去"));
                }
                None => {}
            }
        }
        // One for a sentence: beginning and end of a period are often written alike.
        let mut told = "";
        for run in digit_runs(text).iter().filter(|run| has_lost_a_part(text, run, reading.draft.year())) {
            let sentence = sentence_at(text, run.range.start);
            if sentence != told {
                told = sentence;
                add(format!("{}里的日期没有写全", quote(text, run.range.clone())));
            }
        }
    }
    if let Some(issued) = reading.draft.date(Field::IssuedOn)
        && i32::from(issued.year()) > i32::from(reading.draft.year() + LATEST_ISSUE)
    {
        let what = format!("成文日期 {issued} 离报告年度 {} 年太远", reading.draft.year());
        findings.add(ODD, Place::Field(Field::IssuedOn), what, "请核对成文日期和年度");
    }
}

enum Strange {
    NoSuchDay,
    FarYear(u16),
    /// Told as past, though later than the day of the report.
    After(Date),
}

fn strange(reading: &Reading<'_>, paragraph: &Paragraph, date: &Stated) -> Option<Strange> {
    if !date.can_be() {
        return Some(Strange::NoSuchDay);
    }
    let year = date.year?;
    if (LAST_PLANNED.max(reading.draft.year() + 30)..3000).contains(&(year - 1)) {
        return Some(Strange::FarYear(year));
    }
    let issued = reading.draft.date(Field::IssuedOn)?;
    let sentence = sentence_at(&paragraph.text, date.range.start);
    let is_until = ["截至", "截止", "截止到"]
        .iter()
        .any(|word| before(&paragraph.text, date.range.start).trim_end().ends_with(word));
    let later = match date.date() {
        Some(day) => day > issued,
        None => i32::from(year) > i32::from(issued.year()) && is_until,
    };
    (later && !phrases::PLANS.is_in(sentence)).then_some(Strange::After(issued))
}

/// Digits that are what is left of a date: `201411日`, `20188年`, `2020至20201231`.
fn has_lost_a_part(text: &str, run: &Digits, year: u16) -> bool {
    let digits = run.digits.as_str();
    let of_year = digits.starts_with("20") || digits.starts_with("19");
    let behind = after(text, run.range.end).trim_start();
    let daily = ["日均", "日常", "年均"].iter().any(|word| behind.starts_with(word));
    match digits.len() {
        3 => digits.starts_with("20") && ["年度", "年1", "年2"].iter().any(|word| behind.starts_with(word)),
        8 => {
            let at = |range| digits.get(range).and_then(|part: &str| part.parse::<u16>().ok());
            let near = |stated: u16| stated.abs_diff(year) <= 2;
            let is_day = at(0..4).is_some_and(near)
                && at(4..6).is_some_and(|month| (1..=12).contains(&month))
                && at(6..8).is_some_and(|day| (1..=31).contains(&day));
            let beside = |c: Option<char>| c.is_some_and(|c| "至到自从起止于—－~～日".contains(c));
            let before = before(text, run.range.start).trim_end().chars().next_back();
            is_day && (beside(before) || beside(behind.chars().next()))
        }
        5..8 => of_year && behind.starts_with(['年', '月', '日']) && !daily,
        _ => false,
    }
}

/// DOC-07: the 成文日期 is after the day the report was due, which is 报送截止日期 where it is given,
/// else the law's for that kind and level of agency (条例 第四十九条). No day is due for who has none.
pub fn late(reading: &Reading<'_>, findings: &mut Findings) {
    let draft = reading.draft;
    let Some((issued, (due, source))) = draft.date(Field::IssuedOn).zip(draft.due()) else { return };
    // A day years away is a slip of the pen, told as such.
    let is_odd = i32::from(issued.year()) > i32::from(draft.year() + LATEST_ISSUE);
    if issued > due && !is_odd {
        findings.add(
            LATE,
            Place::Field(Field::IssuedOn),
            format!("成文日期 {issued} 晚于报送期限 {due}（{source}）"),
            "请核对成文日期；当地另有期限的，填写“报送截止日期”",
        );
    }
}
