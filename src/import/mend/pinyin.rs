//! Pinyin in brackets after a character, as pages for readers abroad have it: `政(zhèng)府(fǔ)`.

use pinyin::ToPinyinMulti as _;

use super::super::characters::is_han;

/// Letters of the longest word that is taken for pinyin, `zhuāng` and two syllables of it.
const LONGEST: usize = 12;

/// Takes pinyin out of a text; how often.
pub(super) fn remove(text: &mut String) -> usize {
    if !text.contains(['(', '（']) {
        return 0;
    }
    let mut kept = String::with_capacity(text.len());
    let mut removed = 0;
    let mut rest = text.as_str();
    while let Some(at) = rest.find(['(', '（']) {
        let (before, from) = rest.split_at(at);
        kept.push_str(before);
        let bracket = from.chars().next().map_or(0, char::len_utf8);
        match kept.chars().next_back().filter(|c| is_han(*c)).and_then(|c| length(c, from)) {
            Some(length) => {
                removed += 1;
                rest = from.get(length..).unwrap_or_default();
            }
            None => {
                kept.push_str(from.get(..bracket).unwrap_or_default());
                rest = from.get(bracket..).unwrap_or_default();
            }
        }
    }
    if removed > 0 {
        kept.push_str(rest);
        *text = kept;
    }
    removed
}

/// The bytes of the bracket that begins a text, if there is pinyin in it: a tone, or a reading of the character.
fn length(character: char, text: &str) -> Option<usize> {
    let inner: &str = text.strip_prefix(['(', '（'])?;
    let mut word = String::new();
    let mut has_tone = false;
    for (at, c) in inner.char_indices().take(LONGEST + 3) {
        match c {
            ')' | '）' if !word.is_empty() => {
                let is_reading = || {
                    let readings = character.to_pinyin_multi().into_iter().flatten();
                    readings.map(pinyin::Pinyin::plain).any(|plain| plain == word)
                };
                let end = text.len() - inner.len() + at + c.len_utf8();
                return (has_tone || is_reading()).then_some(end);
            }
            ' ' => {}
            'a'..='z' | 'ü' | '\'' => word.push(c),
            c if is_toned(c) => {
                has_tone = true;
                word.push(c);
            }
            _ => return None,
        }
    }
    None
}

fn is_toned(c: char) -> bool {
    "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿếềêăĕĭŏŭ".contains(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let mut mended = text.to_owned();
        remove(&mut mended);
        assert_eq!(mended, expected);
    }

    #[test]
    fn pinyin_after_a_character_goes() {
        check("政(zhèng)府(fǔ)信息公開(kāi)的(de)申請（qǐng）数", "政府信息公開的申請数");
        check("收費(fèi)215件(jiàn)。", "收費215件。");
    }

    #[test]
    fn other_brackets_stay() {
        check("金塘镇(以下简称本镇)", "金塘镇(以下简称本镇)");
        check("客户端(app)和微信(wechat)", "客户端(app)和微信(wechat)");
        check("单位(km)", "单位(km)");
        check("网站(http://jintang.gov.cn)", "网站(http://jintang.gov.cn)");
        check("半个(kāi", "半个(kāi");
    }
}
