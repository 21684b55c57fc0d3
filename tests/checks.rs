//! 审核: each outcome on real figures, reasons and guards, and the whole engine against a naive
//! evaluation of its own.

use nianbao::check::{self, About, Outcome, Standing, Verdict};
use nianbao::draft::{Draft, Edit, Entry, Origin, Reason, Value};
use nianbao::form::{
    CellKey, Comparison, Field, Form, Level, Relation, Rule, Subject, Term, Test, Year, editions,
};
use proptest::prelude::*;
use proptest::sample::select;
use rust_decimal::Decimal;

// ── Each outcome

fn draft(year: u16, figures: &[(&str, &str)]) -> Draft {
    let mut draft = Draft::new(editions::for_year(year).unwrap(), year, "金塘镇");
    set(&mut draft, figures);
    draft
}

fn set(draft: &mut Draft, figures: &[(&str, &str)]) {
    for (key, typed) in figures {
        let cell = draft.form().cell(draft.form().find(key).unwrap()).clone();
        draft.apply(Edit::entry(cell.key, Entry::typed(typed, cell.kind))).unwrap();
    }
}

fn relation(form: &Form, name: &str) -> Relation {
    form.relations.iter().find(|relation| relation.name == name).unwrap().clone()
}

fn verdict(draft: &Draft, name: &str) -> Option<Verdict> {
    let named =
        |verdict: &Verdict| verdict.relation().is_some_and(|id| draft.form().relation(id).name == name);
    check::check(draft).into_iter().find(named)
}

/// What that relation says of these figures, and how much it matters.
fn check(year: u16, name: &str, figures: &[(&str, &str)], expected: (Outcome, Standing)) {
    let draft = draft(year, figures);
    let verdict = verdict(&draft, name).unwrap();
    assert_eq!((verdict.outcome, verdict.standing(&draft)), expected, "{name} {figures:?}");
}

fn open(carry: i64) -> Outcome {
    Outcome::Open(carry.into())
}

#[test]
fn a_sum_holds_is_broken_is_open_or_unknown() {
    let all = |a, b, c, d, e| {
        [("收到申请数", a), ("当面申请数", b), ("传真申请数", c), ("网络申请数", d), ("信函申请数", e)]
    };
    let check = |figures: [(&str, &str); 5], expected| check(2018, "14-01", &figures, expected);
    check(all("215", "1", "1", "68", "145"), (Outcome::Holds, Standing::Fine));
    check(all("215", "/", "2", "68", "145"), (Outcome::Holds, Standing::Fine));
    check(all("215", "1", "0", "68", "145"), (Outcome::Broken, Standing::Fails));
    // The parts exceed the total already: no filling of the blanks mends it.
    check(all("212", "", "", "68", "145"), (Outcome::Broken, Standing::Fails));
    check(all("215", "", "", "68", "145"), (open(2), Standing::Fails));
    check(all("213", "", "", "68", "145"), (open(0), Standing::Hint));
    check(all("0", "", "", "", ""), (open(0), Standing::Hint));
    check(all("215", "", "", "", ""), (Outcome::Unknown, Standing::Fine));
    check(all("", "1", "1", "68", "145"), (Outcome::Unknown, Standing::Fine));
    check(all("215", "约2", "", "68", "145"), (Outcome::Unknown, Standing::Fine));
    check(all("", "", "", "", ""), (Outcome::Unknown, Standing::Fine));
}

#[test]
fn an_upper_bound_is_mended_only_by_what_it_leaves_open() {
    let check = |less, more, expected| {
        check(2018, "14-08a", &[("负责同志发布会次数", less), ("新闻发布会次数", more)], expected);
    };
    check("3", "5", (Outcome::Holds, Standing::Fine));
    check("5", "3", (Outcome::Broken, Standing::Fails));
    check("5", "", (Outcome::Unknown, Standing::Fine));
    check("", "0", (Outcome::Unknown, Standing::Fine));
    self::check(
        2018,
        "14-09b",
        &[("主动公开政府信息数", "641814"), ("网站公开数", "327887")],
        (open(313_927), Standing::Query),
    );
}

