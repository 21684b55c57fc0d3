//! Numbers of a sentence with what they count: value, unit, and whether they are rounded.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use rust_decimal::Decimal;

use super::phrases;
use super::wording::{after, before, numbers};

/// A number of a text with its unit.
#[derive(Debug, Clone, PartialEq)]
pub struct Quantity {
    /// Bytes of its digits.
    pub range: Range<usize>,
    /// Where its unit ends.
    pub end: usize,
    /// Its value; 万 and 亿 before a unit are multiplied in.
    pub value: Decimal,
    /// What it counts: 件, 万元, `%`; empty where nothing known follows.
    pub unit: &'static str,
    /// 约, 余, 万条: not the exact number.
    pub is_rough: bool,
    /// Written in words: 三次.
    pub is_spelled: bool,
}

/// What follows a number and makes it no count: a date, a clause of a law, a place in an order.
const NO_COUNT: [&str; 22] = [
    "年",
    "月",
    "日",
    "号",
    "时",
    "分",
    "点",
    "倍",
    "楼",
    "室",
    "路",
    "条第",
    "级",
    "版",
    "届",
    "个工作日",
    "个月",
    "个百分点",
    "个小时",
    "天",
    "周",
    "度",
];

/// Units that no cell has and that end a number all the same.
const OTHER_UNITS: [&str; 6] = ["亿元", "万余元", "余元", "%", "‰", "余万元"];

/// The quantities of a plain text, in its order. Dates, clauses of laws and codes are none.
pub(super) fn quantities(text: &str) -> Vec<Quantity> {
    let mut found: Vec<Quantity> = numbers(text)
        .into_iter()
        .filter(|number| !is_of_code(text, &number.range))
        .filter_map(|number| counted(text, number.range, number.value, false))
        .collect();
    found.extend(spelled(text));
    found.sort_by_key(|quantity| quantity.range.start);
    found
}

/// Whether digits are part of a document number, an ordinal, an address or a list's own numbering.
fn is_of_code(text: &str, range: &Range<usize>) -> bool {
    let (before, after) = (before(text, range.start), after(text, range.end));
    let in_brackets = before.rfind('[') > before.rfind(']');
    // 〔2018〕5号
    (in_brackets && after.starts_with(']'))
        || before.ends_with(['第', '《', '@', '/', '\\'])
        || before.ends_with("〔")
        || (before.ends_with(']') && after.starts_with('号'))
        // A list's own number: 1.主动公开…, 2、…, (3)…
        || (is_opening(before) && after.starts_with(['.', '、', '．']) && !starts_with_digit(after))
        || (before.ends_with('(') && after.starts_with(')'))
}

fn is_opening(before: &str) -> bool {
    before.is_empty() || before.ends_with(['。', ';', ':', '\n', ',', '.', ' '])
}

fn starts_with_digit(after: &str) -> bool {
    after.chars().nth(1).is_some_and(|c| c.is_ascii_digit())
}

/// A number with what follows it; `None` where that makes it no count.
fn counted(text: &str, range: Range<usize>, mut value: Decimal, is_spelled: bool) -> Option<Quantity> {
    let mut is_rough = phrases::ROUGH.lines().any(|word| before(text, range.start).ends_with(word));
    let mut rest = after(text, range.end);
    is_rough |= takes_rough(&mut rest);
    // 千 and 百 belong to the number in front of them: 3千余件.
    for (word, times) in [("万", 10_000_u32), ("亿", 100_000_000), ("千", 1_000), ("百", 100)] {
        if let Some(cut) = rest.strip_prefix(word).filter(|cut| !cut.starts_with('元')) {
            value = value.checked_mul(Decimal::from(times))?;
            rest = cut;
            takes_rough(&mut rest);
            is_rough = true;
        }
    }
    if NO_COUNT.iter().any(|word| rest.starts_with(word)) {
        return None;
    }
    let unit = unit_at(rest);
    let end = text.len() - rest.len() + unit.len();
    let behind = after(text, end);
    let is_rough = is_rough
        || ["左右", "以上", "以内", "上下", "余"].iter().any(|word| behind.starts_with(word))
        || unit.contains('余');
    Some(Quantity { range, end, value, unit, is_rough, is_spelled })
}

/// Takes 余, 多 and 来 off the beginning of a text.
fn takes_rough(rest: &mut &str) -> bool {
    let cut = rest.strip_prefix(['余', '多', '来']);
    *rest = cut.unwrap_or(rest);
    cut.is_some()
}

