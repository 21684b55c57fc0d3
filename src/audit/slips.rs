//! DOC-13: slips of the pen that can be told without a dictionary.

use std::ops::Range;

use super::reading::{Findings, Reading};
use crate::form::Level;
use crate::prose::phrases;
use crate::prose::wording::{is_chinese, quote, slice};

const DOUBLED: (&str, Level) = ("DOC-13", Level::Hint);
const MARKS: (&str, Level) = ("DOC-13", Level::Hint);
const ADVICE: &str = "请核对改正";

/// Marks that do not stand beside each other.
const STOPS: [char; 5] = ['，', '。', '、', '；', '：'];
/// Marks that come in pairs.
const PAIRED: [(&str, &str); 5] = [("（(", "）)"), ("《", "》"), ("“", "”"), ("〔", "〕"), ("【", "】")];

/// DOC-13: words written twice (real reports had 资金资金), stray marks, marks without their partner.
/// Other wrong characters are left to the word processor.
pub fn slips(reading: &Reading<'_>, findings: &mut Findings) {
    for paragraph in &reading.paragraphs {
        let text = &paragraph.text;
        let mut add = |kind, what| findings.add(kind, paragraph.place.clone(), what, ADVICE);
        for range in doubled(text) {
            let word = slice(text, range.clone());
            add(DOUBLED, format!("{}里“{word}”重复了", quote(text, range)));
        }
        for range in stray(text) {
            add(MARKS, format!("{}里标点重复", quote(text, range)));
        }
    }
    // Over a whole section: text pasted from a PDF has a paragraph for every line.
    for section in reading.paragraphs.chunk_by(|a, b| a.place == b.place) {
        let text = section.iter().map(|paragraph| paragraph.text.as_str()).collect::<Vec<_>>().join("\n");
        let Some(place) = section.first().map(|paragraph| &paragraph.place) else { continue };
        for range in unpaired(&text) {
            let mark = slice(&text, range.clone());
            let what = format!("{}里的“{mark}”没有配对", quote(&text, range));
            findings.add(MARKS, place.clone(), what, ADVICE);
        }
    }
}

/// Words of two to four characters written twice in a row, longest first where they overlap.
fn doubled(text: &str) -> Vec<Range<usize>> {
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let hit = [4, 3, 2].into_iter().find(|length| {
            let word = chars.get(at..at + length).unwrap_or(&[]);
            let again = chars.get(at + length..at + 2 * length).unwrap_or(&[]);
            let same = !word.is_empty() && word.iter().map(|(_, c)| c).eq(again.iter().map(|(_, c)| c));
            same && is_slip(&word.iter().map(|(_, c)| *c).collect::<String>())
        });
        match hit.zip(hit.and_then(|length| Some((chars.get(at)?.0, chars.get(at + length)?.0)))) {
            Some((length, (start, end))) => {
                found.push(start..end);
                at += 2 * length;
            }
            None => at += 1,
        }
    }
    found
}

/// Whether a word written twice is a slip: not 一件一件, and not where sentences are built so
/// (所在的市的市民, 上一年度年度报告).
fn is_slip(word: &str) -> bool {
    let is_reduplication = word.starts_with(['一', '每', '逐', '几']);
    let mut chars = word.chars();
    let first = chars.next();
    let of_one = chars.all(|c| Some(c) == first);
    word.chars().all(is_chinese)
        && !word.contains(['的', '某', '人'])
        && !is_reduplication
        && !of_one
        && phrases::DOUBLED.lines().all(|known| known != word)
}

/// Two marks beside each other.
fn stray(text: &str) -> Vec<Range<usize>> {
    let marks: Vec<(usize, char)> = text.char_indices().collect();
    let pairs = marks.windows(2).filter_map(|pair| match pair {
        [(at, a), (next, b)] if STOPS.contains(a) && STOPS.contains(b) => Some(*at..next + b.len_utf8()),
        _ => None,
    });
    pairs.collect()
}

/// Marks without their partner. A closing bracket behind a number (`1）`) needs none.
fn unpaired(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for (opening, closing) in PAIRED {
        let mut open: Vec<Range<usize>> = Vec::new();
        let mut previous = None;
        for (at, c) in text.char_indices() {
            let range = at..at + c.len_utf8();
            // A quotation of several paragraphs opens again with each.
            let goes_on = c == '“' && previous == Some('\n') && !open.is_empty();
            if opening.contains(c) && !goes_on {
                open.push(range);
            } else if closing.contains(c) && open.pop().is_none() {
                let numbers = |c: char| c.is_ascii_alphanumeric() || "一二三四五六七八九十".contains(c);
                if !previous.is_some_and(numbers) {
                    found.push(range);
                }
            }
            previous = Some(c);
        }
        found.append(&mut open);
    }
    found.sort_by_key(|range| range.start);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str, of: fn(&str) -> Vec<Range<usize>>) -> Vec<&str> {
        of(text).into_iter().map(|range| slice(text, range)).collect()
    }

    #[test]
    fn a_word_written_twice_is_found() {
        let check = |text: &str, expected: &[&str]| assert_eq!(words(text, doubled), expected, "{text}");
        check("专项资金资金已公开", &["资金"]);
        check("规范性文件规范性文件12件", &[]);
        check("政府信息政府信息公开公开指南", &["政府信息", "公开"]);
        check(
            "共建共治共享，创新创业创造，县政府政府信息公开，上一年度年度报告，逐条逐条核对，一件一件办理，所在的市的市民，常常",
            &[],
        );
        check("2018年2018年12121212件", &[]);
    }

    #[test]
    fn marks_stand_alone_and_in_pairs() {
        let check = |text: &str, expected: &[&str]| {
            let found = [words(text, stray), words(text, unpaired)].concat();
            assert_eq!(found, expected, "{text}");
        };
        check("好，，办结。。完", &["，，", "。。"]);
        check("称“好。”。（见《条例》（修订））……", &[]);
        check("他说：“甲。\n“乙。\n“丙。”", &[]);
        check("1）甲；2）乙；（3）丙；a)丁", &[]);
        check("（见《条例，“好", &["（", "《", "“"]);
        check("见条例》。", &["》"]);
        check("(见附件）", &[]);
    }
}
