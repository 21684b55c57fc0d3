//! 汇总 of very many units: every draft read, checked and added up, on every core, beside only reading the bytes of the
//! same files by as many threads in the same run. Wanted of 100,000 drafts: at most twice that time, and at most
//! 256 MB.
//!
//! `NIANBAO_UNITS=100000 cargo bench --bench rollup`; without it 10,000.

#![expect(clippy::print_stdout, reason = "what was measured is the result")]

use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use nianbao::draft::{self, Edit, Entry};
use nianbao::form::{Field, editions};
use nianbao::rollup::{Collection, Roster, Target};
use nianbao::store::samples::SAMPLES;
use nianbao::store::units::{self, Listed, Progress};

/// Files in one folder; more of them slow some file systems down.
const IN_A_FOLDER: usize = 1_000;

fn main() {
    let wanted = std::env::var("NIANBAO_UNITS").ok().and_then(|text| text.parse().ok());
    let count: usize = wanted.unwrap_or(10_000);
    let folder = tempfile::tempdir().expect("a folder");
    let bytes = plant(folder.path(), count);
    let files = units::list(&[folder.path().to_owned()], &[]).expect("listed");
    assert_eq!(files.len(), count);
    // As they come from a disk, and then once more from the memory of the system.
    forget(&files);
    let cold_reading = timed(|| only_read(&files)).1;
    forget(&files);
    let cold = timed(|| rolled_up(&files)).1;
    only_read(&files);

    let reading = (0..3).map(|_| timed(|| only_read(&files)).1).min().unwrap_or_default();
    let before = peak();
    let ((counted, sum), whole) = timed(|| rolled_up(&files));
    let after = peak();
    assert_eq!(counted, count);
    println!("{count} drafts, {:.1} MB, {} cores", bytes as f64 / 1e6, cores());
    println!(
        "from the disk:  only reading {:.3} s, rolled up {:.3} s, times reading {:.2}",
        cold_reading.as_secs_f64(),
        cold.as_secs_f64(),
        cold.as_secs_f64() / cold_reading.as_secs_f64()
    );
    println!("from memory:");
    println!("only reading    {:>8.3} s", reading.as_secs_f64());
    println!(
        "rolled up       {:>8.3} s, {:.1} µs a draft, sum {sum}",
        whole.as_secs_f64(),
        micros(whole, count)
    );
    println!("times reading   {:>8.2}", whole.as_secs_f64() / reading.as_secs_f64());
    println!("peak of memory  {:>8.1} MB (before the roll-up {:.1} MB)", after, before);
}

fn micros(time: Duration, count: usize) -> f64 {
    time.as_secs_f64() * 1e6 / count.max(1) as f64
}

fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let done = work();
    (done, start.elapsed())
}

/// Drafts of many agencies with figures of their own, all from the example of a township. Gives their bytes.
fn plant(folder: &Path, count: usize) -> usize {
    let mut draft = draft::read(SAMPLES[0].text).expect("an example");
    let form = editions::named("2014").expect("an edition");
    let cells = ["网站公开数", "微信公开数", "接受培训人数"].map(|key| form.find(key).expect("a cell"));
    let mut bytes = 0;
    for unit in 0..count {
        let into = folder.join((unit / IN_A_FOLDER).to_string());
        if unit % IN_A_FOLDER == 0 {
            std::fs::create_dir(&into).expect("a folder");
        }
        let entries = cells.iter().enumerate().map(|(at, cell)| {
            let cell = form.cell(*cell);
            (cell.key.clone(), Entry::typed(&(unit * 7 % 900 + at).to_string(), cell.kind))
        });
        let entries = Edit::Entries { year: nianbao::form::Year::This, entries: entries.collect() };
        draft.apply(entries).expect("entries");
        draft.apply(Edit::Field(Field::Agency, format!("第{unit}镇人民政府"))).expect("a name");
        let text = draft::write(&draft).expect("a draft");
        bytes += text.len();
        std::fs::write(into.join(format!("第{unit}镇.nianbao")), text).expect("written");
    }
    bytes
}

/// The bytes of all files, by as many threads.
fn only_read(files: &[Listed]) -> usize {
    let (next, bytes) = (AtomicUsize::new(0), AtomicUsize::new(0));
    std::thread::scope(|scope| {
        for _ in 0..units::workers() {
            scope.spawn(|| {
                while let Some(file) = files.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let read = std::fs::read(&file.path).expect("read");
                    bytes.fetch_add(std::hint::black_box(read).len(), Ordering::Relaxed);
                }
            });
        }
    });
    bytes.into_inner()
}

/// Makes the system forget what the files hold, as far as it does what it is asked.
#[cfg(target_os = "linux")]
fn forget(files: &[Listed]) {
    use rustix::fs::{Advice, fadvise, sync};
    // What is not on the disk yet is not forgotten.
    sync();
    for file in files {
        let file = std::fs::File::open(&file.path).expect("open");
        fadvise(&file, 0, None, Advice::DontNeed).expect("forgotten");
    }
}

#[cfg(not(target_os = "linux"))]
fn forget(_: &[Listed]) {}

/// How many units count, and one of the sums.
fn rolled_up(files: &[Listed]) -> (usize, String) {
    let looked = units::look_at_all(files, &Progress::default());
    let roster = Roster::default();
    let target = Target::of_most(&looked, &roster).expect("a year");
    let target = Target { agency: "青山市人民政府".to_owned(), ..target };
    let collection = Collection::new(roster, target, looked);
    let draft = collection.draft().expect("a draft");
    let cell = draft.form().find("网站公开数").expect("a cell");
    (collection.counted().count(), draft.shown(cell).unwrap_or_default())
}

/// The most memory that this process has held, in MB; 0 where the system does not tell.
fn peak() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM:"));
    let kilobytes = line.and_then(|line| line.split_whitespace().nth(1)?.parse::<f64>().ok());
    kilobytes.unwrap_or(0.0) / 1024.0
}
