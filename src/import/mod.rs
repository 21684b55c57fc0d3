//! Foreign documents become proposals for a draft. Nothing is invented and everything accounted for: each
//! number of a document ends as filled, asked, or left aside with the reason.
//!
//! * [`budget`]: what reading may cost (`budget.rs`)
//! * [`Source`]: what a document says, paragraphs and tables (`source.rs`)
//! * [`Report`]: what was understood of it (`report.rs`)
//! * [`Offer`]: that held against a draft (`offer.rs`), and what of it is taken (`accept.rs`)

mod accept;
pub mod budget;
mod offer;
mod report;
mod source;
mod stub;

pub use accept::{Choice, Choices, Counts};
pub use offer::{Content, Effect, Homeless, Item, Offer, Place};
pub use report::{Aside, By, Doubt, Figure, Found, Question, Report, Why};
pub use source::{Block, Cell, Paragraph, Source, Spot, Table};
pub use stub::{read, understand};
