//! The right pane: what the selected cell means, and what the rules say of it.

use egui::{Frame, Id, Margin, RichText, ScrollArea, TextEdit, Ui};

use crate::check::{self, About, Outcome, Standing, Verdict};
use crate::draft::{Draft, Edit, Entry, Misread, MoneyUnit, Origin, Value, says_something};
use crate::form::{Cell, CellId, Kind, Level, Subject, Year};

use super::buffered::{edited, edited_line};
use super::command::Command;
use super::desk::Desk;
use super::follow::Follow as _;
use super::rollup;
use super::sheet::last_year;
use super::theme::{self, Palette};

/// Width of the scroll bar, in points.
const BAR: f32 = 10.0;

/// Paints the pane for the selected cell.
pub fn inspector_ui(ui: &mut Ui, desk: &mut Desk, commands: &mut Vec<Command>) {
    let colours = theme::palette(ui);
    let Some(cell) = desk.selected() else {
        ui.add_space(12.0);
        ui.label(RichText::new("选中一个单元格，这里显示它的解释和相关勾稽关系。").color(colours.faint));
        return;
    };
    let mut area = ScrollArea::vertical().id_salt("本指标").auto_shrink(false);
    let known = Id::unique("cell explained");
    let is_new =
        ui.data_mut(|data| data.get_temp_mut_or_default::<Option<CellId>>(known).replace(cell)) != Some(cell);
    if is_new {
        // As far down as the cell before was read, its name would be out of view.
        area = area.vertical_scroll_offset(0.0);
    }
    area.show_followed(ui, |ui| {
        // The scroll bar stands over what is at the right edge.
        ui.set_max_width(ui.available_width() - BAR);
        ui.add_space(8.0);
        cell_head_ui(ui, desk, cell, &colours);
        units_ui(ui, desk.form().cell(cell), Year::This, desk.draft().entry(cell), commands);
        last_year_ui(ui, desk, cell, &colours, commands);
        // What is said of a sum belongs with its parts.
        let (sums, others): (Vec<Verdict>, Vec<Verdict>) = desk
            .verdicts()
            .iter()
            .filter(|verdict| verdict.cells(desk.form()).contains(&cell))
            .cloned()
            .partition(|verdict| matches!(verdict.about, About::Sum { .. }));
        ui.add_space(if sums.is_empty() { 0.0 } else { 10.0 });
        for verdict in &sums {
            verdict_ui(ui, desk, cell, verdict, false, commands);
        }
        rollup::parts_ui(ui, desk, cell, commands);
        ui.add_space(10.0);
        ui.label(RichText::new("相关勾稽关系").font(theme::bold(theme::TEXT)));
        // Who comes to a cell that waits for a reason sees where to write it.
        let mut shows_reason = is_new;
        let mut verdicts = others;
        // What needs attention first, what is not filled in yet last.
        verdicts.sort_by_key(|verdict| {
            // A query stays where it is while its reason is typed.
            let standing = match verdict.standing(desk.draft()) {
                Standing::Explained => Standing::Query,
                standing => standing,
            };
            (std::cmp::Reverse(standing), verdict.outcome == Outcome::Unknown)
        });
        if verdicts.is_empty() {
            ui.label(RichText::new("本指标没有勾稽关系。").color(colours.faint));
        }
        for verdict in &verdicts {
            verdict_ui(ui, desk, cell, verdict, shows_reason, commands);
            shows_reason = false;
        }
        ui.add_space(12.0);
    });
}

fn cell_head_ui(ui: &mut Ui, desk: &Desk, id: CellId, colours: &Palette) {
    let cell = desk.form().cell(id);
    ui.label(RichText::new(&cell.name).font(theme::bold(theme::HEADING)));
    ui.label(RichText::new(cell.path.replace('/', " › ")).small().color(colours.faint));
    ui.add_space(4.0);
    ui.horizontal_wrapped(|ui| {
        ui.label(RichText::new(format!("单位：{}", cell.unit)).color(colours.faint));
        let origin = desk.draft().entry(id).map_or_else(|| "未填".to_owned(), |entry| origin(&entry.origin));
        ui.label(RichText::new(origin).color(colours.faint));
    });
    if !cell.definition.is_empty() {
        ui.add_space(4.0);
        ui.label(&cell.definition);
    }
}

