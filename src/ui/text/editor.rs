//! The text box of one section: words as typed, live figures as chips among them, pictures in lines of
//! their own, and marks under numbers that the table could give or says otherwise.

use std::cell::RefCell;
use std::ops::Range;
use std::rc::Rc;

use egui::text::{CCursor, CCursorRange, LayoutJob, TextFormat};
use egui::widgets::text_edit::TextEditState;
use egui::{
    Color32, CornerRadius, EventFilter, Frame, Galley, Id, Key, Margin, Modifiers, Pos2, Rect, Shape, Stroke,
    TextBuffer, TextEdit, Ui, pos2, vec2,
};

use super::buffer::{Buffer, Clip, byte_at, char_at, snapped};
use super::menu::text_menu_ui;
use super::state::{Offer, offered};
use super::{chips, find, pictures, remarks};
use crate::draft::{Atom, Edit, Figure, Piece, SectionText};
use crate::prose::Remark;
use crate::ui::command::Command;
use crate::ui::desk::Desk;
use crate::ui::ime;
use crate::ui::theme::{self, Palette};

/// Height of a line of text, in points.
const LINE: f32 = 26.0;
/// Blank before and behind a chip, in points, beside what its rounded ground takes.
const ASIDE: f32 = 5.0;

/// What is painted over and under the text.
pub struct Painted<'a> {
    /// The text laid out.
    pub galley: &'a Galley,
    /// Where it stands.
    pub at: Pos2,
    /// The text.
    pub shown: &'a str,
}

impl Painted<'_> {
    /// Where bytes of the text stand on the screen, a box for each row they are in.
    pub fn boxes(&self, bytes: &Range<usize>) -> Vec<Rect> {
        let place = |byte: usize| CCursor::new(char_at(self.shown, byte));
        let (start, end) = (place(bytes.start), place(bytes.end));
        let (first, last) = (self.galley.layout_from_cursor(start), self.galley.layout_from_cursor(end));
        let mut boxes = Vec::new();
        for row in first.row..=last.row {
            let Some(of_row) = self.galley.rows.get(row) else { continue };
            let rect = of_row.rect();
            let from = if row == first.row { self.galley.pos_from_cursor(start).min.x } else { rect.min.x };
            // The end of a chip is where its last figure ends, not where the blank behind it does.
            let to = if row == last.row { self.end_of(end, of_row) } else { rect.max.x };
            let rect = Rect::from_min_max(pos2(from, rect.min.y), pos2(to.max(from), rect.max.y));
            boxes.push(rect.translate(self.at.to_vec2()));
        }
        boxes
    }

    fn end_of(&self, end: CCursor, row: &egui::epaint::text::PlacedRow) -> f32 {
        let column = self.galley.layout_from_cursor(end).column;
        let last = column.0.checked_sub(1).and_then(|last| row.glyphs.get(last));
        last.map_or_else(|| self.galley.pos_from_cursor(end).min.x, |glyph| row.pos.x + glyph.max_x())
    }
}

