//! Random trees of units in all editions: the sum of the parts is the whole, in whatever order, and a bad file
//! changes only its own line.

use nianbao::draft::{self, Draft, Edit, Entry, Scope, Value};
use nianbao::error::Error;
use nianbao::form::Year;
use nianbao::form::{Form, editions};
use nianbao::rollup::{Adder, Collection, Figures, Looked, Roster, Unit};
use proptest::prelude::*;
use proptest::sample::{Index, select};
use rust_decimal::Decimal;

use crate::{looked, target};

/// A unit: the unit above it among those before (the first has none), and what it typed where.
type Planted = (Index, Vec<(Index, String)>);

fn typed() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => (0u64..100_000).prop_map(|number| number.to_string()),
        2 => Just("0".to_owned()),
        1 => (0u64..10_000_000, 0u64..1_000_000).prop_map(|(whole, part)| format!("{whole}.{part:06}")),
        1 => (1u64..10_000_000).prop_map(|yuan| format!("{yuan}元")),
        1 => (1u64..10_000_000).prop_map(|amount| format!("{amount}万元")),
        1 => (1u64..1_000).prop_map(|fall| format!("减{fall}")),
        2 => Just("/".to_owned()),
        1 => Just("约3".to_owned()),
    ]
}

fn trees() -> impl Strategy<Value = (&'static str, Vec<Planted>)> {
    let figures = prop::collection::vec((any::<Index>(), typed()), 0..25);
    let units = prop::collection::vec((any::<Index>(), figures), 1..12);
    (select(vec!["2014", "2019", "2021"]), units)
}

fn name(unit: usize) -> String {
    format!("{}乡人民政府", ["甲", "乙", "丙", "丁", "戊", "己", "庚", "辛", "壬", "癸", "子", "丑"][unit])
}

/// Each unit's own draft, and the unit above it.
fn planted(edition: &str, units: &[Planted]) -> Vec<(Option<usize>, Draft)> {
    let form = editions::named(edition).unwrap();
    let mut drafts = Vec::new();
    for (at, (above, figures)) in units.iter().enumerate() {
        let mut draft = Draft::new(form.clone(), form.first_year, &name(at));
        for (cell, typed) in figures {
            let cell = &form.cells[cell.index(form.cells.len())];
            draft.apply(Edit::entry(cell.key.clone(), Entry::typed(typed, cell.kind))).unwrap();
        }
        drafts.push(((at > 0).then(|| above.index(at)), draft));
    }
    drafts
}

fn whole(agency: &str, form: &std::sync::Arc<Form>, files: Vec<Looked>) -> Draft {
    let collection = Collection::new(Roster::default(), target(form, agency), files);
    let draft = collection.draft().unwrap();
    // As it is kept and sent on.
    draft::read(&draft::write(&draft).unwrap()).unwrap()
}

/// The 汇总 of a unit: its own figures and the 汇总 of each below it.
fn tree(drafts: &[(Option<usize>, Draft)], unit: usize) -> Draft {
    let own = &drafts[unit].1;
    let mut files = vec![looked("本级.nianbao", own)];
    for below in (0..drafts.len()).filter(|below| drafts[*below].0 == Some(unit)) {
        files.push(looked(&format!("{below}.nianbao"), &tree(drafts, below)));
    }
    whole(&name(unit), own.form(), files)
}

fn values(draft: &Draft) -> Vec<Option<Value>> {
    draft.form().ids().map(|cell| draft.value(cell).cloned()).collect()
}

/// What anyone would write down: the numbers added up.
fn naive(form: &Form, drafts: &[(Option<usize>, Draft)]) -> Vec<(Option<Decimal>, bool)> {
    let cell = |id| {
        let values: Vec<&Value> = drafts.iter().filter_map(|(_, draft)| draft.value(id)).collect();
        let numbers: Vec<Decimal> = values.iter().filter_map(|value| value.number()).collect();
        let sum = (!numbers.is_empty()).then(|| numbers.iter().sum());
        (sum, numbers.is_empty() && values.contains(&&Value::NotApplicable))
    };
    form.ids().map(cell).collect()
}

