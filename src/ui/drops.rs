//! Files dragged onto the window: where each goes, and what is shown while they hang over it.

use std::path::{Path, PathBuf};

use egui::{Align2, Context, Id, LayerId, Order, Shape, Stroke, vec2};

use crate::store::paths::name_of;
use crate::store::pictures;

use super::app::{App, Notice};
use super::command::{Command, Step, TakeBack};
use super::theme;

/// What a file is to the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Dropped {
    /// A draft: it is opened.
    Draft,
    /// A picture, while a draft is open: it goes into the text.
    Picture,
    /// A Word file, while a draft is open: its report come back, or another document.
    Word,
    /// Anything else: its figures are brought in.
    Document,
}

impl App {
    /// The one place that says what becomes of a dropped file.
    fn dropped(&self, path: &Path) -> Dropped {
        let is_draft = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("nianbao"));
        let is_word = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("docx"));
        match () {
            () if is_draft => Dropped::Draft,
            () if self.desk.is_some() && pictures::is_picture(path) => Dropped::Picture,
            () if self.desk.is_some() && is_word => Dropped::Word,
            () => Dropped::Document,
        }
    }

    /// Takes what was dropped in this frame.
    pub(super) fn take_drops(&mut self, ctx: &Context) {
        let paths: Vec<PathBuf> =
            ctx.input(|input| input.raw.dropped_files.iter().map(|file| file.path().to_path_buf()).collect());
        // A question must be answered first.
        if paths.is_empty() || self.dialog.is_some() {
            return;
        }
        let of =
            |wanted| paths.iter().filter(|path| self.dropped(path) == wanted).cloned().collect::<Vec<_>>();
        let (drafts, images) = (of(Dropped::Draft), of(Dropped::Picture));
        let (words, mut documents) = (of(Dropped::Word), of(Dropped::Document));
        if let Some(draft) = drafts.first() {
            // One draft lies on the desk; what came with it is not brought in unseen.
            self.apply(Command::OpenFile(draft.clone()), ctx);
            if paths.len() > 1 {
                let text = format!("只打开了 {}，其余 {} 个文件请再拖一次", name_of(draft), paths.len() - 1);
                self.notice = Some(Notice { text, is_good: true });
            }
            return;
        }
        for image in images {
            if let Some((section, _)) = self.place(None) {
                self.apply(Command::AddPicture(section, image), ctx);
            }
        }
        match words.as_slice() {
            [word] if documents.is_empty() => {
                return self.apply(Command::TakeBack(TakeBack::Dropped(word.clone())), ctx);
            }
            // Of several, none is this draft's report come back.
            several => documents.extend_from_slice(several),
        }
        if !documents.is_empty() {
            self.apply(Command::Import(Step::Files(documents)), ctx);
        }
    }

    /// What letting go would do, over the whole window, while files hang over it.
    pub(super) fn drop_target(&self, ctx: &Context) {
        let paths: Vec<PathBuf> =
            ctx.input(|input| input.raw.hovered_files.iter().filter_map(|file| file.path.clone()).collect());
        let hovers = ctx.input(|input| !input.raw.hovered_files.is_empty());
        if !hovers || self.dialog.is_some() {
            return;
        }
        let words = match paths.as_slice() {
            [] => "松开鼠标，导入文件".to_owned(),
            [one] => match self.dropped(one) {
                Dropped::Draft => format!("松开鼠标，打开底稿 {}", name_of(one)),
                Dropped::Picture => format!("松开鼠标，插入图片 {}", name_of(one)),
                Dropped::Word => format!("松开鼠标，收回修改稿，或导入 {}", name_of(one)),
                Dropped::Document => format!("松开鼠标，导入 {}", name_of(one)),
            },
            several => match several.iter().find(|path| self.dropped(path) == Dropped::Draft) {
                Some(draft) => format!("松开鼠标，打开底稿 {}", name_of(draft)),
                None => format!("松开鼠标，导入 {} 个文件，一份接一份", several.len()),
            },
        };
        let colours = theme::of_theme(ctx.theme());
        let painter = ctx.layer_painter(LayerId::new(Order::Tooltip, Id::unique("drop target")));
        let screen = ctx.content_rect();
        painter.rect_filled(screen, 0.0, colours.desk.gamma_multiply(0.86));
        let frame = screen.shrink(18.0);
        let corners = [
            frame.left_top(),
            frame.right_top(),
            frame.right_bottom(),
            frame.left_bottom(),
            frame.left_top(),
        ];
        painter.extend(Shape::dashed_line(&corners, Stroke::new(2.5, colours.accent), 10.0, 7.0));
        let galley = painter.layout_no_wrap(words, theme::bold(theme::TITLE), colours.accent);
        let at = Align2::CENTER_CENTER.anchor_size(screen.center(), galley.size());
        let ground = at.expand2(vec2(26.0, 16.0));
        painter.rect(
            ground,
            10.0,
            colours.paper,
            Stroke::new(1.0, colours.accent_line),
            egui::StrokeKind::Inside,
        );
        painter.galley(at.min, galley, colours.accent);
    }
}
