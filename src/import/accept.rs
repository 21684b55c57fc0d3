//! What of an offer is taken: the choices of the clerk, and what they come to, one edit of her draft or a new
//! one.

use std::collections::BTreeMap;

use super::offer::{Content, Effect, Item, Offer, Place};
use super::{Report, Source};
use crate::draft::{Draft, Edit, Entry, Origin, SectionText};
use crate::error::Error;
use crate::form::Year;

/// What is to become of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    /// A question that nobody has answered yet: it is not taken.
    Open,
    /// It goes into the draft.
    Taken,
    /// The draft keeps what it has.
    Left,
}

/// What was chosen by hand, by place and number of the item. Everything else is taken where it fills a blank
/// and the document states it without doubt.
pub type Choices = BTreeMap<(Place, usize), Choice>;

/// How many items stand how.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Taken.
    pub taken: usize,
    /// Questions without an answer.
    pub open: usize,
    /// The draft has the same already.
    pub same: usize,
    /// The draft has something else, and keeps it.
    pub kept: usize,
    /// Left for another reason: refused, or without a place in the draft.
    pub left: usize,
}

impl Offer {
    /// Chooses for an item. A place takes one thing only: taking an item leaves the others of its place.
    pub fn choose(&self, choices: &mut Choices, item: &Item, choice: Choice) {
        choices.insert((item.place.clone(), item.number), choice);
        if choice != Choice::Taken {
            return;
        }
        let others = self.items.iter().filter(|other| other.place == item.place);
        for other in others.filter(|other| other.number != item.number && other.choice != Choice::Left) {
            // A question that stands beside what is sure has been seen by whoever answers another.
            if other.choice == Choice::Taken || item.doubt.is_some() {
                choices.insert((other.place.clone(), other.number), Choice::Left);
            }
        }
    }

    /// Takes whatever fills a blank without doubt, of one part or of all, or leaves all of it. Questions and
    /// what would replace something are for a person to choose one by one.
    pub fn choose_sure(&self, choices: &mut Choices, part: Option<&str>, choice: Choice) {
        let of_part = |item: &&Item| part.is_none_or(|part| item.place.part(&self.form) == part);
        for item in self.items.iter().filter(of_part).filter(|item| item.is_sure()) {
            let answered = |other: &Item| other.place == item.place && other.doubt.is_some();
            let is_answered = self.items.iter().any(|other| answered(other) && other.choice == Choice::Taken);
            if !is_answered {
                choices.insert((item.place.clone(), item.number), choice);
            }
        }
    }

    /// How many of its items stand how.
    pub fn counts(&self) -> Counts {
        let mut counts = Counts { left: self.homeless.len(), ..Counts::default() };
        for item in &self.items {
            match (item.choice, item.effect()) {
                (Choice::Taken, _) => counts.taken += 1,
                (Choice::Open, _) => counts.open += 1,
                (Choice::Left, Effect::Same) => counts.same += 1,
                (Choice::Left, Effect::Replaces | Effect::Empties) if item.doubt.is_none() => {
                    counts.kept += 1
                }
                (Choice::Left, _) => counts.left += 1,
            }
        }
        counts
    }

    /// All that is taken as one edit, whose entries know where in the document of that name they were read;
    /// `None` where nothing is taken.
    pub fn edit(&self, name: &str, source: &Source) -> Option<Edit> {
        let taken = || self.items.iter().filter(|item| item.choice == Choice::Taken);
        let entry = |item: &Item| match &item.content {
            Some(Content::Value(value)) => {
                let places: Vec<String> = item.spots.iter().map(|spot| source.place(spot)).collect();
                let place = format!("{name} {}", places.join("、")).trim().to_owned();
                Some(Entry { value: value.clone(), origin: Origin::Imported { place } })
            }
            _ => None,
        };
        let mut entries = Vec::new();
        let mut edits = Vec::new();
        for item in taken() {
            let text = item.content.as_ref().map(Content::shown);
            match &item.place {
                Place::Cell(key) => entries.push((key.clone(), entry(item))),
                Place::Field(field) => edits.push(Edit::Field(*field, text.unwrap_or_default())),
                Place::Section(section) => edits.push(match self.year {
                    Year::This => Edit::Text(section.clone(), text.map(SectionText::words)),
                    Year::Last => Edit::LastText(section.clone(), text),
                }),
            }
        }
        if !entries.is_empty() {
            edits.insert(0, Edit::Entries { year: self.year, entries });
        }
        (!edits.is_empty()).then(|| Edit::Together { title: format!("导入 {name}"), edits })
    }

    /// A new draft of the report's edition and agency for that year, with all that is taken.
    ///
    /// # Errors
    /// As [`Draft::apply`]: the choices are of another form.
    pub fn new_draft(
        report: &Report,
        year: u16,
        sections: &[String],
        choices: &Choices,
        (name, source): (&str, &Source),
    ) -> Result<Draft, Error> {
        let mut draft = Draft::new(report.form.clone(), year, "");
        draft.apply(Edit::Scope(report.scope))?;
        if let Some(edit) = Self::new(report, None, sections, choices).edit(name, source) {
            draft.apply(edit)?;
        }
        Ok(draft)
    }
}
