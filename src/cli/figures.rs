//! Numbers as JSON.

use rust_decimal::Decimal;
use serde_json::Value;

/// A whole number as a JSON number; one with decimals as a text, which keeps it exact.
pub(super) fn json(number: Decimal) -> Value {
    let whole = number.fract().is_zero().then(|| number.trunc().to_string().parse::<i64>().ok()).flatten();
    whole.map_or_else(|| Value::from(number.to_string()), Value::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_numbers_are_numbers_and_decimals_stay_exact() {
        for (number, expected) in [("215", "215"), ("-2", "-2"), ("3.00", "3"), ("4068.208", "\"4068.208\"")]
        {
            assert_eq!(json(number.parse().unwrap()).to_string(), expected);
        }
    }
}
