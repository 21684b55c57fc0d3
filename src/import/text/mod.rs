//! Plain text, line by line, with the tables that people write in it.
//!
//! * `lines.rs`: paragraphs, headings, and which lines belong to a table
//! * `pipes.rs`: Markdown tables, whole or broken
//! * `columns.rs`: columns held together by tabs or by aligned blanks
//! * `separated.rs`: CSV, TSV, a block from the clipboard

mod columns;
mod lines;
mod pipes;
mod separated;

pub(super) use lines::read;
pub(super) use separated::{pasted, separated, separator};
