//! A document being brought in, as the page shows it: the report chosen of it, what that offers the draft, and
//! what becomes of each of its figures.

use crate::draft::Draft;
use crate::form::Year;
use crate::import::{
    Block, Choice, Choices, Content, Counts, Effect, Item, Offer, Place, Report, Source, Spot,
};

use super::Understood;
use super::lines::{Filter, Line, lines};
use super::strips::Strips;
use crate::ui::desk::Desk;

/// A number of the document, by what becomes of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Of {
    /// An item of the offer.
    Item(usize),
    /// One that the draft has no place for.
    Homeless(usize),
    /// One that belongs to no cell.
    Aside(usize),
}

/// Where something of the document stands, and what it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// Where.
    pub spot: Spot,
    /// What.
    pub of: Of,
}

/// How a number of the document stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It goes into the draft.
    Taken,
    /// It waits for an answer.
    Open,
    /// The draft has the same.
    Same,
    /// The draft has something else and keeps it.
    Differs,
    /// It is not taken.
    Left,
}

impl Standing {
    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Taken => "已填",
            Self::Open => "待定",
            Self::Same => "相同",
            Self::Differs => "不一致",
            Self::Left => "未采用",
        }
    }

    /// Its sign: no meaning is carried by colour alone.
    pub fn sign(self) -> &'static str {
        match self {
            Self::Taken => "✓",
            Self::Open => "？",
            Self::Same => "＝",
            Self::Differs => "≠",
            Self::Left => "○",
        }
    }

    /// How an item stands.
    pub fn of(item: &Item) -> Self {
        match (item.choice, item.effect()) {
            (Choice::Taken, _) => Self::Taken,
            (Choice::Open, _) => Self::Open,
            (Choice::Left, Effect::Same) => Self::Same,
            (Choice::Left, Effect::Replaces | Effect::Empties) if item.doubt.is_none() => Self::Differs,
            (Choice::Left, _) => Self::Left,
        }
    }
}

/// What the offer was held against.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Held {
    /// Number of the desk and of its draft's state; `None` without a draft.
    desk: Option<(u64, u64)>,
    sections: Vec<String>,
}

/// A document that was read.
pub struct View {
    /// Its name.
    pub name: String,
    /// What it says.
    pub source: Source,
    /// What was understood of it.
    pub reports: Vec<Report>,
    /// Which of the reports is brought in.
    pub chosen: usize,
    /// The year of a new draft, as typed, where the document does not say.
    pub new_year: String,
    /// What the list shows.
    pub filter: Filter,
    /// What is looked for in the list.
    pub wanted: String,
    /// What is shown on both sides.
    pub selected: Option<Of>,
    /// The source is to be scrolled to what is selected; so many frames may still be needed for it.
    pub jump_source: u8,
    /// The list is to be scrolled to what is selected.
    pub jump_list: bool,
    /// The button of the selected question is to take the keyboard.
    pub take_focus: bool,
    /// The source set out for painting.
    pub strips: Strips,
    /// How far the list is scrolled, in points.
    pub list_offset: f32,
    year: Option<Year>,
    choices: Choices,
    offer: Option<Offer>,
    marks: Vec<Mark>,
    held: Option<Held>,
    lines: Option<(Filter, String, Vec<Line>)>,
}

impl View {
    /// Of a document that was read and understood.
    pub fn new(name: String, understood: Understood) -> Self {
        let Understood { source, reports } = understood;
        let mut strips = Strips::of(&source);
        // A report may stand far down in what a page has around it.
        strips.jump_to_block(reports.first().map_or(0, |report| report.blocks.start));
        Self {
            name,
            source,
            reports,
            chosen: 0,
            new_year: String::new(),
            filter: Filter::All,
            wanted: String::new(),
            selected: None,
            jump_source: 0,
            jump_list: false,
            take_focus: false,
            strips,
            list_offset: 0.0,
            year: None,
            choices: Choices::new(),
            offer: None,
            marks: Vec::new(),
            held: None,
            lines: None,
        }
    }

    /// The report that is brought in; `None` where the document has none.
    pub fn report(&self) -> Option<&Report> {
        self.reports.get(self.chosen)
    }

    /// What it offers, since it was last held against a draft.
    pub fn offer(&self) -> Option<&Offer> {
        self.offer.as_ref()
    }

    /// What was chosen by hand.
    pub fn choices(&self) -> &Choices {
        &self.choices
    }

    /// Whose figures the report's become.
    pub fn year(&self, draft: &Draft) -> Year {
        let by_itself = self.report().map_or(Year::This, |report| Offer::year_for(report, draft));
        self.year.unwrap_or(by_itself)
    }

