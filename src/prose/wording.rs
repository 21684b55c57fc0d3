//! Sentences, clauses, quotations and numbers of a text, as the checks need them.

use std::ops::Range;

use rust_decimal::Decimal;

/// What ends a sentence.
const ENDS: [char; 4] = ['。', '！', '？', '\n'];
/// What ends a clause; brackets begin and end one too.
const PAUSES: [char; 15] =
    ['。', '！', '？', '\n', '，', '；', '：', '、', ',', ';', '（', '）', '(', ')', '《'];

/// So many characters on either side of a place are looked through. No sentence of a report is as long; without end, a
/// text of one sentence would be read as often as it has numbers.
const LONGEST: usize = 500;

/// The bytes of a text; empty where the range does not lie between characters.
pub fn slice(text: &str, range: Range<usize>) -> &str {
    text.get(range).unwrap_or("")
}

/// What stands before a place.
pub fn before(text: &str, at: usize) -> &str {
    slice(text, 0..at)
}

/// What stands behind a place.
pub fn after(text: &str, at: usize) -> &str {
    slice(text, at..text.len())
}

/// The sentences of a text as ranges of bytes, closing marks included.
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut start = 0;
    let ranges = text.split_inclusive(ENDS).map(|piece| {
        let range = start..start + piece.len();
        start = range.end;
        range
    });
    ranges.collect()
}

/// The sentence around a place, at most [`LONGEST`] characters before it and after it.
pub fn sentence_at(text: &str, at: usize) -> &str {
    if at >= text.len() {
        return "";
    }
    let mut start = at;
    for c in before(text, at).chars().rev().take(LONGEST).take_while(|c| !ENDS.contains(c)) {
        start -= c.len_utf8();
    }
    let mut end = at;
    for c in after(text, at).chars().take(LONGEST) {
        end += c.len_utf8();
        if ENDS.contains(&c) {
            break;
        }
    }
    slice(text, start..end)
}

/// What follows a place up to the next mark, at most [`LONGEST`] characters.
pub fn rest_of_clause(text: &str, at: usize) -> &str {
    let rest = after(text, at);
    let clause = rest.chars().take(LONGEST).take_while(|c| !PAUSES.contains(c));
    slice(rest, 0..clause.map(char::len_utf8).sum())
}

/// Whether a clause begins at a place, be it with 截至.
pub fn begins_clause(text: &str, at: usize) -> bool {
    let before = before(text, at).trim_end();
    let before = ["截至", "截止到", "截止"].iter().find_map(|word| before.strip_suffix(word));
    let before = before.unwrap_or(self::before(text, at).trim_end());
    before.chars().next_back().is_none_or(|c| PAUSES.contains(&c))
}

/// Whether a place stands inside 《》 that opened at most [`LONGEST`] characters before.
pub fn is_in_title_marks(text: &str, at: usize) -> bool {
    let mut near = before(text, at).chars().rev().take(LONGEST);
    near.find(|c| matches!(c, '《' | '》')) == Some('《')
}

/// The words at a place with some around them, in quotation marks: from the beginning of the clause, on
/// in the sentence, no number cut.
pub fn quote(text: &str, range: Range<usize>) -> String {
    const AROUND: usize = 8;
    let mut earlier = before(text, range.start).chars().rev().take_while(|c| !PAUSES.contains(c));
    let mut words: Vec<char> = earlier.by_ref().take(AROUND).collect();
    if earlier.next().is_some() {
        words.push('…');
    }
    words.reverse();
    words.extend(slice(text, range.clone()).chars());
    let later = after(text, range.end).chars().take(LONGEST).take_while(|c| !ENDS.contains(c));
    let later: Vec<char> = later.collect();
    let is_near = |at: &usize, c: &char| *at < AROUND || digit(*c).is_some();
    words.extend(later.iter().enumerate().take_while(|(at, c)| is_near(at, c)).map(|(_, c)| *c));
    let words: String = words.into_iter().collect();
    let is_cut = later.iter().enumerate().any(|(at, c)| !is_near(&at, c));
    let words = words.trim().trim_end_matches(['，', '、', '；', '：']);
    format!("“{words}{}”", if is_cut { "…" } else { "" })
}

/// Whether a character is a Chinese one.
pub fn is_chinese(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9FFF}' | '\u{20000}'..='\u{3FFFF}')
}

/// A digit of either width as its half-width form.
pub fn digit(c: char) -> Option<char> {
    match c {
        '0'..='9' => Some(c),
        '０'..='９' => char::from_digit(u32::from(c) - u32::from('０'), 10),
        _ => None,
    }
}

/// Whether what stands before digits, its last character first, makes them part of an address, a code
/// or a longer number.
fn is_of_code(mut before: impl Iterator<Item = char>) -> bool {
    let of_word = |c: char| c.is_ascii_alphanumeric() || digit(c).is_some();
    match before.next() {
        Some(c) if "./_-=:?&%@#".contains(c) => before.next().is_some_and(|c| of_word(c) || "./".contains(c)),
        Some(c) => of_word(c),
        None => false,
    }
}

