//! The parts of the report at the left of the window, and what lies beside the draft.

use std::path::PathBuf;

use egui::{EventFilter, FocusDirection, Id, Key, RichText, ScrollArea, Sense, Ui, WidgetInfo, vec2};

use crate::check::{SectionState, Standing};
use crate::store::paths::name_of;

use super::command::{Command, MenuCommand, Page};
use super::desk::Desk;
use super::follow::Follow as _;
use super::theme::{self, Palette};

/// What lies beside the draft, each with how many questions wait for an answer.
#[derive(Debug, Default)]
pub struct Beside<'a> {
    /// The document being brought in.
    pub import: Option<(&'a str, usize)>,
    /// The report that came back.
    pub revised: Option<(&'a str, usize)>,
    /// The units being collected.
    pub rollup: Option<(String, usize)>,
    /// The 汇总 from which the draft was opened.
    pub whole: Option<PathBuf>,
}

/// The parts of the report, each with how far it is, and what lies beside the draft.
pub fn navigation_ui(ui: &mut Ui, desk: &Desk, beside: &Beside<'_>, commands: &mut Vec<Command>) {
    let colours = theme::palette(ui);
    ScrollArea::vertical().id_salt("目录").auto_shrink(false).show_followed(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        ui.add_space(8.0);
        // Basic texts and facts outside the tables are filled in there.
        let basics = desk.verdicts().iter().filter(|verdict| {
            verdict.cells(desk.form()).first().is_none_or(|cell| desk.form().is_fact(*cell))
        });
        let worst = basics.map(|verdict| verdict.standing(desk.draft())).max().unwrap_or(Standing::Fine);
        let here = desk.page == Page::Basics;
        if item_ui(ui, "基本信息", "", worst, 0, here, &colours) {
            commands.push(Command::Show(Page::Basics));
        }
        let all: Vec<_> = desk.form().ids().filter(|id| !desk.form().is_fact(*id)).collect();
        let state = SectionState::of(desk.draft(), desk.verdicts(), &all);
        let count = format!("{}/{}", state.filled, state.total);
        // The part that is worked on is marked, not the whole besides.
        let on_whole = desk.page == Page::Sheet && desk.selected().is_none();
        if item_ui(ui, "统计表", &count, state.worst, 0, on_whole, &colours) {
            commands.push(Command::Show(Page::Sheet));
        }
        for (name, cells) in desk.form().sections() {
            let Some(first) = cells.first() else { continue };
            if desk.form().is_fact(*first) {
                continue;
            }
            let state = SectionState::of(desk.draft(), desk.verdicts(), &cells);
            let count = format!("{}/{}", state.filled, state.total);
            let here = desk.page == Page::Sheet && desk.selected().is_some_and(|cell| cells.contains(&cell));
            if item_ui(ui, name, &count, state.worst, 1, here, &colours) {
                commands.push(Command::GoTo(*first));
            }
        }
        let text_page =
            matches!(&desk.page, Page::Text(section) if !desk.template.sections().contains(section));
        if item_ui(ui, "报告正文", "", Standing::Fine, 0, text_page, &colours) {
            commands.push(Command::Menu(MenuCommand::Text));
        }
        for section in desk.template.sections() {
            let own = if desk.draft().text(section).is_some() { "已改写" } else { "自动" };
            let here = desk.page == Page::Text(section.clone());
            if item_ui(ui, section, own, Standing::Fine, 1, here, &colours) {
                commands.push(Command::Show(Page::Text(section.clone())));
            }
        }
        if item_ui(ui, "预览导出", "", Standing::Fine, 0, desk.page == Page::Preview, &colours) {
            commands.push(Command::Show(Page::Preview));
        }
        if let Some((name, open)) = beside.import {
            let note = if open > 0 { format!("待定 {open}") } else { String::new() };
            let here = desk.page == Page::Import;
            if item_ui(ui, &format!("导入：{name}"), &note, Standing::Fine, 0, here, &colours) {
                commands.push(Command::Show(Page::Import));
            }
        }
        if let Some((name, open)) = beside.revised {
            let note = if open > 0 { format!("未定 {open}") } else { String::new() };
            let here = desk.page == Page::Revised;
            if item_ui(ui, &format!("修改稿：{name}"), &note, Standing::Fine, 0, here, &colours) {
                commands.push(Command::Show(Page::Revised));
            }
        }
        if let Some((name, open)) = &beside.rollup {
            let note = if *open > 0 { format!("待处理 {open}") } else { String::new() };
            let here = desk.page == Page::Rollup;
            if item_ui(ui, &format!("汇总：{name}"), &note, Standing::Fine, 0, here, &colours) {
                commands.push(Command::Show(Page::Rollup));
            }
        }
        if let Some(whole) = &beside.whole {
            let name = format!("返回汇总稿：{}", name_of(whole));
            if item_ui(ui, &name, "", Standing::Fine, 0, false, &colours) {
                commands.push(Command::OpenFile(whole.clone()));
            }
        }
        walk_ui(ui);
        ui.add_space(14.0);
        ui.vertical_centered_justified(|ui| {
            let button = egui::Button::new(RichText::new("导出…").font(theme::bold(theme::TEXT)));
            if ui.add(button.min_size(vec2(0.0, 34.0))).clicked() {
                commands.push(Command::Menu(MenuCommand::Export));
            }
        });
        ui.add_space(12.0);
    });
}

