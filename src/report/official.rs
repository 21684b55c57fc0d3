//! Numbers as official prose writes them. All decimals are exact; rounding is half up (四舍五入), and zeros
//! at the end of a rounded decimal go: 50%, not 50.0%.

use rust_decimal::{Decimal, RoundingStrategy};

/// A number rounded half up to at most that many decimals.
pub fn rounded(number: Decimal, digits: u32) -> Decimal {
    number.round_dp_with_strategy(digits, RoundingStrategy::MidpointAwayFromZero).normalize()
}

/// A ratio as 31.6%; `None` where it is too large to calculate with.
pub fn percent(ratio: Decimal, digits: u32) -> Option<String> {
    Some(format!("{}%", rounded(ratio.checked_mul(Decimal::ONE_HUNDRED)?, digits)))
}

/// How a figure stands to last year's, as words that may follow 比上年: 增长12.5%, 下降3.1%, 持平. From zero
/// there is no percentage, so the difference is told: 增加12件. What rounds to nothing is 基本持平.
pub fn growth(this: Decimal, last: Decimal, unit: &str, digits: u32) -> Option<String> {
    let change = this.checked_sub(last)?;
    if change.is_zero() {
        return Some("持平".to_owned());
    }
    if last <= Decimal::ZERO || this < Decimal::ZERO {
        return difference(this, last, unit);
    }
    let share = change.abs().checked_div(last)?;
    if rounded(share.checked_mul(Decimal::ONE_HUNDRED)?, digits).is_zero() {
        return Some("基本持平".to_owned());
    }
    let word = if change > Decimal::ZERO { "增长" } else { "下降" };
    Some(format!("{word}{}", percent(share, digits)?))
}

/// 增加12件, 减少3件, 持平.
pub fn difference(this: Decimal, last: Decimal, unit: &str) -> Option<String> {
    let change = this.checked_sub(last)?.normalize();
    Some(match change {
        change if change.is_zero() => "持平".to_owned(),
        change if change > Decimal::ZERO => format!("增加{change}{unit}"),
        change => format!("减少{}{unit}", change.abs()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn percentages_round_half_up() {
        let check = |this: &str, whole: &str, digits: u32, expected: &str| {
            assert_eq!(percent(number(this) / number(whole), digits).unwrap(), expected);
        };
        check("68", "215", 1, "31.6%");
        check("1", "2", 1, "50%");
        check("1005", "100000", 2, "1.01%");
        check("1", "3", 0, "33%");
        check("0", "7", 1, "0%");
    }

    #[test]
    fn growth_is_told_in_words() {
        let check = |this: &str, last: &str, expected: &str| {
            assert_eq!(
                growth(number(this), number(last), "件", 1).as_deref(),
                Some(expected),
                "{this} {last}"
            );
        };
        check("9", "8", "增长12.5%");
        check("31", "32", "下降3.1%");
        check("5", "5", "持平");
        check("0", "0", "持平");
        check("12", "0", "增加12件");
        check("0", "4", "下降100%");
        check("10001", "10000", "基本持平");
        check("-3", "4", "减少7件");
        check("3.50", "0", "增加3.5件");
    }
}
