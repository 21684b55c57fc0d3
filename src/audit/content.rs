//! DOC-08, DOC-11, DOC-12, DOC-14 and TX-10: what the report must tell of, and what it would leave out.

use super::finding::Place;
use super::reading::{Findings, Reading};
use crate::form::{Field, Level};
use crate::prose::phrases;
use crate::prose::wording::pairs;

const NO_PROBLEMS: (&str, Level) = ("DOC-08", Level::Query);
const SHORT: (&str, Level) = ("DOC-08", Level::Hint);
const GENERATED: (&str, Level) = ("DOC-11", Level::Hint);
const DUTIES: (&str, Level) = ("DOC-12", Level::Query);
const FEES: (&str, Level) = ("TX-10", Level::Query);
const LEFT_BEHIND: (&str, Level) = ("DOC-14", Level::Query);

/// Fewer letters than these say nothing of problems and how they are mended.
const FEWEST: usize = 40;
/// With fewer different letters than these beside empty phrases a text says 无.
const LEAST: usize = 4;
/// The first report year under the 条例 of 2019.
const NEW_LAW: u16 = 2019;

/// DOC-08: the part on problems says something.
pub fn problems(reading: &Reading<'_>, findings: &mut Findings) {
    let Some(part) = reading.problems_part().filter(|_| reading.has_begun()) else { return };
    let heading = reading.parts.get(part).map_or("", String::as_str);
    let place = match reading.sections_of(part).next() {
        Some(section) => Place::Section(section.name.to_owned()),
        None => Place::Heading(heading.to_owned()),
    };
    let paragraphs = reading.paragraphs.iter().filter(|paragraph| paragraph.part == Some(part));
    let text: String = paragraphs.map(|paragraph| paragraph.text.as_str()).collect();
    let letters: String = text.chars().filter(|c| c.is_alphanumeric()).collect();
    let length = letters.chars().count();
    let advice = "请写明本年的主要问题和改进情况";
    if length == 0 {
        findings.add(NO_PROBLEMS, place, format!("“{heading}”下面没有文字"), advice);
    } else if length < FEWEST && says_none(&letters) {
        findings.add(NO_PROBLEMS, place, format!("“{heading}”只写了“{}”", text.trim()), advice);
    } else if length < FEWEST {
        findings.add(SHORT, place, format!("“{heading}”只有 {length} 个字"), advice);
    }
}

/// Whether letters come down to 无.
fn says_none(letters: &str) -> bool {
    let mut rest = letters.to_owned();
    for phrase in phrases::NO_PROBLEMS.lines() {
        rest = rest.replace(phrase, "");
    }
    let mut different: Vec<char> = rest.chars().filter(|c| c.is_alphabetic()).collect();
    different.sort_unstable();
    different.dedup();
    different.len() < LEAST
}

/// DOC-11: the generated words that say nothing of this agency's year were never rewritten (real reports
/// consist of nothing else). Told once, and only of a report that has its figures.
pub fn generated(reading: &Reading<'_>, findings: &mut Findings) {
    if reading.filled().next().is_none() {
        return;
    }
    let problems = reading.problems_part().and_then(|part| reading.sections_of(part).next());
    let problems = problems.filter(|section| !section.is_rewritten && !section.text.trim().is_empty());
    let first: Vec<&str> = reading.sections_of(0).map(|section| section.name).collect();
    // A part of one section is a summary of figures.
    let is_first = first.len() > 1 && reading.sections_of(0).all(|section| !section.is_rewritten);
    let overview = reading.parts.first().filter(|_| is_first);
    let mut names: Vec<&str> = overview.map(String::as_str).into_iter().collect();
    names.extend(problems.map(|section| section.name));
    let place = problems.map(|section| section.name).or(first.first().copied());
    if let (Some(place), false) = (place, names.is_empty()) {
        findings.add(
            GENERATED,
            Place::Section(place.to_owned()),
            format!("“{}”还是自动生成的通用文字，没有本单位自己的情况", names.join("”“")),
            "请在“报告正文”改写",
        );
    }
}