#[test]
fn blanks_on_both_sides_that_may_cancel_out_are_not_taken_for_zero() {
    let name = "21-01[自然人]";
    let both = [("申请.新收.自然人", "5"), ("申请.办理总计.自然人", "5")];
    check(2025, name, &both, (Outcome::Unknown, Standing::Fine));
    let one = [("申请.新收.自然人", "5"), ("申请.办理总计.自然人", "5"), ("申请.结转下年.自然人", "0")];
    check(2025, name, &one, (open(0), Standing::Hint));
    let apart = [("申请.新收.自然人", "5"), ("申请.办理总计.自然人", "3")];
    check(2025, name, &apart, (open(2), Standing::Fails));
}

/// With 0 件办结, the blank 申请答复数 was offered 补零, though 14-10 only says what is usual.
#[test]
fn only_the_arithmetic_of_the_form_says_that_a_blank_is_zero() {
    let finished = [("申请办结数", "0"), ("申请答复数", "")];
    check(2018, "14-10", &finished, (Outcome::Unknown, Standing::Fine));
    let draft = draft(2018, &finished);
    let answered = draft.form().find("申请答复数").unwrap();
    let offered = |verdict: &Verdict| check::open_blanks(&draft, verdict).contains(&answered);
    assert!(!check::check(&draft).iter().any(offered));
}

/// 空白补零 of these cells.
fn zeros(draft: &Draft, cells: &[nianbao::form::CellId]) -> Edit {
    Edit::Entries { year: Year::This, entries: check::zero_fill(draft, cells) }
}

/// 空白补零 wrote 0 into the blank 申请答复数 over parts of 2 and 7: a fault that she had not made.
#[test]
fn a_blank_total_with_parts_of_more_than_zero_is_not_made_zero() {
    let draft = draft(2018, &[("同意公开答复数", "2"), ("部分公开答复数", "7"), ("申请答复数", "")]);
    let offered = check::may_be_zero(&draft);
    assert!(!offered.contains(&draft.form().find("申请答复数").unwrap()));
    assert!(offered.contains(&draft.form().find("收到申请数").unwrap()));
    let mut draft = draft;
    draft.apply(zeros(&draft, &offered)).unwrap();
    let total = draft.form().find("申请答复数").unwrap();
    assert_eq!(draft.shown(total).as_deref(), Some("9"));
    // A total of zeros is worked out too: it follows when one of them becomes more.
    let total = draft.form().find("收到申请数").unwrap();
    assert_eq!(draft.entry(total).map(|entry| &entry.origin), Some(&Origin::Calculated));
}

/// 空白补零 wrote 0 into the total of “约3”: it did not follow once that was 3.
#[test]
fn a_blank_total_with_a_part_that_is_no_number_is_not_made_zero() {
    let mut draft = draft(2018, &[("网络申请数", "约3"), ("收到申请数", "")]);
    let total = draft.form().find("收到申请数").unwrap();
    let offered = check::may_be_zero(&draft);
    assert!(!offered.contains(&total));
    draft.apply(zeros(&draft, &offered)).unwrap();
    assert_eq!(draft.shown(total), None);
}

/// 15 topics with none of the five ways filled passed in silence: a wholly blank side said nothing.
#[test]
fn topics_without_any_way_of_answering_are_queried() {
    let topics = [("回应热点舆情数", "15")];
    check(2018, "14-12a", &topics, (open(15), Standing::Query));
    let draft = draft(2018, &topics);
    assert_eq!(
        check::sentence(&draft, &verdict(&draft, "14-12a").unwrap()),
        "两侧为 15 与 0，差 15；新闻发布会次数、在线访谈次数、政策解读稿件数、微博微信回应数、其他方式回应数未填"
    );
    check(2018, "14-12a", &[("其他方式回应数", "3")], (Outcome::Holds, Standing::Fine));
    check(2018, "14-12a", &[], (Outcome::Holds, Standing::Fine));
    check(
        2018,
        "14-12a",
        &[("回应热点舆情数", "15"), ("其他方式回应数", "约3")],
        (Outcome::Unknown, Standing::Fine),
    );
}

