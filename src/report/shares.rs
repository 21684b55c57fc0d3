//! The units' parts of a figure of a 汇总, as official prose lists them.

use rust_decimal::Decimal;

use super::official;
use crate::draft::{Sources, Value};

/// The most units that a sentence names.
pub const MOST_NAMED: usize = 50;
/// Decimals of a share in percent.
const DIGITS: u32 = 1;

/// `临云县财政局62件（占25.1%）、临云县教育局40件（占16.2%），其余8个单位共30件`: the largest `most` units of those that have
/// something. `None` where the draft keeps no figures of its units, none has anything, or the parts do not make the
/// figure: a corrected one is not shared out.
pub fn told(sources: &Sources, key: &str, whole: Decimal, unit: &str, most: usize) -> Option<String> {
    let number = |value: &Value| value.number().filter(|number| *number > Decimal::ZERO);
    let mut parts: Vec<(&str, Decimal)> = sources
        .counted()
        .filter_map(|of_unit| Some((of_unit.name.as_str(), number(of_unit.figures.get(key)?)?)))
        .collect();
    let all = parts.iter().try_fold(Decimal::ZERO, |all, (_, part)| all.checked_add(*part))?;
    if parts.len() < 2 || all != whole {
        return None;
    }
    // Units of the same size stay in the order of the roster.
    parts.sort_by_key(|(_, part)| std::cmp::Reverse(*part));
    let named = parts
        .iter()
        .take(most)
        .map(|(name, part)| Some(format!("{name}{}{unit}（{}）", part.normalize(), share(*part, whole)?)));
    let named: Option<Vec<String>> = named.collect();
    let rest = parts.get(most..).unwrap_or_default();
    let of_rest: Decimal = rest.iter().map(|(_, part)| *part).sum();
    let behind = match rest.len() {
        0 => String::new(),
        units => format!("，其余{units}个单位共{}{unit}", of_rest.normalize()),
    };
    Some(named?.join("、") + &behind)
}

/// A part's share of the whole in words. Rounding makes nothing of no part, and all of none.
fn share(part: Decimal, whole: Decimal) -> Option<String> {
    let exact = part.checked_div(whole)?;
    let share = official::percent(exact, DIGITS)?;
    let rounded = exact.round_dp(2 + DIGITS);
    Some(if rounded.is_zero() {
        "不足0.1%".to_owned()
    } else if rounded == Decimal::ONE && part != whole {
        "超过99.9%".to_owned()
    } else {
        format!("占{share}")
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft::{Scope, SourceUnit};

    fn check(parts: &[(&str, &str)], whole: &str, most: usize, expected: Option<&str>) {
        let unit = |(name, typed): &(&str, &str)| SourceUnit {
            name: (*name).to_owned(),
            file: String::new(),
            scope: Scope::Own,
            state: "已报".to_owned(),
            counted: true,
            wanted: false,
            figures: Value::read(typed, crate::form::Kind::Money)
                .map(|value| ("申请".into(), value))
                .into_iter()
                .collect(),
            last_year: Default::default(),
        };
        let sources = Sources { units: parts.iter().map(unit).collect(), ..Sources::default() };
        let told = told(&sources, "申请", whole.parse().unwrap(), "件", most);
        assert_eq!(told.as_deref(), expected, "{parts:?}");
    }

    #[test]
    fn the_largest_units_are_named_and_the_rest_is_counted() {
        let parts = [("教育局", "10"), ("公安局", "30"), ("档案局", "0"), ("体育局", ""), ("财政局", "60")];
        check(&parts, "100", 5, Some("财政局60件（占60%）、公安局30件（占30%）、教育局10件（占10%）"));
        check(&parts, "100", 1, Some("财政局60件（占60%），其余2个单位共40件"));
    }

    /// 259 of 642073 were told as 占0%, and the rest as 占100%.
    #[test]
    fn a_small_part_is_not_rounded_to_nothing() {
        let told = "德阳市641814件（超过99.9%）、金塘镇259件（不足0.1%）";
        check(&[("德阳市", "641814"), ("金塘镇", "259")], "642073", 5, Some(told));
        check(
            &[("德阳市", "9996"), ("金塘镇", "4")],
            "10000",
            5,
            Some("德阳市9996件（超过99.9%）、金塘镇4件（不足0.1%）"),
        );
        check(
            &[("德阳市", "999"), ("金塘镇", "1")],
            "1000",
            5,
            Some("德阳市999件（占99.9%）、金塘镇1件（占0.1%）"),
        );
    }

    #[test]
    fn what_is_not_the_sum_of_its_parts_is_not_shared_out() {
        check(&[("教育局", "10"), ("公安局", "30")], "41", 5, None);
        check(&[("教育局", "10"), ("公安局", "0")], "10", 5, None);
        check(&[("教育局", "/"), ("公安局", "")], "0", 5, None);
    }
}
