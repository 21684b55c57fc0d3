//! The official form as a sheet of paper: every cell is painted in every frame with its own
//! geometry, only the selected one is a text box. So keyboard order and screen readers see all of
//! it, and 200 cells stay cheap (notes: under a millisecond).
//!
//! * `plan.rs` what stands in which box, `geometry.rs` where the boxes stand
//! * `cell.rs` one cell, `lit.rs` which are lit with the selected one, `last_year.rs` last year's words
//! * `moves.rs` the keys that lead from cell to cell, `places.rs` which cell lies where
//! * `range.rs` several cells selected, `many.rs` what is done with all of them, `menu.rs` the menu of a cell, `paste.rs` a block from a
//!   spreadsheet, `foot.rs` the line under the sheet
//! * `sticky.rs` what stays in view, `view.rs` how a cell comes into it

mod cell;
mod foot;
mod geometry;
pub mod last_year;
mod lit;
mod many;
mod menu;
mod moves;
mod paste;
mod places;
mod plan;
mod range;
mod sticky;
mod view;

use std::collections::{BTreeMap, BTreeSet};

use egui::{Align2, Margin, Rect, ScrollArea, Sense, Stroke, StrokeKind, Ui, pos2, vec2};

use crate::form::{CellId, Content, HeadingLine, Table};
use crate::report::printed_line;

use super::command::Command;
use super::desk::Desk;
use super::theme::{self, Palette};
pub use foot::foot_ui;
pub use many::zeros;
pub use menu::ask_cell_menu;
pub use range::CellRange;

use cell::Spot;
use lit::Lit;
use moves::Moves;
use places::Place;
use plan::{Plan, Shown};
use sticky::Bands;

/// The paper is at most this wide, in points.
const PAPER: f32 = 980.0;
/// Narrower it is never: it scrolls sideways then.
const LEAST: f32 = 560.0;
/// A view this wide has room for margins. In a narrower one every point goes to the cells.
const ROOMY: f32 = 800.0;
/// Margin between the paper's edge and the table, and the desk seen beside the paper.
const WIDE: (f32, f32) = (32.0, 12.0);
/// The same in a narrow view.
const NARROW: (f32, f32) = (12.0, 4.0);
/// Margin above and below the tables.
const MARGIN: i8 = 32;

/// Paints the form and takes what is typed into it; with last year's figures where they are wanted.
pub fn sheet_ui(ui: &mut Ui, desk: &mut Desk, last_year: bool, commands: &mut Vec<Command>) {
    let colours = theme::palette(ui);
    let form = desk.draft().form().clone();
    many::take_clipboard(ui, desk, commands);
    let moves = Moves::taken_from(ui, desk);
    let chosen: BTreeSet<CellId> = match desk.range {
        Some(_) => desk.chosen().into_iter().collect(),
        None => BTreeSet::new(),
    };
    let lit = desk.selected().map(|cell| lit::lit(&form, cell)).unwrap_or_default();
    // It would lie over the headings that stay at the top.
    ui.spacing_mut().scroll.fade.strength = 0.0;
    ScrollArea::both().id_salt("统计表").auto_shrink(false).show(ui, |ui| {
        // What is wider than the view begins at its left edge: centred, it would begin beyond, out of reach.
        let around = ui.available_width().max(LEAST);
        ui.set_width(around);
        let (margin, gap) = if around < ROOMY { NARROW } else { WIDE };
        let width = around.min(PAPER) - 2.0 * gap;
        ui.vertical_centered(|ui| {
            ui.add_space(16.0);
            let frame = theme::sheet(&colours).inner_margin(Margin::symmetric(margin as i8, MARGIN));
            frame.show(ui, |ui| {
                ui.set_width(width - 2.0 * margin);
                ui.spacing_mut().item_spacing.y = 0.0;
                let mut sheet = Sheet { last_year, lit, chosen, colours, places: Vec::new(), commands };
                for (number, table) in form.tables.iter().enumerate() {
                    if number > 0 {
                        ui.add_space(28.0);
                    }
                    sheet.table_ui(ui, desk, number, table);
                }
                drag(ui, desk, &sheet.places, sheet.commands);
                moves.apply(desk, &sheet.places, sheet.commands);
            });
            ui.add_space(24.0);
        });
    });
}

/// What all tables share while they are painted.
struct Sheet<'a> {
    last_year: bool,
    lit: BTreeMap<CellId, Lit>,
    chosen: BTreeSet<CellId>,
    colours: Palette,
    places: Vec<Place>,
    commands: &'a mut Vec<Command>,
}

