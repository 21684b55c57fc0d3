//! What a collecting office gives back and hands on: to each unit what it must mend, to others the figures of all units.
//!
//! * [`mends()`], [`Mend`]: what each unit has to send, to mend or to explain (`mends.rs`)
//! * [`letters`], [`Letter`]: the same as a text for each unit (`letter.rs`)
//! * [`mend_list()`]: the same as one workbook (`mend_list.rs`)
//! * [`units_table()`]: all units and chosen cells as a workbook with totals as formulas (`units_table.rs`)
//! * [`long_csv`]: every figure of every unit, one to a line (`long.rs`)
//! * `paper.rs`: what the workbooks have in common

mod letter;
mod long;
mod mend_list;
mod mends;
mod paper;
mod units_table;

pub use letter::{Letter, letters};
pub use long::long_csv;
pub use mend_list::mend_list;
pub use mends::{Mend, mends};
pub use units_table::units_table;
