//! 操作历史: every step since the draft was opened; a click goes back or forward to the state after it.

use egui::{Align2, Button, Context, Id, Key, Modal, Modifiers, RichText, ScrollArea, vec2};

use super::app::App;
use super::command::{Command, MenuCommand};
use super::follow::Follow as _;
use super::theme;

/// The open list.
#[derive(Debug, Clone, Copy, Default)]
pub struct History {
    /// The step that was brought into view; the list opens on the present one.
    shown: Option<usize>,
}

impl App {
    /// Goes to the state that has so many steps behind it, and shows what the last of them changed.
    pub(super) fn go_to_step(&mut self, step: usize) {
        self.settle_notice();
        let Some(desk) = &mut self.desk else { return };
        let by = if desk.editing.done() > step { MenuCommand::Undo } else { MenuCommand::Redo };
        let mut last = None;
        while desk.editing.done() != step {
            match desk.replay(by == MenuCommand::Undo) {
                Some(edit) => last = Some(edit),
                None => break,
            }
        }
        if let Some(edit) = last {
            self.show_edit(&edit, by);
        }
    }

    /// Paints the list at the right of the window while it is open: what changes is seen beside it.
    pub(super) fn history_ui(&mut self, ctx: &Context, commands: &mut Vec<Command>) {
        let (Some(mut history), Some(desk)) = (self.history.take(), &self.desk) else { return };
        let steps: Vec<String> =
            std::iter::once("打开时的样子").chain(desk.editing.steps()).map(str::to_owned).collect();
        let here = desk.editing.done();
        let last = steps.len() - 1;
        let wanted = ctx.input_mut(|input| {
            let mut pressed = |key| input.consume_key(Modifiers::NONE, key);
            match () {
                () if pressed(Key::ArrowUp) => Some(here.saturating_sub(1)),
                () if pressed(Key::ArrowDown) => Some((here + 1).min(last)),
                () if pressed(Key::Home) => Some(0),
                () if pressed(Key::End) => Some(last),
                () => None,
            }
        });
        let mut wanted = wanted.filter(|step| *step != here);
        let frame = egui::Frame::popup(&ctx.style_of(ctx.theme())).inner_margin(12);
        let id = Id::unique("history");
        let area = Modal::default_area(id).anchor(Align2::RIGHT_TOP, vec2(-12.0, 56.0));
        let modal = Modal::new(id).area(area).frame(frame).backdrop_color(egui::Color32::TRANSPARENT);
        let modal = modal.show(ctx, |ui| {
            let colours = theme::palette(ui);
            ui.set_width(284.0);
            ui.label(RichText::new("操作历史").font(theme::bold(theme::HEADING)));
            let hint = "点一步，就回到那一步做完时的样子；再点后面的又回来";
            ui.label(RichText::new(hint).small().color(colours.faint));
            ui.add_space(4.0);
            let room = (ui.ctx().content_rect().height() - 260.0).max(160.0);
            ScrollArea::vertical().max_height(room).auto_shrink([false, true]).show_followed(ui, |ui| {
                ui.spacing_mut().item_spacing.y = 1.0;
                for (number, step) in steps.iter().enumerate() {
                    let is_here = number == here;
                    let ink = if number > here { colours.faint } else { colours.ink };
                    // No meaning by colour alone.
                    let note = match number {
                        _ if is_here => "现在",
                        _ if number > here => "已撤销",
                        _ => "",
                    };
                    let button = Button::new(RichText::new(step).color(ink)).shortcut_text(note);
                    let button = button.selected(is_here).frame_when_inactive(is_here).truncate();
                    let response = ui.add_sized([ui.available_width(), 24.0], button);
                    if is_here && history.shown != Some(here) && !ui.is_sizing_pass() {
                        history.shown = Some(here);
                        response.scroll_to_me(None);
                    }
                    if response.clicked() && !is_here {
                        wanted = Some(number);
                    }
                }
            });
            ui.add_space(4.0);
            ui.horizontal(|ui| {
                let is_closed = ui.button("关闭").clicked();
                ui.label(RichText::new("↑↓ 一步一步，Esc 关闭").small().color(colours.faint));
                is_closed
            })
            .inner
        });
        commands.extend(wanted.map(Command::GoToStep));
        match modal.inner || modal.should_close() {
            true => self.give_back_focus(),
            false => self.history = Some(history),
        }
    }
}
