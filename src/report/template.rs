//! A report template: Markdown for structure, Jinja for figures and conditions, markers for blocks.

use std::sync::Arc;

use super::complaint::in_chinese;
use super::engine::{self, Rendered};
use super::inherit::{self, Whole};
use super::jinja::{self, Structure};
use super::marker::{self, Marker};
use super::names::{growing, unknown};
use super::reference::{PARAGRAPH, Reference, is_reserved};
use super::tags::{is_inside, tags};
use super::trial::trial;
use super::vocabulary::Vocabulary;
use crate::draft::Draft;
use crate::error::{Error, Place, did_you_mean};
use crate::form::Form;

/// The most unknown names with which a template is still tried.
const MOST_UNKNOWN: usize = 20;

/// A template that has been read. Whether it fits a form is asked with [`Template::check`].
#[derive(Debug, Clone)]
pub struct Template {
    name: String,
    /// The text with references in place of markers and blank lines.
    source: String,
    markers: Vec<(Marker, Place)>,
    sections: Vec<String>,
    structure: Structure,
    /// Where its lines come from.
    whole: Whole,
    /// Whether it can be tried: its blocks fit together, and nothing in it grows without end.
    may_run: bool,
}

impl Template {
    /// Reads a template file. `name` stands in messages.
    ///
    /// # Errors
    /// All that is wrong with it by itself: markers, sections left open, named twice or holding a heading,
    /// every tag that is badly written and every block that does not end, each with line and column.
    pub fn parse(name: &str, text: &str) -> Result<Self, Vec<Error>> {
        let (template, faults) = Self::read(name, text);
        if faults.is_empty() { Ok(template) } else { Err(template.in_order(faults)) }
    }

    /// Everything that keeps a text from serving as a template of a form: what [`Template::parse`] and
    /// [`Template::check`] find, all at once.
    pub fn faults(name: &str, text: &str, form: &Arc<Form>) -> Vec<Error> {
        let (template, mut faults) = Self::read(name, text);
        faults.extend(template.faults_for(form));
        template.in_order(faults)
    }

    fn read(name: &str, text: &str) -> (Self, Vec<Error>) {
        let text = text.strip_prefix('\u{FEFF}').unwrap_or(text).replace("\r\n", "\n");
        let text: String = text.chars().filter(|c| !is_reserved(*c)).collect();
        let mut whole = inherit::whole(&text);
        let inherited = std::mem::take(&mut whole.faults);
        let is_broken = !inherited.is_empty();
        let mut reader =
            Reader { source: String::new(), markers: Vec::new(), open: None, faults: inherited, is_broken };
        let tags = tags(&whole.text);
        let mut offset = 0;
        for (index, line) in whole.text.split('\n').enumerate() {
            if index > 0 {
                reader.source.push('\n');
            }
            match is_inside(&tags, offset) {
                true => reader.source.push_str(line),
                false => reader.line(line, index + 1),
            }
            offset += line.len() + 1;
        }
        let Reader { source, markers, open, mut faults, .. } = reader;
        if text.trim().is_empty() {
            let hint = "请用 nianbao template new 由内置模板开头";
            faults.push(Error::new("模板是空的，印不出报告").hint(hint));
        }
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
        let structure = jinja::structure(&source);
        faults.extend(structure.faults.iter().cloned());
        let mut of_whole = growing(&source, &structure);
        if structure.faults.is_empty() && of_whole.is_empty() {
            // What only shows in the whole: nested too deeply.
            of_whole.extend(
                engine::syntax(&source)
                    .map(|fault| in_chinese(&fault, &source, fault.range().map(|range| range.start))),
            );
        }
        let may_run = structure.is_balanced && of_whole.is_empty();
        faults.extend(of_whole);
        (Self { name: name.to_owned(), source, markers, sections, structure, whole, may_run }, faults)
    }

    /// Its name, as it stands in messages.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The names of its sections, in order: the texts that a clerk can rewrite.
    pub fn sections(&self) -> &[String] {
        &self.sections
    }

