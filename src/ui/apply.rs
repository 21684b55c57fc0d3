//! The one place where the window's state changes: commands of the clerk and reports of jobs.

use std::path::{Path, PathBuf};

use egui::{Context, ViewportCommand};

use crate::check;
use crate::draft::{self, Draft, Edit, Editing, Reason};
use crate::error::Error;
use crate::form::{RelationId, editions};
use crate::report::templates;
use crate::store::settings::{Settings, Theme};
use crate::store::{self, samples::SAMPLES};

use super::app::{AfterSave, App, Notice};
use super::command::{Command, MenuCommand, Page, Purpose};
use super::desk::Desk;
use super::dialog::Dialog;
use super::jobs::{Outcome, Wish};

impl App {
    /// Does what the clerk asked for.
    pub fn apply(&mut self, command: Command, ctx: &Context) {
        match command {
            Command::Menu(entry) => self.menu(entry, ctx),
            Command::NewDraft { .. } | Command::OpenFile(_) | Command::OpenSample(_) if self.is_unsaved() => {
                self.dialog = Some(Dialog::Unsaved(Box::new(command)));
            }
            Command::NewDraft { edition, year, agency } => {
                self.dialog = None;
                if let Some(form) = editions::named(&edition) {
                    self.put_on_desk(Editing::fresh(Draft::new(form, year, &agency)), None);
                }
            }
            Command::OpenFile(path) => self.jobs.open(path),
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
                    desk.caret = (String::new(), 0);
                    desk.page = page;
                }
            }
            Command::GoTo(cell) => {
                if let Some(desk) = &mut self.desk {
                    desk.page = Page::Sheet;
                    desk.select(cell);
                }
            }
            Command::Type(edit) => self.change(edit, false),
            Command::Do(edit) => self.change(edit, true),
            Command::Seal => {
                if let Some(desk) = &mut self.desk {
                    desk.editing.seal();
                }
            }
            Command::Abandon => {
                if let Some(desk) = &mut self.desk {
                    desk.editing.abandon();
                    desk.recheck();
                    desk.refresh_input();
                }
            }
            Command::Explain(relation, text) => self.explain(relation, &text),
            Command::AskZeroFill(cells) => self.dialog = Some(Dialog::ZeroFill(cells)),
            Command::Rewrite(section) => self.rewrite(section),
            Command::InsertFigure { section, at, key } => {
                let text = self.desk.as_ref().and_then(|desk| {
                    let text = desk.draft().text(&section)?;
                    Some(text.with_figure(at, key.clone(), |key| desk.figure(key)))
                });
                if let Some(text) = text {
                    let width = self.desk.as_ref().map_or(0, |desk| desk.figure(&key).len());
                    self.change(Edit::Text(section.clone(), Some(text)), true);
                    if let Some(desk) = &mut self.desk {
                        // A second figure goes behind the first.
                        desk.caret = (section, at.saturating_add(width));
                    }
                }
            }
            Command::CloseDialog => {
                self.dialog = None;
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
                self.desk = None;
                self.apply(*then, ctx);
            }
            Command::Chosen(purpose, path) => {
                self.dialog = None;
                self.give_back_focus();
                self.chosen(purpose, path);
            }
            Command::QuitNow => {
                self.quitting = true;
                ctx.send_viewport_cmd(ViewportCommand::Close);
            }
        }
    }

    fn menu(&mut self, entry: MenuCommand, ctx: &Context) {
        let form_page = |page| Command::Show(page);
        match entry {
            MenuCommand::New => self.dialog = Some(Dialog::New(self.new_draft.clone())),
            MenuCommand::Open => {
                let suggestion = self.folder().join("");
                self.jobs.choose(self.wish(Purpose::Open), suggestion);
            }
            MenuCommand::Save => self.save(),
            MenuCommand::SaveAs => self.choose_for_draft(Purpose::Save, "nianbao"),
            MenuCommand::Export => self.choose_for_draft(Purpose::Export, "pdf"),
            MenuCommand::CloseDraft if self.is_unsaved() => {
                self.dialog = Some(Dialog::Unsaved(Box::new(Command::Menu(entry))));
            }
            MenuCommand::CloseDraft => self.desk = None,
            MenuCommand::Quit if self.is_unsaved() => {
                self.dialog = Some(Dialog::Unsaved(Box::new(Command::Menu(entry))));
            }
            // A file half written would be lost with the window.
            MenuCommand::Quit if self.jobs.is_writing() => {
                self.leaving = true;
                self.notice =
                    Some(Notice { text: "正在写文件，写完就退出…".to_owned(), is_good: true });
            }
            MenuCommand::Quit => self.apply(Command::QuitNow, ctx),
            MenuCommand::Undo | MenuCommand::Redo => {
                let Some(desk) = &mut self.desk else { return };
                let edit = match entry {
                    MenuCommand::Undo => desk.editing.undo(),
                    _ => desk.editing.redo(),
                };
                desk.recheck();
                match edit {
                    Some(edit) => self.show_edit(&edit),
                    None => desk.refresh_input(),
                }
            }
            MenuCommand::NextProblem => {
                if let Some(command) = self.desk.as_mut().and_then(Desk::next_problem) {
                    self.apply(command, ctx);
                }
            }
            MenuCommand::ZeroFillAll => {
                let blanks = self.desk.as_ref().map(|desk| check::blanks(desk.draft())).unwrap_or_default();
                if !blanks.is_empty() {
                    self.dialog = Some(Dialog::ZeroFill(blanks));
                }
            }
            MenuCommand::Sheet => self.apply(form_page(Page::Sheet), ctx),
            MenuCommand::Basics => self.apply(form_page(Page::Basics), ctx),
            MenuCommand::Text => {
                let first = self.desk.as_ref().and_then(|desk| desk.template.sections().first().cloned());
                self.apply(form_page(Page::Text(first.unwrap_or_default())), ctx);
            }
            MenuCommand::ThemeSystem => self.set(ctx, |settings| settings.theme = Theme::System),
            MenuCommand::ThemeLight => self.set(ctx, |settings| settings.theme = Theme::Light),
            MenuCommand::ThemeDark => self.set(ctx, |settings| settings.theme = Theme::Dark),
            MenuCommand::Navigation => {
                let (shown, _) = self.panes.shown(ctx.content_rect().width());
                self.panes.navigation = Some(!shown);
            }
            MenuCommand::Inspector => {
                let (_, shown) = self.panes.shown(ctx.content_rect().width());
                self.panes.inspector = Some(!shown);
            }
            MenuCommand::Larger => self.set(ctx, |settings| settings.zoom = step(settings.zoom, 0.1)),
            MenuCommand::Smaller => {
                self.set(ctx, |settings| settings.zoom = step(settings.zoom, -0.1));
            }
            MenuCommand::NormalSize => self.set(ctx, |settings| settings.zoom = 1.0),
            MenuCommand::About => self.dialog = Some(Dialog::About),
        }
    }

    fn set(&mut self, ctx: &Context, change: impl FnOnce(&mut Settings)) {
        change(&mut self.settings);
        self.show_settings(ctx);
        if let Err(error) = self.settings.keep() {
            self.notice = Some(Notice { text: error.to_string(), is_good: false });
        }
    }

    fn is_unsaved(&self) -> bool {
        self.desk.as_ref().is_some_and(|desk| desk.editing.is_unsaved())
    }

    fn put_on_desk(&mut self, editing: Editing, path: Option<PathBuf>) {
        let form = editing.draft().form();
        let Some(template) = templates::for_form(form) else {
            let what = format!("{} 版式没有报告模板“{}”", form.edition, form.report);
            return self.tell("打不开这份底稿", &Error::new(what).hint("请重新安装本程序"));
        };
        self.desks += 1;
        self.desk = Some(Desk::new(self.desks, editing, path, template));
        self.notice = None;
    }

    fn change(&mut self, edit: Edit, alone: bool) {
        let Some(desk) = &mut self.desk else { return };
        if let Err(error) = desk.change(edit, alone) {
            self.tell("没有改成", &error);
        }
    }

    /// After undo or redo: the place that changed is shown.
    fn show_edit(&mut self, edit: &Edit) {
        let Some(desk) = &mut self.desk else { return };
        match edit {
            Edit::Entries { entries, .. } => {
                match entries.first().and_then(|(key, _)| desk.form().find(key)) {
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
        }
    }

    fn explain(&mut self, relation: RelationId, text: &str) {
        let Some(desk) = &self.desk else { return };
        let draft = desk.draft();
        let of_form = draft.form().relation(relation);
        let reason =
            (!text.is_empty()).then(|| Reason { text: text.to_owned(), values: draft.values_of(of_form) });
        self.change(Edit::Reason(of_form.name.clone(), reason), false);
    }

    fn rewrite(&mut self, section: String) {
        let Some(desk) = &mut self.desk else { return };
        let texts = desk.section_texts();
        let generated = texts.iter().find(|(name, _)| *name == section).map(|(_, text)| text.clone());
        match generated {
            Some(Ok(text)) => self.change(Edit::Text(section, Some(text)), true),
            Some(Err(error)) => self.tell("自动正文没有生成", &error),
            None => {}
        }
    }

    fn folder(&self) -> PathBuf {
        let of_draft =
            self.desk.as_ref().and_then(|desk| desk.path.as_ref()?.parent().map(Path::to_path_buf));
        of_draft.unwrap_or_else(store::paths::documents_folder)
    }

    fn choose_for_draft(&mut self, purpose: Purpose, extension: &str) {
        let Some(desk) = &self.desk else { return };
        let name = format!("{}.{extension}", desk.draft().file_stem());
        let suggestion = self.folder().join(name);
        self.jobs.choose(self.wish(purpose), suggestion);
    }

    /// What a path is asked for now.
    fn wish(&self, purpose: Purpose) -> Wish {
        Wish { purpose, desk: self.desk.as_ref().map_or(0, |desk| desk.number) }
    }

    /// The selected cell takes the keyboard again after a dialog had it.
    fn give_back_focus(&mut self) {
        if let Some(input) = self.desk.as_mut().and_then(|desk| desk.input.as_mut()) {
            input.take_focus = true;
        }
    }

    fn save(&mut self) {
        let Some(desk) = &mut self.desk else { return };
        desk.editing.seal();
        match desk.path.clone() {
            Some(path) => self.save_to(path),
            None => self.choose_for_draft(Purpose::Save, "nianbao"),
        }
    }

    fn save_to(&mut self, path: PathBuf) {
        let Some(desk) = &self.desk else { return };
        let of = desk.saving();
        if let Some(after) = &mut self.after_save {
            after.of = Some(of);
        }
        self.jobs.save(path, desk.draft().clone(), of);
    }

    /// A path from a dialog of the desktop, which does not keep her from going on in the window.
    fn chosen_by_desktop(&mut self, wish: Wish, path: PathBuf) {
        if wish.purpose == Purpose::Open {
            return self.chosen(wish.purpose, path);
        }
        if wish != self.wish(wish.purpose) {
            self.after_save = None;
            let text = "窗口里已换成另一份底稿，刚才选的位置没有写入".to_owned();
            self.notice = Some(Notice { text, is_good: false });
            return;
        }
        // The dialog asked about the name as typed, not about the one with the extension.
        let whole = wish.purpose.with_extension(path.clone());
        if whole != path && store::paths::exists(&whole) {
            let text = whole.display().to_string();
            self.dialog = Some(Dialog::Path { purpose: wish.purpose, text, is_new: true });
            return;
        }
        self.chosen(wish.purpose, whole);
    }

    fn chosen(&mut self, purpose: Purpose, path: PathBuf) {
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
            Purpose::Save => {
                self.save_to(path);
            }
            Purpose::Export => {
                self.jobs.export(path, desk.draft().clone(), desk.template);
                self.notice = Some(Notice { text: "正在导出…".to_owned(), is_good: true });
            }
        }
    }

    /// Takes what a job came to.
    pub(super) fn take_report(&mut self, report: Outcome, ctx: &Context) {
        match report {
            // She went on typing while the file was read.
            Outcome::Opened(path, Ok(_)) if self.is_unsaved() => {
                self.dialog = Some(Dialog::Unsaved(Box::new(Command::OpenFile(path))));
            }
            Outcome::Opened(path, Ok(draft)) => {
                self.put_on_desk(Editing::opened(*draft), Some(path));
                self.remember();
            }
            Outcome::Opened(_, Err(error)) => self.tell("打不开这份底稿", &error),
            Outcome::Saved { path, of, result: Ok(()) } => {
                // The draft may have left the desk meanwhile.
                if let Some(desk) = self.desk.as_mut().filter(|desk| desk.number == of.desk) {
                    desk.editing.mark_saved(of.state);
                    let text = format!("已保存：{}", path.display());
                    desk.path = Some(path);
                    self.notice = Some(Notice { text, is_good: true });
                }
                self.remember();
                if let Some(after) = self.after_save.take_if(|after| after.of == Some(of)) {
                    self.apply(after.then, ctx);
                }
            }
            Outcome::Saved { result: Err(error), .. } => {
                self.after_save = None;
                self.tell("没有保存成功，底稿仍在窗口里", &error);
            }
            Outcome::Exported(path, Ok(made)) => {
                let mut text = format!(
                    "已导出 {} 页（{} KB）：{}",
                    made.pages,
                    made.bytes.div_ceil(1024),
                    path.display()
                );
                if !made.note.is_empty() {
                    text = format!("{text}。{}", made.note);
                }
                self.notice = Some(Notice { text, is_good: true });
            }
            Outcome::Exported(_, Err(error)) => {
                self.notice = None;
                self.tell("没有导出", &error);
            }
            Outcome::Chosen(wish, Some(path)) => self.chosen_by_desktop(wish, path),
            Outcome::Chosen(_, None) => self.after_save = None,
            Outcome::Failed => {
                self.after_save = None;
                let error = Error::new("程序内部出错，这一步没有完成")
                    .hint("底稿仍在窗口里，请先保存，再重新打开程序");
                self.tell("没有完成", &error);
            }
            Outcome::NoDialog(Wish { purpose, .. }, suggestion) => {
                self.dialog =
                    Some(Dialog::Path { purpose, text: suggestion.display().to_string(), is_new: true });
            }
        }
    }

    fn remember(&mut self) {
        let Some(desk) = &self.desk else { return };
        let Some(path) = &desk.path else { return };
        let noted = self.recents.add(path, desk.draft());
        if let Err(error) = noted {
            self.notice = Some(Notice { text: error.to_string(), is_good: false });
        }
    }

    fn tell(&mut self, title: &str, error: &Error) {
        self.dialog = Some(Dialog::Message { title: title.to_owned(), text: error.to_string() });
    }
}

/// A zoom one step larger or smaller, in tenths, between 80 % and 200 %.
fn step(zoom: f32, by: f32) -> f32 {
    ((zoom + by) * 10.0).round().clamp(8.0, 20.0) / 10.0
}
