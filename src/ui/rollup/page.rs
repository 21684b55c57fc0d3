//! The page of the units being collected: whose 汇总 it is above, the units in the middle, what to do below.

use egui::{
    Align, Button, CentralPanel, Frame, Id, Layout, Margin, Panel, ProgressBar, Rect, RichText, Sense,
    TextEdit, Ui, vec2,
};

use super::view::{View, sign};
use super::{Rollup, Step, give, list, unit_pane};
use crate::form::editions;
use crate::rollup::StateKind;
use crate::store::paths;
use crate::ui::app::App;
use crate::ui::buffered::edited_line;
use crate::ui::command::{Command, MenuCommand, Purpose};
use crate::ui::desk::Desk;
use crate::ui::dialog::main_button;
use crate::ui::panes::Widths;
use crate::ui::theme::{self, Palette};

/// The pane of the chosen unit.
const UNIT: &str = "汇总单位";

/// Paints the page.
pub fn rollup_ui(
    ui: &mut Ui,
    rollup: &mut Rollup,
    desk: Option<&Desk>,
    widths: &mut Widths<'_>,
    commands: &mut Vec<Command>,
) {
    let colours = theme::palette(ui);
    let pane = Frame::new().fill(colours.pane).inner_margin(Margin::symmetric(14, 8));
    if rollup.view.is_none() {
        CentralPanel::no_frame().frame(Frame::new().fill(colours.desk)).show(ui, |ui| {
            first_reading_ui(ui, rollup, &colours, commands);
        });
        return;
    }
    Panel::top("汇总抬头").frame(pane).show(ui, |ui| head_ui(ui, rollup, &colours, commands));
    Panel::bottom("汇总按钮").frame(pane).show(ui, |ui| foot_ui(ui, rollup, desk, &colours, commands));
    let room = ui.available_width();
    let Some(view) = &mut rollup.view else { return };
    let unit = Panel::right(UNIT).frame(pane.inner_margin(Margin { left: 14, right: 6, top: 8, bottom: 0 }));
    let unit = unit.resizable(true).default_size(widths.of(UNIT, (room * 0.36).min(420.0)));
    let unit = unit.size_range(250.0..=(room - 380.0).max(251.0));
    let shown = unit.show(ui, |ui| unit_pane::unit_ui(ui, view, commands));
    widths.note(ui, UNIT, shown.response.rect.width());
    theme::name_edge(ui, UNIT);
    let middle =
        Frame::new().fill(colours.paper).inner_margin(Margin { left: 10, right: 4, top: 6, bottom: 0 });
    CentralPanel::no_frame().frame(middle).show(ui, |ui| list::list_ui(ui, view, commands));
}

/// While nothing has been read yet.
fn first_reading_ui(ui: &mut Ui, rollup: &Rollup, colours: &Palette, commands: &mut Vec<Command>) {
    ui.vertical_centered(|ui| {
        ui.add_space(ui.available_height() * 0.36);
        ui.label(RichText::new(format!("正在读取 {}…", rollup.title())).font(theme::bold(theme::TEXT)));
        ui.add_space(8.0);
        ui.add(ProgressBar::new(part_of(rollup)).desired_width(320.0));
        ui.add_space(4.0);
        ui.label(RichText::new(progress(rollup)).color(colours.faint));
        ui.label(RichText::new("只在本机读取，不会上传").color(colours.faint));
        ui.add_space(10.0);
        if ui.button("取消").clicked() {
            commands.push(Command::Rollup(Step::Close));
        }
    });
    follow(ui);
}

/// Progress is looked at a few times a second: each frame takes the processor from the reading.
fn follow(ui: &Ui) {
    ui.ctx().request_repaint_after_secs(0.2);
}

fn part_of(rollup: &Rollup) -> f32 {
    let (done, total) = rollup.reading.as_ref().map_or((0, 0), |reading| reading.so_far());
    if total == 0 { 0.0 } else { done as f32 / total as f32 }
}

fn progress(rollup: &Rollup) -> String {
    match rollup.reading.as_ref().map_or((0, 0), |reading| reading.so_far()) {
        (_, 0) => "正在查看文件夹".to_owned(),
        (done, total) => format!("已读 {done} / {total} 个文件"),
    }
}

fn head_ui(ui: &mut Ui, rollup: &mut Rollup, colours: &Palette, commands: &mut Vec<Command>) {
    let title = rollup.title();
    let is_reading = rollup.reading.is_some();
    let so_far = (part_of(rollup), progress(rollup));
    let Rollup { view, roster_file, is_roster_changed, roster_trouble, paths: given, .. } = rollup;
    let Some(view) = view else { return };
    ui.horizontal_wrapped(|ui| {
        ui.label(RichText::new("汇总下级单位").font(theme::bold(theme::HEADING)));
        let places: Vec<String> = given.iter().map(|path| path.display().to_string()).collect();
        ui.label(RichText::new(title).color(colours.faint)).on_hover_text(places.join("\n"));
        if is_reading {
            ui.add_space(10.0);
            ui.add(ProgressBar::new(so_far.0).desired_width(140.0));
            ui.label(RichText::new(so_far.1).color(colours.faint));
            if ui.button("停止").clicked() {
                commands.push(Command::Rollup(Step::CallOff));
            }
            follow(ui);
        }
    });
    ui.horizontal_wrapped(|ui| {
        target_ui(ui, view, colours, commands);
        ui.separator();
        let file = roster_file.as_deref().map(paths::name_of);
        roster_ui(ui, view, file, *is_roster_changed, colours, commands);
    });
    if let Some(error) = roster_trouble {
        ui.label(RichText::new(format!("？ 名册没有读出来：{error}")).color(colours.query));
    }
    bar_ui(ui, view, colours);
}

