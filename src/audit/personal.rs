//! DOC-10: data on persons, which a published report must not hold.

use jiff::civil::Date;

use super::reading::{Findings, Paragraph, Reading};
use crate::form::{Field, Level};
use crate::prose::phrases;
use crate::prose::wording::{after, before, digit, is_chinese, quote};

const PERSONAL: (&str, Level) = ("DOC-10", Level::Query);
const NAMED: (&str, Level) = ("DOC-10", Level::Hint);
const ADVICE: &str = "公开的报告不应有个人信息，请删去";

/// What follows a name in a sentence on what its bearer did.
const DEEDS: [&str; 9] = ["提出", "向", "要求", "不服", "申请", "、", "等人", "先生", "女士"];

/// DOC-10: identity numbers anywhere, mobile numbers in the body (the opening gives contacts), names of
/// applicants (a real report named two).
pub fn personal(reading: &Reading<'_>, findings: &mut Findings) {
    for paragraph in &reading.paragraphs {
        for (start, code) in codes(&paragraph.text) {
            let range = start..start + code.len();
            let kind = if is_identity(&code) {
                "身份证号"
            } else if is_mobile(reading, paragraph, &code, range.end) {
                "手机号"
            } else {
                continue;
            };
            // The number itself is not repeated in messages.
            let shown: String = code.chars().take(3).collect();
            let what = format!("正文里有像{kind}的数字（{shown}…，共 {} 位）", code.chars().count());
            findings.add(PERSONAL, paragraph.place.clone(), what, ADVICE);
        }
        for (at, word) in paragraph.text.match_indices("申请人") {
            let start = at + word.len();
            if let Some(name) = name_at(after(&paragraph.text, start)) {
                let quoted = quote(&paragraph.text, at..start + name.len());
                let what = format!("{quoted}像是写了申请人的姓名");
                findings.add(NAMED, paragraph.place.clone(), what, ADVICE);
            }
        }
    }
}

/// Runs of half-width digits with a closing X, not part of a longer code.
fn codes(text: &str) -> Vec<(usize, String)> {
    let mut found: Vec<(usize, String)> = Vec::new();
    for (at, c) in text.char_indices().filter(|(_, c)| c.is_ascii_alphanumeric()) {
        match found.last_mut() {
            Some((start, code)) if *start + code.len() == at => code.push(c),
            _ => found.push((at, c.to_string())),
        }
    }
    found.retain(|(start, _)| !before(text, *start).ends_with(['/', '.', '_', '-', '=', '@']));
    found
}

/// 18 places with a day of birth among them.
fn is_identity(code: &str) -> bool {
    let is_digits = |text: &str| text.chars().all(|c| digit(c).is_some());
    let Some((body, last)) = code.split_at_checked(17).filter(|_| code.len() == 18) else { return false };
    let part = |from: usize, to: usize| body.get(from..to).and_then(|part| part.parse().ok());
    let born = || Date::new(part(6, 10)?, part(10, 12)? as i8, part(12, 14)? as i8).ok();
    is_digits(body)
        && (is_digits(last) || last.eq_ignore_ascii_case("x"))
        && !code.starts_with('0')
        && born().is_some_and(|born| (1900..2100).contains(&born.year()))
}

/// A mobile number outside of the opening; the agency's own, given to be printed, is none.
fn is_mobile(reading: &Reading<'_>, paragraph: &Paragraph, code: &str, end: usize) -> bool {
    let is_number = code.len() == 11
        && code.chars().all(|c| c.is_ascii_digit())
        && code.starts_with('1')
        && !code.starts_with("10")
        && !code.starts_with("11")
        && !code.starts_with("12");
    let counts =
        after(&paragraph.text, end).trim_start().starts_with(['条', '件', '次', '元', '万', '人', '个']);
    let own = reading.draft.field(Field::Phone).replace(['-', ' '], "").contains(code);
    is_number && !counts && !own && paragraph.part.is_some()
}

/// A name of two or three characters at the beginning of a text, if what follows tells of a deed.
fn name_at(text: &str) -> Option<&str> {
    phrases::SURNAMES.lines().find(|surname| text.starts_with(surname))?;
    [2, 3].into_iter().find_map(|length| {
        let bytes: usize = text.chars().take(length).map(char::len_utf8).sum();
        let (name, rest) = text.split_at_checked(bytes)?;
        // 王某, 王某某 are no names any more; 陈述 is no name.
        let is_name =
            name.chars().all(is_chinese) && !name.contains(['某', '等']) && !name.starts_with("陈述");
        (is_name && DEEDS.iter().any(|deed| rest.starts_with(deed))).then_some(name)
    })
}