/// Where an entry came from; nothing for a typed one.
fn origin(origin: &Origin) -> String {
    match origin {
        Origin::Calculated => "按分项计算填入".to_owned(),
        Origin::Zeroed => "由空白补零".to_owned(),
        Origin::Carried => "由上年结转".to_owned(),
        Origin::Summed => "各单位之和".to_owned(),
        Origin::Imported { place } => format!("导入自 {place}"),
        Origin::Typed => String::new(),
    }
}

/// Last year's figure, which may be typed here, and what became of it.
fn last_year_ui(ui: &mut Ui, desk: &Desk, id: CellId, colours: &Palette, commands: &mut Vec<Command>) {
    let (draft, cell) = (desk.draft(), desk.form().cell(id));
    let now = last_year::shown(draft, id).unwrap_or_default();
    ui.add_space(6.0);
    ui.horizontal(|ui| {
        let label = ui.label("上年");
        let (response, changed) =
            edited_line(ui, Id::unique(("last year", cell.key.as_str())), &now, |ui, text| {
                ui.add(TextEdit::singleline(text).desired_width(80.0)).labelled_by(label.id)
            });
        if let Some(text) = changed {
            let entries = vec![(cell.key.clone(), Entry::typed(&text, cell.kind))];
            commands.push(Command::Type(Edit::Entries { year: Year::Last, entries }));
        }
        if response.lost_focus() {
            commands.push(Command::Seal);
        }
        if let Some(change) = last_year::signed_change(draft, id) {
            let share = last_year::percent(draft, id).map(|share| format!("（{share}）"));
            ui.label(format!("增减 {change}{}", share.unwrap_or_default()));
        }
    });
    let from = draft.last_year(id).map(|entry| origin(&entry.origin)).filter(|from| !from.is_empty());
    if let Some(from) = from {
        ui.label(RichText::new(format!("上年数{from}")).small().color(colours.faint));
    }
    if let Some(misread) = draft.last_year(id).and_then(|entry| entry.value.misread(cell.kind)) {
        ui.label(RichText::new(format!("× {}", misread.message())).color(colours.wrong));
    }
    units_ui(ui, cell, Year::Last, draft.last_year(id), commands);
}

/// An amount of money without its unit: a button for each that it may be in.
fn units_ui(ui: &mut Ui, cell: &Cell, year: Year, entry: Option<&Entry>, commands: &mut Vec<Command>) {
    let Some(Value::Text(text)) = entry.map(|entry| &entry.value) else { return };
    let complete = with_units(text, cell.kind);
    if complete.is_empty() {
        return;
    }
    ui.horizontal_wrapped(|ui| {
        for text in complete {
            if ui.button(&text).clicked() {
                let entries = vec![(cell.key.clone(), Entry::typed(&text, cell.kind))];
                commands.push(Command::Do(Edit::Entries { year, entries }));
            }
        }
    });
}

/// What an amount without its unit may mean: `251000元`, `251000万元`. Nothing where a unit does not
/// make it an amount.
fn with_units(text: &str, kind: Kind) -> Vec<String> {
    let value = |text: &str| Value::read(text, kind);
    if value(text).and_then(|value| value.misread(kind)) != Some(Misread::NoUnit) {
        return Vec::new();
    }
    let meant = MoneyUnit::ALL.iter().filter_map(|unit| value(&format!("{text}{}", unit.name())));
    meant.filter(|value| matches!(value, Value::Amount(..))).map(|value| value.to_string()).collect()
}

