//! The page of a document being brought in: at the left the document, at the right what is taken of it.

use egui::{
    Align, CentralPanel, ComboBox, Frame, Layout, Margin, Panel, RichText, Sense, TextEdit, Ui, vec2,
};

use super::view::View;
use super::{Import, Step, list, source_pane};
use crate::draft::Draft;
use crate::form::{Field, Year};
use crate::import::{Choice, Report};
use crate::ui::choice::choice_ui;
use crate::ui::command::Command;
use crate::ui::desk::Desk;
use crate::ui::dialog::main_button;
use crate::ui::panes::Widths;
use crate::ui::theme::{self, Palette};

/// The pane of what was read.
const LIST: &str = "导入清单";

/// Paints the page.
pub fn import_ui(
    ui: &mut Ui,
    import: &mut Import,
    desk: Option<&Desk>,
    widths: &mut Widths<'_>,
    commands: &mut Vec<Command>,
) {
    let colours = theme::palette(ui);
    let pane = Frame::new().fill(colours.pane).inner_margin(Margin::symmetric(14, 8));
    let waiting = import.waiting.len();
    let Some(view) = &mut import.view else {
        CentralPanel::no_frame().frame(Frame::new().fill(colours.desk)).show(ui, |ui| {
            busy_ui(ui, &import.name, &colours, commands);
        });
        return;
    };
    let draft = desk.map(Desk::draft);
    Panel::top("导入抬头").frame(pane).show(ui, |ui| head_ui(ui, view, draft, waiting, &colours, commands));
    Panel::bottom("导入按钮").frame(pane).show(ui, |ui| foot_ui(ui, view, draft, commands));
    let room = ui.available_width();
    let list = Panel::right(LIST).frame(pane.inner_margin(Margin { left: 10, right: 4, top: 6, bottom: 0 }));
    let list = list.resizable(true).default_size(widths.of(LIST, (room * 0.5).min(620.0)));
    let shown = list.size_range(330.0..=(room - 260.0).max(331.0)).show(ui, |ui| match view.report() {
        Some(_) => list::list_ui(ui, view, commands),
        None => nothing_ui(ui, &colours),
    });
    widths.note(ui, LIST, shown.response.rect.width());
    theme::name_edge(ui, LIST);
    CentralPanel::no_frame().frame(Frame::new().fill(colours.paper)).show(ui, |ui| {
        source_pane::source_ui(ui, view, commands);
    });
}

fn busy_ui(ui: &mut Ui, name: &str, colours: &Palette, commands: &mut Vec<Command>) {
    ui.vertical_centered(|ui| {
        ui.add_space(ui.available_height() * 0.36);
        turning_ui(ui, colours);
        ui.add_space(10.0);
        ui.label(RichText::new(format!("正在读取 {name}…")).font(theme::bold(theme::TEXT)));
        ui.label(RichText::new("只在本机读取，不会上传").color(colours.faint));
        ui.add_space(10.0);
        if ui.button("取消").clicked() {
            commands.push(Command::Import(Step::Cancel));
        }
    });
}

/// A sign that work goes on. It turns in steps, since each is a frame for a processor that has better to do.
fn turning_ui(ui: &mut Ui, colours: &Palette) {
    const STEP: f64 = 0.15;
    let (rect, _) = ui.allocate_exact_size(vec2(34.0, 34.0), Sense::hover());
    let step = ui.input(|input| (input.time / STEP) as usize);
    const DOTS: usize = 8;
    for dot in 0..DOTS {
        let angle = std::f32::consts::TAU * dot as f32 / DOTS as f32;
        let behind = (step + DOTS - dot) % DOTS;
        let colour = colours.accent.gamma_multiply(1.0 - behind as f32 / DOTS as f32);
        ui.painter().circle_filled(rect.center() + 13.0 * vec2(angle.cos(), angle.sin()), 3.0, colour);
    }
    ui.ctx().request_repaint_after_secs(STEP as f32);
}

