//! A report template: Markdown for structure, Jinja for figures and conditions, markers for blocks.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::engine::{self, Rendered};
use super::marker::{self, Marker};
use super::reference::{PARAGRAPH, Reference, is_reserved};
use super::tags::{is_inside, tags};
use super::vocabulary::Vocabulary;
use crate::draft::{Draft, Edit, Entry, Origin};
use crate::error::{Error, Place, did_you_mean};
use crate::form::{Field, Form, Year};

/// A template that has been read. Whether it fits a form is asked with [`Template::check`].
#[derive(Debug, Clone)]
pub struct Template {
    name: String,
    /// The text with references in place of markers and blank lines; its lines are the author's.
    source: String,
    markers: Vec<(Marker, Place)>,
    sections: Vec<String>,
}

impl Template {
    /// Reads a template file. `name` stands in messages.
    ///
    /// # Errors
    /// All markers that are wrong, sections left open, named twice or holding a heading, and the
    /// first fault of Jinja's syntax, each with line and column.
    pub fn parse(name: &str, text: &str) -> Result<Self, Vec<Error>> {
        let text = text.strip_prefix('\u{FEFF}').unwrap_or(text).replace("\r\n", "\n");
        let text: String = text.chars().filter(|c| !is_reserved(*c)).collect();
        let mut reader =
            Reader { source: String::new(), markers: Vec::new(), open: None, faults: Vec::new() };
        let tags = tags(&text);
        let mut offset = 0;
        for (index, line) in text.split('\n').enumerate() {
            if index > 0 {
                reader.source.push('\n');
            }
            match is_inside(&tags, offset) {
                true => reader.source.push_str(line),
                false => reader.line(line, index + 1),
            }
            offset += line.len() + 1;
        }
        let Reader { source, markers, open, mut faults } = reader;
        if let Some((section, place)) = open {
            faults.push(Error::new(format!("[[正文:{section}]] 没有以 [[/正文]] 结束")).at(place));
        }
        let mut sections = Vec::new();
        for (marker, place) in &markers {
            let Marker::Open(section) = marker else { continue };
            if sections.contains(section) {
                faults.push(Error::new(format!("正文“{section}”出现了两次")).at(*place));
            }
            sections.push(section.clone());
        }
        faults.extend(engine::syntax_fault(&source));
        if faults.is_empty() {
            Ok(Self { name: name.to_owned(), source, markers, sections })
        } else {
            Err(in_order(name, faults))
        }
    }

    /// Its name, as it stands in messages.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The names of its sections, in order: the texts that a clerk can rewrite.
    pub fn sections(&self) -> &[String] {
        &self.sections
    }

    /// What keeps it from serving a form: unknown tables and names all at once; where there are
    /// none, what fails when it runs for a blank draft, one of zeros and one with every figure.
    pub fn check(&self, form: &std::sync::Arc<Form>) -> Vec<Error> {
        let mut faults =
            self.misnamed(&Draft::new(form.clone(), form.first_year, "")).err().unwrap_or_default();
        if faults.is_empty() {
            let fails = |draft: Draft| engine::render(&self.source, &draft).err();
            let filled = [None, Some(Decimal::ZERO), Some(Decimal::ONE)];
            let found: BTreeSet<(Option<Place>, String, String)> = filled
                .into_iter()
                .filter_map(|number| fails(sample(form, number)))
                .map(|fault| (fault.place, fault.what, fault.hint))
                .collect();
            faults.extend(found.into_iter().map(|(place, what, hint)| Error::new(what).at(place).hint(hint)));
        }
        in_order(&self.name, faults)
    }

