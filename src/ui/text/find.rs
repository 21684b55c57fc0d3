//! 查找和替换 over all sections: the bar, the places found, and what replacing them comes to. Live figures
//! are found but never replaced, and a generated section only after it is rewritten.

use std::ops::Range;

use egui::{Frame, Id, Key, Margin, Modifiers, RichText, Shape, Stroke, TextEdit, Ui, vec2};

use super::editor::Painted;
use crate::draft::{Atom, Draft, Edit, SectionText};
use crate::report::{Sections, shown_figure};
use crate::ui::command::Command;
use crate::ui::desk::Desk;
use crate::ui::theme::{self, Palette};

/// A place where what is looked for stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// The section.
    pub section: String,
    /// Bytes of its shown text.
    pub range: Range<usize>,
    /// Why it cannot be replaced; `None` where it can.
    pub kept: Option<Kept>,
}

/// Why a place found is not replaced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// The section is generated.
    Generated,
    /// A live figure is in it.
    Figure,
}

/// What replacing comes to.
#[derive(Debug, Clone, PartialEq)]
pub struct Replacing {
    /// The change; `None` where nothing can be replaced.
    pub edit: Option<Edit>,
    /// What is said of it.
    pub told: String,
}

/// Where a text has what is looked for, in bytes; nothing is in no place. Latin letters of either case.
pub fn hits(text: &str, wanted: &str) -> Vec<Range<usize>> {
    if wanted.is_empty() {
        return Vec::new();
    }
    // Only ASCII is folded, so the bytes stay where they are.
    let (folded, wanted) = (text.to_ascii_lowercase(), wanted.to_ascii_lowercase());
    folded.match_indices(&wanted).map(|(at, found)| at..at + found.len()).collect()
}

/// Where the sections have it, in the order of the page: the template's, then those without a place.
pub fn all_hits(draft: &Draft, sections: &Sections, wanted: &str) -> Vec<Hit> {
    let mut found = Vec::new();
    for (section, text, is_own) in shown_sections(draft, sections) {
        let (shown, atoms) = text.shown(|figure| shown_figure(draft, figure));
        let kept = |range: &Range<usize>| match is_own {
            false => Some(Kept::Generated),
            true => touches(&atoms, range).then_some(Kept::Figure),
        };
        let of_section = hits(&shown, wanted).into_iter().map(|range| Hit {
            section: section.to_owned(),
            kept: kept(&range),
            range,
        });
        found.extend(of_section);
    }
    found
}

/// Every section as it is shown: name, text, whether it is the clerk's own.
pub fn shown_sections<'a>(draft: &'a Draft, sections: &'a Sections) -> Vec<(&'a str, &'a SectionText, bool)> {
    let placed = sections.iter().filter_map(|(name, generated)| match draft.text(name) {
        Some(own) => Some((name.as_str(), own, true)),
        None => Some((name.as_str(), generated.as_ref().ok()?, false)),
    });
    let unplaced = draft.texts().filter(|(name, _)| sections.iter().all(|(placed, _)| placed != name));
    placed.chain(unplaced.map(|(name, text)| (name, text, true))).collect()
}

fn touches(atoms: &[Atom], range: &Range<usize>) -> bool {
    atoms.iter().any(|atom| atom.range.start < range.end && range.start < atom.range.end)
}

/// Every place replaced, as one step.
pub fn replace_all(draft: &Draft, sections: &Sections, wanted: &str, instead: &str) -> Replacing {
    let found = all_hits(draft, sections, wanted);
    let mut edits = Vec::new();
    let mut count = 0;
    for (section, text) in draft.texts() {
        let mut new = text.clone();
        // From the end, so that the places before stay where they are.
        for hit in found.iter().rev().filter(|hit| hit.section == section && hit.kept.is_none()) {
            let words = SectionText::words(instead);
            new = new.replaced(hit.range.clone(), words, |figure| shown_figure(draft, figure));
            count += 1;
        }
        if new != *text {
            edits.push(Edit::Text(section.to_owned(), Some(new)));
        }
    }
    let title = format!("全部替换“{wanted}”");
    let edit = (!edits.is_empty()).then_some(Edit::Together { title, edits });
    Replacing { edit, told: told(count, &found) }
}