fn nothing_ui(ui: &mut Ui, colours: &Palette) {
    ui.add_space(40.0);
    ui.vertical_centered(|ui| {
        ui.label(RichText::new("没有找到年度报告的数字").font(theme::bold(theme::HEADING)));
        ui.add_space(6.0);
        for line in [
            "左边是从这份文件里读到的全部文字。",
            "如果统计表在里面是一张图片，请改用带文字的文件；",
            "也可以在原来的程序里选中表格复制，再用“数据 › 从剪贴板导入”。",
        ] {
            ui.label(RichText::new(line).color(colours.faint));
        }
    });
}

fn head_ui(
    ui: &mut Ui,
    view: &View,
    draft: Option<&Draft>,
    waiting: usize,
    colours: &Palette,
    commands: &mut Vec<Command>,
) {
    ui.horizontal_wrapped(|ui| {
        ui.label(RichText::new(format!("导入 {}", view.name)).font(theme::bold(theme::HEADING)));
        if waiting > 0 {
            ui.label(RichText::new(format!("后面还有 {waiting} 个文件")).color(colours.faint));
        }
        let Some(report) = view.report() else { return };
        ui.add_space(10.0);
        match view.reports.len() {
            1 => {
                ui.label(name_of(report));
            }
            several => {
                let label = ui.label(format!("文件里有 {several} 份报告，导入："));
                let chosen = ComboBox::from_id_salt("报告").selected_text(name_of(report)).width(280.0);
                let names: Vec<String> = view.reports.iter().map(name_of).collect();
                let entries = names.iter().map(|name| (name.as_str(), ""));
                let (response, picked) = choice_ui(ui, chosen, Some(view.chosen), entries);
                response.labelled_by(label.id);
                commands.extend(picked.map(|number| Command::Import(Step::Report(number))));
            }
        }
        if let Some(draft) = draft {
            ui.separator();
            ui.label("填入");
            let now = view.year(draft);
            let this = format!("本年数（{}）", draft.year());
            let last = format!("上年数（{}）", draft.year().saturating_sub(1));
            for (year, text) in [(Year::This, this), (Year::Last, last)] {
                if ui.radio(now == year, text).clicked() && now != year {
                    commands.push(Command::Import(Step::Year(year)));
                }
            }
        }
    });
    let warnings = view.report().zip(draft).map(|(report, draft)| warnings(view, report, draft));
    for warning in warnings.unwrap_or_default() {
        ui.label(RichText::new(format!("？ {warning}")).color(colours.query));
    }
    if !view.source.notes.is_empty() {
        let notes = view.source.notes.join("；");
        let short: String = notes.chars().take(80).collect();
        let shown = if short.len() < notes.len() { format!("{short}…") } else { short };
        ui.label(RichText::new(format!("读取说明：{shown}")).small().color(colours.faint))
            .on_hover_text(notes);
    }
}

/// A report in a few words: `2018 年度 · 金塘镇人民政府 · 2014 版式`.
fn name_of(report: &Report) -> String {
    let year = report.year.map_or_else(|| "年度不明".to_owned(), |year| format!("{year} 年度"));
    let agency = if report.agency.is_empty() { "单位不明" } else { &report.agency };
    format!("{year} · {agency} · {} 版式", report.form.edition)
}

/// What may be wrong with bringing this report into that draft.
fn warnings(view: &View, report: &Report, draft: &Draft) -> Vec<String> {
    let mut warnings = Vec::new();
    let wanted = match view.year(draft) {
        Year::This => draft.year(),
        Year::Last => draft.year().saturating_sub(1),
    };
    match report.year {
        Some(year) if year != wanted => {
            warnings.push(format!("原件是 {year} 年度的，将填入 {wanted} 年度，请核对"));
        }
        None => warnings.push(format!("原件没有写明年度，将填入 {wanted} 年度，请核对")),
        _ => {}
    }
    let agency = draft.field(Field::Agency);
    if !report.agency.is_empty() && !agency.is_empty() && report.agency != agency {
        warnings.push(format!("原件的单位是“{}”，底稿的单位是“{agency}”", report.agency));
    }
    if report.scope != draft.scope() {
        let (theirs, ours) = (report.scope.name(), draft.scope().name());
        warnings.push(format!("原件是{theirs}数，底稿的统计口径是{ours}"));
    }
    if report.form.edition != draft.form().edition {
        let (theirs, ours) = (&report.form.edition, &draft.form().edition);
        warnings.push(format!("原件是 {theirs} 版式，底稿是 {ours} 版式：按对照关系填入，对不上的不填"));
    }
    warnings
}

