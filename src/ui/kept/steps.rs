//! What comes of each wish about unsaved work, versions and a file that others write too.

use std::path::{Path, PathBuf};

use egui::Context;

use crate::draft::{Draft, Editing};
use crate::error::Error;
use crate::store::disk::Machine;
use crate::store::drafts::{Saved, Theirs};
use crate::store::kept::left::{Found, Left};
use crate::store::lock::{self, Locking};
use crate::store::paths::name_of;
use crate::ui::app::App;
use crate::ui::command::{Command, Page};
use crate::ui::dialog::Dialog;
use crate::ui::news::{Notice, Tone};
use crate::ui::outcome::Saving;

use super::dialogs::{KeptDialog, Row};
use super::record::place_of;
use super::{Done, OnDisk, Opening, Report, Step, told};

impl App {
    /// Does what was asked.
    pub(in crate::ui) fn kept_step(&mut self, step: Step, ctx: &Context) {
        match step {
            Step::Find => self.find_left(),
            Step::Recover(number) => self.recover(number),
            Step::Drop(number) => {
                let journal = self.kept.left.left.get(number).map(|left| left.journal.clone());
                self.drop_journals(journal.into_iter().collect());
            }
            Step::DropUnreadable => self.drop_journals(self.kept.left.unreadable.clone()),
            Step::KeepAndQuit(always) => {
                self.dialog = None;
                if always && !self.settings.keep_unsaved {
                    self.settings.keep_unsaved = true;
                    self.jobs.keep(self.settings.clone());
                }
                if !self.leaves_later(Command::Kept(step)) {
                    self.keep_and_quit(ctx);
                }
            }
            Step::Versions => {
                let Some(desk) = &self.desk else { return };
                match (&desk.path, self.kept.keep()) {
                    (Some(path), Some(keep)) => self.jobs.look_for_versions(keep, path.clone(), desk.number),
                    (None, _) => {
                        let error = Error::new("这份底稿还没有保存过，没有历史版本");
                        self.tell("历史版本", &error);
                    }
                    (_, None) => self.tell("历史版本", &Error::new("没有可以留存版本的文件夹")),
                }
            }
            Step::Restore(number) => self.restore(number),
            Step::CompareVersion(number) => {
                self.dialog = None;
                let version = self.kept.versions.get(number).map(|(_, draft)| draft.clone());
                if let (Some(desk), Some(Ok(version))) = (&mut self.desk, version) {
                    desk.hold_against(version);
                    desk.page = Page::Compare;
                }
            }
            Step::UseMine => {
                self.dialog = None;
                if let Some(desk) = &mut self.desk
                    && let Some(theirs) = desk.disk.theirs.take()
                {
                    // What they wrote is kept as a version when it is replaced.
                    desk.disk.known.push(theirs.stamp.digest);
                    self.save();
                }
            }
            Step::UseTheirs => self.use_theirs(),
            Step::CompareTheirs => {
                self.dialog = None;
                if let Some(desk) = &mut self.desk
                    && let Some(Ok(draft)) = desk.disk.theirs.as_ref().map(|theirs| theirs.draft.clone())
                {
                    desk.hold_against(draft);
                    desk.page = Page::Compare;
                }
            }
            Step::TakeOver => self.take_over(),
        }
    }

    /// Takes what was found out.
    pub(in crate::ui) fn take_kept(&mut self, report: Report) {
        match report {
            Report::Left(found, at_start) => {
                self.kept.left = found;
                self.show_left(at_start);
            }
            Report::Versions(number, versions) => {
                let Some(desk) = self.desk.as_ref().filter(|desk| desk.number == number) else { return };
                let rows = versions.iter();
                let rows =
                    rows.map(|(version, draft)| Row::of_version(version, draft, desk.draft())).collect();
                self.kept.versions = versions;
                self.dialog = Some(Dialog::Kept(KeptDialog::Versions(rows)));
            }
            Report::Looked(number, Ok(Some(theirs))) => self.take_change(number, *theirs),
            Report::Looked(number, Ok(None)) => {
                if let Some(desk) = self.desk.as_mut().filter(|desk| desk.number == number) {
                    desk.disk.is_gone = false;
                }
            }
            Report::Looked(number, Err(error)) => {
                let desk = self.desk.as_mut().filter(|desk| desk.number == number && !desk.disk.is_gone);
                if let Some(desk) = desk {
                    desk.disk.is_gone = true;
                    let text = format!("{error}。底稿仍在窗口里：可以再保存，或另存到别处");
                    self.notice = Some(Notice { text, tone: Tone::Bad });
                }
            }
        }
    }