fn verdict_ui(
    ui: &mut Ui,
    desk: &mut Desk,
    here: CellId,
    verdict: &Verdict,
    shows_reason: bool,
    commands: &mut Vec<Command>,
) {
    let colours = &theme::palette(ui);
    let draft = desk.draft();
    let standing = verdict.standing(draft);
    let rule = verdict.shown_rule(desk.form());
    let (id, source) = (rule.id.clone(), rule.source.clone());
    let quiet = standing == Standing::Fine;
    let is_sum = matches!(verdict.about, About::Sum { .. });
    let (sign, word) = match verdict.outcome {
        Outcome::Unknown if verdict.lacks_last_year(draft) => ("…", "无上年数"),
        Outcome::Unknown => ("…", "未填齐"),
        _ => (theme::sign(standing), standing.name()),
    };
    let frame = Frame::new().fill(if quiet { colours.pane } else { colours.paper });
    frame.stroke((1.0, colours.line)).corner_radius(theme::CORNER_CARD).inner_margin(Margin::same(10)).show(
        ui,
        |ui| {
            ui.set_width(ui.available_width());
            ui.horizontal_wrapped(|ui| {
                let head = format!("{sign} {word}");
                let colour = if verdict.outcome == Outcome::Unknown {
                    colours.faint
                } else {
                    colours.standing(standing)
                };
                ui.label(RichText::new(head).font(theme::bold(theme::TEXT)).color(colour));
                ui.label(RichText::new(id).small().color(colours.faint));
            });
            ui.label(check::title(desk.draft(), verdict));
            let formula = check::formula(desk.draft(), verdict);
            if !formula.is_empty() {
                ui.label(RichText::new(formula).color(colours.faint));
            }
            if !quiet {
                ui.label(
                    RichText::new(check::sentence(desk.draft(), verdict)).color(colours.standing(standing)),
                );
                suspects_ui(ui, desk, here, verdict, colours, commands);
            }
            offers_ui(ui, desk, verdict, commands);
            let is_query = matches!(standing, Standing::Query | Standing::Explained)
                && verdict.rule(desk.form()).level == Level::Query;
            // Whoever corrects a sum says why, and then it stands.
            if is_query || (!quiet && is_sum) || (is_sum && standing == Standing::Explained) {
                let place = ui.scope(|ui| reason_ui(ui, desk, verdict, colours, commands)).response.rect;
                if shows_reason && standing == Standing::Query {
                    ui.scroll_to_rect(place, None);
                }
            }
            ui.label(RichText::new(format!("依据：{source}")).small().color(colours.faint));
        },
    );
    ui.add_space(6.0);
}

fn suspects_ui(
    ui: &mut Ui,
    desk: &Desk,
    here: CellId,
    verdict: &Verdict,
    colours: &Palette,
    commands: &mut Vec<Command>,
) {
    let suspects: Vec<CellId> =
        check::suspects(desk.draft(), verdict).into_iter().filter(|cell| *cell != here).collect();
    if suspects.is_empty() {
        return;
    }
    ui.horizontal_wrapped(|ui| {
        ui.label(RichText::new("可查：").color(colours.faint));
        for cell in suspects.iter().take(8) {
            if ui.small_button(&desk.form().cell(*cell).name).clicked() {
                commands.push(Command::GoTo(*cell));
            }
        }
    });
}

/// What may be filled in on request: a total whose parts are all there, blanks that can only be zero.
fn offers_ui(ui: &mut Ui, desk: &Desk, verdict: &Verdict, commands: &mut Vec<Command>) {
    let draft = desk.draft();
    if let Some((total, sum)) = verdict.relation().and_then(|id| check::calculated_total(draft, id))
        && draft.number(total) != Some(sum)
    {
        let cell = desk.form().cell(total);
        if ui.button(format!("按分项之和填写：{} {sum}", cell.name)).clicked() {
            let entry = Some(Entry::number(sum, Origin::Calculated));
            // Totals of this total follow it.
            let edit = check::with_totals(draft, Edit::entry(cell.key.clone(), entry));
            commands.push(Command::Do(edit));
        }
    }
    if let Some((cell, sum)) = corrected_sum(draft, verdict) {
        let shown = sum.as_ref().map_or_else(|| "空白".to_owned(), |entry| entry.value.to_string());
        if ui.button(format!("恢复为各单位之和 {shown}")).clicked() {
            commands.push(Command::Do(Edit::entry(draft.form().cell(cell).key.clone(), sum)));
        }
    }
    let blanks = check::open_blanks(draft, verdict);
    if !blanks.is_empty() && ui.button(format!("空白补零（{} 项）…", blanks.len())).clicked() {
        commands.push(Command::AskZeroFill(blanks));
    }
}

