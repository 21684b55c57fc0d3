//! The lines of the list: questions first, then what the report says by part of the draft, then what was left
//! aside.

use super::view::{Of, Standing, View};
use crate::import::{Choice, Content, Item, Place};

/// What the list shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Filter {
    /// Everything.
    All,
    /// Only what stands so.
    Only(Standing),
}

impl Filter {
    fn shows(self, standing: Standing) -> bool {
        match self {
            Self::All => true,
            Self::Only(wanted) => wanted == standing,
        }
    }
}

/// One line of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Line {
    /// The name of what follows.
    Heading(String),
    /// A part of the draft: its name, how many of its items are sure, how many of these are taken.
    Part {
        /// Name of the part.
        name: String,
        /// How many of its items fill a blank without doubt.
        sure: usize,
        /// How many of these are taken.
        taken: usize,
    },
    /// A question, by its number in the offer.
    Question(usize),
    /// An item, by its number in the offer.
    Item(usize),
    /// A number that is left aside.
    Aside(Of),
}

impl Line {
    /// Its height, in points.
    pub fn height(&self) -> f32 {
        match self {
            Self::Heading(_) | Self::Part { .. } => 38.0,
            Self::Question(_) => 76.0,
            Self::Item(_) => 30.0,
            Self::Aside(_) => 26.0,
        }
    }

    /// What of the document it shows.
    pub fn of(&self) -> Option<Of> {
        match self {
            Self::Question(at) | Self::Item(at) => Some(Of::Item(*at)),
            Self::Aside(of) => Some(*of),
            Self::Heading(_) | Self::Part { .. } => None,
        }
    }
}

/// The lines that the filter and the words looked for leave.
pub fn lines(view: &View) -> Vec<Line> {
    let (Some(offer), Some(report)) = (view.offer(), view.report()) else { return Vec::new() };
    let wanted = view.wanted.trim();
    let matches = |of: Of| wanted.is_empty() || says(view, of, wanted);
    let shows = |of: &Of| view.filter.shows(view.standing(*of)) && matches(*of);
    let mut lines = Vec::new();

    let asked = |item: &Item| item.doubt.is_some();
    let questions: Vec<usize> = (0..offer.items.len())
        .filter(|at| view.item(*at).is_some_and(asked) && shows(&Of::Item(*at)))
        .collect();
    if !questions.is_empty() {
        let all = offer.items.iter().filter(|item| asked(item));
        let open = all.clone().filter(|item| item.choice == Choice::Open).count();
        lines.push(Line::Heading(match open {
            0 => format!("需要判断的数字（{} 个，都已判断）", all.count()),
            open => format!("需要判断的数字（还有 {open} 个待定）"),
        }));
        lines.extend(questions.into_iter().map(Line::Question));
    }

    let mut part = "";
    for (at, item) in offer.items.iter().enumerate() {
        if asked(item) || !shows(&Of::Item(at)) {
            continue;
        }
        let name = item.place.part(&offer.form);
        if name != part {
            part = name;
            let sure =
                offer.items.iter().filter(|item| item.is_sure() && item.place.part(&offer.form) == name);
            let taken = sure.clone().filter(|item| item.choice == Choice::Taken).count();
            lines.push(Line::Part { name: name.to_owned(), sure: sure.count(), taken });
        }
        lines.push(Line::Item(at));
    }

    let homeless: Vec<Of> = (0..offer.homeless.len()).map(Of::Homeless).filter(shows).collect();
    if !homeless.is_empty() {
        lines.push(Line::Heading(format!("底稿的版式没有的（{} 项）", homeless.len())));
        lines.extend(homeless.into_iter().map(Line::Aside));
    }
    let asides: Vec<Of> = (0..report.asides.len()).map(Of::Aside).filter(shows).collect();
    if !asides.is_empty() {
        lines.push(Line::Heading(format!("不是指标的数字（{} 个）", asides.len())));
        lines.extend(asides.into_iter().map(Line::Aside));
    }
    lines
}

/// Whether a line has the words that are looked for: in its name, its figure, or the reason.
fn says(view: &View, of: Of, wanted: &str) -> bool {
    let figure = match of {
        Of::Item(at) => view.item(at).is_some_and(|item| {
            let contents = item.content.iter().chain(&item.now);
            contents.into_iter().any(|content| match (&item.place, content) {
                (Place::Section(_), _) => false,
                (_, content) => Content::shown(content).contains(wanted),
            })
        }),
        Of::Homeless(_) | Of::Aside(_) => {
            view.spot(of).is_some_and(|spot| view.source.words(spot).contains(wanted))
        }
    };
    figure || view.told(of).contains(wanted)
}
