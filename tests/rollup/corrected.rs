//! A 汇总 that is corrected by hand: the difference stays visible and asks for a reason. And the way from a sum to
//! its units.

use nianbao::check::{self, Standing};
use nianbao::draft::{Draft, Edit, Editing, Reason, Scope};
use nianbao::rollup::{Collection, Odd};

use crate::{collection, draft, looked, set, shown};

fn county(edition: &str, key: &str, figures: &[&str]) -> Collection {
    let units = ["金塘镇", "沙溪镇", "白云乡", "石桥乡"];
    let files = units.iter().zip(figures).map(|(unit, typed)| {
        let scope = Scope::Own;
        looked(&format!("{unit}.nianbao"), &draft(edition, unit, scope, &[(key, typed)]))
    });
    collection(edition, &units, files.collect())
}

/// The standing and the formula of a rule's verdicts.
fn verdicts(draft: &Draft, rule: &str) -> Vec<(Standing, String)> {
    let verdicts = check::check(draft);
    let of_rule = verdicts.iter().filter(|verdict| verdict.rule(draft.form()).id == rule);
    of_rule.map(|verdict| (verdict.standing(draft), check::formula(draft, verdict))).collect()
}

#[test]
fn a_corrected_sum_keeps_its_difference_and_asks_for_a_reason() {
    let check_edition = |edition, key, rule, standing| {
        let mut draft = county(edition, key, &["3", "4", "5"]).draft().unwrap();
        assert_eq!((shown(&draft, key).as_str(), verdicts(&draft, rule)), ("12", vec![]));
        set(&mut draft, key, "11");
        let name = draft.form().cell(draft.form().find(key).unwrap()).name.clone();
        let formula = format!("{name}：汇总 11 ≠ 各单位之和 12");
        assert_eq!(verdicts(&draft, rule), [(standing, formula.clone())]);
        let verdict = check::check(&draft).into_iter().find(|one| one.rule(draft.form()).id == rule).unwrap();
        assert_eq!(check::sentence(&draft, &verdict), "比各单位之和少 1");
        let reason = Reason {
            text: "金塘镇与沙溪镇联合制发，减去一件".to_owned(),
            values: verdict.reason_values(&draft),
        };
        let named = verdict.reason_name(draft.form()).unwrap();
        assert_eq!(named, format!("{rule}[{key}]"));
        draft.apply(Edit::Reason(named, Some(reason))).unwrap();
        assert_eq!(verdicts(&draft, rule), [(Standing::Explained, formula)]);
        set(&mut draft, key, "10");
        assert_eq!(verdicts(&draft, rule)[0].0, standing, "another value, another reason");
        // What is kept is read again, reasons and all.
        let again = nianbao::draft::read(&nianbao::draft::write(&draft).unwrap()).unwrap();
        assert_eq!(verdicts(&again, rule), verdicts(&draft, rule));
    };
    check_edition("2014", "收到申请数", "14-17", Standing::Fails);
    check_edition("2019", "申请.新收.自然人", "21-18", Standing::Query);
    check_edition("2021", "申请.新收.自然人", "21-18", Standing::Query);
}

#[test]
fn what_may_be_reported_twice_is_asked() {
    let draft = county("2021", "规范性文件.制发", &["1", "", "2"]).draft().unwrap();
    let asked = (Standing::Query, "规范性文件·制发：2 个单位共 3".to_owned());
    assert_eq!(verdicts(&draft, "21-23"), [asked]);
    assert_eq!(verdicts(&county("2021", "规范性文件.制发", &["1", "", "0"]).draft().unwrap(), "21-23"), []);
}