    /// Holds the report against the draft on the desk, or nothing, wherever one of them has changed.
    pub fn hold_against(&mut self, desk: Option<&Desk>, sections: &[String]) {
        let state = desk.map(|desk| (desk.number, desk.editing.state()));
        let held = Held { desk: state, sections: sections.to_vec() };
        if self.held.as_ref() == Some(&held) && (self.offer.is_some() || self.report().is_none()) {
            return;
        }
        let against = desk.map(|desk| (desk.draft(), self.year(desk.draft())));
        let offer = self.report().map(|report| Offer::new(report, against, sections, &self.choices));
        let selected = self.selected.and_then(|of| self.named(of));
        self.offer = offer;
        self.held = Some(held);
        self.lines = None;
        self.mark();
        // An item keeps its place, not its number in the list.
        if let Some((place, number)) = selected {
            let items = self.offer.iter().flat_map(|offer| &offer.items);
            let at = items.enumerate().find(|(_, item)| item.place == place && item.number == number);
            self.selected = at.map(|(at, _)| Of::Item(at));
        }
    }

    fn named(&self, of: Of) -> Option<(Place, usize)> {
        match of {
            Of::Item(at) => self.item(at).map(|item| (item.place.clone(), item.number)),
            Of::Homeless(_) | Of::Aside(_) => None,
        }
    }

    fn mark(&mut self) {
        let mut marks = Vec::new();
        if let (Some(report), Some(offer)) = (self.reports.get(self.chosen), &self.offer) {
            for (at, item) in offer.items.iter().enumerate() {
                marks.extend(item.spots.iter().map(|spot| Mark { spot: spot.clone(), of: Of::Item(at) }));
            }
            let homeless = offer.homeless.iter().enumerate();
            marks.extend(homeless.map(|(at, one)| Mark { spot: one.spot.clone(), of: Of::Homeless(at) }));
            // A telephone number is taken as a whole; it is not left aside digit by digit.
            let texts = offer.items.iter().filter(|item| matches!(item.place, Place::Field(_)));
            let texts: Vec<Spot> = texts.flat_map(|item| item.spots.iter().cloned()).collect();
            let asides = report.asides.iter().enumerate();
            let asides = asides.filter(|(_, aside)| !texts.iter().any(|text| lies_in(&aside.spot, text)));
            marks.extend(asides.map(|(at, one)| Mark { spot: one.spot.clone(), of: Of::Aside(at) }));
        }
        marks.sort_by_key(|mark| (mark.spot.block, mark.spot.cell, mark.spot.range.start, mark.of));
        self.marks = marks;
    }

    /// The marks of a block, in the order of its text.
    pub fn marks_of(&self, block: usize) -> &[Mark] {
        let from = self.marks.partition_point(|mark| mark.spot.block < block);
        let to = self.marks.partition_point(|mark| mark.spot.block <= block);
        self.marks.get(from..to).unwrap_or_default()
    }

    /// An item of the offer.
    pub fn item(&self, at: usize) -> Option<&Item> {
        self.offer.as_ref()?.items.get(at)
    }

    /// How a number stands.
    pub fn standing(&self, of: Of) -> Standing {
        match of {
            Of::Item(at) => self.item(at).map_or(Standing::Left, Standing::of),
            Of::Homeless(_) | Of::Aside(_) => Standing::Left,
        }
    }

    /// Where it stands in the document.
    pub fn spot(&self, of: Of) -> Option<&Spot> {
        match of {
            Of::Item(at) => self.item(at)?.spots.first(),
            Of::Homeless(at) => self.offer.as_ref()?.homeless.get(at).map(|one| &one.spot),
            Of::Aside(at) => self.report()?.asides.get(at).map(|one| &one.spot),
        }
    }

    /// What becomes of it and why, in a line: `已填：收到申请数`, `待定：收到申请数，是约数`, `未采用：日期`.
    pub fn told(&self, of: Of) -> String {
        let standing = self.standing(of).name();
        let Some(offer) = &self.offer else { return standing.to_owned() };
        match of {
            Of::Item(at) => {
                let Some(item) = self.item(at) else { return standing.to_owned() };
                let name = item.place.name(&offer.form);
                let year = if offer.year == Year::Last && matches!(item.place, Place::Cell(_)) {
                    "上年"
                } else {
                    ""
                };
                let now = item.now.as_ref().map(Content::shown).unwrap_or_default();
                let why = match (&item.doubt, self.standing(of)) {
                    (Some(doubt), _) => format!("，{}", doubt.sentence()),
                    (None, Standing::Differs) if !matches!(item.place, Place::Section(_)) => {
                        format!("，底稿为 {now}")
                    }
                    (None, Standing::Left) => "，没有选".to_owned(),
                    _ => String::new(),
                };
                format!("{standing}：{year}{name}{why}")
            }
            Of::Homeless(at) => {
                let name = offer.homeless.get(at).map_or("", |one| one.name.as_str());
                format!("{standing}：{name}，底稿的版式没有这一项")
            }
            Of::Aside(at) => {
                let why =
                    self.report().and_then(|report| report.asides.get(at)).map(|aside| aside.why.sentence());
                format!("{standing}：{}", why.unwrap_or_default())
            }
        }
    }

