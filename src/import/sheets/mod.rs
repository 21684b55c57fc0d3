//! Workbooks: XLSX, XLS and ODS, each sheet one table.
//!
//! The readers are our own, of just what is needed: cells with what they show, merges, hidden sheets. calamine makes a
//! dense field of what an XLS or ODS file says it has, asks for memory by numbers in the file, and slices where a
//! damaged one ends; these count first and cannot panic.
//!
//! * `workbook.rs`: sheets put together, those that are too large left out with a note
//! * `number.rs`: numbers and days as a sheet shows them
//! * `xml.rs`: elements of XLSX and ODS
//! * `xlsx.rs`, `xlsx_parts.rs`: Excel since 2007
//! * `ods.rs`: OpenDocument
//! * `biff.rs`, `xls.rs`: Excel 97 to 2003, Excel 95, and WPS `.et`

mod biff;
mod number;
mod ods;
mod workbook;
mod xls;
mod xlsx;
mod xlsx_parts;
mod xml;

pub(super) use ods::read as read_ods;
pub(super) use xls::read as read_xls;
pub(super) use xlsx::read as read_xlsx;
