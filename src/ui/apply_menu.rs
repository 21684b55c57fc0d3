//! What each entry of the menus does.

use egui::Context;

use crate::check;
use crate::form::Field;
use crate::store::settings::{Settings, Theme};

use super::app::App;
use super::command::{Command, KeptStep, MenuCommand, Page, Purpose};
use super::desk::Desk;
use super::dialog::Dialog;
use super::history::History;
use super::menus;
use super::news::{Notice, Tone};
use super::palette::{Among, Finder};
use super::problems;
use super::sheet;

impl App {
    /// Does what an entry says.
    pub(super) fn menu(&mut self, entry: MenuCommand, ctx: &Context) {
        let form_page = |page| Command::Show(page);
        match entry {
            MenuCommand::New => self.dialog = Some(Dialog::New(self.new_draft.clone())),
            MenuCommand::Open => {
                let suggestion = self.folder().join("");
                self.jobs.choose(self.wish(Purpose::Open), suggestion);
            }
            MenuCommand::NextYear if self.is_unsaved() => {
                self.dialog = Some(Dialog::Unsaved(Box::new(Command::Menu(entry))));
            }
            MenuCommand::NextYear => self.begin_next_year(),
            MenuCommand::Compare => {
                let suggestion = self.folder().join("");
                self.jobs.choose(self.wish(Purpose::Compare), suggestion);
            }
            MenuCommand::RollUp => self.apply(Command::Choose(Purpose::Units), ctx),
            MenuCommand::Import => {
                let suggestion = self.folder().join("");
                self.jobs.choose(self.wish(Purpose::Import), suggestion);
            }
            MenuCommand::TakeBack => {
                let suggestion = self.folder().join("");
                self.jobs.choose(self.wish(Purpose::Revised), suggestion);
            }
            MenuCommand::ImportClipboard => self.ask_clipboard(ctx),
            MenuCommand::Save => self.save(),
            MenuCommand::SaveAs => self.choose_for_draft(Purpose::Save, "nianbao"),
            MenuCommand::Export => self.ask_export(),
            MenuCommand::Print if self.desk.is_some() => self.dialog = Some(Dialog::Print),
            MenuCommand::Print => {}
            MenuCommand::Final => self.ask_final(),
            MenuCommand::CloseDraft if self.is_unsaved() => {
                self.dialog = Some(Dialog::Unsaved(Box::new(Command::Menu(entry))));
            }
            MenuCommand::CloseDraft => {
                (self.desk, self.whole) = (None, None);
                self.look_for_recents();
            }
            MenuCommand::Versions => self.kept_step(KeptStep::Versions, ctx),
            MenuCommand::FindLeft => self.kept_step(KeptStep::Find, ctx),
            MenuCommand::KeepUnsaved => self.set(ctx, |settings| settings.keep_unsaved ^= true),
            MenuCommand::Quit if self.is_unsaved() && self.settings.keep_unsaved && self.can_keep() => {
                self.kept_step(KeptStep::KeepAndQuit(true), ctx);
            }
            MenuCommand::Quit if self.is_unsaved() => {
                self.dialog = Some(Dialog::Unsaved(Box::new(Command::Menu(entry))));
            }
            MenuCommand::Quit if self.leaves_later(Command::Menu(entry)) => {}
            MenuCommand::Quit => self.apply(Command::QuitNow, ctx),
            MenuCommand::Undo | MenuCommand::Redo => {
                self.settle_notice();
                let Some(desk) = &mut self.desk else { return };
                match desk.replay(entry == MenuCommand::Undo) {
                    Some(edit) => self.show_edit(&edit, entry),
                    None => desk.refresh_input(),
                }
            }
            MenuCommand::History => self.history = self.desk.is_some().then(History::default),
            MenuCommand::Palette => self.finder = Some(Finder::new(Among::Commands)),
            MenuCommand::GoToCell if self.desk.is_some() => self.finder = Some(Finder::new(Among::Cells)),
            MenuCommand::GoToCell => {}
            MenuCommand::NextProblem if self.next_question() => {}
            MenuCommand::NextProblem => {
                if let Some(command) = self.desk.as_mut().and_then(Desk::next_problem) {
                    self.apply(command.clone(), ctx);
                    self.arrive_at(&command, ctx);
                }
            }
            MenuCommand::ZeroFillAll => {
                let blanks =
                    self.desk.as_ref().map(|desk| check::may_be_zero(desk.draft())).unwrap_or_default();
                if !blanks.is_empty() {
                    self.dialog = Some(Dialog::ZeroFill(blanks));
                }
            }
            MenuCommand::Cut
            | MenuCommand::Copy
            | MenuCommand::Paste
            | MenuCommand::SelectAll
            | MenuCommand::FillDown
            | MenuCommand::Clear
            | MenuCommand::Zero
            | MenuCommand::NotApplicable => self.with_cells(entry, ctx),
            MenuCommand::InsertFigure => self.begin_insert(None),
            MenuCommand::InsertPicture => self.choose_picture(None),
            MenuCommand::Find | MenuCommand::Replace => self.open_find(entry == MenuCommand::Replace),
            MenuCommand::FindNext => self.find_next(1),
            MenuCommand::FindPrevious => self.find_next(-1),
            MenuCommand::Sheet => self.apply(form_page(Page::Sheet), ctx),
            MenuCommand::Templates => {
                self.look_for_templates();
                self.apply(form_page(Page::Templates), ctx);
            }
            MenuCommand::Basics => self.apply(Command::GoToField(Field::Agency), ctx),
            MenuCommand::Preview => self.apply(form_page(Page::Preview), ctx),
            MenuCommand::SidePreview => self.toggle_side_preview(ctx),
            MenuCommand::Text => {
                let first = self.desk.as_ref().and_then(|desk| desk.template.sections().first().cloned());
                self.apply(form_page(Page::Text(first.unwrap_or_default())), ctx);
            }
            MenuCommand::ThemeSystem => self.set(ctx, |settings| settings.theme = Theme::System),
            MenuCommand::ThemeLight => self.set(ctx, |settings| settings.theme = Theme::Light),
            MenuCommand::ThemeDark => self.set(ctx, |settings| settings.theme = Theme::Dark),
            MenuCommand::Navigation => {
                let (shown, _) = self.panes_shown(ctx);
                self.set(ctx, |settings| settings.panes.navigation = Some(!shown));
            }
            MenuCommand::Inspector => self.toggle_inspector(ctx),
            MenuCommand::Problems => {
                self.set(ctx, |settings| settings.panes.problems_folded = !settings.panes.problems_folded);
            }
            MenuCommand::LastYear => {
                let shown = self.settings.panes.shows_last_year(self.desk.as_ref());
                self.set(ctx, |settings| settings.panes.last_year = Some(!shown));
            }
            MenuCommand::NextPane => self.go_to_pane(ctx, 1),
            MenuCommand::PreviousPane => self.go_to_pane(ctx, -1),
            MenuCommand::MenuBar => menus::open(ctx),
            MenuCommand::CellMenu => sheet::ask_cell_menu(ctx),
            MenuCommand::Larger => self.set(ctx, |settings| settings.zoom = step(settings.zoom, 0.1)),
            MenuCommand::Smaller => {
                self.set(ctx, |settings| settings.zoom = step(settings.zoom, -0.1));
            }
            MenuCommand::NormalSize => self.set(ctx, |settings| settings.zoom = 1.0),
            MenuCommand::HelpHere
            | MenuCommand::Manual
            | MenuCommand::FirstSteps
            | MenuCommand::Keys
            | MenuCommand::Trouble
            | MenuCommand::About => self.help_menu(entry, ctx),
        }
    }

