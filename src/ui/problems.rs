//! The bottom pane: everything that someone has to look at, in the figures and then in the words of the
//! report; a click leads there.

use egui::text::{LayoutJob, TextWrapping};
use egui::{Align, Button, Layout, RichText, Role, ScrollArea, Sense, Ui, WidgetInfo, vec2};

use crate::audit::Finding;
use crate::check::{self, About, Outcome, Standing, Summary, Verdict};
use crate::form::Level;

use super::command::{Command, MenuCommand};
use super::desk::Desk;
use super::follow::Follow as _;
use super::theme::{self, Palette};

/// Paints the list; `folded` only the line above it, which says how many there are.
pub fn problems_ui(ui: &mut Ui, desk: &mut Desk, folded: bool, commands: &mut Vec<Command>) {
    let colours = theme::palette(ui);
    let findings = desk.findings();
    let of_figures = rows(desk);
    let of_words: Vec<Row> = findings.iter().map(row_of).collect();
    ui.add_space(4.0);
    ui.horizontal(|ui| {
        ui.label(RichText::new("审核").font(theme::bold(theme::TEXT)));
        let summary = desk.summary();
        let waits = |verdict: &&Verdict| {
            verdict.outcome == Outcome::Unknown && !verdict.lacks_last_year(desk.draft())
        };
        let open = desk.verdicts().iter().filter(waits).count();
        ui.label(RichText::new(counts(summary, open)).color(match summary {
            Summary { fails: 1.., .. } => colours.wrong,
            Summary { queries: 1.., .. } => colours.query,
            _ if open > 0 => colours.faint,
            _ => colours.good,
        }));
        if !of_words.is_empty() {
            let worst = of_words.iter().map(|row| row.standing).max().unwrap_or(Standing::Fine);
            let words = format!("报告文字 {} 处", of_words.len());
            ui.label(RichText::new(words).color(colours.standing(worst)));
        }
        if !of_figures.is_empty() || !of_words.is_empty() {
            let hint = if folded { "F8 到下一处" } else { "点击跳转，F8 到下一处" };
            ui.label(RichText::new(hint).small().color(colours.faint));
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let text = if folded { "展开" } else { "收起" };
            let button = ui.add(Button::new(RichText::new(text).small()).frame(false));
            button.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("{text}审核")));
            if button.clicked() {
                commands.push(Command::Menu(MenuCommand::Problems));
            }
        });
    });
    if folded || of_figures.is_empty() && of_words.is_empty() {
        return;
    }
    ScrollArea::vertical().id_salt("审核").auto_shrink(false).show_followed(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        for row in of_figures.into_iter().chain(of_words) {
            if row_ui(ui, &row, &colours) {
                commands.push(row.command);
            }
        }
    });
}

/// What the list says of the place that this command leads to.
pub fn words(desk: &mut Desk, leading: &Command) -> Option<String> {
    let findings = desk.findings();
    let mut all = rows(desk).into_iter().chain(findings.iter().map(row_of));
    // Fields that lack the same stand in one row, which leads to the first of them.
    let is_of = |row: &Row| match leading {
        Command::GoToField(field) => row.words.contains(field.name()),
        leading => row.command == *leading,
    };
    all.find(is_of).map(|row| row.words)
}

/// One line of the list.
struct Row {
    standing: Standing,
    rule: String,
    words: String,
    /// What the rule demands, shown on hovering.
    title: String,
    command: Command,
}

/// The lines, texts that are missing put into one.
fn rows(desk: &Desk) -> Vec<Row> {
    let draft = desk.draft();
    let mut rows: Vec<Row> = Vec::new();
    for (standing, verdict) in check::problems(draft, desk.verdicts()) {
        let rule = verdict.shown_rule(desk.form()).id.clone();
        let title = check::title(draft, verdict);
        let words = match verdict.about {
            About::Relation { .. } | About::Sum { .. } | About::Units => {
                let (place, sentence) = (check::place(draft, verdict), check::sentence(draft, verdict));
                // What a sum came to begins with its name.
                if sentence.starts_with(&place) { sentence } else { format!("{place}：{sentence}") }
            }
            About::Entry(_) => format!("{}：{title}", check::place(draft, verdict)),
            About::Year => title.clone(),
            About::Field(_) => match rows.iter_mut().find(|row| row.rule == rule) {
                Some(row) => {
                    row.words = format!("{}，{title}", row.words);
                    continue;
                }
                None => title.clone(),
            },
        };
        let command = Command::leading_to(verdict, desk.form());
        rows.push(Row { standing, rule, words, title, command });
    }
    rows
}

/// The line of a finding. It looks like that of a rule of its level.
fn row_of(finding: &Finding) -> Row {
    Row {
        standing: match finding.level {
            Level::Must => Standing::Fails,
            Level::Query => Standing::Query,
            Level::Hint => Standing::Hint,
        },
        rule: finding.id.to_owned(),
        words: format!("{}：{}", finding.place.name(), finding.what),
        title: finding.advice.clone(),
        command: Command::leading_to_words(&finding.place),
    }
}

/// Paints a line; true when it was chosen.
fn row_ui(ui: &mut Ui, row: &Row, colours: &Palette) -> bool {
    let (sign, word) = (theme::sign(row.standing), row.standing.name());
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 26.0), Sense::click());
    let spoken = format!("{sign} {word}  {}  {}", row.rule, row.words);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &spoken));
    if response.hovered() || response.has_focus() {
        ui.painter().rect_filled(rect, theme::CORNER, colours.accent_wash);
    }
    let painter = ui.painter().with_clip_rect(rect);
    let colour = colours.standing(row.standing);
    let mut x = rect.left() + 6.0;
    for (part, font, colour, width) in [
        (sign, theme::bold(theme::TEXT), colour, 18.0),
        (word, theme::regular(theme::TEXT), colour, 56.0),
        (&row.rule, theme::regular(theme::SMALL), colours.faint, 58.0),
        (&row.words, theme::regular(theme::TEXT), colours.ink, 0.0),
    ] {
        let mut job = LayoutJob::simple_singleline(part.to_owned(), font, colour);
        job.wrap = TextWrapping::truncate_at_width((rect.right() - 4.0 - x).max(0.0));
        let galley = painter.layout_job(job);
        painter.galley(egui::pos2(x, rect.center().y - galley.size().y / 2.0), galley, colour);
        x += width;
    }
    response.on_hover_text(&row.title).clicked()
}

/// “2 处不符 · 3 处待核实 · 4 处提示”; `open` relations cannot be judged yet.
fn counts(summary: Summary, open: usize) -> String {
    let mut parts: Vec<String> = [
        (summary.fails, "处不符"),
        (summary.queries, "处待核实"),
        (summary.hints, "处提示"),
        (summary.explained, "处已说明"),
        (open, "条勾稽关系尚未填齐"),
    ]
    .into_iter()
    .filter(|(count, _)| *count > 0)
    .map(|(count, words)| format!("{count} {words}"))
    .collect();
    if parts.is_empty() {
        parts.push("✓ 全部勾稽关系符合".to_owned());
    }
    parts.join(" · ")
}
