//! 新一年 and year against year: what is carried over, what is left behind and said so, and what two
//! drafts differ in.

use std::collections::BTreeMap;

use nianbao::check::{self, Outcome, Standing};
use nianbao::draft::{self, Draft, Edit, Entry, Figure, LeftBehind, Origin, Piece, SectionText, Value};
use nianbao::form::{CellKey, Field, Year, editions};
use nianbao::report;
use proptest::prelude::*;
use proptest::sample::select;

/// A draft of that edition with these figures.
fn draft(edition: &str, year: u16, figures: &[(&str, &str)]) -> Draft {
    let mut draft = Draft::new(editions::named(edition).unwrap(), year, "金塘镇人民政府");
    for (key, typed) in figures {
        let cell = draft.form().cell(draft.form().find(key).unwrap()).clone();
        draft.apply(Edit::entry(cell.key.clone(), Entry::typed(typed, cell.kind))).unwrap();
    }
    draft
}

fn shown(draft: &Draft, key: &str) -> Option<String> {
    draft.shown(draft.form().find(key).unwrap())
}

fn last(draft: &Draft, key: &str) -> Option<String> {
    draft.last_year(draft.form().find(key).unwrap()).map(|entry| entry.value.to_string())
}

// ── The draft for the next year

#[test]
fn what_was_handed_on_is_carried_per_column_and_days_start_blank() {
    let mut old = draft(
        "2021",
        2024,
        &[("申请.结转下年.自然人", "3"), ("申请.结转下年.商业企业", "0"), ("申请.新收.自然人", "40")],
    );
    for (field, text) in [
        (Field::Head, "王建国"),
        (Field::FilledOn, "2025-01-10"),
        (Field::IssuedOn, "2025-01-20"),
        (Field::DueOn, "2025-01-25"),
    ] {
        old.apply(Edit::Field(field, text.to_owned())).unwrap();
    }
    let next = report::next_year(&old).unwrap();
    let new = &next.draft;
    assert_eq!((new.year(), new.form().edition.as_str()), (2025, "2021"));
    assert_eq!(shown(new, "申请.上年结转.自然人").as_deref(), Some("3"));
    assert_eq!(shown(new, "申请.上年结转.商业企业").as_deref(), Some("0"));
    // What last year left blank is not known to be zero.
    assert_eq!(shown(new, "申请.上年结转.科研机构"), None);
    let carried = new.form().find("申请.上年结转.自然人").unwrap();
    assert_eq!(new.entry(carried).unwrap().origin, Origin::Carried);
    assert_eq!(
        (shown(new, "申请.新收.自然人"), last(new, "申请.新收.自然人").as_deref()),
        (None, Some("40"))
    );
    assert_eq!(new.field(Field::Head), "王建国");
    assert_eq!([Field::FilledOn, Field::IssuedOn, Field::DueOn].map(|field| new.field(field)), [""; 3]);
    assert_eq!(next.left, [LeftBehind::DueOn("2025-01-25".to_owned())]);
}

#[test]
fn a_live_figure_stays_alive_under_the_name_that_the_new_edition_has_for_it() {
    let mut old = draft("2014", 2018, &[("收到申请数", "215"), ("涉及商业秘密数", "2")]);
    let figure = |key: &str| Piece::Figure(Figure::plain(CellKey::from(key)));
    let words = |words: &str| Piece::Words(words.to_owned());
    let text =
        [words("收到"), figure("收到申请数"), words("件，涉密"), figure("涉及商业秘密数"), words("件。")];
    old.apply(Edit::Text("概述".to_owned(), Some(SectionText::new(text)))).unwrap();
    let next = report::next_year(&old).unwrap();
    let pieces = next.draft.text("概述").unwrap().pieces();
    assert!(pieces.contains(&figure("申请.新收.总计")), "{pieces:?}");
    // Of two that became one, neither is meant alone: it is words now, and told.
    assert_eq!(pieces.iter().filter(|piece| matches!(piece, Piece::Figure(_))).count(), 1);
    let told: Vec<_> = next.left.iter().map(LeftBehind::sentence).collect();
    assert!(told.iter().any(|told| told.contains("“2”（涉及商业秘密数）已变为普通文字")), "{told:?}");
    assert!(!told.iter().any(|told| told.contains("收到申请数")), "{told:?}");
}

