//! 预览: the very pages that are exported, beside the text or on a page of their own. A thread composes,
//! lays out and draws them; until a new picture is there the old one is shown.
//!
//! * this file: what is asked of the thread, what has come back
//! * `worker.rs`: the thread; `spots.rs`: where a place on a page leads
//! * `stack.rs`: where the pages stand on the desk; `view.rs`: painting and clicks; `bar.rs`: what
//!   stands over them

mod bar;
mod spots;
mod stack;
mod view;
mod worker;

use std::collections::BTreeMap;
use std::sync::Arc;

use egui::{ColorImage, Context, ImageData, TextureHandle, TextureOptions, Vec2};

pub use spots::{Origin, Spot};
pub use view::{Place, preview_ui};
pub use worker::Laid;

use super::desk::Desk;
use super::fonts::Fonts;
use crate::draft::Draft;
use crate::export::Extent;
use crate::report::Template;
use stack::Zoom;
use worker::{Report, Request, Worker};

/// The preview between frames.
pub struct Preview {
    wake: Context,
    /// Started when something is shown for the first time.
    worker: Option<Worker>,
    /// Number of the latest request, and of the latest that is done.
    asked: u64,
    done: u64,
    /// What was asked for last.
    wish: Option<Wish>,
    draft: Option<((u64, u64), Arc<Draft>)>,
    laid: Option<Arc<Laid>>,
    textures: BTreeMap<usize, Drawn>,
    trouble: Option<String>,
    /// What of the draft is shown.
    pub(super) extent: Extent,
    zoom: [Zoom; 2],
    seen: View,
}

/// What was in view in the last frame.
#[derive(Debug, Clone, Default)]
struct View {
    /// Which place it was, its zoom, its offset and size in points.
    of: Option<Place>,
    zoom: f32,
    offset: Vec2,
    size: Vec2,
    /// What was edited then, to notice when she goes elsewhere.
    focus: Option<Origin>,
    /// The page in the middle, from 0.
    page: usize,
    /// Where she asked to be brought by a key.
    go_to: Option<f32>,
    /// The focus is still to be brought into view: its pages are not there yet.
    is_to_follow: bool,
}

/// A page as it was drawn last.
struct Drawn {
    stamp: u64,
    scale: f32,
    texture: TextureHandle,
}

/// What a request asks for, to see whether another is needed.
#[derive(Clone, PartialEq)]
struct Wish {
    of: (u64, u64),
    extent: Extent,
    fonts: Fonts,
    scale: f32,
    wanted: Vec<usize>,
    template: Same<Template>,
}

/// A shared thing, the same only as itself.
pub(super) struct Same<T>(Arc<T>);

impl<T> Clone for Same<T> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<T> PartialEq for Same<T> {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

/// Pages further from those in view than this are forgotten.
const KEPT_AROUND: usize = 2;

impl Preview {
    /// Nothing shown yet. `wake` is repainted when the thread has something.
    pub fn new(wake: Context) -> Self {
        Self {
            wake,
            worker: None,
            asked: 0,
            done: 0,
            wish: None,
            draft: None,
            laid: None,
            textures: BTreeMap::new(),
            trouble: None,
            extent: Extent::Report,
            zoom: [Zoom::Fixed(1.0), Zoom::Width],
            seen: View::default(),
        }
    }

    /// Whether something that was asked for is not there yet.
    pub fn is_busy(&self) -> bool {
        self.asked != self.done
    }

    /// The pages shown.
    pub fn laid(&self) -> Option<&Laid> {
        self.laid.as_deref()
    }

    /// Why the pages do not follow the draft; empty where they do.
    pub fn trouble(&self) -> &str {
        self.trouble.as_deref().unwrap_or_default()
    }

    /// The scales that pages are drawn at, by page from 0.
    pub fn drawn(&self) -> Vec<(usize, f32)> {
        self.textures.iter().map(|(page, drawn)| (*page, drawn.scale)).collect()
    }

    /// Takes what the thread reported. Call before painting.
    pub fn take_reports(&mut self) {
        let reports: Vec<Report> = self.worker.iter().flat_map(Worker::reports).collect();
        for report in reports {
            match report {
                Report::Laid(laid) => {
                    let pages = laid.pages.pages.len();
                    self.textures.retain(|page, _| *page < pages);
                    self.laid = Some(laid);
                    self.trouble = None;
                }
                Report::Trouble(error) => self.trouble = Some(error.to_string()),
                Report::Drawn { page, stamp, scale, image } => self.take_page(page, stamp, scale, image),
                Report::Done(number) => self.done = number,
            }
        }
    }

    fn take_page(&mut self, page: usize, stamp: u64, scale: f32, image: Arc<ColorImage>) {
        let image = ImageData::Color(image);
        match self.textures.get_mut(&page) {
            Some(drawn) => {
                drawn.texture.set(image, TextureOptions::LINEAR);
                (drawn.stamp, drawn.scale) = (stamp, scale);
            }
            None => {
                let texture =
                    self.wake.load_texture(format!("页 {}", page + 1), image, TextureOptions::LINEAR);
                self.textures.insert(page, Drawn { stamp, scale, texture });
            }
        }
    }

    /// Asks for the pages in view, unless just that was asked for.
    fn ask(&mut self, desk: &Desk, fonts: Fonts, scale: f32, wanted: Vec<usize>) {
        let of = (desk.number, desk.editing.state());
        let template = Same(Arc::clone(&desk.template));
        let wish = Wish { of, extent: self.extent, fonts, scale, wanted, template };
        if self.wish.as_ref() == Some(&wish) {
            return;
        }
        let near = |page: &usize| wish.wanted.iter().any(|wanted| wanted.abs_diff(*page) <= KEPT_AROUND);
        self.textures.retain(|page, _| near(page));
        let draft = match &self.draft {
            Some((known, draft)) if *known == of => Arc::clone(draft),
            _ => Arc::new(desk.draft().clone()),
        };
        self.draft = Some((of, Arc::clone(&draft)));
        self.asked += 1;
        let there = self.textures.iter().map(|(page, drawn)| (*page, drawn.stamp, drawn.scale)).collect();
        let worker = self.worker.get_or_insert_with(|| Worker::start(self.wake.clone()));
        worker.ask(Request {
            number: self.asked,
            of,
            draft,
            template: wish.template.clone(),
            extent: self.extent,
            fonts,
            scale,
            wanted: wish.wanted.clone(),
            there,
        });
        self.wish = Some(wish);
    }

    /// Forgets the draft that was closed: its pages are not shown for another's.
    pub fn forget(&mut self) {
        self.wish = None;
        self.draft = None;
        self.laid = None;
        self.textures.clear();
        self.trouble = None;
        self.extent = Extent::Report;
        self.seen = View::default();
    }
}
