//! Foreign documents become proposals for a draft. Nothing is invented and everything accounted for: each
//! number of a document ends as filled, asked, or left aside with the reason.
//!
//! * [`budget`]: what reading may cost (`budget.rs`)
//! * [`Source`]: what a document says, paragraphs and tables (`source.rs`)
//! * [`Report`]: what was understood of it (`report.rs`)
//! * [`revised`]: a report that comes back from Word, revised
//! * `docx/`: Word files; `packed.rs`: what is packed like them

pub mod budget;
mod docx;
mod packed;
mod report;
pub mod revised;
mod source;

pub use report::{Aside, By, Doubt, Figure, Found, Question, Report, Why};
pub use source::{Block, Cell, Paragraph, Source, Spot, Table};