/// Whose 汇总 of which year it is.
fn target_ui(ui: &mut Ui, view: &mut View, colours: &Palette, commands: &mut Vec<Command>) {
    let target = view.collection().target().clone();
    let label = ui.label("汇总单位");
    let id = Id::unique("rollup agency");
    let (_, changed) = edited_line(ui, id, &target.agency, |ui, text| {
        let field = TextEdit::singleline(text).hint_text("如：××县人民政府").desired_width(200.0);
        ui.add(field).labelled_by(label.id)
    });
    if let Some(agency) = changed {
        commands.push(Command::Rollup(Step::Agency(agency)));
    }
    let label = ui.label("年度");
    let field = ui.add(TextEdit::singleline(&mut view.year).desired_width(60.0)).labelled_by(label.id);
    let typed = view.year.trim().parse().ok().filter(|year| editions::for_year(*year).is_some());
    match typed {
        Some(year) if year != target.year && field.changed() => {
            commands.push(Command::Rollup(Step::Year(year)));
        }
        None => {
            ui.label(RichText::new(editions::known_years()).small().color(colours.wrong));
        }
        _ => {}
    }
    ui.label(RichText::new(format!("{} 版式", target.form.edition)).color(colours.faint));
}

/// Which units are expected.
fn roster_ui(
    ui: &mut Ui,
    view: &View,
    file: Option<String>,
    is_changed: bool,
    colours: &Palette,
    commands: &mut Vec<Command>,
) {
    let units = view.collection().roster().units.len();
    let mut ask = |ui: &mut Ui, text: &str, hint: &str, command: Command| {
        if ui.button(text).on_hover_text(hint).clicked() {
            commands.push(command);
        }
    };
    match units {
        0 => {
            ui.label("没有名册").on_hover_text("有了名册，才知道哪些单位还没有报");
            ask(ui, "选名册…", "Excel、CSV 或 .名册 文件，首列为单位名称", Command::Choose(Purpose::Roster));
            let hint = "把已报的单位记下来，明年就知道谁还没有报";
            ask(ui, "由已报单位生成", hint, Command::Rollup(Step::RosterOfUnits));
        }
        units => {
            let file = file.map(|file| format!("：{file}")).unwrap_or_default();
            ui.label(format!("名册{file}"));
            ui.label(RichText::new(format!("{units} 个单位")).color(colours.faint));
            ask(ui, "换名册…", "Excel、CSV 或 .名册 文件，首列为单位名称", Command::Choose(Purpose::Roster));
            let keep = if is_changed { "保存名册…（有改动）" } else { "保存名册…" };
            ask(ui, keep, "保存为本程序的 .名册 文件，明年接着用", Command::Rollup(Step::KeepRoster));
            ask(ui, "不用名册", "报来几个算几个", Command::Rollup(Step::NoRoster));
        }
    }
}

/// All lines as one bar, by their states.
fn bar_ui(ui: &mut Ui, view: &View, colours: &Palette) {
    let counts = view.counts();
    let total: usize = counts.values().sum();
    ui.horizontal(|ui| {
        let units = view.collection().roster().units.len();
        let of = if units > 0 { format!("名册 {units} 个单位，") } else { String::new() };
        let open = match view.open() {
            0 => "都已处理".to_owned(),
            open => format!("{open} 处要处理"),
        };
        let words = format!("{of}计入汇总 {} 个，{open}", view.counted());
        ui.label(RichText::new(words).font(theme::bold(theme::TEXT)));
        ui.add_space(6.0);
        let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 10.0), Sense::hover());
        ui.painter().rect_filled(rect, theme::CORNER, colours.line);
        let mut left = rect.left();
        for kind in StateKind::ALL {
            let Some(count) = counts.get(&kind) else { continue };
            let width = rect.width() * *count as f32 / total.max(1) as f32;
            let part = Rect::from_min_size(egui::pos2(left, rect.top()), vec2(width, rect.height()));
            let colour = sign(kind, colours).1;
            let colour = if kind == StateKind::Missing { colours.line } else { colour };
            ui.painter().with_clip_rect(part.shrink2(vec2(0.5, 0.0))).rect_filled(
                rect,
                theme::CORNER,
                colour,
            );
            left += width;
        }
    });
}

fn foot_ui(
    ui: &mut Ui,
    rollup: &Rollup,
    desk: Option<&Desk>,
    colours: &Palette,
    commands: &mut Vec<Command>,
) {
    let Some(view) = &rollup.view else { return };
    let counted = view.counted();
    ui.horizontal(|ui| {
        let reread = ui.add_enabled(rollup.reading.is_none(), Button::new("重新读取"));
        if reread.on_hover_text("只读新的和改过的文件").clicked() {
            commands.push(Command::Rollup(Step::Reread));
        }
        if ui.button("再加文件夹…").on_hover_text("也可以把文件和文件夹拖进窗口").clicked()
        {
            commands.push(Command::Menu(MenuCommand::RollUp));
        }
        give::give_ui(ui, view, commands);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.add_enabled_ui(counted > 0 && !rollup.is_adding, |ui| {
                let can_update = App::can_update(rollup, desk);
                let make = format!("生成汇总（{counted} 个单位）");
                if can_update && main_button(ui, &format!("更新汇总（{counted} 个单位）")) {
                    commands.push(Command::Rollup(Step::Update));
                }
                let is_made =
                    if can_update { ui.button("另建汇总").clicked() } else { main_button(ui, &make) };
                if is_made {
                    commands.push(Command::Rollup(Step::Make));
                }
            });
            if ui.button("关闭").clicked() {
                commands.push(Command::Rollup(Step::Close));
            }
            if rollup.is_adding {
                ui.label(RichText::new("正在相加…").color(colours.faint));
            }
        });
    });
}