/// TX-10: the part for which the form asks for fees tells of them, where these are filled in (国办函〔2020〕109号).
pub fn fees(reading: &Reading<'_>, findings: &mut Findings) {
    let (draft, form) = (reading.draft, reading.draft.form());
    let facts = form.ids().filter(|id| form.is_fact(*id) && phrases::FEES.is_in(&form.cell(*id).path));
    let filled: Vec<_> = facts.filter_map(|id| Some((form.cell(id), draft.number(id)?))).collect();
    let Some((first, _)) = filled.first() else { return };
    let heading = first.path.split('/').next().unwrap_or("");
    let Some(part) = reading.parts.iter().position(|part| part == heading) else { return };
    let own: Vec<_> = reading.sections_of(part).collect();
    let Some(section) = own.first().filter(|_| own.iter().all(|section| section.is_rewritten)) else {
        return;
    };
    let mut text = reading.paragraphs.iter().filter(|paragraph| paragraph.part == Some(part));
    if !text.any(|paragraph| phrases::FEES.is_in(&paragraph.text)) {
        let filled: Vec<String> = filled
            .iter()
            .map(|(cell, held)| format!("{} {}{}", cell.name, held.normalize(), cell.unit))
            .collect();
        findings.add(
            FEES,
            Place::Section(section.name.to_owned()),
            format!("“{heading}”没有报告收费情况，已填{}", filled.join("、")),
            "请写明信息处理费的收取情况，可用“插入数字”",
        );
    }
}

/// DOC-12: the report of a government tells of 工作考核, 社会评议 and 责任追究 (条例 第五十条第四项).
pub fn duties(reading: &Reading<'_>, findings: &mut Findings) {
    let of_government = reading.draft.field(Field::AgencyKind) == "人民政府";
    if !of_government || reading.draft.year() < NEW_LAW || !reading.has_begun() {
        return;
    }
    let is_told =
        |line: &&str| line.split(' ').any(|word| reading.paragraphs.iter().any(|p| p.text.contains(word)));
    let missing = phrases::DUTIES.lines().filter(|line| !is_told(line));
    let missing: Vec<&str> = missing.filter_map(|line| line.split(' ').next()).collect();
    if missing.is_empty() {
        return;
    }
    let place = match (reading.sections_of(0).last(), reading.parts.first()) {
        (Some(section), _) => Place::Section(section.name.to_owned()),
        (None, Some(part)) => Place::Heading(part.clone()),
        (None, None) => Place::Opening,
    };
    findings.add(
        DUTIES,
        place,
        format!("报告没有提到{}", missing.join("、")),
        "各级人民政府的报告应当包括工作考核、社会评议和责任追究结果情况（条例第五十条第四项），请补写",
    );
}

/// DOC-14: text that the draft keeps for a section that the template does not have, as after a change
/// of edition: it is not printed.
pub fn left_behind(reading: &Reading<'_>, findings: &mut Findings) {
    for name in reading.template.unplaced(reading.draft) {
        let Some(text) = reading.draft.text(name) else { continue };
        let (words, _) = text.shown(|figure| crate::report::shown_figure(reading.draft, figure));
        const SHOWN: usize = 12;
        let mut beginning: String = words.trim().chars().take(SHOWN).collect();
        if beginning.is_empty() {
            continue;
        }
        if words.trim().chars().count() > SHOWN {
            beginning.push('…');
        }
        let advice = match home_of(reading, name) {
            Some(home) => format!("请把要保留的文字移到“{home}”"),
            None => "请把要保留的文字移到其他各段".to_owned(),
        };
        findings.add(
            LEFT_BEHIND,
            Place::Section(name.to_owned()),
            format!("“{name}”这段文字（“{beginning}”）在本版报告里没有位置，不会印出"),
            advice,
        );
    }
}

/// The section nearest to a name: one that shares characters with it or whose heading does; else the
/// last, which is for all else.
fn home_of<'a>(reading: &'a Reading<'_>, name: &str) -> Option<&'a str> {
    let wanted = pairs(name);
    let shared = |text: &str| wanted.iter().filter(|pair| text.contains(pair.as_str())).count();
    let score = |section: &&super::reading::Section<'_>| {
        let heading = section.part.and_then(|part| reading.parts.get(part));
        (shared(section.name), heading.map_or(0, |heading| shared(heading)))
    };
    let best = reading.sections.iter().rev().max_by_key(score).filter(|best| score(best) > (0, 0));
    best.or(reading.sections.last()).map(|section| section.name)
}
