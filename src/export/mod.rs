//! Documents and pages become bytes. Nothing here touches files or the clock: what a file carries comes from
//! its input, so the same input gives the same bytes.
//!
//! * [`pdf()`]: [`Pages`](crate::typeset::Pages) as PDF 1.7 (`pdf/`)

mod pdf;

mod report;

pub use pdf::pdf;
pub use report::{ReportPdf, report_pdf};
