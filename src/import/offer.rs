//! What a report offers a draft: an item for each cell, basic text and section that it states, held against
//! what the draft has there now.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{Choice, Choices, Doubt, Figure, Question, Report, Spot};
use crate::draft::{Draft, Value};
use crate::form::{Cell, CellId, CellKey, Field, Form, Year};
use crate::report::shown_figure;

/// Something of a draft that an import can fill.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// A cell.
    Cell(CellKey),
    /// A basic text.
    Field(Field),
    /// A section of the report's text.
    Section(String),
}

impl Place {
    /// What a clerk calls it.
    pub fn name<'a>(&'a self, form: &'a Form) -> &'a str {
        match self {
            Self::Cell(key) => form.name_of(key),
            Self::Field(field) => field.name(),
            Self::Section(section) => section,
        }
    }

    /// The part of the draft that it is listed under: a section of the form, 基本信息 or 报告正文.
    pub fn part<'a>(&self, form: &'a Form) -> &'a str {
        match self {
            Self::Cell(key) => form.find(key).map_or("", |cell| form.cell(cell).section()),
            Self::Field(_) => "基本信息",
            Self::Section(_) => "报告正文",
        }
    }
}

/// What a place holds, or would hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// Of a cell.
    Value(Value),
    /// Of a basic text or a section.
    Text(String),
}

impl Content {
    /// As it is shown.
    pub fn shown(&self) -> String {
        match self {
            Self::Value(value) => value.to_string(),
            Self::Text(text) => text.clone(),
        }
    }

    fn says_the_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Value(a), Self::Value(b)) => a == b || (a.number().is_some() && a.number() == b.number()),
            (Self::Text(a), Self::Text(b)) => a.trim() == b.trim(),
            _ => false,
        }
    }
}

/// What taking an item would do to the draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// Nothing stands there yet.
    Fills,
    /// The same stands there already.
    Same,
    /// Something else stands there.
    Replaces,
    /// The document leaves it blank, the draft does not.
    Empties,
}

/// What a document says of one place.
#[derive(Debug, Clone)]
pub struct Item {
    /// The place.
    pub place: Place,
    /// Which of the several things that the document says of the place, from 0: what is sure comes first.
    pub number: usize,
    /// What it would hold; `None` is blank.
    pub content: Option<Content>,
    /// What it holds now; `None` is blank.
    pub now: Option<Content>,
    /// Where the document says it: several where it is a sum, none where that is not known.
    pub spots: Vec<Spot>,
    /// Why it is a question and not taken by itself.
    pub doubt: Option<Doubt>,
    /// Whether it is taken.
    pub choice: Choice,
}

impl Item {
    /// What taking it would do.
    pub fn effect(&self) -> Effect {
        match (&self.content, &self.now) {
            (Some(new), Some(now)) if new.says_the_same(now) => Effect::Same,
            (Some(_), Some(_)) => Effect::Replaces,
            (Some(_), None) => Effect::Fills,
            (None, Some(_)) => Effect::Empties,
            (None, None) => Effect::Same,
        }
    }

    /// Whether it is to be taken unless someone says otherwise.
    fn by_itself(&self) -> Choice {
        match (&self.doubt, self.effect()) {
            (_, Effect::Same) => Choice::Left,
            (Some(_), _) => Choice::Open,
            (None, Effect::Fills) => Choice::Taken,
            (None, Effect::Replaces | Effect::Empties) => Choice::Left,
        }
    }

    /// Whether the document states it without doubt and nothing stands in its way.
    pub fn is_sure(&self) -> bool {
        self.doubt.is_none() && self.effect() == Effect::Fills
    }
}

/// Something of a report that the draft has no place for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Homeless {
    /// What it is called in the report.
    pub name: String,
    /// Where it stands.
    pub spot: Spot,
}

/// Everything that a report offers a draft.
#[derive(Debug, Clone)]
pub struct Offer {
    /// The form of the draft; of the report, where there is no draft.
    pub form: Arc<Form>,
    /// Whose figures they become: this year's or last year's.
    pub year: Year,
    /// In the order of the form, then basic texts, then sections. What is said of one place stands together.
    pub items: Vec<Item>,
    /// What the draft has no place for.
    pub homeless: Vec<Homeless>,
}

impl Offer {
    /// What `report` offers to a new draft, or to that year of the one it is held `against`. Across editions
    /// figures go by the crosswalk of the form, as in 新一年. `sections` are those of the draft's report
    /// template.
    pub fn new(
        report: &Report,
        against: Option<(&Draft, Year)>,
        sections: &[String],
        choices: &Choices,
    ) -> Self {
        let form = against.map_or(&report.form, |(draft, _)| draft.form()).clone();
        let year = against.map_or(Year::This, |(_, year)| year);
        let mut offer = Self { form, year, items: Vec::new(), homeless: Vec::new() };
        offer.add_cells(report, against);
        offer.add_fields(report, against);
        offer.add_sections(report, against, sections);
        for item in &mut offer.items {
            let chosen = choices.get(&(item.place.clone(), item.number));
            item.choice = chosen.copied().unwrap_or_else(|| item.by_itself());
        }
        offer
    }