/// What is said after replacing: how many, and what stayed.
fn told(count: usize, found: &[Hit]) -> String {
    let of = |why: Kept| found.iter().filter(|hit| hit.kept == Some(why)).count();
    let mut told =
        if count > 0 { format!("已替换 {count} 处") } else { "没有可以替换的地方".to_owned() };
    if of(Kept::Generated) > 0 {
        told += &format!("；自动生成的段落里有 {} 处，先点“改写”才能替换", of(Kept::Generated));
    }
    if of(Kept::Figure) > 0 {
        told += &format!("；{} 处是随表更新的数字，没有动", of(Kept::Figure));
    }
    told
}

/// The bar, while it is open.
pub fn bar_ui(ui: &mut Ui, desk: &mut Desk, colours: &Palette, commands: &mut Vec<Command>) {
    let Some(mut find) = desk.text.find.take() else { return };
    let sections = desk.section_texts();
    let found = all_hits(desk.draft(), &sections, &find.wanted);
    let mut open = true;
    let frame = Frame::new().fill(colours.pane).stroke(Stroke::new(1.0, colours.line));
    frame.inner_margin(Margin::symmetric(12, 6)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.horizontal_wrapped(|ui| {
            let wanted_id = Id::unique("find");
            let instead_id = Id::unique("replace");
            let enters = |ui: &Ui, id| {
                let is_in = ui.memory(|memory| memory.has_focus(id));
                is_in && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter))
            };
            // In the one field Enter is the next place, in the other it replaces.
            let (goes_on, mut replaces) = (enters(ui, wanted_id), enters(ui, instead_id));
            let label = ui.label("查找");
            let wanted = ui.add(field(&mut find.wanted, wanted_id)).labelled_by(label.id);
            if std::mem::take(&mut find.is_new) {
                wanted.request_focus();
            }
            if wanted.changed() {
                (find.current, find.shows) = (0, true);
            }
            // Right behind it, so that Tab leads from the one to the other.
            if find.replaces {
                let label = ui.label("替换为");
                ui.add(field(&mut find.instead, instead_id)).labelled_by(label.id);
            }
            let count = match (find.wanted.is_empty(), found.len()) {
                (true, _) => String::new(),
                (false, 0) => "没有找到".to_owned(),
                (false, all) => {
                    let current = found.get(find.current).and_then(|hit| hit.kept);
                    let of = if current == Some(Kept::Generated) { "（自动生成）" } else { "" };
                    format!("第 {} 处，共 {all} 处{of}", find.current.min(all - 1) + 1)
                }
            };
            // An empty label would set what follows upon the field.
            if !count.is_empty() {
                ui.label(RichText::new(count).color(colours.faint));
            }
            let any = !found.is_empty();
            let mut step = 0;
            if ui.add_enabled(any, egui::Button::new("上一处").small()).clicked() {
                step = -1;
            }
            if ui.add_enabled(any, egui::Button::new("下一处").small()).on_hover_text("F3").clicked()
                || goes_on
            {
                step = 1;
            }
            if find.replaces {
                let current = found.get(find.current);
                let why = match current.and_then(|hit| hit.kept) {
                    Some(Kept::Generated) => "这一段是自动生成的，先点“改写”才能替换",
                    Some(Kept::Figure) => "这里有随表更新的数字，请到统计表里改",
                    None => "替换这一处（Enter）",
                };
                let one = current.filter(|hit| hit.kept.is_none());
                let button = ui.add_enabled(one.is_some(), egui::Button::new("替换").small());
                replaces |= button.on_hover_text(why).on_disabled_hover_text(why).clicked();
                match one.filter(|_| replaces) {
                    Some(hit) => {
                        let (section, range) = (hit.section.clone(), hit.range.clone());
                        let text = SectionText::words(find.instead.as_str());
                        commands.push(Command::ReplaceText { section, range, text });
                        let (all, wanted) = (found.len(), &find.wanted);
                        find.current = after_replacing(find.current, all, wanted, &find.instead);
                        find.shows = true;
                    }
                    // What cannot be replaced is passed over.
                    None if replaces => step = 1,
                    None => {}
                }
                if ui.add_enabled(any, egui::Button::new("全部替换").small()).clicked() {
                    commands.push(Command::ReplaceAll);
                }
            } else if ui.small_button("替换…").on_hover_text("Ctrl+H").clicked() {
                find.replaces = true;
            }
            step_by(&mut find.current, step, found.len());
            find.shows |= step != 0;
            if ui.small_button("关闭").on_hover_text("Esc").clicked() {
                open = false;
            }
        });
        let is_here =
            ["find", "replace"].iter().any(|id| ui.memory(|memory| memory.has_focus(Id::unique(*id))));
        let escapes = ui.input(|input| input.key_pressed(Key::Escape));
        open &= !(escapes && (is_here || ui.memory(|memory| memory.focused().is_none())));
    });
    if open {
        desk.text.find = Some(find);
    }
}

