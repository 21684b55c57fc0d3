//! Verdicts in words, for the window and the command line alike.

use rust_decimal::Decimal;

use super::{About, Outcome, Verdict};
use crate::draft::{Draft, Entry, Value};
use crate::form::{CellId, Relation, Subject, Term, Test, Year, editions};

/// From this many terms on, a side is shortened to those that are not zero.
const LONG: usize = 9;

/// As wide as the other signs.
const MINUS: char = '－';

/// What the rule demands, or for an entry or text what is wrong with it.
pub fn title(draft: &Draft, verdict: &Verdict) -> String {
    let form = draft.form();
    match verdict.about {
        About::Relation { .. } => verdict.shown_rule(form).message.clone(),
        About::Sum { cell, .. } if verdict.rule(form).subject == Subject::AskedSums => {
            form.asks(cell).unwrap_or_default().to_owned()
        }
        About::Sum { .. } | About::Units => verdict.rule(form).message.clone(),
        About::Entry(cell) => {
            let cell_of = form.cell(cell);
            let misread = draft.value(cell).and_then(|value| value.misread(cell_of.kind));
            misread.map(|misread| misread.message()).unwrap_or_default()
        }
        About::Year => {
            let known = match editions::for_year(draft.year()) {
                Some(right) => format!("应使用 {} 版式（{}）", right.edition, right.document),
                None => "没有全国统一的版式".to_owned(),
            };
            format!("{} 年度{known}；{}", draft.year(), editions::years(form))
        }
        About::Field(field) if draft.field(field).trim().is_empty() => format!("{}未填写", field.name()),
        About::Field(field) => {
            format!("{}“{}”不是日期，应写作 2019-01-16", field.name(), draft.field(field))
        }
    }
}

/// Where it is: the name of the cell or text that a click should lead to.
pub fn place(draft: &Draft, verdict: &Verdict) -> String {
    match verdict.about {
        About::Field(field) => field.name().to_owned(),
        About::Year => "年度".to_owned(),
        About::Units => "各单位".to_owned(),
        About::Relation { .. } | About::Entry(_) | About::Sum { .. } => {
            verdict.cells(draft.form()).first().map(|cell| name(draft, *cell)).unwrap_or_default()
        }
    }
}

/// The relation with its numbers: `收到申请数 215 ≠ 213 ＝ 当面申请数（未填）＋…＋信函申请数 145`.
pub fn formula(draft: &Draft, verdict: &Verdict) -> String {
    if let About::Sum { cell, .. } = verdict.about {
        return sum_formula(draft, verdict, cell);
    }
    let About::Relation { id, left, right } = verdict.about else { return String::new() };
    let relation = draft.form().relation(id);
    let comparison = match relation.test {
        Test::Sums(comparison) => comparison,
        Test::Jump(_) if verdict.outcome == Outcome::Unknown => return String::new(),
        Test::Jump(times) => {
            let name = relation.left.first().map(|term| name(draft, term.cell)).unwrap_or_default();
            return format!("{name}：本年 {left}，上年 {right}{}；超过 {times} 倍须核实", ratio(left, right));
        }
        Test::Unlike { .. } => return String::new(),
    };
    let holds = match verdict.outcome {
        Outcome::Holds | Outcome::Unknown => true,
        Outcome::Open(carry) => carry.is_zero(),
        Outcome::Broken => false,
    };
    let sign = match (verdict.outcome, holds) {
        // Nothing is claimed of what is not filled in.
        (Outcome::Unknown, _) => "对",
        (_, true) => comparison.sign(),
        (_, false) => comparison.broken_sign(),
    };
    let line = common_line(draft, relation);
    let lead = line.map(|line| format!("{line}：")).unwrap_or_default();
    format!(
        "{lead}{} {sign} {}",
        side(draft, relation, &relation.left, left, None),
        side(draft, relation, &relation.right, right, Some(relation.constant)),
    )
}

/// `收到申请数：汇总 213 ≠ 各单位之和 215`, or what the units came to where it only may be counted twice.
fn sum_formula(draft: &Draft, verdict: &Verdict, cell: CellId) -> String {
    let or_blank = |text: Option<String>| text.unwrap_or_else(|| "（空白）".to_owned());
    let key = &draft.form().cell(cell).key;
    let sum = draft.sources().and_then(|sources| sources.sum(key));
    let name = name(draft, cell);
    match verdict.rule(draft.form()).subject {
        Subject::AskedSums => {
            let (value, units) = sum.map_or((String::new(), 0), |sum| (sum.value.to_string(), sum.units));
            format!("{name}：{units} 个单位共 {value}")
        }
        _ => {
            let (value, sum) = (draft.shown(cell), sum.map(|sum| sum.value.to_string()));
            format!("{name}：汇总 {} ≠ 各单位之和 {}", or_blank(value), or_blank(sum))
        }
    }
}

