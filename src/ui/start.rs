//! The start page: a new draft by year, the recent ones, last year's ready for 新一年, and samples to try.

use egui::{Align, Align2, Layout, Rect, RichText, ScrollArea, Sense, Ui, UiBuilder, WidgetInfo, pos2, vec2};

use crate::check::{self, Verdict};
use crate::draft::Draft;
use crate::form::{Field, editions};
use crate::store::recent::{RecentFile, State};
use crate::store::samples::SAMPLES;

use super::brand;
use super::command::{Command, Help, MenuCommand};
use super::follow::Follow as _;
use super::new_draft::{NewDraft, begin_ui, fields_ui};
use super::theme::{self, Palette};

/// From this width on, in points, the page has two columns.
const ROOMY: f32 = 940.0;
/// Widths of the columns, in points, and the space between them.
const LEFT: f32 = 410.0;
const RIGHT: f32 = 620.0;
const BETWEEN: f32 = 24.0;
/// Height of a recent draft's row.
const FILE_ROW: f32 = 54.0;

/// The recent drafts as they are shown.
#[derive(Debug, Clone, Copy)]
pub struct Recents<'a> {
    /// The files, newest first.
    pub files: &'a [RecentFile],
    /// Those that are not where they were.
    pub gone: &'a [std::path::PathBuf],
    /// The year whose report is due.
    pub due_year: u16,
    /// Whether 第一次使用 is offered.
    pub is_new: bool,
}

impl Recents<'_> {
    /// Whether the next year of this draft is due, or was, and is not begun yet.
    fn awaits_next_year(&self, file: &RecentFile) -> bool {
        // A list that was damaged may hold any year.
        let next = file.year.saturating_add(1);
        let begun = |other: &RecentFile| other.agency == file.agency && other.year >= next;
        next <= self.due_year && editions::for_year(next).is_some() && !self.files.iter().any(begun)
    }
}

/// How far a draft is, for the list of recent ones.
pub fn state_of(draft: &Draft, verdicts: &[Verdict]) -> State {
    let summary = check::summary(draft, verdicts);
    let declared = check::is_declared_final(draft, verdicts);
    let whole = check::blanks(draft).is_empty() && summary.queries == 0;
    let dated = draft.date(Field::IssuedOn).is_some();
    match () {
        () if declared => State::Final,
        () if summary.fails > 0 => State::Fails,
        () if whole && dated => State::Final,
        () if whole => State::Ready,
        () => State::Unfinished,
    }
}

/// Paints the page.
pub fn start_ui(ui: &mut Ui, new: &mut NewDraft, recents: &Recents<'_>, commands: &mut Vec<Command>) {
    let colours = theme::palette(ui);
    ScrollArea::vertical().id_salt("开始").auto_shrink(false).show_followed(ui, |ui| {
        let room = ui.available_width();
        let is_roomy = room >= ROOMY;
        let right = (room - LEFT - BETWEEN - 64.0).min(RIGHT);
        let width = if is_roomy { LEFT + BETWEEN + right } else { (room - 32.0).min(RIGHT) };
        ui.add_space(if is_roomy { 36.0 } else { 16.0 });
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 0.0;
            ui.add_space(((room - width) / 2.0).max(0.0));
            column_ui(ui, if is_roomy { LEFT } else { width }, |ui| {
                banner_ui(ui, &colours);
                if recents.is_new {
                    first_ui(ui, &colours, commands);
                    ui.add_space(theme::GAP_CARD);
                }
                card_ui(ui, &colours, "新建底稿", |ui| {
                    let entered = fields_ui(ui, new, &colours);
                    ui.add_space(4.0);
                    begin_ui(ui, new, entered, &colours, commands);
                });
                ui.add_space(theme::GAP_CARD);
                if !is_roomy {
                    recent_ui(ui, recents, &colours, commands);
                    ui.add_space(theme::GAP_CARD);
                }
                card_ui(ui, &colours, "从已有的报告开始", |ui| import_ui(ui, &colours, commands));
                if !is_roomy {
                    ui.add_space(theme::GAP_CARD);
                    samples_ui(ui, &colours, commands);
                }
            });
            if is_roomy {
                ui.add_space(BETWEEN);
                column_ui(ui, right, |ui| {
                    recent_ui(ui, recents, &colours, commands);
                    ui.add_space(theme::GAP_CARD);
                    samples_ui(ui, &colours, commands);
                });
            }
        });
        ui.add_space(24.0);
    });
}

fn column_ui(ui: &mut Ui, width: f32, add: impl FnOnce(&mut Ui)) {
    ui.allocate_ui_with_layout(vec2(width, 0.0), Layout::top_down(Align::Min), |ui| {
        ui.set_width(width);
        ui.spacing_mut().item_spacing.x = theme::GAP;
        add(ui);
    });
}