impl Sheet<'_> {
    fn table_ui(&mut self, ui: &mut Ui, desk: &mut Desk, number: usize, table: &Table) {
        let colours = self.colours;
        for line in &table.heading {
            heading_ui(ui, desk, line, &colours);
        }
        if table.heading.is_empty() {
            // A table of the report has no title of its own: its part of the report names it.
            let first = table.grid.boxes.iter().find_map(|placed| match placed.content {
                Content::Number(id) => Some(desk.form().cell(id).section()),
                _ => None,
            });
            let title = egui::RichText::new(first.unwrap_or_default()).font(theme::bold(16.0));
            ui.label(title.color(colours.ink));
            ui.add_space(8.0);
        }
        let plan = Plan::of(&table.grid, self.last_year);
        let width = ui.available_width();
        let geometry = geometry::set_out(ui, &plan, width);
        let (_, area) = ui.allocate_space(vec2(width, geometry.height));
        let bands = Bands::of(&geometry, area, ui.clip_rect());
        let head = Rect::from_min_size(area.min, vec2(width, geometry.head));
        ui.painter().rect_filled(head, 0.0, colours.head);
        for placed in &geometry.boxes {
            let rect = placed.rect.translate(area.min.to_vec2());
            match placed.slot.content {
                Shown::Form(Content::Number(cell)) => {
                    let cell = *cell;
                    self.places.push(Place { cell, rect, table: number });
                    let lit = self.lit.get(&cell).copied();
                    let covered = bands.covered;
                    let is_chosen = self.chosen.contains(&cell);
                    let with_last_year = plan.in_cells;
                    let clear = bands.clear(ui.clip_rect());
                    let spot = Spot { cell, rect, lit, is_chosen, with_last_year, covered, clear };
                    cell::cell_ui(ui, desk, spot, &colours, self.commands);
                }
                Shown::LastYear(cell) => {
                    beside_ui(ui, rect, last_year::shown(desk.draft(), cell), &colours);
                }
                Shown::Change(cell) => {
                    beside_ui(ui, rect, last_year::signed_change(desk.draft(), cell), &colours);
                }
                Shown::Form(_) | Shown::Head(_) | Shown::Nothing => {}
            }
            placed.paint(ui, area.min, bands.seen, None, &colours);
        }
        // The selected cell's frame lies above the rules of its neighbours.
        let is_selected = |place: &&Place| Some(place.cell) == desk.selected() && place.table == number;
        if let Some(place) = self.places.iter().find(is_selected) {
            view::stay_in_view(ui, place.cell, place.rect, bands.clear(ui.clip_rect()), bands.covered);
            cell::selection_ui(ui, desk, place.cell, place.rect, &colours);
        }
        // The outer frame is a little stronger, as printed.
        ui.painter().rect_stroke(area, 0.0, Stroke::new(1.5, colours.rule), StrokeKind::Middle);
        bands.paint(ui, number, &geometry, &colours);
        for line in &table.foot {
            ui.add_space(10.0);
            ui.label(egui::RichText::new(printed_line(desk.draft(), line)).color(colours.ink));
        }
    }
}

/// Draws a range with the pointer: from the cell where it was pressed to the one it is over now.
fn drag(ui: &Ui, desk: &Desk, places: &[Place], commands: &mut Vec<Command>) {
    let Some(dragged) = ui.ctx().dragged_id() else { return };
    let from = places.iter().find(|place| cell::id_of(desk, place.cell) == dragged);
    let pointer = ui.input(|input| input.pointer.interact_pos());
    let over = pointer.and_then(|at| places.iter().find(|place| place.rect.contains(at)));
    let (Some(from), Some(over)) = (from, over) else { return };
    let before = desk.range.map(|range| (range.from, range.to));
    // As long as it stays in the cell where it began, it selects in the text there.
    let is_drawn = from.cell != over.cell || before.is_some();
    if is_drawn && from.table == over.table && before != Some((from.cell, over.cell)) {
        commands.push(Command::SelectRange(from.cell, over.cell));
    }
}

/// Last year's figure, or the change, in a column of its own.
fn beside_ui(ui: &Ui, rect: Rect, text: Option<String>, colours: &Palette) {
    if let Some(text) = text {
        let font = theme::regular(theme::TEXT);
        ui.painter().text(rect.center(), Align2::CENTER_CENTER, text, font, colours.faint);
    }
}

fn heading_ui(ui: &mut Ui, desk: &Desk, line: &HeadingLine, colours: &Palette) {
    let (text, font, align, below) = match line {
        HeadingLine::Title(text) => (text, theme::bold(theme::TITLE), Align2::CENTER_TOP, 6.0),
        HeadingLine::Centred(text) => (text, theme::regular(theme::TEXT), Align2::CENTER_TOP, 10.0),
        HeadingLine::Left(text) => (text, theme::regular(theme::TEXT), Align2::LEFT_TOP, 8.0),
    };
    let height = font.size * 1.45;
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
    let anchor = match align {
        Align2::CENTER_TOP => pos2(rect.center().x, rect.top()),
        _ => rect.min,
    };
    ui.painter().text(anchor, align, printed_line(desk.draft(), text), font, colours.ink);
    ui.add_space(below);
}
