//! What the page shows of a collection: which lines, and which of them is chosen.

use std::collections::BTreeMap;
use std::sync::Arc;

use egui::Color32;

use crate::rollup::{Collection, StateKind, Unit};
use crate::ui::theme::Palette;

/// A line of the list, whatever becomes of the others.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Of {
    /// The unit.
    pub name: String,
    /// Its file; empty where none came.
    pub file: String,
    /// Which report of the file.
    pub number: usize,
}

impl Of {
    /// That unit's line.
    pub fn unit(unit: &Unit) -> Self {
        Self { name: unit.name.clone(), file: unit.file.clone(), number: unit.number }
    }
}

/// Which lines are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Filter {
    /// All of them.
    #[default]
    All,
    /// Those where someone has to do something.
    Open,
    /// Those of one state.
    Only(StateKind),
}

/// The collection with what is shown of it.
pub struct View {
    collection: Arc<Collection>,
    /// Which lines are shown.
    pub filter: Filter,
    /// Only lines with these words are shown.
    pub wanted: String,
    /// The line that the right pane shows.
    pub selected: Option<Of>,
    /// The year as it is typed.
    pub year: String,
    counts: BTreeMap<StateKind, usize>,
    counted: usize,
    /// The lines that are shown, for which filter and words.
    lines: Option<(Filter, String, Vec<usize>)>,
}

impl View {
    /// Of a collection just read.
    pub fn new(collection: Collection) -> Self {
        let year = collection.target().year.to_string();
        let mut view = Self {
            collection: Arc::new(collection),
            filter: Filter::All,
            wanted: String::new(),
            selected: None,
            year,
            counts: BTreeMap::new(),
            counted: 0,
            lines: None,
        };
        view.count();
        let first = view.collection.units().iter().find(|unit| unit.state.kind().needs_someone());
        view.selected = first.or(view.collection.units().first()).map(Of::unit);
        view
    }

    /// The collection.
    pub fn collection(&self) -> &Arc<Collection> {
        &self.collection
    }

    /// Changes the collection. A unit whose file has come keeps the choice.
    pub fn change(&mut self, change: impl FnOnce(&mut Collection)) {
        change(Arc::make_mut(&mut self.collection));
        self.lines = None;
        self.count();
        let Some(selected) = &self.selected else { return };
        let units = self.collection.units();
        let same = units.iter().find(|unit| Of::unit(unit) == *selected);
        let same =
            same.or_else(|| units.iter().find(|unit| unit.file == selected.file && !unit.file.is_empty()));
        let same = same.or_else(|| units.iter().find(|unit| unit.name == selected.name));
        self.selected = same.or(units.first()).map(Of::unit);
    }

    fn count(&mut self) {
        self.counts = self.collection.counts();
        self.counted = self.collection.counted().count();
    }

    /// How many lines stand how.
    pub fn counts(&self) -> &BTreeMap<StateKind, usize> {
        &self.counts
    }

    /// How many units are in the sums.
    pub fn counted(&self) -> usize {
        self.counted
    }

    /// For how many lines someone has to do something.
    pub fn open(&self) -> usize {
        self.counts.iter().filter(|(kind, _)| kind.needs_someone()).map(|(_, count)| count).sum()
    }

    /// The chosen unit.
    pub fn chosen(&self) -> Option<&Unit> {
        let selected = self.selected.as_ref()?;
        self.collection.units().iter().find(|unit| {
            unit.number == selected.number && unit.file == selected.file && unit.name == selected.name
        })
    }

    /// The places of the lines that are shown; worked out anew only when something changed.
    pub fn lines(&mut self) -> &[usize] {
        let is_same = |lines: &(Filter, String, Vec<usize>)| lines.0 == self.filter && lines.1 == self.wanted;
        if !self.lines.as_ref().is_some_and(is_same) {
            let (filter, wanted) = (self.filter, self.wanted.trim().to_lowercase());
            let has = |text: &str| text.to_lowercase().contains(&wanted);
            let units = self.collection.units().iter().enumerate();
            let shown = units.filter(|(_, unit)| {
                let kind = unit.state.kind();
                let fits = match filter {
                    Filter::All => true,
                    Filter::Open => kind.needs_someone(),
                    Filter::Only(only) => kind == only,
                };
                fits && (wanted.is_empty() || has(&unit.name) || has(&unit.file))
            });
            self.lines = Some((filter, self.wanted.clone(), shown.map(|(at, _)| at).collect()));
        }
        self.lines.as_ref().map_or(&[], |(.., lines)| lines)
    }
}

/// The sign of a state and its colour: no meaning is carried by colour alone.
pub fn sign(kind: StateKind, colours: &Palette) -> (&'static str, Color32) {
    match kind {
        StateKind::In => ("✓", colours.good),
        StateKind::Failing | StateKind::WrongYear | StateKind::WrongEdition | StateKind::Unreadable => {
            ("×", colours.wrong)
        }
        StateKind::Open | StateKind::Twice | StateKind::NotExpected | StateKind::Unclear => {
            ("？", colours.query)
        }
        StateKind::Missing | StateKind::Blank => ("○", colours.query),
        StateKind::Within | StateKind::SetAside | StateKind::Replaced | StateKind::Result => {
            ("·", colours.faint)
        }
    }
}
