//! DOC-05 and a part of DOC-08: what was left from last year.

use rust_decimal::Decimal;

use super::calendar::dates;
use super::finding::Place;
use super::reading::{Findings, Paragraph, Reading};
use crate::form::{CellId, Level};
use crate::prose::phrases;
use crate::prose::wording::{
    Number, after, begins_clause, bones, is_in_title_marks, numbers, pairs, quote, rest_of_clause,
    sentence_at,
};

const YEAR: (&str, Level) = ("DOC-05", Level::Query);
const OLD_YEAR: (&str, Level) = ("DOC-05", Level::Hint);
const FIGURE: (&str, Level) = ("DOC-05", Level::Hint);
const SAME_PROBLEMS: (&str, Level) = ("DOC-08", Level::Query);
const SAME_TEXT: (&str, Level) = ("DOC-08", Level::Hint);

/// Below this an equal figure is chance.
const LEAST: u32 = 10;
/// So many letters and digits make a text that nobody writes twice by chance.
const LONG: usize = 60;

/// DOC-05: title and opening name the report year as the year of the report.
pub fn year_of_report(reading: &Reading<'_>, findings: &mut Findings) {
    let year = reading.draft.year();
    if let Some(title) = reading.title {
        let stated = dates(title).into_iter().filter_map(|date| date.year).find(|stated| *stated != year);
        if let Some(stated) = stated {
            let what = format!("标题写的是 {stated} 年，本报告是 {year} 年度");
            findings.add(YEAR, Place::Title, what, "请改正标题里的年份，或者核对报告年度");
        }
    }
    for paragraph in reading.opening() {
        let text = &paragraph.text;
        for date in dates(text).into_iter().filter(|date| date.month.is_none()) {
            let is_old = date.year.is_some_and(|stated| stated + 1 == year || stated + 2 == year);
            let rest = rest_of_clause(text, date.range.end);
            let of_report = ["年度报告", "工作报告", "年报"].iter().any(|word| rest.contains(word));
            let compares = phrases::COMPARING.is_in(sentence_at(text, date.range.start));
            if is_old && of_report && !compares {
                let what = format!("{}，本报告是 {year} 年度", quote(text, date.range));
                findings.add(YEAR, paragraph.place.clone(), what, "引言里可能还是往年的年份，请改正");
            }
        }
    }
}

/// DOC-05: in the clerk's own text of a body section a clause that begins with the year before, in a
/// sentence that neither compares nor names this year, was likely not brought up to date.
pub fn old_year(reading: &Reading<'_>, findings: &mut Findings) {
    let year = reading.draft.year();
    for paragraph in reading.rewritten().filter(|paragraph| paragraph.part.is_some()) {
        let text = &paragraph.text;
        for date in dates(text) {
            let sentence = sentence_at(text, date.range.start);
            let innocent = date.year.is_none_or(|stated| stated + 1 != year)
                || date.month.is_some()
                || !begins_clause(text, date.range.start)
                || is_in_title_marks(text, date.range.start)
                || sentence.contains(&year.to_string())
                || phrases::COMPARING.is_in(sentence);
            if !innocent {
                let what = format!("{}说的是上年，本报告是 {year} 年度", quote(text, date.range));
                findings.add(
                    OLD_YEAR,
                    paragraph.place.clone(),
                    what,
                    "如是上年的文字没有改，请改为本年的情况",
                );
            }
        }
    }
}

/// DOC-05: a figure among the clerk's own words is last year's value of a cell, no value of this year,
/// and stands with that cell's unit in a sentence on the same subject.
pub fn old_figures(reading: &Reading<'_>, findings: &mut Findings) {
    for left in left_over(reading) {
        let (cell, now) = (reading.draft.form().cell(left.changed.cell), left.changed.now);
        let what =
            format!("“{}{}”是上年{}，本年为 {now}{}", left.number.value, cell.unit, cell.name, cell.unit);
        findings.add(
            FIGURE,
            left.paragraph.place.clone(),
            what,
            "请核对，可用“插入数字”换成随统计表更新的数字",
        );
    }
}

