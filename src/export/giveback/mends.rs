//! What each unit has to send, to mend or to explain, each with the numbers that show it.

use std::collections::{BTreeMap, BTreeSet};

use crate::check::{self, About, Outcome, Standing, Verdict};
use crate::draft::{Draft, Edit, Entry, Origin, Value};
use crate::error::Error;
use crate::form::{CellId, Comparison, Form, Kind, Relation, Test, Year};
use crate::rollup::{Collection, Found, State, Unit};

/// One thing that a unit has to send, to mend or to explain. All texts are for people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mend {
    /// 单位; the file's name where nobody knows whose it is.
    pub unit: String,
    /// The file that it is about; empty where none came.
    pub file: String,
    /// 问题: what is wrong.
    pub problem: String,
    /// 位置: the cells or the text, with the part of the form.
    pub place: String,
    /// 现在的数: what stands there.
    pub now: String,
    /// 应当: what it is held against.
    pub due: String,
    /// 怎么办: what the unit is asked to do.
    pub action: String,
}

/// Cells of which two files of a unit differ are told one by one up to so many.
const MOST_DIFFERENCES: usize = 20;
/// So many names of cells are listed; the rest is counted.
const MOST_NAMES: usize = 8;

/// What the units have to mend, in the order of the list. What only the office can settle (a file set aside, figures
/// that are in another's 汇总) is not among it.
///
/// # Errors
/// Figures do not fit their form: a fault of the program.
pub fn mends(collection: &Collection) -> Result<Vec<Mend>, Error> {
    let mut mends = Vec::new();
    let mut told: BTreeSet<&str> = BTreeSet::new();
    for unit in collection.units() {
        match &unit.state {
            State::In | State::Failing(_) => {
                if let Some(found) = &unit.found {
                    mends.extend(of_checks(unit, found, &collection.target().form)?);
                }
            }
            State::Open(open) => mends.extend(of_questions(unit, *open)),
            // All its files at once.
            State::Twice(_) if told.insert(&unit.name) => mends.extend(of_several(collection, unit)),
            State::Twice(_) => {}
            state => mends.extend(of_state(collection, unit, state)),
        }
    }
    Ok(mends)
}

fn mend(unit: &Unit, [problem, place, now, due, action]: [&str; 5]) -> Mend {
    Mend {
        unit: unit.title().to_owned(),
        file: unit.file.clone(),
        problem: problem.to_owned(),
        place: place.to_owned(),
        now: now.to_owned(),
        due: due.to_owned(),
        action: action.to_owned(),
    }
}

/// What is wrong with a file as a whole.
fn of_state(collection: &Collection, unit: &Unit, state: &State) -> Option<Mend> {
    let target = collection.target();
    let year = target.year;
    let due_year = format!("{year} 年度");
    Some(match state {
        State::Missing => {
            let action = format!("请尽快报送 {year} 年度的底稿、Word 或 Excel 文件");
            mend(unit, ["还没有报来", "整份报告", "未报", &due_year, &action])
        }
        State::Blank => {
            let action = "没有发生的填 0，不适用的填“/”，其余填实际数，重新报送";
            mend(unit, ["表里一个数也没有填", "整张统计表", "空白", "填好的统计表", action])
        }
        State::WrongYear(Some(other)) => {
            let action =
                format!("如是误报了其他年度的，请改报 {year} 年度的；如是年度写错，请改正后重新报送");
            let problem = format!("报来的是 {other} 年度的，应报 {year} 年度的");
            mend(unit, [&problem, "年度", &format!("{other} 年度"), &due_year, &action])
        }
        State::WrongYear(None) => {
            let action = format!("请在标题里写明 {year} 年，重新报送");
            mend(unit, ["没有写明年度", "年度", "（没有写明）", &due_year, &action])
        }
        State::WrongEdition(edition) => {
            let due = format!("{} 版式（{}）", target.form.edition, target.form.document);
            let action = format!("请按 {} 版式重新填写后报送", target.form.edition);
            let problem = format!("用的是 {edition} 版式，{year} 年度应用 {due}");
            mend(unit, [&problem, "版式", &format!("{edition} 版式"), &due, &action])
        }
        State::Unreadable(error) => {
            let hint = if error.hint.is_empty() { "请另存后重新报送" } else { &error.hint };
            let action = format!("{}，确认打得开后重新报送", hint.trim_end_matches('。'));
            mend(unit, [&error.what, "整个文件", "读不出", "打得开的完整文件", &action])
        }
        State::NotExpected(near) => {
            let now = if unit.name.is_empty() { "（没有写明）" } else { &unit.name };
            let due = near.as_deref().unwrap_or("名册上的单位名称");
            let problem = format!("报来的单位名称对不上名册：{now}");
            mend(unit, [&problem, "填报单位", now, due, "请核对单位名称，写全称后重新报送"])
        }
        State::In | State::Failing(_) | State::Open(_) | State::Twice(_) => return None,
        State::Within(_) | State::Unclear(_) | State::SetAside(_) | State::Replaced(_) | State::Result => {
            return None;
        }
    })
}

