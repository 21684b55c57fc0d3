//! The work of an export or a print, off the painting thread.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::PoisonError;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use super::{Choice, words_of};
use crate::draft::Draft;
use crate::error::Error;
use crate::export::{Finished, Format, Order};
use crate::report::Template;
use crate::store;
use crate::store::print::{Printed, Way};
use crate::ui::fonts;

/// How far an export is; the window reads it, and may call it off.
pub struct Progress {
    total: usize,
    done: AtomicUsize,
    is_cancelled: AtomicBool,
    current: Mutex<String>,
}

/// What is to be exported where.
pub struct Task {
    pub draft: Draft,
    pub template: Arc<Template>,
    pub choice: Choice,
    pub folder: PathBuf,
    /// The name of the files without what follows it.
    pub stem: String,
    /// The folder is made where there is none.
    pub into_folder: bool,
}

/// A finished export.
pub struct Exported {
    /// The files written, in their order.
    pub files: Vec<PathBuf>,
    pub folder: PathBuf,
    /// Number of pages, where a format has pages.
    pub pages: Option<usize>,
    /// Size of all files in bytes.
    pub bytes: usize,
    /// The families that pages are set in.
    pub used: Vec<String>,
    /// What the clerk should know.
    pub notes: Vec<String>,
    /// What was not made, and why.
    pub failed: Vec<String>,
    pub was_cancelled: bool,
}

impl Progress {
    pub fn new(total: usize) -> Self {
        Self {
            total,
            done: AtomicUsize::new(0),
            is_cancelled: AtomicBool::new(false),
            current: Mutex::default(),
        }
    }

    /// How many formats are done, and of how many.
    pub fn so_far(&self) -> (usize, usize) {
        (self.done.load(Ordering::Relaxed), self.total)
    }

    /// What is being made.
    pub fn current(&self) -> String {
        self.current.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Nothing more is written; what is there stays.
    pub fn cancel(&self) {
        self.is_cancelled.store(true, Ordering::Relaxed);
    }

    /// Whether it was called off.
    pub fn is_cancelled(&self) -> bool {
        self.is_cancelled.load(Ordering::Relaxed)
    }
}

/// Makes every format and writes its files, each whole or not at all. One format that fails does not keep
/// the others back.
///
/// # Errors
/// The fonts cannot be read or the folder cannot be made: nothing is written then.
pub fn run_export(task: &Task, progress: &Progress, repaint: &dyn Fn()) -> Result<Exported, Error> {
    let chosen = fonts::book(task.choice.fonts)?;
    if task.into_folder {
        store::paths::make_folder(&task.folder)?;
    }
    let order = Order {
        draft: &task.draft,
        template: &task.template,
        fonts: &chosen.book,
        extent: task.choice.extent,
    };
    let mut exported = Exported {
        files: Vec::new(),
        folder: task.folder.clone(),
        pages: None,
        bytes: 0,
        used: Vec::new(),
        notes: Some(chosen.note).into_iter().filter(|note| !note.is_empty()).collect(),
        failed: Vec::new(),
        was_cancelled: false,
    };
    for format in &task.choice.formats {
        *progress.current.lock().unwrap_or_else(PoisonError::into_inner) = words_of(*format).0.to_owned();
        repaint();
        if progress.is_cancelled() {
            break;
        }
        if let Err(error) = export_one(&order, *format, task, progress, &mut exported) {
            exported.failed.push(format!("{}：{error}", words_of(*format).0));
        }
        progress.done.fetch_add(1, Ordering::Relaxed);
    }
    exported.was_cancelled = progress.is_cancelled() && exported.files.len() < exported_at_least(task);
    Ok(exported)
}

/// So many files at least there would be.
fn exported_at_least(task: &Task) -> usize {
    task.choice.formats.len()
}

fn export_one(
    order: &Order<'_>,
    format: Format,
    task: &Task,
    progress: &Progress,
    exported: &mut Exported,
) -> Result<(), Error> {
    let made = order.export(format)?;
    for file in &made.files {
        if progress.is_cancelled() {
            exported.was_cancelled = true;
            return Ok(());
        }
        let path = task.folder.join(format!("{}{}.{}", task.stem, file.suffix, format.extension()));
        store::atomic::write_whole(&path, &file.bytes)?;
        exported.bytes += file.bytes.len();
        exported.files.push(path);
    }
    exported.take(made);
    Ok(())
}

impl Exported {
    /// What a format says of itself; each thing once.
    fn take(&mut self, made: Finished) {
        self.pages = self.pages.or(made.pages);
        for family in made.used {
            if !self.used.contains(&family) {
                self.used.push(family);
            }
        }
        let mut notes = Vec::new();
        if !made.mark.is_empty() {
            notes.push(format!("有 {} 处强制审核不符，每页标明“草稿”", made.fails));
        } else if made.fails > 0 {
            notes.push(format!("有 {} 处强制审核不符，已按定稿导出", made.fails));
        }
        if !made.unplaced.is_empty() {
            notes.push(format!("模板没有“{}”，这些正文没有印出", made.unplaced.join("”“")));
        }
        for note in notes {
            if !self.notes.contains(&note) {
                self.notes.push(note);
            }
        }
    }

    /// “已导出 5 页（213 KB）：/…/金塘镇-2018.pdf。字体：…”.
    pub fn sentence(&self) -> String {
        let size = self.bytes.div_ceil(1024);
        let pages = self.pages.map(|pages| format!("{pages} 页")).unwrap_or_default();
        let mut text = match self.files.as_slice() {
            [] => "没有导出任何文件".to_owned(),
            [one] if pages.is_empty() => format!("已导出（{size} KB）：{}", one.display()),
            [one] => format!("已导出 {pages}（{size} KB）：{}", one.display()),
            several => {
                let names: Vec<_> = several
                    .iter()
                    .filter_map(|path| path.file_name())
                    .map(|name| name.to_string_lossy().into_owned())
                    .collect();
                let shown = names.iter().take(4).cloned().collect::<Vec<_>>().join("、");
                let more = if names.len() > 4 { "等" } else { "" };
                format!("已导出 {} 个文件（{size} KB）：{shown}{more}", names.len())
            }
        };
        if self.was_cancelled {
            text = format!("{text}。已按要求停止，其余没有导出");
        }
        if !self.failed.is_empty() {
            text = format!("{text}。没有导出 {}", self.failed.join("；"));
        }
        if !self.notes.is_empty() {
            text = format!("{text}。{}", self.notes.join("；"));
        }
        if !self.used.is_empty() {
            text = format!("{text}。字体：{}", self.used.join("、"));
        }
        text
    }
}

/// Makes the PDF and hands it to the printer or the viewer; the number of its pages.
///
/// # Errors
/// The report does not compose, or there is neither printer nor viewer.
pub fn run_print(
    draft: &Draft,
    template: &Template,
    choice: &Choice,
    way: Way,
) -> Result<(usize, Printed), Error> {
    let chosen = fonts::book(choice.fonts)?;
    let order = Order { draft, template, fonts: &chosen.book, extent: choice.extent };
    let made = order.export(Format::Pdf)?;
    let pdf = made.files.first().map(|file| file.bytes.as_slice()).unwrap_or_default();
    let printed = store::print::print(&draft.file_stem(), pdf, way)?;
    Ok((made.pages.unwrap_or_default(), printed))
}