/// Which units are not in the sums, by name as far as a line holds them.
fn wanted_units(draft: &Draft) -> String {
    const MOST: usize = 12;
    let wanted = draft.sources().map(|sources| sources.wanted()).unwrap_or_default();
    let named: Vec<&str> = wanted.iter().take(MOST).copied().collect();
    let more = if wanted.len() > MOST { "等" } else { "" };
    format!("还缺 {} 个单位的数字：{}{more}", wanted.len(), named.join("、"))
}

/// How many times this year is last year, to one decimal; empty where last year is zero.
fn ratio(now: Decimal, before: Decimal) -> String {
    match now.checked_div(before) {
        Some(times) if times >= Decimal::ONE => format!("，是上年的 {} 倍", times.round_dp(1).normalize()),
        Some(part) => format!("，是上年的 {}%", (part * Decimal::ONE_HUNDRED).round_dp(1).normalize()),
        None => String::new(),
    }
}

/// The row or column of a matrix in which all cells of a relation stand: it is said once.
fn common_line<'a>(draft: &'a Draft, relation: &Relation) -> Option<&'a str> {
    let form = draft.form();
    let names: Vec<(&str, &str)> =
        relation.terms().map(|term| form.cell(term.cell).name.split_once('·')).collect::<Option<_>>()?;
    let (row, column) = *names.first()?;
    if names.iter().all(|(other, _)| *other == row) {
        Some(row)
    } else if names.iter().all(|(_, other)| *other == column) {
        Some(column)
    } else {
        None
    }
}

/// A name without the line that has been said already.
fn within<'a>(name: &'a str, line: Option<&str>) -> &'a str {
    let Some(line) = line else { return name };
    match name.split_once('·') {
        Some((row, column)) if row == line => column,
        Some((row, column)) if column == line => row,
        _ => name,
    }
}

/// What to know at a glance: `两侧 215 与 213，差 2；当面申请数、传真申请数未填`.
pub fn sentence(draft: &Draft, verdict: &Verdict) -> String {
    let About::Relation { id, left, right } = verdict.about else {
        return match verdict.about {
            About::Entry(cell) => {
                let text = draft.shown(cell).unwrap_or_default();
                format!("{}填的是“{text}”", name(draft, cell))
            }
            About::Sum { cell, .. } => match verdict.difference() {
                zero if zero.is_zero() => sum_formula(draft, verdict, cell),
                more if more.is_sign_positive() => format!("比各单位之和多 {more}"),
                less => format!("比各单位之和少 {}", less.abs()),
            },
            About::Units => wanted_units(draft),
            _ => String::new(),
        };
    };
    match draft.form().relation(id).test {
        Test::Sums(_) => {}
        Test::Jump(_) if verdict.outcome == Outcome::Broken => {
            return format!("本年 {left}，上年 {right}{}", ratio(left, right));
        }
        Test::Unlike { .. } if verdict.outcome == Outcome::Broken => {
            return format!("不为零的 {left} 处全部相等");
        }
        Test::Jump(_) | Test::Unlike { .. } if verdict.outcome == Outcome::Holds => return "符合".to_owned(),
        Test::Jump(_) | Test::Unlike { .. } => return "没有上年数，不能比较".to_owned(),
    }
    let blank = verdict.blank_cells(draft);
    let names = list(draft, &blank);
    let difference = verdict.difference().abs();
    match verdict.outcome {
        Outcome::Holds => "符合".to_owned(),
        Outcome::Unknown if verdict.lacks_last_year(draft) => "没有上年数，不能比较".to_owned(),
        Outcome::Unknown => "尚未填写齐全，暂不能核对".to_owned(),
        Outcome::Open(carry) if carry.is_zero() => format!("已相符，{names}未填，如确为零可补 0"),
        Outcome::Open(_) => format!("两侧为 {left} 与 {right}，差 {difference}；{names}未填"),
        Outcome::Broken => format!("两侧为 {left} 与 {right}，差 {difference}"),
    }
}

/// The names of cells; the rest of a long list is counted.
fn list(draft: &Draft, cells: &[CellId]) -> String {
    const SHOWN: usize = 6;
    let names: Vec<String> = cells.iter().take(SHOWN).map(|cell| name(draft, *cell)).collect();
    match cells.len() {
        0..=SHOWN => names.join("、"),
        all => format!("{}等 {all} 项", names.join("、")),
    }
}

fn name(draft: &Draft, cell: CellId) -> String {
    draft.form().cell(cell).name.clone()
}

