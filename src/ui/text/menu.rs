//! The menu of a section's text, by the right button.

use egui::text::CCursorRange;
use egui::widgets::text_edit::TextEditState;
use egui::{Button, Id, PointerButton, Response, Ui, ViewportCommand};

use crate::ui::command::{Command, MenuCommand};
use crate::ui::menus::keys;

/// Shows the menu where it was asked for. `selected` is what was selected before this frame: pressing the right
/// button would drop it, and it is what the menu is about.
pub fn text_menu_ui(
    ui: &Ui,
    id: Id,
    section: &str,
    response: &Response,
    selected: Option<CCursorRange>,
    commands: &mut Vec<Command>,
) {
    let is_something = selected.is_some_and(|range| !range.is_empty());
    let by_right = ui.input(|input| {
        let pointer = &input.pointer;
        pointer.button_down(PointerButton::Secondary) || pointer.button_released(PointerButton::Secondary)
    });
    if by_right
        && is_something
        && response.hovered()
        && let Some(mut state) = TextEditState::load(ui.ctx(), id)
    {
        state.cursor.set_char_range(selected);
        state.store(ui.ctx(), id);
    }
    response.context_menu(|ui| {
        let requests = [
            (MenuCommand::Cut, ViewportCommand::RequestCut, is_something),
            (MenuCommand::Copy, ViewportCommand::RequestCopy, is_something),
            (MenuCommand::Paste, ViewportCommand::RequestPaste, true),
        ];
        for (entry, request, is_on) in requests {
            let button = Button::new(entry.text()).shortcut_text(keys(entry, ui.ctx()));
            if ui.add_enabled(is_on, button).clicked() {
                // The system asks the box that has the keyboard.
                ui.memory_mut(|memory| memory.request_focus(id));
                ui.ctx().send_viewport_cmd(request);
                ui.close();
            }
        }
        ui.separator();
        let wishes = [
            (MenuCommand::InsertFigure, Command::BeginInsert(section.to_owned())),
            (MenuCommand::InsertPicture, Command::ChoosePicture(section.to_owned())),
            (MenuCommand::Find, Command::Menu(MenuCommand::Find)),
        ];
        for (entry, wish) in wishes {
            let keys = keys(entry, ui.ctx());
            let button = Button::new(entry.text());
            let button = if keys.is_empty() { button } else { button.shortcut_text(keys) };
            if ui.add(button).clicked() {
                commands.push(wish);
                ui.close();
            }
        }
    });
}
