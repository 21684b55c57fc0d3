//! What comes of each wish for the units being collected.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use egui::Context;

use super::reading::{News, Reading, WhichRoster, is_roster};
use super::view::View;
use super::{Gathered, Rollup, Step, Summed, Task};
use crate::draft::{Editing, Scope};
use crate::error::Error;
use crate::form::editions;
use crate::rollup::{Collection, Expected, Roster, Target};
use crate::store::{paths, units};
use crate::ui::app::App;
use crate::ui::command::{Command, Page, Purpose};
use crate::ui::desk::Desk;
use crate::ui::import;
use crate::ui::news::{Notice, Tone};
use crate::ui::outcome::Saving;

impl App {
    /// Does what the clerk asked of the units being collected.
    pub(in crate::ui) fn rollup_step(&mut self, step: Step, ctx: &Context) {
        match step {
            Step::Take(paths) => return self.take_units(paths),
            Step::OpenUnit(file) => return self.open_unit(&file, ctx),
            Step::Close => return self.close_rollup(),
            _ => {}
        }
        let Some(rollup) = &mut self.rollup else { return };
        match step {
            Step::Reread => return self.gather_units(),
            Step::RereadFile(file) => {
                rollup.files.retain(|known| known.name != file);
                return self.gather_units();
            }
            Step::CallOff => {
                if let Some(reading) = &rollup.reading {
                    reading.call_off();
                }
                return;
            }
            Step::Roster(path) => return self.jobs.read_roster(path, rollup.number),
            Step::KeepRoster => return self.ask_where_roster(),
            Step::SaveRoster(path) => {
                let Some(view) = &rollup.view else { return };
                return self.jobs.save_roster(path, view.collection().roster().clone(), rollup.number);
            }
            Step::CopyLetter(unit) => {
                let Some(view) = &rollup.view else { return };
                return self.jobs.letter(Arc::clone(view.collection()), unit);
            }
            Step::AskGive(what) => {
                let Some(view) = &rollup.view else { return };
                let name = what.file_name(view.collection());
                let suggestion = self.folder().parent().map(Path::to_path_buf).unwrap_or_default().join(name);
                return self.jobs.choose(self.wish(Purpose::Give(what)), suggestion);
            }
            Step::Give(what, path) => {
                let Some(view) = &rollup.view else { return };
                return self.jobs.give(Arc::clone(view.collection()), what, path);
            }
            Step::Make => return self.add_up(false),
            Step::Update => return self.add_up(true),
            _ => {}
        }
        let Some(view) = &mut rollup.view else { return };
        match step {
            Step::Select(of) => view.selected = Some(of),
            Step::Choose(file) => view.change(|collection| collection.choose(&file)),
            Step::Name(file, unit) => view.change(|collection| collection.name(&file, &unit)),
            Step::Expect(name) => {
                let mut roster = view.collection().roster().clone();
                roster.units.push(Expected { name, ..Expected::default() });
                view.change(|collection| Collection::expect(collection, roster));
                rollup.is_roster_changed = true;
            }
            Step::NoRoster => {
                view.change(|collection| Collection::expect(collection, Roster::default()));
                (rollup.roster_file, rollup.is_roster_changed) = (None, false);
                self.remember_roster(None);
            }
            Step::RosterOfUnits => {
                let mut roster = Roster::default();
                let mut known: BTreeSet<&str> = BTreeSet::new();
                for unit in view.collection().counted() {
                    if known.insert(&unit.name) {
                        roster.units.push(Expected { name: unit.name.clone(), ..Expected::default() });
                    }
                }
                view.change(|collection| Collection::expect(collection, roster));
                // One that could not be read is built anew in its place.
                rollup.roster_file =
                    rollup.roster_file.take().filter(|_| rollup.roster_trouble.take().is_some());
                rollup.is_roster_changed = true;
            }
            Step::Agency(agency) => {
                let target = Target { agency, ..view.collection().target().clone() };
                view.change(|collection| collection.aim(target));
            }
            Step::Year(year) => {
                if let Some(form) = editions::for_year(year) {
                    let target = Target { year, form, ..view.collection().target().clone() };
                    view.change(|collection| collection.aim(target));
                }
            }
            _ => {}
        }
    }

    /// Collects these too. A roster among them, given by itself, is one.
    pub(in crate::ui) fn take_units(&mut self, mut given: Vec<PathBuf>) {
        if self.rollup.is_none() {
            self.rollups += 1;
            self.rollup = Some(Rollup::new(self.rollups));
        }
        if let Some(desk) = &mut self.desk {
            desk.editing.seal();
            desk.page = Page::Rollup;
        }
        let Some(rollup) = &mut self.rollup else { return };
        if rollup.view.is_some()
            && let Some(at) = given.iter().position(|path| is_roster(path))
        {
            let roster = given.swap_remove(at);
            self.jobs.read_roster(roster, rollup.number);
        }
        given.retain(|path| !rollup.paths.contains(path));
        if !given.is_empty() {
            rollup.paths.append(&mut given);
            self.gather_units();
        }
    }

