//! Numbers as official prose writes them: parted thousands, Chinese numerals. All decimals are exact.

use rust_decimal::Decimal;

/// 12,345.60: commas between thousands; decimals stay as they are.
pub fn thousands(number: Decimal) -> String {
    let text = number.abs().to_string();
    let (whole, decimals) = text.split_once('.').map_or((text.as_str(), ""), |parts| parts);
    let mut grouped = String::new();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    let sign = if number.is_sign_negative() && !number.is_zero() { "-" } else { "" };
    let point = if decimals.is_empty() { "" } else { "." };
    format!("{sign}{grouped}{point}{decimals}")
}

const DIGITS: [&str; 10] = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
/// Above this a number in words helps nobody.
const LARGEST_IN_WORDS: u64 = 9_999_999_999_999_999;

/// A number in Chinese numerals: 一百二十三, 一万零一十, decimals digit by digit behind 点 (三点五); `None` from
/// 万万亿 on, where nobody writes them.
pub fn numerals(number: Decimal) -> Option<String> {
    let text = number.abs().normalize().to_string();
    let (whole, decimals) = text.split_once('.').map_or((text.as_str(), ""), |parts| parts);
    let whole = whole.parse::<u64>().ok().filter(|whole| *whole <= LARGEST_IN_WORDS)?;
    let mut words = String::new();
    if number.is_sign_negative() && !number.is_zero() {
        words.push('负');
    }
    words += &in_words(whole);
    if !decimals.is_empty() {
        words.push('点');
        words.extend(decimals.chars().map(digit));
    }
    Some(words)
}

fn digit(digit: char) -> &'static str {
    let index = digit.to_digit(10).unwrap_or_default() as usize;
    DIGITS.get(index).copied().unwrap_or_default()
}

fn in_words(number: u64) -> String {
    if number == 0 {
        return "零".to_owned();
    }
    let mut words = String::new();
    // Each group of four digits is read alone; a gap between groups is one 零.
    for (power, unit) in [(12, "万亿"), (8, "亿"), (4, "万"), (0, "")] {
        let group = number / 10_u64.pow(power) % 10_000;
        if group == 0 {
            continue;
        }
        let has_gap = !words.is_empty() && (group < 1000 || !words.ends_with(unit_above(power)));
        if has_gap && !words.ends_with('零') {
            words.push('零');
        }
        words += &group_in_words(group, words.is_empty());
        // 一万亿五亿 has its 亿 once: 一万零五亿.
        words += if power == 12 && !(number / 100_000_000).is_multiple_of(10_000) { "万" } else { unit };
    }
    words
}

/// How the words end when the group above that one is not empty.
fn unit_above(power: u32) -> &'static str {
    match power {
        0 => "万",
        4 => "亿",
        8 => "万",
        _ => "",
    }
}

/// 1–9999; at the very beginning 十二, elsewhere 一十二.
fn group_in_words(group: u64, is_first: bool) -> String {
    let mut words = String::new();
    for (power, unit) in [(1000, "千"), (100, "百"), (10, "十"), (1, "")] {
        let value = (group / power % 10) as usize;
        match value {
            0 if !group.is_multiple_of(power) && !words.is_empty() && !words.ends_with('零') => {
                words.push('零')
            }
            0 => {}
            1 if power == 10 && is_first && words.is_empty() => words.push('十'),
            value => {
                words += DIGITS.get(value).copied().unwrap_or_default();
                words += unit;
            }
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn thousands_are_parted_and_decimals_kept() {
        let check = |given: &str, expected: &str| assert_eq!(thousands(number(given)), expected);
        check("0", "0");
        check("999", "999");
        check("1000", "1,000");
        check("1234567.80", "1,234,567.80");
        check("-12345", "-12,345");
        check("123456789012.123456", "123,456,789,012.123456");
    }

    #[test]
    fn numbers_are_read_in_chinese() {
        let check =
            |given: &str, expected: &str| assert_eq!(numerals(number(given)).as_deref(), Some(expected));
        for (given, expected) in [
            ("0", "零"),
            ("10", "十"),
            ("12", "十二"),
            ("20", "二十"),
            ("105", "一百零五"),
            ("110", "一百一十"),
            ("123", "一百二十三"),
            ("1010", "一千零一十"),
            ("2005", "二千零五"),
            ("10000", "一万"),
            ("10010", "一万零一十"),
            ("120000", "十二万"),
            ("101000", "十万一千"),
            ("100100", "十万零一百"),
            ("100000000", "一亿"),
            ("100010000", "一亿零一万"),
            ("500000003", "五亿零三"),
            ("1000000000000", "一万亿"),
            ("1000500000000", "一万零五亿"),
            ("3.50", "三点五"),
            ("-7", "负七"),
        ] {
            check(given, expected);
        }
        assert_eq!(numerals(number("10000000000000000")), None);
    }
}
