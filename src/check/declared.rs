//! 定稿: what fails, to be declared final knowingly, and whether it has been.

use super::{About, Standing, Verdict};
use crate::draft::{Declaration, Draft};

/// What fails now: what the clerk declares, when she declares the report final all the same
/// (`Edit::Final(Some(failures(…)))`).
pub fn failures(draft: &Draft, verdicts: &[Verdict]) -> Declaration {
    let form = draft.form();
    let failing = verdicts.iter().filter(|verdict| verdict.standing(draft) == Standing::Fails);
    Declaration::new(failing.map(|verdict| {
        let rule = &verdict.rule(form).id;
        match verdict.about {
            About::Relation { id, .. } => {
                let relation = form.relation(id);
                (relation.name.clone(), draft.values_of(relation))
            }
            About::Entry(cell) => {
                (format!("{rule}[{}]", form.cell(cell).key), draft.shown(cell).into_iter().collect())
            }
            About::Field(field) => (format!("{rule}[{}]", field.name()), vec![draft.field(field).to_owned()]),
            About::Sum { cell, .. } => {
                (format!("{rule}[{}]", form.cell(cell).key), verdict.reason_values(draft))
            }
            About::Units => (rule.clone(), Vec::new()),
            About::Year => (rule.clone(), vec![draft.year().to_string()]),
        }
    }))
}

/// Whether the clerk has declared the report final with just what fails now. It lapses when something
/// else fails, or one of the values of what fails has changed. A draft in which nothing fails needs no
/// declaration, and this is `false` then unless one was given.
pub fn is_declared_final(draft: &Draft, verdicts: &[Verdict]) -> bool {
    draft.declaration().is_some_and(|declared| declared.covers(&failures(draft, verdicts)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::check;
    use crate::draft::{Edit, Entry};
    use crate::form::editions;

    fn set(draft: &mut Draft, key: &str, typed: &str) {
        let cell = draft.form().cell(draft.form().find(key).unwrap()).clone();
        draft.apply(Edit::entry(cell.key.clone(), Entry::typed(typed, cell.kind))).unwrap();
    }

    #[test]
    fn a_declaration_lapses_when_a_value_changes_or_something_else_fails() {
        let mut draft = Draft::new(editions::named("2014").unwrap(), 2018, "金塘镇");
        for (key, typed) in [("工作人员数", "3"), ("专职人员数", "1"), ("兼职人员数", "1")] {
            set(&mut draft, key, typed);
        }
        assert!(!is_declared_final(&draft, &check(&draft)));
        let declared = failures(&draft, &check(&draft));
        assert_eq!(declared.fails().count(), 1);
        draft.apply(Edit::Final(Some(declared))).unwrap();
        let check_final = |draft: &Draft, expected: bool, why: &str| {
            assert_eq!(is_declared_final(draft, &check(draft)), expected, "{why}");
        };
        check_final(&draft, true, "as declared");
        set(&mut draft, "网站公开数", "7");
        check_final(&draft, true, "another figure changed");
        set(&mut draft, "兼职人员数", "0");
        check_final(&draft, false, "a value of what fails changed");
        set(&mut draft, "兼职人员数", "1");
        check_final(&draft, true, "and came back");
        set(&mut draft, "网站公开数", "约7");
        check_final(&draft, false, "an entry that is no number fails too");
        set(&mut draft, "网站公开数", "7");
        set(&mut draft, "兼职人员数", "2");
        check_final(&draft, true, "nothing fails any more");
    }
}
