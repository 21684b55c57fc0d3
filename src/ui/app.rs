//! The window's state and one frame of it: reports of finished jobs, commands, painting.

use std::path::PathBuf;

use std::sync::Arc;

use egui::{Context, Frame, Id, Margin, Panel, Ui, UiBuilder, ViewportCommand};

use crate::store::recent::Recent;
use crate::store::settings::{Settings, Theme};
use crate::store::{clock, paths};

use super::command::{Command, MenuCommand, Page};
use super::desk::Desk;
use super::dialog::{self, Dialog, dialog_ui};
use super::exports::{self, Exports};
use super::help::{self, Manual, Steps, Troubles};
use super::history::History;
use super::import::Import;
use super::jobs::{Dialogs, Jobs};
use super::kept::{self, Kept};
use super::new_draft::NewDraft;
use super::news::{Notice, Tone};
use super::outcome::Saving;
use super::palette::Finder;
use super::panes::Around;
use super::preview::Preview;
use super::revised::CameBack;
use super::rollup::Rollup;
use super::templates::Shelf;
use super::{follow, ime, menus, news, theme};

/// What is to be done when a certain save has succeeded.
pub(super) struct AfterSave {
    pub(super) then: Command,
    /// The save; `None` until its path is known.
    pub(super) of: Option<Saving>,
}

/// The whole window.
pub struct App {
    pub(super) desk: Option<Desk>,
    pub(super) dialog: Option<Dialog>,
    /// The list of commands or indicators over the window, while it is open.
    pub(super) finder: Option<Finder>,
    /// The list of steps, while it is open.
    pub(super) history: Option<History>,
    pub(super) notice: Option<Notice>,
    pub(super) jobs: Jobs,
    /// How many desks there have been: the newest one's number.
    pub(super) desks: u64,
    pub(super) recents: Recent,
    pub(super) settings: Settings,
    /// Those of the recent drafts that are not where they were.
    pub(super) gone: Vec<PathBuf>,
    /// The file being opened so that the next year begins from it.
    pub(super) next_year_of: Option<PathBuf>,
    /// The year whose report is due: the one before today's.
    pub(super) due_year: u16,
    pub(super) new_draft: NewDraft,
    /// What waits for a save to succeed.
    pub(super) after_save: Option<AfterSave>,
    /// How she wants to leave once the files that are being written are.
    pub(super) leaving: Option<Command>,
    /// The section to bring into view in the next frame.
    pub(super) jump_to: Option<String>,
    pub(super) around: Around,
    /// Size of the native window in the last frame.
    pub(super) window_size: (f32, f32),
    /// Alt was pressed, and nothing since.
    pub(super) alt_alone: bool,
    pub(super) preview: Preview,
    pub(super) exports: Exports,
    pub(super) shelf: Shelf,
    /// The document being brought in.
    pub(super) import: Option<Import>,
    /// The report that came back from Word.
    pub(super) came_back: Option<CameBack>,
    /// How many imports there have been.
    pub(super) imports: u64,
    /// The units being collected.
    pub(super) rollup: Option<Rollup>,
    /// How many collections there have been.
    pub(super) rollups: u64,
    /// The 汇总 from which a unit's draft was opened.
    pub(super) whole: Option<PathBuf>,
    /// For so many frames more the clipboard's text is awaited.
    pub(super) awaits_clipboard: u8,
    pub(super) quitting: bool,
    /// The manual, where it is open.
    pub(super) manual: Option<Manual>,
    /// The hints of 第一次使用, while they are shown.
    pub(super) steps: Option<Steps>,
    /// What went wrong lately, for a problem report.
    pub(super) troubles: Troubles,
    /// The problem report that waits for a path.
    pub(super) problem: String,
    /// What the window is drawn with, as 关于 says it.
    pub(super) renderer: String,
    /// What is kept so that nothing is lost.
    pub(super) kept: Kept,
    shown_title: String,
}

impl App {
    /// Fonts and themes. Call once for a context, before its first frame.
    pub fn prepare(ctx: &Context) {
        theme::install(ctx);
    }

