//! One way to say an indicator, and whether a clause says just that.

use std::cell::OnceCell;
use std::collections::BTreeMap;

use super::phrases;

/// A way to say an indicator: words in their order, `#` where the number stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Phrase {
    /// The words; between them only fillers may stand. One of them is `#`.
    words: Vec<String>,
    /// The words without `#`.
    bare: Vec<String>,
    /// Characters of the words: of two phrases that fit, the longer one says more.
    pub length: usize,
}

impl Phrase {
    /// Reads a phrase as the book has it: words parted by blanks.
    pub fn new(written: &str) -> Self {
        let mut words: Vec<String> = written.split_whitespace().map(str::to_owned).collect();
        if !words.iter().any(|word| word == "#") {
            words.push("#".to_owned());
        }
        let length = words.iter().map(|word| word.chars().count()).sum::<usize>() - 1;
        let bare = words.iter().filter(|word| *word != "#").cloned().collect();
        Self { words, bare, length }
    }

    /// Its first word: a text without it is no place for the phrase.
    pub fn first(&self) -> &str {
        self.bare.first().map_or("", String::as_str)
    }

    /// A text without the words of the phrase.
    pub fn cut_from(&self, text: &str) -> String {
        self.bare.iter().fold(text.to_owned(), |text, word| text.replacen(word.as_str(), "", 1))
    }

    /// Whether a text says the phrase and nothing else but fillers.
    pub fn is_all_of(&self, text: &Laid<'_>) -> bool {
        is_all(&self.words, text)
    }

    /// The same for a clause that has no number: 未收到申请.
    pub fn is_all_without_number(&self, text: &Laid<'_>) -> bool {
        is_all(&self.bare, text)
    }

    /// Whether a text has the words of the phrase in their order, with few others around and between.
    pub fn is_in(&self, text: &str, fillers: &Fillers) -> bool {
        const OTHERS: usize = 10;
        if self.length < 4 {
            return false;
        }
        let (mut rest, mut others) = (text, 0);
        for word in &self.words {
            let Some(at) = rest.find(word.as_str()) else { return false };
            others += fillers.left_of(rest.get(..at).unwrap_or(""));
            rest = rest.get(at + word.len()..).unwrap_or("");
        }
        others + fillers.left_of(rest) <= OTHERS
    }
}

/// A text with the fillers at its places, found once for all phrases that are tried on it.
pub(super) struct Laid<'t> {
    text: &'t str,
    fillers: &'t Fillers,
    /// By byte: the lengths of the fillers that begin there, the longest first.
    places: Vec<OnceCell<Vec<usize>>>,
}

impl Laid<'_> {
    fn fillers_at(&self, at: usize) -> &[usize] {
        let found = || self.fillers.at(self.text.get(at..).unwrap_or("")).map(String::len).collect();
        self.places.get(at).map_or(&[], |place| place.get_or_init(found))
    }
}

fn is_all(words: &[String], text: &Laid<'_>) -> bool {
    words.iter().all(|word| text.text.contains(word.as_str())) && fits(words, text, 0, &mut 400)
}

/// Whether a text from a byte on is these words in their order, with fillers before, between and behind them.
/// `tries` bounds the work on texts made to be slow.
fn fits(words: &[String], text: &Laid<'_>, at: usize, tries: &mut usize) -> bool {
    *tries = tries.saturating_sub(1);
    if *tries == 0 {
        return false;
    }
    let rest = text.text.get(at..).unwrap_or("");
    match words.split_first() {
        None if rest.is_empty() => return true,
        Some((word, behind))
            if rest.starts_with(word.as_str()) && fits(behind, text, at + word.len(), tries) =>
        {
            return true;
        }
        _ => {}
    }
    text.fillers_at(at).iter().any(|length| fits(words, text, at + length, tries))
}

/// The words that change nothing, by their first character; those of the agency and the year with them.
#[derive(Debug, Clone, Default)]
pub(super) struct Fillers {
    by_first: BTreeMap<char, Vec<String>>,
}

impl Fillers {
    /// Those of the list, and more.
    pub fn new<'a>(more: impl IntoIterator<Item = &'a str>) -> Self {
        let mut fillers = Self::default();
        let listed = phrases::FILLERS.lines().map(|word| -> &str { word });
        for word in listed.chain(more).filter(|word| !word.is_empty()) {
            if let Some(first) = word.chars().next() {
                fillers.by_first.entry(first).or_default().push(word.to_owned());
            }
        }
        for words in fillers.by_first.values_mut() {
            words.sort_by_key(|word| std::cmp::Reverse(word.len()));
            words.dedup();
        }
        fillers
    }

    /// A text to try phrases on.
    pub fn over<'t>(&'t self, text: &'t str) -> Laid<'t> {
        Laid { text, fillers: self, places: vec![OnceCell::new(); text.len()] }
    }

    /// The fillers that a text begins with, the longest first.
    fn at<'a>(&'a self, text: &'a str) -> impl Iterator<Item = &'a String> + 'a {
        let words = text.chars().next().and_then(|first| self.by_first.get(&first));
        words.into_iter().flatten().filter(move |word| text.starts_with(word.as_str()))
    }

    /// How many characters of a text are no fillers.
    fn left_of(&self, mut text: &str) -> usize {
        let mut left = 0;
        loop {
            text = self.skip(text);
            let Some(first) = text.chars().next() else { return left };
            left += 1;
            text = text.get(first.len_utf8()..).unwrap_or("");
        }
    }

    /// What is left of a text behind the fillers that it begins with.
    pub fn skip<'a>(&self, mut text: &'a str) -> &'a str {
        while let Some(filler) = self.at(text).next() {
            text = text.get(filler.len()..).unwrap_or("");
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(phrase: &str, text: &str, expected: bool) {
        let fillers = Fillers::new(["2018年", "2018年度", "金塘镇"]);
        assert_eq!(Phrase::new(phrase).is_all_of(&fillers.over(text)), expected, "{phrase}: {text}");
    }

    #[test]
    fn fillers_stand_around_and_between() {
        check("收到 申请", "2018年全年共收到政府信息公开申请#", true);
        check("收到 # 申请", "2018年度我镇共收到#信息公开申请", true);
        check("收到 申请", "收到公安申请#", false);
        check("收到 申请", "上半年收到申请#", false);
        check("网站 发布 信息", "门户网站主动发布的动态信息达到#", false);
        check("同意公开", "不同意公开答复数#", false);
        check("同意公开", "同意公开答复的#", false);
        check("同意公开 答复", "同意公开答复的#", true);
    }

    #[test]
    fn other_words_around_a_phrase_are_found_to_be_there() {
        let fillers = Fillers::new([]);
        let check = |phrase: &str, text: &str, expected: bool| {
            assert_eq!(Phrase::new(phrase).is_in(text, &fillers), expected, "{phrase}: {text}");
        };
        check("收到 申请", "县公安局收到申请#", true);
        check("收到 申请", "收到申请#均在法定期限内", true);
        check("收到 申请", "召开会议#", false);
        check("网站 发布 信息", "门户网站主动发布的动态信息达到#", true);
        check("投诉", "投诉电话#", false);
    }
}
