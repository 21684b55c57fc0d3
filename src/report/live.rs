//! Where a template names a cell by itself, what it prints stays the cell's figure; where it puts a cell
//! straight into a filter of official style, the filter gets the exact figure with unit and last year.

use super::filters::is_figure_filter;
use super::tags::{TagKind, Word, tags, words};

/// What a template reads in place of a cell's key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Variable {
    /// `{{收到申请数}}`: the figure itself, live in a rewritten section.
    Printed(u16),
    /// `收到申请数|千分位`: the figure as a filter takes it.
    Filtered(u16),
    /// `上年.收到申请数|千分位`: last year's.
    LastYear(u16),
}

impl Variable {
    /// Short enough to take the place of any key of two Chinese characters.
    fn name(self) -> String {
        match self {
            // `_f1` is the filtered figure of cell 1.
            Self::Printed(index) if format!("{index:x}").starts_with('f') => format!("_0{index:x}"),
            Self::Printed(index) => format!("_{index:x}"),
            Self::Filtered(index) => format!("_f{index:x}"),
            Self::LastYear(index) => format!("_l{index:x}"),
        }
    }

    /// What that name stands for.
    pub fn read(name: &str) -> Option<Self> {
        let rest = name.strip_prefix('_')?;
        let index = |digits: &str| u16::from_str_radix(digits, 16).ok();
        match rest.split_at_checked(1)? {
            ("f", digits) => Some(Self::Filtered(index(digits)?)),
            ("l", digits) => Some(Self::LastYear(index(digits)?)),
            _ => Some(Self::Printed(index(rest)?)),
        }
    }
}

/// The word before the key of a figure of last year.
pub const LAST_YEAR: &str = "上年.";

/// The source with variables in place of keys. The length stays, so places in messages stay right.
pub fn with_figures(source: &str, find: impl Fn(&str) -> Option<u16>) -> String {
    let mut text = String::with_capacity(source.len());
    let mut at = 0;
    for tag in tags(source).iter().filter(|tag| tag.kind != TagKind::Comment) {
        let words = words(source, tag);
        for (index, (offset, word)) in words.iter().enumerate() {
            let Word::Name(name) = word else { continue };
            let next = |step: usize| words.get(index + step).map(|(_, word)| *word);
            let is_member = index.checked_sub(1).and_then(|before| words.get(before)).map(|(_, word)| *word)
                == Some(Word::Mark("."));
            let is_filtered = !is_member
                && next(1) == Some(Word::Mark("|"))
                && matches!(next(2), Some(Word::Name(filter)) if is_figure_filter(filter));
            let variable = match (name.strip_prefix(LAST_YEAR), find(name)) {
                (_, Some(cell)) if words.len() == 1 && tag.kind == TagKind::Output => {
                    Some(Variable::Printed(cell))
                }
                (_, Some(cell)) if is_filtered => Some(Variable::Filtered(cell)),
                (Some(last), None) if is_filtered => find(last).map(Variable::LastYear),
                _ => None,
            };
            if let Some(variable) = variable {
                text.push_str(source.get(at..*offset).unwrap_or(""));
                text.push_str(&format!("{:<width$}", variable.name(), width = name.len()));
                at = offset + name.len();
            }
        }
    }
    text.push_str(source.get(at..).unwrap_or(""));
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(source: &str, expected: &str) {
        let find = |name: &str| match name {
            "收到申请数" => Some(0x2A),
            "网络申请数" => Some(0xF1),
            _ => None,
        };
        let changed = with_figures(source, find);
        assert_eq!(changed.len(), source.len());
        let short: Vec<&str> = changed.split(' ').filter(|part| !part.is_empty()).collect();
        assert_eq!(short.join(" "), expected, "{source}");
    }

    #[test]
    fn only_a_bare_key_becomes_a_live_figure() {
        check("{{收到申请数}}{{ 收到申请数 + 1 }}", "{{_2a }}{{ 收到申请数 + 1 }}");
        check("{% if 收到申请数 %}{{ '收到申请数' }}", "{% if 收到申请数 %}{{ '收到申请数' }}");
        check("{{网络申请数}}", "{{_0f1 }}");
    }

    #[test]
    fn a_key_before_a_filter_of_official_style_is_the_exact_figure() {
        check("{{收到申请数|千分位}}", "{{_f2a |千分位}}");
        check("{% set a = 收到申请数 | 占比(网络申请数) %}", "{% set a = _f2a | 占比(网络申请数) %}");
        check("{{上年.收到申请数|千分位}}", "{{_l2a |千分位}}");
        check("{{收到申请数|缺省('无')}}", "{{收到申请数|缺省('无')}}");
        check("{{a[0].收到申请数|千分位}}", "{{a[0].收到申请数|千分位}}");
    }

    #[test]
    fn every_variable_is_read_as_what_it_was_written_for() {
        for index in 0..0x1200 {
            for variable in [Variable::Printed(index), Variable::Filtered(index), Variable::LastYear(index)] {
                assert_eq!(Variable::read(&variable.name()), Some(variable));
            }
        }
    }
}
