//! What stands between menus and news: the start page, or the open draft with the panes around its page.

use egui::{CentralPanel, Frame, Margin, Panel, Ui};

use super::app::App;
use super::command::{Command, Page};
use super::import::{self, Import};
use super::panes::Pane;
use super::preview::{self, Place};
use super::revised::{self, CameBack};
use super::rollup::{self, Rollup};
use super::{basics, chrome, compare_page, inspector, problems, sheet, start, templates, text, theme};

impl App {
    /// What stands between menus and news: the open draft, what is brought in or collected, or the start page.
    pub(super) fn page_ui(&mut self, ui: &mut Ui, commands: &mut Vec<Command>) {
        match (&self.desk, &mut self.import) {
            (Some(_), _) => self.desk_ui(ui, commands),
            (None, Some(import)) => {
                let mut widths = self.around.widths(&mut self.settings.panes);
                import::import_ui(ui, import, None, &mut widths, commands);
            }
            (None, None) if self.rollup.is_some() => {
                if let Some(rollup) = &mut self.rollup {
                    let mut widths = self.around.widths(&mut self.settings.panes);
                    rollup::rollup_ui(ui, rollup, None, &mut widths, commands);
                }
            }
            (None, None) => {
                let desk = theme::palette(ui).desk;
                CentralPanel::no_frame().frame(Frame::new().fill(desk)).show(ui, |ui| {
                    let (files, gone) = (self.recents.files(), self.gone.as_slice());
                    let is_new = !self.settings.first_steps_done;
                    let recent = start::Recents { files, gone, due_year: self.due_year, is_new };
                    start::start_ui(ui, &mut self.new_draft, &recent, commands);
                });
            }
        }
    }

    /// The open draft: navigation, its page, and what stands around it.
    fn desk_ui(&mut self, ui: &mut Ui, commands: &mut Vec<Command>) {
        let last_year = self.settings.panes.shows_last_year(self.desk.as_ref());
        let chosen = self.desk.as_ref().map(|desk| self.chosen_template(desk.form())).unwrap_or_default();
        let entry = self.import.as_ref().map(Import::entry);
        let revised = self.came_back.as_ref().and_then(CameBack::entry);
        let rollup = self.rollup.as_ref().map(Rollup::entry);
        let here = self.desk.as_ref().and_then(|desk| desk.path.as_ref());
        let whole = self.whole.clone().filter(|whole| here != Some(whole));
        let beside = chrome::Beside { import: entry, revised, rollup, whole };
        let Some(desk) = &mut self.desk else { return };
        let colours = theme::palette(ui);
        let pane = Frame::new().fill(colours.pane).inner_margin(Margin::symmetric(10, 4));
        let middle = Frame::new().fill(colours.desk);
        let fonts = self.settings.fonts;
        let (panes, around) = (&mut self.settings.panes, &mut self.around);
        let (navigation, inspector) = panes.shown(ui.available_width(), self.manual.is_some());
        if navigation {
            let (of, wide) = (Pane::Navigation, panes.size(Pane::Navigation, 244.0));
            let pane = Panel::left(of.name()).frame(pane).default_size(wide).size_range(170.0..=360.0);
            let shown = pane.show(ui, |ui| {
                around.enter_ui(ui, of);
                chrome::navigation_ui(ui, desk, &beside, commands);
            });
            around.leave(ui, panes, of, shown.response.rect);
        }
        if let (Page::Import, Some(import)) = (&desk.page, &mut self.import) {
            import::import_ui(ui, import, Some(desk), &mut around.widths(panes), commands);
            return;
        }
        if let (Page::Rollup, Some(rollup)) = (&desk.page, &mut self.rollup) {
            rollup::rollup_ui(ui, rollup, Some(desk), &mut around.widths(panes), commands);
            return;
        }
        if let (Page::Revised, Some(back)) = (&desk.page, &mut self.came_back) {
            revised::revised_ui(ui, back, desk, commands);
            return;
        }
        if desk.page == Page::Preview {
            let page = CentralPanel::no_frame().frame(middle);
            page.show(ui, |ui| preview::preview_ui(ui, &mut self.preview, desk, fonts, Place::Own, commands));
            return;
        }
        if desk.page == Page::Sheet {
            Panel::bottom("状态栏").frame(pane).show(ui, |ui| sheet::foot_ui(ui, desk, commands));
        }
        if panes.preview && desk.page.has_preview_beside() {
            let (of, room) = (Pane::Preview, ui.available_width());
            let wide = panes.size(of, room * 0.48);
            let beside = Panel::right(of.name()).frame(middle).resizable(true).default_size(wide);
            let shown = beside.size_range(300.0..=(room - 360.0).max(301.0)).show(ui, |ui| {
                around.enter_ui(ui, of);
                preview::preview_ui(ui, &mut self.preview, desk, fonts, Place::Beside, commands);
            });
            around.leave(ui, panes, of, shown.response.rect);
        }
        let of = Pane::Problems;
        let below = match panes.problems_folded {
            // Another pane for egui: the height of the open one stays.
            true => Panel::bottom("审核（收起）").frame(pane).resizable(false),
            false => {
                let high = panes.size(of, 150.0);
                let below = Panel::bottom(of.name()).frame(pane).resizable(true);
                below.default_size(high).size_range(60.0..=420.0)
            }
        };
        let folded = panes.problems_folded;
        let shown = below.show(ui, |ui| {
            around.enter_ui(ui, of);
            problems::problems_ui(ui, desk, folded, commands);
        });
        match folded {
            true => around.stand(of, shown.response.rect),
            false => around.leave(ui, panes, of, shown.response.rect),
        }
        if desk.page == Page::Sheet && inspector {
            let (of, usual) =
                if navigation { (Pane::Inspector, 320.0) } else { (Pane::NarrowInspector, 250.0) };
            let inspector = Panel::right(of.name()).frame(pane).default_size(panes.size(of, usual));
            let shown = inspector.size_range(220.0..=520.0).show(ui, |ui| {
                around.enter_ui(ui, of);
                inspector::inspector_ui(ui, desk, commands);
            });
            around.leave(ui, panes, of, shown.response.rect);
        }
        for pane in ["目录", "并排预览", "审核", "本指标", "本指标（窄）"] {
            theme::name_edge(ui, pane);
        }
        let jump_to = self.jump_to.take();
        let shown = CentralPanel::no_frame().frame(middle).show(ui, |ui| {
            around.enter_ui(ui, Pane::Page);
            match &desk.page {
                Page::Sheet => sheet::sheet_ui(ui, desk, last_year, commands),
                Page::Basics => basics::basics_ui(ui, desk, commands),
                Page::Compare => compare_page::compare_ui(ui, desk, commands),
                Page::Text(_) => text::text_ui(ui, desk, jump_to.as_deref(), commands),
                Page::Templates => templates::templates_ui(ui, desk, &self.shelf, &chosen, commands),
                Page::Preview | Page::Import | Page::Revised | Page::Rollup => {}
            }
        });
        around.leave(ui, panes, Pane::Page, shown.response.rect);
    }
}
