//! Tells the journal what was edited. Once a frame; nothing here waits for the disk.

use std::path::PathBuf;
use std::sync::Arc;

use egui::Context;

use crate::error::Error;
use crate::store::kept::Keep;
use crate::store::kept::journal::About;
use crate::store::kept::recorder::Recorder;
use crate::store::paths;
use crate::ui::app::App;
use crate::ui::desk::Desk;
use crate::ui::news::{Notice, Tone};

use super::Recording;

impl App {
    /// From now on what is unsaved is recorded there, and what earlier windows left there comes back. Call before the
    /// first frame; `None` where there is no such folder.
    pub fn keep_work(&mut self, ctx: &Context, keep: Option<Result<Keep, Error>>) {
        match keep {
            Some(Ok(keep)) => {
                let (keep, wake) = (Arc::new(keep), ctx.clone());
                self.kept.recorder = Some(Recorder::new(keep.clone(), move || wake.request_repaint()));
                self.kept.keep = Some(keep.clone());
                self.jobs.look_for_left(keep, true);
            }
            Some(Err(error)) => {
                let what = format!("未保存的修改这次不能自动留底（{}）", error.what);
                self.warn([Error::new(what).hint("请常保存")]);
            }
            None => {}
        }
    }

    /// Waits until everything edited so far is recorded.
    pub fn finish_recording(&mut self) {
        self.record();
        if let Some(recorder) = &self.kept.recorder {
            recorder.finish();
        }
    }

    /// Hands over what was edited since the last call.
    pub(in crate::ui) fn record(&mut self) {
        // What is kept for next time is not begun anew.
        if self.quitting {
            return;
        }
        let Some(recorder) = &self.kept.recorder else {
            if let Some(desk) = &mut self.desk {
                desk.editing.take_made();
            }
            return;
        };
        if let Some(error) = recorder.trouble() {
            self.notice = Some(Notice { text: error.to_string(), tone: Tone::Bad });
        }
        let number = self.desk.as_ref().map(|desk| desk.number);
        // It left the desk with unsaved work that she did not want to save.
        if let Some(left) = self.kept.recording.take_if(|recording| Some(recording.desk) != number) {
            recorder.drop_journal(left.desk);
        }
        let Some(desk) = &mut self.desk else { return };
        let made = desk.editing.take_made();
        if !desk.editing.is_unsaved() {
            if self.kept.recording.take().is_some() {
                recorder.forget(desk.number);
            }
            return;
        }
        if made.is_empty() && self.kept.recording.as_ref().is_some_and(|recording| recording.stands(desk)) {
            return;
        }
        match &self.kept.recording {
            Some(recording) if recording.stands(desk) => recorder.edits(desk.number, made),
            _ => {
                let about = about(desk);
                let claimed = self.kept.claimed.take();
                recorder.begin(desk.number, about.clone(), desk.draft().clone(), claimed);
                self.kept.recording = Some(Recording { desk: desk.number, about });
            }
        }
    }

    /// The window is closed and what is unsaved comes back at the next start.
    pub(super) fn keep_and_quit(&mut self, ctx: &Context) {
        self.record();
        let kept = match (&self.kept.recorder, &self.kept.recording) {
            (Some(recorder), Some(recording)) => recorder.keep(recording.desk),
            (None, _) => Err(Error::new("没有可以留底的文件夹").hint("请先保存底稿")),
            (_, None) => Ok(()),
        };
        match kept {
            Ok(()) => {
                self.kept.recording = None;
                self.quit(ctx);
            }
            Err(error) => self.tell("没有留下来，窗口没有关闭", &error),
        }
    }

    /// Whether what is unsaved can be kept for the next start.
    pub(in crate::ui) fn can_keep(&self) -> bool {
        self.kept.recorder.is_some()
    }

    /// Looks at the draft's file when she comes back to the window from another.
    pub(in crate::ui) fn look_on_focus(&mut self, ctx: &Context) {
        let has_focus = ctx.input(|input| input.focused);
        let is_back = has_focus && !self.kept.had_focus;
        self.kept.had_focus = has_focus;
        if is_back {
            self.look_at_file();
        }
    }

    fn look_at_file(&mut self) {
        let Some(desk) = self.desk.as_ref().filter(|desk| desk.disk.theirs.is_none()) else { return };
        if let (Some(path), Some(stamp)) = (&desk.path, &desk.disk.stamp) {
            self.jobs.look_at(path.clone(), stamp.clone(), desk.disk.known.clone(), desk.number);
        }
    }

    /// Has what was left behind looked for again.
    pub(super) fn find_left(&mut self) {
        match self.kept.keep.clone() {
            Some(keep) => self.jobs.look_for_left(keep, false),
            None => {
                let error = Error::new("没有可以留底的文件夹，未保存的修改没有记录");
                self.tell("找回未保存的修改", &error.hint("请常保存"));
            }
        }
    }
}

impl Recording {
    /// Whether the journal is still about this draft and this state of its file.
    fn stands(&self, desk: &Desk) -> bool {
        self.desk == desk.number && self.about == about(desk)
    }
}

/// What the journal of the draft on the desk is about.
fn about(desk: &Desk) -> About {
    let path = desk.path.clone().map(paths::whole);
    About {
        path: path.as_deref().and_then(|path: &std::path::Path| path.to_str()).map(ToOwned::to_owned),
        saved: desk.disk.stamp.as_ref().map(|stamp| stamp.digest.clone()),
    }
}

/// Where a draft that was left behind is to lie: its own path, while its folder is there.
pub(super) fn place_of(path: Option<&PathBuf>) -> Option<PathBuf> {
    path.filter(|path| path.parent().is_some_and(paths::is_folder)).cloned()
}
