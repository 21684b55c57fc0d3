//! Labels of a table: reduced to what tells them apart, and how alike two are.

use strsim::normalized_levenshtein;

use crate::prose::wording::is_chinese;

/// A label without numbering, brackets with their remarks, marks and blanks: `（一）收到申请数（件）` → `收到申请数`.
pub(super) fn bones(label: &str) -> String {
    let mut bones = String::new();
    let mut depth = 0_usize;
    for c in label.chars() {
        match c {
            '（' | '(' | '〔' | '[' | '【' => depth += 1,
            '）' | ')' | '〕' | ']' | '】' => depth = depth.saturating_sub(1),
            _ if depth > 0 => {}
            c if is_chinese(c) => bones.push(c),
            // 一、 and 第一、 are numbering, the mark in 维持、纠正 is not.
            '、' | '.' | '．' if is_numbering(&bones) => bones.clear(),
            _ => {}
        }
    }
    if bones.is_empty() && depth > 0 {
        // A bracket that is never closed hides nothing.
        bones = label.chars().filter(|c| is_chinese(*c)).collect();
    }
    bones.strip_prefix("其中").map(str::to_owned).unwrap_or(bones)
}

fn is_numbering(bones: &str) -> bool {
    !bones.is_empty() && bones.chars().count() <= 3 && bones.chars().all(|c| "第一二三四五六七八九十百".contains(c))
}

/// All Chinese characters of a label, remarks in brackets too.
pub(super) fn with_remarks(label: &str) -> String {
    let all: String = label.chars().filter(|c| is_chinese(*c)).collect();
    all.strip_prefix("其中").map(str::to_owned).unwrap_or(all)
}

/// A label of a form as it may be met: without and with its remarks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Known {
    short: String,
    long: String,
}

impl Known {
    /// Of the official wording.
    pub fn new(label: &str) -> Self {
        Self { short: bones(label), long: with_remarks(label) }
    }

    /// Its wording without numbering and remarks.
    pub fn bones(&self) -> &str {
        &self.short
    }

    /// How alike a met label is: 1 for the same, 0 for nothing in common.
    pub fn likeness(&self, met: &Met) -> f64 {
        if met.short.is_empty() || self.short.is_empty() {
            return 0.0;
        }
        if met.short == self.short || met.long == self.long || met.long == self.short {
            return 1.0;
        }
        // Far apart in length: not the same label, whatever they share.
        let (a, b) = (met.short.chars().count(), self.short.chars().count());
        let likely = |a: usize, b: usize| a * 5 >= b * 3 && b * 5 >= a * 3;
        let short = if likely(a, b) { normalized_levenshtein(&met.short, &self.short) } else { 0.0 };
        let (a, b) = (met.long.chars().count(), self.long.chars().count());
        let long = if likely(a, b) { normalized_levenshtein(&met.long, &self.long) } else { 0.0 };
        // A word more in front or behind (行政规范性文件, 收到申请数量) is no other label.
        let close = |a: &str, b: &str| {
            let (longer, shorter) = if a.len() > b.len() { (a, b) } else { (b, a) };
            let more = longer.chars().count() - shorter.chars().count();
            (shorter.chars().count() >= 4 && more <= 2 && (longer.starts_with(shorter) || longer.ends_with(shorter)))
                .then_some(0.9)
        };
        short.max(long).max(close(&met.short, &self.short).unwrap_or(0.0))
    }
}

/// A label as it was met.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub(super) struct Met {
    short: String,
    long: String,
}

impl Met {
    /// Of the words in a cell or a line.
    pub fn new(label: &str) -> Self {
        Self { short: bones(label), long: with_remarks(label) }
    }

    /// Whether it says nothing that could be a label.
    pub fn is_empty(&self) -> bool {
        self.long.is_empty()
    }

    /// All its characters.
    pub fn all(&self) -> &str {
        &self.long
    }

    /// Without numbering and remarks.
    pub fn bones(&self) -> &str {
        &self.short
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbering_and_remarks_are_no_part_of_a_label() {
        let check = |label: &str, expected: &str| assert_eq!(bones(label), expected, "{label}");
        check("（一）收到申请数", "收到申请数");
        check("(一)主动公开政府信息数(不同渠道和方式公开相同信息计1条)", "主动公开政府信息数");
        check("其中：主动公开规范性文件数", "主动公开规范性文件数");
        check("四、行政复议数量", "行政复议数量");
        check("1.属于国家秘密", "属于国家秘密");
        check("三、 本年度办理结果", "本年度办理结果");
        check("（七）总计", "总计");
        check("3.危及“三安全一稳定”", "危及三安全一稳定");
    }

    #[test]
    fn likeness_forgives_what_is_met_in_the_wild() {
        let like = |met: &str, known: &str| Known::new(known).likeness(&Met::new(met));
        assert_eq!(like("(一)收到申请数", "（一）收到申请数"), 1.0);
        assert!(like("规范性文件", "行政规范性文件") >= 0.9);
        assert!(like("2.没有现成信息需要另行制做", "2.没有现成信息需要另行制作") > 0.85);
        assert!(like("部分公开", "（二）部分公开（区分处理的，只计这一情形，不计其他情形）") >= 1.0);
        assert!(like("（二）被依法纠错数", "（三）其他情形数") < 0.6);
        assert!(like("1.属于国家秘密", "其中：涉及国家秘密") < 0.75);
        assert!(like("收到申请情况", "（一）收到申请数") < 0.75);
    }
}
