//! The page of basic data: agency, contacts, sign-off and dates.

use egui::{ComboBox, Context, Grid, Id, Margin, RichText, ScrollArea, TextEdit, Ui};

use crate::draft::{Edit, Entry, Scope};
use crate::form::Field;

use super::buffered::edited_line;
use super::choice::choice_ui;
use super::command::Command;
use super::desk::Desk;
use super::follow::Follow as _;
use super::theme::{self, Palette};

/// The groups of the page.
const GROUPS: [(&str, &[Field]); 3] = [
    ("填报单位", &[Field::Agency, Field::ShortName, Field::AgencyKind, Field::AgencyLevel]),
    ("联系方式（写入报告）", &[Field::Address, Field::Postcode, Field::Site, Field::Mail, Field::Phone]),
    (
        "签署与日期",
        &[
            Field::Head,
            Field::Reviewer,
            Field::Preparer,
            Field::PreparerPhone,
            Field::FilledOn,
            Field::IssuedOn,
            Field::DueOn,
        ],
    ),
];

/// Width of the names before the fields, in points: the same in every group, so that the fields stand in one line.
const LABELS: f32 = 86.0;

/// Paints the page.
pub fn basics_ui(ui: &mut Ui, desk: &Desk, commands: &mut Vec<Command>) {
    let colours = theme::palette(ui);
    ScrollArea::vertical().id_salt("基本信息").auto_shrink(false).show_followed(ui, |ui| {
        ui.vertical_centered(|ui| {
            ui.add_space(16.0);
            let frame = theme::sheet(&colours);
            frame.inner_margin(Margin::same(32)).show(ui, |ui| {
                ui.set_width(ui.available_width().min(720.0));
                ui.with_layout(egui::Layout::top_down(egui::Align::Min), |ui| {
                    ui.label(RichText::new("基本信息").font(theme::bold(theme::TITLE)));
                    year_ui(ui, desk, &colours, commands);
                    for (title, fields) in GROUPS {
                        ui.add_space(16.0);
                        ui.label(RichText::new(title).font(theme::bold(theme::TEXT)));
                        ui.add_space(4.0);
                        Grid::new(title).num_columns(2).min_col_width(LABELS).spacing([16.0, 8.0]).show(
                            ui,
                            |ui| {
                                for field in fields {
                                    field_ui(ui, desk, *field, &colours, commands);
                                    ui.end_row();
                                }
                            },
                        );
                    }
                    facts_ui(ui, desk, &colours, commands);
                });
            });
            ui.add_space(24.0);
        });
    });
}

fn year_ui(ui: &mut Ui, desk: &Desk, colours: &Palette, commands: &mut Vec<Command>) {
    let draft = desk.draft();
    let form = desk.form();
    ui.add_space(8.0);
    ui.label(
        RichText::new(format!("{} {}年版（{}）", form.title, form.edition, form.document))
            .color(colours.faint),
    );
    ui.add_space(4.0);
    Grid::new("年度").num_columns(2).min_col_width(LABELS).spacing([16.0, 8.0]).show(ui, |ui| {
        let label = ui.label("报告年度");
        let last = form.last_year.unwrap_or(form.first_year + 20);
        let list = ComboBox::from_id_salt("报告年度").selected_text(format!("{} 年", draft.year()));
        let years: Vec<(u16, String)> =
            (form.first_year..=last).map(|year| (year, format!("{year} 年"))).collect();
        let chosen = years.iter().position(|(year, _)| *year == draft.year());
        let entries = years.iter().map(|(_, text)| (text.as_str(), ""));
        let (combo, picked) = choice_ui(ui, list, chosen, entries);
        combo.labelled_by(label.id);
        if let Some((year, _)) = picked.and_then(|number| years.get(number)) {
            commands.push(Command::Do(Edit::ReportYear(*year)));
        }
        ui.end_row();
        ui.label("统计口径");
        ui.horizontal(|ui| {
            theme::outline_ticks(ui);
            for scope in [Scope::Own, Scope::RolledUp] {
                if ui.radio(draft.scope() == scope, scope.name()).clicked() {
                    commands.push(Command::Do(Edit::Scope(scope)));
                }
            }
        });
        ui.end_row();
    });
}

