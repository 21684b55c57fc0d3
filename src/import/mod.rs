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
//! * [`Report`]: what was understood of it (`report.rs`)
//! * [`Offer`]: that held against a draft (`offer.rs`), and what of it is taken (`accept.rs`)

mod accept;
pub mod budget;
mod characters;
mod docx;
mod encoding;
mod format;
mod grid;
mod html;
mod mend;
mod offer;
mod packed;
mod pdf;
mod report;
mod sheets;
mod source;
mod stub;
#[cfg(test)]
mod tests_shown;
mod text;
mod web_archive;

pub use accept::{Choice, Choices, Counts};
pub use format::{needs_converter, read, read_pasted};
pub use offer::{Content, Effect, Homeless, Item, Offer, Place};
pub use report::{Aside, By, Doubt, Figure, Found, Question, Report, Why};
pub use source::{Block, Cell, Paragraph, Source, Spot, Table};
pub use stub::understand;