/// Figures of a document that are not stated clearly.
fn of_questions(unit: &Unit, open: u32) -> Vec<Mend> {
    let questions = unit.found.as_ref().map_or(&[][..], |found| &found.questions);
    if questions.is_empty() {
        let problem = format!("有 {open} 个数字说得不确切");
        return vec![mend(
            unit,
            [&problem, "整份报告", "", "确切的数字", "请把数字逐项填入统计表，重新报送"],
        )];
    }
    let told = questions.iter().map(|asked| {
        let problem = match asked.words.is_empty() {
            true => format!("说得不确切：{}", asked.why),
            false => format!("说得不确切：{}（文中写的是“{}”）", asked.why, asked.words),
        };
        mend(unit, [&problem, &asked.place, &asked.value, "确切的数字", "请填入统计表，写明确切的数字"])
    });
    told.collect()
}

/// Several files of one unit: where they differ.
fn of_several(collection: &Collection, unit: &Unit) -> Vec<Mend> {
    let all = || {
        let same = |other: &&Unit| other.name == unit.name && matches!(other.state, State::Twice(_));
        collection.units().iter().filter(same)
    };
    let form = &collection.target().form;
    let files: Vec<&str> = all().map(|unit| unit.file.as_str()).collect();
    let files = files.join("、");
    let action = "请说明以哪一份为准，只报这一份";
    let values: Vec<Vec<Option<Value>>> =
        all().filter_map(|unit| Some(unit.found.as_ref()?.figures.values().collect())).collect();
    let of_cell = |cell: CellId| values.iter().map(move |values| values.get(cell.index()).cloned().flatten());
    let differs = |cell: &CellId| {
        let number = |value: Option<Value>| value.map(|value| value.number().ok_or(value.to_string()));
        // Facts outside the tables do not travel in every format: a file that says nothing of them contradicts none.
        let says = |value: &Option<Value>| value.is_some() || !form.is_fact(*cell);
        let mut of_files = of_cell(*cell).filter(says).map(number);
        let first = of_files.next();
        of_files.any(|other| Some(&other) != first.as_ref())
    };
    let differing: Vec<CellId> = form.ids().filter(differs).collect();
    if differing.is_empty() {
        let problem = format!("同一单位报来几份，数字相同（{files}）");
        return vec![mend(unit, [&problem, "整份报告", "几份", "一份", action])];
    }
    let names: Vec<&str> = all().map(|unit| unit.file.as_str()).collect();
    let mut mends: Vec<Mend> = differing
        .iter()
        .take(MOST_DIFFERENCES)
        .map(|cell| {
            let shown: Vec<String> = of_cell(*cell).map(|value| shown(value.as_ref())).collect();
            let told: Vec<String> =
                names.iter().zip(&shown).map(|(file, shown)| format!("{file} 是 {shown}")).collect();
            let problem = format!("同一单位报来几份，数字不同：{}", told.join("，"));
            mend(unit, [&problem, &place(form, &[*cell]), &shown.join("、"), "一个数", action])
        })
        .collect();
    if let Some(rest) = differing.get(MOST_DIFFERENCES..).filter(|rest| !rest.is_empty()) {
        let problem = format!("同一单位报来几份，数字不同（{files}）");
        let where_else = format!("另有 {} 项", rest.len());
        mends.push(mend(unit, [&problem, &where_else, "", "一个数", action]));
    }
    mends
}

