//! 导出, 打印 and 定稿 from the window: what was chosen, and what came of it.
//!
//! * this file: the choice, and the commands; `dialog.rs`: the questions
//! * `job.rs`: the work off the painting thread

mod dialog;
mod job;

use std::path::PathBuf;
use std::sync::Arc;

pub(super) use dialog::{export_ui, final_ui, print_ui, replace_ui, result_ui};
pub(super) use job::{Exported, Progress, Task, Where, run_export, run_print};

use super::app::App;
use super::command::{Command, Purpose};
use super::desk::Desk;
use super::dialog::Dialog;
use super::fonts::Fonts;
use super::news::{Notice, Tone};
use super::outcome::Outcome;
use crate::check;
use crate::draft::Edit;
use crate::export::{Extent, Format, Order};
use crate::store;
use crate::store::print::{Printed, Way};
use crate::store::settings::Settings;
use crate::typeset::FontBook;

/// What of a draft can be exported: its name, what it is for.
pub(super) const EXTENTS: [(Extent, &str, &str); 4] = [
    (Extent::Report, "全文", "整篇报告，含统计表"),
    (Extent::Tables, "只要统计表", "填好的统计表，不带正文"),
    (Extent::Blank, "空表", "没有数字的统计表，发给科室手填"),
    (Extent::Review, "报审单", "一页：审核结果、理由、同比变化，供三级签字"),
];

/// What is chosen in the dialog.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// The formats, in their order.
    pub formats: Vec<Format>,
    /// What of the draft.
    pub extent: Extent,
    /// The fonts of its pages.
    pub fonts: Fonts,
}

impl Choice {
    /// As last time; PDF for the first time.
    pub(super) fn remembered(settings: &Settings, extent: Extent) -> Self {
        let known = |format: &Format| settings.formats.iter().any(|name| name == format.extension());
        let mut formats: Vec<Format> = Format::ALL.into_iter().filter(known).collect();
        if formats.is_empty() {
            formats.extend(Format::ALL.first());
        }
        Self { formats, extent, fonts: settings.fonts }
    }

    /// Whether a format can hold what is chosen: the 报审单 is no table of figures.
    pub(super) fn takes(&self, format: Format) -> bool {
        self.extent != Extent::Review || !format.is_figures()
    }

    /// The choice without the formats that cannot hold it.
    pub(super) fn fitting(&self) -> Self {
        let formats = self.formats.iter().copied().filter(|format| self.takes(*format)).collect();
        Self { formats, ..*self }
    }

    /// The format, where one file is made; several, and each page as a picture, go into a folder under
    /// names of their own.
    fn one_file(&self) -> Option<Format> {
        match self.formats.as_slice() {
            [one] if *one != Format::Png => Some(*one),
            _ => None,
        }
    }

    /// The name that a file has in a folder; for pictures that of the first page.
    fn file_name(&self, desk: &Desk, format: Format) -> String {
        let (draft, template, extent) = (desk.draft(), &*desk.template, self.extent);
        // Names have no fonts.
        let order = Order { draft, template, fonts: &FontBook::default(), extent };
        order.file_name(format, if format == Format::Png { "-第1页" } else { "" })
    }
}

/// Exports between frames.
#[derive(Default)]
pub(super) struct Exports {
    /// What waits for a place to go to.
    pub(super) choice: Option<Choice>,
    /// The one under way.
    pub(super) running: Option<Arc<Progress>>,
    /// What the last one made, until it is put away.
    pub(super) made: Option<Made>,
}

/// What an export made.
pub(super) struct Made {
    /// What is said of it.
    pub(super) text: String,
    /// The file, where there is one; otherwise the folder alone is offered.
    pub(super) file: Option<PathBuf>,
    pub(super) folder: PathBuf,
    /// Whether all of it was made.
    pub(super) is_whole: bool,
}

impl App {
    /// 导出…: asks what, as it was last time.
    pub(super) fn ask_export(&mut self) {
        let Some(desk) = &mut self.desk else { return };
        desk.editing.seal();
        let choice = Choice::remembered(&self.settings, self.preview.extent);
        self.dialog = Some(Dialog::Export(choice));
    }

    /// The choice is made: asks where it goes.
    pub(super) fn choose_place(&mut self, choice: Choice) {
        self.dialog = None;
        let Some(desk) = &self.desk else { return };
        self.settings.fonts = choice.fonts;
        self.settings.formats = choice.formats.iter().map(|format| format.extension().to_owned()).collect();
        self.jobs.keep(self.settings.clone());
        let folder = self.folder();
        match choice.one_file() {
            Some(format) => {
                let suggestion = folder.join(choice.file_name(desk, format));
                self.jobs.choose(self.wish(Purpose::Export(format)), suggestion);
            }
            None => self.jobs.choose(self.wish(Purpose::ExportFolder), folder),
        }
        self.exports.choice = Some(choice);
    }

    /// The place is chosen. Files that are there already are replaced only when she says so.
    pub(super) fn export_to(&mut self, purpose: Purpose, path: PathBuf) {
        if purpose == Purpose::ExportFolder {
            let (Some(desk), Some(choice)) = (&self.desk, &self.exports.choice) else { return };
            let names = choice.formats.iter().map(|format| choice.file_name(desk, *format));
            let there: Vec<String> = names.filter(|name| store::paths::exists(&path.join(name))).collect();
            if !there.is_empty() {
                self.dialog = Some(Dialog::Replace(path, there));
                return;
            }
        }
        self.begin_export(purpose, path);
    }