/// The cell of a 汇总 that is not as its sum, and what it was before it was corrected.
fn corrected_sum(draft: &Draft, verdict: &Verdict) -> Option<(CellId, Option<Entry>)> {
    let About::Sum { cell, .. } = verdict.about else { return None };
    if verdict.rule(draft.form()).subject != Subject::Sums {
        return None;
    }
    let sum = draft.sources()?.sum(&draft.form().cell(cell).key);
    Some((cell, sum.map(|sum| Entry { value: sum.value.clone(), origin: Origin::Summed })))
}

/// The reason field, with reasons that are often true to complete.
fn reason_ui(
    ui: &mut Ui,
    desk: &mut Desk,
    verdict: &Verdict,
    colours: &Palette,
    commands: &mut Vec<Command>,
) {
    let Some(name) = verdict.reason_name(desk.form()) else { return };
    let ready = verdict.rule(desk.form()).ready_reasons.clone();
    let kept = desk.draft().reason_named(&name).map(|reason| reason.text.clone());
    let stands = desk.draft().is_explained_by(&name, &verdict.reason_values(desk.draft()));
    let text = kept.clone().unwrap_or_default();
    ui.add_space(4.0);
    let label = ui.label(RichText::new("核实说明").font(theme::bold(theme::TEXT)));
    let (response, changed) = edited(ui, Id::unique(("reason", &name)), &text, |ui, text| {
        let field = TextEdit::multiline(text)
            .desired_rows(2)
            .desired_width(f32::INFINITY)
            .hint_text("为什么会这样，写清件数和缘由");
        ui.add(field).labelled_by(label.id)
    });
    if let Some(text) = changed {
        commands.push(Command::Explain(name.clone(), text));
    }
    if response.lost_focus() {
        commands.push(Command::Seal);
    }
    ui.horizontal_wrapped(|ui| {
        for reason in &ready {
            if ui.small_button(shortened(reason)).on_hover_text(reason).clicked() {
                commands.extend([
                    Command::Seal,
                    Command::Explain(name.clone(), reason.clone()),
                    Command::Seal,
                ]);
            }
        }
    });
    let complaint = if text.trim().is_empty() || stands {
        None
    } else if text.contains('＿') {
        Some("请把＿处填写完整")
    } else if !says_something(&text) {
        Some("请写明具体原因；“核实无误”之类的说明不被接受")
    } else {
        Some("说明之后数字有变，请核对后重新确认")
    };
    if let Some(complaint) = complaint {
        ui.label(RichText::new(complaint).small().color(colours.query));
    }
    ui.horizontal(|ui| {
        let is_lapsed = !stands && says_something(&text);
        if is_lapsed && ui.button("重新确认").clicked() {
            commands.extend([Command::Seal, Command::Explain(name.clone(), text.clone()), Command::Seal]);
        }
        if kept.is_some() && ui.button("撤回说明").clicked() {
            commands.extend([Command::Seal, Command::Explain(name.clone(), String::new()), Command::Seal]);
        }
    });
}

fn shortened(text: &str) -> String {
    const LONG: usize = 14;
    match text.chars().count() > LONG {
        true => text.chars().take(LONG).chain(['…']).collect(),
        false => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, kind: Kind, expected: &[&str]) {
        assert_eq!(with_units(text, kind), expected, "{text}");
    }

    #[test]
    fn an_amount_without_its_unit_is_completed_with_either() {
        check("251000", Kind::Amount, &["251000元", "251000万元"]);
        check("25.1", Kind::Amount, &["25.1元", "25.1万元"]);
        check("251,000", Kind::Amount, &["251000元", "251000万元"]);
        check("25.1万元", Kind::Amount, &[]);
        check("约25", Kind::Amount, &[]);
        check("约25", Kind::Money, &[]);
    }
}