/// What the form's checks say of a unit's figures.
fn of_checks(unit: &Unit, found: &Found, form: &Form) -> Result<Vec<Mend>, Error> {
    if found.faults.is_empty() && unit.texts() == 0 {
        return Ok(Vec::new());
    }
    let draft = drafted(found, unit)?;
    let mut mends = Vec::new();
    let mut blanks: BTreeSet<CellId> = BTreeSet::new();
    for fault in &found.faults {
        match (fault.standing, fault.verdict.outcome) {
            (_, Outcome::Open(carry)) if carry.is_zero() => blanks.extend(fault.verdict.blank_cells(&draft)),
            (Standing::Fails | Standing::Query, _) => {
                let formula = check::formula(&draft, &fault.verdict);
                let problem = match formula.is_empty() {
                    true => fault.title.clone(),
                    false => format!("{}。{formula}", fault.title.trim_end_matches('。')),
                };
                let (at, now, due) = numbers(&draft, &fault.verdict);
                let at = if at.is_empty() { fault.place.clone() } else { at };
                let action = action(&draft, &fault.verdict, fault.standing);
                mends.push(mend(unit, [&problem, &at, &now, &due, &action]));
            }
            // 提示: worth a look in the office, nothing to send back for.
            _ => {}
        }
    }
    let is_told = |cell: CellId| {
        let mut of_cell = found.faults.iter().filter(|fault| fault.verdict.about == About::Entry(cell));
        of_cell.any(|fault| matches!(fault.standing, Standing::Fails | Standing::Query))
    };
    for (cell, value) in found.figures.filled(form).filter(|(cell, _)| !is_told(*cell)) {
        if let Value::Text(text) = value {
            mends.push(not_added(unit, form, cell, &text));
        }
    }
    if !blanks.is_empty() {
        let blanks: Vec<CellId> = blanks.into_iter().collect();
        let problem = format!("{} 格空白：总计已由其余各项凑足，这些格只能是 0", blanks.len());
        let action = "没有发生的请填 0，不适用的填“/”；有数的请补填并改正总计";
        mends.push(mend(unit, [&problem, &place(form, &blanks), "（空白）", "0", action]));
    }
    Ok(mends)
}

/// What stands in a cell and is no number: no check fails by it, but it is not in the sum.
fn not_added(unit: &Unit, form: &Form, cell: CellId, text: &str) -> Mend {
    let (due, action) = match form.cell(cell).kind {
        Kind::Amount => ("写明元或万元的金额", "请写明金额和单位（元或万元）后重新报送"),
        Kind::Count | Kind::Signed | Kind::Money => ("数字", "请改为数字后重新报送"),
    };
    let problem = "填的读不成数字，没有计入汇总";
    mend(unit, [problem, &place(form, &[cell]), text, due, action])
}

/// A unit's figures as a draft, so that verdicts can be put into words.
fn drafted(found: &Found, unit: &Unit) -> Result<Draft, Error> {
    let form = crate::form::editions::named(&found.edition)
        .ok_or_else(|| Error::new(format!("没有“{}”版式", found.edition)))?;
    let mut draft = Draft::new(form.clone(), found.year.unwrap_or(form.first_year), &unit.name);
    for (year, figures) in [(Year::This, &found.figures), (Year::Last, &found.last_year)] {
        let entry = |(cell, value): (CellId, Value)| {
            (form.cell(cell).key.clone(), Some(Entry { value, origin: Origin::Typed }))
        };
        draft.apply(Edit::Entries { year, entries: figures.filled(&form).map(entry).collect() })?;
    }
    Ok(draft)
}