/// The lines painted in this frame, from above.
#[derive(Debug, Clone, Default)]
struct Lines(Vec<Id>);

/// ↑ and ↓ lead from line to line, and no further than the list.
fn walk_ui(ui: &Ui) {
    let lines = ui.data_mut(|data| std::mem::take(data.get_temp_mut_or_default::<Lines>(Id::NULL)));
    let focused = ui.memory(|memory| memory.focused());
    let Some(here) = focused.and_then(|id| lines.0.iter().position(|line| *line == id)) else { return };
    let filter = EventFilter { vertical_arrows: true, ..EventFilter::default() };
    let by = ui.input(|input| match (input.key_pressed(Key::ArrowDown), input.key_pressed(Key::ArrowUp)) {
        (true, false) => 1,
        (false, true) => -1,
        _ => 0,
    });
    let there = here.saturating_add_signed(by).min(lines.0.len().saturating_sub(1));
    if let Some(line) = lines.0.get(there) {
        ui.memory_mut(|memory| {
            if by != 0 {
                // Nor does egui look for what lies in that direction.
                memory.move_focus(FocusDirection::None);
                memory.request_focus(*line);
            }
            memory.set_focus_lock_filter(*line, filter);
        });
    }
}

/// One line of the navigation; true when it was chosen.
fn item_ui(
    ui: &mut Ui,
    name: &str,
    note: &str,
    standing: Standing,
    depth: u8,
    here: bool,
    colours: &Palette,
) -> bool {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), theme::ROW), Sense::click());
    ui.data_mut(|data| data.get_temp_mut_or_default::<Lines>(Id::NULL).0.push(response.id));
    let spoken = match standing {
        Standing::Fine => format!("{name} {note}"),
        _ => format!("{name} {note} {}", standing.name()),
    };
    response.widget_info(|| WidgetInfo::selected(egui::Role::Button, true, here, spoken.trim()));
    if here {
        ui.painter().rect_filled(rect, theme::CORNER, colours.accent_wash);
        let mark = egui::Rect::from_min_size(rect.min + vec2(0.0, 5.0), vec2(3.0, rect.height() - 10.0));
        ui.painter().rect_filled(mark, 1.5, colours.accent);
    } else if response.hovered() || response.has_focus() {
        ui.painter().rect_filled(rect, theme::CORNER, colours.head);
    }
    let font = if depth == 0 { theme::bold(theme::TEXT) } else { theme::regular(theme::TEXT) };
    let left = rect.left_center() + vec2(8.0 + 14.0 * f32::from(depth), 0.0);
    let mut right = rect.right() - 8.0;
    if standing >= Standing::Hint {
        let at = egui::pos2(right, rect.center().y);
        let sign = theme::sign(standing);
        ui.painter().text(
            at,
            egui::Align2::RIGHT_CENTER,
            sign,
            theme::bold(theme::TEXT),
            colours.standing(standing),
        );
    }
    right -= 20.0;
    let at = egui::pos2(right, rect.center().y);
    let small = theme::regular(theme::SMALL);
    let noted = ui.painter().text(at, egui::Align2::RIGHT_CENTER, note, small, colours.faint);
    let room = noted.left() - left.x - 6.0;
    let mut job = egui::text::LayoutJob::simple_singleline(name.to_owned(), font, colours.ink);
    job.wrap = egui::text::TextWrapping::truncate_at_width(room);
    let galley = ui.painter().layout_job(job);
    let top = egui::pos2(left.x, rect.center().y - galley.size().y / 2.0);
    let is_cut = galley.elided;
    ui.painter().galley(top, galley, colours.ink);
    let response = if is_cut { response.on_hover_text(name) } else { response };
    response.clicked()
}
