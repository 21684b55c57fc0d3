//! Whose report it is, of which year, and whether a document has several.

use std::collections::BTreeMap;
use std::ops::Range;

use super::{Block, Source};
use crate::prose::wording::is_chinese;

/// What a document says of itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Identity {
    /// The report year.
    pub year: Option<u16>,
    /// The agency's name; empty where it is not found.
    pub agency: String,
    /// Whether it is a report, or a table of one, at all.
    pub is_report: bool,
}

/// Words of a report's title.
const REPORT_WORDS: [&str; 9] = [
    "年度报告",
    "年报",
    "工作报告",
    "总结报告",
    "工作总结",
    "情况统计表",
    "情况报告",
    "公开报告",
    "情况的报告",
];
const SUBJECT_WORDS: [&str; 5] = ["信息公开", "政务公开", "政府公开", "公开工作", "信息与政务公开"];
/// Titles are not longer than this, in characters.
const LONGEST_TITLE: usize = 60;

/// What these blocks say of themselves.
pub(super) fn identity(source: &Source, blocks: Range<usize>) -> Identity {
    let texts: Vec<&str> = texts(source, blocks).collect();
    // A title that a line end broke is looked for where no line is one.
    let joined: Vec<String> = texts
        .iter()
        .take(12)
        .zip(texts.iter().skip(1))
        .map(|(first, next)| format!("{first}{next}"))
        .collect();
    let mut titles: Vec<&str> = texts.iter().copied().filter(|text| is_title(text)).collect();
    if titles.is_empty() {
        titles.extend(joined.iter().map(String::as_str).filter(|text| is_title(text)));
    }
    let mut years: BTreeMap<u16, u32> = BTreeMap::new();
    let mut vote = |year: u16, weight: u32| *years.entry(year).or_default() += weight;
    if let Some(year) = titles.first().and_then(|title| years_in(title).next()) {
        vote(year, 30);
    }
    for text in &texts {
        if let Some(year) = period(text) {
            vote(year, 25);
        }
        for (at, year) in years_at(text) {
            let behind = text.get(at + 4..).unwrap_or("");
            if behind.starts_with("年度") {
                vote(year, 3);
            } else if behind.starts_with("年，") || behind.starts_with("年,") || behind.starts_with("年我")
            {
                vote(year, 2);
            }
        }
    }
    let year = years.into_iter().max_by_key(|(year, votes)| (*votes, *year)).map(|(year, _)| year);
    let says_so = |text: &&str| {
        (SUBJECT_WORDS.iter().any(|word| text.contains(word))
            && REPORT_WORDS.iter().any(|word| text.contains(word)))
            || text.contains("统计期限")
    };
    let opening = texts.iter().take(40).any(says_so);
    let notice = texts
        .iter()
        .take(6)
        .any(|text| text.chars().count() < LONGEST_TITLE && text.trim_end().ends_with("通知"));
    Identity { year, agency: agency(&texts, &titles), is_report: (opening && !notice) || !titles.is_empty() }
}

/// The year and the agency of a title, as far as it says them.
type Who = (Option<u16>, String);

/// The parts of a document that are reports of their own, in order; mostly the whole.
pub(super) fn parts(source: &Source) -> Vec<Range<usize>> {
    const LEAST_LENGTH: usize = 300;
    let all = 0..source.blocks.len();
    let mut starts: Vec<(usize, Who)> = Vec::new();
    for (at, block) in source.blocks.iter().enumerate() {
        let Block::Text(paragraph) = block else { continue };
        if is_title(&paragraph.text) {
            let who = name_in_title(&paragraph.text).unwrap_or_default();
            starts.push((at, (years_in(&paragraph.text).next(), who)));
        }
    }
    // A list of links to other years has titles without reports: a part is as long as a report.
    let length = |range: Range<usize>| -> usize {
        let blocks = source.blocks.get(range).unwrap_or(&[]);
        blocks
            .iter()
            .map(|block| match block {
                Block::Text(paragraph) => paragraph.text.chars().count(),
                Block::Table(table) => table.cells.iter().map(|cell| cell.text.chars().count()).sum(),
            })
            .sum()
    };
    let mut parts: Vec<(Range<usize>, Who)> = Vec::new();
    for (index, (start, who)) in starts.iter().enumerate() {
        let end = starts.get(index + 1).map_or(all.end, |(next, _)| *next);
        let is_short = length(start + 1..end) < LEAST_LENGTH;
        match parts.last_mut() {
            // The title again, or a title without a report behind it.
            Some((last, of)) if is_same(of, who) || is_short => last.end = end,
            None if is_short => {}
            _ => parts.push((*start..end, who.clone())),
        }
    }
    match parts.as_mut_slice() {
        [] | [_] => vec![all],
        several => {
            if let Some((first, _)) = several.first_mut() {
                first.start = 0;
            }
            several.iter().map(|(range, _)| range.clone()).collect()
        }
    }
}