/// Where, what stands there, and what it is held against.
fn numbers(draft: &Draft, verdict: &Verdict) -> (String, String, String) {
    let form = draft.form();
    match verdict.about {
        About::Relation { id, left, right } => {
            let relation = form.relation(id);
            match relation.test {
                Test::Sums(comparison) => {
                    let word = match comparison {
                        Comparison::Equal => "",
                        Comparison::AtMost => "不大于 ",
                        Comparison::AtLeast => "不小于 ",
                    };
                    let now = match left_cells(relation).as_slice() {
                        [cell] => shown(draft.value(*cell)),
                        _ => format!("合计 {left}"),
                    };
                    (place(form, &left_cells(relation)), now, format!("{word}{right}"))
                }
                Test::Jump(_) => (
                    place(form, &left_cells(relation)),
                    left.to_string(),
                    format!("属实的说明原因（上年 {right}）"),
                ),
                Test::Unlike { .. } => {
                    ("各表".to_owned(), format!("{left} 处与上年相同"), "本年的数".to_owned())
                }
            }
        }
        About::Entry(cell) => (place(form, &[cell]), shown(draft.value(cell)), "数字".to_owned()),
        About::Sum { cell, value, sum } => {
            let or_blank = |number: Option<rust_decimal::Decimal>| {
                number.map_or_else(|| "（空白）".to_owned(), |number| number.to_string())
            };
            (place(form, &[cell]), or_blank(value), or_blank(sum))
        }
        About::Field(field) => (field.name().to_owned(), "（空白）".to_owned(), "写明".to_owned()),
        About::Units => ("各单位".to_owned(), check::sentence(draft, verdict), "全部报来".to_owned()),
        About::Year => ("年度".to_owned(), format!("{} 年度", draft.year()), "与版式相符".to_owned()),
    }
}

fn left_cells(relation: &Relation) -> Vec<CellId> {
    relation.left.iter().filter(|term| term.year == Year::This).map(|term| term.cell).collect()
}

/// What the unit is asked to do.
fn action(draft: &Draft, verdict: &Verdict, standing: Standing) -> String {
    if standing == Standing::Query {
        return "请核对：数字有误的，改正后重新报送；属实的，请书面说明原因".to_owned();
    }
    let blanks = verdict.blank_cells(draft);
    if matches!(verdict.outcome, Outcome::Open(_)) && !blanks.is_empty() {
        return format!("请补填{}（没有发生的填 0），使两边相符", names(draft.form(), &blanks));
    }
    match verdict.about {
        About::Relation { .. } | About::Sum { .. } => {
            let difference = verdict.difference().abs();
            let suspects = check::suspects(draft, verdict);
            let first = match suspects.is_empty() {
                true => String::new(),
                false => format!("，先看{}", names(draft.form(), &suspects)),
            };
            format!("两边相差 {difference}，请逐项核对{first}，改到相符后重新报送")
        }
        About::Entry(_) => "请改为数字（没有发生的填 0，不适用的填“/”）后重新报送".to_owned(),
        About::Field(_) => "请补填后重新报送".to_owned(),
        About::Units => "请收齐下级单位的数字后重新汇总报送".to_owned(),
        About::Year => "请按本年度的版式重新填写后报送".to_owned(),
    }
}

/// Cells by name, with the part of the form that they stand in, which is said once.
fn place(form: &Form, cells: &[CellId]) -> String {
    let mut sections: BTreeMap<&str, Vec<CellId>> = BTreeMap::new();
    for cell in cells {
        sections.entry(form.cell(*cell).section()).or_default().push(*cell);
    }
    let told: Vec<String> = sections
        .into_iter()
        .map(|(section, cells)| match cells.iter().any(|cell| form.is_fact(*cell)) {
            true => names(form, &cells),
            false => format!("{section}　{}", names(form, &cells)),
        })
        .collect();
    told.join("；")
}

fn names(form: &Form, cells: &[CellId]) -> String {
    let names: Vec<&str> = cells.iter().take(MOST_NAMES).map(|cell| form.cell(*cell).name.as_str()).collect();
    match cells.len() {
        0..=MOST_NAMES => names.join("、"),
        all => format!("{}等 {all} 项", names.join("、")),
    }
}

fn shown(value: Option<&Value>) -> String {
    value.map_or_else(|| "（空白）".to_owned(), Value::to_string)
}
