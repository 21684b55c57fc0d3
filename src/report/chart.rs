//! 图: figures of the draft as bars. Horizontal bars only: they hold long labels, and read in black and
//! white.

use rust_decimal::Decimal;

use super::table::printed_line;
use crate::draft::{Draft, Entry, Value};
use crate::form::{CellKey, ChartLine, ChartPlan};

/// A chart before layout.
#[derive(Debug, Clone, PartialEq)]
pub struct Chart {
    /// Name in the template: `[[图:申请渠道]]`.
    pub name: String,
    /// Printed under it, with its unit: 2018年收到政府信息公开申请的渠道（单位：件）.
    pub title: String,
    /// What it shows, in words, for who cannot see it: every bar with its figure.
    pub alt: String,
    /// Names of the one or two bars of each row, the first drawn dark, the second light with an outline: 2018年, 2017年.
    /// A legend is drawn for two.
    pub series: Vec<String>,
    /// From top to bottom, at least one.
    pub rows: Vec<ChartRow>,
}

/// One row of bars.
#[derive(Debug, Clone, PartialEq)]
pub struct ChartRow {
    /// The name of what is counted: 网络申请.
    pub label: String,
    /// One figure for each of the series, not below zero; `None`: not known, which is not zero.
    pub values: Vec<Option<Decimal>>,
    /// The cell that the first value comes from.
    pub cell: Option<CellKey>,
}

/// A chart of the draft's form with its figures; `None` where not one of a year's is known: bars of nothing
/// would look like zeros.
pub fn chart_block(draft: &Draft, plan: &ChartPlan) -> Option<Chart> {
    let rows: Vec<ChartRow> = plan.rows.iter().map(|line| row(draft, plan, line)).collect();
    let is_known = |year: usize| rows.iter().any(|row| row.values.get(year).is_some_and(Option::is_some));
    if !is_known(0) || (plan.with_last_year && !is_known(1)) {
        return None;
    }
    let with_unit = |title: String| match plan.unit.is_empty() {
        true => title,
        false => format!("{title}（单位：{}）", plan.unit),
    };
    let mut series = vec![format!("{}年", draft.year())];
    if plan.with_last_year {
        series.push(format!("{}年", draft.year().saturating_sub(1)));
    }
    let title = with_unit(printed_line(draft, &plan.title));
    let told: Vec<String> = rows.iter().map(|row| told(row, &series)).collect();
    Some(Chart {
        name: plan.name.clone(),
        alt: format!("{title}：{}。", told.join("；")),
        title,
        series,
        rows,
    })
}

fn row(draft: &Draft, plan: &ChartPlan, line: &ChartLine) -> ChartRow {
    let this = sum(line.cells.iter().map(|cell| draft.entry(*cell)));
    let last = plan.with_last_year.then(|| sum(line.cells.iter().map(|cell| draft.last_year(*cell))));
    let cell = line.cells.first().filter(|_| line.cells.len() == 1);
    ChartRow {
        label: line.label.clone(),
        values: std::iter::once(this).chain(last).collect(),
        cell: cell.map(|cell| draft.form().cell(*cell).key.clone()),
    }
}

/// The sum, where all of it is known: 不适用 adds nothing, a blank leaves it unknown, and so does what is
/// below zero or no number at all.
fn sum<'a>(entries: impl Iterator<Item = Option<&'a Entry>>) -> Option<Decimal> {
    let mut total = None;
    for entry in entries {
        match &entry?.value {
            Value::NotApplicable => {}
            value => {
                let number = value.number().filter(|number| *number >= Decimal::ZERO)?;
                total = Some(total.unwrap_or(Decimal::ZERO).checked_add(number)?);
            }
        }
    }
    total.map(|total| total.normalize())
}

/// A row in words: 网络申请2018年12、2017年未知.
fn told(row: &ChartRow, series: &[String]) -> String {
    let shown = |value: &Option<Decimal>| value.map_or("未知".to_owned(), |value| value.to_string());
    let values: Vec<String> = match row.values.as_slice() {
        [one] => vec![shown(one)],
        values => values.iter().zip(series).map(|(value, name)| format!("{name}{}", shown(value))).collect(),
    };
    format!("{}{}", row.label, values.join("、"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft::Edit;
    use crate::form::{Kind, Year, editions};

    fn entries(typed: &[(&str, &str)]) -> Vec<(CellKey, Option<Entry>)> {
        typed.iter().map(|(key, typed)| (CellKey::from(*key), Entry::typed(typed, Kind::Count))).collect()
    }

    /// The chart as its description, `-` where there is none.
    fn check(name: &str, this: &[(&str, &str)], last: &[(&str, &str)], expected: &str) {
        let mut draft = Draft::new(editions::named("2014").unwrap(), 2018, "金塘镇");
        for (year, typed) in [(Year::This, this), (Year::Last, last)] {
            draft.apply(Edit::Entries { year, entries: entries(typed) }).unwrap();
        }
        let plan = draft.form().charts.iter().find(|plan| plan.name == name).unwrap();
        let alt = chart_block(&draft, plan).map_or("-".to_owned(), |chart| chart.alt);
        assert_eq!(alt, expected);
    }

    #[test]
    fn a_chart_tells_every_bar_and_a_blank_is_not_zero() {
        let typed = [("当面申请数", "3"), ("传真申请数", "0"), ("信函申请数", "约3")];
        let title = "2018年收到政府信息公开申请的渠道（单位：件）";
        let bars = "当面申请3；传真申请0；网络申请未知；信函申请未知。";
        check("申请渠道", &typed, &[], &format!("{title}：{bars}"));
        check("申请渠道", &[], &[("当面申请数", "3")], "-");
    }

    #[test]
    fn last_year_stands_beside_this_year() {
        let title = "2018年与2017年主要指标对比（单位：件）";
        let bars = "收到申请2018年12、2017年10；办结申请2018年未知、2017年未知";
        let rest = "；行政复议2018年未知、2017年未知；行政诉讼2018年未知、2017年0。";
        let last = [("收到申请数", "10"), ("行政诉讼数量", "0")];
        check("上年对比", &[("收到申请数", "12")], &last, &format!("{title}：{bars}{rest}"));
        check("上年对比", &[("收到申请数", "12")], &[], "-");
    }

    #[test]
    fn a_sum_is_known_where_all_its_parts_are() {
        let value = |typed: &[&str]| {
            let entries: Vec<_> = typed.iter().map(|typed| Entry::typed(typed, Kind::Money)).collect();
            sum(entries.iter().map(Option::as_ref)).map(|sum| sum.to_string())
        };
        assert_eq!(value(&["1", "2.50"]).as_deref(), Some("3.5"));
        assert_eq!(value(&["1", "/"]).as_deref(), Some("1"));
        assert_eq!(value(&["/"]), None);
        assert_eq!(value(&["1", ""]), None);
    }
}
