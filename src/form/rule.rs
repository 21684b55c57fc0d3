//! 勾稽关系: relations between the cells of a form, compiled to cell indexes.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{CellId, Field};

/// How much a rule that does not hold matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Level {
    /// Worth a look, nothing more.
    #[serde(rename = "提示")]
    Hint,
    /// May be true, but needs a reason in words.
    #[serde(rename = "核实")]
    Query,
    /// The form's own arithmetic: a report that breaks it goes out as 草稿.
    #[serde(rename = "强制")]
    Must,
}

impl Level {
    /// The Chinese word of the form files and messages.
    pub fn name(self) -> &'static str {
        match self {
            Self::Hint => "提示",
            Self::Query => "核实",
            Self::Must => "强制",
        }
    }
}

/// A rule as the form states it; a rule with `*` in its keys stands for several [`Relation`]s.
#[derive(Debug, Clone)]
pub struct Rule {
    /// Its number, `14-01`; once released it never changes meaning.
    pub id: String,
    /// How much it matters.
    pub level: Level,
    /// What it demands, in a sentence for the clerk.
    pub message: String,
    /// The law, notice or reading it rests on.
    pub source: String,
    /// Reasons that are often true, offered to the clerk to complete.
    pub ready_reasons: Vec<String>,
    /// When it applies at all.
    pub guard: Guard,
    /// What it looks at.
    pub subject: Subject,
}

/// What a rule looks at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    /// Sums of cells: see the [`Relation`]s that name this rule.
    Relations,
    /// Every entry is a number of the kind its cell asks for.
    Entries,
    /// These basic texts are filled in.
    Fields(Vec<Field>),
    /// Blanks that can only be zero because the total is already reached (空白补零).
    Blanks,
    /// The report year is one that this edition is for.
    EditionYear,
    /// Every amount of money says whether it is 元 or 万元.
    Units,
    /// Of a 汇总: every cell is the sum of its units.
    Sums,
    /// Of a 汇总: a sum in which the same thing may be counted twice ([`super::Form::asks`]).
    AskedSums,
    /// Of a 汇总: every unit that was expected is in the sums.
    WantedUnits,
}

/// When a rule applies. An empty guard always does.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Guard {
    /// First report year, inclusive.
    pub from_year: Option<u16>,
    /// Last report year, inclusive.
    pub to_year: Option<u16>,
    /// Only agencies of these 单位类别; empty: all. An agency that names none is not caught.
    pub agency_kinds: Vec<String>,
    /// Only agencies of these 单位层级; empty: all. An agency that names none is not caught.
    pub agency_levels: Vec<String>,
    /// Quiet while no side of the relation exceeds this.
    pub floor: Option<Decimal>,
}

/// Which year's entries a term takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Year {
    /// The year of the draft.
    This,
    /// The year before, as the draft keeps it.
    Last,
}

/// `coefficient × cell`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Term {
    /// A small whole number, 1 in nearly every rule.
    pub coefficient: Decimal,
    /// Whose value.
    pub cell: CellId,
    /// Of which year.
    pub year: Year,
}

/// How two sides are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Comparison {
    /// left = right
    Equal,
    /// left ≤ right
    AtMost,
    /// left ≥ right
    AtLeast,
}

impl Comparison {
    /// The sign as printed in formulas.
    pub fn sign(self) -> &'static str {
        match self {
            Self::Equal => "＝",
            Self::AtMost => "≤",
            Self::AtLeast => "≥",
        }
    }

    /// The sign of the opposite, for a relation that does not hold.
    pub fn broken_sign(self) -> &'static str {
        match self {
            Self::Equal => "≠",
            Self::AtMost => "＞",
            Self::AtLeast => "＜",
        }
    }
}

/// What is asked of the two sides of a relation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Test {
    /// The sums are compared.
    Sums(Comparison),
    /// Year on year: the left side is neither more than so many times the right side nor less than
    /// that part of it.
    Jump(Decimal),
    /// A coincidence that is too good: the sides, cut into so many equal stretches, must not be equal
    /// in all of them. Stretches with a blank are left out; where fewer than `least` are equal and
    /// not zero, nothing is said.
    Unlike {
        /// Into how many stretches each side is cut.
        pairs: u16,
        /// So many must be equal and not zero.
        least: u16,
    },
}

/// The place of a relation in its form: an index into [`super::Form::relations`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RelationId(pub(super) u16);

impl RelationId {
    /// The index into [`super::Form::relations`].
    pub fn index(self) -> usize {
        usize::from(self.0)
    }
}

/// One relation; mostly `Σ left  (= | ≤ | ≥)  Σ right + constant`.
#[derive(Debug, Clone)]
pub struct Relation {
    /// Index of its rule in [`super::Form::rules`].
    pub rule: usize,
    /// Unique and stable: the rule's id, with what `*` stands for in brackets. Reasons are kept by it.
    pub name: String,
    /// Left side; for a sum, the total alone.
    pub left: Vec<Term>,
    /// What is asked of the sides.
    pub test: Test,
    /// Right side; for a sum, its parts.
    pub right: Vec<Term>,
    /// Added to the right side.
    pub constant: Decimal,
    /// The two sides may differ by this much (for rounded money).
    pub tolerance: Decimal,
    /// Blanks count as zero, even where a side is wholly blank. Otherwise such a side leaves the
    /// relation unknown.
    pub blank_counts: bool,
    /// The left side is one cell of this year that may be worked out from the others.
    pub fills: bool,
    /// The left side is one cell that begins as what the right side was last year (结转).
    pub carries: bool,
}

impl Relation {
    /// The cell that may be worked out from the others, where the form says so.
    pub fn total(&self) -> Option<CellId> {
        self.left.first().filter(|_| self.fills).map(|term| term.cell)
    }

    /// The cell that begins as another was last year, and that other.
    pub fn carried(&self) -> Option<(CellId, CellId)> {
        let (to, from) = (self.left.first()?, self.right.first()?);
        self.carries.then_some((to.cell, from.cell))
    }

    /// All terms, left side first.
    pub fn terms(&self) -> impl Iterator<Item = &Term> {
        self.left.iter().chain(&self.right)
    }
}