/// A 汇总 of too few units looked just like a whole one.
#[test]
fn units_that_are_not_in_are_told_by_name() {
    let mut collection = county("2021", "申请.新收.自然人", &["1", "2"]);
    let wanted = |draft: &Draft, rule: &str| {
        let verdicts = check::check(draft).into_iter().filter(|one| one.rule(draft.form()).id == rule);
        let told: Vec<_> = verdicts.map(|one| (one.standing(draft), check::sentence(draft, &one))).collect();
        told
    };
    let draft = collection.draft().unwrap();
    let told = [(Standing::Hint, "还缺 2 个单位的数字：白云乡、石桥乡".to_owned())];
    assert_eq!(wanted(&draft, "21-24"), told);
    let again = nianbao::draft::read(&nianbao::draft::write(&draft).unwrap()).unwrap();
    assert_eq!(wanted(&again, "21-24"), told);
    let more = ["白云乡", "石桥乡"]
        .map(|unit| looked(unit, &self::draft("2021", unit, Scope::Own, &[("申请.新收.自然人", "0")])));
    collection.take_up(more, &[]);
    assert_eq!(wanted(&collection.draft().unwrap(), "21-24"), []);
    assert_eq!(wanted(&county("2014", "收到申请数", &["1", "2", "3"]).draft().unwrap(), "14-23").len(), 1);
}

#[test]
fn an_update_takes_the_new_sums_and_keeps_what_was_corrected() {
    let mut collection = county("2014", "收到申请数", &["3", "4"]);
    let mut draft = collection.draft().unwrap();
    set(&mut draft, "工作会议数", "2");
    let more = self::draft(
        "2014",
        "白云乡",
        Scope::Own,
        &[("收到申请数", "5"), ("工作会议数", "1"), ("培训班数", "1")],
    );
    collection.take_up([looked("白云乡.nianbao", &more)], &[]);
    let mut editing = Editing::opened(draft);
    editing.apply_alone(collection.update(editing.draft())).unwrap();
    let draft = editing.draft();
    let figures = ["收到申请数", "工作会议数", "培训班数"].map(|key| shown(draft, key));
    assert_eq!(figures, ["12", "2", "1"]);
    assert_eq!(verdicts(draft, "14-17")[0].1, "工作会议数：汇总 2 ≠ 各单位之和 1");
    editing.undo();
    assert_eq!(shown(editing.draft(), "收到申请数"), "7");
    assert_eq!(editing.draft().sources().unwrap().counted().count(), 2);
}

#[test]
fn the_parts_of_a_sum_come_largest_first_and_the_odd_ones_are_marked() {
    let key = "网站公开数";
    let units = ["金塘镇", "沙溪镇", "白云乡", "石桥乡", "河口镇"];
    let figures = [("300", "290"), ("0", "280"), ("500", "50"), ("200", "200"), ("", "7")];
    let files = units.iter().zip(figures).map(|(unit, (now, before))| {
        let mut draft = draft("2014", unit, Scope::Own, &[(key, now), ("培训班数", "1")]);
        let cell = draft.form().cell(draft.form().find(key).unwrap()).clone();
        let entry = nianbao::draft::Entry::typed(before, cell.kind);
        let year = nianbao::form::Year::Last;
        draft.apply(Edit::Entries { year, entries: vec![(cell.key.clone(), entry)] }).unwrap();
        looked(&format!("{unit}.nianbao"), &draft)
    });
    let collection = collection("2014", &units, files.collect());
    let draft = collection.draft().unwrap();
    let cell = draft.form().find(key).unwrap();
    let parts = nianbao::rollup::parts(&draft, cell);
    let told: Vec<_> = parts.iter().map(|part| (part.unit.as_str(), part.odd)).collect();
    let expected = [
        ("白云乡", Some(Odd::Jump)),
        ("金塘镇", None),
        ("石桥乡", Some(Odd::SameAsLastYear)),
        ("沙溪镇", Some(Odd::ZeroAmongLarge)),
        ("河口镇", None),
    ];
    assert_eq!(told, expected);
    assert_eq!(parts[0].share.unwrap().normalize().to_string(), "0.5");
    assert_eq!(parts[4].value, None);
    assert_eq!(collection.parts(cell), parts);
    assert_eq!(draft.last_year(cell).unwrap().value.to_string(), "827");
}