fn field(text: &mut String, id: Id) -> TextEdit<'_> {
    TextEdit::singleline(text).id(id).desired_width(150.0)
}

/// One place on or back, around the ends.
pub fn step_by(current: &mut usize, step: isize, all: usize) {
    if all > 0 {
        let all = all as isize;
        *current = ((*current as isize).min(all - 1) + step).rem_euclid(all) as usize;
    }
}

/// The place that comes after one that is replaced. What took its place may hold what is looked for, and is
/// not replaced again: 本镇 by 本镇政府.
fn after_replacing(current: usize, all: usize, wanted: &str, instead: &str) -> usize {
    let new = hits(instead, wanted).len();
    let left = all.saturating_sub(1) + new;
    (current + new).checked_rem(left).unwrap_or(0)
}

/// Which place of a section the bar shows now, as its number among the section's.
pub fn current_of(desk: &mut Desk, section: &str) -> Option<Range<usize>> {
    let find = desk.text.find.clone()?;
    let sections = desk.section_texts();
    let found = all_hits(desk.draft(), &sections, &find.wanted);
    found.get(find.current).filter(|hit| hit.section == section).map(|hit| hit.range.clone())
}

/// Frames the place that the bar shows now, if it is in this text, and brings it into view.
pub fn current_ui(ui: &mut Ui, desk: &mut Desk, section: &str, painted: &Painted<'_>, colours: &Palette) {
    if let Some(range) = current_of(desk, section) {
        frame_ui(ui, desk, painted, &range, colours);
    }
}

/// The tint behind the places found in a text.
pub fn grounds(painted: &Painted<'_>, hits: &[Range<usize>], colours: &Palette) -> Vec<Shape> {
    let boxes = hits.iter().flat_map(|hit| painted.boxes(hit));
    boxes
        .map(|rect| Shape::rect_filled(rect.expand2(vec2(0.5, -2.0)), theme::CORNER_BAR, colours.found))
        .collect()
}

