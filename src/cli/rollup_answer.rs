//! What `nianbao rollup` says of the units and their sums: for a script and for people.

use std::collections::BTreeMap;

use serde::Serialize;

use super::screen::one_line;
use crate::check::{self, Standing};
use crate::draft::{Draft, Value};
use crate::form::{Cell, Form};
use crate::rollup::{Collection, StateKind, Unit};

/// So many figures that are in no sum are listed for people; the rest is counted.
const MOST_TEXTS: usize = 50;

/// The answer for a script.
#[derive(Serialize)]
pub(super) struct Answer<'a> {
    agency: &'a str,
    year: u16,
    edition: &'a str,
    counts: serde_json::Map<String, serde_json::Value>,
    units: Vec<Line<'a>>,
    /// By key; a cell of which no unit said anything is left out.
    sums: serde_json::Map<String, serde_json::Value>,
}

#[derive(Serialize)]
struct Line<'a> {
    unit: &'a str,
    file: &'a str,
    scope: &'static str,
    state: &'static str,
    counted: bool,
    message: String,
    fails: u32,
    queries: u32,
    open: u32,
    /// By key, what is no number and so in no sum.
    not_added: BTreeMap<&'a str, String>,
    faults: Vec<Told<'a>>,
}

#[derive(Serialize)]
struct Told<'a> {
    rule: &'a str,
    standing: &'static str,
    place: &'a str,
    message: &'a str,
    found: &'a str,
}

#[derive(Serialize)]
struct CellAnswer {
    /// `null` where no unit gave a number or said 不适用.
    value: Option<String>,
    numbers: u32,
    blanks: u32,
    not_applicable: u32,
    texts: u32,
    /// What has to be asked about the sum; `null` where it stands by itself.
    ask: Option<String>,
}

pub(super) fn answer(collection: &Collection) -> Answer<'_> {
    let target = collection.target();
    let counts = collection.counts().into_iter().map(|(kind, count)| (kind.name().to_owned(), count.into()));
    let sums = collection.sums();
    let cells = target.form.ids().zip(sums.sums()).filter_map(|(id, sum)| {
        let cell = target.form.cell(id);
        let value = sum.value(cell).map(|value| value.to_string());
        if value.is_none() && sum.texts == 0 {
            return None;
        }
        let texts = (sum.texts > 0).then(|| format!("{} 个单位填的读不成数字，没有计入", sum.texts));
        let asks = target.form.asks(id).filter(|_| sum.above_zero > 1).map(str::to_owned);
        let asks: Vec<String> = asks.into_iter().chain(texts).collect();
        let answer = CellAnswer {
            value,
            numbers: sum.numbers,
            blanks: sum.blanks,
            not_applicable: sum.not_applicable,
            texts: sum.texts,
            ask: (!asks.is_empty()).then(|| asks.join("；")),
        };
        Some((cell.key.to_string(), serde_json::to_value(answer).ok()?))
    });
    Answer {
        agency: &target.agency,
        year: target.year,
        edition: &target.form.edition,
        counts: counts.collect(),
        units: collection.units().iter().map(|unit| line(unit, &target.form)).collect(),
        sums: cells.collect(),
    }
}

/// The cells of a unit that hold what is no number, with what they hold.
fn texts<'a>(unit: &'a Unit, form: &'a Form) -> impl Iterator<Item = (&'a Cell, String)> {
    let filled = unit.found.iter().flat_map(|found| found.figures.filled(form));
    filled.filter_map(|(cell, value)| match value {
        Value::Text(text) => Some((form.cell(cell), text)),
        _ => None,
    })
}

fn line<'a>(unit: &'a Unit, form: &'a Form) -> Line<'a> {
    let found = unit.found.as_deref();
    let faults = found.map_or(&[][..], |found| &found.faults).iter();
    Line {
        unit: &unit.name,
        file: &unit.file,
        scope: unit.scope().name(),
        state: unit.state.kind().name(),
        counted: unit.is_counted(),
        message: unit.sentence(),
        fails: found.map_or(0, |found| found.fails),
        queries: found.map_or(0, |found| found.queries),
        open: found.map_or(0, |found| found.open),
        not_added: match unit.is_counted() {
            true => texts(unit, form).map(|(cell, text)| (&*cell.key, text)).collect(),
            false => BTreeMap::new(),
        },
        faults: faults
            .map(|fault| Told {
                rule: &fault.rule,
                standing: fault.standing.name(),
                place: &fault.place,
                message: &fault.title,
                found: &fault.sentence,
            })
            .collect(),
    }
}

pub(super) fn readable(collection: &Collection, draft: &Draft) -> String {
    let target = collection.target();
    let agency = if target.agency.is_empty() { "汇总单位未写明" } else { &target.agency };
    let mut lines = vec![format!("{agency}　{} 年度　汇总　{} 版式", target.year, target.form.edition)];
    let counts: Vec<String> =
        collection.counts().into_iter().map(|(kind, count)| format!("{} {count}", kind.name())).collect();
    let expected = match collection.roster().units.len() {
        0 => String::new(),
        units => format!("应报 {units} 个单位："),
    };
    lines.push(format!("{expected}{}", counts.join("　")));
    lines.push(format!("计入汇总 {} 份", collection.counted().count()));
    for kind in StateKind::ALL.into_iter().filter(|kind| kind.needs_someone()) {
        let units: Vec<&Unit> = collection.of_state(kind).collect();
        if units.is_empty() {
            continue;
        }
        lines.extend([String::new(), format!("{}（{} 个）", kind.name(), units.len())]);
        for unit in units {
            let file = match (unit.name.is_empty(), unit.file.is_empty()) {
                (false, false) => format!("（{}）", unit.file),
                _ => String::new(),
            };
            lines.push(format!("  {}{file}：{}", unit.title(), unit.sentence()));
            let faults = unit.found.as_deref().map_or(&[][..], |found| &found.faults).iter();
            if kind == StateKind::Failing {
                lines.extend(
                    faults
                        .filter(|fault| fault.standing == Standing::Fails)
                        .map(|fault| format!("    {}：{}　{}", fault.place, fault.title, fault.sentence)),
                );
            }
        }
    }
    let not_added = collection.counted().flat_map(|unit| {
        texts(unit, &target.form)
            .map(move |(cell, text)| format!("  {}　{}：{text}", unit.title(), cell.name))
    });
    let not_added: Vec<String> = not_added.collect();
    if !not_added.is_empty() {
        lines.extend([String::new(), format!("读不成数字、没有计入汇总（{} 处）", not_added.len())]);
        let rest = not_added.len().saturating_sub(MOST_TEXTS);
        lines.extend(not_added.into_iter().take(MOST_TEXTS));
        lines.extend((rest > 0).then(|| format!("  另有 {rest} 处，见 --json")));
    }
    let verdicts = check::check(draft);
    let problems = check::problems(draft, &verdicts);
    let problems: Vec<_> = problems
        .into_iter()
        .filter(|(standing, _)| matches!(standing, Standing::Fails | Standing::Query))
        .collect();
    if !problems.is_empty() {
        lines.extend([String::new(), format!("汇总数的审核（{} 处）", problems.len())]);
        lines.extend(problems.iter().map(|(standing, verdict)| {
            let formula = check::formula(draft, verdict);
            format!("  {}　{}　{formula}", standing.name(), check::title(draft, verdict))
        }));
    }
    lines.iter().map(|line| one_line(line) + "\n").collect()
}