/// Paints the text box of a section that the clerk has rewritten, and takes what she does in it.
pub fn editor_ui(
    ui: &mut Ui,
    desk: &mut Desk,
    section: &str,
    text: &SectionText,
    label: Id,
    colours: &Palette,
    commands: &mut Vec<Command>,
) {
    let id = Id::unique(("section editor", section));
    let held = Id::unique(("section held", section));
    let composing = ime::is_composing(ui.ctx());
    let has_focus = ui.memory(|memory| memory.has_focus(id));
    if has_focus && !composing {
        keys(ui, desk, section, commands);
    }
    put_caret(ui, desk, section, text, id);

    let selected = TextEditState::load(ui.ctx(), id).and_then(|state| state.cursor.char_range());
    let (pastes, copies) = ui.input(|input| {
        let any = |wanted: fn(&egui::Event) -> bool| input.events.iter().any(wanted);
        (
            any(|event| matches!(event, egui::Event::Paste(_))),
            any(|event| matches!(event, egui::Event::Copy | egui::Event::Cut)),
        )
    });
    // While an input method composes, its half-typed letters stand here and not in the draft.
    let start: SectionText = ui.data(|data| data.get_temp(held)).unwrap_or_else(|| text.clone());
    let clip = pastes.then(|| desk.text.clip.clone());
    let draft = desk.editing.draft();
    let show = |figure: &Figure| crate::report::shown_figure(draft, figure);
    let atoms = RefCell::new(Vec::new());
    let mut buffer = Buffer::new(start, &atoms, &show, clip.as_ref());
    let was = buffer.shown().to_owned();
    let live: Vec<Range<usize>> = atoms.borrow().iter().map(|atom| atom.range.clone()).collect();
    if copies
        && has_focus
        && let Some(range) = selected.map(|range| range.as_sorted_char_range())
    {
        let range = range.start.0..range.end.0;
        let shown = byte_at(&was, range.start)..byte_at(&was, range.end);
        desk.text.clip = Clip { shown: was.get(shown).unwrap_or("").to_owned(), text: buffer.part(range) };
    }

    let hits = desk.text.find.as_ref().map(|find| find::hits(&was, &find.wanted)).unwrap_or_default();
    let mut layouter = |ui: &Ui, text: &dyn TextBuffer, width: f32| {
        let mut job = laid_out(text.as_str(), &atoms.borrow(), colours);
        job.wrap.max_width = width;
        ui.fonts_mut(|fonts| fonts.layout_job(job))
    };
    let offers_tab = desk.text.offer.as_ref().is_some_and(|offer| offer.section == section);
    let frame = Frame::new().fill(colours.field).inner_margin(Margin::same(9)).corner_radius(theme::CORNER);
    let framed = frame.stroke(Stroke::new(1.0, colours.line)).show(ui, |ui| {
        let ground = ui.painter().add(Shape::Noop);
        let output = TextEdit::multiline(&mut buffer)
            .id(id)
            .frame(Frame::NONE)
            .desired_width(f32::INFINITY)
            .desired_rows(3)
            .event_filter(EventFilter {
                horizontal_arrows: true,
                vertical_arrows: true,
                tab: offers_tab,
                escape: false,
            })
            .layouter(&mut layouter)
            .show(ui);
        (output, ground)
    });
    theme::stands_in(ui.ctx(), id, framed.response.rect);
    let (output, ground) = framed.inner;
    let (edited, changed) = buffer.finish();
    let atoms = atoms.into_inner();
    let (shown, _) = edited.shown(show);
    let response = output.response.response.labelled_by(label);
    let is_focused = response.has_focus();

    if composing && is_focused {
        ui.data_mut(|data| data.insert_temp(held, edited.clone()));
    } else {
        ui.data_mut(|data| data.remove::<SectionText>(held));
        if changed && edited != *text {
            commands.push(Command::Type(Edit::Text(section.to_owned(), Some(edited))));
        }
    }
    if response.lost_focus() {
        commands.push(Command::Seal);
    }
    text_menu_ui(ui, id, section, &response, selected, commands);

    let painted = Painted { galley: &output.galley, at: output.galley_pos, shown: &shown };
    if let Some(range) = output.cursor_range.filter(|_| is_focused) {
        let moved_from = selected.filter(|_| !ui.input(|input| input.pointer.any_down()));
        let moved_from = moved_from.map(|range| range.primary.index.0).filter(|_| !changed);
        let snap = |caret: CCursor| {
            let to = snapped(&shown, &atoms, caret.index.0, moved_from);
            to.map_or(caret, CCursor::new)
        };
        let (primary, secondary) = (snap(range.primary), snap(range.secondary));
        if (primary.index, secondary.index) != (range.primary.index, range.secondary.index) {
            let mut state = output.state.clone();
            state.cursor.set_char_range(Some(CCursorRange { primary, secondary, h_pos: None }));
            state.store(ui.ctx(), id);
            ui.ctx().request_repaint();
        }
        let (from, to) = (primary.index.min(secondary.index), primary.index.max(secondary.index));
        let bytes = byte_at(&shown, from.0)..byte_at(&shown, to.0);
        let caret = output.galley.pos_from_cursor(primary).translate(output.galley_pos.to_vec2());
        desk.text.caret_at = caret.left_bottom();
        let offer = offered(desk.form(), &shown, bytes.end).filter(|_| bytes.is_empty() && !composing);
        desk.text.offer = offer.map(|(range, cell)| Offer { section: section.to_owned(), range, cell });
        desk.text.caret = (section.to_owned(), bytes);
    } else if desk.text.offer.as_ref().is_some_and(|offer| offer.section == section) {
        desk.text.offer = None;
    }

    // What was found may be off by what was typed in this frame; it comes right at once.
    let hits: &[Range<usize>] = if was == shown { &hits } else { &[] };
    let mut shapes = chips::chips_ui(ui, desk, section, &painted, &atoms, colours, commands);
    shapes.extend(find::grounds(&painted, hits, colours));
    ui.painter().set(ground, Shape::Vec(shapes));
    pictures::pictures_ui(ui, desk, section, text, &painted, &atoms, colours, commands);
    // What was found in the text before this frame's letters: the next frame has it right.
    if was == shown && !composing {
        let remarks: Rc<Vec<Remark>> = desk.remarks(section, &shown, &live);
        remarks::remarks_ui(ui, desk, section, &painted, &remarks, is_focused, colours, commands);
        find::current_ui(ui, desk, section, &painted, colours);
    }
}

