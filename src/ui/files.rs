//! Files from the window's side: where they go, what is asked before, and what came of it.

use std::path::{MAIN_SEPARATOR, Path, PathBuf};

use egui::Context;

use crate::error::Error;
use crate::store;

use super::app::App;
use super::command::{Command, Page, Purpose, RollupStep, Step, TakeBack};
use super::dialog::Dialog;
use super::kept::{KeptDialog, taken};
use super::news::{Notice, Tone};
use super::outcome::{Outcome, Wish};
use super::path_field::{self, Listing};
use super::rollup::Rollup;
use super::start;

impl App {
    /// Where file dialogs begin: beside the draft or the units being collected, otherwise among the documents.
    pub(super) fn folder(&self) -> PathBuf {
        let of_draft =
            self.desk.as_ref().and_then(|desk| desk.path.as_ref()?.parent().map(Path::to_path_buf));
        let of_units = || self.rollup.as_ref().and_then(Rollup::folder);
        of_draft.or_else(of_units).unwrap_or_else(store::paths::documents_folder)
    }

    /// Asks where the draft, or its report, goes.
    pub(super) fn choose_for_draft(&mut self, purpose: Purpose, extension: &str) {
        let Some(desk) = &self.desk else { return };
        let name = format!("{}.{extension}", desk.draft().file_stem());
        let suggestion = self.folder().join(name);
        self.jobs.choose(self.wish(purpose), suggestion);
    }

    /// What a path is asked for now.
    pub(super) fn wish(&self, purpose: Purpose) -> Wish {
        Wish { purpose, desk: self.desk.as_ref().map_or(0, |desk| desk.number) }
    }

    /// Saves to the draft's file; asks for one where it has none.
    pub(super) fn save(&mut self) {
        if self.is_change_open() {
            return;
        }
        let Some(desk) = &mut self.desk else { return };
        desk.editing.seal();
        match desk.path.clone() {
            Some(path) if desk.disk.holder().is_none() => self.save_to(path),
            _ => self.choose_for_draft(Purpose::Save, "nianbao"),
        }
    }

    fn save_to(&mut self, path: PathBuf) {
        // The journal has what is saved before it is.
        self.record();
        let Some(desk) = &self.desk else { return };
        let is_its_own = desk.path.as_ref() == Some(&path);
        if let Some(holder) = desk.disk.holder().filter(|_| is_its_own) {
            let error = taken(&path, holder);
            return self.tell("没有保存", &error);
        }
        let of = desk.saving();
        if let Some(after) = &mut self.after_save {
            after.of = Some(of);
        }
        // A file that it was not read from is replaced only because she said so.
        let known = is_its_own.then(|| desk.disk.known.clone());
        self.jobs.save(self.kept.for_saving(), path, desk.draft().clone(), known, of);
    }

    /// A path from a dialog of the desktop, which does not keep her from going on in the window.
    fn chosen_by_desktop(&mut self, wish: Wish, path: PathBuf, ctx: &Context) {
        if matches!(wish.purpose, Purpose::Open | Purpose::Import | Purpose::Units | Purpose::Roster) {
            return self.chosen(wish.purpose, path, ctx);
        }
        if wish != self.wish(wish.purpose) {
            self.after_save = None;
            let text = "窗口里已换成另一份底稿，刚才选的位置没有写入".to_owned();
            self.notice = Some(Notice { text, tone: Tone::Bad });
            return;
        }
        // The dialog asked about the name as typed, not about the one with the extension.
        let whole = wish.purpose.with_extension(path.clone());
        if whole != path && store::paths::exists(&whole) {
            return self.ask_path(wish.purpose, &whole);
        }
        self.chosen(wish.purpose, whole, ctx);
    }