    /// The year that a report is for, seen from a draft: last year's where it says so, else this year's.
    pub fn year_for(report: &Report, draft: &Draft) -> Year {
        match report.year.is_some_and(|year| year.checked_add(1) == Some(draft.year())) {
            true => Year::Last,
            false => Year::This,
        }
    }

    fn add(&mut self, item: Item) {
        // What is blank here and there needs no word.
        if item.content.is_some() || item.now.is_some() {
            self.items.push(item);
        }
    }

    fn add_cells(&mut self, report: &Report, against: Option<(&Draft, Year)>) {
        let figures: BTreeMap<CellId, &Figure> =
            report.figures.iter().map(|figure| (figure.cell, figure)).collect();
        let mut placed: BTreeSet<CellId> = BTreeSet::new();
        let form = self.form.clone();
        for (id, sources) in form.sources_in(&report.form) {
            let cell = form.cell(id);
            let place = Place::Cell(cell.key.clone());
            let entry = against.and_then(|(draft, year)| draft.entry_of(year, id));
            let now = entry.map(|entry| Content::Value(entry.value.clone()));
            let item = |number, value: Option<Value>, spots, doubt| Item {
                place: place.clone(),
                number,
                content: value.map(Content::Value),
                now: now.clone(),
                spots,
                doubt,
                choice: Choice::Open,
            };
            if let Some((value, spots)) = stated(&figures, &sources, cell) {
                self.add(item(0, value, spots, None));
                placed.extend(&sources);
            }
            let [source] = sources.as_slice() else { continue };
            let of_cell = |question: &&Question| question.cell == *source;
            for (number, question) in (1..).zip(report.questions.iter().filter(of_cell)) {
                let value = Value::read(&question.value.to_string(), cell.kind);
                self.add(item(number, value, vec![question.spot.clone()], Some(question.why.clone())));
                placed.insert(*source);
            }
        }
        let filled = report.figures.iter().filter(|figure| figure.value.is_some());
        let filled = filled.map(|figure| (figure.cell, &figure.spot));
        let asked = report.questions.iter().map(|question| (question.cell, &question.spot));
        let homeless = filled.chain(asked).filter(|(cell, _)| !placed.contains(cell));
        self.homeless.extend(
            homeless.map(|(cell, spot)| Homeless {
                name: report.form.cell(cell).name.clone(),
                spot: spot.clone(),
            }),
        );
    }

    fn add_fields(&mut self, report: &Report, against: Option<(&Draft, Year)>) {
        for field in Field::ALL {
            let found = report.fields.iter().find(|found| found.what == field);
            let (text, spot) = match found {
                Some(found) => (&found.text, Some(found.spot.clone())),
                None if field == Field::Agency => (&report.agency, None),
                None => continue,
            };
            // Days of last year's report are not this year's.
            if text.trim().is_empty() || (self.year == Year::Last && field.is_date()) {
                continue;
            }
            let now = against.map_or("", |(draft, _)| draft.field(field));
            self.add(Item {
                place: Place::Field(field),
                number: 0,
                content: Some(Content::Text(text.clone())),
                now: (!now.trim().is_empty()).then(|| Content::Text(now.to_owned())),
                spots: spot.into_iter().collect(),
                doubt: None,
                choice: Choice::Open,
            });
        }
    }

    fn add_sections(&mut self, report: &Report, against: Option<(&Draft, Year)>, sections: &[String]) {
        for name in sections {
            let Some(found) = report.sections.iter().find(|found| found.what == *name) else { continue };
            let now = against.and_then(|(draft, year)| match year {
                Year::This => Some(draft.text(name)?.shown(|figure| shown_figure(draft, figure)).0),
                Year::Last => draft.last_texts().get(name).cloned(),
            });
            self.add(Item {
                place: Place::Section(name.clone()),
                number: 0,
                content: Some(Content::Text(found.text.clone())),
                now: now.map(Content::Text),
                spots: vec![found.spot.clone()],
                doubt: None,
                choice: Choice::Open,
            });
        }
        let homeless = report.sections.iter().filter(|found| !sections.contains(&found.what));
        self.homeless
            .extend(homeless.map(|found| Homeless { name: found.what.clone(), spot: found.spot.clone() }));
    }
}

/// What the document states of a cell that is the sum of `sources`, and where; `None` where it does not say
/// all of it. A sum of which a part is blank or no number is not made.
fn stated(
    figures: &BTreeMap<CellId, &Figure>,
    sources: &[CellId],
    cell: &Cell,
) -> Option<(Option<Value>, Vec<Spot>)> {
    let figures: Vec<&Figure> =
        sources.iter().map(|source| figures.get(source).copied()).collect::<Option<_>>()?;
    let value = match figures.as_slice() {
        [one] => one.value.clone(),
        several => {
            let numbers = several.iter().map(|figure| figure.value.as_ref()?.number());
            Some(Value::Number(numbers.sum::<Option<rust_decimal::Decimal>>()?))
        }
    };
    // A cell of another kind may not take what was there.
    let value = value.and_then(|value| Value::read(&value.to_string(), cell.kind));
    Some((value, figures.iter().map(|figure| figure.spot.clone()).collect()))
}