fn banner_ui(ui: &mut Ui, colours: &Palette) {
    ui.horizontal(|ui| {
        brand::icon_ui(ui, 64.0);
        ui.add_space(6.0);
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            ui.label(RichText::new("年报").font(theme::bold(theme::BANNER)));
            ui.label(RichText::new("政府信息公开工作年度报告").color(colours.faint));
        });
    });
    ui.add_space(6.0);
    ui.label(RichText::new("填表、审核、成文、导出，全程离线。").color(colours.faint));
    ui.add_space(16.0);
}

/// For who has never been here.
fn first_ui(ui: &mut Ui, colours: &Palette, commands: &mut Vec<Command>) {
    theme::card(colours).fill(colours.accent_wash).inner_margin(12).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.horizontal_wrapped(|ui| {
            ui.label("第一次使用？");
            if ui.button("跟着样例走一遍").clicked() {
                commands.push(Command::Help(Help::Begin));
            }
            if ui.button("使用手册").clicked() {
                commands.push(Command::Help(Help::Manual("")));
            }
            if ui.button("不再显示").clicked() {
                commands.push(Command::Help(Help::Done));
            }
        });
    });
}

/// Ways to bring in a report that there is already.
fn import_ui(ui: &mut Ui, colours: &Palette, commands: &mut Vec<Command>) {
    ui.horizontal_wrapped(|ui| {
        let entries = [
            (MenuCommand::Import, "导入去年的报告…"),
            (MenuCommand::ImportClipboard, "从剪贴板导入"),
            (MenuCommand::RollUp, "汇总下级单位…"),
        ];
        for (entry, text) in entries {
            if ui.button(text).clicked() {
                commands.push(Command::Menu(entry));
            }
        }
    });
    ui.add_space(2.0);
    let hint =
        "Word、Excel、网页、PDF、文本都可以，也可以把文件直接拖进窗口。逐个数字对照原文，确认后才填入。";
    ui.label(RichText::new(hint).small().color(colours.faint));
}

fn card_ui(ui: &mut Ui, colours: &Palette, title: &str, body: impl FnOnce(&mut Ui)) {
    theme::card(colours).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.label(RichText::new(title).font(theme::bold(16.0)));
        ui.add_space(6.0);
        body(ui);
    });
}

fn recent_ui(ui: &mut Ui, recents: &Recents<'_>, colours: &Palette, commands: &mut Vec<Command>) {
    card_ui(ui, colours, "最近的底稿", |ui| {
        if recents.files.is_empty() {
            let empty = "还没有打开过底稿。填好左边的年度和单位，点“新建”；或先打开下面的样例看看。";
            ui.label(RichText::new(empty).color(colours.faint));
        }
        ui.spacing_mut().item_spacing.y = 2.0;
        for file in recents.files {
            file_ui(ui, file, recents, colours, commands);
        }
        ui.add_space(6.0);
        if ui.button("打开其他底稿…（Ctrl+O）").clicked() {
            commands.push(Command::Menu(MenuCommand::Open));
        }
    });
}

/// A recent draft: whose, which year, how far, where; what can be done besides opening it.
fn file_ui(
    ui: &mut Ui,
    file: &RecentFile,
    recents: &Recents<'_>,
    colours: &Palette,
    commands: &mut Vec<Command>,
) {
    let is_gone = recents.gone.contains(&file.path);
    let agency = if file.agency.is_empty() { "（未填单位）" } else { file.agency.as_str() };
    let title = format!("{agency} · {} 年", file.year);
    let (sign, word, colour) = match file.state {
        _ if is_gone => ("？", "文件不在原处", colours.query),
        Some(State::Unfinished) => ("○", State::Unfinished.name(), colours.accent),
        Some(State::Fails) => ("×", State::Fails.name(), colours.wrong),
        Some(State::Ready) => ("✓", State::Ready.name(), colours.good),
        Some(State::Final) => ("✓", State::Final.name(), colours.good),
        None => ("", "", colours.faint),
    };
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), FILE_ROW), Sense::click());
    let path = file.path.display().to_string();
    let spoken = format!("{title} {word} {path}");
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, &spoken));
    if response.hovered() || response.has_focus() {
        ui.painter().rect_filled(rect, theme::CORNER, colours.accent_wash);
    }
    if response.clicked() {
        commands.push(Command::OpenFile(file.path.clone()));
    }
    response.context_menu(|ui| {
        let folder = file.path.parent().filter(|_| !is_gone);
        let entries = [
            ("打开", (!is_gone).then(|| Command::OpenFile(file.path.clone()))),
            ("打开所在文件夹", folder.map(|folder| Command::Open(folder.to_path_buf()))),
            ("从列表移除", Some(Command::Forget(file.path.clone()))),
        ];
        for (text, wish) in entries {
            if ui.add_enabled(wish.is_some(), egui::Button::new(text)).clicked() {
                commands.extend(wish);
                ui.close();
            }
        }
    });

    // What is done to it stands at the right, over the row.
    let place = Rect::from_min_max(pos2(rect.right() - 110.0, rect.top()), rect.max - vec2(8.0, 0.0));
    let place = UiBuilder::new().max_rect(place).layout(Layout::right_to_left(Align::Center));
    let mut right = rect.right() - 18.0;
    let mut beside_ui = |ui: &mut Ui| {
        if is_gone {
            let button = ui.button("移除");
            let told = format!("从列表移除 {title}");
            button.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, &told));
            if button.on_hover_text("从列表移除；文件找回后可以再打开").clicked() {
                commands.push(Command::Forget(file.path.clone()));
            }
        } else if recents.awaits_next_year(file) {
            let next = format!("新一年 {}", file.year + 1);
            let button = ui.button(&next);
            let told = format!("由 {title}新建 {} 年度底稿", file.year + 1);
            button.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, &told));
            if button.on_hover_text(told).clicked() {
                commands.push(Command::NextYearOf(file.path.clone()));
            }
        }
        right = right.min(ui.min_rect().left() - 10.0);
    };
    if is_gone || recents.awaits_next_year(file) {
        // A child of its own: the next row begins below this one, not below its buttons.
        beside_ui(&mut ui.new_child(place));
    }
    let ink = if is_gone { colours.faint } else { colours.ink };
    let line = |left: f32, right: f32, top: f32, text: &str, font: egui::FontId, colour| {
        let mut job = egui::text::LayoutJob::simple_singleline(text.to_owned(), font, colour);
        job.wrap = egui::text::TextWrapping::truncate_at_width((right - left).max(0.0));
        let galley = ui.painter().layout_job(job);
        ui.painter().galley(pos2(left, top), galley, colour);
    };
    let left = rect.left() + 10.0;
    let state_left = right - 120.0;
    line(left, state_left - 8.0, rect.top() + 7.0, &title, theme::regular(theme::TEXT + 1.0), ink);
    let edition = if file.edition.is_empty() { String::new() } else { format!("{} 年版　", file.edition) };
    let about = format!("{edition}{path}");
    line(left, right, rect.top() + 30.0, &about, theme::regular(theme::SMALL), colours.faint);
    let at = pos2(right, rect.top() + 17.0);
    let state = format!("{sign} {word}");
    ui.painter().text(at, Align2::RIGHT_CENTER, state.trim(), theme::bold(theme::SMALL), colour);
}

