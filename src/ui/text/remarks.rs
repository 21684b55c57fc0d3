//! Marks under typed numbers: dotted where the number stands in the table and could follow it, wavy where
//! the table says otherwise.

use egui::{Color32, CursorIcon, Id, Popup, Rect, Role, Sense, Shape, Stroke, Ui, WidgetInfo, pos2};

use super::editor::Painted;
use crate::draft::{Figure, Piece, SectionText};
use crate::form::CellId;
use crate::prose::{Finding, Remark};
use crate::ui::command::{Command, Page};
use crate::ui::desk::Desk;
use crate::ui::theme::Palette;

/// Paints the marks of a text and their menus.
#[expect(clippy::too_many_arguments, reason = "one text and where it stands")]
pub fn remarks_ui(
    ui: &mut Ui,
    desk: &mut Desk,
    section: &str,
    painted: &Painted<'_>,
    remarks: &[Remark],
    is_focused: bool,
    colours: &Palette,
    commands: &mut Vec<Command>,
) {
    let caret = desk.text.caret.clone();
    for (number, remark) in remarks.iter().enumerate() {
        // What is still being typed is not called wrong: 21 on the way to 215.
        let is_typed = is_focused && caret.0 == section && caret.1 == (remark.range.end..remark.range.end);
        if is_typed && !matches!(remark.finding, Finding::Same(_)) {
            continue;
        }
        let boxes = painted.boxes(&remark.range);
        let all = boxes.iter().copied().reduce(Rect::union).unwrap_or(Rect::NOTHING);
        let wavy = if matches!(remark.finding, Finding::Same(_)) { None } else { Some(colours.wrong) };
        for rect in &boxes {
            match wavy {
                Some(colour) => ui.painter().add(wave(*rect, colour)),
                None => {
                    let (y, stroke) = (rect.max.y - 3.0, Stroke::new(1.5, colours.accent));
                    let line = [pos2(rect.min.x, y), pos2(rect.max.x, y)];
                    ui.painter().add(Shape::Vec(Shape::dotted_line(&line, stroke.color, 4.0, 1.0)))
                }
            };
        }
        let typed = painted.shown.get(remark.range.clone()).unwrap_or("");
        let words = words(desk, &remark.finding, typed);
        let id = Id::unique(("remark", section, number));
        let response = ui.interact(all, id, Sense::CLICK).on_hover_cursor(CursorIcon::PointingHand);
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &words));
        let response = response.on_hover_text(&words);
        Popup::menu(&response).show(|ui| {
            ui.set_min_width(220.0);
            ui.weak(&words);
            ui.separator();
            for cell in cells(&remark.finding) {
                let cell_of = desk.form().cell(cell);
                let value = desk.figure(&cell_of.key);
                let text = match remark.finding {
                    Finding::Same(_) => format!("改为随表更新：{}", cell_of.name),
                    _ => format!("改为表中的 {value}（随表更新）"),
                };
                if ui.button(text).clicked() {
                    commands.push(Command::InsertFigure {
                        section: section.to_owned(),
                        range: remark.range.clone(),
                        figure: Figure::plain(cell_of.key.clone()),
                    });
                }
            }
            if let Finding::Differs(cell) = remark.finding
                && ui.button("转到表格").clicked()
            {
                commands.push(match desk.form().is_fact(cell) {
                    true => Command::Show(Page::Basics),
                    false => Command::GoTo(cell),
                });
            }
            if remark.finding == Finding::Joined && ui.button("分开（加一个空格）").clicked() {
                let figure = live_in(desk, section, remark, painted.shown);
                if let Some(text) = figure {
                    let range = remark.range.clone();
                    commands.push(Command::ReplaceText { section: section.to_owned(), range, text });
                }
            }
        });
    }
}

/// A number joined to live figures, with blanks around these.
fn live_in(desk: &Desk, section: &str, remark: &Remark, _shown: &str) -> Option<SectionText> {
    let text = desk.draft().text(section)?;
    let part = text.part(remark.range.clone(), |figure| desk.shown_figure(figure));
    let blank = || Piece::Words(" ".to_owned());
    let mut pieces = Vec::new();
    for piece in part.pieces() {
        if !pieces.is_empty() {
            pieces.push(blank());
        }
        pieces.push(piece.clone());
    }
    Some(SectionText::new(pieces))
}

fn cells(finding: &Finding) -> Vec<CellId> {
    match finding {
        Finding::Same(cells) => cells.clone(),
        Finding::Differs(cell) => vec![*cell],
        Finding::Joined => Vec::new(),
    }
}

fn words(desk: &Desk, finding: &Finding, typed: &str) -> String {
    let form = desk.form();
    match finding {
        Finding::Same(cells) => {
            let name = cells.first().map_or("", |cell| form.cell(*cell).name.as_str());
            format!("“{typed}”与{name}相同，可改为随表更新（Alt+Enter）")
        }
        Finding::Differs(cell) => {
            let cell = form.cell(*cell);
            format!("“{typed}”与表不符：{}为 {}{}", cell.name, desk.figure(&cell.key), cell.unit)
        }
        Finding::Joined => format!("“{typed}”紧挨着随表数字，印出来会连成一个数"),
    }
}

fn wave(rect: Rect, colour: Color32) -> Shape {
    const STEP: f32 = 2.0;
    let steps = (rect.width() / STEP).ceil().clamp(2.0, 400.0) as usize;
    let points = (0..=steps).map(|step| {
        let up = if step % 2 == 0 { 0.0 } else { -STEP };
        pos2(rect.min.x + step as f32 * STEP, rect.max.y - 2.0 + up)
    });
    Shape::line(points.collect(), Stroke::new(1.2, colour))
}
