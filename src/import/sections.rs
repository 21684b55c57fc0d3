//! The text of a report by the sections that its edition's template has: what the clerk wrote last year is where
//! she begins this year.

use std::sync::Arc;

use super::Found;
use super::label::{Known, Met};
use super::passages::{Opens, Passage};
use crate::draft::Draft;
use crate::form::Form;
use crate::report::{Block, compose, plain_text, templates};

/// A section of the template and the heading that it stands under; none over the opening.
struct Place {
    name: String,
    heading: Option<Known>,
}

/// Headings less alike than this are not the same.
const ALIKE: f64 = 0.6;

/// The sections of a report's text, in its order.
pub(super) fn sections(passages: &[Passage], form: &Arc<Form>) -> Vec<Found<String>> {
    let places = places(form);
    let opening = places.iter().find(|place| place.heading.is_none());
    let mut found: Vec<Found<String>> = Vec::new();
    let mut current: Option<&Place> = None;
    let mut may_open = true;
    for passage in passages {
        let heading = passage.opens.filter(|_| passage.is_heading());
        if let Some(opens) = heading {
            may_open = false;
            let met = Met::new(&passage.text);
            let known =
                places.iter().filter_map(|place| Some((place, place.heading.as_ref()?.likeness(&met))));
            let best = known.max_by(|(_, a), (_, b)| a.total_cmp(b)).filter(|(_, like)| *like >= ALIKE);
            match best {
                Some((place, _)) => {
                    current = Some(place);
                    continue;
                }
                // A part that the template does not have ends the one before it.
                None if opens == Opens::Part => {
                    current = None;
                    continue;
                }
                None => {}
            }
        }
        let into = match current {
            Some(place) => place,
            None if may_open && is_opening(&passage.text) => match opening {
                Some(place) => place,
                None => continue,
            },
            None => continue,
        };
        if heading.is_none() && !is_prose(&passage.text) {
            continue;
        }
        match found.iter_mut().find(|section| section.what == into.name) {
            Some(section) => {
                section.text.push('\n');
                section.text.push_str(passage.text.trim());
            }
            None => {
                if let Some(spot) = passage.spot(&(0..passage.text.len())) {
                    found.push(Found { what: into.name.clone(), text: passage.text.trim().to_owned(), spot });
                }
            }
        }
    }
    found
}

/// The sections of a form's template and their headings, read off a blank report.
fn places(form: &Arc<Form>) -> Vec<Place> {
    let blank = Draft::new(form.clone(), form.first_year, "");
    let document = templates::for_form(form).and_then(|template| compose(&blank, template).ok());
    let Some(document) = document else { return Vec::new() };
    let place = |(name, blocks): &(String, std::ops::Range<usize>)| {
        let before = document.blocks.get(..blocks.start).unwrap_or(&[]);
        let heading = before.iter().rev().find_map(|block| match block {
            Block::Heading { runs, .. } => Some(Known::new(&plain_text(runs))),
            _ => None,
        });
        Place { name: name.clone(), heading }
    };
    document.sections.iter().map(place).collect()
}

/// Whether a paragraph belongs to the opening: what the report rests on, and where it can be had.
fn is_opening(text: &str) -> bool {
    text.contains('。')
        && ["编制", "条例", "统计期限", "下载", "联系", "报告"].iter().any(|word| text.contains(word))
}

/// Whether a paragraph is prose, and no line of a table.
fn is_prose(text: &str) -> bool {
    text.contains(['。', '；', '，'])
}

#[cfg(test)]
mod tests {
    use super::super::passages::passages;
    use super::super::{Block, Paragraph, Source};
    use super::*;
    use crate::form::editions;

    #[test]
    fn a_reports_text_goes_to_the_sections_of_its_template() {
        let lines = [
            "永安县财政局2024年政府信息公开工作年度报告",
            "根据《中华人民共和国政府信息公开条例》编制本报告。",
            "一、总体情况",
            "（一）主动公开情况",
            "全年在门户网站公开政府信息120条。",
            "（二）依申请公开",
            "全年收到申请3件，均已办结。",
            "二、主动公开政府信息情况",
            "规章",
            "0",
            "五、存在的主要问题及改进情况",
            "（一）主要问题",
            "公开还不够及时。",
        ];
        let line = |text: &&str| Block::Text(Paragraph { text: (*text).to_owned(), ..Paragraph::default() });
        let source = Source { blocks: lines.iter().map(line).collect(), notes: Vec::new() };
        let passages = passages(&source, 0..lines.len());
        let found = sections(&passages, &editions::named("2021").unwrap());
        let found: Vec<(&str, &str)> =
            found.iter().map(|section| (section.what.as_str(), section.text.as_str())).collect();
        assert_eq!(
            found,
            [
                ("引言", "根据《中华人民共和国政府信息公开条例》编制本报告。"),
                ("主动公开", "全年在门户网站公开政府信息120条。"),
                ("依申请公开", "全年收到申请3件，均已办结。"),
                ("问题与改进", "（一）主要问题\n公开还不够及时。"),
            ]
        );
    }
}
