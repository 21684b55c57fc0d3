//! The program killed at random moments, by `kill -9`: a child works in the window (without a display, the rest is
//! the program itself) and tells what it has typed and what was 已保存; whatever the moment, the file is the last
//! confirmed save or the one begun, and what is recovered lacks at most the last second. The time in which the disk
//! itself kept the journal waiting does not count: on a machine that just built something it can be seconds, and no
//! program has a say in it.
//!
//! `KILLS=1000` for more of them (`./check long`).

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command as Program, Stdio};
use std::time::{Duration, Instant};

use nianbao::draft::{Draft, Edit, Entry};
use nianbao::form::{CellKey, Kind};
use nianbao::store::disk::Machine;
use nianbao::store::kept::Keep;
use nianbao::store::{drafts, samples::SAMPLES};
use nianbao::ui::command::{Command, KeptStep};

use crate::clerk::Clerk;
use crate::timed::Timed;

/// Names the folder to the child.
const FOLDER: &str = "NIANBAO_KILLED_IN";

/// Set where the child never saves.
const NEVER_SAVES: &str = "NIANBAO_NEVER_SAVES";

/// How many cells are typed into, one after the other.
const CELLS: usize = 12;

/// After how many edits it is saved: seldom enough that the journal is needed for most kills.
const SAVED_EVERY: usize = 401;

/// What may be lost.
const AT_MOST: Duration = Duration::from_secs(1);

fn file(folder: &Path) -> PathBuf {
    folder.join("金塘镇-2018.nianbao")
}

fn keys(draft: &Draft) -> Vec<CellKey> {
    draft.form().cells.iter().take(CELLS).map(|cell| cell.key.clone()).collect()
}

/// After how many edits a draft is. Edit number n puts n into the cell n modulo [`CELLS`]; any other mixture was never
/// there.
fn steps(draft: &Draft) -> usize {
    let held: Vec<usize> = keys(draft)
        .iter()
        .map(|key| draft.form().find(key).and_then(|cell| draft.shown(cell)).unwrap_or_default())
        .map(|shown| shown.parse().expect("a number of an edit"))
        .collect();
    let last = held.iter().copied().max().unwrap_or(0);
    for (cell, number) in held.iter().enumerate() {
        let expected = (0..=last).rev().find(|step| step % CELLS == cell).unwrap_or(0);
        assert_eq!(*number, expected, "after {last} edits cell {cell} holds something else: {held:?}");
    }
    last
}

// ── The child

/// Works until it is killed; nothing where nobody asked for it.
#[test]
fn works_until_it_is_killed() {
    let Some(folder) = std::env::var_os(FOLDER).map(PathBuf::from) else { return };
    let saves = std::env::var_os(NEVER_SAVES).is_none();
    let disk = Timed::new(|works| tell(if works { "disk" } else { "rest" }, 0));
    let mut clerk = Clerk::with_disk(&folder.join("state"), std::sync::Arc::new(disk));
    clerk.open(&file(&folder));
    // What the one before left behind comes back first.
    clerk.ask(Command::Kept(KeptStep::Recover(0)));
    clerk.settle();
    let (keys, first) = (keys(clerk.draft()), steps(clerk.draft()));
    for step in first + 1.. {
        clerk.fill(keys[step % CELLS].clone(), &step.to_string());
        tell("typed", step);
        if saves && step % SAVED_EVERY == 0 {
            tell("saving", step);
            clerk.save();
            assert!(clerk.notice().starts_with("已保存"), "{}", clerk.notice());
            tell("saved", step);
        }
    }
}

fn tell(what: &str, step: usize) {
    let mut out = std::io::stdout().lock();
    // Whoever listened is gone: so is the reason to go on.
    writeln!(out, "\n@{what} {step}").and_then(|()| out.flush()).expect("someone listens");
}

// ── The one who kills

/// What the child told, and when.
#[derive(Debug, Default)]
struct Told {
    typed: Vec<(usize, Instant)>,
    saving: usize,
    saved: usize,
    /// When the disk began to work on what is kept of the unsaved, and when it rested again.
    at_work: Vec<(Instant, Option<Instant>)>,
}

impl Told {
    /// How long the program had to record what was typed then, until that moment: without the time in which it waited
    /// for the disk.
    fn had(&self, typed: Instant, moment: Instant) -> Duration {
        let waited = |(began, rested): &(Instant, Option<Instant>)| {
            rested.unwrap_or(moment).min(moment).saturating_duration_since((*began).max(typed))
        };
        moment.saturating_duration_since(typed).saturating_sub(self.at_work.iter().map(waited).sum())
    }
}

