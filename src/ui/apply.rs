//! The one place where the window's state changes: commands of the clerk and reports of jobs.

use std::path::PathBuf;

use egui::{Context, ViewportCommand};

use crate::draft::{self, Draft, Edit, Editing, LeftBehind, Piece, Reason, SectionText};
use crate::error::Error;
use crate::form::editions;
use crate::report;
use crate::store::samples::SAMPLES;

use super::app::{AfterSave, App};
use super::basics;
use super::command::{Command, Help, MenuCommand, Page, Purpose, RollupStep, Step};
use super::desk::Desk;
use super::dialog::Dialog;
use super::news::{Notice, Tone};

impl App {
    /// Does what the clerk asked for.
    pub fn apply(&mut self, command: Command, ctx: &Context) {
        // Whoever asks for something else has read why the last one could not be done. What painting asks by itself is
        // nobody's wish.
        if !matches!(command, Command::Seal | Command::Shrink(_) | Command::List(_)) {
            self.notice = self.notice.take().filter(|notice| notice.tone != Tone::Asks);
        }
        match command {
            Command::Menu(entry) => self.menu(entry, ctx),
            Command::NewDraft { .. }
            | Command::OpenFile(_)
            | Command::NextYearOf(_)
            | Command::OpenSample(_)
            | Command::Import(Step::NewDraft)
            | Command::Rollup(RollupStep::Make)
                if self.is_unsaved() =>
            {
                self.dialog = Some(Dialog::Unsaved(Box::new(command)));
            }
            Command::NewDraft { edition, year, agency } => {
                self.dialog = None;
                if let Some(form) = editions::named(&edition) {
                    self.put_on_desk(Editing::fresh(Draft::new(form, year, &agency)), None);
                }
            }
            Command::OpenFile(path) => self.jobs.open(path),
            Command::NextYearOf(path) => {
                self.next_year_of = Some(path.clone());
                self.jobs.open(path);
            }
            Command::Forget(path) => self.jobs.forget(self.recents.clone(), path),
            Command::OpenSample(number) => {
                let sample = SAMPLES.get(number).map(|sample| draft::read(sample.text));
                match sample {
                    Some(Ok(draft)) => self.put_on_desk(Editing::fresh(draft), None),
                    Some(Err(error)) => self.tell("样例打不开", &error),
                    None => {}
                }
            }
            Command::Show(page) => {
                if let Page::Text(section) = &page {
                    self.jump_to = Some(section.clone());
                }
                if let Some(desk) = &mut self.desk {
                    desk.editing.seal();
                    desk.text.leave();
                    desk.page = page;
                }
            }
            Command::GoTo(cell) => {
                if let Some(desk) = &mut self.desk {
                    desk.page = Page::Sheet;
                    desk.select(cell);
                }
            }
            Command::GoToField(field) => {
                self.apply(Command::Show(Page::Basics), ctx);
                basics::seek(ctx, field);
            }
            Command::SelectRange(from, to) => {
                if let Some(desk) = &mut self.desk {
                    desk.select_range(from, to);
                }
            }
            Command::Type(edit) => _ = self.change(edit, false),
            Command::GoToStep(step) => self.go_to_step(step),
            Command::Do(edit) => _ = self.change(edit, true),
            Command::Seal => {
                if let Some(desk) = &mut self.desk {
                    desk.editing.seal();
                }
            }
            Command::Abandon => {
                if let Some(desk) = &mut self.desk {
                    desk.abandon();
                    desk.refresh_input();
                }
            }
            Command::Explain(name, text) => self.explain(name, &text),
            Command::AskZeroFill(cells) => self.dialog = Some(Dialog::ZeroFill(cells)),
            Command::Rewrite(section) => self.rewrite(section),
            Command::InsertFigure { section, range, figure } => {
                let text = SectionText::new([Piece::Figure(figure)]);
                self.replace_text(section, range, text);
            }
            Command::ReplaceText { section, range, text } => self.replace_text(section, range, text),
            Command::TakeOffered(section) => self.take_offered(section),
            Command::BeginInsert(section) => self.begin_insert(Some(section)),
            Command::ReplaceAll => self.replace_all(),
            Command::ChoosePicture(section) => self.choose_picture(Some(section)),
            Command::AddPicture(section, path) => {
                let number = self.desk.as_ref().map_or(0, |desk| desk.number);
                self.jobs.read_picture(path, section, number);
            }
            Command::Shrink(picture) => self.jobs.shrink(picture),
            Command::CloseDialog => {
                self.dialog = None;
                // A report that is another draft's was not agreed to.
                self.came_back.take_if(|back| !back.is_agreed());
                self.after_save = None;
                self.give_back_focus();
            }
            Command::SaveThen(then) => {
                self.dialog = None;
                self.after_save = Some(AfterSave { then: *then, of: None });
                self.save();
            }
            Command::DropThen(then) => {
                self.dialog = None;
                self.after_save = None;
                // The new year needs the draft that it begins from.
                if *then == Command::Menu(MenuCommand::NextYear) {
                    return self.begin_next_year();
                }
                self.desk = None;
                // Where the window closes now, nothing is recorded any more.
                self.record();
                self.apply(*then, ctx);
            }
            Command::Choose(purpose) => {
                let suggestion = self.folder().join("");
                self.jobs.choose(self.wish(purpose), suggestion);
            }
            Command::Chosen(purpose, path) => {
                self.dialog = None;
                self.give_back_focus();
                self.chosen(purpose, path, ctx);
            }
            Command::Export(choice) => self.choose_place(choice),
            Command::Replace(purpose, path) => self.begin_export(purpose, path),
            Command::ChooseTemplate(key) => self.choose_template(key),
            Command::CopyTemplate(name) => self.copy_template(&name),
            Command::FindTemplates => self.look_for_templates(),
            Command::OpenTemplateGuide => self.jobs.show_guide(self.shelf.folder.clone()),
            Command::Open(path) => self.jobs.show(path),
            Command::Print(way) => self.print(way),
            Command::DeclareFinal(is_final) => {
                if let Some(edit) = self.declare_final(is_final) {
                    self.apply(edit, ctx);
                }
            }
            Command::Import(step) => self.import_step(step),
            Command::Kept(step) => self.kept_step(step, ctx),
            Command::TakeBack(wish) => self.take_back(wish),
            Command::Rollup(step) => self.rollup_step(step, ctx),
            Command::PasteBlock(cell, text) => self.paste_block(cell, &text),
            Command::Help(Help::Begin) if self.is_unsaved() => {
                self.dialog = Some(Dialog::Unsaved(Box::new(command)));
            }
            Command::Help(wish) => self.help(wish, ctx),
            Command::KeepTrouble(text) => {
                (self.dialog, self.problem) = (None, text);
                let suggestion = self.folder().join("年报问题报告.txt");
                self.jobs.choose(self.wish(Purpose::Trouble), suggestion);
            }
            Command::List(folder) => self.jobs.list(folder),
            Command::TypePath => self.type_path(),
            Command::GiveUpDialog => {
                self.after_save = None;
                let _ = self.jobs.give_up_dialogs();
            }
            Command::QuitNow => {
                self.quitting = true;
                ctx.send_viewport_cmd(ViewportCommand::Close);
            }
        }
    }

