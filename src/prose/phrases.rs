//! Word lists of `templates/phrases`, so that a word can be added without touching code. A line that
//! begins with `#` says what the list is for.

/// A word list.
#[derive(Debug, Clone, Copy)]
pub struct List(&'static str);

/// A sentence with one of these looks back at earlier years.
pub const COMPARING: List = List(include_str!("../../templates/phrases/comparing.txt"));
/// What is left of a text without these is what it says of problems.
pub const NO_PROBLEMS: List = List(include_str!("../../templates/phrases/no_problems.txt"));
/// What the report of a government must tell of, each with other words for the same.
pub const DUTIES: List = List(include_str!("../../templates/phrases/duties.txt"));
/// Words that may stand twice in a row.
pub const DOUBLED: List = List(include_str!("../../templates/phrases/doubled.txt"));
/// Words that may stand before an indicator's name in a clause on just it.
pub const BEFORE_INDICATOR: List = List(include_str!("../../templates/phrases/before_indicator.txt"));
/// Words that may stand between an indicator's name and its number.
pub const AFTER_INDICATOR: List = List(include_str!("../../templates/phrases/after_indicator.txt"));
/// A sentence of the opening with one of these states the 统计期限.
pub const PERIOD: List = List(include_str!("../../templates/phrases/period.txt"));
/// A sentence with one of these may name days to come.
pub const PLANS: List = List(include_str!("../../templates/phrases/plans.txt"));
/// Endings of agencies' names, a kind in each line.
pub const AGENCIES: List = List(include_str!("../../templates/phrases/agencies.txt"));
/// Surnames that are no ordinary words.
pub const SURNAMES: List = List(include_str!("../../templates/phrases/surnames.txt"));

impl List {
    /// Its lines.
    pub fn lines(self) -> impl Iterator<Item = &'static str> {
        self.0.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'))
    }

    /// Whether a text has one of its words.
    pub fn is_in(self, text: &str) -> bool {
        self.lines().any(|word| text.contains(word))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_list_is_empty_and_no_word_stands_in_one_twice() {
        let lists = [
            COMPARING,
            NO_PROBLEMS,
            DUTIES,
            DOUBLED,
            BEFORE_INDICATOR,
            AFTER_INDICATOR,
            PERIOD,
            PLANS,
            AGENCIES,
            SURNAMES,
        ];
        for list in lists {
            let mut words: Vec<&str> = list.lines().collect();
            assert!(words.len() > 2, "{list:?}");
            words.sort_unstable();
            assert!(words.windows(2).all(|pair| pair[0] != pair[1]), "{words:?}");
        }
    }
}
