//! The names in the tags of a template: those that nothing has, in branches not taken too; filters, tests
//! and functions that there are not; and texts that would grow without end.

use std::collections::BTreeMap;

use super::complaint::{unknown_filter, unknown_test};
use super::filters;
use super::jinja::{Kind, Role, Structure};
use super::tags::{Tag, Word, words};
use super::vocabulary::Vocabulary;
use crate::error::{Error, Place};

/// Words of Jinja's own, and the values it has.
const KEYWORDS: [&str; 26] = [
    "if",
    "elif",
    "else",
    "endif",
    "for",
    "endfor",
    "in",
    "and",
    "or",
    "not",
    "is",
    "set",
    "endset",
    "with",
    "endwith",
    "filter",
    "endfilter",
    "raw",
    "endraw",
    "true",
    "false",
    "none",
    "True",
    "False",
    "None",
    "loop",
];

/// What a name is where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Use {
    /// Its value is asked for.
    Read,
    /// The template gives it a value.
    Given,
    /// `|name`
    Filter,
    /// `is name`
    Test,
    /// `name(`
    Called,
    /// 位数 in `(位数=1)`, or what follows a bracket and a dot.
    Other,
}

/// The names of a tag with their places and uses.
fn uses<'a>(source: &'a str, tag: &Tag, role: Role) -> Vec<(usize, &'a str, Use)> {
    let words = words(source, tag);
    let mut found = Vec::new();
    // Up to here a `for`, `set` or `with` names what it gives values to.
    let mut giving = matches!(words.first(), Some((_, Word::Name("for" | "set" | "with"))));
    let filters_block = role == Role::Opens(Kind::Filter);
    let mut depth = 0_usize;
    for (index, (offset, word)) in words.iter().enumerate() {
        let neighbour = |at: Option<usize>| at.and_then(|at| words.get(at)).map(|(_, word)| *word);
        let before = neighbour(index.checked_sub(1));
        let after = neighbour(Some(index + 1));
        match word {
            Word::Mark("(" | "[" | "{") => depth += 1,
            Word::Mark(")" | "]" | "}") => depth = depth.saturating_sub(1),
            Word::Mark("=") if depth == 0 => giving = false,
            Word::Mark("|") => giving = false,
            // `{% with a = 1, b = 2 %}`
            Word::Mark(",") if depth == 0 && role == Role::Opens(Kind::With) => giving = true,
            Word::Name("in") => giving = false,
            _ => {}
        }
        let Word::Name(name) = word else { continue };
        if role == Role::Lost && index == 0 {
            // What the tag was meant to be, told already.
            continue;
        }
        let is_test = before == Some(Word::Name("is"))
            || (before == Some(Word::Name("not"))
                && neighbour(index.checked_sub(2)) == Some(Word::Name("is")));
        let role = if before == Some(Word::Mark("|")) || (filters_block && index == 1) {
            Use::Filter
        } else if is_test && *name != "not" {
            Use::Test
        } else if before == Some(Word::Mark(".")) {
            Use::Other
        } else if KEYWORDS.contains(name) || name.starts_with("loop.") {
            continue;
        } else if giving {
            Use::Given
        } else if depth > 0 && after == Some(Word::Mark("=")) {
            Use::Other
        } else if after == Some(Word::Mark("(")) {
            Use::Called
        } else {
            Use::Read
        };
        found.push((*offset, *name, role));
    }
    found
}