    /// Whether files are still being written, one of which would be lost with the window: then she leaves that way
    /// once they are.
    pub(super) fn leaves_later(&mut self, way: Command) -> bool {
        let is_writing = self.jobs.is_writing();
        if is_writing {
            self.leaving = Some(way);
            self.notice =
                Some(Notice { text: "正在写文件，写完就退出…".to_owned(), tone: Tone::Good });
        }
        is_writing
    }

    /// 新一年: the draft on the desk becomes the base of the next. Its page of differences begins with
    /// last year's draft.
    pub(super) fn begin_next_year(&mut self) {
        let Some(desk) = &self.desk else { return };
        let last = desk.draft().clone();
        match report::next_year(&last) {
            Ok(next) => {
                let left: Vec<String> = next.left.iter().map(LeftBehind::sentence).collect();
                let year = next.draft.year();
                self.put_on_desk(Editing::fresh(next.draft), None);
                if let Some(desk) = &mut self.desk {
                    desk.hold_against(last);
                }
                let text = format!("已由 {} 年度底稿新建 {year} 年度底稿，尚未存盘", year - 1);
                self.notice = Some(Notice { text, tone: Tone::Good });
                if !left.is_empty() {
                    self.dialog = Some(Dialog::LeftBehind(left));
                }
            }
            Err(error) => self.tell("没有新建", &error),
        }
    }

    pub(super) fn is_unsaved(&self) -> bool {
        self.desk.as_ref().is_some_and(|desk| desk.editing.is_unsaved())
    }

    pub(super) fn put_on_desk(&mut self, editing: Editing, path: Option<PathBuf>) {
        let form = editing.draft().form();
        self.notice = self.notice.take().filter(|notice| notice.tone == Tone::Stays);
        let Some(template) = self.template_for(form) else {
            let what = format!("{} 版式没有报告模板“{}”", form.edition, form.report);
            return self.tell("打不开这份底稿", &Error::new(what).hint("请重新安装本程序"));
        };
        self.desks += 1;
        self.preview.forget();
        self.exports.made = None;
        // The hints are about the sample that was open.
        self.steps = None;
        self.desk = Some(Desk::new(self.desks, editing, path, template));
    }

