//! Documents and pages become bytes. Nothing here touches files or the clock: what a file carries comes from
//! its input, so the same input gives the same bytes.
//!
//! * [`Order`], [`Extent`], [`Format`]: the one way from a draft to finished files (`order.rs`)
//! * [`pdf()`]: a [`Document`](crate::report::Document) and its pages as PDF 1.7 (`pdf/`)
//! * [`everything()`]: 全部导出, a set of files one after the other (`everything.rs`)
//! * the report as one web page (`html/`)
//! * the official tables as a workbook (`xlsx/`)
//! * the figures alone as CSV and JSON (`csv.rs`, `json.rs`)
//! * [`docx()`]: the same as a Word file (`docx/`)
//! * [`mends`], [`letters`], [`units_table`], [`long_csv`]: what a collecting office gives back (`giveback/`)
//! * [`Painter`], [`png_pages`]: pages as pictures (`raster/`)

mod csv;
mod docx;
mod everything;
mod giveback;
mod html;
mod json;
mod order;
mod pdf;
mod raster;
mod review;
mod xlsx;

use csv::csv;
pub use docx::docx;
pub use everything::{Everything, Step, Take, everything};
pub use giveback::{Letter, Mend, letters, long_csv, mend_list, mends, units_table};
use html::html;
use json::json;
pub use order::{Composed, Extent, Finished, Format, Order, OutFile};
pub use pdf::pdf;
pub use raster::{LEAST_SCALE, MOST_SCALE, PNG_DPI, Painter, png_pages};
use xlsx::xlsx;
