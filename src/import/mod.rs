//! Foreign documents become proposals for a draft. Nothing is invented and everything accounted for: each
//! number of a document ends as filled, asked, or left aside with the reason.
//!
//! Bytes become a [`Source`]:
//! * [`read`], [`read_pasted`]: whatever format they are in, told by their content (`format.rs`)
//! * [`budget`]: what reading may cost (`budget.rs`)
//! * [`Source`]: what a document says, paragraphs and tables (`source.rs`)
//! * `encoding.rs` bytes to text; `html/`, `web_archive.rs`, `text/`, `sheets/`, `docx/`, `pdf/` the formats; `packed.rs`
//!   their container, `grid.rs` cells that do not cover each other
//! * `mend/`: what conversions did to a text is undone
//!
//! A source becomes reports:
//! * [`understand()`], [`Report`]: what was understood of it (`understand.rs`, `report.rs`)
//! * `identity.rs`: whose report it is, of which year
//! * the form's rows found in its tables: `rows.rs` and `token.rs` read them, `label.rs` compares labels with those
//!   of `form_rows.rs`, `pair.rs` pairs rows, `assign.rs` numbers with cells, `tables.rs` the whole
//! * `passages.rs`, `sentences.rs`: what its sentences say; `sections.rs`, `contacts.rs`: texts; `asides.rs`: the rest
//!
//! A report is held against a draft: [`Offer`] (`offer.rs`), and what of it is taken (`accept.rs`).
//!
//! A report of ours comes back from Word: [`revised`].

mod accept;
mod asides;
mod assign;
pub mod budget;
mod characters;
mod contacts;
mod docx;
mod encoding;
mod entity;
mod form_rows;
mod format;
mod grid;
mod html;
mod identity;
mod label;
mod mend;
mod offer;
mod packed;
mod pair;
mod passages;
mod pdf;
mod report;
pub mod revised;
mod rows;
mod sections;
mod sentences;
mod sheets;
mod source;
mod tables;
#[cfg(test)]
mod tests_shown;
mod text;
mod token;
mod understand;
mod web_archive;

pub use accept::{Choice, Choices, Counts};
pub use encoding::name_of_bytes;
pub use format::{needs_converter, read, read_pasted};
pub use offer::{Content, Effect, Homeless, Item, Offer, Place};
pub use report::{Aside, By, Doubt, Figure, Found, Question, Report, Why};
pub use source::{Block, Cell, Paragraph, Source, Spot, Table};
pub use understand::understand;
