//! Foreign documents become proposals for a draft. Nothing is invented and everything accounted for: each
//! number of a document ends as filled, asked, or left aside with the reason.
//!
//! * [`budget`]: what reading may cost (`budget.rs`)
//! * [`Source`]: what a document says, paragraphs and tables (`source.rs`)
//! * [`Report`]: what was understood of it (`report.rs`)

pub mod budget;
mod pdf;
mod report;
mod source;

pub use report::{Aside, By, Doubt, Figure, Found, Question, Report, Why};
pub use source::{Block, Cell, Paragraph, Source, Spot, Table};