/// All units by their first character, the longest first.
static UNITS: LazyLock<HashMap<char, Vec<&'static str>>> = LazyLock::new(|| {
    let mut units: HashMap<char, Vec<&str>> = HashMap::new();
    for unit in phrases::UNITS.lines().flat_map(str::split_whitespace).chain(OTHER_UNITS) {
        if let Some(first) = unit.chars().next() {
            units.entry(first).or_default().push(unit);
        }
    }
    units.values_mut().for_each(|units| units.sort_by_key(|unit| std::cmp::Reverse(unit.len())));
    units
});

/// What a cell's unit may be called in a sentence.
static NAMES_OF_UNITS: LazyLock<HashMap<&'static str, Vec<&'static str>>> = LazyLock::new(|| {
    let lines = phrases::UNITS.lines().map(|line| line.split_whitespace());
    lines.filter_map(|mut words| Some((words.next()?, words.collect()))).collect()
});

/// The longest unit that a text begins with; empty where it begins with none.
fn unit_at(rest: &str) -> &'static str {
    let units = rest.chars().next().and_then(|first| UNITS.get(&first));
    units.into_iter().flatten().find(|unit| rest.starts_with(**unit)).copied().unwrap_or("")
}

/// Whether a number with that unit may be one of a cell that the form counts in `unit`; one without any may.
pub(super) fn may_be_counted_in(unit: &str, said: &str) -> bool {
    said.is_empty() || NAMES_OF_UNITS.get(unit).is_some_and(|names| unit == said || names.contains(&said))
}

/// Numbers in words right before a unit: 三次, 十二期.
fn spelled(text: &str) -> Vec<Quantity> {
    let mut found = Vec::new();
    let mut start: Option<usize> = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (numeral(c), start) {
            (Some(_), None) => start = Some(at),
            (Some(_), Some(_)) | (None, None) => {}
            (None, Some(from)) => {
                start = None;
                let words = text.get(from..at).unwrap_or("");
                let ordinal =
                    before(text, from).ends_with(['第', '每', '之', '同', '逐', '某', '这', '那', '(', '唯']);
                let Some(value) = value_of(words).filter(|_| !ordinal) else { continue };
                let counted = counted(text, from..at, Decimal::from(value), true);
                found.extend(counted.filter(|quantity| !quantity.unit.is_empty()));
            }
        }
    }
    found
}

fn numeral(c: char) -> Option<u32> {
    const NUMERALS: [(char, u32); 14] = [
        ('〇', 0),
        ('零', 0),
        ('一', 1),
        ('二', 2),
        ('两', 2),
        ('三', 3),
        ('四', 4),
        ('五', 5),
        ('六', 6),
        ('七', 7),
        ('八', 8),
        ('九', 9),
        ('十', 10),
        ('百', 100),
    ];
    NUMERALS.iter().find(|(known, _)| *known == c).map(|(_, value)| *value)
}

/// The value of a number in words up to 999; `None` where it is none.
fn value_of(words: &str) -> Option<u32> {
    let (mut sum, mut last) = (0_u32, None);
    for c in words.chars() {
        match numeral(c)? {
            times @ (10 | 100) => sum += last.take().unwrap_or(1) * times,
            digit if last.is_none() => last = Some(digit),
            // 二十三 and 三 are numbers, 二三 is not.
            _ => return None,
        }
    }
    Some(sum + last.unwrap_or(0)).filter(|value| *value < 1_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let found: Vec<String> = quantities(text)
            .iter()
            .map(|one| {
                let rough = if one.is_rough { "约" } else { "" };
                format!("{rough}{}{}", one.value.normalize(), one.unit)
            })
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn a_number_is_read_with_its_unit() {
        check("共收到申请215件,其中网络申请68件", &["215件", "68件"]);
        check("专项经费4.5万元,收费380元", &["4.5万元", "380元"]);
        check("培训1,284人次", &["1284人次"]);
        check("占总数的28%", &["28%"]);
        check("召开会议三次,举办培训班十二期", &["3次", "12期"]);
        check("举报投诉:0", &["0"]);
    }

    #[test]
    fn rounded_numbers_are_known() {
        check("公开信息1000余条", &["约1000条"]);
        check("约380条次", &["约380条次"]);
        check("公开信息11.7万余条", &["约117000条"]);
        check("173769万条", &["约1737690000条"]);
        check("逾30件,40件以上", &["约30件", "约40件"]);
    }

    #[test]
    fn what_is_no_count_is_left() {
        check("2018年1月5日", &[]);
        check("国办发[2014]32号", &[]);
        check("第49条,第三次", &[]);
        check("1.主动公开505条", &["505条"]);
        check("在15个工作日内,3个月", &[]);
        check("(2)收到申请3件", &["3件"]);
        check("每一件申请", &[]);
    }
}
