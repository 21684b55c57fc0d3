//! What a cell of a table, or a line of a text, is: a label, a number, a unit, nothing.

use std::ops::Range;

/// A piece of a table or a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token {
    /// Words that may be a label.
    Label(String),
    /// A number as written: `215`, `减4`, `251000元`; or `/`, `—`, 无 in the place of one.
    Number(Range<usize>),
    /// A unit by itself: 件, 万元, ——.
    Unit,
    /// Nothing, where something could stand.
    Blank,
}

const UNITS: [&str; 14] =
    ["条", "件", "次", "篇", "个", "人", "人次", "万元", "元", "项", "——", "场", "家", "单位"];

/// What stands in a cell.
pub(super) fn of_cell(text: &str) -> Token {
    let trimmed = text.trim();
    let start = text.len() - text.trim_start().len();
    if trimmed.is_empty() {
        Token::Blank
    } else if UNITS.contains(&trimmed.trim_matches(['（', '）', '(', ')'])) || is_rule(trimmed) {
        Token::Unit
    } else if is_number(trimmed) || is_instead(trimmed) {
        Token::Number(start..start + trimmed.len())
    } else {
        Token::Label(trimmed.to_owned())
    }
}

/// —— as the form prints where a row has no number.
fn is_rule(text: &str) -> bool {
    text.chars().count() >= 2 && text.chars().all(|c| matches!(c, '—' | '-' | '－' | '–' | '─' | '一'))
        && !text.chars().all(|c| c == '一')
}

/// What people write in the place of a number.
fn is_instead(text: &str) -> bool {
    matches!(text, "/" | "／" | "\\" | "-" | "—" | "－" | "–" | "无" | "─")
}

/// Whether a text is one number as tables have it, perhaps with a sign or a unit.
fn is_number(text: &str) -> bool {
    let plain: String = text.chars().filter(|c| !c.is_whitespace()).map(half_width).collect();
    let plain = plain.strip_prefix(['增', '减', '+', '-']).unwrap_or(&plain);
    let plain = ["万元", "元", "件", "条", "次", "个", "人次", "人", "篇", "项", "万"]
        .iter()
        .find_map(|unit| plain.strip_suffix(unit))
        .unwrap_or(plain);
    let mut digits = 0;
    let mut dots = 0;
    for c in plain.chars() {
        match c {
            '0'..='9' => digits += 1,
            ',' => {}
            '.' => dots += 1,
            _ => return false,
        }
    }
    digits > 0 && digits <= 18 && dots <= 1 && plain.starts_with(|c: char| c.is_ascii_digit()) && !plain.ends_with(['.', ','])
}

fn half_width(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => {
            char::from_u32(u32::from(c) - u32::from('\u{FF01}') + u32::from('!')).unwrap_or(c)
        }
        '−' => '-',
        _ => c,
    }
}

/// The pieces of a line of text: the words, then the numbers at its end (`行政许可 97`, `（一）收到申请数 件 215`).
pub(super) fn of_line(text: &str) -> Vec<(Token, Range<usize>)> {
    let mut pieces: Vec<(Token, Range<usize>)> = Vec::new();
    let mut end = text.trim_end().len();
    // From the end backwards: numbers and units apart by blanks.
    while let Some(head) = text.get(..end).map(str::trim_end).filter(|head| !head.is_empty()) {
        let start = head.rfind(char::is_whitespace).map_or(0, |at| {
            at + head.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8)
        });
        let Some(word) = head.get(start..) else { break };
        match of_cell(word) {
            Token::Number(_) if !(start == 0 && pieces.is_empty() && is_instead(word)) => {
                pieces.push((Token::Number(start..head.len()), start..head.len()));
            }
            Token::Unit => pieces.push((Token::Unit, start..head.len())),
            _ => break,
        }
        end = start;
    }
    let rest = text.get(..end).unwrap_or("").trim_end();
    if !rest.trim().is_empty() {
        // A number right behind the words: 行政许可97, 收到申请数：215.
        let words = rest.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ','));
        let number = rest.get(words.len()..).unwrap_or("");
        let is_split = pieces.is_empty()
            && is_number(number)
            && words.ends_with(|c: char| crate::prose::wording::is_chinese(c) || matches!(c, '：' | ':' | '）' | ')' | '”'));
        if is_split {
            pieces.push((Token::Number(words.len()..rest.len()), words.len()..rest.len()));
            pieces.push((Token::Label(words.trim().to_owned()), 0..words.len()));
        } else {
            pieces.push((Token::Label(rest.trim().to_owned()), 0..rest.len()));
        }
    }
    pieces.reverse();
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_a_label_a_number_a_unit_or_nothing() {
        let check = |text: &str, expected: &str| {
            let kind = match of_cell(text) {
                Token::Label(_) => "label",
                Token::Number(range) => &text[range],
                Token::Unit => "unit",
                Token::Blank => "blank",
            };
            assert_eq!(kind, expected, "{text}");
        };
        check("收到申请数", "label");
        check(" 215 ", "215");
        check("1,284", "1,284");
        check("减4", "减4");
        check("251000元", "251000元");
        check("4068.208", "4068.208");
        check("２１５", "２１５");
        check("/", "/");
        check("——", "unit");
        check("万元", "unit");
        check("\u{a0}", "blank");
        check("2018年", "label");
        check("1.", "label");
        check("1.2.3", "label");
    }

    #[test]
    fn a_line_gives_its_label_and_its_numbers() {
        let check = |text: &str, expected: &[&str]| {
            let found: Vec<String> = of_line(text)
                .into_iter()
                .map(|(token, range)| match token {
                    Token::Label(words) => words,
                    Token::Unit => "·".to_owned(),
                    _ => format!("#{}", &text[range]),
                })
                .collect();
            assert_eq!(found, expected, "{text}");
        };
        check("行政许可 97", &["行政许可", "#97"]);
        check("行政许可97", &["行政许可", "#97"]);
        check("（一）收到申请数 件 215", &["（一）收到申请数", "·", "#215"]);
        check("一、本年新收 32 2 0 34", &["一、本年新收", "#32", "#2", "#0", "#34"]);
        check("0", &["#0"]);
        check("2018年度", &["2018年度"]);
        check("收到申请数：215", &["收到申请数：", "#215"]);
    }
}
