//! The files of the units, found and named: none is lost, a bad folder stops nothing, and no name says where the
//! folders lie.

use std::fs;
use std::path::{Path, PathBuf};

use nianbao::draft::Scope;
use nianbao::export;
use nianbao::form::editions;
use nianbao::rollup::{Collection, Roster};
use nianbao::store::drafts;
use nianbao::store::units::{self, Listed, Progress};

use crate::{draft, shown, target};

/// Writes a town's draft with so many applications.
fn put(file: &Path, town: &str, count: &str) {
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    drafts::save(file, &draft("2014", town, Scope::Own, &[("收到申请数", count), ("网络申请数", count)]))
        .unwrap();
}

fn list(folder: &Path, given: &[&str]) -> Vec<Listed> {
    let given: Vec<PathBuf> = given.iter().map(|path| folder.join(path)).collect();
    units::list(&given, &[]).unwrap()
}

/// The names of what is found, and what 收到申请数 comes to.
fn check(folder: &Path, given: &[&str], expected: &[&str], sum: &str) -> Collection {
    let listed = list(folder, given);
    let names: Vec<&str> = listed.iter().map(|file| file.name.as_str()).collect();
    assert_eq!(names, expected, "{given:?}");
    let looked = units::look_at_all(&listed, &Progress::default());
    let form = editions::named("2014").unwrap();
    let collection = Collection::new(Roster::default(), target(&form, "青山县"), looked);
    assert_eq!(shown(&collection.draft().unwrap(), "收到申请数"), sum, "{given:?}");
    collection
}

/// What unpacks a ZIP made on a Chinese Windows may leave names in GBK, or in nothing that is known.
#[cfg(unix)]
#[test]
fn names_that_are_no_utf_8_stay_apart() {
    use std::os::unix::ffi::OsStrExt;
    let folder = tempfile::tempdir().unwrap();
    let named = |bytes: &[u8]| folder.path().join("报来").join(std::ffi::OsStr::from_bytes(bytes));
    put(&named(b"\xBC\xD7\xD5\xF2.nianbao"), "甲镇", "1");
    put(&named(b"\xD2\xD2\xD5\xF2.nianbao"), "乙镇", "2");
    put(&named(b"\xFF\xFE.nianbao"), "丙镇", "4");
    put(&named(b"\xFE\xFF.nianbao"), "丁镇", "8");
    let broken = ["报来/\u{FFFD}\u{FFFD}.nianbao", "报来/\u{FFFD}\u{FFFD}.nianbao（2）"];
    check(folder.path(), &["报来"], &["乙镇.nianbao", broken[0], broken[1], "甲镇.nianbao"], "15");
}

#[test]
fn files_of_one_name_are_told_apart_by_the_folders_that_were_given() {
    let folder = tempfile::tempdir().unwrap();
    for (file, town, count) in
        [("d1/a.nianbao", "甲镇", "1"), ("d2/a.nianbao", "乙镇", "2"), ("x/d1/a.nianbao", "丙镇", "4")]
    {
        put(&folder.path().join(file), town, count);
    }
    check(folder.path(), &["d1", "d2"], &["d1/a.nianbao", "d2/a.nianbao"], "3");
    // `x/d1/a` is called so by itself: still three files, three names.
    let all =
        check(folder.path(), &["d1", "d2", "x"], &["d1/a.nianbao", "d1/a.nianbao（2）", "d2/a.nianbao"], "7");
    assert_eq!(all.units().len(), 3);
    // Given by itself, and by its folder: one file.
    check(folder.path(), &["d1", "d1/a.nianbao"], &["a.nianbao"], "1");
    check(folder.path(), &["d1/a.nianbao", "x/d1/a.nianbao"], &["d1/a.nianbao", "d1/a.nianbao（2）"], "5");
}

/// A letter once began “（/home/…/A/年报.nianbao）已经收到”.
#[test]
fn what_goes_out_does_not_say_where_the_folders_lie() {
    let folder = tempfile::tempdir().unwrap();
    put(&folder.path().join("A/年报.nianbao"), "甲镇", "1");
    put(&folder.path().join("B/年报.nianbao"), "甲镇", "2");
    let collection = check(folder.path(), &["A", "B"], &["A/年报.nianbao", "B/年报.nianbao"], "");
    let mends = export::mends(&collection).unwrap();
    let letters = export::letters(&collection, &mends);
    let draft = nianbao::draft::write(&collection.draft().unwrap()).unwrap();
    let place = folder.path().to_str().unwrap();
    for text in [format!("{mends:?}"), letters[0].text.clone(), draft] {
        assert!(text.contains("A/年报.nianbao") && !text.contains(place), "{text}");
    }
}

#[test]
fn deep_folders_are_read_and_what_is_too_deep_is_named() {
    let folder = tempfile::tempdir().unwrap();
    put(&folder.path().join("r/0/1/2/3/4/5/6/7/8/甲镇.nianbao"), "甲镇", "1");
    check(folder.path(), &["r"], &["0/1/2/3/4/5/6/7/8/甲镇.nianbao"], "1");
    let deep: PathBuf = (0..70).map(|_| "层").collect();
    put(&folder.path().join("r").join(deep).join("乙镇.nianbao"), "乙镇", "2");
    let listed = list(folder.path(), &["r"]);
    assert_eq!(listed.len(), 2);
    let trouble = listed[1].trouble.as_ref().unwrap();
    assert!(trouble.what.contains("64 层以上"), "{trouble}");
    let looked = units::look_at_all(&listed, &Progress::default());
    assert_eq!(looked[1].found.as_ref().unwrap_err().what, trouble.what);
}

#[test]
fn something_given_that_is_not_there_is_named_and_stops_nothing() {
    let folder = tempfile::tempdir().unwrap();
    put(&folder.path().join("报来/甲镇.nianbao"), "甲镇", "1");
    let collection = check(folder.path(), &["报来", "乙镇"], &["乙镇", "甲镇.nianbao"], "1");
    let states: Vec<_> =
        collection.units().iter().map(|unit| (unit.title(), unit.state.kind().name())).collect();
    assert_eq!(states, [("甲镇", "已报"), ("乙镇", "读不出")]);
    let nothing = units::list(&[folder.path().join("乙镇"), folder.path().join("丙镇")], &[]).unwrap_err();
    assert!(nothing.subject.ends_with("乙镇") && nothing.what.contains("找不到"), "{nothing}");
}

#[cfg(unix)]
#[test]
fn a_folder_that_may_not_be_read_is_named_and_stops_nothing() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    put(&folder.path().join("报来/甲镇.nianbao"), "甲镇", "1");
    let closed = folder.path().join("报来/乙镇");
    fs::create_dir(&closed).unwrap();
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o000)).unwrap();
    // An administrator may read everything: then it is empty.
    let is_closed = fs::read_dir(&closed).is_err();
    let expected: &[&str] = if is_closed { &["乙镇", "甲镇.nianbao"] } else { &["甲镇.nianbao"] };
    check(folder.path(), &["报来"], expected, "1");
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o700)).unwrap();
}
