//! A [`Document`](crate::report::Document) becomes [`Pages`] by GB/T 9704-2012 党政机关公文格式.
//!
//! * [`lay_out`]: strips onto pages, with what stays together and the page numbers (`layout.rs`)
//! * `strip.rs`, `paragraph.rs`, `signature.rs`: titles, headings, paragraphs, 落款
//! * `chart.rs`, `figure.rs`: charts, pictures, the lines under them
//! * `mark.rs`: 草稿 across the pages; `turn.rs`: pages turned for a wide table
//! * `table/`: the form's tables
//! * `class.rs`, `linebreak.rs`, `balance.rs`: where a line may break, lines filled, lines evened
//! * [`Face`], [`FontBook`], [`Role`]: fonts (`face.rs`, `fonts.rs`)
//! * [`missing_characters`]: what no face has (`missing.rs`)
//! * [`Pages`], [`Page`], [`Item`]: the result (`page.rs`)
//! * [`measures`]: the standard's lengths
//!
//! | clause of GB/T 9704-2012 | state |
//! |---|---|
//! | 5.1, 5.2.1 A4, 版心 156 mm × 225 mm, 天头 37 mm, 订口 28 mm | kept |
//! | 5.2.2 3号仿宋 | kept; needs a 仿宋 face, else 楷体 |
//! | 5.2.3 22 lines of 28 characters | kept; a table stands between grid lines |
//! | 7.3.1 title 2号小标宋, centred, even lines | kept |
//! | 7.3.3 heads 黑体, 楷体, 仿宋; two characters' indent; numbers and years not broken | kept; a number breaks only where its line would be too loose |
//! | 7.3.4 附件 on a new page | kept |
//! | 7.3.5.2 落款 without a seal | kept; with a seal (7.3.5.1): not offered |
//! | 7.4 A4 横排表格 | not offered: tables stand upright |
//! | 7.5 page numbers | kept |

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
mod strip;
mod table;
mod turn;

pub use face::Face;
pub use fonts::{FaceId, FontBook, Role, SANS_BOLD, SANS_REGULAR};
pub use layout::lay_out;
pub use missing::{Missing, missing_characters};
pub use page::{Area, Glyph, Item, Page, Pages, Part, PlacedPicture, Rule, TextLine};
