//! What the words of a clause come down to before they are compared: names for the agency, ways and accounts left
//! out, joined names parted.

use super::clauses::Clause;

/// A clause with 我局 where it has the agency's name in short, as people make one: 市卫计委 has its characters from
/// 高平市卫生和计划生育委员会, in their order.
pub(super) fn with_own_name(mut clause: Clause, names: &[String]) -> Clause {
    const PLACES: [char; 7] = ['省', '市', '县', '区', '旗', '州', '盟'];
    const ENDS: [char; 9] = ['局', '委', '办', '厅', '会', '署', '院', '社', '室'];
    const LONGEST: usize = 9;
    if !names.iter().any(|name| clause.words.chars().any(|c| ENDS.contains(&c) && name.contains(c))) {
        return clause;
    }
    let words: Vec<char> = clause.words.chars().collect();
    let is_own = |short: &[char]| {
        short.len() >= 3
            && names.iter().any(|name| {
                let mut rest = name.chars();
                short.iter().all(|c| rest.any(|other| other == *c))
            })
    };
    let (mut short, mut at) = (String::new(), 0);
    while let Some(first) = words.get(at) {
        let behind = words.get(at..words.len().min(at + LONGEST)).unwrap_or(&[]);
        let length = (3..=behind.len()).rev().find(|length| {
            let name = behind.get(..*length).unwrap_or(&[]);
            PLACES.contains(first) && name.last().is_some_and(|last| ENDS.contains(last)) && is_own(name)
        });
        match length {
            Some(_) => short.push_str("我局"),
            None => short.push(*first),
        }
        at += length.unwrap_or(1);
    }
    clause.words = short;
    clause
}

/// The clauses without a number before a clause, and the clause.
pub(super) fn lead_in(pending: &[&Clause], words: &str) -> String {
    let mut whole: String = pending.iter().map(|clause| format!("{},", clause.words)).collect();
    whole.push_str(words);
    whole
}

/// What an agency calls itself for short: 区政府办公室 of 临河区人民政府办公室, 市公安局 of 德昌市公安局.
pub(super) fn short_names(name: &str) -> Vec<String> {
    const PLACES: [char; 7] = ['省', '市', '县', '区', '旗', '州', '盟'];
    let name = name.trim();
    let from = name.char_indices().filter(|(at, c)| *at > 0 && PLACES.contains(c)).map(|(at, _)| at);
    let mut names: Vec<String> = from.filter_map(|at| name.get(at..)).map(str::to_owned).collect();
    names.push(name.to_owned());
    names.extend(names.clone().iter().map(|name| name.replace("人民政府", "政府")));
    names.retain(|name| name.chars().count() >= 3);
    names
}

/// Without the name of an account: “平安德昌”官方微博 is 官方微博.
pub(super) fn without_account(words: &str) -> String {
    const LONGEST_NAME: usize = 16;
    let Some((lead, rest)) = words.split_once('“') else { return words.to_owned() };
    let Some((name, behind)) = rest.split_once('”') else { return words.to_owned() };
    let kinds = ["微博", "微信", "官方", "政务", "公众号", "门户", "网站", "新浪", "腾讯"];
    let is_account = name.chars().count() <= LONGEST_NAME
        && !name.contains('#')
        && kinds.iter().any(|kind| behind.starts_with(kind));
    if is_account { format!("{lead}{behind}") } else { words.to_owned() }
}

/// What is joined by 、和及与或.
pub(super) fn parts(text: &str) -> Vec<&str> {
    text.split(['、', '和', '及', '与', '或']).filter(|part| !part.is_empty()).collect()
}

/// Years that a text names: `2018年`.
pub(super) fn years(text: &str) -> impl Iterator<Item = u16> + '_ {
    text.match_indices('年').filter_map(|(at, _)| {
        let digits = text.get(at.checked_sub(4)?..at)?;
        let before = text.get(..at - 4)?.chars().next_back();
        digits
            .parse()
            .ok()
            .filter(|year| (1990..2100).contains(year) && !before.is_some_and(|c| c.is_ascii_digit()))
    })
}

/// Without “通过网站、微信等渠道”: what is said to have gone all these ways went no single one of them.
pub(super) fn without_channels(words: &str) -> String {
    const WAYS: [&str; 10] = ["渠道", "方式", "形式", "途径", "平台", "载体", "媒介", "媒体", "场所", "手段"];
    let Some(from) = words.find("通过") else { return words.to_owned() };
    let Some(rest) = words.get(from..) else { return words.to_owned() };
    let Some(and_so_on) = rest.find('等') else { return words.to_owned() };
    let behind = rest.get(and_so_on..).unwrap_or("");
    let end = WAYS.iter().filter_map(|way| behind.find(way).map(|at| at + way.len())).min();
    let Some(end) = end.filter(|end| *end <= 30) else { return words.to_owned() };
    let cut = behind.get(..end).unwrap_or("");
    if cut.contains("其他") || cut.contains("其它") || cut.contains('#') {
        return words.to_owned();
    }
    format!("{}{}", words.get(..from).unwrap_or(""), behind.get(end..).unwrap_or(""))
}
