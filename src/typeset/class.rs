//! What Chinese official prose allows at the ends of a line: 避头尾, numbers with their units, words.
//!
//! GB/T 15834-2011 5.1 for punctuation; the rest is the practice of official documents.

/// How willingly a line is broken between two characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Break {
    /// Anywhere in Chinese prose.
    Free,
    /// Between a number and its unit and the like: when the line would otherwise be stretched too far.
    Soft,
    /// Inside a Latin word or an address: when the line would otherwise be stretched too far.
    Token,
    /// Inside a number: only where it is longer than the line.
    Number,
    /// 避头尾, and the two halves of —— and ……: never.
    Never,
}

/// A character of the main block: no mark, and most of any text. Asked first, since looking through the marks
/// for every character took a twelfth of an export.
fn is_han(c: char) -> bool {
    ('\u{3400}'..='\u{9fff}').contains(&c)
}

/// Characters that must not begin a line, 避头.
pub(super) fn never_begins(c: char) -> bool {
    !is_han(c) && "，。、；：？！）》”’』」】〉〕｝］…—·・％‰℃°′″～〜々ー!%),.:;?]}¢‧．｡､﹑﹐".contains(c)
}

/// Characters that must not end a line, 避尾.
pub(super) fn never_ends(c: char) -> bool {
    !is_han(c) && "（《“‘『「【〈〔｛［([{￥¥$№§".contains(c)
}

/// Full-width marks whose right half is blank.
pub(super) fn is_blank_behind(c: char) -> bool {
    !is_han(c) && "，。、；：？！）》”’』」】〉〕｝］".contains(c)
}

/// Full-width marks whose left half is blank.
pub(super) fn is_blank_before(c: char) -> bool {
    !is_han(c) && "（《“‘『「【〈〔｛［".contains(c)
}

/// Spaces that vanish at the end of a line.
pub(super) fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\u{3000}')
}

/// Characters that are neither shown nor missed: controls, zero-width marks, variation selectors.
pub(super) fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2064}'
            | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0100}'..='\u{e01ef}')
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || ('０'..='９').contains(&c)
}

fn is_unit(c: char) -> bool {
    "年月日号件条次个人篇项万亿千百元份期场部类家名位天时分秒批例宗起款页册户所处站点级届轮米吨亩度"
        .contains(c)
}

/// Units of two characters, the first of which is a unit by itself.
const UNITS: [[char; 2]; 16] = [
    ['万', '元'],
    ['亿', '元'],
    ['千', '元'],
    ['百', '元'],
    ['万', '人'],
    ['万', '件'],
    ['万', '条'],
    ['万', '次'],
    ['人', '次'],
    ['件', '次'],
    ['年', '度'],
    ['个', '月'],
    ['个', '工'],
    ['时', '许'],
    ['分', '钟'],
    ['页', '次'],
];

fn is_numeral(c: char) -> bool {
    "〇零一二三四五六七八九十百千".contains(c)
}

fn is_word(c: char) -> bool {
    c.is_ascii_graphic() || ('\u{c0}'..='\u{24f}').contains(&c) || ('０'..='９').contains(&c)
}

/// How willingly the text breaks after each of its characters; the last is `Free`.
pub(super) fn breaks(text: &[char]) -> Vec<Break> {
    let mut result = Vec::with_capacity(text.len());
    // Whether the text up to here is 第 with a Chinese number.
    let mut in_ordinal = false;
    let mut before = None;
    for (i, &a) in text.iter().enumerate() {
        let Some(&b) = text.get(i + 1) else {
            result.push(Break::Free);
            break;
        };
        in_ordinal = a == '第' || in_ordinal && is_numeral(a);
        let in_unit = before.is_some_and(is_digit) && is_unit(a);
        result.push(between(before, a, b, in_ordinal, in_unit));
        before = Some(a);
    }
    result
}

fn between(before: Option<char>, a: char, b: char, in_ordinal: bool, in_unit: bool) -> Break {
    let after_digit = before.is_some_and(is_digit);
    if is_space(b) || b == '\u{a0}' || a == '\u{a0}' {
        return Break::Never;
    }
    if is_space(a) {
        return if never_begins(b) { Break::Never } else { Break::Free };
    }
    if never_begins(b) || never_ends(a) {
        return Break::Never;
    }
    if is_word(a) && is_word(b) {
        let fraction = after_digit && is_digit(b);
        return match (a, b) {
            ('/', b) if b != '/' && !fraction => Break::Free,
            (a, b) if (is_digit(a) || ".,".contains(a)) && is_digit(b) => Break::Number,
            _ => Break::Token,
        };
    }
    let unit = is_digit(a) && is_unit(b) || in_unit && UNITS.contains(&[a, b]);
    let ordinal =
        in_ordinal && (is_digit(b) || is_numeral(b) || a != '第' && "条款项章节届次期号批".contains(b));
    // 发文字号 stays whole: 国办发〔2014〕32号.
    let number_of_document = b == '〔' || a == '〕' && is_digit(b);
    let range = matches!(a, '—' | '～' | '-') && after_digit && is_digit(b);
    if unit || ordinal || number_of_document || range { Break::Soft } else { Break::Free }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `text` with `|` where it breaks freely and `~` where softly.
    fn check(expected: &str) {
        let text: Vec<char> = expected.chars().filter(|c| !"|~".contains(*c)).collect();
        let levels = breaks(&text);
        let mut got = String::new();
        for (i, (c, level)) in text.iter().zip(&levels).enumerate() {
            got.push(*c);
            match level {
                Break::Free if i + 1 < text.len() => got.push('|'),
                Break::Soft => got.push('~'),
                _ => {}
            }
        }
        assert_eq!(got, expected);
    }

    #[test]
    fn punctuation_keeps_to_its_side() {
        check("《条|例》|第~三~十~一~条");
        check("他|说，|“好。”|走");
        check("公|开——|不|公|开……|等");
        check("（一）|总|体");
    }

    #[test]
    fn numbers_keep_their_units() {
        check("收|到|2,345~件，|同|比|增|长|12.5%。");
        check("共|35.6~万~元|整");
        check("2019~年|1~月|16~日");
        check("国|办|发~〔2014〕~32~号");
        check("2018—~2020~年~度");
        check("第~3~条");
    }

    #[test]
    fn addresses_break_after_a_slash() {
        check("http://|www.jintang.gov.cn/|gk/|2018|发|布");
        check("1/2|以|上");
    }
}
