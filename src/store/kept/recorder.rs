//! The thread that writes journals: what is edited is on the disk within a second, and typing never waits for it.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use super::Keep;
use super::journal::{About, Journal};
use crate::draft::{Draft, Edit};
use crate::error::Error;
use crate::store::clock;
use crate::store::stamp::Digest;
use crate::store::trouble::{Doing, explain};

/// How long edits are gathered before they are written. With what the disk takes it stays well below a second.
const GATHER: Duration = Duration::from_millis(300);

/// How long after a failure it is tried again.
const AGAIN: Duration = Duration::from_secs(5);

/// Names a draft in the window.
pub type Number = u64;

/// What the thread is asked.
enum Wish {
    Begin { number: Number, about: About, draft: Box<Draft>, claimed: Option<PathBuf> },
    Edits { number: Number, edits: Vec<Edit>, made: Instant },
    Forget(Number),
    Drop(Number),
    Saving(Number, Digest, Sender<()>),
    Keep(Number, Sender<Result<(), Error>>),
    Written(Sender<()>),
}

/// Writes the journals of a window. Dropped, it writes what is still to be written.
pub struct Recorder {
    wishes: Option<Sender<Wish>>,
    trouble: Arc<Mutex<Option<Error>>>,
    thread: Option<JoinHandle<()>>,
}

impl Recorder {
    /// Starts the thread. `wake` is called when there is trouble to tell of.
    pub fn new(keep: Arc<Keep>, wake: impl Fn() + Send + 'static) -> Self {
        let (sender, receiver) = channel();
        let trouble = Arc::new(Mutex::new(None));
        let told = trouble.clone();
        let thread = std::thread::spawn(move || {
            let writer = Writer { keep, journals: BTreeMap::new(), told, wake: Box::new(wake) };
            writer.run(&receiver);
        });
        Self { wishes: Some(sender), trouble, thread: Some(thread) }
    }

    /// Begins the journal of a draft with the draft as it is now, or begins it anew. In place of a journal that was
    /// claimed ([`Keep::claim`]) for it: were both there for a moment, a kill then would leave two of one draft.
    pub fn begin(&self, number: Number, about: About, draft: Draft, claimed: Option<PathBuf>) {
        self.send(Wish::Begin { number, about, draft: Box::new(draft), claimed });
    }

    /// What was edited in a draft whose journal was begun.
    pub fn edits(&self, number: Number, edits: Vec<Edit>) {
        self.send(Wish::Edits { number, edits, made: Instant::now() });
    }

    /// Nothing of that draft is unsaved any more.
    pub fn forget(&self, number: Number) {
        self.send(Wish::Forget(number));
    }

    /// What is unsaved of that draft is not wanted; it is put aside.
    pub fn drop_journal(&self, number: Number) {
        self.send(Wish::Drop(number));
    }

    /// That draft is left open for next time. Returns once it is on the disk.
    ///
    /// # Errors
    /// It could not be written.
    pub fn keep(&self, number: Number) -> Result<(), Error> {
        let (sender, answer) = channel();
        self.send(Wish::Keep(number, sender));
        answer.recv().unwrap_or_else(|_| Err(stopped()))
    }

    /// Returns once all that was sent is written, or was tried.
    pub fn finish(&self) {
        let (sender, answer) = channel();
        self.send(Wish::Written(sender));
        // A thread that is gone writes nothing more.
        let _ = answer.recv();
    }

    /// What a save is announced by.
    pub fn announcer(&self) -> Option<Announcer> {
        self.wishes.clone().map(Announcer)
    }

    /// What went wrong since the last call, once for each failure.
    pub fn trouble(&self) -> Option<Error> {
        self.trouble.lock().ok()?.take()
    }

    fn send(&self, wish: Wish) {
        if let Some(wishes) = &self.wishes
            && wishes.send(wish).is_err()
            && let Ok(mut trouble) = self.trouble.lock()
        {
            *trouble = Some(stopped());
        }
    }
}

/// Tells the journal that a save begins; for the thread that saves.
#[derive(Clone)]
pub struct Announcer(Sender<Wish>);

impl Announcer {
    /// The file of that draft will hold this. Returns once the journal says so, with everything edited before, or
    /// cannot: a save does not wait for a disk on which journals fail.
    pub fn saving(&self, number: Number, digest: Digest) {
        let (sender, answer) = channel();
        if self.0.send(Wish::Saving(number, digest, sender)).is_ok() {
            let _ = answer.recv();
        }
    }
}

fn stopped() -> Error {
    Error::new("恢复记录已停止").hint("请现在保存底稿，再重新打开程序")
}

