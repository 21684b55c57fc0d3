//! What a rule says of a draft.

use rust_decimal::Decimal;

use crate::draft::Draft;
use crate::form::{CellId, Field, Form, Level, RelationId, Rule, Term, Test, Year};

/// What one rule says of one draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// Index of the rule in [`Form::rules`].
    pub rule: usize,
    /// What was looked at.
    pub about: About,
    /// What was found.
    pub outcome: Outcome,
}

/// What a verdict is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About {
    /// A relation, with what its sides come to so far (blanks add nothing; the right side includes
    /// the relation's constant).
    Relation {
        /// Which relation.
        id: RelationId,
        /// Sum of the left side.
        left: Decimal,
        /// Sum of the right side.
        right: Decimal,
    },
    /// An entry that is no number of its cell's kind.
    Entry(CellId),
    /// A basic text that is missing, or is no day where a day is asked for.
    Field(Field),
    /// A report year that the edition is not for.
    Year,
    /// A cell of a 汇总 and the sum of its units; `None` is blank or 不适用.
    Sum {
        /// The cell.
        cell: CellId,
        /// What stands in the cell.
        value: Option<Decimal>,
        /// What its units came to.
        sum: Option<Decimal>,
    },
    /// Units of a 汇总 that are not in the sums.
    Units,
}

/// What was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// The rule holds.
    Holds,
    /// It does not, and no filling of the blanks could mend it.
    Broken,
    /// Blanks among its terms, which would have to carry this much together; zero: 空白补零, only of
    /// 强制 relations.
    Open(Decimal),
    /// A side is wholly blank or holds text, blanks on both sides may cancel out, or an equation that
    /// is not 强制 has blanks and closes so far: nothing can be said.
    Unknown,
}

/// How much a verdict matters, with the clerk's reasons considered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standing {
    /// Nothing to do.
    Fine,
    /// 核实, with a reason that stands.
    Explained,
    /// 提示.
    Hint,
    /// 核实, and no reason given yet.
    Query,
    /// 强制, and it does not hold: the report goes out as 草稿.
    Fails,
}

impl Standing {
    /// The Chinese word.
    pub fn name(self) -> &'static str {
        match self {
            Self::Fine => "符合",
            Self::Explained => "已说明",
            Self::Hint => "提示",
            Self::Query => "待核实",
            Self::Fails => "不符",
        }
    }
}

impl Verdict {
    /// Its rule, in the form that made it.
    #[expect(clippy::indexing_slicing, reason = "rule indexes come from the form's own compilation")]
    pub fn rule<'a>(&self, form: &'a Form) -> &'a Rule {
        &form.rules[self.rule]
    }

    /// The rule under which it is shown: blanks that can only be zero have one of their own.
    pub fn shown_rule<'a>(&self, form: &'a Form) -> &'a Rule {
        match self.outcome {
            Outcome::Open(carry) if carry.is_zero() => form.blanks_rule().unwrap_or_else(|| self.rule(form)),
            _ => self.rule(form),
        }
    }

    /// How much it matters.
    pub fn standing(&self, draft: &Draft) -> Standing {
        let form = draft.form();
        match self.outcome {
            Outcome::Holds | Outcome::Unknown => Standing::Fine,
            Outcome::Open(carry) if carry.is_zero() => Standing::Hint,
            Outcome::Broken | Outcome::Open(_) => match self.rule(form).level {
                // Not the sheet's own arithmetic: a sum may be corrected knowingly, with the reason.
                Level::Must if self.is_sum() && self.is_explained(draft) => Standing::Explained,
                Level::Must => Standing::Fails,
                Level::Hint => Standing::Hint,
                Level::Query if self.is_explained(draft) => Standing::Explained,
                Level::Query => Standing::Query,
            },
        }
    }

    fn is_sum(&self) -> bool {
        matches!(self.about, About::Sum { .. })
    }

    /// The name that a reason for it is kept by: of its relation, or its rule with the cell in brackets
    /// (`14-17[收到申请数]`). `None` where a reason changes nothing.
    pub fn reason_name(&self, form: &Form) -> Option<String> {
        match self.about {
            About::Relation { id, .. } => Some(form.relation(id).name.clone()),
            About::Sum { cell, .. } => Some(format!("{}[{}]", self.rule(form).id, form.cell(cell).key)),
            About::Entry(_) | About::Field(_) | About::Year | About::Units => None,
        }
    }

    /// The values that a reason for it is bound to.
    pub fn reason_values(&self, draft: &Draft) -> Vec<String> {
        match self.about {
            About::Relation { id, .. } => draft.values_of(draft.form().relation(id)),
            About::Sum { cell, .. } => {
                let key = &draft.form().cell(cell).key;
                let sum = draft.sources().and_then(|sources| sources.sum(key));
                let sum = sum.map(|sum| sum.value.to_string());
                vec![draft.shown(cell).unwrap_or_default(), sum.unwrap_or_default()]
            }
            About::Entry(_) | About::Field(_) | About::Year | About::Units => Vec::new(),
        }
    }

    fn is_explained(&self, draft: &Draft) -> bool {
        match self.about {
            About::Relation { id, .. } => draft.is_explained(draft.form().relation(id)),
            _ => self
                .reason_name(draft.form())
                .is_some_and(|name| draft.is_explained_by(&name, &self.reason_values(draft))),
        }
    }

    /// Left side less right side, of a sum what the cell has more than it; zero for what is no relation.
    pub fn difference(&self) -> Decimal {
        match self.about {
            About::Relation { left, right, .. } => left - right,
            About::Sum { value, sum, .. } => value.unwrap_or_default() - sum.unwrap_or_default(),
            About::Entry(_) | About::Field(_) | About::Year | About::Units => Decimal::ZERO,
        }
    }

    /// The relation it is about.
    pub fn relation(&self) -> Option<RelationId> {
        match self.about {
            About::Relation { id, .. } => Some(id),
            About::Entry(_) | About::Field(_) | About::Year | About::Sum { .. } | About::Units => None,
        }
    }

    /// The cells of this year concerned, those of the left side first. A coincidence is of the whole
    /// form: its first cell stands for it.
    pub fn cells(&self, form: &Form) -> Vec<CellId> {
        match self.about {
            About::Relation { id, .. } => {
                let relation = form.relation(id);
                let this_year = relation.terms().filter(|term| term.year == Year::This);
                let shown = match relation.test {
                    Test::Unlike { .. } => 1,
                    Test::Sums(_) | Test::Jump(_) => usize::MAX,
                };
                this_year.take(shown).map(|term| term.cell).collect()
            }
            About::Entry(cell) | About::Sum { cell, .. } => vec![cell],
            About::Field(_) | About::Year | About::Units => Vec::new(),
        }
    }

    /// Whether it says nothing only because the draft does not know last year: there is nothing to
    /// fill in this year.
    pub fn lacks_last_year(&self, draft: &Draft) -> bool {
        let lacks = |term: &Term| term.year == Year::Last && draft.term(term).is_none();
        self.outcome == Outcome::Unknown
            && self.relation().is_some_and(|id| draft.form().relation(id).terms().any(lacks))
    }

    /// Cells of this year that the relation asks for and that are blank.
    pub fn blank_cells(&self, draft: &Draft) -> Vec<CellId> {
        let blank = |term: &&Term| term.year == Year::This && draft.entry(term.cell).is_none();
        match self.about {
            About::Relation { id, .. } => {
                draft.form().relation(id).terms().filter(blank).map(|term| term.cell).collect()
            }
            About::Entry(_) | About::Field(_) | About::Year | About::Sum { .. } | About::Units => Vec::new(),
        }
    }
}