/// Numbers that are random enough.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % most
    }
}

fn start(folder: &Path) -> Child {
    start_with(folder, &[])
}

fn start_with(folder: &Path, settings: &[(&str, &str)]) -> Child {
    Program::new(std::env::current_exe().expect("this program"))
        .args(["--exact", "kills::works_until_it_is_killed", "--nocapture"])
        .env(FOLDER, folder)
        .envs(settings.iter().copied())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts")
}

/// What kills came to, added up.
#[derive(Debug, Default)]
struct Sum {
    /// Edits that were lost, all of them younger than a second.
    lost: usize,
    /// How old the oldest of them was, with whatever the disk took.
    oldest: Duration,
    /// Kills after which only the journal had what was older than a second.
    saved_by_journal: usize,
}

/// A draft whose cells are all 0.
fn put_draft(folder: &Path) {
    let sample = SAMPLES.iter().find(|sample| sample.name == "金塘镇-2018").expect("the sample");
    let mut draft = nianbao::draft::read(sample.text).expect("a draft");
    let zeros = keys(&draft).into_iter().map(|key| (key, Entry::typed("0", Kind::Count))).collect();
    draft.apply(Edit::Entries { year: nianbao::form::Year::This, entries: zeros }).expect("its cells");
    drafts::save(&file(folder), &draft).expect("it is saved");
}

/// A child that has a draft open and goes on typing, and the draft.
pub fn at_work(folder: &Path) -> (Child, PathBuf) {
    put_draft(folder);
    let mut child = start(folder);
    let mut reader = BufReader::new(child.stdout.take().expect("its words"));
    let mut line = String::new();
    while !line.starts_with("@typed") {
        line.clear();
        assert!(reader.read_line(&mut line).expect("its words") > 0, "it ended by itself");
    }
    // It writes into a pipe that someone must read, or it stops.
    std::thread::spawn(move || std::io::copy(&mut reader, &mut std::io::sink()));
    (child, file(folder))
}

/// Lets the child work until it has told `lines` lines and a little longer, then kills it. The moment of the kill.
fn killed(folder: &Path, told: &mut Told, dice: &mut Dice) -> Instant {
    let lines = 1 + dice.below(700);
    // Every third in the middle of a save.
    let (at_save, saving) = (dice.below(3) == 0, told.saving);
    let mut child = start(folder);
    let mut reader = BufReader::new(child.stdout.take().expect("its words"));
    let take = |reader: &mut BufReader<_>, told: &mut Told| -> bool {
        let mut line = String::new();
        if reader.read_line(&mut line).unwrap_or(0) == 0 {
            return false;
        }
        let mut words = line.trim().split(' ');
        let (what, step) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
        if let Ok(step) = step.parse() {
            match what {
                "@typed" => told.typed.push((step, Instant::now())),
                "@saving" => told.saving = step,
                "@saved" => told.saved = step,
                "@disk" => told.at_work.push((Instant::now(), None)),
                "@rest" => {
                    if let Some((_, rested)) = told.at_work.last_mut() {
                        *rested = Some(Instant::now());
                    }
                }
                _ => return true,
            }
        }
        true
    };
    while take(&mut reader, told) {
        let is_time = match at_save {
            true => told.saving > saving,
            false => told.typed.len() as u64 >= lines,
        };
        if is_time {
            break;
        }
    }
    for _ in 0..dice.below(2_000_000) {
        std::hint::spin_loop();
    }
    let moment = Instant::now();
    child.kill().expect("it can be killed");
    // What it had said by then is still in the pipe.
    while take(&mut reader, told) {}
    let status = child.wait().expect("it ends");
    let mut complaint = String::new();
    if let Some(mut words) = child.stderr.take() {
        let _ = std::io::Read::read_to_string(&mut words, &mut complaint);
    }
    assert!(status.code().is_none(), "it ended by itself: {complaint}");
    moment
}

