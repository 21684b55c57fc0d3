//! 收回修改稿: a report that was exported to Word, revised by others, and comes back to its draft. What they changed
//! is told piece by piece; what is taken is one step.
//!
//! * [`Returned`], [`own_export`]: the file, and whose report it is (`returned.rs`)
//! * [`Revision`]: what it says differently (`revision.rs`), found by `compare.rs`: `lines.rs` both sides line by
//!   line, `align.rs` which line is which, `sections.rs` words and `tables.rs` figures of each
//! * `tokens.rs`, `words.rs`: what differs in a text
//! * [`Answers`]: what of it is taken (`accept.rs`)

mod accept;
mod align;
mod compare;
mod lines;
mod returned;
mod revision;
mod sections;
mod tables;
mod tokens;
mod words;

pub use accept::{Answer, Answers, FigureAnswer, Tally};
pub use returned::{Kinship, Returned, own_export};
pub use revision::{
    Author, ChangeKey, FigureQuestion, FixedChange, Place, Remark, Revision, SectionRevision, Stretch,
    TextPlace, WordChange,
};
