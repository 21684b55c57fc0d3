//! The fields of a new draft, on the start page and in the dialog.

use std::sync::Arc;

use egui::{RichText, TextEdit, Ui};

use crate::form::{Form, editions};

use super::command::Command;
use super::theme::{self, Palette};

/// What is being entered for a new draft.
#[derive(Debug, Clone)]
pub struct NewDraft {
    /// The report year, as typed.
    pub year: String,
    /// The agency.
    pub agency: String,
}

impl NewDraft {
    /// The form of the year that was typed, if there is one.
    pub fn form(&self) -> Option<Arc<Form>> {
        self.year.trim().parse().ok().and_then(editions::for_year)
    }

    /// Whether the agency is named: its name stands in file names, title and 落款.
    fn has_agency(&self) -> bool {
        !self.agency.trim().is_empty()
    }

    /// What begins the draft; `None` without a form or an agency.
    pub fn command(&self) -> Option<Command> {
        let form = self.form().filter(|_| self.has_agency())?;
        Some(Command::NewDraft {
            edition: form.edition.clone(),
            year: self.year.trim().parse().unwrap_or(form.first_year),
            agency: self.agency.trim().to_owned(),
        })
    }
}

/// The button that begins the draft, as Enter in a field does (`entered`). What is missing is told at it.
pub fn begin_ui(ui: &mut Ui, new: &NewDraft, entered: bool, colours: &Palette, commands: &mut Vec<Command>) {
    let begins = new.command();
    let button = ui.add_enabled(begins.is_some(), theme::primary("新建", colours));
    let clicked = button.on_disabled_hover_text("请先写报告年度和填报单位").clicked();
    commands.extend(begins.filter(|_| clicked || entered));
}

/// The fields of a new draft; also used by the dialog. Whether Enter was pressed in one of them.
pub fn fields_ui(ui: &mut Ui, new: &mut NewDraft, colours: &Palette) -> bool {
    let mut entered = false;
    let form = new.form();
    egui::Grid::new("新建").num_columns(2).spacing([theme::GAP, theme::GAP]).show(ui, |ui| {
        let label = ui.label("报告年度");
        ui.horizontal(|ui| {
            let field = ui.add(TextEdit::singleline(&mut new.year).desired_width(60.0));
            let field = field.labelled_by(label.id);
            entered |= field.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
            if let Some(form) = &form {
                let words = format!("{} 年版（{}）", form.edition, form.document);
                ui.label(RichText::new(words).small().color(colours.faint));
            }
        });
        ui.end_row();
        let label = ui.label("填报单位");
        let agency = TextEdit::singleline(&mut new.agency).hint_text("如：××县××局");
        let field = ui.add(agency.desired_width(f32::INFINITY)).labelled_by(label.id);
        entered |= field.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
        // In a dialog nothing has the keyboard when it opens; on the start page it would be taken from whoever walks
        // by Tab.
        let asks = ui.layer_id().order != egui::Order::Background;
        if asks && !entered && !ui.is_sizing_pass() && ui.memory(|memory| memory.focused().is_none()) {
            field.request_focus();
        }
        ui.end_row();
    });
    if form.is_none() {
        let words = format!("× “{}”没有对应的版式；{}", new.year.trim(), editions::known_years());
        ui.label(RichText::new(words).small().color(colours.wrong));
    }
    entered
}