    /// Reads what is new or has changed.
    fn gather_units(&mut self) {
        let Some(rollup) = &mut self.rollup else { return };
        if let Some(before) = rollup.reading.take() {
            before.call_off();
        }
        let reading = Arc::new(Reading::default());
        rollup.reading = Some(Arc::clone(&reading));
        let roster = match rollup.view {
            Some(_) => WhichRoster::Kept,
            None => WhichRoster::Found(self.settings.roster.clone()),
        };
        let task = Task { paths: rollup.paths.clone(), known: rollup.files.clone(), roster, reading };
        self.jobs.gather(task, rollup.number);
    }

    /// Takes what was read. That of a collection put away, or of a reading that another followed, is forgotten.
    pub(in crate::ui) fn take_gathered(
        &mut self,
        number: u64,
        reading: &Arc<Reading>,
        gathered: Result<Gathered, Error>,
    ) {
        let Some(rollup) = self.rollup.as_mut().filter(|rollup| rollup.number == number) else { return };
        if rollup.reading.as_ref().is_none_or(|now| !Arc::ptr_eq(now, reading)) {
            return;
        }
        rollup.reading = None;
        let gathered = match gathered {
            Ok(gathered) => gathered,
            Err(error) => {
                if rollup.view.is_none() {
                    self.close_rollup();
                }
                return self.tell("没有读取", &error);
            }
        };
        rollup.files = gathered.files;
        let text = match gathered.news {
            News::All(collection) => {
                rollup.roster_file = gathered.roster_file;
                rollup.roster_trouble = gathered.roster_trouble;
                rollup.view = Some(Box::new(View::new(*collection)));
                None
            }
            News::Changed(looked) => {
                let Some(view) = &mut rollup.view else { return };
                let (new, gone) = (looked.len(), gathered.gone.len());
                view.change(|collection| collection.take_up(looked, &gathered.gone));
                Some(match (new, gone) {
                    (0, 0) => "文件没有变化".to_owned(),
                    (new, 0) => format!("已读取 {new} 个新的或者改过的文件"),
                    (new, gone) => format!("已读取 {new} 个新的或者改过的文件，{gone} 个文件已不在"),
                })
            }
        };
        let was_called_off = reading.is_called_off();
        let text = if was_called_off {
            Some("已停止，没读完的文件可以重新读取".to_owned())
        } else {
            text
        };
        if let Some(text) = text {
            self.notice = Some(Notice { text, tone: Tone::Good });
        }
    }

    /// Takes the text for a unit.
    pub(in crate::ui) fn take_letter(
        &mut self,
        unit: &str,
        letter: Result<Option<String>, Error>,
        ctx: &Context,
    ) {
        match letter {
            Ok(Some(text)) => {
                ctx.copy_text(text);
                let text = format!("给 {unit} 的通知已复制，可以粘贴到邮件或者消息里");
                self.notice = Some(Notice { text, tone: Tone::Good });
            }
            Ok(None) => {
                let text = format!("{unit} 没有要补正的");
                self.notice = Some(Notice { text, tone: Tone::Good });
            }
            Err(error) => self.tell("没有复制", &error),
        }
    }

    /// Takes a roster that was read.
    pub(in crate::ui) fn take_roster(&mut self, number: u64, path: PathBuf, roster: Result<Roster, Error>) {
        let Some(rollup) = self.rollup.as_mut().filter(|rollup| rollup.number == number) else { return };
        let Some(view) = &mut rollup.view else { return };
        match roster {
            Ok(roster) => {
                let text = format!("名册里有 {} 个单位", roster.units.len());
                let old = view.collection().target().clone();
                let top = roster.top().map(str::to_owned).filter(|_| old.agency.is_empty());
                view.change(|collection| {
                    Collection::expect(collection, roster);
                    if let Some(agency) = top {
                        collection.aim(Target { agency, ..old });
                    }
                });
                (rollup.roster_trouble, rollup.is_roster_changed) = (None, false);
                rollup.roster_file = Some(path.clone());
                self.notice = Some(Notice { text, tone: Tone::Good });
                self.remember_roster(Some(path));
            }
            Err(error) => self.tell("名册没有读出来", &error),
        }
    }

    /// Takes whether the roster was kept.
    pub(in crate::ui) fn take_kept_roster(
        &mut self,
        number: u64,
        path: PathBuf,
        kept: Result<Option<PathBuf>, Error>,
    ) {
        match kept {
            Ok(aside) => {
                if let Some(rollup) = self.rollup.as_mut().filter(|rollup| rollup.number == number) {
                    rollup.roster_file = Some(path.clone());
                    rollup.is_roster_changed = false;
                }
                let mut text = format!("名册已保存：{}，明年还可以用", path.display());
                if let Some(aside) = aside {
                    text = format!("{text}。原来的名册已损坏，另存为 {}", aside.display());
                }
                self.notice = Some(Notice { text, tone: Tone::Good });
                self.remember_roster(Some(path));
            }
            Err(error) => self.tell("名册没有保存", &error),
        }
    }

    /// The roster that the next collection begins with.
    fn remember_roster(&mut self, path: Option<PathBuf>) {
        if self.settings.roster != path {
            self.settings.roster = path;
            self.jobs.keep(self.settings.clone());
        }
    }

