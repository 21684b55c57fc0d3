//! A report or a table of one from the clipboard: asked for by the menu, or pasted where nothing else takes it.

use egui::{Context, Event, ViewportCommand};

use super::app::App;
use super::import::Document;
use super::news::{Notice, Tone};

/// How many frames the system has to hand over what was copied. It comes with the next one; where there is no
/// text nothing comes at all.
const PATIENCE: u8 = 12;

impl App {
    /// Asks the system for what was copied.
    pub(super) fn ask_clipboard(&mut self, ctx: &Context) {
        ctx.send_viewport_cmd(ViewportCommand::RequestPaste);
        self.awaits_clipboard = PATIENCE;
        ctx.request_repaint();
    }

    /// Takes what was copied, where it was asked for, or pasted on a page that has no place for it.
    pub(super) fn take_clipboard(&mut self, ctx: &Context) {
        let is_awaited = self.awaits_clipboard > 0;
        let is_homeless =
            self.desk.is_none() && self.dialog.is_none() && ctx.memory(|memory| memory.focused().is_none());
        if !is_awaited && !is_homeless {
            return;
        }
        let mut pasted = None;
        ctx.input_mut(|input| {
            input.events.retain(|event| match event {
                Event::Paste(text) if pasted.is_none() => {
                    pasted = Some(text.clone());
                    false
                }
                _ => true,
            });
        });
        if let Some(text) = pasted {
            self.awaits_clipboard = 0;
            self.begin_import([Document::Clipboard(text)]);
        } else if is_awaited {
            self.awaits_clipboard -= 1;
            match self.awaits_clipboard {
                0 => {
                    let text = "剪贴板里没有文字。请先在 Word、Excel 或网页里选中报告或表格并复制".to_owned();
                    self.notice = Some(Notice { text, tone: Tone::Asks });
                }
                _ => ctx.request_repaint(),
            }
        }
    }
}