    /// Puts an opened draft on the desk.
    pub(in crate::ui) fn take_opening(&mut self, path: PathBuf, opening: Opening) {
        let Opening { draft, stamp, mut locking } = opening;
        // Opened again in this window: the lock is its own.
        if let Locking::Theirs(holder) = &locking
            && holder.is_me()
        {
            self.desk = None;
            locking = lock::take(&Machine::shared(), &path);
        }
        let is_read_only = matches!(locking, Locking::Without { is_read_only: true });
        self.put_on_desk(Editing::opened(draft), Some(path));
        if let Some(desk) = &mut self.desk {
            desk.disk = OnDisk::new(stamp, locking);
        }
        if is_read_only {
            let text = "这份底稿所在的文件夹不能写入：可以照常查看和修改，保存时请“另存为”到别处".to_owned();
            self.notice = Some(Notice { text, tone: Tone::Bad });
        }
    }

    /// Takes what a save came to; `false` where the file was left alone.
    pub(in crate::ui) fn take_saved(&mut self, path: &Path, of: Saving, done: Done) -> bool {
        let Done { saved, locking } = done;
        match saved {
            Saved::Changed(theirs) => {
                self.take_change(of.desk, *theirs);
                return false;
            }
            Saved::Written(stamp, unkept) => {
                let mut text = format!("已保存：{}", path.display());
                if let Some(error) = &unkept {
                    text.push_str(&format!("（历史版本没有留下：{}）", error.what));
                }
                // The draft may have left the desk meanwhile.
                if let Some(desk) = self.desk.as_mut().filter(|desk| desk.number == of.desk) {
                    desk.editing.mark_saved(of.state);
                    match locking {
                        // Its own lock, asked for once more.
                        Some(Locking::Theirs(_)) | None => desk.disk.wrote(stamp),
                        Some(locking) => desk.disk = OnDisk::new(stamp, locking),
                    }
                    desk.path = Some(path.to_path_buf());
                    self.notice = Some(Notice { text, tone: Tone::good_if(unkept.is_none()) });
                }
            }
        }
        self.record();
        true
    }

    /// Someone else has written the file: both versions are shown.
    fn take_change(&mut self, number: u64, theirs: Theirs) {
        let Some(desk) = self.desk.as_mut().filter(|desk| desk.number == number) else { return };
        let lines = match &theirs.draft {
            Ok(draft) => told::lines(draft, desk.draft()),
            Err(error) => vec![error.to_string()],
        };
        let is_draft = theirs.draft.is_ok();
        desk.disk.theirs = Some(Box::new(theirs));
        self.settle_notice();
        self.after_save = None;
        self.dialog = Some(Dialog::Kept(KeptDialog::Changed { lines, is_draft }));
    }

    /// Asks again what is to become of the change; `true` where there is one.
    pub(in crate::ui) fn is_change_open(&mut self) -> bool {
        let Some(desk) = &mut self.desk else { return false };
        let (number, Some(theirs)) = (desk.number, desk.disk.theirs.take()) else { return false };
        self.take_change(number, *theirs);
        true
    }

    fn use_theirs(&mut self) {
        self.dialog = None;
        let Some(desk) = &mut self.desk else { return };
        let Some(theirs) = desk.disk.theirs.take() else { return };
        let Ok(draft) = theirs.draft else { return };
        let step = desk.draft().edit_toward(&draft, "改用磁盘上的底稿");
        match step.filter(|_| desk.disk.holder().is_none()) {
            Some(edit) => {
                if !self.change(edit, true) {
                    return;
                }
                if let Some(desk) = &mut self.desk {
                    desk.disk.wrote(theirs.stamp);
                    let state = desk.editing.state();
                    desk.editing.mark_saved(state);
                }
                let text = "已改用磁盘上的底稿；窗口里原来的内容可用“撤销”找回".to_owned();
                self.notice = Some(Notice { text, tone: Tone::Good });
            }
            // Of another edition it is a draft of its own; where she only reads there is nothing of hers to keep.
            None => {
                if let Some(path) = desk.path.clone() {
                    self.desk = None;
                    self.jobs.open(path);
                }
            }
        }
    }

    fn take_over(&mut self) {
        let Some(desk) = &mut self.desk else { return };
        let Some(path) = desk.path.clone() else { return };
        if let Locking::Ours(lock) = lock::take_over(&Machine::shared(), &path) {
            desk.disk.lock = Some(lock);
        }
        desk.disk.holder = None;
        let text = "现在可以修改。保存前会核对磁盘上的文件，对方的修改不会被悄悄覆盖".to_owned();
        self.notice = Some(Notice { text, tone: Tone::Good });
    }

