//! 核实说明: a clerk's reason why an unusual relation is true.

use serde::{Deserialize, Serialize};

/// A reason in words, bound to the values it explains: it lapses when one of them changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reason {
    /// What the clerk wrote.
    #[serde(rename = "说明")]
    pub text: String,
    /// The values it explains, in the order of the relation's terms; blank is empty.
    #[serde(rename = "数值")]
    pub values: Vec<String>,
}

/// Phrases that claim a check without saying anything, from `templates/phrases`.
const EMPTY_PHRASES: &str = include_str!("../../templates/phrases/empty_reasons.txt");

/// The fewest characters a reason must have beside empty phrases.
const LEAST: usize = 4;

/// Whether a reason says something: more than “核实无误”, “无” or punctuation, and no place of a
/// ready reason (＿) left open.
pub fn says_something(text: &str) -> bool {
    if text.contains('＿') {
        return false;
    }
    let mut rest: String = text.chars().filter(|c| c.is_alphanumeric()).collect();
    for phrase in EMPTY_PHRASES.lines().filter(|line| !line.is_empty()) {
        rest = rest.replace(phrase, "");
    }
    let mut different: Vec<char> = rest.chars().collect();
    different.sort_unstable();
    different.dedup();
    different.len() >= LEAST
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reasons_that_say_nothing_are_not_accepted() {
        for empty in [
            "",
            "无",
            "核实无误",
            "已核实，数据无误。",
            "。。。",
            "情况属实",
            "正常",
            "11111",
            "好好好好好",
            "其中＿件为上年结转",
        ] {
            assert!(!says_something(empty), "{empty}");
        }
        for reason in ["其中34件为上年结转、本年答复", "一件申请分别答复多个事项", "2人兼办多项业务"]
        {
            assert!(says_something(reason), "{reason}");
        }
    }
}
