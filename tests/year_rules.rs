//! The rules of CHECKS.md B that came with the third edition: year against year, what an agency can have
//! at all, and which day its report is due.

use nianbao::check::{self, About, Standing};
use nianbao::draft::{Draft, Edit, Entry};
use nianbao::form::{Field, Kind, Relation, Subject, Test, Year, editions};
use rust_decimal::Decimal;

/// A draft of that edition in its last year (or 2025) with figures of this year and of the last.
fn draft(edition: &str, this: &[(&str, &str)], last: &[(&str, &str)]) -> Draft {
    let form = editions::named(edition).unwrap();
    let mut draft = Draft::new(form.clone(), form.last_year.unwrap_or(2025), "金塘镇人民政府");
    for (year, figures) in [(Year::This, this), (Year::Last, last)] {
        for (key, typed) in figures {
            let cell = form.cell(form.find(key).unwrap_or_else(|| panic!("{key}")));
            let entries = vec![(cell.key.clone(), Entry::typed(typed, cell.kind))];
            draft.apply(Edit::Entries { year, entries }).unwrap();
        }
    }
    draft
}

fn with(mut draft: Draft, fields: &[(Field, &str)]) -> Draft {
    for (field, text) in fields {
        draft.apply(Edit::Field(*field, (*text).to_owned())).unwrap();
    }
    draft
}

/// How the verdicts stand whose relation or rule begins with `id`; what is fine is left out.
fn standings(draft: &Draft, id: &str) -> Vec<(String, Standing)> {
    check::check(draft)
        .iter()
        .map(|verdict| {
            let name = match verdict.relation() {
                Some(relation) => draft.form().relation(relation).name.clone(),
                None => verdict.rule(draft.form()).id.clone(),
            };
            (name, verdict.standing(draft))
        })
        .filter(|(name, standing)| name.starts_with(id) && *standing != Standing::Fine)
        .collect()
}

fn check(draft: &Draft, id: &str, expected: &[(&str, Standing)]) {
    let expected: Vec<_> = expected.iter().map(|(name, standing)| ((*name).to_owned(), *standing)).collect();
    assert_eq!(standings(draft, id), expected, "{id}");
}

#[test]
fn what_was_handed_on_must_come_in_column_by_column() {
    let last = [("申请.结转下年.自然人", "3"), ("申请.结转下年.商业企业", "0")];
    let same = [("申请.上年结转.自然人", "3"), ("申请.上年结转.商业企业", "0")];
    check(&draft("2021", &same, &last), "21-05", &[]);
    let other = [("申请.上年结转.自然人", "2"), ("申请.上年结转.商业企业", "0")];
    check(&draft("2021", &other, &last), "21-05", &[("21-05[自然人]", Standing::Query)]);
    // A draft that knows nothing of last year is asked nothing.
    check(&draft("2021", &other, &[]), "21-05", &[]);
    // The total is a column of its own, in both editions.
    for edition in ["2019", "2021"] {
        let (this, last) = ([("申请.上年结转.总计", "4")], [("申请.结转下年.总计", "3")]);
        check(&draft(edition, &this, &last), "21-05", &[("21-05[总计]", Standing::Query)]);
    }
}

/// 宿迁: 11 + 2 − 1 = 12, 597 + 50 − 227 = 420.
#[test]
fn what_is_in_force_is_last_years_with_what_came_and_without_what_went() {
    let this = [("规范性文件.制发", "50"), ("规范性文件.废止", "227"), ("规范性文件.现行有效", "420")];
    check(&draft("2021", &this, &[("规范性文件.现行有效", "597")]), "21-06", &[]);
    let off = draft("2021", &this, &[("规范性文件.现行有效", "600")]);
    check(&off, "21-06", &[("21-06[规范性文件]", Standing::Query)]);
    check(&draft("2021", &this, &[]), "21-06", &[]);
}

#[test]
fn one_to_six_is_no_alarm_and_ten_to_two_hundred_is() {
    let jump =
        |now: &str, before: &str| draft("2021", &[("申请.新收.总计", now)], &[("申请.新收.总计", before)]);
    for (now, before) in [("6", "1"), ("1", "6"), ("0", "0"), ("20", "0"), ("100", "20"), ("713", "601")] {
        check(&jump(now, before), "21-17", &[]);
    }
    for (now, before) in [("200", "10"), ("10", "200"), ("50", "0"), ("0", "50")] {
        check(&jump(now, before), "21-17", &[("21-17d[申请.新收.总计]", Standing::Query)]);
    }
}