/// Digits as they stand in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Digits {
    /// Bytes of the text.
    pub range: Range<usize>,
    /// The digits in half width.
    pub digits: String,
}

/// Runs of digits that are not part of an address or a code, but for a code of digits alone.
pub fn digit_runs(text: &str) -> Vec<Digits> {
    let mut found: Vec<Digits> = Vec::new();
    for (at, c) in text.char_indices() {
        let Some(digit) = digit(c) else { continue };
        let end = at + c.len_utf8();
        match found.last_mut() {
            Some(run) if run.range.end == at => {
                run.digits.push(digit);
                run.range.end = end;
            }
            _ if is_of_code(before(text, at).chars().rev()) => {}
            _ => found.push(Digits { range: at..end, digits: digit.to_string() }),
        }
    }
    found.retain(|run| after(text, run.range.end).chars().next().is_none_or(|c| !c.is_ascii_alphabetic()));
    found
}

/// A number of a text: `1,284`, `23.5`.
#[derive(Debug, Clone, PartialEq)]
pub struct Number {
    /// Bytes of the text.
    pub range: Range<usize>,
    /// Its value.
    pub value: Decimal,
}

/// The most digits before the point of what is read as a number. More count nothing (an account, a serial number), and
/// sums of them would not fit.
const MOST_DIGITS: usize = 15;

/// The numbers of a text of at most [`MOST_DIGITS`], thousands separators and decimals taken in.
pub fn numbers(text: &str) -> Vec<Number> {
    let mut found: Vec<Number> = Vec::new();
    for run in digit_runs(text) {
        if found.last().is_some_and(|last| run.range.start < last.range.end) {
            continue;
        }
        let mut range = run.range;
        let mut digits = run.digits;
        while let Some((end, group)) =
            group_after(text, range.end, &[',', '，']).filter(|(_, g)| g.len() == 3)
        {
            digits.push_str(&group);
            range.end = end;
        }
        if let Some((end, decimals)) = group_after(text, range.end, &['.', '．']) {
            digits.push('.');
            digits.push_str(&decimals);
            range.end = end;
        }
        let whole = digits.split('.').next().unwrap_or_default();
        if let Some(value) = digits.parse().ok().filter(|_| whole.len() <= MOST_DIGITS) {
            found.push(Number { range, value });
        }
    }
    found
}

/// Digits behind one of these marks, and where they end.
fn group_after(text: &str, at: usize, marks: &[char]) -> Option<(usize, String)> {
    let rest = after(text, at).strip_prefix(marks)?;
    let digits: String = rest.chars().map_while(digit).collect();
    let bytes: usize = rest.chars().take_while(|c| digit(*c).is_some()).map(char::len_utf8).sum();
    (!digits.is_empty()).then(|| (text.len() - rest.len() + bytes, digits))
}

/// A text without what does not tell it from another: letters and digits only, each number as `#`.
pub fn bones(text: &str) -> String {
    let mut bones = String::new();
    for c in text.chars() {
        match digit(c) {
            Some(_) if bones.ends_with('#') => {}
            Some(_) => bones.push('#'),
            None if c.is_alphanumeric() => bones.push(c),
            None => {}
        }
    }
    bones
}

/// Pairs of neighbouring Chinese characters.
pub fn pairs(text: &str) -> Vec<String> {
    let chars: Vec<char> = text.chars().collect();
    let chinese = chars.windows(2).filter(|pair| pair.iter().all(|c| is_chinese(*c)));
    chinese.map(|pair| pair.iter().collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_with_their_separators() {
        let check = |text: &str, expected: &[&str]| {
            let found: Vec<String> = numbers(text).iter().map(|number| number.value.to_string()).collect();
            assert_eq!(found, expected, "{text}");
        };
        check("收到申请215件，其中网络68件", &["215", "68"]);
        check("共1,284条、1，284条，12.5万元", &["1284", "1284", "12.5"]);
        check("共２１５件，1,28", &["215", "1", "28"]);
        check("见 www.a.cn/2018/t2018_12.html 和 A4 纸", &[""; 0]);
    }

    #[test]
    fn a_clause_begins_after_a_mark() {
        let check = |text: &str, expected: bool| {
            assert_eq!(begins_clause(text, text.find("2018").unwrap()), expected, "{text}");
        };
        check("2018年，", true);
        check("好。截至2018年底", true);
        check("下一步，2018年", true);
        check("针对2018年的问题", false);
        check("自2018年起", false);
    }

    #[test]
    fn a_quotation_has_a_few_words_around() {
        let text = "好。全年共收到申请215件，其中当面申请二件";
        let at = text.find("215").unwrap();
        assert_eq!(quote(text, at..at + 3), "“全年共收到申请215件，其中当面申请…”");
        assert_eq!(quote("截至2087年底，公开259条。完", 6..13), "“截至2087年底，公开259条”");
    }

    #[test]
    fn bones_are_the_same_for_other_figures() {
        assert_eq!(bones("2018年，收到215件。"), bones("2019年，收到8件。\n"));
    }
}