    /// The sections that the clerk has rewritten and this template does not have: text that would
    /// not be printed.
    pub fn unplaced<'a>(&self, draft: &'a Draft) -> Vec<&'a str> {
        draft.texts().map(|(section, _)| section).filter(|section| !self.has(section)).collect()
    }

    fn has(&self, section: &str) -> bool {
        self.sections.iter().any(|name| name == section)
    }

    pub(super) fn marker(&self, index: u16) -> Option<&Marker> {
        self.markers.get(usize::from(index)).map(|(marker, _)| marker)
    }

    /// Its output for a draft.
    pub(super) fn render(&self, draft: &Draft) -> Result<Rendered, Error> {
        let first = |faults: Vec<Error>| {
            in_order(&self.name, faults).into_iter().next().unwrap_or_else(|| Error::new("模板有误"))
        };
        self.misnamed(draft).map_err(first)?;
        engine::render(&self.source, draft).map_err(|fault| fault.about(&self.name))
    }

    fn misnamed(&self, draft: &Draft) -> Result<(), Vec<Error>> {
        let tables = || draft.form().tables.iter().map(|table| table.name.as_str());
        let mut faults = engine::unknown_names(&self.source, &Vocabulary::of(draft));
        for (marker, place) in &self.markers {
            if let Marker::Table(name) = marker
                && !tables().any(|table| table == name)
            {
                let near = did_you_mean(name, tables());
                let what = format!("{} 版式没有“{name}”这张表{near}", draft.form().edition);
                faults.push(Error::new(what).at(*place));
            }
        }
        if faults.is_empty() { Ok(()) } else { Err(faults) }
    }
}

/// Faults by their place, each about the file.
fn in_order(name: &str, mut faults: Vec<Error>) -> Vec<Error> {
    faults.sort_by_key(|fault| fault.place);
    faults.into_iter().map(|fault| fault.about(name)).collect()
}

/// A draft with the same number everywhere, and basic texts unless it is blank.
fn sample(form: &std::sync::Arc<Form>, number: Option<Decimal>) -> Draft {
    let mut draft = Draft::new(form.clone(), form.last_year.unwrap_or(form.first_year), "");
    if let Some(number) = number {
        let entry = Some(Entry::number(number, Origin::Typed));
        let entries = form.cells.iter().map(|cell| (cell.key.clone(), entry.clone())).collect();
        // The keys are the form's own, so neither edit can fail.
        let _ = draft.apply(Edit::Entries { year: Year::This, entries });
        for field in Field::ALL {
            let text = field.choices().first().copied().unwrap_or("试");
            let _ =
                draft.apply(Edit::Field(field, if field.is_date() { "2019-01-16" } else { text }.to_owned()));
        }
    }
    draft
}

struct Reader {
    source: String,
    markers: Vec<(Marker, Place)>,
    /// The section that is open, and where it began.
    open: Option<(String, Place)>,
    faults: Vec<Error>,
}

impl Reader {
    /// Takes a line that begins outside of all tags.
    fn line(&mut self, line: &str, number: usize) {
        let indent = line.chars().take_while(|c| c.is_whitespace()).count();
        let place = Place { line: number, column: indent + 1 };
        match marker::read(line) {
            _ if line.trim().is_empty() => self.source.push(PARAGRAPH),
            None => {
                if let Some((section, _)) = &self.open
                    && line.trim_start().trim_start_matches('#').starts_with(' ')
                    && line.trim_start().starts_with('#')
                {
                    let what = format!("标题不能放在 [[正文:{section}]] 里面");
                    self.fault(what, "改写后的正文只有段落，请把标题移到 [[正文]] 之前", place);
                }
                self.source.push_str(line);
            }
            Some(Err(what)) => self.fault(what, "", place),
            Some(Ok(marker)) => self.marker(marker, place),
        }
    }

    fn marker(&mut self, marker: Marker, place: Place) {
        match (&marker, self.open.take()) {
            (Marker::Close, None) => self.fault("[[/正文]] 之前没有 [[正文:名称]]".to_owned(), "", place),
            (Marker::Close, Some(_)) | (_, None) => {}
            (_, Some((section, _))) => {
                self.fault(format!("[[正文:{section}]] 没有以 [[/正文]] 结束"), "", place);
            }
        }
        if let Marker::Open(section) = &marker {
            self.open = Some((section.clone(), place));
        }
        match u16::try_from(self.markers.len()) {
            Ok(index) => self.source.push_str(&Reference::Marker(index).encoded()),
            Err(_) => self.fault("标记过多".to_owned(), "", place),
        }
        self.markers.push((marker, place));
    }

    fn fault(&mut self, what: String, hint: &str, place: Place) {
        self.faults.push(Error::new(what).hint(hint).at(place));
    }
}