    /// Does what the path was wanted for.
    pub(super) fn chosen(&mut self, purpose: Purpose, path: PathBuf, ctx: &Context) {
        // As typed it may be named from where the program was started.
        let path = store::paths::whole(path);
        match purpose {
            Purpose::Import => return self.import_step(Step::Files(vec![path])),
            Purpose::Units => return self.rollup_step(RollupStep::Take(vec![path]), ctx),
            Purpose::Roster => return self.rollup_step(RollupStep::Roster(path), ctx),
            Purpose::Give(what) => return self.rollup_step(RollupStep::Give(what, path), ctx),
            Purpose::SaveRoster => return self.rollup_step(RollupStep::SaveRoster(path), ctx),
            Purpose::Trouble => return self.jobs.write_trouble(path, std::mem::take(&mut self.problem)),
            _ => {}
        }
        let Some(desk) = &mut self.desk else {
            if purpose == Purpose::Open {
                self.jobs.open(path);
            }
            return;
        };
        match purpose {
            Purpose::Open if desk.editing.is_unsaved() => {
                self.dialog = Some(Dialog::Unsaved(Box::new(Command::OpenFile(path))));
            }
            Purpose::Open => self.jobs.open(path),
            Purpose::Compare => {
                let number = desk.number;
                self.jobs.compare(path, number);
            }
            Purpose::Picture => {
                let (number, section) = (desk.number, desk.text.caret.0.clone());
                self.jobs.read_picture(path, section, number);
            }
            Purpose::Import
            | Purpose::Units
            | Purpose::Roster
            | Purpose::SaveRoster
            | Purpose::Give(_)
            | Purpose::Trouble => {}
            Purpose::Revised => self.take_back(TakeBack::File(path)),
            Purpose::Save => {
                self.save_to(path);
            }
            Purpose::Export(_) | Purpose::ExportFolder => self.export_to(purpose, path),
        }
    }