#[test]
fn across_editions_what_corresponds_is_carried_and_the_rest_is_listed() {
    let old = draft(
        "2014",
        2018,
        &[
            ("收到申请数", "215"),
            ("涉及商业秘密数", "2"),
            ("涉及个人隐私数", "3"),
            ("复议维持数", "1"),
            ("诉讼维持数", "4"),
            ("已主动公开答复数", "7"),
        ],
    );
    let next = report::next_year(&old).unwrap();
    let new = &next.draft;
    assert_eq!(new.form().edition, "2019");
    assert_eq!(last(new, "申请.新收.总计").as_deref(), Some("215"));
    assert_eq!(last(new, "申请.第三方权益.总计").as_deref(), Some("5"));
    assert_eq!(last(new, "行政复议.维持").as_deref(), Some("1"));
    // The sum of a filled and a blank cell is not known.
    assert_eq!(last(new, "申请.予以公开.总计"), None);
    let left: Vec<String> = next.left.iter().map(LeftBehind::sentence).collect();
    let told = |part: &str| left.iter().any(|sentence| sentence.contains(part));
    assert!(told("上年 4，本年版式没有对应的指标"), "{left:?}");
    assert!(told("上年 7，本年版式没有对应的指标"), "{left:?}");
    assert!(!told("215"), "{left:?}");

    let old = draft("2019", 2020, &[("申请.其他处理情形.总计", "6"), ("规范性文件.制发", "9")]);
    let next = report::next_year(&old).unwrap();
    assert_eq!(next.draft.form().edition, "2021");
    assert_eq!(last(&next.draft, "规范性文件.制发").as_deref(), Some("9"));
    assert_eq!(last(&next.draft, "申请.其他处理.总计"), None);
    assert!(next.left.iter().any(|left| left.sentence().contains("（六）其他处理 › 总计：上年 6")));
}

#[test]
fn last_years_texts_are_kept_as_printed() {
    let old = draft("2021", 2024, &[("申请.新收.总计", "12")]);
    let next = report::next_year(&old).unwrap();
    let text = &next.draft.last_texts()["依申请公开"];
    assert!(text.contains("12件"), "{text}");
    let again = draft::read(&draft::write(&next.draft).unwrap()).unwrap();
    assert_eq!(again.last_texts(), next.draft.last_texts());
}

#[test]
fn crosswalk_keys_exist_on_both_sides() {
    for form in editions::all() {
        for carry in &form.carry_over {
            let earlier = editions::named(&carry.from).expect("an edition of that name");
            for (to, keys) in &carry.cells {
                for key in keys {
                    assert!(earlier.find(key).is_some(), "{} ← {key}", form.cell(*to).key);
                }
            }
        }
    }
}

// ── Totals that follow their parts

/// After these cells are typed one by one, the totals are these; `""` is blank.
fn check_totals(typed: &[(&str, &str)], expected: &[(&str, &str, Option<Origin>)]) {
    let mut draft = draft("2021", 2025, &[]);
    for (key, text) in typed {
        let cell = draft.form().cell(draft.form().find(key).unwrap()).clone();
        let edit = Edit::entry(cell.key.clone(), Entry::typed(text, cell.kind));
        let edit = check::with_totals(&draft, edit);
        draft.apply(edit).unwrap();
    }
    for (key, value, origin) in expected {
        let entry = draft.entry(draft.form().find(key).unwrap());
        assert_eq!(shown(&draft, key).unwrap_or_default(), *value, "{key} after {typed:?}");
        assert_eq!(entry.map(|entry| entry.origin.clone()), *origin, "{key}");
    }
}

#[test]
fn a_blank_total_is_filled_in_once_all_its_parts_are() {
    let row = |column: &'static str| format!("申请.新收.{column}");
    let parts = ["自然人", "商业企业", "科研机构", "公益组织", "法律服务机构", "其他组织"].map(row);
    let mut typed: Vec<(&str, &str)> = parts.iter().map(|key| (key.as_str(), "2")).collect();
    check_totals(&typed[..5], &[("申请.新收.总计", "", None)]);
    check_totals(&typed, &[("申请.新收.总计", "12", Some(Origin::Calculated))]);
    typed.push(("申请.新收.自然人", "5"));
    check_totals(&typed, &[("申请.新收.总计", "15", Some(Origin::Calculated))]);
    typed.push(("申请.新收.自然人", ""));
    check_totals(&typed, &[("申请.新收.总计", "", None)]);
    // What she typed herself stays.
    let mut own = vec![("申请.新收.总计", "13")];
    own.extend(&typed[..6]);
    check_totals(&own, &[("申请.新收.总计", "13", Some(Origin::Typed))]);
}

#[test]
fn what_is_in_force_accumulates_on_last_years() {
    let mut draft = draft("2021", 2025, &[]);
    let entry = (CellKey::from("规范性文件.现行有效"), Entry::typed("597", nianbao::form::Kind::Count));
    draft.apply(Edit::Entries { year: Year::Last, entries: vec![entry] }).unwrap();
    for (key, text) in [("规范性文件.制发", "50"), ("规范性文件.废止", "227")] {
        let edit = Edit::entry(CellKey::from(key), Entry::typed(text, nianbao::form::Kind::Count));
        draft.apply(check::with_totals(&draft.clone(), edit)).unwrap();
    }
    assert_eq!(shown(&draft, "规范性文件.现行有效").as_deref(), Some("420"));
}

// ── Two drafts held against each other

#[test]
fn a_comparison_lists_what_changed_and_nothing_else() {
    let before = draft("2021", 2024, &[("申请.新收.总计", "12"), ("行政许可.处理决定", "5")]);
    let after = draft("2021", 2025, &[("申请.新收.总计", "10"), ("行政许可.处理决定", "5")]);
    let differences = check::compare(&before, &after);
    let basics: Vec<&str> = differences.basics.iter().map(|change| change.name.as_str()).collect();
    assert_eq!(basics, ["年度"]);
    let figures: Vec<_> = differences.figures.iter().map(|f| (f.name.as_str(), f.change)).collect();
    assert_eq!(figures, [("新收·总计", Some((-2).into()))]);
    assert!(check::compare(&after, &after).is_empty());
}