/// Frames a place found, and brings it into view where that is asked for.
pub fn frame_ui(
    ui: &mut Ui,
    desk: &mut Desk,
    painted: &Painted<'_>,
    range: &Range<usize>,
    colours: &Palette,
) {
    let boxes = painted.boxes(range);
    for rect in &boxes {
        let stroke = Stroke::new(1.5, colours.query);
        ui.painter().rect_stroke(
            rect.expand2(vec2(1.5, -2.0)),
            theme::CORNER_BAR,
            stroke,
            egui::StrokeKind::Outside,
        );
    }
    if let (Some(find), Some(first)) = (&mut desk.text.find, boxes.first())
        && std::mem::take(&mut find.shows)
    {
        ui.scroll_to_rect(*first, Some(egui::Align::Center));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft::{Entry, Piece};
    use crate::form::{Kind, editions};
    use crate::report::{sections, templates};

    fn draft() -> Draft {
        let form = editions::named("2014").unwrap();
        let mut draft = Draft::new(form, 2018, "金塘镇");
        draft.apply(Edit::entry("收到申请数".into(), Entry::typed("12", Kind::Count))).unwrap();
        for section in ["主动公开", "依申请公开"] {
            let text = SectionText::new([
                Piece::Words("本镇收到".to_owned()),
                Piece::figure("收到申请数"),
                Piece::Words("件，本镇答复12件。".to_owned()),
            ]);
            draft.apply(Edit::Text(section.to_owned(), Some(text))).unwrap();
        }
        draft
    }

    #[test]
    fn places_are_found_over_all_sections_and_told_apart() {
        let draft = draft();
        let sections = sections(&draft, templates::named("2014").unwrap());
        let count = |wanted: &str, kept: Option<Kept>| {
            all_hits(&draft, &sections, wanted).iter().filter(|hit| hit.kept == kept).count()
        };
        assert_eq!(count("本镇", None), 4);
        assert_eq!(count("12", Some(Kept::Figure)), 2);
        assert_eq!(count("12", None), 2);
        assert!(count("公开", Some(Kept::Generated)) > 0);
        assert_eq!(count("", None), 0);
        assert_eq!(hits("PDF和pdf", "Pdf"), [0..3, 6..9]);
    }

    #[test]
    fn all_are_replaced_in_one_step_but_for_live_figures() {
        let mut draft = draft();
        let before = crate::draft::write(&draft).unwrap();
        let sections = sections(&draft, templates::named("2014").unwrap());
        let replacing = replace_all(&draft, &sections, "12", "13");
        assert!(replacing.told.starts_with("已替换 2 处"), "{}", replacing.told);
        assert!(replacing.told.contains("2 处是随表更新的数字"), "{}", replacing.told);
        let undo = draft.apply(replacing.edit.unwrap()).unwrap();
        let shown = draft.text("主动公开").unwrap().shown(|figure| shown_figure(&draft, figure)).0;
        assert_eq!(shown, "本镇收到12件，本镇答复13件。");
        draft.apply(undo).unwrap();
        assert_eq!(crate::draft::write(&draft).unwrap(), before);
        assert_eq!(replace_all(&draft, &sections, "没有的", "甲").edit, None);
        // What it is replaced by may hold what is looked for.
        let replacing = replace_all(&draft, &sections, "本镇", "本镇本镇");
        assert!(replacing.told.starts_with("已替换 4 处"), "{}", replacing.told);
    }

    /// 替换 pressed again and again made 本镇政府政府政府 of the first place and never reached the second.
    #[test]
    fn what_was_put_in_is_not_replaced_again() {
        let check = |current: usize, all: usize, instead: &str, expected: usize| {
            assert_eq!(
                after_replacing(current, all, "本镇", instead),
                expected,
                "{current} of {all}: {instead}"
            );
        };
        check(0, 3, "我镇", 0);
        check(2, 3, "我镇", 0);
        check(0, 3, "本镇政府", 1);
        check(2, 3, "本镇政府", 0);
        check(0, 1, "本镇政府", 0);
        check(0, 1, "我镇", 0);
    }

    #[test]
    fn next_goes_around_the_ends() {
        let check = |mut current: usize, step: isize, all: usize, expected: usize| {
            step_by(&mut current, step, all);
            assert_eq!(current, expected);
        };
        check(0, 1, 3, 1);
        check(2, 1, 3, 0);
        check(0, -1, 3, 2);
        check(7, 0, 3, 2);
        check(0, 1, 0, 0);
    }
}
