//! Traditional characters become simplified ones, where a text is written in them. The dictionaries are those of
//! OpenCC (`assets/opencc`).

use std::collections::HashMap;
use std::sync::LazyLock;

use encoding_rs::GB18030;

use super::super::characters::is_han;

const CHARACTERS: &str = include_str!("../../../assets/opencc/TSCharacters.txt");
const PHRASES: &str = include_str!("../../../assets/opencc/TSPhrases.txt");

/// The characters that the table below has by place: most of them. The rest are looked up.
const FIRST: u32 = 0x3400;
const LAST: u32 = 0x9FFF;

/// How a character is written simplified.
#[derive(Debug, Clone, Copy)]
struct Simplified {
    to: char,
    /// It is no character of GB 2312: nobody who writes simplified Chinese has it.
    is_traditional_only: bool,
}

struct Dictionary {
    by_place: Vec<Option<Simplified>>,
    others: HashMap<char, Simplified>,
    /// Words that are written otherwise than character by character, by their first one; longest first.
    phrases: HashMap<char, Vec<(&'static str, &'static str)>>,
}

static DICTIONARY: LazyLock<Dictionary> = LazyLock::new(Dictionary::read);

impl Dictionary {
    fn read() -> Self {
        let mut dictionary = Self {
            by_place: vec![None; (LAST - FIRST + 1) as usize],
            others: HashMap::new(),
            phrases: HashMap::new(),
        };
        for (key, value) in entries(CHARACTERS) {
            let (Some(from), Some(to)) = (key.chars().next(), value.chars().next()) else { continue };
            let simplified = Simplified { to, is_traditional_only: !is_gb2312(from) };
            if from != to {
                match dictionary.by_place.get_mut((from as u32).wrapping_sub(FIRST) as usize) {
                    Some(place) => *place = Some(simplified),
                    None => _ = dictionary.others.insert(from, simplified),
                }
            }
        }
        for (key, value) in entries(PHRASES) {
            if let Some(first) = key.chars().next() {
                dictionary.phrases.entry(first).or_default().push((key, value));
            }
        }
        for phrases in dictionary.phrases.values_mut() {
            phrases.sort_by_key(|(key, _)| std::cmp::Reverse(key.len()));
        }
        dictionary
    }

    fn of(&self, c: char) -> Option<Simplified> {
        match self.by_place.get((c as u32).wrapping_sub(FIRST) as usize) {
            Some(simplified) => *simplified,
            None if is_han(c) => self.others.get(&c).copied(),
            None => None,
        }
    }
}

/// Keys and the most usual of their values.
fn entries(file: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    file.lines().filter(|line| !line.starts_with('#')).filter_map(|line| {
        let (key, values) = line.split_once('\t')?;
        Some((key, values.split(' ').next()?))
    })
}

fn is_gb2312(c: char) -> bool {
    let mut buffer = [0; 4];
    let (bytes, ..) = GB18030.encode(c.encode_utf8(&mut buffer));
    matches!(*bytes, [lead, trail] if (0xB0..=0xF7).contains(&lead) && trail >= 0xA1)
}

/// Whether texts, all of one document, are written in traditional characters: one in fifty at least is written so
/// only there. A simplified report that names a 陳姓 person keeps the name as it is.
pub(super) fn is_traditional<'a>(texts: impl Iterator<Item = &'a str>) -> bool {
    let (mut all, mut traditional) = (0usize, 0usize);
    for c in texts.flat_map(str::chars).filter(|c| is_han(*c)) {
        all += 1;
        traditional += usize::from(DICTIONARY.of(c).is_some_and(|simplified| simplified.is_traditional_only));
    }
    traditional * 50 >= all && (traditional >= 2 || traditional * 5 >= all) && traditional > 0
}

/// Writes a text simplified.
pub(super) fn simplify(text: &mut String) {
    let dictionary = &*DICTIONARY;
    if !text.chars().any(|c| dictionary.of(c).is_some()) {
        return;
    }
    let mut simplified = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(c) = rest.chars().next() {
        let phrases = dictionary.phrases.get(&c).into_iter().flatten();
        let phrase = phrases.copied().find(|(key, _)| rest.starts_with(key));
        let length = match phrase {
            Some((key, value)) => {
                simplified.push_str(value);
                key.len()
            }
            None => {
                simplified.push(dictionary.of(c).map_or(c, |simplified| simplified.to));
                c.len_utf8()
            }
        };
        rest = rest.get(length..).unwrap_or_default();
    }
    *text = simplified;
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let mut simplified = text.to_owned();
        if is_traditional([text].into_iter()) {
            simplify(&mut simplified);
        }
        assert_eq!(simplified, expected);
    }

    #[test]
    fn traditional_text_becomes_simplified() {
        check("全年共收到政府信息公開申請215件，辦結68件。", "全年共收到政府信息公开申请215件，办结68件。");
        check("統計數", "统计数");
        // Converted back and forth by machine: 制度, 全面, 江干区.
        check("江幹區建立製度，全麵公開", "江干区建立制度，全面公开");
        check("乾隆年間，幹部曬乾菜", "乾隆年间，干部晒干菜");
    }

    #[test]
    fn simplified_text_stays_as_it_is() {
        for text in [
            "著作权、乾隆、覆盖、徵",
            "金塘镇镇长陳某在全年工作总结中指出，收到政府信息公开申请二百一十五件，均已按时办结，群众对此表示满意和认可。",
            "",
            "215",
        ] {
            check(text, text);
        }
    }
}
