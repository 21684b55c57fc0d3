//! A draft's standing at a glance: counts for the title line, the sections and the exit code.

use super::{About, Standing, Verdict};
use crate::draft::Draft;
use crate::form::CellId;

/// How many verdicts stand how.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Summary {
    /// 强制 relations that do not hold and entries that are no numbers.
    pub fails: usize,
    /// 核实 without a reason.
    pub queries: usize,
    /// 核实 with a reason that stands.
    pub explained: usize,
    /// 提示.
    pub hints: usize,
}

/// Counts verdicts by their standing.
pub fn summary(draft: &Draft, verdicts: &[Verdict]) -> Summary {
    let mut counts = Summary::default();
    for verdict in verdicts {
        match verdict.standing(draft) {
            Standing::Fine => {}
            Standing::Explained => counts.explained += 1,
            Standing::Hint => counts.hints += 1,
            Standing::Query => counts.queries += 1,
            Standing::Fails => counts.fails += 1,
        }
    }
    counts
}

/// The verdicts that someone has to look at, gravest first, otherwise in the order of the form.
pub fn problems<'a>(draft: &Draft, verdicts: &'a [Verdict]) -> Vec<(Standing, &'a Verdict)> {
    let mut problems: Vec<_> = verdicts
        .iter()
        .map(|verdict| (verdict.standing(draft), verdict))
        .filter(|(standing, _)| *standing != Standing::Fine)
        .collect();
    let rank = |standing: &Standing| match standing {
        Standing::Fails => 0,
        Standing::Query => 1,
        Standing::Hint => 2,
        Standing::Explained | Standing::Fine => 3,
    };
    problems.sort_by_key(|(standing, _)| rank(standing));
    problems
}

/// How far a part of the form is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SectionState {
    /// Cells that are not blank.
    pub filled: usize,
    /// All its cells.
    pub total: usize,
    /// The gravest standing of a verdict that concerns one of its cells.
    pub worst: Standing,
}

impl SectionState {
    /// The state of a part of the form that consists of `cells`.
    pub fn of(draft: &Draft, verdicts: &[Verdict], cells: &[CellId]) -> Self {
        let concerns = |verdict: &&Verdict| match verdict.about {
            About::Field(_) | About::Year | About::Units => false,
            About::Relation { .. } | About::Entry(_) | About::Sum { .. } => {
                verdict.cells(draft.form()).first().is_some_and(|first| cells.contains(first))
            }
        };
        Self {
            filled: cells.iter().filter(|cell| draft.entry(**cell).is_some()).count(),
            total: cells.len(),
            worst: verdicts
                .iter()
                .filter(concerns)
                .map(|verdict| verdict.standing(draft))
                .max()
                .unwrap_or(Standing::Fine),
        }
    }
}