    fn restore(&mut self, number: usize) {
        self.dialog = None;
        let Some(desk) = &self.desk else { return };
        let Some((version, Ok(draft))) = self.kept.versions.get(number) else { return };
        let when = version.when.strftime("%Y-%m-%d %H:%M");
        match desk.draft().edit_toward(draft, &format!("恢复 {when} 的版本")) {
            Some(edit) => {
                let text = format!("已恢复 {when} 的版本，尚未保存；可以撤销");
                if self.change(edit, true) {
                    self.notice = Some(Notice { text, tone: Tone::Good });
                }
            }
            None => {
                let error = Error::new("这个历史版本是另一个版式的底稿，不能恢复到本底稿里");
                self.tell("没有恢复", &error);
            }
        }
    }

    fn show_left(&mut self, at_start: bool) {
        let Found { left, unreadable } = &self.kept.left;
        let fresh = left.iter().filter(|left| !left.is_dropped).count();
        let only = left.iter().position(|left| !left.is_dropped);
        if at_start {
            if fresh == 0 && unreadable.is_empty() {
                return;
            }
            if let Some((number, left)) = only.and_then(|at| Some((at, left.get(at)?)))
                && fresh == 1
                && unreadable.is_empty()
                && left.is_kept
                && !left.is_changed
                && !left.is_cut
                && self.desk.as_ref().is_none_or(|desk| desk.path == left.path && !desk.editing.is_unsaved())
            {
                return self.recover(number);
            }
        }
        let rows = left.iter().map(Row::of_left).collect();
        self.dialog = Some(Dialog::Kept(KeptDialog::Left(rows, unreadable.len())));
    }

    fn drop_journals(&mut self, journals: Vec<PathBuf>) {
        let Some(keep) = self.kept.keep() else { return };
        match journals.iter().try_for_each(|journal| keep.drop_journal(journal)) {
            Ok(()) => self.find_left(),
            Err(error) => self.tell("没有丢弃", &error),
        }
    }

    /// Puts what was left behind on the desk: the file as it is, and what was unsaved as one step over it.
    fn recover(&mut self, number: usize) {
        let (Some(keep), Some(left)) = (self.kept.keep(), self.kept.left.left.get(number).cloned()) else {
            return;
        };
        if self.is_unsaved() {
            let then = Command::Kept(Step::Recover(number));
            self.dialog = Some(Dialog::Unsaved(Box::new(then)));
            return;
        }
        let claimed = match keep.claim(&left) {
            Ok(claimed) => claimed,
            Err(error) => return self.tell("没有恢复", &error),
        };
        self.dialog = None;
        // Its own lock goes with the draft that lies there.
        self.desk = None;
        self.record();
        self.kept.left = Found::default();
        let Left { draft, path, saved, is_changed, when, .. } = left;
        let title = "恢复未保存的修改";
        let place = place_of(path.as_ref());
        let locking = place.as_deref().map(|path| lock::take(&Machine::shared(), path));
        let mut text = format!("已恢复 {when} 未保存的修改，请核对后保存；可以撤销");
        let taken = match &locking {
            Some(Locking::Theirs(holder)) => Some(holder.words()),
            _ => None,
        };
        let held = saved.as_ref().map(|(saved, _)| saved.clone());
        let base = saved.filter(|(saved, _)| saved.form().edition == draft.form().edition);
        let is_on_disk = base.is_some() && taken.is_none();
        let (start, stamp) = match base {
            Some((saved, stamp)) => (saved, Some(stamp)),
            None => (Draft::new(draft.form().clone(), draft.year(), ""), None),
        };
        let edit = start.edit_toward(&draft, title);
        let mut editing = match is_on_disk {
            true => Editing::opened(start),
            false => Editing::fresh(start),
        };
        if let Some(Err(error)) = edit.map(|edit| editing.apply_alone(edit)) {
            return self.tell("没有恢复", &error);
        }
        if let Some(words) = &taken {
            let name = path.as_deref().map(name_of).unwrap_or_default();
            text = format!("{words}：{name}。恢复的修改放在一份未存盘的底稿里，请另存后与对方商量");
        }
        self.kept.claimed = Some(claimed);
        self.put_on_desk(editing, place.filter(|_| taken.is_none()));
        if let (Some(desk), Some(stamp), Some(locking)) = (&mut self.desk, stamp, locking)
            && taken.is_none()
        {
            desk.disk = OnDisk::new(stamp.clone(), locking);
            if let Some(held) = held.filter(|_| is_changed) {
                // What the file held when she last saw it is no more: she is to choose.
                desk.disk.known.clear();
                desk.disk.theirs = Some(Box::new(Theirs { draft: Ok(held), stamp }));
            }
        }
        self.notice = Some(Notice { text, tone: Tone::Good });
        self.record();
    }

    /// Closes the window for good.
    pub(super) fn quit(&mut self, ctx: &Context) {
        self.apply(Command::QuitNow, ctx);
    }
}
