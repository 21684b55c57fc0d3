//! The number of a cell by the numbering that the form prints: 三、… （一）… 1.… is 3.1.1.

use super::{CellId, Form};

/// The numbers that the parts of a printed path begin with. `第二十条第（一）项` has two.
fn ordinals(path: &str) -> Vec<u32> {
    let of_part = |part: &str| {
        let mut numbers = Vec::new();
        let mut rest = part;
        let counts_items = part.starts_with('第');
        loop {
            rest = rest.trim_start_matches(['第', '（', '条', '项']);
            let end = rest.find(|c| !is_numeral(c)).unwrap_or(rest.len());
            let (numeral, after) = rest.split_at(end);
            let is_ordinal = counts_items || after.starts_with(['、', '）', '.', '．']);
            match read(numeral).filter(|_| is_ordinal) {
                Some(number) => numbers.push(number),
                None => return numbers,
            }
            if !counts_items {
                return numbers;
            }
            rest = after.trim_start_matches('）');
        }
    };
    path.split('/').flat_map(of_part).collect()
}

const DIGITS: &str = "〇一二三四五六七八九";

fn is_numeral(c: char) -> bool {
    c.is_ascii_digit() || c == '十' || DIGITS.contains(c)
}

/// A number below a hundred, in figures or in Chinese.
fn read(numeral: &str) -> Option<u32> {
    if let Ok(number) = numeral.parse() {
        return Some(number);
    }
    let digit = |text: &str| DIGITS.chars().position(|c| text.chars().eq([c])).map(|at| at as u32);
    match numeral.split_once('十') {
        Some((tens, ones)) => {
            let tens = if tens.is_empty() { 1 } else { digit(tens)? };
            Some(tens * 10 + if ones.is_empty() { 0 } else { digit(ones)? })
        }
        None => digit(numeral),
    }
}

/// A number as one types it: `3.1.2`, `3 1 2`, `3-1-2`, in full-width figures too. `None` for anything else.
pub(super) fn typed(text: &str) -> Option<Vec<u32>> {
    let plain: String = text
        .chars()
        .map(|c| match c {
            '０'..='９' => char::from_u32(u32::from(c) - u32::from('０') + u32::from('0')).unwrap_or(c),
            '．' | '。' | '、' | '-' | ' ' | '　' => '.',
            _ => c,
        })
        .collect();
    plain.trim_matches('.').split('.').filter(|part| !part.is_empty()).map(|part| part.parse().ok()).collect()
}

impl Form {
    /// The number of a cell as the form prints it, its parts joined by dots (`3.1.2`); in a matrix that of its
    /// row. Empty where the form prints none.
    pub fn number(&self, id: CellId) -> String {
        let numbers = ordinals(&self.cell(id).path);
        numbers.iter().map(u32::to_string).collect::<Vec<_>>().join(".")
    }

    /// How well a cell fits a number that was typed: whether it is its own, or the beginning of it.
    pub(super) fn fits_number(&self, id: CellId, typed: &[u32]) -> Option<bool> {
        let numbers = ordinals(&self.cell(id).path);
        (!typed.is_empty() && numbers.starts_with(typed)).then_some(numbers.len() == typed.len())
    }
}

#[cfg(test)]
mod tests {
    use super::super::editions;
    use super::*;

    #[test]
    fn a_cell_has_the_number_that_is_printed() {
        let check = |edition: &str, key: &str, expected: &str| {
            let form = editions::named(edition).unwrap();
            assert_eq!(form.number(form.find(key).unwrap()), expected, "{key}");
        };
        check("2014", "收到申请数", "3.1");
        check("2014", "当面申请数", "3.1.1");
        check("2014", "主动公开规范性文件数", "1.1");
        check("2021", "规章.制发", "2.20.1");
        check("2021", "申请.不掌握.自然人", "3.3.4.1");
        check("2021", "申请.新收.总计", "3.1");
    }

    #[test]
    fn a_cell_is_found_by_its_number() {
        let check = |text: &str, expected: &[&str]| {
            let form = editions::named("2014").unwrap();
            let found: Vec<String> =
                form.search(text).iter().take(3).map(|id| form.cell(*id).key.to_string()).collect();
            assert_eq!(found, expected, "{text}");
        };
        let first = ["收到申请数", "当面申请数", "传真申请数"];
        check("3.1", &first);
        check("３．１", &first);
        check("3 1 2", &["传真申请数"]);
        check("3.1.2", &["传真申请数"]);
        check("99", &[]);
    }

    #[test]
    fn numerals_below_a_hundred() {
        for (numeral, number) in [
            ("三", Some(3)),
            ("十", Some(10)),
            ("十二", Some(12)),
            ("二十", Some(20)),
            ("二十一", Some(21)),
            ("7", Some(7)),
            ("", None),
        ] {
            assert_eq!(read(numeral), number, "{numeral}");
        }
    }
}
