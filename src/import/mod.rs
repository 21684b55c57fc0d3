//! Foreign documents become proposals for a draft. Nothing is invented and everything accounted for: each
//! number of a document ends as filled, asked, or left aside with the reason.
//!
//! * [`Source`]: what a document says, paragraphs and tables (`source.rs`)
//! * [`understand`], [`Report`]: what was understood of it (`understand.rs`, `report.rs`). Whose report it is
//!   (`identity.rs`); the form's rows found in its tables (`rows.rs` and `token.rs` read them, `label.rs`
//!   compares labels with those of `form_rows.rs`, `pair.rs` pairs rows, `assign.rs` numbers with cells,
//!   `tables.rs` the whole); what sentences say (`passages.rs`, `sentences.rs`); the rest (`asides.rs`)
//! * [`budget`]: what reading may cost (`budget.rs`)

mod asides;
mod assign;
pub mod budget;
mod form_rows;
mod identity;
mod label;
mod pair;
mod passages;
mod report;
mod rows;
mod sentences;
mod source;
mod tables;
mod token;
mod understand;

pub use report::{Aside, By, Doubt, Figure, Found, Question, Report, Why};
pub use source::{Block, Cell, Paragraph, Source, Spot, Table};
pub use understand::understand;
