//! The work of an export or a print, off the painting thread.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::PoisonError;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use super::Choice;
use crate::draft::Draft;
use crate::error::Error;
use crate::export::{Finished, Format, Order, Step, everything};
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
    pub place: Where,
}

/// Where the files of an export go.
pub enum Where {
    /// The one file.
    File(PathBuf),
    /// Under names of their own; made where there is none.
    Folder(PathBuf),
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
    let folder = match &task.place {
        Where::Folder(folder) => {
            store::paths::make_folder(folder)?;
            folder.clone()
        }
        Where::File(file) => file.parent().map(PathBuf::from).unwrap_or_default(),
    };
    let (draft, template, extent) = (&task.draft, &*task.template, task.choice.extent);
    let order = Order { draft, template, fonts: &chosen.book, extent };
    let (mut files, mut bytes) = (Vec::new(), 0);
    let mut take = |name: &str, content: &[u8]| {
        let path = match &task.place {
            Where::Folder(folder) => folder.join(name),
            Where::File(file) => file.clone(),
        };
        store::atomic::write_whole(&path, content)?;
        bytes += content.len();
        files.push(path);
        Ok(())
    };
    let mut tell = |step: Step| {
        progress.done.store(step.done, Ordering::Relaxed);
        let label = step.next.map_or("", Format::label);
        label.clone_into(&mut progress.current.lock().unwrap_or_else(PoisonError::into_inner));
        repaint();
    };
    let all =
        everything(&order, &task.choice.formats, None, &mut take, &mut tell, &|| progress.is_cancelled());
    let mut exported = Exported {
        files,
        folder,
        pages: None,
        bytes,
        used: Vec::new(),
        notes: Some(chosen.note).into_iter().filter(|note| !note.is_empty()).collect(),
        failed: told(&all.failed),
        was_cancelled: all.was_cancelled,
    };
    for (_, made) in all.made {
        exported.take(made);
    }
    Ok(exported)
}

/// What did not come off and why; what failed for one reason is told once.
fn told(failed: &[(Format, Error)]) -> Vec<String> {
    let mut reasons: Vec<(Vec<&str>, &Error)> = Vec::new();
    for (format, error) in failed {
        let known = reasons.iter_mut().find(|(_, of)| (&of.what, &of.hint) == (&error.what, &error.hint));
        match known {
            Some((labels, _)) => labels.push(format.label()),
            None => reasons.push((vec![format.label()], error)),
        }
    }
    let told = reasons.into_iter().map(|(labels, error)| match labels.as_slice() {
        [one] => format!("{one}：{error}"),
        // Each has a file of its own: the names of the formats say which.
        several => format!("{}：{}", several.join("、"), error.clone().about("")),
    });
    told.collect()
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
            [] if self.was_cancelled => "已按要求停止，没有导出任何文件".to_owned(),
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
        if self.was_cancelled && !self.files.is_empty() {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_called_off_says_what_is_there() {
        let sentence = |names: &[&str]| {
            let exported = Exported {
                files: names.iter().map(PathBuf::from).collect(),
                folder: PathBuf::new(),
                pages: None,
                bytes: 2048,
                used: Vec::new(),
                notes: Vec::new(),
                failed: Vec::new(),
                was_cancelled: true,
            };
            exported.sentence()
        };
        assert_eq!(sentence(&[]), "已按要求停止，没有导出任何文件");
        assert_eq!(sentence(&["a.pdf"]), "已导出（2 KB）：a.pdf。已按要求停止，其余没有导出");
    }

    /// A full disk was told seven times, each time with a path.
    #[test]
    fn what_failed_for_one_reason_is_told_once() {
        let full = |file: &str| Error::new("磁盘已满").hint("请清理磁盘").about(file);
        let other = Error::new("字库里没有这些字").about("");
        let failed = [(Format::Pdf, full("a.pdf")), (Format::Png, other), (Format::Docx, full("a.docx"))];
        assert_eq!(told(&failed), ["PDF、Word：磁盘已满。请清理磁盘", "图片：字库里没有这些字"]);
        assert_eq!(told(&failed[..1]), ["PDF：a.pdf：磁盘已满。请清理磁盘"]);
    }
}