#[test]
fn an_entry_that_is_no_number_and_a_missing_text_are_told() {
    let draft = draft(2018, &[("收到申请数", "约3"), ("专项经费", "1.5")]);
    let verdicts = check::check(&draft);
    let entries: Vec<_> = verdicts.iter().filter(|v| matches!(v.about, About::Entry(_))).collect();
    assert_eq!(entries.len(), 1);
    assert_eq!(check::place(&draft, entries[0]), "收到申请数");
    assert_eq!(entries[0].standing(&draft), Standing::Fails);
    let missing = |field| verdicts.iter().any(|verdict| verdict.about == About::Field(field));
    assert!(missing(Field::Head) && !missing(Field::Agency));
}

/// The 2021 rule forbade “/” in words while the program took it for 不适用.
#[test]
fn the_rule_on_entries_says_what_is_accepted() {
    for form in editions::all() {
        let rule = form.rules.iter().find(|rule| rule.subject == Subject::Entries).unwrap();
        assert!(rule.message.contains("没有的填0，不适用的填“/”"), "{}", rule.message);
        let draft = draft(form.first_year, &[(form.cells[0].key.as_str(), "/")]);
        assert!(!check::check(&draft).iter().any(|verdict| matches!(verdict.about, About::Entry(_))));
    }
}

/// The sum of two twelve-digit parts was offered and then could not be read back from the file.
#[test]
fn a_total_too_long_for_its_cell_is_not_offered() {
    let total = |full_time| {
        let draft = draft(2018, &[("专职人员数", full_time), ("兼职人员数", "1")]);
        let sum = draft.form().relation_ids().find(|id| draft.form().relation(*id).name == "14-06").unwrap();
        check::calculated_total(&draft, sum).map(|(_, total)| total)
    };
    assert_eq!(total("999999999998"), Some(Decimal::from(999_999_999_999_i64)));
    assert_eq!(total("999999999999"), None);
}

// ── Reasons, floors and guards

#[test]
fn a_reason_is_bound_to_its_values_and_lapses_with_them() {
    let mut draft = draft(2018, &[("收到申请数", "215"), ("申请答复数", "249")]);
    let relation = relation(draft.form(), "14-18");
    let standing = |draft: &Draft| verdict(draft, "14-18").unwrap().standing(draft);
    let explain = |draft: &mut Draft, text: &str| {
        let reason = Reason { text: text.into(), values: draft.values_of(&relation) };
        draft.apply(Edit::Reason(relation.name.clone(), Some(reason))).unwrap();
    };
    assert_eq!(standing(&draft), Standing::Query);
    explain(&mut draft, "核实无误");
    assert_eq!(standing(&draft), Standing::Query);
    explain(&mut draft, "其中34件为上年结转、本年答复的申请");
    assert_eq!(standing(&draft), Standing::Explained);
    set(&mut draft, &[("申请答复数", "250")]);
    assert_eq!(standing(&draft), Standing::Query);
    set(&mut draft, &[("申请答复数", "249")]);
    assert_eq!(standing(&draft), Standing::Explained);
}

#[test]
fn no_reason_excuses_the_arithmetic_of_the_form() {
    let mut draft = draft(2018, &[("工作人员数", "3"), ("专职人员数", "1"), ("兼职人员数", "1")]);
    let relation = relation(draft.form(), "14-06");
    let reason = Reason { text: "其中1人兼办多项业务".into(), values: draft.values_of(&relation) };
    draft.apply(Edit::Reason(relation.name, Some(reason))).unwrap();
    assert_eq!(verdict(&draft, "14-06").unwrap().standing(&draft), Standing::Fails);
}