/// Each group has a floor of its own; a small unit that goes from 1 to 6 is asked in none of them.
#[test]
fn the_floor_of_each_group_keeps_small_units_quiet() {
    for form in editions::all() {
        let jumps = form.relations.iter().filter(|relation| matches!(relation.test, Test::Jump(_)));
        for relation in jumps {
            let floor = form.rules[relation.rule].guard.floor.expect("a floor of the group");
            let cell = form.cell(relation.left[0].cell);
            let of = |now: Decimal, before: Decimal| -> Draft {
                let [now, before] = [now, before].map(|number| match cell.kind {
                    Kind::Amount => format!("{number}万元"),
                    _ => number.to_string(),
                });
                draft(&form.edition, &[(&cell.key, &now)], &[(&cell.key, &before)])
            };
            let (one, six) = (Decimal::ONE, Decimal::from(6));
            for (now, before) in [(six, one), (one, six), (floor, Decimal::ZERO), (Decimal::ZERO, floor)] {
                check(&of(now, before), &relation.name, &[]);
            }
            let more = floor + one;
            check(&of(more * Decimal::from(5), more), &relation.name, &[]);
            for (now, before) in [(more * six, more), (more, more * six), (more, Decimal::ZERO)] {
                check(&of(now, before), &relation.name, &[(&relation.name, Standing::Query)]);
            }
        }
    }
}

/// What is itself a change from year to year is not held against last year's.
#[test]
fn a_change_of_items_is_never_a_jump() {
    let form = editions::named("2019").unwrap();
    let signed = |relation: &&Relation| form.cell(relation.left[0].cell).kind == Kind::Signed;
    let jumps = form.relations.iter().filter(|relation| matches!(relation.test, Test::Jump(_)));
    assert_eq!(jumps.filter(signed).count(), 0);
}

#[test]
fn an_all_zero_township_is_no_copy_of_last_year() {
    let form = editions::named("2021").unwrap();
    let all = |number: &'static str| -> Vec<(String, &'static str)> {
        form.cells[..form.table_cells].iter().map(|cell| (cell.key.to_string(), number)).collect()
    };
    let of = |numbers: &[(String, &'static str)]| -> Draft {
        let figures: Vec<(&str, &str)> =
            numbers.iter().map(|(key, number)| (key.as_str(), *number)).collect();
        draft("2021", &figures, &figures)
    };
    check(&of(&all("0")), "21-17f", &[]);
    check(&of(&all("3")), "21-17f", &[("21-17f", Standing::Query)]);
    // Nor is a small one where only four figures are more than nothing.
    let mut small = all("0");
    small[..4].iter_mut().for_each(|(_, number)| *number = "2");
    check(&of(&small), "21-17f", &[]);
    small[4].1 = "2";
    check(&of(&small), "21-17f", &[("21-17f", Standing::Query)]);
    // One figure that differs is enough.
    let mut differs = of(&all("3"));
    let key = form.cells[10].key.clone();
    differs.apply(Edit::entry(key, Entry::typed("4", form.cells[10].kind))).unwrap();
    check(&differs, "21-17f", &[]);
}

#[test]
fn a_county_that_reports_rules_of_its_own_is_asked() {
    let figures = [("规章.制发", "1")];
    let of = |level: &str| with(draft("2021", &figures, &[]), &[(Field::AgencyLevel, level)]);
    check(&of("县级"), "21-12", &[("21-12[制发]", Standing::Query)]);
    for level in ["国务院", "省级", "设区的市", ""] {
        check(&of(level), "21-12", &[]);
    }
}

#[test]
fn fees_that_look_like_yuan_are_pointed_at_by_what_the_agency_is() {
    let fees = |kind, level, typed| {
        let fields = [(Field::AgencyKind, kind), (Field::AgencyLevel, level)];
        with(draft("2021", &[("行政事业性收费.收费金额", typed)], &[]), &fields)
    };
    for (kind, level, usual, suspicious, rule) in [
        ("人民政府", "乡镇", "999.99", "1000", "21-16a"),
        ("政府部门", "县级", "9999.99", "10000", "21-16b"),
        // 沭阳 2025: 59237.2449 万元 is the sum of a whole county.
        ("人民政府", "县级", "59237.2449", "100000", "21-16c"),
    ] {
        check(&fees(kind, level, usual), "21-16", &[]);
        check(&fees(kind, level, suspicious), "21-16", &[(rule, Standing::Hint)]);
    }
    check(&fees("人民政府", "省级", "316441"), "21-16", &[]);
}

#[test]
fn cases_open_last_year_are_looked_for_in_this_years_total() {
    let of = |edition, total: &str, open: &str| {
        draft(edition, &[("行政复议.总计", total)], &[("行政复议.未审结", open)])
    };
    for edition in ["2019", "2021"] {
        check(&of(edition, "3", "3"), "21-20", &[]);
        // Places count differently: no more than a hint.
        check(&of(edition, "2", "3"), "21-20", &[("21-20[行政复议]", Standing::Hint)]);
        check(&draft(edition, &[("行政复议.总计", "2")], &[]), "21-20", &[]);
    }
}