/// Keys that are not for the text itself.
fn keys(ui: &mut Ui, desk: &mut Desk, section: &str, commands: &mut Vec<Command>) {
    if let Some(offer) = desk.text.offer.take_if(|offer| offer.section == section) {
        if ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Tab)) {
            let figure = Figure::plain(desk.form().cell(offer.cell).key.clone());
            commands.push(Command::InsertFigure { section: offer.section, range: offer.range, figure });
        } else {
            desk.text.offer = Some(offer);
        }
    }
    if ui.input_mut(|input| input.consume_key(Modifiers::ALT, Key::Enter)) {
        commands.push(Command::TakeOffered(section.to_owned()));
    }
}

/// Puts the caret where something has just been put in, or found.
fn put_caret(ui: &Ui, desk: &mut Desk, section: &str, text: &SectionText, id: Id) {
    let Some((_, byte)) = desk.text.move_caret.take_if(|(of, _)| of == section) else { return };
    let (shown, _) = text.shown(|figure| desk.shown_figure(figure));
    let mut state = TextEditState::load(ui.ctx(), id).unwrap_or_default();
    state.cursor.set_char_range(Some(CCursorRange::one(CCursor::new(char_at(&shown, byte)))));
    state.store(ui.ctx(), id);
    ui.memory_mut(|memory| memory.request_focus(id));
}

/// A text with its figures set apart and room for its pictures.
pub fn laid_out(text: &str, atoms: &[Atom], colours: &Palette) -> LayoutJob {
    let plain = TextFormat {
        font_id: theme::regular(theme::TEXT + 1.0),
        color: colours.ink,
        line_height: Some(LINE),
        ..TextFormat::default()
    };
    let chip = TextFormat { color: colours.accent, ..plain.clone() };
    let picture =
        TextFormat { color: Color32::TRANSPARENT, line_height: Some(pictures::HEIGHT), ..plain.clone() };
    // Places where something begins or ends.
    let mut edges: Vec<usize> = atoms.iter().flat_map(|atom| [atom.range.start, atom.range.end]).collect();
    edges.extend([0, text.len()]);
    edges.sort_unstable();
    edges.dedup();
    let mut job = LayoutJob::default();
    let mut aside = 0.0;
    for (start, end) in edges.iter().zip(edges.iter().skip(1)) {
        let atom = atoms.iter().find(|atom| atom.range.start <= *start && *end <= atom.range.end);
        let format = match atom.map(|atom| &atom.piece) {
            Some(Piece::Picture(_)) => picture.clone(),
            Some(_) => chip.clone(),
            None => plain.clone(),
        };
        let is_chip = matches!(atom.map(|atom| &atom.piece), Some(Piece::Figure(_)));
        let begins = is_chip && atom.is_some_and(|atom| atom.range.start == *start);
        let piece = text.get(*start..*end).unwrap_or("");
        // At the beginning of a line the blank would move the first word out of it.
        let before =
            if piece.starts_with('\n') { 0.0 } else { f32::max(aside, if begins { ASIDE } else { 0.0 }) };
        job.append(piece, before, format);
        let ends = is_chip && atom.is_some_and(|atom| atom.range.end == *end);
        aside = if ends { ASIDE } else { 0.0 };
    }
    job
}

/// The rounded ground of a chip that stands in these boxes.
pub fn ground(boxes: &[Rect], fill: Color32, stroke: Stroke) -> Vec<Shape> {
    let shapes = boxes.iter().flat_map(|rect| {
        let rect = rect.expand2(vec2(3.0, -2.0));
        let round = CornerRadius::same(theme::CORNER);
        [
            Shape::rect_filled(rect, round, fill),
            Shape::rect_stroke(rect, round, stroke, egui::StrokeKind::Inside),
        ]
    });
    shapes.collect()
}
