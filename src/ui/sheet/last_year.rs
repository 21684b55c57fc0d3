//! Last year's figures and what became of them, in the words of the sheet and the right pane.

use rust_decimal::Decimal;

use crate::draft::{Draft, Value};
use crate::form::{CellId, Kind};

/// Last year's value of a cell as it is shown; `None` where there is none.
pub fn shown(draft: &Draft, cell: CellId) -> Option<String> {
    draft.last_year(cell).map(|entry| entry.value.to_string())
}

/// This year's number less last year's, amounts with a unit of their own in 万元; `None` where one
/// of them is no number.
fn change(draft: &Draft, cell: CellId) -> Option<Decimal> {
    Some(draft.number(cell)?.checked_sub(last_number(draft, cell)?)?.normalize())
}

/// The change with its sign: `+3`, `-2`, `0`, `+1.5万元`.
pub fn signed_change(draft: &Draft, cell: CellId) -> Option<String> {
    let amounts = [draft.value(cell)?, &draft.last_year(cell)?.value];
    let unit = if amounts.iter().any(|value| matches!(value, Value::Amount(..))) { "万元" } else { "" };
    Some(format!("{}{unit}", signed(change(draft, cell)?)))
}

/// The change in per cent of last year's number, to one place, with its sign; `None` where there was
/// nothing, or where the number is itself an increase.
pub fn percent(draft: &Draft, cell: CellId) -> Option<String> {
    let before = last_number(draft, cell)?;
    if before <= Decimal::ZERO || draft.form().cell(cell).kind == Kind::Signed {
        return None;
    }
    let share = change(draft, cell)?.checked_div(before)?.checked_mul(Decimal::ONE_HUNDRED)?;
    Some(format!("{}%", signed(share.round_dp(1).normalize())))
}

fn signed(change: Decimal) -> String {
    match change > Decimal::ZERO {
        true => format!("+{change}"),
        false => change.to_string(),
    }
}

/// What a screen reader says of a cell besides its name and value.
pub fn spoken(draft: &Draft, cell: CellId) -> Option<String> {
    let last = shown(draft, cell)?;
    let told = match signed_change(draft, cell) {
        None => return Some(format!("上年 {last}")),
        Some(change) => match (change.strip_prefix('+'), change.strip_prefix('-')) {
            (Some(more), _) => format!("增加 {more}"),
            (_, Some(less)) => format!("减少 {less}"),
            _ => "持平".to_owned(),
        },
    };
    Some(format!("上年 {last}，{told}"))
}

/// What may stand small in a cell, the longest first: the one that fits is shown.
pub fn in_cell(draft: &Draft, cell: CellId) -> Vec<String> {
    let Some(last) = shown(draft, cell) else { return Vec::new() };
    // No change needs no word: the two figures stand one above the other.
    let change = signed_change(draft, cell).filter(|change| change.starts_with(['+', '-']));
    let long = change.map(|change| format!("上年 {last}  {change}"));
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
        let got = (signed_change(&draft, cell), percent(&draft, cell), spoken(&draft, cell));
        let expected =
            (expected.0.map(str::to_owned), expected.1.map(str::to_owned), expected.2.map(str::to_owned));
        assert_eq!(got, expected, "{now} after {before}");
    }

    #[test]
    fn a_change_has_its_sign_and_a_share_only_of_what_there_was() {
        check("15", "12", (Some("+3"), Some("+25%"), Some("上年 12，增加 3")));
        check("2", "3", (Some("-1"), Some("-33.3%"), Some("上年 3，减少 1")));
        check("1.50", "1.5", (Some("0"), Some("0%"), Some("上年 1.5，持平")));
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
