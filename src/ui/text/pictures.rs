//! Pictures in a text: each in a line of its own, small, with its caption and what can be done with it.

use egui::{Align, Id, Layout, Rect, RichText, Sense, TextEdit, Ui, UiBuilder, vec2};

use super::editor::Painted;
use crate::draft::{Atom, Edit, Figure, Illustration, Picture, Piece, SectionText};
use crate::ui::buffered::edited_line;
use crate::ui::command::Command;
use crate::ui::desk::Desk;
use crate::ui::theme::Palette;

/// Height of the line that a picture stands in, in points.
pub const HEIGHT: f32 = 128.0;
/// The most that its small image takes, in points.
const IMAGE: egui::Vec2 = vec2(176.0, 112.0);
/// The longest side of a small image, in pixels: sharp at 200 %.
pub const PIXELS: u32 = 352;

/// Paints the pictures of a text over the room that the layout left for them.
#[expect(clippy::too_many_arguments, reason = "one text and where it stands")]
pub fn pictures_ui(
    ui: &mut Ui,
    desk: &mut Desk,
    section: &str,
    text: &SectionText,
    painted: &Painted<'_>,
    atoms: &[Atom],
    colours: &Palette,
    commands: &mut Vec<Command>,
) {
    let mut number = 0;
    for atom in atoms {
        let Piece::Picture(one) = &atom.piece else { continue };
        number += 1;
        let Some(row) = painted.boxes(&atom.range).first().copied() else { continue };
        let width = ui.max_rect().right() - row.left() - 12.0;
        let rect = Rect::from_min_size(row.min, vec2(width.max(200.0), row.height())).shrink2(vec2(0.0, 6.0));
        // Over the text box: what is clicked here is not for the caret.
        ui.interact(rect, Id::unique(("picture", section, number)), Sense::click_and_drag());
        let mut inner =
            ui.new_child(UiBuilder::new().max_rect(rect).layout(Layout::left_to_right(Align::TOP)));
        let ui = &mut inner;
        ui.painter().rect(rect, 4, colours.head, (1.0, colours.line), egui::StrokeKind::Inside);
        ui.add_space(8.0);
        image_ui(ui, desk, one, colours, commands);
        ui.add_space(8.0);
        ui.vertical(|ui| {
            ui.add_space(8.0);
            let (width, height) = one.picture.size();
            ui.label(
                RichText::new(format!("图片 {number} · {width} × {height} 像素"))
                    .small()
                    .color(colours.faint),
            );
            let id = Id::unique(("caption", section, number));
            let (response, caption) = edited_line(ui, id, &one.caption, |ui, caption| {
                let field =
                    TextEdit::singleline(caption).id(id).hint_text("图题（印在图下，也读给看不见图的人听）");
                ui.add(field.desired_width((ui.available_width() - 12.0).min(420.0)))
            });
            response.widget_info(|| {
                egui::WidgetInfo::labeled(egui::Role::TextInput, true, format!("图片 {number} 的图题"))
            });
            if let Some(caption) = caption {
                let new = Piece::Picture(Illustration { caption, ..one.clone() });
                let show = |figure: &Figure| desk.shown_figure(figure);
                let text = text.replaced(atom.range.clone(), SectionText::new([new]), show);
                commands.push(Command::Type(Edit::Text(section.to_owned(), Some(text))));
            }
            if response.lost_focus() {
                commands.push(Command::Seal);
            }
            ui.horizontal(|ui| {
                let show = |figure: &Figure| desk.shown_figure(figure);
                for (label, up) in [("上移", true), ("下移", false)] {
                    let new = moved(text, atom, painted.shown, up, show);
                    if ui.add_enabled(new.is_some(), egui::Button::new(label).small()).clicked()
                        && let Some(new) = new
                    {
                        commands.push(Command::Do(Edit::Text(section.to_owned(), Some(new))));
                    }
                }
                if ui.small_button("删除图片").clicked() {
                    let new = without(text, atom, painted.shown, show);
                    commands.push(Command::Do(Edit::Text(section.to_owned(), Some(new))));
                }
            });
        });
    }
}

fn image_ui(
    ui: &mut Ui,
    desk: &mut Desk,
    one: &Illustration,
    colours: &Palette,
    commands: &mut Vec<Command>,
) {
    let known = desk.text.thumbnails.iter().find(|(picture, _)| *picture == one.picture);
    let (place, _) = ui.allocate_exact_size(vec2(IMAGE.x, IMAGE.y), Sense::hover());
    match known {
        Some((_, Some(texture))) => {
            let size = texture.size_vec2();
            let shown = size * (IMAGE.x / size.x).min(IMAGE.y / size.y).min(1.0);
            let rect = Rect::from_center_size(place.center(), shown);
            egui::Image::new((texture.id(), shown)).paint_at(ui, rect);
        }
        Some((_, None)) => {
            let centre = place.center();
            let font = crate::ui::theme::regular(crate::ui::theme::SMALL);
            ui.painter().text(centre, egui::Align2::CENTER_CENTER, "正在读图…", font, colours.faint);
        }
        None => {
            desk.text.thumbnails.push((one.picture.clone(), None));
            commands.push(Command::Shrink(one.picture.clone()));
        }
    }
}

