//! Documents and pages become bytes. Nothing here touches files or the clock: what a file carries comes from
//! its input, so the same input gives the same bytes.
//!
//! * [`Order`], [`Extent`], [`Format`]: the one way from a draft to finished files (`order.rs`)
//! * [`pdf()`]: a [`Document`](crate::report::Document) and its pages as PDF 1.7 (`pdf/`)
//! * [`docx()`]: the same as a Word file (`docx/`)
//! * [`Painter`], [`png_pages`]: pages as pictures (`raster/`)

mod docx;
mod order;
mod pdf;
mod raster;

pub use docx::docx;
pub use order::{Composed, Extent, Finished, Format, Order, OutFile};
pub use pdf::pdf;
pub use raster::{LEAST_SCALE, MOST_SCALE, PNG_DPI, Painter, png_pages};