    /// How many stand how. What is left aside counts with what was not chosen.
    pub fn counts(&self) -> Counts {
        let counts = self.offer.as_ref().map(Offer::counts).unwrap_or_default();
        let asides = self.report().map_or(0, |report| report.asides.len());
        Counts { left: counts.left + asides, ..counts }
    }

    /// The lines of the list as it is filtered.
    pub fn lines(&mut self) -> &[Line] {
        let is_fresh = |(filter, wanted, _): &(Filter, String, Vec<Line>)| {
            *filter == self.filter && *wanted == self.wanted
        };
        if !self.lines.as_ref().is_some_and(is_fresh) {
            self.lines = Some((self.filter, self.wanted.clone(), lines(self)));
        }
        self.lines.as_ref().map_or(&[], |(_, _, lines)| lines)
    }

    /// Selects a number on both sides.
    pub fn select(&mut self, of: Of) {
        self.selected = Some(of);
        self.jump_source = 4;
        self.jump_list = true;
        // What is selected in the document is not hidden from the list.
        if !self.lines().iter().any(|line| line.of() == Some(of)) {
            self.filter = Filter::All;
            self.wanted.clear();
        }
    }

    /// Chooses for an item.
    pub fn choose(&mut self, at: usize, choice: Choice) {
        let Some(offer) = &self.offer else { return };
        if let Some(item) = offer.items.get(at) {
            offer.choose(&mut self.choices, item, choice);
            self.held = None;
        }
    }

    /// Takes, or leaves, whatever is sure, of one part or all of it.
    pub fn choose_sure(&mut self, part: Option<&str>, choice: Choice) {
        if let Some(offer) = &self.offer {
            offer.choose_sure(&mut self.choices, part, choice);
            self.held = None;
        }
    }

    /// Brings in another report of the document. What was chosen was of the one before.
    pub fn choose_report(&mut self, chosen: usize) {
        if chosen != self.chosen && chosen < self.reports.len() {
            self.chosen = chosen;
            self.choices.clear();
            self.year = None;
            self.selected = None;
            self.held = None;
            let first = self.report().map(|report| report.blocks.start);
            self.strips.jump_to_block(first.unwrap_or(0));
        }
    }

    /// Its figures become this year's, or last year's. What was chosen was of the other.
    pub fn choose_year(&mut self, year: Year) {
        self.year = Some(year);
        self.choices.clear();
        self.held = None;
    }

    /// The next question without an answer, in the order of the form and around its end.
    pub fn next_question(&mut self) {
        let items = self.offer.as_ref().map_or(&[][..], |offer| &offer.items);
        let open: Vec<usize> = (0..items.len())
            .filter(|at| items.get(*at).is_some_and(|item| item.choice == Choice::Open))
            .collect();
        let after = |at: &&usize| self.selected.is_none_or(|of| Of::Item(**at) > of);
        if let Some(next) = open.iter().find(after).or(open.first()).copied() {
            self.select(Of::Item(next));
            self.filter = Filter::All;
            self.wanted.clear();
            self.take_focus = true;
        }
    }

    /// Some words around a place of the document, the place itself in the middle.
    pub fn context(&self, spot: &Spot) -> (String, String, String) {
        const AROUND: usize = 14;
        let text = self.source.around(spot);
        let before: String = text.get(..spot.range.start).unwrap_or("").chars().rev().take(AROUND).collect();
        let after: String = text.get(spot.range.end..).unwrap_or("").chars().take(AROUND).collect();
        let words = match (self.source.words(spot), self.source.blocks.get(spot.block)) {
            ("", Some(Block::Table(_))) => "（空白）",
            (words, _) => words,
        };
        (before.chars().rev().collect(), words.to_owned(), after)
    }
}

fn lies_in(spot: &Spot, other: &Spot) -> bool {
    (spot.block, spot.cell) == (other.block, other.cell)
        && spot.range.start >= other.range.start
        && spot.range.end <= other.range.end
}
