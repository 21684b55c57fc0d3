//! Two drafts held against each other: year against year, or one year before and after review.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::{Standing, Verdict, check, place, title};
use crate::draft::{Draft, Figure, SectionText};
use crate::form::{CellId, Field, Form};

/// What differs between a draft and a later one; what is the same is not listed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Differences {
    /// 年度, 统计口径 and basic texts.
    pub basics: Vec<Change>,
    /// Figures, in the order of the later form; then those that only the earlier form has.
    pub figures: Vec<FigureChange>,
    /// The clerk's own texts by section; `None` where the text is generated.
    pub texts: Vec<Change>,
    /// Verdicts that someone has to look at in one of the drafts and that stand otherwise in the
    /// other.
    pub verdicts: Vec<VerdictChange>,
}

/// A text that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Name of the text.
    pub name: String,
    /// What it was; `None`: nothing.
    pub before: Option<String>,
    /// What it is.
    pub after: Option<String>,
}

/// A figure that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FigureChange {
    /// Its cell in the later draft; `None` where only the earlier form has it.
    pub cell: Option<CellId>,
    /// Its short name.
    pub name: String,
    /// What it was; `None` is blank.
    pub before: Option<String>,
    /// What it is; `None` is blank.
    pub after: Option<String>,
    /// After less before, where both are numbers.
    pub change: Option<Decimal>,
}

/// A rule that says something else of the two drafts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerdictChange {
    /// Name of the relation, or id of the rule.
    pub name: String,
    /// Where, and what is demanded there.
    pub words: String,
    /// How it stood; [`Standing::Fine`] also where the rule did not apply.
    pub before: Standing,
    /// How it stands.
    pub after: Standing,
}

impl Differences {
    /// Whether nothing differs.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// Everything that differs between two drafts. Figures of different editions are matched by key and by
/// the crosswalk of the later form.
pub fn compare(before: &Draft, after: &Draft) -> Differences {
    Differences {
        basics: basics(before, after),
        figures: figures(before, after),
        texts: texts(before, after),
        verdicts: verdicts(before, after),
    }
}

fn basics(before: &Draft, after: &Draft) -> Vec<Change> {
    let of = |draft: &Draft| {
        let mut texts = vec![
            ("年度", draft.year().to_string()),
            ("版式", draft.form().edition.clone()),
            ("统计口径", draft.scope().name().to_owned()),
        ];
        texts.extend(Field::ALL.map(|field| (field.name(), draft.field(field).trim().to_owned())));
        texts
    };
    let some = |text: String| (!text.is_empty()).then_some(text);
    of(before)
        .into_iter()
        .zip(of(after))
        .filter(|((_, a), (_, b))| a != b)
        .map(|((name, a), (_, b))| Change { name: name.to_owned(), before: some(a), after: some(b) })
        .collect()
}

fn figures(before: &Draft, after: &Draft) -> Vec<FigureChange> {
    let (old, new) = (before.form(), after.form());
    let mut used = BTreeSet::new();
    let mut changes = Vec::new();
    let sources: BTreeMap<CellId, Vec<CellId>> = new.sources_in(old).into_iter().collect();
    for id in new.ids() {
        let was = sources.get(&id).map_or(&[][..], Vec::as_slice);
        used.extend(was.iter().copied());
        let earlier = match was {
            [single] => (before.number(*single), before.shown(*single)),
            several => {
                let sum = several.iter().map(|id| before.number(*id)).sum::<Option<Decimal>>();
                let sum = sum.filter(|_| !several.is_empty());
                (sum, sum.map(|sum| sum.to_string()))
            }
        };
        let (now, shown) = (after.number(id), after.shown(id));
        let same = match (earlier.0, now) {
            (Some(a), Some(b)) => a == b,
            _ => earlier.1 == shown,
        };
        if !same {
            let change = earlier.0.and_then(|earlier| Some(now? - earlier));
            let name = new.cell(id).name.clone();
            changes.push(FigureChange { cell: Some(id), name, before: earlier.1, after: shown, change });
        }
    }
    let gone = old.ids().filter(|id| !used.contains(id)).filter_map(|id| {
        let before = Some(before.shown(id)?);
        let name = old.cell(id).name.clone();
        Some(FigureChange { cell: None, name, before, after: None, change: None })
    });
    changes.extend(gone);
    changes
}

fn texts(before: &Draft, after: &Draft) -> Vec<Change> {
    let words = |draft: &Draft, section: &str| {
        let show = |figure: &Figure| draft.printed(figure).unwrap_or_default();
        draft.text(section).map(|text: &SectionText| text.shown(show).0)
    };
    let sections: BTreeSet<&str> = before.texts().chain(after.texts()).map(|(section, _)| section).collect();
    sections
        .into_iter()
        .map(|section| Change {
            name: section.to_owned(),
            before: words(before, section),
            after: words(after, section),
        })
        .filter(|change| change.before != change.after)
        .collect()
}

fn verdicts(before: &Draft, after: &Draft) -> Vec<VerdictChange> {
    let (old, new) = (standings(before), standings(after));
    let names: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    names
        .into_iter()
        // A rule that only one of the editions has was not mended and not broken.
        .filter(|name| has_rule(before.form(), name) && has_rule(after.form(), name))
        .filter_map(|name| {
            let (was, is) = (old.get(name), new.get(name));
            let standing = |found: Option<&(Standing, String)>| found.map_or(Standing::Fine, |found| found.0);
            let (before, after) = (standing(was), standing(is));
            let words = is.or(was).map(|(_, words)| words.clone())?;
            (before != after).then(|| VerdictChange { name: name.clone(), words, before, after })
        })
        .collect()
}

/// Whether a form has the rule that a verdict of that name comes from.
fn has_rule(form: &Form, name: &str) -> bool {
    let of_rule = |id: &str| name.strip_prefix(id).is_some_and(|rest| rest.starts_with(' '));
    form.relations.iter().any(|relation| relation.name == name)
        || form.rules.iter().any(|rule| of_rule(&rule.id))
}

/// What stands how, by a name that is the same in both drafts; what is fine is left out.
fn standings(draft: &Draft) -> BTreeMap<String, (Standing, String)> {
    let form: &Form = draft.form();
    let name = |verdict: &Verdict| match verdict.relation() {
        Some(id) => form.relation(id).name.clone(),
        None => format!("{} {}", verdict.rule(form).id, place(draft, verdict)),
    };
    let verdicts = check(draft);
    let open = verdicts.iter().filter(|verdict| verdict.standing(draft) != Standing::Fine);
    open.map(|verdict| {
        let words = format!("{}：{}", place(draft, verdict), title(draft, verdict));
        (name(verdict), (verdict.standing(draft), words))
    })
    .collect()
}
