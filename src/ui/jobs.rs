//! Work off the painting thread: opening, saving, exporting, and the system's file dialogs. Each
//! job reports back once; the window never waits.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant};

use super::ask_path::ask;
use super::exports::{Choice, Progress, Task, run_export, run_print};
use super::import::{Document, read};
use super::kept;
use super::outcome::{Outcome, Saving, Wish};
use super::revised::{self, Held};
use super::templates::found_in;
use super::text::pictures::PIXELS;
use crate::audit;
use crate::draft::{Draft, Picture};
use crate::report::Template;
use crate::store;
use crate::store::kept::Keep;
use crate::store::kept::recorder::Announcer;
use crate::store::print::Way;
use crate::store::recent::{Recent, State};
use crate::store::settings::Settings;
use crate::store::stamp::{Digest, Stamp};

/// Whether file dialogs are the system's, or asked for in the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialogs {
    /// The desktop's own.
    System,
    /// A path field in the window: tests, and desktops without a dialog service.
    InWindow,
}

type Job = Box<dyn FnOnce() -> Outcome + Send>;

/// The running jobs. Files are read and written by one thread, one after the other, so that an older
/// state never lands on a newer one; each dialog has a thread of its own.
pub struct Jobs {
    files: Sender<Job>,
    sender: Sender<(Thread, Outcome)>,
    receiver: Receiver<(Thread, Outcome)>,
    wake: egui::Context,
    running: usize,
    writing: usize,
    auditing: usize,
    dialogs: Dialogs,
    /// The dialogs of the desktop that have not answered, each with its number.
    asking: Vec<Asking>,
    /// How many there have been.
    asked: u64,
}

/// A dialog of the desktop that has not answered.
struct Asking {
    number: u64,
    since: Instant,
    wish: Wish,
    suggestion: PathBuf,
}

/// Where a job ran.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Thread {
    Files,
    Dialog(u64),
    Document,
    Audit,
}

/// A dialog that comes back empty this fast was never shown (measured 2–9 ms without a service, several tenths of a
/// second on a machine with ten times more to do than it can; nobody cancels a dialog in half a second).
const NEVER_SHOWN: Duration = Duration::from_millis(500);

/// A service that is there and silent is given up by D-Bus after 25 s (measured 25.03 s): no dialog was shown either.
const GIVEN_UP: std::ops::Range<Duration> = Duration::from_millis(24_900)..Duration::from_millis(25_900);

/// After so long the window says what it waits for, and offers another way.
const LONG: Duration = Duration::from_millis(1500);

impl Jobs {
    /// No job yet. `wake` is repainted when one reports.
    pub fn new(wake: egui::Context, dialogs: Dialogs) -> Self {
        let (sender, receiver) = channel();
        let (files, queue) = channel::<Job>();
        let (report, repaint) = (sender.clone(), wake.clone());
        std::thread::spawn(move || {
            for job in queue {
                run(job, Thread::Files, &report, &repaint);
            }
        });
        Self {
            files,
            sender,
            receiver,
            wake,
            running: 0,
            writing: 0,
            auditing: 0,
            dialogs,
            asking: Vec::new(),
            asked: 0,
        }
    }

    /// Whether anything is still under way.
    pub fn is_busy(&self) -> bool {
        self.running > 0
    }

    /// Whether the words of the report are being looked at.
    pub fn is_auditing(&self) -> bool {
        self.auditing > 0
    }

    /// Whether a file is still being read or written.
    pub fn is_writing(&self) -> bool {
        self.writing > 0
    }

    /// What has been reported since the last call.
    pub fn reports(&mut self) -> Vec<Outcome> {
        let reports: Vec<_> = self.receiver.try_iter().collect();
        let not_audit = reports.iter().filter(|(thread, _)| *thread != Thread::Audit).count();
        self.running = self.running.saturating_sub(not_audit);
        let of_files = reports.iter().filter(|(thread, _)| *thread == Thread::Files).count();
        self.writing = self.writing.saturating_sub(of_files);
        let of_audit = reports.iter().filter(|(thread, _)| *thread == Thread::Audit).count();
        self.auditing = self.auditing.saturating_sub(of_audit);
        let mut taken = Vec::with_capacity(reports.len());
        for (thread, outcome) in reports {
            if let Thread::Dialog(number) = thread {
                // Whom nobody waits for any more is not listened to.
                let Some(at) = self.asking.iter().position(|asking| asking.number == number) else {
                    continue;
                };
                self.asking.remove(at);
            }
            taken.push(outcome);
        }
        taken
    }

    /// Whether a dialog of the desktop has been open, or has not appeared, for a while.
    pub fn waits_for_dialog(&self) -> bool {
        self.asking.iter().any(|asking| asking.since.elapsed() >= LONG)
    }