fn samples_ui(ui: &mut Ui, colours: &Palette, commands: &mut Vec<Command>) {
    card_ui(ui, colours, "样例（真实公开数据）", |ui| {
        let hint = "可以随意改动；存盘时会另选位置，样例本身不变。";
        ui.label(RichText::new(hint).small().color(colours.faint));
        ui.spacing_mut().item_spacing.y = 0.0;
        // Side by side, so that all of the page is seen at once.
        let rows = SAMPLES.len().div_ceil(2);
        let sample_ui = |ui: &mut Ui, number: usize, commands: &mut Vec<Command>| {
            let name = SAMPLES.get(number).map(|sample| sample.name);
            if name.is_some_and(|name| row_ui(ui, name, colours)) {
                commands.push(Command::OpenSample(number));
            }
        };
        ui.columns_const(|[left, right]| {
            for number in 0..rows {
                sample_ui(left, number, commands);
            }
            for number in rows..SAMPLES.len() {
                sample_ui(right, number, commands);
            }
        });
    });
}

/// A row of a list; true when it was chosen.
fn row_ui(ui: &mut Ui, title: &str, colours: &Palette) -> bool {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), theme::ROW), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, title));
    if response.hovered() || response.has_focus() {
        ui.painter().rect_filled(rect, theme::CORNER, colours.accent_wash);
    }
    let painter = ui.painter().with_clip_rect(rect.shrink(4.0));
    let left = rect.left_center() + vec2(10.0, 0.0);
    painter.text(left, Align2::LEFT_CENTER, title, theme::regular(theme::TEXT), colours.ink);
    response.clicked()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft;

    fn file(agency: &str, year: u16) -> RecentFile {
        let path = format!("/年报/{agency}-{year}.nianbao").into();
        RecentFile { path, agency: agency.to_owned(), year, edition: String::new(), state: None }
    }

    #[test]
    fn the_next_year_is_offered_once_it_is_due_and_not_begun() {
        let files = [file("金塘镇", 2024), file("金塘镇", 2023), file("沙溪镇", 2023), file("石桥乡", 2025)];
        let recents = Recents { files: &files, gone: &[], due_year: 2025, is_new: false };
        let offered: Vec<bool> = files.iter().map(|file| recents.awaits_next_year(file)).collect();
        // 沙溪镇 left a year out: better late than typed anew.
        assert_eq!(offered, [true, false, true, false]);
    }

    #[test]
    fn the_samples_stand_as_they_are() {
        let check = |name: &str, expected: State| {
            let sample = SAMPLES.iter().find(|sample| sample.name == name).unwrap();
            let draft = draft::read(sample.text).unwrap();
            assert_eq!(state_of(&draft, &check::check(&draft)), expected, "{name}");
        };
        check("杭州市发展和改革委员会-2018", State::Fails);
        check("沭阳县人民政府-2025", State::Final);
    }
}