fn check(folder: &Path, told: &Told, moment: Instant, sum: &mut Sum) {
    let in_file = steps(&drafts::open(&file(folder)).expect("the file is whole"));
    assert!(
        in_file == told.saved || in_file == told.saving,
        "the file is neither the last save nor the one begun: {in_file}, {told:?}"
    );
    let keep = Keep::at(Machine::shared(), folder.join("state"), "asker").expect("the folder");
    let found = keep.left_behind();
    assert!(found.unreadable.is_empty(), "every journal is whole up to its last line");
    assert!(found.left.iter().all(|left| !left.is_changed), "nobody else wrote the file");
    let recovered = found.left.iter().map(|left| steps(&left.draft)).max().unwrap_or(0).max(in_file);
    let due = told.typed.iter().rfind(|(_, when)| told.had(*when, moment) >= AT_MOST);
    let due = due.map_or(0, |(step, _)| *step);
    assert!(recovered >= due, "{due} edits were made a second before, {recovered} are there: {told:?}");
    // That the disk's time does not count is no leave to keep it busy: some at the start, then a write and a sync for
    // what was typed within 300 ms, or alone.
    let (work, typed) = (told.at_work.len(), told.typed.len());
    assert!(work <= 100 + 6 * typed, "{work} times at the disk for {typed} edits");
    let lost = told.typed.iter().filter(|(step, _)| *step > recovered);
    sum.lost += lost.clone().count();
    sum.oldest =
        lost.map(|(_, when)| moment.saturating_duration_since(*when)).fold(sum.oldest, Duration::max);
    sum.saved_by_journal += usize::from(due > in_file);
}

/// A chain of so many kills on one draft: each child goes on where the one before was killed.
fn chain(kills: usize, seed: u64) -> Sum {
    let folder = tempfile::tempdir().expect("a folder");
    put_draft(folder.path());
    let (mut dice, mut told, mut sum) = (Dice(seed), Told::default(), Sum::default());
    for _ in 0..kills {
        told.typed.clear();
        told.at_work.clear();
        let moment = killed(folder.path(), &mut told, &mut dice);
        check(folder.path(), &told, moment, &mut sum);
        // The next one begins from what was recovered; a save of that may have been begun already.
        let in_file = steps(&drafts::open(&file(folder.path())).expect("the file"));
        (told.saved, told.saving) = (in_file, in_file);
    }
    sum
}

#[test]
fn whenever_it_is_killed_at_most_a_second_is_lost() {
    let kills: usize = std::env::var("KILLS").ok().and_then(|kills| kills.parse().ok()).unwrap_or(25);
    let seed = std::hash::BuildHasher::hash_one(&std::hash::RandomState::new(), 0);
    println!("{kills} kills, seed {seed}");
    const TOGETHER: usize = 4;
    let sums: Vec<Sum> = std::thread::scope(|scope| {
        let chains: Vec<_> = (0..TOGETHER)
            .map(|at| {
                let of_this = kills / TOGETHER + usize::from(at < kills % TOGETHER);
                scope.spawn(move || chain(of_this, seed.wrapping_add(at as u64)))
            })
            .collect();
        chains.into_iter().map(|chain| chain.join().expect("nothing confirmed is lost")).collect()
    });
    let lost: usize = sums.iter().map(|sum| sum.lost).sum();
    let by_journal: usize = sums.iter().map(|sum| sum.saved_by_journal).sum();
    let oldest = sums.iter().map(|sum| sum.oldest).max().unwrap_or_default();
    println!(
        "{lost} edits lost in all, the oldest {} ms before the kill; {by_journal} times the journal had what the file \
         had not",
        oldest.as_millis()
    );
}

/// Killed once the journal has something and before anything was saved: it comes back, and the file is as it was.
#[test]
fn what_stands_only_in_the_journal_comes_back_after_a_kill() {
    let folder = tempfile::tempdir().expect("a folder");
    put_draft(folder.path());
    let mut child = start_with(folder.path(), &[(NEVER_SAVES, "")]);
    let mut lines = BufReader::new(child.stdout.take().expect("its words")).lines();
    let journals = folder.path().join("state/journals");
    let has_journal = || {
        let files = std::fs::read_dir(&journals).into_iter().flatten().flatten();
        files.into_iter().any(|file| file.path().extension().is_some_and(|ending| ending == "journal"))
    };
    while !has_journal() {
        lines.next().expect("it goes on typing").expect("its words");
    }
    child.kill().expect("it can be killed");
    child.wait().expect("it ends");
    assert_eq!(steps(&drafts::open(&file(folder.path())).expect("the file")), 0);
    let found = Keep::at(Machine::shared(), folder.path().join("state"), "asker").expect("it").left_behind();
    assert!(found.left.iter().any(|left| steps(&left.draft) > 0 && !left.is_changed));
}