/// Figures that the report needs and no table of the form holds.
fn facts_ui(ui: &mut Ui, desk: &Desk, colours: &Palette, commands: &mut Vec<Command>) {
    let form = desk.form();
    let facts: Vec<_> = form.ids().filter(|id| form.is_fact(*id)).collect();
    if facts.is_empty() {
        return;
    }
    ui.add_space(16.0);
    ui.label(RichText::new("表外数字（写入报告）").font(theme::bold(theme::TEXT)));
    ui.add_space(4.0);
    Grid::new("表外数字").num_columns(2).min_col_width(LABELS).spacing([16.0, 8.0]).show(ui, |ui| {
        for id in facts {
            let cell = form.cell(id);
            let label = ui.label(cell.label()).on_hover_text(&cell.definition);
            let now = desk.draft().shown(id).unwrap_or_default();
            ui.horizontal(|ui| {
                let (response, changed) =
                    edited_line(ui, Id::unique(("fact", cell.key.as_str())), &now, |ui, text| {
                        ui.add(TextEdit::singleline(text).desired_width(120.0)).labelled_by(label.id)
                    });
                if let Some(text) = changed {
                    let entry = Entry::typed(&text, cell.kind);
                    commands.push(Command::Type(Edit::entry(cell.key.clone(), entry)));
                }
                if response.lost_focus() {
                    commands.push(Command::Seal);
                }
                ui.label(RichText::new(&cell.unit).color(colours.faint));
                let misread = desk.draft().value(id).and_then(|value| value.misread(cell.kind));
                if let Some(misread) = misread {
                    ui.label(RichText::new(format!("× {}", misread.message())).color(colours.wrong));
                }
            });
            ui.end_row();
        }
    });
}

/// What is to have the keyboard once it is on the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Sought(Field);

/// Gives a field the keyboard when the page is next shown.
pub fn seek(ctx: &Context, field: Field) {
    ctx.data_mut(|data| data.insert_temp(Id::NULL, Sought(field)));
}

/// Whether a field is the one sought, once. A page measured before it is shown gives no keyboard.
fn is_sought(ui: &Ui, field: Field) -> bool {
    let is = ui.is_visible() && ui.data(|data| data.get_temp(Id::NULL)) == Some(Sought(field));
    if is {
        ui.data_mut(|data| data.remove::<Sought>(Id::NULL));
    }
    is
}

fn field_ui(ui: &mut Ui, desk: &Desk, field: Field, colours: &Palette, commands: &mut Vec<Command>) {
    let label = ui.label(field.name());
    let now = desk.draft().field(field).to_owned();
    if !field.choices().is_empty() {
        let shown = if now.is_empty() { "未选择" } else { &now };
        let list = ComboBox::from_id_salt(field.name()).selected_text(shown);
        let chosen = field.choices().iter().position(|choice| *choice == now);
        let (combo, picked) = choice_ui(ui, list, chosen, field.choices().iter().map(|choice| (*choice, "")));
        combo.labelled_by(label.id);
        if let Some(choice) = picked.and_then(|number| field.choices().get(number)) {
            commands.push(Command::Do(Edit::Field(field, (*choice).to_owned())));
        }
        return;
    }
    // What is said of it stands below: beside it, the page would be wider than its paper.
    ui.vertical(|ui| {
        // A blank 报送截止日期 is the law's day.
        let due = (field == Field::DueOn).then(|| desk.draft().due()).flatten();
        let hint = match due {
            Some((day, _)) => format!("{day}（法定期限）"),
            None if field == Field::DueOn => "按当地通知填写".to_owned(),
            None if field.is_date() => format!("如 {}-01-16", desk.draft().year().saturating_add(1)),
            None => String::new(),
        };
        let source = due.filter(|_| now.is_empty()).map(|(_, source)| source.to_owned());
        let (response, changed) = edited_line(ui, Id::unique(("field", field)), &now, |ui, text| {
            let field = TextEdit::singleline(text).hint_text(hint.as_str()).desired_width(360.0);
            ui.add(field).labelled_by(label.id)
        });
        if is_sought(ui, field) {
            response.request_focus();
        }
        if let Some(source) = &source {
            ui.label(RichText::new(source).small().color(colours.faint));
        }
        if let Some(text) = changed {
            commands.push(Command::Type(Edit::Field(field, text)));
        }
        if response.lost_focus() {
            commands.push(Command::Seal);
        }
        if field.is_date() && !now.is_empty() && desk.draft().date(field).is_none() {
            ui.label(RichText::new("× 看不出是哪一天，请写成 2019-01-16").color(colours.wrong));
        }
    });
}