/// A number of last year among the clerk's own words.
pub struct LeftOver<'a> {
    /// Where it stands.
    pub paragraph: &'a Paragraph,
    /// The number there.
    pub number: Number,
    changed: Changed,
}

/// The numbers that are told by [`old_figures`].
pub fn left_over<'a>(reading: &'a Reading<'_>) -> Vec<LeftOver<'a>> {
    let changed = changed_cells(reading);
    let mut found = Vec::new();
    if changed.is_empty() {
        return found;
    }
    for paragraph in reading.rewritten() {
        for number in numbers(&paragraph.text).into_iter().filter(|number| !paragraph.is_live(&number.range))
        {
            if let Some(changed) =
                changed.iter().find(|changed| is_left(reading, paragraph, &number, changed))
            {
                found.push(LeftOver { paragraph, number, changed: changed.clone() });
            }
        }
    }
    found
}

/// A cell whose value of last year stands nowhere in this year's figures.
#[derive(Clone)]
struct Changed {
    cell: CellId,
    last: Decimal,
    now: Decimal,
    /// Pairs of characters that tell what the cell is about.
    about: Vec<String>,
}

fn changed_cells(reading: &Reading<'_>) -> Vec<Changed> {
    let draft = reading.draft;
    let form = draft.form();
    let this_year: Vec<Decimal> = form.ids().filter_map(|id| draft.number(id)).collect();
    let changed = form.ids().filter_map(|cell| {
        let last = draft.last_year(cell)?.value.number()?;
        let now = draft.number(cell)?;
        let is_telling = last >= Decimal::from(LEAST) && !this_year.contains(&last);
        is_telling.then(|| Changed { cell, last, now, about: about(&form.cell(cell).path) })
    });
    changed.collect()
}

/// What a path is about, without the words that stand in all of them.
fn about(path: &str) -> Vec<String> {
    let mut path = path.to_owned();
    for common in ["政府信息公开", "政府信息", "公开", "工作", "情况", "数量", "总计", "其他", "本年", "上年"]
    {
        path = path.replace(common, "/");
    }
    pairs(&path)
}

fn is_left(reading: &Reading<'_>, paragraph: &Paragraph, number: &Number, changed: &Changed) -> bool {
    let text = &paragraph.text;
    let sentence = sentence_at(text, number.range.start);
    let last_year = reading.draft.year().saturating_sub(1).to_string();
    let unit = &reading.draft.form().cell(changed.cell).unit;
    let behind = after(text, number.range.end).trim_start();
    let has_unit = behind.strip_prefix(unit.as_str()).is_some_and(|rest| !rest.starts_with('次'));
    number.value == changed.last
        && !unit.is_empty()
        && has_unit
        && !phrases::COMPARING.is_in(sentence)
        && !sentence.contains(&last_year)
        && !numbers(sentence).iter().any(|other| other.value == changed.now)
        && changed.about.iter().any(|pair| sentence.contains(pair.as_str()))
}

/// DOC-08: the clerk's own text of a section is last year's but for years and figures. Openings are the
/// same every year, and so are short sentences on figures.
pub fn same_as_last_year(reading: &Reading<'_>, findings: &mut Findings) {
    let last_texts = reading.draft.last_texts();
    let problems = reading.problems_part();
    for section in reading.sections.iter().filter(|section| section.is_rewritten && section.part.is_some()) {
        let Some(last) = last_texts.get(section.name) else { continue };
        let (this, last) = (bones(&section.text), bones(last));
        let is_on_problems = section.part == problems;
        let is_long = this.chars().count() >= LONG || (is_on_problems && !this.is_empty());
        if this == last && is_long {
            let id = if is_on_problems { SAME_PROBLEMS } else { SAME_TEXT };
            let what = format!("“{}”除年份和数字外，与上年报告一字不差", section.name);
            findings.add(id, Place::Section(section.name.to_owned()), what, "请写本年的实际情况");
        }
    }
}