    /// What keeps it from serving a form: tables, charts, names and filters that there are not, and what
    /// fails when it runs for sample drafts. All at once, each with its place.
    pub fn check(&self, form: &Arc<Form>) -> Vec<Error> {
        self.in_order(self.faults_for(form))
    }

    fn faults_for(&self, form: &Arc<Form>) -> Vec<Error> {
        let vocabulary = Vocabulary::of(&Draft::new(form.clone(), form.first_year, ""));
        let unknown = unknown(&self.source, &self.structure, &vocabulary);
        let mut faults = self.misnamed(form);
        // With so many unknown names it is a template of another edition.
        if self.may_run && unknown.len() <= MOST_UNKNOWN {
            // What is at fault already would only be told again.
            let mut out = self.structure.faulty.clone();
            out.extend(unknown.iter().map(|(tag, _)| *tag));
            faults.extend(trial(&self.source, &self.structure, out, form));
        }
        faults.extend(unknown.into_iter().map(|(_, fault)| fault));
        faults
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
        let unknown = unknown(&self.source, &self.structure, &Vocabulary::of(draft));
        let mut misnamed = self.misnamed(draft.form());
        misnamed.extend(unknown.into_iter().map(|(_, fault)| fault));
        if let Some(first) = self.in_order(misnamed).into_iter().next() {
            return Err(first);
        }
        engine::render(&self.source, draft).map_err(|fault| {
            let offset = fault.range().map(|range| range.start);
            self.whole.placed(&self.name, in_chinese(&fault, &self.source, offset))
        })
    }

    /// Tables and charts that a form does not have.
    fn misnamed(&self, form: &Form) -> Vec<Error> {
        let tables: Vec<&str> = form.tables.iter().map(|table| table.name.as_str()).collect();
        let charts: Vec<&str> = form.charts.iter().map(|chart| chart.name.as_str()).collect();
        let mut faults = Vec::new();
        for (marker, place) in &self.markers {
            let (name, known, word) = match marker {
                Marker::Table(name) => (name, &tables, "这张表"),
                Marker::Chart(name) => (name, &charts, "这幅图"),
                _ => continue,
            };
            if !known.contains(&name.as_str()) {
                let near = did_you_mean(name, known.iter().copied());
                let what = format!("{} 版式没有“{name}”{word}{near}", form.edition);
                let hint =
                    if near.is_empty() { format!("可用：{}", known.join("、")) } else { String::new() };
                faults.push(Error::new(what).hint(hint).at(*place));
            }
        }
        faults
    }

    /// Faults by their place, each once, about the file that it stands in.
    fn in_order(&self, mut faults: Vec<Error>) -> Vec<Error> {
        faults.sort_by(|a, b| (a.place, &a.what).cmp(&(b.place, &b.what)));
        faults.dedup();
        faults.into_iter().map(|fault| self.whole.placed(&self.name, fault)).collect()
    }
}

struct Reader {
    source: String,
    markers: Vec<(Marker, Place)>,
    /// The section that is open, and where it began.
    open: Option<(String, Place)>,
    faults: Vec<Error>,
    /// What it takes over could not be put in, which is told already.
    is_broken: bool,
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
                if let Some(at) = ["｛｛", "｛%", "｛％", "{％"].iter().find_map(|mark| line.find(mark))
                {
                    let column = line.get(..at).map_or(1, |before| before.chars().count() + 1);
                    let place = Place { line: number, column };
                    self.fault("标签要用半角的 {{ }} 或者 {% %}".to_owned(), "", place);
                }
                self.source.push_str(line);
            }
            Some(Err(what)) => self.fault(what, "", place),
            Some(Ok(marker)) => self.marker(marker, place),
        }
    }

    fn marker(&mut self, marker: Marker, place: Place) {
        if matches!(marker, Marker::Inherit(_) | Marker::Behind(_) | Marker::CloseBehind) {
            if !self.is_broken {
                let what = "[[接在:…]] 只能写在沿用内置模板的模板里".to_owned();
                self.fault(what, "文件开头先写 [[沿用:名称]]", place);
            }
            return;
        }
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
