//! DOC-01 and DOC-02: the headings of the parts, and what the opening says of them.

use super::finding::Place;
use super::reading::{Findings, Reading};
use crate::form::Level;
use crate::prose::wording::{after, before, digit, is_chinese, pairs, sentence_at};

const HEADINGS: (&str, Level) = ("DOC-01", Level::Query);
const COUNT: (&str, Level) = ("DOC-02", Level::Query);
const NAMES: (&str, Level) = ("DOC-02", Level::Hint);

/// Words of headings and openings that tell no part from another.
const COMMON: [&str; 8] = ["政府信息公开", "政府信息", "公开", "情况", "工作", "的", "及", "和"];

/// DOC-01: the fixed headings of the form stand in the report as they are printed there, each once and
/// in order (国办公开办函〔2021〕30号; a real report went from 六 back to 一, 二, 三). Forms that fix
/// none are not held to any.
pub fn fixed(reading: &Reading<'_>, findings: &mut Findings) {
    let fixed = &reading.draft.form().headings;
    if fixed.is_empty() {
        return;
    }
    let advice = "各部分标题由格式统一规定，请在报告模板中照格式改正";
    let found: Vec<String> = reading.parts.iter().map(|heading| without_blanks(heading)).collect();
    if found.is_empty() {
        findings.add(HEADINGS, Place::Title, format!("报告没有规定的 {} 个标题", fixed.len()), advice);
        return;
    }
    let mut others: Vec<&String> = found.iter().filter(|heading| !fixed.contains(heading)).collect();
    for heading in fixed {
        match found.iter().filter(|other| *other == heading).count() {
            1 => {}
            0 => match others.iter().position(|other| number_of(other) == number_of(heading)) {
                Some(at) => {
                    let other = others.remove(at);
                    let what = format!("标题“{other}”应为“{heading}”");
                    findings.add(HEADINGS, Place::Heading(other.clone()), what, advice);
                }
                None => findings.add(
                    HEADINGS,
                    Place::Heading(heading.clone()),
                    format!("缺少标题“{heading}”"),
                    advice,
                ),
            },
            times => {
                let what = format!("标题“{heading}”出现了 {times} 次");
                findings.add(HEADINGS, Place::Heading(heading.clone()), what, advice);
            }
        }
    }
    for other in others {
        let what = format!("标题“{other}”不在规定的 {} 个标题之内", fixed.len());
        findings.add(HEADINGS, Place::Heading(other.clone()), what, advice);
    }
    let places = fixed.iter().filter_map(|heading| Some((found.iter().position(|f| f == heading)?, heading)));
    let places: Vec<(usize, &String)> = places.collect();
    if let Some([(_, early), (_, late)]) = places.windows(2).find_map(|pair| match pair {
        [a, b] if a.0 > b.0 => Some([*a, *b]),
        _ => None,
    }) {
        let what = format!("标题次序不对：“{early}”应在“{late}”之前");
        findings.add(HEADINGS, Place::Heading(early.clone()), what, advice);
    }
}

/// DOC-01 as well: a heading pasted into a section together with its text would be printed twice.
pub fn pasted(reading: &Reading<'_>, findings: &mut Findings) {
    for paragraph in reading.rewritten() {
        let line = without_blanks(&paragraph.text);
        let words = without_number(&line);
        // The heading it stands under however numbered, or that of any part as it is.
        let its_own = paragraph.under.iter().any(|heading| without_number(heading) == words);
        let of_part = reading.parts.iter().any(|heading| without_blanks(heading) == line);
        if !words.is_empty() && (its_own || of_part) {
            findings.add(
                HEADINGS,
                paragraph.place.clone(),
                format!("正文里又写了一遍标题“{}”，会印两次", paragraph.text.trim()),
                "标题由模板印出，请从这一段正文中删去",
            );
        }
    }
}

