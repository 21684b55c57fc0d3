//! 核对报告文字: the composed report held against the draft it was made of. What is found is data, and
//! nothing here changes a draft or blocks an export.
//!
//! * [`audit()`], [`audit_report`]: every finding, by its level, then in the order of `CHECKS`
//! * [`Finding`], [`Place`]: what is wrong and where (`finding.rs`)
//! * `reading.rs`: the report as the checks read it
//! * `headings.rs`, `period.rs`, `days.rs`, `names.rs`, `copied.rs`, `content.rs`, `personal.rs`,
//!   `slips.rs`: the checks by family
//! * `figures.rs`, `shares.rs`, `growth.rs`, `sums.rs`: what the clerk's sentences say of the figures
//! * `calendar.rs`: dates of a text
//!
//! A false alarm costs more than a miss: a clerk who meets two of them reads no further. So a check asks
//! for several signs at once, and says nothing where only one is there.

mod calendar;
mod content;
mod copied;
mod days;
mod figures;
mod finding;
mod growth;
mod headings;
mod names;
mod period;
mod personal;
mod reading;
mod shares;
mod slips;
mod sums;

pub use finding::{Finding, Place};

use crate::draft::Draft;
use crate::error::Error;
use crate::report::{Document, Template, compose};
use reading::{Findings, Reading};

/// A check: looks at a report and adds what it finds.
type Check = fn(&Reading<'_>, &mut Findings);

/// Every check, in the order in which their findings are told.
const CHECKS: [Check; 25] = [
    headings::fixed,
    headings::pasted,
    headings::announced,
    period::period,
    days::odd,
    copied::year_of_report,
    copied::old_year,
    copied::old_figures,
    figures::contradicted,
    figures::twice,
    shares::shares,
    growth::growth,
    sums::sums,
    content::fees,
    names::titled,
    names::addressed,
    names::signed,
    days::late,
    content::problems,
    copied::same_as_last_year,
    personal::personal,
    content::generated,
    content::duties,
    slips::slips,
    content::left_behind,
];

/// Everything found in the words of a report, graver findings first. `document` is what `template`
/// makes of `draft`.
pub fn audit(draft: &Draft, template: &Template, document: &Document) -> Vec<Finding> {
    let reading = Reading::of(draft, template, document);
    let mut findings = Findings::default();
    for check in CHECKS {
        check(&reading, &mut findings);
    }
    let mut findings = findings.0;
    findings.sort_by_key(|finding| std::cmp::Reverse(finding.level));
    findings
}

/// Composes a draft and audits what comes out, for whoever needs no document.
///
/// # Errors
/// As [`compose`].
pub fn audit_report(draft: &Draft, template: &Template) -> Result<Vec<Finding>, Error> {
    Ok(audit(draft, template, &compose(draft, template)?))
}