    /// Waits no longer for dialogs of the desktop; what the last one was asked, for a path to be typed instead.
    pub fn give_up_dialogs(&mut self) -> Option<(Wish, PathBuf)> {
        let last = self.asking.pop()?;
        self.asking.clear();
        Some((last.wish, last.suggestion))
    }

    /// Looks what stands in a folder: on a thread of its own, since a drive in the network may answer late.
    pub fn list(&mut self, folder: PathBuf) {
        self.start_apart(move || {
            let inside = store::paths::inside(&folder);
            Outcome::Listed(folder, inside)
        });
    }

    /// Writes a problem report.
    pub fn write_trouble(&mut self, path: PathBuf, text: String) {
        self.start(move || {
            let written = store::atomic::write_whole(&path, text.as_bytes());
            Outcome::Given(written.map(|()| format!("问题报告已保存：{}", path.display())))
        });
    }

    pub(super) fn start(&mut self, job: impl FnOnce() -> Outcome + Send + 'static) {
        self.running += 1;
        self.writing += 1;
        // The thread lives as long as this sender.
        let _ = self.files.send(Box::new(job));
    }

    /// Reads a draft.
    pub fn open(&mut self, path: PathBuf) {
        self.start(move || {
            let opening = kept::open(&path).map(Box::new);
            Outcome::Opened(path, opening)
        });
    }

    /// Reads a draft to hold the one of that desk against.
    pub fn compare(&mut self, path: PathBuf, desk: u64) {
        self.start(move || Outcome::Compared(desk, store::drafts::open(&path).map(Box::new)));
    }

    /// Writes a draft. `known` is what its file may hold; `None` for a file that is new to the window.
    pub fn save(
        &mut self,
        (keep, announcer): (Option<Arc<Keep>>, Option<Announcer>),
        path: PathBuf,
        draft: Draft,
        known: Option<Vec<Digest>>,
        of: Saving,
    ) {
        self.start(move || {
            let digest = crate::draft::write(&draft).ok().map(|text| Digest::of(text.as_bytes()));
            let announce = |digest| {
                if let Some(announcer) = announcer {
                    announcer.saving(of.desk, digest);
                }
            };
            let result = kept::save(keep.as_ref(), announce, &path, &draft, known.as_deref());
            Outcome::Saved { path, of, digest, result }
        });
    }

    /// Looks for what earlier processes left behind.
    pub fn look_for_left(&mut self, keep: Arc<Keep>, at_start: bool) {
        self.start(move || Outcome::OfKept(kept::left_behind(&keep, at_start)));
    }

    /// Looks for the versions of that desk's draft.
    pub fn look_for_versions(&mut self, keep: Arc<Keep>, path: PathBuf, desk: u64) {
        self.start(move || Outcome::OfKept(kept::versions_of(&keep, &path, desk)));
    }

    /// Looks whether the file of that desk's draft is still the one that was read.
    pub fn look_at(&mut self, path: PathBuf, stamp: Stamp, known: Vec<Digest>, desk: u64) {
        self.start_apart(move || Outcome::OfKept(kept::look(path, stamp, known, desk)));
    }

    /// Puts a draft at the top of the recent ones.
    pub fn remember(&mut self, mut recents: Recent, path: PathBuf, draft: Draft, state: State) {
        self.start(move || {
            let result = recents.add(&path, &draft, state);
            Outcome::Remembered(recents, result)
        });
    }

    /// Takes a file off the recent ones.
    pub fn forget(&mut self, mut recents: Recent, path: PathBuf) {
        self.start(move || {
            let result = recents.remove(&path);
            Outcome::Remembered(recents, result)
        });
    }

    /// Which of these files are gone: on a thread of its own, since a drive in the network may answer late.
    pub fn look_for(&mut self, paths: Vec<PathBuf>) {
        self.start_apart(move || {
            Outcome::Gone(paths.into_iter().filter(|path| !store::paths::exists(path)).collect())
        });
    }

    /// Looks for the user's own templates.
    pub fn find_templates(&mut self, folder: PathBuf) {
        self.start(move || found_in(folder));
    }

    /// Puts a copy of a built-in template into that folder, and the guide beside it.
    pub fn copy_template(&mut self, folder: PathBuf, name: &'static str, text: &'static str) {
        self.start(move || {
            let copied = store::templates::copy_to(&folder, name, text);
            Outcome::Copied(copied.and_then(|path| store::templates::write_guide(&folder).map(|_| path)))
        });
    }

    /// Keeps the settings.
    pub fn keep(&mut self, settings: Settings) {
        self.start(move || Outcome::Kept(settings.keep()));
    }

