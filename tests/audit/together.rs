//! All checks of the words together.

use super::*;

#[test]
fn reports_as_they_are_generated_give_nothing_to_verify() {
    for name in examples() {
        let mut findings = findings(&example(&name));
        // A source that gives no date is asked for one, and rightly so.
        if example(&name).field(Field::IssuedOn).is_empty() {
            findings.retain(|one| one.place != Place::Field(Field::IssuedOn));
        }
        let to_verify: Vec<&Finding> = findings.iter().filter(|one| one.level > Level::Hint).collect();
        assert!(to_verify.is_empty(), "{name}: {to_verify:#?}");
        assert!(findings.len() <= 1, "{name}: {findings:#?}");
    }
}

#[test]
fn no_template_says_anything_to_verify_of_itself() {
    for form in editions::all() {
        for (typed, kind) in ["0", "1", "12"]
            .into_iter()
            .flat_map(|n| Field::AgencyKind.choices().iter().map(move |k| (n, *k)))
        {
            let year = form.last_year.unwrap_or(2025);
            let mut draft = Draft::new(form.clone(), year, "云川市金塘区临水镇人民政府");
            set_field(&mut draft, Field::AgencyKind, kind);
            set_field(
                &mut draft,
                Field::Site,
                "http://www.jintang-example.gov.cn/zwgk/20251231/t20251231_1.html",
            );
            set_field(&mut draft, Field::Phone, "13900001234");
            set_field(&mut draft, Field::IssuedOn, &format!("{}-01-16", year + 1));
            for year in [Year::This, Year::Last] {
                let entries = form.cells.iter().map(|c| (c.key.clone(), Entry::typed(typed, c.kind)));
                draft.apply(Edit::Entries { year, entries: entries.collect() }).unwrap();
            }
            let said = said(&findings(&draft), "DOC-11");
            assert_eq!(
                findings(&draft).len(),
                said.len(),
                "{} {typed} {kind}: {:#?}",
                form.edition,
                findings(&draft)
            );
        }
    }
}

#[test]
fn a_blank_draft_is_left_in_peace() {
    for form in editions::all() {
        let draft = Draft::new(form.clone(), form.last_year.unwrap_or(form.first_year), "");
        assert_eq!(findings(&draft), []);
    }
}

#[test]
fn graver_findings_come_first() {
    let mut draft = draft("2014");
    set_text(&mut draft, "主动公开", "专项资金资金已公开。");
    set_text(&mut draft, "问题与改进", "无");
    let levels: Vec<Level> = findings(&draft).iter().map(|finding| finding.level).collect();
    assert!(levels.is_sorted_by(|a, b| a >= b) && levels.len() == 2, "{levels:?}");
}
