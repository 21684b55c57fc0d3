//! Blanks inside words: `统 计 指 标`, `2018 年`. Those that part columns stay: `收到申请数 件 215`.

use super::super::characters::{is_han, is_mark};

/// Where a text stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum In {
    /// In a paragraph or a line, which may have columns.
    Paragraph,
    /// In a cell, which has none.
    Cell,
}

/// A text with a mark of a sentence and so many characters has no columns.
const SENTENCE: usize = 24;
/// A run of so many blanks parts columns, but in a cell.
const COLUMN: usize = 3;

/// Takes blanks out that stand inside words.
pub(super) fn mend(text: &mut String, place: In) {
    if !text.contains([' ', '\t']) {
        return;
    }
    let is_sentence = || {
        text.contains(['，', '。', '；', '、', '：', ','])
            && text.chars().filter(|c| is_han(*c)).take(SENTENCE).count() == SENTENCE
    };
    let words_run_on = place == In::Cell || is_sentence();
    let mut mended = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(at) = rest.find([' ', '\t']) {
        let (word, from) = rest.split_at(at);
        mended.push_str(word);
        let after = from.trim_start_matches([' ', '\t']);
        let (blanks, _) = from.split_at(from.len() - after.len());
        let joins = match (mended.chars().next_back(), after.chars().next()) {
            (Some(last), Some(next)) => {
                let few = blanks.len() < COLUMN && !blanks.contains('\t');
                let around = Around { before: &mended, word, after, last, next };
                (place == In::Cell || few) && around.joins(words_run_on)
            }
            _ => true,
        };
        if !joins {
            mended.push_str(if place == In::Cell { " " } else { blanks });
        }
        rest = after;
    }
    mended.push_str(rest);
    *text = mended;
}

/// What stands around blanks.
struct Around<'a> {
    /// All before, mended.
    before: &'a str,
    /// The last word of it, as it stood between blanks.
    word: &'a str,
    after: &'a str,
    last: char,
    next: char,
}

impl Around<'_> {
    /// Whether it is one word.
    fn joins(&self, words_run_on: bool) -> bool {
        let Self { last, next, .. } = *self;
        let is_chinese = |c: char| is_han(c) || is_mark(c);
        if last == '\n' || next == '\n' {
            return true;
        }
        match (last.is_ascii_digit(), next.is_ascii_digit()) {
            (true, false) if matches!(next, '年' | '月' | '日' | '%') => true,
            (true, false) => words_run_on && is_chinese(next),
            // The number of a heading keeps its blank: 一 概述.
            (false, true) => words_run_on && is_chinese(last) && !is_number_of_heading(self.before),
            (true, true) => false,
            (false, false) if !is_chinese(last) || !is_chinese(next) => false,
            (false, false) if is_number_of_heading(self.before) => false,
            (false, false) => words_run_on || is_mark(last) || is_mark(next) || self.is_spaced_out(),
        }
    }

    /// A word whose characters stand apart.
    fn is_spaced_out(&self) -> bool {
        self.word.chars().count() == 1 && self.after.chars().nth(1).is_none_or(char::is_whitespace)
    }
}

/// `一`, `十二`: nothing else stands before.
fn is_number_of_heading(before: &str) -> bool {
    !before.is_empty() && before.chars().all(|c| "一二三四五六七八九十".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(place: In, text: &str, expected: &str) {
        let mut mended = text.to_owned();
        mend(&mut mended, place);
        assert_eq!(mended, expected);
    }

    #[test]
    fn words_spaced_out_are_put_together() {
        check(In::Cell, "统 计 指 标", "统计指标");
        check(In::Cell, "总    计", "总计");
        check(In::Cell, "商业 企业", "商业企业");
        check(In::Cell, "商业 \n 企业", "商业\n企业");
        check(In::Paragraph, "统 计 指 标", "统计指标");
        check(In::Paragraph, "一 概 述", "一 概述");
    }

    #[test]
    fn a_sentence_has_no_blanks_among_its_words() {
        check(
            In::Paragraph,
            "2018 年，金塘 镇政府共收到政府信息公开申请 215 件，其中信函申请 68 件，均已办结。",
            "2018年，金塘镇政府共收到政府信息公开申请215件，其中信函申请68件，均已办结。",
        );
        check(In::Paragraph, "（2018 年度）", "（2018年度）");
    }

    #[test]
    fn what_parts_columns_stays() {
        check(In::Paragraph, "收到申请数 件 215", "收到申请数 件 215");
        check(In::Paragraph, "统 计 指 标   单 位   统 计 数", "统计指标   单位   统计数");
        check(In::Paragraph, "规章 0 0 25", "规章 0 0 25");
        check(In::Paragraph, "1.政府网站\t259", "1.政府网站\t259");
        check(In::Cell, "12 月 3 日", "12月3日");
        check(In::Cell, "Word 2016 文档", "Word 2016文档");
    }
}