/// The names, filters, tests and functions that there are not; each use of one, with the index of its tag.
pub fn unknown(source: &str, structure: &Structure, vocabulary: &Vocabulary) -> Vec<(usize, Error)> {
    let mut faults = Vec::new();
    let mut given: Vec<&str> = Vec::new();
    let at = |offset: usize, (what, hint): (String, String)| {
        Error::new(what).hint(hint).at(Place::of_offset(source, offset))
    };
    for (index, (tag, role)) in structure.tags.iter().zip(&structure.roles).enumerate() {
        let uses = uses(source, tag, *role);
        for (offset, name, role) in &uses {
            let first = name.split('.').next().unwrap_or(name);
            let fault = match role {
                Use::Given | Use::Other => continue,
                Use::Filter if filters::names().any(|known| known == *name) => continue,
                Use::Filter => unknown_filter(name),
                Use::Test if filters::TESTS.contains(name) => continue,
                Use::Test => unknown_test(name),
                Use::Called => (format!("模板里没有“{name}”这个函数"), String::new()),
                Use::Read if vocabulary.knows(name) || given.contains(&first) => continue,
                Use::Read => match vocabulary.completed(name) {
                    Some(whole) => {
                        (format!("“{name}”后面还要写出是哪一项指标"), format!("如 {{{{{whole}}}}}"))
                    }
                    None => {
                        let near = vocabulary.nearest(name);
                        (format!("没有“{name}”这个指标或者名称{near}"), String::new())
                    }
                },
            };
            faults.push((index, at(*offset, fault)));
        }
        given.extend(uses.iter().filter(|(.., role)| *role == Use::Given).map(|(_, name, _)| *name));
    }
    faults
}

/// How much a name that a template sets may hold, in bytes and names.
const MOST_HELD: usize = 64 * 1024;
/// How much text may stand in a loop, in bytes: with the steps that a template may take, this bounds what
/// it writes.
const MOST_IN_LOOP: usize = 4 * 1024;

/// Texts doubled again and again, multiplied, or repeated by a loop would fill the memory long before the
/// steps run out.
pub fn growing(source: &str, structure: &Structure) -> Vec<Error> {
    let mut faults = Vec::new();
    let at = |offset: usize, what: &str, hint: &str| {
        Error::new(what).hint(hint).at(Place::of_offset(source, offset))
    };
    let mut held: BTreeMap<&str, usize> = BTreeMap::new();
    for (tag, role) in structure.tags.iter().zip(&structure.roles) {
        let uses = uses(source, tag, *role);
        let read = uses.iter().filter(|(.., role)| *role != Use::Given);
        let inside: usize =
            read.map(|(_, name, _)| held.get(name).copied().unwrap_or(1)).fold(0, usize::saturating_add);
        let size = tag.inner.len().saturating_add(inside);
        if size > MOST_HELD {
            faults.push(at(tag.range.start, "这里的文字会越来越长", "请不要把一个名称反复接到它自己后面"));
        }
        for (_, name, _) in uses.iter().filter(|(.., role)| *role == Use::Given) {
            held.insert(name, size);
        }
        if let Some(offset) = multiplies_text(source, tag, &held) {
            faults.push(at(offset, "乘号两边只能是指标或者数", "文字不能用乘号重复"));
        }
        if let Role::Closes(opening) = role
            && structure.roles.get(*opening) == Some(&Role::Opens(Kind::For))
            && let Some(opening) = structure.tags.get(*opening)
            && tag.range.start - opening.range.end > MOST_IN_LOOP
        {
            faults.push(at(opening.range.start, "循环里的文字过长", "请把不随循环变化的文字移到循环外面"));
        }
    }
    faults
}