/// raw/014: 6 项, 减4, 2 件; 2 项, 0, 2 件; the other rows are zero throughout.
#[test]
fn rows_of_zeros_do_not_hide_a_misread_column() {
    let rows = [
        ("行政许可.上年项目", "6"),
        ("行政许可.增减", "减4"),
        ("行政许可.处理决定", "2"),
        ("其他管理服务.上年项目", "0"),
        ("其他管理服务.增减", "0"),
        ("其他管理服务.处理决定", "0"),
        ("行政处罚.上年项目", "2"),
        ("行政处罚.增减", "0"),
        ("行政处罚.处理决定", "2"),
    ];
    check(&draft("2019", &rows, &[]), "21-10", &[("21-10", Standing::Hint)]);
    // One row alone may be chance.
    check(&draft("2019", &rows[..6], &[]), "21-10", &[]);
}

/// raw/067: the column of decisions repeated what the two before it add up to, in every row.
#[test]
fn decisions_that_are_all_items_were_misread() {
    let rows = |last: &'static str| {
        [
            ("行政许可.上年项目", "10"),
            ("行政许可.增减", "减2"),
            ("行政许可.处理决定", "8"),
            ("行政处罚.上年项目", "5"),
            ("行政处罚.增减", "增1"),
            ("行政处罚.处理决定", last),
        ]
    };
    check(&draft("2019", &rows("6"), &[]), "21-10", &[("21-10", Standing::Hint)]);
    check(&draft("2019", &rows("61"), &[]), "21-10", &[]);
}

#[test]
fn a_purchase_without_its_unit_is_asked_about() {
    let of = |typed| draft("2019", &[("政府集中采购.采购总金额", typed)], &[]);
    check(&of("8040"), "21-11", &[("21-11", Standing::Hint)]);
    check(&of("8040"), "21-07", &[]);
    for typed in ["251000元", "52.15万元", "0", "/"] {
        check(&of(typed), "21-11", &[]);
    }
}

#[test]
fn a_year_that_the_edition_is_not_for_is_said_in_a_clear_sentence() {
    let sentences = [
        ("2014", 2019, "2019 年度应使用 2019 版式（国办公开办函〔2019〕60号）；2014 版式用于 2014—2018 年度"),
        ("2019", 2021, "2021 年度应使用 2021 版式（国办公开办函〔2021〕30号）；2019 版式用于 2019—2020 年度"),
        ("2021", 2013, "2013 年度没有全国统一的版式；2021 版式用于 2021 年度起"),
    ];
    for (edition, year, sentence) in sentences {
        let draft = Draft::new(editions::named(edition).unwrap(), year, "金塘镇人民政府");
        let verdicts = check::check(&draft);
        let verdict = verdicts.iter().find(|verdict| verdict.about == About::Year).unwrap();
        assert_eq!(check::title(&draft, verdict), sentence);
        assert_eq!(verdict.standing(&draft), Standing::Fails);
    }
    for form in editions::all() {
        let of_year = form.rules.iter().filter(|rule| rule.subject == Subject::EditionYear);
        assert_eq!(of_year.count(), 1, "{}", form.edition);
    }
}

#[test]
fn the_law_gives_a_day_by_kind_and_level_and_a_local_day_wins() {
    let of = |edition: &str, kind: &str, level: &str| {
        with(draft(edition, &[], &[]), &[(Field::AgencyKind, kind), (Field::AgencyLevel, level)])
    };
    let due = |draft: &Draft| draft.due().map(|(day, _)| day.to_string());
    for (edition, kind, level, day) in [
        ("2021", "政府部门", "县级", Some("2026-01-31")),
        ("2021", "人民政府", "县级", Some("2026-03-31")),
        ("2021", "人民政府", "乡镇", None),
        ("2021", "", "", None),
        ("2019", "政府部门", "省级", Some("2021-01-31")),
        ("2014", "政府部门", "县级", Some("2019-03-31")),
        ("2014", "人民政府", "乡镇", None),
    ] {
        assert_eq!(due(&of(edition, kind, level)).as_deref(), day, "{edition} {kind} {level}");
    }
    let (_, source) =
        of("2021", "政府部门", "县级").due().map(|(day, source)| (day, source.to_owned())).unwrap();
    assert!(source.contains("第四十九条"), "{source}");
    let local = with(of("2021", "政府部门", "县级"), &[(Field::DueOn, "2026-01-20")]);
    assert_eq!(due(&local).as_deref(), Some("2026-01-20"));
}

/// An empty draft already bore “✓ 符合” of being unlike last year.
#[test]
fn without_last_year_nothing_is_said_of_being_like_it() {
    let draft = Draft::new(editions::named("2021").unwrap(), 2025, "金水县水利局");
    let verdicts = check::check(&draft);
    let unlike = |verdict: &&check::Verdict| verdict.rule(draft.form()).id == "21-17f";
    let verdict = verdicts.iter().find(unlike).unwrap();
    assert_eq!(verdict.outcome, check::Outcome::Unknown);
    assert!(verdict.lacks_last_year(&draft));
}