    /// Starts the export whose choice waits.
    pub(super) fn begin_export(&mut self, purpose: Purpose, path: PathBuf) {
        self.dialog = None;
        let (Some(desk), Some(choice)) = (&self.desk, self.exports.choice.take()) else { return };
        let progress = Arc::new(Progress::new(choice.formats.len()));
        self.exports.running = Some(Arc::clone(&progress));
        self.exports.made = None;
        self.notice = None;
        let (draft, template) = (desk.draft().clone(), Arc::clone(&desk.template));
        let place = match purpose {
            Purpose::ExportFolder => Where::Folder(path),
            _ => Where::File(path),
        };
        let task = Task { draft, template, choice, place };
        self.jobs.export(task, progress);
    }

    /// Tells what was made.
    pub(super) fn take_exported(&mut self, exported: Exported) {
        self.exports.running = None;
        let text = exported.sentence();
        match exported.files.first() {
            None if !exported.failed.is_empty() => {
                let text = exported.failed.join("\n");
                self.dialog = Some(Dialog::Message { title: "没有导出".to_owned(), text });
            }
            None => self.notice = Some(Notice { text, tone: Tone::Good }),
            Some(first) => {
                let file = Some(first.clone()).filter(|_| exported.files.len() == 1);
                let is_whole = exported.failed.is_empty() && !exported.was_cancelled;
                self.exports.made = Some(Made { text, file, folder: exported.folder, is_whole });
            }
        }
    }

    /// Prints the report, or shows it where printer and pages are chosen.
    pub(super) fn print(&mut self, way: Way) {
        self.dialog = None;
        let Some(desk) = &self.desk else { return };
        self.notice = Some(Notice { text: "正在准备打印…".to_owned(), tone: Tone::Good });
        let (extent, fonts) = (self.preview.extent, self.settings.fonts);
        self.jobs.print(
            desk.draft().clone(),
            desk.template.clone(),
            Choice { formats: Vec::new(), extent, fonts },
            way,
        );
    }

    /// Tells what became of printing.
    pub(super) fn take_printed(&mut self, pages: usize, printed: &Printed) {
        let text = match printed {
            Printed::Sent { job } if job.is_empty() => format!("已送打印机，{pages} 页"),
            Printed::Sent { job } => format!("已送打印机，{pages} 页（打印任务 {job}）"),
            Printed::Opened { why } if why.is_empty() => {
                format!("已用系统的阅读器打开，{pages} 页，请在那里打印")
            }
            Printed::Opened { why } => {
                format!("打印机没有接受（{why}），已改用系统的阅读器打开，{pages} 页，请在那里打印")
            }
        };
        self.notice = Some(Notice { text, tone: Tone::Good });
    }

    /// 定稿: asks, or says that there is nothing to ask.
    pub(super) fn ask_final(&mut self) {
        let Some(desk) = &mut self.desk else { return };
        desk.editing.seal();
        let (fails, is_final) =
            (desk.summary().fails, check::is_declared_final(desk.draft(), desk.verdicts()));
        let back = match self.dialog.take() {
            Some(Dialog::Export(choice)) => Some(choice),
            _ => None,
        };
        self.dialog = Some(match (fails, is_final) {
            (0, _) => Dialog::Message {
                title: "可以定稿".to_owned(),
                text: "强制审核没有不符之处，导出的报告就是定稿，不标“草稿”。".to_owned(),
            },
            _ => Dialog::Final { is_known: false, back },
        });
    }

    /// Declares the report final with just what fails now, or takes that back.
    pub(super) fn declare_final(&mut self, is_final: bool) -> Option<Command> {
        if let Some(Dialog::Final { back, .. }) = self.dialog.take() {
            self.dialog = back.map(Dialog::Export);
        }
        let desk = self.desk.as_ref()?;
        let failures = is_final.then(|| check::failures(desk.draft(), desk.verdicts()));
        Some(Command::Do(Edit::Final(failures)))
    }

    /// What the jobs of this room report.
    pub(super) fn take_outcome(&mut self, outcome: Outcome) {
        match outcome {
            Outcome::Exported(Ok(exported)) => self.take_exported(exported),
            Outcome::Exported(Err(error)) => {
                self.exports.running = None;
                self.tell("没有导出", &error);
            }
            Outcome::Printed(Ok((pages, printed))) => self.take_printed(pages, &printed),
            Outcome::Printed(Err(error)) => {
                self.notice = None;
                self.tell("没有打印", &error);
            }
            Outcome::Shown(Err(error)) => self.tell("打不开", &error),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_choice_is_remembered_and_leaves_out_what_cannot_hold_it() {
        let check = |formats: &[&str], extent: Extent, remembered: &[Format], fitting: &[Format]| {
            let formats = formats.iter().map(|name| (*name).to_owned()).collect();
            let settings = Settings { formats, ..Settings::default() };
            let choice = Choice::remembered(&settings, extent);
            assert_eq!(
                (choice.formats.as_slice(), choice.fitting().formats.as_slice()),
                (remembered, fitting)
            );
        };
        use Format::{Pdf, Png, Xlsx};
        check(&[], Extent::Report, &[Pdf], &[Pdf]);
        check(&["doc"], Extent::Report, &[Pdf], &[Pdf]);
        check(&["png", "pdf"], Extent::Tables, &[Pdf, Png], &[Pdf, Png]);
        check(&["xlsx", "pdf"], Extent::Review, &[Pdf, Xlsx], &[Pdf]);
        check(&["xlsx"], Extent::Review, &[Xlsx], &[]);
    }
}