    /// Takes what a job came to.
    pub(super) fn take_report(&mut self, report: Outcome, ctx: &Context) {
        match report {
            // She went on typing while the file was read.
            Outcome::Opened(path, Ok(_)) if self.is_unsaved() => {
                let wants_next = self.next_year_of.take().as_ref() == Some(&path);
                let then = if wants_next { Command::NextYearOf(path) } else { Command::OpenFile(path) };
                self.dialog = Some(Dialog::Unsaved(Box::new(then)));
            }
            Outcome::Opened(path, Ok(opening)) => {
                self.leave_whole();
                let wants_next = self.next_year_of.take().as_ref() == Some(&path);
                self.take_opening(path, *opening);
                self.remember();
                if wants_next {
                    self.begin_next_year();
                }
            }
            Outcome::Opened(_, Err(error)) => {
                self.next_year_of = None;
                self.tell("打不开这份底稿", &error);
                self.look_for_recents();
            }
            Outcome::Compared(number, Ok(other)) => {
                // Another draft may lie on the desk by now.
                if let Some(desk) = self.desk.as_mut().filter(|desk| desk.number == number) {
                    desk.hold_against(*other);
                    desk.page = Page::Compare;
                }
            }
            Outcome::Compared(_, Err(error)) => self.tell("打不开要比较的底稿", &error),
            Outcome::Saved { path, of, result: Ok(done), .. } => {
                if !self.take_saved(&path, of, done) {
                    return;
                }
                self.remember();
                if let Some(after) = self.after_save.take_if(|after| after.of == Some(of)) {
                    self.apply(after.then, ctx);
                }
            }
            Outcome::Saved { of, digest, result: Err(error), .. } => {
                self.after_save = None;
                // It may be in place all the same, and is nobody else's then.
                if let Some(desk) = self.desk.as_mut().filter(|desk| desk.number == of.desk) {
                    desk.disk.known.extend(digest);
                }
                self.dialog = Some(Dialog::Kept(KeptDialog::NotSaved(error.to_string())));
            }
            Outcome::Exported(_) | Outcome::Printed(_) | Outcome::Shown(_) => self.take_outcome(report),
            Outcome::OfKept(report) => self.take_kept(report),
            Outcome::Chosen(wish, Some(path)) => self.chosen_by_desktop(wish, path, ctx),
            Outcome::Chosen(_, None) => self.after_save = None,
            Outcome::Remembered(recents, result) => {
                self.recents = recents;
                self.warn(result.err());
            }
            Outcome::Gone(gone) => self.gone = gone,
            Outcome::Templates(folder, own) => self.take_templates(folder, own),
            Outcome::Copied(made) => self.take_copy(made),
            Outcome::Kept(result) => self.warn(result.err()),
            Outcome::PictureRead(number, section, picture) => {
                if self.desk.as_ref().is_some_and(|desk| desk.number == number) {
                    self.add_picture(section, picture);
                }
            }
            Outcome::Shrunk(picture, small) => {
                let Some(desk) = &mut self.desk else { return };
                let known = desk.text.thumbnails.iter_mut().find(|(known, _)| *known == picture);
                // A picture of a draft was decoded before; should it fail now, its place stays empty.
                if let (Some((_, place)), Ok(small)) = (known, small) {
                    let size = [small.width as usize, small.height as usize];
                    let image = egui::ColorImage::from_rgba_unmultiplied(size, &small.rgba);
                    *place = Some(ctx.load_texture("picture", image, egui::TextureOptions::LINEAR));
                }
            }
            Outcome::CameBack(desk, path, read) => self.take_returned(desk, path, read),
            Outcome::Held(of, template, revision) => self.take_revision(of, template, revision),
            Outcome::Audited(of, findings) => {
                if let Some(desk) = self.desk.as_mut().filter(|desk| desk.number == of.desk) {
                    desk.take_findings(of.state, findings);
                }
            }
            Outcome::Gathered(number, reading, gathered) => self.take_gathered(number, &reading, gathered),
            Outcome::RosterRead(number, path, roster) => self.take_roster(number, path, roster),
            Outcome::RosterKept(number, path, kept) => self.take_kept_roster(number, path, kept),
            Outcome::Letter(unit, letter) => self.take_letter(&unit, letter, ctx),
            Outcome::Given(Ok(text)) => self.notice = Some(Notice { text, tone: Tone::Good }),
            Outcome::Given(Err(error)) => self.tell("没有导出", &error),
            Outcome::SummedUp(number, of, summed) => self.take_sums(number, of, summed),
            Outcome::Understood(number, understood) => self.take_understood(number, understood),
            Outcome::Failed => {
                self.after_save = None;
                let error = Error::new("程序内部出错，这一步没有完成")
                    .hint("底稿仍在窗口里，请先保存，再重新打开程序");
                self.tell("没有完成", &error);
            }
            Outcome::NoDialog(Wish { purpose, .. }, suggestion) => self.ask_path(purpose, &suggestion),
            Outcome::Listed(folder, inside) => {
                if let Some(Dialog::Path { listing, .. }) = &mut self.dialog {
                    listing.take(folder, inside);
                }
            }
        }
    }

    /// Asks for a path in the window.
    fn ask_path(&mut self, purpose: Purpose, suggestion: &Path) {
        let mut text = suggestion.display().to_string();
        // Its content is listed then, and not the folder itself.
        if path_field::wants_folder(purpose) && !text.is_empty() && !text.ends_with(MAIN_SEPARATOR) {
            text.push(MAIN_SEPARATOR);
        }
        self.dialog = Some(Dialog::Path { purpose, text, is_new: true, listing: Listing::default() });
    }

    /// The path is typed, since the desktop's dialog does not answer.
    pub(super) fn type_path(&mut self) {
        if let Some((wish, suggestion)) = self.jobs.give_up_dialogs() {
            self.ask_path(wish.purpose, &suggestion);
        }
    }

    fn remember(&mut self) {
        let Some(desk) = &self.desk else { return };
        if let Some(path) = desk.path.clone() {
            let state = start::state_of(desk.draft(), desk.verdicts());
            self.jobs.remember(self.recents.clone(), path, desk.draft().clone(), state);
        }
    }

    /// Looks whether the recent drafts are still where they were.
    pub(super) fn look_for_recents(&mut self) {
        let paths: Vec<_> = self.recents.files().iter().map(|file| file.path.clone()).collect();
        if !paths.is_empty() {
            self.jobs.look_for(paths);
        }
    }
}
