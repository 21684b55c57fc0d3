//! Web pages: what a person sees of them, paragraphs and tables. The tokenizer is html5gum, which reads tag soup
//! as browsers do; what follows here needs neither a tree nor recursion, so a page nested without end costs no
//! more than its length.
//!
//! * `page.rs`: tags and text, one after the other
//! * `flow.rs`: text becomes paragraphs
//! * `table.rs`: tables, and those that only lay out a page
//! * `hidden.rs`: what a browser does not show

mod flow;
mod hidden;
mod page;
mod table;

pub(super) use page::{is_html, read};
