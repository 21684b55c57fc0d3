//! Files dragged onto the window: where each goes, and what is shown while they hang over it.

use std::path::{Path, PathBuf};

use egui::{Area, Context, Frame, Id, Label, Margin, Order, Rect, RichText, Shape, Stroke, UiBuilder, vec2};

use crate::store::paths::{self, name_of};
use crate::store::pictures;

use super::app::App;
use super::command::{Command, RollupStep, Step, TakeBack};
use super::news::{Notice, Tone};
use super::theme;

/// What a file is to the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Dropped {
    /// A folder, or whatever is dropped where units are collected: it is collected.
    Units,
    /// A draft: it is opened; several are collected.
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
            () if self.shows_rollup() || paths::is_folder(path) => Dropped::Units,
            () if is_draft => Dropped::Draft,
            () if self.desk.is_some() && pictures::is_picture(path) => Dropped::Picture,
            () if self.desk.is_some() && is_word => Dropped::Word,
            () => Dropped::Document,
        }
    }

    /// Whether these are of many units: a folder, or several drafts with what lies beside them.
    fn is_of_units(&self, paths: &[PathBuf]) -> bool {
        let count = |wanted| paths.iter().filter(|path| self.dropped(path) == wanted).count();
        count(Dropped::Units) > 0 || count(Dropped::Draft) > 1
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
        if self.is_of_units(&paths) {
            return self.apply(Command::Rollup(RollupStep::Take(paths)), ctx);
        }
        let (drafts, images) = (of(Dropped::Draft), of(Dropped::Picture));
        let (words, mut documents) = (of(Dropped::Word), of(Dropped::Document));
        if let Some(draft) = drafts.first() {
            // One draft lies on the desk; what came with it is not brought in unseen.
            self.apply(Command::OpenFile(draft.clone()), ctx);
            if paths.len() > 1 {
                let text = format!("只打开了 {}，其余 {} 个文件请再拖一次", name_of(draft), paths.len() - 1);
                self.notice = Some(Notice { text, tone: Tone::Good });
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
                Dropped::Units => format!("松开鼠标，汇总 {} 里各单位的报告", name_of(one)),
                Dropped::Draft => format!("松开鼠标，打开底稿 {}", name_of(one)),
                Dropped::Picture => format!("松开鼠标，插入图片 {}", name_of(one)),
                Dropped::Word => format!("松开鼠标，收回修改稿，或导入 {}", name_of(one)),
                Dropped::Document => format!("松开鼠标，导入 {}", name_of(one)),
            },
            several if self.is_of_units(several) => format!("松开鼠标，汇总这 {} 个文件", several.len()),
            several => match several.iter().find(|path| self.dropped(path) == Dropped::Draft) {
                Some(draft) => format!("松开鼠标，打开底稿 {}", name_of(draft)),
                None => format!("松开鼠标，导入 {} 个文件，一份接一份", several.len()),
            },
        };
        let colours = theme::of_theme(ctx.theme());
        let screen = ctx.content_rect();
        let area = Area::new(Id::unique("drop target")).order(Order::Tooltip).interactable(false);
        area.fixed_pos(screen.min).show(ctx, |ui| {
            let painter = ui.painter().with_clip_rect(screen);
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
            let text = RichText::new(words).font(theme::bold(theme::TITLE)).color(colours.accent);
            let label = Frame::new()
                .fill(colours.paper)
                .stroke(Stroke::new(1.0, colours.accent_line))
                .corner_radius(10.0)
                .inner_margin(Margin::symmetric(26, 16));
            let size = vec2((screen.width() * 0.8).min(640.0), 70.0);
            let place = UiBuilder::new().max_rect(Rect::from_center_size(screen.center(), size));
            ui.scope_builder(place, |ui| {
                label.show(ui, |ui| ui.vertical_centered(|ui| ui.add(Label::new(text).truncate())));
            });
        });
    }
}
