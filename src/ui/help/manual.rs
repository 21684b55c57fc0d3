//! 使用手册 in a pane of its own, so that it stays in view while one does what it says.

use std::sync::LazyLock;

use egui::text::{LayoutJob, TextFormat};
use egui::{
    ComboBox, Frame, Grid, Image, Margin, Panel, RichText, ScrollArea, Sense, Stroke, Ui, WidgetInfo, vec2,
};

use super::Help;
use super::markdown::{Chapter, Part, Words, chapters};
use crate::ui::brand;
use crate::ui::choice::choice_ui;
use crate::ui::command::Command;
use crate::ui::follow::Follow as _;
use crate::ui::news::away_ui;
use crate::ui::panes::Widths;
use crate::ui::theme::{self, Palette};

/// Its text, read once.
static CHAPTERS: LazyLock<Vec<Chapter>> =
    LazyLock::new(|| chapters(include_str!("../../../docs/使用手册.md")));

/// The pictures that it shows, made by scripts/screenshots.
const PICTURES: [(&str, &[u8]); 6] = [
    ("pictures/start.png", include_bytes!("../../../docs/pictures/start.png")),
    ("pictures/check.png", include_bytes!("../../../docs/pictures/check.png")),
    ("pictures/text.png", include_bytes!("../../../docs/pictures/text.png")),
    ("pictures/preview.png", include_bytes!("../../../docs/pictures/preview.png")),
    ("pictures/import.png", include_bytes!("../../../docs/pictures/import.png")),
    ("pictures/rollup.png", include_bytes!("../../../docs/pictures/rollup.png")),
];

/// What is shown of the manual.
#[derive(Debug, Clone, Default)]
pub struct Manual {
    /// Number of the chapter.
    chapter: usize,
    /// Just turned to it: its beginning comes into view.
    is_turned: bool,
    /// The picture that is shown large.
    large: Option<&'static str>,
}

impl Manual {
    /// The manual at the chapter of that heading, or at its beginning.
    pub fn at(title: &str) -> Self {
        let chapter = CHAPTERS.iter().position(|chapter| chapter.title == title).unwrap_or_default();
        Self { chapter, is_turned: true, large: None }
    }
}

/// Paints the pane.
pub fn manual_ui(ui: &mut Ui, manual: &mut Manual, widths: &mut Widths<'_>, commands: &mut Vec<Command>) {
    let colours = theme::palette(ui);
    let room = ui.available_width();
    let pane =
        Frame::new().fill(colours.paper).inner_margin(Margin { left: 18, right: 6, top: 10, bottom: 8 });
    let wide = widths.of("使用手册", (room * 0.36).clamp(300.0, 460.0));
    let panel = Panel::right("使用手册").frame(pane).resizable(true).default_size(wide);
    let shown = panel.size_range(260.0..=(room * 0.6).max(261.0)).show(ui, |ui| {
        bar_ui(ui, manual, commands);
        ui.add_space(2.0);
        ui.separator();
        let mut area = ScrollArea::vertical().id_salt("手册正文").auto_shrink(false);
        if std::mem::take(&mut manual.is_turned) {
            area = area.vertical_scroll_offset(0.0);
        }
        area.show_followed(ui, |ui| {
            Frame::new().inner_margin(Margin { left: 0, right: 14, top: 4, bottom: 24 }).show(ui, |ui| {
                let Some(chapter) = CHAPTERS.get(manual.chapter) else { return };
                ui.label(RichText::new(&chapter.title).font(theme::bold(theme::TITLE)));
                ui.add_space(6.0);
                for (number, part) in chapter.parts.iter().enumerate() {
                    part_ui(ui, part, number, manual, &colours);
                }
                ui.add_space(14.0);
                ends_ui(ui, manual);
            });
        });
    });
    widths.note(ui, "使用手册", shown.response.rect.width());
    theme::name_edge(ui, "使用手册");
    large_ui(ui, manual, &colours);
}

fn bar_ui(ui: &mut Ui, manual: &mut Manual, commands: &mut Vec<Command>) {
    ui.horizontal(|ui| {
        ui.label(RichText::new("使用手册").font(theme::bold(theme::TEXT)));
        let title = CHAPTERS.get(manual.chapter).map(|chapter| chapter.title.as_str()).unwrap_or_default();
        let list = ComboBox::from_id_salt("章节").selected_text(title).width(150.0).height(480.0);
        let titles = CHAPTERS.iter().map(|chapter| (chapter.title.as_str(), ""));
        let (combo, picked) = choice_ui(ui, list, Some(manual.chapter), titles);
        combo.widget_info(|| WidgetInfo::labeled(egui::Role::ComboBox, true, "手册章节"));
        if let Some(chapter) = picked {
            (manual.chapter, manual.is_turned) = (chapter, true);
        }
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            if away_ui(ui, "收起手册") {
                commands.push(Command::Help(Help::CloseManual));
            }
        });
    });
}

/// The chapter before and after.
fn ends_ui(ui: &mut Ui, manual: &mut Manual) {
    ui.horizontal_wrapped(|ui| {
        let before = manual.chapter.checked_sub(1);
        for (number, mark) in [(before, "上一章"), (Some(manual.chapter + 1), "下一章")] {
            let Some((number, chapter)) = number.and_then(|number| Some((number, CHAPTERS.get(number)?)))
            else {
                continue;
            };
            if ui.button(format!("{mark}：{}", chapter.title)).clicked() {
                (manual.chapter, manual.is_turned) = (number, true);
            }
        }
    });
}