    /// An empty window in a prepared context. `settings` and `recents` are what [`crate::store`] keeps of earlier ones.
    pub fn new(ctx: &Context, dialogs: Dialogs, settings: Settings, recents: Recent) -> Self {
        let due_year = u16::try_from(clock::today().year() - 1).unwrap_or_default();
        let mut app = Self {
            desk: None,
            dialog: None,
            finder: None,
            history: None,
            notice: None,
            jobs: Jobs::new(ctx.clone(), dialogs),
            desks: 0,
            recents,
            settings,
            gone: Vec::new(),
            next_year_of: None,
            due_year,
            new_draft: NewDraft { year: due_year.to_string(), agency: String::new() },
            after_save: None,
            leaving: None,
            jump_to: None,
            around: Around::default(),
            window_size: (0.0, 0.0),
            alt_alone: false,
            preview: Preview::new(ctx.clone()),
            exports: Exports::default(),
            shelf: Shelf::default(),
            import: None,
            came_back: None,
            imports: 0,
            rollup: None,
            rollups: 0,
            whole: None,
            awaits_clipboard: 0,
            quitting: false,
            manual: None,
            steps: None,
            troubles: Troubles::default(),
            problem: String::new(),
            renderer: String::new(),
            kept: Kept::default(),
            shown_title: String::new(),
        };
        app.show_settings(ctx);
        app.look_for_templates();
        app.look_for_recents();
        app
    }

    /// Names what the window is drawn with.
    pub fn drawn_with(&mut self, renderer: String) {
        self.renderer = renderer;
    }

    /// Tells of the program's own files: what was damaged and is new, what cannot be written. Each is told, beside what
    /// stands there of the others.
    pub fn warn(&mut self, errors: impl IntoIterator<Item = crate::error::Error>) {
        for error in errors {
            self.troubles.add("设置和文件", &error);
            let mut text = error.to_string();
            if let Some(notice) = self.notice.take_if(|notice| matches!(notice.tone, Tone::Bad | Tone::Stays))
            {
                text = match notice.text.contains(&text) {
                    true => notice.text,
                    false => format!("{}；{text}", notice.text),
                };
            }
            self.notice = Some(Notice { text, tone: Tone::Stays });
        }
    }

    /// Opens a draft, or collects the units of a folder, as soon as the window is there.
    pub fn open_at_start(&mut self, path: PathBuf) {
        let path = paths::whole(path);
        match paths::is_folder(&path) {
            true => self.take_units(vec![path]),
            false => self.jobs.open(path),
        }
    }

    /// The open draft.
    pub fn desk(&self) -> Option<&Desk> {
        self.desk.as_ref()
    }

    /// Whether saving, opening or exporting is still under way.
    pub fn is_busy(&self) -> bool {
        self.jobs.is_busy() || self.preview.is_busy()
    }

    /// The preview.
    pub fn preview(&self) -> &Preview {
        &self.preview
    }

    /// Whether the words of the report are being looked at.
    pub fn is_auditing(&self) -> bool {
        self.jobs.is_auditing()
    }

    /// What the foot of the window says.
    pub fn notice(&self) -> &str {
        let made = self.exports.made.as_ref().map(|made| made.text.as_str());
        self.notice.as_ref().map(|notice| notice.text.as_str()).or(made).unwrap_or_default()
    }

    /// Theme and size as chosen.
    pub(super) fn show_settings(&self, ctx: &Context) {
        ctx.set_theme(match self.settings.theme {
            Theme::System => egui::ThemePreference::System,
            Theme::Light => egui::ThemePreference::Light,
            Theme::Dark => egui::ThemePreference::Dark,
        });
        ctx.set_zoom_factor(self.settings.zoom);
    }

    /// Takes reports of jobs, keys and the wish to close. Call before painting.
    pub fn logic(&mut self, ctx: &Context) {
        ime::track(ctx);
        self.preview.take_reports();
        for report in self.jobs.reports() {
            self.take_report(report, ctx);
        }
        self.look_on_focus(ctx);
        if !self.jobs.is_writing()
            && let Some(way) = self.leaving.take()
        {
            self.apply(way, ctx);
        }
        if ctx.input(|input| input.viewport().close_requested()) && !self.quitting {
            ctx.send_viewport_cmd(ViewportCommand::CancelClose);
            self.apply(Command::Menu(MenuCommand::Quit), ctx);
        }
        self.take_drops(ctx);
        self.take_clipboard(ctx);
        self.audit();
        let is_free = self.dialog.is_none() && self.finder.is_none() && self.history.is_none();
        if is_free && !ime::is_composing(ctx) {
            self.take_alt(ctx);
            let pressed = MenuCommand::WITH_SHORTCUT.into_iter().find(|entry| {
                // The one with more keys first, so that the other does not take it.
                let mut keys = entry.alternative().into_iter().chain(entry.shortcut());
                keys.any(|keys| ctx.input_mut(|input| input.consume_shortcut(&keys)))
            });
            if let Some(entry) = pressed {
                self.apply(Command::Menu(entry), ctx);
            }
        }
        self.retitle(ctx);
    }

