//! What a unit has to mend as a text that can be sent as it is.

use std::collections::BTreeMap;

use super::Mend;
use crate::draft::Value;
use crate::form::Kind;
use crate::rollup::{Collection, Expected};

/// A text for one unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// The unit that it goes to.
    pub unit: String,
    /// Whom to ask there, as the roster has it: 联系人 and 电话; empty where it does not say.
    pub contact: String,
    /// The text, lines ending in a line feed.
    pub text: String,
}

/// A text for each unit that has something to mend, in the order of the list.
pub fn letters(collection: &Collection, mends: &[Mend]) -> Vec<Letter> {
    let units = &collection.roster().units;
    let expected: BTreeMap<&str, &Expected> = units.iter().map(|unit| (unit.name.as_str(), unit)).collect();
    let of_units = mends.chunk_by(|a, b| a.unit == b.unit);
    of_units.map(|of_unit| letter(collection, &expected, of_unit)).collect()
}

fn letter(collection: &Collection, expected: &BTreeMap<&str, &Expected>, mends: &[Mend]) -> Letter {
    let target = collection.target();
    let unit = mends.first().map_or("", |mend| &mend.unit);
    let file = mends.first().map_or("", |mend| &mend.file);
    let what = format!("{}年度政府信息公开工作年度报告", target.year);
    let mut lines = vec![format!("{unit}：")];
    match (file.is_empty(), mends) {
        (true, [missing]) => {
            lines.push(format!("　　你单位的{what}还没有收到。{}。谢谢配合。", missing.action));
        }
        _ => {
            lines.push(format!(
                "　　你单位报来的{what}（{file}）已经收到。经核对，有以下{}处请予补正：",
                mends.len()
            ));
            lines.extend((1..).zip(mends).map(|(number, mend)| item(number, mend)));
            lines.push("　　如有疑问，请与我们联系。谢谢配合。".to_owned());
        }
    }
    if !target.agency.is_empty() {
        lines.push(format!("　　　　　　　　{}", target.agency));
    }
    let contact = expected.get(unit).map(|expected| format!("{} {}", expected.contact, expected.phone));
    Letter {
        unit: unit.to_owned(),
        contact: contact.unwrap_or_default().trim().to_owned(),
        text: lines.iter().map(|line| format!("{line}\n")).collect(),
    }
}

fn item(number: usize, mend: &Mend) -> String {
    let is_number = |text: &str| Value::read(text, Kind::Money).is_some_and(|value| value.number().is_some());
    // What is no number is told by the problem itself.
    let numbers = match (is_number(&mend.now), is_number(&mend.due)) {
        (true, true) => format!("填的是 {}，按勾稽关系应为 {}。", mend.now, mend.due),
        (true, false) => format!("填的是 {}。", mend.now),
        (false, _) => String::new(),
    };
    let problem = mend.problem.trim_end_matches('。');
    format!("　　{number}. {}：{numbers}{problem}。{}。", mend.place, mend.action)
}
