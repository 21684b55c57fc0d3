//! The frame of the window: menus above, the parts of the report at the left, a status line below.

use std::path::PathBuf;

use egui::{MenuBar, RichText, ScrollArea, Sense, Ui, WidgetInfo, vec2};

use crate::check::{SectionState, Standing, blanks};
use crate::store::paths::name_of;
use crate::store::recent::RecentFile;
use crate::store::settings::Theme;

use super::command::{Command, MenuCommand, Page};
use super::desk::Desk;
use super::follow::Follow as _;
use super::theme::{self, Palette};

/// What the view menu shows as chosen.
#[derive(Debug, Clone, Copy)]
pub struct View {
    /// The chosen theme.
    pub theme: Theme,
    /// Whether the navigation is shown.
    pub navigation: bool,
    /// Whether the inspector is shown.
    pub inspector: bool,
    /// Whether last year's figures are shown.
    pub last_year: bool,
    /// Whether the preview is shown beside the form and the text.
    pub preview: bool,
}

/// The menu bar.
pub fn menu_ui(
    ui: &mut Ui,
    desk: Option<&Desk>,
    view: View,
    recent: &[RecentFile],
    commands: &mut Vec<Command>,
) {
    let colours = theme::palette(ui);
    MenuBar::new().ui(ui, |ui| {
        let open = desk.is_some();
        ui.menu_button("文件", |ui| {
            let begin = [
                (MenuCommand::New, true),
                (MenuCommand::NextYear, open),
                (MenuCommand::Open, true),
                (MenuCommand::Import, true),
            ];
            entries_ui(ui, commands, &begin);
            ui.add_enabled_ui(!recent.is_empty(), |ui| {
                ui.menu_button("最近的底稿", |ui| {
                    for file in recent {
                        let name = format!("{} · {} 年", file.agency, file.year);
                        if ui.button(name).on_hover_text(file.path.display().to_string()).clicked() {
                            commands.push(Command::OpenFile(file.path.clone()));
                            ui.close();
                        }
                    }
                });
            });
            ui.separator();
            let of_draft = [
                MenuCommand::Save,
                MenuCommand::SaveAs,
                MenuCommand::Export,
                MenuCommand::TakeBack,
                MenuCommand::Print,
            ];
            entries_ui(ui, commands, &of_draft.map(|entry| (entry, open)));
            ui.separator();
            entries_ui(ui, commands, &[(MenuCommand::CloseDraft, open)]);
            entries_ui(ui, commands, &[(MenuCommand::Quit, true)]);
        });
        ui.menu_button("编辑", |ui| {
            let editing = desk.map(|desk| &desk.editing);
            step_ui(ui, MenuCommand::Undo, editing.and_then(|editing| editing.undo_title()), commands);
            step_ui(ui, MenuCommand::Redo, editing.and_then(|editing| editing.redo_title()), commands);
            ui.separator();
            let on_sheet = desk.is_some_and(|desk| desk.page == Page::Sheet);
            let cells = [MenuCommand::Cut, MenuCommand::Copy, MenuCommand::Paste, MenuCommand::SelectAll];
            entries_ui(ui, commands, &cells.map(|entry| (entry, on_sheet)));
            let filling =
                [MenuCommand::FillDown, MenuCommand::Clear, MenuCommand::Zero, MenuCommand::NotApplicable];
            entries_ui(ui, commands, &filling.map(|entry| (entry, on_sheet)));
            ui.separator();
            let finding =
                [MenuCommand::Find, MenuCommand::Replace, MenuCommand::FindNext, MenuCommand::FindPrevious];
            entries_ui(ui, commands, &finding.map(|entry| (entry, open)));
        });
        ui.menu_button("数据", |ui| {
            let any_blank = desk.is_some_and(|desk| !blanks(desk.draft()).is_empty());
            entries_ui(
                ui,
                commands,
                &[
                    (MenuCommand::NextProblem, open),
                    (MenuCommand::ZeroFillAll, any_blank),
                    (MenuCommand::Compare, open),
                    (MenuCommand::RollUp, true),
                    (MenuCommand::ImportClipboard, true),
                ],
            );
        });
        ui.menu_button("报告", |ui| {
            let pages = [MenuCommand::Sheet, MenuCommand::Basics, MenuCommand::Text, MenuCommand::Preview];
            entries_ui(ui, commands, &pages.map(|entry| (entry, open)));
            entries_ui(ui, commands, &[(MenuCommand::Templates, open)]);
            ui.separator();
            let is_text = desk.is_some_and(|desk| matches!(desk.page, Page::Text(_)));
            let inserts = [MenuCommand::InsertFigure, MenuCommand::InsertPicture];
            entries_ui(ui, commands, &inserts.map(|entry| (entry, is_text)));
            ui.separator();
            let last = [MenuCommand::Final, MenuCommand::Export, MenuCommand::Print];
            entries_ui(ui, commands, &last.map(|entry| (entry, open)));
        });
        ui.menu_button("视图", |ui| {
            for (theme, entry) in [
                (Theme::System, MenuCommand::ThemeSystem),
                (Theme::Light, MenuCommand::ThemeLight),
                (Theme::Dark, MenuCommand::ThemeDark),
            ] {
                if ui.radio(view.theme == theme, entry.text()).clicked() {
                    commands.push(Command::Menu(entry));
                    ui.close();
                }
            }
            ui.separator();
            for (entry, shown) in [
                (MenuCommand::Navigation, view.navigation),
                (MenuCommand::Inspector, view.inspector),
                (MenuCommand::LastYear, view.last_year),
                (MenuCommand::SidePreview, view.preview),
            ] {
                let mut ticked = shown;
                if ui.checkbox(&mut ticked, entry.text()).clicked() {
                    commands.push(Command::Menu(entry));
                    ui.close();
                }
            }
            ui.separator();
            let sizes = [MenuCommand::Larger, MenuCommand::Smaller, MenuCommand::NormalSize];
            entries_ui(ui, commands, &sizes.map(|entry| (entry, true)));
        });
        ui.menu_button("帮助", |ui| {
            let (learn, tell) = (
                [MenuCommand::HelpHere, MenuCommand::Manual, MenuCommand::FirstSteps, MenuCommand::Keys],
                [MenuCommand::Trouble, MenuCommand::About],
            );
            entries_ui(ui, commands, &learn.map(|entry| (entry, true)));
            ui.separator();
            entries_ui(ui, commands, &tell.map(|entry| (entry, true)));
        });
        if let Some(desk) = desk {
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                ui.add_space(8.0);
                ui.label(RichText::new(desk.title()).color(colours.faint));
            });
        }
    });
}

fn entries_ui(ui: &mut Ui, commands: &mut Vec<Command>, entries: &[(MenuCommand, bool)]) {
    ui.set_min_width(theme::MENU);
    for (entry, enabled) in entries {
        entry_ui(ui, *entry, entry.text().to_owned(), *enabled, commands);
    }
}

fn step_ui(ui: &mut Ui, entry: MenuCommand, title: Option<&str>, commands: &mut Vec<Command>) {
    let text = match title {
        Some(title) => format!("{}：{title}", entry.text()),
        None => entry.text().to_owned(),
    };
    entry_ui(ui, entry, text, title.is_some(), commands);
}

fn entry_ui(ui: &mut Ui, entry: MenuCommand, text: String, enabled: bool, commands: &mut Vec<Command>) {
    let mut button = egui::Button::new(text);
    if let Some(shortcut) = entry.shortcut() {
        button = button.shortcut_text(ui.ctx().format_shortcut(&shortcut));
    }
    if ui.add_enabled(enabled, button).clicked() {
        commands.push(Command::Menu(entry));
        ui.close();
    }
}

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
