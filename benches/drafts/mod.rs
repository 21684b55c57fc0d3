//! What is measured: drafts with every cell filled, and the examples.

use std::fs;
use std::path::Path;

use nianbao::draft::{self, Draft, Edit, Entry, Origin};
use nianbao::form::{Year, editions};

/// The report of `benches/peers/compare`.
const LONG: &str = "report";

/// A draft with a number in every cell, this year's and last year's.
fn full(edition: &str) -> Draft {
    let form = editions::named(edition).expect("a built-in edition");
    let mut draft = Draft::new(form.clone(), form.first_year, "金塘镇");
    for year in [Year::This, Year::Last] {
        let number = |index: usize| Entry::number((index as u64 * 37 % 1000).into(), Origin::Typed);
        let entries = form.ids().map(|id| (form.cell(id).key.clone(), Some(number(id.index())))).collect();
        draft.apply(Edit::Entries { year, entries }).expect("the form's own keys");
    }
    draft
}

/// An example by the name of its file, the full draft of an edition, or the long report that the peers set too.
pub fn named(name: &str) -> Draft {
    if editions::named(name).is_some() {
        return full(name);
    }
    let folder = if name == LONG { "benches/peers" } else { "examples" };
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder).join(format!("{name}.nianbao"));
    draft::read(&fs::read_to_string(path).expect("an example")).expect("a draft")
}