#[test]
fn a_floor_keeps_small_numbers_quiet() {
    let name = "14-12b[其他方式回应数]";
    let ways = |topics, ways| [("回应热点舆情数", topics), ("其他方式回应数", ways)];
    check(2018, name, &ways("0", "100"), (Outcome::Holds, Standing::Fine));
    check(2018, name, &ways("0", "101"), (Outcome::Broken, Standing::Query));
    check(2018, name, &ways("3", "1965"), (Outcome::Broken, Standing::Query));
}

#[test]
fn a_rule_of_certain_years_is_silent_in_others() {
    let fee = [("收取费用", "0.5")];
    check(2018, "14-13", &fee, (Outcome::Broken, Standing::Query));
    assert_eq!(verdict(&draft(2016, &fee), "14-13"), None);
}

// ── The engine against a naive evaluation

/// Millionths, so that money is whole too. No `Decimal` from here on.
const UNIT: i128 = 1_000_000;

fn millionths(number: Decimal) -> i128 {
    let scale = 10_i128.pow(6 - number.scale());
    number.mantissa() * scale
}

/// One term as the naive evaluation sees it.
enum Seen {
    Number(i128),
    Blank,
    Text,
}

fn seen(draft: &Draft, term: &Term) -> Seen {
    let entry = match term.year {
        Year::This => draft.entry(term.cell),
        Year::Last => draft.last_year(term.cell),
    };
    match entry.map(|entry| &entry.value) {
        Some(Value::NotApplicable) => Seen::Number(0),
        Some(value) => value.number().map_or(Seen::Text, |number| Seen::Number(millionths(number))),
        // What last year was cannot be filled in: it is as unreadable as a text.
        None if term.year == Year::Last => Seen::Text,
        None => Seen::Blank,
    }
}

/// What left − right can come to when each blank is filled with some whole number, one of them
/// (`forced`) with at least 1. In whole units, as far as ±`REACH`.
const REACH: i128 = 1200;

fn reachable(start: i128, steps: &[i128], forced: Option<usize>) -> Vec<bool> {
    let at = |sum: i128| usize::try_from(sum + REACH).ok().filter(|at| *at <= 2 * REACH as usize);
    let mut can = vec![false; 2 * REACH as usize + 1];
    let start = start + forced.map_or(0, |forced| steps[forced]);
    if let Some(place) = at(start) {
        can[place] = true;
    }
    for step in steps {
        let mut sums: Vec<i128> = (-REACH..=REACH).collect();
        if *step < 0 {
            sums.reverse();
        }
        for sum in sums {
            if let (Some(from), Some(to)) = (at(sum), at(sum + step))
                && can[from]
            {
                can[to] = true;
            }
        }
    }
    can
}

fn closes(comparison: Comparison, difference: i128) -> bool {
    match comparison {
        Comparison::Equal => difference == 0,
        Comparison::AtMost => difference <= 0,
        Comparison::AtLeast => difference >= 0,
    }
}

/// A jump: this year against last year, in whole numbers.
fn naive_jump(draft: &Draft, relation: &Relation, times: Decimal, rule: &Rule) -> Outcome {
    let number =
        |terms: &[Term]| draft.term(&terms[0]).and_then(|entry| entry.value.number()).map(millionths);
    let (Some(now), Some(before)) = (number(&relation.left), number(&relation.right)) else {
        return Outcome::Unknown;
    };
    let large = rule.guard.floor.is_none_or(|floor| now.max(before) > millionths(floor));
    let times = millionths(times);
    let within = now * UNIT <= before * times && before * UNIT <= now * times;
    if large && !within { Outcome::Broken } else { Outcome::Holds }
}