/// Whether two titles may be of one report: what one of them does not say is no difference.
fn is_same(a: &Who, b: &Who) -> bool {
    let years = a.0.is_none() || b.0.is_none() || a.0 == b.0;
    years && (a.1.is_empty() || b.1.is_empty() || a.1 == b.1 || a.1.contains(&b.1) || b.1.contains(&a.1))
}

fn texts(source: &Source, blocks: Range<usize>) -> impl Iterator<Item = &str> {
    source.blocks.get(blocks).unwrap_or(&[]).iter().flat_map(|block| -> Box<dyn Iterator<Item = &str>> {
        match block {
            Block::Text(paragraph) => Box::new(std::iter::once(paragraph.text.as_str())),
            Block::Table(table) => Box::new(table.cells.iter().take(12).map(|cell| cell.text.as_str())),
        }
    })
}

/// Whether a line is the title of a report.
pub(super) fn is_title(text: &str) -> bool {
    let text = text.trim();
    text.chars().count() <= LONGEST_TITLE
        && !text.contains(['。', '；', '《'])
        && SUBJECT_WORDS.iter().any(|word| text.contains(word))
        && REPORT_WORDS.iter().any(|word| text.contains(word))
        && years_in(text).next().is_some()
}

fn years_at(text: &str) -> impl Iterator<Item = (usize, u16)> + '_ {
    text.match_indices(['年', ' ', '\u{3000}']).filter_map(|(at, _)| {
        let start = at.checked_sub(4)?;
        let behind = text.get(at..)?.trim_start();
        let digits = text.get(start..at).filter(|_| behind.starts_with('年'))?;
        let before = text.get(..start)?.chars().next_back();
        let year: u16 = digits.parse().ok()?;
        ((2000..2100).contains(&year) && !before.is_some_and(|c| c.is_ascii_digit())).then_some((start, year))
    })
}

fn years_in(text: &str) -> impl Iterator<Item = u16> + '_ {
    years_at(text).map(|(_, year)| year)
}

/// The year of 统计期限自2018年1月1日起至2018年12月31日止.
fn period(text: &str) -> Option<u16> {
    let plain: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let at = plain.find("1月1日")?;
    let year = years_in(plain.get(..at)?).last()?;
    let behind: String = plain.get(at..)?.chars().take(24).collect();
    behind.contains("12月31日").then_some(year)
}

/// The agency's name.
fn agency(texts: &[&str], titles: &[&str]) -> String {
    let filled_in = texts.iter().find_map(|text| {
        let (_, name) = text.split_once("填报单位")?;
        let name = name
            .trim_start_matches(['（', '('])
            .trim_start_matches("盖章")
            .trim_start_matches(['）', ')', '：', ':', ' ']);
        Some(clean(name)).filter(|name| is_name(name))
    });
    let by = |text: &&str| {
        let (_, behind) = text.split_once('由')?;
        let ends = ["根据", "依据", "按照", "编制", "依照"];
        let end = ends.iter().filter_map(|word| behind.find(word)).min()?;
        Some(clean(behind.get(..end)?)).filter(|name| is_name(name))
    };
    let in_title = titles.iter().find_map(|title| name_in_title(title));
    let whole =
        |name: &String| ENDINGS.iter().any(|ending| name.ends_with(ending)) && name.chars().count() >= 5;
    filled_in
        .or_else(|| texts.iter().take(60).find_map(by))
        .or_else(|| in_title.clone().filter(whole))
        .or(in_title)
        .or_else(|| {
            // “现公布某某局2015年政府信息公开工作年度报告”
            texts.iter().take(60).find_map(|text| {
                let at = text.find("年政府信息公开")?;
                let before = text.get(..at)?.trim_end_matches(|c: char| c.is_ascii_digit());
                let name =
                    before.rsplit(['，', ',', '。', '、', '》', '《', '：', '现', '关', '布']).next()?;
                Some(clean(name)).filter(|name| is_name(name))
            })
        })
        .or_else(|| texts.iter().rev().take(8).map(|text| clean(text)).find(|name| whole_name(name)))
        .unwrap_or_default()
}

