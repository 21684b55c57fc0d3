//! Columns that tabs or aligned blanks hold together, as programs that print or copy tables leave them. Blanks alone
//! say little: several neighbouring lines must agree.

use super::lines::{Found, Rows};
use crate::import::characters::is_wide;

/// Aligned lines that make a table.
const FEWEST: usize = 3;
/// No longer run of lines is looked at as one table.
const MOST: usize = 2_000;

/// A part of a line between runs of blanks.
#[derive(Debug, Clone, Copy)]
struct Field<'a> {
    text: &'a str,
    /// Where it stands, a Chinese character two wide.
    start: usize,
    end: usize,
}

/// Lines with tabs, at least two of them.
pub(super) fn tabbed<'a>(lines: &[&'a str]) -> Option<Found<'a>> {
    // A tab at the beginning is an indent, if no other follows.
    let has_tab = |line: &&&str| line.trim_start().contains('\t') && !line.trim().is_empty();
    let count = lines.iter().take_while(has_tab).count();
    let rows: Rows<'a> = lines.iter().take(count).map(|line| (0..).zip(line.split('\t')).collect()).collect();
    (count >= 2).then_some(Found { rows, first: 0, lines: count })
}

/// Lines whose fields stand under each other. Where they do not agree, how many were looked at: none of them begins
/// a table.
pub(super) fn aligned<'a>(lines: &[&'a str]) -> Result<Found<'a>, usize> {
    // A line with one field belongs to the table if the next one goes on, as the name of a section does.
    let mut fields: Vec<Vec<Field<'a>>> = Vec::new();
    for line in lines.iter().take(MOST) {
        let of_line = split(line);
        let goes_on =
            of_line.len() > 1 || (of_line.len() == 1 && fields.last().is_some_and(|last| last.len() > 1));
        if !goes_on {
            break;
        }
        fields.push(of_line);
    }
    while fields.last().is_some_and(|last| last.len() < 2) {
        fields.pop();
    }
    if fields.iter().filter(|line| line.len() > 1).count() < FEWEST {
        return Err(fields.len());
    }
    let rows = by_place(&fields).or_else(|| by_count(&fields)).ok_or(fields.len())?;
    Ok(Found { rows, first: 0, lines: fields.len() })
}

/// Columns are parted where no line has a character.
fn by_place<'a>(fields: &[Vec<Field<'a>>]) -> Option<Rows<'a>> {
    let mut spans: Vec<(usize, usize)> =
        fields.iter().flatten().map(|field| (field.start, field.end)).collect();
    spans.sort_unstable();
    let mut columns: Vec<(usize, usize)> = Vec::new();
    for (start, end) in spans {
        match columns.last_mut() {
            Some(last) if start <= last.1 => last.1 = last.1.max(end),
            _ => columns.push((start, end)),
        }
    }
    let column = |field: &Field<'_>| columns.partition_point(|(_, end)| *end <= field.start);
    let rows: Rows<'a> = fields
        .iter()
        .map(|line| {
            line.iter().map(|field| (u32::try_from(column(field)).unwrap_or(u32::MAX), field.text)).collect()
        })
        .collect();
    let is_parted = |row: &Vec<(u32, &str)>| row.windows(2).all(|pair| matches!(pair, [a, b] if a.0 < b.0));
    (columns.len() > 1 && rows.iter().all(is_parted)).then_some(rows)
}

/// Letters of differing width shift the columns: the same number of fields in each line tells them too.
fn by_count<'a>(fields: &[Vec<Field<'a>>]) -> Option<Rows<'a>> {
    let widest = fields.iter().map(Vec::len).max()?;
    let agree = fields.iter().filter(|line| line.len() > 1).all(|line| line.len() == widest);
    let rows = fields.iter().map(|line| (0..).zip(line.iter().map(|field| field.text)).collect());
    (agree && widest > 1).then(|| rows.collect())
}

/// The fields of a line, parted by two blanks or more.
fn split(line: &str) -> Vec<Field<'_>> {
    let mut fields: Vec<Field<'_>> = Vec::new();
    let (mut place, mut blanks) = (0, 2);
    let mut begun: Option<(usize, usize)> = None;
    let mut last_end = (0, 0);
    for (at, c) in line.char_indices() {
        let width = match c {
            '\t' => 8 - place % 8,
            c if is_wide(c) || c == '\u{3000}' => 2,
            _ => 1,
        };
        if c.is_whitespace() {
            blanks += if c == '\t' { 2 } else { width };
        } else {
            if blanks >= 2 {
                fields.extend(field(line, begun, last_end));
                begun = Some((at, place));
            }
            blanks = 0;
            last_end = (at + c.len_utf8(), place + width);
        }
        place += width;
    }
    fields.extend(field(line, begun, last_end));
    fields
}

fn field(line: &str, begun: Option<(usize, usize)>, end: (usize, usize)) -> Option<Field<'_>> {
    let (at, start) = begun?;
    Some(Field { text: line.get(at..end.0)?, start, end: end.1 })
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
    fn tabs_part_columns() {
        check(
            "统计指标\t单位\t统计数\n收到申请数\t件\t215\n1.当面申请数\t件\t\n其他",
            &["1| 统计指标 | 单位 | 统计数 / 收到申请数 | 件 | 215 / 1.当面申请数 | 件", "4: 其他"],
        );
        check(
            "\t2018年收到申请215件。\n\t其中信函68件。",
            &["1: 2018年收到申请215件。", "2: 其中信函68件。"],
        );
    }

    #[test]
    fn aligned_lines_are_a_table() {
        check(
            "统 计 指 标          单位    统计数\n\
             一、主动公开情况\n\
             （一）公开政府信息数  条     1041\n\
             1.政府公报公开数      条\n\
             2.政府网站公开数      条      259\n",
            &["1| 统 计 指 标 | 单位 | 统计数 / 一、主动公开情况 / （一）公开政府信息数 | 条 | 1041 / \
               1.政府公报公开数 | 条 / 2.政府网站公开数 | 条 | 259"],
        );
    }

    #[test]
    fn shifted_columns_are_known_by_their_number() {
        check(
            "规章  0  0  25\n行政规范性文件  3  0  291\n其他文件名称  13  1  2",
            &["1| 规章 | 0 | 0 | 25 / 行政规范性文件 | 3 | 0 | 291 / 其他文件名称 | 13 | 1 | 2"],
        );
    }

    #[test]
    fn blanks_in_a_few_lines_are_no_table() {
        check(
            "索  引  号: 330100-2019-001\n文  号:\n发布日期: 2019-03-15",
            &["1: 索  引  号: 330100-2019-001", "2: 文  号:", "3: 发布日期: 2019-03-15"],
        );
        check("附件：  统计表\n单位：  金塘镇", &["1: 附件：  统计表", "2: 单位：  金塘镇"]);
    }
}
