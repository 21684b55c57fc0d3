//! What is exported comes in again: random figures of every edition through every format that holds tables, cell by
//! cell the same, also after LibreOffice has written it anew.

mod office;

use nianbao::draft::{Draft, Edit, Entry, Value};
use nianbao::export::{Extent, Format, Order};
use nianbao::form::{Form, Kind, Year, editions};
use nianbao::import::{self, Source};
use nianbao::report::templates;
use nianbao::typeset::FontBook;
use proptest::prelude::*;

/// What may stand in a cell of that kind: mostly numbers, zero, blank.
fn held(kind: Kind) -> BoxedStrategy<Option<String>> {
    let number = match kind {
        Kind::Count => {
            prop_oneof![Just(0_u64), 1_u64..100, 0_u64..10_000_000].prop_map(|n| n.to_string()).boxed()
        }
        Kind::Signed => (-500_i64..500).prop_map(|n| n.to_string()).boxed(),
        Kind::Money => (0_u64..1_000_000, 0_u32..10_000).prop_map(|(n, d)| format!("{n}.{d:04}")).boxed(),
        Kind::Amount => (1_u64..1_000_000).prop_map(|n| format!("{n}元")).boxed(),
    };
    prop_oneof![5 => number.prop_map(Some), 1 => Just(None)].boxed()
}

fn draft(edition: &'static str) -> impl Strategy<Value = Draft> {
    let form = editions::named(edition).unwrap();
    let kinds: Vec<Kind> = form.ids().map(|id| form.cell(id).kind).collect();
    kinds.into_iter().map(held).collect::<Vec<_>>().prop_map(move |values| filled(&form, &values))
}

fn filled(form: &std::sync::Arc<Form>, values: &[Option<String>]) -> Draft {
    let mut draft = Draft::new(form.clone(), form.first_year, "永安县财政局");
    let entries = form.ids().zip(values).filter_map(|(id, typed)| {
        let cell = form.cell(id);
        Some((cell.key.clone(), Entry::typed(typed.as_ref()?, cell.kind)))
    });
    draft.apply(Edit::Entries { year: Year::This, entries: entries.collect() }).unwrap();
    draft
}

fn exported(draft: &Draft, format: Format) -> Vec<u8> {
    let fonts = FontBook::bundled(None).unwrap();
    let template = templates::for_form(draft.form()).unwrap();
    let order = Order { draft, template, fonts: &fonts, extent: Extent::Report };
    order.export(format).unwrap().files.remove(0).bytes
}

fn check(draft: &Draft, format: Format) -> Result<(), TestCaseError> {
    let name = format!("报告.{}", format.extension());
    let source = import::read(&name, &exported(draft, format)).unwrap();
    compare(draft, &source, &name)
}

/// Every cell of the tables is the same in a document, blanks too.
fn compare(draft: &Draft, source: &Source, name: &str) -> Result<(), TestCaseError> {
    let reports = import::understand(source);
    prop_assert_eq!(reports.len(), 1, "{}", name);
    let (report, form) = (&reports[0], draft.form());
    prop_assert_eq!(&report.form.edition, &form.edition);
    for id in form.ids().filter(|id| !form.is_fact(*id)) {
        let found =
            report.figures.iter().find(|figure| figure.cell == id).and_then(|figure| figure.value.as_ref());
        let (found, wanted) = (found.map(number), draft.value(id).map(number));
        prop_assert_eq!(found, wanted, "{} {}", name, form.cell(id).key);
    }
    Ok(())
}

/// A value without trailing zeros: a spreadsheet keeps none.
fn number(value: &Value) -> String {
    match value {
        Value::Number(number) => number.normalize().to_string(),
        other => other.to_string(),
    }
}

const FORMATS: [Format; 5] = [Format::Docx, Format::Xlsx, Format::Html, Format::Csv, Format::Pdf];

proptest! {
    #![proptest_config(ProptestConfig { cases: 4, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_2014_edition_comes_in_again(draft in draft("2014")) {
        for format in FORMATS {
            check(&draft, format)?;
        }
    }

    #[test]
    fn the_2019_edition_comes_in_again(draft in draft("2019")) {
        for format in FORMATS {
            check(&draft, format)?;
        }
    }

    #[test]
    fn the_2021_edition_comes_in_again(draft in draft("2021")) {
        for format in FORMATS {
            check(&draft, format)?;
        }
    }
}