    /// Has the words of the report looked at, off this thread, once they have changed.
    fn audit(&mut self) {
        let Some(desk) = &mut self.desk else { return };
        let (number, template) = (desk.number, Arc::clone(&desk.template));
        if let Some((state, draft)) = desk.to_audit() {
            self.jobs.audit(Saving { desk: number, state }, draft, template);
        }
    }

    fn retitle(&mut self, ctx: &Context) {
        let title = match &self.desk {
            Some(desk) => format!("{} — 年报", desk.title()),
            None => "年报".to_owned(),
        };
        if title != self.shown_title {
            ctx.send_viewport_cmd(ViewportCommand::Title(title.clone()));
            self.shown_title = title;
        }
    }

    /// Paints the window and applies what the clerk asked for.
    pub fn ui(&mut self, ui: &mut Ui) {
        let mut commands = Vec::new();
        self.hold_import();
        self.hold_returned();
        let colours = theme::palette(ui);
        let pane = Frame::new().fill(colours.pane).inner_margin(Margin::symmetric(10, 4));
        let last_year = self.settings.panes.shows_last_year(self.desk.as_ref());
        self.around.begin();
        let menu = Panel::top("菜单").frame(pane).show(ui, |ui| {
            let (navigation, inspector) = self.panes_shown(ui.ctx());
            let view = menus::View {
                theme: self.settings.theme,
                navigation,
                inspector,
                last_year,
                preview: self.settings.panes.preview,
                problems: !self.settings.panes.problems_folded,
                keep_unsaved: self.settings.keep_unsaved,
            };
            menus::menu_ui(ui, self.desk.as_ref(), view, self.recents.files(), &mut commands)
        });
        if self.jobs.waits_for_dialog() {
            Panel::bottom("等待").frame(pane).show(ui, |ui| news::waiting_ui(ui, &mut commands));
        }
        if menu.inner {
            self.give_back_focus();
        }
        // A dialog about the same has the same ways out.
        if let Some(desk) = self.desk.as_ref().filter(|_| self.dialog.is_none()) {
            kept::banner_ui(ui, desk, &mut commands);
        }
        if let Some(notice) = &self.notice {
            let shown = Panel::bottom("消息").frame(pane).show(ui, |ui| news::notice_ui(ui, notice));
            if shown.inner {
                self.notice = None;
            }
        }
        if self.exports.running.is_some() || self.exports.made.is_some() {
            Panel::bottom("导出结果").frame(pane).show(ui, |ui| {
                exports::result_ui(ui, &mut self.exports, &mut commands);
            });
        }
        if let Some(steps) = self.steps {
            help::steps_ui(ui, steps, &mut commands);
        }
        if let Some(manual) = &mut self.manual {
            let mut widths = self.around.widths(&mut self.settings.panes);
            help::manual_ui(ui, manual, &mut widths, &mut commands);
        }
        // A scope of its own: a line of news above or below changes no id in it, so the box that has the keyboard
        // keeps it when Ctrl+S has saved.
        self.around.give_room(ui.available_width());
        let scope = UiBuilder::new().scope_id(Id::unique("page")).max_rect(ui.available_rect_before_wrap());
        ui.scope_builder(scope, |ui| self.page_ui(ui, &mut commands));
        let ctx = ui.ctx().clone();
        if let Some(mut dialog) = self.dialog.take() {
            let pages = self.preview.laid().map(|laid| laid.pages.pages.len());
            let known = dialog::Known {
                desk: self.desk.as_ref(),
                pages,
                renderer: &self.renderer,
                can_keep: self.can_keep(),
            };
            dialog_ui(&ctx, &mut dialog, known, &mut commands);
            self.dialog = Some(dialog);
        }
        self.keep_panes(&ctx);
        self.finder_ui(&ctx, &mut commands);
        self.history_ui(&ctx, &mut commands);
        self.drop_target(&ctx);
        theme::focus_ring(&ctx);
        follow::remember(&ctx);
        ime::place_candidates(&ctx);
        // The cell takes the keyboard in the first frame that has nothing over the sheet.
        let is_covered = self.dialog.is_some() || self.finder.is_some() || self.history.is_some();
        let waits = |desk: &Desk| {
            desk.page == Page::Sheet && desk.input.as_ref().is_some_and(|input| input.take_focus)
        };
        if !commands.is_empty() || (!is_covered && self.desk.as_ref().is_some_and(waits)) {
            ctx.request_repaint();
        }
        for command in commands {
            self.apply(command, &ctx);
        }
        self.record();
    }
}
