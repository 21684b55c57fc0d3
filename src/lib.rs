//! Nianbao 年报: the yearly 政府信息公开工作年度报告 with its official statistics form.
//!
//! One way, top to bottom: a draft comes from `store`, edits go through [`draft`], [`check`] looks
//! at it, `report` composes it, `typeset` lays it out, `export` turns it into bytes, `store` writes
//! them. `cli` and `ui` only call these. ARCHITECTURE.md tells the whole house.

// Nothing panics on input (ARCHITECTURE.md, invariants). Slicing a string by bytes is how to split a
// Chinese character. Tests may: clippy.toml.
#![warn(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unreachable,
    clippy::unwrap_used
)]

pub mod audit;
pub mod check;
pub mod cli;
pub mod draft;
pub mod error;
pub mod export;
pub mod form;
pub mod import;
pub mod prose;
pub mod report;
pub mod rollup;
pub mod store;
pub mod typeset;
#[cfg(feature = "window")]
pub mod ui;
