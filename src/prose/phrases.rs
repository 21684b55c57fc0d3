//! Word lists of `templates/phrases`, so that a word can be added without touching code. A line that
//! begins with `#` says what the list is for.

use std::sync::LazyLock;

/// A word list.
#[derive(Debug)]
pub struct List(LazyLock<Vec<&'static str>>);

/// A sentence with one of these looks back at earlier years.
pub static COMPARING: List = List::new(|| words(include_str!("../../templates/phrases/comparing.txt")));
/// What is left of a text without these is what it says of problems.
pub static NO_PROBLEMS: List = List::new(|| words(include_str!("../../templates/phrases/no_problems.txt")));
/// What the report of a government must tell of, each with other words for the same.
pub static DUTIES: List = List::new(|| words(include_str!("../../templates/phrases/duties.txt")));
/// Words that may stand twice in a row.
pub static DOUBLED: List = List::new(|| words(include_str!("../../templates/phrases/doubled.txt")));
/// A sentence of the opening with one of these states the 统计期限.
pub static PERIOD: List = List::new(|| words(include_str!("../../templates/phrases/period.txt")));
/// A sentence with one of these may name days to come.
pub static PLANS: List = List::new(|| words(include_str!("../../templates/phrases/plans.txt")));
/// Words around a way to say an indicator that change nothing.
pub static FILLERS: List = List::new(|| words(include_str!("../../templates/phrases/fillers.txt")));
/// A clause that begins with one of these and has no number says zero.
pub static NEGATORS: List = List::new(|| words(include_str!("../../templates/phrases/negators.txt")));
/// A clause that ends with one of these says zero.
pub static NOTHING: List = List::new(|| words(include_str!("../../templates/phrases/nothing.txt")));
/// A number beside one of these is rounded.
pub static ROUGH: List = List::new(|| words(include_str!("../../templates/phrases/rough.txt")));
/// A number behind one of these may be of another time.
pub static OTHER_PERIOD: List = List::new(|| words(include_str!("../../templates/phrases/other_period.txt")));
/// A number behind one of these may count earlier years too.
pub static CUMULATIVE: List = List::new(|| words(include_str!("../../templates/phrases/cumulative.txt")));
/// A sentence with one of these speaks of all agencies of a place.
pub static WIDE_SCOPE: List = List::new(|| words(include_str!("../../templates/phrases/wide_scope.txt")));
/// What a cell's unit may be called in a sentence: a unit of the form in each line, then the others.
pub static UNITS: List = List::new(|| words(include_str!("../../templates/phrases/units.txt")));
/// A clause that ends with one of these speaks of one side of a matter only.
pub static RESTRICTING: List = List::new(|| words(include_str!("../../templates/phrases/restricting.txt")));
/// A clause before a number that begins with one of these makes it a part of what the indicator counts.
pub static NARROWING: List = List::new(|| words(include_str!("../../templates/phrases/narrowing.txt")));
/// What stands over the numbers of the report's year in a table with several columns.
pub static THIS_YEAR_COLUMNS: List =
    List::new(|| words(include_str!("../../templates/phrases/this_year_columns.txt")));
/// What stands over other numbers.
pub static OTHER_COLUMNS: List =
    List::new(|| words(include_str!("../../templates/phrases/other_columns.txt")));
/// A part of a report with one of these in its heading speaks of problems and plans.
pub static PLAN_HEADINGS: List =
    List::new(|| words(include_str!("../../templates/phrases/plan_headings.txt")));
/// A part of a report with one of these in its heading tells of the work in general.
pub static OVERVIEW_HEADINGS: List =
    List::new(|| words(include_str!("../../templates/phrases/overview_headings.txt")));
/// A line with two of these is what a web page says of the text, not the text.
pub static PAGE_LINES: List = List::new(|| words(include_str!("../../templates/phrases/page_lines.txt")));
/// 其他需要报告的事项 with one of these tells of fees.
pub static FEES: List = List::new(|| words(include_str!("../../templates/phrases/fees.txt")));
/// How sentences say the indicators, as RON: see `book.rs`.
pub const FIGURES: &str = include_str!("../../templates/phrases/figures.ron");
/// Endings of agencies' names, a kind in each line.
pub static AGENCIES: List = List::new(|| words(include_str!("../../templates/phrases/agencies.txt")));
/// Surnames that are no ordinary words.
pub static SURNAMES: List = List::new(|| words(include_str!("../../templates/phrases/surnames.txt")));

impl List {
    const fn new(text: fn() -> Vec<&'static str>) -> Self {
        Self(LazyLock::new(text))
    }

    /// Its lines.
    pub fn lines(&self) -> impl Iterator<Item = &'static str> + use<'_> {
        self.0.iter().copied()
    }

    /// Whether a text has one of its words.
    pub fn is_in(&self, text: &str) -> bool {
        self.lines().any(|word| text.contains(word))
    }
}

/// What a file of words holds: its lines, without those that say what it is for.
fn words(text: &'static str) -> Vec<&'static str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_list_is_empty_and_no_word_stands_in_one_twice() {
        let lists = [
            &FILLERS,
            &NEGATORS,
            &NOTHING,
            &ROUGH,
            &OTHER_PERIOD,
            &CUMULATIVE,
            &WIDE_SCOPE,
            &UNITS,
            &RESTRICTING,
            &NARROWING,
            &FEES,
            &PLAN_HEADINGS,
            &OVERVIEW_HEADINGS,
            &PAGE_LINES,
            &THIS_YEAR_COLUMNS,
            &OTHER_COLUMNS,
            &COMPARING,
            &NO_PROBLEMS,
            &DUTIES,
            &DOUBLED,
            &PERIOD,
            &PLANS,
            &AGENCIES,
            &SURNAMES,
        ];
        for list in lists {
            let mut words: Vec<&str> = list.lines().collect();
            assert!(words.len() > 2, "{list:?}");
            words.sort_unstable();
            assert!(words.windows(2).all(|pair| pair[0] != pair[1]), "{words:?}");
        }
    }
}