    /// Changes the open draft. `false` where it was not, because it can only be read or the edit does not fit: that
    /// is told then, and good news would hide it.
    pub(super) fn change(&mut self, edit: Edit, alone: bool) -> bool {
        self.settle_notice();
        let Some(desk) = &mut self.desk else { return false };
        // A dialog for each key would be in the way of reading.
        if let Some(holder) = desk.disk.holder() {
            let text = format!("只读，没有改动：{}。要修改请另存为，或等对方关闭后重新打开", holder.words());
            desk.refresh_input();
            self.notice = Some(Notice { text, tone: Tone::Bad });
            return false;
        }
        let changed = desk.change(edit, alone);
        if let Err(error) = &changed {
            self.tell("没有改成", error);
        }
        changed.is_ok()
    }

    /// Good news is of what was there before: 已保存 does not stand under a draft that is changed again.
    pub(super) fn settle_notice(&mut self) {
        self.notice = self.notice.take().filter(|notice| notice.tone != Tone::Good);
    }

    /// After undo or redo: the place that changed is shown.
    pub(super) fn show_edit(&mut self, edit: &Edit, by: MenuCommand) {
        let Some(desk) = &mut self.desk else { return };
        match edit {
            Edit::Entries { entries, .. } => {
                // The cell typed into comes before the totals that follow it; an undo is backwards.
                let typed = if by == MenuCommand::Undo { entries.last() } else { entries.first() };
                match typed.and_then(|(key, _)| desk.form().find(key)) {
                    Some(cell) if desk.form().is_fact(cell) => desk.page = Page::Basics,
                    Some(cell) => {
                        desk.page = Page::Sheet;
                        desk.select(cell);
                    }
                    None => desk.refresh_input(),
                }
            }
            Edit::Field(..) | Edit::Scope(_) | Edit::ReportYear(_) => desk.page = Page::Basics,
            Edit::Text(section, _) => {
                if desk.page != Page::Text(section.clone()) {
                    desk.page = Page::Text(section.clone());
                    self.jump_to = Some(section.clone());
                }
            }
            Edit::Reason(..) => desk.page = Page::Sheet,
            // It shows wherever she is, or nowhere.
            Edit::Final(_) | Edit::LastText(..) | Edit::Sources(_) => {}
            Edit::Together { edits, .. } => {
                if let Some(first) = edits.first().cloned() {
                    self.show_edit(&first, by);
                }
            }
        }
    }

    /// Gives a reason for the values that its verdict has now.
    fn explain(&mut self, name: String, text: &str) {
        let Some(desk) = &self.desk else { return };
        let (draft, form) = (desk.draft(), desk.form());
        let of = desk.verdicts().iter().find(|verdict| verdict.reason_name(form).as_ref() == Some(&name));
        let values = of.map(|verdict| verdict.reason_values(draft)).unwrap_or_default();
        let reason = (!text.is_empty()).then(|| Reason { text: text.to_owned(), values });
        self.change(Edit::Reason(name, reason), false);
    }

    fn rewrite(&mut self, section: String) {
        let Some(desk) = &mut self.desk else { return };
        let texts = desk.section_texts();
        let generated = texts.iter().find(|(name, _)| *name == section).map(|(_, text)| text.clone());
        match generated {
            Some(Ok(text)) => {
                self.change(Edit::Text(section.clone(), Some(text)), true);
                // She goes on typing at once.
                if let Some(desk) = &mut self.desk
                    && let Some(text) = desk.draft().text(&section)
                {
                    let end = text.shown(|figure| desk.shown_figure(figure)).0.len();
                    desk.text.move_caret = Some((section, end));
                }
            }
            Some(Err(error)) => self.tell("自动正文没有生成", &error),
            None => {}
        }
    }

    /// The selected cell takes the keyboard again after a dialog had it.
    pub(super) fn give_back_focus(&mut self) {
        if let Some(input) = self.desk.as_mut().and_then(|desk| desk.input.as_mut()) {
            input.take_focus = true;
            // As a cell just entered: typing replaces what it holds.
            input.select_all |= !input.inside;
        }
    }

    pub(super) fn tell(&mut self, title: &str, error: &Error) {
        self.troubles.add(title, error);
        self.dialog = Some(Dialog::Message { title: title.to_owned(), text: error.to_string() });
    }
}
