//! 新一年: last year's draft with its printed texts as the base of this year's.

use std::collections::BTreeMap;

use super::reference::shown_figure;
use super::{Template, sections, templates};
use crate::draft::{Draft, Figure, NextYear, PICTURE_MARK};
use crate::error::Error;
use crate::form::editions;

/// Every section as the report prints it, the clerk's own words or the generated ones; paragraphs are
/// parted by a line feed. A section that the template cannot generate is left out.
pub fn printed_sections(draft: &Draft, template: &Template) -> BTreeMap<String, String> {
    let show = |figure: &Figure| shown_figure(draft, figure);
    let mut printed: BTreeMap<String, String> = sections(draft, template)
        .into_iter()
        .filter_map(|(name, text)| Some((name, text.ok()?.shown(show).0)))
        .collect();
    printed.extend(
        draft.texts().map(|(name, text)| (name.to_owned(), text.shown(show).0.replace(PICTURE_MARK, ""))),
    );
    printed
}

/// The draft for the year after, in the edition for that year: see [`Draft::next_year`].
///
/// # Errors
/// There is no edition for that year.
pub fn next_year(draft: &Draft) -> Result<NextYear, Error> {
    let year = draft.year().saturating_add(1);
    let form = editions::for_year(year).ok_or_else(|| {
        Error::new(format!("没有用于 {year} 年度的版式"))
            .hint(format!("本程序有：{}", editions::known_years()))
    })?;
    let texts = templates::for_form(draft.form()).map(|template| printed_sections(draft, template));
    Ok(draft.next_year(form, texts.unwrap_or_default()))
}
