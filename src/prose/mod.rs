//! Figures in Chinese sentences: numbers found with their unit and clause, and placed in the form.
//!
//! * [`Claims`], [`Claim`]: what sentences say of a form's cells (`claim.rs`, `claims.rs`, `own_names.rs`), by the phrase book (`book.rs`,
//!   `phrase.rs`) over clauses with one number each (`clauses.rs`, `quantity.rs`, `plain.rs`)
//! * [`Reader`], [`Remark`]: what the numbers of a text say of a draft's cells (`reader.rs`)
//! * `named.rs`: which cell a clause names
//! * `wording.rs`: sentences, clauses, quotations and numbers of a text
//! * `phrases.rs`: word lists of `templates/phrases`
//!
//! A false alarm costs more than a miss: a number is said to contradict the table only where its clause
//! names one indicator, and nothing else in it could make the number another thing.

mod book;
mod claim;
mod claims;
mod clauses;
mod named;
mod own_names;
mod phrase;
pub mod phrases;
mod plain;
mod quantity;
mod reader;
pub mod wording;

use rust_decimal::Decimal;

pub use claim::{Claim, Doubt};
pub use claims::Claims;
pub use reader::{Finding, Reader, Remark};

/// An amount of money in the unit of a cell; `None` where it is not money.
fn money(amount: Decimal, unit: &str, cell: &str) -> Option<Decimal> {
    let in_yuan = |unit: &str| match unit {
        "元" => Some(Decimal::ONE),
        "万元" => Some(Decimal::from(10_000)),
        "亿元" => Some(Decimal::from(100_000_000)),
        _ => None,
    };
    if unit.is_empty() {
        // Nothing is nothing in any unit.
        return amount.is_zero().then_some(amount);
    }
    amount.checked_mul(in_yuan(unit)?)?.checked_div(in_yuan(cell)?).map(|value| value.normalize())
}