/// A picture with its line taken out of a text.
fn without(text: &SectionText, atom: &Atom, shown: &str, show: impl Fn(&Figure) -> String) -> SectionText {
    let after = shown.get(atom.range.end..).unwrap_or("");
    let before = shown.get(..atom.range.start).unwrap_or("");
    let range = match (after.starts_with('\n'), before.ends_with('\n')) {
        (true, _) => atom.range.start..atom.range.end + 1,
        (false, true) => atom.range.start - 1..atom.range.end,
        (false, false) => atom.range.clone(),
    };
    text.replaced(range, SectionText::default(), show)
}

/// The text with a picture one paragraph further up or down; `None` where it is the first or the last.
fn moved(
    text: &SectionText,
    atom: &Atom,
    shown: &str,
    up: bool,
    show: impl Fn(&Figure) -> String + Copy,
) -> Option<SectionText> {
    let mut lines: Vec<SectionText> = Vec::new();
    let mut at = 0;
    let mut of_picture = None;
    for line in shown.split('\n') {
        let range = at..at + line.len();
        at = range.end + 1;
        if range.start <= atom.range.start && atom.range.end <= range.end {
            of_picture = Some(lines.len());
        }
        lines.push(text.part(range, show));
    }
    let here = of_picture?;
    let there = if up { here.checked_sub(1)? } else { here + 1 };
    if there >= lines.len() {
        return None;
    }
    lines.swap(here, there);
    let pieces = lines.iter().enumerate().flat_map(|(number, line)| {
        let begins = (number > 0).then(|| Piece::Words("\n".to_owned()));
        begins.into_iter().chain(line.pieces().iter().cloned())
    });
    Some(SectionText::new(pieces))
}

/// A picture as it is put into a text at a byte of what is shown: in a line of its own, after the paragraph
/// that the place is in.
pub fn with_picture(
    text: &SectionText,
    at: usize,
    picture: Picture,
    show: impl Fn(&Figure) -> String + Copy,
) -> SectionText {
    let (shown, _) = text.shown(show);
    let at = at.min(shown.len());
    let end = shown.get(at..).and_then(|rest| rest.find('\n')).map_or(shown.len(), |line| at + line);
    let line = || Piece::Words("\n".to_owned());
    let picture = Piece::Picture(Illustration { picture, caption: String::new() });
    let begins = shown.get(..end).is_some_and(|before| !before.is_empty() && !before.ends_with('\n'));
    let ends = end == shown.len();
    let pieces = begins.then(line).into_iter().chain([picture]).chain(ends.then(line));
    text.replaced(end..end, SectionText::new(pieces), show)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft::PICTURE_MARK;

    const PNG: &[u8] = include_bytes!("../../../tests/pictures/blue.png");

    fn show(_: &Figure) -> String {
        "215".to_owned()
    }

    fn pattern(text: &SectionText) -> String {
        text.shown(show).0.replace(PICTURE_MARK, "[图]")
    }

    fn sample() -> SectionText {
        let picture = Picture::read(PNG).unwrap();
        with_picture(&SectionText::words("甲。\n乙。\n丙。"), 0, picture, show)
    }

    fn picture_of(text: &SectionText) -> (String, Atom) {
        let (shown, atoms) = text.shown(show);
        (shown, atoms.into_iter().next().unwrap())
    }

    #[test]
    fn a_picture_goes_in_after_the_paragraph_of_the_caret() {
        assert_eq!(pattern(&sample()), "甲。\n[图]\n乙。\n丙。");
        let picture = Picture::read(PNG).unwrap();
        let at_end = with_picture(&SectionText::words("甲。"), 999, picture.clone(), show);
        assert_eq!(pattern(&at_end), "甲。\n[图]\n");
        assert_eq!(pattern(&with_picture(&SectionText::default(), 0, picture, show)), "[图]\n");
    }

    #[test]
    fn it_moves_by_paragraphs_and_goes_with_its_line() {
        let step = |text: &SectionText, up: bool| {
            let (shown, atom) = picture_of(text);
            moved(text, &atom, &shown, up, show)
        };
        let up = step(&sample(), true).unwrap();
        assert_eq!(pattern(&up), "[图]\n甲。\n乙。\n丙。");
        assert_eq!(step(&up, true), None);
        let down = step(&step(&sample(), false).unwrap(), false).unwrap();
        assert_eq!(pattern(&down), "甲。\n乙。\n丙。\n[图]");
        assert_eq!(step(&down, false), None);
        for text in [sample(), up, down] {
            let (shown, atom) = picture_of(&text);
            assert_eq!(pattern(&without(&text, &atom, &shown, show)), "甲。\n乙。\n丙。");
        }
    }
}
