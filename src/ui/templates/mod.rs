//! 报告模板: which there are, what is wrong with them, and which one the open draft is composed with.
//!
//! * this file: the templates found, the choice for each edition; `page.rs`: the page

mod page;

use std::path::PathBuf;
use std::sync::Arc;

pub(super) use page::templates_ui;

use super::app::App;
use super::news::{Notice, Tone};
use super::outcome::Outcome;
use crate::error::Error;
use crate::form::{Form, editions};
use crate::report::{Template, templates};
use crate::store;

/// The user's own templates as they were found last.
#[derive(Debug, Default)]
pub(super) struct Shelf {
    /// Where they are looked for; empty until it is known.
    pub folder: PathBuf,
    /// Each with what keeps it from serving each edition.
    pub own: Vec<Found>,
    /// Whether a search has come back.
    pub is_known: bool,
}

/// A template of the user's own.
#[derive(Debug)]
pub(super) struct Found {
    /// Its name, that of its file without the extension.
    pub name: String,
    /// Its file.
    pub path: PathBuf,
    /// The template, where it could be read.
    pub template: Option<Arc<Template>>,
    /// For each edition, oldest first: what is wrong with it there.
    pub faults: Vec<(String, Vec<Error>)>,
}

impl Found {
    /// What it is remembered by: no built-in template has an extension.
    pub fn key(&self) -> String {
        self.path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
    }

    /// What is wrong with it for an edition.
    pub fn faults_for(&self, edition: &str) -> &[Error] {
        let of_edition = self.faults.iter().find(|(name, _)| name == edition);
        of_edition.map_or(&[], |(_, faults)| faults)
    }

    /// The editions that it serves.
    pub fn fits(&self) -> Vec<&str> {
        let fitting = self.faults.iter().filter(|(_, faults)| faults.is_empty());
        fitting.map(|(edition, _)| edition.as_str()).collect()
    }
}

/// Reads the user's own templates and holds each against every edition.
pub(super) fn found_in(folder: PathBuf) -> Outcome {
    let look = |one: store::templates::OwnTemplate| {
        let file = one.path.file_name().map(|name| name.to_string_lossy().into_owned());
        let text = store::templates::read_text(&one.path);
        let faults = editions::all().iter().map(|form| {
            let faults = match &text {
                Ok(text) => Template::faults(file.as_deref().unwrap_or(&one.name), text, form),
                Err(error) => vec![error.clone()],
            };
            (form.edition.clone(), faults)
        });
        let faults = faults.collect();
        Found { name: one.name, path: one.path, template: one.template.ok(), faults }
    };
    let own = store::templates::own_in(&folder).into_iter().map(look).collect();
    Outcome::Templates(folder, own)
}

impl App {
    /// Looks for the user's own templates in that folder from now on.
    pub fn look_for_templates_in(&mut self, folder: PathBuf) {
        self.shelf.folder = folder;
        self.look_for_templates();
    }

    /// Looks for them anew.
    pub(super) fn look_for_templates(&mut self) {
        self.settle_notice();
        if self.shelf.folder.as_os_str().is_empty() {
            self.shelf.folder = store::templates::folder();
        }
        self.jobs.find_templates(self.shelf.folder.clone());
    }

    /// Takes what was found. The open draft follows: its template may be another by now.
    pub(super) fn take_templates(&mut self, folder: PathBuf, own: Vec<Found>) {
        if folder != self.shelf.folder {
            return;
        }
        self.shelf.own = own;
        self.shelf.is_known = true;
        let Some(form) = self.desk.as_ref().map(|desk| Arc::clone(desk.draft().form())) else { return };
        if let Some(template) = self.template_for(&form)
            && let Some(desk) = &mut self.desk
        {
            desk.compose_with(template);
        }
    }

    /// The template that drafts of a form are composed with: the one chosen for its edition where it serves,
    /// else the form's own. Says so where a chosen one does not serve any more.
    pub(super) fn template_for(&mut self, form: &Form) -> Option<Arc<Template>> {
        let own_of_form = templates::for_form(form).cloned();
        let Some(key) = self.settings.templates.get(&form.edition) else { return own_of_form };
        if let Some(template) = templates::named(key) {
            return Some(Arc::clone(template));
        }
        let found = self.shelf.own.iter().find(|one| one.key() == *key);
        let serving = found.filter(|one| one.faults_for(&form.edition).is_empty());
        if let Some(template) = serving.and_then(|one| one.template.clone()) {
            return Some(template);
        }
        // Before the first search nothing can be said.
        if self.shelf.is_known {
            let why = if found.is_some() { "有错误" } else { "找不到了" };
            let text = format!("自有模板“{key}”{why}，暂用内置模板。见“报告 › 报告模板…”");
            self.notice = Some(Notice { text, tone: Tone::Bad });
        }
        own_of_form
    }

    /// Chooses a template for drafts of the open one's edition.
    pub(super) fn choose_template(&mut self, key: String) {
        let Some(form) = self.desk.as_ref().map(|desk| Arc::clone(desk.draft().form())) else { return };
        match key == form.report {
            // The form's own needs no remembering.
            true => self.settings.templates.remove(&form.edition),
            false => self.settings.templates.insert(form.edition.clone(), key),
        };
        self.jobs.keep(self.settings.clone());
        self.notice = None;
        if let Some(template) = self.template_for(&form)
            && let Some(desk) = &mut self.desk
        {
            desk.compose_with(template);
        }
    }

    /// Which template the open draft is composed with, as [`App::choose_template`] takes it.
    pub(super) fn chosen_template(&self, form: &Form) -> String {
        let key = self.settings.templates.get(&form.edition).unwrap_or(&form.report);
        let serves = templates::named(key).is_some()
            || self.shelf.own.iter().any(|one| one.key() == *key && one.faults_for(&form.edition).is_empty());
        if serves { key.clone() } else { form.report.clone() }
    }

    /// Puts a copy of a built-in template into the user's own folder, to be changed there.
    pub(super) fn copy_template(&mut self, name: &str) {
        let Some(base) = templates::all().iter().find(|one| one.name == name) else { return };
        self.jobs.copy_template(self.shelf.folder.clone(), base.name, base.text);
    }

    /// Tells where the copy stands.
    pub(super) fn take_copy(&mut self, made: Result<PathBuf, Error>) {
        match made {
            Ok(path) => {
                self.look_for_templates();
                let text = format!("已复制为 {}，用记事本打开就能改；改好存盘后点“重新检查”", path.display());
                self.notice = Some(Notice { text, tone: Tone::Good });
            }
            Err(error) => self.tell("没有复制成", &error),
        }
    }
}
