//! A whole piece of work (open, edit, save, versions, leave open) with its first, its second, … operation failing,
//! until one passes untouched: SQLite's way to test storage.

use std::path::Path;
use std::sync::Arc;

use nianbao::draft::{self, Draft, Edit, Entry};
use nianbao::form::{CellKey, Kind, editions};
use nianbao::store::disk::Disk;
use nianbao::store::drafts::{self, Save, Saved};
use nianbao::store::kept::Keep;
use nianbao::store::kept::journal::{About, Journal};
use nianbao::store::kept::recorder::Recorder;
use nianbao::store::lock::{self, Locking};
use nianbao::store::stamp::Digest;

use crate::faulty::{Fault, Faulty, Left};

const PATH: &str = "/年报/金塘镇-2018.nianbao";
const STATE: &str = "/家/state";
const WHEN: &str = "2025-01-20 09:15";

/// The draft after so many edits, and its text.
struct Course {
    texts: Vec<String>,
    edits: Vec<Edit>,
}

impl Course {
    fn of(steps: usize) -> Self {
        let mut draft = Draft::new(editions::named("2014").unwrap(), 2018, "金塘镇");
        let keys: Vec<CellKey> = draft.form().cells.iter().map(|cell| cell.key.clone()).collect();
        let (mut texts, mut edits) = (vec![draft::write(&draft).unwrap()], Vec::new());
        for (step, key) in keys.into_iter().take(steps).enumerate() {
            let edit = Edit::entry(key, Entry::typed(&(step + 100).to_string(), Kind::Count));
            draft.apply(edit.clone()).unwrap();
            texts.push(draft::write(&draft).unwrap());
            edits.push(edit);
        }
        Self { texts, edits }
    }

    /// After how many edits a draft is.
    fn step(&self, text: &str) -> usize {
        self.texts.iter().position(|known| known == text).expect("a state that was there")
    }
}

/// What the window was told, in edits.
#[derive(Debug, Default)]
struct Told {
    /// 已保存 up to here.
    saved: usize,
    /// Saves that were begun.
    begun: Vec<usize>,
    /// The journal has everything up to here.
    recorded: usize,
    /// Versions that were kept.
    versions: Vec<usize>,
}

/// The work: three times four edits with a save after the third of each, then left open. What fails is told and work
/// goes on, as in the window.
fn work(disk: &Faulty, course: &Course) -> Told {
    let mut told = Told::default();
    let shared: Arc<dyn Disk> = Arc::new(disk.clone());
    let path = Path::new(PATH);
    let keep = Keep::at(shared.clone(), STATE.into(), "1-a").ok().map(Arc::new);
    let lock = lock::take(&shared, path);
    assert!(!matches!(lock, Locking::Theirs(_)), "nobody else is there");
    let Ok((mut draft, stamp)) = drafts::open_on(disk, path).or_else(|_| drafts::open_on(disk, path)) else {
        return told;
    };
    let mut known = vec![stamp.digest];
    let mut journal: Option<Journal> = None;
    let versions = keep.as_ref().map(|keep| keep.versions());
    for (step, edit) in (1..).zip(&course.edits) {
        draft.apply(edit.clone()).unwrap();
        if let Some(keep) = &keep {
            let about = About { path: Some(PATH.to_owned()), saved: known.last().cloned() };
            let journal = journal
                .get_or_insert_with(|| Journal::new(shared.clone(), keep.journal(), about, draft.clone()));
            if journal.record(vec![edit.clone()], WHEN).is_ok() {
                told.recorded = step;
            }
        }
        if step % 4 == 3 {
            let text = draft::write(&draft).unwrap();
            told.begun.push(step);
            // She tries once more where it fails.
            for _ in 0..2 {
                let save = Save { disk, known: Some(&known), versions: versions.as_ref() };
                let digest = Digest::of(text.as_bytes());
                if let Some(journal) = &mut journal {
                    let _ = journal.saving(digest.clone(), WHEN);
                }
                let saved = save.save(path, &text);
                known.push(digest);
                match saved {
                    Ok(Saved::Written(_, unkept)) => {
                        told.saved = step;
                        if unkept.is_none() && versions.is_some() {
                            told.versions.push(step);
                        }
                        if let Some(journal) = journal.take() {
                            let _ = journal.remove();
                        }
                        break;
                    }
                    Ok(Saved::Changed(_)) => panic!("nobody else wrote"),
                    Err(_) => {}
                }
            }
        }
    }
    if let Some(mut journal) = journal {
        let _ = journal.keep(WHEN);
    }
    told
}

