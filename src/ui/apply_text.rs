//! What the clerk asks of the report's text: figures and pictures put in, words found and replaced.

use std::ops::Range;

use crate::draft::{Edit, Figure, Picture, SectionText};
use crate::error::Error;
use crate::prose::Finding;
use crate::report;

use super::app::App;
use super::command::{Page, Purpose};
use super::news::{Notice, Tone};
use super::text::state::Find;
use super::text::{find, pictures, replacing};

impl App {
    /// Puts a text in place of a stretch of a section's, the caret behind it.
    pub(super) fn replace_text(&mut self, section: String, range: Range<usize>, text: SectionText) {
        let Some(desk) = &self.desk else { return };
        let (shown, _) = text.shown(|figure| desk.shown_figure(figure));
        let Some(edit) = replacing(desk, &section, range.clone(), text) else { return };
        if self.change(edit, true)
            && let Some(desk) = &mut self.desk
        {
            let caret = range.start + shown.len();
            // Without the keyboard in the text, as from the bar, it stays where it is.
            if desk.text.find.is_none() {
                desk.text.move_caret = Some((section.clone(), caret));
            }
            desk.text.caret = (section, caret..caret);
            desk.text.offer = None;
        }
    }

    /// Alt+Enter: the number nearest before the caret that stands in the table becomes a live figure.
    pub(super) fn take_offered(&mut self, section: String) {
        let Some(desk) = &mut self.desk else { return };
        let Some(text) = desk.draft().text(&section).cloned() else { return };
        let (shown, atoms) = text.shown(|figure| desk.shown_figure(figure));
        let live: Vec<_> = atoms.into_iter().map(|atom| atom.range).collect();
        let remarks = desk.remarks(&section, &shown, &live);
        let caret = desk.text.caret.1.end;
        let offered = remarks.iter().rev().filter(|remark| remark.range.start <= caret);
        let same = offered.filter_map(|remark| match &remark.finding {
            Finding::Same(cells) => Some((remark.range.clone(), *cells.first()?)),
            _ => None,
        });
        let Some((range, cell)) = same.into_iter().next() else { return };
        let figure = Figure::plain(desk.form().cell(cell).key.clone());
        self.replace_text(section, range, SectionText::new([crate::draft::Piece::Figure(figure)]));
    }

    /// Opens the list of figures: for that section, or for the one with the caret.
    pub(super) fn begin_insert(&mut self, section: Option<String>) {
        let Some((section, range)) = self.place(section) else { return };
        if let Some(desk) = &mut self.desk {
            desk.text.begin_insert(section, range);
        }
    }

    /// Asks for a picture for that section, or for the one with the caret.
    pub(super) fn choose_picture(&mut self, section: Option<String>) {
        let Some((section, range)) = self.place(section) else { return };
        if let Some(desk) = &mut self.desk {
            desk.text.caret = (section, range);
        }
        let suggestion = self.folder().join("");
        self.jobs.choose(self.wish(Purpose::Picture), suggestion);
    }

    /// Where something is to be put in: at the caret, where it is in that section, else at its end. Says what
    /// to do where there is no place.
    pub(super) fn place(&mut self, section: Option<String>) -> Option<(String, Range<usize>)> {
        let desk = self.desk.as_ref()?;
        let (of_caret, range) = desk.text.caret.clone();
        let is_text = matches!(desk.page, Page::Text(_));
        let section = section.unwrap_or(of_caret.clone());
        let Some(text) = desk.draft().text(&section).filter(|_| is_text) else {
            let text = "请先在“报告正文”里点一下要插入的地方；自动生成的段落请先点“改写”".to_owned();
            self.notice = Some(Notice { text, tone: Tone::Asks });
            return None;
        };
        let end = text.shown(|figure| desk.shown_figure(figure)).0.len();
        Some((section.clone(), if section == of_caret { range } else { end..end }))
    }

    /// A picture that was read goes into its section.
    pub(super) fn add_picture(&mut self, section: String, picture: Result<Picture, Error>) {
        let picture = match picture {
            Ok(picture) => picture,
            Err(error) => return self.tell("没有插入图片", &error),
        };
        let Some(desk) = &self.desk else { return };
        let Some(text) = desk.draft().text(&section) else { return };
        let at = if desk.text.caret.0 == section { desk.text.caret.1.end } else { usize::MAX };
        let new = pictures::with_picture(text, at, picture, |figure| desk.shown_figure(figure));
        self.change(Edit::Text(section, Some(new)), true);
    }

    /// Opens the bar, on the page of the text, for what is selected there.
    pub(super) fn open_find(&mut self, replaces: bool) {
        let Some(desk) = &mut self.desk else { return };
        if !matches!(desk.page, Page::Text(_)) {
            desk.editing.seal();
            desk.page = Page::Text(String::new());
        }
        let (section, range) = desk.text.caret.clone();
        let text = desk.draft().text(&section).map(|text| text.shown(|figure| desk.shown_figure(figure)).0);
        let selected = text.and_then(|text| Some(text.get(range)?.to_owned())).unwrap_or_default();
        let mut bar = desk.text.find.take().unwrap_or_default();
        if !selected.is_empty() && !selected.contains('\n') {
            bar.wanted = selected;
        }
        bar.replaces |= replaces;
        desk.text.find = Some(Find { is_new: true, shows: true, ..bar });
    }

    /// F3 and Shift+F3.
    pub(super) fn find_next(&mut self, step: isize) {
        let Some(desk) = &mut self.desk else { return };
        let Some(wanted) = desk.text.find.as_ref().map(|bar| bar.wanted.clone()) else {
            return self.open_find(false);
        };
        let sections = desk.section_texts();
        let all = find::all_hits(desk.draft(), &sections, &wanted).len();
        if let Some(bar) = &mut desk.text.find {
            find::step_by(&mut bar.current, step, all);
            bar.shows = true;
        }
    }

    /// Replaces every place found as one step, and says what stayed.
    pub(super) fn replace_all(&mut self) {
        let Some(desk) = &mut self.desk else { return };
        let Some(bar) = desk.text.find.clone() else { return };
        let sections = report::sections(desk.draft(), &desk.template);
        let replacing = find::replace_all(desk.draft(), &sections, &bar.wanted, &bar.instead);
        let tone = Tone::good_if(replacing.edit.is_some());
        if let Some(edit) = replacing.edit
            && !self.change(edit, true)
        {
            return;
        }
        self.notice = Some(Notice { text: replacing.told, tone });
    }
}
