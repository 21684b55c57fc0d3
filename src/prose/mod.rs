//! Figures in Chinese sentences: numbers found with their unit and clause, and placed in the form.
//!
//! * [`Reader`], [`Remark`]: what the numbers of a text say of a draft's cells (`reader.rs`)
//! * `named.rs`: which cell a clause names
//! * `wording.rs`: sentences, clauses, quotations and numbers of a text
//! * `phrases.rs`: word lists of `templates/phrases`
//!
//! A false alarm costs more than a miss: a number is said to contradict the table only where its clause
//! names one indicator, and nothing else in it could make the number another thing.

mod named;
pub mod phrases;
mod reader;
pub mod wording;

pub use reader::{Finding, Reader, Remark};
