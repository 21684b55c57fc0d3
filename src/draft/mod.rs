//! One year of one agency: its figures, text and sign-off, and how they change.
//!
//! * [`Draft`]: the whole, read only (`whole.rs`)
//! * [`Value`], [`Entry`]: what a cell holds (`value.rs`)
//! * [`SectionText`]: words with live figures and pictures (`text.rs`, `figure.rs`, `numerals.rs`)
//! * [`Picture`]: PNG and JPEG in the text (`picture.rs`), without what else their files tell (`photograph.rs`)
//! * `day.rs`: a day however it is written
//! * [`Reason`], 核实说明 (`reason.rs`), and [`Declaration`], 定稿 (`declaration.rs`)
//! * [`Sources`]: the units behind a 汇总 (`sources.rs`)
//! * [`Edit`]: every change there is, with its inverse (`edit.rs`)
//! * [`Editing`]: a draft at work, with undo and redo (`editing.rs`)
//! * [`NextYear`]: last year's draft as the base of this year's (`next_year.rs`)
//! * [`read`], [`write()`]: the `.nianbao` format (`file.rs`, `pieces.rs`, `ordered.rs`), and those before it
//!   (`formats.rs`)

mod day;
mod declaration;
mod edit;
mod editing;
mod figure;
mod file;
mod formats;
mod next_year;
mod numerals;
mod ordered;
mod photograph;
mod picture;
mod pieces;
mod reason;
mod sources;
mod text;
mod toward;
mod value;
mod whole;

pub use declaration::Declaration;
pub use edit::Edit;
pub use editing::Editing;
pub use figure::{Figure, FigureFormat};
pub use file::{FORMAT, read, write};
pub use next_year::{LeftBehind, NextYear};
pub use numerals::{numerals, thousands};
pub use picture::{MOST_BYTES, MOST_PIXELS, MOST_TOGETHER, Picture, PictureFormat, Pixels};
pub use reason::{Reason, says_something};
pub use sources::{CellSum, SourceUnit, Sources};
pub use text::{Atom, Illustration, PICTURE_MARK, Piece, SectionText};
pub use value::{Entry, Misread, MoneyUnit, Origin, Value};
pub use whole::{Draft, Scope};
