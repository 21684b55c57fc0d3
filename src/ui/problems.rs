//! The bottom pane: everything that someone has to look at; a click leads to the cell.

use egui::{RichText, ScrollArea, Sense, Ui, WidgetInfo, vec2};

use crate::check::{self, About, Summary};

use super::command::Command;
use super::desk::Desk;
use super::theme;

/// Paints the list.
pub fn problems_ui(ui: &mut Ui, desk: &Desk, commands: &mut Vec<Command>) {
    let colours = theme::palette(ui);
    let draft = desk.draft();
    let problems = check::problems(draft, desk.verdicts());
    ui.add_space(4.0);
    ui.horizontal(|ui| {
        ui.label(RichText::new("审核").font(theme::bold(theme::TEXT)));
        let summary = desk.summary();
        ui.label(RichText::new(counts(summary)).color(match summary {
            Summary { fails: 1.., .. } => colours.wrong,
            Summary { queries: 1.., .. } => colours.query,
            _ => colours.good,
        }));
        if !problems.is_empty() {
            ui.label(RichText::new("点击跳转，F8 到下一处").small().color(colours.faint));
        }
    });
    if problems.is_empty() {
        return;
    }
    ScrollArea::vertical().id_salt("审核").auto_shrink(false).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        for (standing, verdict) in problems {
            let rule = verdict.shown_rule(desk.form());
            let words = match verdict.about {
                About::Relation { .. } => {
                    format!("{}：{}", check::place(draft, verdict), check::sentence(draft, verdict))
                }
                About::Entry(_) => {
                    format!("{}：{}", check::place(draft, verdict), check::title(draft, verdict))
                }
                About::Field(_) => check::title(draft, verdict),
            };
            let text = format!("{} {}  {}  {words}", theme::sign(standing), standing.name(), rule.id);
            let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 26.0), Sense::click());
            response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, &text));
            if response.hovered() || response.has_focus() {
                ui.painter().rect_filled(rect, 3.0, colours.accent_wash);
            }
            let painter = ui.painter().with_clip_rect(rect);
            let mut x = rect.left() + 6.0;
            for (part, font, colour, width) in [
                (
                    theme::sign(standing).to_owned(),
                    theme::bold(theme::TEXT),
                    colours.standing(standing),
                    18.0,
                ),
                (standing.name().to_owned(), theme::regular(theme::TEXT), colours.standing(standing), 56.0),
                (rule.id.clone(), theme::regular(theme::SMALL), colours.faint, 58.0),
                (words, theme::regular(theme::TEXT), colours.ink, 0.0),
            ] {
                let pos = egui::pos2(x, rect.center().y);
                painter.text(pos, egui::Align2::LEFT_CENTER, part, font, colour);
                x += width;
            }
            let response = response.on_hover_text(check::title(draft, verdict));
            if response.clicked() {
                commands.push(Command::leading_to(verdict, desk.form()));
            }
        }
    });
}

/// “2 处不符 · 3 处待核实 · 4 处提示”.
pub fn counts(summary: Summary) -> String {
    let parts: Vec<String> = [
        (summary.fails, "处不符"),
        (summary.queries, "处待核实"),
        (summary.hints, "处提示"),
        (summary.explained, "处已说明"),
    ]
    .into_iter()
    .filter(|(count, _)| *count > 0)
    .map(|(count, words)| format!("{count} {words}"))
    .collect();
    if parts.is_empty() { "✓ 全部勾稽关系符合".to_owned() } else { parts.join(" · ") }
}
