//! Last year's figures and what became of them, in the words of the sheet and the right pane.

use rust_decimal::Decimal;

use crate::draft::Draft;
use crate::form::CellId;

/// Last year's value of a cell as it is shown; `None` where there is none.
pub fn shown(draft: &Draft, cell: CellId) -> Option<String> {
    draft.last_year(cell).map(|entry| entry.value.to_string())
}

/// This year's number less last year's; `None` where one of them is no number.
pub fn change(draft: &Draft, cell: CellId) -> Option<Decimal> {
    draft.number(cell)?.checked_sub(last_number(draft, cell)?)
}

/// The change in per cent of last year's number, to one place; `None` where there was nothing.
pub fn percent(draft: &Draft, cell: CellId) -> Option<Decimal> {
    let before = last_number(draft, cell)?;
    if before <= Decimal::ZERO {
        return None;
    }
    let share = change(draft, cell)?.checked_div(before)?.checked_mul(Decimal::ONE_HUNDRED)?;
    Some(share.round_dp(1).normalize())
}

/// A change with its sign: `+3`, `-2`, `0`.
pub fn signed(change: Decimal) -> String {
    let change = change.normalize();
    match change > Decimal::ZERO {
        true => format!("+{change}"),
        false => change.to_string(),
    }
}

/// What a screen reader says of a cell besides its name and value.
pub fn spoken(draft: &Draft, cell: CellId) -> Option<String> {
    let last = shown(draft, cell)?;
    Some(match change(draft, cell) {
        Some(change) if change > Decimal::ZERO => format!("上年 {last}，增加 {}", change.normalize()),
        Some(change) if change < Decimal::ZERO => format!("上年 {last}，减少 {}", change.abs().normalize()),
        Some(_) => format!("上年 {last}，持平"),
        None => format!("上年 {last}"),
    })
}

/// What may stand small in a cell, the longest first: the one that fits is shown.
pub fn in_cell(draft: &Draft, cell: CellId) -> Vec<String> {
    let Some(last) = shown(draft, cell) else { return Vec::new() };
    let long = change(draft, cell).map(|change| format!("上年 {last}  {}", signed(change)));
    long.into_iter().chain([format!("上年 {last}"), last]).collect()
}

fn last_number(draft: &Draft, cell: CellId) -> Option<Decimal> {
    draft.last_year(cell)?.value.number()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft::{Edit, Entry};
    use crate::form::{Year, editions};

    /// What is told of a cell that holds `now` and held `before`: the change, per cent, spoken.
    fn check(now: &str, before: &str, expected: (Option<&str>, Option<&str>, Option<&str>)) {
        let form = editions::named("2014").expect("the edition");
        let cell = form.find("收取费用").expect("the key exists");
        let of_cell = form.cell(cell).clone();
        let mut draft = Draft::new(form, 2018, "某镇");
        for (year, text) in [(Year::This, now), (Year::Last, before)] {
            let entries = vec![(of_cell.key.clone(), Entry::typed(text, of_cell.kind))];
            draft.apply(Edit::Entries { year, entries }).expect("the cell exists");
        }
        let got = (change(&draft, cell).map(signed), percent(&draft, cell).map(signed), spoken(&draft, cell));
        let expected =
            (expected.0.map(str::to_owned), expected.1.map(str::to_owned), expected.2.map(str::to_owned));
        assert_eq!(got, expected, "{now} after {before}");
    }

    #[test]
    fn a_change_has_its_sign_and_a_share_only_of_what_there_was() {
        check("15", "12", (Some("+3"), Some("+25"), Some("上年 12，增加 3")));
        check("2", "3", (Some("-1"), Some("-33.3"), Some("上年 3，减少 1")));
        check("1.50", "1.5", (Some("0"), Some("0"), Some("上年 1.5，持平")));
        check("5", "0", (Some("+5"), None, Some("上年 0，增加 5")));
    }

    #[test]
    fn blank_is_no_number_to_compare_with() {
        check("", "12", (None, None, Some("上年 12")));
        check("15", "", (None, None, None));
        check("/", "12", (None, None, Some("上年 12")));
        check("15", "约12", (None, None, Some("上年 约12")));
    }
}
