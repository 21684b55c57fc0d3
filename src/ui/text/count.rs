//! 字数, as word processors for Chinese count: each Chinese character and mark is one, a run of Latin
//! letters and digits is one.

/// Counts of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Count {
    /// 字数.
    pub words: usize,
    /// 字符数（不计空格）.
    pub characters: usize,
}

impl std::ops::Add for Count {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self { words: self.words + other.words, characters: self.characters + other.characters }
    }
}

/// Counts a text as it is read.
pub fn count(text: &str) -> Count {
    let mut count = Count::default();
    let mut in_word = false;
    for c in text.chars() {
        if c.is_whitespace() {
            in_word = false;
            continue;
        }
        count.characters += 1;
        // Half-width marks belong to the run they stand in: 3.5, a-b.
        let is_of_word = c.is_ascii() || ('\u{C0}'..'\u{2000}').contains(&c);
        if !is_of_word || !in_word {
            count.words += 1;
        }
        in_word = is_of_word;
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_count_one_each_and_numbers_one_together() {
        let check = |text: &str, words: usize, characters: usize| {
            assert_eq!(count(text), Count { words, characters }, "{text}");
        };
        check("", 0, 0);
        check("　　收到申请。\n", 5, 5);
        check("收到申请215件，", 7, 9);
        check("3.5万元", 3, 5);
        check("PDF 和 Word", 3, 8);
        check("２１５件", 4, 4);
    }
}
