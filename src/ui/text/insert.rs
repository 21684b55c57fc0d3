//! 插入数字: the list of figures, found by a few words or by pinyin initials, and the offer that appears
//! by itself while such initials are typed.

use egui::{
    Area, Frame, Id, Key, Modifiers, Order, Popup, PopupCloseBehavior, RichText, ScrollArea, TextEdit, Ui,
};

use crate::draft::Figure;
use crate::form::CellId;
use crate::ui::command::Command;
use crate::ui::desk::Desk;
use crate::ui::follow::Follow as _;
use crate::ui::theme::{self, Palette};

/// The field that the list is searched by, for tests and screen readers.
const SEARCH: &str = "查找指标";

/// Shows the list while it is open.
pub fn insert_ui(ui: &mut Ui, desk: &mut Desk, colours: &Palette, commands: &mut Vec<Command>) {
    let Some(mut inserting) = desk.text.inserting.take() else { return };
    let found = desk.form().search(&inserting.typed);
    let mut chosen: Option<CellId> = None;
    let mut open = true;
    let id = Id::unique("insert figure");
    let popup = Popup::new(id, ui.ctx().clone(), inserting.at, ui.layer_id())
        .open_bool(&mut open)
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .gap(6.0);
    popup.show(|ui| {
        ui.set_width(420.0);
        if let Some(step) = step(ui) {
            let last = found.len().saturating_sub(1);
            inserting.chosen = inserting.chosen.saturating_add_signed(step).min(last);
        }
        let entered = ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter));
        let search = TextEdit::singleline(&mut inserting.typed).id(Id::unique("figure search"));
        let search = search.hint_text("指标名称中的几个字，或拼音首字母（如 sdsqs）");
        let response = ui.add(search.desired_width(f32::INFINITY));
        response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::SearchInput, true, SEARCH));
        if std::mem::take(&mut inserting.is_new) {
            response.request_focus();
        }
        if response.changed() {
            inserting.chosen = 0;
        }
        ui.add_space(2.0);
        if found.is_empty() {
            ui.label(RichText::new("没有这样的指标").color(colours.faint));
        }
        ScrollArea::vertical().max_height(300.0).auto_shrink([false, true]).show_followed(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 1.0;
            for (number, cell) in found.iter().enumerate() {
                let of_form = desk.form().cell(*cell);
                let value = format!("{} {}", desk.figure(&of_form.key), of_form.unit);
                let is_chosen = number == inserting.chosen;
                let button = egui::Button::new(&of_form.name).shortcut_text(value).selected(is_chosen);
                let button = button.frame_when_inactive(is_chosen).truncate();
                let response = ui.add_sized([ui.available_width(), 24.0], button);
                let response = response.on_hover_text(of_form.path.replace('/', " › "));
                if is_chosen
                    && (entered
                        || ui.input(|input| {
                            input.key_pressed(Key::ArrowDown) || input.key_pressed(Key::ArrowUp)
                        }))
                {
                    response.scroll_to_me(None);
                }
                if response.clicked() || (entered && is_chosen) {
                    chosen = Some(*cell);
                }
            }
        });
        ui.add_space(2.0);
        ui.label(RichText::new("↑↓ 选择，Enter 插入，Esc 取消").small().color(colours.faint));
    });
    if let Some(cell) = chosen {
        let figure = Figure::plain(desk.form().cell(cell).key.clone());
        commands.push(Command::InsertFigure { section: inserting.section, range: inserting.range, figure });
    } else if open {
        desk.text.inserting = Some(inserting);
    } else {
        // Back to where she was.
        desk.text.move_caret = Some((inserting.section, inserting.range.end));
    }
}

/// ↑ and ↓ move in the list, not in the text that is typed.
fn step(ui: &Ui) -> Option<isize> {
    ui.input(|input| match (input.key_pressed(Key::ArrowDown), input.key_pressed(Key::ArrowUp)) {
        (true, false) => Some(1),
        (false, true) => Some(-1),
        _ => None,
    })
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