/// Where a tag may multiply a text: next to `*` stands one, a name that the template has set, or a
/// bracket in a tag that holds texts.
fn multiplies_text(source: &str, tag: &Tag, held: &BTreeMap<&str, usize>) -> Option<usize> {
    let words = words(source, tag);
    let holds_text = words.iter().any(|(_, word)| matches!(word, Word::Text(_) | Word::Mark("~" | "|")));
    let is_text = |word: Option<&(usize, Word<'_>)>| match word.map(|(_, word)| *word) {
        Some(Word::Text(_)) => true,
        Some(Word::Name(name)) => held.contains_key(name),
        Some(Word::Mark("(" | ")" | "[" | "]")) => holds_text,
        _ => false,
    };
    let mut marks = words.iter().enumerate().filter(|(_, (_, word))| matches!(word, Word::Mark("*" | "**")));
    let found = marks.find(|(index, _)| {
        let before = index.checked_sub(1).and_then(|before| words.get(before));
        is_text(before) || is_text(words.get(index + 1))
    });
    found.map(|(_, (offset, _))| *offset)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft::Draft;
    use crate::form::editions;
    use crate::report::jinja::structure;

    fn told(faults: &[Error]) -> Vec<String> {
        faults.iter().map(|fault| fault.to_string().replace("第 ", "").replace(" ", "")).collect()
    }

    fn check(edition: &str, source: &str, expected: &[&str]) {
        let form = editions::named(edition).unwrap();
        let vocabulary = Vocabulary::of(&Draft::new(form, 2018, ""));
        let found = unknown(source, &structure(source), &vocabulary).into_iter().map(|(_, fault)| fault);
        assert_eq!(told(&found.collect::<Vec<_>>()), expected, "{source}");
    }

    #[test]
    fn known_names_are_known_wherever_they_stand() {
        check("2014", "{{收到申请数}}{% if 上年.收到申请数 is not none and 填报单位 %}{% endif %}", &[]);
        check("2014", "{{收到申请数|比上年(位数=2)}}{{收到申请数|占比(申请办结数, 1)}}", &[]);
        check(
            "2014",
            "{% set a = 1 %}{{ a.b }}{% for c, d in [(1, 2)] %}{{ c + d + loop.index }}{% endfor %}",
            &[],
        );
        check("2014", "{% set a %}{% endset %}{% with b = a, c = 1 %}{{ b ~ c }}{% endwith %}", &[]);
        check("2021", "{{申请.新收.总计}}{{上年.申请.新收.总计}}", &[]);
    }

    #[test]
    fn every_unknown_name_is_told_in_all_branches() {
        check(
            "2014",
            "{{ 收到申请數 }}{% if false %}{{ 上年.收到申请數 }}{{ 年度|千分为 }}{% endif %}{% if 年度 is numbr %}",
            &[
                "1行4列：没有“收到申请數”这个指标或者名称，是否为“收到申请数”？",
                "1行29列：没有“上年.收到申请數”这个指标或者名称，是否为“上年.收到申请数”？",
                "1行46列：没有“千分为”这个过滤器，是否为“千分位”？可用：千分位、万元、占比、百分比、比上年、增减、中文数字、各单位、列举、缺省、abs、int、length、round、trim",
                "1行75列：没有“numbr”这个判断，是否为“number”？可用：defined、none、number、string、undefined",
            ],
        );
        check(
            "2014",
            "{{ range(3) }}{{ 后用 }}{% set 后用 = 1 %}",
            &["1行4列：模板里没有“range”这个函数", "1行18列：没有“后用”这个指标或者名称"],
        );
        check(
            "2021",
            "{{ 申请.新收 }}",
            &["1行4列：“申请.新收”后面还要写出是哪一项指标。如{{申请.新收.自然人}}"],
        );
    }

    #[test]
    fn a_text_cannot_grow_without_end() {
        let check = |source: &str, expected: &[&str]| {
            assert_eq!(told(&growing(source, &structure(source))), expected);
        };
        check("{% set a = '甲' ~ 填报单位 %}{{ a ~ a }}{{ 收到申请数 * 100 / (申请办结数 + 1) }}", &[]);
        let doubled = "{% set a = a ~ a %}".repeat(15);
        let told = growing(&doubled, &structure(&doubled));
        assert!(!told.is_empty());
        check("{{ '甲' * 1000 }}", &["1行8列：乘号两边只能是指标或者数。文字不能用乘号重复"]);
        check("{% set a = '甲' %}{{ a * 9 }}", &["1行23列：乘号两边只能是指标或者数。文字不能用乘号重复"]);
        check("{{ ('甲' ~ 年度) * 9 }}", &["1行15列：乘号两边只能是指标或者数。文字不能用乘号重复"]);
        let long = format!("{{% for a in [1] %}}{}{{% endfor %}}", "甲".repeat(2000));
        check(&long, &["1行1列：循环里的文字过长。请把不随循环变化的文字移到循环外面"]);
    }
}