fn part_ui(ui: &mut Ui, part: &Part, number: usize, manual: &mut Manual, colours: &Palette) {
    match part {
        Part::Heading(text) => {
            ui.add_space(8.0);
            ui.label(RichText::new(text).font(theme::bold(16.0)));
        }
        Part::Paragraph(words) => {
            words_ui(ui, words, colours);
            ui.add_space(2.0);
        }
        Part::Item(count, words) => {
            ui.horizontal_top(|ui| {
                let mark = count.map_or_else(|| "·".to_owned(), |count| format!("{count}."));
                let (rect, _) = ui.allocate_exact_size(vec2(18.0, 18.0), Sense::hover());
                let font = theme::bold(theme::TEXT);
                ui.painter().text(rect.right_top(), egui::Align2::RIGHT_TOP, mark, font, colours.accent);
                ui.vertical(|ui| words_ui(ui, words, colours));
            });
        }
        Part::Table(rows) => {
            ui.add_space(2.0);
            let columns = rows.first().map_or(1, Vec::len).max(1);
            let first = 120.0_f32.min(ui.available_width() * 0.36);
            let rest = (ui.available_width() - first) / (columns.saturating_sub(1).max(1)) as f32 - 12.0;
            Grid::new(("手册表", number)).num_columns(columns).striped(true).spacing([12.0, 6.0]).show(
                ui,
                |ui| {
                    for (line, row) in rows.iter().enumerate() {
                        for (column, words) in row.iter().enumerate() {
                            let width = if column == 0 { first } else { rest.max(60.0) };
                            ui.vertical(|ui| {
                                ui.set_width(width);
                                let strong = |word: &Words| Words { is_strong: true, ..word.clone() };
                                match line {
                                    0 => words_ui(ui, &words.iter().map(strong).collect::<Vec<_>>(), colours),
                                    _ => words_ui(ui, words, colours),
                                }
                            });
                        }
                        ui.end_row();
                    }
                },
            );
            ui.add_space(6.0);
        }
        Part::Picture(file, shows) => picture_ui(ui, file, shows, manual, colours),
    }
}

fn words_ui(ui: &mut Ui, words: &[Words], colours: &Palette) {
    let mut job = LayoutJob::default();
    for part in words {
        let font_id = if part.is_strong { theme::bold(theme::TEXT) } else { theme::regular(theme::TEXT) };
        let (color, background) = match part.is_typed {
            true => (colours.accent, colours.part_wash),
            false => (colours.ink, egui::Color32::TRANSPARENT),
        };
        let format =
            TextFormat { font_id, color, background, line_height: Some(22.0), ..TextFormat::default() };
        job.append(&part.text, 0.0, format);
    }
    ui.label(job);
}

/// A picture as wide as the pane; pressed, it is shown large.
fn picture_ui(ui: &mut Ui, file: &str, shows: &str, manual: &mut Manual, colours: &Palette) {
    let Some((name, png)) = PICTURES.iter().find(|(name, _)| *name == file) else { return };
    let Some(texture) = brand::picture(ui, name, png) else { return };
    ui.add_space(4.0);
    let width = ui.available_width().min(texture.size_vec2().x);
    let size = vec2(width, texture.size_vec2().y * width / texture.size_vec2().x);
    let image = Image::from_texture((texture.id(), size)).sense(Sense::click()).alt_text(shows);
    let response = ui.add(image);
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, format!("放大图片：{shows}")));
    let edge = Stroke::new(1.0, colours.line);
    ui.painter().rect_stroke(response.rect, theme::CORNER_BAR, edge, egui::StrokeKind::Outside);
    if response.on_hover_text("放大").clicked() {
        manual.large = Some(name);
    }
    ui.label(RichText::new(shows).small().color(colours.faint));
    ui.add_space(6.0);
}

fn large_ui(ui: &Ui, manual: &mut Manual, colours: &Palette) {
    let Some((name, png)) = PICTURES.iter().find(|(name, _)| Some(*name) == manual.large) else { return };
    let Some(texture) = brand::picture(ui, name, png) else { return };
    let screen = ui.ctx().content_rect().size() - vec2(80.0, 120.0);
    let whole = texture.size_vec2();
    let scale = (screen.x / whole.x).min(screen.y / whole.y).min(1.0);
    let frame = Frame::popup(ui.style()).inner_margin(theme::INSIDE);
    let modal = egui::Modal::new(egui::Id::unique("large picture")).frame(frame).backdrop_color(colours.veil);
    let shown = modal.show(ui.ctx(), |ui| {
        ui.add(Image::from_texture((texture.id(), whole * scale)));
        ui.vertical_centered(|ui| ui.button("关闭图片").clicked()).inner
    });
    if shown.inner || shown.should_close() {
        manual.large = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_picture_of_the_manual_is_built_in_and_used() {
        let mut used: Vec<&str> = Vec::new();
        for part in CHAPTERS.iter().flat_map(|chapter| &chapter.parts) {
            if let Part::Picture(file, shows) = part {
                assert!(PICTURES.iter().any(|(name, _)| name == file), "{file}");
                assert!(!shows.is_empty(), "{file} says what it shows");
                used.push(file);
            }
        }
        for (name, _) in PICTURES {
            assert!(used.contains(&name), "{name} is shown");
        }
    }

    #[test]
    fn f1_leads_to_chapters_that_are_there() {
        for title in [
            "开始",
            "基本信息",
            "填统计表",
            "报告正文",
            "预览和导出",
            "导入已有的报告",
            "收回修改稿",
            "汇总下级单位",
        ] {
            assert!(CHAPTERS.iter().any(|chapter| chapter.title == title), "{title}");
        }
    }
}
