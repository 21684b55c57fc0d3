//! The menu of a cell, by the right button or the menu key: what can be done with the selected cells, and the
//! cells it makes sums and comparisons with.

use egui::{Button, Context, Id, Popup, RectAlign, Response, RichText, Ui};

use crate::form::CellId;
use crate::ui::command::{Command, MenuCommand};
use crate::ui::desk::Desk;
use crate::ui::menus::entry_ui;
use crate::ui::theme;

/// Opens the menu of a cell where it was asked for. Another cell than the selected ones is selected first.
pub fn cell_menu_ui(ui: &Ui, desk: &Desk, cell: CellId, response: &Response, commands: &mut Vec<Command>) {
    if response.secondary_clicked() && !desk.chosen().contains(&cell) {
        commands.push(Command::GoTo(cell));
    }
    response.context_menu(|ui| entries_ui(ui, desk, cell, commands));
    // By the keyboard it stands under the cell, not at the pointer.
    if desk.selected() != Some(cell) {
        return;
    }
    let id = Id::unique("cell menu by key");
    let is_asked = ui.data_mut(|data| data.remove_temp::<bool>(asked())).is_some();
    if is_asked && response.has_focus() {
        Popup::open_id(ui.ctx(), id);
    }
    let popup = Popup::menu(response).id(id).open_memory(None).align(RectAlign::BOTTOM_START);
    popup.show(|ui| entries_ui(ui, desk, cell, commands));
}

/// The menu key, or Shift+F10 on keyboards without one: the menu of the selected cell opens in the next frame.
pub fn ask_cell_menu(ctx: &Context) {
    ctx.data_mut(|data| data.insert_temp(asked(), true));
    ctx.request_repaint();
}

fn asked() -> Id {
    Id::unique("cell menu is asked for")
}

fn entries_ui(ui: &mut Ui, desk: &Desk, cell: CellId, commands: &mut Vec<Command>) {
    let groups: [&[MenuCommand]; 3] = [
        &[MenuCommand::Cut, MenuCommand::Copy, MenuCommand::Paste],
        &[MenuCommand::FillDown, MenuCommand::Clear, MenuCommand::Zero, MenuCommand::NotApplicable],
        &[MenuCommand::SelectAll, MenuCommand::GoToCell],
    ];
    for group in groups {
        for entry in group {
            entry_ui(ui, *entry, Some(desk), None, commands);
        }
        ui.separator();
    }
    let related = related(desk, cell);
    ui.add_enabled_ui(!related.is_empty(), |ui| {
        ui.menu_button("转到相关勾稽的指标", |ui| {
            let colours = theme::palette(ui);
            for (rule, cells) in related {
                ui.label(RichText::new(rule).small().color(colours.faint));
                for other in cells {
                    let name = desk.form().cell(other).name.as_str();
                    let value = desk.draft().shown(other).unwrap_or_else(|| "未填".to_owned());
                    if ui.add(Button::new(name).shortcut_text(value)).clicked() {
                        commands.push(Command::GoTo(other));
                        ui.close();
                    }
                }
            }
        });
    });
}

/// The rules that say something of a cell, each with the other cells of this year that it is about: what
/// waits for someone first. No cell is named twice.
fn related(desk: &Desk, cell: CellId) -> Vec<(String, Vec<CellId>)> {
    let form = desk.form();
    let mut verdicts: Vec<_> =
        desk.verdicts().iter().filter(|verdict| verdict.cells(form).contains(&cell)).collect();
    verdicts.sort_by_key(|verdict| std::cmp::Reverse(verdict.standing(desk.draft())));
    let mut named = vec![cell];
    let mut related = Vec::new();
    for verdict in verdicts {
        let mut others = verdict.cells(form);
        others.retain(|other| !form.is_fact(*other) && !named.contains(other));
        others.dedup();
        if !others.is_empty() {
            named.extend(&others);
            let (sign, rule) = (theme::sign(verdict.standing(desk.draft())), &verdict.shown_rule(form).id);
            related.push((format!("{sign} {rule}"), others));
        }
    }
    related
}
