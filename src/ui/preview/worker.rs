//! The thread that makes the preview: composes, lays out and draws the pages that are in view. Only the
//! latest request counts; what it asks for anew is told as it is ready.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use egui::ColorImage;

use super::Same;
use super::spots::{Spot, spots};
use crate::draft::Draft;
use crate::error::Error;
use crate::export::{Composed, Extent, Order, Painter};
use crate::report::Template;
use crate::typeset::{FontBook, Pages, lay_out, missing_characters};
use crate::ui::fonts::{self, Fonts};

/// What is to be shown.
#[derive(Clone)]
pub struct Request {
    /// Number of the request.
    pub number: u64,
    /// Desk and state that the draft is of.
    pub of: (u64, u64),
    pub draft: Arc<Draft>,
    pub template: Same<Template>,
    pub extent: Extent,
    pub fonts: Fonts,
    /// Pixels for a point of the page.
    pub scale: f32,
    /// The pages in view, from 0, the first one first.
    pub wanted: Vec<usize>,
    /// The pages that are there already: number, stamp and scale.
    pub there: Vec<(usize, u64, f32)>,
}

impl Request {
    fn key(&self) -> Key {
        (self.of, self.extent, self.fonts, self.template.clone())
    }
}

/// A document laid out for the preview.
pub struct Laid {
    /// Desk and state of the draft.
    pub of: (u64, u64),
    /// The pages, as every export has them.
    pub pages: Pages,
    /// For each page a number that changes when the page does.
    pub stamps: Vec<u64>,
    /// For each page where its places lead.
    pub spots: Vec<Vec<Spot>>,
    /// What stands across the pages; empty on a finished report.
    pub mark: String,
    /// What the clerk should know; empty for nothing.
    pub note: String,
}

/// What the thread reports.
pub enum Report {
    /// The pages of a state.
    Laid(Arc<Laid>),
    /// The state does not compose.
    Trouble(Error),
    /// A page drawn.
    Drawn { page: usize, stamp: u64, scale: f32, image: Arc<ColorImage> },
    /// The request of that number is done.
    Done(u64),
}

/// The thread, seen from the window. It ends when this is dropped.
pub struct Worker {
    slot: Arc<Slot>,
    reports: Receiver<Report>,
}

/// Where the latest request lies.
#[derive(Default)]
struct Slot {
    request: Mutex<Waiting>,
    news: Condvar,
}

#[derive(Default)]
struct Waiting {
    request: Option<Request>,
    is_over: bool,
}

