//! A [`Document`](crate::report::Document) becomes [`Pages`] by GB/T 9704-2012 党政机关公文格式.
//!
//! * [`lay_out`]: strips onto pages, with what stays together and the page numbers (`layout.rs`)
//! * `strip.rs`, `paragraph.rs`, `signature.rs`: titles, headings, paragraphs, 落款
//! * `chart.rs`, `figure.rs`: charts, pictures, the lines under them
//! * `mark.rs`: 草稿 across the pages; `turn.rs`: pages turned for a wide table
//! * `table/`: the form's tables
//! * `class.rs`, `linebreak.rs`, `spread.rs`, `balance.rs`: where a line may break, lines filled, a paragraph
//!   broken as a whole, titles evened
//! * [`Face`], [`FontBook`], [`Role`]: fonts (`face.rs`, `fonts.rs`)
//! * [`missing_characters`]: what no face has (`missing.rs`)
//! * [`Pages`], [`Page`], [`Item`]: the result (`page.rs`)
//! * [`measures`]: the standard's lengths
//!
//! Each clause of the standard, whether it is kept, and the test that holds it: `docs/gbt-9704.md`.

mod balance;
mod chart;
mod class;
mod face;
mod figure;
mod fonts;
mod layout;
mod linebreak;
mod mark;
pub mod measures;
mod missing;
mod page;
mod paragraph;
mod signature;
mod spread;
mod strip;
mod table;
mod turn;

pub use face::Face;
pub use fonts::{FaceId, FontBook, Role, SANS_BOLD, SANS_REGULAR};
pub use layout::lay_out;
pub use missing::{Missing, missing_characters};
pub use page::{Area, Glyph, Item, Page, Pages, Part, PlacedPicture, Rule, TextLine};