/// What must be true of the disk after the work, wherever it ended.
fn check(disk: &Faulty, course: &Course, told: &Told, case: &str) {
    let shared: Arc<dyn Disk> = Arc::new(disk.clone());
    let path = Path::new(PATH);
    let text = |draft: &Draft| draft::write(draft).unwrap();

    let (file, _) = drafts::open_on(disk, path).unwrap_or_else(|error| panic!("{case}: {error}"));
    let file = course.step(&text(&file));
    assert!(
        file == told.saved || (file > told.saved && told.begun.contains(&file)),
        "{case}: the file has {file} edits, {told:?}"
    );

    let keep = Keep::at(shared.clone(), STATE.into(), "2-b").unwrap();
    let found = keep.left_behind();
    assert!(found.unreadable.is_empty(), "{case}: a journal is whole or not there");
    // Where the disk refused, the journal may not know of the save; then she is asked.
    let is_false = found.left.iter().any(|left| left.is_changed);
    assert!(!is_false || !case.starts_with("Crash"), "{case}: nobody else wrote the file, {told:?}");
    let recovered = found.left.iter().map(|left| course.step(&text(&left.draft))).max().unwrap_or(0);
    assert!(
        recovered.max(file) >= told.recorded,
        "{case}: recovered {recovered}, in the file {file}, {told:?}"
    );

    let versions = keep.versions();
    let kept: Vec<usize> = versions
        .list(path)
        .iter()
        .map(|version| course.step(&text(&versions.open(version).unwrap_or_else(|e| panic!("{case}: {e}")))))
        .collect();
    let lost: Vec<&usize> = told.versions.iter().filter(|version| !kept.contains(version)).collect();
    assert!(lost.is_empty(), "{case}: versions {lost:?} of {told:?} are not among {kept:?}");

    assert!(matches!(lock::take(&shared, path), Locking::Ours(_)), "{case}: nobody has it any more");
}

#[test]
fn whatever_operation_fails_nothing_confirmed_is_lost() {
    let course = Course::of(12);
    let start = || Faulty::with(Path::new(PATH), &course.texts[0]);
    let (mut runs, mut states) = (0, 0);
    for fault in [Fault::Error, Fault::Short, Fault::Full, Fault::CrashBefore, Fault::CrashAfter] {
        for number in 1.. {
            let disk = start();
            disk.fail_at(number, fault);
            let told = work(&disk, &course);
            if !disk.has_failed() {
                assert!(number > 100, "the work has many operations: {number}");
                assert_eq!((told.saved, told.recorded, told.versions.len()), (11, 12, 3));
                check(&disk.after_exit(), &course, &told, "untouched");
                break;
            }
            runs += 1;
            let case = format!("{fault:?} at {number}");
            if matches!(fault, Fault::Error | Fault::Short | Fault::Full) {
                states += 1;
                check(&disk.after_exit(), &course, &told, &case);
                continue;
            }
            for (names, contents) in [
                (Left::Nothing, Left::Nothing),
                (Left::Nothing, Left::All),
                (Left::Half, Left::Half),
                (Left::All, Left::Nothing),
                (Left::All, Left::Half),
                (Left::All, Left::All),
            ] {
                states += 1;
                let after = disk.after_power_cut(names, contents);
                check(&after, &course, &told, &format!("{case}, names {names:?}, contents {contents:?}"));
            }
        }
    }
    println!("{runs} runs with a fault, {states} states of the disk after");
}

/// A draft comes back from what a dead process left; then that process is dead too.
fn recover(disk: &Faulty) {
    let Ok(keep) = Keep::at(Arc::new(disk.clone()), STATE.into(), "2-b") else { return };
    let found = keep.left_behind();
    let Some(left) = found.left.first() else { return };
    let Ok(claimed) = keep.claim(left) else { return };
    let recorder = Recorder::new(Arc::new(keep), || {});
    let about =
        About { path: Some(PATH.to_owned()), saved: left.saved.as_ref().map(|(_, at)| at.digest.clone()) };
    recorder.begin(1, about, left.draft.clone(), Some(claimed));
    recorder.finish();
}

/// A thousand kills found it: the journal that a draft came back from and its new one stood side by side for a moment. A
/// kill there left two, and after the next save the older took the file for someone else's.
#[test]
fn wherever_a_recovery_is_killed_one_journal_is_left() {
    let course = Course::of(3);
    for fault in [Fault::CrashBefore, Fault::CrashAfter] {
        for number in 1.. {
            let disk = Faulty::with(Path::new(PATH), &course.texts[0]);
            let shared: Arc<dyn Disk> = Arc::new(disk.clone());
            let keep = Keep::at(shared, STATE.into(), "1-a").unwrap();
            let about = About { path: Some(PATH.to_owned()), saved: None };
            let draft = draft::read(&course.texts[0]).unwrap();
            let mut journal = Journal::new(keep.disk().clone(), keep.journal(), about, draft);
            journal.record(course.edits.clone(), WHEN).unwrap();
            drop((journal, keep));

            let disk = disk.after_exit();
            disk.fail_at(number, fault);
            recover(&disk);
            let has_failed = disk.has_failed();
            let disk = disk.after_exit();
            let keep = Keep::at(Arc::new(disk), STATE.into(), "3-c").unwrap();
            let left: Vec<usize> = keep
                .left_behind()
                .left
                .iter()
                .map(|left| course.step(&draft::write(&left.draft).unwrap()))
                .collect();
            assert_eq!(left, [3], "{fault:?} at {number}");
            if !has_failed {
                assert!(number > 5, "a recovery has several operations: {number}");
                break;
            }
        }
    }
}