/// What agencies' names end with.
const ENDINGS: [&str; 16] = [
    "人民政府",
    "政府",
    "办公室",
    "办公厅",
    "委员会",
    "委",
    "局",
    "厅",
    "部",
    "署",
    "镇",
    "乡",
    "办事处",
    "街道",
    "中心",
    "院",
];

fn whole_name(name: &str) -> bool {
    is_name(name) && ENDINGS.iter().any(|ending| name.ends_with(ending))
}

fn is_name(name: &str) -> bool {
    let count = name.chars().count();
    (2..=30).contains(&count)
        && name.chars().all(|c| is_chinese(c) || matches!(c, '（' | '）' | '(' | ')' | '·'))
}

fn clean(name: &str) -> String {
    let name = name.trim().trim_matches(['#', '*', ' ', '\u{3000}', '《', '》', '“', '”']);
    name.split_whitespace().collect::<String>()
}

/// 永嘉县统计局 of 永嘉县统计局2015年政府信息公开工作年度报告, also with the year in front.
fn name_in_title(title: &str) -> Option<String> {
    let title = clean(title);
    let subject = SUBJECT_WORDS.iter().filter_map(|word| title.find(word)).min()?;
    let subject = title.get(..subject)?.trim_end_matches("政府");
    let subject =
        if subject.ends_with("人民") { title.get(..subject.len() + "政府".len())? } else { subject };
    let name: String = match years_at(subject).next() {
        Some((at, _)) => {
            let behind = subject
                .get(at + 4..)?
                .trim_start_matches('年')
                .trim_start_matches('度')
                .trim_start_matches('的');
            format!("{}{behind}", subject.get(..at)?)
        }
        None => subject.to_owned(),
    };
    let name = name.trim_end_matches(['度', '年', '的']).trim_start_matches("关于");
    Some(name.to_owned()).filter(|name| is_name(name))
}

#[cfg(test)]
mod tests {
    use super::super::Paragraph;
    use super::*;

    fn source(text: &str) -> Source {
        let line = |text: &str| Block::Text(Paragraph { text: text.to_owned(), ..Paragraph::default() });
        Source { blocks: text.lines().filter(|line| !line.is_empty()).map(line).collect(), notes: Vec::new() }
    }

    #[test]
    fn a_report_says_whose_it_is_and_of_which_year() {
        let check = |text: &str, year: Option<u16>, agency: &str| {
            let source = source(text);
            let found = identity(&source, 0..source.blocks.len());
            assert_eq!((found.year, found.agency.as_str()), (year, agency), "{text}");
        };
        check("永安县统计局2015年政府信息公开工作年度报告", Some(2015), "永安县统计局");
        check("2019年永安市人民政府办公厅政府信息公开工作年度报告", Some(2019), "永安市人民政府办公厅");
        check("永安县人民政府 2025 年 政府信息公开工作年度报告", Some(2025), "永安县人民政府");
        check(
            "2018年市政府办公室政府信息公开工作年度报告\n本报告由永安市人民政府办公室根据条例编制。",
            Some(2018),
            "永安市人民政府办公室",
        );
        check("政府信息公开情况统计表\n（2018年度）\n填报单位（盖章）：金塘镇", Some(2018), "金塘镇");
        check("报告中所列数据的统计期限自2017年1月1日起至2017年12月31日止。", Some(2017), "");
    }

    #[test]
    fn several_reports_are_told_apart() {
        let report =
            |who: &str| format!("{who}2024年政府信息公开工作年度报告\n{}\n", "本年度情况如下。".repeat(60));
        let text = format!("{}{}", report("永安县财政局"), report("永安县教育局"));
        assert_eq!(parts(&source(&text)).len(), 2);
        let links = "永安县2023年政府信息公开工作年度报告\n永安县2022年政府信息公开工作年度报告\n";
        assert_eq!(parts(&source(&format!("{links}{}", report("永安县财政局")))).len(), 1);
    }
}
