//! Tables of Markdown, whole or broken by a conversion that gave each cell a line of its own; boxes drawn with
//! lines, too.

use super::lines::{Found, Rows};

/// The table that begins at the first line, if one does.
pub(super) fn table<'a>(lines: &[&'a str]) -> Option<Found<'a>> {
    let line = |at: usize| lines.get(at).copied().unwrap_or_default();
    let is_whole = is_separator(line(1)) && line(0).contains(is_pipe);
    if !is_whole && !is_piped(line(0)) && !(is_separator(line(0)) && is_piped(line(1))) {
        return None;
    }
    let mut rows: Rows<'a> = Vec::new();
    let mut first = None;
    let mut end = 0;
    for (at, &text) in lines.iter().enumerate() {
        if is_separator(text) {
            end = at + 1;
            continue;
        }
        // The head of another table: what follows its line of dashes.
        let begins_another = at > 0 && is_rule(line(at + 1)) && !rows.is_empty();
        if begins_another || !(is_piped(text) || (is_whole && text.contains(is_pipe))) {
            break;
        }
        first.get_or_insert(at);
        rows.push(cells(text));
        end = at + 1;
    }
    // Lines of dashes without a row say nothing.
    Some(Found { rows, first: first.unwrap_or(0), lines: end.max(1) })
}

fn is_pipe(c: char) -> bool {
    matches!(c, '|' | '｜' | '│' | '┃' | '║')
}

/// A row says so itself by a pipe at one of its ends. Inside a line it may stand between the links of a page.
fn is_piped(line: &str) -> bool {
    let line = line.trim();
    line.starts_with(is_pipe) || line.ends_with(is_pipe)
}

/// Dashes below the head of a Markdown table.
fn is_rule(line: &str) -> bool {
    line.contains('-') && line.contains('|') && is_separator(line)
}

/// A line that only separates: `|---|:-:|`, `├──┼──┤`, `+---+---+`.
fn is_separator(line: &str) -> bool {
    let is_dash = |c: char| c == '-' || ('\u{2500}'..='\u{257F}').contains(&c) && !is_pipe(c);
    line.contains(is_dash)
        && line.contains(|c: char| is_pipe(c) || c == '+' || ('\u{250C}'..='\u{254B}').contains(&c))
        && line.chars().all(|c| is_dash(c) || is_pipe(c) || c.is_whitespace() || matches!(c, ':' | '+' | '='))
}

/// The cells of a row. A pipe at its beginning or end belongs to no cell.
fn cells(line: &str) -> Vec<(u32, &str)> {
    let line = line.trim();
    let line = line.strip_prefix(is_pipe).unwrap_or(line);
    let line = line.strip_suffix(is_pipe).unwrap_or(line);
    (0..).zip(line.split(is_pipe)).collect()
}

#[cfg(test)]
mod tests {
    use super::super::super::tests_shown::shown;
    use super::super::read;
    use crate::import::budget::Budget;

    fn check(text: &str, expected: &[&str]) {
        let source = read(text, &mut Budget::default()).unwrap();
        assert_eq!(shown(&source), expected);
    }

    #[test]
    fn a_whole_table_keeps_its_columns() {
        check(
            "### 第二十条第（一）项\n| 信息内容 | 本年制发件数 |\n|---|:-:|\n| 规章 | 0 |\n| 行政规范性文件 | |\n其他",
            &["1#3: 第二十条第（一）项", "2| 信息内容 | 本年制发件数 / 规章 | 0 / 行政规范性文件", "6: 其他"],
        );
        check("指标 | 件数\n--- | ---\n收到申请数 | 215", &["1| 指标 | 件数 / 收到申请数 | 215"]);
    }

    #[test]
    fn a_broken_table_has_rows_of_differing_length() {
        check(
            "第二十条第(五)项 | |||\n信息内容 |\n本年处理决定数量 | ||\n行政许可 |\n46209 | ||\n三、其他",
            &["1| 第二十条第(五)项 / 信息内容 / 本年处理决定数量 / 行政许可 / 46209", "6: 三、其他"],
        );
        check("规章 |\n|\n0 |", &["1| 规章 / / 0"]);
    }

    #[test]
    fn a_line_of_dashes_tells_where_the_next_table_begins() {
        check(
            "| 重复申请 | 6 |\n|---|---|\n| 7 | 8 |\n|---|---|\n| 其他 | 9 |",
            &["1| 重复申请 | 6", "3| 7 | 8 / 其他 | 9"],
        );
    }

    #[test]
    fn drawn_boxes_are_tables_and_links_are_not() {
        check(
            "┌────┬──┐\n│收到申请数│215│\n├────┼──┤\n│办结数　　│ 68│\n└────┴──┘",
            &["2| 收到申请数 | 215 / 办结数 | 68"],
        );
        check("首页 | 政务公开 | 年报", &["1: 首页 | 政务公开 | 年报"]);
    }
}