#[test]
fn a_verdict_that_was_mended_is_told() {
    let row = |other: &str| {
        let other = other.to_owned();
        draft(
            "2021",
            2025,
            &[
                ("行政复议.维持", "1"),
                ("行政复议.纠正", "0"),
                ("行政复议.其他结果", &other),
                ("行政复议.未审结", "0"),
                ("行政复议.总计", "3"),
            ],
        )
    };
    let differences = check::compare(&row("1"), &row("2"));
    let verdicts: Vec<_> =
        differences.verdicts.iter().map(|v| (v.name.as_str(), v.before, v.after)).collect();
    assert_eq!(verdicts, [("21-04[行政复议]", Standing::Fails, Standing::Fine)]);
}

#[test]
fn a_rule_that_only_one_edition_has_is_not_said_to_be_mended() {
    let before = draft("2014", 2018, &[("收到申请数", "215"), ("网络申请数", "68"), ("信函申请数", "145")]);
    let after = draft("2019", 2019, &[]);
    assert!(check::check(&before).iter().any(|verdict| verdict.standing(&before) == Standing::Fails));
    assert_eq!(check::compare(&before, &after).verdicts, []);
}

// ── For any draft

fn any_draft() -> impl Strategy<Value = Draft> {
    let years: Vec<u16> = (2014..2030).collect();
    select(years).prop_flat_map(|year| {
        let form = editions::for_year(year).unwrap();
        let typed = prop_oneof![
            4 => (0..400_u32).prop_map(|number| number.to_string()),
            2 => Just(String::new()),
            1 => Just("/".to_owned()),
            1 => Just("约3".to_owned()),
        ];
        prop::collection::vec(typed, form.cells.len()).prop_map(move |typed| {
            let mut draft = Draft::new(form.clone(), year, "金塘镇人民政府");
            let entries = form.cells.iter().zip(&typed);
            let entries = entries.map(|(cell, typed)| (cell.key.clone(), Entry::typed(typed, cell.kind)));
            draft.apply(Edit::Entries { year: Year::This, entries: entries.collect() }).unwrap();
            draft
        })
    })
}

proptest! {
    #[test]
    fn the_next_year_passes_its_own_carry_over_rules(old in any_draft()) {
        let next = old.next_year(editions::for_year(old.year() + 1).unwrap(), BTreeMap::new());
        for verdict in check::check(&next.draft) {
            let Some(id) = verdict.relation() else { continue };
            if next.draft.form().relation(id).carried().is_some() {
                prop_assert!(matches!(verdict.outcome, Outcome::Holds | Outcome::Unknown));
            }
        }
        // Nothing is lost in silence: every figure stands beside its cell, in a sum, or in the list.
        let standing = next.draft.form().sources_in(old.form());
        for id in old.form().ids().filter(|id| old.value(*id).is_some()) {
            let stands = standing
                .iter()
                .any(|(to, from)| from.contains(&id) && next.draft.last_year(*to).is_some());
            let path = &old.form().cell(id).path;
            let listed = next
                .left
                .iter()
                .any(|left| matches!(left, LeftBehind::Figure { path: of, .. } if of == path));
            prop_assert!(stands != listed, "{path}");
        }
    }

    #[test]
    fn a_new_years_draft_is_saved_and_opened_as_it_is(old in any_draft()) {
        let next = old.next_year(editions::for_year(old.year() + 1).unwrap(), BTreeMap::new());
        let text = draft::write(&next.draft).unwrap();
        prop_assert_eq!(draft::write(&draft::read(&text).unwrap()).unwrap(), text);
    }

    #[test]
    fn a_draft_does_not_differ_from_itself(one in any_draft()) {
        prop_assert!(check::compare(&one, &one).is_empty());
    }

    #[test]
    fn totals_follow_their_parts_whatever_is_typed(mut draft in any_draft(), at in any::<prop::sample::Index>()) {
        let form = draft.form().clone();
        let cell = &form.cells[at.index(form.cells.len())];
        let edit = Edit::entry(cell.key.clone(), Entry::typed("7", cell.kind));
        let extended = check::with_totals(&draft, edit);
        let Edit::Entries { entries, .. } = &extended else { panic!("an edit of entries") };
        for (key, _) in entries.iter().skip(1) {
            // Only what was blank, or calculated before, is filled in.
            prop_assert!(draft.value(form.find(key).unwrap()).is_none());
        }
        draft.apply(extended).unwrap();
        for id in form.ids().filter(|id| draft.entry(*id).is_some_and(|e| e.origin == Origin::Calculated)) {
            let sums = form.relation_ids().filter_map(|relation| check::calculated_total(&draft, relation));
            let sums: Vec<_> = sums.filter(|(total, _)| *total == id).map(|(_, sum)| Value::Number(sum)).collect();
            prop_assert!(sums.contains(draft.value(id).unwrap()));
        }
    }
}
