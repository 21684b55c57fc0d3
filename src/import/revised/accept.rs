//! What of a revision is taken: the answers of the clerk, and the one edit that they come to.

use std::collections::BTreeMap;

use super::revision::{ChangeKey, FigureQuestion, Revision};
use crate::draft::{Draft, Edit, Entry, Origin, SectionText, Value};
use crate::form::{CellKey, Year};
use crate::report::shown_figure;

/// What is to become of a change of words.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Answer {
    /// Nobody has said yet: it is not taken.
    #[default]
    Open,
    /// 采纳: it goes into the draft.
    Taken,
    /// 不采纳: the draft keeps what it has.
    Refused,
}

/// What is to become of a figure that came back as another.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum FigureAnswer {
    /// Nobody has said yet: it is not taken.
    #[default]
    Open,
    /// 改指标: the cell holds the new figure, and whatever shows it follows.
    Cell,
    /// 只改文字: the new number stands in the text as plain words, the cell keeps its own.
    Words,
    /// 不采纳.
    Refused,
}

/// The answers, by what was asked, so that they outlast a change of the draft.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answers {
    words: BTreeMap<ChangeKey, Answer>,
    figures: BTreeMap<(CellKey, String), FigureAnswer>,
}

/// How many questions stand how.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Without an answer.
    pub open: usize,
    /// Taken.
    pub taken: usize,
    /// Refused.
    pub refused: usize,
}

impl Answers {
    /// The answer on a change of words.
    pub fn on(&self, change: &ChangeKey) -> Answer {
        self.words.get(change).copied().unwrap_or_default()
    }

    /// Answers on a change of words.
    pub fn answer(&mut self, change: ChangeKey, answer: Answer) {
        self.words.insert(change, answer);
    }

    /// The answer on a figure.
    pub fn on_figure(&self, question: &FigureQuestion) -> FigureAnswer {
        self.figures.get(&(question.cell.clone(), question.new.clone())).copied().unwrap_or_default()
    }

    /// Answers on a figure.
    pub fn answer_figure(&mut self, question: &FigureQuestion, answer: FigureAnswer) {
        self.figures.insert((question.cell.clone(), question.new.clone()), answer);
    }
}

impl FigureQuestion {
    /// Where it stands, for people: `“统计表”第 3 行`, or the sections.
    pub fn place(&self, revision: &Revision) -> String {
        let mut places: Vec<String> = Vec::new();
        if !self.in_table.is_empty() {
            places.push(self.in_table.clone());
        }
        for place in &self.in_text {
            let section = revision.sections.get(place.section).map_or("", |section| section.name.as_str());
            let words = format!("正文“{section}”");
            if !places.contains(&words) {
                places.push(words);
            }
        }
        places.join("、")
    }

    /// The answers that it can have. What is no figure can be no cell's; what stands in a table only is no words;
    /// where it can be neither there is nothing to answer.
    pub fn answers(&self) -> Vec<FigureAnswer> {
        let mut answers = Vec::new();
        if self.is_figure {
            answers.push(FigureAnswer::Cell);
        }
        if !self.in_text.is_empty() {
            answers.push(FigureAnswer::Words);
        }
        if !answers.is_empty() {
            answers.push(FigureAnswer::Refused);
        }
        answers
    }
}

impl Revision {
    /// Gives all changes of words the same answer, of one section or of all. Figures are asked one by one.
    pub fn answer_all(&self, section: Option<&str>, answer: Answer, answers: &mut Answers) {
        let of_section = self.sections.iter().filter(|known| section.is_none_or(|name| known.name == name));
        for change in of_section.flat_map(|section| section.changes()) {
            answers.answer(change.key.clone(), answer);
        }
    }

    /// How the questions stand: of one section, its live figures not counted, or all of them.
    pub fn tally(&self, section: Option<&str>, answers: &Answers) -> Tally {
        let mut tally = Tally::default();
        let mut count = |is_open: bool, is_taken: bool| match (is_open, is_taken) {
            (true, _) => tally.open += 1,
            (false, true) => tally.taken += 1,
            (false, false) => tally.refused += 1,
        };
        for change in self.changes().filter(|change| section.is_none_or(|name| change.key.section == name)) {
            let answer = answers.on(&change.key);
            count(answer == Answer::Open, answer == Answer::Taken);
        }
        let asked = self.figures.iter().filter(|question| !question.answers().is_empty());
        for question in asked.filter(|_| section.is_none()) {
            let answer = answers.on_figure(question);
            count(answer == FigureAnswer::Open, answer != FigureAnswer::Refused);
        }
        tally
    }

    /// All that is taken as one edit; `None` where nothing is. `draft` is the one that the revision was made
    /// against: places are those of its text. A figure knows where in the file of that name it was read.
    pub fn edit(&self, draft: &Draft, name: &str, answers: &Answers) -> Option<Edit> {
        let mut edits = Vec::new();
        let mut entries: Vec<(CellKey, Option<Entry>)> = Vec::new();
        for question in &self.figures {
            let is_cell = answers.on_figure(question) == FigureAnswer::Cell && question.is_figure;
            let Some(id) = draft.form().find(&question.cell).filter(|_| is_cell) else { continue };
            let value = Value::read(&question.new, draft.form().cell(id).kind);
            let place = format!("{name} {}", question.place(self));
            let entry = value.map(|value| Entry { value, origin: Origin::Imported { place } });
            entries.push((question.cell.clone(), entry));
        }
        if !entries.is_empty() {
            edits.push(Edit::Entries { year: Year::This, entries });
        }
        for (number, section) in self.sections.iter().enumerate() {
            let changes = section.changes().filter(|change| answers.on(&change.key) == Answer::Taken);
            let mut taken: Vec<_> =
                changes.map(|change| (change.range.clone(), change.with.clone())).collect();
            for question in &self.figures {
                if answers.on_figure(question) == FigureAnswer::Words {
                    let places = question.in_text.iter().filter(|place| place.section == number);
                    let words = || SectionText::words(question.new.clone());
                    taken.extend(places.map(|place| (place.range.clone(), words())));
                }
            }
            if taken.is_empty() {
                continue;
            }
            // From the end, so that places before stay where they are.
            taken.sort_by_key(|(range, _)| std::cmp::Reverse((range.start, range.end)));
            let mut text = section.text.clone();
            for (range, with) in taken {
                text = text.replaced(range, with, |figure| shown_figure(draft, figure));
            }
            edits.push(Edit::Text(section.name.clone(), Some(text)));
        }
        (!edits.is_empty()).then(|| Edit::Together { title: "收回修改稿".to_owned(), edits })
    }
}
