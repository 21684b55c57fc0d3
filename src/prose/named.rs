//! Which indicator a clause names: the words right before a number, with what may stand around them.

use crate::form::{Cell, CellId, Form, Test, Year};

/// The words by which a cell is named in a sentence.
#[derive(Debug, Clone)]
pub struct Names {
    /// The cell.
    pub cell: CellId,
    /// Ways to say it, each of at least [`LEAST`] characters: `收到申请`, `信函申请`.
    pub stems: Vec<String>,
    /// Pairs of characters that tell what it is about.
    pub pairs: Vec<String>,
}

/// A shorter name could be part of anything.
const LEAST: usize = 4;

/// What ends the name of an indicator and is not said in a sentence.
const ENDINGS: [&str; 5] = ["数量", "次数", "总数", "情况", "数"];

impl Names {
    /// Of every cell of a form, facts included.
    pub fn of(form: &Form) -> Vec<Self> {
        form.ids()
            .map(|id| {
                let cell = form.cell(id);
                Self { cell: id, stems: stems(form, cell), pairs: pairs(cell) }
            })
            .collect()
    }
}

fn stems(form: &Form, cell: &Cell) -> Vec<String> {
    let names = match cell.key.rsplit_once('.') {
        None => vec![cell.key.to_string(), bare(cell.label())],
        // A place in a matrix has no name of its own; the total of a row is called as the row is.
        Some((row, _)) if is_total_of(form, cell, row) => {
            cell.path.rsplit('/').nth(1).map(bare).into_iter().collect()
        }
        Some(_) => Vec::new(),
    };
    let mut stems: Vec<String> = names
        .iter()
        .map(|name| stem(name).trim_start_matches("本年度").trim_start_matches("本年"))
        .map(str::to_owned)
        .collect();
    stems.retain(|stem| stem.chars().count() >= LEAST);
    stems.dedup();
    stems
}

fn pairs(cell: &Cell) -> Vec<String> {
    let mut words = format!("{}/{}", cell.key, bare(cell.label()));
    for common in ["政府信息", "公开", "工作", "情况", "数量", "总计", "其他", "本年", "上年", "数"]
    {
        words = words.replace(common, "/");
    }
    let mut pairs = super::wording::pairs(&words);
    pairs.sort();
    pairs.dedup();
    pairs
}

/// Whether a cell is the sum of the others in its row of a matrix.
fn is_total_of(form: &Form, cell: &Cell, row: &str) -> bool {
    let is_in_row = |id: CellId| form.cell(id).key.rsplit_once('.').is_some_and(|(of, _)| of == row);
    form.relations.iter().any(|relation| {
        matches!(relation.test, Test::Sums(_))
            && matches!(relation.left.as_slice(), [only] if form.cell(only.cell).key == cell.key)
            && relation.right.len() > 1
            && relation.right.iter().all(|term| term.year == Year::This && is_in_row(term.cell))
    })
}

/// A label without its number, without 其中 and without what stands in brackets.
fn bare(label: &str) -> String {
    let mut bare = String::new();
    let mut depth = 0_usize;
    for c in label.chars() {
        match c {
            '（' | '(' => depth += 1,
            '）' | ')' => depth = depth.saturating_sub(1),
            _ if depth > 0 => {}
            c if super::wording::is_chinese(c) => bare.push(c),
            _ => bare.clear(),
        }
    }
    bare.trim_start_matches("其中").to_owned()
}

fn stem(name: &str) -> &str {
    ENDINGS.iter().find_map(|ending| name.strip_suffix(ending)).unwrap_or(name)
}

/// How a clause names a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Naming {
    /// It has words of its name.
    Hinted(usize),
    /// It has its whole name, with other words around it.
    Said,
}

/// How the words before a number, from the beginning of its clause, name a cell; `None` where they do
/// not.
pub fn naming(names: &Names, clause: &str) -> Option<Naming> {
    if names.stems.iter().any(|stem| clause.contains(stem.as_str())) {
        return Some(Naming::Said);
    }
    let shared = names.pairs.iter().filter(|pair| clause.contains(pair.as_str())).count();
    (shared > 0).then_some(Naming::Hinted(shared))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::editions;

    #[test]
    fn a_clause_names_a_cell_by_its_words() {
        let form = editions::named("2014").unwrap();
        let all = Names::of(&form);
        let check = |clause: &str, key: &str, expected: Option<Naming>| {
            let cell = form.find(key).unwrap();
            let names = all.iter().find(|names| names.cell == cell).unwrap();
            assert_eq!(naming(names, clause), expected, "{clause}");
        };
        check("2018年全年共收到申请", "收到申请数", Some(Naming::Said));
        check("金塘镇收到申请数为", "收到申请数", Some(Naming::Said));
        check("县公安局收到申请", "收到申请数", Some(Naming::Said));
        check("收到申请中属于教育的", "收到申请数", Some(Naming::Said));
        check("行政复议案件", "行政复议数量", Some(Naming::Said));
        check("行政复议案件被纠正", "行政复议数量", Some(Naming::Said));
        check("召开会议", "收到申请数", None);
    }
}
