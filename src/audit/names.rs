//! DOC-06: whose report it is, in title, contact and 落款.

use super::finding::Place;
use super::reading::{Findings, Reading};
use crate::form::{Field, Level};
use crate::prose::phrases;
use crate::prose::wording::{after, before, is_chinese, sentences, slice};

const NAME: (&str, Level) = ("DOC-06", Level::Query);
const NO_NAME: (&str, Level) = ("DOC-06", Level::Hint);

/// DOC-06: the report is signed and dated (many real ones are not).
pub fn signed(reading: &Reading<'_>, findings: &mut Findings) {
    if !reading.has_begun() {
        return;
    }
    let Some((agency, date)) = reading.signature else {
        let advice = "请在报告模板末尾加上 [[落款]]";
        findings.add(NAME, Place::Signature, "报告没有落款（单位和成文日期）", advice);
        return;
    };
    for (text, field) in [(agency, Field::Agency), (date, Field::IssuedOn)] {
        if text.trim().is_empty() {
            let what = format!("落款没有{}", field.name());
            findings.add(NAME, Place::Field(field), what, format!("请在“基本信息”填写{}", field.name()));
        }
    }
}

/// DOC-06: the title names the agency, and no other.
pub fn titled(reading: &Reading<'_>, findings: &mut Findings) {
    let agency = reading.draft.field(Field::Agency).trim();
    let Some(title) = reading.title.filter(|_| !agency.is_empty()) else { return };
    if title.contains(agency) {
        return;
    }
    let advice = "请核对报告标题，应写本单位的名称";
    // What is left of the title without its year and its fixed words.
    let digits = title.trim_start_matches(|c: char| !is_chinese(c)).trim_start_matches('年');
    let name = digits.split(|c: char| c.is_ascii_digit()).next().unwrap_or("");
    let name = name.split("政府信息公开").next().unwrap_or("").trim_end_matches('年').trim();
    if name.is_empty() {
        findings.add(NO_NAME, Place::Title, format!("标题“{title}”里没有单位名称"), advice);
    } else if !are_related(agency, name) {
        let what = format!("标题里的单位是“{name}”，填报单位是“{agency}”");
        findings.add(NAME, Place::Title, what, advice);
    }
}

/// DOC-06: whom the opening says to ask, and who it says made the report, is this agency or an office
/// of it, not that of a colleague whose report was copied. Only a name of the agency's own kind counts:
/// authorities above it are named rightly.
pub fn addressed(reading: &Reading<'_>, findings: &mut Findings) {
    let agency = reading.draft.field(Field::Agency).trim();
    let Some(endings) = kind_of(agency) else { return };
    for paragraph in reading.opening() {
        for range in sentences(&paragraph.text) {
            let sentence = slice(&paragraph.text, range);
            for named in
                [between(sentence, "与", "联系"), between(sentence, "由", "编制")].into_iter().flatten()
            {
                let Some(name) = name_of_kind(named, &endings) else { continue };
                if !are_related(agency, name) {
                    findings.add(
                        NAME,
                        paragraph.place.clone(),
                        format!("“{named}”写的是“{name}”，填报单位是“{agency}”"),
                        "请核对单位名称，如是照别的单位的报告改写，请改为本单位",
                    );
                }
            }
        }
    }
}

/// The endings of names of an agency's kind: 镇人民政府, 镇政府, 镇.
fn kind_of(agency: &str) -> Option<Vec<&'static str>> {
    let kinds = phrases::AGENCIES.lines().map(|line| line.split(' ').collect::<Vec<_>>());
    let longest =
        |endings: &Vec<&str>| endings.iter().filter(|e| agency.ends_with(**e)).map(|e| e.len()).max();
    kinds
        .filter_map(|endings| Some((longest(&endings)?, endings)))
        .max_by_key(|(len, _)| *len)
        .map(|(_, e)| e)
}

/// The first name of a kind in a text: up to the first of its endings.
fn name_of_kind<'a>(text: &'a str, endings: &[&str]) -> Option<&'a str> {
    let end = endings.iter().filter_map(|ending| Some((text.find(ending)?, ending.len()))).min()?;
    // 本局, 我镇, 市局: no name.
    let name = before(text, end.0 + end.1);
    let proper = before(text, end.0).trim_start_matches(['本', '我', '该', '省', '市', '县', '区']);
    (!proper.is_empty() && !proper.ends_with(['本', '我', '该'])).then_some(name)
}

/// What stands between two words, where it is short and all of one piece.
fn between<'a>(sentence: &'a str, first: &str, last: &str) -> Option<&'a str> {
    let end = sentence.find(last)?;
    let start = before(sentence, end).rfind(first)? + first.len();
    let words = slice(sentence, start..end);
    let is_name = words.chars().all(is_chinese) && (2..=30).contains(&words.chars().count());
    is_name.then_some(words)
}

/// Whether two names can be of the same agency: one is the other with characters left out, as in
/// 市资规局 for 云川市自然资源和规划局.
fn are_related(a: &str, b: &str) -> bool {
    let core = |name: &str| name.replace("人民政府", "").replace("政府", "");
    let (a, b) = (core(a), core(b));
    is_shortened(&a, &b) || is_shortened(&b, &a)
}

fn is_shortened(short: &str, long: &str) -> bool {
    let mut rest = long;
    short.chars().all(|c| match rest.find(c) {
        Some(at) => {
            rest = after(rest, at + c.len_utf8());
            true
        }
        None => false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_one_agency_are_related() {
        let check = |a: &str, b: &str, expected: bool| assert_eq!(are_related(a, b), expected, "{a} {b}");
        check("云川市自然资源和规划局", "市资规局", true);
        check("金塘镇", "舟山市定海区金塘镇人民政府", true);
        check("德阳市人民政府办公室", "市政府办公室", true);
        check("金塘镇人民政府", "白泉镇人民政府", false);
        check("云川市卫生健康局", "市应急管理局", false);
    }

    #[test]
    fn an_agency_is_of_the_kind_that_its_name_ends_with() {
        let check = |agency: &str, expected: Option<&str>| {
            assert_eq!(kind_of(agency).and_then(|endings| endings.first().copied()), expected, "{agency}");
        };
        check("金塘镇人民政府", Some("镇人民政府"));
        check("沭阳县人民政府", Some("县人民政府"));
        check("德阳市人民政府办公室", Some("办公室"));
        check("杭州市发展和改革委员会", Some("委员会"));
        check("东直门街道办事处", Some("街道办事处"));
        check("云川市档案馆", None);
    }
}
