//! 插入数字: the list of figures, found by a few words or by pinyin initials, and the offer that appears
//! by itself while such initials are typed.

use egui::{Area, Frame, Id, Order, Popup, PopupCloseBehavior, RichText, Ui};

use crate::draft::Figure;
use crate::form::CellId;
use crate::ui::command::Command;
use crate::ui::desk::Desk;
use crate::ui::palette::search::{Row, Words, search_ui};
use crate::ui::theme::{self, Palette};

/// Shows the list while it is open.
pub fn insert_ui(ui: &mut Ui, desk: &mut Desk, colours: &Palette, commands: &mut Vec<Command>) {
    let Some(mut inserting) = desk.text.inserting.take() else { return };
    let hint = format!("指标名称中的几个字，或拼音首字母（如 {}）", desk.form().example_initials());
    let words = Words {
        name: "查找指标",
        hint: &hint,
        none: "没有这样的指标",
        foot: "↑↓ 选择，Enter 插入，Esc 取消",
    };
    let mut open = true;
    let id = Id::unique("insert figure");
    let popup = Popup::new(id, ui.ctx().clone(), inserting.at, ui.layer_id())
        .open_bool(&mut open)
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .gap(6.0);
    let row = |cell: CellId| {
        let of_form = desk.form().cell(cell);
        let note = format!("{} {}", desk.figure(&of_form.key), of_form.unit);
        let hover = of_form.path.replace('/', " › ");
        (Row { name: of_form.name.clone(), note, hover, is_off: false }, cell)
    };
    let shown = popup.show(|ui| {
        ui.set_width(420.0);
        let find = |typed: &str| desk.form().search(typed).into_iter().map(row).collect();
        search_ui(ui, &mut inserting.search, words, colours, find)
    });
    if let Some(cell) = shown.and_then(|shown| shown.inner) {
        let figure = Figure::plain(desk.form().cell(cell).key.clone());
        commands.push(Command::InsertFigure { section: inserting.section, range: inserting.range, figure });
    } else if open {
        desk.text.inserting = Some(inserting);
    } else {
        // Back to where she was.
        desk.text.move_caret = Some((inserting.section, inserting.range.end));
    }
}

/// Shows, under the caret, what Tab would put in for the letters before it. It takes no keyboard and is
/// gone as soon as she types on.
pub fn offer_ui(ui: &Ui, desk: &Desk, colours: &Palette, commands: &mut Vec<Command>) {
    let Some(offer) = desk.text.offer.as_ref().filter(|_| desk.text.inserting.is_none()) else { return };
    let Some(text) = desk.draft().text(&offer.section) else { return };
    let (shown, _) = text.shown(|figure| desk.shown_figure(figure));
    let letters = shown.get(offer.range.clone()).unwrap_or("").to_owned();
    let cell = desk.form().cell(offer.cell);
    let value = desk.figure(&cell.key);
    let area = Area::new(Id::unique("figure offer")).order(Order::Foreground);
    let shown = area.fixed_pos(desk.text.caret_at + egui::vec2(0.0, 4.0)).show(ui.ctx(), |ui| {
        Frame::popup(ui.style())
            .show(ui, |ui| {
                ui.horizontal(|ui| {
                    ui.spacing_mut().item_spacing.x = 4.0;
                    ui.label(RichText::new(format!("{letters} →")).color(colours.faint));
                    let name =
                        RichText::new(format!("{} {value}{}", cell.name, cell.unit)).color(colours.accent);
                    let clicked = ui.button(name.font(theme::regular(theme::TEXT))).clicked();
                    ui.label(RichText::new("按 Tab 插入").small().color(colours.faint));
                    clicked
                })
                .inner
            })
            .inner
    });
    if shown.inner {
        let figure = Figure::plain(cell.key.clone());
        let (section, range) = (offer.section.clone(), offer.range.clone());
        commands.push(Command::InsertFigure { section, range, figure });
    }
}