/// A line without what memory it stands in.
fn line(unit: &Unit) -> (String, String, String, bool) {
    (unit.name.clone(), unit.file.clone(), unit.sentence(), unit.is_counted())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn the_sum_of_the_parts_is_the_whole_by_whatever_tree((edition, units) in trees()) {
        let drafts = planted(edition, &units);
        let form = drafts[0].1.form().clone();
        let files = (0..).zip(&drafts).map(|(at, (_, draft))| looked(&format!("{at}.nianbao"), draft));
        let flat = whole("青山县", &form, files.collect());
        let found: Vec<_> = values(&flat)
            .iter()
            .map(|value| {
                let number = value.as_ref().and_then(Value::number);
                (number, *value == Some(Value::NotApplicable))
            })
            .collect();
        prop_assert_eq!(found, naive(&form, &drafts));
        prop_assert_eq!(values(&tree(&drafts, 0)), values(&flat));
        prop_assert_eq!(flat.scope(), Scope::RolledUp);
        // Every sum can be followed to parts that come to it.
        for cell in form.ids() {
            let parts = nianbao::rollup::parts(&flat, cell);
            let sum: Decimal = parts.iter().filter_map(|part| part.value.as_ref()?.number()).sum();
            prop_assert_eq!(sum, flat.number(cell).unwrap_or_default());
            let shares: Decimal = parts.iter().filter_map(|part| part.share).sum();
            prop_assert!(shares.is_zero() || (shares - Decimal::ONE).abs() < Decimal::new(1, 9) || form.cell(cell).unit.is_empty());
        }
    }

    #[test]
    fn the_order_does_not_matter((edition, units) in trees(), order in any::<Index>(), cut in any::<Index>()) {
        let drafts = planted(edition, &units);
        let form = drafts[0].1.form().clone();
        let files: Vec<Looked> =
            (0..).zip(&drafts).map(|(at, (_, draft))| looked(&format!("{at}.nianbao"), draft)).collect();
        let mut other = files.clone();
        other.rotate_left(order.index(files.len()));
        other.reverse();
        let text = |files| draft::write(&whole("青山县", &form, files)).unwrap();
        prop_assert_eq!(text(files), text(other));

        let figures: Vec<Figures> =
            drafts.iter().map(|(_, draft)| Figures::of(draft, Year::This)).collect();
        let add = |figures: &[Figures]| {
            let mut adder = Adder::new(&form);
            figures.iter().for_each(|figures| adder.add(figures));
            adder
        };
        let (left, right) = figures.split_at(cut.index(figures.len()));
        let (mut one, mut two) = (add(left), add(right));
        let (left, right) = (one.clone(), two.clone());
        one.merge(&right);
        two.merge(&left);
        prop_assert_eq!(&one, &two);
        prop_assert_eq!(&one, &add(&figures));
    }

    #[test]
    fn a_bad_file_changes_only_its_own_line((edition, units) in trees(), bad in "[a-z]{1,8}") {
        let drafts = planted(edition, &units);
        let form = drafts[0].1.form().clone();
        let expected: Vec<String> = (0..drafts.len() + 1).map(name).collect();
        let expected: Vec<&str> = expected.iter().map(String::as_str).collect();
        let files: Vec<Looked> =
            (0..).zip(&drafts).map(|(at, (_, draft))| looked(&format!("{at}.nianbao"), draft)).collect();
        let good = Collection::new(crate::roster(&expected), target(&form, "青山县"), files.clone());
        let broken = Looked { file: format!("{bad}.docx"), found: Err(Error::new("文件已损坏")) };
        let with = Collection::new(crate::roster(&expected), target(&form, "青山县"), files.into_iter().chain([broken]));
        let others = with.units().iter().filter(|unit| unit.file != format!("{bad}.docx"));
        prop_assert_eq!(others.map(line).collect::<Vec<_>>(), good.units().iter().map(line).collect::<Vec<_>>());
        prop_assert_eq!(with.units().len(), good.units().len() + 1);
        prop_assert_eq!(with.sums(), good.sums());
    }
}
