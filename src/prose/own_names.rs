//! What an agency calls itself, its accounts and its channels in sentences.

/// What the agency is called in full.
pub(super) struct OwnNames<'a>(pub &'a [String]);

impl OwnNames<'_> {
    /// Words with 我局 where they have the agency's name in short, as people make one: 市卫计委 has its characters from
    /// 高平市卫生和计划生育委员会, in their order.
    pub fn in_short(&self, text: &str) -> String {
        const PLACES: [char; 7] = ['省', '市', '县', '区', '旗', '州', '盟'];
        const ENDS: [char; 9] = ['局', '委', '办', '厅', '会', '署', '院', '社', '室'];
        const LONGEST: usize = 9;
        if !self.0.iter().any(|name| text.chars().any(|c| ENDS.contains(&c) && name.contains(c))) {
            return text.to_owned();
        }
        let words: Vec<char> = text.chars().collect();
        let is_own = |short: &[char]| {
            short.len() >= 3
                && self.0.iter().any(|name| {
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
        short
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_name_is_the_agencys_own() {
        let check = |name: &str, text: &str, expected: &str| {
            assert_eq!(OwnNames(&[name.to_owned()]).in_short(text), expected, "{name}: {text}");
        };
        check("高平市卫生和计划生育委员会", "市卫计委收到申请#", "我局收到申请#");
        check("青川县国家税务局", "县国税局收到申请#", "我局收到申请#");
        check("临河区人民政府办公室", "区政府办公室收到申请#", "我局收到申请#");
        check("安宁县农业局", "县农机局收到申请#", "县农机局收到申请#");
        check("金塘镇", "县财政局收到申请#", "县财政局收到申请#");
    }

    #[test]
    fn an_accounts_name_says_nothing() {
        let check = |text: &str, expected: &str| assert_eq!(without_account(text), expected);
        check("“平安德昌”官方微博公开#", "官方微博公开#");
        check("“同意公开”的#", "“同意公开”的#");
    }
}