    pub(super) fn set(&mut self, ctx: &Context, change: impl FnOnce(&mut Settings)) {
        change(&mut self.settings);
        self.show_settings(ctx);
        // Another size of everything shows in the frame after.
        ctx.request_repaint();
        self.jobs.keep(self.settings.clone());
    }

    /// The keyboard is where F8 led to. What is wrong there is told where neither list nor inspector says it.
    fn arrive_at(&mut self, problem: &Command, ctx: &Context) {
        let (_, has_inspector) = self.panes_shown(ctx);
        let Some(desk) = &mut self.desk else { return };
        if let Page::Text(section) = &desk.page {
            desk.text.seek = Some(section.clone());
        }
        let is_said = desk.page == Page::Sheet && has_inspector;
        // What went wrong elsewhere is not put away by it.
        let is_free =
            self.notice.as_ref().is_none_or(|notice| matches!(notice.tone, Tone::Good | Tone::Asks));
        if self.settings.panes.problems_folded
            && !is_said
            && is_free
            && let Some(text) = problems::words(desk, problem)
        {
            self.notice = Some(Notice { text, tone: Tone::Asks });
        }
    }

    /// The preview beside the form or the text; from another page it leads to the text.
    fn toggle_side_preview(&mut self, ctx: &Context) {
        let Some(desk) = &mut self.desk else { return };
        let has_room = desk.page.has_preview_beside();
        if !has_room {
            desk.page = Page::Text(desk.template.sections().first().cloned().unwrap_or_default());
        }
        let shown = self.settings.panes.preview;
        self.set(ctx, |settings| settings.panes.preview = !(shown && has_room));
    }
}

/// A zoom one step larger or smaller, in tenths, between 80 % and 200 %.
fn step(zoom: f32, by: f32) -> f32 {
    ((zoom + by) * 10.0).round().clamp(8.0, 20.0) / 10.0
}
