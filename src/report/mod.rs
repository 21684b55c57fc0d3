//! Draft and template become a [`Document`].
//!
//! A template is a text file of an office's author (Markdown, Jinja, markers); what the clerk writes
//! is never read as any of these. One way, top to bottom:
//!
//! * [`Template`]: a template file read, or all its faults (`template.rs`; `marker.rs`, `inherit.rs`; of its
//!   Jinja `tags.rs`, `jinja.rs`, `names.rs`, tried out in `trial.rs`, told in `complaint.rs`)
//! * [`templates`]: those built into the program
//! * `vocabulary.rs`: what a template can name, with the draft's values
//! * `filters.rs`: what figures can be put through, `official.rs` and `shares.rs` how they are then written, `live.rs` how a
//!   filter knows which cell it has
//! * `engine.rs`: minijinja run on it; what is inserted leaves as a reference (`reference.rs`)
//! * `markdown.rs`: the output as blocks, the references as words and live figures
//! * [`compose()`], [`sections`]: the whole report, or the generated text of each section (`compose.rs`)
//! * [`table_block`], [`printed_line`]: a table of the form filled in (`table.rs`)
//! * [`tables_only()`], [`empty_tables`]: the form without the report (`tables_only.rs`)
//! * [`Chart`]: figures as bars (`chart.rs`)
//! * [`next_year()`], [`printed_sections`]: last year's draft with its texts as this year's base
//!   (`next_year.rs`)
//! * [`Identity`]: by what a file of a report is known again (`identity.rs`)
//! * [`long_date`], [`printed_field`]: dates in official prose (`date.rs`)

mod chart;
mod complaint;
mod compose;
mod date;
mod document;
mod engine;
mod filters;
pub mod identity;
mod inherit;
mod jinja;
mod live;
mod markdown;
mod marker;
mod names;
mod next_year;
mod official;
mod reference;
mod shares;
mod table;
mod tables_only;
mod tags;
mod template;
pub mod templates;
mod trial;
mod vocabulary;

pub use chart::{Chart, ChartRow, chart_block};
pub use compose::{Sections, compose, generated, sections};
pub use date::{long_date, printed_field};
pub use document::{Block, BoxRole, Document, Run, TableBlock, TableBox, TableLine, plain_text};
pub use identity::Identity;
pub use next_year::{next_year, printed_sections};
pub use reference::{BLANK_FIGURE, figure_text, shown_figure};
pub use table::{printed_line, table_block};
pub use tables_only::{empty_tables, tables_only};
pub use template::Template;