impl Drop for Recorder {
    fn drop(&mut self) {
        self.wishes = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

struct Recorded {
    journal: Journal,
    /// Edits not yet on the disk, and when the first of them came.
    waiting: Vec<Edit>,
    due: Option<Instant>,
    /// The last attempt failed: what waits includes the draft as it was then.
    has_failed: bool,
}

struct Writer {
    keep: Arc<Keep>,
    journals: BTreeMap<Number, Recorded>,
    told: Arc<Mutex<Option<Error>>>,
    wake: Box<dyn Fn() + Send>,
}

impl Writer {
    fn run(mut self, wishes: &Receiver<Wish>) {
        loop {
            let due = self.journals.values().filter_map(|recorded| recorded.due).min();
            let wish = match due {
                None => wishes.recv().map_err(|_| RecvTimeoutError::Disconnected),
                Some(due) => wishes.recv_timeout(due.saturating_duration_since(Instant::now())),
            };
            match wish {
                Ok(wish) => self.take(wish),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => break,
            }
            // What came while the disk was slow goes to it together.
            while let Ok(wish) = wishes.try_recv() {
                self.take(wish);
            }
            let now = Instant::now();
            self.write(|recorded| recorded.due.is_some_and(|due| due <= now));
        }
        self.write(|recorded| recorded.due.is_some());
    }

    fn take(&mut self, wish: Wish) {
        match wish {
            Wish::Begin { number, about, draft, claimed } => match self.journals.get_mut(&number) {
                Some(recorded) => {
                    recorded.waiting.clear();
                    let begun = recorded.journal.begin_with(about, *draft, &when());
                    recorded.due = begun.is_err().then(|| Instant::now() + AGAIN);
                    if let Err(error) = begun {
                        self.tell(&error, number);
                    }
                }
                None => {
                    let path = claimed.unwrap_or_else(|| self.keep.journal());
                    let journal = Journal::new(self.keep.disk().clone(), path, about, *draft);
                    let recorded = Recorded {
                        journal,
                        waiting: Vec::new(),
                        due: Some(Instant::now() + GATHER),
                        has_failed: false,
                    };
                    self.journals.insert(number, recorded);
                }
            },
            Wish::Edits { number, edits, made } => {
                if let Some(recorded) = self.journals.get_mut(&number) {
                    gather(&mut recorded.waiting, edits);
                    // From when they were made: the disk may have kept the thread from taking them.
                    recorded.due = recorded.due.or(Some(made + GATHER));
                }
            }
            Wish::Forget(number) => {
                if let Some(recorded) = self.journals.remove(&number) {
                    // What stays behind is offered once more and is found to be in the file.
                    let _ = recorded.journal.remove();
                }
            }
            Wish::Drop(number) => {
                self.write_one(number);
                if let Some(recorded) = self.journals.remove(&number) {
                    let _ = self.keep.drop_journal(recorded.journal.path());
                }
            }
            Wish::Saving(number, digest, answer) => {
                self.write_one(number);
                if let Some(recorded) = self.journals.get_mut(&number) {
                    let noted = recorded.journal.saving(digest, &when());
                    // What was edited is told of when it fails; this alone is tried again with it.
                    recorded.due = recorded.due.or(noted.is_err().then(|| Instant::now() + AGAIN));
                }
                let _ = answer.send(());
            }
            Wish::Keep(number, answer) => {
                self.write_one(number);
                let kept = match self.journals.get_mut(&number) {
                    Some(recorded) => {
                        let path = recorded.journal.path().to_owned();
                        recorded.journal.keep(&when()).map_err(|error| explain(&error, &path, Doing::Writing))
                    }
                    None => Ok(()),
                };
                let _ = answer.send(kept);
            }
            Wish::Written(answer) => {
                self.write(|recorded| recorded.due.is_some());
                let _ = answer.send(());
            }
        }
    }

    fn write(&mut self, is_due: impl Fn(&Recorded) -> bool) {
        let due: Vec<Number> = self
            .journals
            .iter()
            .filter(|(_, recorded)| is_due(recorded))
            .map(|(number, _)| *number)
            .collect();
        for number in due {
            self.write_one(number);
        }
    }

    fn write_one(&mut self, number: Number) {
        let Some(recorded) = self.journals.get_mut(&number).filter(|recorded| recorded.due.is_some()) else {
            return;
        };
        let edits = std::mem::take(&mut recorded.waiting);
        let written = recorded.journal.record(edits, &when());
        recorded.due = written.is_err().then(|| Instant::now() + AGAIN);
        let told_before = std::mem::replace(&mut recorded.has_failed, written.is_err());
        if let Err(error) = written
            && !told_before
        {
            self.tell(&error, number);
        }
    }

    fn tell(&mut self, error: &std::io::Error, number: Number) {
        let Some(recorded) = self.journals.get(&number) else { return };
        let error = explain(error, recorded.journal.path(), Doing::Writing);
        let error = Error::new(format!("未保存的修改没有记入恢复记录（{}）", error.what))
            .hint("请现在保存底稿；保存不成时请另存到别的磁盘");
        if let Ok(mut told) = self.told.lock() {
            *told = Some(error);
        }
        (self.wake)();
    }
}

/// Keystrokes into one place are one edit: each sets all of what the one before set.
fn gather(waiting: &mut Vec<Edit>, edits: Vec<Edit>) {
    for edit in edits {
        match waiting.last_mut() {
            Some(last @ (Edit::Text(..) | Edit::Field(..) | Edit::Reason(..))) if last.same_target(&edit) => {
                *last = edit;
            }
            _ => waiting.push(edit),
        }
    }
}

fn when() -> String {
    clock::now().strftime("%Y-%m-%d %H:%M").to_string()
}