fn side(
    draft: &Draft,
    relation: &Relation,
    terms: &[Term],
    sum: Decimal,
    constant: Option<Decimal>,
) -> String {
    let constant = constant.filter(|constant| !constant.is_zero());
    match (terms, constant) {
        ([], _) => sum.to_string(),
        ([single], None) => term_words(draft, relation, single),
        _ => {
            let long = terms.len() >= LONG;
            let zero = |term: &&Term| match draft.term(term).map(|entry| &entry.value) {
                None | Some(Value::NotApplicable) => true,
                Some(Value::Text(_)) => false,
                Some(value) => value.number().is_some_and(|number| number.is_zero()),
            };
            let shown: Vec<&Term> = terms.iter().filter(|term| !(long && zero(term))).collect();
            let hidden = terms.len() - shown.len();
            let mut words: Vec<String> = shown.iter().map(|term| term_words(draft, relation, term)).collect();
            if hidden > 0 {
                let any_blank = terms.iter().any(|term| draft.term(term).is_none());
                let rest = if any_blank { "为 0 或未填" } else { "均为 0" };
                words.push(format!("其余 {hidden} 项{rest}"));
            }
            if let Some(constant) = constant {
                words.push(signed(constant, constant.abs().to_string()));
            }
            format!("{sum}（{}）", added(&words))
        }
    }
}

/// Words of a number behind its minus, where it has one.
fn signed(number: Decimal, words: String) -> String {
    if number.is_sign_negative() { format!("{MINUS}{words}") } else { words }
}

/// A sum as it is written: `新收 5＋上年结转 1－撤销 2`.
fn added(words: &[String]) -> String {
    let mut sum = String::new();
    for word in words {
        if !sum.is_empty() && !word.starts_with(MINUS) {
            sum.push('＋');
        }
        sum.push_str(word);
    }
    sum
}

fn term_words(draft: &Draft, relation: &Relation, term: &Term) -> String {
    let mixed = relation.terms().any(|term| term.year == Year::Last);
    let year = match (mixed, term.year) {
        (true, Year::This) => "本年",
        (true, Year::Last) => "上年",
        (false, _) => "",
    };
    let times = match term.coefficient.abs() {
        one if one == Decimal::ONE => String::new(),
        times => format!("{times}×"),
    };
    let value = match draft.term(term) {
        Some(Entry { value: Value::Text(text), .. }) => format!("“{text}”"),
        Some(entry) => format!(" {}", entry.value),
        None => "（未填）".to_owned(),
    };
    let name = name(draft, term.cell);
    let words = format!("{times}{year}{}{value}", within(&name, common_line(draft, relation)));
    signed(term.coefficient, words)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::check;
    use crate::draft::{Edit, Entry};
    use crate::form::editions;

    /// The formula of a relation after these figures are typed.
    fn formula_of(edition: &str, relation: &str, figures: &[(&str, &str)]) -> String {
        let form = editions::named(edition).unwrap();
        let mut draft = Draft::new(form.clone(), form.first_year, "金塘镇");
        for (key, text) in figures {
            let (year, key) = match key.strip_prefix("上年 ") {
                Some(key) => (Year::Last, key),
                None => (Year::This, *key),
            };
            let cell = form.cell(form.find(key).unwrap());
            let entries = vec![(cell.key.clone(), Entry::typed(text, cell.kind))];
            draft.apply(Edit::Entries { year, entries }).unwrap();
        }
        let verdicts = check(&draft);
        let of_relation =
            |verdict: &&Verdict| verdict.relation().is_some_and(|id| form.relation(id).name == relation);
        formula(&draft, verdicts.iter().find(of_relation).unwrap())
    }

    #[test]
    fn a_sum_that_does_not_close_shows_both_sides() {
        let figures = [("收到申请数", "215"), ("网络申请数", "68"), ("信函申请数", "145")];
        assert_eq!(
            formula_of("2014", "14-01", &figures),
            "收到申请数 215 ≠ 213（当面申请数（未填）＋传真申请数（未填）＋网络申请数 68＋信函申请数 145）"
        );
    }

    #[test]
    fn the_line_of_a_matrix_is_said_once() {
        let figures = [
            ("申请.新收.自然人", "5"),
            ("申请.上年结转.自然人", "1"),
            ("申请.办理总计.自然人", "4"),
            ("申请.结转下年.自然人", "2"),
        ];
        assert_eq!(
            formula_of("2021", "21-01[自然人]", &figures),
            "自然人：6（新收 5＋上年结转 1） ＝ 6（办理总计 4＋结转下年 2）"
        );
    }

    #[test]
    fn what_is_taken_away_stands_behind_its_minus() {
        let figures =
            [("规章.现行有效", "12"), ("上年 规章.现行有效", "10"), ("规章.制发", "3"), ("规章.废止", "2")];
        assert_eq!(
            formula_of("2021", "21-06[规章]", &figures),
            "规章：本年现行有效 12 ≠ 11（上年现行有效 10＋本年制发 3－本年废止 2）"
        );
        assert_eq!(added(&["－撤销 2".to_owned(), "新收 5".to_owned()]), "－撤销 2＋新收 5");
    }
}