    /// Composes, lays out and writes what was chosen.
    pub fn export(&mut self, task: Task, progress: Arc<Progress>) {
        let repaint = self.wake.clone();
        self.start(move || Outcome::Exported(run_export(&task, &progress, &|| repaint.request_repaint())));
    }

    /// Makes the PDF and hands it to the printer or the viewer.
    pub fn print(&mut self, draft: Draft, template: Arc<Template>, choice: Choice, way: Way) {
        self.start(move || Outcome::Printed(run_print(&draft, &template, &choice, way)));
    }

    /// Opens a file or folder with the system's program.
    pub fn show(&mut self, path: PathBuf) {
        self.start(move || Outcome::Shown(store::print::open_file(&path)));
    }

    /// Puts the guide for authors into the folder of templates and opens it.
    pub fn show_guide(&mut self, folder: PathBuf) {
        self.start(move || {
            let guide = store::templates::write_guide(&folder);
            Outcome::Shown(guide.and_then(|path| store::print::open_file(&path)))
        });
    }

    /// Reads a picture for a section of that desk.
    pub fn read_picture(&mut self, path: PathBuf, section: String, desk: u64) {
        self.start(move || Outcome::PictureRead(desk, section, store::pictures::read(&path)));
    }

    /// Makes a picture small, to be shown in the text.
    pub fn shrink(&mut self, picture: Picture) {
        self.start(move || {
            let small = picture.thumbnail(PIXELS);
            Outcome::Shrunk(picture, small)
        });
    }

    /// Looks at the words of the report: on a thread of its own, so that neither typing nor a file waits.
    pub fn audit(&mut self, of: Saving, draft: Draft, template: Arc<Template>) {
        self.auditing += 1;
        let (report, repaint) = (self.sender.clone(), self.wake.clone());
        let job: Job = Box::new(move || {
            Outcome::Audited(of, audit::audit_report(&draft, &template).unwrap_or_default())
        });
        std::thread::spawn(move || run(job, Thread::Audit, &report, &repaint));
    }

    /// Reads a document and understands it: on a thread of its own, so that a long one keeps no file waiting.
    pub fn read_document(&mut self, document: Document, number: u64) {
        self.start_apart(move || Outcome::Understood(number, read(&document)));
    }

    /// Reads a report that comes back for that desk: on a thread of its own, like any document.
    pub fn read_returned(&mut self, path: PathBuf, desk: u64, only_ours: bool) {
        self.start_apart(move || {
            let read = revised::read(&path, only_ours);
            Outcome::CameBack(desk, path, read)
        });
    }

    /// Holds a report that came back against the draft.
    pub fn hold_returned(&mut self, held: Held) {
        self.start_apart(move || {
            let revision = revised::hold(&held);
            Outcome::Held(held.of, held.template, revision)
        });
    }

    /// Starts what keeps neither a file nor typing waiting.
    pub(super) fn start_apart(&mut self, job: impl FnOnce() -> Outcome + Send + 'static) {
        self.running += 1;
        let (report, repaint) = (self.sender.clone(), self.wake.clone());
        std::thread::spawn(move || run(Box::new(job), Thread::Document, &report, &repaint));
    }

    /// Asks for a path.
    pub fn choose(&mut self, wish: Wish, suggestion: PathBuf) {
        let dialogs = self.dialogs;
        self.running += 1;
        self.asked += 1;
        let number = self.asked;
        let asking = Asking { number, since: Instant::now(), wish, suggestion: suggestion.clone() };
        self.asking.push(asking);
        self.wake.request_repaint_after(LONG + Duration::from_millis(50));
        let (report, repaint) = (self.sender.clone(), self.wake.clone());
        let job: Job = Box::new(move || {
            if dialogs == Dialogs::InWindow {
                return Outcome::NoDialog(wish, suggestion);
            }
            let asked = Instant::now();
            match ask(wish.purpose, &suggestion) {
                Some(path) => Outcome::Chosen(wish, Some(path)),
                None if asked.elapsed() < NEVER_SHOWN || GIVEN_UP.contains(&asked.elapsed()) => {
                    Outcome::NoDialog(wish, suggestion)
                }
                None => Outcome::Chosen(wish, None),
            }
        });
        std::thread::spawn(move || run(job, Thread::Dialog(number), &report, &repaint));
    }
}

/// Does a job and reports. A fault of the program is reported too, so that nobody waits for ever.
fn run(job: Job, thread: Thread, report: &Sender<(Thread, Outcome)>, repaint: &egui::Context) {
    let outcome = std::panic::catch_unwind(std::panic::AssertUnwindSafe(job)).unwrap_or(Outcome::Failed);
    // The window may be gone by now; then nobody waits for the report.
    let _ = report.send((thread, outcome));
    repaint.request_repaint();
}