/// A coincidence: all pairs that are not wholly blank are equal, so many of them not zero.
fn naive_coincidence(draft: &Draft, relation: &Relation, pairs: u16, least: u16) -> Outcome {
    let unknown = |term: &Term| term.year == Year::Last && draft.term(term).is_none();
    if relation.right.iter().all(unknown) {
        return Outcome::Unknown;
    }
    let (pairs, least) = (usize::from(pairs), usize::from(least));
    let of = |terms: &[Term], pair: usize| -> (i128, bool, bool) {
        let size = terms.len() / pairs;
        let seen: Vec<Seen> = terms[pair * size..(pair + 1) * size]
            .iter()
            .map(|term| match draft.term(term) {
                None => Seen::Blank,
                Some(_) => seen(draft, term),
            })
            .collect();
        let sum = seen.iter().map(|seen| if let Seen::Number(number) = seen { *number } else { 0 }).sum();
        let blank = seen.iter().all(|seen| matches!(seen, Seen::Blank));
        (sum, blank, seen.iter().all(|seen| matches!(seen, Seen::Number(_))))
    };
    let mut equal = 0;
    for pair in 0..pairs {
        let ((left, left_blank, left_full), (right, right_blank, right_full)) =
            (of(&relation.left, pair), of(&relation.right, pair));
        if left_blank && right_blank {
            continue;
        }
        if !(left_full && right_full && left == right) {
            return Outcome::Holds;
        }
        equal += usize::from(left != 0);
    }
    if equal >= least { Outcome::Broken } else { Outcome::Holds }
}

fn naive(draft: &Draft, relation: &Relation, rule: &Rule) -> Outcome {
    let comparison = match relation.test {
        Test::Sums(comparison) => comparison,
        Test::Jump(times) => return naive_jump(draft, relation, times, rule),
        Test::Unlike { pairs, least } => return naive_coincidence(draft, relation, pairs, least),
    };
    let side = |terms: &[Term]| {
        let (mut sum, mut steps, mut text) = (0, Vec::new(), false);
        for term in terms {
            let coefficient = i128::try_from(term.coefficient).unwrap();
            match seen(draft, term) {
                Seen::Number(number) => sum += number * coefficient,
                Seen::Blank => steps.push(coefficient),
                Seen::Text => text = true,
            }
        }
        (sum, steps, text)
    };
    let (left, left_steps, left_text) = side(&relation.left);
    let (right, right_steps, right_text) = side(&relation.right);
    let right = right + millionths(relation.constant);
    if left_text || right_text {
        return Outcome::Unknown;
    }
    let wholly = |steps: &[i128], terms: &[Term]| !terms.is_empty() && steps.len() == terms.len();
    let any_wholly = wholly(&left_steps, &relation.left) || wholly(&right_steps, &relation.right);
    let one_side_blank = any_wholly && !relation.blank_counts;
    let small = |floor| left <= millionths(floor) && right <= millionths(floor);
    if !one_side_blank && rule.guard.floor.is_some_and(small) {
        return Outcome::Holds;
    }
    let difference = left - right;
    let steps: Vec<i128> = left_steps.iter().copied().chain(right_steps.iter().map(|step| -step)).collect();
    let closes_now = closes(comparison, difference);
    if steps.is_empty() {
        return if closes_now { Outcome::Holds } else { Outcome::Broken };
    }
    // Filled with anything but zeros, does it still close?
    let difference_units = difference / UNIT;
    let only_zeros =
        || (0..steps.len()).all(|forced| !reachable(difference_units, &steps, Some(forced))[REACH as usize]);
    if one_side_blank && !(left_steps.is_empty() || right_steps.is_empty()) {
        return Outcome::Unknown;
    }
    let is_equation = comparison == Comparison::Equal;
    if closes_now && is_equation && !relation.blank_counts {
        let tells = rule.level == Level::Must && only_zeros();
        return if tells { Outcome::Open(Decimal::ZERO) } else { Outcome::Unknown };
    }
    if one_side_blank {
        return Outcome::Unknown;
    }
    if closes_now {
        return Outcome::Holds;
    }
    assert_eq!(difference % UNIT, 0, "rules on money have no sums with blanks");
    let can_close = reachable(difference_units, &steps, None)
        .iter()
        .zip(-REACH..)
        .any(|(can, sum)| *can && closes(comparison, sum));
    if can_close { Outcome::Open(Decimal::from(difference_units.abs())) } else { Outcome::Broken }
}