/// DOC-02: the opening announces as many parts as there are, and where it lists them, those that there
/// are (real reports announced 四个 and 三部分, or six and named five).
pub fn announced(reading: &Reading<'_>, findings: &mut Findings) {
    const ADVICE: &str = "请改引言里的部分个数和名称，与各部分标题一致";
    let parts = reading.parts.len();
    if parts < 2 {
        return;
    }
    for paragraph in reading.opening() {
        for (at, word) in paragraph.text.match_indices("部分") {
            let announced = before(&paragraph.text, at);
            let Some((words, number)) = count_at_end(announced) else { continue };
            let sentence = sentence_at(&paragraph.text, at);
            // 两部分 is the report and its table; 附表 is often counted in.
            let fits = number == parts || (number == parts + 1 && sentence.contains('附'));
            if !(3..=12).contains(&number) {
                continue;
            }
            if !fits {
                let what = format!("引言说报告有“{words}{word}”，实际有 {parts} 个部分");
                findings.add(COUNT, paragraph.place.clone(), what, ADVICE);
            } else if let Some(missing) = not_named(&reading.parts, sentence) {
                let what = format!("引言列出的部分里没有“{}”", missing.join("”“"));
                findings.add(NAMES, paragraph.place.clone(), what, ADVICE);
            }
            return;
        }
    }
}

/// The parts that a sentence leaves out, where it names most of them but not all.
fn not_named<'a>(parts: &'a [String], sentence: &str) -> Option<Vec<&'a str>> {
    let is_named = |heading: &str| {
        let mut core = without_number(heading);
        for common in COMMON {
            core = core.replace(common, "");
        }
        let pairs = pairs(&core);
        let named = pairs.iter().filter(|pair| sentence.contains(pair.as_str())).count();
        // The opening may say it in other words.
        named >= 2 || named * 5 >= pairs.len() * 2
    };
    let missing: Vec<&str> = parts.iter().map(String::as_str).filter(|part| !is_named(part)).collect();
    let named = parts.len() - missing.len();
    (!missing.is_empty() && named >= 3 && missing.len() <= 2).then_some(missing)
}

/// The number at the end of a text, `六个` or `6大`, as written and as a number; not 第六.
fn count_at_end(text: &str) -> Option<(String, usize)> {
    let text = text.trim_end();
    let bare = text.strip_suffix(['个', '大', '项']).unwrap_or(text).trim_end();
    let is_numeral = |c: &char| digit(*c).is_some() || "一二两三四五六七八九十".contains(*c);
    let bytes: usize = bare.chars().rev().take_while(is_numeral).map(char::len_utf8).sum();
    let start = bare.len() - bytes;
    let numeral = after(bare, start);
    if before(bare, start).ends_with('第') {
        return None;
    }
    Some((after(text, start).to_owned(), number(numeral)?))
}

/// A small number in digits or in Chinese.
fn number(text: &str) -> Option<usize> {
    if let Some(digits) = text.chars().map(digit).collect::<Option<String>>() {
        return digits.parse().ok();
    }
    let value = |c: char| "一二三四五六七八九".chars().position(|known| known == c).map(|at| at + 1);
    match text.chars().collect::<Vec<char>>().as_slice() {
        ['两'] => Some(2),
        ['十'] => Some(10),
        ['十', one] => Some(10 + value(*one)?),
        [one] => value(*one),
        _ => None,
    }
}

fn without_blanks(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// The number of a heading: `三` of `三、收费及减免情况`.
fn number_of(heading: &str) -> Option<&str> {
    heading.split_once('、').map(|(number, _)| number).filter(|number| number.chars().count() <= 2)
}

/// A heading or line without blanks, its number and closing marks.
fn without_number(text: &str) -> String {
    let text = without_blanks(text);
    let is_number = |c: char| digit(c).is_some() || "一二三四五六七八九十（）()、.．".contains(c);
    let words = text.trim_start_matches(is_number);
    words.trim_end_matches(|c: char| !is_chinese(c) && !c.is_alphanumeric()).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn announced_numbers_are_read_in_digits_and_in_chinese() {
        let check = |text: &str, expected: Option<usize>| {
            assert_eq!(count_at_end(text).map(|(_, number)| number), expected, "{text}");
        };
        check("由六个", Some(6));
        check("共6", Some(6));
        check("等八", Some(8));
        check("六大", Some(6));
        check("由十一个", Some(11));
        check("见本报告第二", None);
        check("一", Some(1));
        check("大", None);
    }
}