    fn ask_where_roster(&mut self) {
        let Some(rollup) = &self.rollup else { return };
        let own = rollup
            .roster_file
            .as_ref()
            .filter(|path| path.extension().is_some_and(|end| end == units::ROSTER));
        // Not among the files of one year: it is for the next, too.
        let beside = rollup.folder().and_then(|folder| folder.parent().map(Path::to_path_buf));
        let suggestion = own
            .cloned()
            .unwrap_or_else(|| beside.unwrap_or_default().join(format!("汇总单位.{}", units::ROSTER)));
        self.jobs.choose(self.wish(Purpose::SaveRoster), suggestion);
    }

    /// The 汇总 is left for another draft, and can be gone back to.
    pub(in crate::ui) fn leave_whole(&mut self) {
        let whole = self.desk.as_ref().filter(|desk| desk.draft().sources().is_some());
        if let Some(path) = whole.and_then(|desk| desk.path.clone()) {
            self.whole = Some(path);
        }
    }

    /// Opens a unit's file: from the list, or from a part of a sum.
    fn open_unit(&mut self, file: &str, ctx: &Context) {
        let listed = self.rollup.as_ref().and_then(|rollup| rollup.path_of(file));
        // A 汇总 that was opened by itself: the units' files may lie beside it.
        let beside = || {
            let folder = self.desk.as_ref()?.path.as_ref()?.parent()?;
            paths::below(folder, file)
        };
        let Some(path) = listed.or_else(beside) else {
            let error = Error::new("找不到这个文件")
                .about(file)
                .hint("请用“数据 › 汇总下级单位…”选取单位文件所在的文件夹");
            return self.tell("没有打开", &error);
        };
        let is_draft = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("nianbao"));
        self.apply(
            match is_draft {
                true => Command::OpenFile(path),
                false => Command::Import(import::Step::Files(vec![path])),
            },
            ctx,
        );
    }

    /// Whether the draft on the desk is a 汇总 that can take these sums.
    pub(in crate::ui) fn can_update(rollup: &Rollup, desk: Option<&Desk>) -> bool {
        let target = rollup.view.as_ref().map(|view| view.collection().target());
        desk.zip(target).is_some_and(|(desk, target)| {
            let draft = desk.draft();
            draft.scope() == Scope::RolledUp
                && draft.sources().is_some()
                && draft.year() == target.year
                && draft.form().edition == target.form.edition
        })
    }

    fn add_up(&mut self, is_update: bool) {
        let Some(rollup) = &mut self.rollup else { return };
        let Some(view) = &rollup.view else { return };
        let draft =
            self.desk.as_ref().filter(|_| is_update).map(|desk| (desk.saving(), desk.draft().clone()));
        rollup.is_adding = true;
        self.jobs.sum_up(Arc::clone(view.collection()), draft, rollup.number);
    }

    /// Takes the sums: as a new draft, or into that state of that desk.
    pub(in crate::ui) fn take_sums(&mut self, number: u64, of: Option<Saving>, summed: Summed) {
        let Some(rollup) = self.rollup.as_mut().filter(|rollup| rollup.number == number) else { return };
        rollup.is_adding = false;
        let (counted, missing) = rollup.view.as_ref().map_or((0, 0), |view| (view.counted(), view.open()));
        let rest = if missing > 0 {
            format!("；另有 {missing} 个单位或者文件需要处理")
        } else {
            String::new()
        };
        match summed {
            Summed::Draft(empty, edit) => {
                let mut editing = Editing::fresh(*empty);
                if let Err(error) = editing.apply_alone(*edit) {
                    return self.tell("没有汇总", &error);
                }
                self.put_on_desk(editing, None);
                let text = format!("已汇总 {counted} 个单位，尚未存盘{rest}");
                self.notice = Some(Notice { text, tone: Tone::Good });
            }
            Summed::Edit(edit) => {
                if self.desk.as_ref().map(Desk::saving) != of {
                    let error = Error::new("汇总稿在这期间有改动").hint("请再更新一次");
                    return self.tell("没有更新", &error);
                }
                if !self.change(*edit, true) {
                    return;
                }
                if let Some(desk) = &mut self.desk {
                    desk.page = Page::Sheet;
                }
                let text = format!("已按 {counted} 个单位更新汇总，手工改过的数没有动。Ctrl+Z 可撤销{rest}");
                self.notice = Some(Notice { text, tone: Tone::Good });
            }
        }
    }

    fn close_rollup(&mut self) {
        if let Some(reading) = self.rollup.take().and_then(|rollup| rollup.reading) {
            reading.call_off();
        }
        if let Some(desk) = self.desk.as_mut().filter(|desk| desk.page == Page::Rollup) {
            desk.page = Page::Sheet;
        }
    }

    /// Whether the units being collected are what the window shows.
    pub(in crate::ui) fn shows_rollup(&self) -> bool {
        let is_shown = match &self.desk {
            Some(desk) => desk.page == Page::Rollup,
            None => self.import.is_none(),
        };
        self.rollup.is_some() && is_shown
    }
}