/// What may stand in a cell: mostly small, so that sums close now and then.
fn typed() -> impl Strategy<Value = &'static str> {
    let values = ["0", "0", "0", "1", "1", "2", "3", "5", "6", "/", "", "", "约2"];
    prop_oneof![6 => select(values.to_vec()), 1 => Just("120"), 3 => Just("")]
}

fn drafts() -> impl Strategy<Value = Draft> {
    select(editions::all().to_vec()).prop_flat_map(|form| {
        let cells = prop::collection::vec((typed(), typed()), form.cells.len());
        // Some drafts are nearly full, as real ones are.
        (cells, 0..3_u8, 0..5_u16).prop_map(move |(cells, fullness, year)| {
            let mut draft = Draft::new(form.clone(), form.first_year + year, "金塘镇");
            let full = |typed: &'static str| match (fullness, typed) {
                (2, "" | "约2") => "0",
                (1, "约2") => "",
                _ => typed,
            };
            for year in [Year::This, Year::Last] {
                let entry = |(cell, typed): (&nianbao::form::Cell, &(_, _))| {
                    let typed = if year == Year::This { typed.0 } else { typed.1 };
                    (cell.key.clone(), Entry::typed(full(typed), cell.kind))
                };
                let entries: Vec<(CellKey, Option<Entry>)> =
                    form.cells.iter().zip(&cells).map(entry).collect();
                draft.apply(Edit::Entries { year, entries }).unwrap();
            }
            mend_some_totals(&mut draft);
            draft
        })
    })
}

/// Puts in every second total that can be calculated, so that sums hold as often as not.
fn mend_some_totals(draft: &mut Draft) {
    for id in draft.form().clone().relation_ids().filter(|id| id.index() % 2 == 0) {
        if let Some((cell, total)) = check::calculated_total(draft, id) {
            let key = draft.form().cell(cell).key.clone();
            draft
                .apply(Edit::entry(key, Entry::typed(&total.to_string(), draft.form().cell(cell).kind)))
                .unwrap();
        }
    }
}

proptest! {
    #[test]
    fn the_engine_says_what_a_naive_evaluation_says(draft in drafts()) {
        let form = draft.form();
        let verdicts = check::check(&draft);
        let found: Vec<(String, Outcome)> = verdicts
            .iter()
            .filter_map(|verdict| Some((form.relation(verdict.relation()?).name.clone(), verdict.outcome)))
            .collect();
        let applies = |relation: &&Relation| {
            let guard = &form.rules[relation.rule].guard;
            let (from, to) = (guard.from_year.unwrap_or(0), guard.to_year.unwrap_or(u16::MAX));
            // The drafts name no kind and no level.
            (from..=to).contains(&draft.year())
                && guard.agency_kinds.is_empty()
                && guard.agency_levels.is_empty()
        };
        let expected: Vec<(String, Outcome)> = form
            .relations
            .iter()
            .filter(applies)
            .map(|relation| {
                (relation.name.clone(), naive(&draft, relation, &form.rules[relation.rule]))
            })
            .collect();
        prop_assert_eq!(&found, &expected);

        let fails = verdicts.iter().filter(|verdict| match verdict.outcome {
            Outcome::Broken => true,
            Outcome::Open(carry) => !carry.is_zero(),
            Outcome::Holds | Outcome::Unknown => false,
        });
        let must = fails.filter(|verdict| form.rules[verdict.rule].level == Level::Must).count();
        prop_assert_eq!(check::summary(&draft, &verdicts).fails, must);
    }

    #[test]
    fn filling_blanks_with_zero_never_breaks_what_was_open_by_zero(mut draft in drafts()) {
        let open: Vec<Verdict> = check::check(&draft)
            .into_iter()
            .filter(|verdict| verdict.outcome == open(0))
            .collect();
        for verdict in &open {
            let blanks = check::open_blanks(&draft, verdict);
            draft.apply(zeros(&draft, &blanks)).unwrap();
            let after = check::check(&draft);
            let same = after.iter().find(|other| other.relation() == verdict.relation()).unwrap();
            prop_assert!(blanks.is_empty() || same.outcome == Outcome::Holds);
        }
    }
}
