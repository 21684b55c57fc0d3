//! Lines of even length that break where the words do: titles (GB/T 9704-2012 7.3.1: 词意完整、排列对称、
//! 长短适宜) and the heads of tables.

use std::ops::Range;

use super::class::{self, Break};
use super::linebreak::Prose;

/// Words of such titles; a line is not broken inside one if that can be helped, and gladly before or after it.
const WORDS: [&str; 27] = [
    "政府信息公开",
    "工作年度报告",
    "年度报告",
    "人民政府",
    "街道办事处",
    "办事处",
    "办公室",
    "委员会",
    "管理局",
    "监督管理局",
    "社会保障",
    "自然资源",
    "情况统计表",
    "年度",
    "行政机关",
    "公益",
    "组织",
    "服务机构",
    "科研机构",
    "勾稽关系",
    "本年度",
    "办理结果",
    "管理委员会",
    "领导小组",
    "服务中心",
    "开发区",
    "行政执法",
];

/// Titles longer than this, in characters, are broken like any text: the search would take too long.
const MOST_CHARACTERS: usize = 160;

/// Breaks `text` into as few lines as `measure` points allow, and those even.
pub(super) fn balanced(text: &Prose, measure: f32) -> Vec<Range<usize>> {
    let greedy = text.lines(measure, measure, false);
    if greedy.len() < 2 || text.len() > MOST_CHARACTERS {
        return greedy;
    }
    best(text, measure, greedy.len()).unwrap_or(greedy)
}

/// The cheapest way to break into exactly `count` lines; `None` where there is none.
fn best(text: &Prose, measure: f32, count: usize) -> Option<Vec<Range<usize>>> {
    let length = text.len();
    let characters = text.characters();
    let seams: Vec<f32> = (1..=length).map(|end| seam(text, &characters, end)).collect();
    let mean = text.width(0..length) / count as f32;
    // costs[end] = cheapest cost of the lines so far up to `end`, and where the last of them begins.
    let mut costs: Vec<Option<f32>> = vec![None; length + 1];
    if let Some(first) = costs.first_mut() {
        *first = Some(0.0);
    }
    let mut begins: Vec<Vec<usize>> = Vec::new();
    for _ in 0..count {
        let mut next: Vec<Option<f32>> = vec![None; length + 1];
        let mut begin = vec![0; length + 1];
        for (start, cost) in costs.iter().enumerate().filter_map(|(start, cost)| Some((start, (*cost)?))) {
            for end in start + 1..=length {
                if !text.fits(start..end, measure) {
                    break;
                }
                let Some(seam) = seams.get(end - 1).filter(|seam| seam.is_finite()) else { continue };
                let uneven = (text.width(start..end) - mean) / text.em();
                let total = cost + uneven * uneven + seam;
                if let (Some(known), Some(from)) = (next.get_mut(end), begin.get_mut(end))
                    && known.is_none_or(|known| total < known)
                {
                    (*known, *from) = (Some(total), start);
                }
            }
        }
        costs = next;
        begins.push(begin);
    }
    costs.last().copied().flatten()?;
    let mut end = length;
    let mut lines: Vec<Range<usize>> = Vec::with_capacity(count);
    for begin in begins.iter().rev() {
        let start = *begin.get(end)?;
        lines.push(start..end);
        end = start;
    }
    lines.reverse();
    Some(lines)
}

/// What it costs to end a line at `end`: nothing after a word, much inside one, infinitely much where it is
/// forbidden.
fn seam(text: &Prose, characters: &[char], end: usize) -> f32 {
    let (Some(before), Some(after)) = (characters.get(end - 1), characters.get(end)) else { return 0.0 };
    match text.break_after(end - 1) {
        Break::Never | Break::Number | Break::Token => return f32::INFINITY,
        Break::Soft => return 30.0,
        Break::Free => {}
    }
    let mut cost: f32 = 6.0;
    for word in WORDS {
        let word: Vec<char> = word.chars().collect();
        let starts = end.saturating_sub(word.len())..=end;
        for start in
            starts.filter(|start| characters.get(*start..).is_some_and(|rest| rest.starts_with(&word)))
        {
            let inside = start < end && end < start + word.len();
            cost = if inside { cost.max(20.0) } else { cost.min(1.0) };
        }
    }
    if class::is_blank_behind(*before) || *before == '年' && after.is_alphanumeric() {
        cost = cost.min(0.5);
    }
    if after.is_ascii_digit() || class::is_blank_before(*after) {
        cost = cost.min(1.0);
    }
    cost
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::typeset::linebreak::Style;
    use crate::typeset::{FontBook, Role};

    fn check(text: &str, measure: f32, expected: &[&str]) {
        let fonts = FontBook::bundled(None).unwrap();
        let prose = Prose::new(text, Style::new(Role::Title, 10.0), &fonts);
        let lines: Vec<String> = balanced(&prose, measure * 10.0)
            .into_iter()
            .map(|line| prose.set(line, None).iter().map(|glyph| glyph.character).collect())
            .collect();
        assert_eq!(lines, expected);
    }

    #[test]
    fn a_title_breaks_between_words() {
        check(
            "金塘镇人民政府2018年政府信息公开工作年度报告",
            20.0,
            &["金塘镇人民政府2018年", "政府信息公开工作年度报告"],
        );
        check(
            "云川市市场监督管理局2023年政府信息公开工作年度报告",
            20.0,
            &["云川市市场监督管理局2023年", "政府信息公开工作年度报告"],
        );
    }

    #[test]
    fn a_side_head_breaks_after_its_number() {
        check("（三）不予公开", 4.7, &["（三）", "不予公开"]);
        check("社会公益组织", 3.1, &["社会公", "益组织"]);
    }

    #[test]
    fn a_short_title_stays_on_its_line() {
        check("政府信息公开情况统计表", 20.0, &["政府信息公开情况统计表"]);
        check("", 20.0, &[]);
    }
}
