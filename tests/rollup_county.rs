//! A county's sixty units in three formats, with ten faults planted among them: all ten are found, and nothing else.

mod county;

use std::fs;
use std::path::PathBuf;
use std::sync::OnceLock;

use county::{COLLECTOR, County, YEAR};
use nianbao::rollup::{Collection, Roster, Target, Words};
use nianbao::store::units;

/// The county on disk and as it is looked at, made once.
struct Table {
    county: County,
    folder: tempfile::TempDir,
    collection: Collection,
}

fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| {
        let county = County::new();
        let folder = tempfile::tempdir().unwrap();
        let sent = folder.path().join("报来");
        fs::create_dir_all(sent.join("年报")).unwrap();
        for file in &county.sent {
            fs::write(sent.join(&file.file), &file.bytes).unwrap();
        }
        let roster = folder.path().join("名册.csv");
        fs::write(&roster, &county.roster).unwrap();
        let roster: Roster = units::read_roster(&roster).unwrap();
        let listed = units::list(&[sent]).unwrap();
        let looked: Vec<_> = listed.iter().map(|file| units::look(file, Words::Kept)).collect();
        let target = Target::of_most(&looked, &roster).unwrap();
        assert_eq!((target.agency.as_str(), target.year), (COLLECTOR, YEAR));
        let collection = Collection::new(roster, target, looked);
        Table { county, folder, collection }
    })
}

#[test]
fn debug() {
    let table = table();
    for unit in table.collection.units() {
        println!("{} {} {:?} {}", unit.name, unit.file, unit.state, unit.sentence());
        if let Some(found) = &unit.found {
            for fault in &found.faults {
                println!("    {:?} {} {} {}", fault.standing, fault.rule, fault.place, fault.sentence);
            }
        }
    }
    println!("{:?}", table.collection.counts());
}