fn foot_ui(ui: &mut Ui, view: &mut View, draft: Option<&Draft>, commands: &mut Vec<Command>) {
    let colours = theme::palette(ui);
    let taken = view.counts().taken;
    ui.horizontal(|ui| {
        if view.report().is_some() {
            let is_any = view.offer().is_some_and(|offer| offer.items.iter().any(|item| item.is_sure()));
            for (text, choice) in [("全部采用无疑问的", Choice::Taken), ("全部不用", Choice::Left)]
            {
                if ui.add_enabled(is_any, egui::Button::new(text)).clicked() {
                    commands.push(Command::Import(Step::ChooseSure(None, choice)));
                }
            }
            if view.counts().open > 0 {
                ui.label(RichText::new("F8 到下一个待定的数").small().color(colours.faint));
            }
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            buttons_ui(ui, view, draft, taken, commands);
        });
    });
}

fn buttons_ui(
    ui: &mut Ui,
    view: &mut View,
    draft: Option<&Draft>,
    taken: usize,
    commands: &mut Vec<Command>,
) {
    if let Some(report) = view.report() {
        let needs_year = report.year.is_none();
        let year = report.year.or_else(|| view.new_year.trim().parse().ok());
        if draft.is_some() {
            ui.add_enabled_ui(taken > 0, |ui| {
                if main_button(ui, &format!("导入到底稿（{taken} 项）")) {
                    commands.push(Command::Import(Step::IntoDraft));
                }
            });
        }
        let new = match year {
            Some(year) => format!("另建底稿（{year} 年度）"),
            None => "另建底稿".to_owned(),
        };
        ui.add_enabled_ui(year.is_some(), |ui| {
            let clicked = match draft {
                Some(_) => ui.button(new).clicked(),
                None => main_button(ui, &new),
            };
            if clicked {
                commands.push(Command::Import(Step::NewDraft));
            }
        });
        if needs_year {
            let field =
                ui.add(TextEdit::singleline(&mut view.new_year).hint_text("如 2018").desired_width(64.0));
            let label = ui.label("年度");
            field.labelled_by(label.id);
        }
    }
    if ui.button("取消").clicked() {
        commands.push(Command::Import(Step::Cancel));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft::Scope;
    use crate::form::editions;
    use crate::import::Source;
    use crate::ui::import::Understood;

    fn report(edition: &str, year: Option<u16>, agency: &str) -> Report {
        Report {
            form: editions::named(edition).expect("the edition"),
            year,
            agency: agency.to_owned(),
            scope: Scope::Own,
            figures: Vec::new(),
            questions: Vec::new(),
            asides: Vec::new(),
            fields: Vec::new(),
            sections: Vec::new(),
            blocks: 0..0,
        }
    }

    /// Warnings of a report brought into the draft of 金塘镇 for 2018.
    fn check(edition: &str, year: Option<u16>, agency: &str, expected: &[&str]) {
        let form = editions::named("2014").expect("the edition");
        let draft = Draft::new(form, 2018, "金塘镇");
        let report = report(edition, year, agency);
        let view = View::new(
            "去年报告.docx".to_owned(),
            Understood { source: Source::default(), reports: vec![report.clone()] },
        );
        let got = warnings(&view, &report, &draft);
        assert_eq!(got.len(), expected.len(), "{got:?}");
        for (got, expected) in got.iter().zip(expected) {
            assert!(got.contains(expected), "{got}");
        }
    }

    #[test]
    fn what_does_not_fit_the_draft_is_told() {
        check("2014", Some(2018), "金塘镇", &[]);
        check("2014", Some(2017), "", &[]);
        check("2014", Some(2016), "金塘镇", &["原件是 2016 年度的，将填入 2018 年度"]);
        check("2014", None, "金塘镇", &["没有写明年度"]);
        check("2019", Some(2019), "白泉镇", &["2019 年度", "白泉镇", "2019 版式"]);
    }
}
