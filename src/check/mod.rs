//! 审核: what the rules of the form say of a draft's figures. Nothing here changes a draft.
//!
//! * [`check()`]: every verdict, cheap enough to run after each keystroke (`evaluate.rs`)
//! * [`Verdict`], [`Outcome`], [`Standing`]: what was found and how much it matters (`verdict.rs`)
//! * [`formula`], [`sentence`]: the same in words, made when shown (`words.rs`)
//! * [`suspects()`]: the cells that could explain a difference (`suspects.rs`)
//! * [`with_totals`], [`with_totals_that_follow`], [`calculated_total`], [`blanks`], [`may_be_zero`], [`zero_fill`]: what the program may fill in
//!   (`fill.rs`)
//! * [`compare()`]: two drafts held against each other (`compare.rs`)
//! * [`failures`], [`is_declared_final`]: 定稿 (`declared.rs`)
//! * [`summary()`]: a draft's standing at a glance (`summary.rs`)

mod compare;
mod declared;
mod evaluate;
mod fill;
mod summary;
mod suspects;
mod verdict;
mod words;

pub use compare::{Change, Differences, FigureChange, VerdictChange, compare};
pub use declared::{failures, is_declared_final};
pub use evaluate::check;
pub use fill::{
    blanks, calculated_total, may_be_zero, open_blanks, with_totals, with_totals_that_follow, zero_fill,
};
pub use summary::{SectionState, Summary, problems, summary};
pub use suspects::suspects;
pub use verdict::{About, Outcome, Standing, Verdict};
pub use words::{formula, place, sentence, title};