impl Slot {
    fn lock(&self) -> MutexGuard<'_, Waiting> {
        // Nothing panics while it holds the lock, and what lies there is whole all the same.
        self.request.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The latest request, when there is one; `None` when there will be none any more.
    fn next(&self) -> Option<Request> {
        let mut waiting = self.lock();
        loop {
            if waiting.is_over {
                return None;
            }
            if let Some(request) = waiting.request.take() {
                return Some(request);
            }
            waiting = self.news.wait(waiting).unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn is_newer_there(&self) -> bool {
        let waiting = self.lock();
        waiting.request.is_some() || waiting.is_over
    }
}

impl Worker {
    /// Starts the thread. `wake` is repainted when it reports.
    pub fn start(wake: egui::Context) -> Self {
        let slot = Arc::new(Slot::default());
        let (sender, reports) = channel();
        let of_thread = Arc::clone(&slot);
        std::thread::spawn(move || {
            let mut studio = Studio { report: sender, wake, made: None, stamps: 0 };
            while let Some(request) = of_thread.next() {
                let number = request.number;
                let done = catch_unwind(AssertUnwindSafe(|| studio.serve(&request, &of_thread)));
                if done.is_err() {
                    studio.made = None;
                    let error = Error::new("程序内部出错，预览没有完成").hint("请保存底稿后重新打开程序");
                    studio.tell(Report::Trouble(error));
                }
                studio.tell(Report::Done(number));
            }
        });
        Self { slot, reports }
    }

    /// Puts a request in place of one that nobody has begun with.
    pub fn ask(&self, request: Request) {
        self.slot.lock().request = Some(request);
        self.slot.news.notify_one();
    }

    /// What has been reported since the last call.
    pub fn reports(&self) -> impl Iterator<Item = Report> {
        self.reports.try_iter()
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.slot.lock().is_over = true;
        self.slot.news.notify_one();
    }
}

/// What the thread keeps from request to request.
struct Studio {
    report: Sender<Report>,
    wake: egui::Context,
    made: Option<Made>,
    stamps: u64,
}

/// What pages depend on.
type Key = ((u64, u64), Extent, Fonts, Same<Template>);

/// What was made last.
struct Made {
    key: Key,
    fonts: Arc<FontBook>,
    painter: Painter,
    note: String,
    laid: Option<Arc<Laid>>,
}

impl Studio {
    fn tell(&self, report: Report) {
        // The window may be gone by now; then nobody waits for it.
        let _ = self.report.send(report);
        self.wake.request_repaint();
    }

    fn serve(&mut self, request: &Request, slot: &Slot) {
        let key = request.key();
        if self.made.as_ref().is_none_or(|made| made.key != key || made.laid.is_none())
            && let Err(error) = self.lay_out(request)
        {
            return self.tell(Report::Trouble(error));
        }
        let Some(made) = &mut self.made else { return };
        let Some(laid) = made.laid.clone() else { return };
        for page in &request.wanted {
            let (Some(to_draw), Some(stamp)) = (laid.pages.pages.get(*page), laid.stamps.get(*page)) else {
                continue;
            };
            if request.there.contains(&(*page, *stamp, request.scale)) {
                continue;
            }
            let pixels = made.painter.page(to_draw, request.scale);
            let size = [pixels.width as usize, pixels.height as usize];
            // Opaque, so that nothing is to be multiplied.
            let image = Arc::new(ColorImage::from_rgba_premultiplied(size, &pixels.rgba));
            let drawn = Report::Drawn { page: *page, stamp: *stamp, scale: request.scale, image };
            let _ = self.report.send(drawn);
            self.wake.request_repaint();
            if slot.is_newer_there() {
                return;
            }
        }
    }

    /// Composes and lays out the draft of a request. Pages that are as they were keep their stamps.
    fn lay_out(&mut self, request: &Request) -> Result<(), Error> {
        let key = request.key();
        let last = self.made.take();
        let mut made = match last {
            Some(made) if made.key.2 == request.fonts => made,
            _ => {
                let chosen = fonts::book(request.fonts)?;
                let painter = Painter::new(&chosen.book);
                let fonts = Arc::new(chosen.book);
                Made { key: key.clone(), fonts, painter, note: chosen.note, laid: None }
            }
        };
        made.key = key;
        let order = Order {
            draft: &request.draft,
            template: &request.template.0,
            fonts: &made.fonts,
            extent: request.extent,
        };
        let before = made.laid.take();
        let composed = order.composed();
        let Composed { document, .. } = match composed {
            Ok(composed) => composed,
            Err(error) => {
                // The pages of before stay in view, and their stamps stay theirs.
                self.made = Some(made);
                return Err(error);
            }
        };
        let pages = lay_out(&document, &made.fonts);
        let stamps = pages.pages.iter().enumerate().map(|(number, page)| {
            let same = before.as_ref().filter(|before| before.pages.pages.get(number) == Some(page));
            same.and_then(|before| before.stamps.get(number)).copied().unwrap_or_else(|| {
                self.stamps += 1;
                self.stamps
            })
        });
        let stamps = stamps.collect();
        let spots = pages.pages.iter().map(|page| spots(&document, page)).collect();
        let missing: Vec<String> = missing_characters(&document, &made.fonts)
            .iter()
            .take(3)
            .map(|one| format!("{}的“{}”", one.place, one.character))
            .collect();
        let mut notes = vec![made.note.clone()];
        if !missing.is_empty() {
            notes.push(format!("字库里没有：{}，导出前请换字", missing.join("、")));
        }
        notes.retain(|note| !note.is_empty());
        let laid =
            Laid { of: request.of, pages, stamps, spots, mark: document.mark, note: notes.join("；") };
        let laid = Arc::new(laid);
        made.laid = Some(Arc::clone(&laid));
        self.made = Some(made);
        self.tell(Report::Laid(laid));
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::editions;
    use crate::report::templates;

    fn request(number: u64, state: u64, template: &Arc<Template>, wanted: &[usize]) -> Request {
        let form = editions::named("2014").unwrap();
        Request {
            number,
            of: (1, state),
            draft: Arc::new(Draft::new(form, 2018, "金塘镇")),
            template: Same(Arc::clone(template)),
            extent: Extent::Report,
            fonts: Fonts::Bundled,
            scale: 0.5,
            wanted: wanted.to_vec(),
            there: Vec::new(),
        }
    }

    /// Pages laid out, pages drawn with their stamps, troubles.
    type Reported = (Option<Arc<Laid>>, Vec<(usize, u64)>, Vec<String>);

    /// What is reported until that request is done.
    fn reported(worker: &Worker, number: u64) -> Reported {
        let (mut laid, mut drawn, mut troubles) = (None, Vec::new(), Vec::new());
        loop {
            match worker.reports.recv().unwrap() {
                Report::Laid(pages) => laid = Some(pages),
                Report::Trouble(error) => troubles.push(error.to_string()),
                Report::Drawn { page, stamp, .. } => drawn.push((page, stamp)),
                Report::Done(done) if done == number => return (laid, drawn, troubles),
                Report::Done(_) => {}
            }
        }
    }

    #[test]
    fn a_template_that_fails_is_told_and_the_next_request_is_served() {
        let good = templates::named("2014").unwrap();
        let bad = Arc::new(Template::parse("坏模板", "{{ 1 / 0 }}\n").unwrap());
        let worker = Worker::start(egui::Context::default());
        worker.ask(request(1, 1, good, &[0, 1]));
        let (laid, drawn, troubles) = reported(&worker, 1);
        assert_eq!((laid.is_some(), drawn.len(), troubles.len()), (true, 2, 0));
        worker.ask(request(2, 2, &bad, &[0]));
        let (laid, drawn, troubles) = reported(&worker, 2);
        assert!(laid.is_none() && drawn.is_empty(), "the pages of before stay");
        assert!(troubles[0].contains("坏模板"), "{troubles:?}");
        worker.ask(request(3, 3, good, &[0]));
        assert!(reported(&worker, 3).0.is_some());
    }

    #[test]
    fn a_page_that_is_there_is_not_drawn_again() {
        let good = templates::named("2014").unwrap();
        let worker = Worker::start(egui::Context::default());
        worker.ask(request(1, 1, good, &[0]));
        let (_, drawn, _) = reported(&worker, 1);
        let there = drawn.iter().map(|(page, stamp)| (*page, *stamp, 0.5)).collect();
        // Another state with the very same pages: none of them is drawn.
        worker.ask(Request { there, ..request(2, 2, good, &[0, 1, 99]) });
        let (laid, drawn, _) = reported(&worker, 2);
        assert!(laid.is_some());
        assert_eq!(drawn.iter().map(|(page, _)| *page).collect::<Vec<_>>(), [1]);
    }

    #[test]
    fn of_several_requests_the_latest_is_served() {
        let good = templates::named("2014").unwrap();
        let worker = Worker::start(egui::Context::default());
        for number in 1..=20 {
            worker.ask(request(number, number, good, &[0, 1, 2]));
        }
        let (laid, ..) = reported(&worker, 20);
        assert_eq!(laid.unwrap().of, (1, 20));
    }
}
